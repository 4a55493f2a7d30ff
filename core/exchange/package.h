/* The folder a package stands in: what may be in it, its checksums, and putting a new one in
 * its place whole or not at all. Knows nothing of workbooks. */
#ifndef SUSUN_EXCHANGE_PACKAGE_H
#define SUSUN_EXCHANGE_PACKAGE_H

#include <stddef.h>

#include "core/base/error.h"

#define PACKAGE_DATA "data"
#define PACKAGE_UNREAD "temuan.csv"
#define PACKAGE_HISTORY "riwayat.csv"
#define PACKAGE_SUMS "SHA256SUMS"

struct package;
/* Begins a package for `folder`, which must be absent, empty, or hold exactly what its
 * SHA256SUMS lists, unchanged (STATUS_DATA otherwise). *p is the caller's: package_end or
 * package_drop. */
enum status package_begin(struct package **p, const char *folder, struct error *e);
/* Adds a file, "data/x.csv"; written beside the folder's present content. */
enum status package_add(
    struct package *p, const char *path, const void *bytes, size_t size, struct error *e);
/* Writes the checksums and lets the new content take the place of the old. On failure the old
 * is back. Frees the package in either case. */
enum status package_end(struct package *p, struct error *e);
/* Forgets the package; the folder stays as it was. NULL is fine. */
void package_drop(struct package *p);

#endif
