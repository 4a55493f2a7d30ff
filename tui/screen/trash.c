/* The trash: what was deleted, and back with it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/action.h"
#include "core/store/trash.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"
#include "tui/widget/prompt.h"

#define WIDE 64 /* cells from which on form, time and person have columns */
#define FORM_CELLS 16
#define WHEN_CELLS 11
#define WHO_CELLS 12

struct trash {
    struct screen base;
    struct trashed *rows;
    size_t count;
    size_t *shown; /* numbers of the rows that fit the filter */
    struct list list;
    struct edit_line filter;
    bool typing; /* the last key went into the filter */
    char *hint;  /* as answered last */
};

/* The chosen row; NULL when there is none. */
static const struct trashed *chosen(const struct trash *t)
{
    return t->list.count > 0 ? &t->rows[t->shown[t->list.at]] : NULL;
}

/* "P03 Open market"; caller frees. */
static char *name_of(const struct trashed *row)
{
    if (row->code[0] == '\0' && row->title[0] == '\0')
        return strdup(_("(no name)"));
    return text_format("%s%s%s", row->code,
        row->code[0] != '\0' && row->title[0] != '\0' ? " " : "", row->title);
}

/* "13/6 09.41" where the district is. Caller frees. */
static char *when_of(const struct trash *t, const struct trashed *row)
{
    int minute = 0;
    char clock[8];
    struct date day = clock_date(row->at, app_zone(t->base.app), &minute);

    return text_format("%d/%d %s", day.day, day.month, app_clock(t->base.app, row->at, clock));
}

/* Whether a row fits the folded filter. */
static bool fits(const struct trashed *row, const char *folded)
{
    char *words = text_format(
        "%s %s %s %s", row->code, row->title, words_get(&row->form->title), row->author);
    char *all = words != NULL ? text_fold(words) : NULL;
    bool found = all != NULL && strstr(all, folded) != NULL;

    free(all);
    free(words);
    return found;
}

/* Shows what fits the filter. */
static void filter(struct trash *t)
{
    char *folded = text_fold(edit_line_text(&t->filter));
    size_t count = 0;

    for (size_t i = 0; folded != NULL && i < t->count; i++) {
        if (fits(&t->rows[i], folded))
            t->shown[count++] = i;
    }
    list_count(&t->list, count);
    free(folded);
}

/* Reads what is in the trash now. */
static enum status read_trash(struct trash *t, struct error *e)
{
    trash_free(t->rows, t->count);
    free(t->shown);
    t->shown = NULL;
    enum status status = trash_list(app_workbook(t->base.app), &t->rows, &t->count, e);
    if (status == STATUS_OK) {
        t->shown = calloc(t->count + 1, sizeof *t->shown);
        status = t->shown == NULL ? error_memory(e) : STATUS_OK;
    }
    if (status != STATUS_OK) {
        trash_free(t->rows, t->count);
        t->rows = NULL;
        t->count = 0;
    }
    filter(t);
    return status;
}

/* Brings a row back: one action. */
static enum status restore(struct workbook *wb, const struct trashed *row, struct error *e)
{
    enum status status = action_begin(wb, ACTION_RESTORE, e);

    if (status != STATUS_OK)
        return status;
    status = action_restore(wb, row->form, row->uid, e);
    if (status == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return status;
}

/* Enter. */
static void take_back(struct trash *t)
{
    const struct trashed *row = chosen(t);
    struct error e = {0};
    char *name = row != NULL ? name_of(row) : NULL;
    char *cut = name != NULL ? text_cut(name, 50, draw_ascii()) : NULL;

    if (row != NULL) {
        const char *form = words_get(&row->form->title);
        if (restore(app_workbook(t->base.app), row, &e) == STATUS_OK)
            app_message(t->base.app, _("Brought back to %s: %s. Ctrl-Z undoes it."), form,
                cut != NULL ? cut : "");
        else
            app_trouble(t->base.app, &e);
        if (read_trash(t, &e) != STATUS_OK)
            app_trouble(t->base.app, &e);
    }
    free(cut);
    free(name);
}

/* Enter brings back, arrows choose, letters filter. */
static int key(struct screen *self, const struct press *press)
{
    struct trash *t = (struct trash *)self;
    bool changed = false;

    if (press->code == PRESS_ENTER) {
        take_back(t);
        return SCREEN_HANDLED;
    }
    if (list_key(&t->list, press)) {
        t->typing = false;
        return SCREEN_HANDLED;
    }
    if (!prompt_key(&t->filter, press, &changed))
        return SCREEN_IGNORED;
    t->typing = true;
    if (changed) {
        filter(t);
        list_go(&t->list, 0);
    }
    return SCREEN_HANDLED;
}

/* One row. */
static void draw_row(const struct trash *t, const struct area *area, int y, size_t at)
{
    const struct trashed *row = &t->rows[t->shown[at]];
    bool here = at == t->list.at, wide = area->width >= WIDE;
    enum style style = here ? STYLE_FOCUS : STYLE_TEXT;
    char *name = name_of(row), *when = when_of(t, row);
    int right = area->width - 1;

    draw_hit(area, y, 0, 1, area->width, &t->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        if (!t->typing)
            draw_cursor(area, y, 3);
    }
    if (wide) {
        right -= WHO_CELLS;
        draw_text_in(area, y, right, WHO_CELLS, STYLE_TEXT, row->author);
        right -= WHEN_CELLS + 1;
        draw_text_in(area, y, right, WHEN_CELLS, STYLE_TEXT, when);
    }
    if (area->width >= 40) {
        right -= FORM_CELLS + 1;
        draw_text_in(area, y, right, FORM_CELLS, STYLE_TEXT, words_get(&row->form->title));
        right--;
    }
    draw_text_in(area, y, 3, right - 3, style, name);
    free(name);
    free(when);
}

/* What the trash is for, with the keys that lead into it. */
static void draw_empty(const struct area *area)
{
    char *delete = action_keys_text(ACT_DELETE);
    char *text = text_format(_("The trash is empty. Rows that are deleted (%s) wait here until "
                               "they are brought back."),
        delete != NULL ? delete : "");

    draw_wrapped(area, 1, 2, area->width - 4, 3, STYLE_TEXT, text);
    draw_cursor(area, 1, 2);
    free(text);
    free(delete);
}

/* The filter, and below it the rows; or what the trash is for. */
static void draw(struct screen *self, const struct area *area)
{
    struct trash *t = (struct trash *)self;
    struct area below = area_part(area, 2, 0, area->height - 2, area->width);

    if (area->height < 8)
        below = area_part(area, 1, 0, area->height - 1, area->width);
    if (t->count == 0) {
        draw_empty(area);
        return;
    }
    int label = draw_text(area, 0, 1, STYLE_LABEL, _("Filter"));
    int box = area->width - label - 4 < 40 ? area->width - label - 4 : 40;
    prompt_draw(area, 0, label + 2, box, &t->filter, t->typing);
    if (t->list.count == 0)
        draw_wrapped(&below, 0, 3, below.width - 4, 2, STYLE_TEXT,
            _("Nothing fits. Backspace widens the filter."));
    list_fit(&t->list, below.height);
    for (int y = 0; y < below.height && t->list.top + (size_t)y < t->list.count; y++)
        draw_row(t, &below, y, t->list.top + (size_t)y);
    if (t->list.top > 0)
        draw_sign(&below, 0, below.width - 1, STYLE_HINT, GLYPH_UP);
    if (t->list.top + t->list.height < t->list.count && below.height > 0)
        draw_sign(&below, below.height - 1, below.width - 1, STYLE_HINT, GLYPH_DOWN);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Trash");
}

/* The chosen row in a sentence. */
static const char *hint(struct screen *self)
{
    struct trash *t = (struct trash *)self;
    const struct trashed *row = chosen(t);
    char *name = row != NULL ? name_of(row) : NULL;
    char *when = row != NULL ? when_of(t, row) : NULL;

    free(t->hint);
    t->hint = NULL;
    if (name != NULL && when != NULL && row->author[0] != '\0')
        t->hint = text_format(_("%s: %s, deleted %s by %s."), words_get(&row->form->title),
            name, when, row->author);
    else if (name != NULL && when != NULL)
        t->hint =
            text_format(_("%s: %s, deleted %s."), words_get(&row->form->title), name, when);
    free(name);
    free(when);
    return t->hint;
}

static const char *keys(struct screen *self)
{
    const struct trash *t = (const struct trash *)self;

    return t->count > 0 ? _("Letters find   Up/Down choose   Enter brings back   Esc back")
                        : _("Esc goes back");
}

/* Something was done or undone. */
static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_trash((struct trash *)self, &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct trash *t = (struct trash *)self;

    trash_free(t->rows, t->count);
    free(t->shown);
    free(t->hint);
    edit_line_free(&t->filter);
    free(t);
}

static const struct screen_ops ops = {
    .name = "trash",
    .about = N_("What was deleted waits here. Enter brings the row back where it was, with "
                "everything that stood in it."),
    .draw = draw,
    .key = key,
    .only_looks = N_("In the trash Enter brings a row back; then it can be changed."),
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status screen_open_trash(struct app *app, struct error *e)
{
    struct trash *t = calloc(1, sizeof *t);

    if (t == NULL)
        return error_memory(e);
    t->base.ops = &ops;
    t->base.app = app;
    if (read_trash(t, e) != STATUS_OK) {
        release(&t->base);
        return e->status;
    }
    app_push(app, &t->base);
    return STATUS_OK;
}
