/* How a note looks: what it is about, the text, and the few fields below it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/note.h"
#include "tui/term/hit.h"
#include "tui/widget/field_view.h"

#define LABEL_MOST 26
#define STACK_BELOW 46 /* narrower: the value stands below its label */
#define TEXT_LEAST 3   /* rows of the text's box */
#define TEXT_MOST 8
#define LINE_BOX 40   /* cells of a one-line editor */
#define ECHO_BOX 26   /* ... that has its meaning beside it */
#define ECHO_LEAST 12 /* ... and little room for both */

/* Where things stand at a width. */
struct places {
    int label, x, width; /* of the label; where the value begins, and its cells */
    bool stacked;
};

/* The widest label, and the values beside or below it. */
static struct places find_places(const struct note *n, int width)
{
    struct places p = {.stacked = width < STACK_BELOW};
    const struct field *about = note_about_field(n->form);
    int longest = about != NULL ? (int)text_width(words_get(&about->label)) : 0;

    for (size_t i = 0; i < n->count; i++) {
        int cells = (int)text_width(words_get(&n->fields[i].field->label));
        longest = cells > longest ? cells : longest;
    }
    p.label = p.stacked ? width - 3 : longest < LABEL_MOST ? longest : LABEL_MOST;
    p.x = p.stacked ? 2 : p.label + 4;
    p.width = width - p.x - 1 > 1 ? width - p.x - 1 : 1;
    return p;
}

/* Gives every field its rows, from `y` on; the focused one is scrolled into sight. */
static void lay_out(struct note *n, const struct places *p, int y, int height)
{
    int first = 0, last = 0;

    for (size_t i = 0; i < n->count; i++) {
        struct note_field *f = &n->fields[i];
        f->rows = 1;
        if (f->edit.field != NULL && f->edit.way == CELL_TEXT) {
            int rows = field_view_rows(&f->edit.text, p->width, TEXT_MOST);
            f->rows = rows > TEXT_LEAST ? rows : TEXT_LEAST;
            if (f->rows > height - p->stacked)
                f->rows = height - p->stacked > 1 ? height - p->stacked : 1;
        }
        f->y = y;
        y += f->rows + p->stacked;
        if (i == n->at) {
            first = f->y;
            last = y;
        }
    }
    n->scrolls = y > height;
    if (last > n->top + height)
        n->top = last - height;
    if (first < n->top)
        n->top = first;
    if (n->at == 0 && last <= height)
        n->top = 0;
}

/* What is typed or chosen. */
static void draw_value(struct note *n, const struct area *area, struct note_field *f, int y,
    const struct places *p)
{
    bool here = f == &n->fields[n->at];
    int box = p->width < LINE_BOX ? p->width : LINE_BOX;

    if (f->edit.field == NULL && here) {
        int shown = f->shown != NULL ? (int)text_width(f->shown) : 0;
        box = shown <= box ? box : shown < p->width ? shown : p->width;
        draw_box(area, y, p->x, box, STYLE_FOCUS, f->shown);
        draw_cursor(area, y, p->x);
    } else if (f->edit.field == NULL) {
        draw_text(area, y, p->x, STYLE_VALUE, f->shown);
    } else if (!here) {
        draw_wrapped(area, y, p->x, p->width, f->rows, STYLE_VALUE, cell_edit_text(&f->edit));
    } else if (f->edit.way == CELL_TEXT) {
        field_view_text(area, y, p->x, p->width, f->rows, &f->edit.text);
    } else {
        char *value = NULL, *words = NULL;
        cell_edit_echo(&f->edit, &value, &words);
        if (f->field->type->id != TYPE_TEXT && box > ECHO_BOX)
            box = ECHO_BOX;
        int left = p->width - 1 - (value != NULL ? (int)text_width(value) : 0);
        if (left < box && left >= ECHO_LEAST)
            box = left;
        field_view_line(area, y, p->x, box, &f->edit.line);
        draw_text(area, y, p->x + box + 1, STYLE_HINT, value);
        free(value);
        free(words);
    }
}

/* Label and value of every field in sight. */
static void draw_fields(struct note *n, const struct area *area, const struct places *p)
{
    for (size_t i = 0; i < n->count; i++) {
        struct note_field *f = &n->fields[i];
        bool here = i == n->at;
        int y = f->y - n->top;
        draw_hit(area, y, 0, f->rows + p->stacked, area->width, n, i);
        if (here && y >= 0)
            draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        if (y >= 0)
            draw_text_in(area, y, 2, p->label, here ? STYLE_TITLE : STYLE_LABEL,
                words_get(&f->field->label));
        if (y + p->stacked >= 0 && y + p->stacked < area->height)
            draw_value(n, area, f, y + p->stacked, p);
    }
}

/* What it is about, then the fields. */
static void draw_note(struct note *n, const struct area *area)
{
    struct places p = find_places(n, area->width);
    const struct field *about = note_about_field(n->form);
    int y = area->height > 8;

    if (about != NULL && area->height > 8) {
        draw_text_in(area, y - n->top, 2, p.label, STYLE_LABEL, words_get(&about->label));
        y += p.stacked;
        draw_text_in(area, y - n->top, p.x, p.width, STYLE_DIM,
            n->about != NULL ? n->about_name : _("(nothing in particular)"));
        y++;
    }
    lay_out(n, &p, y, area->height);
    draw_fields(n, area, &p);
}

void note_draw(struct screen *self, const struct area *area)
{
    struct note *n = (struct note *)self;

    if (n->picker.field == NULL) {
        draw_note(n, area);
        return;
    }
    int pane = picker_height(area->height);
    struct area above = area_part(area, 0, 0, area->height - pane, area->width);
    struct area below = area_part(area, area->height - pane, 0, pane, area->width);
    if (above.height > 0)
        draw_note(n, &above);
    picker_draw(&n->picker, &below);
}
