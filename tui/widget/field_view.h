/* How the editors look: a box with brackets for one line, a filled area for a long text. The
 * hardware cursor is put where the person types. A click has the editor as its owner:
 * field_view_point. */
#ifndef SUSUN_TUI_WIDGET_FIELD_VIEW_H
#define SUSUN_TUI_WIDGET_FIELD_VIEW_H

#include <stdbool.h>

#include "tui/edit/line.h"
#include "tui/edit/text.h"
#include "tui/term/draw.h"
#include "tui/term/press.h"

/* "[text    ]" in `width` cells of row y; cut text has a mark on that side. */
void field_view_line(const struct area *area, int y, int x, int width, struct edit_line *line);

/* The long text in a box of `width` x `rows`; arrows at the right edge say that there is more.
 * The editor is fitted into the box first. False without memory: nothing is drawn. */
bool field_view_text(
    const struct area *area, int y, int x, int width, int rows, struct edit_text *text);

/* Puts the cursor where a click in the box pointed; false when it was none in this one. */
bool field_view_point_line(struct edit_line *line, const struct press *press);
bool field_view_point_text(struct edit_text *text, const struct press *press);

/* Rows the long text takes in a box of `width`, at least 1 and at most `most`. */
int field_view_rows(struct edit_text *text, int width, int most);

#endif
