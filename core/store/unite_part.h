/* Shared by the files of unite.h. */
#ifndef SUSUN_STORE_UNITE_PART_H
#define SUSUN_STORE_UNITE_PART_H

#include <stdbool.h>

#include "core/store/record.h"
#include "core/store/unite.h"

/* unite_refs.c: what points to the row `from` of a form points to `to` from now on, in every
 * living row but `from` itself; *count grows by the cells. A row that would point to itself
 * points nowhere. */
enum status unite_repoint(struct workbook *wb, const struct form *form, const char *from,
    const char *to, size_t *count, struct error *e);
/* unite_refs.c: `from` in a stored cell of the field becomes `to` (NULL: is taken out);
 * *changed says whether it was there. */
enum status unite_substitute(const struct field *field, struct value *value,
    const struct form *form, const char *from, const char *to, bool *changed, struct error *e);
/* unite_follow.c: what leads to a row that became another since leads to that one; in a stored
 * cell of a field, and in a row that came back, inside of an open action. */
enum status unite_follow(struct workbook *wb, const struct field *field, struct value *value,
    bool *changed, struct error *e);
enum status unite_follow_row(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e);
/* unite_keyed.c: cells found by the row `from` are found by `to`. */
enum status unite_keyed(struct workbook *wb, const struct form *form, const char *from,
    const char *to, struct unite_result *result, struct error *e);
/* unite.c: puts a cell where none is; lists that unite come together. *done says whether it is
 * there now. */
enum status unite_fill(struct workbook *wb, const struct field *field, const char *uid,
    const struct cell *cell, bool *done, struct error *e);

#endif
