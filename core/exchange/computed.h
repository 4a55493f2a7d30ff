/* The computed fields of a form's rows, evaluated for a whole table at once (under
 * store/guard). */
#ifndef SUSUN_EXCHANGE_COMPUTED_H
#define SUSUN_EXCHANGE_COMPUTED_H

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

struct computed;
/* Evaluates every computed field of the form. *c is the caller's (computed_free). A field whose
 * expression the guard refuses is empty in every row. */
enum status computed_read(
    struct computed **c, struct workbook *wb, const struct form *form, struct error *e);
void computed_free(struct computed *c);
/* The value of a row as machine text, "" when there is none; valid until computed_free. */
const char *computed_text(const struct computed *c, const struct field *field, const char *uid);

#endif
