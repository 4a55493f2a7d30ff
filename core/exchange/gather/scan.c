#include "core/exchange/gather/scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"

struct scan {
    scan_row_fn *row;
    void *context;
    char *bytes; /* rows not yet given away; the last one may go on */
    size_t used, room;
    size_t again; /* the open row is not looked at before so many bytes are there */
    size_t number;
    struct scan_cell *cells;
    size_t cells_room;
};

struct scan *scan_new(scan_row_fn *row, void *context)
{
    struct scan *s = calloc(1, sizeof *s);

    if (s) {
        s->row = row;
        s->context = context;
    }
    return s;
}

void scan_free(struct scan *s)
{
    if (!s)
        return;
    free(s->bytes);
    free(s->cells);
    free(s);
}

/* What is wrong with a row. */
static enum status flaw(const struct scan *s, const char *what, struct error *e)
{
    return error_set(e, STATUS_DATA, _("row %zu %s"), s->number, what);
}

/* The end of a cell that begins at `at`: SIZE_MAX when the bytes end before. */
static size_t cell_end(const char *bytes, size_t at, size_t end, bool *quoted)
{
    *quoted = bytes[at] == '"';
    if (!*quoted) {
        while (at < end && bytes[at] != ',' && bytes[at] != '\r' && bytes[at] != '\n' &&
               bytes[at] != '"')
            at++;
        return at < end ? at : SIZE_MAX;
    }
    for (at++; at < end; at++) {
        const char *quote = memchr(bytes + at, '"', end - at);
        if (!quote || quote + 1 == bytes + end)
            return SIZE_MAX;
        at = (size_t)(quote - bytes) + 1;
        if (bytes[at] != '"')
            return at;
    }
    return SIZE_MAX;
}

/* Keeps a cell of the row. */
static enum status keep(
    struct scan *s, size_t count, const char *bytes, size_t size, bool quoted, struct error *e)
{
    if (count == LIMIT_CSV_CELLS)
        return flaw(s, _("has too many cells."), e);
    if (count == s->cells_room) {
        size_t room = s->cells_room ? s->cells_room * 2 : 64;
        struct scan_cell *cells = realloc(s->cells, room * sizeof *cells);
        if (!cells)
            return error_memory(e);
        s->cells = cells;
        s->cells_room = room;
    }
    s->cells[count] = (struct scan_cell){bytes, size, quoted};
    return STATUS_OK;
}

/* One row from `at`; *next stays at `at` when the row goes on behind the bytes. */
static enum status take_row(struct scan *s, size_t at, size_t *next, struct error *e)
{
    struct scan_row row = {.number = s->number, .bytes = s->bytes + at};
    size_t from = at;
    enum status status = STATUS_OK;

    *next = at;
    while (status == STATUS_OK) {
        bool quoted;
        size_t end = from < s->used ? cell_end(s->bytes, from, s->used, &quoted) : SIZE_MAX;
        if (end == SIZE_MAX || (s->bytes[end] == '\r' && end + 1 == s->used))
            return STATUS_OK;
        status = keep(s, row.count, s->bytes + from, end - from, quoted, e);
        row.count += status == STATUS_OK;
        from = end + 1;
        if (status == STATUS_OK && s->bytes[end] == '\r' && s->bytes[end + 1] == '\n')
            break;
        if (status == STATUS_OK && s->bytes[end] != ',')
            status = flaw(s, _("is not written as CSV."), e);
    }
    if (status != STATUS_OK)
        return status;
    row.size = from + 1 - at;
    row.cells = s->cells;
    *next = from + 1;
    status = s->row(s->context, &row, e);
    s->number++;
    return status;
}

/* Gives away every row that is whole. */
static enum status take_rows(struct scan *s, struct error *e)
{
    size_t at = 0, next = 0;
    enum status status;

    do {
        at = next;
        status = take_row(s, at, &next, e);
    } while (status == STATUS_OK && next != at);
    if (status != STATUS_OK)
        return status;
    memmove(s->bytes, s->bytes + at, s->used - at);
    s->used -= at;
    s->again = s->used * 2; /* so that a long row is not read again for each piece of it */
    return s->used > LIMIT_CSV_ROW ? flaw(s, _("is too long."), e) : STATUS_OK;
}

enum status scan_add(struct scan *s, const char *bytes, size_t size, struct error *e)
{
    if (s->room - s->used < size) {
        size_t room = (s->used + size) * 2;
        char *more = realloc(s->bytes, room);
        if (!more)
            return error_memory(e);
        s->bytes = more;
        s->room = room;
    }
    if (size)
        memcpy(s->bytes + s->used, bytes, size);
    s->used += size;
    return s->used < s->again ? STATUS_OK : take_rows(s, e);
}

enum status scan_end(struct scan *s, struct error *e)
{
    enum status status = s->used ? take_rows(s, e) : STATUS_OK;

    return status == STATUS_OK && s->used ? flaw(s, _("breaks off."), e) : status;
}

char *scan_text(const struct scan_cell *cell)
{
    size_t from = cell->quoted ? 1 : 0, end = cell->size - from;
    char *text = malloc(cell->size + 1), *to = text;

    for (size_t i = from; text && i < end; i++) {
        *to++ = cell->bytes[i];
        i += cell->quoted && cell->bytes[i] == '"';
    }
    if (text)
        *to = '\0';
    return text;
}
