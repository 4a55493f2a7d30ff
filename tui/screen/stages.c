#include "tui/screen/stages.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/record.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

#define TWO_COLUMNS 64                          /* narrower terminals get one column */
#define CARD_WIDTH (CARD_LABEL + CARD_TEXT + 2) /* with its margins */
#define CARD_LEAST 8                            /* rows of the card below the steps */
#define STEPS_LEAST 4                           /* rows of the steps above it */

/* Counts one more step, then one more form. */
static bool idle(struct screen *self)
{
    struct stages *s = (struct stages *)self;
    struct error e = {0};
    bool counted = false;

    for (size_t i = 0; i < s->method->stage_count; i++) {
        const struct stage *stage = &s->method->stages[i];
        for (size_t j = 0; j < stage->count; j++) {
            if (stages_count(s, &stage->steps[j]))
                return true;
        }
    }
    if (weakest_step(s->weakest, &counted, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    return counted;
}

/* The first core field of a single form that a person fills in and has not; NULL for another
 * kind of form, or when none is empty. */
static const struct field *first_empty(struct stages *s, const struct form *form)
{
    struct record r = {0};
    struct error e = {0};
    const struct field *found = NULL;

    if (form->kind != FORM_SINGLE ||
        record_read(app_workbook(s->base.app), form, form->name, &r, &e) != STATUS_OK) {
        error_clear(&e); /* the form tells its own trouble */
        return NULL;
    }
    for (size_t i = 0; i < form->count && found == NULL; i++) {
        const struct field *f = &form->fields[i];
        bool typed = f->level == LEVEL_CORE && !f->readonly;
        if (typed && r.cells[i].value.kind == VALUE_NULL && r.cells[i].typed == NULL &&
            field_relevant(app_workbook(s->base.app), f, form->name))
            found = f;
    }
    record_clear(&r);
    return found;
}

/* Opens the chosen form of the step, on the first thing there is to fill in. */
static void open_form(struct stages *s)
{
    const struct step *step = stages_step(s);
    const struct form *form = step->forms[s->forms.at];
    const struct field *field = first_empty(s, form);
    struct place place = {.field = field != NULL ? field->name : NULL};
    struct error e = {0};

    s->chosen[stages_number(s, step)] = s->forms.at;
    if (screen_open_form(s->base.app, form, &place, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Enter: a stage unfolds or folds, a step opens its chosen form. */
static void enter(struct stages *s)
{
    const struct stage_line *line = stages_line(s);

    if (line == NULL)
        return;
    stages_count_step(s);
    if (line->step == NULL)
        stages_unfold(s, s->unfolded == line->stage ? NULL : line->stage);
    else if (s->forms.count > 0)
        open_form(s);
    else
        app_message(s->base.app, "%s", _("This step has nothing to fill in here."));
}

/* Right: into the forms of the card. */
static void into_forms(struct stages *s)
{
    stages_count_step(s);
    s->in_forms = stages_step(s) != NULL && s->forms.count > 0;
}

/* Keys among the forms of the card: they follow each other like words. */
static bool key_forms(struct stages *s, const struct press *press)
{
    switch (press->code) {
    case PRESS_LEFT:
    case PRESS_BACKTAB:
        s->in_forms = s->forms.at > 0 && press->code == PRESS_LEFT;
        if (s->in_forms)
            list_go(&s->forms, s->forms.at - 1);
        return true;
    case PRESS_RIGHT:
    case PRESS_TAB: list_go(&s->forms, s->forms.at + 1); return true;
    default: return list_key(&s->forms, press);
    }
}

/* The page keys scroll the card while it is longer than its window. */
static bool key_scroll(struct stages *s, const struct press *press)
{
    bool down = press->code == PRESS_PAGE_DOWN;

    return (down || press->code == PRESS_PAGE_UP) && stages_step(s) != NULL &&
           stages_scroll(s, down);
}

/* A key among the stages and steps; false when it is none of theirs. */
static bool key_lines(struct stages *s, const struct press *press)
{
    if (press->code == PRESS_RIGHT || press->code == PRESS_TAB) {
        into_forms(s);
        return true;
    }
    if (press_is_text(press, " ")) {
        if (stages_step(s) != NULL)
            stages_open_menu(s);
        else
            app_message(s->base.app, "%s",
                _("This follows from its steps: Enter opens it, Space then marks a step."));
        return true;
    }
    if (!list_key(&s->list, press))
        return false;
    app_remember_step(s->base.app, stages_step(s));
    return true;
}

/* Arrows choose, Enter opens, Right goes to the forms, Space says how far the step is. */
static int key(struct screen *self, const struct press *press)
{
    struct stages *s = (struct stages *)self;

    if (s->in_menu) {
        stages_menu_key(s, press);
        return action_pressed(press) == ACT_NONE ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
    if (press->code == PRESS_ENTER) {
        enter(s);
        return SCREEN_HANDLED;
    }
    if (key_scroll(s, press))
        return SCREEN_HANDLED;
    if (press->code == PRESS_CLICK)
        s->in_forms = press->owner == &s->forms;
    return (s->in_forms ? key_forms(s, press) : key_lines(s, press)) ? SCREEN_HANDLED
                                                                     : SCREEN_IGNORED;
}

/* Esc leaves the menu or the forms of the card first. */
static int act(struct screen *self, enum act what)
{
    struct stages *s = (struct stages *)self;

    if (what == ACT_EDIT || what == ACT_MARK) {
        if (what == ACT_EDIT)
            stages_open_note(s);
        else
            stages_open_menu(s);
        return SCREEN_HANDLED;
    }
    if (what != ACT_BACK || (!s->in_menu && !s->in_forms))
        return SCREEN_IGNORED;
    if (s->in_menu)
        s->in_menu = false;
    else
        s->in_forms = false;
    return SCREEN_HANDLED;
}

/* Why something is not possible now; NULL where the action says it well itself. */
static const char *why(struct screen *self, enum act what)
{
    const struct stages *s = (const struct stages *)self;

    if (s->in_menu)
        return _("Choose how far the step is first: Enter takes it, Esc closes the list.");
    if (what == ACT_EDIT || what == ACT_MARK)
        return _("Stand on a step of the bimtek first.");
    return NULL;
}

/* Editing is the note on a step; undo and redo work from here too. */
static bool can(struct screen *self, enum act what)
{
    const struct stages *s = (const struct stages *)self;

    if (what == ACT_EDIT || what == ACT_MARK)
        return stages_step(s) != NULL && !s->in_menu;
    return what == ACT_BACK || (!s->in_menu && (what == ACT_UNDO || what == ACT_REDO));
}

/* The steps, and the card beside or (where there is no room) below or instead of them. Gives
 * the part where a menu has its place. */
static struct area draw_parts(struct stages *s, const struct area *area)
{
    int above = (int)s->list.count;
    int left = area->width * 45 / 100;

    if (area->width >= TWO_COLUMNS) {
        if (left > area->width - CARD_WIDTH)
            left = area->width - CARD_WIDTH;
        struct area lines = area_part(area, 0, 0, area->height, left);
        struct area card = area_part(area, 0, left + 1, area->height, area->width - left - 1);
        draw_vrule(area, 0, left, area->height);
        stages_draw_card(s, &card);
        stages_draw_lines(s, &lines);
        return card;
    }
    if (above > area->height - CARD_LEAST - 1)
        above = area->height - CARD_LEAST - 1;
    if (s->in_forms) {
        stages_draw_card(s, area);
    } else if (area->height < CARD_LEAST + STEPS_LEAST + 1) {
        stages_draw_lines(s, area);
    } else {
        struct area lines = area_part(area, 0, 0, above, area->width);
        struct area card = area_part(area, above + 1, 0, area->height - above - 1, area->width);
        draw_rule(area, above, 0, area->width);
        stages_draw_card(s, &card);
        stages_draw_lines(s, &lines);
    }
    return *area;
}

/* The steps, the card, and over them the menu. */
static void draw(struct screen *self, const struct area *area)
{
    struct stages *s = (struct stages *)self;
    struct area pane = draw_parts(s, area);

    if (s->in_menu)
        stages_draw_menu(s, &pane);
}

/* The workbook may have changed: everything is read when it is drawn. */
static void resume(struct screen *self)
{
    struct stages *s = (struct stages *)self;

    s->in_menu = false;
    stages_count_seen(s);
    stages_build_title(s);
    app_remember(s->base.app, NULL, NULL, NULL);
    app_remember_step(s->base.app, stages_step(s));
}

/* After undo or redo of a word or note: on its step. */
static void locate(struct screen *self, const char *form, const char *uid, const char *field)
{
    struct stages *s = (struct stages *)self;
    const struct form *own = engine_form(s->method, ENGINE_STEP);
    (void)field;

    for (size_t i = 0; strcmp(form, own->name) == 0 && i < s->method->stage_count; i++) {
        const struct stage *stage = &s->method->stages[i];
        for (size_t j = 0; j < stage->count; j++) {
            if (strcmp(stage->steps[j].name, uid) != 0)
                continue;
            stages_unfold(s, stage);
            stages_stand(s, &stage->steps[j]);
        }
    }
}

static void release(struct screen *self)
{
    struct stages *s = (struct stages *)self;

    stages_forget_step(s);
    weakest_free(s->weakest);
    free(s->lines);
    free(s->statuses);
    free(s->versions);
    free(s->chosen);
    free(s->title);
    free(s->keys);
    free(s);
}

static const struct screen_ops ops = {
    .name = "stages",
    .about = N_(
        "The bimtek with their steps. Enter on a step opens what it fills in, Space says how "
        "far it is, and a note tells the next person about it. What is counted on the card "
        "only proposes."),
    .draw = draw,
    .key = key,
    .can = can,
    .why = why,
    .act = act,
    .title = stages_title,
    .hint = stages_hint,
    .keys = stages_keys,
    .resume = resume,
    .locate = locate,
    .idle = idle,
    .free = release,
};

/* An empty screen over the method's stages; NULL without memory. */
static struct stages *make(struct app *app)
{
    struct stages *s = calloc(1, sizeof *s);
    size_t steps = 0;

    if (s == NULL)
        return NULL;
    s->base.ops = &ops;
    s->base.app = app;
    s->method = workbook_method(app_workbook(app));
    for (size_t i = 0; i < s->method->stage_count; i++)
        steps += s->method->stages[i].count;
    s->lines = calloc(steps + s->method->stage_count + 1, sizeof *s->lines);
    s->statuses = calloc(steps + 1, sizeof *s->statuses);
    s->versions = calloc(steps + 1, sizeof *s->versions);
    s->chosen = calloc(steps + 1, sizeof *s->chosen);
    s->weakest = weakest_new(app_workbook(app));
    if (s->lines == NULL || s->statuses == NULL || s->versions == NULL || s->chosen == NULL ||
        s->weakest == NULL) {
        release(&s->base);
        return NULL;
    }
    for (size_t i = 0; i < steps; i++)
        s->versions[i] = -1;
    return s;
}

/* Where to stand first: on the step of the last time, while something is to be done there or a
 * form of it is open above; else on the first step that is not finished. */
static void stand(struct stages *s, const struct stage *present)
{
    const struct form *form = NULL;
    const struct step *left = app_step(s->base.app, &form);

    if (left != NULL)
        (void)stages_count(s, left);
    if (left != NULL && form == NULL && step_finished(stages_status(s, left)))
        left = NULL;
    stages_unfold(s, left != NULL ? left->stage : present);
    stages_stand(s, left);
    for (size_t i = 0; left != NULL && left->forms[i] != NULL; i++) {
        if (left->forms[i] == form)
            s->chosen[stages_number(s, left)] = i;
    }
}

enum status screen_open_stages(struct app *app, struct error *e)
{
    struct stages *s = make(app);
    const struct stage *present = NULL;

    if (s == NULL)
        return error_memory(e);
    enum status status = stage_present(app_workbook(app), &present, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    stand(s, present);
    resume(&s->base);
    app_push(app, &s->base);
    return STATUS_OK;
}
