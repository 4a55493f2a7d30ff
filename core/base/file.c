#include "core/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_operations.h"
#include "core/base/message.h"

const char *file_reason(int error_number)
{
    static const struct {
        int number;
        const char *reason;
    } reasons[] = {
        {EACCES, N_("there is no permission for it")},
        {EPERM, N_("the system does not allow it")},
        {ENOSPC, N_("the disk is full")},
        {EDQUOT, N_("the share of the disk is used up")},
        {EFBIG, N_("the file would be larger than the disk can take")},
        {ENOENT, N_("it is not there")},
        {EISDIR, N_("it is a folder, not a file")},
        {ENOTDIR, N_("a part of its path is a file, not a folder")},
        {EROFS, N_("the disk can only be read")},
        {EIO, N_("the disk did not answer (damaged or taken out)")},
        {ENXIO, N_("the device has been taken out")},
        {ENODEV, N_("the device is not connected")},
        {ENAMETOOLONG, N_("its name is too long")},
        {ELOOP, N_("its links lead in a circle")},
        {EMFILE, N_("too many files are open")},
        {ENFILE, N_("too many files are open on this laptop")},
        {EEXIST, N_("it is already there")},
        {ENOTEMPTY, N_("the folder is not empty")},
        {EBUSY, N_("another program is using it")},
        {ETXTBSY, N_("it is a program that is running")},
        {ENOMEM, N_("there is not enough memory")},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == error_number)
            return _(reasons[i].reason);
    return strerror(error_number);
}

/* "PATH cannot be read: reason." */
static enum status cannot_read(const char *path, int number, struct error *e)
{
    return error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(number));
}

/* "PATH cannot be written: reason."; what is missing when writing is the folder. */
static enum status cannot_write(const char *path, int number, struct error *e)
{
    const char *reason = number == ENOENT ? _("its folder is not there") : file_reason(number);
    return error_set(e, STATUS_FILE, _("%s cannot be written: %s."), path, reason);
}

/* Reads until the end or past `limit`; 0 or errno (EFBIG stands for the limit). */
static int read_all(int fd, size_t limit, size_t guess, char **bytes, size_t *size)
{
    size_t room = guess + 1 > 4096 ? guess + 1 : 4096, used = 0;
    char *buffer = malloc(room);
    int number = buffer ? 0 : ENOMEM;
    while (!number) {
        if (used + 1 >= room) {
            size_t larger = room > SIZE_MAX / 2 ? 0 : room * 2;
            char *grown = larger ? realloc(buffer, larger) : NULL;
            if (!grown) {
                number = ENOMEM;
                break;
            }
            buffer = grown;
            room = larger;
        }
        ssize_t n = file_operations()->read(fd, buffer + used, room - used - 1);
        if (n == 0)
            break;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            number = errno;
        else
            used += (size_t)n;
        if (!number && used > limit)
            number = EFBIG;
    }
    if (number) {
        free(buffer);
        return number;
    }
    buffer[used] = '\0';
    *bytes = buffer;
    *size = used;
    return 0;
}

/* Reads an open file whole and closes it. */
static enum status read_open(
    int fd, const char *path, size_t limit, char **bytes, size_t *size, struct error *e)
{
    struct stat st;
    int number = fstat(fd, &st) ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    if (!number && S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size > limit)
        number = EFBIG;
    if (!number)
        number = read_all(fd, limit, S_ISREG(st.st_mode) ? (size_t)st.st_size : 0, bytes, size);
    file_operations()->close(fd);
    if (number == ENOMEM)
        return error_memory(e);
    if (number == EFBIG)
        return error_set(e, STATUS_DATA,
            _("%s is larger than %zu KiB, more than is read here."), path, limit / 1024);
    return number ? cannot_read(path, number, e) : STATUS_OK;
}

enum status file_read(
    const char *path, size_t limit, char **bytes, size_t *size, struct error *e)
{
    int fd = file_operations()->open(path, O_RDONLY | O_CLOEXEC, 0);

    return fd < 0 ? cannot_read(path, errno, e) : read_open(fd, path, limit, bytes, size, e);
}

enum status file_read_disk(
    const char *path, size_t limit, char **bytes, size_t *size, struct error *e)
{
    int fd = file_operations()->open(path, O_RDONLY | O_CLOEXEC, 0);

    if (fd < 0)
        return cannot_read(path, errno, e);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); /* only a wish: it may not know the word */
    return read_open(fd, path, limit, bytes, size, e);
}

/* A new file of our own in a folder, with its name (caller frees); -1 with errno. */
static int open_beside(const char *folder, char **name)
{
    for (unsigned i = 0; i < 1000; i++) {
        if (asprintf(name, "%s/.susun-%ld-%u", folder, (long)getpid(), i) < 0) {
            *name = NULL;
            errno = ENOMEM;
            return -1;
        }
        int fd = file_operations()->open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            return fd;
        int number = errno;
        free(*name);
        *name = NULL;
        errno = number;
        if (number != EEXIST)
            return -1;
    }
    return -1;
}

/* Fills the new file, keeping the mode of the one it will replace; 0 or errno. Closes fd. */
static int fill(int fd, const void *bytes, size_t size, const struct stat *old)
{
    int number = file_write_all(fd, bytes, size);
    if (!number && old && file_operations()->fchmod(fd, old->st_mode & 0777))
        number = errno;
    if (!number && file_operations()->fsync(fd))
        number = errno;
    if (file_operations()->close(fd) && !number)
        number = errno;
    return number;
}

/* Writes to a path that is not a link. */
static enum status write_beside(
    const char *path, const void *bytes, size_t size, struct error *e)
{
    struct stat st;
    char *name = NULL, *folder = file_folder(path);
    if (!folder)
        return error_memory(e);
    bool old = stat(path, &st) == 0;
    int number = old && S_ISDIR(st.st_mode) ? EISDIR : 0;
    if (old && !number && !S_ISREG(st.st_mode)) {
        free(folder);
        return error_set(
            e, STATUS_FILE, _("%s is a device, not a file one can write over."), path);
    }
    if (!number && old && access(path, W_OK))
        number = errno;
    int fd = number ? -1 : open_beside(folder, &name);
    if (!number && fd < 0)
        number = errno;
    if (fd >= 0)
        number = fill(fd, bytes, size, old ? &st : NULL);
    if (!number && file_operations()->rename(name, path))
        number = errno;
    enum status status;
    if (number == ENOMEM)
        status = error_memory(e);
    else
        status = number ? cannot_write(path, number, e) : file_sync_folder(folder, e);
    if (name && number)
        file_operations()->unlink(name);
    free(name);
    free(folder);
    return status;
}

enum status file_write(const char *path, const void *bytes, size_t size, struct error *e)
{
    struct stat st;
    char *target = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    enum status status = write_beside(target ? target : path, bytes, size, e);
    free(target);
    return status;
}

/* Everything of one open file into another; 0 or errno. *reading says which of them failed. */
static int pour(int from, int to, bool *reading)
{
    char bytes[65536];

    for (;;) {
        ssize_t n = file_operations()->read(from, bytes, sizeof bytes);
        *reading = true;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        *reading = false;
        if (n == 0)
            return 0;
        int number = file_write_all(to, bytes, (size_t)n);
        if (number)
            return number;
    }
}

/* Gives a new file its name without covering anything; 0 or errno. Some disks know no second
 * names: there a look has to do. */
static int appear(const char *name, const char *path)
{
    if (file_operations()->link(name, path) == 0)
        return file_operations()->unlink(name) ? errno : 0;
    if (errno == EEXIST || file_exists(path))
        return EEXIST;
    return file_operations()->rename(name, path) ? errno : 0;
}

enum status file_copy(const char *from, const char *to, struct error *e)
{
    struct file_mark before, after;
    char *folder = file_folder(to), *name = NULL;
    bool reading = false;
    enum status status = folder ? file_mark(from, &before, e) : error_memory(e);
    int in = status == STATUS_OK ? file_operations()->open(from, O_RDONLY | O_CLOEXEC, 0) : -1;
    if (status == STATUS_OK && in < 0)
        status = cannot_read(from, errno, e);
    int out = status == STATUS_OK ? open_beside(folder, &name) : -1;
    if (status == STATUS_OK && out < 0)
        status = cannot_write(to, errno, e);
    if (status == STATUS_OK) {
        int number = pour(in, out, &reading);
        int kept = fill(out, NULL, 0, NULL);
        if (number && reading)
            status = cannot_read(from, number, e);
        else if (number || kept)
            status = cannot_write(to, number ? number : kept, e);
    }
    if (status == STATUS_OK)
        status = file_mark(from, &after, e);
    if (status == STATUS_OK && memcmp(&before, &after, sizeof before) != 0)
        status = error_set(e, STATUS_BUSY,
            _("%s was changed while it was being copied. Close it there and try again."), from);
    int number = status == STATUS_OK ? appear(name, to) : 0;
    if (number)
        status = cannot_write(to, number, e);
    if (status == STATUS_OK)
        status = file_sync_folder(folder, e);
    else if (name)
        file_operations()->unlink(name);
    if (in >= 0)
        file_operations()->close(in);
    free(name);
    free(folder);
    return status;
}

enum status file_make_folder(const char *path, bool secret, struct error *e)
{
    char *copy = strdup(path);
    if (!copy)
        return error_memory(e);
    int number = 0;
    size_t at = 0;
    do {
        at += strspn(copy + at, "/");
        at += strcspn(copy + at, "/");
        char kept = copy[at];
        copy[at] = '\0';
        if (*copy && file_operations()->mkdir(copy, secret ? 0700 : 0777)) {
            number = errno;
            if (file_is_folder(copy))
                number = 0;
            else if (number == EEXIST)
                number = ENOTDIR;
        }
        copy[at] = kept;
    } while (!number && copy[at]);
    free(copy);
    if (number)
        return error_set(
            e, STATUS_FILE, _("The folder %s cannot be made: %s."), path, file_reason(number));
    return STATUS_OK;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_mount(const char *path)
{
    char *around = file_join(path, "..");
    struct stat inside, outside;
    bool is = around && stat(path, &inside) == 0 && S_ISDIR(inside.st_mode) &&
              stat(around, &outside) == 0 && inside.st_dev != outside.st_dev;

    free(around);
    return is;
}

/* Order of two names by their bytes. */
static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds a copy of a name; false without memory. */
static bool add_name(char ***names, size_t *count, const char *name)
{
    if ((*count & (*count - 1)) == 0) {
        size_t room = *count ? *count * 2 : 1;
        char **grown = realloc(*names, room * sizeof **names);
        if (!grown)
            return false;
        *names = grown;
    }
    (*names)[*count] = strdup(name);
    return (*names)[*count] && ++*count;
}

enum status file_list(const char *folder, char ***names, size_t *count, struct error *e)
{
    *names = NULL;
    *count = 0;
    DIR *dir = opendir(folder);
    if (!dir && errno == ENOMEM)
        return error_memory(e);
    if (!dir)
        return error_set(e, STATUS_FILE, _("The folder %s cannot be read: %s."), folder,
            errno == ENOTDIR ? _("it is a file, not a folder") : file_reason(errno));
    int number = 0;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry) {
            number = errno;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (!add_name(names, count, entry->d_name)) {
            number = ENOMEM;
            break;
        }
    }
    closedir(dir);
    if (!number) {
        if (*count)
            qsort(*names, *count, sizeof **names, by_bytes);
        return STATUS_OK;
    }
    file_names_free(*names, *count);
    *names = NULL;
    *count = 0;
    if (number == ENOMEM)
        return error_memory(e);
    return error_set(
        e, STATUS_FILE, _("The folder %s cannot be read: %s."), folder, file_reason(number));
}

void file_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

char *file_join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    char *path = NULL;
    return asprintf(&path, "%s%s%s", folder, slash, name) < 0 ? NULL : path;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

char *file_free_path(const char *folder, const char *name)
{
    const char *dot = strrchr(name, '.');
    int stem = dot && dot != name ? (int)(dot - name) : (int)strlen(name);
    char *path = file_join(folder, name);

    for (int number = 2; path && file_exists(path); number++) {
        free(path);
        if (asprintf(&path, "%s/%.*s-%d%s", folder, stem, name, number, name + stem) < 0)
            path = NULL;
    }
    return path;
}

enum status file_sync_folder(const char *folder, struct error *e)
{
    int fd = file_operations()->open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    int number = fd < 0 ? errno : 0;
    /* Some file systems cannot sync a folder and say so: nothing more can be done there. */
    if (fd >= 0 && file_operations()->fsync(fd) && errno != EINVAL && errno != ENOTSUP)
        number = errno;
    if (fd >= 0)
        file_operations()->close(fd);
    /* A folder one may write to but not read cannot be opened, the rename in it is done. */
    if (number && number != EACCES)
        return error_set(e, STATUS_FILE, _("The folder %s cannot be synced: %s."), folder,
            file_reason(number));
    return STATUS_OK;
}

enum status file_mark(const char *path, struct file_mark *mark, struct error *e)
{
    struct stat st;
    if (stat(path, &st))
        return cannot_read(path, errno, e);
    *mark = (struct file_mark){.device = (long long)st.st_dev,
        .inode = (long long)st.st_ino,
        .size = (long long)st.st_size,
        .mtime_s = (long long)st.st_mtim.tv_sec,
        .mtime_ns = (long long)st.st_mtim.tv_nsec};
    return STATUS_OK;
}

void file_remove(const char *path)
{
    file_operations()->unlink(path);
}

enum status file_rename(const char *from, const char *to, struct error *e)
{
    if (file_operations()->rename(from, to) == 0)
        return STATUS_OK;
    return error_set(
        e, STATUS_FILE, _("%s cannot be put in its place: %s."), to, file_reason(errno));
}
