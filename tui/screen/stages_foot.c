/* The foot of the step card: what a person says of the step, and its forms, which follow each
 * other like words. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/stages.h"
#include "tui/term/hit.h"

/* "Program 11"; a single form has no number. Caller frees. */
static char *form_text(const struct stages *s, size_t at)
{
    const struct form *form = s->counted->forms[at];

    return s->rows == NULL || form->kind == FORM_SINGLE
               ? strdup(words_get(&form->title))
               : text_format("%s %zu", words_get(&form->title), s->rows[at]);
}

/* Gives every form its place from `left` on; returns the rows taken. */
static int place_forms(const struct stages *s, int left, int width, struct stages_spot *spots)
{
    int y = 0, x = left;

    for (size_t i = 0; i < s->forms.count; i++) {
        char *text = form_text(s, i);
        int cells = text != NULL ? (int)text_width(text) : 0;
        if (x > left && x + cells > width) {
            y++;
            x = left;
        }
        spots[i] = (struct stages_spot){y, x, cells < width - x ? cells : width - x};
        x += cells + 3; /* two blanks and the pointer's place */
        free(text);
    }
    return s->forms.count > 0 ? y + 1 : 0;
}

/* The forms from the area's top on; `skip` rows are above it. */
static void draw_forms(
    struct stages *s, const struct area *area, int skip, const struct stages_spot *spots)
{
    for (size_t i = 0; i < s->forms.count; i++) {
        int y = spots[i].y - skip;
        bool chosen = i == s->forms.at && s->forms.count > 1;
        bool here = s->in_forms && i == s->forms.at;
        if (y < 0 || y >= area->height)
            continue;
        char *text = form_text(s, i);
        draw_hit(area, y, STAGES_MARGIN + spots[i].x, 1, spots[i].width, &s->forms, i);
        if (chosen || here)
            draw_sign(area, y, STAGES_MARGIN + spots[i].x - 1, STYLE_TITLE, GLYPH_POINTER);
        if (here)
            draw_cursor(area, y, STAGES_MARGIN + spots[i].x);
        draw_text_in(area, y, STAGES_MARGIN + spots[i].x, spots[i].width,
            here ? STYLE_FOCUS : STYLE_VALUE, text);
        free(text);
    }
}

/* "done at 09.41", with the day when it was not today. Caller frees. */
static char *said_text(const struct stages *s, const struct step_status *status)
{
    struct app *app = s->base.app;
    int minute = 0;
    char clock[8];
    struct date day = clock_date(status->at, app_zone(app), &minute);
    struct date today = clock_date(clock_now(), app_zone(app), &minute);

    app_clock(app, status->at, clock);
    if (date_days(day) == date_days(today))
        return text_format(
            _("%s %s at %s"), stages_glyph(status->state), stages_word(status->state), clock);
    return text_format(_("%s %s on %d/%d at %s"), stages_glyph(status->state),
        stages_word(status->state), day.day, day.month, clock);
}

struct stages_foot stages_lay_foot(
    const struct stages *s, const struct step_status *status, int column, int width, int most)
{
    struct stages_foot f = {.spots = calloc(s->forms.count + 1, sizeof *f.spots)};

    if (f.spots == NULL)
        return f;
    f.left = column < CARD_LABEL ? 1 : column;
    f.forms = place_forms(s, f.left, width - STAGES_MARGIN - 1, f.spots);
    f.said = status->said && most > f.forms;
    f.rows = f.forms + f.said < most ? f.forms + f.said : most;
    return f;
}

void stages_draw_foot(struct stages *s, const struct area *area, const struct stages_foot *f,
    const struct step_status *status)
{
    struct area below = area_part(area, f->said, 0, area->height - f->said, area->width);
    bool labels = f->left >= CARD_LABEL;
    int skip = f->forms > below.height ? f->spots[s->forms.at].y : 0;

    if (f->said) {
        char *text = said_text(s, status);
        if (labels)
            draw_text_in(area, 0, STAGES_MARGIN, CARD_LABEL, STYLE_LABEL, _("Marked"));
        draw_text_in(area, 0, STAGES_MARGIN + (labels ? f->left : 0),
            area->width - STAGES_MARGIN - f->left, stages_style(status->state), text);
        free(text);
    }
    if (skip > f->forms - below.height)
        skip = f->forms - below.height;
    if (labels && f->forms > 0)
        draw_text_in(&below, 0, STAGES_MARGIN, CARD_LABEL, STYLE_LABEL, _("To fill"));
    draw_forms(s, &below, skip > 0 ? skip : 0, f->spots);
}
