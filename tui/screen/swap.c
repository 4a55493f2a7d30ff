/* Tukar lewat USB: what lies on the sticks is shown first; Enter takes all of it in and writes
 * ours back; then the report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/merged.h"
#include "core/exchange/swap.h"
#include "tui/screen/merged.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

#define WIDE 64   /* cells from which on person and time have columns of their own */
#define NARROW 36 /* ... up to which there is room for the name only */
#define CHANGES_CELLS 17
#define WHEN_CELLS 24

/* What is being done; the work of a state is done after it was drawn. */
enum swap_doing { DOING_FIND, DOING_SHOW, DOING_SWAP };

struct swap_screen {
    struct screen base;
    enum swap_doing doing;
    struct swap swap;
    struct list list;
    char *hint;
};

/* The screen behind. */
static struct swap_screen *of(struct screen *self)
{
    return (struct swap_screen *)self;
}

/* The chosen file; NULL when there is none. */
static const struct swap_file *chosen(const struct swap_screen *s)
{
    return s->list.at < s->swap.count ? &s->swap.files[s->list.at] : NULL;
}

/* Looks at the sticks. */
static void find(struct swap_screen *s)
{
    struct error e = {0};

    s->doing = DOING_SHOW;
    if (swap_find(app_workbook(s->base.app), &s->swap, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    list_count(&s->list, s->swap.count);
    list_go(&s->list, 0);
}

/* What was written where, and what was left out, above the report of the merge. */
static void print_sticks(FILE *out, const struct swap *swap)
{
    bool given = false;

    for (size_t i = 0; i < swap->stick_count; i++) {
        const struct swap_stick *stick = &swap->sticks[i];
        if (stick->given != NULL)
            fprintf(out, _("Written to USB %s and read back: %s"), stick->name,
                stick->given + strlen(stick->folder) + 1);
        else if (stick->why != NULL)
            fprintf(out, _("[!] Not written to USB %s: %s"), stick->name, stick->why);
        else
            continue;
        fputc('\n', out);
        given = given || stick->given != NULL;
    }
    if (given)
        fprintf(out, "%s\n", _("The USB stick can be pulled out."));
    for (size_t i = 0; i < swap->count; i++) {
        if (swap->files[i].state == SWAP_REFUSED)
            fprintf(out, _("[!] Not taken in: %s"), swap->files[i].why);
        if (swap->files[i].state == SWAP_REFUSED)
            fputc('\n', out);
    }
    fputc('\n', out);
}

/* The whole report. Caller frees. */
static enum status whole_text(struct swap_screen *s, char **text, struct error *e)
{
    char *merged = NULL;
    int64_t open;
    size_t size;
    enum status status = merged_text(app_workbook(s->base.app), s->swap.reports, s->swap.taken,
        false, true, &open, &merged, e);
    FILE *out = status == STATUS_OK ? open_memstream(text, &size) : NULL;

    if (out != NULL) {
        print_sticks(out, &s->swap);
        fputs(merged, out);
    }
    if (status == STATUS_OK && (out == NULL || fclose(out) != 0))
        status = error_memory(e);
    free(merged);
    return status;
}

/* Both directions; then the report stands where this screen stood. */
static void exchange(struct swap_screen *s)
{
    struct app *app = s->base.app;
    struct error e = {0};
    char *text = NULL;

    s->doing = DOING_SHOW;
    enum status status = swap_take(app_workbook(app), &s->swap, &e);
    if (status == STATUS_OK)
        status = swap_give(app_workbook(app), &s->swap, &e);
    if (status == STATUS_OK)
        status = whole_text(s, &text, &e);
    if (status == STATUS_OK) {
        app_pop(app);
        status = screen_open_merged(app, text, &e);
    }
    if (status != STATUS_OK)
        app_trouble(app, &e);
    free(text);
}

/* Does what the last drawing announced. */
static bool idle(struct screen *self)
{
    struct swap_screen *s = of(self);

    if (s->doing == DOING_SHOW)
        return false;
    if (s->doing == DOING_FIND)
        find(s);
    else
        exchange(s);
    return true;
}

/* Enter does it, or looks again where there is no stick; arrows show what is there. */
static int key(struct screen *self, const struct press *press)
{
    struct swap_screen *s = of(self);

    if (s->doing == DOING_FIND)
        find(s);
    if (s->doing == DOING_SWAP) {
        exchange(s);
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_ENTER) {
        s->doing = s->swap.stick_count > 0 ? DOING_SWAP : DOING_FIND;
        return SCREEN_HANDLED;
    }
    return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* "group 3", "main copy"; caller frees. */
static char *whose(const struct swap_file *f)
{
    if (f->state == SWAP_REFUSED)
        return strdup(file_name(f->path));
    return f->report.group > 0 ? text_format(_("group %d"), f->report.group)
                               : strdup(_("main copy"));
}

/* Who typed what is new, "Budi, Sari". Caller frees. */
static char *people(const struct merge_report *r)
{
    char *all = strdup("");

    for (size_t i = 0; all != NULL && i < r->people_count; i++) {
        const char *author = r->people[i].author;
        char *more = text_format(
            "%s%s%s", all, i > 0 ? ", " : "", author[0] != '\0' ? author : _("(no name)"));
        free(all);
        all = more;
    }
    return all;
}

/* "13/6 08.30" of a moment; caller frees. */
static char *moment(const struct swap_screen *s, int64_t at)
{
    int minute;
    char clock[8];
    struct date day = clock_date(at, app_zone(s->base.app), &minute);

    return text_format("%d/%d %s", day.day, day.month, app_clock(s->base.app, at, clock));
}

/* "13/6 08.30 – 13/6 15.10" over all who typed. Caller frees. */
static char *times(const struct swap_screen *s, const struct merge_report *r)
{
    int64_t from = 0, to = 0;

    for (size_t i = 0; i < r->people_count; i++) {
        from = i == 0 || r->people[i].from < from ? r->people[i].from : from;
        to = i == 0 || r->people[i].to > to ? r->people[i].to : to;
    }
    char *begin = moment(s, from), *end = moment(s, to);
    char *text = begin != NULL && end != NULL
                     ? text_format("%s %s %s", begin, draw_glyph(GLYPH_DASH), end)
                     : NULL;
    free(begin);
    free(end);
    return text;
}

/* What a file brings, at the right. Caller frees. */
static char *brings(const struct swap_file *f)
{
    switch (f->state) {
    case SWAP_NEWS: return text_format(_("%zu changes"), f->report.changes);
    case SWAP_KNOWN: return strdup(_("nothing new"));
    case SWAP_SELF: return strdup(_("open here"));
    default: return strdup(_("[!] refused"));
    }
}

/* One file. */
static void draw_file(struct swap_screen *s, const struct area *area, int y, size_t at)
{
    const struct swap_file *f = &s->swap.files[at];
    bool here = at == s->list.at, news = f->state == SWAP_NEWS;
    char *name = whose(f), *who = people(&f->report),
         *when = news ? times(s, &f->report) : NULL;
    char *right = brings(f);
    int edge = area->width - 1 - CHANGES_CELLS, left = 3;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    if (area->width < NARROW)
        edge = area->width;
    draw_text_right(area, y, edge, CHANGES_CELLS,
        f->state == SWAP_REFUSED ? STYLE_MARK
        : news                   ? STYLE_TEXT
                                 : STYLE_DIM,
        right);
    if (area->width >= WIDE && news) {
        edge -= WHEN_CELLS + 1;
        draw_text_in(area, y, edge, WHEN_CELLS, STYLE_TEXT, when);
    }
    left += draw_text_in(area, y, left, edge - left - 1, here ? STYLE_FOCUS : STYLE_TEXT, name);
    if (news)
        draw_text_in(area, y, left + 2, edge - left - 3, STYLE_TEXT, who);
    free(name);
    free(who);
    free(when);
    free(right);
}

/* What is said above the list; or instead of it. Caller frees. */
static char *said(const struct swap_screen *s)
{
    size_t news = 0;

    if (s->doing == DOING_FIND)
        return strdup(_("Looking at the USB sticks..."));
    if (s->doing == DOING_SWAP)
        return strdup(_("Taking in and writing to the USB stick. Do not pull it out yet..."));
    if (s->swap.stick_count == 0)
        return strdup(
            _("There is no USB stick. Plug one in, wait a moment, then press Enter."));
    for (size_t i = 0; i < s->swap.count; i++)
        news += s->swap.files[i].state == SWAP_NEWS;
    if (news == 0)
        return text_format(_("Nothing new on USB %s. Enter writes this workbook onto it."),
            s->swap.sticks[0].name);
    return text_format(_("%zu copies hold something new. Enter takes all of it in and writes "
                         "this workbook back."),
        news);
}

static void draw(struct screen *self, const struct area *area)
{
    struct swap_screen *s = of(self);
    char *text = said(s);
    int y = area->height > 8;

    if (area->height > 2 || s->swap.count == 0)
        y += draw_wrapped(area, y, 2, area->width - 4, 3, STYLE_TITLE, text);
    y += area->height > 8;
    free(text);
    if (s->doing != DOING_SHOW || s->swap.count == 0)
        draw_cursor(area, area->height > 8, 2);
    if (s->doing != DOING_SHOW)
        return;
    list_fit(&s->list, area->height - y);
    for (int i = 0; y + i < area->height && s->list.top + (size_t)i < s->list.count; i++)
        draw_file(s, area, y + i, s->list.top + (size_t)i);
}

static const char *title(struct screen *self)
{
    (void)self;
    return _("Exchange by USB");
}

/* Where the chosen file lies, or why it is refused. */
static const char *hint(struct screen *self)
{
    struct swap_screen *s = of(self);
    const struct swap_file *f = chosen(s);

    free(s->hint);
    s->hint = NULL;
    if (s->doing != DOING_SHOW)
        return NULL;
    if (f != NULL && f->state == SWAP_REFUSED)
        s->hint = app_short_text(f->why);
    else if (f != NULL)
        s->hint = text_format(_("On USB %s: %s"), s->swap.sticks[f->stick].name,
            f->path + strlen(s->swap.sticks[f->stick].folder) + 1);
    else if (s->swap.others > 0)
        s->hint = text_format(
            _("%zu workbooks of other districts lie there too; they are left alone."),
            s->swap.others);
    return s->hint;
}

static const char *keys(struct screen *self)
{
    const struct swap_screen *s = of(self);

    if (s->doing != DOING_SHOW)
        return NULL;
    if (s->swap.stick_count == 0)
        return _("Enter looks again   Esc goes back");
    return _("Enter exchanges   Up/Down look   Esc goes back, nothing happens");
}

static void release(struct screen *self)
{
    struct swap_screen *s = of(self);

    swap_clear(&s->swap);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "swap",
    .about = N_("All copies of this workbook on the USB sticks come into it, then it is "
                "written back to them. Do it on each laptop, twice around: then everybody has "
                "everything."),
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .idle = idle,
    .free = release,
};

enum status screen_open_swap(struct app *app, struct error *e)
{
    struct swap_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    app_push(app, &s->base);
    return STATUS_OK;
}
