/* The step card: what the step is for, what is counted, its forms. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/rows.h"
#include "tui/screen/stages.h"

const char *stages_glyph(enum step_state state)
{
    return state == STEP_DONE ? "[x]" : state == STEP_BEGUN ? "[~]" : "[ ]";
}

const char *stages_word(enum step_state state)
{
    return state == STEP_DONE    ? _("done")
           : state == STEP_BEGUN ? _("under way")
                                 : _("not begun");
}

void stages_forget_step(struct stages *s)
{
    if (s->counted != NULL)
        facts_free(s->facts, s->counted->fact_count);
    free(s->rows);
    s->facts = NULL;
    s->rows = NULL;
    s->counted = NULL;
}

void stages_count_step(struct stages *s)
{
    const struct step *step = stages_step(s);
    struct workbook *wb = app_workbook(s->base.app);
    struct error e = {0};
    size_t forms = 0;

    if (step == NULL || (step == s->counted && s->counted_version == workbook_version(wb)))
        return;
    stages_forget_step(s);
    if (facts_count(wb, step, &s->facts, &e) != STATUS_OK) {
        s->facts = NULL;
        app_trouble(s->base.app, &e);
        return;
    }
    while (step->forms[forms] != NULL)
        forms++;
    s->rows = calloc(forms + 1, sizeof *s->rows);
    for (size_t i = 0; s->rows != NULL && i < forms; i++) {
        if (rows_total(wb, step->forms[i], &s->rows[i], &e) != STATUS_OK)
            app_trouble(s->base.app, &e);
    }
    s->counted = step;
    s->counted_version = workbook_version(wb);
    list_count(&s->forms, forms);
}

/* "11 baris"; a single form has no number. Caller frees. */
static char *rows_text(const struct stages *s, size_t at)
{
    if (s->rows == NULL || s->counted->forms[at]->kind == FORM_SINGLE)
        return NULL;
    return text_format(_("%zu rows"), s->rows[at]);
}

/* The forms of the step with their numbers of rows; one of them may have the cursor. */
static void draw_forms(struct stages *s, const struct area *area, int y)
{
    const struct step *step = s->counted;
    int height = area->height - y;

    if (height <= 0)
        return;
    list_fit(&s->forms, height);
    for (size_t i = s->forms.top; i < s->forms.count && (int)(i - s->forms.top) < height; i++) {
        int row = y + (int)(i - s->forms.top);
        bool here = s->in_forms && i == s->forms.at;
        enum style style = here ? STYLE_FOCUS : STYLE_TEXT;
        char *rows = rows_text(s, i);
        int wide = rows != NULL ? (int)text_width(rows) : 0;
        int name = area->width - wide - 4;
        if (here) {
            draw_sign(area, row, 1, STYLE_TITLE, GLYPH_POINTER);
            draw_cursor(area, row, 2);
        }
        draw_text_in(area, row, 2, name, style, words_get(&step->forms[i]->title));
        draw_text_in(area, row, area->width - wide - 1, wide, STYLE_TEXT, rows);
        free(rows);
    }
}

/* The counted facts; a broken one says so, nothing counted is not done. Returns the next row.
 */
static int draw_facts(const struct stages *s, const struct area *area, int y)
{
    const struct step *step = s->counted;

    for (size_t i = 0; s->facts != NULL && i < step->fact_count && y < area->height; i++) {
        const struct counted_fact *fact = &s->facts[i];
        bool done = fact->state == FACT_DONE;
        const char *sign = done ? "[x]" : fact->state == FACT_NOT_DONE ? "[ ]" : "   ";
        enum style style = done ? STYLE_GOOD : STYLE_TEXT;
        draw_text_in(area, y, 2, 3, style, sign);
        y += draw_wrapped(area, y, 6, area->width - 7, 2, style,
            fact->state == FACT_BROKEN ? _("This cannot be counted in this workbook.")
                                       : fact->text);
    }
    return y;
}

/* The step's name, place and purpose; without the place where there is little room. Returns the
 * next row. */
static int draw_head(const struct stages *s, const struct area *area, bool roomy)
{
    const struct step *step = s->counted;
    bool small = area->height < 10;
    char *head = text_format("%s %s", step->name, words_get(&step->title));
    char *below =
        text_format(_("%s, %d minutes"), words_get(&step->stage->title), step->minutes);
    int y = 1;

    draw_text(area, 0, 1, STYLE_TITLE, head);
    if (!small)
        draw_text_in(area, y++, 1, area->width - 2, STYLE_DIM, below);
    y += roomy;
    y += draw_wrapped(area, y, 1, area->width - 2,
        small   ? 1
        : roomy ? 4
                : 2,
        STYLE_TEXT, words_get(&step->purpose));
    free(head);
    free(below);
    return y + roomy;
}

/* The card of a step; on a very small screen only its forms while one is chosen. */
static void draw_step(struct stages *s, const struct area *area)
{
    const struct step *step = s->counted;
    enum step_state state = stages_state(s, step);
    int forms = (int)s->forms.count;
    bool roomy = area->height >= 13 + forms;

    if (s->in_forms && area->height < 6) {
        draw_forms(s, area, 0);
        return;
    }
    int y = draw_head(s, area, roomy);
    char *status = text_format("%s %s", stages_glyph(state), stages_word(state));
    int used = draw_text(area, y, 1, STYLE_LABEL, _("Done when"));
    draw_text_right(area, y, used + 2, area->width - used - 3,
        state == STEP_DONE ? STYLE_GOOD : STYLE_TEXT, status);
    free(status);
    int room = area->height - (forms < 3 ? forms : 3) - 1;
    struct area facts = area_part(area, 0, 0, room > y + 1 ? room : y + 1, area->width);
    y = draw_facts(s, &facts, y + 1) + roomy;
    if (forms > 0)
        draw_text(area, y, 1, STYLE_LABEL, _("To fill in"));
    draw_forms(s, area, y + 1);
}

/* The card of a stage: its steps. */
static void draw_stage(struct stages *s, const struct stage *stage, const struct area *area)
{
    char *done = text_format(_("%zu of %zu steps done"), stages_done(s, stage), stage->count);

    draw_wrapped(area, 0, 1, area->width - 2, 2, STYLE_TITLE, words_get(&stage->title));
    draw_text(area, 2, 1, STYLE_TEXT, done);
    for (size_t i = 0; i < stage->count && (int)i + 4 < area->height; i++) {
        const struct step *step = &stage->steps[i];
        char *line = text_format("%s %s %s", stages_glyph(stages_state(s, step)), step->name,
            words_get(&step->title));
        draw_text(area, (int)i + 4, 1, STYLE_TEXT, line);
        free(line);
    }
    free(done);
}

void stages_draw_card(struct stages *s, const struct area *area)
{
    const struct stage_line *line = stages_line(s);

    if (line == NULL || area->height <= 0)
        return;
    stages_count_step(s);
    if (line->step == NULL)
        draw_stage(s, line->stage, area);
    else if (s->counted == line->step)
        draw_step(s, area);
}
