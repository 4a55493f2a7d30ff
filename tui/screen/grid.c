#include "tui/screen/grid.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/paste.h"
#include "tui/screen/form.h"
#include "tui/screen/grid_screen.h"

/* The grid behind a screen. */
static struct grid_screen *of(struct screen *self)
{
    return (struct grid_screen *)self;
}

bool grid_has_cells(const struct grid_screen *s)
{
    return s->grid->rows.count > 0 && s->grid->column_count > 0;
}

const struct field *grid_field(const struct grid_screen *s)
{
    return s->at < s->grid->column_count ? s->grid->columns[s->at].field : NULL;
}

bool grid_takes_letters(const struct field *field)
{
    return field->type->id == TYPE_SELECT_ONE || field->type->id == TYPE_YESNO;
}

bool grid_takes_digits(const struct field *field)
{
    return field->type->id == TYPE_INTEGER && field->has_min && field->min >= 0 &&
           field->has_max && field->max <= 9;
}

bool grid_is_marked(const struct grid_cell *cell)
{
    return cell->typed || cell->different;
}

bool grid_can_fill(const struct grid_screen *s)
{
    const struct field *field = grid_field(s);
    return grid_has_cells(s) && field && grid_takes_letters(field);
}

void grid_go_down(struct grid_screen *s)
{
    if (s->above) {
        s->above = false;
    } else if (s->list.at + 1 < s->list.count) {
        list_go(&s->list, s->list.at + 1);
    } else if (s->at + 1 < s->grid->column_count) {
        s->at++;
        list_go(&s->list, 0);
    }
}

void grid_go_right(struct grid_screen *s)
{
    if (s->at + 1 < s->grid->column_count) {
        s->at++;
    } else if (s->list.at + 1 < s->list.count) {
        s->at = 0;
        list_go(&s->list, s->list.at + 1);
    }
}

void grid_go_left(struct grid_screen *s)
{
    if (s->at > 0) {
        s->at--;
    } else if (s->list.at > 0) {
        s->at = s->grid->column_count - 1;
        list_go(&s->list, s->list.at - 1);
    }
}

/* The focus stays inside of what there is. */
static void settle(struct grid_screen *s)
{
    list_count(&s->list, s->grid->rows.count);
    if (s->at >= s->grid->column_count) {
        s->at = s->grid->column_count > 0 ? s->grid->column_count - 1 : 0;
    }
    s->above = s->above && grid_can_fill(s);
}

void grid_reload(struct grid_screen *s)
{
    struct error e = {0};
    if (grid_refresh(s->grid, &e)) {
        app_trouble(s->base.app, &e);
    }
    settle(s);
}

/* Turns pages. */
static void turn(struct grid_screen *s, int step)
{
    struct error e = {0};
    size_t page = s->grid->page;
    if ((step < 0 && page == 0) || (step > 0 && page + 1 >= s->grid->pages.count)) {
        app_message(s->base.app, "%s",
            step < 0 ? _("This is the first page.") : _("This is the last page."));
        return;
    }
    if (grid_turn(s->grid, step < 0 ? page - 1 : page + 1, &e)) {
        app_trouble(s->base.app, &e);
    }
    settle(s);
    s->above = false;
    list_go(&s->list, 0);
    s->at = 0;
    s->first = 0;
}

/* Up and down, with the line over the rows. */
static bool move_rows(struct grid_screen *s, const struct press *press)
{
    if (s->above) {
        bool stays = press->code == PRESS_UP;
        bool moves = stays || press->code == PRESS_DOWN || list_key(&s->list, press);
        s->above = stays || !moves;
        return moves;
    }
    if (press->code == PRESS_UP && s->list.at == 0 && grid_can_fill(s)) {
        s->above = true;
        return true;
    }
    return list_key(&s->list, press);
}

/* Moves between cells and pages. */
static bool move_pressed(struct grid_screen *s, const struct press *press)
{
    size_t last = s->grid->column_count > 0 ? s->grid->column_count - 1 : 0;
    bool pages = s->grid->pages.field != NULL;
    switch (press->code) {
    case PRESS_LEFT: s->at -= s->at > 0; break;
    case PRESS_RIGHT: s->at += s->at < last; break;
    case PRESS_HOME: s->at = 0; break;
    case PRESS_END: s->at = last; break;
    case PRESS_TAB: grid_go_right(s); break;
    case PRESS_BACKTAB: grid_go_left(s); break;
    case PRESS_ENTER: grid_go_down(s); break;
    case PRESS_PAGE_UP:
    case PRESS_PAGE_DOWN:
        if (pages) {
            turn(s, press->code == PRESS_PAGE_UP ? -1 : 1);
            return true;
        }
        return move_rows(s, press);
    default: return move_rows(s, press);
    }
    settle(s); /* another column may not be one to fill */
    return true;
}

/* A pasted table goes by way of the preview; several lines into a long text are one text. */
static bool paste_table(struct grid_screen *s, const struct press *press)
{
    const struct field *field = grid_field(s);
    struct error e = {0};
    if (press->code != PRESS_PASTE || !paste_is_table(press->paste) ||
        (grid_has_cells(s) && field && field->type->id == TYPE_MULTILINE &&
            !strchr(press->paste, '\t'))) {
        return false;
    }
    if (grid_open_paste(s, press->paste, NULL, &e)) {
        app_trouble(s->base.app, &e);
    }
    return true;
}

/* Keys while nothing is being edited. */
static int resting_key(struct grid_screen *s, const struct press *press)
{
    const struct value nothing = {0};
    bool page_key = press->code == PRESS_PAGE_UP || press->code == PRESS_PAGE_DOWN;
    if (paste_table(s, press)) {
        return SCREEN_HANDLED;
    }
    if (!grid_has_cells(s)) {
        if (page_key && s->grid->pages.count > 0) {
            turn(s, press->code == PRESS_PAGE_UP ? -1 : 1);
        } else if (press->code == PRESS_ENTER && grid_rows_are_chosen(s->grid)) {
            grid_ask_row(s);
        } else {
            return SCREEN_IGNORED;
        }
        return SCREEN_HANDLED;
    }
    if (s->above && press->code == PRESS_ENTER) {
        grid_edit(s, false, NULL);
        return SCREEN_HANDLED;
    }
    if (move_pressed(s, press)) {
        return SCREEN_HANDLED;
    }
    switch (press->code) {
    case PRESS_TEXT:
    case PRESS_PASTE: grid_typed(s, press); return SCREEN_HANDLED;
    case PRESS_DELETE:
    case PRESS_BACKSPACE:
        if (!s->above) {
            grid_put(s, &nothing, NULL);
        }
        return SCREEN_HANDLED;
    default: return SCREEN_IGNORED;
    }
}

/* Notes where one stands, for the next opening. */
static void remember(struct grid_screen *s)
{
    const struct field *field = grid_field(s);
    char *uid = grid_has_cells(s) ? grid_uid(s->grid, s->list.at, s->at) : NULL;
    app_remember(s->base.app, s->grid->form, uid, field ? field->name : NULL);
    free(uid);
}

/* Every key that is no action. */
static int grid_key(struct screen *self, const struct press *press)
{
    struct grid_screen *s = of(self);
    int answer = grid_pointed(s, press) ? grid_point(s, press)
                 : s->picker.field      ? grid_picker_key(s, press)
                 : s->edit.field        ? grid_edit_key(s, press)
                                        : resting_key(s, press);
    remember(s);
    return answer;
}

/* The list a new row of which is a row here too; NULL when there is none. */
static const struct form *row_form(const struct grid_screen *s)
{
    const struct form **targets = s->grid->rows.field->targets;
    return targets && targets[0] && !targets[1] && targets[0]->kind == FORM_LIST ? targets[0]
                                                                                 : NULL;
}

/* What is possible here. */
static bool grid_can(struct screen *self, enum act act)
{
    struct grid_screen *s = of(self);
    const struct field *field = grid_field(s);
    if (s->picker.field || (s->edit.field && s->adding)) {
        return act == ACT_BACK;
    }
    switch (act) {
    case ACT_EDIT: return grid_has_cells(s) && field && cell_way(field) != CELL_GIVEN;
    case ACT_NEW: return grid_rows_are_chosen(s->grid) || row_form(s);
    case ACT_COPY:
    case ACT_DELETE: return grid_has_cells(s) && !s->above;
    case ACT_MOVE: return false;
    case ACT_SHEET: return true;
    default: return act == ACT_UNDO || act == ACT_REDO || act == ACT_BACK;
    }
}

/* Why something is not possible here. */
static const char *grid_why(struct screen *self, enum act act)
{
    struct grid_screen *s = of(self);
    if (s->picker.field) {
        return _("Choose first: Enter takes, Esc leaves the choices.");
    }
    switch (act) {
    case ACT_NEW: return _("This table has just the rows it has.");
    case ACT_EDIT:
    case ACT_COPY:
    case ACT_DELETE: return s->above ? _("Go down to a row first.") : _("There is no row yet.");
    case ACT_MOVE: return _("The rows of this table have a fixed order.");
    default: return NULL;
    }
}

/* The field of the column under the cursor. */
static const struct field *grid_field_here(struct screen *self)
{
    return grid_has_cells(of(self)) ? grid_field(of(self)) : NULL;
}

/* Esc ends the editing first. */
static int end_editing(struct grid_screen *s)
{
    bool changed = cell_edit_changed(&s->edit);
    if (!s->edit.field) {
        return SCREEN_IGNORED;
    }
    if (s->adding) {
        cell_edit_close(&s->edit);
        s->adding = false;
    } else if (grid_store(s, true) && changed) {
        app_message(s->base.app, "%s", _("Stored. Ctrl-Z brings the old content back."));
    }
    return SCREEN_HANDLED;
}

/* A row: one of the choices, or a new record of the list the rows are of. */
static void new_row(struct grid_screen *s)
{
    struct error e = {0};
    if (grid_rows_are_chosen(s->grid)) {
        grid_ask_row(s);
        return;
    }
    struct screen *form = form_screen_new(s->base.app, row_form(s), NULL, NULL, NULL, &e);
    if (form) {
        app_push(s->base.app, form);
    } else {
        app_trouble(s->base.app, &e);
    }
}

/* A file was chosen to be pasted. */
static void take_sheet(struct app *app, void *context, const char *path)
{
    struct error e = {0};
    if (grid_open_paste(context, NULL, path, &e)) {
        app_trouble(app, &e);
    }
}

/* Asks which file to paste. */
static void open_sheets(struct grid_screen *s)
{
    struct error e = {0};
    if (screen_open_sheets(s->base.app, take_sheet, s, &e)) {
        app_trouble(s->base.app, &e);
    }
}

/* F2, F4, F5, F8, pasting a file and Esc. */
static int grid_act(struct screen *self, enum act act)
{
    struct grid_screen *s = of(self);
    if (act == ACT_BACK) {
        return end_editing(s);
    }
    if (act == ACT_EDIT && s->edit.field) {
        return SCREEN_HANDLED;
    }
    if (!grid_store(s, true)) {
        return SCREEN_HANDLED;
    }
    switch (act) {
    case ACT_EDIT: grid_edit(s, false, NULL); break;
    case ACT_NEW: new_row(s); break;
    case ACT_COPY: grid_copy_beside(s); break;
    case ACT_DELETE: grid_delete_row(s); break;
    case ACT_SHEET: open_sheets(s); break;
    default: return SCREEN_IGNORED;
    }
    remember(s);
    return SCREEN_HANDLED;
}

/* Stores what is being typed. */
static bool grid_leave(struct screen *self)
{
    struct grid_screen *s = of(self);
    picker_close(&s->picker);
    if (s->adding) {
        cell_edit_close(&s->edit);
        s->adding = false;
    }
    return grid_store(s, !s->edit.asking);
}

/* The workbook changed, or a Form above is done. */
static void grid_resume(struct screen *self)
{
    struct grid_screen *s = of(self);
    cell_edit_close(&s->edit);
    picker_close(&s->picker);
    s->adding = false;
    grid_reload(s);
    remember(s);
}

/* Stands on a cell, if it is here. */
static bool stand(struct grid_screen *s, const char *uid, const char *field)
{
    size_t row = GRID_NONE, column = GRID_NONE;
    struct error e = {0};
    if (grid_go_to(s->grid, uid, field && field[0] ? field : NULL, &row, &column, &e)) {
        app_trouble(s->base.app, &e);
    }
    settle(s);
    if (row != GRID_NONE && column != GRID_NONE) {
        list_go(&s->list, row);
        s->at = column;
        s->above = false;
    }
    return row != GRID_NONE && column != GRID_NONE;
}

/* Stands on the cell that undo or redo changed. */
static void grid_locate(
    struct screen *self, const char *form, const char *uid, const char *field)
{
    struct grid_screen *s = of(self);
    if (strcmp(form, s->grid->form->name) == 0) {
        stand(s, uid, field);
        remember(s);
    }
}

/* Keeps the draft. */
static void grid_tick(struct screen *self)
{
    struct grid_screen *s = of(self);
    if (!s->adding) {
        cell_edit_tick(&s->edit);
    }
}

/* Works out the totals when nothing else is to be done, then what is found beside the cells. */
static bool grid_idle(struct screen *self)
{
    struct grid_screen *s = of(self);
    struct error e = {0};
    if (s->grid->summed) {
        return found_work(s->base.app);
    }
    if (grid_sum(s->grid, &e)) {
        app_trouble(s->base.app, &e);
    }
    return true;
}

/* What is being typed, else the whole text of the cell. */
static char *grid_copy(struct screen *self)
{
    struct grid_screen *s = of(self);
    if (s->edit.field) {
        return strdup(cell_edit_text(&s->edit));
    }
    if (!grid_has_cells(s) || s->above) {
        return NULL;
    }
    const struct grid_cell *at = grid_cell(s->grid, s->list.at, s->at);
    const struct cell cell = {.value = at->value, .typed = at->typed};
    char *text = NULL;
    struct error e = {0};
    if (cell_edit(app_workbook(s->base.app), grid_field(s), &cell, &text, &e)) {
        error_clear(&e);
    }
    return text;
}

/* Frees everything. */
static void grid_free(struct screen *self)
{
    struct grid_screen *s = of(self);
    cell_edit_close(&s->edit);
    picker_close(&s->picker);
    grid_close(s->grid);
    free(s->place.uid);
    free(s->title);
    free(s->hint);
    free(s->key_line);
    free(s);
}

static const struct screen_ops ops = {
    .name = "grid",
    .about =
        N_("One value for each row and column. Typing writes into the cell, Enter goes down, "
           "Tab right; PgDn turns the page."),
    .why = grid_why,
    .field = grid_field_here,
    .draw = grid_draw,
    .key = grid_key,
    .can = grid_can,
    .act = grid_act,
    .leave = grid_leave,
    .title = grid_title,
    .hint = grid_hint,
    .keys = grid_keys,
    .resume = grid_resume,
    .locate = grid_locate,
    .tick = grid_tick,
    .idle = grid_idle,
    .copy = grid_copy,
    .free = grid_free,
};

/* The page to begin with: of the record that is named, else of the one stood on last. */
static void choose_page(struct grid_screen *s, const char *uid)
{
    const struct form **targets = s->grid->pages.field ? s->grid->pages.field->targets : NULL;
    const char *last = NULL, *field = NULL;
    const struct form *stood = app_place(s->base.app, &last, &field);
    struct error e = {0};
    for (size_t i = 0; targets && targets[i]; i++) {
        const char *record = uid ? uid : targets[i] == stood ? last : NULL;
        size_t page = record ? grid_page_of_record(s->grid, targets[i], record) : GRID_NONE;
        if (page != GRID_NONE && grid_turn(s->grid, page, &e)) {
            app_trouble(s->base.app, &e);
        }
    }
    settle(s);
}

/* Stands where `place` says, and goes on typing its draft. */
static void take_place(struct grid_screen *s, const struct place *place)
{
    const char *uid = place ? place->uid : NULL;
    size_t page = GRID_NONE;
    struct error e = {0};
    if (uid && grid_page_of(s->grid, uid, &page, &e)) {
        app_trouble(s->base.app, &e);
    }
    if (page == GRID_NONE) {
        choose_page(s, uid);
        return;
    }
    if (!stand(s, uid, place->field) || !place->draft) {
        return;
    }
    grid_edit(s, false, NULL);
    if (s->edit.field && cell_edit_retype(&s->edit, place->draft, &e)) {
        app_trouble(s->base.app, &e);
    }
}

struct screen *grid_screen_new(
    struct app *app, const struct form *form, const struct place *place, struct error *e)
{
    struct grid_screen *s = calloc(1, sizeof *s);
    if (!s) {
        error_memory(e);
        return NULL;
    }
    s->base.ops = &ops;
    s->base.app = s->place.app = app;
    s->place.form = form;
    if (grid_open(app_workbook(app), form, &s->grid, e)) {
        grid_free(&s->base);
        return NULL;
    }
    settle(s);
    take_place(s, place);
    remember(s);
    return &s->base;
}
