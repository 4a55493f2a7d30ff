/* Comments out: the table of a package, or a form for experts to fill in. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/columns.h"
#include "core/exchange/comments.h"
#include "core/exchange/excel.h"
#include "core/exchange/export.h"
#include "core/exchange/personal.h"
#include "core/exchange/persons.h"
#include "core/plan/comment.h"
#include "core/store/record.h"

/* A text that no spreadsheet runs as a formula. */
static enum status put(struct csv_writer *out, const char *text, struct error *e)
{
    char *guarded = excel_guard(text);

    if (!guarded)
        return error_memory(e);
    csv_cell(out, guarded);
    free(guarded);
    return STATUS_OK;
}

/* Whether a field stands in the form for experts. */
static bool is_shown(const struct comment_fields *f, const struct field *field, bool personal)
{
    return field != f->about && field->level != LEVEL_COMPUTED &&
           (personal || !personal_field(field));
}

/* The headings: what a comment is about, then what it says; its id last. */
static enum status write_headings(
    const struct comment_fields *f, bool personal, struct csv_writer *out, struct error *e)
{
    const char *about[] = {_("Sheet"), _("Code"), _("Title"), _("Column")};
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof about / sizeof *about; i++)
        s = put(out, about[i], e);
    for (size_t i = 0; s == STATUS_OK && i < f->form->count; i++)
        if (is_shown(f, &f->form->fields[i], personal))
            s = put(out, words_get(&f->form->fields[i].label), e);
    if (s == STATUS_OK)
        s = put(out, HEADING_ID, e);
    csv_end_row(out);
    return s;
}

/* What a comment is about, in four cells. */
static enum status write_about(
    struct workbook *wb, const struct comment *c, struct csv_writer *out, struct error *e)
{
    bool told = c->form != NULL;
    char *code = NULL, *title = NULL;
    enum status s = told ? record_code(wb, c->form, c->row, &code, e) : STATUS_OK;

    if (s == STATUS_OK && told)
        s = record_title(wb, c->form, c->row, &title, e);
    if (s == STATUS_OK)
        s = put(out, told ? words_get(&c->form->title) : "", e);
    if (s == STATUS_OK)
        s = put(out, code ? code : "", e);
    if (s == STATUS_OK)
        s = put(out, title ? title : c->about, e);
    if (s == STATUS_OK)
        s = put(out, told && c->field ? words_get(&c->field->label) : "", e);
    free(code);
    free(title);
    return s;
}

/* One comment in the form for experts. */
static enum status write_comment(struct workbook *wb, const struct comment_fields *f,
    const struct comment *c, bool personal, struct csv_writer *out, struct error *e)
{
    struct record r = {0};
    enum status s = write_about(wb, c, out, e);

    if (s == STATUS_OK)
        s = record_read(wb, f->form, c->uid, &r, e);
    for (size_t i = 0; s == STATUS_OK && i < f->form->count; i++) {
        char *text = NULL;
        if (!is_shown(f, &f->form->fields[i], personal))
            continue;
        s = cell_show(wb, &f->form->fields[i], &r.cells[i], &text, e);
        if (s == STATUS_OK)
            s = put(out, text, e);
        free(text);
    }
    if (s == STATUS_OK)
        s = put(out, c->uid, e);
    csv_end_row(out);
    record_clear(&r);
    return s;
}

enum status comments_write(struct workbook *wb, const struct dialect *dialect, bool personal,
    struct csv_writer *out, size_t *rows, struct error *e)
{
    const struct export_options options = {.dialect = dialect, .personal = personal};
    struct comment_fields f;
    struct comment *list = NULL;
    struct persons *persons = NULL;
    size_t count = 0;

    *rows = 0;
    if (!comment_fields_find(workbook_method(wb), &f))
        return error_set(
            e, STATUS_MISSING, _("The method of this workbook has no form for comments."));
    if (!dialect->labels)
        return export_form(wb, f.form, &options, out, rows, e);
    enum status s = comments_read(wb, &f, &list, &count, e);
    if (s == STATUS_OK && !personal)
        s = persons_read(&persons, wb, e);
    if (s == STATUS_OK)
        s = write_headings(&f, personal, out, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        if (persons_keep(persons, f.form, list[i].uid))
            continue;
        ++*rows;
        s = write_comment(wb, &f, &list[i], personal, out, e);
    }
    persons_free(persons);
    comments_free(list, count);
    return s;
}
