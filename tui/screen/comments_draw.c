/* Catatan ahli on the screen: the lines, and below them the one one stands on in full. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/comments.h"
#include "tui/screen/history.h"
#include "tui/term/hit.h"

#define WIDE 70 /* cells from which on the state is a word too */
#define STATE_CELLS 12
#define TALL 12 /* rows from which on the chosen comment is shown in full below */

/* Signs of the states by their place: new, accepted, discussed, the others. */
static const char *sign_of(size_t state)
{
    static const char *const signs[] = {"[ ]", "[x]", "[~]"};

    return state < sizeof signs / sizeof *signs ? signs[state] : "[-]";
}

/* What it is about, in a word or two. */
static const char *about_of(const struct comment *c)
{
    return c->about[0] != '\0' ? c->about : _("The whole plan");
}

/* A line: state, what it is about, what is said. */
static void draw_line(
    const struct comments_screen *s, const struct area *area, int y, size_t at)
{
    const struct comment *c = &s->all[s->lines[at]];
    const struct choice *state = comment_state(&s->f, c->state);
    bool here = at == s->list.at, lost = c->unmatched || c->gone;
    enum style style = c->state != 0 && !here ? STYLE_DIM : STYLE_TEXT;
    int x = 3, about = (area->width - 8) * 2 / 5;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, x, 3, c->state == 1 ? STYLE_GOOD : STYLE_LABEL, sign_of(c->state));
    x += 4;
    if (area->width >= WIDE && state != NULL) {
        draw_text_in(area, y, x, STATE_CELLS, style, words_get(&state->label));
        x += STATE_CELLS + 1;
        about = (area->width - x) / 3;
    }
    if (lost) {
        draw_text_in(area, y, x, 3, STYLE_MARK, "[!]");
        x += 4;
        about -= 4;
    }
    draw_text_in(
        area, y, x, about, here ? STYLE_TITLE : style, c->brief[0] ? c->brief : about_of(c));
    x += about + 1;
    draw_text_in(area, y, x, area->width - x - 1, here ? STYLE_FOCUS : style, c->text);
}

/* One labelled text below the list; nothing when it is empty. Returns the next row. */
static int draw_part(
    const struct area *area, int y, enum style style, const char *format, const char *text)
{
    char *line = text[0] != '\0' ? text_format(format, text) : NULL;

    if (line != NULL && y < area->height)
        y += draw_wrapped(area, y, 1, area->width - 2, area->height - y, style, line);
    free(line);
    return y;
}

/* "C-01, Recommendation, Assessor 1, package 73.22-03". Caller frees. */
static char *head_text(const struct comments_screen *s, const struct comment *c)
{
    char *names = comments_names(s, c);
    char *package =
        c->package[0] != '\0' ? text_format(_(", package %s"), c->package) : strdup("");
    char *head = names != NULL && package != NULL
                     ? text_format("%s%s%s%s%s%s", c->code, c->kind[0] ? ", " : "", c->kind,
                           names[0] ? ", " : "", names, package)
                     : NULL;

    free(names);
    free(package);
    return head;
}

/* The chosen comment in full. */
static void draw_whole(const struct comments_screen *s, const struct area *area)
{
    const struct comment *c = comments_chosen(s);
    char *head = head_text(s, c), *change = comment_change_text(c);
    int y = 1;

    draw_rule(area, 0, 0, area->width);
    y = draw_part(area, y, STYLE_TITLE, "%s", about_of(c));
    if (c->unmatched)
        y = draw_part(area, y, STYLE_MARK, "%s",
            _("[!] It fits no row here. Enter opens the comment: choose there what it is "
              "about."));
    else if (c->gone)
        y = draw_part(area, y, STYLE_MARK, "%s", _("[!] That row is not there any more."));
    y = draw_part(area, y, STYLE_LABEL, "%s", head != NULL ? head : "");
    y = draw_part(area, y, STYLE_TEXT, "%s", c->text);
    y = draw_part(area, y, STYLE_VALUE, _("Proposes: %s"), c->proposal);
    y = draw_part(area, y, STYLE_MARK, "%s", change != NULL ? change : "");
    draw_part(area, y, STYLE_TEXT, _("Answer: %s"), c->answer);
    free(head);
    free(change);
}

/* What the list is for, when there is nothing in it. */
static void draw_empty(const struct comments_screen *s, const struct area *area)
{
    char *filter = action_keys_text(ACT_FILTER), *note = action_keys_text(ACT_NOTE);
    char *text = s->count > 0
                     ? text_format(_("Every comment is answered. %s shows all of them."),
                           filter != NULL ? filter : "")
                     : text_format(_("No comments of experts yet. When they come back as CSV: "
                                     "Menu, “Paste from a file”. What is said in the hall is "
                                     "noted with %s."),
                           note != NULL ? note : "");

    draw_wrapped(
        area, area->height > 2, 2, area->width - 4, 4, STYLE_TEXT, text != NULL ? text : "");
    draw_cursor(area, area->height > 2, 2);
    free(filter);
    free(note);
    free(text);
}

void comments_draw(struct screen *self, const struct area *area)
{
    struct comments_screen *s = (struct comments_screen *)self;
    int below = area->height >= TALL ? area->height / 2 : 0;
    struct area above = area_part(area, 0, 0, area->height - below, area->width);

    if (s->list.count == 0) {
        draw_empty(s, area);
        return;
    }
    if ((int)s->list.count < above.height && below > 0) {
        above.height = (int)s->list.count;
        below = area->height - above.height;
    }
    list_fit(&s->list, above.height);
    for (int y = 0; y < above.height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, &above, y, s->list.top + (size_t)y);
    past_draw_more(&above, &s->list);
    if (below > 0) {
        struct area whole = area_part(area, above.height, 0, below, area->width);
        draw_whole(s, &whole);
    }
}

const char *comments_title(struct screen *self)
{
    static const char *const orders[COMMENTS_ORDERS] = {
        [COMMENTS_BY_TARGET] = N_("by row"),
        [COMMENTS_BY_STATE] = N_("by state"),
        [COMMENTS_BY_ASSESSOR] = N_("by assessor"),
    };
    struct comments_screen *s = (struct comments_screen *)self;
    size_t open = 0;

    for (size_t i = 0; i < s->count; i++)
        open += s->all[i].state == 0;
    free(s->title);
    s->title =
        s->count == 0
            ? strdup(words_get(&s->f.form->title))
            : text_format(_("%s  (%zu new of %zu)  %s%s"), words_get(&s->f.form->title), open,
                  s->count, _(orders[s->order]), s->unanswered ? _(", only new ones") : "");
    return s->title != NULL ? s->title : "";
}

/* Which digit gives which state. */
const char *comments_hint(struct screen *self)
{
    struct comments_screen *s = (struct comments_screen *)self;
    const struct choice *state;

    free(s->hint);
    s->hint = comments_chosen(s) != NULL ? strdup("") : NULL;
    for (size_t i = 0; s->hint != NULL && i < 9 && (state = comment_state(&s->f, i)); i++) {
        char *longer = text_format(
            "%s%s%zu %s", s->hint, i > 0 ? "   " : "", i + 1, words_get(&state->label));
        free(s->hint);
        s->hint = longer;
    }
    return s->hint;
}

/* The digits that give a state, for the line of keys: "1-5 state  "; "" where there are none.
 * Caller frees. */
static char *digits_text(const struct comments_screen *s)
{
    size_t count = 0;

    while (count < 9 && comment_state(&s->f, count))
        count++;
    return count > 1 ? text_format(_("1-%zu state  "), count) : strdup("");
}

const char *comments_keys(struct screen *self)
{
    struct comments_screen *s = (struct comments_screen *)self;
    const struct comment *c = comments_chosen(s);
    char name[PRESS_NAME_SIZE];

    free(s->keys);
    action_key_text(ACT_EDIT, app_fkeys(self->app), name);
    char *digits = c == NULL ? NULL : digits_text(s);
    s->keys =
        digits == NULL ? NULL
        : c->proposal[0] != '\0'
            ? text_format(_("%s%s answer  U take the proposal  Enter go there"), digits, name)
            : text_format(_("%s%s answer  Enter go there  Esc back"), digits, name);
    free(digits);
    return s->keys != NULL ? s->keys : _("Esc goes back");
}
