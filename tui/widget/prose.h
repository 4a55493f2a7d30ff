/* A text to be read: headings, sentences and labelled lines, wrapped to any width and scrolled.
 * Knows nothing of what it says. */
#ifndef SUSUN_TUI_WIDGET_PROSE_H
#define SUSUN_TUI_WIDGET_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/draw.h"
#include "tui/term/press.h"

/* One entry. Texts are the prose's. */
struct prose_part {
    char *label; /* "" = none: the text takes the whole width */
    char *text;
    enum style style; /* of the text */
};

/* Start with {0}; prose_clear at the end. */
struct prose {
    struct prose_part *parts;
    size_t count, room;
    int top;          /* rows scrolled away */
    int rows, height; /* of all of it and of its place, at the last drawing */
    bool failed;      /* memory ran out: something is missing */
};

/* A heading, with an empty line before it (but not at the top). */
void prose_heading(struct prose *r, const char *text);
/* A sentence or more; an empty one is an empty line. */
void prose_text(struct prose *r, enum style style, const char *text);
/* A labelled text; nothing when the text is NULL or empty. */
void prose_item(struct prose *r, const char *label, const char *text);
void prose_clear(struct prose *r);

/* Up, Down, PgUp, PgDn, Home, End, Space, the wheel. False when the key is none of these. */
bool prose_key(struct prose *r, const struct press *press);
/* Draws it with the labels in a column of `label` cells (over their texts where there is little
 * room), arrows at the right edge where there is more, and the cursor on the first row. */
void prose_draw(struct prose *r, const struct area *area, int label);

#endif
