/* Berkas kelompok: a copy of the workbook for each group, onto a stick or into a folder. */
#include "core/exchange/copies.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/sticks.h"
#include "core/base/text.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

#define WIDE 100  /* cells from which on the name of the file stands beside */
#define NARROW 36 /* ... up to which there is room for the group only */
#define STATE_CELLS 14

struct copies_screen {
    struct screen base;
    char **sticks; /* [stick_count] */
    size_t stick_count;
    size_t place; /* a stick; stick_count = the folder beside the workbook */
    struct group_copy *copies;
    size_t count;
    bool ticked[9]; /* by place in copies */
    bool made[9];   /* written just now */
    struct list list;
    char *hint;
};

/* The screen behind. */
static struct copies_screen *of(struct screen *self)
{
    return (struct copies_screen *)self;
}

/* Whether a copy can be made there now. */
static bool possible(const struct group_copy *copy)
{
    return copy->state == COPY_NONE || copy->state == COPY_OLDER;
}

/* Looks at what lies at the chosen place; all that can be made are ticked. */
static enum status look(struct copies_screen *s, struct error *e)
{
    struct workbook *wb = app_workbook(s->base.app);
    char *folder = NULL;
    enum status status =
        copies_folder(wb, s->place < s->stick_count ? s->sticks[s->place] : NULL, &folder, e);

    copies_free(s->copies, s->count);
    s->copies = NULL;
    s->count = 0;
    if (status == STATUS_OK)
        status = copies_plan(wb, folder, &s->copies, &s->count, e);
    for (size_t i = 0; i < s->count; i++) {
        s->ticked[i] = possible(&s->copies[i]);
        s->made[i] = false;
    }
    list_count(&s->list, s->count);
    free(folder);
    return status;
}

/* Another place. */
static void turn(struct copies_screen *s, size_t step)
{
    struct error e = {0};

    s->place = (s->place + step) % (s->stick_count + 1);
    if (look(s, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Where they are written: "USB KINGSTON", or the folder. Caller frees. */
static char *place_name(const struct copies_screen *s)
{
    char *folder = NULL, *name = NULL;
    struct error e = {0};

    if (s->place < s->stick_count)
        return text_format("USB %s", file_name(s->sticks[s->place]));
    if (copies_folder(app_workbook(s->base.app), NULL, &folder, &e) == STATUS_OK)
        name = strdup(app_short_path(folder));
    error_clear(&e);
    free(folder);
    return name;
}

/* Writes what is ticked. */
static void make(struct copies_screen *s)
{
    struct error e = {0};
    size_t made = 0;
    enum status status = STATUS_OK;
    char *where = place_name(s);

    for (size_t i = 0; status == STATUS_OK && i < s->count; i++) {
        if (!s->ticked[i] || !possible(&s->copies[i]))
            continue;
        status = copies_make(app_workbook(s->base.app), &s->copies[i], &e);
        s->made[i] = status == STATUS_OK;
        s->ticked[i] = status != STATUS_OK;
        made += status == STATUS_OK;
    }
    if (status != STATUS_OK)
        app_trouble(s->base.app, &e);
    else if (made == 0)
        app_message(s->base.app, "%s", _("No group is ticked. Space ticks one."));
    else if (s->place < s->stick_count)
        app_message(s->base.app,
            _("%zu copies written to %s and read back. The USB stick can be pulled out."), made,
            where != NULL ? where : "");
    else
        app_message(s->base.app, _("%zu copies written to %s and read back."), made,
            where != NULL ? where : "");
    free(where);
}

/* Opens the list of groups, which comes first. */
static void open_groups(struct copies_screen *s)
{
    struct error e = {0};
    const struct form *form =
        method_form_of_role(workbook_method(app_workbook(s->base.app)), FORM_ROLE_GROUP);

    if (form != NULL && screen_open_form(s->base.app, form, NULL, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Ticks or takes the tick away. */
static void tick(struct copies_screen *s)
{
    if (s->list.at < s->count && possible(&s->copies[s->list.at]))
        s->ticked[s->list.at] = !s->ticked[s->list.at];
}

static int key(struct screen *self, const struct press *press)
{
    struct copies_screen *s = of(self);

    if (press->code == PRESS_ENTER) {
        if (s->count == 0)
            open_groups(s);
        else
            make(s);
    } else if (press_is_text(press, " ")) {
        tick(s);
    } else if (press->code == PRESS_LEFT || press->code == PRESS_BACKTAB) {
        turn(s, s->stick_count);
    } else if (press->code == PRESS_RIGHT || press->code == PRESS_TAB) {
        turn(s, 1);
    } else {
        return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* What lies there, or was done; static. */
static const char *state_name(const struct copies_screen *s, size_t at)
{
    static const char *const names[] = {[COPY_NONE] = N_("not there yet"),
        [COPY_OLDER] = N_("made anew"),
        [COPY_HOLDS] = N_("[!] take in"),
        [COPY_STRANGE] = N_("[!] left alone")};

    return s->made[at] ? _("written") : _(names[s->copies[at].state]);
}

/* One group. */
static void draw_copy(struct copies_screen *s, const struct area *area, int y, size_t at)
{
    const struct group_copy *c = &s->copies[at];
    bool here = at == s->list.at;
    char *text = c->title[0] != '\0' ? text_format("%d  %s", c->number, c->title)
                                     : text_format(_("%d  Group %d"), c->number, c->number);
    int right = area->width - 1 - STATE_CELLS;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    if (area->width < NARROW)
        right = area->width;
    draw_text_in(area, y, right, STATE_CELLS,
        s->made[at]   ? STYLE_GOOD
        : possible(c) ? STYLE_DIM
                      : STYLE_MARK,
        state_name(s, at));
    if (area->width >= WIDE) {
        int cells = area->width * 45 / 100;
        right -= cells + 1;
        draw_text_in(area, y, right, cells, STYLE_TEXT, c->name);
    }
    draw_text(area, y, 3, STYLE_TEXT, s->ticked[at] ? "[x]" : "[ ]");
    draw_text_in(area, y, 7, right - 8, here ? STYLE_FOCUS : STYLE_TEXT, text);
    free(text);
}

static void draw(struct screen *self, const struct area *area)
{
    struct copies_screen *s = of(self);
    int y = area->height > 8;
    char *place = place_name(s);

    if (s->count == 0) {
        draw_wrapped(area, y, 2, area->width - 4, 4, STYLE_TEXT,
            _("No group has a number yet: fill in the list of groups first. Enter opens it."));
        draw_cursor(area, y, 2);
    } else if (area->height > 2) {
        int label = draw_text(area, y, 2, STYLE_LABEL, _("Copies go to"));
        draw_text_in(area, y, label + 3, area->width - label - 4, STYLE_VALUE, place);
        y += 1 + (area->height > 8);
    }
    free(place);
    list_fit(&s->list, area->height - y);
    for (int i = 0; y + i < area->height && s->list.top + (size_t)i < s->list.count; i++)
        draw_copy(s, area, y + i, s->list.top + (size_t)i);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Copies for the groups");
}

/* What the chosen copy is called, and what keeps it from being made. */
static const char *hint(struct screen *self)
{
    struct copies_screen *s = of(self);
    const struct group_copy *c = s->list.at < s->count ? &s->copies[s->list.at] : NULL;

    free(s->hint);
    s->hint = NULL;
    if (c == NULL)
        return NULL;
    if (c->state == COPY_HOLDS)
        s->hint = text_format(
            _("%s holds changes that are not here yet. Take it in first, then make it anew."),
            c->name);
    else if (c->state == COPY_STRANGE)
        s->hint = app_short_text(c->why);
    else if (!c->part)
        s->hint = text_format(
            _("%s: nobody said yet which part this group works on, so it will show all."),
            c->name);
    else
        s->hint = text_format(
            _("%s: shows the group's part, its codes begin with %d."), c->name, c->number);
    return s->hint;
}

static const char *keys(struct screen *self)
{
    const struct copies_screen *s = of(self);

    if (s->count == 0)
        return _("Enter opens the list of groups   Esc goes back");
    return s->stick_count > 0
               ? _("Enter writes them   Space ticks   Left/Right: another place   Esc back")
               : _("Enter writes them   Space ticks   Esc goes back");
}

/* Groups may have come. */
static void resume(struct screen *self)
{
    struct error e = {0};

    if (look(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct copies_screen *s = of(self);

    copies_free(s->copies, s->count);
    file_names_free(s->sticks, s->stick_count);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "copies",
    .about = N_("A copy of the workbook for each group, with its number in it: it shows the "
                "group's part, and its codes never meet those of others. A copy in which "
                "something was typed that is not here is never covered."),
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status screen_open_copies(struct app *app, struct error *e)
{
    struct copies_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    enum status status = sticks_list(&s->sticks, &s->stick_count, e);
    if (status == STATUS_OK)
        status = look(s, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
