#include "core/exchange/unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/file_stream.h"
#include "core/base/file_tree.h"
#include "core/exchange/gather/parcel.h"
#include "core/exchange/package.h"

/* A zip being taken apart. */
struct unpacking {
    const char *folder;
    struct file_stream *stream; /* of the present file */
};

bool unpack_is_zip(const char *path)
{
    static const char start[4] = "PK\3\4";
    char bytes[sizeof start];
    struct stat st;
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    bool is =
        f && fread(bytes, sizeof bytes, 1, f) == 1 && memcmp(bytes, start, sizeof start) == 0;

    if (f)
        fclose(f);
    return is;
}

/* Whether a file of the package is one that is read again. */
static bool is_table(const char *path)
{
    const char *name = file_name(path);
    size_t size = strlen(name), folder = strlen(PACKAGE_DATA);

    return strcmp(path, PACKAGE_UNREAD) == 0 || strcmp(path, PACKAGE_COMMENTS) == 0 ||
           (strncmp(path, PACKAGE_DATA, folder) == 0 && path + folder + 1 == name && size > 4 &&
               strcmp(name + size - 4, ".csv") == 0);
}

/* parcel_visit.begin */
static enum status begin(void *context, const char *path, bool *wanted, struct error *e)
{
    struct unpacking *u = context;

    *wanted = is_table(path);
    if (!*wanted)
        return STATUS_OK;
    char *place = file_join(u->folder, path), *around = place ? file_folder(place) : NULL;
    enum status s = around ? file_make_folder(around, true, e) : error_memory(e);
    if (s == STATUS_OK)
        s = file_stream_open(&u->stream, place, e);
    free(around);
    free(place);
    return s;
}

/* parcel_visit.bytes */
static enum status add(void *context, const char *bytes, size_t size, struct error *e)
{
    struct unpacking *u = context;

    return file_stream_add(u->stream, bytes, size, e);
}

/* parcel_visit.end */
static enum status end(void *context, struct error *e)
{
    struct unpacking *u = context;
    char hash[65];
    enum status s = file_stream_end(u->stream, hash, e);

    u->stream = NULL;
    return s;
}

enum status unpack_begin(const char *zip, char **folder, struct error *e)
{
    struct unpacking u = {0};
    const struct parcel_visit visit = {begin, add, end, &u};
    struct parcel *parcel = NULL;
    enum status s = file_temporary_folder(folder, e);

    u.folder = *folder;
    if (s == STATUS_OK)
        s = parcel_open(&parcel, zip, e);
    if (s == STATUS_OK)
        s = parcel_each(parcel, &visit, e);
    file_stream_drop(u.stream);
    parcel_close(parcel);
    if (s == STATUS_OK)
        return s;
    unpack_end(*folder);
    *folder = NULL;
    return error_where(e, "%s", zip);
}

void unpack_end(char *folder)
{
    if (folder)
        file_remove_tree(folder);
    free(folder);
}
