/* CSV after RFC 4180 through libcsv, the only file that knows libcsv. Reading is streaming:
 * cells arrive row by row with the line they began on. A stray quote spoils its line, not the
 * file. */
#ifndef SUSUN_BASE_CSV_H
#define SUSUN_BASE_CSV_H

#include <stddef.h>

#include "core/base/error.h"

/* A row as read: raw bytes (not yet text_clean). `flaw` is set when the row cannot be trusted.
 */
enum csv_flaw {
    CSV_FINE = 0,
    CSV_STRAY_QUOTE,
    CSV_CELL_TOO_LONG,
    CSV_ROW_TOO_LONG,
    CSV_TOO_MANY_CELLS,
    CSV_UNCLOSED_QUOTE
};
struct csv_cell {
    const char
        *bytes; /* valid during the call; not NUL terminated in general, but bytes[size] == 0 */
    size_t size;
    int quoted; /* stood in quotes */
};
struct csv_row {
    size_t line; /* physical line, from 1, where the row began */
    size_t count;
    const struct csv_cell *cells;
    enum csv_flaw flaw;
    size_t column; /* 1-based cell where the flaw is */
};

/* Called for each row that is not blank. A status other than OK stops the reading and is
 * returned. */
typedef enum status csv_row_fn(void *context, const struct csv_row *row, struct error *e);

/* Reads a whole text in memory; strips a BOM; `delimiter` ',' ';' or '\t'; rows after a flawed
 * one go on at the next line. A cell above LIMIT_TEXT is a flaw of its row, skipped in constant
 * memory. */
enum status csv_read(const char *bytes, size_t size, char delimiter, csv_row_fn *row,
    void *context, struct error *e);
/* The same from a file, streamed (a file larger than memory is fine). */
enum status csv_read_file(
    const char *path, char delimiter, csv_row_fn *row, void *context, struct error *e);

/* Which delimiter a first line speaks for: counts ',' ';' TAB outside quotes; ',' when
 * undecided. */
char csv_guess_delimiter(const char *bytes, size_t size);

/* A growing buffer of CSV written with CRLF; quotes only where RFC 4180 or a leading/trailing
 * blank asks. */
struct csv_writer;
struct csv_writer *csv_writer_new(char delimiter); /* NULL without memory */
void csv_writer_free(struct csv_writer *w);
/* One cell; NULL is an empty cell. Memory trouble is kept and reported by csv_writer_bytes. */
void csv_cell(struct csv_writer *w, const char *text);
void csv_cell_n(struct csv_writer *w, const char *text, size_t size);
void csv_end_row(struct csv_writer *w);
/* The bytes so far, owned by the writer, valid until the next call; NULL without memory. */
const char *csv_writer_bytes(const struct csv_writer *w, size_t *size);
/* Forgets what was written (after the caller stored it). */
void csv_writer_reset(struct csv_writer *w);

/* A table read whole: header and cleaned cells. For small files of our own (methods, regions,
 * words). */
struct csv_table {
    size_t columns, rows;
    char **header; /* [columns] */
    char **cells;  /* [rows * columns], never NULL ("" when empty) */
    size_t *lines; /* [rows] physical line */
};
/* Reads a table; ragged rows, bad bytes, stray quotes are STATUS_DATA "file:line:column: ...".
 * `name` is only for the sentence. csv_table_free afterwards, also after a failure. */
enum status csv_table_read(
    struct csv_table *t, const char *name, const char *bytes, size_t size, struct error *e);
void csv_table_free(struct csv_table *t);
/* Column number of a header, or -1. */
int csv_table_column(const struct csv_table *t, const char *header);
/* Cell text, "" when the column is -1. */
const char *csv_table_cell(const struct csv_table *t, size_t row, int column);

#endif
