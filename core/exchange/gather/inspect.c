#include "core/exchange/gather/inspect.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/gather/leads.h"
#include "core/exchange/lookup.h"

#define DESCRIPTOR "datapackage.json"
#define SHORT 256 /* bytes of a value looked at without memory of its own */

enum status inspect_head(
    struct parcel *p, struct sums **sums, struct shape *shape, char list[65], struct error *e)
{
    char *text = NULL;
    size_t size;
    enum status s = verify_list(p, sums, list, e);

    *shape = (struct shape){0};
    if (s == STATUS_OK && sums_find(*sums, DESCRIPTOR) == SIZE_MAX)
        s = error_set(e, STATUS_DATA,
            _("It has no %s. An export for Excel or of one form is no package: the district "
              "exports once more, without --dialect and --form."),
            DESCRIPTOR);
    if (s == STATUS_OK)
        s = verify_read(p, *sums, DESCRIPTOR, &text, &size, e);
    if (s == STATUS_OK)
        s = shape_read(shape, text, size, e);
    free(text);
    for (size_t i = 0; s == STATUS_OK && i < shape->manifest.count; i++)
        if (sums_find(*sums, shape->manifest.tables[i].path) == SIZE_MAX)
            s = error_set(e, STATUS_DATA, _("%s is missing."), shape->manifest.tables[i].path);
    return s;
}

/* The present table. */
struct look {
    const struct shape *shape;
    const struct manifest_table *table;
    bool headed;
    struct lookup *keys; /* of its rows */
    struct leads *leads; /* of all tables */
};

static bool begin_table(void *context, const char *path)
{
    struct look *l = context;

    l->table = manifest_at(&l->shape->manifest, path);
    l->headed = false;
    leads_table(l->leads, l->table);
    return l->table != NULL;
}

static enum status end_table(void *context, struct error *e)
{
    struct look *l = context;

    lookup_free(l->keys);
    l->keys = NULL;
    return l->headed ? STATUS_OK : error_set(e, STATUS_DATA, _("it has no heading row."));
}

/* The heading row is what datapackage.json says. */
static enum status check_heading(
    const struct look *l, const struct scan_row *row, struct error *e)
{
    bool same = row->count == l->table->count;

    for (size_t i = 0; same && i < row->count; i++) {
        const char *name = l->table->columns[i].name;
        same = row->cells[i].size == strlen(name) &&
               memcmp(row->cells[i].bytes, name, row->cells[i].size) == 0;
    }
    return same ? STATUS_OK
                : error_set(e, STATUS_DATA,
                      _("its headings are not those that datapackage.json promises."));
}

/* Whether a value is one of those it may be. */
static bool among(const char *const *words, const char *text)
{
    for (; *words; words++)
        if (strcmp(*words, text) == 0)
            return true;
    return false;
}

/* One cell of a column that promises more than a text. */
static enum status check_cell(const struct manifest_column *c, const struct scan_cell *cell,
    size_t number, struct error *e)
{
    char room[SHORT], *text = room;

    if (cell->size == 0)
        return STATUS_OK;
    if (!cell->quoted && cell->size < sizeof room) {
        memcpy(room, cell->bytes, cell->size);
        room[cell->size] = '\0';
    } else if (!(text = scan_text(cell)))
        return error_memory(e);
    enum status s = STATUS_OK;
    if (text[0] && (!value_fits(c->schema, text) || (c->words && !among(c->words, text))))
        s = error_set(e, STATUS_DATA, _("row %zu, column %s: “%.80s” may not stand there."),
            number, c->name, text);
    if (text != room)
        free(text);
    return s;
}

/* No row stands twice. */
static enum status check_key(struct look *l, const struct scan_row *row, struct error *e)
{
    const struct scan_cell *first = &row->cells[l->table->key];
    const struct scan_cell *last = first + l->table->key_count - 1;
    size_t size = (size_t)(last->bytes + last->size - first->bytes);
    char *key = strndup(first->bytes, size);
    enum status s = key && (l->keys || (l->keys = lookup_new())) ? STATUS_OK : error_memory(e);

    for (const struct scan_cell *c = first; s == STATUS_OK && c <= last; c++)
        if (!c->size)
            s = error_set(e, STATUS_DATA, _("row %zu has nothing to know it by."), row->number);
    if (s == STATUS_OK && lookup_find(l->keys, "", key))
        s = error_set(e, STATUS_DATA, _("row %zu is there twice: “%.80s”."), row->number, key);
    if (s == STATUS_OK && !lookup_add(l->keys, "", key, ""))
        s = error_memory(e);
    free(key);
    return s;
}

/* scan_row_fn: one row. */
static enum status check_row(void *context, const struct scan_row *row, struct error *e)
{
    struct look *l = context;
    const struct manifest_table *t = l->table;
    const char *region = l->shape->region;
    enum status s = STATUS_OK;

    if (row->number == 0) {
        l->headed = true;
        return check_heading(l, row, e);
    }
    if (row->count != t->count)
        return error_set(e, STATUS_DATA, _("row %zu has %zu cells instead of %zu."),
            row->number, row->count, t->count);
    if (!text_is_utf8(row->bytes, row->size))
        return error_set(
            e, STATUS_DATA, _("row %zu holds bytes that are no text."), row->number);
    if (t->regional && (row->cells[0].size != strlen(region) ||
                           memcmp(row->cells[0].bytes, region, row->cells[0].size) != 0))
        return error_set(
            e, STATUS_DATA, _("row %zu is of another district than the package."), row->number);
    for (size_t i = 0; s == STATUS_OK && i < t->count; i++)
        if (t->columns[i].words || strcmp(t->columns[i].schema, "string") != 0)
            s = check_cell(&t->columns[i], &row->cells[i], row->number, e);
    if (s == STATUS_OK && t->key_count)
        s = check_key(l, row, e);
    return s == STATUS_OK ? leads_row(l->leads, row, e) : s;
}

enum status inspect_rows(
    struct parcel *p, const struct sums *sums, const struct shape *shape, struct error *e)
{
    struct look l = {.shape = shape, .leads = leads_new(&shape->manifest)};
    const struct verify_rows rows = {begin_table, check_row, end_table, &l};
    enum status s = l.leads ? verify_each(p, sums, &rows, e) : error_memory(e);

    if (s == STATUS_OK)
        s = leads_end(l.leads, e);
    leads_free(l.leads);
    lookup_free(l.keys);
    return s;
}
