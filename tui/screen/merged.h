/* What a merge brought, and what is left to settle after it. */
#ifndef SUSUN_TUI_SCREEN_MERGED_H
#define SUSUN_TUI_SCREEN_MERGED_H

#include "tui/app.h"

/* Shows a report (lines that end in LF) above the three lists. On trouble nothing is pushed. */
enum status screen_open_merged(struct app *app, const char *text, struct error *e);

/* Takes one file into the open workbook and shows what it brought. On trouble nothing has
 * changed. */
enum status screen_merge_file(struct app *app, const char *path, struct error *e);

#endif
