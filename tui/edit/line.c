#include "tui/edit/line.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

enum status edit_line_set(struct edit_line *l, const char *text, bool replace, struct error *e)
{
    l->first = 0;
    l->fresh = replace;
    return edit_buffer_set(&l->buffer, text, e);
}

void edit_line_free(struct edit_line *l)
{
    edit_buffer_free(&l->buffer);
    *l = (struct edit_line){0};
}

const char *edit_line_text(const struct edit_line *l)
{
    return edit_buffer_text(&l->buffer);
}

/* Takes everything out when what comes now replaces it. */
static bool begin_fresh(struct edit_line *l)
{
    bool fresh = l->fresh && l->buffer.length > 0;
    if (fresh) {
        edit_buffer_erase(&l->buffer, 0, l->buffer.length);
    }
    l->fresh = false;
    return fresh;
}

enum status edit_line_insert(struct edit_line *l, const char *bytes, struct error *e)
{
    begin_fresh(l);
    if (!strpbrk(bytes, "\n\t")) {
        return edit_buffer_insert(&l->buffer, bytes, e);
    }
    char *flat = strdup(bytes);
    if (!flat) {
        return error_memory(e);
    }
    for (char *c = flat; (c = strpbrk(c, "\n\t"));) {
        *c = ' ';
    }
    enum status status = edit_buffer_insert(&l->buffer, flat, e);
    free(flat);
    return status;
}

enum edit_result edit_line_do(struct edit_line *l, enum edit_op op)
{
    bool erases = op == EDIT_BACKSPACE || op == EDIT_DELETE || op == EDIT_WORD_BACKSPACE ||
                  op == EDIT_KILL;
    if (erases && begin_fresh(l)) {
        return EDIT_CHANGED;
    }
    l->fresh = false;
    switch (op) {
    case EDIT_HOME: return edit_buffer_do(&l->buffer, EDIT_TEXT_HOME);
    case EDIT_END: return edit_buffer_do(&l->buffer, EDIT_TEXT_END);
    case EDIT_KILL:
        if (l->buffer.cursor == 0) {
            return EDIT_NOTHING;
        }
        edit_buffer_erase(&l->buffer, 0, l->buffer.cursor);
        return EDIT_CHANGED;
    case EDIT_UP:
    case EDIT_PAGE_UP: return EDIT_LEAVE_UP;
    case EDIT_DOWN:
    case EDIT_PAGE_DOWN: return EDIT_LEAVE_DOWN;
    default: return edit_buffer_do(&l->buffer, op);
    }
}

/* What is seen when the first byte shown is `first`; false when the cursor is not. */
static bool view_from(
    const struct edit_line *l, size_t first, size_t cells, struct edit_view *v)
{
    const char *text = edit_line_text(l);
    size_t end = l->buffer.length, cursor = l->buffer.cursor;
    *v = (struct edit_view){.start = first, .left = first > 0};
    size_t room = cells > v->left ? cells - v->left : 0;
    size_t needed = edit_cells(text, first, end) + (cursor == end);
    v->right = needed > room;
    room -= v->right && room > 0;
    v->bytes = edit_fit(text, first, end, room) - first;
    if (cursor < first) {
        return false;
    }
    size_t before = edit_cells(text, first, cursor);
    v->cursor = v->left + before;
    return before < room;
}

/* The boundary `cells` cells before `at`, or the beginning. */
static size_t back(const char *text, size_t at, size_t cells)
{
    size_t to = at;
    while (to > 0) {
        size_t before = text_prev(text, to);
        if (edit_cells(text, before, at) > cells) {
            break;
        }
        to = before;
    }
    return to;
}

struct edit_view edit_line_view(struct edit_line *l, size_t cells)
{
    struct edit_view v;
    if (view_from(l, 0, cells, &v) && !v.right) {
        l->first = 0;
        return v;
    }
    if (l->first > l->buffer.cursor || !view_from(l, l->first, cells, &v)) {
        /* Jump a third of the place, so that typing on does not scroll at every character. */
        bool backwards = l->first > l->buffer.cursor;
        const char *text = edit_line_text(l);
        size_t keep = backwards ? cells / 3 : cells - cells / 3;
        for (;; keep--) {
            l->first = back(text, l->buffer.cursor, keep);
            if (view_from(l, l->first, cells, &v) || keep == 0) {
                break;
            }
        }
    }
    if (v.cursor >= cells) {
        v.cursor = cells > 0 ? cells - 1 : 0;
    }
    return v;
}

void edit_line_point(struct edit_line *l, size_t cells, size_t column)
{
    struct edit_view v = edit_line_view(l, cells);
    size_t after = column > v.left ? column - v.left : 0;
    l->fresh = false;
    l->buffer.cursor = edit_fit(edit_line_text(l), v.start, l->buffer.length, after);
}
