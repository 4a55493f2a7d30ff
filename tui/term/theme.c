#include "tui/term/theme.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"

/* Colours by what they are for. */
enum shade {
    OWN = 0, /* of the theme's text or ground */
    BLACK,
    INK, /* running text on white: not the first of the palette, which bold makes grey */
    WHITE,
    GREY,   /* running text on black */
    DARKER, /* of less weight on black */
    FAINT,  /* lines on black */
    CYAN,
    YELLOW,
    RED,
    GREEN,
    LIGHTER,   /* of less weight on white */
    PALE,      /* lines on white */
    DARK_BLUE, /* these four on white */
    DARK_RED,
    DARK_GREEN,
    PURPLE,
    DEEP_RED, /* a ground for white text */
    SHADE_COUNT
};

/* Their numbers where there are 8, 16 and 256 colours. The first 16 look different on every
 * terminal, so only pairs that can be read on all of them are used; what eight colours have not
 * is left to the attribute and the sign. */
static const struct {
    short eight, sixteen, many;
} shades[SHADE_COUNT] = {
    [OWN] = {-1, -1, -1},
    [BLACK] = {0, 0, 0},
    [INK] = {0, 0, 16},
    [WHITE] = {7, 15, 15},
    [GREY] = {7, 7, 7},
    [DARKER] = {7, 7, 247},
    [FAINT] = {7, 8, 243},
    [CYAN] = {6, 6, 6},
    [YELLOW] = {7, 11, 11},
    [RED] = {7, 9, 203},
    [GREEN] = {2, 10, 10},
    [LIGHTER] = {0, 0, 239},
    [PALE] = {0, 8, 243},
    [DARK_BLUE] = {4, 4, 18},
    [DARK_RED] = {0, 1, 124},
    [DARK_GREEN] = {0, 0, 22},
    [PURPLE] = {4, 4, 54},
    [DEEP_RED] = {0, 1, 88},
};

/* How a style differs from running text without any colour. */
static const attr_t attributes[STYLE_COUNT] = {
    [STYLE_TEXT] = A_NORMAL,
    [STYLE_TITLE] = A_BOLD,
    [STYLE_LABEL] = A_NORMAL,
    [STYLE_VALUE] = A_NORMAL,
    [STYLE_FOCUS] = A_REVERSE,
    [STYLE_EDIT] = A_REVERSE,
    [STYLE_HINT] = A_NORMAL,
    [STYLE_MESSAGE] = A_BOLD,
    [STYLE_MARK] = A_BOLD,
    [STYLE_GOOD] = A_NORMAL,
    [STYLE_DIM] = A_DIM,
    [STYLE_RULE] = A_NORMAL,
    [STYLE_SELECTED] = A_BOLD,
    [STYLE_BAR_KEY] = A_BOLD,
    [STYLE_BAR_TEXT] = A_REVERSE,
};

/* The themes. Text and ground of each style stand as before reversal. */
static const struct theme {
    const char *name, *title;
    bool coloured;
    bool light; /* where bold means bright, bold text cannot be read on its ground */
    enum shade text, ground;
    struct {
        enum shade text, ground;
    } styles[STYLE_COUNT];
} themes[] = {
    {"gelap", N_("dark"), true, false, GREY, BLACK,
        {
            [STYLE_TITLE] = {WHITE, OWN},
            [STYLE_LABEL] = {CYAN, OWN},
            [STYLE_FOCUS] = {CYAN, OWN},
            [STYLE_EDIT] = {WHITE, OWN},
            [STYLE_MESSAGE] = {YELLOW, OWN},
            [STYLE_MARK] = {RED, OWN},
            [STYLE_GOOD] = {GREEN, OWN},
            [STYLE_DIM] = {DARKER, OWN},
            [STYLE_RULE] = {FAINT, OWN},
            [STYLE_SELECTED] = {CYAN, OWN},
            [STYLE_BAR_KEY] = {WHITE, OWN},
        }},
    {"terang", N_("light"), true, true, INK, WHITE,
        {
            [STYLE_TITLE] = {DARK_BLUE, OWN},
            [STYLE_LABEL] = {DARK_BLUE, OWN},
            [STYLE_FOCUS] = {DARK_BLUE, OWN},
            [STYLE_MESSAGE] = {PURPLE, OWN},
            [STYLE_MARK] = {DARK_RED, OWN},
            [STYLE_GOOD] = {DARK_GREEN, OWN},
            [STYLE_DIM] = {LIGHTER, OWN},
            [STYLE_RULE] = {PALE, OWN},
            [STYLE_SELECTED] = {DARK_BLUE, OWN},
        }},
    {"kontras", N_("high contrast"), true, false, WHITE, BLACK,
        {
            [STYLE_FOCUS] = {YELLOW, OWN},
            [STYLE_MESSAGE] = {YELLOW, OWN},
            [STYLE_MARK] = {WHITE, DEEP_RED},
            [STYLE_GOOD] = {GREEN, OWN},
            [STYLE_SELECTED] = {YELLOW, OWN},
        }},
    {"mono", N_("without colours"), false, false, OWN, OWN, {{OWN, OWN}}},
};
#define THEMES (sizeof themes / sizeof themes[0])

/* The one terminal's theme. */
static struct {
    bool coloured; /* it has colours, and nobody forbids them */
    size_t theme;
    struct look looks[STYLE_COUNT];
} present;

const char *theme_name(size_t i)
{
    return i < THEMES ? themes[i].name : NULL;
}

const char *theme_title(size_t i)
{
    return _(themes[i].title);
}

bool theme_named(const char *name, size_t *theme)
{
    for (size_t i = 0; name != NULL && i < THEMES; i++) {
        if (strcmp(themes[i].name, name) == 0) {
            *theme = i;
            return true;
        }
    }
    return false;
}

/* A shade in a palette of so many colours. */
static short number_of(enum shade shade, int colours)
{
    return colours >= 256  ? shades[shade].many
           : colours >= 16 ? shades[shade].sixteen
                           : shades[shade].eight;
}

struct colours theme_colours(size_t theme, enum style style, int colours)
{
    const struct theme *t = &themes[theme];
    enum shade text = t->styles[style].text, ground = t->styles[style].ground;

    return (struct colours){number_of(text != OWN ? text : t->text, colours),
        number_of(ground != OWN ? ground : t->ground, colours)};
}

bool theme_swaps(enum style style)
{
    return (attributes[style] & A_REVERSE) != 0;
}

/* The look of every style in the present theme. */
static void make_looks(void)
{
    const struct theme *t = &themes[present.theme];
    bool coloured = present.coloured && t->coloured;
    struct colours usual = theme_colours(present.theme, STYLE_TEXT, COLORS);

    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look *look = &present.looks[i];
        *look = (struct look){attributes[i], 0};
        if (!coloured)
            continue;
        look->attributes &= ~A_DIM; /* dimmed colours cannot be read; there is a shade */
        if (t->light && COLORS < 256)
            look->attributes &= ~A_BOLD;
        struct colours c = theme_colours(present.theme, (enum style)i, COLORS);
        /* Swapping the pair takes half the bytes of reversing it; but where there are few
         * colours, a bright ground may blink. */
        bool swapped = theme_swaps((enum style)i) && (c.text < 8 || COLORS >= 256);
        if (swapped)
            look->attributes &= ~A_REVERSE;
        if (!swapped && c.text == usual.text && c.ground == usual.ground)
            continue; /* as the screen is anyway: nothing to send */
        init_pair((short)(i + 1), swapped ? c.ground : c.text, swapped ? c.text : c.ground);
        look->pair = (short)(i + 1);
    }
}

void theme_choose(size_t theme)
{
    present.theme = present.coloured ? theme : THEMES - 1;
    if (present.coloured) {
        struct colours usual = theme_colours(present.theme, STYLE_TEXT, COLORS);
        assume_default_colors(usual.text, usual.ground);
    }
    make_looks();
}

void theme_start(size_t theme)
{
    const char *without = getenv("NO_COLOR");

    present.coloured = (without == NULL || without[0] == '\0') && has_colors() &&
                       start_color() == OK && use_default_colors() == OK && COLORS >= 8 &&
                       COLOR_PAIRS > STYLE_COUNT;
    theme_choose(theme);
}

size_t theme_present(void)
{
    return present.theme;
}

bool theme_free(void)
{
    return present.coloured;
}

struct look theme_look(enum style style)
{
    return present.looks[style];
}
