/* F6: a row on its way to another place, or under another row. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/action.h"
#include "tui/screen/table.h"
#include "tui/screen/table_screen.h"

#define DEPTH_MOST 50 /* rows above rows; a circle of them ends here */

/* The field that says under which row a row stands; NULL: no row does. */
static const struct field *parent_field(const struct table_screen *t)
{
    return form_role_field(t->form, ROLE_PARENT);
}

/* The row above a row, by its parent; NULL at the top. Caller frees. */
static char *parent_of(struct table_screen *t, const char *uid)
{
    struct cell cell = {0};
    struct error e = {0};
    char *parent = NULL;
    if (record_cell(app_workbook(t->base.app), t->form, uid, parent_field(t), &cell, &e) ==
            STATUS_OK &&
        cell.value.kind == VALUE_TEXT) {
        parent = strdup(cell.value.text);
    }
    error_clear(&e);
    cell_clear(&cell);
    return parent;
}

/* Whether a row stands under another one, at any depth, or is that one. */
static bool stands_under(struct table_screen *t, const char *uid, const char *above)
{
    char *at = strdup(uid);
    bool found = false;
    for (int depth = 0; at && !found && depth < DEPTH_MOST; depth++) {
        found = strcmp(at, above) == 0;
        char *next = found ? NULL : parent_of(t, at);
        free(at);
        at = next;
    }
    free(at);
    return found;
}

void table_move_begin(struct table_screen *t)
{
    t->moving = true;
    t->from = t->list.at;
    t->reparent = false;
}

void table_move_end(struct table_screen *t)
{
    free(t->under);
    t->under = NULL;
    t->moving = t->reparent = false;
}

/* Takes the row one level in, under the row it stands behind, or one level out. */
static void change_level(struct table_screen *t, bool in)
{
    const char *uid = rows_uid(t->rows, t->from);
    char *now = t->reparent ? (t->under ? strdup(t->under) : NULL) : parent_of(t, uid);
    char *next = NULL;
    if (in && t->list.at > 0) {
        next = strdup(rows_uid(t->rows, table_row_at(t, t->list.at - 1)));
    } else if (!in && now) {
        next = parent_of(t, now);
    }
    free(now);
    if (in && (!next || stands_under(t, next, uid))) {
        app_message(
            t->base.app, "%s", _("There is no other row above it that it could stand under."));
        free(next);
        return;
    }
    free(t->under);
    t->under = next;
    t->reparent = true;
}

char *table_move_hint(struct table_screen *t)
{
    char *name = NULL, *text = NULL;
    struct error e = {0};
    if (!parent_field(t)) {
        return strdup(
            _("The row moves with the arrows; Enter leaves it there, Esc puts it back."));
    }
    char *under = t->reparent ? (t->under ? strdup(t->under) : NULL)
                              : parent_of(t, rows_uid(t->rows, t->from));
    struct workbook *wb = app_workbook(t->base.app);
    if (under && record_code(wb, t->form, under, &name, &e) == STATUS_OK && !name[0]) {
        free(name);
        name = NULL;
        record_title(wb, t->form, under, &name, &e);
    }
    text = name ? text_format(_("It stands under %s. Rows under it come along."), name)
                : strdup(_("It stands under no other row. Rows under it come along."));
    error_clear(&e);
    free(under);
    free(name);
    return text;
}

const char *table_move_keys(const struct table_screen *t)
{
    return parent_field(t)
               ? _("Up/Down move   Right under the row above   Left out   Enter stays   Esc")
               : _("Up/Down move the row   Enter leaves it there   Esc puts it back");
}

/* Inside the action: the row's place and the row it stands under. */
static enum status put_row(struct table_screen *t, struct error *e)
{
    struct workbook *wb = app_workbook(t->base.app);
    const char *uid = rows_uid(t->rows, t->from);
    const char *before = t->list.at + 1 < t->list.count
                             ? rows_uid(t->rows, table_row_at(t, t->list.at + 1))
                             : NULL;
    enum status status = STATUS_OK;
    if (t->list.at != t->from) {
        status = action_move(wb, t->form, uid, before, e);
    }
    if (!status && t->reparent) {
        const struct value value = {
            .kind = t->under ? VALUE_TEXT : VALUE_NULL, .text = t->under};
        status = action_set(wb, t->form, uid, parent_field(t)->name, &value, NULL, e);
    }
    return status;
}

/* Leaves the row where it is shown, as one action. */
static void finish_move(struct table_screen *t)
{
    struct workbook *wb = app_workbook(t->base.app);
    struct error e = {0};
    bool changed = t->list.at != t->from || t->reparent;
    enum status status = changed ? action_begin(wb, ACTION_MOVE, &e) : STATUS_OK;
    if (changed && !status) {
        status = put_row(t, &e);
        if (status) {
            action_rollback(wb);
        } else {
            status = action_commit(wb, &e);
        }
    }
    if (status) {
        app_trouble(t->base.app, &e);
    } else if (changed) {
        app_message(t->base.app, "%s", _("Moved. Ctrl-Z puts it back."));
    }
    const char *uid = rows_uid(t->rows, t->from);
    table_stand(&t->base, uid, NULL);
    table_move_end(t);
    table_reload(t);
}

int table_move_key(struct table_screen *t, const struct press *press)
{
    if (press->code == PRESS_ENTER) {
        finish_move(t);
        return SCREEN_HANDLED;
    }
    if (action_pressed(press) == ACT_BACK) {
        list_go(&t->list, t->from);
        table_move_end(t);
        return SCREEN_HANDLED;
    }
    if (parent_field(t) && (press->code == PRESS_RIGHT || press->code == PRESS_LEFT)) {
        change_level(t, press->code == PRESS_RIGHT);
        return SCREEN_HANDLED;
    }
    if (list_key(&t->list, press)) {
        return SCREEN_HANDLED;
    }
    return action_pressed(press) == ACT_NONE ? SCREEN_HANDLED : SCREEN_IGNORED;
}
