/* Choosing a CSV or TSV file to paste, or what comes back, a package too: those of the folders
 * where people keep what they were sent, and of sticks, or a path typed. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/sticks.h"
#include "core/base/text.h"
#include "core/exchange/coming.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define SUSUN_FOLDERS "Susun" /* how the folders begin that Susun makes on a stick */

struct sheets {
    struct screen base;
    bool packages; /* packages are wanted too, folders and zips */
    char **paths;  /* [list.count] */
    struct list list;
    struct edit_line path; /* what is typed; while it is empty the list has the cursor */
    void (*taken)(struct app *app, void *context, const char *path);
    void *context;
};

/* Whether something is being typed. */
static bool typing(const struct sheets *s)
{
    return edit_line_text(&s->path)[0] != '\0';
}

/* Whether a name ends as tables do that are read here; what Susun wrote is CSV. */
static bool is_table(const char *name, bool ours)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt"};
    size_t length = strlen(name), count = ours ? 1 : sizeof endings / sizeof *endings;

    for (size_t i = 0; i < count; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcasecmp(name + length - ending, endings[i]) == 0)
            return true;
    }
    return false;
}

/* Takes a path over into the list. */
static enum status add(struct sheets *s, char *path, struct error *e)
{
    char **more = path ? realloc(s->paths, (s->list.count + 1) * sizeof *more) : NULL;

    if (more == NULL) {
        free(path);
        return error_memory(e);
    }
    s->paths = more;
    s->paths[s->list.count++] = path;
    return STATUS_OK;
}

/* Adds the tables of a folder; one that cannot be read, or is not there, has none. */
static enum status add_folder(struct sheets *s, const char *folder, struct error *e)
{
    struct error unread = {0};
    char **names = NULL;
    size_t count = 0;
    enum status status = STATUS_OK;

    if (folder == NULL)
        return STATUS_OK;
    if (file_list(folder, &names, &count, &unread) != STATUS_OK)
        error_clear(&unread);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        char *path = file_join(folder, names[i]);
        if (path != NULL &&
            (is_table(names[i], s->packages) || (s->packages && coming_is_package(path))))
            status = add(s, path, e);
        else
            free(path);
    }
    file_names_free(names, count);
    return status;
}

/* Where packages lie, beside the usual folders: by the workbook, and where a stick has its
 * folders of Susun. */
static enum status add_packages(struct sheets *s, const char *stick, struct error *e)
{
    struct error unread = {0};
    char **names = NULL;
    size_t count = 0;
    enum status status = STATUS_OK;

    if (file_list(stick, &names, &count, &unread) != STATUS_OK)
        error_clear(&unread);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        char *folder = strncasecmp(names[i], SUSUN_FOLDERS, strlen(SUSUN_FOLDERS)) == 0
                           ? file_join(stick, names[i])
                           : NULL;
        if (folder != NULL && !coming_is_package(folder))
            status = add_folder(s, folder, e);
        free(folder);
    }
    file_names_free(names, count);
    return status;
}

/* The folder of the open workbook, unless it is one of the usual. */
static enum status add_own(
    struct sheets *s, const char *books, const char *above, struct error *e)
{
    char *own = file_folder(workbook_path(app_workbook(s->base.app)));
    bool usual = own == NULL || (books != NULL && strcmp(own, books) == 0) ||
                 (above != NULL && strcmp(own, above) == 0);
    enum status status = usual ? STATUS_OK : add_folder(s, own, e);

    free(own);
    return status;
}

/* The folder for workbooks, the one it lies in, downloads, and the top of every stick. */
static enum status search(struct sheets *s, struct error *e)
{
    static const char *const downloads[] = {"Unduhan", "Downloads"};
    char *books = settings_workbook_folder(), *above = books ? file_folder(books) : NULL;
    const char *home = getenv("HOME");
    char **sticks = NULL;
    size_t count = 0;
    enum status status = add_folder(s, books, e);

    if (status == STATUS_OK)
        status = add_folder(s, above, e);
    if (status == STATUS_OK && s->packages)
        status = add_own(s, books, above, e);
    for (size_t i = 0; status == STATUS_OK && home && i < 2; i++) {
        char *folder = file_join(home, downloads[i]);
        status = add_folder(s, folder, e);
        free(folder);
    }
    if (status == STATUS_OK)
        status = sticks_list(&sticks, &count, e);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = add_folder(s, sticks[i], e);
        if (status == STATUS_OK && s->packages)
            status = add_packages(s, sticks[i], e);
    }
    file_names_free(sticks, count);
    free(above);
    free(books);
    return status;
}

/* Forgets the files that were found. */
static void forget(struct sheets *s)
{
    for (size_t i = 0; i < s->list.count; i++)
        free(s->paths[i]);
    free(s->paths);
    s->paths = NULL;
    s->list = (struct list){0};
}

/* A folder that was typed shows its tables instead. */
static void show_folder(struct sheets *s, const char *folder)
{
    struct error e = {0};

    forget(s);
    if (add_folder(s, folder, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    edit_line_free(&s->path);
    app_message(s->base.app, _("%zu files in %s."), s->list.count, app_short_path(folder));
}

/* Enter: what was typed, or the marked one. */
static void enter(struct sheets *s)
{
    char *path = typing(s) ? app_typed_path(edit_line_text(&s->path)) : NULL;

    bool package = path != NULL && s->packages && coming_is_package(path);
    if (path != NULL && file_is_folder(path) && !package) {
        show_folder(s, path);
    } else if (path != NULL || s->list.count > 0) {
        const char *chosen = path != NULL ? path : s->paths[s->list.at];
        app_pop(s->base.app); /* this screen lives until the key is done */
        s->taken(s->base.app, s->context, chosen);
    }
    free(path);
}

/* Arrows choose, everything typed is a path. */
static int key(struct screen *self, const struct press *press)
{
    struct sheets *s = (struct sheets *)self;

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
    struct sheets *s = (struct sheets *)self;

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

static void draw(struct screen *self, const struct area *area)
{
    struct sheets *s = (struct sheets *)self;
    bool here = !typing(s) && s->list.count > 0;
    int height = area->height - 3;

    list_fit(&s->list, height);
    if (s->list.count == 0)
        draw_wrapped(area, 0, 2, area->width - 4, height, STYLE_TEXT,
            s->packages ? _("There is no CSV file or package in the usual folders or on a USB "
                            "stick.")
                        : _("There is no CSV or TSV file in the usual folders or on a USB "
                            "stick."));
    for (int y = 0; y < height && s->list.top + (size_t)y < s->list.count; y++) {
        size_t at = s->list.top + (size_t)y;
        bool focus = here && at == s->list.at;
        draw_hit(area, y, 0, 1, area->width, &s->list, at);
        if (focus) {
            draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
            draw_cursor(area, y, 3);
        }
        draw_text_in(area, y, 3, area->width - 4, focus ? STYLE_FOCUS : STYLE_TEXT,
            app_short_path(s->paths[at]));
    }
    int y = height > 0 ? height + 1 : 0;
    int label = draw_text(area, y, 2, STYLE_LABEL, _("Or type its place:"));
    prompt_draw(area, y, label + 3, area->width - label - 5, &s->path, !here);
}

static const char *title(struct screen *self)
{
    return ((struct sheets *)self)->packages ? _("Import a CSV or package")
                                             : _("Paste from a file");
}

static const char *hint(struct screen *self)
{
    (void)self;
    return _("In Excel: Save As, “CSV UTF-8”. What would come of it is shown first.");
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Up and Down choose   Enter takes   Esc goes back");
}

static void release(struct screen *self)
{
    struct sheets *s = (struct sheets *)self;

    forget(s);
    edit_line_free(&s->path);
    free(s);
}

static const struct screen_ops ops = {
    .name = "sheets",
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

/* The screen for both. */
static enum status push(struct app *app, bool packages,
    void (*taken)(struct app *app, void *context, const char *path), void *context,
    struct error *e)
{
    struct sheets *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->packages = packages;
    s->taken = taken;
    s->context = context;
    enum status status = search(s, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}

enum status screen_open_sheets(struct app *app,
    void (*taken)(struct app *app, void *context, const char *path), void *context,
    struct error *e)
{
    return push(app, false, taken, context, e);
}

enum status screen_open_packages(struct app *app,
    void (*taken)(struct app *app, void *context, const char *path), void *context,
    struct error *e)
{
    return push(app, true, taken, context, e);
}
