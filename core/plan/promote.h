/* Rows that become rows of another form: an idea that turns into a programme takes its words
 * along and stays linked to it (promote.csv). */
#ifndef SUSUN_PLAN_PROMOTE_H
#define SUSUN_PLAN_PROMOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* The i-th way a row of the form can go; NULL past the end. */
const struct promotion *promotion_at(
    const struct method *method, const struct form *from, size_t i);
/* The one that a value of a field asks for; NULL when it asks for none. */
const struct promotion *promotion_asked(
    const struct method *method, const struct field *field, const struct value *value);

/* The living row that came of `uid`; NULL when there is none. The caller's. */
enum status promotion_made(struct workbook *wb, const struct promotion *p, const char *uid,
    char **made, struct error *e);
/* Makes it, unless it is there already (*fresh is whether it was made): a new row with the
 * fields carried over and the link, and the choice that asks for it is set. Inside an open
 * action. `made` receives its id. */
enum status promotion_make(struct workbook *wb, const struct promotion *p, const char *uid,
    char made[64], bool *fresh, struct error *e);

#endif
