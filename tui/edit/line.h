/* The one-line editor as pure state: text, cursor, what of it is seen. Draws nothing. */
#ifndef SUSUN_EDIT_LINE_H
#define SUSUN_EDIT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "tui/edit/buffer.h"

/* Start with `struct edit_line l = {0}`. */
struct edit_line {
    struct edit_buffer buffer;
    size_t first; /* first byte seen, when the text is wider than its place */
    bool fresh;   /* the next thing typed replaces the whole text */
};

/* Takes a copy of `text`, cursor at its end. `replace`: typing over it replaces it, as in a
 * cell of a table; any move keeps it. Line feeds and tabs of `text` stay and are seen as
 * blanks. */
enum status edit_line_set(struct edit_line *l, const char *text, bool replace, struct error *e);
void edit_line_free(struct edit_line *l);
/* Never NULL; valid until the next change. */
const char *edit_line_text(const struct edit_line *l);

/* Types or pastes; line feeds and tabs become blanks. STATUS_DATA when it would be too long. */
enum status edit_line_insert(struct edit_line *l, const char *bytes, struct error *e);
enum edit_result edit_line_do(struct edit_line *l, enum edit_op op);

/* Puts the cursor on what is seen in a column when the place has so many cells. */
void edit_line_point(struct edit_line *l, size_t cells, size_t column);

/* What is seen of it in `cells` cells. */
struct edit_view {
    size_t start, bytes; /* of the text */
    bool left, right;    /* cut there: one cell is a mark */
    size_t cursor;       /* cells from the left edge, the mark counted; < cells */
};
/* Scrolls so that the cursor is seen, and no more than needed. */
struct edit_view edit_line_view(struct edit_line *l, size_t cells);

#endif
