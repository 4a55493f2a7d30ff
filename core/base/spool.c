#include "core/base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/file_operations.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define ROOM 65536 /* bytes in memory at a time */
#define NAMES 100  /* tried for the file */

struct spool {
    int fd; /* -1: all is in `room` */
    bool reading;
    size_t at, used; /* in `room` */
    char room[ROOM];
};

struct spool *spool_new(void)
{
    struct spool *s = malloc(sizeof *s);

    if (!s)
        return NULL;
    s->fd = -1;
    s->reading = false;
    s->at = s->used = 0;
    return s;
}

void spool_free(struct spool *s)
{
    if (s && s->fd >= 0)
        file_operations()->close(s->fd);
    free(s);
}

/* The folder for temporary files. */
static const char *folder(void)
{
    const char *said = getenv("TMPDIR");

    return said && said[0] ? said : "/var/tmp";
}

/* The sentence of a failure. */
static enum status failed(int number, struct error *e)
{
    return error_set(
        e, STATUS_FILE, _("Nothing can be written in %s: %s."), folder(), file_reason(number));
}

/* Makes the file; its name goes at once. */
static enum status open_file(struct spool *s, struct error *e)
{
    int number = EEXIST;

    for (int i = 0; s->fd < 0 && number == EEXIST && i < NAMES; i++) {
        char *path = text_format("%s/susun-%ld-%d", folder(), (long)getpid(), i);
        if (!path)
            return error_memory(e);
        s->fd = file_operations()->open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        number = s->fd < 0 ? errno : 0;
        if (s->fd >= 0)
            file_remove(path);
        free(path);
    }
    return s->fd < 0 ? failed(number, e) : STATUS_OK;
}

/* Lets what is in memory go into the file. */
static enum status spill(struct spool *s, struct error *e)
{
    enum status status = s->fd < 0 ? open_file(s, e) : STATUS_OK;
    int number = status == STATUS_OK ? file_write_all(s->fd, s->room, s->used) : 0;

    s->used = 0;
    return number ? failed(number, e) : status;
}

enum status spool_add(struct spool *s, const void *bytes, size_t size, struct error *e)
{
    const char *from = bytes;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && size) {
        size_t piece = size < ROOM - s->used ? size : ROOM - s->used;
        memcpy(s->room + s->used, from, piece);
        s->used += piece;
        from += piece;
        size -= piece;
        if (s->used == ROOM)
            status = spill(s, e);
    }
    return status;
}

/* Fills `room` from the file; nothing is left at the end. */
static enum status refill(struct spool *s, struct error *e)
{
    ssize_t n;

    s->at = s->used = 0;
    if (s->fd < 0)
        return STATUS_OK;
    while ((n = read(s->fd, s->room, ROOM)) < 0 && errno == EINTR)
        ;
    if (n < 0)
        return error_set(
            e, STATUS_FILE, _("%s cannot be read: %s."), folder(), file_reason(errno));
    s->used = (size_t)n;
    return STATUS_OK;
}

/* From adding to reading. */
static enum status turn(struct spool *s, struct error *e)
{
    s->reading = true;
    if (s->fd < 0)
        return STATUS_OK;
    enum status status = spill(s, e);
    return status == STATUS_OK && lseek(s->fd, 0, SEEK_SET) < 0 ? failed(errno, e) : status;
}

enum status spool_read(struct spool *s, void *bytes, size_t size, size_t *got, struct error *e)
{
    enum status status = s->reading ? STATUS_OK : turn(s, e);
    bool end = false;

    for (*got = 0; status == STATUS_OK && !end && *got < size;) {
        size_t piece = s->used - s->at < size - *got ? s->used - s->at : size - *got;
        memcpy((char *)bytes + *got, s->room + s->at, piece);
        s->at += piece;
        *got += piece;
        if (s->at == s->used && *got < size) {
            status = refill(s, e);
            end = s->used == 0;
        }
    }
    return status;
}
