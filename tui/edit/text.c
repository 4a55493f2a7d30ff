#include "tui/edit/text.h"

#include <stdlib.h>

/* Wraps the whole text anew. */
static enum status wrap(struct edit_text *t, struct error *e)
{
    struct text_line *lines = NULL;
    size_t count =
        text_wrap(edit_buffer_text(&t->buffer), t->cells > 1 ? t->cells - 1 : 1, &lines);
    if (count == 0) {
        return error_memory(e);
    }
    free(t->lines);
    t->lines = lines;
    t->count = count;
    return STATUS_OK;
}

/* The line the cursor is on: the last one that begins at or before it. */
static size_t cursor_line(const struct edit_text *t)
{
    size_t low = 0, high = t->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->lines[middle].start <= t->buffer.cursor) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Scrolls as little as brings the cursor into sight. */
static void scroll(struct edit_text *t)
{
    size_t line = cursor_line(t);
    if (line < t->top) {
        t->top = line;
    } else if (line >= t->top + t->rows) {
        t->top = line - t->rows + 1;
    }
    if (t->top + t->rows > t->count) {
        t->top = t->count > t->rows ? t->count - t->rows : 0;
    }
}

enum status edit_text_set(
    struct edit_text *t, const char *text, size_t cells, size_t rows, struct error *e)
{
    t->cells = cells;
    t->rows = rows;
    t->top = 0;
    t->wishes = false;
    enum status status = edit_buffer_set(&t->buffer, text, e);
    if (!status) {
        status = wrap(t, e);
    }
    if (!status) {
        scroll(t);
    }
    return status;
}

void edit_text_free(struct edit_text *t)
{
    edit_buffer_free(&t->buffer);
    free(t->lines);
    *t = (struct edit_text){0};
}

const char *edit_text_text(const struct edit_text *t)
{
    return edit_buffer_text(&t->buffer);
}

enum status edit_text_resize(struct edit_text *t, size_t cells, size_t rows, struct error *e)
{
    bool narrower = t->cells != cells;
    t->cells = cells;
    t->rows = rows;
    enum status status = narrower ? wrap(t, e) : STATUS_OK;
    if (!status) {
        scroll(t);
    }
    return status;
}

enum status edit_text_insert(struct edit_text *t, const char *bytes, struct error *e)
{
    enum status status = edit_buffer_insert(&t->buffer, bytes, e);
    t->wishes = false;
    if (!status) {
        status = wrap(t, e);
    }
    if (!status) {
        scroll(t);
    }
    return status;
}

/* The furthest place of a line the cursor can have while still being on it. */
static size_t line_end(const struct edit_text *t, size_t line)
{
    size_t end = t->lines[line].start + t->lines[line].bytes;
    if (line + 1 < t->count && t->lines[line + 1].start == end && end > t->lines[line].start) {
        return text_prev(edit_text_text(t), end);
    }
    return end;
}

/* Puts the cursor on a line, as near to the wished column as it goes. */
static void go_to_line(struct edit_text *t, size_t line)
{
    size_t start = t->lines[line].start;
    t->buffer.cursor = edit_fit(edit_text_text(t), start, line_end(t, line), t->wish);
}

/* Up or down by `by` lines. */
static enum edit_result move_lines(struct edit_text *t, bool down, size_t by)
{
    size_t line = cursor_line(t);
    if (line == (down ? t->count - 1 : 0)) {
        return down ? EDIT_LEAVE_DOWN : EDIT_LEAVE_UP;
    }
    if (!t->wishes) {
        t->wish = edit_cells(edit_text_text(t), t->lines[line].start, t->buffer.cursor);
        t->wishes = true;
    }
    size_t left = down ? t->count - 1 - line : line;
    by = by < left ? by : left;
    go_to_line(t, down ? line + by : line - by);
    return EDIT_MOVED;
}

/* To an end of the line seen. */
static enum edit_result move_in_line(struct edit_text *t, bool end)
{
    size_t line = cursor_line(t);
    size_t to = end ? line_end(t, line) : t->lines[line].start;
    if (end && to < t->buffer.cursor) {
        to = t->buffer.cursor;
    }
    if (to == t->buffer.cursor) {
        return EDIT_NOTHING;
    }
    t->buffer.cursor = to;
    return EDIT_MOVED;
}

/* Erases from the beginning of the line seen to the cursor. */
static enum edit_result kill_line(struct edit_text *t)
{
    size_t start = t->lines[cursor_line(t)].start;
    if (start == t->buffer.cursor) {
        return EDIT_NOTHING;
    }
    edit_buffer_erase(&t->buffer, start, t->buffer.cursor);
    return EDIT_CHANGED;
}

enum status edit_text_do(
    struct edit_text *t, enum edit_op op, enum edit_result *result, struct error *e)
{
    size_t page = t->rows > 1 ? t->rows - 1 : 1;
    enum status status = STATUS_OK;
    bool vertical = true;
    switch (op) {
    case EDIT_UP: *result = move_lines(t, false, 1); break;
    case EDIT_DOWN: *result = move_lines(t, true, 1); break;
    case EDIT_PAGE_UP: *result = move_lines(t, false, page); break;
    case EDIT_PAGE_DOWN: *result = move_lines(t, true, page); break;
    default: vertical = false;
    }
    if (!vertical) {
        t->wishes = false;
        *result = op == EDIT_HOME   ? move_in_line(t, false)
                  : op == EDIT_END  ? move_in_line(t, true)
                  : op == EDIT_KILL ? kill_line(t)
                                    : edit_buffer_do(&t->buffer, op);
    }
    if (*result == EDIT_CHANGED) {
        status = wrap(t, e);
    }
    if (!status) {
        scroll(t);
    }
    return status;
}

void edit_text_cursor(const struct edit_text *t, size_t *line, size_t *cells)
{
    *line = cursor_line(t);
    *cells = edit_cells(edit_text_text(t), t->lines[*line].start, t->buffer.cursor);
    if (*cells >= t->cells) {
        *cells = t->cells > 0 ? t->cells - 1 : 0;
    }
}

void edit_text_point(struct edit_text *t, size_t row, size_t column)
{
    size_t line = t->top + row < t->count ? t->top + row : t->count - 1;
    t->wishes = false;
    t->wish = column;
    go_to_line(t, line);
}
