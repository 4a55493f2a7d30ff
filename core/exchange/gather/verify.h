/* The files of a package against its list of checksums, and the rows of its tables on the way.
 */
#ifndef SUSUN_EXCHANGE_GATHER_VERIFY_H
#define SUSUN_EXCHANGE_GATHER_VERIFY_H

#include "core/exchange/gather/parcel.h"
#include "core/exchange/gather/scan.h"
#include "core/exchange/sums.h"

/* The list of a package; `hash` receives its own. sums_free afterwards, also after a failure.
 */
enum status verify_list(struct parcel *p, struct sums **sums, char hash[65], struct error *e);
/* A file that is listed, whole, with the checksum it is to have. The caller's. STATUS_MISSING
 * when it is not there. */
enum status verify_read(struct parcel *p, const struct sums *sums, const char *path,
    char **bytes, size_t *size, struct error *e);

/* Which rows are asked for; `table` says whether those of a file are. */
struct verify_rows {
    bool (*table)(void *context, const char *path);
    scan_row_fn *row;
    enum status (*end)(void *context, struct error *e); /* of such a table; may be NULL */
    void *context;
};
/* Every file: each is listed and unchanged, and each listed one is there. A file that was
 * changed is told as that, whatever its rows look like. */
enum status verify_each(
    struct parcel *p, const struct sums *sums, const struct verify_rows *rows, struct error *e);

#endif
