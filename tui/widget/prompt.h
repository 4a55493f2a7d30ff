/* A box to type one line into, on screens that ask a few things outside any workbook. */
#ifndef SUSUN_TUI_WIDGET_PROMPT_H
#define SUSUN_TUI_WIDGET_PROMPT_H

#include <stdbool.h>

#include "tui/edit/line.h"
#include "tui/term/draw.h"
#include "tui/term/press.h"

/* Typing, pasting, erasing, moving and clicking inside the line. True when the key was one of
 * these; *changed (may be NULL) whether the text is another now. A text that would be too long
 * is left out. */
bool prompt_key(struct edit_line *line, const struct press *press, bool *changed);

/* "[text      ]" from column x, `width` cells with the brackets. The focused one takes the
 * cursor; a click has the line as its owner. */
void prompt_draw(
    const struct area *a, int y, int x, int width, struct edit_line *line, bool focused);

#endif
