/* Code and title of the records that references lead to; some thousand of them are remembered.
 */
#ifndef SUSUN_EXCHANGE_REFER_H
#define SUSUN_EXCHANGE_REFER_H

#include "core/base/error.h"
#include "core/store/workbook.h"

struct refer;
/* NULL without memory. */
struct refer *refer_new(struct workbook *wb);
void refer_free(struct refer *r);

/* Both "" when the record does not live. Valid until the next call. */
enum status refer_record(struct refer *r, const struct form *form, const char *uid,
    const char **code, const char **title, struct error *e);
/* The same for a reference that may lead to one of several forms: the first where the record
 * lives. */
enum status refer_field(struct refer *r, const struct field *field, const char *uid,
    const char **code, const char **title, struct error *e);

#endif
