/* What a newer version of a method leaves out but a workbook may still hold: the rows of the
 * older version's forms.csv, fields.csv and choices.csv that the newer ones lack are kept,
 * marked retired, so that no cell loses its column (DESIGN.md 3 "Upgrade"). */
#ifndef SUSUN_METHOD_RETIRE_H
#define SUSUN_METHOD_RETIRE_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/method/source.h"

/* Fills `out` with every file of `now`; forms, fields and choices of `old` that are not in
 * `now` stand behind its own with `retired` set. A retired field is read only, asks nothing and
 * has no role; a retired form stands in the steps where it stood. Computed fields hold nothing
 * and are left out. STATUS_DATA when a file of either cannot be read. source_free(out) also
 * after a failure. */
enum status method_retire(
    struct source *out, const struct source *now, const struct source *old, struct error *e);

/* Whether a file of this path may hold something retired. */
bool method_retire_joins(const char *path);

#endif
