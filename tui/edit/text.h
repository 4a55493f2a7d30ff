/* The long-text editor as pure state: text, cursor, the lines it is wrapped into, how far it is
 * scrolled. Draws nothing. The lines seen cover the text: whatever stands between two of them
 * is the blank or the line feed it was broken at. */
#ifndef SUSUN_EDIT_TEXT_H
#define SUSUN_EDIT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "tui/edit/buffer.h"

/* Start with `struct edit_text t = {0}`. */
struct edit_text {
    struct edit_buffer buffer;
    size_t cells, rows;      /* its place */
    size_t top;              /* first line seen */
    struct text_line *lines; /* [count], always as the text is */
    size_t count;            /* 0 before the first edit_text_set */
    size_t wish;             /* the column up and down keep to */
    bool wishes;             /* the last move was up or down */
};

/* Takes a copy of `text`, cursor at its end; `cells` wide (the last one is left for a cursor at
 * the end of a line) and `rows` high, both at least 1. */
enum status edit_text_set(
    struct edit_text *t, const char *text, size_t cells, size_t rows, struct error *e);
void edit_text_free(struct edit_text *t);
/* Never NULL; valid until the next change. */
const char *edit_text_text(const struct edit_text *t);
/* Another place: wraps anew if the width changed, and scrolls to the cursor. */
enum status edit_text_resize(struct edit_text *t, size_t cells, size_t rows, struct error *e);

/* Types or pastes, also line feeds. */
enum status edit_text_insert(struct edit_text *t, const char *bytes, struct error *e);
/* *result says what happened; a status only when there is no memory. */
enum status edit_text_do(
    struct edit_text *t, enum edit_op op, enum edit_result *result, struct error *e);

/* Puts the cursor on what is seen in a row and column of its place. */
void edit_text_point(struct edit_text *t, size_t row, size_t column);

/* Where the cursor is: line of `lines`, cells from the left edge (< cells). */
void edit_text_cursor(const struct edit_text *t, size_t *line, size_t *cells);

#endif
