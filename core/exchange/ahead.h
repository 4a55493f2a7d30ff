/* A form's rows in the form's order, some hundred at a time: what has to be asked of
 * many rows at once is asked of these, and the memory it takes does not grow with the form. */
#ifndef SUSUN_EXCHANGE_AHEAD_H
#define SUSUN_EXCHANGE_AHEAD_H

#include <stddef.h>
#include <stdint.h>

#include "core/store/workbook.h"

struct ahead;
/* *a is the caller's (ahead_free), also after a failure; one at a time of a form. */
enum status ahead_open(
    struct ahead **a, struct workbook *wb, const struct form *form, struct error *e);
void ahead_free(struct ahead *a);
/* Reads the next ids; none behind the last row. */
enum status ahead_read(struct ahead *a, struct error *e);
/* What was read: how many, their ids, their row numbers in the form's table, and the latter as
 * a JSON array. Valid until the next. */
size_t ahead_count(const struct ahead *a);
const char *const *ahead_ids(const struct ahead *a);
const int64_t *ahead_numbers(const struct ahead *a);
const char *ahead_json(const struct ahead *a);

#endif
