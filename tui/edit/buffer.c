#include "tui/edit/buffer.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"

const char *edit_buffer_text(const struct edit_buffer *b)
{
    return b->text ? b->text : "";
}

void edit_buffer_free(struct edit_buffer *b)
{
    free(b->text);
    *b = (struct edit_buffer){0};
}

/* Makes room for `length` bytes and their NUL. */
static enum status reserve(struct edit_buffer *b, size_t length, struct error *e)
{
    if (length < b->room) {
        return STATUS_OK;
    }
    size_t room = length + length / 2 + 64;
    char *text = realloc(b->text, room);
    if (!text) {
        return error_memory(e);
    }
    if (!b->text) {
        text[0] = '\0';
    }
    b->text = text;
    b->room = room;
    return STATUS_OK;
}

enum status edit_buffer_set(struct edit_buffer *b, const char *text, struct error *e)
{
    size_t length = strlen(text);
    if (length > LIMIT_TEXT) {
        for (length = LIMIT_TEXT; ((unsigned char)text[length] & 0xC0) == 0x80; length--) {
        }
    }
    enum status status = reserve(b, length, e);
    if (status) {
        return status;
    }
    memcpy(b->text, text, length);
    b->text[length] = '\0';
    b->length = b->cursor = length;
    return STATUS_OK;
}

/* Two printable ASCII characters never share a cluster: a place to begin looking from. */
static bool is_plain(char c)
{
    return c >= ' ' && c <= '~';
}

/* The cluster boundary at or after `at`. */
static size_t snap(const struct edit_buffer *b, size_t at)
{
    if (at >= b->length) {
        return b->length;
    }
    size_t from = at;
    while (from > 0 && !(b->text[from - 1] == '\n') &&
           !(is_plain(b->text[from - 1]) && is_plain(b->text[from]))) {
        from--;
    }
    while (from < at) {
        from = text_next(b->text, from);
    }
    return from;
}

void edit_buffer_go(struct edit_buffer *b, size_t at)
{
    b->cursor = snap(b, at);
}

enum status edit_buffer_insert(struct edit_buffer *b, const char *bytes, struct error *e)
{
    size_t added = strlen(bytes);
    if (added > LIMIT_TEXT - b->length) {
        return error_set(e, STATUS_DATA,
            _("This text is as long as a cell can be (1 MB); nothing was added. Put the rest "
              "in "
              "another cell."));
    }
    enum status status = reserve(b, b->length + added, e);
    if (status) {
        return status;
    }
    memmove(b->text + b->cursor + added, b->text + b->cursor, b->length - b->cursor + 1);
    memcpy(b->text + b->cursor, bytes, added);
    b->length += added;
    edit_buffer_go(b, b->cursor + added);
    return STATUS_OK;
}

void edit_buffer_erase(struct edit_buffer *b, size_t from, size_t to)
{
    if (from >= to) {
        return;
    }
    memmove(b->text + from, b->text + to, b->length - to + 1);
    b->length -= to - from;
    edit_buffer_go(b, from);
}

/* Moves the cursor to a boundary. */
static enum edit_result move(struct edit_buffer *b, size_t to)
{
    if (to == b->cursor) {
        return EDIT_NOTHING;
    }
    b->cursor = to;
    return EDIT_MOVED;
}

/* Erases between the cursor and a boundary on either side of it. */
static enum edit_result erase(struct edit_buffer *b, size_t from, size_t to)
{
    if (from == to) {
        return EDIT_NOTHING;
    }
    edit_buffer_erase(b, from, to);
    return EDIT_CHANGED;
}

enum edit_result edit_buffer_do(struct edit_buffer *b, enum edit_op op)
{
    const char *text = edit_buffer_text(b);
    switch (op) {
    case EDIT_LEFT: return move(b, text_prev(text, b->cursor));
    case EDIT_RIGHT: return move(b, text_next(text, b->cursor));
    case EDIT_WORD_LEFT: return move(b, snap(b, text_prev_word(text, b->cursor)));
    case EDIT_WORD_RIGHT: return move(b, snap(b, text_next_word(text, b->cursor)));
    case EDIT_TEXT_HOME: return move(b, 0);
    case EDIT_TEXT_END: return move(b, b->length);
    case EDIT_BACKSPACE: return erase(b, text_prev(text, b->cursor), b->cursor);
    case EDIT_DELETE: return erase(b, b->cursor, text_next(text, b->cursor));
    case EDIT_WORD_BACKSPACE:
        return erase(b, snap(b, text_prev_word(text, b->cursor)), b->cursor);
    default: return EDIT_NOTHING;
    }
}

/* Cells of one cluster. */
static size_t cluster_cells(const char *text, size_t at, size_t next)
{
    return text[at] == '\n' || text[at] == '\t' ? 1 : text_width_n(text + at, next - at);
}

size_t edit_cells(const char *text, size_t from, size_t to)
{
    size_t cells = 0;
    while (from < to) {
        size_t next = text_next(text, from);
        cells += cluster_cells(text, from, next);
        from = next;
    }
    return cells;
}

size_t edit_fit(const char *text, size_t from, size_t to, size_t cells)
{
    size_t used = 0;
    while (from < to) {
        size_t next = text_next(text, from);
        used += cluster_cells(text, from, next);
        if (used > cells) {
            break;
        }
        from = next;
    }
    return from;
}
