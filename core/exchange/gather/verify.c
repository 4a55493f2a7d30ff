#include "core/exchange/gather/verify.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/exchange/package.h"

/* The sentence for a file that is not what the list says. */
static enum status changed(const char *path, struct error *e)
{
    return error_set(e, STATUS_DATA,
        _("%s is not as it was exported: its checksum differs. Ask for the package once more."),
        path);
}

enum status verify_list(struct parcel *p, struct sums **sums, char hash[65], struct error *e)
{
    char *text = NULL;
    size_t size = 0;

    *sums = sums_new();
    if (!*sums)
        return error_memory(e);
    enum status s = parcel_read(p, PACKAGE_SUMS, LIMIT_METHOD_FILE, &text, &size, e);
    if (s == STATUS_MISSING)
        s = error_set(e, STATUS_DATA,
            _("There is no %s in it: it is no package of Susun, or not a whole one."),
            PACKAGE_SUMS);
    if (s == STATUS_OK && strlen(text) != size)
        s = changed(PACKAGE_SUMS, e);
    if (s == STATUS_OK) {
        hash_hex(text, size, hash);
        s = sums_read(*sums, text, e);
    }
    for (size_t i = 0; s == STATUS_OK && i < sums_count(*sums); i++)
        if (!parcel_path_stays(sums_path(*sums, i)))
            s = error_set(e, STATUS_DATA,
                _("Its list of checksums names a file that leads elsewhere: “%s”."),
                sums_path(*sums, i));
    free(text);
    return s;
}

enum status verify_read(struct parcel *p, const struct sums *sums, const char *path,
    char **bytes, size_t *size, struct error *e)
{
    char hash[65];
    enum status s = parcel_read(p, path, LIMIT_METHOD_FILE, bytes, size, e);

    if (s != STATUS_OK)
        return s;
    hash_hex(*bytes, *size, hash);
    if (strcmp(hash, sums_hash(sums, sums_find(sums, path))) == 0)
        return STATUS_OK;
    free(*bytes);
    *bytes = NULL;
    return changed(path, e);
}

/* A walk over the files. */
struct walk {
    const struct sums *sums;
    const struct verify_rows *rows;
    bool *seen; /* by place in the list */
    size_t at;  /* of the present file */
    struct hash *hash;
    struct scan *scan; /* of the present table; NULL: no table, or its rows are flawed */
    bool table;
    struct error flawed; /* why */
    enum status flaw;
};

/* Lets go of what the present file needs. */
static void leave(struct walk *w)
{
    char unused[65];

    if (w->hash)
        hash_end(w->hash, unused);
    w->hash = NULL;
    scan_free(w->scan);
    w->scan = NULL;
    error_clear(&w->flawed);
    w->flaw = STATUS_OK;
}

static enum status begin(void *context, const char *path, bool *wanted, struct error *e)
{
    struct walk *w = context;

    *wanted = strcmp(path, PACKAGE_SUMS) != 0;
    if (!*wanted)
        return STATUS_OK;
    w->at = sums_find(w->sums, path);
    if (w->at == SIZE_MAX)
        return error_set(e, STATUS_DATA,
            _("%s does not belong to it: its list of checksums does not name it."), path);
    w->seen[w->at] = true;
    w->hash = hash_new();
    w->table = w->rows->table(w->rows->context, path);
    w->scan = w->table ? scan_new(w->rows->row, w->rows->context) : NULL;
    return w->hash && (w->scan || !w->table) ? STATUS_OK : error_memory(e);
}

/* What is wrong with a row waits until the checksum is known; anything else does not. */
static enum status put_off(
    struct walk *w, enum status s, struct error *trouble, struct error *e)
{
    if (s == STATUS_OK)
        return s;
    scan_free(w->scan);
    w->scan = NULL;
    if (s != STATUS_DATA) {
        error_set(e, s, "%s", error_text(trouble));
        error_clear(trouble);
        return s;
    }
    w->flaw = s;
    w->flawed = *trouble;
    return STATUS_OK;
}

static enum status bytes(void *context, const char *from, size_t size, struct error *e)
{
    struct walk *w = context;
    struct error trouble = {0};

    hash_add(w->hash, from, size);
    return put_off(
        w, w->scan ? scan_add(w->scan, from, size, &trouble) : STATUS_OK, &trouble, e);
}

/* The rows are over. */
static enum status end_rows(struct walk *w, struct error *e)
{
    struct error trouble = {0};
    enum status s = w->scan ? scan_end(w->scan, &trouble) : STATUS_OK;

    if (s == STATUS_OK && w->scan && w->rows->end)
        s = w->rows->end(w->rows->context, &trouble);
    return put_off(w, s, &trouble, e);
}

static enum status end(void *context, struct error *e)
{
    struct walk *w = context;
    const char *path = sums_path(w->sums, w->at);
    char hash[65];
    enum status s = end_rows(w, e);

    hash_end(w->hash, hash);
    w->hash = NULL;
    if (s == STATUS_OK && strcmp(hash, sums_hash(w->sums, w->at)) != 0)
        s = changed(path, e);
    if (s == STATUS_OK && w->flaw != STATUS_OK)
        s = error_set(e, w->flaw, "%s: %s", path, error_text(&w->flawed));
    leave(w);
    return s;
}

enum status verify_each(
    struct parcel *p, const struct sums *sums, const struct verify_rows *rows, struct error *e)
{
    struct walk w = {.sums = sums, .rows = rows};
    const struct parcel_visit visit = {begin, bytes, end, &w};

    w.seen = calloc(sums_count(sums) + 1, sizeof *w.seen);
    enum status s = w.seen ? parcel_each(p, &visit, e) : error_memory(e);
    leave(&w);
    for (size_t i = 0; s == STATUS_OK && i < sums_count(sums); i++)
        if (!w.seen[i])
            s = error_set(e, STATUS_DATA, _("%s is missing."), sums_path(sums, i));
    free(w.seen);
    return s;
}
