/* The sample that is compiled in (assets/sample): a workbook to try things in, made from CSV
 * through the import code. A folder that SUSUN_SAMPLE names stands in for it: tests keep a
 * small one there. */
#ifndef SUSUN_EXCHANGE_SAMPLE_H
#define SUSUN_EXCHANGE_SAMPLE_H

#include "core/exchange/import.h"

/* Makes it at a path where nothing is; it appears whole or not at all. Of the options note,
 * stop and context count (NULL = none); *result has the counts of all parts. */
enum status sample_make(const char *path, const struct import_options *options,
    struct import_result *result, struct error *e);

/* A practice file (workbook_practice) of the sample that is compiled in, whatever SUSUN_SAMPLE
 * says: its tasks are about those rows. One row of it is in the trash, for the task to bring it
 * back, and a mark stands at its end, where undo stops. */
enum status sample_make_practice(const char *path, struct error *e);

#endif
