/* The inside of the Grid screen, shared by grid.c (keys), grid_edit.c (what changes cells),
 * grid_layout.c, grid_draw.c, grid_mouse.c and grid_words.c (what cells, columns and
 * sentences say). */
#ifndef SUSUN_TUI_SCREEN_GRID_SCREEN_H
#define SUSUN_TUI_SCREEN_GRID_SCREEN_H

#include "core/plan/grid.h"
#include "tui/screen/cell.h"
#include "tui/screen/found.h"
#include "tui/widget/list.h"
#include "tui/widget/picker.h"

struct grid_screen {
    struct screen base;
    struct grid *grid;
    struct list list; /* the rows */
    size_t at, first; /* focused column; first one in sight */
    bool above;       /* the focus is on the line over the rows that fills a column */
    struct cell_place place;
    struct cell_edit edit;
    struct picker picker;
    bool adding;    /* the picker or the editor is about a new row, not about a cell */
    int cell_width; /* cells of the screen a column takes, of width_version; see grid_layout.c
                     */
    int measured_width; /* of cell_width what the content asks for */
    int total_width, heading_width;
    int64_t width_version;
    size_t width_page;
    bool width_summed;
    char *title, *hint, *key_line; /* as answered last */
};

/* Whether there is a cell to stand on. */
bool grid_has_cells(const struct grid_screen *s);
/* The field of the focused column; NULL when there is no column. */
const struct field *grid_field(const struct grid_screen *s);
/* Whether its cells take one of a few words: the first letter is enough. */
bool grid_takes_letters(const struct field *field);
/* Whether they take one digit: it is stored at once, and the focus moves on. */
bool grid_takes_digits(const struct field *field);
/* Whether a cell has a mark: not understood, or filled in differently. */
bool grid_is_marked(const struct grid_cell *cell);
/* Whether the focused column can be filled with one value from the line over the rows. */
bool grid_can_fill(const struct grid_screen *s);

/* grid.c */
/* Where the focus goes after a cell: down, at the end to the top of the next column; or right,
 * at the end to the next row. */
void grid_go_down(struct grid_screen *s);
void grid_go_right(struct grid_screen *s);
void grid_go_left(struct grid_screen *s);
/* Takes in what the workbook holds now; the focus stays inside. */
void grid_reload(struct grid_screen *s);

/* grid_edit.c */
/* Opens the editor or the picker on the focused cell; `replace`: typing replaces what is there.
 */
void grid_edit(struct grid_screen *s, bool replace, const char *filter);
/* Asks for a new row. */
void grid_ask_row(struct grid_screen *s);
/* Stores what is typed and closes the editor. False: it stays, with a question or trouble. */
bool grid_store(struct grid_screen *s, bool ask);
/* Puts a value (VALUE_NULL empties) or a text as typed into the focused cell. */
bool grid_put(struct grid_screen *s, const struct value *value, const char *typed);
/* Typing on a cell that is not being edited. */
void grid_typed(struct grid_screen *s, const struct press *press);
/* Copies the cell to the left (years) or above into the focused one. */
void grid_copy_beside(struct grid_screen *s);
void grid_delete_row(struct grid_screen *s);
/* A key for the open picker or editor: SCREEN_ bits. */
int grid_picker_key(struct grid_screen *s, const struct press *press);
int grid_edit_key(struct grid_screen *s, const struct press *press);

/* grid_paste.c: the preview of a pasted text, or of a file when `path` is not NULL, from the
 * focused cell on. On trouble nothing is pushed. */
enum status grid_open_paste(
    struct grid_screen *s, const char *text, const char *path, struct error *e);

/* grid_words.c */
/* What a cell shows, short. Caller frees. */
char *grid_short(
    struct grid_screen *s, const struct field *field, const struct grid_cell *cell);
/* A total, short; "" when there is none. Caller frees. */
char *grid_short_total(const struct field *field, const struct value *total);
/* What stands over a column, short (caller frees), and whole (valid until the page is read
 * again).
 */
char *grid_heading(struct grid_screen *s, size_t column);
const char *grid_whole_heading(struct grid_screen *s, size_t column);
const char *grid_row_label(struct grid_screen *s, size_t row);
/* Whether a column or row is outside of what is asked for. */
bool grid_column_outside(const struct grid_screen *s, size_t column);
bool grid_row_outside(const struct grid_screen *s, size_t row);
/* The focused cell in a sentence, or what the focused line does. Caller frees. */
char *grid_whole(struct grid_screen *s);
/* What is to be said about the page, the most important first; NULL after the last. Caller
 * frees. */
char *grid_note(struct grid_screen *s, size_t i);
/* Why there are no rows, and what can be done. Caller frees both. */
void grid_emptiness(struct grid_screen *s, char **what, char **how);
const char *grid_title(struct screen *self);
const char *grid_hint(struct screen *self);
const char *grid_keys(struct screen *self);

/* grid_found.c: what checks found in a cell that does not say itself what is odd about it; what
 * is to be said of the focused one, or of its row; and of the page. NULL: nothing. */
const struct finding *grid_found(struct grid_screen *s, size_t row, size_t column);
const struct finding *grid_found_here(struct grid_screen *s);
const struct finding *grid_found_on_page(struct grid_screen *s);

/* grid_mouse.c */
/* While drawing: a part of a line is a cell (column_count: the row itself), the place that
 * fills a column, or asks for another row. */
void grid_draw_hit(struct grid_screen *s, const struct area *area, int y, int x, int width,
    size_t row, size_t column);
void grid_draw_fill_hit(
    struct grid_screen *s, const struct area *area, int y, int x, int width, size_t column);
void grid_draw_new_hit(struct grid_screen *s, const struct area *area, int y);
/* Whether a press is the mouse's and meant for the cells, not for the open editor or picker. */
bool grid_pointed(const struct grid_screen *s, const struct press *press);
/* Does it: SCREEN_ bits. */
int grid_point(struct grid_screen *s, const struct press *press);

/* grid_layout.c */
#define GRID_LEFT 2 /* the pointer stands before */
/* How the area is shared out; lines and cells of the screen, counted from its upper left. */
struct grid_layout {
    int head, fill, rows, totals, pane, notes; /* lines of the parts, from above */
    int label_width, gap, columns_x, right;    /* right: where the columns end */
    int total_x, total_width;                  /* of the rows' totals; width 0: none */
    bool dimension;                            /* its totals are among the lines */
};
/* Shares the area out, and scrolls sideways as little as brings the focus into sight. */
void grid_lay_out(struct grid_screen *s, const struct area *area, struct grid_layout *l);
/* Where a column stands, and how many cells of it fit; 0: it is not in sight. */
int grid_column_place(
    const struct grid_screen *s, const struct grid_layout *l, size_t column, int *x);
/* What the line of totals is called. */
const char *grid_totals_label(const struct grid *g);

/* grid_draw.c */
void grid_draw(struct screen *self, const struct area *area);

#endif
