/* Position and scrolling in a list of any length: nothing else. The owner draws the lines from
 * `top` on and knows what they are. */
#ifndef SUSUN_TUI_WIDGET_LIST_H
#define SUSUN_TUI_WIDGET_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/press.h"

struct list {
    size_t count;  /* lines there are */
    size_t at;     /* the chosen one; 0 when empty */
    size_t top;    /* the first one shown */
    size_t height; /* lines shown at the last list_fit; 1 before */
};

/* Takes a new number of lines; the choice stays inside. */
void list_count(struct list *list, size_t count);
/* Chooses a line (clipped). */
void list_go(struct list *list, size_t at);
/* Up, Down, PgUp, PgDn, Home, End, Ctrl-Home, Ctrl-End; the wheel; and a click on a line that
 * was drawn with draw_hit(..., list, line). False when the key is none of these. At the ends it
 * stays and still answers true. */
bool list_key(struct list *list, const struct press *press);
/* Called while drawing: with `height` lines of room, moves `top` so that the choice is visible
 * and no room is wasted. */
void list_fit(struct list *list, int height);

#endif
