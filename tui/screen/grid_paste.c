/* A block of a spreadsheet before it goes into a Grid: what each column is, which cell gets
 * what, what goes nowhere. Nothing is stored until Enter; then it is one action, one undo. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/grid_paste.h"

#define COLUMN_CELLS 14 /* at most, for what a column is called */
#define VALUE_CELLS 16  /* at most, for what a cell holds */

static struct preview *of(struct screen *self)
{
    return (struct preview *)self;
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
        char *before = preview_cell(s, w->field, &w->before),
             *after = preview_cell(s, w->field, &w->after);
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
        s->hint = preview_left(s, &s->plan.left[line->at]);
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
    .draw = preview_draw,
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
