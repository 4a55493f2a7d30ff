/* What the preview of a block says and shows. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/grid_paste.h"
#include "tui/term/hit.h"

#define LEFT 2        /* the pointer stands before */
#define GAP 2         /* between the parts of a line */
#define RESULT_ROWS 2 /* the counts below the lines */
#define NARROW 50     /* from here down only row, column and new value */

char *preview_cell(
    const struct preview *s, const struct field *field, const struct grid_cell *cell)
{
    char *text = grid_short(s->grid, field, cell);

    if (text && text[0] && !cell->typed)
        return text;
    char *shown =
        cell->typed ? text_format("! %s", text ? text : "") : strdup(draw_glyph(GLYPH_DASH));
    free(text);
    return shown;
}

/* "“No”, “Ket”": the headings nobody knows. Caller frees. */
static char *column_names(const struct grid_paste *p)
{
    char *text = strdup("");

    for (size_t i = 0; text && i < p->left_count; i++) {
        if (p->left[i].kind != GRID_LEFT_COLUMN)
            continue;
        char *more = text_format("%s%s“%s”", text, text[0] ? ", " : "", p->left[i].name);
        free(text);
        text = more;
    }
    return text;
}

char *preview_left(const struct preview *s, const struct grid_left *l)
{
    const struct grid *g = s->grid->grid;
    const char *page = g->pages.field ? words_get(&g->pages.field->label) : "";
    const char *row = words_get(&g->rows.field->label);
    char *names, *text;

    switch (l->kind) {
    case GRID_LEFT_COLUMN:
        names = column_names(&s->plan);
        text = names ? text_format(_("Left out: columns this table does not have: %s."), names)
                     : NULL;
        free(names);
        return text;
    case GRID_LEFT_PAGE:
        return text_format(
            _("Left out: %s “%s” is not found (lines: %zu)."), page, l->name, l->count);
    case GRID_LEFT_ROW:
        return l->name[0]
                   ? text_format(_("Left out: %s “%s” is not found (lines: %zu)."), row,
                         l->name, l->count)
                   : text_format(_("Left out: lines without a name (%zu), from line %zu on."),
                         l->count, l->line);
    case GRID_LEFT_OUTSIDE:
        return l->place[0] ? text_format(_("Left out: %s is not asked for in %s (cells: %zu)."),
                                 l->name, l->place, l->count)
                           : text_format(_("Left out: %s is not asked for here (cells: %zu)."),
                                 l->name, l->count);
    case GRID_LEFT_TWICE:
        return text_format(
            _("Left out: a second content for the same cells of %s, in line %zu (cells: %zu)."),
            l->name, l->line, l->count);
    case GRID_LEFT_MORE_COLUMNS:
        return text_format(
            _("Left out: %zu columns more than this table has from the cursor on."), l->count);
    case GRID_LEFT_MORE_ROWS:
        return g->rows.count == 0
                   ? strdup(_("Left out: there is no row here yet. Choose one first, or paste "
                              "their names in front."))
                   : text_format(
                         _("Left out: %zu lines more than this table has from the cursor on."),
                         l->count);
    }
    return NULL;
}

/* What a column of the block is, in a word. Caller frees. */
static char *column_words(const struct preview *s, size_t column)
{
    const struct grid *g = s->grid->grid;
    const struct grid_paste_column *c = &s->plan.columns[column];
    const struct cell key = {.value = c->key};
    struct error e = {0};
    char *text = NULL;

    switch (c->kind) {
    case GRID_PASTE_PAGE: return strdup(words_get(&g->pages.field->label));
    case GRID_PASTE_ROW: return strdup(words_get(&g->rows.field->label));
    case GRID_PASTE_ACROSS: return strdup(words_get(&g->across.field->label));
    case GRID_PASTE_NOTHING: return strdup(_("(left out)"));
    case GRID_PASTE_VALUE: break;
    }
    if (c->key.kind == VALUE_NULL)
        text = strdup(words_get(&c->field->label));
    else if (cell_show(g->wb, g->across.field, &key, &text, &e) != STATUS_OK)
        error_clear(&e);
    if (!text || c->unit == 1)
        return text;
    char *with = text_format("%s (%s)", text,
        c->unit == 1000      ? _("in thousands")
        : c->unit == 1000000 ? _("in millions")
                             : _("in billions"));
    free(text);
    return with;
}

/* "A=Program   B=Sumber   C=2026": what each column is. Caller frees. */
static char *mapping(const struct preview *s)
{
    char *text = strdup("");

    for (size_t i = 0; text && i < s->plan.column_count; i++) {
        char letter[8], *word = column_words(s, i);
        paste_letters(i, letter);
        char *more = text_format("%s%s%s=%s", text, i ? "   " : "", letter, word ? word : "");
        free(word);
        free(text);
        text = more;
    }
    char *with =
        text && s->plan.commas ? text_format("%s   (%s)", text, _("comma = thousands")) : NULL;
    if (!with)
        return text;
    free(text);
    return with;
}

/* Lines about what goes nowhere. */
static size_t left_lines(const struct preview *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->list.count; i++)
        count += s->lines[i].kind == LINE_LEFT;
    return count;
}

/* "36 cells: 2 rows added, 1 to look at": what there is none of is not said. Caller frees. */
static char *counted(const struct preview *s)
{
    const struct grid_paste *p = &s->plan;
    const struct {
        size_t count;
        const char *words;
    } parts[] = {
        {p->same, N_("%zu as before")},
        {p->new_rows, N_("%zu rows are added")},
        {p->marked, N_("%zu to look at (!)")},
        {left_lines(s), N_("%zu left out (see above)")},
    };
    bool pages = s->grid->grid->pages.field != NULL;
    char *text = pages ? text_format(_("%zu cells change, pages: %zu"), p->changed, p->pages)
                       : text_format(_("%zu cells change"), p->changed);

    for (size_t i = 0; text && i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].count == 0)
            continue;
        char *part = text_format(_(parts[i].words), parts[i].count);
        char *longer = part ? text_format("%s, %s", text, part) : NULL;
        free(part);
        free(text);
        text = longer;
    }
    return text;
}

/* What a switch says. Caller frees. */
static char *switch_words(const struct preview *s, enum line_kind kind)
{
    const struct field *axis = s->grid->grid->rows.field;
    const struct cell cell = {.value = s->plan.row};
    struct error e = {0};
    char *row = NULL;

    if (kind == LINE_HEADS)
        return s->plain ? strdup(_("[ ] the block has headings"))
                        : text_format(_("[x] line %zu is headings"), s->plan.head + 1);
    if (cell_show(s->grid->grid->wb, axis, &cell, &row, &e) != STATUS_OK)
        error_clear(&e);
    char *text = text_format(
        _("Lines without %s go into: < %s >"), words_get(&axis->label), row ? row : "");
    free(row);
    return text;
}

/* Where the parts of a line stand; a width of 0 is not shown. */
struct places {
    int page, page_width, row, row_width, column, before, after, value_width;
};

static struct places places_of(const struct preview *s, int width)
{
    struct places p = {0};
    bool narrow = width < NARROW, pages = s->grid->grid->pages.field && !narrow;
    int most = width - LEFT - s->column_cells - GAP - 1;

    p.value_width = most < 1 ? 1 : s->value_cells < most ? s->value_cells : most;
    p.after = width - 1 - p.value_width;
    p.before = narrow ? p.after : p.after - GAP - p.value_width;
    p.column = p.before - GAP - s->column_cells;
    int names = p.column - GAP - LEFT;
    names = names > 0 ? names : 0;
    p.page = LEFT;
    p.page_width = pages ? (names - GAP) / 2 : 0;
    p.row = pages ? LEFT + p.page_width + GAP : LEFT;
    p.row_width = pages ? names - GAP - p.page_width : names;
    return p;
}

/* One cell that changes; names that stand above it already are not said again. */
static void draw_write(const struct preview *s, const struct area *area, int y, size_t at,
    const struct places *p, bool top, bool focus)
{
    const struct grid_write *w = &s->plan.writes[at], *above = top || at == 0 ? NULL : w - 1;
    bool same_page = above && strcmp(above->page, w->page) == 0;
    bool same_row = same_page && strcmp(above->row, w->row) == 0 && !focus;
    char *before = preview_cell(s, w->field, &w->before),
         *after = preview_cell(s, w->field, &w->after);
    enum style style = w->why ? STYLE_MARK : STYLE_VALUE;

    if (!same_page || focus)
        draw_text_in(area, y, p->page, p->page_width, STYLE_TEXT, w->page);
    if (!same_row)
        draw_text_in(area, y, p->row, p->row_width, STYLE_TEXT, w->row);
    draw_text_in(area, y, p->column, s->column_cells, STYLE_LABEL, w->column);
    if (p->before < p->after)
        draw_text_right(area, y, p->before, p->value_width, STYLE_DIM, before ? before : "");
    if (focus)
        draw_fill(area, y, p->after, 1, p->value_width, STYLE_FOCUS);
    draw_text_right(
        area, y, p->after, p->value_width, focus ? STYLE_FOCUS : style, after ? after : "");
    if (focus)
        draw_cursor(area, y, p->after + p->value_width - 1);
    free(before);
    free(after);
}

/* A line of the list. */
static void draw_line(struct preview *s, const struct area *area, int y, size_t at,
    const struct places *p, bool top)
{
    const struct line *line = &s->lines[at];
    bool focus = at == s->list.at;

    if (focus)
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (line->kind == LINE_WRITE) {
        draw_write(s, area, y, line->at, p, top, focus);
        return;
    }
    bool left = line->kind == LINE_LEFT;
    char *text = left ? preview_left(s, &s->plan.left[line->at]) : switch_words(s, line->kind);
    draw_text_in(area, y, LEFT, area->width - LEFT - 1,
        focus  ? STYLE_FOCUS
        : left ? STYLE_MARK
               : STYLE_TEXT,
        text ? text : "");
    if (focus)
        draw_cursor(area, y, LEFT);
    free(text);
}

/* What stands over the parts. */
static void draw_heads(
    const struct preview *s, const struct area *area, int y, const struct places *p)
{
    const struct grid *g = s->grid->grid;

    if (p->page_width > 0)
        draw_text_in(
            area, y, p->page, p->page_width, STYLE_LABEL, words_get(&g->pages.field->label));
    draw_text_in(area, y, p->row, p->row_width, STYLE_LABEL, words_get(&g->rows.field->label));
    if (p->before < p->after)
        draw_text_right(area, y, p->before, p->value_width, STYLE_LABEL, _("now"));
    draw_text_right(area, y, p->after, p->value_width, STYLE_LABEL, _("new"));
}

void preview_draw(struct screen *self, const struct area *area)
{
    struct preview *s = (struct preview *)self;
    int results = area->height > 9 ? RESULT_ROWS : area->height > 4;
    int top = 0, width = area->width - LEFT - 1;
    struct places p = places_of(s, area->width);

    if (area->height > 9) {
        char *text = mapping(s);
        top = draw_wrapped(area, 0, LEFT, width, 2, STYLE_TEXT, text ? text : "");
        free(text);
        draw_heads(s, area, top++, &p);
    }
    int height = area->height - top - results - (results > 1);
    list_fit(&s->list, height);
    for (int y = 0; y < height && s->list.top + (size_t)y < s->list.count; y++)
        draw_line(s, area, top + y, s->list.top + (size_t)y, &p, y == 0);
    char *counts = results > 0 ? counted(s) : NULL;
    draw_wrapped(
        area, area->height - results, LEFT, width, results, STYLE_TITLE, counts ? counts : "");
    free(counts);
}
