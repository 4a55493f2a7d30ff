/* The Table screen: the rows of a form, a cell per field. */
#ifndef SUSUN_TUI_SCREEN_TABLE_H
#define SUSUN_TUI_SCREEN_TABLE_H

#include <stdbool.h>

#include "tui/app.h"

/* A Table with the cursor on the column of `field` (NULL: the first). NULL and a sentence on
 * trouble. */
struct screen *table_screen_new(
    struct app *app, const struct form *form, const struct field *field, struct error *e);

/* Shows only the rows of these ids, a JSON array, under the name `what`, until another filter
 * takes its place. */
enum status table_only(
    struct screen *screen, const char *ids, const char *what, struct error *e);

/* Whether a screen (may be NULL) is the Table of this form. */
bool table_is(const struct screen *screen, const struct form *form);
/* Where it is to stand when it is on top again. Both may be NULL: as it is. */
void table_stand(struct screen *screen, const char *uid, const char *field);

#endif
