#include "core/plan/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/file_tree.h"
#include "core/base/file_operations.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "core/plan/findings_part.h"
#include "core/plan/heat.h"
#include "core/store/guard.h"

/* A plan to try the SQL in; which one does not matter. */
#define TRIAL_START 2026
#define TRIAL_YEARS 5
#define CHECKS_FILE "checks.csv"
#define HEAT_FILE "heat.csv"
#define SHEETS_FILE "sheets.csv"
#define NO_ROW "-" /* the id of no record: the expression is compiled, never run */

struct trial {
    struct workbook *wb;
    const struct method *method;
    const struct source *source;
    mistake_fn *mistake;
    void *context;
};

static enum status ignore_row(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)context;
    (void)row;
    (void)e;
    return STATUS_OK;
}

/* What a query was refused for becomes a mistake at its place. */
static enum status tell(
    const struct trial *t, const char *file, size_t line, int column, struct error *e)
{
    t->mistake(t->context, file, line, (size_t)column + 1, error_text(e));
    error_clear(e);
    return STATUS_OK;
}

/* Runs a query, or an expression over a form's row; tells the mistake at its place. */
static enum status try_sql(const struct trial *t, const struct form *form, const char *sql,
    const char *file, size_t line, int column, struct error *e)
{
    struct value v = {0};
    enum status s = form ? guard_expression(t->wb, form, NO_ROW, sql, &v, e)
                         : guard_query(t->wb, sql, ignore_row, NULL, e);

    value_clear(&v);
    return s == STATUS_DATA ? tell(t, file, line, column, e) : s;
}

/* The columns of one file that hold SQL. */
struct sql_file {
    const char *file;
    const char *columns[4];  /* NULL terminated */
    const char *form_column; /* expressions over a row of this form; NULL = whole queries */
};

/* Every filled cell of those columns. */
static enum status try_file(const struct trial *t, const struct sql_file *f, struct error *e)
{
    const struct source_file *bytes = source_find(t->source, f->file);
    struct csv_table table;

    if (!bytes)
        return STATUS_OK;
    enum status s = csv_table_read(&table, f->file, bytes->bytes, bytes->size, e);
    for (size_t r = 0; s == STATUS_OK && r < table.rows; r++) {
        const struct form *form = NULL;
        if (f->form_column)
            form = method_form(
                t->method, csv_table_cell(&table, r, csv_table_column(&table, f->form_column)));
        if (f->form_column && !form)
            continue;
        for (size_t c = 0; s == STATUS_OK && f->columns[c]; c++) {
            int column = csv_table_column(&table, f->columns[c]);
            const char *sql = csv_table_cell(&table, r, column);
            if (sql[0])
                s = try_sql(t, form, sql, f->file, table.lines[r], column, e);
        }
    }
    csv_table_free(&table);
    return s;
}

/* Every check of checks.csv, as it will be run: with its six columns. */
static enum status try_checks(const struct trial *t, struct error *e)
{
    const struct source_file *bytes = source_find(t->source, CHECKS_FILE);
    struct csv_table table;

    if (!bytes)
        return STATUS_OK;
    enum status s = csv_table_read(&table, CHECKS_FILE, bytes->bytes, bytes->size, e);
    int name = csv_table_column(&table, "check"), column = csv_table_column(&table, "sql");
    for (size_t r = 0; s == STATUS_OK && r < table.rows; r++) {
        const struct check *check = method_check(t->method, csv_table_cell(&table, r, name));
        char *sql = check ? findings_sql(check) : NULL;
        if (check && !sql)
            s = error_memory(e);
        else if (check)
            s = try_sql(t, NULL, sql, CHECKS_FILE, table.lines[r], column, e);
        sqlite3_free(sql);
    }
    csv_table_free(&table);
    return s;
}

/* Every column of the heat map, as it will be counted. */
static enum status try_heat(const struct trial *t, struct error *e)
{
    const struct source_file *bytes = source_find(t->source, HEAT_FILE);
    struct csv_table table;

    if (!bytes)
        return STATUS_OK;
    enum status s = csv_table_read(&table, HEAT_FILE, bytes->bytes, bytes->size, e);
    int column = csv_table_column(&table, "sql");
    for (size_t r = 0; s == STATUS_OK && r < table.rows && r < t->method->heat_count; r++) {
        char *sql = heat_sql(&t->method->heat[r]);
        s = sql ? try_sql(t, NULL, sql, HEAT_FILE, table.lines[r], column, e) : error_memory(e);
        sqlite3_free(sql);
    }
    csv_table_free(&table);
    return s;
}

/* guard_row_fn: what is wrong with the headings of a sheet, as the error. */
static enum status check_headings(void *context, sqlite3_stmt *head, struct error *e)
{
    (void)context;
    for (int i = 0; i < sqlite3_column_count(head); i++) {
        const char *name = sqlite3_column_name(head, i);
        if (!name)
            return error_memory(e);
        const char *brace = strchr(name, '{');
        if (!name[strspn(name, " ")])
            return error_set(e, STATUS_DATA, _("Column %d has no heading."), i + 1);
        if (brace && strncmp(brace, SHEET_YEAR, strlen(SHEET_YEAR)) != 0)
            return error_set(e, STATUS_DATA,
                _("Only %s may stand in the braces of a heading, not “%s”."), SHEET_YEAR, name);
        for (int k = 0; k < i; k++)
            if (strcmp(sqlite3_column_name(head, k), name) == 0)
                return error_set(e, STATUS_DATA, _("Two columns are called “%s”."), name);
    }
    return STATUS_OK;
}

/* Every sheet, with its headings. */
static enum status try_sheets(const struct trial *t, struct error *e)
{
    const struct source_file *bytes = source_find(t->source, SHEETS_FILE);
    struct csv_table table;

    if (!bytes)
        return STATUS_OK;
    enum status s = csv_table_read(&table, SHEETS_FILE, bytes->bytes, bytes->size, e);
    int column = csv_table_column(&table, "sql");
    for (size_t r = 0; s == STATUS_OK && r < table.rows; r++) {
        const char *sql = csv_table_cell(&table, r, column);
        if (!sql[0])
            continue;
        s = guard_query_headed(t->wb, sql, check_headings, ignore_row, NULL, e);
        if (s == STATUS_DATA)
            s = tell(t, SHEETS_FILE, table.lines[r], column, e);
    }
    csv_table_free(&table);
    return s;
}

/* Everything that is SQL in the method's files (DESIGN.md 4). */
static enum status try_everything(const struct trial *t, struct error *e)
{
    static const struct sql_file files[] = {
        {"stages.csv", {"open", "closed"}, NULL},
        {"facts.csv", {"sql"}, NULL},
        {"fields.csv", {"relevant", "default", "computed"}, "form"},
    };
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof files / sizeof *files; i++)
        s = try_file(t, &files[i], e);
    if (s == STATUS_OK)
        s = try_checks(t, e);
    if (s == STATUS_OK)
        s = try_heat(t, e);
    return s == STATUS_OK ? try_sheets(t, e) : s;
}

/* The first region of the list. */
static enum status any_region(const char **code, struct error *e)
{
    const struct region *all;
    size_t count;
    enum status s = regions_load(&all, &count, e);

    *code = s == STATUS_OK && count ? all[0].code : "";
    return s;
}

enum status check_method_sql(const struct method *m, const struct source *source,
    mistake_fn *mistake, void *context, struct error *e)
{
    struct trial t = {.method = m, .source = source, .mistake = mistake, .context = context};
    const struct person nobody = {0};
    const char *region;
    char *folder = NULL, *path = NULL;
    enum status s = any_region(&region, e);

    if (s == STATUS_OK)
        s = file_temporary_folder(&folder, e);
    if (s == STATUS_OK && !(path = file_join(folder, "periksa.susun")))
        s = error_memory(e);
    if (s == STATUS_OK)
        s = workbook_new(path, source, region, TRIAL_START, TRIAL_YEARS, &nobody, e);
    if (s == STATUS_OK) {
        s = workbook_open(&t.wb, path, WORKBOOK_READ, &nobody, e);
        if (s == STATUS_OK) {
            s = try_everything(&t, e);
            workbook_close(t.wb);
        }
        file_remove(path);
    }
    if (folder)
        file_operations()->rmdir(folder);
    free(path);
    free(folder);
    return s;
}
