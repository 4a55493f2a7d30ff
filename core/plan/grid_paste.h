/* A block of a spreadsheet on its way into a grid: which of its texts goes into which cell of
 * which page. Nothing is stored before grid_paste_store, and then as one action.
 *
 * Columns and rows are found by what they are called: a heading that is a key across (a year, a
 * choice, a record), the name of a key or a field, and columns whose texts are keys of the
 * pages or rows. Only what has no name at all goes by its place, from the focused cell on:
 *   numbers                          from the focused cell on
 *   headings, numbers                from the focused row on, into the columns named
 *   keys, numbers                    into the rows and pages named, from the focused column on
 *   page, row, year columns ...      over as many pages as there are
 *   page, row, year, value           one cell a line
 * An empty text leaves its cell as it is. What is not understood is stored as typed.
 */
#ifndef SUSUN_PLAN_GRID_PASTE_H
#define SUSUN_PLAN_GRID_PASTE_H

#include "core/plan/grid.h"

/* What a column of the block is. */
enum grid_paste_kind {
    GRID_PASTE_NOTHING, /* left out */
    GRID_PASTE_PAGE,    /* says which page; several may, the first that knows counts */
    GRID_PASTE_ROW,     /* says which row */
    GRID_PASTE_ACROSS,  /* says which column */
    GRID_PASTE_VALUE,   /* is what goes into the cells */
};
struct grid_paste_column {
    enum grid_paste_kind kind;
    struct value key;          /* VALUE: the key across; VALUE_NULL: an ACROSS column says it */
    const struct field *field; /* VALUE: what the cells hold */
    int64_t unit;              /* VALUE: what a bare number counts: 1, 1000, 1000000 ... */
};

/* A cell that something goes into. */
struct grid_write {
    char *uid; /* its record */
    const struct field *field;
    char *page, *row, *column; /* what they are called; page is "" when the form has none */
    struct grid_cell before, after;
    char *why;    /* after is not understood: one sentence; else NULL */
    bool same;    /* nothing changes */
    bool new_row; /* the first cell of a row its page does not show yet */
};

/* What goes nowhere. */
enum grid_left_kind {
    GRID_LEFT_COLUMN,       /* a heading that names no column */
    GRID_LEFT_PAGE,         /* a text that names no page */
    GRID_LEFT_ROW,          /* a text that names no row; "": the line names none */
    GRID_LEFT_OUTSIDE,      /* the page `place` does not have this column or row */
    GRID_LEFT_TWICE,        /* an earlier line gave the same cell */
    GRID_LEFT_MORE_COLUMNS, /* columns beyond the last one */
    GRID_LEFT_MORE_ROWS,    /* lines beyond the last row */
};
struct grid_left {
    enum grid_left_kind kind;
    char *name, *place; /* never NULL */
    size_t line;        /* the first line of the block it is about, from 1 */
    size_t count;       /* columns, lines or cells */
};

/* Start with {0}. */
struct grid_paste {
    size_t column_count;
    struct grid_paste_column *columns;
    size_t head;  /* the line of headings, GRID_NONE */
    bool commas;  /* numbers have commas between thousands: 1,500,000 */
    bool asks;    /* some lines name no row: they go into `row` */
    size_t count; /* cells, in the order of the pages as the block names them */
    struct grid_write *writes;
    size_t left_count;
    struct grid_left *left;
    struct value row; /* a key of the rows */
    size_t changed, same, marked, pages, new_rows;
};

/* Where it begins, and what the person said about it. */
struct grid_start {
    size_t row, column;      /* the focused cell of the page held */
    bool plain;              /* there are no headings, though it looks so */
    const struct value *key; /* the row of lines that name none; NULL: the focused one, else the
                                first choice */
};

/* Finds the place of each text of a block, line by line (never NULL; "" is an empty one). The
 * grid stays as it is. grid_paste_close afterwards, also after a failure. */
enum status grid_paste_read(struct grid *g, char *const *cells, size_t rows, size_t columns,
    const struct grid_start *start, struct grid_paste *p, struct error *e);
void grid_paste_close(struct grid_paste *p);

/* Stores every cell that changes as one action. */
enum status grid_paste_store(
    const struct grid_paste *p, struct workbook *wb, const struct form *form, struct error *e);

#endif
