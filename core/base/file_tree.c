#include "core/base/file_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/message.h"
#include "core/base/text.h"

static enum status each(const char *place, const char *path, int deepest,
    const struct file_visit *visit, struct error *e);

/* One entry. */
static enum status one(const char *place, const char *path, int deepest,
    const struct file_visit *visit, struct error *e)
{
    struct stat st;

    if (visit->skip && visit->skip(path))
        return STATUS_OK;
    if (lstat(place, &st) != 0)
        return error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(errno));
    if (S_ISREG(st.st_mode))
        return visit->file(visit->context, place, path, e);
    return S_ISDIR(st.st_mode) && deepest > 0 ? each(place, path, deepest - 1, visit, e)
                                              : visit->other(visit->context, path, e);
}

/* Everything below a place; `path` is its name in the folder, "" for the folder itself. */
static enum status each(const char *place, const char *path, int deepest,
    const struct file_visit *visit, struct error *e)
{
    char **names;
    size_t count;
    enum status s = file_list(place, &names, &count, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *inner = file_join(place, names[i]);
        char *inner_path = path[0] ? file_join(path, names[i]) : strdup(names[i]);
        s = inner && inner_path ? one(inner, inner_path, deepest, visit, e) : error_memory(e);
        free(inner);
        free(inner_path);
    }
    file_names_free(names, count);
    return s;
}

enum status file_each(
    const char *folder, int deepest, const struct file_visit *visit, struct error *e)
{
    return each(folder, "", deepest, visit, e);
}

enum status file_temporary_folder(char **folder, struct error *e)
{
    const char *place = getenv("TMPDIR");

    *folder = text_format("%s/susun-XXXXXX", place && place[0] ? place : "/tmp");
    if (!*folder)
        return error_memory(e);
    if (!mkdtemp(*folder)) {
        enum status s = error_set(e, STATUS_FILE,
            _("No temporary folder can be made (%s): %s."), *folder, file_reason(errno));
        free(*folder);
        *folder = NULL;
        return s;
    }
    return STATUS_OK;
}

void file_remove_tree(const char *path)
{
    char **names;
    size_t count;
    struct stat st;

    if (lstat(path, &st) != 0)
        return;
    if (!S_ISDIR(st.st_mode)) {
        file_remove(path);
        return;
    }
    if (file_list(path, &names, &count, NULL) == STATUS_OK) {
        for (size_t i = 0; i < count; i++) {
            char *inner = file_join(path, names[i]);
            if (inner)
                file_remove_tree(inner);
            free(inner);
        }
        file_names_free(names, count);
    }
    file_operations()->rmdir(path);
}
