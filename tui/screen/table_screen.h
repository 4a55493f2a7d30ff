/* The inside of the Table screen, shared by table.c (keys), table_edit.c (cells and rows
 * changed), table_move.c (rows on their way), table_view.c (sorted, narrowed), table_rows.c
 * (what is read for the rows in sight), table_layout.c (columns) and table_draw.c. */
#ifndef SUSUN_TUI_SCREEN_TABLE_SCREEN_H
#define SUSUN_TUI_SCREEN_TABLE_SCREEN_H

#include "core/store/rows.h"
#include "tui/screen/cell.h"
#include "tui/screen/found.h"
#include "tui/widget/list.h"
#include "tui/widget/picker.h"

/* A column: a field, or with NULL the code (of a list) or the name (of a fixed form) of the
 * row. */
struct column {
    const struct field *field;
    int heading; /* cells its heading takes */
    int width;   /* what it takes for its type, at most, where room is short */
    int want;    /* what the longest of its cells takes, as far as they were looked at */
};
/* Where it stands now. */
struct place_x {
    int x, width; /* width 0: not in sight */
};
#define TABLE_LEFT 2 /* the pointer stands before */

/* A row as shown; kept while the workbook stays as it is. */
struct shown_row {
    char *uid;
    int64_t version;
    char **texts; /* [column_count] */
    bool *typed;  /* [column_count] */
    bool *odd;    /* [column_count]: out of its bounds, or filled in differently */
};
#define SHOWN_ROWS 128 /* more than any terminal shows */

struct table_screen {
    struct screen base;
    const struct form *form;
    struct rows *rows;
    struct list list;
    struct column *columns;
    size_t column_count, frozen; /* the first `frozen` never scroll away */
    size_t at, first;            /* focused column; first one shown after the frozen ones */
    struct shown_row shown[SHOWN_ROWS];
    struct cell_place place; /* the row being written in */
    struct cell_edit edit;
    struct picker picker;
    bool moving; /* F6: list.at is where the row `from` goes */
    size_t from;
    bool reparent; /* ... and it is to stand under the row `under`; NULL: under none */
    char *under;
    bool filtering; /* the filter is being typed */
    struct edit_line filter;
    bool filter_unfinished;
    char *among;                   /* the name of the rows that are shown; NULL: of all */
    size_t total;                  /* rows of the form, in the view or not */
    size_t offered;                /* common rows the method offers for a short list */
    bool measured;                 /* columns know what the rows in sight want ... */
    int64_t measured_at;           /* ... as of this workbook_version */
    char *stand_uid, *stand_field; /* where to stand when on top again */
    char *whole; /* the focused cell's whole text, of whole_uid, whole_column, whole_version */
    char *whole_uid, *why;
    char *range; /* why its number is odd */
    size_t whole_column;
    int64_t whole_version;
    char *title, *hint, *key_line; /* as answered last */
};

/* table_rows.c */
bool table_make_columns(struct table_screen *t);
/* Row number of a line of the list, which differ while a row is moved. */
size_t table_row_at(const struct table_screen *t, size_t line);
/* Id of the focused row, NULL in an empty table. */
const char *table_uid(const struct table_screen *t);
const struct field *table_field(const struct table_screen *t);
/* What a row shows; NULL when it cannot be read. Valid until the row is not in sight. */
const struct shown_row *table_shown(struct table_screen *t, size_t row);
/* Notes what rows want of their columns: many at the first drawing, those in sight after
 * something was stored, so that nothing moves while one only looks. */
void table_measure(struct table_screen *t);
/* The whole text of the focused cell, and in t->why the reason if it is not understood. */
const char *table_whole(struct table_screen *t);
/* Code or title of the focused row; caller frees. */
char *table_row_name(struct table_screen *t);
void table_forget(struct table_screen *t);
/* Reads the list of rows anew and stands where table_stand said. */
void table_reload(struct table_screen *t);
/* The next column to the left (-1) or right (1) that can have the focus; t->at if there is
 * none. */
size_t table_next_column(const struct table_screen *t, int step);
/* The first or last column that can; column_count if none can. */
size_t table_end_column(const struct table_screen *t, bool last);

/* table_edit.c */
/* Opens the editor or the picker on the focused cell; `replace`: typing replaces what is there.
 */
void table_edit(struct table_screen *t, bool replace, const char *filter);
/* Stores what is typed and closes the editor. False: it stays, with a question or trouble. */
bool table_store(struct table_screen *t, bool ask);
/* Puts a value into the focused cell. */
bool table_set(struct table_screen *t, const struct value *value);
/* A key for the open picker, the open editor or the question: SCREEN_ bits. */
int table_picker_key(struct table_screen *t, const struct press *press);
int table_edit_key(struct table_screen *t, const struct press *press);
void table_delete_row(struct table_screen *t);
/* The preview of a pasted text, or of a file when `path` is not NULL, from the focused cell on.
 */
enum status table_open_paste(
    struct table_screen *t, const char *text, const char *path, struct error *e);
/* Puts into the focused cell what stands in the row above. */
void table_copy_above(struct table_screen *t);
/* Takes in the common rows the method offers for this short list. */
void table_take_offered(struct table_screen *t);

/* table_move.c */
/* Begins to move the focused row. */
void table_move_begin(struct table_screen *t);
/* Forgets the move. */
void table_move_end(struct table_screen *t);
int table_move_key(struct table_screen *t, const struct press *press);
/* Under which row it would stand; caller frees. */
char *table_move_hint(struct table_screen *t);
const char *table_move_keys(const struct table_screen *t);

/* table_view.c */
bool table_can_sort(const struct table_screen *t);
/* By the focused column upwards, then downwards, then in their own order. */
void table_sort(struct table_screen *t);
/* Opens the line in which the filter is typed. */
void table_filter(struct table_screen *t);
int table_filter_key(struct table_screen *t, const struct press *press);
/* Whether rows are left out. */
bool table_narrowed(const struct table_screen *t);
/* Rows the filter takes at the top of an area of that height, and it in them. */
int table_filter_rows(const struct table_screen *t, int height);
void table_draw_filter(struct table_screen *t, const struct area *area);
/* Why a narrowed table is empty; caller frees. */
char *table_none_left(const struct table_screen *t);

/* table_layout.c */
/* Gives every column its place[column_count] at a width, scrolling sideways as little as brings
 * the focused one into sight; with `box` > 0 so many cells of an editor beside it. Returns the
 * first column shown after the frozen ones. */
size_t table_lay_out(struct table_screen *t, int width, int box, struct place_x *places);

/* table_found.c: what checks found in a cell of a row; the column that names the row stands for
 * what has none. NULL: nothing, or the cell says itself what is odd about it. */
const struct finding *table_found(
    struct table_screen *t, const struct shown_row *row, size_t column);
/* What is to be said of the focused cell. */
const struct finding *table_found_here(struct table_screen *t);

/* table_mouse.c */
/* A click on these cells is this column's of this line; column_count: only the row's. */
void table_draw_hit(struct table_screen *t, const struct area *area, int y, int x, int width,
    size_t line, size_t column);
/* Whether the mouse means the table itself, not the open editor or picker. */
bool table_pointed(const struct table_screen *t, const struct press *press);
/* What it means then: SCREEN_ bits. */
int table_point(struct table_screen *t, const struct press *press);

/* table_draw.c */
void table_draw(struct screen *self, const struct area *area);
const char *table_title(struct screen *self);
const char *table_hint(struct screen *self);
const char *table_keys(struct screen *self);

#endif
