/* Two people changed one long text: what both did, put together line by line (a line is a
 * paragraph as people type them). Pure; knows no workbook. */
#ifndef SUSUN_BASE_DIFF_H
#define SUSUN_BASE_DIFF_H

#include <stddef.h>

/* Merges two texts that come from `base` (NULL = ""). Where one side left lines as they were,
 * the other's count; where both changed the same lines, both stand one under the other with the
 * line `mark` between them, for a person to take out. No line either side added is lost;
 * diff_merge(a, a, b) is b. *places (may be NULL) counts the marks. Caller frees; NULL without
 * memory. */
char *diff_merge(
    const char *base, const char *a, const char *b, const char *mark, size_t *places);

#endif
