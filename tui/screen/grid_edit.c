/* Changing what a Grid shows: cells in place, a column at once, which rows there are. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/grid_screen.h"

/* The record that is written in becomes that of the focused cell. */
static bool go_to_place(struct grid_screen *s)
{
    char *uid = grid_uid(s->grid, s->list.at, s->at);
    bool gone = uid && cell_place_go(&s->place, uid);
    free(uid);
    return gone;
}

/* Takes in what was stored in the focused cell. */
static void take_stored(struct grid_screen *s)
{
    struct error e = {0};
    if (grid_stored(s->grid, s->list.at, s->at, &e)) {
        app_trouble(s->base.app, &e);
    }
}

void grid_edit(struct grid_screen *s, bool replace, const char *filter)
{
    const struct field *field = grid_field(s);
    struct workbook *wb = app_workbook(s->base.app);
    const struct value nothing = {0};
    struct error e = {0};
    if (!field || !grid_has_cells(s) || !go_to_place(s)) {
        return;
    }
    const struct grid_cell *at = grid_cell(s->grid, s->list.at, s->at);
    const struct cell cell = {.value = at->value, .typed = at->typed};
    enum cell_way way = cell_way(field);
    enum status status = STATUS_OK;
    if (way == CELL_GIVEN) {
        app_message(s->base.app, _("%s is filled in by Susun and not typed."),
            words_get(&field->label));
    } else if (way == CELL_PICK) {
        status =
            picker_open(&s->picker, wb, field, s->place.uid, s->above ? &nothing : &cell.value,
                filter     ? filter
                : s->above ? NULL
                           : cell.typed,
                &e);
    } else {
        status = cell_edit_open(&s->edit, &s->place, field, &cell, replace, &e);
        s->edit.recheck = !status && cell.typed;
    }
    if (status) {
        app_trouble(s->base.app, &e);
    }
}

void grid_ask_row(struct grid_screen *s)
{
    const struct field *field = s->grid->rows.field;
    const struct value nothing = {0};
    const struct cell empty = {0};
    struct error e = {0};
    if (!cell_place_go(&s->place, NULL)) {
        return;
    }
    enum status status = cell_way(field) == CELL_PICK
                             ? picker_open(&s->picker, app_workbook(s->base.app), field, NULL,
                                   &nothing, NULL, &e)
                             : cell_edit_open(&s->edit, &s->place, field, &empty, false, &e);
    s->adding = !status;
    if (status) {
        app_trouble(s->base.app, &e);
    }
}

bool grid_store(struct grid_screen *s, bool ask)
{
    switch (cell_edit_store(&s->edit, ask)) {
    case CELL_ASKS:
    case CELL_FAILED: return false;
    case CELL_MARKED:
        take_stored(s);
        app_message(s->base.app, "! %s", error_text(&s->edit.why));
        break;
    case CELL_STORED: take_stored(s); break;
    case CELL_SAME: break;
    }
    cell_edit_close(&s->edit);
    return true;
}

bool grid_put(struct grid_screen *s, const struct value *value, const char *typed)
{
    const struct field *field = grid_field(s);
    struct error e = {0};
    if (!field || cell_way(field) == CELL_GIVEN || !go_to_place(s)) {
        return false;
    }
    if (cell_put(&s->place, field, value, typed, &e)) {
        app_trouble(s->base.app, &e);
        return false;
    }
    take_stored(s);
    return true;
}

/* Fills the focused column. */
static void fill(struct grid_screen *s, const struct value *value)
{
    const struct field *field = grid_field(s);
    const struct cell cell = {.value = *value};
    struct error e = {0};
    size_t filled = 0;
    char *word = NULL;
    if (grid_fill(s->grid, s->at, value, &filled, &e) ||
        cell_show(app_workbook(s->base.app), field, &cell, &word, &e)) {
        app_trouble(s->base.app, &e);
    } else if (filled == 0) {
        app_message(
            s->base.app, "%s", _("No cell of this column is empty, so nothing was filled."));
    } else {
        app_message(s->base.app, _("Filled with %s: %zu empty cells. Ctrl-Z takes it back."),
            word, filled);
        s->above = false;
    }
    free(word);
}

/* The one choice whose label begins with what was typed; NULL for none or several, `count` says
 * which. */
static const struct choice *begins_with(
    const struct field *field, const char *text, size_t *count)
{
    const struct choice *found = NULL;
    *count = 0;
    char *folded = text_fold(text);
    size_t size = folded ? strlen(folded) : 0;
    for (size_t i = 0; field->list && size > 0 && i < field->list->count; i++) {
        char *label = text_fold(words_get(&field->list->choices[i].label));
        bool begins =
            label && !field->list->choices[i].retired && strncmp(label, folded, size) == 0;
        free(label);
        *count += begins;
        found = begins ? &field->list->choices[i] : found;
    }
    free(folded);
    return *count == 1 ? found : NULL;
}

/* A letter on a cell of choices: takes the one it stands for; false when there are several. */
static bool take_letter(struct grid_screen *s, const char *text)
{
    const struct field *field = grid_field(s);
    struct value value = {0}, other = {0};
    struct error why = {0};
    bool read = cell_read(app_workbook(s->base.app), field, NULL, text, &value, &other, &why) ==
                OUTCOME_VALUE;
    size_t found = 0;
    const struct choice *choice = read ? NULL : begins_with(field, text, &found);
    if (choice) {
        value = value_text_own(strdup(choice->name));
    }
    error_clear(&why);
    if (value.kind == VALUE_NULL) {
        if (found == 0) {
            app_message(
                s->base.app, _("No choice begins with “%s”. Space shows them all."), text);
        }
        return found == 0;
    }
    if (s->above) {
        fill(s, &value);
    } else if (grid_put(s, &value, NULL)) {
        grid_go_down(s);
    }
    value_clear(&value);
    value_clear(&other);
    return true;
}

/* A digit on a cell that takes one: stored at once. One out of bounds stays, with a word about
 * it.
 */
static void take_digit(struct grid_screen *s, char digit)
{
    const struct value value = value_integer(digit - '0');
    char *range = field_range_hint(grid_field(s), &value);
    if (grid_put(s, &value, NULL) && !range) {
        grid_go_right(s);
    }
    if (range) {
        app_message(s->base.app, "%s", range);
    }
    free(range);
}

/* "+" and "-" count a whole number that is never below nothing. */
static bool count(struct grid_screen *s, const struct press *press)
{
    const struct field *field = grid_field(s);
    int step = press_is_text(press, "+") ? 1 : press_is_text(press, "-") ? -1 : 0;
    if (step == 0 || field->type->id != TYPE_INTEGER || !field->has_min || field->min < 0) {
        return false;
    }
    const struct grid_cell *cell = grid_cell(s->grid, s->list.at, s->at);
    int64_t now = cell->value.kind == VALUE_INTEGER ? cell->value.integer : 0;
    bool fits =
        step > 0 ? !field->has_max || (double)now < field->max : (double)now > field->min;
    const struct value value = value_integer(fits ? now + step : now);
    grid_put(s, &value, NULL);
    return true;
}

void grid_typed(struct grid_screen *s, const struct press *press)
{
    const struct field *field = grid_field(s);
    bool blank = press_is_text(press, " ");
    bool typed = press->code == PRESS_TEXT && !blank;
    char first = typed && !press->text[1] ? press->text[0] : '\0';
    if (typed && grid_takes_letters(field) && take_letter(s, press->text)) {
        return;
    }
    if (grid_takes_digits(field) && first >= '0' && first <= '9') {
        take_digit(s, first);
        return;
    }
    if (typed && count(s, press)) {
        return;
    }
    grid_edit(s, !blank,
        blank                        ? NULL
        : press->code == PRESS_PASTE ? press->paste
                                     : press->text);
    if (s->edit.field && !blank) {
        cell_edit_key(&s->edit, press);
    }
}

/* The cell that F5 copies: to the left where years go across, else above; GRID_NONE. */
static size_t beside(const struct grid_screen *s, size_t *row)
{
    const struct field *across = s->grid->across.field;
    bool left = across && across->type->id == TYPE_YEAR;
    *row = left ? s->list.at : s->list.at - 1;
    if (left) {
        return s->at >= s->grid->field_count ? s->at - s->grid->field_count : GRID_NONE;
    }
    return s->list.at > 0 ? s->at : GRID_NONE;
}

void grid_copy_beside(struct grid_screen *s)
{
    const struct field *across = s->grid->across.field;
    bool left = across && across->type->id == TYPE_YEAR;
    size_t row = 0, column = beside(s, &row);
    const struct grid_cell *from = column == GRID_NONE ? NULL : grid_cell(s->grid, row, column);
    if (!from || (from->value.kind == VALUE_NULL && !from->typed)) {
        app_message(s->base.app, "%s",
            left ? _("There is nothing to the left to copy.")
                 : _("There is nothing above to copy."));
        return;
    }
    if (grid_put(s, &from->value, from->typed)) {
        app_message(s->base.app, "%s",
            left ? _("Copied from the left. Ctrl-Z takes it back.")
                 : _("Copied from above. Ctrl-Z takes it back."));
    }
}

void grid_delete_row(struct grid_screen *s)
{
    struct error e = {0};
    size_t emptied = 0;
    char *name = text_cut(grid_row_label(s, s->list.at), 40, draw_ascii());
    if (grid_empty_row(s->grid, s->list.at, &emptied, &e)) {
        app_trouble(s->base.app, &e);
    } else if (emptied == 0) {
        app_message(s->base.app, _("%s: nothing was filled in."), name ? name : "");
    } else {
        app_message(s->base.app, _("Emptied: %s, %zu cells. Ctrl-Z brings them back."),
            name ? name : "", emptied);
    }
    free(name);
    grid_reload(s);
}

/* Shows the row of a key, and stands on it. */
static void add_row(struct grid_screen *s, const struct value *key)
{
    struct error e = {0};
    size_t row = GRID_NONE;
    if (grid_add_row(s->grid, key, &row, &e)) {
        app_trouble(s->base.app, &e);
    }
    grid_reload(s);
    if (row != GRID_NONE) {
        list_go(&s->list, row);
        s->at = 0;
        s->above = false;
    }
}

/* Stores what was picked, or makes the record that was asked for. */
static bool store_picked(struct grid_screen *s, bool new_row)
{
    struct error e = {0};
    struct value value = {0};
    enum status status = STATUS_OK;
    if (!new_row || s->picker.many) {
        status = picker_value(&s->picker, &value, &e);
    }
    if (!status && new_row) {
        char *title = text_trim(picker_new_title(&s->picker));
        status = !title ? error_memory(&e)
                        : cell_put_new(
                              &s->place, s->picker.field, &value, s->picker.adds, title, &e);
        free(title);
    } else if (!status) {
        status = cell_put(&s->place, s->picker.field, &value, NULL, &e);
    }
    if (status) {
        app_trouble(s->base.app, &e);
    } else {
        take_stored(s);
    }
    value_clear(&value);
    return status == STATUS_OK;
}

/* What was picked becomes a row, fills the column, or goes into the cell. */
static void take_picked(struct grid_screen *s, bool new_row)
{
    struct value value = {0};
    struct error e = {0};
    bool adding = s->adding, above = s->above, done = false;
    if (adding || above) {
        if (picker_value(&s->picker, &value, &e)) {
            app_trouble(s->base.app, &e);
        }
    } else {
        done = store_picked(s, new_row);
    }
    picker_close(&s->picker);
    s->adding = false;
    if (value.kind != VALUE_NULL && adding) {
        add_row(s, &value);
    } else if (value.kind != VALUE_NULL) {
        fill(s, &value);
    } else if (done) {
        grid_go_down(s);
    }
    value_clear(&value);
}

int grid_picker_key(struct grid_screen *s, const struct press *press)
{
    struct error e = {0};
    enum picker_answer answer = picker_key(&s->picker, press, &e);
    switch (answer) {
    case PICKER_IGNORED: return SCREEN_IGNORED;
    case PICKER_STAYS: break;
    case PICKER_TROUBLE: app_trouble(s->base.app, &e); break;
    case PICKER_LEFT:
        picker_close(&s->picker);
        s->adding = false;
        break;
    case PICKER_TAKEN:
    case PICKER_NEW: take_picked(s, answer == PICKER_NEW); break;
    }
    return SCREEN_HANDLED;
}

/* Where the focus goes with the key that ends the editing. */
static void go_on(struct grid_screen *s, enum press_code code)
{
    switch (code) {
    case PRESS_TAB: grid_go_right(s); break;
    case PRESS_BACKTAB: grid_go_left(s); break;
    case PRESS_UP: list_go(&s->list, s->list.at > 0 ? s->list.at - 1 : 0); break;
    case PRESS_DOWN: list_go(&s->list, s->list.at + 1); break;
    case PRESS_ENTER: grid_go_down(s); break;
    default: break;
    }
}

/* The key of a new row was typed. */
static int end_adding(struct grid_screen *s)
{
    const struct field *field = s->edit.field;
    struct value value = {0}, other = {0};
    struct error why = {0};
    enum outcome outcome = cell_read(
        app_workbook(s->base.app), field, NULL, cell_edit_text(&s->edit), &value, &other, &why);
    if (outcome == OUTCOME_UNREAD || outcome == OUTCOME_ASK) {
        app_message(s->base.app, "%s", error_text(&why));
    } else {
        cell_edit_close(&s->edit);
        s->adding = false;
        if (outcome == OUTCOME_VALUE) {
            add_row(s, &value);
        }
    }
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return SCREEN_HANDLED;
}

/* 1 or 2 answers the question; another typed key goes on typing. */
static bool answered(struct grid_screen *s, const struct press *press)
{
    for (int which = 0; which < 2; which++) {
        if (press_is_text(press, which == 0 ? "1" : "2")) {
            if (cell_edit_answer(&s->edit, which) == CELL_STORED) {
                take_stored(s);
                cell_edit_close(&s->edit);
                go_on(s, PRESS_ENTER);
            }
            return true;
        }
    }
    if (press->code == PRESS_TEXT || press->code == PRESS_PASTE ||
        press->code == PRESS_BACKSPACE || press->code == PRESS_DELETE ||
        press->code == PRESS_LEFT || press->code == PRESS_RIGHT) {
        cell_edit_unask(&s->edit);
    }
    return false;
}

int grid_edit_key(struct grid_screen *s, const struct press *press)
{
    bool line = s->edit.way == CELL_LINE;
    enum press_code code = press->code;
    if (s->edit.asking && answered(s, press)) {
        return SCREEN_HANDLED;
    }
    if (s->adding && code == PRESS_ENTER) {
        return end_adding(s);
    }
    bool ends = code == PRESS_TAB || code == PRESS_BACKTAB || (line && code == PRESS_ENTER);
    if (!ends) {
        switch (cell_edit_key(&s->edit, press)) {
        case CELL_KEY_NONE: return SCREEN_IGNORED;
        case CELL_KEY_DONE: return SCREEN_HANDLED;
        case CELL_KEY_UP:
        case CELL_KEY_DOWN: ends = line && !s->adding;
        }
    }
    if (ends && !s->adding && grid_store(s, true)) {
        go_on(s, code);
    }
    return SCREEN_HANDLED;
}
