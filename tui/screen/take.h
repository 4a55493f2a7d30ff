/* Taking a workbook along: copied into the folder for workbooks, and the copy opened. Where a file of
 * that name lies already, the person is asked which one is meant: never two truths by accident. */
#ifndef SUSUN_TUI_SCREEN_TAKE_H
#define SUSUN_TUI_SCREEN_TAKE_H

#include <stdbool.h>

#include "tui/app.h"
#include "tui/term/draw.h"

/* Start with {0}; take_clear. While `from` is not NULL, a question is open. */
struct take {
    char *from;  /* what is to be copied */
    char *there; /* the file of that name in the folder */
    char *other; /* where a second copy would lie */
    bool again;  /* the second answer is marked */
};

/* Copies and opens, or asks. Tells trouble by app_trouble. */
void take_begin(struct take *t, struct app *app, const char *from);
/* A key for the open question; Esc is take_clear. */
void take_key(struct take *t, struct app *app, const struct press *press);
void take_draw(const struct take *t, const struct area *area);
void take_clear(struct take *t);

#endif
