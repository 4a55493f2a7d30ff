/* The step card: what the step is for, who works on it with what and how, what is counted, what
 * a person says of it, and its forms. Where it is longer than its window the guide scrolls;
 * head, counts and forms stand, the counts only while the guide keeps some lines. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/rows.h"
#include "tui/key_words.h"
#include "tui/screen/stages.h"
#include "tui/term/hit.h"

#define NARROW 34     /* a narrower card has its labels above the texts */
#define GUIDE_LEAST 5 /* lines of the guide above counts that stand */
#define FACT_SIGN 1   /* where the sign of a fact stands; its text begins at CARD_FACT */

/* One line: a label or a sign at its own place, and a text. */
struct card_line {
    const char *label;
    enum style label_style, style;
    int label_x, x;
    char *text; /* NULL = none */
};
struct card {
    struct card_line *lines;
    size_t count, room;
    size_t counts; /* where the counts begin */
    int width;     /* cells of a line */
    int column;    /* where texts begin */
};

void stages_forget_step(struct stages *s)
{
    if (s->counted != NULL)
        facts_free(s->facts, s->counted->fact_count);
    free(s->rows);
    free(s->note);
    s->facts = NULL;
    s->rows = NULL;
    s->note = NULL;
    s->counted = NULL;
}

/* Reads rows and note of the step's forms. */
static enum status read_step(struct stages *s, const struct step *step, struct error *e)
{
    struct workbook *wb = app_workbook(s->base.app);
    size_t forms = 0;
    enum status status = facts_count(wb, step, &s->facts, e);

    if (status == STATUS_OK)
        status = step_note(wb, step, &s->note, e);
    while (step->forms[forms] != NULL)
        forms++;
    s->rows = calloc(forms + 1, sizeof *s->rows);
    if (s->rows == NULL && status == STATUS_OK)
        status = error_memory(e);
    for (size_t i = 0; status == STATUS_OK && i < forms; i++)
        status = rows_total(wb, step->forms[i], &s->rows[i], e);
    list_count(&s->forms, forms);
    return status;
}

void stages_count_step(struct stages *s)
{
    const struct step *step = stages_step(s);
    int64_t version = workbook_version(app_workbook(s->base.app));
    struct error e = {0};

    if (step == NULL || (step == s->counted && s->counted_version == version))
        return;
    bool other = step != s->counted;
    stages_forget_step(s);
    (void)stages_count(s, step);
    if (read_step(s, step, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    s->counted = step;
    s->counted_version = version;
    if (other) {
        s->scrolled = 0;
        list_go(&s->forms, s->chosen[stages_number(s, step)]);
    }
}

/* A line at the end of the card; NULL without memory. `text` is `bytes` long. */
static struct card_line *add(
    struct card *card, int x, enum style style, const char *text, size_t bytes)
{
    if (card->count == card->room) {
        size_t room = card->room * 2 + 32;
        struct card_line *lines = realloc(card->lines, room * sizeof *lines);
        if (lines == NULL)
            return NULL;
        card->lines = lines;
        card->room = room;
    }
    struct card_line *line = &card->lines[card->count++];
    *line = (struct card_line){.x = x, .style = style, .text = strndup(text, bytes)};
    return line;
}

/* A text from column x on, in as many lines as it takes, with a label or sign before the first.
 */
static void add_text(struct card *card, int label_x, enum style label_style, const char *label,
    int x, enum style style, const char *text)
{
    struct text_line *lines = NULL;
    int width = card->width - x > 1 ? card->width - x : 1;
    char *own = key_words_of(text);
    size_t count = own != NULL ? text_wrap(own, (size_t)width, &lines) : 0;

    for (size_t i = 0; i < count; i++) {
        struct card_line *line = add(card, x, style, own + lines[i].start, lines[i].bytes);
        if (line != NULL && i == 0) {
            line->label = label;
            line->label_x = label_x;
            line->label_style = label_style;
        }
    }
    free(lines);
    free(own);
}

/* A slot: its label beside the text, or above it where the card is narrow. */
static void add_slot(struct card *card, const char *label, enum style style, const char *text)
{
    if (text[0] == '\0')
        return;
    if (label != NULL && card->column < CARD_LABEL) {
        add_text(card, 0, STYLE_LABEL, label, 0, style, "");
        label = NULL;
    }
    add_text(card, 0, STYLE_LABEL, label, card->column, style, text);
}

/* Who, with what, how, an example. */
static void add_guide(struct card *card, const struct step *step)
{
    const struct guide *guide = step_guide(step);

    for (size_t i = 0; guide != NULL && i < GUIDE_PARTS; i++)
        for (const char **line = guide->lines[i]; *line != NULL; line++)
            add_slot(
                card, line == guide->lines[i] ? guide->headings[i] : NULL, STYLE_TEXT, *line);
}

/* The counted facts; a broken one says so, nothing counted is not done. */
static void add_facts(struct card *card, const struct stages *s)
{
    for (size_t i = 0; s->facts != NULL && i < s->counted->fact_count; i++) {
        const struct counted_fact *fact = &s->facts[i];
        bool counts = fact->state == FACT_DONE || fact->state == FACT_NOT_DONE;
        enum step_state state = fact->state == FACT_DONE ? STEP_DONE
                                : fact->begun            ? STEP_BEGUN
                                                         : STEP_OPEN;
        enum style style = counts ? stages_style(state) : STYLE_TEXT;
        add_text(card, FACT_SIGN, style, counts ? stages_glyph(state) : NULL, CARD_FACT, style,
            fact->state == FACT_BROKEN ? _("This cannot be counted in this workbook.")
                                       : fact->text);
    }
}

/* What lies between head and forms. */
static void build(
    struct card *card, const struct stages *s, const struct step_status *status, bool roomy)
{
    const struct step *step = s->counted;
    char *counted = text_format(status->said ? _("counted: %s %s") : "%s %s",
        stages_glyph(status->counted), stages_word(status->counted));

    if (s->note !=
        NULL) /* first: it is for the next person here, and nothing scrolls it away */
        add_slot(card, _("Note"), STYLE_VALUE, s->note);
    add_slot(card, _("Purpose"), STYLE_TEXT, words_get(&step->purpose));
    add_guide(card, step);
    if (roomy)
        add_text(card, 0, STYLE_TEXT, NULL, 0, STYLE_TEXT, "");
    card->counts = card->count;
    const char *label = _("Done when");
    int x = card->width - (counted != NULL ? (int)text_width(counted) : 0);
    int least = (int)text_width(label) + 1;
    add_text(card, 0, STYLE_LABEL, label, x > least ? x : least, stages_style(status->counted),
        counted != NULL ? counted : "");
    add_facts(card, s);
    free(counted);
}

/* Frees the lines. */
static void clear(struct card *card)
{
    for (size_t i = 0; i < card->count; i++)
        free(card->lines[i].text);
    free(card->lines);
    *card = (struct card){.width = card->width, .column = card->column};
}

/* Draws one line of the card. */
static void draw_card_line(const struct area *area, int y, const struct card_line *line)
{
    draw_text_in(area, y, STAGES_MARGIN + line->label_x, area->width - STAGES_MARGIN,
        line->label_style, line->label);
    draw_text_in(area, y, STAGES_MARGIN + line->x, area->width - STAGES_MARGIN - line->x,
        line->style, line->text);
}

/* Draws a window on the first `count` lines of the card; its last line tells of what does not
 * fit. */
static void draw_window(
    struct stages *s, const struct card *card, int count, const struct area *area)
{
    bool all = count <= area->height;

    s->page = all ? area->height : area->height - 1;
    if (s->page < 1) {
        s->more = 0;
        return;
    }
    if (s->scrolled > count - s->page)
        s->scrolled = count > s->page ? count - s->page : 0;
    s->more = count - s->scrolled - s->page;
    if (s->more < 0)
        s->more = 0;
    for (int y = 0; y < s->page && s->scrolled + y < count; y++)
        draw_card_line(area, y, &card->lines[s->scrolled + y]);
    if (all)
        return;
    char *tell = s->more > 0 ? text_format("%s PgDn", draw_glyph(GLYPH_DOWN))
                             : text_format("%s PgUp", draw_glyph(GLYPH_UP));
    draw_text_right(area, area->height - 1, 0, area->width - 1, STYLE_HINT, tell);
    free(tell);
}

bool stages_scroll(struct stages *s, bool down)
{
    if (s->more == 0 && s->scrolled == 0)
        return false;
    int step = s->page > 1 ? s->page - 1 : 1;
    s->scrolled += down ? (s->more < step ? s->more : step) : -step;
    if (s->scrolled < 0)
        s->scrolled = 0;
    return true;
}

/* The step's name, and at the right its time. */
static void draw_head(const struct stages *s, const struct area *area)
{
    const struct step *step = s->counted;
    char *head = text_format("%s %s", step->name, words_get(&step->title));
    char *time = step->minutes > 0 ? text_format(_("%d minutes"), step->minutes) : NULL;
    int used = draw_text(area, 0, STAGES_MARGIN, STYLE_TITLE, head);
    int wide = time != NULL ? (int)text_width(time) : 0;

    if (wide > 0 && STAGES_MARGIN + used + 2 + wide < area->width)
        draw_text_right(area, 0, area->width - wide - 1, wide, STYLE_DIM, time);
    free(head);
    free(time);
}

/* Head, window and foot: the foot follows the card, or keeps the last rows where the card is
 * longer than its window. */
static void draw_parts(struct stages *s, const struct area *area, const struct stages_foot *f,
    const struct step_status *status, int column)
{
    struct card card = {.width = area->width - STAGES_MARGIN -
                                 (area->width > STAGES_MARGIN + CARD_LABEL + CARD_TEXT),
        .column = column};
    int room = area->height - 1 - f->rows;

    build(&card, s, status, false);
    int lines = (int)card.count + (f->rows > 0); /* with a blank one before the foot */
    bool above = lines + 1 <= room, roomy = lines + 2 <= room;
    if (roomy) {
        clear(&card);
        build(&card, s, status, true);
    }
    lines = (int)card.count + (f->rows > 0) + above;
    int window = lines < room ? lines : room;
    int counts = (int)(card.count - card.counts);
    bool stand = lines > room && room - counts >= GUIDE_LEAST;
    int guide = (int)(stand ? card.counts : card.count);
    struct area middle =
        area_part(area, 1 + above, 0, window - above - (stand ? counts : 0), area->width);
    struct area foot = area_part(area, 1 + window, 0, f->rows, area->width);
    draw_head(s, area);
    draw_window(s, &card, guide, &middle);
    for (int i = 0; stand && i < counts; i++)
        draw_card_line(area, 1 + window - counts + i, &card.lines[guide + i]);
    stages_draw_foot(s, &foot, f, status);
    clear(&card);
}

/* The card of a step; on a very small screen only its forms while one is chosen. */
static void draw_step(struct stages *s, const struct area *area)
{
    const struct step_status *status = stages_status(s, s->counted);
    int column = area->width > NARROW ? CARD_LABEL : 1;
    bool tiny = area->height < 5, only_forms = tiny && s->in_forms;
    int most = only_forms ? area->height : tiny ? 0 : area->height / 2;
    struct stages_foot foot = stages_lay_foot(s, status, column, area->width, most);

    if (foot.spots == NULL)
        return;
    if (only_forms)
        stages_draw_foot(s, area, &foot, status);
    else
        draw_parts(s, area, &foot, status, column);
    free(foot.spots);
}

/* The card of a stage: its steps. */
static void draw_stage(struct stages *s, const struct stage *stage, const struct area *area)
{
    char *done =
        text_format(_("%zu of %zu steps done"), stages_finished(s, stage), stage->count);
    int y = draw_wrapped(area, 0, 1, area->width - 2, 2, STYLE_TITLE, words_get(&stage->title));

    draw_text(area, y, 1, STYLE_TEXT, done);
    for (size_t i = 0; i < stage->count && y + 2 + (int)i < area->height; i++) {
        const struct step *step = &stage->steps[i];
        char *line = text_format("%s %s %s", stages_glyph(stages_status(s, step)->state),
            step->name, words_get(&step->title));
        draw_text(area, y + 2 + (int)i, 1, STYLE_TEXT, line);
        free(line);
    }
    free(done);
}

void stages_draw_card(struct stages *s, const struct area *area)
{
    const struct stage_line *line = stages_line(s);

    s->more = 0;
    if (line == NULL || area->height <= 0 || area->width <= STAGES_MARGIN + 2)
        return;
    stages_count_step(s);
    if (line->step == NULL)
        draw_stage(s, line->stage, area);
    else if (s->counted == line->step)
        draw_step(s, area);
}
