#include "tui/screen/note.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/choose.h"
#include "tui/screen/open.h"

/* What can be noted, in the order in which it is offered. */
static const enum form_role kinds[] = {
    FORM_ROLE_DECISION, FORM_ROLE_PARKING, FORM_ROLE_TASK, FORM_ROLE_COMMENT};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* The note behind a screen. */
static struct note *of(struct screen *self)
{
    return (struct note *)self;
}

/* The n-th kind the method has a list for; NULL past the end. */
static const struct form *kind_at(const struct method *method, size_t n)
{
    for (size_t i = 0; i < KINDS; i++) {
        const struct form *form = method_form_of_role(method, kinds[i]);
        if (form != NULL && form->kind == FORM_LIST && form_title_field(form) != NULL &&
            n-- == 0)
            return form;
    }
    return NULL;
}

/* Says at once when a text is not understood; it is kept as it stands. */
static void check(struct note *n)
{
    const struct note_field *f = &n->fields[n->at];
    struct value value = {0}, other = {0};
    struct error why = {0};

    if (f->edit.field == NULL)
        return;
    enum outcome outcome = cell_read(app_workbook(n->base.app), f->field, n->place.uid,
        cell_edit_text(&f->edit), &value, &other, &why);
    if (outcome == OUTCOME_ASK || outcome == OUTCOME_UNREAD)
        app_message(n->base.app, "! %s", error_text(&why));
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
}

/* To another field; at the ends it stays. */
static void step(struct note *n, bool forth)
{
    check(n);
    if (forth && n->at + 1 < n->count)
        n->at++;
    else if (!forth && n->at > 0)
        n->at--;
}

/* Enter: on to the next field, and done at the last one or where nothing was filled in. */
static int enter(struct note *n)
{
    const struct note_field *text = &n->fields[0], *here = &n->fields[n->at];
    char *trimmed = text_trim(cell_edit_text(&text->edit));
    bool empty = trimmed == NULL || trimmed[0] == '\0';

    free(trimmed);
    if (empty) {
        n->at = 0;
        app_message(n->base.app, _("First write: %s."), words_get(&text->field->label));
        return SCREEN_HANDLED;
    }
    bool untouched = n->at > 0 && !note_touched(here);
    if (untouched || n->at + 1 == n->count)
        return SCREEN_HANDLED | SCREEN_CLOSE;
    step(n, true);
    return SCREEN_HANDLED;
}

/* Opens the choices of the field one stands on. */
static void pick(struct note *n, const char *filter)
{
    struct note_field *f = &n->fields[n->at];
    struct error e = {0};

    if (picker_open(&n->picker, app_workbook(n->base.app), f->field, NULL, &f->value, filter,
            &e) != STATUS_OK)
        app_trouble(n->base.app, &e);
}

/* Takes what was chosen, or makes the row that was asked for and takes that. */
static void picked(struct note *n, bool new_row)
{
    struct note_field *f = &n->fields[n->at];
    struct value value = {0};
    struct error e = {0};
    enum status s = STATUS_OK;

    if (!new_row || n->picker.many)
        s = picker_value(&n->picker, &value, &e);
    if (s == STATUS_OK && new_row) {
        char uid[64];
        s = cell_new_row(n->base.app, n->picker.adds, picker_new_title(&n->picker), uid, &e);
        if (s == STATUS_OK) {
            struct value more = cell_reference(f->field, &value, n->picker.adds, uid, &e);
            value_clear(&value);
            value = more;
            s = more.kind == VALUE_NULL ? STATUS_MEMORY : STATUS_OK;
        }
    }
    picker_close(&n->picker);
    if (s == STATUS_OK)
        s = note_take(n, f, value, &e);
    if (s != STATUS_OK) {
        app_trouble(n->base.app, &e);
        return;
    }
    f->touched = true;
    step(n, true);
}

/* A key while the choices are open. */
static int picker_pressed(struct note *n, const struct press *press)
{
    struct error e = {0};

    switch (picker_key(&n->picker, press, &e)) {
    case PICKER_IGNORED: return SCREEN_IGNORED;
    case PICKER_STAYS: break;
    case PICKER_TAKEN: picked(n, false); break;
    case PICKER_NEW: picked(n, true); break;
    case PICKER_LEFT: picker_close(&n->picker); break;
    case PICKER_TROUBLE: app_trouble(n->base.app, &e); break;
    }
    return SCREEN_HANDLED;
}

/* Keys of a field that is chosen. */
static bool choice_pressed(struct note *n, const struct press *press)
{
    struct error e = {0};

    switch (press->code) {
    case PRESS_TEXT: pick(n, press_is_text(press, " ") ? NULL : press->text); return true;
    case PRESS_PASTE: pick(n, press->paste); return true;
    case PRESS_DELETE:
    case PRESS_BACKSPACE:
        if (note_take(n, &n->fields[n->at], (struct value){0}, &e) != STATUS_OK)
            app_trouble(n->base.app, &e);
        return true;
    default: return false;
    }
}

/* Keys between fields. */
static bool move_pressed(struct note *n, const struct press *press)
{
    switch (press->code) {
    case PRESS_TAB:
    case PRESS_DOWN: step(n, true); return true;
    case PRESS_BACKTAB:
    case PRESS_UP: step(n, false); return true;
    default: return false;
    }
}

/* Whether a press is the mouse's and meant for the fields, not for the open editor or choices.
 */
static bool pointed(const struct note *n, const struct press *press)
{
    const struct cell_edit *edit = &n->fields[n->at].edit;
    bool editor = edit->field != NULL && press->code == PRESS_CLICK &&
                  (press->owner == &edit->line || press->owner == &edit->text);

    return press_is_mouse(press) && !editor && !picker_has(&n->picker, press);
}

/* The mouse: a click goes to a field, a second one opens its choices; the wheel goes from field
 * to field where not all of them are in sight. */
static int point(struct note *n, const struct press *press)
{
    bool mine = press->owner == n && press->index < n->count;

    if (press->code == PRESS_CLICK) {
        picker_close(&n->picker);
        if (mine && press->index != n->at) {
            check(n);
            n->at = press->index;
        }
    } else if (press->code == PRESS_DOUBLE_CLICK) {
        if (mine && n->picker.field == NULL && n->fields[n->at].edit.field == NULL)
            pick(n, NULL);
    } else if (n->scrolls) {
        step(n, press->code == PRESS_WHEEL_DOWN);
    }
    return SCREEN_HANDLED;
}

/* Every key that is no action. */
static int key(struct screen *self, const struct press *press)
{
    struct note *n = of(self);
    struct note_field *f = &n->fields[n->at];

    if (pointed(n, press))
        return point(n, press);
    if (n->picker.field != NULL)
        return picker_pressed(n, press);
    if (press->code == PRESS_ENTER)
        return enter(n);
    if (f->edit.field == NULL)
        return choice_pressed(n, press) || move_pressed(n, press) ? SCREEN_HANDLED
                                                                  : SCREEN_IGNORED;
    switch (cell_edit_key(&f->edit, press)) {
    case CELL_KEY_DONE: return SCREEN_HANDLED;
    case CELL_KEY_UP: step(n, false); return SCREEN_HANDLED;
    case CELL_KEY_DOWN: step(n, true); return SCREEN_HANDLED;
    case CELL_KEY_NONE: break;
    }
    return move_pressed(n, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* The choices of a field, and the way back; what was done before waits until this is done. */
static bool can(struct screen *self, enum act act)
{
    struct note *n = of(self);

    return act == ACT_BACK ||
           (act == ACT_EDIT && n->picker.field == NULL && n->fields[n->at].edit.field == NULL);
}

/* The field one stands on. */
static const struct field *field(struct screen *self)
{
    return of(self)->fields[of(self)->at].field;
}

/* F2 opens the choices, Esc closes them. */
static int act(struct screen *self, enum act what)
{
    struct note *n = of(self);

    if (what == ACT_EDIT)
        pick(n, NULL);
    else if (n->picker.field != NULL)
        picker_close(&n->picker);
    else
        return SCREEN_IGNORED;
    return SCREEN_HANDLED;
}

/* Nothing that was written is lost, whichever way one leaves. */
static bool leave(struct screen *self)
{
    struct note *n = of(self);

    picker_close(&n->picker);
    return note_store(n);
}

/* Keeps the draft of the text. */
static void tick(struct screen *self)
{
    struct note *n = of(self);

    if (n->place.uid == NULL)
        cell_edit_tick(&n->fields[0].edit);
}

static const char *title(struct screen *self)
{
    struct note *n = of(self);

    if (n->title == NULL)
        n->title = text_format(_("Note: %s"), words_get(&n->form->title));
    return n->title != NULL ? n->title : "";
}

static const char *hint(struct screen *self)
{
    struct note *n = of(self);

    return words_get(&n->fields[n->at].field->hint);
}

static const char *keys(struct screen *self)
{
    struct note *n = of(self);

    if (n->picker.field != NULL)
        return picker_keys(&n->picker);
    if (!note_written(n))
        return n->count == 1 ? _("Enter: noted   Esc: back, nothing is noted")
                             : _("Enter: next field   Esc: back, nothing is noted");
    if (n->count == 1)
        return _("Enter: noted, back to where you were");
    if (n->at + 1 == n->count || (n->at > 0 && !note_touched(&n->fields[n->at])))
        return _("Enter: noted, back to where you were   Tab next field");
    return _("Enter: next field   Esc: noted, back to where you were");
}

static void release(struct screen *self)
{
    struct note *n = of(self);

    picker_close(&n->picker);
    for (size_t i = 0; i < n->count; i++) {
        cell_edit_close(&n->fields[i].edit);
        value_clear(&n->fields[i].value);
        free(n->fields[i].shown);
    }
    free(n->place.uid);
    free(n->about_uid);
    free(n->about_field);
    free(n->about_name);
    free(n->title);
    free(n->hint);
    free(n);
}

static const struct screen_ops ops = {
    .name = "note",
    .asks = true,
    .about =
        N_("What is said in the hall is noted here, about the row you came from. Enter goes "
           "on, and is done where nothing is left to fill in; Esc stores what is written."),
    .draw = note_draw,
    .key = key,
    .can = can,
    .act = act,
    .field = field,
    .leave = leave,
    .title = title,
    .hint = hint,
    .keys = keys,
    .tick = tick,
    .free = release,
};

/* Pushes the note itself. */
static enum status open_note(struct app *app, const struct form *form, struct error *e)
{
    struct note *n = calloc(1, sizeof *n);

    if (n == NULL)
        return error_memory(e);
    n->base.ops = &ops;
    n->base.app = n->place.app = app;
    n->form = n->place.form = form;
    enum status s = note_find_about(n, e);
    if (s == STATUS_OK)
        s = note_fields(n, e);
    if (s != STATUS_OK) {
        release(&n->base);
        return s;
    }
    app_push(app, &n->base);
    return STATUS_OK;
}

/* The kind was chosen. */
static void chosen(struct app *app, void *context, size_t answer)
{
    const struct form *form = kind_at(workbook_method(app_workbook(app)), answer);
    struct error e = {0};

    (void)context;
    if (form != NULL && open_note(app, form, &e) != STATUS_OK)
        app_trouble(app, &e);
}

bool note_possible(const struct workbook *wb)
{
    return wb != NULL && workbook_writable(wb) && kind_at(workbook_method(wb), 0) != NULL;
}

enum status screen_open_note(struct app *app, struct error *e)
{
    const struct method *method = workbook_method(app_workbook(app));
    struct question question = {
        .title = _("Note"),
        .asks = _("What is to be noted?"),
        .hint = _("Afterwards you are back in the field you came from."),
        .answers = calloc(KINDS, sizeof *question.answers),
        .taken = chosen,
    };

    while (question.answers != NULL && kind_at(method, question.count) != NULL) {
        const struct form *form = kind_at(method, question.count);
        question.answers[question.count++] = strdup(words_get(&form->title));
    }
    return screen_open_choose(app, &question, e);
}
