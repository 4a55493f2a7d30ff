#include "tui/screen/stages.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "core/store/record.h"
#include "tui/screen/open.h"

#define TWO_COLUMNS 64 /* narrower terminals get one column */

const struct stage_line *stages_line(const struct stages *s)
{
    return s->list.count > 0 ? &s->lines[s->list.at] : NULL;
}

const struct step *stages_step(const struct stages *s)
{
    const struct stage_line *line = stages_line(s);

    return line != NULL ? line->step : NULL;
}

/* Number of a step over all stages. */
static size_t step_number(const struct stages *s, const struct step *step)
{
    size_t number = 0;

    for (size_t i = 0; i < s->method->stage_count && &s->method->stages[i] != step->stage; i++)
        number += s->method->stages[i].count;
    return number + (size_t)(step - step->stage->steps);
}

enum step_state stages_state(const struct stages *s, const struct step *step)
{
    return s->states[step_number(s, step)];
}

size_t stages_done(const struct stages *s, const struct stage *stage)
{
    size_t done = 0;

    for (size_t i = 0; i < stage->count; i++)
        done += stages_state(s, &stage->steps[i]) == STEP_DONE;
    return done;
}

/* A stage by its steps: all done, something begun, nothing. */
static enum step_state stage_state(const struct stages *s, const struct stage *stage)
{
    size_t done = stages_done(s, stage), begun = done;

    for (size_t i = 0; i < stage->count; i++)
        begun += stages_state(s, &stage->steps[i]) == STEP_BEGUN;
    if (stage->count > 0 && done == stage->count)
        return STEP_DONE;
    return begun > 0 ? STEP_BEGUN : STEP_OPEN;
}

/* Counts a step, unless it is known; true when it was not. */
static bool count_step(struct stages *s, const struct step *step)
{
    struct workbook *wb = app_workbook(s->base.app);
    size_t number = step_number(s, step);
    struct error e = {0};

    if (s->versions[number] == workbook_version(wb))
        return false;
    if (step_state(wb, step, &s->states[number], &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    s->versions[number] = workbook_version(wb);
    return true;
}

/* Whether every step of a stage has been counted at least once. */
static bool stage_known(const struct stages *s, const struct stage *stage)
{
    for (size_t i = 0; i < stage->count; i++) {
        if (s->versions[step_number(s, &stage->steps[i])] < 0)
            return false;
    }
    return true;
}

/* Counts what is seen; the other stages have time until nobody waits. */
static void count_unfolded(struct stages *s)
{
    for (size_t i = 0; s->unfolded != NULL && i < s->unfolded->count; i++)
        (void)count_step(s, &s->unfolded->steps[i]);
}

/* Counts one more step. */
static bool idle(struct screen *self)
{
    struct stages *s = (struct stages *)self;

    for (size_t i = 0; i < s->method->stage_count; i++) {
        const struct stage *stage = &s->method->stages[i];
        for (size_t j = 0; j < stage->count; j++) {
            if (count_step(s, &stage->steps[j]))
                return true;
        }
    }
    return false;
}

/* Builds the lines: every stage, and the steps of the unfolded one. */
static void build_lines(struct stages *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->method->stage_count; i++) {
        const struct stage *stage = &s->method->stages[i];
        s->lines[count++] = (struct stage_line){stage, NULL};
        for (size_t j = 0; stage == s->unfolded && j < stage->count; j++)
            s->lines[count++] = (struct stage_line){stage, &stage->steps[j]};
    }
    list_count(&s->list, count);
}

/* Chooses the line of a stage, or the first of its steps that is not done. */
static void choose(struct stages *s, const struct stage *stage, bool first_step)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const struct stage_line *line = &s->lines[i];
        if (line->stage != stage)
            continue;
        if (line->step == NULL)
            list_go(&s->list, i);
        if (first_step && line->step != NULL && stages_state(s, line->step) != STEP_DONE) {
            list_go(&s->list, i);
            return;
        }
    }
}

/* Enter on a stage: its steps are shown, or folded again. */
static void fold(struct stages *s, const struct stage *stage)
{
    s->unfolded = s->unfolded == stage ? NULL : stage;
    count_unfolded(s);
    build_lines(s);
    choose(s, stage, false);
}

/* Opens a form of the card. */
static void open_form(struct stages *s, const struct form *form)
{
    struct error e = {0};

    if (screen_open_form(s->base.app, form, NULL, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Enter: a stage unfolds, a step with one form opens it, one with several shows them. */
static void enter(struct stages *s)
{
    const struct stage_line *line = stages_line(s);

    if (line == NULL)
        return;
    if (line->step == NULL) {
        fold(s, line->stage);
        return;
    }
    stages_count_step(s);
    if (s->in_forms)
        open_form(s, line->step->forms[s->forms.at]);
    else if (s->forms.count == 1)
        open_form(s, line->step->forms[0]);
    else if (s->forms.count > 1)
        s->in_forms = true;
    else
        app_message(s->base.app, "%s", _("This step has nothing to fill in here."));
}

/* Right: into the forms of the card. */
static void into_forms(struct stages *s)
{
    stages_count_step(s);
    s->in_forms = stages_step(s) != NULL && s->forms.count > 0;
}

/* Keys among the forms of the card. */
static bool key_forms(struct stages *s, const struct press *press)
{
    if (press->code == PRESS_LEFT || press->code == PRESS_BACKTAB) {
        s->in_forms = false;
        return true;
    }
    return list_key(&s->forms, press);
}

/* Arrows choose, Enter opens, Right goes to the forms. */
static int key(struct screen *self, const struct press *press)
{
    struct stages *s = (struct stages *)self;

    if (press->code == PRESS_ENTER) {
        enter(s);
        return SCREEN_HANDLED;
    }
    if (s->in_forms)
        return key_forms(s, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    if (press->code == PRESS_RIGHT || press->code == PRESS_TAB) {
        into_forms(s);
        return SCREEN_HANDLED;
    }
    if (!list_key(&s->list, press))
        return SCREEN_IGNORED;
    s->forms.at = 0;
    return SCREEN_HANDLED;
}

/* Esc leaves the forms of the card first. */
static int act(struct screen *self, enum act what)
{
    struct stages *s = (struct stages *)self;

    if (what != ACT_BACK || !s->in_forms)
        return SCREEN_IGNORED;
    s->in_forms = false;
    return SCREEN_HANDLED;
}

/* Only going back; undo and redo work from here too. */
static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK || what == ACT_UNDO || what == ACT_REDO;
}

/* One line of the left side. */
static void draw_line(struct stages *s, const struct area *area, int y, size_t at)
{
    const struct stage_line *line = &s->lines[at];
    bool here = at == s->list.at;
    enum style style = !here ? STYLE_TEXT : s->in_forms ? STYLE_SELECTED : STYLE_FOCUS;
    enum step_state state =
        line->step != NULL ? stages_state(s, line->step) : stage_state(s, line->stage);
    char *name, *right;

    if (line->step != NULL) {
        name = text_format("%s %s", line->step->name, words_get(&line->step->title));
        right = text_format("%s", stages_glyph(state));
    } else {
        name = text_format("%s", words_get(&line->stage->title));
        right = stage_known(s, line->stage)
                    ? text_format("%s %zu/%zu", stages_glyph(state),
                          stages_done(s, line->stage), line->stage->count)
                    : strdup("");
    }
    int wide = right != NULL ? (int)text_width(right) : 0;
    int indent = line->step != NULL ? 3 : 2;
    if (here) {
        draw_sign(area, y, indent - 1, STYLE_TITLE, GLYPH_POINTER);
    }
    if (here && !s->in_forms)
        draw_cursor(area, y, indent);
    enum style left = line->step == NULL && !here ? STYLE_LABEL : style;
    draw_text_in(area, y, indent, area->width - indent - wide - 2, left, name);
    draw_text_in(area, y, area->width - wide - 1, wide,
        state == STEP_DONE ? STYLE_GOOD : STYLE_TEXT, right);
    free(name);
    free(right);
}

/* The stages and the steps of the unfolded one. */
static void draw_lines(struct stages *s, const struct area *area)
{
    list_fit(&s->list, area->height);
    for (int y = 0; y < area->height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, area, y, s->list.top + (size_t)y);
}

/* Two columns, or one above the other, or (where there is no room) one of them. */
static void draw(struct screen *self, const struct area *area)
{
    struct stages *s = (struct stages *)self;

    if (area->width >= TWO_COLUMNS) {
        int left = area->width * 45 / 100;
        struct area lines = area_part(area, 0, 0, area->height, left);
        struct area card = area_part(area, 0, left + 1, area->height, area->width - left - 1);
        draw_vrule(area, 0, left, area->height);
        stages_draw_card(s, &card);
        draw_lines(s, &lines);
        return;
    }
    int above = (int)s->list.count;
    if (above > area->height - 8)
        above = area->height - 8;
    if (s->in_forms) {
        stages_draw_card(s, area);
    } else if (area->height < 12 || above < 4) {
        draw_lines(s, area);
    } else {
        struct area lines = area_part(area, 0, 0, above, area->width);
        struct area card = area_part(area, above + 1, 0, area->height - above - 1, area->width);
        draw_rule(area, above, 0, area->width);
        stages_draw_card(s, &card);
        draw_lines(s, &lines);
    }
}

/* The region as its title, the plan's years, and what the planning form is called. */
static void build_title(struct stages *s)
{
    struct workbook *wb = app_workbook(s->base.app);
    const struct form *form = method_plan_form(s->method);
    const struct field *name = form != NULL ? form_role_field(form, ROLE_TITLE) : NULL;
    const struct region *region = NULL;
    struct plan_years plan = {0};
    struct cell cell = {0};
    struct error e = {0};
    char *slogan = NULL;

    if (workbook_plan(wb, &plan, &e) == STATUS_OK && plan.region[0] != '\0' &&
        regions_load(&(const struct region *){NULL}, &(size_t){0}, &e) == STATUS_OK)
        region = region_find(plan.region);
    if (name != NULL && record_cell(wb, form, form->name, name, &cell, &e) == STATUS_OK)
        (void)cell_show(wb, name, &cell, &slogan, &e);
    char *district = region != NULL ? region_title(region) : strdup(plan.region);
    char *years = plan.from > 0 && plan.to > 0
                      ? text_format("%d%s%d", plan.from, draw_glyph(GLYPH_DASH), plan.to)
                      : strdup("");
    free(s->title);
    s->title = text_format("%s %s   %s", district != NULL ? district : "",
        years != NULL ? years : "", slogan != NULL ? slogan : "");
    free(years);
    free(district);
    free(slogan);
    cell_clear(&cell);
    error_clear(&e);
}

/* The workbook may have changed: everything is read when it is drawn. */
static void resume(struct screen *self)
{
    struct stages *s = (struct stages *)self;

    count_unfolded(s);
    build_title(s);
    app_remember(s->base.app, NULL, NULL, NULL);
}

static const char *title(struct screen *self)
{
    const struct stages *s = (const struct stages *)self;

    return s->title != NULL ? s->title : "";
}

static const char *hint(struct screen *self)
{
    const char *group = app_group_line(self->app);

    return group != NULL ? group : _("[x] done   [~] under way   [ ] not begun");
}

static const char *keys(struct screen *self)
{
    const struct stages *s = (const struct stages *)self;
    const struct stage_line *line = stages_line(s);

    if (s->in_forms)
        return _("Up and Down choose   Enter fills in   Left: back to the steps");
    if (line != NULL && line->step == NULL)
        return _("Up and Down choose   Enter shows or hides the steps");
    return _("Up and Down choose   Enter fills in the step   Right: its forms");
}

static void release(struct screen *self)
{
    struct stages *s = (struct stages *)self;

    stages_forget_step(s);
    free(s->lines);
    free(s->states);
    free(s->versions);
    free(s->title);
    free(s);
}

static const struct screen_ops ops = {
    .name = "stages",
    .about =
        N_("The bimtek with their steps. Enter on a step opens what it fills in; a step is "
           "done when what is counted on its card is there."),
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .idle = idle,
    .free = release,
};

enum status screen_open_stages(struct app *app, struct error *e)
{
    struct stages *s = calloc(1, sizeof *s);
    size_t steps = 0;

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->method = workbook_method(app_workbook(app));
    for (size_t i = 0; i < s->method->stage_count; i++)
        steps += s->method->stages[i].count;
    s->lines = calloc(steps + s->method->stage_count + 1, sizeof *s->lines);
    s->states = calloc(steps + 1, sizeof *s->states);
    s->versions = calloc(steps + 1, sizeof *s->versions);
    if (s->lines == NULL || s->states == NULL || s->versions == NULL) {
        release(&s->base);
        return error_memory(e);
    }
    for (size_t i = 0; i < steps; i++)
        s->versions[i] = -1;
    enum status status = stage_present(app_workbook(app), &s->unfolded, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    resume(&s->base);
    build_lines(s);
    choose(s, s->unfolded, true);
    app_push(app, &s->base);
    return STATUS_OK;
}
