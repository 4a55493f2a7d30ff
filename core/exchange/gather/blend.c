#include "core/exchange/gather/blend.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/lookup.h"

#define MOST_VERSIONS 1000

struct blend {
    struct manifest manifest;
    struct lookup *had; /* "table.column", version */
    int versions[MOST_VERSIONS];
    size_t version_count;
};

struct blend *blend_new(void)
{
    struct blend *b = calloc(1, sizeof *b);

    if (!b)
        return NULL;
    b->manifest.many = true;
    b->manifest.memory = arena_begin();
    b->had = lookup_new();
    if (b->manifest.memory && b->had)
        return b;
    blend_free(b);
    return NULL;
}

void blend_free(struct blend *b)
{
    if (!b)
        return;
    manifest_free(&b->manifest);
    lookup_free(b->had);
    free(b);
}

struct manifest *blend_manifest(struct blend *b)
{
    return &b->manifest;
}

const int *blend_versions(const struct blend *b, size_t *count)
{
    *count = b->version_count;
    return b->versions;
}

/* What a column of a version is noted under. */
static void mark_of(char mark[256], const char *table, const char *column)
{
    snprintf(mark, 256, "%s.%s", table, column);
}

bool blend_has(
    const struct blend *b, const struct manifest_table *t, size_t column, int version)
{
    char mark[256], text[16];

    mark_of(mark, t->name, t->columns[column].name);
    snprintf(text, sizeof text, "%d", version);
    return lookup_find(b->had, mark, text) != NULL;
}

/* Notes that the version has the column. */
static enum status note(
    struct blend *b, const char *table, const char *column, int version, struct error *e)
{
    char mark[256], text[16];

    mark_of(mark, table, column);
    snprintf(text, sizeof text, "%d", version);
    return lookup_add(b->had, mark, text, "") ? STATUS_OK : error_memory(e);
}

/* A list of words of our own, with room for more. */
static const char **copy_words(struct blend *b, const char *const *words, size_t more)
{
    size_t count = 0;

    while (words[count])
        count++;
    const char **out = arena_take(b->manifest.memory, count + more + 1, sizeof *out);
    for (size_t i = 0; out && i < count; i++)
        out[i] = more ? words[i] : arena_text(b->manifest.memory, words[i]);
    return out;
}

/* Every word of either. */
static const char *const *join_words(
    struct blend *b, const char *const *have, const char *const *come)
{
    size_t more = 0, count = 0;

    if (!have || !come)
        return NULL;
    while (have[count])
        count++;
    for (int pass = 0; pass < 2; pass++) {
        const char **out = pass && more ? copy_words(b, have, more) : NULL;
        if (pass && !out)
            return have;
        for (const char *const *word = come; *word; word++) {
            size_t i = 0;
            while (have[i] && strcmp(have[i], *word) != 0)
                i++;
            if (have[i])
                continue;
            if (out)
                out[count++] = arena_text(b->manifest.memory, *word);
            else
                more++;
        }
        have = out ? out : have;
    }
    return have;
}

/* A type that takes the values of both. */
static const char *join_schema(const char *have, const char *come)
{
    bool numbers = (strcmp(have, "integer") == 0 || strcmp(have, "number") == 0) &&
                   (strcmp(come, "integer") == 0 || strcmp(come, "number") == 0);

    return strcmp(have, come) == 0 ? have : numbers ? "number" : "string";
}

/* A new column, as the package has it. */
static struct manifest_column own_column(struct blend *b, const struct manifest_column *from)
{
    struct arena *memory = b->manifest.memory;
    struct manifest_column c = *from;

    c.name = arena_text(memory, from->name);
    c.format = from->format ? arena_text(memory, from->format) : NULL;
    c.title = arena_text(memory, from->title);
    c.target = from->target ? arena_text(memory, from->target) : NULL;
    c.words = from->words ? copy_words(b, from->words, 0) : NULL;
    return c;
}

/* A column both have keeps what both promise. */
static void join_column(
    struct blend *b, struct manifest_column *c, const struct manifest_column *from)
{
    c->words = join_words(b, c->words, from->words);
    c->schema = join_schema(c->schema, from->schema);
    if (c->target && (!from->target || strcmp(c->target, from->target) != 0))
        c->target = NULL;
    if (c->format && (!from->format || strcmp(c->format, from->format) != 0))
        c->format = NULL;
}

/* The table of a name; a new one without columns, or with that of the version, when there is
 * none. NULL without memory. */
static struct manifest_table *find_table(struct blend *b, const struct manifest_table *from)
{
    struct manifest *m = &b->manifest;

    for (size_t i = 0; i < m->count; i++)
        if (strcmp(m->tables[i].name, from->name) == 0)
            return &m->tables[i];
    struct manifest_table *t = manifest_add(m, strdup(from->name), strdup(from->path),
        from->count + 1, arena_text(m->memory, from->title));
    if (!t)
        return NULL;
    t->regional = from->regional;
    t->key = from->key;
    t->key_count = from->key_count;
    t->count = 0;
    if (!t->regional)
        t->columns[t->count++] =
            (struct manifest_column){.name = BLEND_VERSION, .schema = "integer", .title = ""};
    return t;
}

/* Adds a column behind the others; columns_room is what find_table gave it. */
static enum status add_column(struct blend *b, struct manifest_table *t,
    const struct manifest_column *from, struct error *e)
{
    struct manifest_column *more = realloc(t->columns, (t->count + 2) * sizeof *more);

    if (!more)
        return error_memory(e);
    t->columns = more;
    t->columns[t->count++] = own_column(b, from);
    return STATUS_OK;
}

/* Keys hold where both have the same. */
static void join_key(struct manifest_table *t, const struct manifest_table *from)
{
    bool same = t->key_count == from->key_count && t->regional == from->regional;

    for (size_t i = 0; same && i < from->key_count; i++)
        same = strcmp(t->columns[t->key + i].name, from->columns[from->key + i].name) == 0;
    if (!same)
        t->key_count = 0;
}

/* One table of a package. */
static enum status add_table(
    struct blend *b, const struct manifest_table *from, int version, struct error *e)
{
    size_t before = b->manifest.count;
    struct manifest_table *t = find_table(b, from);
    enum status s = t ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < from->count; i++) {
        const struct manifest_column *c = &from->columns[i];
        size_t at = manifest_column_place(t, c->name);
        if (at == SIZE_MAX)
            s = add_column(b, t, c, e);
        else
            join_column(b, &t->columns[at], c);
        if (s == STATUS_OK)
            s = note(b, from->name, c->name, version, e);
    }
    if (s == STATUS_OK && b->manifest.count == before)
        join_key(t, from);
    return s;
}

enum status blend_add(
    struct blend *b, const struct shape *shape, const char *name, bool only, struct error *e)
{
    bool known = false;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < b->version_count; i++)
        known = known || b->versions[i] == shape->version;
    if (!known && b->version_count < MOST_VERSIONS)
        b->versions[b->version_count++] = shape->version;
    for (size_t i = 0; s == STATUS_OK && i < shape->manifest.count; i++)
        if ((strcmp(shape->manifest.tables[i].name, name) == 0) == only)
            s = add_table(b, &shape->manifest.tables[i], shape->version, e);
    return s == STATUS_OK && arena_failed(b->manifest.memory) ? error_memory(e) : s;
}
