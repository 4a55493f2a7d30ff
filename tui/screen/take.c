/* Opening a workbook that may lie on a stick, as it is or copied into the folder for workbooks
 * first. Where a file of that name is in the folder already, the person is asked which one is
 * meant: never two truths by accident. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/file_system.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/sticks.h"
#include "core/base/text.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

#define ANSWERS 2

/* The question. Its kinds: two files of one name, of which one is opened or copied; or one that
 * lies where a power cut can damage it, and none on this laptop yet. */
struct take {
    struct screen base;
    const char *place; /* the file system of that one ("FAT"), else NULL; static */
    bool copies;       /* what the second answer does: copy it, or open it where it is */
    char *from;
    char *there; /* the file of that name in the folder */
    char *to;    /* where a second copy would lie */
    char *stick; /* the name of the stick it lies on, "" when on none */
    int at;      /* the marked answer */
};

/* Copies to a path where nothing is, and opens the copy. One that cannot be opened is taken
 * away again: it is ours, and the one it came from is untouched. */
static enum status copy(struct app *app, const char *from, const char *to, struct error *e)
{
    char *folder = file_folder(to);
    enum status status = folder != NULL ? file_make_folder(folder, false, e) : error_memory(e);

    free(folder);
    if (status == STATUS_OK)
        status = workbook_copy(from, to, e);
    if (status != STATUS_OK)
        return status;
    status = app_open(app, to, e);
    if (status == STATUS_OK) {
        app_message(app, _("Copied to %s. From now on this copy is the one you write in."),
            app_short_path(to));
        return STATUS_OK;
    }
    char *journal = text_format("%s-journal", to);
    unlink(to);
    if (journal != NULL)
        unlink(journal);
    free(journal);
    return status;
}

/* Whether two paths lead to one file. */
static bool same_file(const char *one, const char *two)
{
    struct file_mark a, b;

    return file_mark(one, &a, NULL) == STATUS_OK && file_mark(two, &b, NULL) == STATUS_OK &&
           a.device == b.device && a.inode == b.inode;
}

/* Does what the marked answer says. */
static void answer(struct take *t)
{
    struct error e = {0};
    enum status status;

    if (t->at == 0 && t->place)
        status = copy(t->base.app, t->from, t->there, &e);
    else if (t->at == 0)
        status = app_open(t->base.app, t->there, &e);
    else if (t->copies)
        status = copy(t->base.app, t->from, t->to, &e);
    else
        status = app_open(t->base.app, t->from, &e);
    if (status != STATUS_OK)
        app_trouble(t->base.app, &e);
}

/* Arrows and Enter, or the digit. */
static int key(struct screen *self, const struct press *press)
{
    struct take *t = (struct take *)self;
    static const char *const digits[ANSWERS] = {"1", "2"};

    switch (press->code) {
    case PRESS_UP:
    case PRESS_BACKTAB: t->at = 0; return SCREEN_HANDLED;
    case PRESS_DOWN:
    case PRESS_TAB: t->at = 1; return SCREEN_HANDLED;
    case PRESS_WHEEL_UP:
    case PRESS_WHEEL_DOWN: return SCREEN_HANDLED;
    case PRESS_CLICK:
        t->at = press->owner == t ? (int)press->index : t->at;
        return SCREEN_HANDLED;
    case PRESS_ENTER: answer(t); return SCREEN_HANDLED;
    default: break;
    }
    for (int i = 0; i < ANSWERS; i++) {
        if (press_is_text(press, digits[i])) {
            t->at = i;
            answer(t);
            return SCREEN_HANDLED;
        }
    }
    return SCREEN_IGNORED;
}

/* One of the answers, from 0. */
static void draw_answer(
    const struct take *t, const struct area *area, int y, int number, const char *text)
{
    bool here = t->at == number;
    char *line = text_format("%d  %s", number + 1, text);

    draw_hit(area, y, 0, 1, area->width, t, (size_t)number);
    if (here) {
        draw_sign(area, y, 3, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 5);
    }
    draw_text_in(area, y, 5, area->width - 6, here ? STYLE_FOCUS : STYLE_TEXT, line);
    free(line);
}

static void draw(struct screen *self, const struct area *area)
{
    const struct take *t = (const struct take *)self;
    char *asked = t->place ? text_format(_("%s lies on a stick or a network folder (%s)."),
                                 file_name(t->from), t->place)
                           : text_format(_("On this laptop there is already %s."),
                                 app_short_path(t->there));
    char *second = t->copies  ? text_format(_("Copy it once more, as %s"), file_name(t->to))
                   : t->place ? strdup(_("Work where it lies all the same"))
                              : text_format(_("Open the one on the stick %s"), t->stick);
    int y = area->height > 5;

    if (area->height > 3)
        y += draw_wrapped(area, y, 2, area->width - 4, 3, STYLE_TEXT, asked) +
             (area->height > 7);
    draw_answer(t, area, y, 0,
        t->place ? _("Copy it to this laptop and open the copy")
                 : _("Open the one on this laptop"));
    draw_answer(t, area, y + 1, 1, second);
    free(asked);
    free(second);
}

static const char *title(struct screen *self)
{
    const struct take *t = (const struct take *)self;

    return t->place ? _("Copy the workbook to this laptop?") : _("Which of the two workbooks?");
}

static const char *hint(struct screen *self)
{
    const struct take *t = (const struct take *)self;

    if (t->place)
        return _("A power cut or a pulled stick can damage it there.");
    return _("The one on this laptop may hold what has been typed since it was copied.");
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Up and Down choose   Enter takes it   Esc goes back");
}

static void release(struct screen *self)
{
    struct take *t = (struct take *)self;

    free(t->from);
    free(t->there);
    free(t->to);
    free(t->stick);
    free(t);
}

static const struct screen_ops ops = {
    .name = "take",
    .about =
        N_("A file of one name lies on the USB stick and on this laptop. Work on in one of "
           "them only."),
    .draw = draw,
    .key = key,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

/* Puts the question. */
static enum status ask(struct app *app, const char *from, const char *there, const char *stick,
    bool copies, const char *place, struct error *e)
{
    struct take *t = calloc(1, sizeof *t);
    char *folder = file_folder(there);

    if (t != NULL) {
        t->base.ops = &ops;
        t->copies = copies;
        t->place = place;
        t->from = strdup(from);
        t->there = strdup(there);
        t->stick = strdup(stick != NULL ? stick : "");
        t->to = folder != NULL ? file_free_path(folder, file_name(there)) : NULL;
    }
    free(folder);
    if (t == NULL || t->from == NULL || t->there == NULL || t->to == NULL || t->stick == NULL) {
        if (t != NULL)
            release(&t->base);
        return error_memory(e);
    }
    app_push(app, &t->base);
    return STATUS_OK;
}

enum status screen_take(struct app *app, const char *path, bool copies, struct error *e)
{
    char *folder = settings_workbook_folder(), *stick = sticks_name(path);
    char *there = folder != NULL ? file_join(folder, file_name(path)) : NULL;
    const char *place = file_system_unsafe(path);
    bool own, elsewhere = copies || stick != NULL || place != NULL;
    enum status status = there != NULL ? workbook_peek(path, &own, e) : error_memory(e);

    if (status == STATUS_OK) {
        if (!elsewhere || same_file(path, there))
            status = app_open(app, path, e);
        else if (file_exists(there))
            status = ask(app, path, there, stick, copies, NULL, e);
        else if (place != NULL && !copies)
            status = ask(app, path, there, stick, false, place, e);
        else
            status = copies ? copy(app, path, there, e) : app_open(app, path, e);
    }
    free(there);
    free(stick);
    free(folder);
    return status;
}
