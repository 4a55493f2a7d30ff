/* What a package is compared with: the mark (store/mark.h) that its changes are told since. Of
 * itself that of the package before it; asked for, any mark, or a package by its number. */
#ifndef SUSUN_EXCHANGE_SINCE_H
#define SUSUN_EXCHANGE_SINCE_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/store/mark.h"
#include "core/store/workbook.h"

struct since {
    bool found;
    struct mark mark;
    char *number; /* of a package, "73.22-02"; "" for another mark; NULL unless found */
};
void since_clear(struct since *s);

/* The package before that of this number, or the newest one when `number` is "" or is not there
 * yet. One whose mark was taken back, or that came in with a package of another workbook, is
 * none: nobody knows here what was in it. *found false when there is none. *since is the
 * caller's, also after a failure (since_clear). */
enum status since_before(
    struct workbook *wb, const char *number, struct since *since, struct error *e);
/* The one a person names: a package's number, or a mark as in mark_named. STATUS_USAGE with
 * what there is otherwise. */
enum status since_named(
    struct workbook *wb, const char *name, struct since *since, struct error *e);

#endif
