/* Ganti kelompok: which group this copy of the workbook is, and who types in it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/scope.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

struct group_screen {
    struct screen base;
    struct group *groups;
    size_t count;
    struct list list; /* line 0 is the main copy, then the groups */
    bool naming;      /* the cursor is where the name is typed */
    struct edit_line author;
};

/* The screen behind. */
static struct group_screen *of(struct screen *self)
{
    return (struct group_screen *)self;
}

/* Number of the chosen group; 0 for the main copy. */
static int chosen(const struct group_screen *s)
{
    return s->list.at == 0 ? 0 : s->groups[s->list.at - 1].number;
}

/* Sets group and author, and says what is seen from now on. */
static int settle(struct group_screen *s)
{
    struct app *app = s->base.app;
    struct error e = {0};

    app_set_person(app, edit_line_text(&s->author), app_office(app));
    if (workbook_set_group(app_workbook(app), chosen(s), &e) != STATUS_OK) {
        app_trouble(app, &e);
        return SCREEN_HANDLED;
    }
    if (chosen(s) == 0)
        app_message(app, "%s", _("This is the main copy now: everything is shown."));
    else
        app_message(app, _("The part of group %d is shown now; the rest stays in the file."),
            chosen(s));
    return SCREEN_HANDLED | SCREEN_CLOSE;
}

/* On to the name, which is asked anew. */
static void ask_name(struct group_screen *s)
{
    struct error e = {0};

    s->naming = true;
    if (edit_line_set(&s->author, edit_line_text(&s->author), true, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* A digit chooses the group of that number. */
static bool digit(struct group_screen *s, const struct press *press)
{
    if (press->code != PRESS_TEXT || press->text[1] != '\0' || press->text[0] < '0' ||
        press->text[0] > '9')
        return false;
    for (size_t i = 0; i <= s->count; i++)
        if ((i == 0 ? 0 : s->groups[i - 1].number) == press->text[0] - '0') {
            list_go(&s->list, i);
            ask_name(s);
            return true;
        }
    app_message(s->base.app, _("There is no group %s here."), press->text);
    return true;
}

static int key(struct screen *self, const struct press *press)
{
    struct group_screen *s = of(self);

    if (s->naming) {
        if (press->code == PRESS_ENTER)
            return settle(s);
        if (press->code == PRESS_UP || press->code == PRESS_BACKTAB) {
            s->naming = false;
            return SCREEN_HANDLED;
        }
        return prompt_key(&s->author, press, NULL) ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
    if (press->code == PRESS_ENTER || press->code == PRESS_TAB) {
        ask_name(s);
        return SCREEN_HANDLED;
    }
    return digit(s, press) || list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* Esc goes from the name back to the list. */
static int act(struct screen *self, enum act what)
{
    struct group_screen *s = of(self);

    if (what != ACT_BACK || !s->naming)
        return SCREEN_IGNORED;
    s->naming = false;
    return SCREEN_HANDLED;
}

/* "3  Kelompok 3 Smart Economy". Caller frees. */
static char *line_text(const struct group_screen *s, size_t at)
{
    if (at == 0)
        return text_format("0  %s", _("Main copy: all parts"));
    const struct group *g = &s->groups[at - 1];
    return g->title[0] != '\0' ? text_format("%d  %s", g->number, g->title)
                               : text_format(_("%d  Group %d"), g->number, g->number);
}

/* The main copy and the groups. */
static void draw_list(struct group_screen *s, const struct area *area)
{
    list_fit(&s->list, area->height);
    for (int y = 0; y < area->height && s->list.top + (size_t)y < s->list.count; y++) {
        size_t at = s->list.top + (size_t)y;
        bool here = at == s->list.at;
        char *text = line_text(s, at);
        draw_hit(area, y, 0, 1, area->width, &s->list, at);
        if (here)
            draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        if (here && !s->naming)
            draw_cursor(area, y, 3);
        enum style style = !here ? STYLE_TEXT : s->naming ? STYLE_SELECTED : STYLE_FOCUS;
        draw_text_in(area, y, 3, area->width - 4, style, text);
        free(text);
    }
}

/* Who types; below the list. */
static void draw_name(struct group_screen *s, const struct area *area)
{
    int y = area->height > 1 ? 1 : 0;
    const char *label = _("Who types on this laptop?");
    int beside = (int)text_width(label) + 4;
    bool stacked = area->width < beside + 20;

    if (!stacked || area->height > 2)
        draw_text(area, y, 2, s->naming ? STYLE_TITLE : STYLE_LABEL, label);
    y += stacked && area->height > 2;
    int x = stacked ? 2 : beside;
    int width = area->width - x - 2 < 30 ? area->width - x - 2 : 30;
    prompt_draw(area, y, x, width, &s->author, s->naming);
}

static void draw(struct screen *self, const struct area *area)
{
    struct group_screen *s = of(self);
    bool airy = area->height > 8;
    int head = airy ? 3 : 0, foot = area->height > 6 ? 4 : area->height > 3 ? 2 : 1;

    if (airy)
        draw_text(area, 1, 2, STYLE_TITLE, _("Which group works in this copy?"));
    int room = area->height - head - foot, lines = (int)s->list.count;
    lines = lines < room ? lines : room;
    struct area list = area_part(area, head, 0, lines, area->width);
    struct area name =
        area_part(area, head + lines, 0, area->height - head - lines, area->width);
    draw_list(s, &list);
    draw_name(s, &name);
}

/* Reads the groups; stands on the one of that number. */
static enum status read_groups(struct group_screen *s, int number, struct error *e)
{
    struct workbook *wb = app_workbook(s->base.app);

    groups_free(s->groups, s->count);
    s->groups = NULL;
    s->count = 0;
    enum status status = groups_list(wb, &s->groups, &s->count, e);
    list_count(&s->list, s->count + 1);
    list_go(&s->list, 0);
    for (size_t i = 0; i < s->count; i++)
        if (s->groups[i].number == number)
            list_go(&s->list, i + 1);
    return status;
}

/* The list of groups may have been filled in meanwhile. */
static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_groups(of(self), chosen(of(self)), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Change the group");
}

static const char *hint(struct screen *self)
{
    struct group_screen *s = of(self);

    if (s->naming)
        return _("The name stands in the history of every change from now on.");
    if (s->count == 0)
        return _("No group has a number yet: fill in the list of groups first.");
    return _("A group's copy shows its own part, and its codes begin with its number.");
}

static const char *keys(struct screen *self)
{
    return of(self)->naming ? _("Enter: this is it   Up: another group   Esc: back")
                            : _("Up/Down or the number, then Enter   Esc: back");
}

static void release(struct screen *self)
{
    struct group_screen *s = of(self);

    groups_free(s->groups, s->count);
    edit_line_free(&s->author);
    free(s);
}

static const struct screen_ops ops = {
    .name = "group",
    .asks = true,
    .about =
        N_("A copy of the workbook belongs to the main laptop or to a group. A group's copy "
           "shows the group's part; nothing is taken out of the file."),
    .draw = draw,
    .key = key,
    .can = can,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

bool group_possible(const struct workbook *wb)
{
    const struct form *form =
        wb != NULL ? method_form_of_role(workbook_method(wb), FORM_ROLE_GROUP) : NULL;

    return form != NULL && workbook_writable(wb) &&
           form_role_field(form, ROLE_GROUP_NUMBER) != NULL &&
           form_role_field(form, ROLE_GROUP_SCOPE) != NULL;
}

enum status screen_open_group(struct app *app, struct error *e)
{
    struct group_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    enum status status = read_groups(s, workbook_group(app_workbook(app)), e);
    if (status == STATUS_OK)
        status = edit_line_set(&s->author, app_name(app), false, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
