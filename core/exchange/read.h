/* From the raw cells of a CSV row to values for one record, without touching the workbook. */
#ifndef SUSUN_EXCHANGE_READ_H
#define SUSUN_EXCHANGE_READ_H

#include "core/base/csv.h"
#include "core/exchange/match.h"
#include "core/method/type.h"
#include "core/store/record.h"

/* A row as read. cells[form->count]: value, or typed = the text that stays as it is, with
 * why[i]. */
struct intake_row {
    char *id, *code, *old_code; /* "" when the cell is empty or there is no such column */
    struct cell *cells;
    char **why;
    char *rejected; /* a sentence: the row cannot be a record */
    bool blank;     /* nothing in any cell */
};

struct reader;
/* What a reader may expect of the records that cells refer to. */
enum reach {
    REACH_LIVING, /* they are in the workbook: a key that leads nowhere rejects its row */
    REACH_LATER,  /* ids may lead to records that are not here (a whole package: its trash is
                     not) */
    REACH_NONE,   /* they come later: references stay unread for now */
};
/* `layout` is borrowed. *r is the caller's (reader_free), also after a failure. */
enum status reader_open(struct reader **r, struct workbook *wb, const struct layout *layout,
    enum reach reach, struct error *e);
void reader_free(struct reader *r);

/* Reads a row. `uid` is the record it changes, NULL while unknown: its other cells decide which
 * choices are open. STATUS_DATA only when the file itself belongs elsewhere (another district).
 * row_clear afterwards, also after a failure. */
enum status reader_engine_cells(
    struct reader *r, const struct csv_row *raw, struct intake_row *row, struct error *e);
enum status reader_fields(
    struct reader *r, const char *uid, struct intake_row *row, struct error *e);
void row_clear(const struct form *form, struct intake_row *row);

#endif
