/* Satukan baris: the row one came from means the same as another; which one? That one stays and
 * takes over what it lacks. Both are seen side by side before Enter. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/conflict.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "core/store/unite.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define LABEL_CELLS 14

struct unite {
    struct screen base;
    const struct form *form;
    char *drop, *drop_name; /* the row that goes */
    struct rows *rows;
    char **names;  /* [rows] */
    size_t *shown; /* rows that fit the filter, without the one that goes */
    struct list list;
    struct edit_line filter;
    bool typing;
};

static struct unite *of(struct screen *self)
{
    return (struct unite *)self;
}

/* The row that would stay; NULL when nothing fits. */
static const char *chosen(const struct unite *u)
{
    return u->list.count > 0 ? rows_uid(u->rows, u->shown[u->list.at]) : NULL;
}

/* Shows what fits the filter. */
static void filter(struct unite *u)
{
    char *folded = text_fold(edit_line_text(&u->filter));
    size_t count = 0;

    for (size_t i = 0; folded != NULL && i < rows_count(u->rows); i++) {
        char *name = text_fold(u->names[i]);
        if (name != NULL && strcmp(rows_uid(u->rows, i), u->drop) != 0 && strstr(name, folded))
            u->shown[count++] = i;
        free(name);
    }
    list_count(&u->list, count);
    free(folded);
}

/* Enter: one action, then back to the table. */
static void take(struct unite *u)
{
    struct app *app = u->base.app;
    struct unite_result r;
    struct error e = {0};
    char *name = text_cut(u->names[u->shown[u->list.at]], 40, draw_ascii());

    if (unite_rows(app_workbook(app), u->form, chosen(u), u->drop, &r, &e) != STATUS_OK) {
        app_trouble(app, &e);
    } else {
        app_pop(app);
        if (r.kept_count > 0)
            app_notice(app,
                _("One row now: %s. Where both had a value it keeps its own: %zu. Ctrl-Z "
                  "undoes "
                  "it."),
                name ? name : "", r.kept_count);
        else
            app_notice(app, _("One row now: %s. References moved: %zu. Ctrl-Z undoes it."),
                name ? name : "", r.references);
    }
    unite_result_clear(&r);
    free(name);
}

static int key(struct screen *self, const struct press *press)
{
    struct unite *u = of(self);
    bool changed = false;

    if (press->code == PRESS_ENTER) {
        if (chosen(u) != NULL)
            take(u);
        return SCREEN_HANDLED;
    }
    if (list_key(&u->list, press)) {
        u->typing = false;
        return SCREEN_HANDLED;
    }
    if (!prompt_key(&u->filter, press, &changed))
        return SCREEN_IGNORED;
    u->typing = true;
    if (changed) {
        filter(u);
        list_go(&u->list, 0);
    }
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    (void)act;
    return _("First say with Enter which row stays, or go back with Esc.");
}

/* One row beside the other, field by field; what both say alike or neither says is left out. */
static void draw_fields(const struct unite *u, const struct area *area)
{
    struct workbook *wb = app_workbook(u->base.app);
    struct record go, stay;
    struct error e = {0};
    int half = (area->width - LABEL_CELLS - 3) / 2, y = 1;

    draw_text_in(area, 0, LABEL_CELLS + 2, half - 1, STYLE_LABEL, _("Goes to the trash"));
    draw_text_in(area, 0, LABEL_CELLS + 2 + half, half, STYLE_LABEL, _("Stays"));
    if (record_read(wb, u->form, u->drop, &go, &e) != STATUS_OK) {
        error_clear(&e);
        return;
    }
    if (record_read(wb, u->form, chosen(u), &stay, &e) != STATUS_OK) {
        error_clear(&e);
        record_clear(&go);
        return;
    }
    for (size_t i = 0; y < area->height && i < u->form->count; i++) {
        const struct field *f = &u->form->fields[i];
        char *left = NULL, *right = NULL;
        if (cell_show(wb, f, &go.cells[i], &left, &e) == STATUS_OK &&
            cell_show(wb, f, &stay.cells[i], &right, &e) == STATUS_OK &&
            strcmp(left, right) != 0) {
            draw_text_in(area, y, 1, LABEL_CELLS, STYLE_LABEL, words_get(&f->shorter));
            draw_text_in(area, y, LABEL_CELLS + 2, half - 1, STYLE_DIM, left);
            draw_text_in(area, y++, LABEL_CELLS + 2 + half, half, STYLE_VALUE,
                right[0] != '\0' ? right : left);
        }
        error_clear(&e);
        free(left);
        free(right);
    }
    record_clear(&go);
    record_clear(&stay);
}

/* The rows that fit from the area's top on. */
static void draw_rows(struct unite *u, const struct area *area)
{
    list_fit(&u->list, area->height);
    for (int y = 0; y < area->height && u->list.top + (size_t)y < u->list.count; y++) {
        size_t at = u->list.top + (size_t)y;
        bool here = at == u->list.at;
        draw_hit(area, y, 0, 1, area->width, &u->list, at);
        if (here) {
            draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
            if (!u->typing)
                draw_cursor(area, y, 3);
        }
        draw_text_in(area, y, 3, area->width - 4, here ? STYLE_FOCUS : STYLE_TEXT,
            u->names[u->shown[at]]);
    }
    if (u->list.top > 0)
        draw_sign(area, 0, area->width - 1, STYLE_HINT, GLYPH_UP);
    if (u->list.top + u->list.height < u->list.count && area->height > 0)
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
}

static void draw(struct screen *self, const struct area *area)
{
    struct unite *u = of(self);
    int top = area->height >= 8 ? 2 : 1, half = (area->height - top) / 2;
    struct area list = area_part(area, top, 0, half, area->width);
    struct area both =
        area_part(area, top + half + 1, 0, area->height - top - half - 1, area->width);

    int label = draw_text(area, 0, 1, STYLE_LABEL, _("The row that stays"));
    int box = area->width - label - 4 < 40 ? area->width - label - 4 : 40;
    prompt_draw(area, 0, label + 2, box, &u->filter, u->typing);
    if (u->list.count == 0) {
        draw_wrapped(&list, 0, 3, list.width - 4, 2, STYLE_TEXT,
            _("Nothing fits. Backspace widens the filter."));
        return;
    }
    draw_rows(u, &list);
    if (both.height > 2) {
        draw_rule(area, top + half, 0, area->width);
        draw_fields(u, &both);
    }
}

static const char *title(struct screen *self)
{
    return of(self)->drop_name;
}

static const char *hint(struct screen *self)
{
    (void)self;
    return _("The row that stays takes over what it lacks, and everything that pointed to the "
             "other. One undo brings it all back.");
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Letters find   Up/Down choose   Enter unites   Esc as it was");
}

static void release(struct screen *self)
{
    struct unite *u = of(self);

    for (size_t i = 0; u->names != NULL && i < rows_count(u->rows); i++)
        free(u->names[i]);
    free(u->names);
    free(u->shown);
    rows_close(u->rows);
    edit_line_free(&u->filter);
    free(u->drop);
    free(u->drop_name);
    free(u);
}

static const struct screen_ops ops = {
    .name = "unite",
    .asks = true,
    .about = N_("Two rows that mean the same become one: choose the one that stays. The other "
                "goes to the trash."),
    .draw = draw,
    .key = key,
    .can = can,
    .why = why,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

/* Reads the rows and what they are called. */
static enum status read_rows(struct unite *u, struct error *e)
{
    struct workbook *wb = app_workbook(u->base.app);
    char *name = NULL;
    enum status s = rows_open(wb, u->form, &u->rows, e);

    if (s != STATUS_OK)
        return s;
    u->names = calloc(rows_count(u->rows) + 1, sizeof *u->names);
    u->shown = calloc(rows_count(u->rows) + 1, sizeof *u->shown);
    if (u->names == NULL || u->shown == NULL)
        return error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < rows_count(u->rows); i++)
        s = conflict_row(wb, u->form, rows_uid(u->rows, i), &u->names[i], e);
    if (s == STATUS_OK)
        s = conflict_row(wb, u->form, u->drop, &name, e);
    if (s == STATUS_OK && !(u->drop_name = text_format(_("Unite %s with ..."), name)))
        s = error_memory(e);
    free(name);
    return s;
}

enum status screen_open_unite(
    struct app *app, const struct form *form, const char *uid, struct error *e)
{
    struct unite *u = calloc(1, sizeof *u);

    if (u == NULL)
        return error_memory(e);
    u->base.ops = &ops;
    u->base.app = app;
    u->form = form;
    u->drop = strdup(uid);
    enum status s = u->drop != NULL ? read_rows(u, e) : error_memory(e);
    if (s != STATUS_OK) {
        release(&u->base);
        return s;
    }
    filter(u);
    app_push(app, &u->base);
    return STATUS_OK;
}
