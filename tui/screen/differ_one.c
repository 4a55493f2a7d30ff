/* One difference: a version is taken, or a third one is typed; the next follows at once. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/diff.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/differ.h"

static struct differ *of(struct screen *self)
{
    return (struct differ *)self;
}

char *differ_who(struct app *app, const struct conflict_side *side)
{
    int minute = 0;
    char clock[8];
    struct date day = clock_date(side->at, app_zone(app), &minute);

    return text_format("%s, %d/%d %s", side->author[0] ? side->author : _("(no name)"), day.day,
        day.month, app_clock(app, side->at, clock));
}

/* Forgets what was read of the difference that is shown. */
static void forget(struct differ *d)
{
    for (size_t i = 0; d->texts != NULL && i < d->now.count + 2; i++)
        free(d->texts[i]);
    free(d->texts);
    d->texts = NULL;
    free(d->row);
    d->row = NULL;
    cell_edit_close(&d->edit);
    picker_close(&d->picker);
    conflict_clear(&d->now);
    d->choices = d->focus = d->marks = 0;
}

/* Long text both changed: a proposal stands behind the versions. */
static enum status propose(struct differ *d, struct error *e)
{
    const struct conflict *c = &d->now;
    const char *base = c->has_base && c->base.value.text ? c->base.value.text : "";

    d->choices = c->count;
    if (c->field == NULL || !c->field->type->multiline || c->count != 2 || c->sides[0].typed ||
        c->sides[1].typed || !c->sides[0].value.text || !c->sides[1].value.text)
        return STATUS_OK;
    d->texts[c->count] = diff_merge(
        base, c->sides[0].value.text, c->sides[1].value.text, _("--- or ---"), &d->marks);
    if (d->texts[c->count] == NULL)
        return error_memory(e);
    d->choices++;
    return STATUS_OK;
}

/* Reads the difference at the list's place; *there false when it is none any more. */
static enum status read_one(struct differ *d, bool *there, struct error *e)
{
    struct workbook *wb = app_workbook(d->base.app);
    const struct conflict_place *p = &d->places[d->at];
    char *row = NULL;

    forget(d);
    enum status s = conflict_read(wb, p, &d->now, e);
    *there = s == STATUS_OK && d->now.count > 0;
    if (!*there)
        return s;
    d->texts = calloc(d->now.count + 2, sizeof *d->texts);
    if (d->texts == NULL)
        return error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < d->now.count; i++)
        s = conflict_show(wb, &d->now, &d->now.sides[i], &d->texts[i], e);
    if (s == STATUS_OK && d->now.has_base)
        s = conflict_show(wb, &d->now, &d->now.base, &d->texts[d->now.count + 1], e);
    if (s == STATUS_OK)
        s = conflict_row(wb, p->form, p->uid, &row, e);
    if (s == STATUS_OK)
        d->row = text_format("%s %s%s%s", words_get(&p->form->title), row,
            p->field != NULL ? ": " : "", p->field != NULL ? words_get(&p->field->label) : "");
    free(row);
    d->place =
        (struct cell_place){.app = d->base.app, .form = p->form, .uid = d->places[d->at].uid};
    return s == STATUS_OK ? propose(d, e) : s;
}

/* The list anew, standing where one stood; *left false when nothing differs any more. */
static enum status read_all(struct differ *d, bool *left, struct error *e)
{
    bool there = false;

    forget(d);
    conflict_places_free(d->places, d->count);
    d->places = NULL;
    enum status s = conflict_list(app_workbook(d->base.app), &d->places, &d->count, e);
    if (s == STATUS_OK && d->at >= d->count)
        d->at = 0;
    if (s == STATUS_OK && d->count > 0)
        s = read_one(d, &there, e);
    *left = there;
    return s;
}

/* A decision was stored: the next one, or away. */
static void go_on(struct differ *d, const char *said)
{
    struct app *app = d->base.app;
    struct error e = {0};
    bool left;
    char *cut = text_cut(said[0] ? said : _("(empty)"), 40, draw_ascii());

    if (read_all(d, &left, &e) != STATUS_OK)
        app_trouble(app, &e);
    else if (left)
        app_notice(
            app, _("Decided: %s. The next one; to decide: %zu."), cut ? cut : "", d->count);
    else
        app_notice(
            app, _("Decided: %s. Nothing is filled in differently any more."), cut ? cut : "");
    free(cut);
    if (!left)
        app_pop(app);
}

/* Enter: the focused version counts. */
static void take(struct differ *d)
{
    struct workbook *wb = app_workbook(d->base.app);
    struct error e = {0};
    enum status s;

    if (d->focus < d->now.count) {
        s = conflict_choose(wb, &d->now, d->focus, &e);
    } else {
        const struct value both = {.kind = VALUE_TEXT, .text = d->texts[d->focus]};
        s = conflict_set(wb, &d->now, &both, NULL, &e);
    }
    if (s != STATUS_OK) {
        app_trouble(d->base.app, &e);
        return;
    }
    char *said = strdup(d->texts[d->focus]);
    go_on(d, said != NULL ? said : "");
    free(said);
}

/* F2: a third version, begun with the focused one. */
static void edit(struct differ *d)
{
    struct error e = {0};
    struct cell cell = {0};
    const struct field *f = d->now.field;
    const struct conflict_side *side = d->focus < d->now.count ? &d->now.sides[d->focus] : NULL;
    enum status s;

    if (side != NULL)
        cell = (struct cell){.value = side->value, .typed = side->typed};
    else
        cell.value = (struct value){.kind = VALUE_TEXT, .text = d->texts[d->focus]};
    if (cell_way(f) == CELL_PICK)
        s = picker_open(
            &d->picker, app_workbook(d->base.app), f, d->now.uid, &cell.value, "", &e);
    else
        s = cell_edit_open(&d->edit, &d->place, f, &cell, false, &e);
    if (s != STATUS_OK)
        app_trouble(d->base.app, &e);
}

/* Enter or Tab in the editor: what is typed counts. One that was left as it is is taken. */
static void store(struct differ *d)
{
    char *said = strdup(cell_edit_text(&d->edit));

    switch (cell_edit_store(&d->edit, false)) {
    case CELL_SAME:
        cell_edit_close(&d->edit);
        take(d);
        break;
    case CELL_STORED:
    case CELL_MARKED: go_on(d, said != NULL ? said : ""); break;
    case CELL_ASKS:
    case CELL_FAILED: break;
    }
    free(said);
}

/* A key while a third version is typed. */
static int edit_key(struct differ *d, const struct press *press)
{
    bool line = d->edit.way == CELL_LINE;

    if (press->code == PRESS_TAB || (line && press->code == PRESS_ENTER)) {
        store(d);
        return SCREEN_HANDLED;
    }
    return cell_edit_key(&d->edit, press) != CELL_KEY_NONE ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* A key while a third version is chosen from a list. */
static int picker_press(struct differ *d, const struct press *press)
{
    struct error e = {0};
    struct value value = {0};

    switch (picker_key(&d->picker, press, &e)) {
    case PICKER_IGNORED: return SCREEN_IGNORED;
    case PICKER_STAYS: break;
    case PICKER_NEW: /* a new row is made where rows are made */
    case PICKER_LEFT: picker_close(&d->picker); break;
    case PICKER_TROUBLE: app_trouble(d->base.app, &e); break;
    case PICKER_TAKEN:
        if (picker_value(&d->picker, &value, &e) != STATUS_OK ||
            conflict_set(app_workbook(d->base.app), &d->now, &value, NULL, &e) != STATUS_OK) {
            app_trouble(d->base.app, &e);
        } else {
            picker_close(&d->picker);
            go_on(d, words_get(&d->now.field->label));
        }
        value_clear(&value);
        break;
    }
    return SCREEN_HANDLED;
}

/* Another difference without deciding this one. */
static void step(struct differ *d, bool forward)
{
    struct error e = {0};
    bool there;

    d->at = (d->at + (forward ? 1 : d->count - 1)) % d->count;
    if (read_one(d, &there, &e) != STATUS_OK)
        app_trouble(d->base.app, &e);
}

/* Arrows choose, Enter takes, a number too; PgDn and PgUp go on. */
static int key(struct screen *self, const struct press *press)
{
    struct differ *d = of(self);

    if (d->edit.field != NULL)
        return edit_key(d, press);
    if (d->picker.field != NULL)
        return picker_press(d, press);
    if (d->choices == 0)
        return SCREEN_IGNORED;
    if (press->code == PRESS_TEXT && press->text[0] >= '1' && press->text[1] == '\0' &&
        (size_t)(press->text[0] - '1') < d->choices) {
        d->focus = (size_t)(press->text[0] - '1');
        return SCREEN_HANDLED;
    }
    switch (press->code) {
    case PRESS_CLICK: /* a second one is Enter */
        if (press->owner == d && press->index < d->choices)
            d->focus = press->index;
        break;
    case PRESS_LEFT:
    case PRESS_UP:
    case PRESS_BACKTAB: d->focus = (d->focus + d->choices - 1) % d->choices; break;
    case PRESS_RIGHT:
    case PRESS_DOWN:
    case PRESS_TAB: d->focus = (d->focus + 1) % d->choices; break;
    case PRESS_ENTER: take(d); break;
    case PRESS_PAGE_DOWN: step(d, true); break;
    case PRESS_PAGE_UP: step(d, false); break;
    default: return SCREEN_IGNORED;
    }
    return SCREEN_HANDLED;
}

/* Editing where there is a cell. */
static bool can(struct screen *self, enum act act)
{
    const struct differ *d = of(self);

    if (act == ACT_EDIT)
        return d->now.field != NULL && d->edit.field == NULL && d->picker.field == NULL;
    return act == ACT_BACK || act == ACT_UNDO || act == ACT_REDO;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    (void)act;
    return _("Decide with Enter which version counts.");
}

/* Esc leaves the editor first: nothing is decided by it. */
static int act(struct screen *self, enum act act)
{
    struct differ *d = of(self);

    if (act == ACT_EDIT) {
        edit(d);
        return SCREEN_HANDLED;
    }
    if (act == ACT_BACK && (d->edit.field != NULL || d->picker.field != NULL)) {
        cell_edit_close(&d->edit);
        picker_close(&d->picker);
        return SCREEN_HANDLED;
    }
    return SCREEN_IGNORED;
}

static const struct field *field_here(struct screen *self)
{
    return of(self)->now.field;
}

/* "Isian berbeda 1 dari 3". */
static const char *title(struct screen *self)
{
    struct differ *d = of(self);

    free(d->title);
    d->title = text_format(_("Filled in differently  (%zu of %zu)"), d->at + 1, d->count);
    return d->title;
}

static const char *hint(struct screen *self)
{
    const struct differ *d = of(self);

    if (d->now.field == NULL)
        return _("One deleted the row, the other wrote into it. Does it stay?");
    if (d->focus >= d->now.count && d->marks > 0)
        return _("The line “--- or ---” stands between two versions of the same part; F2 takes "
                 "it out.");
    return _("Two people filled this in without having seen each other's. Which one counts?");
}

static const char *keys(struct screen *self)
{
    const struct differ *d = of(self);

    if (d->picker.field != NULL)
        return picker_keys(&d->picker);
    if (d->edit.field != NULL)
        return d->edit.way == CELL_LINE
                   ? _("Enter: this counts   Esc: as it was")
                   : _("Tab: this counts   Enter new line   Esc: as it was");
    return d->now.field != NULL
               ? _("Arrows choose   Enter takes   F2 edits   PgDn later   Esc back")
               : _("Arrows choose   Enter takes   PgDn later   Esc back");
}

/* Something was undone: what differs now. */
static void resume(struct screen *self)
{
    struct error e = {0};
    bool left;

    if (read_all(of(self), &left, &e) != STATUS_OK)
        app_trouble(self->app, &e);
    else if (!left)
        app_pop(self->app);
}

static void release(struct screen *self)
{
    struct differ *d = of(self);

    forget(d);
    conflict_places_free(d->places, d->count);
    free(d->title);
    free(d->hint);
    free(d);
}

static const struct screen_ops ops = {
    .name = "difference",
    .about = N_("Two versions of one field, who wrote each and when. Enter takes the one you "
                "stand on; F2 makes a third of it. The next one follows at once."),
    .draw = differ_draw,
    .key = key,
    .can = can,
    .why = why,
    .field = field_here,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status differ_open(
    struct app *app, struct conflict_place *places, size_t count, size_t at, struct error *e)
{
    struct differ *d = calloc(1, sizeof *d);
    bool there = false;

    if (d == NULL) {
        conflict_places_free(places, count);
        return error_memory(e);
    }
    *d = (struct differ){
        .base = {.ops = &ops, .app = app}, .places = places, .count = count, .at = at};
    enum status s = read_one(d, &there, e);
    if (s == STATUS_OK && there)
        app_push(app, &d->base);
    else
        release(&d->base);
    return s;
}
