#include "core/base/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <csv.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"

#define CHUNK 65536

/* A reading. libcsv tells neither lines nor quotes nor can it stop, so it is fed up to the next
 * byte that may matter: then its state is that of the bytes seen. */
struct reader {
    struct csv_parser parser;
    char delimiter;
    bool special[256]; /* bytes that end a feed */
    csv_row_fn *row_fn;
    void *context;

    const char *memory; /* the whole text, or NULL: a file */
    size_t size;
    int fd;
    char *buffer;
    const char *chunk; /* what is not yet consumed */
    size_t left;
    uint64_t offset; /* of chunk[0] */

    size_t line;   /* of chunk[0] */
    bool after_cr; /* a LF now belongs to the line end before */
    bool skipping; /* to the end of a spoiled line */

    bool row_open, row_done;
    size_t row_line;
    uint64_t next_line; /* offset of the line after row_line, 0 while unknown */
    struct csv_row row;
    struct csv_cell *cells; /* bytes are set when the row is whole */
    size_t cells_room;
    char *arena; /* the cells' bytes, a NUL after each */
    size_t used, room;
    bool no_memory;
};

/* No byte is a blank to libcsv: blanks belong to their cells. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* A parser at the beginning of a row. */
static void start_parser(struct reader *r)
{
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&r->parser, (unsigned char)r->delimiter);
    csv_set_space_func(&r->parser, no_space);
    csv_set_blk_size(&r->parser, 16384);
}

/* Notes the first flaw of the row, at the cell now being read. */
static void mark_flaw(struct reader *r, enum csv_flaw flaw)
{
    if (r->row.flaw != CSV_FINE)
        return;
    r->row.flaw = flaw;
    r->row.column = r->row.count + 1;
}

/* Room for one more cell of n bytes. */
static bool make_room(struct reader *r, size_t n)
{
    if (r->row.count == r->cells_room) {
        size_t room = r->cells_room ? r->cells_room * 2 : 32;
        struct csv_cell *grown = realloc(r->cells, room * sizeof *grown);
        if (!grown)
            return false;
        r->cells = grown;
        r->cells_room = room;
    }
    if (r->room - r->used < n + 1) {
        size_t room = (r->used + n + 1) * 2;
        char *grown = realloc(r->arena, room);
        if (!grown)
            return false;
        r->arena = grown;
        r->room = room;
    }
    return true;
}

/* libcsv has a cell. */
static void take_cell(void *bytes, size_t n, void *context)
{
    struct reader *r = context;
    if (n > LIMIT_TEXT)
        mark_flaw(r, CSV_CELL_TOO_LONG);
    else if (r->row.count == LIMIT_CSV_CELLS)
        mark_flaw(r, CSV_TOO_MANY_CELLS);
    else if (r->used + n + 1 > LIMIT_CSV_ROW)
        mark_flaw(r, CSV_ROW_TOO_LONG);
    if (r->row.flaw != CSV_FINE || r->no_memory)
        return;
    if (!make_room(r, n)) {
        r->no_memory = true;
        return;
    }
    if (n)
        memcpy(r->arena + r->used, bytes, n);
    r->arena[r->used + n] = '\0';
    r->used += n + 1;
    r->cells[r->row.count++] = (struct csv_cell){.size = n, .quoted = r->parser.quoted != 0};
}

/* libcsv has a whole row. */
static void take_row(int c, void *context)
{
    struct reader *r = context;
    (void)c;
    r->row_done = true;
}

/* Gives the row away and closes it. */
static enum status emit(struct reader *r, struct error *e)
{
    size_t at = 0;
    for (size_t i = 0; i < r->row.count; i++) {
        r->cells[i].bytes = r->arena + at;
        at += r->cells[i].size + 1;
    }
    r->row.cells = r->cells;
    r->row.line = r->row_line;
    r->row_open = r->row_done = false;
    return r->row_fn(r->context, &r->row, e);
}

/* Opens a row at the present byte. */
static void open_row(struct reader *r)
{
    r->row_open = true;
    r->row_line = r->line;
    r->next_line = 0;
    r->used = 0;
    r->row = (struct csv_row){.flaw = CSV_FINE};
}

/* Goes n bytes on; only the last of them may end a line. */
static void advance(struct reader *r, size_t n)
{
    char last = r->chunk[n - 1];
    bool same_end = n == 1 && last == '\n' && r->after_cr;
    bool next_was_here = r->next_line && r->next_line == r->offset;
    r->chunk += n;
    r->left -= n;
    r->offset += n;
    if (same_end) {
        if (next_was_here)
            r->next_line = r->offset;
    } else if (last == '\n' || last == '\r') {
        r->line++;
        if (r->row_open && !r->next_line)
            r->next_line = r->offset;
    }
    r->after_cr = last == '\r';
}

/* Reads the next chunk of a file; leaves `left` 0 at the end. */
static int refill(struct reader *r)
{
    r->chunk = r->buffer;
    while (r->left < CHUNK) {
        ssize_t n = read(r->fd, r->buffer + r->left, CHUNK - r->left);
        if (n == 0)
            return 0;
        if (n < 0 && errno != EINTR)
            return errno;
        if (n > 0)
            r->left += (size_t)n;
    }
    return 0;
}

/* Goes back to the line after the one where the spoiled row began; false when the source
 * cannot. */
static bool go_back(struct reader *r)
{
    if (r->memory) {
        r->chunk = r->memory + r->next_line;
        r->left = r->size - (size_t)r->next_line;
    } else {
        /* Counted from where we are, so that a file opened in its middle works too. */
        uint64_t ahead = r->offset + r->left - r->next_line;
        if (lseek(r->fd, -(off_t)ahead, SEEK_CUR) < 0)
            return false;
        r->left = 0;
    }
    r->offset = r->next_line;
    r->line = r->row_line + 1;
    r->after_cr = false;
    return true;
}

/* Gives a row that spoiled its line away and goes on at the next line. */
static enum status emit_flaw(struct reader *r, enum csv_flaw flaw, struct error *e)
{
    r->row.flaw = CSV_FINE;
    mark_flaw(r, flaw);
    csv_free(&r->parser);
    start_parser(r);
    enum status status = emit(r, e);
    if (status == STATUS_OK && !(r->next_line && go_back(r)))
        r->skipping = true;
    return status;
}

/* Consumes to the end of the line. */
static void skip(struct reader *r)
{
    size_t n = 0;
    while (n < r->left && r->chunk[n] != '\n' && r->chunk[n] != '\r')
        n++;
    if (n < r->left) {
        n++;
        r->skipping = false;
    }
    advance(r, n);
}

/* Feeds libcsv up to the next byte that matters. */
static enum status feed(struct reader *r, struct error *e)
{
    size_t n = 1;
    char first = *r->chunk;
    if (!r->row_open && (first == '\n' || first == '\r')) {
        advance(r, 1); /* a blank line, or the LF of a CRLF */
        return STATUS_OK;
    }
    if (!r->row_open)
        open_row(r);
    while (n < r->left && !r->special[(unsigned char)r->chunk[n - 1]])
        n++;
    size_t parsed = csv_parse(&r->parser, r->chunk, n, take_cell, take_row, r);
    if (r->no_memory || (parsed < n && csv_error(&r->parser) != CSV_EPARSE))
        return error_memory(e);
    if (parsed < n)
        return emit_flaw(r, CSV_STRAY_QUOTE, e);
    advance(r, n);
    if (r->parser.entry_pos > LIMIT_TEXT + 1) {
        /* The rest of the cell is read over what lies behind the limit. */
        mark_flaw(r, CSV_CELL_TOO_LONG);
        r->parser.entry_pos = LIMIT_TEXT + 1;
    }
    return r->row_done ? emit(r, e) : STATUS_OK;
}

/* The end of the source: the last row may lack its line end, or its closing quote; then *again
 * says that there are lines to recover. */
static enum status finish(struct reader *r, bool *again, struct error *e)
{
    *again = false;
    if (!r->row_open)
        return STATUS_OK;
    if (csv_fini(&r->parser, take_cell, take_row, r)) {
        r->skipping = false;
        enum status status = emit_flaw(r, CSV_UNCLOSED_QUOTE, e);
        *again = status == STATUS_OK && !r->skipping;
        return status;
    }
    return r->no_memory ? error_memory(e) : emit(r, e);
}

/* Reads the source to its end; `name` is for the sentence about a file that fails. */
static enum status read_rows(struct reader *r, const char *name, struct error *e)
{
    enum status status = STATUS_OK;
    bool again = true;
    while (status == STATUS_OK && again) {
        int number = r->left || r->memory ? 0 : refill(r);
        if (number)
            return error_set(
                e, STATUS_FILE, _("%s cannot be read: %s."), name, file_reason(number));
        if (r->offset == 0 && r->left >= 3 && memcmp(r->chunk, "\xef\xbb\xbf", 3) == 0)
            advance(r, 3);
        if (!r->left)
            status = finish(r, &again, e);
        else if (r->skipping)
            skip(r);
        else
            status = feed(r, e);
    }
    return status;
}

/* Prepares a reader, reads, frees it. */
static enum status run(struct reader *r, const char *name, struct error *e)
{
    r->line = 1;
    r->special[(unsigned char)r->delimiter] = true;
    r->special['"'] = r->special['\n'] = r->special['\r'] = true;
    start_parser(r);
    enum status status = read_rows(r, name, e);
    csv_free(&r->parser);
    free(r->cells);
    free(r->arena);
    return status;
}

enum status csv_read(const char *bytes, size_t size, char delimiter, csv_row_fn *row,
    void *context, struct error *e)
{
    struct reader r = {.delimiter = delimiter,
        .row_fn = row,
        .context = context,
        .memory = bytes ? bytes : "",
        .size = size,
        .chunk = bytes,
        .left = size,
        .fd = -1};
    return run(&r, "", e);
}

enum status csv_read_file(
    const char *path, char delimiter, csv_row_fn *row, void *context, struct error *e)
{
    struct reader r = {.delimiter = delimiter, .row_fn = row, .context = context};
    r.fd = open(path, O_RDONLY | O_CLOEXEC);
    if (r.fd < 0)
        return error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(errno));
    r.buffer = malloc(CHUNK);
    enum status status = r.buffer ? run(&r, path, e) : error_memory(e);
    free(r.buffer);
    close(r.fd);
    return status;
}

char csv_guess_delimiter(const char *bytes, size_t size)
{
    static const char delimiters[] = {',', ';', '\t'};
    size_t counts[sizeof delimiters] = {0};
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r'))
            break;
        if (bytes[i] == '"')
            quoted = !quoted;
        for (size_t k = 0; k < sizeof delimiters; k++)
            counts[k] += !quoted && bytes[i] == delimiters[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof delimiters; k++)
        if (counts[k] > counts[best])
            best = k;
    return delimiters[best];
}

struct csv_writer {
    char *bytes;
    size_t used, room;
    char delimiter;
    size_t cells;    /* in the row so far */
    bool lone_empty; /* the row is one empty cell, not yet written */
    bool no_memory;
};

struct csv_writer *csv_writer_new(char delimiter)
{
    struct csv_writer *w = calloc(1, sizeof *w);
    if (w)
        w->delimiter = delimiter;
    return w;
}

void csv_writer_free(struct csv_writer *w)
{
    if (!w)
        return;
    free(w->bytes);
    free(w);
}

/* Makes room for n more bytes and a NUL. */
static bool reserve(struct csv_writer *w, size_t n)
{
    if (w->no_memory)
        return false;
    if (w->room - w->used > n)
        return true;
    size_t room = (w->used + n + 1) * 2;
    char *grown = realloc(w->bytes, room);
    if (!grown) {
        w->no_memory = true;
        return false;
    }
    w->bytes = grown;
    w->room = room;
    return true;
}

/* Appends bytes as they are. */
static void put(struct csv_writer *w, const char *bytes, size_t n)
{
    if (!reserve(w, n))
        return;
    if (n)
        memcpy(w->bytes + w->used, bytes, n);
    w->used += n;
}

/* Whether a cell that is not empty must stand in quotes. */
static bool needs_quotes(const struct csv_writer *w, const char *text, size_t size)
{
    if (text[0] == ' ' || text[0] == '\t' || text[size - 1] == ' ' || text[size - 1] == '\t')
        return true;
    for (size_t i = 0; i < size; i++)
        if (text[i] == '"' || text[i] == '\n' || text[i] == '\r' || text[i] == w->delimiter)
            return true;
    return size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
}

void csv_cell_n(struct csv_writer *w, const char *text, size_t size)
{
    if (w->cells++ > 0)
        put(w, &w->delimiter, 1);
    w->lone_empty = w->cells == 1 && size == 0;
    if (size == 0)
        return;
    if (!needs_quotes(w, text, size))
        put(w, text, size);
    else if (reserve(w, size * 2 + 2))
        w->used += csv_write(w->bytes + w->used, w->room - w->used, text, size);
}

void csv_cell(struct csv_writer *w, const char *text)
{
    csv_cell_n(w, text, text ? strlen(text) : 0);
}

void csv_end_row(struct csv_writer *w)
{
    if (w->lone_empty)
        put(w, "\"\"", 2); /* or the row would be a blank line */
    put(w, "\r\n", 2);
    w->cells = 0;
    w->lone_empty = false;
}

const char *csv_writer_bytes(const struct csv_writer *w, size_t *size)
{
    *size = w->no_memory ? 0 : w->used;
    if (w->no_memory)
        return NULL;
    return w->bytes ? w->bytes : "";
}

void csv_writer_reset(struct csv_writer *w)
{
    w->used = 0;
    w->cells = 0;
    w->lone_empty = false;
    w->no_memory = false;
}
