/* Tables of our own, read whole. What libcsv does stands in csv.c. */
#include "core/base/csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"

/* A table being read. */
struct reading {
    struct csv_table *table;
    const char *name;
    size_t room; /* rows */
};

/* Why a row cannot be trusted, as a whole sentence. */
static const char *flaw_reason(enum csv_flaw flaw)
{
    switch (flaw) {
    case CSV_STRAY_QUOTE:
        return _(
            "a quotation mark stands where none may be (inside a quoted cell it is doubled).");
    case CSV_UNCLOSED_QUOTE: return _("the quotation mark is never closed.");
    case CSV_CELL_TOO_LONG: return _("the cell is longer than 1 MiB.");
    case CSV_ROW_TOO_LONG: return _("the row is longer than 64 MiB.");
    case CSV_TOO_MANY_CELLS: return _("the row has more than 2000 cells.");
    case CSV_FINE: break;
    }
    return "";
}

/* Cleans the cells of a row into `out`; what was cleaned before a failure is the table's. */
static enum status clean_cells(
    struct reading *r, const struct csv_row *row, char **out, struct error *e)
{
    for (size_t i = 0; i < row->count; i++) {
        enum text_flaw flaw;
        out[i] = text_clean(row->cells[i].bytes, row->cells[i].size, &flaw, NULL);
        if (flaw == TEXT_NO_MEMORY)
            return error_memory(e);
        if (!out[i])
            return error_set(e, STATUS_DATA, "%s:%zu:%zu: %s.", r->name, row->line, i + 1,
                text_flaw_name(flaw));
    }
    return STATUS_OK;
}

/* The first row names the columns. */
static enum status take_header(struct reading *r, const struct csv_row *row, struct error *e)
{
    struct csv_table *t = r->table;
    t->header = calloc(row->count, sizeof *t->header);
    if (!t->header)
        return error_memory(e);
    t->columns = row->count;
    enum status status = clean_cells(r, row, t->header, e);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 1; i < t->columns; i++)
        for (size_t k = 0; k < i; k++)
            if (*t->header[i] && strcmp(t->header[i], t->header[k]) == 0)
                return error_set(e, STATUS_DATA,
                    _("%s:%zu:%zu: the column \"%s\" is there twice."), r->name, row->line,
                    i + 1, t->header[i]);
    return STATUS_OK;
}

/* Room for one more row. */
static bool grow(struct reading *r)
{
    struct csv_table *t = r->table;
    if (t->rows < r->room)
        return true;
    size_t room = r->room ? r->room * 2 : 64;
    char **cells = realloc(t->cells, room * t->columns * sizeof *cells);
    if (!cells)
        return false;
    t->cells = cells;
    size_t *lines = realloc(t->lines, room * sizeof *lines);
    if (!lines)
        return false;
    t->lines = lines;
    r->room = room;
    return true;
}

/* One row of the file. */
static enum status take_row(void *context, const struct csv_row *row, struct error *e)
{
    struct reading *r = context;
    struct csv_table *t = r->table;
    if (row->flaw != CSV_FINE)
        return error_set(e, STATUS_DATA, "%s:%zu:%zu: %s", r->name, row->line, row->column,
            flaw_reason(row->flaw));
    if (!t->header)
        return take_header(r, row, e);
    if (row->count != t->columns)
        return error_set(e, STATUS_DATA,
            _("%s:%zu:%zu: the row has %zu cells, the first line names %zu columns."), r->name,
            row->line, (row->count < t->columns ? row->count : t->columns) + 1, row->count,
            t->columns);
    if (!grow(r))
        return error_memory(e);
    char **cells = t->cells + t->rows * t->columns;
    memset(cells, 0, t->columns * sizeof *cells);
    t->lines[t->rows++] = row->line;
    return clean_cells(r, row, cells, e);
}

enum status csv_table_read(
    struct csv_table *t, const char *name, const char *bytes, size_t size, struct error *e)
{
    struct reading r = {.table = t, .name = name};
    *t = (struct csv_table){0};
    enum status status = csv_read(bytes, size, ',', take_row, &r, e);
    if (status == STATUS_OK && !t->header)
        return error_set(e, STATUS_DATA,
            _("%s:1:1: the file is empty; its first line names the columns."), name);
    return status;
}

void csv_table_free(struct csv_table *t)
{
    for (size_t i = 0; t->header && i < t->columns; i++)
        free(t->header[i]);
    for (size_t i = 0; i < t->rows * t->columns; i++)
        free(t->cells[i]);
    free(t->header);
    free(t->cells);
    free(t->lines);
    *t = (struct csv_table){0};
}

int csv_table_column(const struct csv_table *t, const char *header)
{
    for (size_t i = 0; i < t->columns; i++)
        if (strcmp(t->header[i], header) == 0)
            return (int)i;
    return -1;
}

const char *csv_table_cell(const struct csv_table *t, size_t row, int column)
{
    return column < 0 ? "" : t->cells[row * t->columns + (size_t)column];
}
