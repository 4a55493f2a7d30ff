/* The left side: the stages, and the steps of the one that is unfolded. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/stages.h"
#include "tui/term/hit.h"

const struct stage_line *stages_line(const struct stages *s)
{
    return s->list.count > 0 ? &s->lines[s->list.at] : NULL;
}

const struct step *stages_step(const struct stages *s)
{
    const struct stage_line *line = stages_line(s);

    return line != NULL ? line->step : NULL;
}

size_t stages_number(const struct stages *s, const struct step *step)
{
    size_t number = 0;

    for (size_t i = 0; i < s->method->stage_count && &s->method->stages[i] != step->stage; i++)
        number += s->method->stages[i].count;
    return number + (size_t)(step - step->stage->steps);
}

const struct step_status *stages_status(const struct stages *s, const struct step *step)
{
    return &s->statuses[stages_number(s, step)];
}

size_t stages_finished(const struct stages *s, const struct stage *stage)
{
    size_t finished = 0;

    for (size_t i = 0; i < stage->count; i++)
        finished += step_finished(stages_status(s, &stage->steps[i]));
    return finished;
}

/* A stage by its steps: all finished, something begun, nothing. */
static enum step_state stage_state(const struct stages *s, const struct stage *stage)
{
    size_t finished = stages_finished(s, stage), begun = finished;

    for (size_t i = 0; i < stage->count; i++)
        begun += stages_status(s, &stage->steps[i])->state == STEP_BEGUN;
    if (stage->count > 0 && finished == stage->count)
        return STEP_DONE;
    return begun > 0 ? STEP_BEGUN : STEP_OPEN;
}

bool stages_count(struct stages *s, const struct step *step)
{
    struct workbook *wb = app_workbook(s->base.app);
    size_t number = stages_number(s, step);
    struct error e = {0};

    if (s->versions[number] == workbook_version(wb))
        return false;
    if (step_status(wb, step, &s->statuses[number], &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    s->versions[number] = workbook_version(wb);
    return true;
}

void stages_count_seen(struct stages *s)
{
    for (size_t i = 0; s->unfolded != NULL && i < s->unfolded->count; i++)
        (void)stages_count(s, &s->unfolded->steps[i]);
}

/* Whether every step of a stage has been counted at least once. */
static bool stage_known(const struct stages *s, const struct stage *stage)
{
    for (size_t i = 0; i < stage->count; i++) {
        if (s->versions[stages_number(s, &stage->steps[i])] < 0)
            return false;
    }
    return true;
}

void stages_build(struct stages *s)
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

void stages_unfold(struct stages *s, const struct stage *stage)
{
    const struct stage_line *line = stages_line(s);
    const struct stage *before = line != NULL ? line->stage : NULL;

    s->unfolded = stage;
    stages_count_seen(s);
    stages_build(s);
    for (size_t i = 0; i < s->list.count; i++) {
        if (s->lines[i].step == NULL && s->lines[i].stage == before)
            list_go(&s->list, i);
    }
}

void stages_stand(struct stages *s, const struct step *step)
{
    for (size_t i = 0; i < s->list.count; i++) {
        const struct stage_line *line = &s->lines[i];
        if (line->stage != s->unfolded)
            continue;
        if (line->step == NULL) {
            list_go(&s->list, i);
        } else if (step != NULL ? line->step == step
                                : !step_finished(stages_status(s, line->step))) {
            list_go(&s->list, i);
            return;
        }
    }
}

const char *stages_glyph(enum step_state state)
{
    static const char *const glyphs[] = {[STEP_OPEN] = "[ ]",
        [STEP_BEGUN] = "[~]",
        [STEP_DONE] = "[x]",
        [STEP_NOT_NEEDED] = "[-]"};

    return glyphs[state];
}

const char *stages_word(enum step_state state)
{
    static const char *const words[] = {[STEP_OPEN] = N_("not begun"),
        [STEP_BEGUN] = N_("under way"),
        [STEP_DONE] = N_("done"),
        [STEP_NOT_NEEDED] = N_("not needed")};

    return _(words[state]);
}

enum style stages_style(enum step_state state)
{
    return state == STEP_DONE ? STYLE_GOOD : state == STEP_NOT_NEEDED ? STYLE_DIM : STYLE_TEXT;
}

/* What stands at the right of a line: a step's sign, a stage's with its finished steps. Caller
 * frees; NULL while a stage has not been counted. */
static char *right_text(
    const struct stages *s, const struct stage_line *line, enum step_state state)
{
    if (line->step != NULL)
        return strdup(stages_glyph(state));
    if (!stage_known(s, line->stage))
        return NULL;
    return text_format(
        "%s %zu/%zu", stages_glyph(state), stages_finished(s, line->stage), line->stage->count);
}

/* One line of the left side. */
static void draw_line(struct stages *s, const struct area *area, int y, size_t at)
{
    const struct stage_line *line = &s->lines[at];
    bool here = at == s->list.at, away = s->in_forms || s->in_menu;
    enum style style = here                 ? (away ? STYLE_SELECTED : STYLE_FOCUS)
                       : line->step == NULL ? STYLE_LABEL
                                            : STYLE_TEXT;
    enum step_state state =
        line->step != NULL ? stages_status(s, line->step)->state : stage_state(s, line->stage);
    char *name = line->step != NULL
                     ? text_format("%s %s", line->step->name, words_get(&line->step->title))
                     : strdup(words_get(&line->stage->title));
    char *right = right_text(s, line, state);
    int wide = right != NULL ? (int)text_width(right) : 0;
    int indent = line->step != NULL ? 3 : 2;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here)
        draw_sign(area, y, indent - 1, STYLE_TITLE, GLYPH_POINTER);
    if (here && !away)
        draw_cursor(area, y, indent);
    draw_text_in(area, y, indent, area->width - indent - wide - 2, style, name);
    draw_text_in(area, y, area->width - wide - 1, wide, stages_style(state), right);
    free(name);
    free(right);
}

/* The weakest dimension. Caller frees; NULL while there is nothing to tell. */
static char *weakest_text(const struct stages *s)
{
    size_t complete = 0, all = 0;
    const struct choice *weakest = weakest_dimension(s->weakest, &complete, &all);

    if (weakest == NULL)
        return NULL;
    return all > 0 ? text_format(
                         _("Weakest: %s %zu/%zu"), words_get(&weakest->label), complete, all)
                   : text_format(_("Still empty: %s"), words_get(&weakest->label));
}

void stages_draw_lines(struct stages *s, const struct area *area)
{
    int used = (int)s->list.count;

    list_fit(&s->list, area->height);
    for (int y = 0; y < area->height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, area, y, s->list.top + (size_t)y);
    if (used + 1 >= area->height)
        return;
    char *text = weakest_text(s);
    draw_text_in(area, used + 1, 2, area->width - 3, STYLE_HINT, text);
    free(text);
}
