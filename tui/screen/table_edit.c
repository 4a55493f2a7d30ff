/* Changing what a Table shows: a cell in place, a row's order, a row's existence. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/seed.h"
#include "core/store/action.h"
#include "tui/screen/open.h"
#include "tui/screen/promote.h"
#include "tui/screen/table_screen.h"

/* The row that is written in becomes the focused one. */
static bool go_to_place(struct table_screen *t)
{
    return cell_place_go(&t->place, table_uid(t));
}

void table_edit(struct table_screen *t, bool replace, const char *filter)
{
    const struct field *field = table_field(t);
    struct workbook *wb = app_workbook(t->base.app);
    struct error e = {0};
    struct cell cell = {0};
    if (!field || !table_uid(t) || !go_to_place(t)) {
        return;
    }
    enum cell_way way = cell_way(field);
    if (way == CELL_GIVEN) {
        app_message(t->base.app, _("%s is filled in by Susun and not typed."),
            words_get(&field->label));
        return;
    }
    enum status status = record_cell(wb, t->form, t->place.uid, field, &cell, &e);
    if (!status && way == CELL_PICK) {
        status = picker_open(
            &t->picker, wb, field, t->place.uid, &cell.value, filter ? filter : cell.typed, &e);
    } else if (!status) {
        status = cell_edit_open(&t->edit, &t->place, field, &cell, replace, &e);
        t->edit.recheck = !status && cell.typed;
    }
    if (status) {
        app_trouble(t->base.app, &e);
    }
    cell_clear(&cell);
}

bool table_store(struct table_screen *t, bool ask)
{
    const struct field *field = t->edit.field;
    switch (cell_edit_store(&t->edit, ask)) {
    case CELL_ASKS:
    case CELL_FAILED: return false;
    case CELL_MARKED: app_message(t->base.app, "! %s", error_text(&t->edit.why)); break;
    case CELL_STORED: cell_tell_range(&t->place, field); break;
    case CELL_SAME: break;
    }
    cell_edit_close(&t->edit);
    return true;
}

bool table_set(struct table_screen *t, const struct value *value)
{
    struct error e = {0};
    const struct field *field = table_field(t);
    if (!field || !table_uid(t) || !go_to_place(t) ||
        cell_put(&t->place, field, value, NULL, &e)) {
        if (e.text) {
            app_trouble(t->base.app, &e);
        }
        return false;
    }
    return true;
}

/* Stores what was picked, or makes the row that was asked for. */
static bool take_picked(struct table_screen *t, bool new_row)
{
    struct error e = {0};
    struct value value = {0};
    enum status status = STATUS_OK;
    if (!new_row || t->picker.many) {
        status = picker_value(&t->picker, &value, &e);
    }
    if (!status && new_row) {
        char *title = text_trim(picker_new_title(&t->picker));
        const char *target = words_get(&t->picker.adds->title);
        status = !title ? error_memory(&e)
                        : cell_put_new(
                              &t->place, t->picker.field, &value, t->picker.adds, title, &e);
        if (!status) {
            title[strcspn(title, "\n")] = '\0';
            app_message(t->base.app, _("New in %s: %s."), target, title);
        }
        free(title);
    } else if (!status) {
        status = cell_put(&t->place, t->picker.field, &value, NULL, &e);
        if (picker_took_nothing(&t->picker)) {
            app_message(t->base.app, "%s", _("Nothing was marked: Space marks, Enter takes."));
        }
    }
    if (status) {
        app_trouble(t->base.app, &e);
    }
    value_clear(&value);
    return status == STATUS_OK;
}

int table_picker_key(struct table_screen *t, const struct press *press)
{
    struct error e = {0};
    enum picker_answer answer = picker_key(&t->picker, press, &e);
    switch (answer) {
    case PICKER_IGNORED: return SCREEN_IGNORED;
    case PICKER_STAYS: break;
    case PICKER_TROUBLE: app_trouble(t->base.app, &e); break;
    case PICKER_LEFT: picker_close(&t->picker); break;
    case PICKER_TAKEN:
    case PICKER_NEW: {
        bool taken = take_picked(t, answer == PICKER_NEW);
        picker_close(&t->picker);
        table_reload(t);
        if (taken) {
            t->at = table_next_column(t, 1);
            promote_follow(&t->place, false);
        }
    }
    }
    return SCREEN_HANDLED;
}

/* Where the focus goes with the key that ends the editing. */
static void go_on(struct table_screen *t, enum press_code code)
{
    table_reload(t);
    switch (code) {
    case PRESS_TAB: t->at = table_next_column(t, 1); break;
    case PRESS_BACKTAB: t->at = table_next_column(t, -1); break;
    case PRESS_UP: list_go(&t->list, t->list.at > 0 ? t->list.at - 1 : 0); break;
    case PRESS_ENTER:
    case PRESS_DOWN: list_go(&t->list, t->list.at + 1); break;
    default: break;
    }
}

/* Ends the editing with a key, unless there is a question first. */
static int end_edit(struct table_screen *t, enum press_code code)
{
    if (table_store(t, true)) {
        go_on(t, code);
    }
    return SCREEN_HANDLED;
}

/* 1 or 2 answers the question; another typed key goes on typing. */
static bool answered(struct table_screen *t, const struct press *press)
{
    for (int which = 0; which < 2; which++) {
        if (press_is_text(press, which == 0 ? "1" : "2")) {
            if (cell_edit_answer(&t->edit, which) == CELL_STORED) {
                cell_edit_close(&t->edit);
                go_on(t, PRESS_ENTER);
            }
            return true;
        }
    }
    bool ends = press->code == PRESS_ENTER || press->code == PRESS_TAB ||
                press->code == PRESS_BACKTAB || press->code == PRESS_UP ||
                press->code == PRESS_DOWN || action_pressed(press) != ACT_NONE;
    if (!ends) {
        cell_edit_unask(&t->edit);
    }
    return false;
}

int table_edit_key(struct table_screen *t, const struct press *press)
{
    bool line = t->edit.way == CELL_LINE;
    if (t->edit.asking && answered(t, press)) {
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_TAB || press->code == PRESS_BACKTAB ||
        (line && press->code == PRESS_ENTER)) {
        return end_edit(t, press->code);
    }
    switch (cell_edit_key(&t->edit, press)) {
    case CELL_KEY_NONE: return SCREEN_IGNORED;
    case CELL_KEY_DONE: return SCREEN_HANDLED;
    case CELL_KEY_UP: return line ? end_edit(t, PRESS_UP) : SCREEN_HANDLED;
    case CELL_KEY_DOWN: return line ? end_edit(t, PRESS_DOWN) : SCREEN_HANDLED;
    }
    return SCREEN_IGNORED;
}

void table_delete_row(struct table_screen *t)
{
    struct error e = {0};
    char *name = table_row_name(t);
    if (!go_to_place(t) || cell_delete_row(&t->place, &e)) {
        if (e.text) {
            app_trouble(t->base.app, &e);
        }
    } else {
        char *cut = name ? text_cut(name, 56, draw_ascii()) : NULL;
        app_notice(t->base.app, _("Deleted: %s. Ctrl-Z brings it back."), cut ? cut : "");
        free(cut);
    }
    free(name);
    table_reload(t);
}

enum status table_open_paste(
    struct table_screen *t, const char *text, const char *path, struct error *e)
{
    const struct field **fields = calloc(t->column_count + 1, sizeof *fields);
    size_t count = 0;
    if (!fields) {
        return error_memory(e);
    }
    for (size_t i = t->list.count > 0 ? t->at : 0; i < t->column_count; i++) {
        if (t->columns[i].field && cell_way(t->columns[i].field) != CELL_GIVEN) {
            fields[count++] = t->columns[i].field;
        }
    }
    struct paste_place place = {
        .text = text, .path = path, .fields = fields, .uid = table_uid(t), .rows = t->rows};
    enum status status = screen_open_paste(t->base.app, t->form, &place, e);
    free(fields);
    return status;
}

void table_copy_above(struct table_screen *t)
{
    const struct field *field = table_field(t);
    struct error e = {0};
    enum cell_copied copied = CELL_NOTHING_ABOVE;
    if (t->list.at > 0 && go_to_place(t)) {
        copied = cell_copy(&t->place, field, rows_uid(t->rows, t->list.at - 1), &e);
    }
    cell_tell_copied(t->base.app, copied, &e);
    table_reload(t);
}

void table_take_offered(struct table_screen *t)
{
    struct error e = {0};
    size_t rows = 0;
    if (seed_take(app_workbook(t->base.app), t->form, &rows, &e)) {
        app_trouble(t->base.app, &e);
    } else {
        char key[PRESS_NAME_SIZE];
        action_key_text(ACT_DELETE, app_fkeys(t->base.app), key);
        app_notice(t->base.app,
            _("%zu common rows are in. %s deletes what is not needed; Ctrl-Z takes them all "
              "out."),
            rows, key);
    }
    table_reload(t);
}
