/* The rows of many packages into the files of one, package by package: nothing of them stays in
 * memory. */
#ifndef SUSUN_EXCHANGE_GATHER_POUR_H
#define SUSUN_EXCHANGE_GATHER_POUR_H

#include "core/exchange/gather/shape.h"
#include "core/exchange/gather/verify.h"
#include "core/exchange/package.h"

struct pour;
/* Opens a file for each table and writes its headings. `manifest` and `package` are borrowed.
 * *p is the caller's: pour_end or pour_drop. */
enum status pour_begin(
    struct pour **p, const struct manifest *manifest, struct package *package, struct error *e);
/* The rows of one package whose list of checksums still has the hash `list` (STATUS_DATA when
 * it was changed since). The last row of the table `summary` (NULL: none) goes into no file:
 * *figures receives it as CSV without its end, or NULL when there is none; the caller's. */
enum status pour_package(struct pour *p, struct parcel *parcel, const char *list, int version,
    const struct manifest_table *summary, char **figures, struct error *e);
/* All is written: closes the files. Frees in either case. */
enum status pour_end(struct pour *p, size_t *rows, size_t *files, struct error *e);
/* NULL is fine. */
void pour_drop(struct pour *p);

#endif
