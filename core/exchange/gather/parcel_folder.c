/* A package that is a folder. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/file_tree.h"
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

/* file_visit.file: one file, if it is wanted. */
static enum status visit_file(
    void *context, const char *place, const char *path, struct error *e)
{
    const struct parcel_visit *visit = context;
    bool wanted = false;
    enum status s = visit->begin(visit->context, path, &wanted, e);

    if (s != STATUS_OK || !wanted)
        return s;
    s = pass_file(place, path, visit, e);
    return s == STATUS_OK ? visit->end(visit->context, e) : s;
}

/* file_visit.other */
static enum status refuse(void *context, const char *path, struct error *e)
{
    (void)context;
    return error_set(e, STATUS_DATA, _("%s is no plain file."), path);
}

enum status parcel_each_folder(
    const char *place, const struct parcel_visit *visit, struct error *e)
{
    const struct file_visit files = {.file = visit_file,
        .other = refuse,
        .skip = parcel_path_is_added,
        .context = (void *)visit};

    return file_each(place, DEEPEST, &files, e);
}
