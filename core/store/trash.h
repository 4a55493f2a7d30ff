/* What was deleted and can come back. */
#ifndef SUSUN_STORE_TRASH_H
#define SUSUN_STORE_TRASH_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

struct trashed {
    const struct form *form;
    char *uid, *code, *title; /* as they were */
    char *author;             /* who deleted it, "" unknown */
    int64_t at;               /* when, ms UTC */
};
/* Deleted records (existence 0, not undone creations), newest first; the caller's (trash_free).
 */
enum status trash_list(
    struct workbook *wb, struct trashed **list, size_t *count, struct error *e);
void trash_free(struct trashed *list, size_t count);

#endif
