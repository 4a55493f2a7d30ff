/* A new workbook: which district, which years, who types, into which file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "core/method/source.h"
#include "tui/screen/books.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define METHOD "smart-city"
#define FOUND_MOST 50

enum question { ASK_REGION, ASK_START, ASK_YEARS, ASK_NAME, ASK_OFFICE, ASK_FILE, ASK_COUNT };
static const char *const labels[ASK_COUNT] = {
    N_("District"),
    N_("First year of the plan"),
    N_("Number of years"),
    N_("Name of who types"),
    N_("Office"),
    N_("File"),
};
static const char *const hints[ASK_COUNT] = {
    N_("Type a part of the name, for example: luwu. Regencies and cities of one name are told "
       "apart."),
    N_("For example 2026."),
    N_("1 to 10 years."),
    N_("Written into the history of changes. May be left empty."),
    N_("Written into the history of changes, for example Diskominfo-SP. May be left empty."),
    N_("The program proposes the name. Enter makes the workbook."),
};

struct newbook {
    struct screen base;
    enum question at;
    struct edit_line lines[ASK_COUNT];
    const struct region *region; /* the one chosen, NULL until then */
    const struct region *found[FOUND_MOST];
    struct list list;
    char *folder;
    char *hint;
    char *other; /* file of a workbook of this district in the folder, or NULL */
    bool named;  /* the person wrote a file name */
};

/* Looks for districts that fit what is typed. */
static void search(struct newbook *s)
{
    size_t count = region_search(edit_line_text(&s->lines[ASK_REGION]), s->found, FOUND_MOST);

    list_count(&s->list, count);
    list_go(&s->list, 0);
}

/* "73.22-luwu-utara.susun", with a number when such a file is there. Caller frees. */
static char *propose_name(const struct newbook *s)
{
    char *slug = text_slug(s->region->name);
    char *name = slug != NULL ? text_format("%s-%s" BOOK_ENDING, s->region->code, slug) : NULL;
    char *path = name != NULL ? file_free_path(s->folder, name) : NULL;
    free(slug);
    free(name);
    name = path != NULL ? strdup(file_name(path)) : NULL;
    free(path);
    return name;
}

/* Looks whether the folder has a workbook whose name begins with the district's code. */
static void find_other(struct newbook *s)
{
    char **names = NULL;
    size_t count = 0, code = strlen(s->region->code);

    free(s->other);
    s->other = NULL;
    if (file_list(s->folder, &names, &count, NULL) != STATUS_OK)
        return;
    const char *shortest = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *ending = strrchr(names[i], '.');
        if (strncmp(names[i], s->region->code, code) == 0 && names[i][code] == '-' &&
            strcmp(ending, BOOK_ENDING) == 0 &&
            (shortest == NULL || strlen(names[i]) < strlen(shortest)))
            shortest = names[i];
    }
    s->other = shortest != NULL ? strdup(shortest) : NULL;
    file_names_free(names, count);
}

/* Where the workbook will lie by what is typed: its ending may be left out, a path leads
 * elsewhere. Caller frees; NULL while there is no name. */
static char *target(const struct newbook *s)
{
    char *name = app_typed_path(edit_line_text(&s->lines[ASK_FILE]));
    size_t length = name != NULL ? strlen(name) : 0, ending = strlen(BOOK_ENDING);

    if (length == 0) {
        free(name);
        return NULL;
    }
    bool whole = length > ending && strcmp(name + length - ending, BOOK_ENDING) == 0;
    char *file = text_format("%s%s", name, whole ? "" : BOOK_ENDING);
    free(name);
    if (file == NULL || file[0] == '/')
        return file;
    char *path = file_join(s->folder, file);
    free(file);
    return path;
}

/* Puts a text into a box. */
static void fill(struct newbook *s, enum question which, const char *text)
{
    struct error e = {0};

    if (edit_line_set(&s->lines[which], text, true, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Takes the marked district: its box shows its full name, the file gets its name. */
static bool take_region(struct newbook *s)
{
    if (s->region != NULL)
        return true;
    if (s->list.count == 0) {
        app_message(s->base.app,
            _("No regency or city is called \"%s\". Try a part of its name, for example: "
              "luwu."),
            edit_line_text(&s->lines[ASK_REGION]));
        return false;
    }
    s->region = s->found[s->list.at];
    char *full = region_title(s->region);
    char *name = s->named ? NULL : propose_name(s);
    find_other(s);
    fill(s, ASK_REGION, full != NULL ? full : s->region->name);
    if (name != NULL)
        fill(s, ASK_FILE, name);
    free(full);
    free(name);
    if (s->other != NULL)
        app_message(s->base.app,
            _("This district has a workbook here already: %s. The new one gets a name of its "
              "own."),
            s->other);
    return true;
}

/* A whole number of a box within bounds, 0 when it is none. */
static int number_of(const struct newbook *s, enum question which, int least, int most)
{
    char *text = text_trim(edit_line_text(&s->lines[which]));
    char *end = NULL;
    long number = text != NULL ? strtol(text, &end, 10) : 0;
    bool fine =
        text != NULL && end != text && *end == '\0' && number >= least && number <= most;

    free(text);
    return fine ? (int)number : 0;
}

/* Puts the cursor on a question: what is typed there replaces what stands there, a move keeps
 * it. */
static void ask(struct newbook *s, enum question which)
{
    s->at = which;
    s->lines[which].fresh = true;
}

/* Whether the years can be understood; the cursor goes to what cannot, with a sentence. */
static bool years_fine(struct newbook *s)
{
    if (number_of(s, ASK_START, 1900, 2200) == 0) {
        ask(s, ASK_START);
        app_message(s->base.app, "%s",
            _("Write the first year of the plan with four digits, for example 2026."));
        return false;
    }
    if (number_of(s, ASK_YEARS, 1, 10) == 0) {
        ask(s, ASK_YEARS);
        app_message(s->base.app, "%s",
            _("A plan has 1 to 10 years. Write the number only, for example 10."));
        return false;
    }
    return true;
}

/* Makes the file and its folder, and opens it. */
static enum status make(struct newbook *s, const char *path, struct error *e)
{
    struct person person = {app_author(s->base.app), "susun " PACKAGE_VERSION};
    struct source method = {0};
    char *folder = file_folder(path);
    enum status status = folder != NULL ? file_make_folder(folder, false, e) : error_memory(e);

    free(folder);
    if (status == STATUS_OK)
        status = source_builtin(&method, METHOD, e);
    if (status == STATUS_OK)
        status = workbook_new(path, &method, s->region->code,
            number_of(s, ASK_START, 1900, 2200), number_of(s, ASK_YEARS, 1, 10), &person, e);
    source_free(&method);
    return status == STATUS_OK ? app_open(s->base.app, path, e) : status;
}

/* Everything was answered: the workbook is made. */
static void finish(struct newbook *s)
{
    struct error e = {0};

    if (s->region == NULL) {
        ask(s, ASK_REGION);
        if (!take_region(s))
            return;
    }
    if (!years_fine(s))
        return;
    char *path = target(s);
    if (path == NULL) {
        app_message(
            s->base.app, "%s", _("Give the file a name, for example 73.22-luwu-utara.susun."));
        return;
    }
    app_set_person(s->base.app, edit_line_text(&s->lines[ASK_NAME]),
        edit_line_text(&s->lines[ASK_OFFICE]));
    if (make(s, path, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    free(path);
}

/* To another question; a district must be chosen before its box is left downwards. */
static void go(struct newbook *s, int step)
{
    int next = (int)s->at + step;

    if (s->at == ASK_REGION && step > 0 && !take_region(s))
        return;
    if (next >= 0 && next < ASK_COUNT)
        ask(s, (enum question)next);
}

/* Typing in the box of the present question. */
static int type(struct newbook *s, const struct press *press)
{
    bool changed = false;

    if (!prompt_key(&s->lines[s->at], press, &changed))
        return SCREEN_IGNORED;
    if (changed && s->at == ASK_REGION) {
        s->region = NULL;
        search(s);
    }
    s->named = s->named || (changed && s->at == ASK_FILE);
    return SCREEN_HANDLED;
}

/* A click chooses a district or goes to a question; downwards a district must be chosen first.
 */
static void click(struct newbook *s, const struct press *press)
{
    if (list_key(&s->list, press))
        return;
    for (int i = 0; i < ASK_COUNT; i++) {
        bool leaves = s->at == ASK_REGION && i > (int)s->at;
        if (press->owner == &s->lines[i] && i != (int)s->at && (!leaves || take_region(s)))
            ask(s, (enum question)i);
    }
    (void)type(s, press);
}

/* Enter goes on and at last makes the workbook; arrows choose a district while one is looked
 * for. */
static int key(struct screen *self, const struct press *press)
{
    struct newbook *s = (struct newbook *)self;
    bool looking = s->at == ASK_REGION && s->region == NULL;

    switch (press->code) {
    case PRESS_ENTER:
        if (s->at == ASK_FILE)
            finish(s);
        else
            go(s, 1);
        return SCREEN_HANDLED;
    case PRESS_TAB: go(s, 1); return SCREEN_HANDLED;
    case PRESS_BACKTAB: go(s, -1); return SCREEN_HANDLED;
    case PRESS_UP:
    case PRESS_DOWN:
    case PRESS_PAGE_UP:
    case PRESS_PAGE_DOWN:
        if (looking)
            list_key(&s->list, press);
        else
            go(s, press->code == PRESS_UP || press->code == PRESS_PAGE_UP ? -1 : 1);
        return SCREEN_HANDLED;
    case PRESS_CLICK: click(s, press); return SCREEN_HANDLED;
    default: return looking && list_key(&s->list, press) ? SCREEN_HANDLED : type(s, press);
    }
}

static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK;
}

/* Districts that fit, with kind and province, since 26 pairs share a name. */
static void draw_found(struct newbook *s, const struct area *area)
{
    list_fit(&s->list, area->height);
    for (int y = 0; y < area->height && s->list.top + (size_t)y < s->list.count; y++) {
        size_t at = s->list.top + (size_t)y;
        bool here = at == s->list.at;
        draw_hit(area, y, 0, 1, area->width, &s->list, at);
        enum style style = here ? STYLE_SELECTED : STYLE_TEXT;
        char *full = region_title(s->found[at]);
        if (here)
            draw_sign(area, y, 0, style, GLYPH_POINTER);
        draw_text_in(area, y, 2, 7, style, s->found[at]->code);
        draw_text_in(area, y, 10, area->width - 10, style, full);
        int after = full != NULL ? 10 + (int)text_width(full) + 2 : area->width;
        draw_text_in(
            area, y, after < 42 ? 42 : after, area->width, style, s->found[at]->province);
        free(full);
    }
}

/* Where the file will be. */
static void draw_folder(const struct newbook *s, const struct area *area, int y)
{
    char *path = target(s);
    char *text = path != NULL ? text_format(_("It will lie here: %s"), app_short_path(path))
                              : text_format(_("Folder: %s"), app_short_path(s->folder));

    draw_text(area, y, 2, STYLE_HINT, text);
    free(text);
    free(path);
}

/* Where there is no room for all: the question the cursor is on, and districts below it. */
static void draw_small(struct newbook *s, const struct area *area)
{
    draw_text(area, 0, 1, STYLE_TITLE, _(labels[s->at]));
    prompt_draw(area, 1, 1, area->width - 2, &s->lines[s->at], true);
    if (s->at == ASK_REGION && s->region == NULL) {
        struct area found = area_part(area, 2, 0, area->height - 2, area->width);
        draw_found(s, &found);
    } else if (s->at == ASK_FILE) {
        draw_folder(s, area, 2);
    }
}

/* The widest label, at most half of the width. */
static int label_width(int most)
{
    int widest = 0;

    for (int i = 0; i < ASK_COUNT; i++) {
        int width = (int)text_width(_(labels[i]));
        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

static void draw(struct screen *self, const struct area *area)
{
    struct newbook *s = (struct newbook *)self;
    int label = label_width(area->width / 2), y = area->height > 12;
    int box = area->width - label - 7 < 46 ? area->width - label - 7 : 46;

    if (area->height < ASK_COUNT + 6 || area->width < 50) {
        draw_small(s, area);
        return;
    }
    for (int i = 0; i < ASK_COUNT; i++, y++) {
        bool here = i == (int)s->at;
        draw_text_in(area, y, 2, label, here ? STYLE_TITLE : STYLE_LABEL, _(labels[i]));
        if (here)
            draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        prompt_draw(area, y, label + 4, box, &s->lines[i], here);
    }
    draw_folder(s, area, y);
    if (s->at == ASK_REGION && s->region == NULL) {
        struct area found = area_part(area, y + 2, 3, area->height - y - 2, area->width - 4);
        draw_found(s, &found);
    }
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("New workbook");
}

static const char *hint(struct screen *self)
{
    struct newbook *s = (struct newbook *)self;

    if (s->at != ASK_FILE || s->other == NULL)
        return _(hints[s->at]);
    free(s->hint);
    s->hint = text_format(
        _("This district has a workbook here already: %s. Enter makes another one."), s->other);
    return s->hint;
}

static const char *keys(struct screen *self)
{
    const struct newbook *s = (const struct newbook *)self;

    if (s->at == ASK_REGION && s->region == NULL)
        return _("Type, Up and Down choose   Enter takes the district   Esc goes back");
    if (s->at == ASK_FILE)
        return _("Enter makes the workbook   Up: the question before   Esc goes back");
    return _("Enter: next question   Up: the one before   Esc goes back");
}

static void release(struct screen *self)
{
    struct newbook *s = (struct newbook *)self;

    for (int i = 0; i < ASK_COUNT; i++)
        edit_line_free(&s->lines[i]);
    free(s->folder);
    free(s->hint);
    free(s->other);
    free(s);
}

static const struct screen_ops ops = {
    .name = "newbook",
    .about =
        N_("The workbook of a district: choose the district, the first year and the number of "
           "years; Susun makes the file."),
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

enum status screen_open_newbook(struct app *app, struct error *e)
{
    const struct region *regions;
    size_t count;
    char year[8];
    int minute;
    enum status status = regions_load(&regions, &count, e);

    if (status != STATUS_OK)
        return status;
    struct newbook *s = calloc(1, sizeof *s);
    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->folder = settings_workbook_folder();
    if (s->folder == NULL) {
        release(&s->base);
        return error_memory(e);
    }
    snprintf(
        year, sizeof year, "%d", clock_date(clock_now(), app_zone(app), &minute).year % 10000);
    fill(s, ASK_START, year);
    fill(s, ASK_YEARS, "10");
    fill(s, ASK_NAME, app_name(app));
    fill(s, ASK_OFFICE, app_office(app));
    search(s);
    app_push(app, &s->base);
    return STATUS_OK;
}
