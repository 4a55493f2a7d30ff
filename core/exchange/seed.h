/* The common rows a method offers for a list that has hardly begun (seed/FORM.csv among the
 * files of the workbook's own method): 38 offices, nine laws, to be pruned and renamed. */
#ifndef SUSUN_EXCHANGE_SEED_H
#define SUSUN_EXCHANGE_SEED_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* A list with so many rows is offered none: fewer may have come from a picker of another form.
 */
#define SEED_FEW 5

/* How many rows the method offers for the form that the list does not have yet, by code, name
 * and title; 0 = none. A list of SEED_FEW rows is not compared. */
enum status seed_count(
    struct workbook *wb, const struct form *form, size_t *rows, struct error *e);
/* Takes them in as one action: the rows with their defaults, except those whose code, name or
 * title the list has, and before them those of the lists they refer to where these are still
 * empty. STATUS_USAGE with a sentence when the list has SEED_FEW rows or the method
 * offers none. *rows = rows of the form itself that came. */
enum status seed_take(
    struct workbook *wb, const struct form *form, size_t *rows, struct error *e);

#endif
