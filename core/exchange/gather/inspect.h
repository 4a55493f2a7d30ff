/* One package looked at as a whole: unchanged, complete, and its tables as it promises. */
#ifndef SUSUN_EXCHANGE_GATHER_INSPECT_H
#define SUSUN_EXCHANGE_GATHER_INSPECT_H

#include "core/exchange/gather/shape.h"
#include "core/exchange/gather/verify.h"

/* What it says of itself, its datapackage.json being as it was exported; `list` receives the
 * hash of its list of checksums, by which two copies of it are known. shape_free and sums_free
 * afterwards, also after a failure. */
enum status inspect_head(
    struct parcel *p, struct sums **sums, struct shape *shape, char list[65], struct error *e);
/* The rest: every file and every row. STATUS_DATA with a sentence when it cannot be used. */
enum status inspect_rows(
    struct parcel *p, const struct sums *sums, const struct shape *shape, struct error *e);

#endif
