/* Putting styled text on the one terminal. A screen or widget draws into an area with
 * coordinates that count from the area's upper left corner; nothing ever lands outside the
 * area. This header knows nothing of curses, so widgets can be read and tested without it.
 *
 * Everything is drawn anew before each refresh (the app erases first); the terminal then gets
 * the differences only. Text is cut between grapheme clusters, and each cluster is put at its
 * own column, so wide or combining text never shifts what stands right of it. */
#ifndef SUSUN_TUI_DRAW_H
#define SUSUN_TUI_DRAW_H

#include <stdbool.h>

/* A rectangle of the terminal, in its own rows and columns. */
struct area {
    int y, x, height, width;
};

/* What a text is, not how it looks: the theme decides (term/theme.c), and never by colour
 * alone. */
enum style {
    STYLE_TEXT,     /* running text */
    STYLE_TITLE,    /* name of the screen, record or step */
    STYLE_LABEL,    /* label of a field, heading of a column */
    STYLE_VALUE,    /* what a field holds */
    STYLE_FOCUS,    /* the thing the cursor stands on, not being typed in */
    STYLE_EDIT,     /* the box being typed in */
    STYLE_HINT,     /* what may be written, what a key does */
    STYLE_MESSAGE,  /* what just happened */
    STYLE_MARK,     /* needs a look: unread text, [!] */
    STYLE_GOOD,     /* done, [x] */
    STYLE_DIM,      /* of less weight: empty, not to be asked now */
    STYLE_RULE,     /* lines between things */
    STYLE_SELECTED, /* the chosen line of a list that has not the focus */
    STYLE_BAR_KEY,  /* bottom line: the key */
    STYLE_BAR_TEXT, /* bottom line: what it does */
    STYLE_COUNT
};

/* Signs by what they mean; each has an ASCII form for --ascii. All are one cell wide. */
enum glyph {
    GLYPH_RULE,     /* ─ - */
    GLYPH_VRULE,    /* │ | */
    GLYPH_TEE_DOWN, /* ┬ + : a vrule begins below a rule */
    GLYPH_TEE_UP,   /* ┴ + : a vrule ends above a rule */
    GLYPH_CROSS,    /* ┼ + */
    GLYPH_POINTER,  /* > > : before the focused line */
    GLYPH_FOLDED,   /* + + */
    GLYPH_UNFOLDED, /* - - */
    GLYPH_MORE,     /* … ~ : cut off */
    GLYPH_UP,       /* ↑ ^ : more above */
    GLYPH_DOWN,     /* ↓ v : more below */
    GLYPH_DASH,     /* – - */
    GLYPH_COUNT
};

/* Whether only ASCII may be drawn (--ascii, or a terminal without UTF-8). Pass it to text_cut.
 */
bool draw_ascii(void);

/* A sign as text, for building strings; static. */
const char *draw_glyph(enum glyph glyph);

/* Text from column x to the area's right edge; cut with "…" when longer. LF and TAB are drawn
 * as a blank, other control characters as U+FFFD. Returns the cells used. NULL draws nothing.
 */
int draw_text(const struct area *a, int y, int x, enum style style, const char *text);

/* The same in at most `width` cells. */
int draw_text_in(
    const struct area *a, int y, int x, int width, enum style style, const char *text);

/* The same, right-aligned: the last cell is column x + width - 1. */
int draw_text_right(
    const struct area *a, int y, int x, int width, enum style style, const char *text);

/* A text of exactly `width` cells: blanks after it carry the style too (focus bars, edit
 * boxes). */
void draw_box(
    const struct area *a, int y, int x, int width, enum style style, const char *text);

/* Wrapped text in `most` rows at most from row y, `width` cells wide; the last row ends in "…"
 * when something is left. Returns the rows used. */
int draw_wrapped(const struct area *a, int y, int x, int width, int most, enum style style,
    const char *text);

/* Blanks in a style over a part of the area. */
void draw_fill(const struct area *a, int y, int x, int height, int width, enum style style);

/* One sign. */
void draw_sign(const struct area *a, int y, int x, enum style style, enum glyph glyph);

/* A horizontal rule over `width` cells, a vertical one over `height` cells. */
void draw_rule(const struct area *a, int y, int x, int width);
void draw_vrule(const struct area *a, int y, int x, int height);

/* Where the hardware cursor is to stand after this drawing: on the focused thing (screen
 * readers follow it). The last call before the refresh counts; without one it stands at the
 * lower right. */
void draw_cursor(const struct area *a, int y, int x);

/* The part of an area that begins at row y, column x; clipped to the area. */
struct area area_part(const struct area *a, int y, int x, int height, int width);

#endif
