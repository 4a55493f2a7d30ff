/* Tonggak: the marks in time. Enter shows what has changed since, F4 sets one, F8 takes one
 * back. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/backup.h"
#include "tui/screen/ask.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

#define WIDE 64 /* cells from which on the person has a column */
#define WHEN_CELLS 17
#define WHO_CELLS 16

struct marks_screen {
    struct screen base;
    struct mark *marks;
    size_t count;
    struct list list;
    char *hint; /* as answered last */
};

static struct marks_screen *of(struct screen *self)
{
    return (struct marks_screen *)self;
}

static const struct mark *chosen(const struct marks_screen *m)
{
    return m->count > 0 ? &m->marks[m->list.at] : NULL;
}

static enum status read_marks(struct marks_screen *m, struct error *e)
{
    marks_free(m->marks, m->count);
    m->marks = NULL;
    m->count = 0;
    enum status s = marks_list(app_workbook(m->base.app), false, &m->marks, &m->count, e);
    list_count(&m->list, m->count);
    return s;
}

/* Enter: what has changed since. */
static void go(struct marks_screen *m)
{
    const struct mark *mark = chosen(m);
    struct mark copy;
    struct error e = {0};

    if (mark == NULL)
        return;
    enum status s = mark_named(app_workbook(m->base.app), mark->uid, &copy, &e);
    if (s == STATUS_OK)
        s = screen_open_changes(m->base.app, &copy, &e);
    if (s != STATUS_OK)
        app_trouble(m->base.app, &e);
}

static int key(struct screen *self, const struct press *press)
{
    struct marks_screen *m = of(self);

    if (press->code == PRESS_ENTER) {
        go(m);
        return SCREEN_HANDLED;
    }
    return list_key(&m->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act act)
{
    bool writes = workbook_writable(app_workbook(self->app));

    if (act == ACT_NEW)
        return writes;
    if (act == ACT_DELETE)
        return writes && of(self)->count > 0;
    return act == ACT_BACK || act == ACT_UNDO || act == ACT_REDO;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    if (act == ACT_DELETE)
        return _("There is no mark to take back.");
    return _("Here marks are set and taken back, nothing else.");
}

/* F8: the mark is gone, and undo goes on past it. */
static void take_back(struct marks_screen *m)
{
    const struct mark *mark = chosen(m);
    struct error e = {0};
    char *name = mark != NULL ? text_cut(mark->title, 30, draw_ascii()) : NULL;

    if (mark != NULL && mark_take_back(app_workbook(m->base.app), mark, &e) == STATUS_OK) {
        app_notice(
            m->base.app, _("Taken back: %s. It lies in the trash."), name != NULL ? name : "");
        if (read_marks(m, &e) != STATUS_OK)
            app_trouble(m->base.app, &e);
    } else if (mark != NULL) {
        app_trouble(m->base.app, &e);
    }
    free(name);
}

static int act(struct screen *self, enum act what)
{
    struct error e = {0};

    if (what == ACT_DELETE) {
        take_back(of(self));
        return SCREEN_HANDLED;
    }
    if (what != ACT_NEW)
        return SCREEN_IGNORED;
    if (screen_ask_mark(self->app, MARK_PLAIN, NULL, NULL,
            _("What is this moment of the plan to be called?"), &e) != STATUS_OK)
        app_trouble(self->app, &e);
    return SCREEN_HANDLED;
}

static void draw_line(struct marks_screen *m, const struct area *area, int y, size_t at)
{
    const struct mark *mark = &m->marks[at];
    bool here = at == m->list.at;
    char *when = past_when(m->base.app, mark->at, true);
    int right = area->width - 1;

    draw_hit(area, y, 0, 1, area->width, &m->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    if (area->width >= WIDE) {
        right -= WHO_CELLS;
        draw_text_in(area, y, right, WHO_CELLS, STYLE_TEXT, mark->author);
        right--;
    }
    if (area->width >= 2 * WHEN_CELLS) {
        right -= WHEN_CELLS;
        draw_text_in(area, y, right, WHEN_CELLS, STYLE_TEXT, when);
        right--;
    }
    draw_text_in(area, y, 3, right - 3, here ? STYLE_FOCUS : STYLE_TEXT, mark->title);
    free(when);
}

static void draw(struct screen *self, const struct area *area)
{
    struct marks_screen *m = of(self);

    if (m->count == 0) {
        draw_wrapped(area, area->height > 2, 2, area->width - 4, 5, STYLE_TEXT,
            _("No mark yet. A mark keeps a moment of the plan, such as the end of a bimtek: "
              "later you see what has changed since. F4 sets one; at the end of a bimtek and "
              "when minutes are signed, Susun offers it."));
        draw_cursor(area, area->height > 2, 2);
        return;
    }
    list_fit(&m->list, area->height);
    for (int y = 0; y < area->height && m->list.top + (size_t)y < m->count; y++)
        draw_line(m, area, y, m->list.top + (size_t)y);
    past_draw_more(area, &m->list);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Marks");
}

/* Why the mark was set. */
static const char *hint(struct screen *self)
{
    struct marks_screen *m = of(self);
    const struct mark *mark = chosen(m);

    free(m->hint);
    m->hint = NULL;
    if (mark != NULL)
        m->hint = mark->reason[0] != '\0' ? text_format("%s: %s", mark->title, mark->reason)
                                          : strdup(mark->title);
    return m->hint;
}

static const char *keys(struct screen *self)
{
    return of(self)->count > 0
               ? _("Enter: what has changed since   F4 new mark   F8 take back   Esc back")
               : _("F4 new mark   Esc goes back");
}

static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_marks(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct marks_screen *m = of(self);

    marks_free(m->marks, m->count);
    free(m->hint);
    free(m);
}

static const struct screen_ops ops = {
    .name = "marks",
    .about =
        N_("A mark keeps a moment of the plan. Undo stops at it, and what has changed since "
           "can be seen. F8 takes a mark back."),
    .draw = draw,
    .key = key,
    .can = can,
    .why = why,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status screen_open_marks(struct app *app, struct error *e)
{
    struct marks_screen *m = calloc(1, sizeof *m);

    if (m == NULL)
        return error_memory(e);
    m->base.ops = &ops;
    m->base.app = app;
    enum status s = read_marks(m, e);
    if (s != STATUS_OK) {
        release(&m->base);
        return s;
    }
    app_push(app, &m->base);
    return STATUS_OK;
}

/* What a mark that is being asked for is about. */
struct wanted {
    enum mark_kind kind;
    char *about;
};

static void free_wanted(void *context)
{
    struct wanted *w = context;

    if (w != NULL)
        free(w->about);
    free(w);
}

/* The name was given: the mark is set. */
static void set(struct app *app, void *context, const char *text)
{
    const struct wanted *w = context;
    struct error e = {0};

    if (mark_set(app_workbook(app), text, w->kind, w->about, "", &e) != STATUS_OK) {
        app_trouble(app, &e);
        return;
    }
    if (backup_make(app_workbook(app), BACKUP_MARK, NULL, &e) != STATUS_OK)
        app_trouble(app, &e);
    else
        app_notice(app, _("Mark set: %s. Menu > Marks shows what changes from now on."), text);
    struct screen *top = app_top(app);
    if (top != NULL && top->ops->resume != NULL)
        top->ops->resume(top);
}

enum status screen_ask_mark(struct app *app, enum mark_kind kind, const char *about,
    const char *title, const char *asks, struct error *e)
{
    struct wanted *w = calloc(1, sizeof *w);

    if (w != NULL) {
        w->kind = kind;
        w->about = strdup(about != NULL ? about : "");
    }
    if (w == NULL || w->about == NULL) {
        free_wanted(w);
        return error_memory(e);
    }
    const struct line_question question = {.title = _("Set a mark"),
        .asks = asks,
        .hint = _("Nothing is locked by it. Undo stops there, and later changes can be seen."),
        .keys = _("Enter: set the mark   Esc: no mark"),
        .text = title,
        .taken = set,
        .context = w,
        .free = free_wanted};
    return screen_open_ask(app, &question, e);
}
