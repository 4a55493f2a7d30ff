/* Choosing a workbook: those found on this laptop and on sticks, or a path typed. To open it,
 * to take a copy of it along, or to take it into the open one. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/screen/books.h"
#include "tui/screen/merged.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

/* What the chosen one is wanted for. */
enum purpose {
    TO_OPEN,
    TO_TAKE,  /* it is copied into the folder for workbooks, the copy opened */
    TO_MERGE, /* it is taken into the open workbook */
};

struct openbook {
    struct screen base;
    enum purpose purpose;
    struct books books;
    struct list list;
    struct edit_line path; /* what is typed; while it is empty the list has the cursor */
    char *hint;
};

/* Whether something is being typed. */
static bool typing(const struct openbook *s)
{
    return edit_line_text(&s->path)[0] != '\0';
}

/* Searches anew: a stick may have come meanwhile. */
static void search(struct openbook *s)
{
    struct error e = {0};
    unsigned where =
        s->purpose == TO_TAKE ? BOOKS_STICKS : BOOKS_RECENT | BOOKS_FOLDER | BOOKS_STICKS;

    if (books_begin(&s->books, where, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    list_count(&s->list, s->books.found);
}

/* Opens a workbook, takes it along, or in. */
static void choose(struct openbook *s, const char *path)
{
    struct error e = {0};
    enum status status = s->purpose == TO_MERGE
                             ? screen_merge_file(s->base.app, path, &e)
                             : screen_take(s->base.app, path, s->purpose == TO_TAKE, &e);

    if (status != STATUS_OK)
        app_trouble(s->base.app, &e);
    else if (s->purpose == TO_MERGE)
        edit_line_free(&s->path);
}

/* Ends the search before a key that depends on what is found. */
static void settle(struct openbook *s)
{
    books_settle(&s->books);
    list_count(&s->list, s->books.found);
}

/* A folder that was typed shows its workbooks instead. */
static void show_folder(struct openbook *s, const char *folder)
{
    struct error e = {0};

    if (books_begin_folder(&s->books, folder, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    settle(s);
    list_go(&s->list, 0);
    edit_line_free(&s->path);
    app_message(s->base.app, _("%zu workbooks in %s."), s->books.found, app_short_path(folder));
}

/* Enter: what was typed, or the marked one; with neither, another look. */
static void enter(struct openbook *s)
{
    if (typing(s)) {
        char *path = app_typed_path(edit_line_text(&s->path));
        if (path != NULL && file_is_folder(path))
            show_folder(s, path);
        else if (path != NULL)
            choose(s, path);
        free(path);
    } else if (s->list.at < s->books.found) {
        choose(s, s->books.rows[s->list.at].path);
    } else {
        search(s);
    }
}

/* Arrows choose, everything typed is a path. */
static int key(struct screen *self, const struct press *press)
{
    struct openbook *s = (struct openbook *)self;

    settle(s);
    if (press->code == PRESS_ENTER) {
        enter(s);
        return SCREEN_HANDLED;
    }
    if (!typing(s) && list_key(&s->list, press))
        return SCREEN_HANDLED;
    return prompt_key(&s->path, press, NULL) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* Esc empties what was typed first. */
static int act(struct screen *self, enum act what)
{
    struct openbook *s = (struct openbook *)self;

    if (what != ACT_BACK || !typing(s))
        return SCREEN_IGNORED;
    edit_line_free(&s->path);
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK;
}

/* Another folder or another workbook, until all are looked at. */
static bool idle(struct screen *self)
{
    struct openbook *s = (struct openbook *)self;
    bool more = books_idle(&s->books, s->books.count);

    if (s->list.count != s->books.found)
        list_count(&s->list, s->books.found);
    return more;
}

/* What is said where there is no list. */
static char *nothing_found(const struct openbook *s)
{
    if (!books_searched(&s->books))
        return strdup(_("Searching..."));
    if (s->purpose == TO_TAKE)
        return strdup(
            _("There is no workbook on a USB stick. Plug the stick in, wait a moment, "
              "then press Enter."));
    char *folder = settings_workbook_folder();
    char *none = text_format(_("There is no workbook in %s nor on a USB stick yet."),
        folder != NULL ? app_short_path(folder) : "");
    free(folder);
    return none;
}

/* The list with its headings, where there is room for these. */
static void draw_list(struct openbook *s, const struct area *area)
{
    int head = area->height > 6 && s->books.found > 0;

    if (s->books.found == 0) {
        char *none = nothing_found(s);
        draw_wrapped(area, 0, 2, area->width - 4, area->height, STYLE_TEXT, none);
        free(none);
    }
    if (head)
        books_draw_heading(area, 0, 1);
    list_fit(&s->list, area->height - head);
    for (int y = 0; y < area->height - head; y++) {
        size_t at = s->list.top + (size_t)y;
        if (at >= s->books.found)
            break;
        draw_hit(area, y + head, 0, 1, area->width, &s->list, at);
        books_draw(&s->books, area, y + head, 1, at, at == s->list.at && !typing(s));
    }
}

/* The list, below it the box; in very little room one of both. */
static void draw(struct screen *self, const struct area *area)
{
    struct openbook *s = (struct openbook *)self;
    bool box = typing(s) || s->books.found == 0;
    int below = area->height > 4 ? 2 : box;

    struct area list = area_part(area, 0, 0, area->height - below, area->width);
    draw_list(s, &list);
    if (below == 0)
        return;
    int y = area->height - 1;
    int label = draw_text_in(area, y, 2, area->width / 2, STYLE_LABEL, _("Or type its place:"));
    prompt_draw(area, y, label + 3, area->width - label - 5, &s->path, box);
}

static const char *title(struct screen *self)
{
    const struct openbook *s = (const struct openbook *)self;

    static const char *const titles[] = {[TO_OPEN] = N_("Open a workbook"),
        [TO_TAKE] = N_("Take a group's file along"),
        [TO_MERGE] = N_("Take in another copy")};

    return _(titles[s->purpose]);
}

static const char *hint(struct screen *self)
{
    struct openbook *s = (struct openbook *)self;

    if (typing(s) || s->list.at >= s->books.found)
        return _(
            "On a USB stick: type the stick's folder, then Enter, for example /media/usb.");
    free(s->hint);
    s->hint = books_hint(&s->books, s->list.at);
    return s->hint;
}

static const char *keys(struct screen *self)
{
    const struct openbook *s = (const struct openbook *)self;

    if (!typing(s) && s->books.found == 0)
        return _("Enter looks again   or type a place   Esc goes back");
    static const char *const keys_of[] = {
        [TO_OPEN] = N_("Up and Down choose   Enter opens   Esc goes back"),
        [TO_TAKE] = N_("Up and Down choose   Enter copies and opens   Esc goes back"),
        [TO_MERGE] = N_("Up and Down choose   Enter takes it in   Esc goes back")};

    return _(keys_of[s->purpose]);
}

static void release(struct screen *self)
{
    struct openbook *s = (struct openbook *)self;

    books_clear(&s->books);
    edit_line_free(&s->path);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "openbook",
    .about =
        N_("The workbooks that were opened here, those of the folder for workbooks and those "
           "on USB sticks. One that lies elsewhere is opened by typing its place."),
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .idle = idle,
    .free = release,
};

/* The screen for all of them. */
static enum status push(struct app *app, enum purpose purpose, struct error *e)
{
    struct openbook *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->purpose = purpose;
    search(s);
    app_push(app, &s->base);
    return STATUS_OK;
}

enum status screen_open_openbook(struct app *app, struct error *e)
{
    return push(app, TO_OPEN, e);
}

enum status screen_open_takebook(struct app *app, struct error *e)
{
    return push(app, TO_TAKE, e);
}

enum status screen_open_mergebook(struct app *app, struct error *e)
{
    return push(app, TO_MERGE, e);
}
