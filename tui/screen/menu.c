/* Menu: every screen, form and action, found by typing. It lies upon the screen it was called
 * from; the actions are done there. */
#include "tui/menu.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define KEY_CELLS 8

/* One line: an action, a door or a form; with none of them the heading of a group. */
struct item {
    const char *group, *label;
    const struct action *action;
    const struct menu_door *door;
    const struct form *form;
    bool can;     /* now; the others are grey */
    char *folded; /* what a filter is looked for in; NULL of a heading */
    char *steps;  /* of a form: the steps it is filled in at, folded; or NULL */
};

struct menu {
    struct screen base;
    struct screen *from; /* what lies below */
    struct item *items;
    size_t count, room;
    size_t *shown; /* numbers of the items that fit the filter, with their headings */
    struct list list;
    struct edit_line filter;
    bool typing; /* the last key went into the filter */
};

static bool is_heading(const struct item *item)
{
    return item->folded == NULL;
}

/* The chosen item; NULL when nothing fits. */
static const struct item *chosen(const struct menu *m)
{
    const struct item *item = m->list.count > 0 ? &m->items[m->shown[m->list.at]] : NULL;

    return item != NULL && !is_heading(item) ? item : NULL;
}

/* Adds an item, with the heading of its group when that begins. False without memory. */
static bool add(struct menu *m, struct item item, const char *also)
{
    bool begins = m->count == 0 || m->items[m->count - 1].group != item.group;

    if (m->count + 2 > m->room) {
        size_t room = m->room * 2 + 64;
        struct item *more = realloc(m->items, room * sizeof *more);
        if (more == NULL)
            return false;
        m->items = more;
        m->room = room;
    }
    char *words = text_format("%s %s", item.label, also != NULL ? also : "");
    item.folded = words != NULL ? text_fold(words) : NULL;
    free(words);
    if (item.folded == NULL)
        return false;
    if (begins)
        m->items[m->count++] = (struct item){.group = item.group, .label = item.group};
    m->items[m->count++] = item;
    return true;
}

/* The actions of a group, by what can be done below. */
static bool add_actions(struct menu *m, enum action_group group)
{
    bool fine = true;

    for (size_t i = 0; fine && action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        if (action->group != group || action->act == ACT_MENU)
            continue;
        struct item item = {.group = action_group_name(group),
            .label = _(action->name),
            .action = action,
            .can = app_offers(m->base.app, m->from, action->act)};
        fine = add(m, item, action->word);
    }
    return fine;
}

/* Why a door (NULL: a form) is shut here; NULL: it is not. */
static const char *why_not(const struct menu *m, const struct menu_door *door)
{
    if (door != NULL && door->workbook && app_workbook(m->base.app) == NULL)
        return _("Open a workbook first.");
    return door != NULL && door->why_not != NULL ? door->why_not(m->base.app) : NULL;
}

/* The screens of the table. */
static bool add_doors(struct menu *m)
{
    bool fine = true;

    for (size_t i = 0; fine && menu_door_at(i) != NULL; i++) {
        const struct menu_door *door = menu_door_at(i);
        struct item item = {.group = _("Screens"),
            .label = _(door->label),
            .door = door,
            .can = why_not(m, door) == NULL};
        fine = add(m, item, door->also != NULL ? _(door->also) : NULL);
    }
    return fine;
}

/* The texts so far (freed) with the name of a step, if the form is filled in there. */
static char *add_step(char *all, const struct step *step, const struct form *form)
{
    for (size_t i = 0; all != NULL && step->forms[i] != NULL; i++)
        if (step->forms[i] == form) {
            char *more = text_format("%s %s", all, words_get(&step->title));
            free(all);
            return more;
        }
    return all;
}

/* The names of the steps a form is filled in at, folded. Caller frees; NULL without memory. */
static char *steps_of(const struct method *method, const struct form *form)
{
    char *all = strdup("");

    for (size_t i = 0; i < method->stage_count; i++)
        for (size_t k = 0; k < method->stages[i].count; k++)
            all = add_step(all, &method->stages[i].steps[k], form);
    char *folded = all != NULL ? text_fold(all) : NULL;
    free(all);
    return folded;
}

/* Every form, stage after stage. */
static bool add_forms(struct menu *m)
{
    struct workbook *wb = app_workbook(m->base.app);
    const struct method *method = wb != NULL ? workbook_method(wb) : NULL;
    bool fine = true;

    for (size_t s = 0; method != NULL && s < method->stage_count; s++) {
        const struct stage *stage = &method->stages[s];
        for (size_t i = 0; fine && i < method->form_count; i++) {
            const struct form *form = &method->forms[i];
            if (form->stage != stage)
                continue;
            struct item item = {.group = words_get(&stage->title),
                .label = words_get(&form->title),
                .form = form,
                .steps = steps_of(method, form),
                .can = true};
            fine = add(m, item, form->name);
        }
    }
    return fine;
}

/* Whether every word of the filter stands in a folded text. */
static bool fits(const char *text, const char *folded)
{
    while (*folded != '\0') {
        size_t bytes = strcspn(folded, " ");
        char *word = strndup(folded, bytes);
        bool found = word != NULL && strstr(text, word) != NULL;
        free(word);
        if (!found)
            return false;
        folded += bytes + strspn(folded + bytes, " ");
    }
    return true;
}

/* Chooses the first item whose label begins with the filter, else the first item. */
static void choose_first(struct menu *m, const char *folded)
{
    size_t first = m->list.count, best = m->list.count;

    for (size_t i = 0; i < m->list.count && best == m->list.count; i++) {
        const struct item *item = &m->items[m->shown[i]];
        if (is_heading(item))
            continue;
        first = first < i ? first : i;
        char *label = text_fold(item->label);
        if (label != NULL && strncmp(label, folded, strlen(folded)) == 0)
            best = i;
        free(label);
    }
    list_go(&m->list, best < m->list.count ? best : first);
}

/* Takes up the items of which what they are called, or else the name of their group or step,
 * fits the filter; returns how many lines that makes with the headings. */
static size_t gather(struct menu *m, const char *folded, bool by_group)
{
    size_t count = 0, heading = 0;
    bool group_fits = false, headed = false;

    for (size_t i = 0; i < m->count; i++) {
        const struct item *item = &m->items[i];
        if (is_heading(item)) {
            char *group = by_group ? text_fold(item->label) : NULL;
            group_fits = group != NULL && fits(group, folded);
            free(group);
            heading = i;
            headed = false;
            continue;
        }
        bool step_fits = by_group && item->steps != NULL && fits(item->steps, folded);
        if (!group_fits && !step_fits && (by_group || !fits(item->folded, folded)))
            continue;
        if (!headed)
            m->shown[count++] = heading;
        headed = true;
        m->shown[count++] = i;
    }
    return count;
}

/* Shows what fits the filter. */
static void filter(struct menu *m)
{
    char *folded = text_fold(edit_line_text(&m->filter));
    size_t count = folded != NULL ? gather(m, folded, false) : 0;

    if (count == 0 && folded != NULL)
        count = gather(m, folded, true);
    list_count(&m->list, count);
    if (folded != NULL)
        choose_first(m, folded);
    free(folded);
}

/* Moves in the list; headings are passed over. */
static bool move(struct menu *m, const struct press *press)
{
    size_t before = m->list.at;

    if (!list_key(&m->list, press))
        return false;
    bool up = m->list.at < before || m->list.at == 0;
    while (m->list.count > 0 && is_heading(&m->items[m->shown[m->list.at]])) {
        if (m->list.at == 0)
            up = false; /* the first line is a heading, and an item follows it */
        list_go(&m->list, up ? m->list.at - 1 : m->list.at + 1);
    }
    m->typing = false;
    return true;
}

/* Does an action on the screen below, without Menu. */
static void act_below(struct menu *m, enum act act)
{
    struct app *app = m->base.app;

    if (!app_offers(app, m->from, act)) {
        app_message(app, _("%s: not possible here. %s"), _(action_of(act)->name),
            app_why_not(app, m->from, act));
        return;
    }
    app_pop(app);
    app_do(app, act);
}

/* Opens a screen or a form upon the screen below, whose text is stored first. */
static void open_chosen(struct menu *m, const struct item *item)
{
    struct app *app = m->base.app;
    struct error e = {0};

    const char *why = why_not(m, item->door);
    if (why != NULL) {
        app_message(app, _("%s: not possible here. %s"), item->label, why);
        return;
    }
    app_pop(app);
    if (!app_store(app))
        return;
    enum status status = item->door != NULL ? item->door->open(app, &e)
                                            : screen_open_form(app, item->form, NULL, &e);
    if (status != STATUS_OK)
        app_trouble(app, &e);
}

/* Enter. */
static void choose(struct menu *m)
{
    const struct item *item = chosen(m);

    if (item == NULL)
        app_message(m->base.app, "%s", _("Nothing fits. Backspace widens the filter."));
    else if (item->action != NULL)
        act_below(m, item->action->act);
    else
        open_chosen(m, item);
}

/* Enter does, arrows choose, letters filter; the key of an action does it at once. */
static int key(struct screen *self, const struct press *press)
{
    struct menu *m = (struct menu *)self;
    enum act act = action_pressed(press);
    bool changed = false;

    if (act == ACT_MENU)
        return SCREEN_CLOSE;
    if (act != ACT_NONE && act != ACT_BACK && act != ACT_PUT) { /* that goes into the filter */
        act_below(m, act);
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_ENTER) {
        choose(m);
        return SCREEN_HANDLED;
    }
    if (move(m, press))
        return SCREEN_HANDLED;
    if (!prompt_key(&m->filter, press, &changed))
        return SCREEN_IGNORED;
    m->typing = true;
    if (changed)
        filter(m);
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act what)
{
    (void)self;
    return what == ACT_BACK;
}

/* One line. Grey ones say so in a word, before their key. */
static void draw_item(const struct menu *m, const struct area *area, int y, size_t at)
{
    const struct item *item = &m->items[m->shown[at]];
    char key[PRESS_NAME_SIZE] = "";
    int x = 3, right = area->width - 2; /* the last column is for arrows */
    bool here = at == m->list.at;

    if (is_heading(item)) {
        draw_text_in(area, y, 1, area->width - 2, STYLE_LABEL, item->label);
        return;
    }
    draw_hit(area, y, 0, 1, area->width, &m->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        if (!m->typing)
            draw_cursor(area, y, x);
    }
    if (item->action != NULL)
        action_key_text(item->action->act, app_fkeys(m->base.app), key);
    bool aligned = item->action != NULL && area->width >= 70; /* also without a key */
    if (aligned || (key[0] != '\0' && area->width >= 30)) {
        draw_text_right(area, y, right - KEY_CELLS, KEY_CELLS, STYLE_HINT, key);
        right -= KEY_CELLS + 1;
    }
    if (!item->can && area->width >= 40) {
        int wide = (int)text_width(_("not now"));
        draw_text_in(area, y, right - wide, wide, STYLE_DIM, _("not now"));
        right -= wide + 1;
    }
    enum style style = here ? STYLE_FOCUS : item->can ? STYLE_TEXT : STYLE_DIM;
    draw_text_in(area, y, x, right - x, style, item->label);
}

/* The filter, and below it what fits. */
static void draw(struct screen *self, const struct area *area)
{
    struct menu *m = (struct menu *)self;
    int label = draw_text(area, 0, 1, STYLE_LABEL, _("Filter"));
    int box = area->width - label - 4 < 40 ? area->width - label - 4 : 40;
    struct area below = area_part(area, 1, 0, area->height - 1, area->width);

    prompt_draw(area, 0, label + 2, box, &m->filter, m->typing);
    if (m->list.count == 0)
        draw_wrapped(&below, 0, 3, below.width - 4, 2, STYLE_TEXT,
            _("Nothing fits. Backspace widens the filter."));
    list_fit(&m->list, below.height);
    if (below.height > 1 && m->list.top == m->list.at && m->list.at > 0 &&
        is_heading(&m->items[m->shown[m->list.at - 1]]))
        m->list.top--;
    for (int y = 0; y < below.height && m->list.top + (size_t)y < m->list.count; y++)
        draw_item(m, &below, y, m->list.top + (size_t)y);
    if (m->list.top > 0)
        draw_sign(&below, 0, below.width - 1, STYLE_HINT, GLYPH_UP);
    if (m->list.top + m->list.height < m->list.count && below.height > 0)
        draw_sign(&below, below.height - 1, below.width - 1, STYLE_HINT, GLYPH_DOWN);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Menu");
}

/* Why the chosen line is grey. */
static const char *hint(struct screen *self)
{
    struct menu *m = (struct menu *)self;
    const struct item *item = chosen(m);

    if (item == NULL || item->can)
        return NULL;
    return item->action != NULL ? app_why_not(m->base.app, m->from, item->action->act)
                                : why_not(m, item->door);
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Letters find   Up/Down choose   Enter does it   Esc back");
}

static void release(struct screen *self)
{
    struct menu *m = (struct menu *)self;

    for (size_t i = 0; i < m->count; i++) {
        free(m->items[i].folded);
        free(m->items[i].steps);
    }
    free(m->items);
    free(m->shown);
    edit_line_free(&m->filter);
    free(m);
}

static const struct screen_ops ops = {
    .name = "menu",
    .overlay = true,
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

enum status screen_open_menu(struct app *app, struct error *e)
{
    struct menu *m = calloc(1, sizeof *m);

    if (m == NULL)
        return error_memory(e);
    m->base.ops = &ops;
    m->base.app = app;
    m->from = app_top(app);
    bool fine = add_doors(m) && add_actions(m, ACTION_HERE) && add_forms(m) &&
                add_actions(m, ACTION_ANYWHERE);
    m->shown = calloc(m->count + 1, sizeof *m->shown);
    if (!fine || m->shown == NULL) {
        release(&m->base);
        return error_memory(e);
    }
    filter(m);
    app_push(app, &m->base);
    return STATUS_OK;
}
