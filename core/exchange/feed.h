/* The bytes of a CSV file, from the disk (streamed) or from memory. */
#ifndef SUSUN_EXCHANGE_FEED_H
#define SUSUN_EXCHANGE_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/csv.h"
#include "core/base/error.h"

/* Where the bytes are: a file, or memory when `path` is NULL. */
struct feed {
    const char *name; /* in sentences: "Q.csv", "data/program.csv" */
    const char *path;
    const char *bytes;
    size_t size;
};

/* Looks at the beginning: whether a BOM stands there, and which delimiter the first line speaks
 * for. */
enum status feed_look(const struct feed *feed, bool *bom, char *delimiter, struct error *e);
/* Every row through `row`; see csv_read. */
enum status feed_rows(
    const struct feed *feed, char delimiter, csv_row_fn *row, void *context, struct error *e);

#endif
