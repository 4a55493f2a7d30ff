#include "tui/term/draw.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/base/text.h"
#include "tui/term/canvas.h"
#include "tui/term/theme.h"

/* Signs in Unicode and in ASCII. */
static const char *const glyphs[GLYPH_COUNT][2] = {
    [GLYPH_RULE] = {"\u2500", "-"},
    [GLYPH_VRULE] = {"\u2502", "|"},
    [GLYPH_TEE_DOWN] = {"\u252c", "+"},
    [GLYPH_TEE_UP] = {"\u2534", "+"},
    [GLYPH_CROSS] = {"\u253c", "+"},
    [GLYPH_POINTER] = {">", ">"},
    [GLYPH_FOLDED] = {"+", "+"},
    [GLYPH_UNFOLDED] = {"-", "-"},
    [GLYPH_MORE] = {"\u2026", "~"},
    [GLYPH_UP] = {"\u2191", "^"},
    [GLYPH_DOWN] = {"\u2193", "v"},
    [GLYPH_DASH] = {"\u2013", "-"},
};

/* The one terminal's drawing. */
static struct {
    bool ascii;   /* signs in ASCII */
    bool unicode; /* letters beyond ASCII can be shown */
    int cursor_y, cursor_x;
} canvas;

void canvas_start(bool ascii, bool unicode)
{
    canvas.ascii = ascii || !unicode;
    canvas.unicode = unicode;
}

void canvas_erase(void)
{
    erase();
    canvas.cursor_y = LINES - 1;
    canvas.cursor_x = COLS - 1;
}

void canvas_place_cursor(void)
{
    move(canvas.cursor_y, canvas.cursor_x);
}

bool draw_ascii(void)
{
    return canvas.ascii;
}

const char *draw_glyph(enum glyph glyph)
{
    return glyphs[glyph][canvas.ascii ? 1 : 0];
}

/* Most characters of a cluster that are looked at: a base and what combines with it. */
#define CLUSTER_MOST 16

/* Characters that only tell how others are joined, shown or ordered. Terminals do not agree
 * what they do with what stands beside them, so none is sent. */
static bool is_joiner(wchar_t c)
{
    return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

/* Puts a base character with its marks into one place. */
static void put(int y, int x, const wchar_t *characters, size_t count, struct look look)
{
    wchar_t few[CCHARW_MAX + 1] = {0};
    cchar_t cell;

    for (size_t i = 0, used = 0; i < count && used < CCHARW_MAX; i++) {
        if (!is_joiner(characters[i]))
            few[used++] = characters[i];
    }
    if (setcchar(&cell, few, (attr_t)look.attributes, look.pair, NULL) == OK)
        mvadd_wch(y, x, &cell);
}

/* Signs of print that sentences and people write, where only ASCII may be drawn. */
static const struct {
    const char *sign;
    char stands;
} plain[] = {{"\u201c", '"'}, {"\u201d", '"'}, {"\u201e", '"'}, {"\u00ab", '"'},
    {"\u00bb", '"'}, {"\u2018", '\''}, {"\u2019", '\''}, {"\u2039", '<'}, {"\u203a", '>'},
    {"\u2010", '-'}, {"\u2011", '-'}, {"\u2012", '-'}, {"\u2013", '-'}, {"\u2014", '-'},
    {"\u2212", '-'}, {"\u2026", '~'}, {"\u2022", '*'}, {"\u00b7", '.'}, {"\u00d7", 'x'},
    {"\u00a0", ' '}, {"\u202f", ' '}, {"\u2192", '>'}, {"\u2190", '<'}};

/* The ASCII character that stands for a cluster; 0 when none does. */
static char stands_for(const char *text, size_t bytes)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strlen(plain[i].sign) == bytes && memcmp(plain[i].sign, text, bytes) == 0)
            return plain[i].stands;
    }
    return 0;
}

/* The characters of a cluster as the terminal can show them: controls and what the character
 * set has not get a stand-in. Returns how many. */
static size_t decode(const char *text, size_t bytes, wchar_t characters[CLUSTER_MOST])
{
    mbstate_t state = {0};
    const char *at = text;
    size_t count = 0;

    if (text[0] == '\t') {
        characters[0] = L' ';
        return 1;
    }
    char ascii = canvas.ascii && bytes > 1 ? stands_for(text, bytes) : 0;
    if (ascii != 0) {
        characters[0] = (wchar_t)ascii;
        count = 1;
    } else if (canvas.unicode) {
        count = mbsnrtowcs(characters, &at, bytes, CLUSTER_MOST, &state);
    } else if (bytes == 1 && (unsigned char)text[0] < 0x80) {
        characters[0] = (wchar_t)text[0];
        count = 1;
    }
    if (count == (size_t)-1 || count == 0 || wcwidth(characters[0]) < 0) {
        characters[0] = canvas.unicode ? L'\ufffd' : L'?';
        count = 1;
    }
    return count;
}

/* Puts a cluster into `width` cells. What curses measures wider than we do, so that it would
 * shift its neighbours, is left out (the rest of a joined picture); what it measures narrower
 * gets blanks. */
static void put_cluster(
    int y, int x, int width, const char *text, size_t bytes, struct look look)
{
    wchar_t characters[CLUSTER_MOST];
    size_t count = decode(text, bytes, characters);
    int drawn = 0;

    for (size_t i = 0; i < count && drawn < width;) {
        size_t end = i + 1;
        int cells = wcwidth(characters[i]);
        while (end < count && wcwidth(characters[end]) == 0)
            end++;
        if (cells <= 0 || drawn + cells > width)
            break;
        put(y, x + drawn, characters + i, end - i, look);
        drawn += cells;
        i = end;
    }
    for (; drawn < width; drawn++)
        put(y, x + drawn, L" ", 1, look);
}

/* Puts `bytes` of text at a place of the terminal, cluster by cluster; all of it is known to
 * fit. */
static int put_text(int y, int x, struct look look, const char *text, size_t bytes)
{
    int start = x;

    for (size_t at = 0; at < bytes;) {
        size_t next = text_next(text, at);
        if (next <= at || next > bytes)
            next = bytes;
        int width = (int)text_width_n(text + at, next - at);
        put_cluster(y, x, width, text + at, next - at, look);
        x += width;
        at = next;
    }
    return x - start;
}

/* Cells free in a row from column x, at most `width`. */
static int room(const struct area *a, int y, int x, int width)
{
    if (y < 0 || y >= a->height || x < 0 || x >= a->width)
        return 0;
    return width < a->width - x ? width : a->width - x;
}

/* Text without line feeds in at most `cells` cells. */
static int put_cut(int y, int x, int cells, struct look look, const char *text)
{
    size_t used = 0;
    size_t bytes = text_fit(text, (size_t)cells, &used);

    if (text[bytes] == '\0')
        return put_text(y, x, look, text, bytes);
    bytes = text_fit(text, (size_t)cells - 1, &used);
    int drawn = put_text(y, x, look, text, bytes);
    const char *more = draw_glyph(GLYPH_MORE);
    return drawn + put_text(y, x + drawn, look, more, strlen(more));
}

int draw_text_in(
    const struct area *a, int y, int x, int width, enum style style, const char *text)
{
    int cells = room(a, y, x, width);

    if (text == NULL || cells <= 0)
        return 0;
    char *line = strchr(text, '\n') != NULL ? strdup(text) : NULL;
    for (char *c = line; c != NULL && *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    int drawn =
        put_cut(a->y + y, a->x + x, cells, theme_look(style), line != NULL ? line : text);
    free(line);
    return drawn;
}

int draw_text(const struct area *a, int y, int x, enum style style, const char *text)
{
    return draw_text_in(a, y, x, a->width, style, text);
}

int draw_text_right(
    const struct area *a, int y, int x, int width, enum style style, const char *text)
{
    if (text == NULL)
        return 0;
    size_t cells = text_width(text);
    int before = cells < (size_t)width ? width - (int)cells : 0;
    return draw_text_in(a, y, x + before, width - before, style, text);
}

void draw_box(const struct area *a, int y, int x, int width, enum style style, const char *text)
{
    draw_fill(a, y, x, 1, width, style);
    draw_text_in(a, y, x, width, style, text);
}

int draw_wrapped(
    const struct area *a, int y, int x, int width, int most, enum style style, const char *text)
{
    struct text_line *wrapped = NULL;

    if (text == NULL || width <= 0 || most <= 0)
        return 0;
    size_t count = text_wrap(text, (size_t)width, &wrapped);
    int rows = 0;
    for (size_t i = 0; i < count && rows < most; i++, rows++) {
        bool last = rows == most - 1 && i + 1 < count;
        size_t bytes = last ? strlen(text + wrapped[i].start) : wrapped[i].bytes;
        char *line = strndup(text + wrapped[i].start, bytes);
        draw_text_in(a, y + rows, x, width, style, line);
        free(line);
    }
    free(wrapped);
    return rows;
}

void draw_fill(const struct area *a, int y, int x, int height, int width, enum style style)
{
    struct look look = theme_look(style);

    for (int row = y; row < y + height; row++) {
        int cells = room(a, row, x, width);
        for (int i = 0; i < cells; i++)
            put_text(a->y + row, a->x + x + i, look, " ", 1);
    }
}

void draw_sign(const struct area *a, int y, int x, enum style style, enum glyph glyph)
{
    draw_text_in(a, y, x, 1, style, draw_glyph(glyph));
}

void draw_rule(const struct area *a, int y, int x, int width)
{
    int cells = room(a, y, x, width);

    for (int i = 0; i < cells; i++)
        draw_sign(a, y, x + i, STYLE_RULE, GLYPH_RULE);
}

void draw_vrule(const struct area *a, int y, int x, int height)
{
    for (int row = y; row < y + height; row++)
        draw_sign(a, row, x, STYLE_RULE, GLYPH_VRULE);
}

void draw_cursor(const struct area *a, int y, int x)
{
    if (a->height <= 0 || a->width <= 0)
        return;
    canvas.cursor_y = a->y + (y < 0 ? 0 : y >= a->height ? a->height - 1 : y);
    canvas.cursor_x = a->x + (x < 0 ? 0 : x >= a->width ? a->width - 1 : x);
}

struct area area_part(const struct area *a, int y, int x, int height, int width)
{
    struct area part = {a->y + y, a->x + x, height, width};

    if (y < 0 || x < 0 || y >= a->height || x >= a->width)
        return (struct area){a->y, a->x, 0, 0};
    if (part.height > a->height - y)
        part.height = a->height - y;
    if (part.width > a->width - x)
        part.width = a->width - x;
    if (part.height < 0)
        part.height = 0;
    if (part.width < 0)
        part.width = 0;
    return part;
}
