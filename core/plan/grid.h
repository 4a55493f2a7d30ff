/* A keyed form as people fill it in: rows x columns x pages of cells, with their totals. Which
 * key goes where is the method's word (axis, doc/roles); without a key across, the fields are
 * the columns. Knows nothing of screens.
 *
 * Which keys there are:
 *   references     every record this copy shows (scope.h), in its own order
 *   choices        across and as pages all; down only those in use here or chosen in a field of
 *                  the page's record that has the same list, until grid_add_row adds another
 *   years          of the page's record (a period or years with the roles year_from, year_to),
 *                  else of the plan
 *   whole numbers  from min to max
 *   other          those in use, and what grid_add_row adds
 * A key field's `relevant` leaves out what is not asked for; it is asked over the keys alone,
 * not over a row that is there. A key whose cells hold something is never left out.
 *
 * One page is held at a time, every cell of it; totals are worked out when they are asked for.
 */
#ifndef SUSUN_PLAN_GRID_H
#define SUSUN_PLAN_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/record.h"

#define GRID_NONE SIZE_MAX

struct grid_key {
    struct value value; /* as stored: a record's id, a choice's name, a year */
    char *label, *code; /* read when asked for: grid_label, grid_code */
    double place;       /* its order; equal ones go by their text */
    bool asked;         /* false: outside of what is asked for, but it holds something */
};
struct grid_axis {
    const struct field *field; /* NULL: the form has no such axis */
    size_t count;
    struct grid_key *keys;
    struct grid_key **sorted; /* the keys by value */
};
struct grid_column {
    size_t key; /* of the axis across; GRID_NONE when the fields are the columns */
    const struct field *field; /* what its cells hold */
};
struct grid_cell {
    struct value value;
    char *typed;    /* NULL, or a text that is not understood */
    bool different; /* two people filled it in differently; the latest is shown */
};

/* How the cells of a field are summed up. */
enum grid_total {
    GRID_NO_TOTAL, /* texts, dates, measures, percentages */
    GRID_SUM,      /* money, integer, decimal: exact; what is not understood is left out */
    GRID_FILLED,   /* choices: how many cells are filled in */
};
enum grid_total grid_total(const struct field *field);

/* A page's totals; a VALUE_NULL has nothing to sum up. */
struct grid_sums {
    struct value *columns; /* [column_count] */
    struct value *rows;    /* [rows.count]; NULL when the columns hold different fields */
    struct value all;      /* of the rows' totals */
    bool too_large;        /* a total does not fit and is left out */
    size_t unread;         /* cells that are not understood, in no total */
    /* The same over all records of the dimension of the page's record, if it has one. */
    const char *dimension;      /* its label, NULL: none */
    struct value *of_dimension; /* [column_count] */
    struct value dimension_all;
    /* What the page's record says itself (role money), if it does. */
    const struct field *estimate_field; /* NULL: nothing to compare with */
    struct value estimate;
};

struct grid {
    struct workbook *wb;
    const struct form *form;
    struct grid_axis rows, across, pages;
    size_t page; /* the page held, of pages */
    size_t column_count;
    struct grid_column *columns;
    struct grid_cell *cells; /* [rows.count * column_count], row by row */
    struct grid_sums sums;
    bool summed;     /* sums are those of the cells */
    int64_t version; /* workbook_version the cells are of */
    bool hides;      /* rows of other groups were hidden then */
    size_t field_count;
    const struct field **fields; /* what cells hold, in field order */
    struct value *added;         /* rows to be shown though they are empty */
    size_t added_count;
};

/* Whether a form is shown as a grid: keyed, of view grid, with an axis down. */
bool grid_is(const struct form *form);

/* Reads the pages and the first page. *g is the caller's (grid_close). */
enum status grid_open(
    struct workbook *wb, const struct form *form, struct grid **g, struct error *e);
void grid_close(struct grid *g);

/* Turns to a page (clipped). A page without any row begins with the choices of the page before.
 */
enum status grid_turn(struct grid *g, size_t page, struct error *e);
/* Reads the page again, and which pages there are, if anything was stored since. */
enum status grid_refresh(struct grid *g, struct error *e);
/* The same after the caller stored the one cell: reads only it. */
enum status grid_stored(struct grid *g, size_t row, size_t column, struct error *e);
/* Works out g->sums if they are not those of the cells. */
enum status grid_sum(struct grid *g, struct error *e);

/* A cell of the page; never NULL inside the grid. */
const struct grid_cell *grid_cell(const struct grid *g, size_t row, size_t column);
/* The id of a cell's record. Caller frees; NULL without memory. */
char *grid_uid(const struct grid *g, size_t row, size_t column);
/* Where a record is: its page (GRID_NONE: no such). Only memory fails. */
enum status grid_page_of(const struct grid *g, const char *uid, size_t *page, struct error *e);
/* Row and column of a record and a field (NULL: the first) on the page held; GRID_NONE when
 * they are not there. Only memory fails. */
enum status grid_find(const struct grid *g, const char *uid, const char *field, size_t *row,
    size_t *column, struct error *e);
/* Turns to the page of a record and says where it is; a row that the person chooses is shown
 * again though it is empty now. GRID_NONE as in grid_find. */
enum status grid_go_to(struct grid *g, const char *uid, const char *field, size_t *row,
    size_t *column, struct error *e);
/* The page of a record its keys refer to, GRID_NONE when pages are no records of this form. */
size_t grid_page_of_record(const struct grid *g, const struct form *form, const char *uid);

/* What people call a key: the whole ("ECO-P03 Pasar Kakao"), the short (its code or name, else
 * the whole). Never NULL, valid until the page is read again. */
const char *grid_label(struct grid *g, const struct field *field, struct grid_key *key);
const char *grid_code(struct grid *g, const struct field *field, struct grid_key *key);

/* Whether the person chooses which rows there are (choices, texts), by grid_add_row. */
bool grid_rows_are_chosen(const struct grid *g);
/* Shows a row on this page, though it is empty. *row: where it is. */
enum status grid_add_row(struct grid *g, const struct value *key, size_t *row, struct error *e);

/* Whether there is nothing in a cell, and nothing that another person filled in. */
bool grid_is_empty(const struct grid_cell *cell);
/* Puts a value into every empty cell of a column, as one action. *filled: how many there were.
 */
enum status grid_fill(
    struct grid *g, size_t column, const struct value *value, size_t *filled, struct error *e);
/* Empties every cell of a row, as one action. *emptied: how many held something. */
enum status grid_empty_row(struct grid *g, size_t row, size_t *emptied, struct error *e);

#endif
