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
#include "core/exchange/copies.h"
#include "tui/screen/merged.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

#define ANSWERS 3

/* What can be answered. */
enum answer {
    ANSWER_MERGE, /* the one on this laptop is opened, the other taken into it */
    ANSWER_LOCAL, /* the one on this laptop is opened */
    ANSWER_COPY,  /* the other is copied to this laptop, the copy opened */
    ANSWER_THERE, /* the other is opened where it lies */
};

/* The question. Its kinds: copies of one workbook, which belong together; two files of one
 * name, of which one is opened or copied; or one that lies where a power cut can damage it, and
 * none on this laptop yet. */
struct take {
    struct screen base;
    const char *place; /* the file system of that one ("FAT"), else NULL; static */
    bool same;         /* both are copies of one workbook */
    enum answer answers[ANSWERS];
    int count;
    char *from;
    char *there; /* the file on this laptop; where it would lie when there is none */
    char *to;    /* where a copy would lie */
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

/* Opens the one on this laptop and takes the other into it. */
static enum status merge(struct app *app, const char *there, const char *from, struct error *e)
{
    enum status status = app_open(app, there, e);

    return status == STATUS_OK ? screen_merge_file(app, from, e) : status;
}

/* Does what the marked answer says. */
static void answer(struct take *t)
{
    struct app *app = t->base.app;
    struct error e = {0};
    enum status status = STATUS_OK;

    switch (t->answers[t->at]) {
    case ANSWER_MERGE: status = merge(app, t->there, t->from, &e); break;
    case ANSWER_LOCAL: status = app_open(app, t->there, &e); break;
    case ANSWER_COPY: status = copy(app, t->from, t->to, &e); break;
    case ANSWER_THERE: status = app_open(app, t->from, &e); break;
    }
    if (status != STATUS_OK)
        app_trouble(app, &e);
}

/* Arrows and Enter, or the digit. */
static int key(struct screen *self, const struct press *press)
{
    struct take *t = (struct take *)self;
    static const char *const digits[ANSWERS] = {"1", "2", "3"};

    switch (press->code) {
    case PRESS_UP:
    case PRESS_BACKTAB: t->at -= t->at > 0; return SCREEN_HANDLED;
    case PRESS_DOWN:
    case PRESS_TAB: t->at += t->at + 1 < t->count; return SCREEN_HANDLED;
    case PRESS_WHEEL_UP:
    case PRESS_WHEEL_DOWN: return SCREEN_HANDLED;
    case PRESS_CLICK:
        t->at = press->owner == t ? (int)press->index : t->at;
        return SCREEN_HANDLED;
    case PRESS_ENTER: answer(t); return SCREEN_HANDLED;
    default: break;
    }
    for (int i = 0; i < t->count; i++) {
        if (press_is_text(press, digits[i])) {
            t->at = i;
            answer(t);
            return SCREEN_HANDLED;
        }
    }
    return SCREEN_IGNORED;
}

/* An answer in words. Caller frees. */
static char *words_of(const struct take *t, enum answer which)
{
    switch (which) {
    case ANSWER_MERGE: return strdup(_("Merge it into the workbook on this laptop"));
    case ANSWER_LOCAL: return strdup(_("Open the one on this laptop"));
    case ANSWER_COPY:
        return t->place != NULL ? strdup(_("Copy it to this laptop and open the copy"))
                                : text_format(_("Copy it once more, as %s"), file_name(t->to));
    default:
        return t->place != NULL && !t->same
                   ? strdup(_("Work where it lies all the same"))
                   : text_format(_("Open the one on the stick %s"), t->stick);
    }
}

/* One of the answers, from 0. */
static void draw_answer(const struct take *t, const struct area *area, int y, int number)
{
    bool here = t->at == number;
    char *words = words_of(t, t->answers[number]);
    char *line = words != NULL ? text_format("%d  %s", number + 1, words) : NULL;

    draw_hit(area, y, 0, 1, area->width, t, (size_t)number);
    if (here) {
        draw_sign(area, y, 3, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 5);
    }
    draw_text_in(area, y, 5, area->width - 6, here ? STYLE_FOCUS : STYLE_TEXT, line);
    free(line);
    free(words);
}

/* What is asked. Caller frees. */
static char *asked_of(const struct take *t)
{
    if (t->same)
        return text_format(_("%s is a copy of a workbook on this laptop: %s."),
            file_name(t->from), app_short_path(t->there));
    if (t->place != NULL)
        return text_format(
            _("%s lies on a stick or a network folder (%s)."), file_name(t->from), t->place);
    return text_format(_("On this laptop there is already %s."), app_short_path(t->there));
}

static void draw(struct screen *self, const struct area *area)
{
    const struct take *t = (const struct take *)self;
    char *asked = asked_of(t);
    int y = area->height > 5;

    if (area->height > 3)
        y += draw_wrapped(area, y, 2, area->width - 4, 3, STYLE_TEXT, asked) +
             (area->height > 7);
    int room = area->height - y, first = t->at < room ? 0 : t->at - room + 1;
    for (int i = first; i < t->count; i++)
        draw_answer(t, area, y + i - first, i);
    free(asked);
}

static const char *title(struct screen *self)
{
    const struct take *t = (const struct take *)self;

    return t->same    ? _("Merge into the workbook on this laptop?")
           : t->place ? _("Copy the workbook to this laptop?")
                      : _("Which of the two workbooks?");
}

static const char *hint(struct screen *self)
{
    const struct take *t = (const struct take *)self;

    if (t->same)
        return _("Nothing is lost by it: what is in either of them is in this one then.");
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
        N_("A copy of one workbook, or a file of one name, lies on the USB stick and on this "
           "laptop. Work on in one of them only."),
    .draw = draw,
    .key = key,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

/* What is asked about. */
struct asking {
    const char *from, *there, *stick, *place;
    bool same, copies;
};

/* Which answers there are, the default first. */
static void offer(struct take *t, bool copies)
{
    enum answer second = copies ? ANSWER_COPY : ANSWER_THERE;

    if (t->place != NULL && !t->same) {
        t->answers[t->count++] = ANSWER_COPY;
        t->answers[t->count++] = ANSWER_THERE;
        return;
    }
    if (t->same)
        t->answers[t->count++] = ANSWER_MERGE;
    t->answers[t->count++] = ANSWER_LOCAL;
    t->answers[t->count++] = second;
}

/* Puts the question. */
static enum status ask(struct app *app, const struct asking *a, struct error *e)
{
    struct take *t = calloc(1, sizeof *t);
    char *folder = file_folder(a->there);

    if (t != NULL) {
        t->base.ops = &ops;
        t->place = a->place;
        t->same = a->same;
        t->from = strdup(a->from);
        t->there = strdup(a->there);
        t->stick = strdup(a->stick != NULL ? a->stick : "");
        t->to = folder != NULL ? file_free_path(folder, file_name(a->from)) : NULL;
        offer(t, a->copies);
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

/* A workbook that lies elsewhere, or is to be copied: asks, unless there is nothing to ask. */
static enum status take(struct app *app, struct asking *a, const char *folder, struct error *e)
{
    char *same = NULL;
    enum status status = copies_beside(a->from, folder, &same, e);

    a->same = same != NULL;
    if (status == STATUS_OK && same != NULL) {
        a->there = same;
        status = ask(app, a, e);
    } else if (status == STATUS_OK && file_exists(a->there)) {
        a->place = NULL;
        status = ask(app, a, e);
    } else if (status == STATUS_OK && a->copies) {
        status = copy(app, a->from, a->there, e);
    } else if (status == STATUS_OK) {
        status = a->place != NULL ? ask(app, a, e) : app_open(app, a->from, e);
    }
    free(same);
    return status;
}

enum status screen_take(struct app *app, const char *path, bool copies, struct error *e)
{
    char *folder = settings_workbook_folder(), *stick = sticks_name(path);
    char *there = folder != NULL ? file_join(folder, file_name(path)) : NULL;
    struct asking a = {path, there, stick, file_system_unsafe(path), false, copies};
    bool own, elsewhere = copies || stick != NULL || a.place != NULL;
    enum status status = there != NULL ? workbook_peek(path, &own, e) : error_memory(e);

    if (status == STATUS_OK && (!elsewhere || same_file(path, there)))
        status = app_open(app, path, e);
    else if (status == STATUS_OK)
        status = take(app, &a, folder, e);
    free(there);
    free(stick);
    free(folder);
    return status;
}
