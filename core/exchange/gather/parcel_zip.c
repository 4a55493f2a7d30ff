/* A package that is a zip, through libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/exchange/gather/parcel.h"
#include "core/exchange/lookup.h"
#include "core/exchange/package.h"

#define PIECE 65536

/* A zip being read. */
struct unzip {
    const char *place;
    struct archive *archive;
    struct lookup *names; /* seen so far */
    size_t entries;
    unsigned long long bytes; /* unpacked so far */
};

static void unzip_close(struct unzip *z)
{
    if (z->archive)
        archive_read_free(z->archive);
    lookup_free(z->names);
}

/* What the zip's reader could not go on with: the disk, or what stands in the file. */
static enum status broken(const struct unzip *z, struct error *e)
{
    int number = z->archive ? archive_errno(z->archive) : 0;
    bool disk = number == EACCES || number == EIO || number == ENOENT || number == EPERM ||
                number == EMFILE || number == ENFILE || number == ENXIO || number == ENODEV;

    if (number == ENOMEM)
        return error_memory(e);
    return disk ? error_set(e, STATUS_FILE, _("%s cannot be read: %s."), z->place,
                      file_reason(number))
                : error_set(e, STATUS_DATA,
                      _("The zip breaks off or is damaged. Ask for it once more."));
}

/* unzip_close afterwards, also after a failure. */
static enum status unzip_open(struct unzip *z, const char *place, struct error *e)
{
    *z = (struct unzip){.place = place, .archive = archive_read_new(), .names = lookup_new()};
    if (!z->archive || !z->names || archive_read_support_format_zip(z->archive) != ARCHIVE_OK)
        return error_memory(e);
    if (archive_read_open_filename(z->archive, place, PIECE) == ARCHIVE_OK)
        return STATUS_OK;
    enum status s = broken(z, e);
    return s != STATUS_DATA ? s
                            : error_set(e, STATUS_DATA,
                                  _("It cannot be read as a zip. Was it copied whole? Ask for "
                                    "it once more."));
}

/* The name of an entry, if it may be: a plain name inside, once. NULL: it is passed over. */
static enum status check_entry(
    struct unzip *z, struct archive_entry *entry, const char **name, struct error *e)
{
    *name = archive_entry_pathname(entry);
    if (++z->entries > LIMIT_PARCEL_FILES)
        return error_set(e, STATUS_DATA, _("The zip holds too many files."));
    if (!*name)
        return broken(z, e);
    size_t size = strlen(*name);
    bool folder = archive_entry_filetype(entry) == AE_IFDIR;
    char *plain = strndup(*name, folder && size ? size - ((*name)[size - 1] == '/') : size);
    if (!plain)
        return error_memory(e);
    enum status s = STATUS_OK;
    if (!parcel_path_stays(plain))
        s = error_set(e, STATUS_DATA,
            _("The zip holds a file whose name leads elsewhere: “%s”. Nothing was read of it."),
            plain);
    else if (parcel_path_is_added(plain))
        *name = NULL;
    else if (!folder && (archive_entry_filetype(entry) != AE_IFREG ||
                            archive_entry_symlink(entry) || archive_entry_hardlink(entry)))
        s = error_set(e, STATUS_DATA, _("%s is no plain file."), plain);
    else if (!folder && lookup_find(z->names, "", plain))
        s = error_set(e, STATUS_DATA, _("The zip holds %s twice."), plain);
    else if (!lookup_add(z->names, "", plain, ""))
        s = error_memory(e);
    free(plain);
    if (s == STATUS_OK && folder)
        *name = NULL;
    return s;
}

/* The next file; *name NULL at the end. */
static enum status next_file(struct unzip *z, const char **name, struct error *e)
{
    struct archive_entry *entry;

    for (;;) {
        int got = archive_read_next_header(z->archive, &entry);
        *name = NULL;
        if (got == ARCHIVE_EOF)
            return STATUS_OK;
        if (got != ARCHIVE_OK)
            return broken(z, e);
        enum status s = check_entry(z, entry, name, e);
        if (s != STATUS_OK || *name)
            return s;
    }
}

/* The bytes of the present file. */
static enum status pass_bytes(
    struct unzip *z, const struct parcel_visit *visit, struct error *e)
{
    char bytes[PIECE];
    la_ssize_t n;
    enum status s = STATUS_OK;

    while (s == STATUS_OK && (n = archive_read_data(z->archive, bytes, sizeof bytes)) != 0) {
        if (n < 0)
            return broken(z, e);
        z->bytes += (unsigned long long)n;
        if (z->bytes > LIMIT_PARCEL)
            return error_set(e, STATUS_DATA, _("Unpacked, the zip would be too large."));
        s = visit->bytes(visit->context, bytes, (size_t)n, e);
    }
    return s;
}

enum status parcel_find_inside(const char *place, char **inside, struct error *e)
{
    struct unzip z;
    const char *name = NULL;
    enum status s = unzip_open(&z, place, e);

    *inside = NULL;
    while (s == STATUS_OK && !*inside) {
        s = next_file(&z, &name, e);
        if (s == STATUS_OK && !name)
            s = z.entries
                    ? error_set(e, STATUS_DATA,
                          _("There is no %s in it: it is no package of Susun, or not a whole "
                            "one."),
                          PACKAGE_SUMS)
                    : broken(&z, e);
        if (s != STATUS_OK || strcmp(file_name(name), PACKAGE_SUMS) != 0)
            continue;
        size_t size = strlen(name) - strlen(PACKAGE_SUMS);
        const char *slash = strchr(name, '/');
        if ((!slash || slash == name + size - 1) && !(*inside = strndup(name, size)))
            s = error_memory(e);
    }
    unzip_close(&z);
    return s;
}

enum status parcel_each_zip(
    const char *place, const char *inside, const struct parcel_visit *visit, struct error *e)
{
    struct unzip z;
    const char *name = NULL;
    size_t size = strlen(inside);
    enum status s = unzip_open(&z, place, e);

    while (s == STATUS_OK) {
        bool wanted = false;
        s = next_file(&z, &name, e);
        if (s != STATUS_OK || !name)
            break;
        if (strncmp(name, inside, size) != 0)
            s = error_set(e, STATUS_DATA,
                _("%s stands beside the package in the zip and does not belong to it."), name);
        if (s == STATUS_OK)
            s = visit->begin(visit->context, name + size, &wanted, e);
        if (s == STATUS_OK && wanted) {
            s = pass_bytes(&z, visit, e);
            if (s == STATUS_OK)
                s = visit->end(visit->context, e);
        }
    }
    unzip_close(&z);
    return s;
}
