/* How each style looks, for terminals with colours and without. Private to tui/term. */
#ifndef SUSUN_TUI_THEME_H
#define SUSUN_TUI_THEME_H

#include "tui/term/draw.h"

/* Chooses by what the terminal can and NO_COLOR says; call once after curses has started. */
void theme_start(void);

/* Curses attributes and colour pair of a style. */
struct look {
    unsigned long attributes;
    short pair;
};
struct look theme_look(enum style style);

#endif
