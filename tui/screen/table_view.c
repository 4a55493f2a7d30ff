/* Looking at a Table sorted or narrowed: never stored, and kept until the table is left. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/table.h"
#include "tui/screen/table_screen.h"
#include "tui/widget/prompt.h"

/* The view the rows are in, or the plain one. */
static struct rows_view view_of(const struct table_screen *t)
{
    const struct rows_view *view = rows_view(t->rows);
    return view ? *view : (struct rows_view){0};
}

bool table_narrowed(const struct table_screen *t)
{
    const struct rows_view *view = rows_view(t->rows);
    return view && (view->holds || view->unfinished || view->among);
}

/* Puts the rows so; the focus stays on its row if that is still there. */
static bool arrange(struct table_screen *t, const struct rows_view *view)
{
    struct error e = {0};
    const struct field *field = table_field(t);
    const char *uid = table_uid(t);
    table_stand(&t->base, uid, field ? field->name : NULL);
    if (rows_arrange(t->rows, view, &e)) {
        app_trouble(t->base.app, &e);
        return false;
    }
    list_go(&t->list, 0);
    table_reload(t);
    return true;
}

enum status table_only(
    struct screen *screen, const char *ids, const char *what, struct error *e)
{
    struct table_screen *t = (struct table_screen *)screen;
    struct rows_view view = {.among = ids};
    char *among = strdup(what);
    enum status s = among ? rows_arrange(t->rows, &view, e) : error_memory(e);
    if (s) {
        free(among);
        return s;
    }
    free(t->among);
    t->among = among;
    list_go(&t->list, 0);
    table_reload(t);
    table_measure(t);
    return STATUS_OK;
}

bool table_can_sort(const struct table_screen *t)
{
    const struct field *field = table_field(t);
    return t->list.count > 1 && field && field->level != LEVEL_COMPUTED;
}

void table_sort(struct table_screen *t)
{
    const struct field *field = table_field(t);
    struct rows_view view = view_of(t);
    bool same = view.by == field;
    view.order = !same                    ? ROWS_UP
                 : view.order == ROWS_UP  ? ROWS_DOWN
                 : view.order == ROWS_OWN ? ROWS_UP
                                          : ROWS_OWN;
    view.by = view.order == ROWS_OWN ? NULL : field;
    if (!arrange(t, &view)) {
        return;
    }
    const char *label = words_get(&field->label);
    if (view.order == ROWS_UP) {
        app_message(t->base.app, _("Sorted by %s, upwards. Once more: downwards."), label);
    } else if (view.order == ROWS_DOWN) {
        app_message(
            t->base.app, _("Sorted by %s, downwards. Once more: in their own order."), label);
    } else {
        app_message(t->base.app, "%s", _("The rows stand in their own order again."));
    }
}

void table_filter(struct table_screen *t)
{
    struct rows_view view = view_of(t);
    struct error e = {0};
    if (edit_line_set(&t->filter, view.holds ? view.holds : "", true, &e)) {
        app_trouble(t->base.app, &e);
        return;
    }
    t->filter_unfinished = view.unfinished;
    t->filtering = true;
}

/* Applies what was typed. */
static void apply(struct table_screen *t)
{
    struct rows_view view = view_of(t);
    char *holds = text_trim(edit_line_text(&t->filter));
    t->filtering = false;
    view.holds = holds;
    view.among = NULL;
    view.unfinished = t->filter_unfinished;
    if (arrange(t, &view) && !table_narrowed(t)) {
        app_message(t->base.app, "%s", _("All rows are shown."));
    }
    free(holds);
}

int table_filter_key(struct table_screen *t, const struct press *press)
{
    if (press->code == PRESS_ENTER) {
        apply(t);
    } else if (press->code == PRESS_TAB) {
        t->filter_unfinished = !t->filter_unfinished;
    } else if (action_pressed(press) == ACT_BACK) {
        t->filtering = false;
    } else if (press->code == press_ctrl('U')) {
        edit_line_do(&t->filter, EDIT_KILL);
    } else if (!prompt_key(&t->filter, press, NULL)) {
        return action_pressed(press) == ACT_NONE ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
    return SCREEN_HANDLED;
}

int table_filter_rows(const struct table_screen *t, int height)
{
    return t->filtering || (height > 2 && table_narrowed(t)) ? 1 : 0;
}

/* Beside the filter the key that changes it, if there is room for all of it. */
static void draw_way_out(const struct area *area, int x)
{
    char key[PRESS_NAME_SIZE];
    action_key_text(ACT_FILTER, false, key);
    char *text = text_format(_("%s changes or ends it"), key);
    if (text && x + (int)text_width(text) < area->width) {
        draw_text(area, 0, x, STYLE_HINT, text);
    }
    free(text);
}

void table_draw_filter(struct table_screen *t, const struct area *area)
{
    const struct rows_view *view = rows_view(t->rows);
    const char *only = _("unfinished ones only");
    if (!t->filtering) {
        char *text = view->among ? text_format(_("Filter: %s"), t->among)
                     : view->holds && view->unfinished
                         ? text_format(_("Filter: “%s”, %s"), view->holds, only)
                     : view->holds ? text_format(_("Filter: “%s”"), view->holds)
                                   : text_format(_("Filter: %s"), only);
        int x = TABLE_LEFT + draw_text(area, 0, TABLE_LEFT, STYLE_TITLE, text) + 3;
        free(text);
        draw_way_out(area, x);
        return;
    }
    char *tick = text_format("Tab [%c] %s", t->filter_unfinished ? 'x' : ' ', only);
    int x = TABLE_LEFT + draw_text(area, 0, TABLE_LEFT, STYLE_LABEL, _("Filter")) + 1;
    int beside = tick ? (int)text_width(tick) + 3 : 0;
    int box = area->width - x - 1 - beside;
    if (box < 12) {
        box = area->width - x - 1;
    }
    draw_text(area, 0, x + box + 2, STYLE_HINT, tick);
    prompt_draw(area, 0, x, box, &t->filter, true);
    free(tick);
}

char *table_none_left(const struct table_screen *t)
{
    struct rows_view view = view_of(t);
    if (view.among) {
        return text_format(_("No row of %s is left."), t->among);
    }
    return view.holds ? text_format(_("No row shows “%s”."), view.holds)
                      : strdup(_("No row is unfinished."));
}
