/* Cells in people's words: choices by label, references by code, several values with " | ".
 * What it writes, reading gives back as the same value. */
#ifndef SUSUN_EXCHANGE_LABEL_H
#define SUSUN_EXCHANGE_LABEL_H

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* The text of a field from its machine columns. Numbers stay in machine notation. Caller frees.
 */
enum status label_text(struct workbook *wb, const struct field *field,
    const char *const parts[LIMIT_COLUMNS], char **text, struct error *e);

#endif
