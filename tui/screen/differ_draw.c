/* The versions of a cell side by side, below them the proposal and where they come from. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/differ.h"
#include "tui/term/hit.h"
#include "tui/widget/field_view.h"

#define BESIDE 70 /* cells from which on two versions stand beside each other */
#define BASE_ROWS 3
#define LEAST_ROWS 2 /* of a version below others: its heading and a line */

/* What stands over a version: who and when, and whether it was here where that fits. Caller
 * frees. */
static char *heading(const struct differ *d, size_t i, int cells)
{
    if (i >= d->now.count)
        return d->marks == 0
                   ? text_format(_("%zu  Both together (proposal)"), i + 1)
                   : text_format(_("%zu  Both together; where they clash, both stand"), i + 1);
    char *who = differ_who(d->base.app, &d->now.sides[i]);
    char *text = text_format(_("%zu  this laptop: %s"), i + 1, who != NULL ? who : "");
    if (!d->now.sides[i].ours || (text != NULL && (int)text_width(text) > cells)) {
        free(text);
        text = text_format("%zu  %s", i + 1, who != NULL ? who : "");
    }
    free(who);
    return text;
}

/* One version in its place: who and when, then what it says. */
static void draw_choice(const struct differ *d, const struct area *area, size_t i)
{
    bool here = i == d->focus && d->edit.field == NULL && d->picker.field == NULL;
    char *head = heading(d, i, area->width - 3);
    const char *text = d->texts[i][0] != '\0' ? d->texts[i] : _("(empty)");

    draw_hit(area, 0, 0, area->height, area->width, d, i);
    if (here)
        draw_sign(area, 0, 0, STYLE_TITLE, GLYPH_POINTER);
    draw_text_in(area, 0, 2, area->width - 3, here ? STYLE_FOCUS : STYLE_LABEL, head);
    draw_wrapped(area, 1, 2, area->width - 3, area->height - 1,
        d->texts[i][0] != '\0' ? STYLE_VALUE : STYLE_DIM, text);
    if (here)
        draw_cursor(area, 0, 2);
    free(head);
}

/* Where all come from, in the rows that are left. */
static void draw_base(const struct differ *d, const struct area *area)
{
    const char *text = d->texts[d->now.count + 1];
    int label = draw_text(area, 0, 2, STYLE_LABEL, _("Before"));

    draw_wrapped(area, 0, label + 4, area->width - label - 5, area->height, STYLE_DIM,
        text != NULL && text[0] != '\0' ? text : _("(empty)"));
}

/* Rows a version needs in so many cells. */
static int rows_of(const struct differ *d, size_t i, int cells)
{
    struct text_line *lines = NULL;
    size_t n = text_wrap(d->texts[i], cells > 3 ? (size_t)cells - 3 : 1, &lines);

    free(lines);
    return 1 + (n > 0 ? (int)n : 1);
}

/* Two versions beside each other, below them the proposal. Returns the rows used. */
static int draw_beside(const struct differ *d, const struct area *area)
{
    int half = area->width / 2, left = rows_of(d, 0, half - 1), right = rows_of(d, 1, half);
    int most = d->choices > 2 ? area->height / 2 : area->height;
    int rows = left > right ? left : right;

    rows = rows < most ? rows : most;
    for (size_t i = 0; i < 2; i++) {
        struct area part = area_part(area, 0, i == 0 ? 0 : half + 1, rows, half - 1);
        draw_choice(d, &part, i);
    }
    draw_vrule(area, 0, half, rows);
    if (d->choices > 2 && area->height > rows + 1) {
        struct area part = area_part(area, rows + 1, 0, area->height - rows - 1, area->width);
        int need = rows_of(d, 2, area->width);
        draw_choice(d, &part, 2);
        rows += 1 + (need < part.height ? need : part.height);
    }
    return rows;
}

/* All below each other, the one stood on as whole as it can be. Returns the rows used. */
static int draw_below(const struct differ *d, const struct area *area)
{
    int y = 0, most = area->height - LEAST_ROWS * (int)(d->choices - 1);
    int kept = d->focus < d->choices ? rows_of(d, d->focus, area->width) : 0;

    kept = kept < most ? kept : most > 0 ? most : 0;
    for (size_t i = 0; i < d->choices && y < area->height; i++) {
        bool before = i < d->focus; /* rows are still to be kept for it */
        int left = area->height - y - (before ? kept : 0);
        int share = left / (int)(d->choices - i - (before && kept > 0));
        int need = rows_of(d, i, area->width), given = i == d->focus ? left : share;
        struct area part = area_part(area, y, 0, need < given ? need : given, area->width);
        if (i == d->focus && part.height > kept && kept > 0)
            part.height = kept;
        if (part.height > 0)
            draw_choice(d, &part, i);
        y += part.height;
    }
    return y;
}

/* The versions from the area's top on: two beside each other where there is room. */
static int draw_choices(const struct differ *d, const struct area *area)
{
    return area->width >= BESIDE && d->now.count == 2 ? draw_beside(d, area)
                                                      : draw_below(d, area);
}

/* What is typed or chosen instead, below what the versions say. */
static void draw_third(struct differ *d, const struct area *area)
{
    if (d->picker.field != NULL)
        picker_draw(&d->picker, area);
    else if (d->edit.way == CELL_LINE)
        field_view_line(area, 0, 2, area->width - 4, &d->edit.line);
    else
        (void)field_view_text(area, 0, 2, area->width - 4, area->height, &d->edit.text);
}

void differ_draw(struct screen *self, const struct area *area)
{
    struct differ *d = (struct differ *)self;
    bool third = d->edit.field != NULL || d->picker.field != NULL;
    int wide = third ? (d->edit.way == CELL_LINE && d->edit.field ? 2 : area->height / 2) : 0;
    int base = d->now.has_base && !third && area->height > 8 ? BASE_ROWS : 0;
    int top = area->height > 6 ? 2 : 1, rows = area->height - top - wide - base;

    if (d->texts == NULL || d->now.count == 0)
        return;
    draw_text_in(area, 0, 2, area->width - 3, STYLE_TITLE, d->row);
    if (rows > 0) {
        struct area choices = area_part(area, top, 0, rows, area->width);
        rows = draw_choices(d, &choices);
    }
    if (base > 0) {
        struct area below =
            area_part(area, top + rows + 1, 0, area->height - top - rows - 1, area->width);
        draw_base(d, &below);
    }
    if (third) {
        struct area below = area_part(area, area->height - wide, 0, wide, area->width);
        draw_third(d, &below);
    }
}
