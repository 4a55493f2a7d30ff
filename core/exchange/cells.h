/* The cells of one form's rows as they stand in a CSV file. */
#ifndef SUSUN_EXCHANGE_CELLS_H
#define SUSUN_EXCHANGE_CELLS_H

#include <stdbool.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/columns.h"
#include "core/exchange/refer.h"
#include "core/exchange/unread.h"

struct cells;
/* For one form in one dialect, one at a time of a form; `refer` and `columns` are borrowed. *c
 * is the caller's (cells_free), also after a failure. */
enum status cells_open(struct cells **c, struct workbook *wb, const struct form *form,
    const struct dialect *dialect, bool personal, const struct columns *columns,
    struct refer *refer, struct error *e);
void cells_free(struct cells *c);
/* Goes to the next living row in the form's order. *uid is NULL behind the last, and else valid
 * until the next call. */
enum status cells_next(struct cells *c, const char **uid, struct error *e);
/* Writes that row's cells, in the order of the columns, and ends the row. */
enum status cells_write(struct cells *c, struct csv_writer *out, struct error *e);
/* The texts that the fields of that row could not understand. */
const struct unread *cells_unread(const struct cells *c);

#endif
