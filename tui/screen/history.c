/* Riwayat: the versions of a field or of a whole row, newest first; Enter brings one back. */
#include "tui/screen/history.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/term/hit.h"

#define PAGE 200
#define WIDE 64 /* cells from which on the person has a column */
#define WHEN_CELLS 11
#define WHO_CELLS 16
#define WIDER 100
#define WIDER_WHO 28

struct history_screen {
    struct screen base;
    const struct form *form;
    char *uid;
    const struct field *field; /* the one come from; NULL: none */
    bool whole;                /* the whole row is shown */
    struct change *list;
    size_t count;
    bool more; /* there may be older ones than are read */
    struct list lines;
    char *title, *hint; /* as answered last */
};

static struct history_screen *of(struct screen *self)
{
    return (struct history_screen *)self;
}

/* What is asked of the journal. */
static struct history_query query(const struct history_screen *h)
{
    return (struct history_query){.form = h->form,
        .uid = h->uid,
        .field = h->whole || h->field == NULL ? NULL : h->field->name};
}

/* Puts a page behind what is read. */
static enum status read_more(struct history_screen *h, struct error *e)
{
    struct history_query q = query(h);
    struct change *page = NULL, *all;
    size_t count = 0;

    if (h->count > 0)
        q.after = history_place_of(&h->list[h->count - 1]);
    enum status s = history_read(app_workbook(h->base.app), &q, PAGE, &page, &count, e);
    if (s != STATUS_OK || count == 0) {
        h->more = false;
        history_free(page, count);
        return s;
    }
    all = realloc(h->list, (h->count + count) * sizeof *all);
    if (all == NULL) {
        history_free(page, count);
        return error_memory(e);
    }
    memcpy(all + h->count, page, count * sizeof *all);
    free(page);
    h->list = all;
    h->count += count;
    h->more = count == PAGE;
    list_count(&h->lines, h->count);
    return STATUS_OK;
}

/* Reads from the newest on. */
static enum status read_new(struct history_screen *h, struct error *e)
{
    history_free(h->list, h->count);
    h->list = NULL;
    h->count = 0;
    list_count(&h->lines, 0);
    return read_more(h, e);
}

/* The version on which one stands; NULL when there is none. */
static const struct change *chosen(const struct history_screen *h)
{
    return h->count > 0 ? &h->list[h->lines.at] : NULL;
}

/* Enter: the field is again what it was after this change. */
static void restore(struct history_screen *h)
{
    const struct change *c = chosen(h);
    struct app *app = h->base.app;
    struct error e = {0};
    bool done = false;

    if (c == NULL)
        return;
    char *value = past_value(app, c, true);
    char *cut = value != NULL ? text_cut(value, 40, draw_ascii()) : NULL;
    if (history_restore(app_workbook(app), c, true, &done, &e) != STATUS_OK)
        app_trouble(app, &e);
    else if (!done)
        app_message(app, "%s", _("That is what stands there now."));
    else
        app_notice(app, _("%s is again: %s. Ctrl-Z undoes it."), change_label(c),
            cut != NULL ? cut : "");
    if (done && read_new(h, &e) != STATUS_OK)
        app_trouble(app, &e);
    if (done)
        list_go(&h->lines, 0);
    free(cut);
    free(value);
}

/* Tab: this field, or the whole row. */
static void turn(struct history_screen *h)
{
    struct error e = {0};

    h->whole = !h->whole;
    if (read_new(h, &e) != STATUS_OK)
        app_trouble(h->base.app, &e);
    list_go(&h->lines, 0);
}

static int key(struct screen *self, const struct press *press)
{
    struct history_screen *h = of(self);
    struct error e = {0};

    if (press->code == PRESS_ENTER) {
        restore(h);
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_TAB && h->field != NULL) {
        turn(h);
        return SCREEN_HANDLED;
    }
    if (!list_key(&h->lines, press))
        return SCREEN_IGNORED;
    if (h->more && h->lines.at + h->lines.height >= h->count && read_more(h, &e) != STATUS_OK)
        app_trouble(self->app, &e);
    return SCREEN_HANDLED;
}

/* "Label: before -> after", the label only where several fields are shown. Caller frees. */
static char *what_of(const struct history_screen *h, const struct change *c)
{
    char *before = past_value(h->base.app, c, false);
    char *after = past_value(h->base.app, c, true);
    const char *label = h->whole || h->field == NULL ? change_label(c) : "";
    char *text = NULL;

    if (before != NULL && after != NULL)
        text = c->first ? text_format("%s%s%s", label, label[0] != '\0' ? ": " : "", after)
                        : text_format("%s%s%s -> %s", label, label[0] != '\0' ? ": " : "",
                              before, after);
    free(before);
    free(after);
    return text;
}

/* "Label: after", the label only where several fields are shown: what was before stands in the
 * line below and in the hint. Caller frees. */
static char *version_of(const struct history_screen *h, const struct change *c)
{
    char *after = past_value(h->base.app, c, true);

    if (after == NULL || !(h->whole || h->field == NULL))
        return after;
    char *text = text_format("%s: %s", change_label(c), after);
    free(after);
    return text;
}

static void draw_line(struct history_screen *h, const struct area *area, int y, size_t at)
{
    const struct change *c = &h->list[at];
    bool here = at == h->lines.at;
    char *when = past_when(h->base.app, c->at, false), *who = past_who(c),
         *what = version_of(h, c);
    int x = 3;

    draw_hit(area, y, 0, 1, area->width, &h->lines, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, x, WHEN_CELLS, STYLE_TEXT, when);
    x += WHEN_CELLS + 1;
    if (area->width >= WIDE) {
        int cells = area->width >= WIDER ? WIDER_WHO : WHO_CELLS;
        draw_text_in(area, y, x, cells, STYLE_TEXT, who);
        x += cells + 1;
    }
    draw_text_in(area, y, x, area->width - x - 1, here ? STYLE_FOCUS : STYLE_TEXT, what);
    free(when);
    free(who);
    free(what);
}

static void draw(struct screen *self, const struct area *area)
{
    struct history_screen *h = of(self);

    if (h->count == 0) {
        draw_wrapped(area, area->height > 2, 2, area->width - 4, 3, STYLE_TEXT,
            h->whole || h->field == NULL ? _("Nothing has been written in this row yet.")
                                         : _("Nothing has been written in this field yet."));
        draw_cursor(area, area->height > 2, 2);
        return;
    }
    list_fit(&h->lines, area->height);
    for (int y = 0; y < area->height && h->lines.top + (size_t)y < h->count; y++)
        draw_line(h, area, y, h->lines.top + (size_t)y);
    past_draw_more(area, &h->lines);
}

static const char *title(struct screen *self)
{
    struct history_screen *h = of(self);
    struct error e = {0};
    char *name = NULL;

    free(h->title);
    h->title = NULL;
    if (history_name(app_workbook(self->app), h->form, h->uid, &name, &e) != STATUS_OK)
        error_clear(&e);
    if (h->whole || h->field == NULL)
        h->title = text_format(
            _("History: %s %s"), words_get(&h->form->title), name != NULL ? name : "");
    else
        h->title = text_format(_("History: %s, %s"), words_get(&h->field->label),
            name != NULL && name[0] != '\0' ? name : words_get(&h->form->title));
    free(name);
    return h->title != NULL ? h->title : "";
}

/* The chosen version in full. */
static const char *hint(struct screen *self)
{
    struct history_screen *h = of(self);
    const struct change *c = chosen(h);

    free(h->hint);
    h->hint = NULL;
    if (c == NULL)
        return "";
    char *when = past_when(self->app, c->at, true), *who = past_who(c), *what = what_of(h, c);
    if (when != NULL && who != NULL && what != NULL)
        h->hint = text_format("%s, %s, %s: %s", when, who, change_kind(c), what);
    free(when);
    free(who);
    free(what);
    return h->hint != NULL ? h->hint : "";
}

static const char *keys(struct screen *self)
{
    const struct history_screen *h = of(self);

    if (h->field == NULL)
        return h->count > 0 ? _("Up/Down choose   Enter restores   Esc back")
                            : _("Esc goes back");
    if (h->whole)
        return _("Up/Down choose   Enter restores   Tab: field only   Esc back");
    return h->count > 0 ? _("Up/Down choose   Enter restores   Tab: whole row   Esc back")
                        : _("Tab: the whole row   Esc back");
}

static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_new(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static char *copy(struct screen *self)
{
    const struct change *c = chosen(of(self));

    return c != NULL ? past_value(self->app, c, true) : NULL;
}

static void release(struct screen *self)
{
    struct history_screen *h = of(self);

    history_free(h->list, h->count);
    free(h->uid);
    free(h->title);
    free(h->hint);
    free(h);
}

static const struct screen_ops ops = {
    .name = "history",
    .about = N_("Who wrote what here, the newest first. Enter brings a version back; Ctrl-Z "
                "takes that back again."),
    .draw = draw,
    .key = key,
    .only_looks = N_("The history only shows; Enter brings a version back."),
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .copy = copy,
    .free = release,
};

enum status screen_open_history(struct app *app, const struct form *form, const char *uid,
    const struct field *field, struct error *e)
{
    struct history_screen *h = calloc(1, sizeof *h);

    if (h == NULL)
        return error_memory(e);
    h->base.ops = &ops;
    h->base.app = app;
    h->form = form;
    h->field = field;
    h->uid = strdup(uid);
    enum status s = h->uid != NULL ? read_new(h, e) : error_memory(e);
    if (s != STATUS_OK) {
        release(&h->base);
        return s;
    }
    app_push(app, &h->base);
    return STATUS_OK;
}
