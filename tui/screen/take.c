#include "tui/screen/take.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"

/* Copies to a path where nothing is, and opens the copy. One that cannot be opened is taken away
 * again: it is ours, and the one it came from is untouched. */
static enum status copy_and_open(
    struct app *app, const char *from, const char *to, struct error *e)
{
    char *folder = file_folder(to);
    enum status status = folder != NULL ? file_make_folder(folder, false, e) : error_memory(e);

    free(folder);
    if (status == STATUS_OK)
        status = workbook_copy(from, to, e);
    if (status != STATUS_OK)
        return status;
    status = app_open(app, to, e);
    if (status != STATUS_OK) {
        char *journal = text_format("%s-journal", to);
        unlink(to);
        if (journal != NULL)
            unlink(journal);
        free(journal);
    }
    return status;
}

/* Copies, opens and tells it. */
static void copy(struct app *app, const char *from, const char *to)
{
    struct error e = {0};

    if (copy_and_open(app, from, to, &e) == STATUS_OK)
        app_message(app, _("Copied to %s. From now on this copy is the one you write in."),
            app_short_path(to));
    else
        app_trouble(app, &e);
}

/* Opens what lies in the folder already. */
static void open_there(struct app *app, const char *path)
{
    struct error e = {0};

    if (app_open(app, path, &e) != STATUS_OK)
        app_trouble(app, &e);
}

/* Whether two paths lead to one file. */
static bool same_file(const char *one, const char *two)
{
    struct file_mark a, b;

    return file_mark(one, &a, NULL) == STATUS_OK && file_mark(two, &b, NULL) == STATUS_OK &&
           a.device == b.device && a.inode == b.inode;
}

void take_begin(struct take *t, struct app *app, const char *from)
{
    char *folder = settings_workbook_folder();
    char *there = folder != NULL ? file_join(folder, file_name(from)) : NULL;
    struct error e = {0};
    bool own;

    take_clear(t);
    if (there == NULL) {
        error_memory(&e);
        app_trouble(app, &e);
    } else if (workbook_peek(from, &own, &e) != STATUS_OK) {
        app_trouble(app, &e);
    } else if (!file_exists(there)) {
        copy(app, from, there);
    } else if (same_file(from, there)) {
        open_there(app, there);
    } else {
        t->from = strdup(from);
        t->other = file_free_path(folder, file_name(from));
        t->there = there;
        there = NULL;
        if (t->from == NULL || t->other == NULL)
            take_clear(t);
    }
    free(there);
    free(folder);
}

void take_key(struct take *t, struct app *app, const struct press *press)
{
    bool first = press_is_text(press, "1"), second = press_is_text(press, "2");

    switch (press->code) {
    case PRESS_UP:
    case PRESS_BACKTAB: t->again = false; return;
    case PRESS_DOWN:
    case PRESS_TAB: t->again = true; return;
    case PRESS_ENTER: break;
    default:
        if (!first && !second)
            return;
        t->again = second;
        break;
    }
    struct take answered = *t;
    *t = (struct take){0};
    if (answered.again)
        copy(app, answered.from, answered.other);
    else
        open_there(app, answered.there);
    take_clear(&answered);
}

/* One of the two answers. */
static void draw_answer(const struct area *area, int y, bool here, int number, const char *text)
{
    char *line = text_format("%d  %s", number, text);

    if (here) {
        draw_sign(area, y, 3, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 5);
    }
    draw_text_in(area, y, 5, area->width - 6, here ? STYLE_FOCUS : STYLE_TEXT, line);
    free(line);
}

void take_draw(const struct take *t, const struct area *area)
{
    char *asked =
        text_format(_("On this laptop there is already %s."), app_short_path(t->there));
    char *again = text_format(_("Copy it once more, as %s"), file_name(t->other));
    int y = area->height > 5;

    if (area->height > 2)
        y += draw_wrapped(area, y, 2, area->width - 4, 3, STYLE_TEXT, asked) + (area->height > 6);
    draw_answer(area, y, !t->again, 1, _("Open the one on this laptop"));
    draw_answer(area, y + 1, t->again, 2, again);
    free(asked);
    free(again);
}

void take_clear(struct take *t)
{
    free(t->from);
    free(t->there);
    free(t->other);
    *t = (struct take){0};
}
