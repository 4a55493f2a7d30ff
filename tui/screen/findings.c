/* Periksa: what the checks find, one line a check; Enter unfolds it, and on a finding goes to
 * its row and field. Space puts a finding aside with a reason, or takes that back. */
#include "tui/screen/findings.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/engine.h"
#include "tui/screen/open.h"

struct findings_screen *findings_of(struct screen *self)
{
    return (struct findings_screen *)self;
}

const struct finding_line *findings_line(const struct findings_screen *s)
{
    return s->list.count > 0 ? &s->lines[s->list.at] : NULL;
}

const struct finding *findings_chosen(const struct findings_screen *s)
{
    const struct finding_line *line = findings_line(s);

    return line != NULL && line->finding < FINDINGS_GROUP ? &s->f->list[line->finding] : NULL;
}

bool findings_alone(const struct checked *checked)
{
    return checked->trouble == NULL && checked->count == 1;
}

/* Whether two runs mean the same finding. */
static bool is_same(const struct finding *a, const struct finding *b)
{
    return a->check == b->check && a->form == b->form && a->field == b->field &&
           strcmp(a->uid, b->uid) == 0;
}

/* The cursor on the line of a finding (NULL: of a check) that stood there before; where it is
 * gone the next line has come to its place. */
static void stand_again(
    struct findings_screen *s, const struct check *check, const struct finding *finding)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const struct finding_line *line = &s->lines[i];
        bool head = line->finding == FINDINGS_HEAD;
        if (line->finding == FINDINGS_GROUP)
            continue;
        if (head ? finding == NULL && s->f->checks[line->check].check == check
                 : finding != NULL && is_same(&s->f->list[line->finding], finding)) {
            list_go(&s->list, i);
            return;
        }
    }
}

enum status findings_count(struct findings_screen *s, struct error *e)
{
    struct findings *now = NULL, *before = s->f;
    struct finding_line at =
        s->list.count > 0 ? s->lines[s->list.at] : (struct finding_line){0};
    bool stood = before != NULL && s->list.count > 0;
    enum status status = findings_run(app_workbook(s->base.app), s->scope, s->step, &now, e);

    if (status != STATUS_OK)
        return status;
    s->f = now;
    status = findings_anew(s, e);
    if (status != STATUS_OK) {
        s->f = before; /* the lines are still those of the run before */
        findings_free(now);
        return status;
    }
    if (stood)
        stand_again(s, before->checks[at.check].check,
            at.finding < FINDINGS_GROUP ? &before->list[at.finding] : NULL);
    findings_pass_groups(s, 0);
    findings_free(before);
    return STATUS_OK;
}

size_t findings_open(const struct findings_screen *s)
{
    return s->f->count - s->f->waived;
}

/* Shows what another scope or step finds, from the first line. */
static void look_anew(
    struct findings_screen *s, enum findings_scope scope, const struct step *step)
{
    enum findings_scope scope_before = s->scope;
    const struct step *step_before = s->step;
    struct error e = {0};

    s->scope = scope;
    s->step = step;
    if (findings_count(s, &e) == STATUS_OK) {
        list_go(&s->list, 0);
        return;
    }
    s->scope = scope_before;
    s->step = step_before;
    app_trouble(s->base.app, &e);
}

/* Folds or unfolds the check one stands on. */
static void fold(struct findings_screen *s, bool open)
{
    const struct finding_line *line = findings_line(s);
    struct error e = {0};

    if (line == NULL)
        return;
    const struct check *check = s->f->checks[line->check].check;
    *findings_unfolded(s, check) = open;
    if (findings_make_lines(s, &e) == STATUS_OK)
        stand_again(s, check, NULL);
    else
        app_trouble(s->base.app, &e);
}

/* To the row and field of a finding, which is told there too. */
static void go(struct findings_screen *s, const struct finding *finding)
{
    struct error e = {0};
    const struct place place = {.uid = finding->uid[0] != '\0' ? finding->uid : NULL,
        .field = finding->field != NULL ? finding->field->name : NULL};

    if (finding->check ==
        engine_check(workbook_method(app_workbook(s->base.app)), ENGINE_CHECK_DIFFERENT)) {
        if (screen_open_differences(s->base.app, &e) != STATUS_OK)
            app_trouble(s->base.app, &e);
    } else if (finding->form == NULL)
        app_message(s->base.app, "%s",
            _("This is about the plan as a whole; there is no one row to go to."));
    else if (screen_open_form(s->base.app, finding->form, &place, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    else if (finding->uid[0] == '\0' || finding->reason != NULL)
        app_notice(s->base.app, "%s", finding->sentence);
    else
        app_message(s->base.app, "%s", finding->sentence); /* the row says it from now on */
}

/* Enter. */
static void choose(struct findings_screen *s)
{
    const struct finding_line *line = findings_line(s);
    const struct finding *finding = findings_chosen(s);

    if (finding != NULL)
        go(s, finding);
    else if (line != NULL)
        fold(s, !*findings_unfolded(s, s->f->checks[line->check].check));
}

/* Up and down the lines. */
static bool move(struct findings_screen *s, const struct press *press)
{
    size_t before = s->list.at;

    if (!list_key(&s->list, press))
        return false;
    findings_pass_groups(s, before);
    return true;
}

/* Enter or a double click goes on, Right and Left unfold and fold, Space puts aside. */
static int key(struct screen *self, const struct press *press)
{
    struct findings_screen *s = findings_of(self);

    if (press->code == PRESS_ENTER)
        choose(s);
    else if (press->code == PRESS_RIGHT)
        fold(s, true);
    else if (press->code == PRESS_LEFT)
        fold(s, false);
    else if (press_is_text(press, " "))
        app_do(s->base.app, ACT_ASIDE);
    else
        return move(s, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    if (act == ACT_ASIDE)
        return findings_chosen(findings_of(self)) != NULL;
    return act == ACT_BACK || act == ACT_UNDO || act == ACT_REDO;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    if (act == ACT_ASIDE)
        return NULL;
    return _("What was found is mended where it stands; Enter goes there.");
}

static int act(struct screen *self, enum act what)
{
    if (what != ACT_ASIDE)
        return SCREEN_IGNORED;
    findings_turn_aside(findings_of(self));
    return SCREEN_HANDLED;
}

/* On top again: counts anew, and says what that has brought. */
static void resume(struct screen *self)
{
    struct findings_screen *s = findings_of(self);
    size_t before = findings_open(s);
    struct error e = {0};

    if (findings_count(s, &e) != STATUS_OK)
        app_trouble(self->app, &e);
    else if (findings_open(s) < before)
        app_message(self->app, _("Mended: %zu. Left: %zu."), before - findings_open(s),
            findings_open(s));
}

/* The sentence of the chosen finding. */
static char *copy(struct screen *self)
{
    const struct finding *finding = findings_chosen(findings_of(self));

    return finding != NULL ? strdup(finding->sentence) : NULL;
}

static void release(struct screen *self)
{
    struct findings_screen *s = findings_of(self);

    findings_free(s->f);
    free(s->unfolded);
    free(s->dimensions);
    free(s->asked);
    free(s->lines);
    free(s->title);
    free(s->hint);
    free(s->keys);
    free(s);
}

static const struct screen_ops ops = {
    .name = "findings",
    .about = N_("What the checks find, one line for each: Enter shows its findings, and on one "
                "of them goes to the row. Space puts a finding aside with a reason. The check "
                "key shows first this step, then the whole plan as far as it is said to be "
                "done, then everything."),
    .draw = findings_draw,
    .key = key,
    .can = can,
    .why = why,
    .act = act,
    .title = findings_title,
    .hint = findings_hint,
    .keys = findings_keys,
    .resume = resume,
    .copy = copy,
    .free = release,
};

/* Pushes the screen on what a scope finds; `step` may be NULL but for FINDINGS_STEP. */
static enum status open_scope(
    struct app *app, enum findings_scope scope, const struct step *step, struct error *e)
{
    struct findings_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->scope = scope;
    s->step = step;
    s->unfolded =
        calloc(workbook_method(app_workbook(app))->check_count + 1, sizeof *s->unfolded);
    enum status status = s->unfolded != NULL ? findings_count(s, e) : error_memory(e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}

/* Whether a form is one of a step's. */
static bool works_on(const struct step *step, const struct form *form)
{
    for (size_t i = 0; step != NULL && form != NULL && step->forms[i] != NULL; i++)
        if (step->forms[i] == form)
            return true;
    return false;
}

/* The step one works in: `shown` (may be NULL), else the one on which the steps stand, where
 * the form that is open is one of its forms; else the first step of that form. NULL: none. */
static const struct step *present_step(struct app *app, const struct step *shown)
{
    const struct form *form = NULL;
    const struct step *step = app_step(app, &form);

    if (works_on(shown, form))
        return shown;
    if (form == NULL || works_on(step, form))
        return step;
    const struct step *first = form_first_step(workbook_method(app_workbook(app)), form);
    return first != NULL ? first : step;
}

/* The findings the person came from, on the stack; NULL: none. */
static struct screen *came_from(struct app *app)
{
    struct screen *screen = app_top(app);

    while (screen != NULL && screen->ops != &ops)
        screen = screen->below;
    return screen;
}

enum findings_scope findings_looked_at(struct app *app, const struct step **step)
{
    struct screen *open = came_from(app);

    *step = open != NULL ? findings_of(open)->step : NULL;
    return open != NULL ? findings_of(open)->scope : FINDINGS_DUE;
}

enum findings_scope findings_next(const struct findings_screen *s)
{
    if (s->scope == FINDINGS_STEP)
        return FINDINGS_DUE;
    return s->scope == FINDINGS_ALL && s->step != NULL ? FINDINGS_STEP
           : s->scope == FINDINGS_ALL                  ? FINDINGS_DUE
                                                       : FINDINGS_ALL;
}

/* Takes away what lies above the findings, once what is typed there is stored. */
static void return_to(struct app *app, const struct screen *open)
{
    while (app_top(app) != open)
        app_pop(app);
}

enum status screen_open_findings(struct app *app, struct error *e)
{
    struct screen *open = came_from(app);
    struct findings_screen *s = open != NULL ? findings_of(open) : NULL;
    const struct step *step = present_step(app, s != NULL ? s->step : NULL);

    if (s == NULL)
        return open_scope(app, step != NULL ? FINDINGS_STEP : FINDINGS_DUE, step, e);
    if (open == app_top(app)) {
        look_anew(s, findings_next(s), s->step);
        return STATUS_OK;
    }
    return_to(app, open);
    /* The whole plan stays as it was: what was mended is seen to be gone from it. */
    if (s->scope == FINDINGS_STEP && step != s->step)
        look_anew(s, FINDINGS_STEP, step);
    return STATUS_OK;
}

enum status screen_open_all_findings(struct app *app, struct error *e)
{
    struct screen *open = came_from(app);

    if (open == NULL)
        return open_scope(app, FINDINGS_ALL, present_step(app, NULL), e);
    return_to(app, open);
    look_anew(findings_of(open), FINDINGS_ALL, findings_of(open)->step);
    return STATUS_OK;
}
