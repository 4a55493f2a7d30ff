/* A block of a spreadsheet before it goes into a Grid: what each column is, which cell gets
 * what, what goes nowhere. Nothing is stored until Enter; then it is one action, one undo. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/paste.h"
#include "core/plan/grid_paste.h"
#include "tui/screen/grid_screen.h"
#include "tui/term/hit.h"

#define LEFT 2          /* the pointer stands before */
#define GAP 2           /* between the parts of a line */
#define RESULT_ROWS 2   /* the counts below the lines */
#define COLUMN_CELLS 14 /* at most, for what a column is called */
#define VALUE_CELLS 16  /* at most, for what a cell holds */
#define NARROW 50       /* from here down only row, column and new value */

/* What a line of the list is about. */
enum line_kind { LINE_HEADS, LINE_ROW, LINE_LEFT, LINE_WRITE };
struct line {
    enum line_kind kind;
    size_t at; /* of what was left, or of the writes */
};

struct preview {
    struct screen base;
    struct grid_screen *grid; /* the screen below */
    struct paste table;
    struct grid_paste plan;
    bool plain, headed; /* headings are not to be seen; some were found */
    struct value row;   /* where lines go that name no row; VALUE_NULL: nobody chose */
    struct line *lines; /* [list.count] */
    struct list list;
    int column_cells, value_cells; /* widest texts of the lines */
    char *title, *hint;
};

static struct preview *of(struct screen *self)
{
    return (struct preview *)self;
}

/* A cell in short, "! " before what is not understood. Caller frees. */
static char *short_cell(
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

/* Takes a width into the widest so far, up to `most`. */
static void widen(int *widest, const char *text, int most)
{
    int cells = text ? (int)text_width(text) : 0;

    cells = cells > most ? most : cells;
    *widest = cells > *widest ? cells : *widest;
}

/* The lines of the list: switches, what goes nowhere, cells that change. */
static enum status make_lines(struct preview *s, struct error *e)
{
    const struct grid_paste *p = &s->plan;
    size_t count = 0;

    free(s->lines);
    s->lines = calloc(2 + p->left_count + p->count + 1, sizeof *s->lines);
    if (!s->lines)
        return error_memory(e);
    if (s->headed)
        s->lines[count++].kind = LINE_HEADS;
    if (p->asks && p->row.kind != VALUE_NULL)
        s->lines[count++].kind = LINE_ROW;
    bool columns = false; /* they share a line */
    for (size_t i = 0; i < p->left_count; i++) {
        bool column = p->left[i].kind == GRID_LEFT_COLUMN;
        if (!column || !columns)
            s->lines[count++] = (struct line){LINE_LEFT, i};
        columns = columns || column;
    }
    s->column_cells = s->value_cells = 4;
    widen(&s->value_cells, _("now"), VALUE_CELLS);
    widen(&s->value_cells, _("new"), VALUE_CELLS);
    for (size_t i = 0; i < p->count; i++) {
        const struct grid_write *w = &p->writes[i];
        if (w->same)
            continue;
        char *before = short_cell(s, w->field, &w->before),
             *after = short_cell(s, w->field, &w->after);
        widen(&s->column_cells, w->column, COLUMN_CELLS);
        widen(&s->value_cells, before, VALUE_CELLS);
        widen(&s->value_cells, after, VALUE_CELLS);
        free(before);
        free(after);
        s->lines[count++] = (struct line){LINE_WRITE, i};
    }
    list_count(&s->list, count);
    return STATUS_OK;
}

/* Finds the places anew, as the switches say. */
static enum status match(struct preview *s, struct error *e)
{
    const struct grid_start start = {
        .row = s->grid->list.at,
        .column = s->grid->at,
        .plain = s->plain,
        .key = s->row.kind == VALUE_NULL ? NULL : &s->row,
    };

    grid_paste_close(&s->plan);
    enum status status = grid_paste_read(
        s->grid->grid, s->table.cells, s->table.rows, s->table.columns, &start, &s->plan, e);
    s->headed = s->plain || s->plan.head != GRID_NONE;
    return status == STATUS_OK ? make_lines(s, e) : status;
}

/* The row after (or before) the one that lines without a row go into. */
static enum status turn_row(struct preview *s, int step, struct error *e)
{
    const struct grid_axis *rows = &s->grid->grid->rows;
    const struct choice_list *list = rows->field->list;
    size_t count = list ? list->count : rows->count, at = 0;

    for (size_t i = 0; i < count; i++)
        if (list ? strcmp(list->choices[i].name, s->plan.row.text) == 0
                 : value_equal(&rows->keys[i].value, &s->plan.row))
            at = i;
    if (count == 0)
        return STATUS_OK;
    at = (at + (step < 0 ? count - 1 : 1)) % count;
    value_clear(&s->row);
    if (!list)
        return value_copy(&s->row, &rows->keys[at].value, e);
    s->row = value_text_own(strdup(list->choices[at].name));
    return s->row.text ? STATUS_OK : error_memory(e);
}

/* Left, Right and Space on a switch. */
static bool change(struct preview *s, const struct press *press)
{
    bool space = press_is_text(press, " ");
    int step = press->code == PRESS_LEFT ? -1 : press->code == PRESS_RIGHT || space ? 1 : 0;
    enum line_kind kind = s->list.count ? s->lines[s->list.at].kind : LINE_LEFT;
    struct error e = {0};

    if (step == 0 || kind > LINE_ROW)
        return false;
    if (kind == LINE_HEADS)
        s->plain = !s->plain;
    enum status status = kind == LINE_ROW ? turn_row(s, step, &e) : STATUS_OK;
    if (status == STATUS_OK)
        status = match(s, &e);
    if (status != STATUS_OK)
        app_trouble(s->base.app, &e);
    for (size_t i = 0; i < s->list.count; i++)
        if (s->lines[i].kind == kind)
            list_go(&s->list, i);
    return true;
}

/* The screen below stands on the first cell that changed. */
static void show_first(struct preview *s)
{
    for (size_t i = 0; i < s->plan.count; i++) {
        const struct grid_write *w = &s->plan.writes[i];
        if (w->same)
            continue;
        grid_reload(s->grid);
        s->grid->base.ops->locate(
            &s->grid->base, s->grid->grid->form->name, w->uid, w->field->name);
        return;
    }
}

/* Stores, and says what came of it; a failure keeps the screen. */
static int store(struct preview *s)
{
    const struct grid_paste *p = &s->plan;
    struct error e = {0};

    if (p->changed == 0) {
        app_message(s->base.app, "%s",
            p->same ? _("All of it stands there already; nothing changes.")
                    : _("Nothing of it has a place here. Paste it with its headings and names, "
                        "or from another cell on."));
        return SCREEN_HANDLED;
    }
    if (grid_paste_store(p, app_workbook(s->base.app), s->grid->grid->form, &e) != STATUS_OK) {
        app_trouble(s->base.app, &e);
        return SCREEN_HANDLED;
    }
    show_first(s);
    if (p->marked > 0)
        app_notice(s->base.app,
            _("Pasted: %zu cells; %zu need a look (!). Ctrl-Z takes it back."), p->changed,
            p->marked);
    else
        app_notice(s->base.app, _("Pasted: %zu cells. Ctrl-Z takes it back."), p->changed);
    return SCREEN_CLOSE;
}

static int key(struct screen *self, const struct press *press)
{
    struct preview *s = of(self);

    if (press->code == PRESS_ENTER)
        return store(s);
    if (press->code == PRESS_PASTE)
        return SCREEN_HANDLED; /* one at a time */
    return list_key(&s->list, press) || change(s, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

static int act(struct screen *self, enum act act)
{
    if (act == ACT_BACK)
        app_message(self->app, "%s", _("Nothing was pasted."));
    return SCREEN_IGNORED;
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

/* What goes nowhere, in a sentence. Caller frees. */
static char *left_words(const struct preview *s, const struct grid_left *l)
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
    return text;
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
    int page, page_width, row, row_width, column, before, after;
};

static struct places places_of(const struct preview *s, int width)
{
    struct places p = {0};
    bool narrow = width < NARROW, pages = s->grid->grid->pages.field && !narrow;
    int right = width - 1 - s->value_cells;

    p.after = right > LEFT ? right : LEFT;
    p.before = narrow ? p.after : p.after - GAP - s->value_cells;
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
    char *before = short_cell(s, w->field, &w->before),
         *after = short_cell(s, w->field, &w->after);
    enum style style = w->why ? STYLE_MARK : STYLE_VALUE;

    if (!same_page || focus)
        draw_text_in(area, y, p->page, p->page_width, STYLE_TEXT, w->page);
    if (!same_row)
        draw_text_in(area, y, p->row, p->row_width, STYLE_TEXT, w->row);
    draw_text_in(area, y, p->column, s->column_cells, STYLE_LABEL, w->column);
    if (p->before < p->after)
        draw_text_right(area, y, p->before, s->value_cells, STYLE_DIM, before ? before : "");
    if (focus)
        draw_fill(area, y, p->after, 1, s->value_cells, STYLE_FOCUS);
    draw_text_right(
        area, y, p->after, s->value_cells, focus ? STYLE_FOCUS : style, after ? after : "");
    if (focus)
        draw_cursor(area, y, p->after + s->value_cells - 1);
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
    char *text = left ? left_words(s, &s->plan.left[line->at]) : switch_words(s, line->kind);
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
        draw_text_right(area, y, p->before, s->value_cells, STYLE_LABEL, _("now"));
    draw_text_right(area, y, p->after, s->value_cells, STYLE_LABEL, _("new"));
}

static void draw(struct screen *self, const struct area *area)
{
    struct preview *s = of(self);
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

static const char *title(struct screen *self)
{
    return of(self)->title;
}

/* The chosen line whole. */
static const char *hint(struct screen *self)
{
    struct preview *s = of(self);
    const struct line *line = s->list.count ? &s->lines[s->list.at] : NULL;

    free(s->hint);
    s->hint = NULL;
    if (line && line->kind == LINE_LEFT) {
        s->hint = left_words(s, &s->plan.left[line->at]);
    } else if (line && line->kind == LINE_WRITE) {
        const struct grid_write *w = &s->plan.writes[line->at];
        s->hint = w->why ? text_format("! %s", w->why)
                         : text_format("%s%s%s, %s", w->page, w->page[0] ? ", " : "", w->row,
                               w->column);
    }
    return s->hint;
}

static const char *keys(struct screen *self)
{
    struct preview *s = of(self);

    return s->list.count && s->lines[s->list.at].kind <= LINE_ROW
               ? _("Enter pastes   Space changes   Esc stops")
               : _("Enter pastes   Esc stops");
}

static void release(struct screen *self)
{
    struct preview *s = of(self);

    grid_paste_close(&s->plan);
    paste_close(&s->table);
    value_clear(&s->row);
    free(s->lines);
    free(s->title);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "grid-paste",
    .about =
        N_("What was pasted, cell by cell: where it goes, what is there now, what it becomes. "
           "Enter takes all of it, Esc takes nothing; Ctrl-Z takes it back at once."),
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

enum status grid_open_paste(
    struct grid_screen *grid, const char *text, const char *path, struct error *e)
{
    struct preview *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = grid->base.app;
    s->grid = grid;
    grid_reload(grid);
    enum status status = path ? paste_file(&s->table, NULL, path, NULL, e)
                              : paste_text(&s->table, NULL, text, NULL, e);
    if (status == STATUS_OK)
        status = match(s, e);
    s->title = text_format(_("Paste into %s"), words_get(&grid->grid->form->title));
    if (status == STATUS_OK && !s->title)
        status = error_memory(e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(grid->base.app, &s->base);
    return STATUS_OK;
}
