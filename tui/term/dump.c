#include "tui/term/dump.h"

#include <curses.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "core/base/file.h"
#include "tui/term/theme.h"

/* One row of the screen as UTF-8 without trailing blanks. */
static void write_row(FILE *out, int row, wchar_t *wide)
{
    int count = mvinnwstr(row, 0, wide, COLS * (CCHARW_MAX + 1));

    while (count > 0 && wide[count - 1] == L' ')
        count--;
    for (int i = 0; i < count; i++) {
        char bytes[MB_LEN_MAX];
        mbstate_t state = {0};
        size_t used = wcrtomb(bytes, wide[i], &state);
        if (used != (size_t)-1)
            fwrite(bytes, 1, used, out);
    }
    fputc('\n', out);
}

/* Finishes a stream in memory and stores it. */
static enum status store(
    FILE *out, char **bytes, size_t *size, const char *path, struct error *e)
{
    enum status status = fclose(out) == 0 ? STATUS_OK : error_memory(e);

    if (status == STATUS_OK)
        status = file_write(path, *bytes, *size, e);
    free(*bytes);
    return status;
}

enum status dump_screen(const char *path, struct error *e)
{
    char *bytes = NULL;
    size_t size = 0;
    int y, x;
    wchar_t *wide = calloc((size_t)COLS * (CCHARW_MAX + 1) + 1, sizeof *wide);
    FILE *out = open_memstream(&bytes, &size);

    if (wide == NULL || out == NULL) {
        if (out != NULL)
            fclose(out);
        free(bytes);
        free(wide);
        return error_memory(e);
    }
    getyx(stdscr, y, x);
    for (int row = 0; row < LINES; row++)
        write_row(out, row, wide);
    fprintf(out, "cursor %d %d\n", y, x);
    move(y, x);
    free(wide);
    return store(out, &bytes, &size, path, e);
}

enum status dump_looks(const char *path, struct error *e)
{
    char *bytes = NULL;
    size_t size = 0;
    int y, x;
    FILE *out = open_memstream(&bytes, &size);

    if (out == NULL)
        return error_memory(e);
    getyx(stdscr, y, x);
    for (int row = 0; row < LINES; row++) {
        for (int column = 0; column < COLS; column++) {
            chtype cell = mvinch(row, column);
            bool swapped = (cell & A_REVERSE) || theme_pair_swapped((int)PAIR_NUMBER(cell));
            char letter = swapped ? 'R' : (cell & A_BOLD) ? 'B' : (cell & A_DIM) ? 'D' : '.';
            fputc(letter, out);
        }
        fputc('\n', out);
    }
    move(y, x);
    return store(out, &bytes, &size, path, e);
}
