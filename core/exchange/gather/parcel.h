/* A package that came in, a folder or a zip of one, as the files in it. Nothing of it is
 * believed: names that lead out of it, links and what is neither file nor folder refuse the
 * whole. */
#ifndef SUSUN_EXCHANGE_GATHER_PARCEL_H
#define SUSUN_EXCHANGE_GATHER_PARCEL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

struct parcel;
/* STATUS_MISSING when nothing is there, STATUS_DATA when it is neither. *p is the caller's
 * (parcel_close). */
enum status parcel_open(struct parcel **p, const char *path, struct error *e);
/* NULL is fine. */
void parcel_close(struct parcel *p);

/* What is done with each file. A status other than OK ends the walk and is returned. */
struct parcel_visit {
    /* "data/x.csv"; its bytes are passed over unless *wanted is set */
    enum status (*begin)(void *context, const char *path, bool *wanted, struct error *e);
    enum status (*bytes)(void *context, const char *bytes, size_t size, struct error *e);
    enum status (*end)(void *context, struct error *e);
    void *context;
};
/* Every file once. */
enum status parcel_each(struct parcel *p, const struct parcel_visit *visit, struct error *e);
/* One file whole, at most `limit` bytes; NUL terminated, the caller's. STATUS_MISSING when it
 * is not there. */
enum status parcel_read(struct parcel *p, const char *path, size_t limit, char **bytes,
    size_t *size, struct error *e);

/* Whether a path stays inside: no empty part, no "..", not absolute, one line. */
bool parcel_path_stays(const char *path);
/* Whether a path is what macOS adds to a folder or zip of its own accord (__MACOSX/, .DS_Store,
 * ._x): passed over as if it were not there. Nothing else is. */
bool parcel_path_is_added(const char *path);

/* The two kinds; `place` is a folder, or a zip with the files under `inside` ("" or "a/"). */
enum status parcel_each_folder(
    const char *place, const struct parcel_visit *visit, struct error *e);
enum status parcel_each_zip(
    const char *place, const char *inside, const struct parcel_visit *visit, struct error *e);
/* Where the package stands in a zip: people zip a folder as often as what is in it. Caller
 * frees. */
enum status parcel_find_inside(const char *place, char **inside, struct error *e);

#endif
