/* A new file filled bit by bit, for what is too large to be put together in memory. The folder
 * it stands in is one of our own that takes its place as a whole afterwards, so the file is
 * written where it is to be and not beside. */
#ifndef SUSUN_BASE_FILE_STREAM_H
#define SUSUN_BASE_FILE_STREAM_H

#include <stddef.h>

#include "core/base/error.h"

struct file_stream;
/* At `path` nothing may be; its folder is there. *f is the caller's: file_stream_end or
 * file_stream_drop. */
enum status file_stream_open(struct file_stream **f, const char *path, struct error *e);
/* Adds bytes; a failure is kept and told again by every later call. */
enum status file_stream_add(
    struct file_stream *f, const void *bytes, size_t size, struct error *e);
/* Syncs and closes; `hash` receives the SHA-256 of the content in hex. Frees in either case. */
enum status file_stream_end(struct file_stream *f, char hash[65], struct error *e);
/* Closes and removes it. NULL is fine. */
void file_stream_drop(struct file_stream *f);

#endif
