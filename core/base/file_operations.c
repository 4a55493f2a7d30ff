#include "core/base/file_operations.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* open(2) takes its mode only as one of any arguments. */
static int system_open(const char *path, int flags, mode_t mode)
{
    return open(path, flags, mode);
}

const struct file_operations file_operations_system = {.open = system_open,
    .read = read,
    .write = write,
    .fchmod = fchmod,
    .fsync = fsync,
    .close = close,
    .link = link,
    .rename = rename,
    .unlink = unlink,
    .mkdir = mkdir,
    .rmdir = rmdir};
static const struct file_operations *in_use = &file_operations_system;

const struct file_operations *file_operations(void)
{
    return in_use;
}

void file_use_operations(const struct file_operations *operations)
{
    in_use = operations ? operations : &file_operations_system;
}

int file_write_all(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t n = file_operations()->write(fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes += n;
        size -= (size_t)n;
    }
    return 0;
}
