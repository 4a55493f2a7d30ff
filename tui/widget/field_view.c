#include "tui/widget/field_view.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/term/hit.h"

/* Bytes of a text as drawn: line feeds and tabs are blanks. Caller frees. */
static char *flat(const char *text, size_t bytes)
{
    char *copy = strndup(text, bytes);
    for (char *c = copy; c && (c = strpbrk(c, "\n\t"));) {
        *c = ' ';
    }
    return copy;
}

void field_view_line(const struct area *area, int y, int x, int width, struct edit_line *line)
{
    if (width < 4) {
        draw_box(area, y, x, width, STYLE_EDIT, edit_line_text(line));
        draw_cursor(area, y, x);
        return;
    }
    struct edit_view v = edit_line_view(line, (size_t)width - 2);
    char *seen = flat(edit_line_text(line) + v.start, v.bytes);
    draw_fill(area, y, x, 1, width, STYLE_EDIT);
    draw_text_in(area, y, x, 1, STYLE_EDIT, "[");
    draw_text_in(area, y, x + 1 + v.left, width - 2 - v.left, STYLE_EDIT, seen);
    if (v.left) {
        draw_text_in(area, y, x + 1, 1, STYLE_EDIT, draw_ascii() ? "<" : "‹");
    }
    if (v.right) {
        draw_text_in(area, y, x + width - 2, 1, STYLE_EDIT, draw_ascii() ? ">" : "›");
    }
    draw_text_in(area, y, x + width - 1, 1, STYLE_EDIT, "]");
    draw_cursor(area, y, x + 1 + (int)v.cursor);
    draw_hit(area, y, x, 1, width, line, (size_t)width - 2);
    free(seen);
}

/* Cells of a box that text may take: one column is left for the arrows. */
static size_t text_cells(int width)
{
    return width > 2 ? (size_t)width - 1 : (size_t)width;
}

int field_view_rows(struct edit_text *text, int width, int most)
{
    if (width < 1 || edit_text_resize(text, text_cells(width), text->rows, NULL)) {
        return 1;
    }
    return text->count < (size_t)most ? (int)text->count : most;
}

bool field_view_text(
    const struct area *area, int y, int x, int width, int rows, struct edit_text *text)
{
    if (width < 1 || rows < 1) {
        return true;
    }
    size_t cells = text_cells(width);
    if (edit_text_resize(text, cells, (size_t)rows, NULL)) {
        return false;
    }
    draw_fill(area, y, x, rows, width, STYLE_EDIT);
    for (size_t i = 0; i < (size_t)rows && text->top + i < text->count; i++) {
        const struct text_line *line = &text->lines[text->top + i];
        char *seen = flat(edit_text_text(text) + line->start, line->bytes);
        draw_text_in(area, y + (int)i, x, (int)cells, STYLE_EDIT, seen);
        free(seen);
    }
    if (text->top > 0) {
        draw_sign(area, y, x + width - 1, STYLE_EDIT, GLYPH_UP);
    }
    if (text->top + (size_t)rows < text->count) {
        draw_sign(area, y + rows - 1, x + width - 1, STYLE_EDIT, GLYPH_DOWN);
    }
    draw_hit(area, y, x, rows, width, text, 0);
    size_t at = 0, column = 0;
    edit_text_cursor(text, &at, &column);
    draw_cursor(area, y + (int)(at - text->top), x + (int)column);
    return true;
}

bool field_view_point_line(struct edit_line *line, const struct press *press)
{
    if (press->code != PRESS_CLICK || press->owner != line) {
        return false;
    }
    edit_line_point(line, press->index, (size_t)(press->x > 0 ? press->x - 1 : 0));
    return true;
}

bool field_view_point_text(struct edit_text *text, const struct press *press)
{
    if (press->code != PRESS_CLICK || press->owner != text) {
        return false;
    }
    edit_text_point(text, (size_t)press->y, (size_t)press->x);
    return true;
}
