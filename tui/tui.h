/* The terminal face, seen from outside: one call that runs until the person leaves. */
#ifndef SUSUN_TUI_TUI_H
#define SUSUN_TUI_TUI_H

#include <stdbool.h>

#include "core/base/error.h"

struct tui_options {
    const char *path;   /* workbook to open; NULL = the start screen */
    const char *author; /* who is typing; NULL = as this laptop remembers */
    const char
        *script; /* --script FILE: keys and :commands instead of a terminal; NULL = terminal */
    const char *size; /* --size 80x24, only with a script; NULL = 80x24 */
    bool ascii;       /* draw with ASCII only */
    const char
        *theme; /* a theme's name (tui/term/theme.h), kept from then on; NULL = as before */
};

/* The names of the themes in one line, "a, b, c". Caller frees. */
char *tui_themes(void);

/* Runs the face. STATUS_USAGE for a size or a theme that is none; STATUS_FILE with one sentence
 * when input or output is no terminal or the terminal cannot place a cursor (exit 3);
 * STATUS_DATA for a mistake in the script, with its line; STATUS_INTERRUPTED after a signal
 * (the number in *signal, which may be NULL). */
enum status tui_run(const struct tui_options *options, int *signal, struct error *e);

#endif
