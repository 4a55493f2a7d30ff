/* "What has changed since ...": for each row what it was at a mark and what it is now. What was
 * changed and changed back is not told; nor are the order of rows and the marks themselves. */
#ifndef SUSUN_STORE_CHANGES_H
#define SUSUN_STORE_CHANGES_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/store/mark.h"
#include "core/store/record.h"

enum row_change { ROW_NEW, ROW_CHANGED, ROW_DELETED };

/* The edit that made a cell what it is now. */
struct changed_by {
    int64_t at; /* the laptop's own time, ms UTC */
    char session[37];
    int64_t seq;
};
/* A cell; of a new row `before` is empty. */
struct changed_cell {
    const struct field *field; /* NULL: the code */
    struct cell before, now;
    struct changed_by last;
};
/* A row. A keyed row is always ROW_CHANGED: it comes and goes with its cells. */
struct changed_row {
    const struct form *form;
    char *uid;
    enum row_change what;
    struct changed_cell *cells; /* in the order of the fields; none of a deleted row */
    size_t count;
    struct changed_by last; /* of a new or deleted row: what made it come or go */
};
/* Gives each row, form by form, row by row in their order, deleted ones last; a status other
 * than OK stops, and is returned. One row is in memory at a time; `take` may take its texts and
 * cells over by emptying it. `mark` NULL: since the beginning. Reads what was written since the
 * mark, not what was before. Nothing may be written meanwhile, and nothing else be compared. */
typedef enum status changed_fn(void *context, struct changed_row *row, struct error *e);
enum status changes_each(struct workbook *wb, const struct mark *mark, changed_fn *take,
    void *context, struct error *e);
/* The same as a list, the caller's (changes_free). */
enum status changes_since(struct workbook *wb, const struct mark *mark,
    struct changed_row **rows, size_t *count, struct error *e);
void changes_free(struct changed_row *rows, size_t count);
/* "added", "changed", "deleted", translated. */
const char *row_change_name(enum row_change what);

#endif
