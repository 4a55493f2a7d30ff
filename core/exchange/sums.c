#include "core/exchange/sums.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/file_tree.h"
#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/exchange/lookup.h"

#define HASH_CELLS 64
#define DEEPEST 4 /* folders in folders; a package has one */

struct sum {
    char *path;
    char hash[HASH_CELLS + 1];
};
struct sums {
    struct sum *items;
    size_t count, room;
};

struct sums *sums_new(void)
{
    return calloc(1, sizeof(struct sums));
}

void sums_free(struct sums *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++)
        free(s->items[i].path);
    free(s->items);
    free(s);
}

enum status sums_add(struct sums *s, const char *path, const char *hash, struct error *e)
{
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 64;
        struct sum *items = realloc(s->items, room * sizeof *items);
        if (!items)
            return error_memory(e);
        s->items = items;
        s->room = room;
    }
    struct sum *item = &s->items[s->count];
    if (!(item->path = strdup(path)))
        return error_memory(e);
    snprintf(item->hash, sizeof item->hash, "%s", hash);
    s->count++;
    return STATUS_OK;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct sum *)a)->path, ((const struct sum *)b)->path);
}

enum status sums_text(struct sums *s, char **text, struct error *e)
{
    size_t size;
    FILE *out = open_memstream(text, &size);

    if (!out)
        return error_memory(e);
    if (s->count)
        qsort(s->items, s->count, sizeof *s->items, by_path);
    for (size_t i = 0; i < s->count; i++)
        fprintf(out, "%s  %s\n", s->items[i].hash, s->items[i].path);
    bool failed = ferror(out) != 0;
    if (fclose(out) == 0 && !failed && *text)
        return STATUS_OK;
    free(*text);
    *text = NULL;
    return error_memory(e);
}

enum status sums_read(struct sums *s, char *text, struct error *e)
{
    enum status status = STATUS_OK;

    for (char *line = text; status == STATUS_OK && *line;) {
        char *end = strchr(line, '\n');
        size_t hash = strspn(line, "0123456789abcdef");
        if (!end || hash != HASH_CELLS || strncmp(line + hash, "  ", 2) != 0)
            return error_set(e, STATUS_DATA,
                _("A line of the list of checksums is damaged: “%.*s”."),
                (int)strcspn(line, "\r\n"), line);
        *end = line[hash] = '\0';
        status = sums_add(s, line + hash + 2, line, e);
        line = end + 1;
    }
    if (status == STATUS_OK && s->count)
        qsort(s->items, s->count, sizeof *s->items, by_path);
    for (size_t i = 1; status == STATUS_OK && i < s->count; i++)
        if (strcmp(s->items[i - 1].path, s->items[i].path) == 0)
            status = error_set(
                e, STATUS_DATA, _("The list of checksums names %s twice."), s->items[i].path);
    return status;
}

size_t sums_count(const struct sums *s)
{
    return s->count;
}

const char *sums_path(const struct sums *s, size_t i)
{
    return s->items[i].path;
}

size_t sums_find(const struct sums *s, const char *path)
{
    const struct sum key = {.path = (char *)path};
    const struct sum *found =
        s->count ? bsearch(&key, s->items, s->count, sizeof *s->items, by_path) : NULL;

    return found ? (size_t)(found - s->items) : SIZE_MAX;
}

const char *sums_hash(const struct sums *s, size_t i)
{
    return s->items[i].hash;
}

/* The lines of a list as path -> hash; a line of another shape is left out. */
static enum status parse(struct lookup *known, char *text, struct error *e)
{
    char *rest = text;

    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        size_t hash = strspn(line, "0123456789abcdef");
        if (hash != HASH_CELLS || strncmp(line + hash, "  ", 2) != 0)
            continue;
        line[hash] = '\0';
        if (!lookup_add(known, "", line + hash + 2, line))
            return error_memory(e);
    }
    return STATUS_OK;
}

/* Reads the folder's own list; an empty one when there is none. */
static enum status read_list(
    struct lookup *known, const char *folder, const char *name, struct error *e)
{
    char *path = file_join(folder, name), *text = NULL;
    size_t size;
    enum status s = path ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && file_exists(path)) {
        s = file_read(path, LIMIT_METHOD_FILE, &text, &size, e);
        if (s == STATUS_OK)
            s = parse(known, text, e);
    }
    free(text);
    free(path);
    return s;
}

struct walk {
    const char *folder, *list; /* the list itself is no listed file */
    const struct lookup *known;
};

/* file_visit.other: what no export wrote. */
static enum status foreign(void *context, const char *path, struct error *e)
{
    const struct walk *w = context;

    return error_set(e, STATUS_DATA,
        _("The folder %s also holds %s, which no export wrote. Choose an empty or a new "
          "folder."),
        w->folder, path);
}

/* file_visit.file: listed, and unchanged since. */
static enum status check_file(
    void *context, const char *place, const char *path, struct error *e)
{
    struct walk *w = context;
    const char *wanted = lookup_find(w->known, "", path);
    char hash[HASH_CELLS + 1];

    if (strcmp(path, w->list) == 0)
        return STATUS_OK;
    if (!wanted)
        return foreign(w, path, e);
    enum status s = hash_file(place, hash, e);
    if (s == STATUS_OK && strcmp(hash, wanted) != 0)
        s = error_set(e, STATUS_DATA,
            _("%s in the folder %s was changed after it was exported. Keep it elsewhere, or "
              "choose "
              "another folder."),
            path, w->folder);
    return s;
}

enum status sums_check_folder(const char *folder, const char *name, struct error *e)
{
    struct walk w = {.folder = folder, .list = name};
    const struct file_visit visit = {.file = check_file, .other = foreign, .context = &w};
    struct lookup *known = lookup_new();

    if (!known)
        return error_memory(e);
    w.known = known;
    enum status s = read_list(known, folder, name, e);
    if (s == STATUS_OK)
        s = file_each(folder, DEEPEST, &visit, e);
    lookup_free(known);
    return s;
}
