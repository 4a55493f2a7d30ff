/* The computed fields of a form's rows, evaluated for many rows at once (under store/guard). */
#ifndef SUSUN_EXCHANGE_COMPUTED_H
#define SUSUN_EXCHANGE_COMPUTED_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/exchange/ahead.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

struct computed;
/* *c is the caller's (computed_free), also after a failure. */
enum status computed_open(
    struct computed **c, struct workbook *wb, const struct form *form, struct error *e);
void computed_free(struct computed *c);
/* Whether there is anything to evaluate. */
bool computed_any(const struct computed *c);
/* Evaluates every computed field of these rows. A field whose expression the guard refuses is
 * empty from there on. */
enum status computed_read(struct computed *c, const struct ahead *rows, struct error *e);
/* The value of the i-th of these rows as machine text, "" when there is none; valid until the
 * next are read. */
const char *computed_text(const struct computed *c, const struct field *field, size_t i);

#endif
