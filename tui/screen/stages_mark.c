/* A person's word on a step: what can be said stands in a menu, and a note in the engine's form
 * of steps. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/screen/stages.h"
#include "tui/term/hit.h"

/* The lines of the menu in the order of UX.md; the last one takes the word back. */
static const enum step_state said[] = {STEP_OPEN, STEP_BEGUN, STEP_DONE, STEP_NOT_NEEDED};
#define SAID (sizeof said / sizeof said[0])
#define LINES (SAID + 1)
#define HEAD 1

void stages_open_menu(struct stages *s)
{
    const struct step *step = stages_step(s);

    if (step == NULL)
        return;
    (void)stages_count(s, step);
    s->menu = (struct list){.count = LINES, .height = 1};
    for (size_t i = 0; i < SAID; i++) {
        if (said[i] == stages_status(s, step)->state)
            list_go(&s->menu, i);
    }
    s->in_menu = true;
}

/* The stage whose last step this is; NULL when others follow. */
static const struct stage *ends(const struct method *m, const struct step *step)
{
    for (size_t i = 0; i < m->stage_count; i++) {
        const struct stage *stage = &m->stages[i];
        if (stage->count > 0 && &stage->steps[stage->count - 1] == step)
            return stage;
    }
    return NULL;
}

/* A stage is over with its last step: a mark is offered, unless it has one. */
static void offer_mark(struct stages *s, const struct step *step)
{
    const struct stage *stage = ends(s->method, step);
    struct error e = {0};
    bool told = true;

    if (stage == NULL)
        return;
    const char *whole = words_get(&stage->title);
    char *title = text_format(_("After: %.*s"), (int)strcspn(whole, ":"), whole);
    enum status status =
        mark_tells(app_workbook(s->base.app), MARK_STAGE, stage->name, &told, &e);
    if (status == STATUS_OK && !told)
        status = screen_ask_mark(s->base.app, MARK_STAGE, stage->name, title,
            _("The last step is done. Set a mark here, so that it can be seen later what has "
              "changed since?"),
            &e);
    if (status != STATUS_OK)
        app_trouble(s->base.app, &e);
    free(title);
}

/* Says what the chosen line says. */
static void take(struct stages *s)
{
    const struct step *step = stages_step(s);
    const enum step_state *word = s->menu.at < SAID ? &said[s->menu.at] : NULL;
    struct error e = {0};

    s->in_menu = false;
    if (step_say(app_workbook(s->base.app), step, word, &e) != STATUS_OK) {
        app_trouble(s->base.app, &e);
        return;
    }
    stages_count_seen(s);
    if (word != NULL)
        app_message(s->base.app, _("Step %s: %s. Ctrl-Z takes it back."), step->name,
            stages_word(*word));
    else
        app_message(s->base.app, _("Step %s goes by what is counted. Ctrl-Z takes it back."),
            step->name);
    if (word != NULL && *word == STEP_DONE)
        offer_mark(s, step);
}

void stages_menu_key(struct stages *s, const struct press *press)
{
    bool mine = press->owner == &s->menu;

    if (press->code == PRESS_ENTER || (press->code == PRESS_DOUBLE_CLICK && mine)) {
        take(s);
    } else if (press->code == PRESS_CLICK && !mine) {
        s->in_menu = false;
    } else if (press_is_text(press, " ")) {
        list_go(&s->menu, s->menu.at + 1 < LINES ? s->menu.at + 1 : 0);
    } else if (press->code == PRESS_TEXT && press->text[0] >= '1' &&
               press->text[0] < '1' + (char)LINES && press->text[1] == '\0') {
        list_go(&s->menu, (size_t)(press->text[0] - '1'));
        take(s);
    } else {
        (void)list_key(&s->menu, press);
    }
}

/* "2  [~] under way"; the last line tells what is counted. Caller frees. */
static char *line_text(const struct stages *s, size_t at)
{
    enum step_state counted = stages_status(s, stages_step(s))->counted;

    if (at < SAID)
        return text_format("%zu  %s %s", at + 1, stages_glyph(said[at]), stages_word(said[at]));
    return text_format(
        _("%zu  as it is counted: %s %s"), at + 1, stages_glyph(counted), stages_word(counted));
}

void stages_draw_menu(struct stages *s, const struct area *area)
{
    int head = area->height > HEAD + 1 ? HEAD : 0;
    int height = area->height < head + (int)LINES ? area->height : head + (int)LINES;
    struct area pane = area_part(area, area->height - height, 0, height, area->width);

    draw_fill(&pane, 0, 0, pane.height, pane.width, STYLE_TEXT);
    draw_hit(&pane, 0, 0, pane.height, pane.width, s, 0);
    if (head > 0) {
        char *title = text_format(_(" Status of step %s "), stages_step(s)->name);
        draw_rule(&pane, 0, 0, pane.width);
        draw_text(&pane, 0, 1, STYLE_TITLE, title);
        free(title);
    }
    list_fit(&s->menu, pane.height - head);
    for (int y = head; y < pane.height && s->menu.top + (size_t)(y - head) < LINES; y++) {
        size_t at = s->menu.top + (size_t)(y - head);
        bool here = at == s->menu.at;
        char *text = line_text(s, at);
        draw_hit(&pane, y, 0, 1, pane.width, &s->menu, at);
        if (here) {
            draw_sign(&pane, y, 1, STYLE_TITLE, GLYPH_POINTER);
            draw_cursor(&pane, y, 2);
        }
        draw_text_in(&pane, y, 2, pane.width - 3, here ? STYLE_FOCUS : STYLE_TEXT, text);
        free(text);
    }
}

void stages_open_note(struct stages *s)
{
    const struct field *note = engine_field(s->method, ENGINE_STEP, STEP_NOTE);
    struct place place = {.uid = stages_step(s)->name, .field = note->name};
    struct error e = {0};

    if (screen_open_form(s->base.app, note->form, &place, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}
