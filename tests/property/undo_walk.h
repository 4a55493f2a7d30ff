/* A laptop on which people change a workbook by chance, take back and do again; what the
 * workbook shows after each step is kept, so that going back and forth can be compared. */
#ifndef TESTS_PROPERTY_UNDO_WALK_H
#define TESTS_PROPERTY_UNDO_WALK_H

#include "core/store/workbook.h"
#include "tests/property/chance.h"

struct walk {
    struct chance chance;
    const char *path;
    struct workbook *wb;
    size_t rest;  /* closed and opened again before one step in `rest`; 1 = before every step */
    char **shown; /* [top + 1]: what the workbook shows with 0, 1, 2 ... actions done */
    size_t at, top; /* how many are done now, and how many redo can bring back */
    char *journal;  /* its rows as last seen */
    size_t changed, undone, redone, reopened;
};

/* Starts on a new workbook at `path`, which stays the caller's. */
void walk_begin(struct walk *w, const char *path, uint64_t seed, size_t rest);
void walk_end(struct walk *w);

/* What the workbook shows: its form tables and the texts it could not read; caller frees. */
char *walk_shown(struct workbook *wb);
/* One change of any kind at any place. */
void walk_change(struct walk *w);
/* Undo or redo, if there is something to take back or do again; answers whether there was.
 * Fails the test when the workbook then shows something else than it did before. */
bool walk_undo(struct walk *w);
bool walk_redo(struct walk *w);

#endif
