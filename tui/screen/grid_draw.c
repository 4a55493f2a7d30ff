/* How a Grid looks: row heads that never scroll away, columns that do, totals below and to the
 * right, and under all of it the focused cell in words. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/key_words.h"
#include "tui/screen/grid_screen.h"
#include "tui/widget/field_view.h"

#define BOX_CELLS 24  /* a cell being edited takes at least so much, if there is room */
#define BLANK_CELLS 5 /* of the line that fills a column: to be written on */
#define PANE_ROWS 7   /* of a long text being edited: its label and six lines */

/* Whether a column's content stands to the right. */
static bool to_the_right(const struct field *field)
{
    return field->type->numeric;
}

/* A text in a column. */
static void put(const struct area *area, int y, int x, int width, bool right, enum style style,
    const char *text)
{
    if (right) {
        draw_text_right(area, y, x, width, style, text);
    } else {
        draw_text_in(area, y, x, width, style, text);
    }
}

/* The headings, and arrows where more columns are. */
static void draw_headings(
    struct grid_screen *s, const struct area *area, const struct grid_layout *l)
{
    struct grid *g = s->grid;
    int x = 0;
    if (l->head == 0) {
        return;
    }
    draw_text_in(
        area, 0, GRID_LEFT, l->label_width, STYLE_LABEL, words_get(&g->rows.field->label));
    for (size_t c = s->first; c < g->column_count; c++) {
        int width = grid_column_place(s, l, c, &x);
        char *text = grid_heading(s, c);
        enum style style = c == s->at                  ? STYLE_TITLE
                           : grid_column_outside(s, c) ? STYLE_MARK
                                                       : STYLE_LABEL;
        if (l->head > 2 && width > 0) {
            draw_wrapped(area, 0, x, width, 2, style, text);
        } else {
            put(area, 0, x, width, to_the_right(g->columns[c].field), style, text);
        }
        free(text);
    }
    if (l->total_width > 0) {
        draw_text_right(area, 0, l->total_x, l->total_width, STYLE_LABEL, _("total"));
    }
    if (s->first > 0) {
        draw_text(area, 0, l->columns_x - 1, STYLE_HINT, draw_ascii() ? "<" : "‹");
    }
    if (g->column_count > 0 && grid_column_place(s, l, g->column_count - 1, &x) == 0) {
        draw_text_in(area, 0, l->right, 1, STYLE_HINT, draw_ascii() ? ">" : "›");
    }
    if (l->head > 1) {
        draw_rule(area, l->head - 1, 0, area->width);
    }
}

/* The mark of a cell that is odd, or in which a check found something; the cells of the
 * screen it takes. In a narrow column it stands right before the content. */
static int draw_mark(const struct area *area, int y, int x, int width, const char *mark)
{
    return draw_text_in(area, y, x, 1, STYLE_MARK, mark) + (width > 3);
}

/* One cell. */
static void draw_cell(struct grid_screen *s, const struct area *area, int y, int x, int width,
    size_t row, size_t column)
{
    const struct field *field = s->grid->columns[column].field;
    const struct grid_cell *cell = grid_cell(s->grid, row, column);
    bool focus = row == s->list.at && column == s->at && !s->above;
    bool marked = grid_is_marked(cell);
    enum style style = focus ? STYLE_FOCUS : marked ? STYLE_MARK : STYLE_VALUE;
    if (focus) {
        draw_fill(area, y, x, 1, width, style);
        draw_cursor(area, y, x);
    }
    const struct finding *found = grid_found(s, row, column);
    const char *sign = marked ? "!" : found ? found_sign(found) : NULL;
    int mark = sign && width > 1 ? draw_mark(area, y, x, width, sign) : 0;
    if (grid_is_empty(cell)) {
        return;
    }
    char *text = grid_short(s, field, cell);
    put(area, y, x + mark, width - mark, to_the_right(field) && !cell->typed, style, text);
    free(text);
}

/* One row with its total. */
static void draw_row(struct grid_screen *s, const struct area *area,
    const struct grid_layout *l, int y, size_t row)
{
    bool here = row == s->list.at && !s->above, outside = grid_row_outside(s, row);
    int x = 0;
    char *label = text_format("%s%s", outside ? "! " : "", grid_row_label(s, row));
    draw_text_in(area, y, GRID_LEFT, l->label_width,
        here      ? STYLE_TITLE
        : outside ? STYLE_MARK
                  : STYLE_LABEL,
        label);
    free(label);
    if (here) {
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 0);
    }
    grid_draw_hit(s, area, y, 0, area->width, row, s->grid->column_count);
    for (size_t c = s->first; c < s->grid->column_count; c++) {
        int width = grid_column_place(s, l, c, &x);
        if (width > 0) {
            grid_draw_hit(s, area, y, x, width, row, c);
            draw_cell(s, area, y, x, width, row, c);
        }
    }
    if (l->total_width > 0) {
        char *total = grid_short_total(s->grid->fields[0], &s->grid->sums.rows[row]);
        draw_text_right(area, y, l->total_x, l->total_width, STYLE_HINT, total);
        free(total);
    }
}

/* The line that fills a column. */
static void draw_fill_line(
    struct grid_screen *s, const struct area *area, const struct grid_layout *l, int y)
{
    int x = 0;
    draw_text_in(area, y, GRID_LEFT, l->label_width, s->above ? STYLE_TITLE : STYLE_HINT,
        _("Fill column"));
    if (s->above) {
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
    }
    grid_draw_fill_hit(s, area, y, 0, area->width, s->grid->column_count);
    for (size_t c = s->first; c < s->grid->column_count; c++) {
        int width = grid_column_place(s, l, c, &x);
        if (width > 0) {
            grid_draw_fill_hit(s, area, y, x, width, c);
        }
        if (width > 0 && s->above && c == s->at) {
            draw_fill(area, y, x, 1, width, STYLE_FOCUS);
            draw_cursor(area, y, x);
        } else if (width > 0 && grid_takes_letters(s->grid->columns[c].field)) {
            draw_text_in(
                area, y, x, width < BLANK_CELLS ? width : BLANK_CELLS, STYLE_HINT, "_____");
        }
    }
}

/* A line of totals. */
static void draw_totals_line(struct grid_screen *s, const struct area *area,
    const struct grid_layout *l, int y, const char *label, const struct value *totals,
    const struct value *all)
{
    int x = 0;
    draw_text_in(area, y, GRID_LEFT, l->label_width, STYLE_LABEL, label);
    for (size_t c = s->first; totals && c < s->grid->column_count; c++) {
        const struct field *field = s->grid->columns[c].field;
        int width = grid_column_place(s, l, c, &x);
        char *text = grid_short_total(field, &totals[c]);
        put(area, y, x, width, to_the_right(field), STYLE_HINT, text);
        free(text);
    }
    if (l->total_width > 0) {
        char *text = grid_short_total(s->grid->fields[0], all);
        draw_text_right(area, y, l->total_x, l->total_width, STYLE_HINT, text);
        free(text);
    }
}

/* The totals, below what is in sight of the rows. */
static void draw_totals(
    struct grid_screen *s, const struct area *area, const struct grid_layout *l, int y)
{
    struct grid_sums *sums = &s->grid->sums;
    int x = 0;
    if (l->totals == 0) {
        return;
    }
    if (l->totals > 1 + l->dimension) {
        for (size_t c = s->first; c < s->grid->column_count; c++) {
            int width = grid_column_place(s, l, c, &x);
            draw_rule(area, y, x, width);
        }
        if (l->total_width > 0) {
            draw_rule(area, y, l->total_x, l->total_width);
        }
        y++;
    }
    draw_totals_line(s, area, l, y, grid_totals_label(s->grid), sums->columns, &sums->all);
    if (l->dimension) {
        draw_totals_line(
            s, area, l, y + 1, sums->dimension, sums->of_dimension, &sums->dimension_all);
    }
}

/* The focused cell in words, and what is to be said about the page. */
static void draw_words(
    struct grid_screen *s, const struct area *area, const struct grid_layout *l)
{
    int y = area->height - l->notes - l->pane;
    int blank = l->pane > 2 ? 1 : 0;
    char *whole = grid_whole(s);
    if (l->pane > 0) {
        draw_wrapped(area, y + blank, 1, area->width - 2, l->pane - blank, STYLE_TEXT, whole);
    }
    free(whole);
    for (int i = 0; i < l->notes; i++) {
        char *note = key_words(grid_note(s, (size_t)i));
        draw_text_in(area, area->height - l->notes + i, 1, area->width - 2,
            note && note[0] == '!' ? STYLE_MARK : STYLE_HINT, note);
        free(note);
    }
}

/* The editor over its cell, as wide as it needs to be read; of a new row's key over the words.
 */
static void draw_editor(
    struct grid_screen *s, const struct area *area, const struct grid_layout *l, int y)
{
    int x = l->columns_x, cells = grid_column_place(s, l, s->at, &x);
    if (s->adding) {
        x = GRID_LEFT;
        y = area->height - l->notes - 1;
    }
    int width = cells > BOX_CELLS || s->adding ? BOX_CELLS * 2 : BOX_CELLS;
    width = width < area->width - GRID_LEFT ? width : area->width - GRID_LEFT;
    x = x + width > area->width ? area->width - width : x;
    field_view_line(area, y < area->height ? y : area->height - 1, x, width, &s->edit.line);
}

/* Why there is nothing, and what can be done. */
static void draw_nothing(struct grid_screen *s, const struct area *area)
{
    char *what = NULL, *how = NULL;
    grid_emptiness(s, &what, &how);
    how = key_words(how);
    int y = area->height > 3 ? 1 : 0;
    draw_cursor(area, y, GRID_LEFT);
    y += draw_wrapped(area, y, GRID_LEFT, area->width - 4, 2, STYLE_TITLE, what);
    draw_wrapped(area, y, GRID_LEFT, area->width - 4, 2, STYLE_HINT, how);
    if (s->adding && s->edit.field) {
        field_view_line(area, area->height - 1, GRID_LEFT, area->width - 4, &s->edit.line);
    }
    free(what);
    free(how);
}

/* Headings, rows, totals, words. */
static void draw_grid(struct grid_screen *s, const struct area *area)
{
    struct grid_layout l;
    grid_lay_out(s, area, &l);
    draw_headings(s, area, &l);
    int y = l.head;
    if (l.fill > 0) {
        draw_fill_line(s, area, &l, y++);
    }
    list_fit(&s->list, l.rows > 0 ? l.rows : 1);
    int shown = 0, top = y;
    for (; shown < l.rows && s->list.top + (size_t)shown < s->list.count; shown++) {
        draw_row(s, area, &l, y++, s->list.top + (size_t)shown);
    }
    if (shown < l.rows && grid_rows_are_chosen(s->grid)) {
        char *more = key_words(
            text_format(app_fkeys(s->base.app) ? _("F4 another %s") : _("^N another %s"),
                words_get(&s->grid->rows.field->label)));
        grid_draw_new_hit(s, area, y);
        draw_text(area, y++, GRID_LEFT, STYLE_HINT, more);
        free(more);
    }
    draw_totals(s, area, &l, y);
    draw_words(s, area, &l);
    if (s->list.top > 0) {
        draw_sign(area, top, area->width - 1, STYLE_HINT, GLYPH_UP);
    }
    if (s->list.top + (size_t)shown < s->list.count && shown > 0) {
        draw_sign(area, top + shown - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    }
    int at = top + (int)(s->list.at - s->list.top), x = l.columns_x;
    if (s->edit.field && s->edit.way == CELL_LINE) {
        draw_editor(s, area, &l, at);
    } else {
        grid_column_place(s, &l, s->at, &x);
        draw_cursor(area, s->above ? l.head : at, x);
    }
}

/* The long text of a cell, in a pane of its own. */
static void draw_pane(struct grid_screen *s, const struct area *area)
{
    char *title = text_format(" %s ", words_get(&s->edit.field->label));
    draw_fill(area, 0, 0, area->height, area->width, STYLE_TEXT);
    draw_rule(area, 0, 0, area->width);
    draw_text(area, 0, 2, STYLE_TITLE, title);
    free(title);
    field_view_text(
        area, 1, GRID_LEFT, area->width - GRID_LEFT - 1, area->height - 1, &s->edit.text);
}

void grid_draw(struct screen *self, const struct area *area)
{
    struct grid_screen *s = (struct grid_screen *)self;
    bool text = s->edit.field && s->edit.way == CELL_TEXT;
    int pane = s->picker.field ? picker_height(area->height)
               : text          ? (PANE_ROWS < area->height ? PANE_ROWS : area->height)
                               : 0;
    struct area above = area_part(area, 0, 0, area->height - pane, area->width);
    struct area below = area_part(area, area->height - pane, 0, pane, area->width);
    if (above.height > 0 && grid_has_cells(s)) {
        draw_grid(s, &above);
    } else if (above.height > 0) {
        draw_nothing(s, &above);
    }
    if (s->picker.field) {
        picker_draw(&s->picker, &below);
    } else if (text) {
        draw_pane(s, &below);
    }
}
