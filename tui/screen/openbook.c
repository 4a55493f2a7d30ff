/* Opening a workbook: those found in the usual folders, or a path typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/screen/open.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define ENDING ".susun"

struct openbook {
    struct screen base;
    char **paths; /* what was found */
    size_t count;
    struct list list;
    struct edit_line path; /* what is typed; while it is empty the list has the cursor */
    char *folder;
};

/* Adds the workbooks of a folder; one that cannot be read has none. False without memory. */
static bool add_folder(struct openbook *s, const char *folder)
{
    char **names = NULL;
    size_t count = 0;
    bool fine = true;
    struct error e = {0};

    if (file_list(folder, &names, &count, &e) != STATUS_OK) {
        error_clear(&e);
        return true;
    }
    for (size_t i = 0; fine && i < count; i++) {
        size_t length = strlen(names[i]), ending = strlen(ENDING);
        if (length <= ending || strcmp(names[i] + length - ending, ENDING) != 0)
            continue;
        char **more = realloc(s->paths, (s->count + 1) * sizeof *more);
        char *path = strcmp(folder, ".") == 0 ? strdup(names[i]) : file_join(folder, names[i]);
        fine = more != NULL && path != NULL;
        if (more != NULL)
            s->paths = more;
        if (fine)
            s->paths[s->count++] = path;
        else
            free(path);
    }
    file_names_free(names, count);
    return fine;
}

/* A path with the home folder in place of ~. Caller frees. */
static char *expand(const char *typed)
{
    char *path = text_trim(typed);
    const char *home = getenv("HOME");

    if (path == NULL || strncmp(path, "~/", 2) != 0 || home == NULL)
        return path;
    char *full = file_join(home, path + 2);
    free(path);
    return full;
}

/* Opens what was typed or chosen; a folder that was typed shows its workbooks instead. */
static void open_chosen(struct openbook *s)
{
    bool typed = edit_line_text(&s->path)[0] != '\0';
    char *path = typed ? expand(edit_line_text(&s->path)) : NULL;
    struct error e = {0};

    if (typed && path != NULL && file_is_folder(path)) {
        for (size_t i = 0; i < s->count; i++)
            free(s->paths[i]);
        s->count = 0;
        add_folder(s, path);
        list_count(&s->list, s->count);
        list_go(&s->list, 0);
        edit_line_free(&s->path);
        app_message(s->base.app, _("%zu workbooks in %s."), s->count, app_short_path(path));
    } else if (typed ? path != NULL : s->count > 0) {
        if (app_open(s->base.app, typed ? path : s->paths[s->list.at], &e) != STATUS_OK)
            app_trouble(s->base.app, &e);
    }
    free(path);
}

/* Arrows choose, everything typed is a path. */
static int key(struct screen *self, const struct press *press)
{
    struct openbook *s = (struct openbook *)self;

    if (press->code == PRESS_ENTER) {
        open_chosen(s);
        return SCREEN_HANDLED;
    }
    if (edit_line_text(&s->path)[0] == '\0' && list_key(&s->list, press))
        return SCREEN_HANDLED;
    return prompt_key(&s->path, press, NULL) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* Esc empties what was typed first. */
static int act(struct screen *self, enum act what)
{
    struct openbook *s = (struct openbook *)self;

    if (what != ACT_BACK || edit_line_text(&s->path)[0] == '\0')
        return SCREEN_IGNORED;
    edit_line_free(&s->path);
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK;
}

/* Cells of the longest name, so that the folders stand below each other. */
static int longest_name(const struct openbook *s)
{
    int longest = 0;

    for (size_t i = 0; i < s->count; i++) {
        int width = (int)text_width(file_name(s->paths[i]));
        longest = width > longest ? width : longest;
    }
    return longest;
}

/* One workbook: its name, and its folder at the right where there is room. */
static void draw_path(
    const struct openbook *s, const struct area *area, int y, size_t at, int folder_at)
{
    bool here = at == s->list.at && edit_line_text(&s->path)[0] == '\0';
    enum style style = here ? STYLE_FOCUS : STYLE_TEXT;
    const char *path = s->paths[at];
    char *folder = file_folder(path);

    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, 3, area->width - 4, style, file_name(path));
    if (area->width > folder_at + 12)
        draw_text_in(area, y, folder_at, area->width - folder_at - 2, STYLE_DIM,
            folder != NULL ? app_short_path(folder) : NULL);
    free(folder);
}

static void draw(struct screen *self, const struct area *area)
{
    struct openbook *s = (struct openbook *)self;
    bool typing = edit_line_text(&s->path)[0] != '\0';
    int height = area->height - 3;

    if (s->count == 0) {
        char *none =
            text_format(_("There is no workbook in %s yet."), app_short_path(s->folder));
        draw_wrapped(area, 0, 2, area->width - 4, 2, STYLE_TEXT, none);
        free(none);
    }
    list_fit(&s->list, height);
    int folder_at = longest_name(s) + 6;
    for (int y = 0; y < height && s->list.top + (size_t)y < s->count; y++)
        draw_path(s, area, y, s->list.top + (size_t)y, folder_at);
    int y = height > 0 ? height + 1 : 0;
    int label = draw_text(area, y, 2, STYLE_LABEL, _("Or type its place:"));
    prompt_draw(area, y, label + 3, area->width - label - 5, &s->path, typing || s->count == 0);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Open a workbook");
}

static const char *hint(struct screen *self)
{
    (void)self;
    return _("On a USB stick: type the stick's folder, then Enter, for example /media/usb.");
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Up and Down choose   Enter opens   Esc goes back");
}

static void release(struct screen *self)
{
    struct openbook *s = (struct openbook *)self;

    for (size_t i = 0; i < s->count; i++)
        free(s->paths[i]);
    free(s->paths);
    edit_line_free(&s->path);
    free(s->folder);
    free(s);
}

static const struct screen_ops ops = {
    .name = "openbook",
    .about = N_(
        "The workbooks found in the usual folders. One on a USB stick is found by typing the "
        "stick's folder."),
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

enum status screen_open_openbook(struct app *app, struct error *e)
{
    struct openbook *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->folder = settings_workbook_folder();
    if (s->folder == NULL || !add_folder(s, s->folder) || !add_folder(s, ".")) {
        release(&s->base);
        return error_memory(e);
    }
    list_count(&s->list, s->count);
    app_push(app, &s->base);
    return STATUS_OK;
}
