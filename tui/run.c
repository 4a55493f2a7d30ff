/* The loop: wait, take every key there is, draw once; or the same from a script. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "tui/app_state.h"
#include "tui/screen/open.h"
#include "tui/term/script.h"
#include "tui/term/term.h"
#include "tui/tui.h"

#define TICK_MS 1000
#define MINUTE_MS 60000

/* Puts the present state on the terminal. */
static void show(struct app *app)
{
    term_erase();
    app_draw(app);
    term_flush();
}

/* Draws, then lets the screen do what did not need to be waited for, until a key comes. */
static void draw(void *context)
{
    struct app *app = context;
    bool more = false;

    show(app);
    while (!term_pending() && app_idle(app))
        more = true;
    if (more)
        show(app);
}

/* One key; Ctrl-L is the only one that means the terminal itself. */
static void press(void *context, const struct press *pressed)
{
    struct app *app = context;

    if (action_pressed(pressed) == ACT_REPAINT)
        term_repaint();
    if (press_is_mouse(pressed)) { /* points at what is there now, after the keys before it */
        term_erase();
        app_draw(app);
    }
    app_press(app, pressed);
}

/* Whether the person has left. */
static bool over(void *context)
{
    const struct app *app = context;

    return app->quitting || app->top == NULL;
}

/* An action by its word: as its first key, or without one. */
static bool word(void *context, const char *name, size_t bytes)
{
    const struct action *action = action_named(name, bytes);
    enum press_code keys[ACTION_KEYS];

    if (action == NULL)
        return false;
    if (action_keys(action->act, keys) > 0)
        press(context, &(struct press){.code = keys[0]});
    else
        app_ask(context, action->act);
    return true;
}

/* Handles every complete key that waits. True when there was one. */
static bool drain(struct app *app, bool late)
{
    struct press pressed;
    bool any = false;

    while (!over(app) && input_next(term_input(), late, &pressed)) {
        press(app, &pressed);
        press_clear(&pressed);
        any = true;
    }
    return any;
}

/* How long to sleep: until an ESC is the Esc key, until a tick is due, until the clock of the
 * first screen goes on, or until something happens. */
static int patience(const struct app *app, int64_t tick_due)
{
    if (input_waiting(term_input()))
        return INPUT_ESC_DELAY;
    if (tick_due == 0)
        return app_shows_clock(app) ? MINUTE_MS - (int)(clock_now() % MINUTE_MS) : -1;
    int64_t left = tick_due - clock_ticks();
    return left > 0 ? (int)left : 0;
}

/* Runs until the person leaves, or a signal or the terminal's end says so. */
static enum status loop(struct app *app, int *signal, struct error *e)
{
    int64_t tick_due = 0;

    draw(app);
    while (!over(app)) {
        bool esc_waits = input_waiting(term_input());
        int woken = term_wait(patience(app, tick_due));
        if ((woken & WAKE_END) != 0) {
            *signal = term_signal();
            return error_set(e, STATUS_INTERRUPTED, "%s",
                _("Susun was ended from outside; what was typed is stored."));
        }
        bool changed = drain(app, esc_waits && (woken & WAKE_TIME) != 0);
        if (changed && tick_due == 0)
            tick_due = clock_ticks() + TICK_MS;
        if (!over(app) && tick_due != 0 && clock_ticks() >= tick_due) {
            press(app, &(struct press){.code = PRESS_TICK});
            tick_due = 0;
            changed = true;
        }
        int draws = WAKE_SIZE | WAKE_AGAIN | (app_shows_clock(app) ? WAKE_TIME : 0);
        if (!over(app) && (changed || (woken & draws) != 0))
            draw(app);
    }
    return STATUS_OK;
}

/* Tells what is odd about the key file: the first sentence, and where the others are. */
static void key_file_say(struct app *app)
{
    const struct key_file *file = &app->keys;
    char key[PRESS_NAME_SIZE];

    if (file->count == 1)
        app_message(app, "%s", file->told[0]);
    else if (file->count > 1)
        app_message(app, _("%s (%zu more: %s twice)"), file->told[0], file->count - 1,
            action_key_text(ACT_HELP, app->fkeys, key));
}

/* The first screens: start, and the workbook upon it when one is named. */
static enum status open_first(struct app *app, const char *path, struct error *e)
{
    enum status status = screen_open_start(app, e);
    struct error why = {0};

    if (status == STATUS_OK && path != NULL && screen_take(app, path, false, &why) != STATUS_OK)
        app_trouble(app, &why);
    key_file_say(app);
    return status;
}

enum status tui_run(const struct tui_options *options, int *signal, struct error *e)
{
    struct term_options terminal = {.hidden = options->script != NULL, .ascii = options->ascii};
    const char *size = options->size != NULL ? options->size : "80x24";
    struct app app;
    int ended_by = 0;

    if (!script_size(size, &terminal.width, &terminal.height))
        return error_set(
            e, STATUS_USAGE, _("%s is no size of a terminal; write it as 80x24."), size);
    enum status status = face_read(options->theme, &terminal.theme, &terminal.mouse, e);
    if (status == STATUS_OK)
        status = term_open(&terminal, e);
    if (status != STATUS_OK)
        return status;
    status = app_start(&app, options->author, e);
    if (status == STATUS_OK)
        status = open_first(&app, options->path, e);
    if (status == STATUS_OK && options->script != NULL) {
        struct script_host host = {&app, press, draw, over, word};
        draw(&app);
        status = script_play(options->script, &host, e);
    } else if (status == STATUS_OK) {
        status = loop(&app, &ended_by, e);
    }
    app_finish(&app);
    term_close();
    if (signal != NULL)
        *signal = ended_by;
    return status;
}
