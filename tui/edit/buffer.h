/* The text under an editor and its cursor: what a one-line and a long-text editor share. UTF-8;
 * the cursor always stands between grapheme clusters; never longer than LIMIT_TEXT. Pure: knows
 * neither keys nor screens. What is inserted has passed text_clean. */
#ifndef SUSUN_EDIT_BUFFER_H
#define SUSUN_EDIT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* What an editor can be asked to do. */
enum edit_op {
    EDIT_LEFT,
    EDIT_RIGHT,
    EDIT_WORD_LEFT,
    EDIT_WORD_RIGHT,
    EDIT_HOME, /* of the line seen */
    EDIT_END,
    EDIT_UP, /* long text only, from here */
    EDIT_DOWN,
    EDIT_PAGE_UP,
    EDIT_PAGE_DOWN,
    EDIT_TEXT_HOME, /* of the whole text, from here also in one line */
    EDIT_TEXT_END,
    EDIT_BACKSPACE,
    EDIT_DELETE,
    EDIT_WORD_BACKSPACE,
    EDIT_KILL /* all before the cursor, on the line seen */
};
/* What came of it. */
enum edit_result {
    EDIT_NOTHING,    /* nothing to do there: at an end */
    EDIT_MOVED,      /* the cursor moved */
    EDIT_CHANGED,    /* the text changed */
    EDIT_LEAVE_UP,   /* up from the first line */
    EDIT_LEAVE_DOWN, /* down from the last line */
};

struct edit_buffer {
    char *text; /* NUL terminated; NULL is an empty one */
    size_t length, room;
    size_t cursor;
};

/* The text, never NULL; valid until the next change. */
const char *edit_buffer_text(const struct edit_buffer *b);
/* Takes a copy of `text` (cut at LIMIT_TEXT), cursor at its end. */
enum status edit_buffer_set(struct edit_buffer *b, const char *text, struct error *e);
void edit_buffer_free(struct edit_buffer *b);

/* Puts `bytes` in at the cursor, which then stands behind them. STATUS_DATA when the text would
 * be longer than a cell may be: nothing is inserted. */
enum status edit_buffer_insert(struct edit_buffer *b, const char *bytes, struct error *e);
/* Takes out [from, to); the cursor stands where they were. */
void edit_buffer_erase(struct edit_buffer *b, size_t from, size_t to);
/* Puts the cursor on the cluster boundary at or after `at`. */
void edit_buffer_go(struct edit_buffer *b, size_t at);
/* The operations that are the same everywhere: by cluster, by word, ends of the text, backspace
 * and delete. Others are EDIT_NOTHING. */
enum edit_result edit_buffer_do(struct edit_buffer *b, enum edit_op op);

/* Cells of [from, to), where TAB and LF are drawn as a blank. Both on cluster boundaries. */
size_t edit_cells(const char *text, size_t from, size_t to);
/* The furthest boundary in [from, to] that `cells` cells reach. */
size_t edit_fit(const char *text, size_t from, size_t to, size_t cells);

#endif
