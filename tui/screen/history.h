/* What the screens about the past share: moments and values in a line, marks. */
#ifndef SUSUN_TUI_SCREEN_HISTORY_H
#define SUSUN_TUI_SCREEN_HISTORY_H

#include "core/store/history.h"
#include "core/store/mark.h"
#include "tui/app.h"
#include "tui/term/draw.h"
#include "tui/widget/list.h"

/* "13/6 09.41" where the district is; with the year when `year`. Caller frees. */
char *past_when(const struct app *app, int64_t at, bool year);
/* "Name (group 3)", "(nobody named)". Caller frees. */
char *past_who(const struct change *change);
/* What stood there, on one line, "(empty)" for nothing. Caller frees. */
char *past_value(struct app *app, const struct change *change, bool after);
/* "last: Bapperida, 12/6 09.41" of a cell; NULL when nobody wrote it, or it is not known. uid
 * may be NULL. Caller frees. */
char *past_line(
    struct app *app, const struct form *form, const char *uid, const struct field *field);
/* Signs that there is more above or below the lines of a list. */
void past_draw_more(const struct area *area, const struct list *list);

/* The history of a field (NULL: of the whole row) of a record. */
enum status screen_open_history(struct app *app, const struct form *form, const char *uid,
    const struct field *field, struct error *e);
/* "What has changed since": takes the mark over, also when it fails. */
enum status screen_open_changes(struct app *app, struct mark *mark, struct error *e);
/* Asks for the name of a mark and sets it. `title` is offered; `about` as in mark_set. */
enum status screen_ask_mark(struct app *app, enum mark_kind kind, const char *about,
    const char *title, const char *asks, struct error *e);

#endif
