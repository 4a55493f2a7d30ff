/* The first screen: what can be done, and who is typing. */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/screen/open.h"
#include "tui/widget/prompt.h"

/* What can be chosen, from the top. */
enum choice_line { LINE_NEW, LINE_OPEN, LINE_LAST, LINE_AUTHOR, LINE_COUNT };

struct start {
    struct screen base;
    enum choice_line at;
    struct edit_line author;
    bool typed;   /* the box was changed since it was filled */
    char *last;   /* path of the workbook opened last, NULL when there is none */
    char *folder; /* where workbooks are kept */
};

/* Whether a line is there. */
static bool shown(const struct start *s, enum choice_line line)
{
    return line != LINE_LAST || s->last != NULL;
}

/* One line up or down among those that are there. */
static void go(struct start *s, int step)
{
    int line = (int)s->at;

    do
        line += step;
    while (line >= 0 && line < LINE_COUNT && !shown(s, (enum choice_line)line));
    if (line >= 0 && line < LINE_COUNT)
        s->at = (enum choice_line)line;
}

/* Keeps who is typing when the cursor leaves the box. */
static bool leave(struct screen *self)
{
    struct start *s = (struct start *)self;

    if (s->typed)
        app_set_author(s->base.app, edit_line_text(&s->author));
    s->typed = false;
    return true;
}

/* Does what a line says. */
static void choose(struct start *s, enum choice_line line)
{
    struct app *app = s->base.app;
    struct error e = {0};
    enum status status = STATUS_OK;

    leave(&s->base);
    s->at = line;
    switch (line) {
    case LINE_NEW: status = screen_open_newbook(app, &e); break;
    case LINE_OPEN: status = screen_open_openbook(app, &e); break;
    case LINE_LAST: status = app_open(app, s->last, &e); break;
    default: s->at = LINE_NEW; break;
    }
    if (status != STATUS_OK)
        app_trouble(app, &e);
}

/* Typing in the box. */
static int type(struct start *s, const struct press *press)
{
    bool changed = false;

    if (!prompt_key(&s->author, press, &changed))
        return SCREEN_IGNORED;
    s->typed = s->typed || changed;
    return SCREEN_HANDLED;
}

/* Digits choose where nothing is typed; arrows move, Enter chooses. */
static int key(struct screen *self, const struct press *press)
{
    struct start *s = (struct start *)self;
    static const char *const digits[] = {"1", "2", "3"};

    switch (press->code) {
    case PRESS_UP:
    case PRESS_BACKTAB: go(s, -1); return SCREEN_HANDLED;
    case PRESS_DOWN:
    case PRESS_TAB: go(s, 1); return SCREEN_HANDLED;
    case PRESS_ENTER: choose(s, s->at); return SCREEN_HANDLED;
    case PRESS_F2: app_message(s->base.app, "%s", _("F2 works here.")); return SCREEN_HANDLED;
    default: break;
    }
    if (s->at == LINE_AUTHOR)
        return type(s, press);
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        if (press_is_text(press, digits[i]) && shown(s, (enum choice_line)i)) {
            choose(s, (enum choice_line)i);
            return SCREEN_HANDLED;
        }
    }
    return SCREEN_IGNORED;
}

/* One of the numbered lines. */
static void draw_choice(const struct start *s, const struct area *area, int y,
    enum choice_line line, const char *text)
{
    bool here = s->at == line;
    enum style style = here ? STYLE_FOCUS : STYLE_TEXT;
    char *numbered = text_format("%d  %s", (int)line + 1, text);

    if (here) {
        draw_sign(area, y, 3, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 5);
    }
    draw_text_in(area, y, 5, area->width - 8, style, numbered);
    free(numbered);
}

/* The box for who types, from row y. */
static void draw_author(struct start *s, const struct area *area, int y)
{
    int box = area->width > 49 ? 40 : area->width - 7;
    const char *why = _("name or office, for the history");

    draw_text(area, y, 2, STYLE_LABEL, _("Who types on this laptop?"));
    prompt_draw(area, y + 1, 4, box, &s->author, s->at == LINE_AUTHOR);
    if (area->width > box + 6 + (int)text_width(why))
        draw_text(area, y + 1, 4 + box + 2, STYLE_HINT, why);
}

/* Whether F-keys arrive here. Returns the next row. */
static int draw_fkeys(const struct start *s, const struct area *area, int y)
{
    if (app_fkeys(s->base.app)) {
        draw_text(
            area, y, 2, STYLE_GOOD, _("F-keys work: the bottom line shows their numbers."));
        return y + 1;
    }
    draw_text(area, y, 2, STYLE_TEXT, _("Try the keys: press F2 now. F2 has not arrived yet."));
    draw_text(area, y + 1, 2, STYLE_HINT,
        _("Nothing happens? The Ctrl keys (^) of the bottom line always work."));
    return y + 2;
}

/* Roomy on a usual terminal; without the sentences on a small one; on a very small one the box
 * alone while it is written in. */
static void draw(struct screen *self, const struct area *area)
{
    struct start *s = (struct start *)self;
    int width = area->width - 3;
    bool roomy = area->height >= 14;
    int y = 0;

    if (area->height < 6 && s->at == LINE_AUTHOR) {
        draw_author(s, area, 0);
        return;
    }
    if (roomy) {
        y++;
        y += draw_wrapped(area, y, 2, width, 2, STYLE_TEXT,
            _("Welcome. Everything can be done with the arrow keys and Enter."));
        y += draw_wrapped(area, y, 2, width, 2, STYLE_TEXT,
            _("What you type is stored at once. There is no Save button."));
        y++;
    }
    draw_choice(s, area, y++, LINE_NEW, _("Begin the workbook of a new district"));
    draw_choice(s, area, y++, LINE_OPEN, _("Open a workbook (on this laptop or a USB stick)"));
    if (s->last != NULL) {
        char *text = text_format(_("Go on with %s"), file_name(s->last));
        draw_choice(s, area, y++, LINE_LAST, text);
        free(text);
    }
    y += roomy;
    draw_author(s, area, y);
    y = draw_fkeys(s, area, y + 2 + roomy);
    char *folder =
        text_format(_("Folder: %s"), s->folder != NULL ? app_short_path(s->folder) : "");
    draw_text(area, y + roomy, 2, STYLE_HINT, folder);
    free(folder);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("SUSUN  workbook of the master plan");
}

static const char *keys(struct screen *self)
{
    const struct start *s = (const struct start *)self;

    if (s->at == LINE_AUTHOR)
        return _("Type a name or office   Up: back to the choices   Ctrl-Q leaves");
    return _("Up and Down move   Enter chooses   Ctrl-Q leaves");
}

/* A workbook was opened or made meanwhile, and the person may have told who they are. */
static void resume(struct screen *self)
{
    struct start *s = (struct start *)self;
    struct error e = {0};

    free(s->last);
    s->last = settings_get("recent", "last");
    if (s->last != NULL && !file_exists(s->last)) {
        free(s->last);
        s->last = NULL;
    }
    if (!shown(s, s->at))
        s->at = LINE_NEW;
    s->typed = false;
    if (edit_line_set(&s->author, app_author(s->base.app), false, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

static void release(struct screen *self)
{
    struct start *s = (struct start *)self;

    edit_line_free(&s->author);
    free(s->last);
    free(s->folder);
    free(s);
}

static const struct screen_ops ops = {
    .name = "start",
    .about =
        N_("Here a workbook is begun or opened. Everything can be done with the arrow keys "
           "and Enter."),
    .draw = draw,
    .key = key,
    .leave = leave,
    .title = title,
    .keys = keys,
    .resume = resume,
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
    resume(&s->base);
    if (s->last != NULL)
        s->at = LINE_LAST;
    app_push(app, &s->base);
    return STATUS_OK;
}
