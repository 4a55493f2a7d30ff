/* The screen as text, for golden files. */
#ifndef SUSUN_TUI_DUMP_H
#define SUSUN_TUI_DUMP_H

#include "core/base/error.h"

/* Writes what the last drawing showed: UTF-8, one line per row without trailing blanks, then a
 * line "cursor Y X" (from 0). */
enum status dump_screen(const char *path, struct error *e);
/* The same grid with a letter for how each cell looks; below it the theme with the colours of
 * running text, and what each letter is: attributes, then text and ground where they differ. */
enum status dump_looks(const char *path, struct error *e);

#endif
