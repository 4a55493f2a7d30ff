/* What term.c needs of draw.c and nobody else. Private to tui/term. */
#ifndef SUSUN_TUI_CANVAS_H
#define SUSUN_TUI_CANVAS_H

#include <stdbool.h>

/* `unicode`: the terminal shows UTF-8. */
void canvas_start(bool ascii, bool unicode);
/* Empties the screen; the cursor goes to the lower right until draw_cursor. */
void canvas_erase(void);
/* Moves curses' cursor to where draw_cursor said. */
void canvas_place_cursor(void);

#endif
