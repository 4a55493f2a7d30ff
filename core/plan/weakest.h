/* Which dimension is furthest behind: over all list forms with a field of role dimension (of
 * one and the same list of choices), how many rows of a dimension are complete. A row is
 * complete when each of its core fields (pokok) that is always asked (no `relevant`, not
 * computed) holds a value. The weakest dimension has the smallest share of complete rows; among
 * equals the one with the fewest rows, then the first of the list. A dimension without any row
 * is the weakest there can be. */
#ifndef SUSUN_PLAN_WEAKEST_H
#define SUSUN_PLAN_WEAKEST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* The counts, taken form by form so that a large workbook holds nothing up. */
struct weakest;

/* NULL without memory. Counts nothing yet. */
struct weakest *weakest_new(struct workbook *wb);
void weakest_free(struct weakest *w);
/* Counts the next form that changed since (one query); *counted false when all are known. */
enum status weakest_step(struct weakest *w, bool *counted, struct error *e);
/* The weakest as far as was counted, with its complete and all its rows; NULL while no row is
 * known in any dimension, and for a method without dimensions. */
const struct choice *weakest_dimension(const struct weakest *w, size_t *complete, size_t *all);

#endif
