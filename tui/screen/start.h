/* The first screen's own: what it shows and where the cursor stands. Private to start*.c. */
#ifndef SUSUN_TUI_SCREEN_START_H
#define SUSUN_TUI_SCREEN_START_H

#include "tui/edit/line.h"
#include "tui/screen/books.h"

#define MOST_LINES 32 /* of the page; a click has index part * MOST_LINES + at */
#define START_BOOKS 5 /* workbooks shown at most; the rest is found by choice 2 */

/* What the cursor can stand on, from the top. */
enum start_part { START_BOOK, START_CHOICE, START_BOX };
enum start_choice { CHOICE_NEW, CHOICE_OPEN, CHOICE_PRACTICE, CHOICE_TAKE, CHOICE_COUNT };
enum start_box { BOX_NAME, BOX_OFFICE, BOX_COUNT };

struct start {
    struct screen base;
    struct books books;
    enum start_part part;
    size_t at; /* number in its part */
    struct edit_line boxes[BOX_COUNT];
    int opened;   /* app_opened when this was on top last */
    bool typed;   /* a box was changed since it was filled */
    char *folder; /* where workbooks are kept */
    char *hint;
};

/* Workbooks shown now. */
size_t start_books(const struct start *s);

/* start_draw.c */
void start_draw(struct screen *self, const struct area *area);
const char *start_hint(struct screen *self);
const char *start_keys(struct screen *self);

#endif
