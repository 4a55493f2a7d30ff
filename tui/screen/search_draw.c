/* What is seen of Cari, and the words for it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "tui/screen/history.h"
#include "tui/screen/search_screen.h"
#include "tui/term/hit.h"
#include "tui/widget/prompt.h"

#define TEXT_AT 3     /* column of the places */
#define LEAD 14       /* cells seen before what was found, where a text is cut */
#define WIDE 70       /* cells from which on there is room for whole labels */
#define FORM_WIDE 16  /* cells of the form's name, where it is wide */
#define FORM_SMALL 10 /* ... from 40 cells on */
#define BOX_LEAST 20
#define BOX_MOST 40
#define COUNT_CELLS 32 /* beside it, where there is room */
#define TABS_FROM 6    /* rows from which on the forms are shown */

/* Draws bytes of a text; returns the cells. */
static int draw_bytes(const struct area *a, int y, int x, int width, enum style style,
    const char *text, size_t bytes)
{
    char *part = width > 0 ? strndup(text, bytes) : NULL;
    int used = part != NULL ? draw_text_in(a, y, x, width, style, part) : 0;

    free(part);
    return used;
}

/* From where on a text is drawn so that what was found in it is seen: from `least` where all
 * before it fits, else as much of it as there is room for. */
static size_t first_seen(const struct search_hit *hit, size_t least, int width)
{
    size_t end = hit->start + hit->bytes;
    int before = (int)text_width_n(hit->text + least, hit->start - least);
    int found = (int)text_width_n(hit->text + hit->start, hit->bytes);
    int after = (int)text_width(hit->text + end), left = width - 1 - found;

    if (before + found <= width && (before <= LEAD || before + found + after <= width))
        return least;
    int lead = left - after > LEAD ? left - after : LEAD;
    if (lead > left)
        lead = left > 0 ? left : 0;
    if (lead >= before)
        return least;
    return least + text_fit(hit->text + least, (size_t)(before - lead), NULL);
}

/* Draws the text of a place so that what was found in it is seen, and stands out. The code of a
 * row stays in front where there is room for it. */
static void draw_found(const struct area *a, int y, int x, int width, enum style style,
    const struct search_hit *hit)
{
    size_t code = hit->code > 0 && hit->start > hit->code ? hit->code + 1 : 0;
    enum style found = style == STYLE_TEXT ? STYLE_TITLE : style;
    int used = 0;

    if (code > 0 && (int)text_width_n(hit->text, code) * 2 < width)
        used = draw_bytes(a, y, x, width, style, hit->text, code);
    else
        code = 0;
    size_t from = first_seen(hit, code, width - used), end = hit->start + hit->bytes;
    if ((from > code || hit->before) && used < width)
        draw_sign(a, y, x + used++, style, GLYPH_MORE);
    used +=
        draw_bytes(a, y, x + used, width - used, style, hit->text + from, hit->start - from);
    used += draw_bytes(a, y, x + used, width - used, found, hit->text + hit->start, hit->bytes);
    if (used < width)
        draw_text_in(a, y, x + used, width - used, style, hit->text + end);
}

/* What a place in a field is called, in short where there is little room; "" in the name of a
 * row. */
static const char *label_of(const struct search_hit *hit, bool brief)
{
    if (hit->old)
        return _("Former code");
    if (hit->field == NULL || hit->name)
        return "";
    const char *shorter = words_get(&hit->field->shorter);
    return brief && shorter[0] != '\0' ? shorter : words_get(&hit->field->label);
}

/* Name of the row, field, and the text around what was found. */
static void draw_place(
    struct search_screen *s, const struct area *a, int y, int x, size_t at, enum style style)
{
    const struct search_hit *hit = search_hit(s->shown, at);
    int width = a->width - 1 - x;

    if (hit->name) {
        draw_found(a, y, x, width, style, hit);
        return;
    }
    const char *name = search_name(s, at);
    int room = width >= 30 ? width * 2 / 5 : 0;
    if (room > 0 && name[0] != '\0') {
        draw_text_in(a, y, x, room - 2, style, name);
        x += room;
        width -= room;
    }
    int most = width / 2;
    bool brief = a->width < WIDE || (int)text_width(label_of(hit, false)) + 2 > most;
    char *label = text_format("%s: ", label_of(hit, brief));
    int used = label != NULL ? draw_text_in(a, y, x, most, STYLE_LABEL, label) : 0;
    draw_found(a, y, x + used, width - used, style, hit);
    free(label);
}

/* One line: form, and the place. */
static void draw_line(struct search_screen *s, const struct area *a, int y, size_t at)
{
    const struct search_hit *hit = search_hit(s->shown, at);
    bool here = at == s->list.at;
    enum style style = here ? STYLE_FOCUS : STYLE_TEXT;
    int form = a->width >= WIDE ? FORM_WIDE : a->width >= 40 ? FORM_SMALL : 0;

    draw_hit(a, y, 0, 1, a->width, &s->list, at);
    if (here) {
        draw_sign(a, y, 1, STYLE_TITLE, GLYPH_POINTER);
        if (!s->typing)
            draw_cursor(a, y, TEXT_AT);
    }
    if (form > 0)
        draw_text_in(a, y, TEXT_AT, form, STYLE_HINT, words_get(&hit->form->title));
    draw_place(s, a, y, TEXT_AT + (form > 0 ? form + 1 : 0), at, style);
}

/* "Program 12"; the chosen one in brackets. Caller frees. */
static char *tab_text(const struct search_screen *s, size_t at)
{
    const struct form *form = s->forms[at];
    size_t count = form != NULL ? search_count_of(s->shown, form) : 0;
    const char *name = form != NULL ? words_get(&form->title) : _("All");
    const struct method *m = workbook_method(app_workbook(s->base.app));

    for (size_t i = 0; form == NULL && i < m->form_count; i++)
        count += search_count_of(s->shown, &m->forms[i]);
    return text_format(at == s->tabs.at ? "[%s %zu]" : " %s %zu ", name, count);
}

/* Cells of a form in the line of forms. */
static int tab_width(const struct search_screen *s, size_t at)
{
    char *text = tab_text(s, at);
    int width = text != NULL ? (int)text_width(text) + 1 : 1;

    free(text);
    return width;
}

/* The forms in a line, scrolled so that the shown one is seen. */
static void draw_tabs(struct search_screen *s, const struct area *a, int y)
{
    size_t first = s->tabs.at;
    int room = a->width - 2, used = tab_width(s, first), x = 1;

    while (first > 0 && used + tab_width(s, first - 1) <= room)
        used += tab_width(s, --first);
    for (size_t i = first; i < s->tabs.count && x < a->width - 1; i++) {
        char *text = tab_text(s, i);
        int width = tab_width(s, i);
        enum style style = i == s->tabs.at ? STYLE_SELECTED : STYLE_TEXT;
        draw_hit(a, y, x, 1, width, &s->tabs, i);
        draw_text_in(a, y, x, a->width - 1 - x, style, text);
        x += width;
        free(text);
    }
}

/* "12 found", "200 of 4.312 shown", and what other groups have. Caller frees. */
static char *count_text(const struct search_screen *s)
{
    size_t count = search_count(s->shown), kept = search_kept(s->shown);
    char *all = number_show_integer((int64_t)count), *text = NULL;

    size_t hidden = search_count_hidden(s->shown);

    if (all != NULL && count > 0 && count <= kept && hidden > 0)
        text = text_format(_("%s found, %zu in other groups"), all, hidden);
    else if (all != NULL && count > kept)
        text = text_format(_("the first %zu of %s"), kept, all);
    else if (all != NULL && count > 0)
        text = text_format(_("%s found"), all);
    free(all);
    return text;
}

/* The box, and beside it how much was found. */
static void draw_box_line(struct search_screen *s, const struct area *a)
{
    int label = a->width >= 40 ? draw_text(a, 0, 1, STYLE_LABEL, _("Find")) + 2 : 1;
    int box = a->width - label - 1, beside = box - COUNT_CELLS;

    if (beside >= BOX_LEAST)
        box = beside < BOX_MOST ? beside : BOX_MOST;
    prompt_draw(a, 0, label, box, &s->line, s->typing);
    char *text = s->shown != NULL ? count_text(s) : NULL;
    if (text != NULL && label + box + 2 + (int)text_width(text) < a->width)
        draw_text(a, 0, label + box + 2, STYLE_HINT, text);
    free(text);
}

/* Nothing was found, and what helps. */
static void draw_nothing(struct search_screen *s, const struct area *a)
{
    size_t hidden = search_count_hidden(s->shown);
    char *text;

    if (s->only != NULL && s->tabs.count > 2)
        text = text_format(
            _("Nothing in %s. Tab shows where else it stands."), words_get(&s->only->title));
    else if (hidden > 0)
        text = text_format(_("Nothing here; in parts of other groups it stands %zu times. "
                             "Menu > Show all parts shows them too."),
            hidden);
    else
        text = strdup(_("Nothing is written so. Try fewer letters, or another word; capitals, "
                        "accents and dashes do not matter. What was deleted lies in the "
                        "trash."));
    draw_wrapped(a, 0, TEXT_AT, a->width - TEXT_AT - 1, 4, STYLE_TEXT, text);
    free(text);
}

/* Before anything was typed. */
static void draw_begin(const struct area *a)
{
    draw_wrapped(a, 0, TEXT_AT, a->width - TEXT_AT - 1, 4, STYLE_TEXT,
        _("Type a code, a name or any word, as it was written: a part of it is enough. A whole "
          "amount or date is found too."));
}

void search_draw(struct screen *self, const struct area *area)
{
    struct search_screen *s = (struct search_screen *)self;
    bool tabs = area->height >= TABS_FROM && s->shown != NULL && s->tabs.count > 1;
    int top = area->height < 4 ? 1 : tabs ? 2 : 1;

    top += area->height >= 12;
    struct area below = area_part(area, top, 0, area->height - top, area->width);
    draw_box_line(s, area);
    if (tabs)
        draw_tabs(s, area, 1);
    if (s->shown == NULL) {
        draw_begin(&below);
        return;
    }
    if (s->list.count == 0)
        draw_nothing(s, &below);
    list_fit(&s->list, below.height);
    for (int y = 0; y < below.height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, &below, y, s->list.top + (size_t)y);
    past_draw_more(&below, &s->list);
}

/* The chosen place in whole: form, row, field, and the text around what was found. */
const char *search_hint(struct screen *self)
{
    struct search_screen *s = (struct search_screen *)self;
    const struct search_hit *hit = search_chosen(s);

    free(s->hint);
    s->hint = NULL;
    if (hit == NULL)
        return NULL;
    const char *form = words_get(&hit->form->title), *name = search_name(s, s->list.at);
    size_t from = hit->start > 40
                      ? text_fit(hit->text, text_width_n(hit->text, hit->start) - 40, NULL)
                      : 0;
    bool cut = hit->before || from > 0;
    if (hit->name)
        s->hint = text_format("%s: %s", form, hit->text);
    else
        s->hint = text_format("%s%s%s %s %s: %s%s", form, name[0] != '\0' ? ": " : "", name,
            draw_glyph(GLYPH_DASH), label_of(hit, false), cut ? draw_glyph(GLYPH_MORE) : "",
            hit->text + from);
    return s->hint;
}

const char *search_title(struct screen *self)
{
    (void)self;
    return _("Search the whole workbook");
}

const char *search_keys(struct screen *self)
{
    const struct search_screen *s = (struct search_screen *)self;

    return s->list.count > 0 ? _("Up/Down choose   Tab by form   Enter goes there   Esc back")
                             : _("Letters find   Esc back");
}
