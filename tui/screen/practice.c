/* Latihan: the practice file, and its tasks beside whatever one is working at. */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "core/exchange/sample.h"
#include "core/plan/practice.h"
#include "core/store/backup.h"
#include "tui/app.h"
#include "tui/key_words.h"
#include "tui/screen/books.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

#define PRACTICE_FILE "latihan" BOOK_ENDING
#define TWO_COLUMNS 64 /* narrower terminals show the tasks alone */
#define TASKS_WIDTH 46 /* of the tasks beside another screen, at least */
#define ROOMY 16       /* rows from which on blank lines stand between */

struct tasks_screen {
    struct screen base;
    struct screen *under; /* what one is working at */
    struct list list;     /* the tasks, and behind them to begin anew */
};

/* Whether the cursor is on the line behind the tasks. */
static bool on_anew(const struct tasks_screen *t)
{
    return t->list.at == practice_total(app_practice(t->base.app));
}

/* Lays the practice file aside and makes a new one in its place. */
static enum status lay_aside(const char *path, struct error *e)
{
    char *folder = file_folder(path);
    char *aside = folder != NULL ? file_join(folder, BACKUP_FOLDER) : NULL;
    char *kept = aside != NULL ? file_free_path(aside, file_name(path)) : NULL;
    enum status s = kept != NULL ? file_make_folder(aside, false, e) : error_memory(e);

    if (s == STATUS_OK)
        s = file_rename(path, kept, e);
    if (s == STATUS_OK) {
        s = sample_make_practice(path, e);
        if (s != STATUS_OK)
            (void)file_rename(kept, path, NULL);
    }
    free(kept);
    free(aside);
    free(folder);
    return s;
}

/* Everything from the first task on; the screens of the old file are gone then. */
static void begin_anew(struct app *app)
{
    struct error e = {0};
    char *path = strdup(workbook_path(app_workbook(app)));
    enum status s = path != NULL ? lay_aside(path, &e) : error_memory(&e);

    if (s == STATUS_OK)
        s = app_open(app, path, &e);
    if (s == STATUS_OK)
        s = screen_open_tasks(app, &e);
    if (s == STATUS_OK)
        app_message(app, "%s",
            _("The practice begins anew. The file as it was lies in the folder of backups."));
    else
        app_trouble(app, &e);
    free(path);
}

/* Arrows choose, Enter goes to work (or begins anew). What is a command goes to the screen that
 * one is working at. */
static int key(struct screen *self, const struct press *press)
{
    struct tasks_screen *t = (struct tasks_screen *)self;

    if (list_key(&t->list, press))
        return SCREEN_HANDLED;
    if (press->code == PRESS_ENTER && on_anew(t)) {
        if (app_store(self->app))
            begin_anew(self->app);
        return SCREEN_HANDLED;
    }
    switch (action_pressed(press)) {
    case ACT_TASKS: return SCREEN_CLOSE;
    case ACT_NONE: return press->code == PRESS_ENTER ? SCREEN_CLOSE : SCREEN_IGNORED;
    case ACT_BACK:
    case ACT_HELP:
    case ACT_QUIT: return SCREEN_IGNORED;
    default: app_pop(self->app); return SCREEN_IGNORED;
    }
}

static bool can(struct screen *self, enum act what)
{
    const struct tasks_screen *t = (const struct tasks_screen *)self;

    return what == ACT_BACK || app_offers(self->app, t->under, what);
}

/* How the chosen task is done, or that it is. */
static const char *about(const struct tasks_screen *t)
{
    const struct practice *p = app_practice(t->base.app);

    if (on_anew(t))
        return _("Enter begins with the first task. The file as it is now goes into the folder "
                 "of backups.");
    if (practice_finished(p) == practice_total(p))
        return _("All tasks are done. Your own workbook: Esc to the first screen, then 1.");
    return practice_is_done(p, t->list.at) ? practice_praise(p, t->list.at)
                                           : practice_hint(p, t->list.at);
}

/* One line of the list. */
static void draw_line(struct tasks_screen *t, const struct area *area, int y, size_t at)
{
    const struct practice *p = app_practice(t->base.app);
    bool task = at < practice_total(p), done = task && practice_is_done(p, at);
    enum style style = at == t->list.at ? STYLE_FOCUS : done ? STYLE_GOOD : STYLE_TEXT;
    char *text =
        task ? text_format("%s %zu %s", done ? "[x]" : "[ ]", at + 1, practice_text(p, at))
             : strdup(_("Begin the practice anew"));

    draw_hit(area, y, 0, 1, area->width, &t->list, at);
    if (at == t->list.at) {
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 1);
    }
    draw_text_in(area, y, 1, area->width - 1, style, text);
    free(text);
}

/* The tasks, and how the chosen one is done. */
static void draw_tasks(struct tasks_screen *t, const struct area *area)
{
    const struct practice *p = app_practice(t->base.app);
    int roomy = area->height >= ROOMY, y = area->height < 3 ? 0 : 1 + roomy;
    int rows = area->height - y < (int)t->list.count ? area->height - y : (int)t->list.count;

    if (y > 0) {
        char *head = text_format(
            _("%zu of %zu tasks are done"), practice_finished(p), practice_total(p));
        draw_text(area, 0, 1, STYLE_TITLE, head);
        free(head);
    }
    list_fit(&t->list, rows);
    for (int i = 0; i < rows; i++)
        draw_line(t, area, y + i, t->list.top + (size_t)i);
    y += rows + roomy;
    char *how = key_words_of(about(t));
    if (y < area->height)
        draw_wrapped(area, y, 1, area->width - 2, area->height - y, STYLE_HINT, how);
    free(how);
}

/* Beside the screen below; where there is no room for both, alone. */
static void draw(struct screen *self, const struct area *area)
{
    struct tasks_screen *t = (struct tasks_screen *)self;
    int left = area->width * 45 / 100;

    if (area->width < TWO_COLUMNS) {
        draw_tasks(t, area);
        return;
    }
    if (left > area->width - TASKS_WIDTH)
        left = area->width - TASKS_WIDTH;
    struct area part = area_part(area, 0, left + 1, area->height, area->width - left - 1);
    struct area other = area_part(area, 0, 0, area->height, left);
    t->under->ops->draw(t->under, &other);
    draw_vrule(area, 0, left, area->height);
    draw_tasks(t, &part);
}

/* What the screen below counts goes on beside the tasks. */
static bool idle(struct screen *self)
{
    struct screen *under = ((struct tasks_screen *)self)->under;

    return under->ops->idle != NULL && under->ops->idle(under);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("The tasks");
}

static const char *keys(struct screen *self)
{
    return on_anew((struct tasks_screen *)self)
               ? _("Enter begins anew   Esc: back to work")
               : _("Up and Down: how it is done   Enter or Esc: to work");
}

static void release(struct screen *self)
{
    free(self);
}

static const struct screen_ops ops = {
    .name = "tasks",
    .overlay = true,
    .about = N_("The tasks of the practice. One that is done is ticked by itself, in whatever "
                "order; below the tasks stands how the chosen one is done."),
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .keys = keys,
    .idle = idle,
    .free = release,
};

enum status screen_open_tasks(struct app *app, struct error *e)
{
    const struct practice *p = app_practice(app);
    struct tasks_screen *t = calloc(1, sizeof *t);

    if (t == NULL)
        return error_memory(e);
    t->base.ops = &ops;
    t->under = app_top(app);
    list_count(&t->list, practice_total(p) + 1);
    list_go(&t->list, practice_finished(p) < practice_total(p) ? practice_next(p) : 0);
    app_push(app, &t->base);
    return STATUS_OK;
}

/* Whether a file is one for practice. */
static bool is_practice(const char *path)
{
    struct workbook *wb = NULL;
    struct error e = {0};
    bool practice =
        workbook_open(&wb, path, WORKBOOK_READ, NULL, &e) == STATUS_OK && workbook_practice(wb);

    error_clear(&e);
    workbook_close(wb);
    return practice;
}

/* Where the practice file is, or is to be: a file of that name which is none stays as it is.
 * Caller frees; NULL without memory. */
static char *place_of(const char *folder)
{
    char *path = file_join(folder, PRACTICE_FILE);

    if (path == NULL || !file_exists(path) || is_practice(path))
        return path;
    free(path);
    return file_free_path(folder, PRACTICE_FILE);
}

enum status screen_open_practice(struct app *app, struct error *e)
{
    if (app_practice(app) != NULL)
        return screen_open_tasks(app, e);
    char *folder = settings_workbook_folder();
    char *path = folder != NULL ? place_of(folder) : NULL;
    enum status status = path != NULL ? file_make_folder(folder, false, e) : error_memory(e);

    if (status == STATUS_OK && !file_exists(path))
        status = sample_make_practice(path, e);
    if (status == STATUS_OK)
        status = app_open(app, path, e);
    if (status == STATUS_OK && app_practice(app) != NULL)
        status = screen_open_tasks(app, e);
    free(path);
    free(folder);
    return status;
}
