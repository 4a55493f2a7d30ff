#include "tui/screen/found.h"
#include "tui/screen/table.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/coming.h"
#include "core/exchange/paste.h"
#include "core/method/type.h"
#include "tui/screen/form.h"
#include "tui/screen/open.h"
#include "tui/screen/promote.h"
#include "tui/screen/table_screen.h"

/* The table behind a screen. */
static struct table_screen *of(struct screen *self)
{
    return (struct table_screen *)self;
}

/* Opens a row (NULL: a new one) as a Form; NULL on trouble, which was told. */
static struct screen *open_row(struct table_screen *t, const char *uid)
{
    struct error e = {0};
    struct screen *form =
        form_screen_among(t->base.app, t->form, t->rows, uid, uid ? table_field(t) : NULL, &e);
    if (form) {
        app_push(t->base.app, form);
    } else {
        app_trouble(t->base.app, &e);
    }
    return form;
}

/* Whether rows can be added and deleted. */
static bool adds_rows(const struct table_screen *t)
{
    return t->form->kind == FORM_LIST || t->form->kind == FORM_KEYED;
}

/* Moves between cells. */
static bool move_pressed(struct table_screen *t, const struct press *press)
{
    switch (press->code) {
    case PRESS_LEFT:
    case PRESS_BACKTAB: t->at = table_next_column(t, -1); return true;
    case PRESS_RIGHT:
    case PRESS_TAB: t->at = table_next_column(t, 1); return true;
    case PRESS_HOME:
        t->at = table_end_column(t, false);
        t->first = t->frozen;
        return true;
    case PRESS_END: t->at = table_end_column(t, true); return true;
    default: return list_key(&t->list, press);
    }
}

/* Typing over a cell: replaces it, or opens its choices with that letter. A blank replaces
 * nothing: it opens what is there. */
static void typed(struct table_screen *t, const struct press *press)
{
    bool blank = press_is_text(press, " ");
    table_edit(t, !blank,
        blank                        ? NULL
        : press->code == PRESS_PASTE ? press->paste
                                     : press->text);
    if (t->edit.field && !blank) {
        cell_edit_key(&t->edit, press);
    }
}

/* Empties the focused cell. */
static void empty(struct table_screen *t)
{
    const struct value nothing = {0};
    const struct field *field = table_field(t);
    bool full = table_whole(t)[0] != '\0';
    if (field && cell_way(field) != CELL_GIVEN && table_set(t, &nothing)) {
        table_reload(t);
        if (full) {
            app_notice(t->base.app, "%s", _("Emptied. Ctrl-Z brings it back."));
        }
    }
}

/* In an empty table Enter takes in the rows the method offers, or makes the first row; typing
 * goes into a first row. */
static int begin_first_row(struct table_screen *t, const struct press *press)
{
    bool types = press->code == PRESS_TEXT || press->code == PRESS_PASTE;
    if (!adds_rows(t) || table_narrowed(t) || (!types && press->code != PRESS_ENTER)) {
        return SCREEN_IGNORED;
    }
    if (!types && t->offered > 0) {
        table_take_offered(t);
        return SCREEN_HANDLED;
    }
    struct screen *form = open_row(t, NULL);
    if (form && types) {
        form->ops->key(form, press);
    }
    return SCREEN_HANDLED;
}

/* A pasted table goes by way of the preview; several lines into a long text are one text. */
static bool paste_table(struct table_screen *t, const struct press *press)
{
    const struct field *field = table_field(t);
    struct error e = {0};
    if (press->code != PRESS_PASTE || !paste_is_table(press->paste) ||
        (field && t->list.count > 0 && field->type->id == TYPE_MULTILINE &&
            !strchr(press->paste, '\t'))) {
        return false;
    }
    if (table_open_paste(t, press->paste, NULL, &e)) {
        app_trouble(t->base.app, &e);
    }
    return true;
}

/* Keys of a table in which nothing is being edited. */
static int resting_key(struct table_screen *t, const struct press *press)
{
    if (paste_table(t, press)) {
        return SCREEN_HANDLED;
    }
    if (t->list.count == 0) {
        return begin_first_row(t, press);
    }
    if (move_pressed(t, press)) {
        return SCREEN_HANDLED;
    }
    switch (press->code) {
    case PRESS_TEXT:
    case PRESS_PASTE: typed(t, press); return SCREEN_HANDLED;
    case PRESS_ENTER: open_row(t, table_uid(t)); return SCREEN_HANDLED;
    case PRESS_DELETE:
    case PRESS_BACKSPACE: empty(t); return SCREEN_HANDLED;
    default: return SCREEN_IGNORED;
    }
}

/* Notes where one stands, for the next opening. */
static void remember(struct table_screen *t)
{
    const struct field *field = table_field(t);
    app_remember_row(t->base.app, t->form, table_uid(t), field ? field->name : NULL);
}

/* Every key that is no action. */
static int table_key(struct screen *self, const struct press *press)
{
    struct table_screen *t = of(self);
    int answer = table_pointed(t, press) ? table_point(t, press)
                 : t->picker.field       ? table_picker_key(t, press)
                 : t->edit.field         ? table_edit_key(t, press)
                 : t->moving             ? table_move_key(t, press)
                 : t->filtering          ? table_filter_key(t, press)
                                         : resting_key(t, press);
    remember(t);
    return answer;
}

/* What is possible on this cell and row. */
static bool table_can(struct screen *self, enum act act)
{
    struct table_screen *t = of(self);
    const struct field *field = table_field(t);
    if (t->picker.field || t->moving || t->filtering) {
        return act == ACT_BACK;
    }
    switch (act) {
    case ACT_COPY:
    case ACT_EDIT: return t->list.count > 0 && field && cell_way(field) != CELL_GIVEN;
    case ACT_NEW: return adds_rows(t);
    case ACT_SHEET: return true;
    case ACT_COMMON: return t->offered > 0;
    case ACT_DELETE: return t->list.count > 0 && adds_rows(t);
    case ACT_PROMOTE: return t->list.count > 0 && promote_possible(self->app, t->form);
    case ACT_UNITE: return t->list.count > 1 && t->form->kind == FORM_LIST;
    case ACT_MOVE:
        return t->list.count > 1 && t->form->kind == FORM_LIST && !rows_view(t->rows);
    case ACT_SORT: return table_can_sort(t);
    case ACT_FILTER: return t->list.count > 0 || table_narrowed(t);
    default: return act == ACT_UNDO || act == ACT_REDO || act == ACT_BACK;
    }
}

/* Why something is not possible on this cell and row. */
static const char *table_why(struct screen *self, enum act act)
{
    struct table_screen *t = of(self);
    if (t->picker.field) {
        return _("Choose first: Enter takes, Esc leaves the choices.");
    }
    if (t->moving) {
        return _("Put the row down first: Enter puts it here, Esc where it was.");
    }
    if (t->filtering) {
        return _("First end the filter: Enter shows the rows, Esc leaves it.");
    }
    switch (act) {
    case ACT_COPY:
    case ACT_EDIT:
        return t->list.count == 0 ? _("There is no row yet.")
               : table_field(t)   ? _("This field is filled in by Susun.")
                                  : _("Go to a column that is typed first.");
    case ACT_NEW: return _("This table has just the rows it has.");
    case ACT_DELETE:
        return adds_rows(t) ? _("There is no row yet.")
                            : _("The rows of this table stay; Delete empties a cell.");
    case ACT_MOVE:
        return t->form->kind != FORM_LIST ? _("The rows of this table have a fixed order.")
               : rows_view(t->rows) ? _("Rows move only while all of them stand in their own "
                                        "order: take sorting "
                                        "and filter away first.")
                                    : _("There is only one row.");
    case ACT_SORT:
        return t->list.count < 2 ? _("There is nothing to sort yet.")
                                 : _("Go to a column that is typed first.");
    case ACT_FILTER: return _("There is no row yet.");
    default: return NULL;
    }
}

/* The field of the column under the cursor. */
static const struct field *table_field_here(struct screen *self)
{
    return of(self)->list.count > 0 ? table_field(of(self)) : NULL;
}

/* Esc ends the editing first. */
static int end_editing(struct table_screen *t)
{
    bool changed = cell_edit_changed(&t->edit);
    if (!t->edit.field) {
        return SCREEN_IGNORED;
    }
    if (table_store(t, true)) {
        table_reload(t);
        if (changed) {
            app_message(t->base.app, "%s", _("Stored. Ctrl-Z brings the old content back."));
        }
    }
    return SCREEN_HANDLED;
}

/* A file was chosen to be pasted; one that Susun wrote says by itself which rows it means. */
static void take_sheet(struct app *app, void *context, const char *path)
{
    struct table_screen *t = context;
    struct error e = {0};
    if (coming_has_ids(t->form, path) ? screen_open_coming(app, t->form, path, &e)
                                      : table_open_paste(t, NULL, path, &e)) {
        app_trouble(app, &e);
    }
}

/* Asks which row means the same as the one stood on. */
static void unite_row(struct table_screen *t)
{
    struct error e = {0};
    if (screen_open_unite(t->base.app, t->form, table_uid(t), &e) != STATUS_OK) {
        app_trouble(t->base.app, &e);
    }
}

/* Asks which file to paste. */
static void open_sheets(struct table_screen *t)
{
    struct error e = {0};
    if (screen_open_sheets(t->base.app, take_sheet, t, &e)) {
        app_trouble(t->base.app, &e);
    }
}

/* F2, F4, F5, F6, F8, sorting, the filter and Esc. */
static int table_act(struct screen *self, enum act act)
{
    struct table_screen *t = of(self);
    if (act == ACT_BACK) {
        return end_editing(t);
    }
    if (act == ACT_EDIT && t->edit.field) {
        return SCREEN_HANDLED;
    }
    if (!table_store(t, true)) {
        return SCREEN_HANDLED;
    }
    table_reload(t);
    switch (act) {
    case ACT_EDIT: table_edit(t, false, NULL); break;
    case ACT_NEW: open_row(t, NULL); break;
    case ACT_DELETE: table_delete_row(t); break;
    case ACT_PROMOTE: promote_row(self->app, t->form, table_uid(t)); break;
    case ACT_UNITE: unite_row(t); break;
    case ACT_COPY: table_copy_above(t); break;
    case ACT_SHEET: open_sheets(t); break;
    case ACT_COMMON: table_take_offered(t); break;
    case ACT_MOVE: table_move_begin(t); break;
    case ACT_SORT: table_sort(t); break;
    case ACT_FILTER: table_filter(t); break;
    default: return SCREEN_IGNORED;
    }
    return SCREEN_HANDLED;
}

/* Stores what is being typed. */
static bool table_leave(struct screen *self)
{
    struct table_screen *t = of(self);
    picker_close(&t->picker);
    if (t->moving) {
        list_go(&t->list, t->from);
        table_move_end(t);
    }
    t->filtering = false;
    return table_store(t, !t->edit.asking);
}

/* The workbook changed, or a Form above is done. */
static void table_resume(struct screen *self)
{
    struct table_screen *t = of(self);
    cell_edit_close(&t->edit);
    picker_close(&t->picker);
    table_move_end(t);
    t->filtering = false;
    table_reload(t);
    remember(t);
}

void table_stand(struct screen *screen, const char *uid, const char *field)
{
    struct table_screen *t = of(screen);
    free(t->stand_uid);
    free(t->stand_field);
    t->stand_uid = uid ? strdup(uid) : NULL;
    t->stand_field = field ? strdup(field) : NULL;
}

/* Stands on the cell that undo or redo changed. */
static void table_locate(
    struct screen *self, const char *form, const char *uid, const char *field)
{
    struct table_screen *t = of(self);
    if (strcmp(form, t->form->name) == 0) {
        table_stand(self, uid, field);
        table_reload(t);
    }
}

/* Keeps the draft. */
static void table_tick(struct screen *self)
{
    cell_edit_tick(&of(self)->edit);
}

/* Looks what is found beside the cells. */
static bool table_idle(struct screen *self)
{
    return found_work(self->app);
}

/* What is being typed, else the whole text of the cell. */
static char *table_copy(struct screen *self)
{
    struct table_screen *t = of(self);
    const char *text = t->edit.field ? cell_edit_text(&t->edit) : table_whole(t);
    return text ? strdup(text) : NULL;
}

/* Frees everything. */
static void table_free(struct screen *self)
{
    struct table_screen *t = of(self);
    cell_edit_close(&t->edit);
    picker_close(&t->picker);
    table_move_end(t);
    edit_line_free(&t->filter);
    free(t->among);
    table_forget(t);
    rows_close(t->rows);
    free(t->place.uid);
    free(t->columns);
    free(t->stand_uid);
    free(t->stand_field);
    free(t->title);
    free(t->hint);
    free(t->key_line);
    free(t);
}

static const struct screen_ops ops = {
    .name = "table",
    .draw = table_draw,
    .key = table_key,
    .about =
        N_("The rows of a list, one line each. Typing writes into the cell, Enter opens the "
           "row as a form."),
    .can = table_can,
    .why = table_why,
    .field = table_field_here,
    .act = table_act,
    .leave = table_leave,
    .title = table_title,
    .hint = table_hint,
    .keys = table_keys,
    .resume = table_resume,
    .locate = table_locate,
    .tick = table_tick,
    .idle = table_idle,
    .copy = table_copy,
    .free = table_free,
};

bool table_is(const struct screen *screen, const struct form *form)
{
    return screen && screen->ops == &ops && ((const struct table_screen *)screen)->form == form;
}

struct screen *table_screen_new(
    struct app *app, const struct form *form, const struct field *field, struct error *e)
{
    struct table_screen *t = calloc(1, sizeof *t);
    if (!t) {
        error_memory(e);
        return NULL;
    }
    t->base.ops = &ops;
    t->base.app = t->place.app = app;
    t->form = t->place.form = form;
    if (rows_open_ours(app_workbook(app), form, &t->rows, e) ||
        (!table_make_columns(t) && error_memory(e))) {
        table_free(&t->base);
        return NULL;
    }
    table_stand(&t->base, NULL, field ? field->name : NULL);
    table_reload(t);
    table_measure(t); /* now, so that no width depends on how fast somebody types */
    remember(t);
    return &t->base;
}
