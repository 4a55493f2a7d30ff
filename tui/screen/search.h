/* Cari: one box to type in, and below it where in the workbook that stands. */
#ifndef SUSUN_TUI_SCREEN_SEARCH_H
#define SUSUN_TUI_SCREEN_SEARCH_H

#include <stdbool.h>

#include "tui/app.h"

/* A screen with nothing looked for yet. */
enum status screen_open_search(struct app *app, struct error *e);
/* Whether a screen is this one. */
bool search_is(const struct screen *screen);
/* What is typed next replaces what was looked for. */
void search_anew(struct screen *screen);

#endif
