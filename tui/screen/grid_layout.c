/* How a Grid shares its area out: which lines there are, how wide columns are, which are in
 * sight. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/grid_screen.h"

#define HEAD_SHARE 42   /* percent of the width the row heads may take */
#define HEAD_SMALL 30   /* and when all columns are in sight with that */
#define HEAD_LEAST 8    /* and what they take at least */
#define HEAD_MOST 40    /* of rows that are too many to be measured */
#define HEADS_MOST 60   /* rows whose heads are measured */
#define CELLS_MOST 2000 /* cells that are measured; with more, the type tells the width */
#define HEADING_MOST 12 /* a longer heading is put on two lines, of at least: */
#define HEADING_HALF 9
#define WIDE 70 /* from here on columns stand two blanks apart, if they fit */

/* Cells the content of a type takes at least, and at most. */
static void bounds(const struct field *field, int *least, int *most)
{
    switch (field->type->id) {
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_YESNO: *least = 6, *most = 14; break;
    case TYPE_MONEY:
    case TYPE_DECIMAL:
    case TYPE_PERCENT: *least = 8, *most = 20; break;
    case TYPE_TEXT:
    case TYPE_MULTILINE: *least = 16, *most = 28; break;
    default: *least = 8, *most = 16;
    }
}

/* Makes a width wide enough for a text. */
static void widen(int *width, const char *text)
{
    int cells = text ? (int)text_width(text) : 0;
    *width = cells > *width ? cells : *width;
}

/* The same, and frees the text. */
static void widen_by(int *width, char *text)
{
    widen(width, text);
    free(text);
}

/* What a cell needs room for; NULL for an empty one. A mark needs some where it stands before a
 * value; a text that is not understood makes no column wider. Caller frees. */
static char *content(struct grid_screen *s, size_t row, size_t column)
{
    const struct grid_cell *cell = grid_cell(s->grid, row, column);
    if (grid_is_empty(cell)) {
        return NULL;
    }
    char *text = grid_short(s, s->grid->columns[column].field, cell);
    char *marked = cell->different && !cell->typed && text ? text_format("! %s", text) : NULL;
    if (!marked) {
        return text;
    }
    free(text);
    return marked;
}

/* Cells every column takes: the same for all, so that they stand like a table; and the rows'
 * totals. Measured anew when something was stored or the page turned. */
static void measure(struct grid_screen *s)
{
    struct grid *g = s->grid;
    int least = 6, most = 8, heading = 0;
    if (g->column_count == 0 || (s->cell_width > 0 && s->width_version == g->version &&
                                    s->width_page == g->page && s->width_summed == g->summed)) {
        return;
    }
    s->total_width = (int)text_width(_("total"));
    for (size_t i = 0; i < g->field_count; i++) {
        int low, high;
        bounds(g->fields[i], &low, &high);
        least = low > least ? low : least;
        most = high > most ? high : most;
    }
    s->cell_width = least;
    bool few = g->rows.count * g->column_count <= CELLS_MOST;
    for (size_t c = 0; c < g->column_count; c++) {
        widen_by(&heading, grid_heading(s, c));
        for (size_t r = 0; few && r < g->rows.count; r++) {
            widen_by(&s->cell_width, content(s, r, c));
        }
        if (g->summed && g->sums.columns) {
            widen_by(
                &s->cell_width, grid_short_total(g->columns[c].field, &g->sums.columns[c]));
        }
        if (g->summed && g->sums.of_dimension) {
            widen_by(&s->cell_width,
                grid_short_total(g->columns[c].field, &g->sums.of_dimension[c]));
        }
    }
    s->cell_width = s->cell_width > most ? most : s->cell_width;
    s->heading_width = heading;
    int wish = heading <= HEADING_MOST ? heading : HEADING_HALF;
    s->cell_width = wish > s->cell_width ? wish : s->cell_width;
    s->measured_width = s->cell_width;
    for (size_t r = 0; g->summed && g->sums.rows && r < g->rows.count; r++) {
        widen_by(&s->total_width, grid_short_total(g->fields[0], &g->sums.rows[r]));
    }
    if (g->summed && g->sums.rows) {
        widen_by(&s->total_width, grid_short_total(g->fields[0], &g->sums.all));
        widen_by(&s->total_width, grid_short_total(g->fields[0], &g->sums.dimension_all));
    }
    s->width_version = g->version;
    s->width_summed = g->summed;
    s->width_page = g->page;
}

/* Whether a column has a total. */
static bool has_totals(const struct grid *g)
{
    for (size_t i = 0; i < g->field_count; i++) {
        if (grid_total(g->fields[i]) != GRID_NO_TOTAL) {
            return true;
        }
    }
    return false;
}

const char *grid_totals_label(const struct grid *g)
{
    return grid_total(g->fields[0]) == GRID_FILLED && g->field_count == 1 ? _("Filled in")
                                                                          : _("Total");
}

/* Cells the row heads take, where the columns want `columns` of the width. */
static int label_width(struct grid_screen *s, int width, int gap, int columns)
{
    struct grid *g = s->grid;
    int share = width * HEAD_SHARE / 100 - GRID_LEFT, small = width * HEAD_SMALL / 100;
    int left = width - 1 - GRID_LEFT - gap - columns, wish = HEAD_LEAST;
    share = left >= small - GRID_LEFT ? left : share; /* all columns are in sight */
    share = share > HEAD_LEAST ? share : HEAD_LEAST;
    if (g->rows.count > HEADS_MOST) {
        return share < HEAD_MOST ? share : HEAD_MOST;
    }
    for (size_t i = 0; i < g->rows.count; i++) {
        int cells = (int)text_width(grid_row_label(s, i)) + (grid_row_outside(s, i) ? 2 : 0);
        wish = cells > wish ? cells : wish;
    }
    widen(&wish, has_totals(g) ? grid_totals_label(g) : NULL);
    widen(&wish, g->sums.dimension);
    widen(&wish, grid_can_fill(s) ? _("Fill column") : NULL);
    return wish < share ? wish : share;
}

/* How many notes there are, up to the room for them. */
static int count_notes(struct grid_screen *s, int most)
{
    int count = 0;
    for (char *note = NULL; count < most && (note = grid_note(s, (size_t)count)); count++) {
        free(note);
    }
    return count;
}

/* Shares the lines out: the rows come first, then the words about the cell, then the totals. */
static void share_lines(struct grid_screen *s, int height, struct grid_layout *l)
{
    bool totals = has_totals(s->grid);
    l->dimension = totals && s->grid->sums.dimension && height >= 11;
    l->head = height >= 9 ? 2 : height >= 2 ? 1 : 0;
    l->head += s->heading_width > s->cell_width && height >= 14 ? 1 : 0;
    l->pane = height >= 12 ? 3 : height >= 5 ? 1 : 0; /* a blank line before two */
    l->notes = count_notes(s, height >= 15 ? 3 : height >= 10 ? 1 : 0);
    l->totals = !totals ? 0 : height >= 11 ? 2 + l->dimension : height >= 7 ? 1 : 0;
    l->fill = grid_can_fill(s) && (s->above || height >= 8) ? 1 : 0;
    l->rows = height - l->head - l->pane - l->notes - l->totals - l->fill;
    if (l->rows < (int)s->grid->rows.count &&
        height >= 11) { /* what is only for the eye goes */
        l->totals -= l->totals > 1 ? 1 : 0;
        l->pane -= l->pane > 2 ? 1 : 0;
        l->notes = l->notes > 1 ? 1 : l->notes;
        l->rows = height - l->head - l->pane - l->notes - l->totals - l->fill;
    }
    if (l->rows < 1) {
        l->fill = s->above ? 1 : 0;
        l->rows = height - l->head - l->fill > 0 ? 1 : 0;
    }
}

/* Shares the cells of a line out, with `gap` blanks between columns; false when not all columns
 * are in sight. */
static bool share_cells_with(struct grid_screen *s, int width, int gap, struct grid_layout *l)
{
    bool sums = s->grid->sums.rows != NULL;
    l->gap = gap;
    int all = (int)s->grid->column_count * (s->cell_width + l->gap);
    l->label_width = label_width(s, width, l->gap, all + (sums ? s->total_width + l->gap : 0));
    l->columns_x = GRID_LEFT + l->label_width + l->gap;
    l->right = width - 1;
    if (sums && l->columns_x + s->cell_width + 2 * l->gap + s->total_width <= width - 1) {
        int last = width - 1 - s->total_width;
        l->total_width = s->total_width;
        l->total_x = l->columns_x + all < last ? l->columns_x + all : last;
        l->right = l->total_x - l->gap;
    }
    return l->columns_x + all - l->gap <= l->right;
}

/* Two blanks between columns, one where little is missing to see them all. */
static void share_cells(struct grid_screen *s, int width, struct grid_layout *l)
{
    if (width >= WIDE &&
        (share_cells_with(s, width, 2, l) || !share_cells_with(s, width, 1, l))) {
        share_cells_with(s, width, 2, l);
    } else if (width < WIDE) {
        share_cells_with(s, width, 1, l);
    }
}

/* Where all columns are in sight and there is room left, headings get it, up to their whole
 * length. */
static void widen_for_headings(struct grid_screen *s, int width, struct grid_layout *l)
{
    int count = (int)s->grid->column_count, missing = s->heading_width - s->cell_width;
    int end = l->columns_x + count * (s->cell_width + l->gap) - l->gap;
    int spare = width - 1 - end - (l->total_width > 0 ? l->gap + l->total_width : 0);
    if (count == 0 || missing <= 0 || spare < count) {
        return;
    }
    s->cell_width += spare / count < missing ? spare / count : missing;
    share_cells(s, width, l);
}

int grid_column_place(
    const struct grid_screen *s, const struct grid_layout *l, size_t column, int *x)
{
    if (column < s->first) {
        return 0;
    }
    *x = l->columns_x + (int)(column - s->first) * (s->cell_width + l->gap);
    int room = l->right - *x;
    /* The first one in sight is always there, however narrow. */
    return room >= s->cell_width ? s->cell_width
           : column == s->first  ? (room > 1 ? room : 1)
                                 : 0;
}

/* Scrolls sideways as little as brings the focused column into sight. */
static void fit_columns(struct grid_screen *s, const struct grid_layout *l)
{
    int step = s->cell_width + l->gap;
    int fit = (l->right - l->columns_x + l->gap) / step;
    size_t most = fit > 1 ? (size_t)fit : 1;
    if (s->at < s->first) {
        s->first = s->at;
    }
    if (s->at >= s->first + most) {
        s->first = s->at - most + 1;
    }
    if (s->first + most > s->grid->column_count) {
        s->first = s->grid->column_count > most ? s->grid->column_count - most : 0;
    }
}

void grid_lay_out(struct grid_screen *s, const struct area *area, struct grid_layout *l)
{
    *l = (struct grid_layout){0};
    measure(s);
    s->cell_width = s->measured_width;
    share_cells(s, area->width, l);
    widen_for_headings(s, area->width, l);
    share_lines(s, area->height, l);
    fit_columns(s, l);
}
