/* The themes: how each style looks, for terminals with colours and without. A theme is data
 * (one table); attributes carry the meaning alone, so that no colour is ever the only sign. The
 * three coloured themes paint their own background, so that they can be read on any terminal;
 * the fourth leaves the terminal its colours.
 *
 * NO_COLOR in the environment, and a terminal without colours, leave only the last one. */
#ifndef SUSUN_TUI_THEME_H
#define SUSUN_TUI_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/draw.h"

/* The i-th theme's name, as --theme and the settings write it; NULL past the end. The first one
 * is used when nothing was chosen. */
const char *theme_name(size_t i);
/* What people call it, translated. */
const char *theme_title(size_t i);
/* Number of a theme; false when there is none of this name (NULL is none). */
bool theme_named(const char *name, size_t *theme);

/* Begins with a theme when curses has started; draws nothing. */
void theme_start(size_t theme);
/* Another theme from now on: everything has to be drawn anew. */
void theme_choose(size_t theme);
/* The one in use, and whether another can be: not with NO_COLOR, not without colours. */
size_t theme_present(void);
bool theme_free(void);

/* The colours of a style as numbers of a palette of `colours` (8, 16 or 256); -1 = the
 * terminal's own. As before reversal: what STYLE_FOCUS shows is swapped. */
struct colours {
    short text, ground;
};
struct colours theme_colours(size_t theme, enum style style, int colours);
/* Whether a style is shown with text and ground swapped. */
bool theme_swaps(enum style style);

/* Whether a colour pair shows text and ground swapped. For dump.c alone. */
bool theme_pair_swapped(int pair);

/* Curses attributes and colour pair of a style. For draw.c alone. */
struct look {
    unsigned long attributes;
    short pair;
};
struct look theme_look(enum style style);

#endif
