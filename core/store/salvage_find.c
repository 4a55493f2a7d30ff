/* Finding one's way in a damaged workbook: where its tables begin, the method and the id it
 * carries. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/salvage_part.h"

/* A walk through the whole file: what the rows of a tree are given to. */
struct tour {
    const char *tree;
    salvage_row_fn *take;
    void *context;
};

/* page_row_fn: the row with the name of its tree. */
static enum status pass_row(void *context, const struct page_row *row, struct error *e)
{
    struct tour *t = context;

    return t->take(t->context, t->tree, row, e);
}

enum status salvage_tour(struct pages *p, const struct salvage_map *map, salvage_row_fn *take,
    salvage_done_fn *done, void *context, struct error *e)
{
    struct tour t = {NULL, take, context};
    enum status s = STATUS_OK;

    pages_begin(p);
    for (size_t i = 0; s == STATUS_OK && i < map->count; i++) {
        size_t broken = 0;
        t.tree = map->trees[i].name;
        s = pages_walk(p, map->trees[i].root, &broken, pass_row, &t, e);
        if (s == STATUS_OK && done)
            s = done(context, t.tree, broken, e);
    }
    t.tree = NULL;
    return s == STATUS_OK ? pages_orphans(p, pass_row, &t, e) : s;
}

/* Whether a column holds a clean text, as every text in a workbook is; of other kinds nothing
 * is asked. */
static enum status is_clean(const struct column *c, bool *clean, struct error *e)
{
    enum text_flaw flaw;

    *clean = true;
    if (c->kind != COLUMN_TEXT)
        return STATUS_OK;
    char *text = text_clean(c->bytes, c->size, &flaw, NULL);
    *clean = text && strlen(text) == c->size && memcmp(text, c->bytes, c->size) == 0;
    free(text);
    return !text && flaw == TEXT_NO_MEMORY ? error_memory(e) : STATUS_OK;
}

/* Whether a column is of a kind of struct shape, but for the cleanness of a text. */
static bool column_fits(const struct column *c, char kind)
{
    switch (kind) {
    case 'n': return c->kind == COLUMN_NULL;
    case 'I': return c->kind == COLUMN_NULL || c->kind == COLUMN_INTEGER;
    case 'i': return c->kind == COLUMN_INTEGER;
    case 'T': return c->kind == COLUMN_NULL || c->kind == COLUMN_TEXT;
    case 't': return c->kind == COLUMN_TEXT;
    case 'b': return c->kind == COLUMN_BLOB;
    default: return c->kind != COLUMN_BLOB;
    }
}

enum status salvage_fits(
    const struct page_row *row, const char *columns, bool keyed, bool *fits, struct error *e)
{
    enum status s = STATUS_OK;

    *fits = row->keyed == keyed && row->count == strlen(columns);
    for (size_t i = 0; *fits && i < row->count; i++)
        *fits = column_fits(&row->columns[i], columns[i]);
    for (size_t i = 0; s == STATUS_OK && *fits && i < row->count; i++)
        s = is_clean(&row->columns[i], fits, e);
    return s;
}

/* A column as a text of its own; NULL without memory. */
static char *column_text(const struct column *c)
{
    return strndup(c->bytes, c->size);
}

/* Remembers an object of the schema. */
static enum status take_object(void *context, const struct page_row *row, struct error *e)
{
    struct salvage_map *map = context;
    const struct column *c = row->columns;
    bool twice = false, fits = false;
    enum status s = salvage_fits(row, "tttiT", true, &fits, e);

    if (s != STATUS_OK || !fits)
        return s;
    char *name = column_text(&c[1]);
    struct salvage_tree *more = realloc(map->trees, (map->count + 1) * sizeof *more);
    map->trees = more ? more : map->trees;
    if (!name || !more) {
        free(name);
        return error_memory(e);
    }
    for (size_t i = 0; i < map->count; i++)
        twice = twice || strcmp(more[i].name, name) == 0;
    if (twice || c[3].integer < 2 || c[3].integer > UINT32_MAX) {
        free(name);
        return STATUS_OK;
    }
    more[map->count++] = (struct salvage_tree){name, (uint32_t)c[3].integer};
    return STATUS_OK;
}

enum status salvage_find(struct pages *p, struct salvage_map *map, struct error *e)
{
    size_t broken = 0;

    *map = (struct salvage_map){0};
    pages_begin(p);
    enum status s = pages_walk(p, 1, &broken, take_object, map, e);
    return s == STATUS_OK ? pages_orphans(p, take_object, map, e) : s;
}

void salvage_map_clear(struct salvage_map *map)
{
    for (size_t i = 0; i < map->count; i++)
        free(map->trees[i].name);
    free(map->trees);
    *map = (struct salvage_map){0};
}

/* The files of the method and its hash, as they are found. */
struct method_found {
    struct source *files;
    char hash[65], name[64];
    int64_t version;
};

bool salvage_is_hash(const struct column *c)
{
    return c->kind == COLUMN_TEXT && c->size == 64 &&
           strspn(c->bytes, "0123456789abcdef") >= 64;
}

/* salvage_row_fn: the newest version's hash. */
static enum status take_version(
    void *context, const char *tree, const struct page_row *row, struct error *e)
{
    struct method_found *m = context;
    const struct column *c = row->columns;
    bool fits = false;
    enum status s = STATUS_OK;

    if (!tree || strcmp(tree, "method_version") == 0)
        s = salvage_fits(row, "tti", false, &fits, e);
    if (s != STATUS_OK || !fits || !salvage_is_hash(c) || c[2].integer < m->version)
        return s;
    m->version = c[2].integer;
    memcpy(m->hash, c[0].bytes, 64);
    if (c[1].size < sizeof m->name) {
        memcpy(m->name, c[1].bytes, c[1].size);
        m->name[c[1].size] = '\0';
    }
    return STATUS_OK;
}

/* salvage_row_fn: the files of that hash. */
static enum status take_file(
    void *context, const char *tree, const struct page_row *row, struct error *e)
{
    struct method_found *m = context;
    const struct column *c = row->columns;
    bool fits = false;
    enum status s = STATUS_OK;

    if (!tree || strcmp(tree, "method_file") == 0)
        s = salvage_fits(row, "ttb", false, &fits, e);
    if (s != STATUS_OK || !fits || !salvage_is_hash(c))
        return s;
    if (!m->hash[0])
        memcpy(m->hash, c[0].bytes, 64);
    if (memcmp(m->hash, c[0].bytes, 64) != 0)
        return STATUS_OK;
    char *path = column_text(&c[1]);
    s = path ? source_add(m->files, path, c[2].bytes, c[2].size, e) : error_memory(e);
    free(path);
    if (s == STATUS_DATA) { /* twice: the first stays */
        error_clear(e);
        s = STATUS_OK;
    }
    return s;
}

/* A copy of the files in a source of its own. */
static enum status copy_source(const struct source *from, struct source *to, struct error *e)
{
    enum status s = source_begin(to, from->name, e);

    for (size_t i = 0; s == STATUS_OK && i < from->count; i++)
        s = source_add(to, from->files[i].path, from->files[i].bytes, from->files[i].size, e);
    return s;
}

/* A method of a hash among those compiled in; *found. */
static enum status find_builtin(
    const char *hash, struct source *files, bool *found, struct error *e)
{
    enum status s = STATUS_OK;
    const char *name;

    *found = false;
    for (size_t i = 0; s == STATUS_OK && !*found && (name = source_builtin_name(i)); i++) {
        char have[65];
        s = source_builtin(files, name, e);
        if (s != STATUS_OK)
            return s;
        source_hash(files, have);
        *found = strcmp(have, hash) == 0;
        if (!*found)
            source_free(files);
    }
    return s;
}

enum status salvage_method(struct pages *p, const struct salvage_map *map,
    const struct source *spare, struct source *files, bool *other, struct error *e)
{
    struct method_found m = {files, "", "", INT64_MIN};
    char have[65];
    bool found = false;
    enum status s = source_begin(files, "method", e);

    *other = false;

    if (s != STATUS_OK)
        return s;
    s = salvage_tour(p, map, take_version, NULL, &m, e);
    if (s == STATUS_OK)
        s = salvage_tour(p, map, take_file, NULL, &m, e);
    source_hash(files, have);
    if (s == STATUS_OK && m.hash[0] && strcmp(have, m.hash) == 0)
        return STATUS_OK;
    source_free(files);
    if (s == STATUS_OK && m.hash[0])
        s = find_builtin(m.hash, files, &found, e);
    if (s != STATUS_OK || found)
        return s;
    *other = true;
    if (spare)
        return copy_source(spare, files, e);
    if (s == STATUS_OK && m.name[0] && source_builtin(files, m.name, NULL) == STATUS_OK)
        return STATUS_OK;
    return m.hash[0] ? error_set(e, STATUS_DATA,
                           _("The method inside the file is damaged and is none that Susun "
                             "brings along. Give its folder: --method DIR"))
                     : error_set(e, STATUS_DATA,
                           _("Nothing of a workbook is left in the file: not even the method "
                             "it was made with."));
}

/* salvage_row_fn: the workbook's id. */
static enum status take_uid(
    void *context, const char *tree, const struct page_row *row, struct error *e)
{
    static const char key[] = "workbook_uid";
    char **uid = context;
    const struct column *c = row->columns;
    bool fits = false;
    enum status s = STATUS_OK;

    if ((!tree || strcmp(tree, "meta") == 0) && !*uid)
        s = salvage_fits(row, "tt", false, &fits, e);
    if (s != STATUS_OK || !fits || c[0].size != sizeof key - 1 ||
        memcmp(c[0].bytes, key, sizeof key - 1) != 0)
        return s;
    *uid = column_text(&c[1]);
    return *uid ? STATUS_OK : error_memory(e);
}

enum status salvage_uid(
    struct pages *p, const struct salvage_map *map, char **uid, struct error *e)
{
    *uid = NULL;
    return salvage_tour(p, map, take_uid, NULL, uid, e);
}
