#include "core/exchange/package_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file_stream.h"
#include "core/base/message.h"
#include "core/exchange/gather/parcel.h"
#include "core/exchange/gather/verify.h"

#define READABLE 0644

/* A zip in the making. What the file says when it fails is told, not what libarchive makes of
 * it. */
struct zip {
    struct archive *archive;
    struct file_stream *stream;
    enum status status;
    struct error *e;
};

/* archive_write_callback: bytes for the file. */
static la_ssize_t put(struct archive *a, void *context, const void *bytes, size_t size)
{
    struct zip *z = context;

    (void)a;
    z->status = file_stream_add(z->stream, bytes, size, z->e);
    return z->status == STATUS_OK ? (la_ssize_t)size : -1;
}

/* What libarchive answered, as a status. */
static enum status answered(struct zip *z, la_ssize_t answer, struct error *e)
{
    if (z->status != STATUS_OK)
        return z->status;
    return answer >= ARCHIVE_OK ? STATUS_OK : error_memory(e);
}

/* parcel_visit.begin */
static enum status begin_entry(void *context, const char *path, bool *wanted, struct error *e)
{
    struct zip *z = context;
    struct archive_entry *entry = archive_entry_new2(z->archive);

    *wanted = true;
    if (!entry)
        return error_memory(e);
    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, READABLE);
    enum status s = answered(z, archive_write_header(z->archive, entry), e);
    archive_entry_free(entry);
    return s;
}

/* parcel_visit.bytes */
static enum status add_bytes(void *context, const char *bytes, size_t size, struct error *e)
{
    struct zip *z = context;

    return answered(z, archive_write_data(z->archive, bytes, size), e);
}

/* parcel_visit.end */
static enum status end_entry(void *context, struct error *e)
{
    struct zip *z = context;

    return answered(z, archive_write_finish_entry(z->archive), e);
}

enum status package_zip_write(const char *folder, const char *path, struct error *e)
{
    struct zip z = {.archive = archive_write_new(), .e = e};
    const struct parcel_visit visit = {
        .begin = begin_entry, .bytes = add_bytes, .end = end_entry, .context = &z};
    char hash[65];
    enum status s = z.archive && archive_write_set_format_zip(z.archive) == ARCHIVE_OK
                        ? file_stream_open(&z.stream, path, e)
                        : error_memory(e);

    if (s == STATUS_OK)
        s = answered(&z, archive_write_open(z.archive, &z, NULL, put, NULL), e);
    if (s == STATUS_OK)
        s = parcel_each_folder(folder, &visit, e);
    if (s == STATUS_OK)
        s = answered(&z, archive_write_close(z.archive), e);
    if (z.archive)
        archive_write_free(z.archive);
    if (s == STATUS_OK)
        return file_stream_end(z.stream, hash, e);
    file_stream_drop(z.stream);
    return s;
}

/* verify_rows.table: only the sums are asked. */
static bool no_rows(void *context, const char *path)
{
    (void)context;
    (void)path;
    return false;
}

enum status package_zip_may_replace(const char *path, struct error *e)
{
    const struct verify_rows rows = {.table = no_rows};
    struct parcel *p = NULL;
    struct sums *sums = NULL;
    struct stat st;
    char hash[65];

    if (lstat(path, &st) != 0)
        return STATUS_OK;
    enum status s = S_ISREG(st.st_mode) ? parcel_open(&p, path, e) : STATUS_DATA;
    if (s == STATUS_OK)
        s = verify_list(p, &sums, hash, e);
    if (s == STATUS_OK)
        s = verify_each(p, sums, &rows, e);
    sums_free(sums);
    parcel_close(p);
    return s == STATUS_OK || s == STATUS_MEMORY || s == STATUS_FILE
               ? s
               : error_set(e, STATUS_DATA,
                     _("%s is there already and is no package of Susun. Choose another name."),
                     path);
}
