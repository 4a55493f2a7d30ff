/* The heat map: a line for each dimension, a column for each thing the method counts. Enter
 * opens the rows that a cell counts. */
#include "tui/screen/heat.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "tui/screen/open.h"
#include "tui/screen/table.h"

struct heat_screen *heat_of(struct screen *self)
{
    return (struct heat_screen *)self;
}

size_t heat_row(const struct heat_screen *s)
{
    return s->list.count > 0 ? s->lines[s->list.at] : 0;
}

const char *heat_name(const struct heat_screen *s, size_t row)
{
    return row < s->heat->list->count ? words_get(&s->heat->list->choices[row].label)
                                      : _("no dimension yet");
}

size_t heat_weakest_row(const struct heat_screen *s)
{
    size_t complete, all;
    const struct choice *weakest = weakest_dimension(s->weakest, &complete, &all);

    return weakest != NULL ? (size_t)(weakest - s->heat->list->choices) : SIZE_MAX;
}

/* Counts everything that changed; the cursor stays with its dimension. */
static enum status count(struct heat_screen *s, struct error *e)
{
    size_t row = heat_row(s), lines = 0, at = 0;
    bool more = true;
    enum status status = heat_count(s->heat, e);

    while (status == STATUS_OK && more)
        status = weakest_step(s->weakest, &more, e);
    for (size_t i = 0; i < s->heat->rows; i++) {
        if (!heat_shows(s->heat, i))
            continue;
        at = i == row ? lines : at;
        s->lines[lines++] = i;
    }
    list_count(&s->list, lines);
    list_go(&s->list, at);
    return status;
}

/* Opens the rows that the cell counts. */
static enum status open_rows(struct heat_screen *s, struct error *e)
{
    char *ids = NULL;
    size_t row = heat_row(s);
    const struct form *form = NULL;
    enum status status = heat_ids(s->heat, row, s->at, &form, &ids, e);
    struct screen *table =
        status == STATUS_OK ? table_screen_new(s->base.app, form, NULL, e) : NULL;

    if (status == STATUS_OK)
        status = table != NULL ? table_only(table, ids, heat_name(s, row), e) : e->status;
    free(ids);
    if (status == STATUS_OK)
        app_push(s->base.app, table);
    else if (table != NULL)
        table->ops->free(table);
    return status;
}

/* Enter, or a second click on a cell. */
static void go(struct heat_screen *s)
{
    struct error e = {0};

    if (s->list.count > 0 && heat_value(s->heat, heat_row(s), s->at) == 0)
        app_message(s->base.app, _("%s has nothing here yet."), heat_name(s, heat_row(s)));
    else if (s->list.count > 0 && open_rows(s, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* A click stands on a cell, a double click opens it. */
static bool pointed(struct heat_screen *s, const struct press *press)
{
    bool mine = press->owner == s->lines &&
                (press->code == PRESS_CLICK || press->code == PRESS_DOUBLE_CLICK);

    if (!mine)
        return false;
    list_go(&s->list, press->index / s->heat->columns);
    s->at = press->index % s->heat->columns;
    if (press->code == PRESS_DOUBLE_CLICK)
        go(s);
    return true;
}

static int key(struct screen *self, const struct press *press)
{
    struct heat_screen *s = heat_of(self);

    if (pointed(s, press))
        return SCREEN_HANDLED;
    switch (press->code) {
    case PRESS_ENTER: go(s); return SCREEN_HANDLED;
    case PRESS_LEFT:
    case PRESS_BACKTAB: s->at -= s->at > 0; return SCREEN_HANDLED;
    case PRESS_RIGHT:
    case PRESS_TAB: s->at += s->at + 1 < s->heat->columns; return SCREEN_HANDLED;
    case PRESS_HOME: s->at = 0; return SCREEN_HANDLED;
    case PRESS_END: s->at = s->heat->columns - 1; return SCREEN_HANDLED;
    default: return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK || act == ACT_UNDO || act == ACT_REDO;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    (void)act;
    return _(
        "Here one only looks. Enter opens the rows of a cell, and they are changed there.");
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Heat map");
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Arrows move   Enter opens the rows of this cell   Esc back");
}

static void resume(struct screen *self)
{
    struct error e = {0};

    if (count(heat_of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct heat_screen *s = heat_of(self);

    heat_free(s->heat);
    weakest_free(s->weakest);
    free(s->lines);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "heat",
    .about = N_("What each dimension has of everything that is counted. A minus: nothing yet; "
                "an exclamation mark: at most a third of the most in its column; a plus: at "
                "least two thirds. Enter opens the rows of a cell."),
    .draw = heat_draw,
    .key = key,
    .can = can,
    .why = why,
    .title = title,
    .hint = heat_hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status screen_open_heat(struct app *app, struct error *e)
{
    struct heat_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->heat = heat_new(app_workbook(app));
    s->weakest = weakest_new(app_workbook(app));
    s->lines = s->heat != NULL ? calloc(s->heat->rows + 1, sizeof *s->lines) : NULL;
    enum status status = s->lines != NULL && s->weakest != NULL ? STATUS_OK : error_memory(e);
    if (status == STATUS_OK && s->heat->columns == 0)
        status = error_set(e, STATUS_MISSING, "%s",
            _("The method of this workbook counts nothing by dimension (heat.csv)."));
    if (status == STATUS_OK)
        status = count(s, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
