/* What may be there twice after copies came together: rows that were typed by two people and
 * are called the same, and codes that two rows have. For a list; nothing is changed. */
#ifndef SUSUN_PLAN_DOUBLES_H
#define SUSUN_PLAN_DOUBLES_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Start with {0}; doubles_clear. */
struct doubles {
    size_t count; /* rows beside the first of their kind; codes that are not unique */
    const struct form *form; /* where the first one is; NULL = none */
    char *uid;               /* ... its second row */
};
/* Rows of one list form with equal titles (folded), of which not all were added in one session:
 * what came as a set, such as an agenda with its breaks, is meant so. */
enum status doubles_rows(struct workbook *wb, struct doubles *d, struct error *e);
/* Codes that two or more rows of a form have. */
enum status doubles_codes(struct workbook *wb, struct doubles *d, struct error *e);
void doubles_clear(struct doubles *d);

#endif
