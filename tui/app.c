#include "tui/app_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/screen/search.h"

void app_push(struct app *app, struct screen *screen)
{
    screen->app = app;
    screen->below = app->top;
    screen->version = app->workbook != NULL ? workbook_version(app->workbook) : 0;
    app->top = screen;
    app->stacked = true;
}

void app_pop(struct app *app)
{
    struct screen *screen = app->top;

    if (screen == NULL)
        return;
    app->top = screen->below;
    screen->below = app->gone;
    app->gone = screen;
    app->stacked = true;
    bool same = app->workbook == NULL || workbook_version(app->workbook) == screen->version;
    if (screen->ops->overlay && same)
        return;
    if (app->top != NULL && app->top->ops->resume != NULL)
        app->top->ops->resume(app->top);
}

void app_bury(struct app *app)
{
    while (app->gone != NULL) {
        struct screen *screen = app->gone;
        app->gone = screen->below;
        screen->ops->free(screen);
    }
}

/* Pops screens until the top one has `depth` others below it. */
static void unwind(struct app *app, size_t depth)
{
    size_t count = 0;

    for (struct screen *screen = app->top; screen != NULL; screen = screen->below)
        count++;
    for (; count > depth + 1; count--) {
        struct screen *screen = app->top;
        app->top = screen->below;
        screen->below = app->gone;
        app->gone = screen;
    }
    app->stacked = true;
}

void app_pop_all(struct app *app)
{
    unwind(app, 0);
}

/* Tells the top screen that it is on top again. */
static void resume(struct app *app)
{
    if (app->top != NULL && app->top->ops->resume != NULL)
        app->top->ops->resume(app->top);
}

struct screen *app_top(const struct app *app)
{
    return app->top;
}

void app_to_start(struct app *app)
{
    unwind(app, 0);
    book_note(app);
    app->closing = true; /* the screens that are gone still know its method */
    resume(app);
}

void app_to_stages(struct app *app)
{
    unwind(app, 1);
    resume(app);
}

void app_quit(struct app *app)
{
    app->quitting = true;
}

struct workbook *app_workbook(struct app *app)
{
    return app->workbook;
}

/* Takes a message over. */
static void tell(struct app *app, bool stays, const char *format, va_list arguments)
{
    char *text = NULL;

    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    free(app->message);
    app->message = text;
    app->stays = stays;
}

void app_message(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(app, false, format, arguments);
    va_end(arguments);
}

void app_notice(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tell(app, true, format, arguments);
    va_end(arguments);
}

void app_trouble(struct app *app, struct error *e)
{
    char *text = app_short_text(error_text(e));

    app_message(app, "%s", text != NULL ? text : error_text(e));
    free(text);
    error_clear(e);
}

int app_zone(const struct app *app)
{
    return app->zone;
}

char *app_clock(const struct app *app, int64_t at, char out[8])
{
    int minute = 0;

    clock_date(at, app->zone, &minute);
    snprintf(out, 8, "%02d.%02d", minute / 60 % 24, minute % 60);
    return out;
}

bool app_fkeys(const struct app *app)
{
    return app->fkeys;
}

const struct key_file *app_key_file(const struct app *app)
{
    return &app->keys;
}

/* Lets the top screen alone store what is being typed there; false when it could not. */
static bool leave(struct app *app)
{
    struct screen *top = app->top;

    return top == NULL || top->ops->leave == NULL || top->ops->leave(top);
}

bool app_store(struct app *app)
{
    struct screen *screen = app->top;

    for (bool more = true; more && screen != NULL; screen = screen->below) {
        if (screen->ops->leave != NULL && !screen->ops->leave(screen))
            return false;
        more = screen->ops->overlay;
    }
    return true;
}

/* Whether one stands in a row that has a history. */
static bool history_possible(const struct app *app, struct screen *top)
{
    return app->workbook != NULL && top != NULL && !top->ops->asks && top->ops->field != NULL &&
           app->form != NULL && app->uid != NULL && app->uid[0] != '\0';
}

bool app_offers(const struct app *app, struct screen *top, enum act act)
{
    bool asked = top != NULL && top->ops->can != NULL;
    bool asks = top == NULL || top->ops->asks;

    switch (act) {
    case ACT_NONE:
    case ACT_COUNT: return false;
    case ACT_HELP:
    case ACT_MENU:
    case ACT_SAVED:
    case ACT_REPAINT:
    case ACT_THEME:
    case ACT_MOUSE:
    case ACT_QUIT: return true;
    case ACT_CLIP: return top != NULL && top->ops->copy != NULL;
    case ACT_PUT: return top != NULL && top->ops->key != NULL && app->clip != NULL;
    case ACT_UNDO:
    case ACT_REDO: return app->workbook != NULL && (!asked || top->ops->can(top, act));
    case ACT_NOTE: return !asks && note_possible(app->workbook);
    case ACT_CHECK:
    case ACT_FIND: return !asks && app->workbook != NULL;
    case ACT_GROUP: return !asks && group_possible(app->workbook);
    case ACT_TASKS: return !asks && app->practice != NULL;
    case ACT_HISTORY: return history_possible(app, top);
    case ACT_OURS: return !asks && app->workbook != NULL && workbook_group(app->workbook) != 0;
    case ACT_BACK:
        return top != NULL && top->below != NULL && (!asked || top->ops->can(top, act));
    default: return asked && top->ops->can(top, act);
    }
}

const char *app_why_not(const struct app *app, struct screen *screen, enum act act)
{
    const char *why = NULL;

    (void)app;

    if (screen != NULL && screen->ops->why != NULL)
        why = screen->ops->why(screen, act);
    else if (screen != NULL && screen->ops->only_looks != NULL)
        why = _(screen->ops->only_looks);
    if (why == NULL && action_of(act)->needs != NULL)
        why = _(action_of(act)->needs);
    return why != NULL ? why : "";
}

bool app_can(const struct app *app, enum act act)
{
    return app_offers(app, app->top, act);
}

/* Esc: a mode inside the screen ends first, then the screen. */
static void back(struct app *app)
{
    struct screen *top = app->top;
    int answer = top->ops->act != NULL ? top->ops->act(top, ACT_BACK) : SCREEN_IGNORED;

    if ((answer & SCREEN_HANDLED) != 0 && (answer & SCREEN_CLOSE) == 0)
        return;
    if (app->top != top)
        return;
    if (top->below == NULL)
        app_message(app, "%s", _("Ctrl-Q leaves Susun."));
    else if (leave(app))
        app_pop(app);
}

/* Answers the person who wants to save. */
static void say_saved(struct app *app)
{
    char clock[8];

    if (!app_store(app) || app->workbook == NULL)
        return;
    int64_t at = workbook_saved_at(app->workbook);
    if (at == 0)
        app_message(app, "%s",
            _("Everything is stored. Nothing has been changed since it was opened."));
    else
        app_message(app, _("Already stored at %s."), app_clock(app, at, clock));
}

/* Opens a screen that lies upon the present one. */
static void overlay(struct app *app, enum status (*open)(struct app *app, struct error *e))
{
    struct error e = {0};

    if (open(app, &e) != STATUS_OK)
        app_trouble(app, &e);
}

/* The history of the field one stands on; of the row where that is none. */
static enum status open_history(struct app *app, struct error *e)
{
    const struct field *field = app->top->ops->field(app->top);
    const char *uid, *name;
    const struct form *form = app_place(app, &uid, &name);

    return screen_open_history(
        app, form, uid, field != NULL && field->form == form ? field : NULL, e);
}

/* Cari; where one came from there, back to it. */
static enum status open_search(struct app *app, struct error *e)
{
    size_t above = 0;
    struct screen *screen = app->top;

    for (; screen != NULL && !search_is(screen); screen = screen->below)
        above++;
    if (screen == NULL)
        return screen_open_search(app, e);
    for (; above > 0; above--)
        app_pop(app);
    search_anew(screen);
    return STATUS_OK;
}

/* What the app itself does once the screen has stored what was being typed. */
static bool after_storing(struct app *app, enum act act)
{
    struct error e = {0};
    enum status status = STATUS_OK;

    switch (act) {
    case ACT_UNDO:
    case ACT_REDO:
    case ACT_NOTE:
    case ACT_CHECK:
    case ACT_FIND:
    case ACT_GROUP:
    case ACT_HISTORY:
    case ACT_OURS: break;
    default: return false;
    }
    if (!app_store(app))
        return true;
    if (act == ACT_NOTE)
        status = screen_open_note(app, &e);
    else if (act == ACT_CHECK)
        status = screen_open_findings(app, &e);
    else if (act == ACT_FIND)
        status = open_search(app, &e);
    else if (act == ACT_GROUP)
        status = screen_open_group(app, &e);
    else if (act == ACT_HISTORY)
        status = open_history(app, &e);
    else if (act == ACT_OURS)
        app_toggle_ours(app);
    else
        app_undo(app, act == ACT_REDO);
    if (status != STATUS_OK)
        app_trouble(app, &e);
    return true;
}

void app_do(struct app *app, enum act act)
{
    struct screen *top = app->top;

    switch (act) {
    case ACT_NONE: return;
    case ACT_BACK: back(app); return;
    case ACT_SAVED: say_saved(app); return;
    case ACT_CLIP: app_copy(app); return;
    case ACT_PUT: app_put(app); return;
    case ACT_REPAINT: return; /* run.c repaints */
    case ACT_HELP: overlay(app, screen_open_help); return;
    case ACT_MENU: overlay(app, screen_open_menu); return;
    case ACT_THEME: face_next_theme(app); return;
    case ACT_MOUSE: face_turn_mouse(app); return;
    case ACT_QUIT:
        if (app_store(app))
            app->quitting = true;
        return;
    default: break;
    }
    if (!app_can(app, act)) {
        app_message(app, _("%s: not possible here. %s"), _(action_of(act)->name),
            app_why_not(app, top, act));
        return;
    }
    if (act == ACT_TASKS) {
        overlay(app, screen_open_tasks);
        return;
    }
    if (after_storing(app, act))
        return;
    int answer = top->ops->act != NULL ? top->ops->act(top, act) : SCREEN_IGNORED;
    if ((answer & SCREEN_CLOSE) != 0 && app->top == top && leave(app))
        app_pop(app);
}

/* The first F-key that arrives tells that they do; remembered for the bar. */
static void notice_fkey(struct app *app, const struct press *press)
{
    struct error e = {0};

    if (app->fkeys || press->code < PRESS_F1 || press->code > PRESS_F12)
        return;
    app->fkeys = true;
    settings_set("keys", "fkeys", "1", &e);
    error_clear(&e); /* it will be found out again */
}

/* Time has passed: drafts, also of what lies below an overlay, and a look at the file. */
static void tick(struct app *app)
{
    struct screen *screen = app->top;

    for (bool more = true; more && screen != NULL; screen = screen->below) {
        if (screen->ops->tick != NULL)
            screen->ops->tick(screen);
        more = screen->ops->overlay;
    }
    book_check(app);
}

/* What a key asks for that the screen did not want: where nothing is typed, ? is help too, and
 * / searches. */
static enum act meant(const struct press *press)
{
    return press_is_text(press, "?")   ? ACT_HELP
           : press_is_text(press, "/") ? ACT_FIND
                                       : action_pressed(press);
}

void app_key(struct app *app, const struct press *press)
{
    struct screen *top = app->top;
    int answer = SCREEN_IGNORED;

    if (top == NULL)
        return;
    if (top->ops->key != NULL)
        answer = top->ops->key(top, press);
    if ((answer & SCREEN_CLOSE) != 0) {
        if (app->top == top && leave(app))
            app_pop(app);
    } else if ((answer & SCREEN_HANDLED) == 0) {
        app_do(app, meant(press));
    }
}

/* Something may have come, gone or been stored. */
static void settle(struct app *app)
{
    marks_watch(app);
    lesson_watch(app);
    app_bury(app);
    book_forget_left(app);
    book_note(app);
    book_between(app);
    if (app->closing || (app->top != NULL && app->top->below == NULL))
        book_close(app); /* the start screen is not about a workbook */
}

/* Whether a key only looks about. */
static bool looks_about(const struct press *press)
{
    return press->code >= PRESS_UP && press->code <= PRESS_CTRL_RIGHT;
}

void app_press(struct app *app, const struct press *press)
{
    if (press->code == PRESS_RESIZE || press->code == PRESS_NONE)
        return;
    if (press->code == PRESS_TICK) {
        tick(app);
    } else {
        if (!app->stays || !looks_about(press)) {
            free(app->message);
            app->message = NULL;
            app->stays = false;
        }
        notice_fkey(app, press);
        if (press_is_mouse(press))
            app_mouse(app, press);
        else
            app_key(app, press);
    }
    settle(app);
}

void app_ask(struct app *app, enum act act)
{
    free(app->message);
    app->message = NULL;
    app_do(app, act);
    settle(app);
}

bool app_idle(struct app *app)
{
    struct screen *top = app->top;

    if (app->quitting || top == NULL)
        return false;
    return (top->ops->idle != NULL && top->ops->idle(top)) || book_keep(app);
}

enum status app_start(struct app *app, const char *author, struct error *e)
{
    *app = (struct app){0};
    char *fkeys = settings_get("keys", "fkeys");
    app->fkeys = fkeys != NULL;
    free(fkeys);
    key_file_load(&app->keys);
    app->zone = clock_offset_here(clock_now());
    return person_start(app, author, e);
}

void app_finish(struct app *app)
{
    for (struct screen *screen = app->top; screen != NULL; screen = screen->below) {
        if (screen->ops->leave != NULL)
            screen->ops->leave(screen);
    }
    app->moved = app->moved || app->stacked;
    book_note(app);
    while (app->top != NULL) {
        struct screen *screen = app->top;
        app->top = screen->below;
        screen->below = app->gone;
        app->gone = screen;
    }
    app_bury(app);
    book_forget_left(app);
    book_close(app);
    person_free(app);
    free(app->message);
    free(app->clip);
    free(app->group_line);
    free(app->uid);
    free(app->field);
    key_file_free(&app->keys);
    *app = (struct app){0};
}
