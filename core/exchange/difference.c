#include "core/exchange/difference.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/columns.h"

/* Frees what was gathered of a row. */
static void clear(struct row_difference *d)
{
    for (size_t i = 0; i < d->count; i++) {
        free(d->fields[i].before);
        free(d->fields[i].after);
    }
    free(d->fields);
    free(d->code);
    free(d->title);
}

/* Adds what one cell was and will be. */
static enum status add_cell(struct row_difference *d, const struct row_coming *c,
    const struct record *now, size_t at, struct error *e)
{
    const struct field *field = &c->form->fields[at];
    struct field_news *news = &d->fields[d->count++];
    enum status s = STATUS_OK;

    *news = (struct field_news){.name = field->name, .label = words_get(&field->label)};
    if (now->cells)
        s = cell_show(c->wb, field, &now->cells[at], &news->before, e);
    else if (!(news->before = strdup("")))
        s = error_memory(e);
    return s == STATUS_OK ? cell_show(c->wb, field, &c->row->cells[at], &news->after, e) : s;
}

/* Adds a code, or a former one. */
static enum status add_code(struct row_difference *d, const char *name, const char *label,
    const char *before, const char *after, struct error *e)
{
    struct field_news *news = &d->fields[d->count++];

    *news = (struct field_news){.name = name,
        .label = label,
        .before = strdup(before ? before : ""),
        .after = strdup(after)};
    return news->before && news->after ? STATUS_OK : error_memory(e);
}

/* Every field that changes, the codes first. */
static enum status gather(struct row_difference *d, const struct row_coming *c, struct error *e)
{
    const struct difference *differs = c->difference;
    struct record now = {0};
    enum status s = differs->there ? record_read(c->wb, c->form, c->uid, &now, e) : STATUS_OK;

    if (s == STATUS_OK && !(d->fields = calloc(c->form->count + 2, sizeof *d->fields)))
        s = error_memory(e);
    if (s == STATUS_OK && differs->code)
        s = add_code(d, HEADING_CODE, _("Code"), now.code, c->row->code, e);
    if (s == STATUS_OK && differs->old_code)
        s = add_code(d, HEADING_OLD_CODE, _("Former code"), now.old_code, c->row->old_code, e);
    for (size_t i = 0; s == STATUS_OK && i < c->form->count; i++)
        if (differs->cells[i])
            s = add_cell(d, c, &now, i, e);
    record_clear(&now);
    return s;
}

/* What the row will be called. */
static enum status call_it_as_it_comes(
    struct row_difference *d, const struct row_coming *c, struct error *e)
{
    const struct field *title = form_role_field(c->form, ROLE_TITLE);

    if (!(d->code = strdup(c->row->code)))
        return error_memory(e);
    if (!title)
        title = form_role_field(c->form, ROLE_NAME);
    if (title)
        return cell_show(c->wb, title, &c->row->cells[title - c->form->fields], &d->title, e);
    d->title = strdup("");
    return d->title ? STATUS_OK : error_memory(e);
}

/* What the row is called: as it is stored; a new one, or one that comes back from the trash
 * without a name, as it will be. */
static enum status call_it(
    struct row_difference *d, const struct row_coming *c, struct error *e)
{
    if (c->news != ROW_CHANGED)
        return call_it_as_it_comes(d, c, e);
    enum status s = record_code(c->wb, c->form, c->uid, &d->code, e);
    if (s == STATUS_OK)
        s = record_title(c->wb, c->form, c->uid, &d->title, e);
    if (s != STATUS_OK || c->form->kind != FORM_LIST || d->code[0] || d->title[0])
        return s;
    free(d->code);
    free(d->title);
    d->code = d->title = NULL;
    return call_it_as_it_comes(d, c, e);
}

enum status difference_tell(
    const struct import_options *options, const struct row_coming *c, struct error *e)
{
    struct row_difference d = {.news = c->news,
        .form = c->form,
        .file = c->file,
        .line = c->line,
        .id = c->news == ROW_CHANGED ? c->uid : c->row->id};
    enum status s = call_it(&d, c, e);

    if (s == STATUS_OK && c->news == ROW_CHANGED)
        s = gather(&d, c, e);
    if (s == STATUS_OK)
        s = options->change(options->context, &d, e);
    clear(&d);
    return s;
}
