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

/* What a cell looks like: attributes that show, and its pair of colours. */
struct shown {
    attr_t attributes;
    short pair;
};

#define SHOWN_MOST 26 /* different looks, a to z; the rest is ? */

/* The looks met so far. */
struct legend {
    struct shown looks[SHOWN_MOST];
    size_t count;
};

/* The letter of a cell's look. */
static char letter_of(struct legend *legend, int row, int column)
{
    cchar_t cell;
    wchar_t text[CCHARW_MAX + 1];
    attr_t attributes = 0;
    short pair = 0;
    size_t at = 0;

    if (mvin_wch(row, column, &cell) != OK ||
        getcchar(&cell, text, &attributes, &pair, NULL) != OK)
        return '?';
    attributes &= A_BOLD | A_DIM | A_REVERSE | A_UNDERLINE;
    while (at < legend->count &&
           (legend->looks[at].attributes != attributes || legend->looks[at].pair != pair))
        at++;
    if (at == SHOWN_MOST)
        return '?';
    if (at == legend->count)
        legend->looks[legend->count++] = (struct shown){attributes, pair};
    return (char)('a' + at);
}

/* "b  bold, reversed, 15 on 0"; without numbers it is the colours of running text. */
static void write_look(FILE *out, char letter, const struct shown *look)
{
    short text = -1, ground = -1;
    attr_t is = look->attributes;

    fprintf(out, "%c %s%s%s%s%s", letter, is == A_NORMAL ? " plain" : "",
        is & A_BOLD ? " bold" : "", is & A_DIM ? " dim" : "",
        is & A_UNDERLINE ? " underlined" : "", is & A_REVERSE ? " reversed" : "");
    if (look->pair != 0 && pair_content(look->pair, &text, &ground) == OK)
        fprintf(out, ", %d on %d", text, ground);
    fputc('\n', out);
}

enum status dump_looks(const char *path, struct error *e)
{
    char *bytes = NULL;
    size_t size = 0;
    int y, x;
    struct legend legend = {0};
    struct colours usual = theme_colours(theme_present(), STYLE_TEXT, COLORS);
    FILE *out = open_memstream(&bytes, &size);

    if (out == NULL)
        return error_memory(e);
    getyx(stdscr, y, x);
    for (int row = 0; row < LINES; row++) {
        for (int column = 0; column < COLS; column++)
            fputc(letter_of(&legend, row, column), out);
        fputc('\n', out);
    }
    move(y, x);
    fprintf(out, "%s: ", theme_name(theme_present()));
    if (usual.text >= 0)
        fprintf(out, "%d on %d\n", usual.text, usual.ground);
    else
        fputs("the terminal's own colours\n", out);
    for (size_t i = 0; i < legend.count; i++)
        write_look(out, (char)('a' + i), &legend.looks[i]);
    return store(out, &bytes, &size, path, e);
}
