/* "Jadikan ...": a row becomes a row of another form (core/plan/promote.h), and one stands on
 * it. */
#ifndef SUSUN_TUI_SCREEN_PROMOTE_H
#define SUSUN_TUI_SCREEN_PROMOTE_H

#include <stdbool.h>

#include "tui/screen/cell.h"

/* Whether rows of this form can become others. */
bool promote_possible(struct app *app, const struct form *form);
/* Makes the row in one action and opens it, or opens the one made earlier; asks first what it
 * is to become, if that could be several things. What is typed has been stored. */
void promote_row(struct app *app, const struct form *form, const char *uid);
/* After a cell was stored that asked for it (cell.h): tells what was made and, if `open`, opens
 * it. */
void promote_follow(struct cell_place *place, bool open);

#endif
