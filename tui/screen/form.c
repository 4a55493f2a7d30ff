#include "tui/screen/form.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/form_screen.h"
#include "tui/screen/found.h"
#include "tui/screen/open.h"
#include "tui/screen/promote.h"
#include "tui/screen/table.h"

/* The form behind a screen. */
static struct form_screen *of(struct screen *self)
{
    return (struct form_screen *)self;
}

/* To a line, when what is typed could be stored. */
static void move_to(struct form_screen *f, int step)
{
    if (form_store(f, true)) {
        form_focus(f, form_next_line(f, f->at, step));
    }
}

/* Opens the picker on the focused field. */
static void pick(struct form_screen *f, const char *filter)
{
    struct error e = {0};
    const struct field *field = form_focused(f);
    const struct cell *cell = form_cell(f, field);
    if (picker_open(&f->picker, app_workbook(f->base.app), field, f->place.uid, &cell->value,
            filter ? filter : cell->typed, &e)) {
        form_trouble(f, &e);
    }
}

/* Closes the picker and takes what it says; on the last core field the focus stays, so that it
 * is seen before a new row begins. */
static void picked(struct form_screen *f, bool new_row)
{
    bool fine = false;
    if (new_row) {
        fine = form_add_target(f);
    } else {
        struct value value = {0};
        struct error e = {0};
        if (picker_value(&f->picker, &value, &e)) {
            form_trouble(f, &e);
        } else {
            fine = form_set(f, &value);
        }
        if (fine && picker_took_nothing(&f->picker)) {
            app_message(f->base.app, "%s", _("Nothing was marked: Space marks, Enter takes."));
        }
        value_clear(&value);
    }
    picker_close(&f->picker);
    if (fine) {
        bool last = form_at_end(f) && !form_wants_keys(f);
        form_focus(f, last ? f->at : form_next_line(f, f->at, 1));
        promote_follow(&f->place, true);
    }
}

/* A key while the picker is open. */
static int picker_pressed(struct form_screen *f, const struct press *press)
{
    struct error e = {0};
    switch (picker_key(&f->picker, press, &e)) {
    case PICKER_IGNORED: return SCREEN_IGNORED;
    case PICKER_STAYS: break;
    case PICKER_TAKEN: picked(f, false); break;
    case PICKER_NEW: picked(f, true); break;
    case PICKER_LEFT: picker_close(&f->picker); break;
    case PICKER_TROUBLE: form_trouble(f, &e); break;
    }
    return SCREEN_HANDLED;
}

/* A key while a question waits for 1 or 2. False: it goes its usual way, with the question
 * left. */
static bool question_pressed(struct form_screen *f, const struct press *press)
{
    for (int which = 0; which < 2; which++) {
        if (press_is_text(press, which == 0 ? "1" : "2")) {
            if (form_answer(f, which)) {
                form_focus(f, form_next_line(f, f->at, 1));
            }
            return true;
        }
    }
    bool leaves = press->code == PRESS_ENTER || press->code == PRESS_TAB ||
                  press->code == PRESS_BACKTAB || press->code == PRESS_UP ||
                  press->code == PRESS_DOWN || press->code == PRESS_PAGE_UP ||
                  press->code == PRESS_PAGE_DOWN || action_pressed(press) != ACT_NONE;
    if (!leaves) {
        cell_edit_unask(&f->edit);
    }
    return false;
}

/* Opens or closes the details. */
static void fold(struct form_screen *f)
{
    f->unfolded = !f->unfolded;
    form_build_lines(f);
    if (f->unfolded) {
        form_focus(f, form_next_line(f, f->at, 1));
    }
}

/* Keys of a field that is chosen from a list, or not filled by the person. */
static bool choice_pressed(struct form_screen *f, const struct press *press)
{
    bool given = form_way(f, form_focused(f)) == CELL_GIVEN;
    const struct value nothing = {0};
    switch (press->code) {
    case PRESS_TEXT:
    case PRESS_PASTE:
        if (given) {
            app_message(f->base.app, _("%s is filled in by Susun and not typed."),
                words_get(&form_focused(f)->label));
        } else {
            pick(f, press->code == PRESS_PASTE  ? press->paste
                    : press_is_text(press, " ") ? NULL
                                                : press->text);
        }
        return true;
    case PRESS_DELETE:
    case PRESS_BACKSPACE:
        if (!given) {
            bool full = f->shown[form_focused(f)->number][0] != '\0';
            if (form_set(f, &nothing)) {
                form_focus(f, f->at);
                app_notice(f->base.app, "%s", full ? _("Emptied. Ctrl-Z brings it back.") : "");
            }
        }
        return true;
    default: return false;
    }
}

/* Keys between fields. */
static bool move_pressed(struct form_screen *f, const struct press *press)
{
    switch (press->code) {
    case PRESS_ENTER:
    case PRESS_TAB: form_advance(f, press->code); return true;
    case PRESS_DOWN: move_to(f, 1); return true;
    case PRESS_BACKTAB:
    case PRESS_UP: move_to(f, -1); return true;
    case PRESS_PAGE_UP: form_go_to_row(f, -1); return true;
    case PRESS_PAGE_DOWN: form_go_to_row(f, 1); return true;
    case PRESS_CTRL_HOME:
    case PRESS_CTRL_END:
        if (form_store(f, true)) {
            bool home = press->code == PRESS_CTRL_HOME;
            form_focus(f, home ? form_first_line(f) : form_next_line(f, f->line_count, -1));
        }
        return true;
    default: return false;
    }
}

/* A key for the editor of the focused field. */
static bool editor_pressed(struct form_screen *f, const struct press *press)
{
    bool line = f->edit.way == CELL_LINE;
    bool ends = press->code == PRESS_CTRL_HOME || press->code == PRESS_CTRL_END;
    bool pages = press->code == PRESS_PAGE_UP || press->code == PRESS_PAGE_DOWN;
    if (pages || (line && ends)) {
        return false;
    }
    switch (cell_edit_key(&f->edit, press)) {
    case CELL_KEY_NONE: return false;
    case CELL_KEY_DONE: return true;
    case CELL_KEY_UP: move_to(f, -1); return true;
    case CELL_KEY_DOWN: move_to(f, 1); return true;
    }
    return false;
}

/* Every key that is no action. */
static int form_key(struct screen *self, const struct press *press)
{
    struct form_screen *f = of(self);
    if (f->line_count == 0) {
        return SCREEN_IGNORED;
    }
    if (form_pointed(f, press)) {
        return form_point(f, press);
    }
    if (f->picker.field) {
        return picker_pressed(f, press);
    }
    if (f->edit.asking && question_pressed(f, press)) {
        return SCREEN_HANDLED;
    }
    bool folded = f->lines[f->at].kind == LINE_FOLD;
    if (folded && (press->code == PRESS_ENTER || press_is_text(press, " "))) {
        fold(f);
        return SCREEN_HANDLED;
    }
    bool done = f->edit.field ? editor_pressed(f, press) : !folded && choice_pressed(f, press);
    return done || move_pressed(f, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* What is possible on this field and row. */
static bool form_can(struct screen *self, enum act act)
{
    struct form_screen *f = of(self);
    const struct field *field = form_focused(f);
    if (f->picker.field) {
        return act == ACT_BACK;
    }
    switch (act) {
    case ACT_EDIT: return field && form_way(f, field) != CELL_GIVEN;
    case ACT_COPY:
        return field && form_way(f, field) != CELL_GIVEN && f->form->kind != FORM_SINGLE &&
               !form_wants_keys(f);
    case ACT_NEW: return form_adds_rows(f);
    case ACT_DELETE: return form_adds_rows(f) && f->place.uid;
    case ACT_PROMOTE: return f->place.uid && promote_possible(self->app, f->form);
    case ACT_UNITE: return form_adds_rows(f) && f->place.uid && rows_count(f->rows) > 1;
    case ACT_MOVE:
    case ACT_SORT:
    case ACT_FILTER: return false;
    default: return act == ACT_UNDO || act == ACT_REDO || act == ACT_BACK;
    }
}

/* Why something is not possible on this field and row. */
static const char *form_why(struct screen *self, enum act act)
{
    struct form_screen *f = of(self);
    if (f->picker.field) {
        return _("Choose first: Enter takes, Esc leaves the choices.");
    }
    switch (act) {
    case ACT_COPY:
        return f->form->kind == FORM_SINGLE ? _("This form has just one row.")
               : form_wants_keys(f)         ? _("First choose which row this is.")
                                            : _("This field is filled in by Susun.");
    case ACT_EDIT:
        return form_focused(f) ? _("This field is filled in by Susun.")
                               : _("Go to a field first.");
    case ACT_NEW: return _("This form has just the rows it has.");
    case ACT_DELETE:
        return form_adds_rows(f) ? _("This row is still empty; Esc leaves it.")
                                 : _("What this form holds stays; Delete empties a field.");
    case ACT_SORT:
    case ACT_FILTER: return _("Esc leads to the table; rows are sorted and filtered there.");
    case ACT_MOVE: return _("Esc leads to the table; rows are moved there.");
    default: return NULL;
    }
}

/* The field under the cursor. */
static const struct field *form_field_here(struct screen *self)
{
    return form_focused(of(self));
}

/* Esc stores what is being typed and says so; a question keeps it here once. */
static int end_typing(struct form_screen *f)
{
    const struct field *field = form_focused(f);
    if (!field || field->level == LEVEL_KEY || !cell_edit_changed(&f->edit)) {
        return SCREEN_IGNORED;
    }
    if (!form_store(f, !f->edit.asking)) {
        return SCREEN_HANDLED;
    }
    if (!form_cell(f, field)->typed) {
        app_message(f->base.app, "%s", _("Stored. Ctrl-Z brings the old content back."));
    }
    return SCREEN_IGNORED;
}

/* Asks which row means the same as this one; its table stands below, so that one comes back
 * there when it has gone. */
static void unite_row(struct form_screen *f)
{
    struct error e = {0};
    if (form_store(f, true) &&
        screen_open_unite(f->base.app, f->form, f->place.uid, &e) != STATUS_OK) {
        app_trouble(f->base.app, &e);
    }
}

/* F2, F4, F5, F8; Esc leaves. */
static int form_act(struct screen *self, enum act act)
{
    struct form_screen *f = of(self);
    switch (act) {
    case ACT_BACK: return end_typing(f);
    case ACT_EDIT:
        if (f->edit.field && f->why) {
            f->edit.recheck = true;
            form_store(f, true);
        } else if (f->edit.field) {
            app_message(f->base.app, "%s", _("This field is open: just type."));
        } else {
            pick(f, NULL);
        }
        return SCREEN_HANDLED;
    case ACT_NEW: form_go_to_new(f); return SCREEN_HANDLED;
    case ACT_COPY: form_copy_above(f); return SCREEN_HANDLED;
    case ACT_DELETE:
        if (!form_store(f, false) || !form_delete(f)) {
            return SCREEN_HANDLED;
        }
        cell_edit_close(&f->edit);
        return SCREEN_CLOSE;
    case ACT_PROMOTE:
        if (form_store(f, true)) {
            promote_row(self->app, f->form, f->place.uid);
        }
        return SCREEN_HANDLED;
    case ACT_UNITE: unite_row(f); return SCREEN_HANDLED;
    default: return SCREEN_IGNORED;
    }
}

/* Stores what is being typed; the table below follows to this row. */
static bool form_leave(struct screen *self)
{
    struct form_screen *f = of(self);
    picker_close(&f->picker);
    bool fine = form_store(f, !f->edit.asking);
    if (f->place.uid) { /* a new row has its id since it was stored */
        const struct field *here = form_focused(f);
        app_remember(self->app, f->form, f->place.uid, here ? here->name : NULL);
    }
    if (table_is(self->below, f->form)) {
        const struct field *field = form_focused(f);
        if (fine && field && form_cell(f, field)->typed) {
            app_message(self->app, "%s", ""); /* the table says it where it then stands */
        }
        const char *uid = f->place.uid ? f->place.uid : f->last_uid;
        table_stand(self->below, uid, field ? field->name : NULL);
    }
    return fine;
}

/* The workbook changed: reads again, and closes when the record is gone. */
static void form_resume(struct screen *self)
{
    struct form_screen *f = of(self);
    cell_edit_close(&f->edit);
    picker_close(&f->picker);
    if (form_read(f)) {
        form_focus(f, f->at);
    } else {
        app_pop(self->app);
    }
}

/* Stands on the cell that undo or redo changed. */
static void form_locate(
    struct screen *self, const char *form, const char *uid, const char *field)
{
    struct form_screen *f = of(self);
    if (strcmp(form, f->form->name) != 0 ||
        !record_exists(app_workbook(self->app), f->form, uid)) {
        return;
    }
    const struct field *at = field[0] ? form_field(f->form, field) : form_focused(f);
    form_go(f, uid, at);
}

/* Keeps the draft. */
static void form_tick(struct screen *self)
{
    struct form_screen *f = of(self);
    if (f->edit.field && f->edit.field->level != LEVEL_KEY) {
        cell_edit_tick(&f->edit);
    }
}

/* Looks what is found beside the fields. */
static bool form_idle(struct screen *self)
{
    return found_work(self->app);
}

/* What is being typed, else what the field shows. */
static char *form_copy(struct screen *self)
{
    const struct form_screen *f = of(self);
    const struct field *field = form_focused(f);
    const char *text = f->edit.field ? cell_edit_text(&f->edit)
                       : field       ? f->shown[field->number]
                                     : NULL;
    return text ? strdup(text) : NULL;
}

/* Frees everything. */
static void form_free(struct screen *self)
{
    struct form_screen *f = of(self);
    cell_edit_close(&f->edit);
    picker_close(&f->picker);
    if (f->shown) {
        form_record_clear(f);
    }
    for (size_t i = 0; f->key_texts && i < f->form->key_count; i++) {
        value_clear(&f->keys[i]);
        free(f->key_texts[i]);
    }
    rows_close(f->rows);
    free(f->place.uid);
    free(f->last_uid);
    free(f->shown);
    free(f->relevant);
    free(f->keys);
    free(f->key_texts);
    free(f->lines);
    free(f->title);
    free(f->hint);
    free(f->key_line);
    free(f->why);
    free(f->past);
    form_forget_said(f);
    free(f);
}

static const struct screen_ops ops = {
    .name = "form",
    .draw = form_draw,
    .key = form_key,
    .about = N_("One row, field by field. What you type is stored when you leave its field; "
                "Ctrl-Z takes it back."),
    .can = form_can,
    .why = form_why,
    .field = form_field_here,
    .act = form_act,
    .leave = form_leave,
    .title = form_title,
    .hint = form_hint,
    .keys = form_keys,
    .resume = form_resume,
    .locate = form_locate,
    .tick = form_tick,
    .idle = form_idle,
    .copy = form_copy,
    .free = form_free,
};

/* The parts every Form has. */
static enum status set_up(
    struct form_screen *f, struct app *app, const struct rows *rows, struct error *e)
{
    f->base.ops = &ops;
    f->base.app = f->place.app = app;
    f->place.form = f->form;
    f->shown = calloc(f->form->count + 1, sizeof *f->shown);
    f->relevant = calloc(f->form->count + 1, sizeof *f->relevant);
    f->keys = calloc(f->form->key_count + 1, sizeof *f->keys);
    f->key_texts = calloc(f->form->key_count + 1, sizeof *f->key_texts);
    if (!f->shown || !f->relevant || !f->keys || !f->key_texts) {
        return error_memory(e);
    }
    return rows ? rows_copy(rows, &f->rows, e)
                : rows_open_ours(app_workbook(app), f->form, &f->rows, e);
}

/* A Form, with its own list of rows where `rows` is NULL. */
static struct screen *make(struct app *app, const struct form *form, const struct rows *rows,
    const char *uid, const struct field *field, const char *draft, struct error *e)
{
    struct form_screen *f = calloc(1, sizeof *f);
    if (!f) {
        error_memory(e);
        return NULL;
    }
    f->form = form;
    enum status status = set_up(f, app, rows, e);
    bool own_row = form->kind == FORM_SINGLE || form->kind == FORM_FIXED;
    if (!status && own_row && (!uid || !uid[0])) {
        uid = rows_uid(f->rows, 0);
    }
    if (!status && !form_go(f, uid && uid[0] ? uid : NULL, field)) {
        status = error_set(e, STATUS_MISSING, _("This row of %s is not there any more."),
            words_get(&form->title));
    }
    if (!status && draft && f->edit.field) {
        status = cell_edit_retype(&f->edit, draft, e);
    }
    if (status) {
        form_free(&f->base);
        return NULL;
    }
    return &f->base;
}

struct screen *form_screen_new(struct app *app, const struct form *form, const char *uid,
    const struct field *field, const char *draft, struct error *e)
{
    return make(app, form, NULL, uid, field, draft, e);
}

struct screen *form_screen_among(struct app *app, const struct form *form,
    const struct rows *rows, const char *uid, const struct field *field, struct error *e)
{
    return make(app, form, rows, uid, field, NULL, e);
}
