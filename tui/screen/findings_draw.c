/* Periksa on the screen: its lines, and what stands above and below them. */
#include "tui/screen/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/check_words.h"
#include "tui/screen/history.h"
#include "tui/term/hit.h"

#define WIDE 50 /* cells from which on the level is a word too */
#define COUNT_CELLS 4

/* How much it matters: a sign, and a word. */
static const struct {
    const char *sign, *word;
    enum style style;
} levels[CHECK_LEVELS] = {
    [CHECK_MEND] = {"[!]", N_("mend"), STYLE_MARK},
    [CHECK_LOOK] = {"[?]", N_("look"), STYLE_LABEL},
    [CHECK_ADVICE] = {"[i]", N_("advice"), STYLE_TEXT},
};

/* What a check is about, or why it gave no answer. Caller frees. */
static char *check_text(const struct checked *checked)
{
    if (checked->trouble != NULL)
        return text_format(_("This check did not work: %s"), checked->trouble);
    char *text = check_words(checked->check, draw_glyph(GLYPH_MORE), draw_glyph(GLYPH_MORE));
    if (checked->count > checked->waived || text == NULL)
        return text;
    char *aside = text_format(_("(put aside: %zu) %s"), checked->waived, text);
    free(text);
    return aside;
}

/* A finding, with the reason in front where it is put aside. Caller frees. */
static char *finding_text(const struct finding *finding)
{
    return finding->reason != NULL
               ? text_format(_("(put aside: %s) %s"), finding->reason, finding->sentence)
               : strdup(finding->sentence);
}

/* The widest word of a level, with its sign. */
static int level_cells(const struct area *area)
{
    int most = 0;

    for (int i = 0; area->width >= WIDE && i < CHECK_LEVELS; i++) {
        int cells = 1 + (int)text_width(_(levels[i].word));
        most = cells > most ? cells : most;
    }
    return 3 + most;
}

/* Whether the findings of a check are seen. */
static bool is_unfolded(const struct findings_screen *s, const struct check *check)
{
    return s->unfolded[check - workbook_method(app_workbook(s->base.app))->checks];
}

/* A line in full. Caller frees. */
static char *line_text(const struct findings_screen *s, const struct finding_line *line)
{
    if (line->finding == FINDINGS_GROUP)
        return strdup(words_get(&line->dimension->label));
    return line->finding != FINDINGS_HEAD ? finding_text(&s->f->list[line->finding])
                                          : check_text(&s->f->checks[line->check]);
}

/* How a line is written: what is put aside is of less weight. */
static enum style style_of(const struct findings_screen *s, size_t at)
{
    const struct finding_line *line = &s->lines[at];
    const struct checked *checked = &s->f->checks[line->check];
    if (line->finding == FINDINGS_GROUP)
        return STYLE_TITLE;
    bool aside = line->finding != FINDINGS_HEAD
                     ? s->f->list[line->finding].reason != NULL
                     : checked->trouble == NULL && checked->count == checked->waived;

    return at == s->list.at ? STYLE_FOCUS : aside ? STYLE_DIM : STYLE_TEXT;
}

/* What stands before the text of a check: folded or not, its level, how many it finds. Returns
 * where the text begins. */
static int draw_head(const struct findings_screen *s, const struct area *area, int y, size_t at)
{
    const struct checked *checked = &s->f->checks[s->lines[at].check];
    size_t count = checked->count - checked->waived;
    enum check_level level = checked->check->level;
    int cells = level_cells(area), x = 5;
    char number[24];

    if (checked->count > 1)
        draw_sign(area, y, 3, STYLE_HINT,
            is_unfolded(s, checked->check) ? GLYPH_UNFOLDED : GLYPH_FOLDED);
    draw_text_in(area, y, x, 3, levels[level].style, levels[level].sign);
    if (area->width >= WIDE)
        draw_text_in(area, y, x + 4, cells - 4, levels[level].style, _(levels[level].word));
    x += cells;
    snprintf(number, sizeof number, "%zu", count);
    if (checked->trouble == NULL && count > 0)
        draw_text_right(area, y, x, COUNT_CELLS, STYLE_TITLE, number);
    return x + COUNT_CELLS + 2;
}

static void draw_line(
    const struct findings_screen *s, const struct area *area, int y, size_t at)
{
    const struct finding_line *line = &s->lines[at];
    bool head = line->finding == FINDINGS_HEAD || findings_alone(&s->f->checks[line->check]);
    int x = head ? draw_head(s, area, y, at) : area->width >= WIDE ? 9 : 7;
    x -= line->finding == FINDINGS_GROUP ? 2 : 0;
    char *text = line_text(s, line);

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (at == s->list.at) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, x);
    }
    draw_text_in(area, y, x, area->width - x - 1, style_of(s, at), text);
    free(text);
}

/* That nothing was found. */
static const char *calm_sentence(const struct findings_screen *s)
{
    switch (s->scope) {
    case FINDINGS_STEP: return _("Nothing to mend at this step.");
    case FINDINGS_DUE:
        return _("Nothing to mend in what is said to be done. A step is looked at here once it "
                 "is marked as done or its bimtek is over.");
    case FINDINGS_ALL: return _("Nothing to mend in the whole plan.");
    }
    return "";
}

void findings_draw(struct screen *self, const struct area *area)
{
    struct findings_screen *s = findings_of(self);

    if (s->list.count == 0) {
        draw_wrapped(
            area, area->height > 2, 2, area->width - 4, 3, STYLE_TEXT, calm_sentence(s));
        draw_cursor(area, area->height > 2, 2);
        return;
    }
    list_fit(&s->list, area->height);
    for (int y = 0; y < area->height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, area, y, s->list.top + (size_t)y);
    past_draw_more(area, &s->list);
}

const char *findings_title(struct screen *self)
{
    struct findings_screen *s = findings_of(self);

    free(s->title);
    /* The count first: it stays where the title is cut for want of room. */
    if (s->scope == FINDINGS_STEP)
        s->title = text_format(_("Check (%zu): step %s %s"), findings_open(s), s->step->name,
            words_get(&s->step->title));
    else
        s->title = text_format(s->scope == FINDINGS_DUE
                                   ? _("Check (%zu): the whole plan, what is done")
                                   : _("Check (%zu): everything"),
            findings_open(s));
    return s->title != NULL ? s->title : "";
}

/* The line one stands on in full; of a check also its step. */
const char *findings_hint(struct screen *self)
{
    struct findings_screen *s = findings_of(self);
    const struct finding_line *line = findings_line(s);
    const struct finding *finding = findings_chosen(s);

    free(s->hint);
    s->hint = line != NULL ? line_text(s, line) : NULL;
    if (s->hint != NULL && finding == NULL) {
        const struct check *check = s->f->checks[line->check].check;
        char *text = s->hint;
        s->hint = check->step != NULL
                      ? text_format(_("%s, step %s: %s"), check->name, check->step->name, text)
                      : text_format("%s: %s", check->name, text);
        free(text);
    }
    return s->hint;
}

/* What the check key shows next, as the end of the keys. */
static const char *next_words(const struct findings_screen *s)
{
    switch (findings_next(s)) {
    case FINDINGS_STEP: return _("this step");
    case FINDINGS_DUE: return _("whole plan");
    case FINDINGS_ALL: return _("everything");
    }
    return "";
}

const char *findings_keys(struct screen *self)
{
    struct findings_screen *s = findings_of(self);
    const struct finding *finding = findings_chosen(s);
    char key[PRESS_NAME_SIZE];
    const char *does = "";
    if (finding != NULL)
        does = finding->reason != NULL ? _("Enter goes there   Space: count again   ")
                                       : _("Enter goes there   Space puts aside   ");
    else if (s->list.count > 0)
        does = is_unfolded(s, s->f->checks[s->lines[s->list.at].check].check)
                   ? _("Enter folds   ")
                   : _("Enter unfolds   ");

    free(s->keys);
    s->keys = text_format("%s%s %s   %s", does,
        action_key_text(ACT_CHECK, app_fkeys(s->base.app), key), next_words(s), _("Esc back"));
    return s->keys != NULL ? s->keys : "";
}
