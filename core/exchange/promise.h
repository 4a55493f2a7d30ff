/* What a draft keeps: a package promises no more than that of its tables, so that a strict
 * reader takes every package (DESIGN.md 6). A row that was referred to may lie in the trash, a
 * choice may be of a method nobody has any more: then there is a finding, and no promise. */
#ifndef SUSUN_EXCHANGE_PROMISE_H
#define SUSUN_EXCHANGE_PROMISE_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Whether every reference of a field with one target (ref, ref_multiple) leads to a living row.
 */
enum status promise_reference(
    struct workbook *wb, const struct field *field, bool *kept, struct error *e);
/* Whether every value of a select_one is in the list. */
enum status promise_choices(
    struct workbook *wb, const struct field *field, bool *kept, struct error *e);

#endif
