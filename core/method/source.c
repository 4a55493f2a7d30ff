#include "core/method/source.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/builtin.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"

/* Folders within the folder of a method: guide/id/2.5.md is two deep. */
#define DEPTH 3
#define BUILTIN_FOLDER "method/"

/* One file's path and bytes in one allocation. */
struct chunk {
    struct chunk *next;
    char bytes[];
};

enum status source_begin(struct source *s, const char *name, struct error *e)
{
    *s = (struct source){0};
    s->name = strdup(name);
    return s->name == NULL ? error_memory(e) : STATUS_OK;
}

void source_free(struct source *s)
{
    for (struct chunk *c = s->owned, *next; c != NULL; c = next) {
        next = c->next;
        free(c);
    }
    free(s->files);
    free(s->name);
    *s = (struct source){0};
}

/* Index of the first file whose path is not before `path`. */
static size_t place_of(const struct source *s, const char *path)
{
    size_t low = 0;
    size_t high = s->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(s->files[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct source_file *source_find(const struct source *s, const char *path)
{
    size_t at = place_of(s, path);

    return at < s->count && strcmp(s->files[at].path, path) == 0 ? &s->files[at] : NULL;
}

enum status source_add(
    struct source *s, const char *path, const void *bytes, size_t size, struct error *e)
{
    size_t at = place_of(s, path);
    size_t path_size = strlen(path) + 1;

    if (at < s->count && strcmp(s->files[at].path, path) == 0)
        return error_set(e, STATUS_DATA, _("The file %s is there twice."), path);

    struct source_file *files = realloc(s->files, (s->count + 1) * sizeof *files);
    if (files == NULL)
        return error_memory(e);
    s->files = files;
    struct chunk *c = malloc(sizeof *c + path_size + size + 1);
    if (c == NULL)
        return error_memory(e);
    c->next = s->owned;
    s->owned = c;
    memcpy(c->bytes, path, path_size);
    if (size > 0)
        memcpy(c->bytes + path_size, bytes, size);
    c->bytes[path_size + size] = '\0';

    memmove(&files[at + 1], &files[at], (s->count - at) * sizeof *files);
    files[at] =
        (struct source_file){.path = c->bytes, .bytes = c->bytes + path_size, .size = size};
    s->count++;
    return STATUS_OK;
}

/* Files of other kinds (notes, licences) may lie in the folder and are not part of the method.
 */
static bool is_ours(const char *name)
{
    size_t n = strlen(name);

    return name[0] != '.' && ((n > 4 && strcmp(name + n - 4, ".csv") == 0) ||
                                 (n > 3 && strcmp(name + n - 3, ".md") == 0));
}

/* Reads one file of the folder into the source. */
static enum status add_file(
    struct source *s, const char *disk_path, const char *path, struct error *e)
{
    char *bytes = NULL;
    size_t size = 0;
    enum status status = file_read(disk_path, LIMIT_METHOD_FILE, &bytes, &size, e);

    if (status == STATUS_OK)
        status = source_add(s, path, bytes, size, e);
    free(bytes);
    return status;
}

/* Adds what lies in `folder`; `below` is the path from the method's folder, "" or "guide/". */
static enum status add_folder(
    struct source *s, const char *folder, const char *below, int depth, struct error *e)
{
    char **names = NULL;
    size_t count = 0;
    enum status status = file_list(folder, &names, &count, e);

    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        char *disk_path = file_join(folder, names[i]);
        bool inner = disk_path != NULL && names[i][0] != '.' && file_is_folder(disk_path);
        char *path = text_format(inner ? "%s%s/" : "%s%s", below, names[i]);
        if (disk_path == NULL || path == NULL)
            status = error_memory(e);
        else if (inner && depth < DEPTH)
            status = add_folder(s, disk_path, path, depth + 1, e);
        else if (!inner && is_ours(names[i]))
            status = add_file(s, disk_path, path, e);
        free(path);
        free(disk_path);
    }
    file_names_free(names, count);
    return status;
}

enum status source_folder(struct source *s, const char *folder, struct error *e)
{
    enum status status = source_begin(s, folder, e);

    if (status == STATUS_OK)
        status = add_folder(s, folder, "", 0, e);
    if (status == STATUS_OK && source_find(s, "method.csv") == NULL)
        status = error_set(e, STATUS_MISSING,
            _("The folder %s holds no method: there is no method.csv in it."), folder);
    if (status != STATUS_OK)
        source_free(s);
    return status;
}

/* Length of the name in "method/NAME/...", 0 when the path is not that of a method. */
static size_t builtin_name_size(const char *path)
{
    size_t start = strlen(BUILTIN_FOLDER);

    if (strncmp(path, BUILTIN_FOLDER, start) != 0)
        return 0;
    const char *slash = strchr(path + start, '/');
    return slash == NULL ? 0 : (size_t)(slash - (path + start));
}

enum status source_builtin(struct source *s, const char *name, struct error *e)
{
    size_t size = strlen(name);
    enum status status = source_begin(s, name, e);

    for (size_t i = 0; status == STATUS_OK && builtin_at(i) != NULL; i++) {
        const struct builtin *b = builtin_at(i);
        if (size == 0 || builtin_name_size(b->path) != size)
            continue;
        const char *path = b->path + strlen(BUILTIN_FOLDER);
        if (strncmp(path, name, size) == 0 && is_ours(file_name(path)))
            status = source_add(s, path + size + 1, b->bytes, b->size, e);
    }
    if (status == STATUS_OK && source_find(s, "method.csv") == NULL)
        status = error_set(e, STATUS_MISSING, _("There is no method named %s."), name);
    if (status != STATUS_OK)
        source_free(s);
    return status;
}

const char *source_builtin_name(size_t i)
{
    static char name[64]; /* the answer, until the next call */
    const char *previous = "";
    size_t previous_size = 0;
    size_t seen = 0;

    for (size_t at = 0; builtin_at(at) != NULL; at++) {
        const char *path = builtin_at(at)->path;
        size_t size = builtin_name_size(path);
        if (size == 0 || size >= sizeof name)
            continue;
        const char *start = path + strlen(BUILTIN_FOLDER);
        if (size == previous_size && strncmp(start, previous, size) == 0)
            continue;
        previous = start;
        previous_size = size;
        if (seen++ == i) {
            snprintf(name, sizeof name, "%.*s", (int)size, start);
            return name;
        }
    }
    return NULL;
}

void source_hash(const struct source *s, char out[65])
{
    struct hash *h = hash_new();

    out[0] = '\0';
    if (h == NULL)
        return;
    for (size_t i = 0; i < s->count; i++) {
        const struct source_file *f = &s->files[i];
        char size[32];
        int n = snprintf(size, sizeof size, "%zu", f->size);
        hash_add(h, f->path, strlen(f->path) + 1);
        hash_add(h, size, (size_t)n + 1);
        hash_add(h, f->bytes, f->size);
    }
    hash_end(h, out);
}
