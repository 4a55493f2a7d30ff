/* Laporan gabung: what came from whom, and below it the three lists of what is left to settle,
 * each opened with Enter. */
#include "tui/screen/merged.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/merged.h"
#include "core/plan/doubles.h"
#include "core/store/merge.h"
#include "tui/screen/open.h"
#include "tui/screen/table.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

/* What is left to do after a merge, in the order it is done. */
enum left { LEFT_DIFFERENT, LEFT_ROWS, LEFT_CODES, LEFT_REPORT, LEFT_COUNT };

struct merged {
    struct screen base;
    char *text;   /* the report */
    char **lines; /* [line_count], into `shown` */
    char *shown;  /* the report with short paths, cut into lines */
    size_t line_count, top;
    size_t seen; /* lines drawn last */
    size_t different;
    struct doubles rows, codes;
    struct list list;
};

/* The screen behind. */
static struct merged *of(struct screen *self)
{
    return (struct merged *)self;
}

/* Counts what is left to settle. */
static enum status count_left(struct merged *m, struct error *e)
{
    struct workbook *wb = app_workbook(m->base.app);
    struct workbook_counts counts;
    enum status s = workbook_counts(wb, &counts, e);

    if (s != STATUS_OK)
        return s;
    m->different = (size_t)counts.differences;
    s = doubles_rows(wb, &m->rows, e);
    return s == STATUS_OK ? doubles_codes(wb, &m->codes, e) : s;
}

/* How many of a kind there are. */
static size_t count_of(const struct merged *m, enum left left)
{
    const size_t counts[LEFT_COUNT] = {[LEFT_DIFFERENT] = m->different,
        [LEFT_ROWS] = m->rows.count,
        [LEFT_CODES] = m->codes.count};

    return counts[left];
}

/* Writes the report beside the workbook. */
static enum status write_report(struct merged *m, struct error *e)
{
    char *path = NULL;
    enum status s = merged_write(app_workbook(m->base.app), m->text, &path, e);

    if (s == STATUS_OK)
        app_message(m->base.app, _("Written: %s."), app_short_path(path));
    free(path);
    return s;
}

/* Opens the table on the first of doubles. */
static enum status open_doubles(
    struct app *app, const struct doubles *d, const char *told, struct error *e)
{
    if (d->form == NULL)
        return STATUS_OK;
    enum status s = screen_open_form(app, d->form, NULL, e);
    struct screen *top = app_top(app);
    if (s == STATUS_OK && table_is(top, d->form)) {
        table_stand(top, d->uid, NULL);
        top->ops->resume(top);
    }
    if (s == STATUS_OK)
        app_message(app, "%s", told);
    return s;
}

/* Enter on one of the lines. */
static void enter(struct merged *m)
{
    struct app *app = m->base.app;
    struct error e = {0};
    enum left left = (enum left)m->list.at;
    enum status s = STATUS_OK;

    if (left == LEFT_REPORT)
        s = write_report(m, &e);
    else if (left == LEFT_DIFFERENT && m->different > 0)
        s = screen_open_differences(app, &e);
    else if (left == LEFT_ROWS)
        s = open_doubles(app, &m->rows,
            _("Another row of this list is called the same. Esc leads back."), &e);
    else
        s = open_doubles(app, &m->codes,
            _("Another row of this list has the same code. Esc leads back."), &e);
    if (s != STATUS_OK)
        app_trouble(app, &e);
}

/* PgUp and PgDn turn the report, arrows choose among the lines below it. */
static int key(struct screen *self, const struct press *press)
{
    struct merged *m = of(self);
    size_t step = m->seen > 1 ? m->seen - 1 : 1;

    switch (press->code) {
    case PRESS_PAGE_DOWN:
        if (m->top + m->seen < m->line_count)
            m->top += step;
        return SCREEN_HANDLED;
    case PRESS_PAGE_UP: m->top = m->top > step ? m->top - step : 0; return SCREEN_HANDLED;
    case PRESS_ENTER: enter(m); return SCREEN_HANDLED;
    default: return list_key(&m->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    }
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* The part of the report that has room. */
static void draw_report(struct merged *m, const struct area *area)
{
    int y = 0;

    m->seen = 0;
    for (size_t i = m->top; i < m->line_count && y < area->height; i++, m->seen++) {
        int in = (int)strspn(m->lines[i], " ");
        int rows = draw_wrapped(area, y, 1 + in, area->width - 3 - in, area->height - y,
            STYLE_TEXT, m->lines[i] + in);
        y += rows > 0 ? rows : 1;
    }
    if (m->top > 0)
        draw_sign(area, 0, area->width - 1, STYLE_HINT, GLYPH_UP);
    if (m->top + m->seen < m->line_count && area->height > 0)
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
}

/* One of the lines below. */
static void draw_left(struct merged *m, const struct area *area, int y, size_t at)
{
    static const char *const names[LEFT_COUNT] = {[LEFT_DIFFERENT] = N_("Cells that differ"),
        [LEFT_ROWS] = N_("Rows called the same"),
        [LEFT_CODES] = N_("Codes given twice"),
        [LEFT_REPORT] = N_("Write this report to a file, to print it")};
    bool here = at == m->list.at;
    size_t count = count_of(m, (enum left)at);
    char *text = at == LEFT_REPORT ? strdup(_(names[at]))
                                   : text_format("%s %s: %zu", count > 0 ? "[!]" : "[x]",
                                         _(names[at]), count);

    draw_hit(area, y, 0, 1, area->width, &m->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, 3, area->width - 4, here ? STYLE_FOCUS : STYLE_TEXT, text);
    free(text);
}

static void draw(struct screen *self, const struct area *area)
{
    struct merged *m = of(self);
    int below = area->height > LEFT_COUNT + 2 ? LEFT_COUNT : area->height / 2;
    int report = area->height - below - (area->height > LEFT_COUNT + 4);

    if (area->height < 3) {
        below = area->height;
        report = 0;
    }
    struct area above = area_part(area, 0, 0, report, area->width);
    struct area lines = area_part(area, area->height - below, 0, below, area->width);
    draw_report(m, &above);
    if (report + below < area->height)
        draw_rule(area, report, 0, area->width);
    list_fit(&m->list, below);
    for (int y = 0; y < below && m->list.top + (size_t)y < m->list.count; y++)
        draw_left(m, &lines, y, m->list.top + (size_t)y);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("What the merge brought");
}

static const char *hint(struct screen *self)
{
    static const char *const hints[LEFT_COUNT] = {
        [LEFT_DIFFERENT] = N_("Two people wrote different things into one cell. Nothing is "
                              "lost: choose what counts."),
        [LEFT_ROWS] =
            N_("Rows of one list that two people added and called the same; perhaps they are "
               "one."),
        [LEFT_CODES] =
            N_("Two rows have one code, for example because two laptops typed as one group."),
        [LEFT_REPORT] = N_("A text file beside the workbook: who typed what, from when to "
                           "when."),
    };

    const struct merged *m = of(self);

    if (m->list.at != LEFT_REPORT && count_of(m, (enum left)m->list.at) == 0)
        return _("There are none: nothing to do here.");
    return _(hints[m->list.at]);
}

static const char *keys(struct screen *self)
{
    const struct merged *m = of(self);

    if (m->line_count > m->seen)
        return _("Up/Down and Enter   PgDn/PgUp turn the report   Esc: done");
    return _("Up/Down choose   Enter opens   Esc: done");
}

/* Something may have been settled meanwhile. */
static void resume(struct screen *self)
{
    struct error e = {0};

    if (count_left(of(self), &e) != STATUS_OK)
        app_trouble(self->app, &e);
}

static void release(struct screen *self)
{
    struct merged *m = of(self);

    doubles_clear(&m->rows);
    doubles_clear(&m->codes);
    free(m->text);
    free(m->shown);
    free(m->lines);
    free(m);
}

static const struct screen_ops ops = {
    .name = "merged",
    .about = N_("What each copy brought, and from whom. Below it what is left to settle: cells "
                "that differ, rows that are there twice, codes given twice."),
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .resume = resume,
    .free = release,
};

/* Cuts the report into lines. */
static enum status cut(struct merged *m, struct error *e)
{
    size_t count = 1;

    m->shown = app_short_text(m->text);
    for (const char *c = m->shown; c != NULL && *c != '\0'; c++)
        count += *c == '\n';
    m->lines = calloc(count, sizeof *m->lines);
    if (m->shown == NULL || m->lines == NULL)
        return error_memory(e);
    for (char *line = m->shown; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        m->lines[m->line_count++] = line;
        if (end != NULL)
            *end++ = '\0';
        line = end;
    }
    return STATUS_OK;
}

enum status screen_open_merged(struct app *app, const char *text, struct error *e)
{
    struct merged *m = calloc(1, sizeof *m);

    if (m == NULL)
        return error_memory(e);
    m->base.ops = &ops;
    m->base.app = app;
    m->text = strdup(text);
    enum status s = m->text != NULL ? cut(m, e) : error_memory(e);
    if (s == STATUS_OK)
        s = count_left(m, e);
    if (s != STATUS_OK) {
        release(&m->base);
        return s;
    }
    list_count(&m->list, LEFT_COUNT);
    while (m->list.at < LEFT_REPORT && count_of(m, (enum left)m->list.at) == 0)
        list_go(&m->list, m->list.at + 1);
    if (m->list.at == LEFT_REPORT)
        list_go(&m->list, LEFT_DIFFERENT);
    app_push(app, &m->base);
    return STATUS_OK;
}

enum status screen_merge_file(struct app *app, const char *path, struct error *e)
{
    const struct merge_options options = {0};
    struct workbook *wb = app_workbook(app);
    struct merge_report report = {0};
    char *text = NULL;
    int64_t open = 0;
    enum status s = merge_files(wb, &path, 1, &options, &report, NULL, e);

    if (s == STATUS_OK)
        s = merged_text(wb, &report, 1, false, true, &open, &text, e);
    if (s == STATUS_OK)
        s = screen_open_merged(app, text, e);
    merge_reports_clear(&report, 1);
    free(text);
    return s;
}
