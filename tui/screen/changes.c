/* "Apa yang berubah sejak ...": each row that is new, gone or another than at a mark, with its
 * fields before and now; Enter goes there. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/changes.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

/* A line: a reason that was given (row = SIZE_MAX, cell its number), a row's head (cell =
 * SIZE_MAX), or one of its cells. */
struct change_line {
    size_t row, cell;
};
struct changes_screen {
    struct screen base;
    struct mark mark;
    struct changed_row *rows;
    size_t count;
    struct mark *answers; /* every reason of this workbook */
    size_t answer_count;
    struct change_line *lines;
    struct list list;
    char *title, *hint; /* as answered last */
};

static struct changes_screen *of(struct screen *self)
{
    return (struct changes_screen *)self;
}

/* Whether a reason was given for changes after this mark. */
static bool is_ours(const struct changes_screen *c, size_t answer)
{
    return strcmp(c->answers[answer].about, c->mark.uid) == 0;
}

/* Makes the lines: the reasons, then a head for each row, below it its cells (of a new row
 * none: it opens). */
static enum status make_lines(struct changes_screen *c, struct error *e)
{
    size_t count = c->answer_count;

    for (size_t i = 0; i < c->count; i++)
        count += 1 + c->rows[i].count;
    free(c->lines);
    c->lines = calloc(count + 1, sizeof *c->lines);
    if (c->lines == NULL)
        return error_memory(e);
    count = 0;
    for (size_t i = 0; i < c->answer_count; i++)
        if (is_ours(c, i))
            c->lines[count++] = (struct change_line){SIZE_MAX, i};
    for (size_t i = 0; i < c->count; i++) {
        c->lines[count++] = (struct change_line){i, SIZE_MAX};
        for (size_t k = 0; c->rows[i].what == ROW_CHANGED && k < c->rows[i].count; k++)
            c->lines[count++] = (struct change_line){i, k};
    }
    list_count(&c->list, count);
    return STATUS_OK;
}

static enum status read_changes(struct changes_screen *c, struct error *e)
{
    changes_free(c->rows, c->count);
    marks_free(c->answers, c->answer_count);
    c->rows = NULL;
    c->answers = NULL;
    c->count = c->answer_count = 0;
    enum status s = changes_since(app_workbook(c->base.app), &c->mark, &c->rows, &c->count, e);
    if (s == STATUS_OK)
        s = marks_list(app_workbook(c->base.app), true, &c->answers, &c->answer_count, e);
    return s == STATUS_OK ? make_lines(c, e) : s;
}

/* Enter: to the row, and to the field. */
static void go(struct changes_screen *c)
{
    struct error e = {0};

    if (c->list.count == 0 || c->lines[c->list.at].row == SIZE_MAX)
        return;
    const struct change_line *line = &c->lines[c->list.at];
    const struct changed_row *row = &c->rows[line->row];
    const struct field *field = line->cell != SIZE_MAX ? row->cells[line->cell].field : NULL;
    const struct place place = {.uid = row->uid, .field = field != NULL ? field->name : NULL};
    if (row->what == ROW_DELETED)
        app_message(
            c->base.app, "%s", _("This row lies in the trash; Menu > Trash brings it back."));
    else if (screen_open_form(c->base.app, row->form, &place, &e) != STATUS_OK)
        app_trouble(c->base.app, &e);
}

static int key(struct screen *self, const struct press *press)
{
    struct changes_screen *c = of(self);

    if (press->code == PRESS_ENTER) {
        go(c);
        return SCREEN_HANDLED;
    }
    return list_key(&c->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* "Reason (who, when): why". Caller frees. */
static char *reason_text(const struct changes_screen *c, const struct mark *answer)
{
    char *when = past_when(c->base.app, answer->at, false);
    const char *who = answer->author[0] != '\0' ? answer->author : _("without a name");
    char *text =
        when != NULL ? text_format(_("Reason (%s, %s): %s"), who, when, answer->reason) : NULL;

    free(when);
    return text;
}

/* A reason, a row's head or a cell in words. Caller frees. */
static char *line_text(const struct changes_screen *c, const struct change_line *line)
{
    struct error e = {0};
    char *name = NULL, *text = NULL;

    if (line->row == SIZE_MAX)
        return reason_text(c, &c->answers[line->cell]);
    const struct changed_row *row = &c->rows[line->row];

    if (line->cell == SIZE_MAX) {
        if (history_name(app_workbook(c->base.app), row->form, row->uid, &name, &e) !=
            STATUS_OK)
            error_clear(&e);
        text = text_format("%s%s%s (%s)", words_get(&row->form->title),
            name != NULL && name[0] != '\0' ? " " : "", name != NULL ? name : "",
            row_change_name(row->what));
        free(name);
        return text;
    }
    const struct changed_cell *cell = &row->cells[line->cell];
    const struct change shown = {
        .field = cell->field, .field_name = "kode", .before = cell->before, .after = cell->now};
    char *before = past_value(c->base.app, &shown, false);
    char *now = past_value(c->base.app, &shown, true);
    if (before != NULL && now != NULL)
        text = text_format("%s: %s -> %s", change_label(&shown), before, now);
    free(before);
    free(now);
    return text;
}

static void draw_line(struct changes_screen *c, const struct area *area, int y, size_t at)
{
    const struct change_line *line = &c->lines[at];
    bool here = at == c->list.at, reason = line->row == SIZE_MAX;
    bool head = reason || line->cell == SIZE_MAX;
    char *text = line_text(c, line);
    int x = head ? 3 : 6;

    draw_hit(area, y, 0, 1, area->width, &c->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, x);
    }
    draw_text_in(area, y, x, area->width - x - 1,
        here     ? STYLE_FOCUS
        : reason ? STYLE_HINT
        : head   ? STYLE_TITLE
                 : STYLE_TEXT,
        text);
    free(text);
}

static void draw(struct screen *self, const struct area *area)
{
    struct changes_screen *c = of(self);

    if (c->list.count == 0) {
        draw_wrapped(area, area->height > 2, 2, area->width - 4, 3, STYLE_TEXT,
            _("Nothing is another than at this mark."));
        draw_cursor(area, area->height > 2, 2);
        return;
    }
    list_fit(&c->list, area->height);
    for (int y = 0; y < area->height && c->list.top + (size_t)y < c->list.count; y++)
        draw_line(c, area, y, c->list.top + (size_t)y);
    past_draw_more(area, &c->list);
}

static const char *title(struct screen *self)
{
    struct changes_screen *c = of(self);
    char *cut = text_cut(c->mark.title, 26, draw_ascii());

    free(c->title);
    c->title =
        text_format(_("Changed since: %s  (rows: %zu)"), cut != NULL ? cut : "", c->count);
    free(cut);
    return c->title != NULL ? c->title : "";
}

/* The chosen line in full. */
static const char *hint(struct screen *self)
{
    struct changes_screen *c = of(self);

    free(c->hint);
    c->hint = c->list.count > 0 ? line_text(c, &c->lines[c->list.at]) : NULL;
    return c->hint;
}

static const char *keys(struct screen *self)
{
    return of(self)->list.count > 0 ? _("Up/Down choose   Enter goes there   Esc back")
                                    : _("Esc goes back");
}

static void resume(struct screen *self)
{
    struct error e = {0};

    if (read_changes(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct changes_screen *c = of(self);

    changes_free(c->rows, c->count);
    marks_free(c->answers, c->answer_count);
    mark_clear(&c->mark);
    free(c->lines);
    free(c->title);
    free(c->hint);
    free(c);
}

static const struct screen_ops ops = {
    .name = "changes",
    .about =
        N_("What is new, gone or another than when the mark was set, row by row, also what "
           "came in later from other laptops. Enter goes there."),
    .draw = draw,
    .key = key,
    .only_looks = N_("What has changed is only shown here; Enter goes to the row."),
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

enum status screen_open_changes(struct app *app, struct mark *mark, struct error *e)
{
    struct changes_screen *c = calloc(1, sizeof *c);

    if (c == NULL) {
        mark_clear(mark);
        return error_memory(e);
    }
    c->base.ops = &ops;
    c->base.app = app;
    c->mark = *mark;
    *mark = (struct mark){0};
    enum status s = read_changes(c, e);
    if (s != STATUS_OK) {
        release(&c->base);
        return s;
    }
    app_push(app, &c->base);
    return STATUS_OK;
}
