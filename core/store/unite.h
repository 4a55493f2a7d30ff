/* Satukan baris: two rows that mean the same become one (FIELD.md 1, change 8). What the
 * survivor lacks comes from the other, whatever pointed to the other points to it, and the
 * other goes to the trash. One action, so one undo brings everything back. */
#ifndef SUSUN_STORE_UNITE_H
#define SUSUN_STORE_UNITE_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

/* A cell of a keyed form in which both rows had a value: the survivor's stays. */
struct unite_kept {
    const struct form *form;
    char *uid; /* of the survivor's row */
    const struct field *field;
    char *text; /* what the other had, as it was shown */
};
struct unite_result {
    size_t filled;     /* cells of the survivor that came from the other */
    size_t references; /* cells of other rows that point to the survivor now */
    size_t moved;      /* cells of keyed forms that stand under the survivor now */
    size_t kept_count;
    struct unite_kept *kept;
};
/* Both are living rows of a list form, and two. Fields for which the method says that they
 * unite get what both hold, and so do other spellings; the code of the one that goes becomes
 * the survivor's old code if it has none, and a field of role successor tells where it went.
 * STATUS_USAGE, STATUS_MISSING with a sentence. The result is the caller's: unite_result_clear,
 * also after a failure. */
enum status unite_rows(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct unite_result *result, struct error *e);
/* The living row that one which is not there became by uniting, over as many steps as it takes;
 * *survivor NULL when it is there, or went otherwise. Caller frees. */
enum status unite_survivor(struct workbook *wb, const struct form *form, const char *uid,
    char **survivor, struct error *e);
/* The same of a row that had a code which no living row has, be it as its former one. */
enum status unite_survivor_of_code(struct workbook *wb, const struct form *form,
    const char *code, char **survivor, struct error *e);
void unite_result_clear(struct unite_result *result);

#endif
