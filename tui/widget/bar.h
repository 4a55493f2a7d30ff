/* The bottom line: the keys of the present mode, from the table of actions. */
#ifndef SUSUN_TUI_WIDGET_BAR_H
#define SUSUN_TUI_WIDGET_BAR_H

#include <stdbool.h>

#include "tui/action.h"
#include "tui/term/draw.h"

/* Draws into the first row of the area what `can` says yes to, in the table's order. Where
 * there is room, every action keeps its own place, so that nothing moves when one comes or
 * goes; otherwise they move together and what does not fit is left out, but never Menu, which
 * shows everything, and the way back: these two stand at the right end. */
void bar_draw(const struct area *area, bool fkeys, bool (*can)(void *context, enum act act),
    void *context);

#endif
