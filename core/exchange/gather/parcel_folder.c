/* A package that is a folder. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/exchange/gather/parcel.h"

#define DEEPEST 4 /* folders in folders; a package has one */
#define PIECE 65536

/* The bytes of one file. */
static enum status pass_file(
    const char *place, const char *path, const struct parcel_visit *visit, struct error *e)
{
    char bytes[PIECE];
    int fd = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    enum status s = STATUS_OK;
    ssize_t n = -1;

    while (s == STATUS_OK && fd >= 0 && (n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n > 0)
            s = visit->bytes(visit->context, bytes, (size_t)n, e);
        else if (errno != EINTR)
            break;
    }
    if (s == STATUS_OK && n != 0)
        s = error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(errno));
    if (fd >= 0)
        close(fd);
    return s;
}

/* One file, if it is wanted. */
static enum status visit_file(
    const char *place, const char *path, const struct parcel_visit *visit, struct error *e)
{
    bool wanted = false;
    enum status s = visit->begin(visit->context, path, &wanted, e);

    if (s != STATUS_OK || !wanted)
        return s;
    s = pass_file(place, path, visit, e);
    return s == STATUS_OK ? visit->end(visit->context, e) : s;
}

/* Everything below a place; `path` is its name in the package, "" for the package itself. */
static enum status visit_tree(const char *place, const char *path, int depth,
    const struct parcel_visit *visit, struct error *e)
{
    char **names;
    size_t count;
    enum status s = file_list(place, &names, &count, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *inner = file_join(place, names[i]);
        char *inner_path = path[0] ? file_join(path, names[i]) : strdup(names[i]);
        struct stat st;
        bool added = inner_path && parcel_path_is_added(inner_path);
        if (!inner || !inner_path)
            s = error_memory(e);
        else if (added)
            s = STATUS_OK;
        else if (lstat(inner, &st) != 0)
            s = error_set(
                e, STATUS_FILE, _("%s cannot be read: %s."), inner_path, file_reason(errno));
        else if (S_ISREG(st.st_mode))
            s = visit_file(inner, inner_path, visit, e);
        else if (S_ISDIR(st.st_mode) && depth < DEEPEST)
            s = visit_tree(inner, inner_path, depth + 1, visit, e);
        else
            s = error_set(e, STATUS_DATA, _("%s is no plain file."), inner_path);
        free(inner);
        free(inner_path);
    }
    file_names_free(names, count);
    return s;
}

enum status parcel_each_folder(
    const char *place, const struct parcel_visit *visit, struct error *e)
{
    return visit_tree(place, "", 0, visit, e);
}
