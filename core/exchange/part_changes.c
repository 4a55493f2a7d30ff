/* lembar/perubahan.csv: what is another than it was at the package before this one, or at the
 * mark that was asked for, a cell a line; for people, as a spreadsheet opens it. A row that
 * came or went is one line: what stands in it can be read in its table. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/exchange/excel.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/method/engine.h"
#include "core/store/changes.h"
#include "core/store/history.h"
#include "core/store/reason.h"

/* As FIELD.md 15 has them, in Indonesian like all of it. */
static const struct part_column columns[] = {{"Form", "string"}, {"Kode", "string"},
    {"Nama", "string"}, {"Isian", "string"}, {"Sebelum", "string"}, {"Sesudah", "string"},
    {"Kapan", "date"}, {"Alasan", "string"}, {NULL, NULL}};
#define CODE_LABEL columns[1].name
#define FILE_NAME PACKAGE_SHEETS ENGINE_SHEET_CHANGES ".csv"

/* The file on its way out. */
struct passage {
    struct making *m;
    struct table *table;
    struct reasons *reasons;
    int zone; /* minutes */
};
/* The row being written. */
struct naming {
    const struct changed_row *row;
    char *code, *title;
};

/* Whether a change of this form and field (NULL: of the row itself) is told. Comments are not:
 * they came from who reads this, and stand in catatan.csv with their answers. */
static bool is_told(const struct workbook *wb, const struct export_options *o,
    const struct form *form, const struct field *field)
{
    return form->role != FORM_ROLE_COMMENT && !part_registers(wb, o, form) &&
           part_has_form(o, form) && (o->personal || !field || !personal_field(field));
}

/* Where a reference to any form leads, by code and title; "" where that stays out. Caller
 * frees. */
static enum status show_reference(struct making *m, const struct field *field,
    const struct cell *cell, char **text, struct error *e)
{
    struct value parts[LIMIT_COLUMNS] = {{0}};
    const char *code = "", *title = "";
    enum status s = field->type->split(&cell->value, parts, e);
    const struct form *form = s == STATUS_OK && parts[0].kind == VALUE_TEXT
                                  ? method_form(workbook_method(m->wb), parts[0].text)
                                  : NULL;

    if (form && parts[1].kind == VALUE_TEXT && part_has_form(m->options, form))
        s = refer_record(m->refer, form, parts[1].text, &code, &title, e);
    *text = s == STATUS_OK ? text_format("%s%s%s", code, code[0] && title[0] ? " " : "", title)
                           : NULL;
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&parts[i]);
    return s == STATUS_OK && !*text ? error_memory(e) : s;
}

/* What a cell says in people's words. Caller frees. */
static enum status show(struct making *m, const struct field *field, const struct cell *cell,
    char **text, struct error *e)
{
    bool plain = !field || field->type->numeric || field->type->id == TYPE_DATE;

    if (cell->typed)
        *text = strdup(cell->typed);
    else if (cell->value.kind == VALUE_NULL)
        *text = strdup("");
    else if (plain)
        *text = value_machine(&cell->value);
    else if (field->type->id == TYPE_ANY_REF)
        return show_reference(m, field, cell, text, e);
    else
        return cell_show(m->wb, field, cell, text, e);
    return *text ? STATUS_OK : error_memory(e);
}

/* Before or after. A number stays one for the spreadsheet. */
static enum status put_value(
    struct passage *p, const struct field *field, const struct cell *cell, struct error *e)
{
    char *text = NULL, *number = NULL;
    enum status s = show(p->m, field, cell, &text, e);

    if (s == STATUS_OK && field && field->type->numeric && !cell->typed) {
        number = excel_number(text);
        if (number)
            csv_cell(table_out(p->table), number);
        else
            s = error_memory(e);
    } else if (s == STATUS_OK)
        s = table_text(p->table, text, e);
    free(number);
    free(text);
    return s;
}

/* Form, code, title and what was changed. */
static enum status put_what(
    struct passage *p, const struct naming *n, const char *what, struct error *e)
{
    const char *texts[] = {words_get(&n->row->form->title), n->code, n->title, what};
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++)
        s = table_text(p->table, texts[i], e);
    return s;
}

/* The day in the district, and the reason; ends the row. */
static enum status put_when(struct passage *p, const struct changed_by *by, struct error *e)
{
    char day[11] = "";

    if (by->at)
        date_iso(clock_date(by->at, p->zone, NULL), day);
    csv_cell(table_out(p->table), day);
    enum status s = table_text(p->table, reasons_of(p->reasons, by->session, by->seq), e);
    csv_end_row(table_out(p->table));
    p->m->result->changes++;
    return s == STATUS_OK ? table_pass(p->table, e) : s;
}

/* A row that came or went: its title stands after or before. */
static enum status put_row(struct passage *p, const struct naming *n, struct error *e)
{
    bool fresh = n->row->what == ROW_NEW;
    enum status s = put_what(p, n, fresh ? "(baris baru)" : "(baris dihapus)", e);

    if (s == STATUS_OK)
        s = table_text(p->table, fresh ? "" : n->title, e);
    if (s == STATUS_OK)
        s = table_text(p->table, fresh ? n->title : "", e);
    return s == STATUS_OK ? put_when(p, &n->row->last, e) : s;
}

/* A cell of a row that was there and is. */
static enum status put_cell(
    struct passage *p, const struct naming *n, const struct changed_cell *cell, struct error *e)
{
    char *label = cell->field ? columns_label(cell->field, words_get(&cell->field->label))
                              : strdup(CODE_LABEL);
    enum status s = label ? put_what(p, n, label, e) : error_memory(e);

    free(label);
    if (s == STATUS_OK)
        s = put_value(p, cell->field, &cell->before, e);
    if (s == STATUS_OK)
        s = put_value(p, cell->field, &cell->now, e);
    return s == STATUS_OK ? put_when(p, &cell->last, e) : s;
}

/* Code and title of the row; a title that stays out is left empty. */
static enum status name_row(struct passage *p, struct naming *n, struct error *e)
{
    const struct changed_row *row = n->row;
    const struct field *title = form_title_field(row->form);
    enum status s = history_names(p->m->wb, row->form, row->uid, &n->code, &n->title, e);

    if (s == STATUS_OK && title && !p->m->options->personal && personal_field(title))
        n->title[0] = '\0';
    return s;
}

/* changed_fn: the lines of a row. */
static enum status put(void *context, struct changed_row *row, struct error *e)
{
    struct passage *p = context;
    struct naming n = {.row = row};
    enum status s = part_stopped(p->m->options, e);

    if (s != STATUS_OK || persons_keep(p->m->persons, row->form, row->uid) ||
        !is_told(p->m->wb, p->m->options, row->form, NULL))
        return s;
    s = name_row(p, &n, e);
    if (s == STATUS_OK && row->what != ROW_CHANGED)
        s = put_row(p, &n, e);
    for (size_t i = 0; s == STATUS_OK && row->what == ROW_CHANGED && i < row->count; i++)
        if (is_told(p->m->wb, p->m->options, row->form, row->cells[i].field))
            s = put_cell(p, &n, &row->cells[i], e);
    free(n.code);
    free(n.title);
    return s;
}

/* The headings, then every row. */
static enum status write_changes(struct passage *p, struct error *e)
{
    table_head(p->table, columns);
    return changes_each(p->m->wb, &p->m->since.mark, put, p, e);
}

enum status part_changes(struct making *m, struct package_file *f, struct error *e)
{
    const char *zone;
    struct passage p = {.m = m, .zone = clock_zone(m->plan.region, &zone)};
    enum status s = STATUS_OK;

    (void)f;
    if (!m->options->since)
        s = since_before(m->wb, m->number, &m->since, e);
    if (s != STATUS_OK || !m->since.found)
        return s;
    s = reasons_read(&p.reasons, m->wb, e);
    if (s == STATUS_OK)
        s = table_open(&p.table, m, dialect_named("excel"), NULL, FILE_NAME, e);
    if (s == STATUS_OK) {
        s = write_changes(&p, e);
        m->result->compared = true;
        if (s == STATUS_OK)
            s = table_close(p.table, e);
        else
            table_drop(p.table);
    }
    reasons_free(p.reasons);
    return s;
}

/* Lines, without and with what is about persons. */
struct tally {
    const struct workbook *wb;
    struct persons *persons;
    size_t lines[2];
};

/* changed_fn: counts the lines of a row. */
static enum status tally_row(void *context, struct changed_row *row, struct error *e)
{
    struct tally *t = context;

    (void)e;
    for (int personal = 0; personal < 2; personal++) {
        const struct export_options o = {.personal = personal};
        bool told = is_told(t->wb, &o, row->form, NULL) &&
                    (personal || !persons_keep(t->persons, row->form, row->uid));
        t->lines[personal] += told && row->what != ROW_CHANGED;
        for (size_t i = 0; told && row->what == ROW_CHANGED && i < row->count; i++)
            t->lines[personal] += is_told(t->wb, &o, row->form, row->cells[i].field);
    }
    return STATUS_OK;
}

enum status part_changes_count(
    struct workbook *wb, const struct mark *mark, size_t lines[2], struct error *e)
{
    struct tally t = {.wb = wb};
    enum status s = persons_read(&t.persons, wb, e);

    if (s == STATUS_OK)
        s = changes_each(wb, mark, tally_row, &t, e);
    persons_free(t.persons);
    memcpy(lines, t.lines, sizeof t.lines);
    return s;
}
