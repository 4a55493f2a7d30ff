/* Undo and redo over restarts: the newest living action of this laptop is taken back by a new
 * action (DESIGN.md 3 "Undo"). Cells somebody changed since keep their value and are counted.
 * It stops at a mark (mark.h): what one holds stays, until the mark itself is taken back. */
#ifndef SUSUN_STORE_UNDO_H
#define SUSUN_STORE_UNDO_H

#include "core/base/error.h"
#include "core/store/action.h"

/* A cell, by names. */
struct undo_cell {
    char *form, *uid, *field;
};
/* What undo or redo did. Texts are the caller's: undo_result_clear. */
struct undo_result {
    bool done;             /* false: there is nothing to undo or redo */
    enum action_kind kind; /* of the action that was taken back or done again */
    /* The first cell it touched, to put the cursor on (field "" = the row itself, which may be
     * gone now); NULL when none. */
    char *form, *uid, *field;
    struct undo_cell staying; /* the first cell of a row that was there before and after; NULLs
                                 when none: for the cursor, when the first cell's row is gone */
    size_t cells;             /* cells changed */
    size_t kept;              /* cells somebody changed since, left as they are */
    char *kept_cell;          /* "CODE label" of the first of them, or NULL */
    char *mark;               /* not done because this mark holds what comes next, or NULL */
};
enum status undo_last(struct workbook *wb, struct undo_result *result, struct error *e);
enum status redo_last(struct workbook *wb, struct undo_result *result, struct error *e);
void undo_result_clear(struct undo_result *result);

#endif
