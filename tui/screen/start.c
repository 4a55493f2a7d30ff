/* The first screen: the workbooks of this laptop, what can be done, and who is typing. */
#include "tui/screen/start.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/settings.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/prompt.h"

size_t start_books(const struct start *s)
{
    return s->books.found < START_BOOKS ? s->books.found : START_BOOKS;
}

/* How many things a part has. */
static size_t count_of(const struct start *s, enum start_part part)
{
    static const size_t counts[] = {
        [START_BOOK] = 0, [START_CHOICE] = CHOICE_COUNT, [START_BOX] = BOX_COUNT};

    return part == START_BOOK ? start_books(s) : counts[part];
}

/* Keeps who is typing when the cursor leaves a box. */
static bool leave(struct screen *self)
{
    struct start *s = (struct start *)self;

    if (s->typed)
        app_set_person(s->base.app, edit_line_text(&s->boxes[BOX_NAME]),
            edit_line_text(&s->boxes[BOX_OFFICE]));
    s->typed = false;
    return true;
}

/* Puts the cursor on the first thing there is. */
static void go_first(struct start *s)
{
    leave(&s->base);
    s->part = start_books(s) > 0 ? START_BOOK : START_CHOICE;
    s->at = 0;
}

/* One line up or down; stays at the ends. */
static void go(struct start *s, int step)
{
    leave(&s->base);
    books_settle(&s->books);
    if (step > 0 && s->at + 1 < count_of(s, s->part)) {
        s->at++;
    } else if (step > 0 && s->part < START_BOX) {
        s->part++;
        s->at = 0;
    } else if (step < 0 && s->at > 0) {
        s->at--;
    } else if (step < 0 && s->part > START_BOOK &&
               count_of(s, (enum start_part)(s->part - 1)) > 0) {
        s->part--;
        s->at = count_of(s, s->part) - 1;
    }
}

/* Does what a numbered line says. */
static void choose(struct start *s, enum start_choice choice)
{
    static enum status (*const doors[CHOICE_COUNT])(struct app *, struct error *) = {
        [CHOICE_NEW] = screen_open_newbook,
        [CHOICE_OPEN] = screen_open_openbook,
        [CHOICE_PRACTICE] = screen_open_practice,
        [CHOICE_TAKE] = screen_open_takebook,
    };
    struct error e = {0};

    leave(&s->base);
    s->part = START_CHOICE;
    s->at = choice;
    if (doors[choice](s->base.app, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Enter: opens, does, or goes to the next box; after the last box it is done. */
static void enter(struct start *s)
{
    struct error e = {0};

    if (s->part == START_CHOICE)
        choose(s, (enum start_choice)s->at);
    else if (s->part == START_BOX && s->at + 1 < BOX_COUNT)
        go(s, 1);
    else if (s->part == START_BOX)
        go_first(s);
    else if (s->at < start_books(s) &&
             screen_take(s->base.app, s->books.rows[s->at].path, false, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Typing in a box. */
static int type(struct start *s, const struct press *press)
{
    bool changed = false;

    if (!prompt_key(&s->boxes[s->at], press, &changed))
        return SCREEN_IGNORED;
    s->typed = s->typed || changed;
    return SCREEN_HANDLED;
}

/* A click stands on what it points at. */
static void point(struct start *s, const struct press *press)
{
    for (size_t i = 0; i < BOX_COUNT; i++) {
        if (press->owner == &s->boxes[i]) {
            s->part = START_BOX;
            s->at = i;
        }
    }
    if (press->owner == s) {
        s->part = (enum start_part)(press->index / MOST_LINES);
        s->at = press->index % MOST_LINES;
    }
}

/* Digits choose where nothing is typed; arrows move, Enter chooses. */
static int key(struct screen *self, const struct press *press)
{
    struct start *s = (struct start *)self;
    static const char *const digits[CHOICE_COUNT] = {"1", "2", "3", "4"};

    switch (press->code) {
    case PRESS_UP:
    case PRESS_BACKTAB: go(s, -1); return SCREEN_HANDLED;
    case PRESS_DOWN:
    case PRESS_TAB: go(s, 1); return SCREEN_HANDLED;
    case PRESS_ENTER: enter(s); return SCREEN_HANDLED;
    case PRESS_CLICK: point(s, press); break;
    case PRESS_F2: app_message(s->base.app, "%s", _("F2 works here.")); return SCREEN_HANDLED;
    default: break;
    }
    if (s->part == START_BOX)
        return type(s, press);
    for (size_t i = 0; i < CHOICE_COUNT; i++) {
        if (press_is_text(press, digits[i])) {
            choose(s, (enum start_choice)i);
            return SCREEN_HANDLED;
        }
    }
    return SCREEN_IGNORED;
}

/* Esc leaves the boxes. */
static int act(struct screen *self, enum act what)
{
    struct start *s = (struct start *)self;

    if (what != ACT_BACK || s->part != START_BOX)
        return SCREEN_IGNORED;
    go_first(s);
    return SCREEN_HANDLED;
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("SUSUN  workbook of the master plan");
}

/* Searches for workbooks anew and takes the remembered person. */
static void refresh(struct start *s)
{
    struct app *app = s->base.app;
    struct error e = {0};
    enum status status = books_begin(&s->books, BOOKS_RECENT | BOOKS_FOLDER | BOOKS_STICKS, &e);

    s->typed = false;
    if (status == STATUS_OK)
        status = edit_line_set(&s->boxes[BOX_NAME], app_name(app), false, &e);
    if (status == STATUS_OK)
        status = edit_line_set(&s->boxes[BOX_OFFICE], app_office(app), false, &e);
    if (status != STATUS_OK)
        app_trouble(app, &e);
}

/* Back on top: the cursor stands on the workbook that was left, else where it stood. */
static void resume(struct screen *self)
{
    struct start *s = (struct start *)self;
    bool left = app_opened(s->base.app) != s->opened;

    s->opened = app_opened(s->base.app);
    refresh(s);
    if (left || s->at >= count_of(s, s->part))
        go_first(s);
}

static bool idle(struct screen *self)
{
    struct start *s = (struct start *)self;

    return books_idle(&s->books, START_BOOKS);
}

static void release(struct screen *self)
{
    struct start *s = (struct start *)self;

    books_clear(&s->books);
    for (size_t i = 0; i < BOX_COUNT; i++)
        edit_line_free(&s->boxes[i]);
    free(s->folder);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "start",
    .about =
        N_("Here a workbook is begun or opened. Everything can be done with the arrow keys "
           "and Enter. Name and office stand beside every change in the history."),
    .draw = start_draw,
    .key = key,
    .act = act,
    .leave = leave,
    .title = title,
    .hint = start_hint,
    .keys = start_keys,
    .resume = resume,
    .idle = idle,
    .free = release,
};

enum status screen_open_start(struct app *app, struct error *e)
{
    struct start *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->folder = settings_workbook_folder();
    refresh(s);
    go_first(s);
    app_push(app, &s->base);
    return STATUS_OK;
}
