/* Prints the cells of a CSV file as our reader finds them: a row a line, each cell as
 * hexadecimal digits after a blank. Exits 1 at a row that cannot be trusted. */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/csv.h"
#include "core/base/text.h"

/* Prints one row; a flaw or bytes that are not UTF-8 end the reading. */
static enum status print_row(void *context, const struct csv_row *row, struct error *e)
{
    (void)context;
    if (row->flaw != CSV_FINE)
        return error_set(e, STATUS_DATA, "line %zu is flawed", row->line);
    for (size_t i = 0; i < row->count; i++) {
        const struct csv_cell *cell = &row->cells[i];

        char *clean = text_clean(cell->bytes, cell->size, NULL, NULL);

        if (!clean)
            return error_set(e, STATUS_DATA, "line %zu is not text", row->line);
        free(clean);
        putchar(' ');
        for (size_t k = 0; k < cell->size; k++)
            printf("%02x", (unsigned char)cell->bytes[k]);
    }
    putchar('\n');
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    struct error e = {0};

    if (argc != 2)
        return 2;
    if (csv_read_file(argv[1], ',', print_row, NULL, &e) == STATUS_OK)
        return 0;
    fprintf(stderr, "%s\n", e.text);
    return 1;
}
