/* The Grid screen: a keyed form, page by page. */
#ifndef SUSUN_TUI_SCREEN_GRID_H
#define SUSUN_TUI_SCREEN_GRID_H

#include "tui/screen/open.h"

/* A Grid of a form that grid_is one. `place` (may be NULL): uid is a record of the form, or one
 * its pages belong to; without it the page is that of the record stood on last. NULL and a
 * sentence on trouble. */
struct screen *grid_screen_new(
    struct app *app, const struct form *form, const struct place *place, struct error *e);

#endif
