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
void rows_close(struct rows *rows);
size_t rows_count(const struct rows *rows);
/* uid of a position; valid until rows_close. NULL past the end. */
const char *rows_uid(const struct rows *rows, size_t at);
/* Position of a uid, or SIZE_MAX. */
size_t rows_find(const struct rows *rows, const char *uid);
/* Re-reads if rows came, went or moved since (workbook_shape). */
enum status rows_refresh(struct rows *rows, struct error *e);

/* Number of living rows, without reading them. */
enum status rows_total(
    struct workbook *wb, const struct form *form, size_t *count, struct error *e);

/* For pickers: living rows of the field's target forms, whose code or title contains the folded
 * text (all when ""), best first; at most `most`. */
struct candidate {
    const struct form *form;
    char *uid, *code, *title;
};
enum status rows_candidates(struct workbook *wb, const struct field *field, const char *text,
    size_t most, struct candidate **found, size_t *count, struct error *e);
void candidates_free(struct candidate *found, size_t count);

#endif
