#include "core/base/file_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/hash.h"
#include "core/base/message.h"

#define ROOM 65536 /* bytes gathered before one call of the system */

struct file_stream {
    char *path;
    int fd;
    int number; /* errno of the first failure */
    struct hash *hash;
    size_t used;
    char room[ROOM];
};

/* The sentence of a failure. */
static enum status failed(const struct file_stream *f, struct error *e)
{
    return error_set(
        e, STATUS_FILE, _("%s cannot be written: %s."), f->path, file_reason(f->number));
}

/* Frees what the stream holds. */
static void release(struct file_stream *f)
{
    char unused[65];

    if (f->hash)
        hash_end(f->hash, unused);
    free(f->path);
    free(f);
}

enum status file_stream_open(struct file_stream **out, const char *path, struct error *e)
{
    struct file_stream *f = malloc(sizeof *f);

    *out = NULL;
    if (!f)
        return error_memory(e);
    f->number = 0;
    f->used = 0;
    f->path = strdup(path);
    f->hash = hash_new();
    if (!f->path || !f->hash) {
        release(f);
        return error_memory(e);
    }
    f->fd = file_operations()->open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (f->fd < 0) {
        f->number = errno;
        enum status s = failed(f, e);
        release(f);
        return s;
    }
    *out = f;
    return STATUS_OK;
}

/* Lets the gathered bytes go. */
static void spill(struct file_stream *f)
{
    if (!f->number && f->used) {
        hash_add(f->hash, f->room, f->used);
        f->number = file_write_all(f->fd, f->room, f->used);
    }
    f->used = 0;
}

enum status file_stream_add(
    struct file_stream *f, const void *bytes, size_t size, struct error *e)
{
    const char *from = bytes;

    while (size && !f->number) {
        size_t piece = size < ROOM - f->used ? size : ROOM - f->used;
        memcpy(f->room + f->used, from, piece);
        f->used += piece;
        from += piece;
        size -= piece;
        if (f->used == ROOM)
            spill(f);
    }
    return f->number ? failed(f, e) : STATUS_OK;
}

enum status file_stream_end(struct file_stream *f, char hash[65], struct error *e)
{
    spill(f);
    if (!f->number && file_operations()->fsync(f->fd))
        f->number = errno;
    if (file_operations()->close(f->fd) && !f->number)
        f->number = errno;
    enum status s = f->number ? failed(f, e) : STATUS_OK;
    hash_end(f->hash, hash);
    f->hash = NULL;
    release(f);
    return s;
}

void file_stream_drop(struct file_stream *f)
{
    if (!f)
        return;
    file_operations()->close(f->fd);
    file_remove(f->path);
    release(f);
}
