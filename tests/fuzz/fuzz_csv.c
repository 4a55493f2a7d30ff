/* Any bytes as CSV: whole, in pieces from a file, as a table; what was read comes back from
 * what is written of it. The first byte chooses the delimiter. */
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "tests/fuzz/fuzz.h"

const char fuzz_name[] = "csv";
const unsigned fuzz_rounds = 3000;

void fuzz_begin(void)
{
}

/* Rows and cells as one CSV of our own, and how many of each. */
struct seen {
    struct csv_writer *out;
    size_t rows, flawed;
};

static enum status take(void *context, const struct csv_row *row, struct error *e)
{
    struct seen *s = context;

    (void)e;
    s->rows++;
    fuzz_must(row->line > 0, "a row has a line");
    if (row->flaw) {
        s->flawed++;
        return STATUS_OK;
    }
    fuzz_must(row->count > 0, "a row has cells");
    for (size_t i = 0; i < row->count; i++) {
        fuzz_must(row->cells[i].bytes[row->cells[i].size] == '\0', "a cell ends in NUL");
        csv_cell_n(s->out, row->cells[i].bytes, row->cells[i].size);
    }
    csv_end_row(s->out);
    return STATUS_OK;
}

static struct seen read_bytes(const char *bytes, size_t size, char delimiter)
{
    struct seen s = {.out = csv_writer_new(delimiter)};
    struct error e = {0};

    fuzz_must(s.out != NULL, "memory");
    fuzz_well(csv_read(bytes, size, delimiter, take, &s, &e), &e, "csv_read");
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes b = {data, size};
    char delimiter = ",;\t"[fuzz_byte(&b) % 3];
    const char *bytes = (const char *)b.at;
    struct seen a = read_bytes(bytes, b.left, delimiter);
    struct seen file = {.out = csv_writer_new(delimiter)};
    struct error e = {0};
    size_t once, twice;
    struct csv_table table;

    csv_guess_delimiter(bytes, b.left);
    fuzz_write("fuzz.csv", bytes, b.left);
    fuzz_well(csv_read_file("fuzz.csv", delimiter, take, &file, &e), &e, "csv_read_file");
    const char *text = csv_writer_bytes(a.out, &once);
    const char *other = csv_writer_bytes(file.out, &twice);
    fuzz_must(once == twice && memcmp(text, other, once) == 0 && a.rows == file.rows,
        "a file reads as its bytes do");

    struct seen again = read_bytes(text, once, delimiter);
    other = csv_writer_bytes(again.out, &twice);
    fuzz_must(again.flawed == 0, "what is written has no flaw");
    fuzz_must(once == twice && memcmp(text, other, once) == 0, "what is written reads back");

    if (csv_table_read(&table, "fuzz.csv", bytes, b.left, &e) == STATUS_OK)
        for (size_t r = 0; r < table.rows; r++)
            for (size_t c = 0; c < table.columns; c++)
                fuzz_must(csv_table_cell(&table, r, (int)c) != NULL, "a cell is a text");
    csv_table_free(&table);
    error_clear(&e);
    csv_writer_free(a.out);
    csv_writer_free(file.out);
    csv_writer_free(again.out);
    return 0;
}
