#include "tui/term/theme.h"

#include <curses.h>
#include <stdlib.h>

/* Attributes carry the meaning alone; a colour is only added where the terminal has it, upon
 * the terminal's own background, so that light and dark ones both work. -1 = the terminal's
 * own. */
static const struct {
    attr_t attributes;
    short colour;
} styles[STYLE_COUNT] = {
    [STYLE_TEXT] = {A_NORMAL, -1},
    [STYLE_TITLE] = {A_BOLD, -1},
    [STYLE_LABEL] = {A_NORMAL, -1},
    [STYLE_VALUE] = {A_NORMAL, -1},
    [STYLE_FOCUS] = {A_REVERSE, -1},
    [STYLE_EDIT] = {A_REVERSE, -1},
    [STYLE_HINT] = {A_NORMAL, -1},
    [STYLE_MESSAGE] = {A_BOLD, -1},
    [STYLE_MARK] = {A_BOLD, COLOR_RED},
    [STYLE_GOOD] = {A_NORMAL, COLOR_GREEN},
    [STYLE_DIM] = {A_DIM, -1},
    [STYLE_RULE] = {A_NORMAL, COLOR_BLUE},
    [STYLE_SELECTED] = {A_BOLD, -1},
    [STYLE_BAR_KEY] = {A_BOLD, -1},
    [STYLE_BAR_TEXT] = {A_REVERSE, -1},
};

static bool colours;

void theme_start(void)
{
    const char *without = getenv("NO_COLOR");

    colours = (without == NULL || without[0] == '\0') && has_colors() && start_color() == OK &&
              use_default_colors() == OK && COLORS >= 8;
    if (!colours)
        return;
    for (short i = 0; i < STYLE_COUNT; i++) {
        if (styles[i].colour >= 0)
            init_pair((short)(i + 1), styles[i].colour, -1);
    }
}

struct look theme_look(enum style style)
{
    struct look look = {styles[style].attributes, 0};

    if (colours && styles[style].colour >= 0)
        look.pair = (short)(style + 1);
    return look;
}
