/* The one table of what this program asks of the system to change files and folders. SQLite has
 * its own (its VFS); everything else that writes goes through here, so that tests can record,
 * fail and cut each call. */
#ifndef SUSUN_BASE_FILE_OPERATIONS_H
#define SUSUN_BASE_FILE_OPERATIONS_H

#include <stddef.h>
#include <sys/types.h>

/* Each as the call of that name: -1 with errno when it fails. */
struct file_operations {
    int (*open)(const char *path, int flags, mode_t mode);
    ssize_t (*read)(int fd, void *bytes, size_t size);
    ssize_t (*write)(int fd, const void *bytes, size_t size);
    int (*fchmod)(int fd, mode_t mode);
    int (*fsync)(int fd);
    int (*close)(int fd);
    int (*link)(const char *from, const char *to);
    int (*rename)(const char *from, const char *to);
    int (*unlink)(const char *path);
    int (*mkdir)(const char *path, mode_t mode);
    int (*rmdir)(const char *path);
};

/* The table in use. */
const struct file_operations *file_operations(void);
/* The system's own. */
extern const struct file_operations file_operations_system;
/* For tests: another table from now on (NULL = the system's). Borrowed. */
void file_use_operations(const struct file_operations *operations);

/* Writes everything through the table; 0 or errno. */
int file_write_all(int fd, const char *bytes, size_t size);

#endif
