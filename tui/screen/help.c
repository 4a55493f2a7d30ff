/* Help: on the field or the screen it was asked on, and all keys. It lies upon that screen. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/comment.h"
#include "tui/key_file.h"
#include "tui/key_help.h"
#include "tui/screen/help_field.h"
#include "tui/screen/open.h"

#define LABEL 19     /* cells of the labels of a field's help */
#define KEY_LABEL 23 /* cells of the keys */

struct help {
    struct screen base;
    struct screen *about; /* what lies below */
    bool keys;            /* all keys are shown, not the field or screen */
    struct prose prose;
    const char *group; /* of the key rows, while they are added */
    char *line;        /* keys, as answered last */
};

/* The actions that can be done on the screen below, with their keys. */
static void add_actions(struct help *h)
{
    struct app *app = h->base.app;

    prose_heading(&h->prose, _("What can be done here"));
    for (size_t i = 0; action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        if (action->act == ACT_HELP || !app_offers(app, h->about, action->act))
            continue;
        char *keys = action_keys_text(action->act);
        prose_item(&h->prose, keys != NULL && keys[0] != '\0' ? keys : _("(by the Menu)"),
            _(action->name));
        free(keys);
    }
    if (h->about->ops->keys != NULL)
        prose_text(&h->prose, STYLE_TEXT, h->about->ops->keys(h->about));
}

/* What the screen below is for. */
static void add_screen(struct help *h)
{
    const struct screen_ops *ops = h->about->ops;

    if (ops->title != NULL)
        prose_text(&h->prose, STYLE_TITLE, ops->title(h->about));
    if (ops->about != NULL)
        prose_text(&h->prose, STYLE_TEXT, _(ops->about));
    add_actions(h);
}

/* For key_help_each. */
static void add_key(void *context, const struct key_help *row)
{
    struct help *h = context;

    if (h->group == NULL || strcmp(h->group, row->group) != 0)
        prose_heading(&h->prose, row->group);
    h->group = row->group;
    char *does = row->word[0] != '\0' ? text_format("%s  (%s)", row->does, row->word)
                                      : strdup(row->does);
    prose_item(&h->prose, row->keys[0] != '\0' ? row->keys : _("(by the Menu)"), does);
    free(does);
}

/* All keys, what is odd about the key file, and where it is. */
static void add_keys(struct help *h)
{
    const struct key_file *file = app_key_file(h->base.app);

    for (size_t i = 0; i < file->count; i++)
        prose_text(&h->prose, STYLE_MARK, file->told[i]);
    h->group = NULL;
    key_help_each(add_key, h);
    prose_heading(&h->prose, _("Other keys"));
    if (file->path == NULL)
        return;
    const char *path = app_short_path(file->path);
    char *where = text_format(
        _("Keys can be changed in the file %s%s: a line “new-row = F5 Ctrl-D” gives "
          "an action these keys, by the word in brackets above. Esc and Ctrl-Q stay "
          "as they are."),
        path != file->path ? "~/" : "", path);
    if (where != NULL)
        prose_text(&h->prose, STYLE_TEXT, where);
    free(where);
}

/* What experts said of the field, where one stands on a row that is stored. */
static void add_comments(struct help *h, const struct field *field)
{
    struct workbook *wb = app_workbook(h->base.app);
    const char *uid = NULL, *name = NULL;
    const struct form *form = app_place(h->base.app, &uid, &name);
    char **lines = NULL;
    size_t count = 0;
    struct error e = {0};

    if (wb == NULL || form != field->form || uid[0] == '\0')
        return;
    if (comment_lines(wb, form, uid, field, &lines, &count, &e) != STATUS_OK)
        app_trouble(h->base.app, &e);
    if (count > 0)
        prose_heading(&h->prose, _("What experts said of it"));
    for (size_t i = 0; i < count; i++)
        prose_text(&h->prose, STYLE_TEXT, lines[i]);
    comment_lines_free(lines, count);
}

/* Builds what is shown. */
static void build(struct help *h)
{
    const struct screen_ops *ops = h->about->ops;
    const struct field *field = ops->field != NULL ? ops->field(h->about) : NULL;

    prose_clear(&h->prose);
    if (h->keys) {
        add_keys(h);
    } else if (field != NULL) {
        help_field(&h->prose, field);
        add_comments(h, field);
        add_actions(h);
    } else {
        add_screen(h);
    }
}

/* Scrolls; F1 again shows the keys, and once more what was asked about. Menu takes the place of
 * help. */
static int key(struct screen *self, const struct press *press)
{
    struct help *h = (struct help *)self;

    switch (action_pressed(press)) {
    case ACT_HELP:
        h->keys = !h->keys;
        build(h);
        return SCREEN_HANDLED;
    case ACT_MENU: app_pop(self->app); return SCREEN_IGNORED;
    default: break;
    }
    if (press->code == PRESS_ENTER)
        return SCREEN_CLOSE;
    return prose_key(&h->prose, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK;
}

static const char *why(struct screen *self, enum act what)
{
    (void)self;
    (void)what;
    return _("Esc leads back from help first.");
}

static void draw(struct screen *self, const struct area *area)
{
    struct help *h = (struct help *)self;
    int label = h->keys ? KEY_LABEL : LABEL;

    prose_draw(&h->prose, area, label);
}

static const char *title(struct screen *self)
{
    const struct help *h = (const struct help *)self;

    return h->keys ? _("Help: all keys") : _("Help on this");
}

static const char *keys(struct screen *self)
{
    struct help *h = (struct help *)self;
    char name[PRESS_NAME_SIZE];

    if (h->keys)
        return _("Up and Down scroll   Esc goes back to where you were");
    free(h->line);
    h->line = text_format(_("Up and Down scroll   %s: all keys   Esc goes back"),
        action_key_text(ACT_HELP, app_fkeys(self->app), name));
    return h->line;
}

static void release(struct screen *self)
{
    struct help *h = (struct help *)self;

    prose_clear(&h->prose);
    free(h->line);
    free(h);
}

static const struct screen_ops ops = {
    .name = "help",
    .overlay = true,
    .draw = draw,
    .key = key,
    .can = can,
    .why = why,
    .title = title,
    .keys = keys,
    .free = release,
};

/* Puts help upon the top screen. */
static enum status open_help(struct app *app, bool keys_at_once, struct error *e)
{
    struct screen *top = app_top(app);
    struct help *h = calloc(1, sizeof *h);

    if (h == NULL)
        return error_memory(e);
    h->base.ops = &ops;
    h->base.app = app;
    h->about = top;
    h->keys = keys_at_once;
    build(h);
    if (h->prose.failed) {
        release(&h->base);
        return error_memory(e);
    }
    app_push(app, &h->base);
    return STATUS_OK;
}

enum status screen_open_help(struct app *app, struct error *e)
{
    return open_help(app, false, e);
}

enum status screen_open_keys(struct app *app, struct error *e)
{
    return open_help(app, true, e);
}
