/* What the dialect for Excel does to single cells, and takes back: the apostrophe that keeps a
 * text from being run as a formula, and the decimal comma (DESIGN.md 6). */
#ifndef SUSUN_EXCHANGE_EXCEL_H
#define SUSUN_EXCHANGE_EXCEL_H

#include <stdbool.h>

#include "core/method/type.h"

/* A copy with one more apostrophe if it matches ^'*[=+@\t\r\n-], else as it is. Caller frees;
 * NULL without memory. */
char *excel_guard(const char *text);
/* Where the text without the apostrophe of excel_guard begins: text or text + 1. */
const char *excel_unguard(const char *text);
/* Digits with a decimal comma for a machine number. Caller frees; NULL without memory. */
char *excel_number(const char *machine);
/* Exactly what excel_number writes ("-1500", "65,5") as value of a field of that type; false
 * when the field is no number or the text something else, or, with a sentence in `why`, without
 * memory. */
bool excel_read_number(
    const struct field *field, const char *text, struct value *value, struct error *why);

#endif
