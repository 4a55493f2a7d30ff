/* lembar/: the sheets of the method (sheets.csv) for people, always as a spreadsheet opens them
 * and in Indonesian. A query is run twice: once for the years its cells speak of, which also
 * tells whether it works before a line of it is written. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/exchange/excel.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/exchange/sheet_findings.h"
#include "core/store/guard.h"

#define YEARS_MOST 100 /* columns of years; what lies beyond shows in no column of its own */

/* One sheet on its way out. */
struct passage {
    struct making *m;
    struct table *table;
    size_t year_count;
    int years[YEARS_MOST]; /* in order */
};

bool part_has_sheet(
    const struct export_options *o, const struct method *m, const struct method_sheet *sheet)
{
    return o->personal || (!personal_query(m, sheet->sql) && !personal_comments(m, sheet->sql));
}

/* Takes a year in its place, once. */
static void take_year(struct passage *p, int year)
{
    size_t at = 0;

    while (at < p->year_count && p->years[at] < year)
        at++;
    if ((at < p->year_count && p->years[at] == year) || p->year_count == YEARS_MOST)
        return;
    memmove(&p->years[at + 1], &p->years[at], (p->year_count - at) * sizeof *p->years);
    p->years[at] = year;
    p->year_count++;
}

/* Whether a column of the query stands for one column for each year. */
static bool of_years(sqlite3_stmt *row, int column)
{
    const char *name = sqlite3_column_name(row, column);

    return name && strstr(name, SHEET_YEAR);
}

/* The amounts of such a cell by year; *cell is NULL when it holds none. Caller: json_decref. */
static enum status by_year(sqlite3_stmt *row, int column, json_t **cell, struct error *e)
{
    json_error_t why;

    *cell = NULL;
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return STATUS_OK;
    const char *text = (const char *)sqlite3_column_text(row, column);
    *cell = text ? json_loads(text, 0, &why) : NULL;
    if (!text || (!*cell && json_error_code(&why) == json_error_out_of_memory))
        return error_memory(e);
    return STATUS_OK;
}

/* guard_row_fn: the years a row speaks of. */
static enum status note_years(void *context, sqlite3_stmt *row, struct error *e)
{
    struct passage *p = context;
    const char *key;
    json_t *value;

    for (int i = 0; i < sqlite3_column_count(row); i++) {
        json_t *cell = NULL;
        if (of_years(row, i) && by_year(row, i, &cell, e) != STATUS_OK)
            return STATUS_MEMORY;
        json_object_foreach(cell, key, value)
        {
            if (strlen(key) == strspn(key, "0123456789") && strlen(key) == 4 && key[0] != '0')
                take_year(p, atoi(key));
        }
        json_decref(cell);
    }
    return part_stopped(p->m->options, e);
}

/* A heading, with the year in the place of SHEET_YEAR; 0: none. */
static enum status put_heading(struct passage *p, const char *name, int year, struct error *e)
{
    const char *at = year ? strstr(name, SHEET_YEAR) : NULL;
    char *heading =
        at ? text_format("%.*s%d%s", (int)(at - name), name, year, at + strlen(SHEET_YEAR))
           : strdup(name);
    enum status s = heading ? table_text(p->table, heading, e) : error_memory(e);

    free(heading);
    return s;
}

/* guard_row_fn: the heading row. */
static enum status put_head(void *context, sqlite3_stmt *row, struct error *e)
{
    struct passage *p = context;
    enum status s = STATUS_OK;

    for (int i = 0; s == STATUS_OK && i < sqlite3_column_count(row); i++) {
        const char *name = sqlite3_column_name(row, i);
        if (!name)
            s = error_memory(e);
        else if (!of_years(row, i))
            s = put_heading(p, name, 0, e);
        for (size_t y = 0; s == STATUS_OK && of_years(row, i) && y < p->year_count; y++)
            s = put_heading(p, name, p->years[y], e);
    }
    csv_end_row(table_out(p->table));
    return s;
}

/* A number as a spreadsheet of this country reads it. */
static enum status put_number(struct passage *p, double number, struct error *e)
{
    char *plain = number == floor(number) && fabs(number) < 9e15 ? text_format("%.0f", number)
                                                                 : number_plain(number);
    char *text = plain ? excel_number(plain) : NULL;

    free(plain);
    if (!text)
        return error_memory(e);
    csv_cell(table_out(p->table), text);
    free(text);
    return STATUS_OK;
}

/* What a cell of years has for one of them. */
static enum status put_year(struct passage *p, const json_t *cell, int year, struct error *e)
{
    char key[16];

    snprintf(key, sizeof key, "%d", year);
    const json_t *value = json_object_get(cell, key);
    if (json_is_string(value))
        return table_text(p->table, json_string_value(value), e);
    if (json_is_number(value))
        return put_number(p, json_number_value(value), e);
    csv_cell(table_out(p->table), "");
    return STATUS_OK;
}

/* One cell of the query, in as many columns as it has. */
static enum status put_cell(struct passage *p, sqlite3_stmt *row, int column, struct error *e)
{
    enum status s = STATUS_OK;

    if (of_years(row, column)) {
        json_t *cell;
        s = by_year(row, column, &cell, e);
        for (size_t y = 0; s == STATUS_OK && y < p->year_count; y++)
            s = put_year(p, cell, p->years[y], e);
        json_decref(cell);
        return s;
    }
    int type = sqlite3_column_type(row, column);
    if (type == SQLITE_FLOAT)
        return put_number(p, sqlite3_column_double(row, column), e);
    bool filled = type == SQLITE_INTEGER || type == SQLITE_TEXT;
    const char *text = filled ? (const char *)sqlite3_column_text(row, column) : "";
    if (text && type == SQLITE_TEXT)
        return table_text(p->table, text, e);
    csv_cell(table_out(p->table), text ? text : "");
    return text ? STATUS_OK : error_memory(e);
}

/* guard_row_fn: one row. */
static enum status put_row(void *context, sqlite3_stmt *row, struct error *e)
{
    struct passage *p = context;
    enum status s = part_stopped(p->m->options, e);

    for (int i = 0; s == STATUS_OK && i < sqlite3_column_count(row); i++)
        s = put_cell(p, row, i, e);
    csv_end_row(table_out(p->table));
    return s == STATUS_OK ? table_pass(p->table, e) : s;
}

/* The years of the plan, and those beyond that the rows have. */
static enum status find_years(struct passage *p, const char *sql, struct error *e)
{
    for (int year = p->m->plan.from; year && year <= p->m->plan.to; year++)
        take_year(p, year);
    return guard_query(p->m->wb, sql, note_years, p, e);
}

/* A query that does not work leaves its sentence where the rows would be: who opens the sheet
 * is to see why it is empty, and the rest of the package goes on. */
static enum status put_rows(
    struct passage *p, const struct method_sheet *sheet, struct error *e)
{
    struct error why = {0};
    enum status s = find_years(p, sheet->sql, &why);

    if (s == STATUS_DATA) {
        csv_cell(table_out(p->table), _("This sheet could not be made"));
        csv_end_row(table_out(p->table));
        s = table_text(p->table, error_text(&why), e);
        csv_end_row(table_out(p->table));
    } else if (s == STATUS_OK)
        s = guard_query_headed(p->m->wb, sheet->sql, put_head, put_row, p, e);
    else
        error_set(e, s, "%s", error_text(&why));
    error_clear(&why);
    return s;
}

/* One sheet into a file of its own. */
static enum status write_sheet(
    struct making *m, const struct method_sheet *sheet, struct error *e)
{
    struct passage p = {.m = m};
    char *path = text_format("%s%s.csv", PACKAGE_SHEETS, sheet->name);
    enum status s =
        path ? table_open(&p.table, m, dialect_named("excel"), NULL, path, e) : error_memory(e);

    free(path);
    if (s != STATUS_OK)
        return s;
    s = sheet->kind == SHEET_FINDINGS ? part_findings_sheet(m, p.table, e)
                                      : put_rows(&p, sheet, e);
    if (s == STATUS_OK)
        return table_close(p.table, e);
    table_drop(p.table);
    return s;
}

enum status part_sheets(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    enum status s = m->found ? sheet_findings_show(m->found, m->wb, e) : STATUS_OK;

    (void)f;
    for (size_t i = 0; s == STATUS_OK && i < method->sheet_count; i++)
        if (part_has_sheet(m->options, method, &method->sheets[i]))
            s = write_sheet(m, &method->sheets[i], e);
    if (s == STATUS_OK)
        return method->sheet_count ? guard_show_findings(m->wb, NULL, 0, e) : s;
    (void)guard_show_findings(m->wb, NULL, 0, NULL);
    return s;
}
