#include "core/exchange/trail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/excel.h"
#include "core/exchange/unread_file.h"
#include "core/exchange/personal.h"
#include "core/exchange/persons.h"

#define FLUSH_ROWS 512

struct trail {
    struct workbook *wb;
    const struct trail_options *o;
    struct csv_writer *out;
    struct plan_years plan;
    struct persons *persons; /* rows that stay out, or NULL */
    size_t rows;
};

/* A text that somebody typed, without what a terminal or Excel might take for a command. */
static enum status put_text(struct trail *t, const char *text, struct error *e)
{
    enum text_flaw flaw;
    char *clean = text_clean(text, strlen(text), &flaw, NULL);
    char *safe = clean ? NULL : text_printable(text);
    const char *put = clean ? clean : safe;
    char *guarded = put ? t->o->dialect->labels ? excel_guard(put) : strdup(put) : NULL;

    if (guarded)
        csv_cell(t->out, guarded);
    free(guarded);
    free(clean);
    free(safe);
    return guarded ? STATUS_OK : error_memory(e);
}

/* What a cell holds, as stored or as typed. */
static enum status put_cell(struct trail *t, const struct cell *cell, struct error *e)
{
    char *text = cell->typed ? strdup(cell->typed) : value_machine(&cell->value);
    enum status s = text ? put_text(t, text, e) : error_memory(e);

    free(text);
    return s;
}

/* Numbers of the journal. */
static void put_number(struct trail *t, int64_t n)
{
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)n);
    csv_cell(t->out, text);
}

/* Whether something may leave the house: what is about persons, or about nobody knows what any
 * more, does not unless it is asked for. */
static bool may_go(
    const struct trail *t, const struct form *form, const struct field *field, bool own)
{
    if (t->o->personal)
        return true;
    return form && !personal_form(form) && (own || (field && !personal_field(field)));
}

/* A cell the engine itself keeps of every row. */
static bool is_own(const char *name)
{
    return !name[0] || strcmp(name, HEADING_CODE) == 0 || strcmp(name, HEADING_OLD_CODE) == 0 ||
           strcmp(name, "urutan") == 0;
}

/* Lets go of what is written, now and then. */
static enum status flush(struct trail *t, bool now, struct error *e)
{
    return t->o->flush && (now || t->rows % FLUSH_ROWS == 0)
               ? t->o->flush(t->o->flush_context, t->out, e)
               : STATUS_OK;
}

/* history_fn: one row. */
static enum status put_change(void *context, const struct change *c, struct error *e)
{
    struct trail *t = context;
    char when[32];

    if (t->o->stop && t->o->stop(t->o->context))
        return error_set(
            e, STATUS_INTERRUPTED, _("The export was stopped. Nothing was written."));
    if (!may_go(t, c->form, c->field, is_own(c->field_name)) ||
        persons_keep(t->persons, c->form, c->uid))
        return STATUS_OK;
    clock_utc(c->at, when);
    csv_cell(t->out, t->plan.region);
    csv_cell(t->out, c->form_name);
    enum status s = put_text(t, c->uid, e);
    csv_cell(t->out, c->field_name);
    if (s == STATUS_OK)
        s = put_cell(t, &c->before, e);
    if (s == STATUS_OK)
        s = put_cell(t, &c->after, e);
    csv_cell(t->out, change_word(c));
    csv_cell(t->out, when);
    put_number(t, c->group);
    csv_cell(t->out, c->session);
    put_number(t, c->seq);
    if (s == STATUS_OK && t->o->personal)
        s = put_text(t, c->author, e);
    csv_end_row(t->out);
    t->rows++;
    return s == STATUS_OK ? flush(t, false, e) : s;
}

/* Headings up to a NULL. */
static void put_headings(struct trail *t, const char *const *headings)
{
    for (size_t i = 0; headings[i]; i++)
        csv_cell(t->out, headings[i]);
}

const struct part_column *trail_columns(bool personal)
{
    static const struct part_column columns[] = {{HEADING_REGION, "string"},
        {UNREAD_FILE_FORM, "string"}, {HEADING_ID, "string"}, {UNREAD_FILE_FIELD, "string"},
        {"sebelum", "string"}, {"sesudah", "string"}, {"aksi", "string"}, {"kapan", "datetime"},
        {"dari_kelompok", "integer"}, {"sesi", "string"}, {"suntingan", "integer"},
        {NULL, NULL}};
    static struct part_column named[sizeof columns / sizeof *columns + 1];

    if (!personal)
        return columns;
    memcpy(named, columns, sizeof columns);
    named[sizeof columns / sizeof *columns - 1] = (struct part_column){"penyunting", "string"};
    return named;
}

enum status trail_write(struct workbook *wb, const struct history_query *query,
    const struct trail_options *options, struct csv_writer *out, size_t *rows, struct error *e)
{
    const struct part_column *columns = trail_columns(options->personal);
    struct trail t = {.wb = wb, .o = options, .out = out};
    enum status s = workbook_plan(wb, &t.plan, e);

    for (size_t i = 0; columns[i].name; i++)
        csv_cell(out, columns[i].name);
    csv_end_row(out);
    if (s == STATUS_OK && !options->personal)
        s = persons_read(&t.persons, wb, e);
    if (s == STATUS_OK)
        s = history_each(wb, query, put_change, &t, e);
    persons_free(t.persons);
    if (s == STATUS_OK)
        s = flush(&t, true, e);
    *rows = t.rows;
    return s;
}

/* Region, form, id and what became of the row. */
static enum status put_row(struct trail *t, const struct changed_row *row, struct error *e)
{
    static const char *const words[] = {
        [ROW_NEW] = "baru", [ROW_CHANGED] = "diubah", [ROW_DELETED] = "dihapus"};

    csv_cell(t->out, t->plan.region);
    csv_cell(t->out, row->form->name);
    enum status s = put_text(t, row->uid, e);
    csv_cell(t->out, words[row->what]);
    return s;
}

/* One cell of a row. */
static enum status put_changed(struct trail *t, const struct changed_row *row,
    const struct changed_cell *cell, struct error *e)
{
    enum status s = put_row(t, row, e);

    csv_cell(t->out, cell->field ? cell->field->name : HEADING_CODE);
    if (s == STATUS_OK)
        s = put_cell(t, &cell->before, e);
    if (s == STATUS_OK)
        s = put_cell(t, &cell->now, e);
    csv_end_row(t->out);
    return s;
}

enum status trail_changes(struct workbook *wb, const struct changed_row *list, size_t count,
    const struct trail_options *options, struct csv_writer *out, struct error *e)
{
    static const char *const headings[] = {HEADING_REGION, UNREAD_FILE_FORM, HEADING_ID,
        "keadaan_baris", UNREAD_FILE_FIELD, "sebelum", "sesudah", NULL};
    struct trail t = {.wb = wb, .o = options, .out = out};
    enum status s = workbook_plan(wb, &t.plan, e);

    put_headings(&t, headings);
    csv_end_row(out);
    if (s == STATUS_OK && !options->personal)
        s = persons_read(&t.persons, wb, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        const struct changed_row *row = &list[i];
        if (persons_keep(t.persons, row->form, row->uid))
            continue;
        for (size_t k = 0; s == STATUS_OK && k < row->count; k++)
            if (may_go(&t, row->form, row->cells[k].field, !row->cells[k].field))
                s = put_changed(&t, row, &row->cells[k], e);
        if (s == STATUS_OK && row->count == 0 && may_go(&t, row->form, NULL, true)) {
            s = put_row(&t, row, e);
            for (int k = 0; k < 3; k++)
                csv_cell(out, "");
            csv_end_row(out);
        }
    }
    persons_free(t.persons);
    return s == STATUS_OK ? flush(&t, true, e) : s;
}
