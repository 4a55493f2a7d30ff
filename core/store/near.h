/* Rows whose field says nearly the same (base/alike.h): for checks, and for a method's SQL as
 * the table near(form, field, limit). */
#ifndef SUSUN_STORE_NEAR_H
#define SUSUN_STORE_NEAR_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

/* The rows of a form that hang together: the first that is like one before it, in the form's
 * order, and that one. */
struct near {
    char *uid, *other;
    char *text; /* of the first */
    double alike;
    size_t count; /* all that hang together */
};
#define NEAR_LEAST 0.6 /* a lower limit would find what is not alike at all */
/* Groups of a text field (not computed) whose texts have at least `letters` letters, in the
 * form's order; `limit` from NEAR_LEAST to 1. Under the guard its work counts. *list is the
 * caller's (near_free). */
enum status near_groups(struct workbook *wb, const struct field *field, size_t letters,
    double limit, struct near **list, size_t *count, struct error *e);
void near_free(struct near *list, size_t count);

#endif
