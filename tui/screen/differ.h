/* Isian berbeda, in three files: differ.c (the list of them), differ_one.c (one: its versions
 * side by side, taken or edited) and differ_draw.c. Private to them. */
#ifndef SUSUN_TUI_SCREEN_DIFFER_H
#define SUSUN_TUI_SCREEN_DIFFER_H

#include "core/store/conflict.h"
#include "tui/screen/cell.h"
#include "tui/widget/picker.h"

/* One difference on the screen. */
struct differ {
    struct screen base;
    struct conflict_place *places; /* every one that is open */
    size_t count, at;
    struct conflict now; /* the one that is shown */
    char **texts;        /* [now.count + 2]: the versions, the proposal, where they come from */
    size_t choices;      /* versions and, where there is one, the proposal behind them */
    size_t focus;
    size_t marks;            /* of the proposal */
    struct cell_place place; /* of its row, for the editor */
    struct cell_edit edit;   /* a third version being typed */
    struct picker picker;    /* or chosen */
    char *row, *title, *hint;
};

/* Opens the differences side by side, the one at `at` first; `places` is taken over. */
enum status differ_open(
    struct app *app, struct conflict_place *places, size_t count, size_t at, struct error *e);
/* "Bapperida, 12/6 09.41"; caller frees. */
char *differ_who(struct app *app, const struct conflict_side *side);

/* differ_draw.c */
void differ_draw(struct screen *self, const struct area *area);

#endif
