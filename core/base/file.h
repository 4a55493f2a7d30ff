/* Files as a careful program writes them: whole, synced, renamed into place (or not at all).
 * Sentences of this module name the path and the reason in plain words. */
#ifndef SUSUN_BASE_FILE_H
#define SUSUN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* Reads a file whole (at most `limit` bytes); *bytes is NUL terminated, caller frees. */
enum status file_read(
    const char *path, size_t limit, char **bytes, size_t *size, struct error *e);

/* The same of a file that was synced, asking the disk for it and not the memory of the system.
 */
enum status file_read_disk(
    const char *path, size_t limit, char **bytes, size_t *size, struct error *e);

/* Writes beside, fsyncs, renames over `path`, fsyncs the folder. On failure nothing at `path`
 * has changed. */
enum status file_write(const char *path, const void *bytes, size_t size, struct error *e);

/* Copies a file of any size to a path where nothing is: beside, fsynced, renamed, the folder
 * fsynced. STATUS_BUSY when somebody wrote to `from` meanwhile. On failure nothing is at `to`,
 * or what was there before. */
enum status file_copy(const char *from, const char *to, struct error *e);

/* mkdir -p with mode 0777 & umask (0700 when `secret`). */
enum status file_make_folder(const char *path, bool secret, struct error *e);

bool file_exists(const char *path);
bool file_is_folder(const char *path);
/* Whether a folder is where a disk begins: it lies on another one than the folder around it. */
bool file_is_mount(const char *path);

/* Names in a folder, sorted bytewise, without . and ..; names and array are the caller's
 * (file_names_free). */
enum status file_list(const char *folder, char ***names, size_t *count, struct error *e);
void file_names_free(char **names, size_t count);

/* "a/b"; the last part of a path; the folder of a path ("." if none). New strings, caller
 * frees. */
char *file_join(const char *folder, const char *name);
const char *file_name(const char *path);
char *file_folder(const char *path);

/* A path in a folder at which nothing is: "a.b", or with a number before the ending, "a-2.b".
 * Caller frees; NULL without memory. */
char *file_free_path(const char *folder, const char *name);

/* fsync of a folder, so that a rename in it stays. */
enum status file_sync_folder(const char *folder, struct error *e);

/* rename(2) with its sentence; covers what is at `to`. */
enum status file_rename(const char *from, const char *to, struct error *e);

/* Removes a file of ours that is not needed any more; where that cannot be it stays. */
void file_remove(const char *path);

/* What stat says of a file, to know later whether anybody touched it. */
struct file_mark {
    long long device, inode, size, mtime_s, mtime_ns;
};
enum status file_mark(const char *path, struct file_mark *mark, struct error *e);

/* A plain reason for errno ("no permission", "the disk is full", ...), translated, static. */
const char *file_reason(int error_number);

#endif
