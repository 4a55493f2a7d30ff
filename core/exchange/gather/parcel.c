#include "core/exchange/gather/parcel.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/message.h"

struct parcel {
    char *place;
    char *inside; /* of a zip; NULL: a folder */
};

bool parcel_path_stays(const char *path)
{
    if (!path[0] || strlen(path) > 1000)
        return false;
    for (const char *part = path;; part++) {
        size_t size = strcspn(part, "/");
        if (size == 0 || strncmp(part, ".", size) == 0 || (size == 2 && !memcmp(part, "..", 2)))
            return false;
        part += size;
        if (!*part)
            break;
    }
    for (const char *c = path; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127 || *c == '\\' || *c == ':')
            return false;
    return true;
}

bool parcel_path_is_added(const char *path)
{
    const char *name = file_name(path);

    return strcmp(path, "__MACOSX") == 0 || strncmp(path, "__MACOSX/", 9) == 0 ||
           strcmp(name, ".DS_Store") == 0 || strncmp(name, "._", 2) == 0;
}

enum status parcel_open(struct parcel **out, const char *path, struct error *e)
{
    struct parcel *p = calloc(1, sizeof *p);
    struct stat st;
    enum status s = STATUS_OK;

    *out = p;
    if (!p || !(p->place = strdup(path)))
        return error_memory(e);
    if (stat(path, &st) != 0)
        return error_set(e, STATUS_MISSING, _("There is no such folder or file."));
    if (S_ISREG(st.st_mode))
        s = parcel_find_inside(path, &p->inside, e);
    else if (!S_ISDIR(st.st_mode))
        s = error_set(e, STATUS_DATA, _("It is neither a folder nor a zip."));
    return s;
}

void parcel_close(struct parcel *p)
{
    if (!p)
        return;
    free(p->place);
    free(p->inside);
    free(p);
}

enum status parcel_each(struct parcel *p, const struct parcel_visit *visit, struct error *e)
{
    return p->inside ? parcel_each_zip(p->place, p->inside, visit, e)
                     : parcel_each_folder(p->place, visit, e);
}

/* One file on its way into memory. */
struct fetch {
    const char *path;
    bool found;
    char *bytes;
    size_t size, room, limit;
};

static enum status fetch_begin(void *context, const char *path, bool *wanted, struct error *e)
{
    struct fetch *f = context;

    (void)e;
    *wanted = strcmp(path, f->path) == 0;
    f->found = f->found || *wanted;
    return STATUS_OK;
}

static enum status fetch_bytes(void *context, const char *bytes, size_t size, struct error *e)
{
    struct fetch *f = context;

    if (f->size + size > f->limit)
        return error_set(e, STATUS_DATA, _("%s is too large."), f->path);
    if (f->room - f->size <= size) {
        size_t room = (f->size + size + 1) * 2;
        char *more = realloc(f->bytes, room);
        if (!more)
            return error_memory(e);
        f->bytes = more;
        f->room = room;
    }
    memcpy(f->bytes + f->size, bytes, size);
    f->size += size;
    return STATUS_OK;
}

static enum status fetch_end(void *context, struct error *e)
{
    (void)context;
    (void)e;
    return STATUS_OK;
}

enum status parcel_read(struct parcel *p, const char *path, size_t limit, char **bytes,
    size_t *size, struct error *e)
{
    struct fetch f = {.path = path, .limit = limit, .bytes = calloc(1, 1), .room = 1};
    const struct parcel_visit visit = {fetch_begin, fetch_bytes, fetch_end, &f};
    enum status s = STATUS_OK;

    *bytes = NULL;
    if (!f.bytes)
        return error_memory(e);
    if (p->inside)
        s = parcel_each_zip(p->place, p->inside, &visit, e);
    else {
        char *place = file_join(p->place, path);
        struct stat st;
        free(f.bytes);
        f.bytes = NULL;
        f.found = place && lstat(place, &st) == 0 && S_ISREG(st.st_mode);
        s = !place    ? error_memory(e)
            : f.found ? file_read(place, limit, &f.bytes, &f.size, e)
                      : STATUS_OK;
        free(place);
    }
    if (s == STATUS_OK && !f.found)
        s = error_set(e, STATUS_MISSING, _("%s is missing."), path);
    if (s != STATUS_OK) {
        free(f.bytes);
        return s;
    }
    f.bytes[f.size] = '\0';
    *bytes = f.bytes;
    *size = f.size;
    return STATUS_OK;
}
