/* The Form screen: one record, field by field. What is typed is stored when the cursor leaves
 * its field. */
#ifndef SUSUN_TUI_SCREEN_FORM_H
#define SUSUN_TUI_SCREEN_FORM_H

#include "core/store/rows.h"
#include "tui/app.h"

/* A Form on the record `uid` (NULL: a new one; single forms know their own) with the cursor on
 * `field` (NULL: the first) and a draft typed into it (NULL: none). NULL and a sentence on
 * trouble. */
struct screen *form_screen_new(struct app *app, const struct form *form, const char *uid,
    const struct field *field, const char *draft, struct error *e);

/* The same on a row of a Table, going through its rows as they are seen there: sorted,
 * narrowed. `rows` is copied. */
struct screen *form_screen_among(struct app *app, const struct form *form,
    const struct rows *rows, const char *uid, const struct field *field, struct error *e);

#endif
