/* Reading many records: the living rows of a form in their order, cheaply by position, for
 * tables, pickers and exports. Holds only ids; a row's cells are read when it is shown. */
#ifndef SUSUN_STORE_ROWS_H
#define SUSUN_STORE_ROWS_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/store/record.h"

struct rows; /* a list of living rows as of one workbook_shape */

/* Every living row: list by order; fixed by choice order; single one; keyed by key values
 * (choice order, referred rows' order, numbers). */
enum status rows_open(
    struct workbook *wb, const struct form *form, struct rows **rows, struct error *e);
/* The same, without the rows this copy does not show (scope.h). */
enum status rows_open_ours(
    struct workbook *wb, const struct form *form, struct rows **rows, struct error *e);
void rows_close(struct rows *rows);
size_t rows_count(const struct rows *rows);
/* uid of a position; valid until the rows are read or arranged again. NULL past the end. */
const char *rows_uid(const struct rows *rows, size_t at);
/* Position of a uid, or SIZE_MAX. */
size_t rows_find(const struct rows *rows, const char *uid);
/* Takes in what came, went or moved since (workbook_shape). In a view a moved row stays where
 * it is, and a new one stands at the end. */
enum status rows_refresh(struct rows *rows, struct error *e);

/* A way to look at the rows for a while; it changes nothing. */
enum rows_order { ROWS_OWN, ROWS_UP, ROWS_DOWN };
struct rows_view {
    const struct field *by; /* sorted by what this one shows (not a computed one); choices and
                               referred rows in their order, empty cells last */
    enum rows_order order;
    const char *holds; /* only rows that show this text, folded, in code or name or a core or
                          key field; NULL or "": all */
    const char *among; /* only rows of these ids, a JSON array; NULL: all */
    bool unfinished;   /* only rows with a text nobody understood or an empty core field (those
                          with a condition do not count) */
};
/* Puts the rows so, as of now: a cell changed later moves no row until this is called again, or
 * all have to be read anew because nobody knows what changed (a rollback, another program). */
enum status rows_arrange(struct rows *rows, const struct rows_view *view, struct error *e);
/* The view they are in; NULL: all of them in their own order. Valid until the next. */
const struct rows_view *rows_view(const struct rows *rows);
/* The same rows in the same order for another reader, without reading. rows_close. */
enum status rows_copy(const struct rows *from, struct rows **rows, struct error *e);

/* The SELECT of columns of every living row r in that order, for who reads each once. Freed
 * with sqlite3_free; NULL without memory. */
char *rows_select(const struct form *form, const char *columns);

/* Number of living rows, without reading them. */
enum status rows_total(
    struct workbook *wb, const struct form *form, size_t *count, struct error *e);

/* For pickers: living rows of the field's target forms, whose code, title, short name or other
 * spelling contains the folded text (all when ""), best first; at most `most`. */
struct candidate {
    const struct form *form;
    char *uid, *code, *title;
};
enum status rows_candidates(struct workbook *wb, const struct field *field, const char *text,
    size_t most, struct candidate **found, size_t *count, struct error *e);
void candidates_free(struct candidate *found, size_t count);

#endif
