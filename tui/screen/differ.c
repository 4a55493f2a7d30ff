/* The list of what was filled in differently: where, and the versions in short. */
#include "tui/screen/differ.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

#define BETWEEN 3 /* cells of " | " */

struct differ_list {
    struct screen base;
    struct conflict_place *places;
    size_t count;
    struct list list;
};

static struct differ_list *of(struct screen *self)
{
    return (struct differ_list *)self;
}

static enum status read_places(struct differ_list *l, struct error *e)
{
    conflict_places_free(l->places, l->count);
    enum status s = conflict_list(app_workbook(l->base.app), &l->places, &l->count, e);
    if (s != STATUS_OK) {
        l->places = NULL;
        l->count = 0;
    }
    list_count(&l->list, l->count);
    return s;
}

/* Enter: side by side, from this one on. */
static void open_one(struct differ_list *l)
{
    struct conflict_place *all;
    size_t count;
    struct error e = {0};
    enum status s = conflict_list(app_workbook(l->base.app), &all, &count, &e);

    if (s == STATUS_OK && l->list.at < count)
        s = differ_open(l->base.app, all, count, l->list.at, &e);
    else if (s == STATUS_OK)
        conflict_places_free(all, count);
    if (s != STATUS_OK)
        app_trouble(l->base.app, &e);
}

static int key(struct screen *self, const struct press *press)
{
    struct differ_list *l = of(self);

    if (press->code == PRESS_ENTER && l->count > 0) {
        open_one(l);
        return SCREEN_HANDLED;
    }
    return list_key(&l->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* "Desa cerdas | Kampung digital", each cut so that something of all is seen in so many cells.
 * Caller frees. */
static char *versions_text(struct app *app, const struct conflict_place *p, int cells)
{
    struct workbook *wb = app_workbook(app);
    struct conflict c;
    struct error e = {0};
    char *all = strdup("");

    if (conflict_read(wb, p, &c, &e) != STATUS_OK)
        c = (struct conflict){0};
    for (size_t i = 0; all != NULL && i < c.count; i++) {
        char *one = NULL;
        if (conflict_show(wb, &c, &c.sides[i], &one, &e) != STATUS_OK)
            break;
        int left = cells - (int)text_width(all) - BETWEEN * (int)(c.count - i - (i == 0));
        int share = left / (int)(c.count - i);
        char *cut = text_cut(
            one[0] != '\0' ? one : _("(empty)"), share > 0 ? (size_t)share : 1, draw_ascii());
        char *more = text_format("%s%s%s", all, i ? " | " : "", cut != NULL ? cut : "");
        free(all);
        free(one);
        free(cut);
        all = more;
    }
    error_clear(&e);
    conflict_clear(&c);
    return all;
}

/* Two lines of one difference: where, and what. */
static void draw_place(struct differ_list *l, const struct area *area, int y, size_t at)
{
    const struct conflict_place *p = &l->places[at];
    bool here = at == l->list.at;
    char *row = NULL, *text = versions_text(l->base.app, p, area->width - 6);
    struct error e = {0};

    if (conflict_row(app_workbook(l->base.app), p->form, p->uid, &row, &e) != STATUS_OK)
        error_clear(&e);
    char *where = text_format("%s %s%s%s", words_get(&p->form->title), row != NULL ? row : "",
        p->field != NULL ? ": " : "", p->field != NULL ? words_get(&p->field->label) : "");
    draw_hit(area, y, 0, 2, area->width, &l->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, 3, area->width - 4, here ? STYLE_FOCUS : STYLE_TEXT, where);
    draw_text_in(area, y + 1, 5, area->width - 6, STYLE_DIM, text);
    free(where);
    free(row);
    free(text);
}

static void draw(struct screen *self, const struct area *area)
{
    struct differ_list *l = of(self);

    if (l->count == 0) {
        draw_wrapped(area, 1, 2, area->width - 4, 3, STYLE_TEXT,
            _("Nothing is filled in differently. After copies are brought together, what two "
              "people wrote into one field stands here until somebody decides."));
        draw_cursor(area, 1, 2);
        return;
    }
    list_fit(&l->list, area->height / 2 > 0 ? area->height / 2 : 1);
    for (size_t i = 0; i < l->list.height && l->list.top + i < l->count; i++)
        draw_place(l, area, (int)i * 2, l->list.top + i);
    past_draw_more(area, &l->list);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Filled in differently");
}

static const char *hint(struct screen *self)
{
    return of(self)->count > 0
               ? _("Until it is decided, the later version is shown everywhere; none is lost.")
               : "";
}

static const char *keys(struct screen *self)
{
    return of(self)->count > 0 ? _("Up/Down choose   Enter side by side   Esc back")
                               : _("Esc goes back");
}

static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_places(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct differ_list *l = of(self);

    conflict_places_free(l->places, l->count);
    free(l);
}

static const struct screen_ops ops = {
    .name = "differences",
    .about = N_("What two people filled in differently without having seen each other's. Enter "
                "shows the versions side by side; there one is taken."),
    .draw = draw,
    .key = key,
    .only_looks = N_("Here Enter shows the versions side by side; there one is taken."),
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

/* Begins with the cell one stands on, if it is one of them. */
static void begin_here(struct differ_list *l)
{
    const char *uid = NULL, *field = NULL;
    const struct form *form = app_place(l->base.app, &uid, &field);

    for (size_t i = 0; form != NULL && i < l->count; i++) {
        const struct conflict_place *p = &l->places[i];
        if (p->form == form && p->field != NULL && strcmp(p->uid, uid) == 0 &&
            strcmp(p->field->name, field) == 0)
            list_go(&l->list, i);
    }
}

enum status screen_open_differences(struct app *app, struct error *e)
{
    struct differ_list *l = calloc(1, sizeof *l);

    if (l == NULL)
        return error_memory(e);
    l->base.ops = &ops;
    l->base.app = app;
    enum status s = read_places(l, e);
    if (s == STATUS_OK) {
        begin_here(l);
        app_push(app, &l->base);
    } else {
        release(&l->base);
    }
    return s;
}
