/* The rows of a CSV as export writes it (comma, CRLF, RFC 4180), fed in pieces, each cell as
 * the bytes it stands in: what goes from package to package unchanged is not taken apart and
 * put together again. Anything else than that way of writing is a flaw. */
#ifndef SUSUN_EXCHANGE_GATHER_SCAN_H
#define SUSUN_EXCHANGE_GATHER_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* A cell as it stands in the file, with its quotes. */
struct scan_cell {
    const char *bytes;
    size_t size;
    bool quoted;
};
/* Valid during the call; `bytes` is the whole row with its CRLF. */
struct scan_row {
    size_t number; /* 0 = the heading */
    size_t count;
    const struct scan_cell *cells;
    const char *bytes;
    size_t size;
};
/* A status other than OK ends the reading and is returned. */
typedef enum status scan_row_fn(void *context, const struct scan_row *row, struct error *e);

struct scan;
/* NULL without memory. */
struct scan *scan_new(scan_row_fn *row, void *context);
/* STATUS_DATA with a sentence when a row is not written as it should be. */
enum status scan_add(struct scan *s, const char *bytes, size_t size, struct error *e);
/* The file is over: it has to end with a row. */
enum status scan_end(struct scan *s, struct error *e);
/* NULL is fine. */
void scan_free(struct scan *s);

/* What a cell says, its quotes taken away. Caller frees; NULL without memory. */
char *scan_text(const struct scan_cell *cell);

#endif
