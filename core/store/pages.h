/* A database file read page by page without SQLite, for files that SQLite refuses: whatever a
 * page still says is told row by row, and what cannot be a page is walked around. The layout is
 * that of sqlite.org/fileformat2.html. Reads the file once, never writes, believes nothing. */
#ifndef SUSUN_STORE_PAGES_H
#define SUSUN_STORE_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"

struct pages;

/* The file as its last commit left it: a journal that waits beside it is laid over. Pages the
 * disk does not give are holes. The caller's: pages_free. STATUS_FILE when nothing of it can be
 * read. */
enum status pages_read(struct pages **p, const char *path, struct error *e);
void pages_free(struct pages *p);

/* How many pages there are, and how many the disk did not give. */
size_t pages_count(const struct pages *p);
size_t pages_holes(const struct pages *p);

/* One column of a row. Text and blob are borrowed and not ended by NUL. */
enum column_kind { COLUMN_NULL, COLUMN_INTEGER, COLUMN_REAL, COLUMN_TEXT, COLUMN_BLOB };
struct column {
    enum column_kind kind;
    int64_t integer;
    double real;
    const char *bytes;
    size_t size;
};
#define PAGES_COLUMNS 1000
struct page_row {
    bool keyed; /* of a table with row numbers; else of an index or a table without them */
    int64_t number;
    size_t count;
    struct column columns[PAGES_COLUMNS];
};
/* Called with every row; the row is borrowed for the call. */
typedef enum status page_row_fn(void *context, const struct page_row *row, struct error *e);

/* Forgets which pages walks came to. */
void pages_begin(struct pages *p);
/* Every row below a root page, in order. *broken grows by every page that should be there and
 * is not one, and every row that cannot be read whole. */
enum status pages_walk(struct pages *p, uint32_t root, size_t *broken, page_row_fn *take,
    void *context, struct error *e);
/* Every row on the pages no walk came to yet. */
enum status pages_orphans(struct pages *p, page_row_fn *take, void *context, struct error *e);

#endif
