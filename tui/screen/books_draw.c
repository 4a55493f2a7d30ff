/* How a workbook looks in a list: district and years, who changed it last and when, how far it
 * is. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/region.h"
#include "tui/screen/books.h"

#define GAP 2

/* Where the columns begin; -1 where there is no room for one. */
struct columns {
    int name, author, when, state, end;
};

/* A column at the right of what is left, if the name keeps 20 cells. */
static int take_column(int *end, int from, int width)
{
    int at = *end - width;

    if (at - GAP - from < 20)
        return -1;
    *end = at - GAP;
    return at;
}

/* The columns of a list whose pointer is at `x`. */
static struct columns lay_out(const struct area *area, int x)
{
    struct columns c = {.name = x + 2, .author = -1, .when = -1, .end = area->width - 2};
    int end = c.end;

    c.state = take_column(&end, c.name, 18);
    if (area->width >= 66)
        c.when = take_column(&end, c.name, 10);
    if (area->width >= 76)
        c.author = take_column(&end, c.name, area->width >= 100 ? 26 : 14);
    return c;
}

/* Text in a column, cut where the next one begins. */
static void put(
    const struct area *area, int y, int x, int end, enum style style, const char *text)
{
    if (x >= 0 && end > x)
        draw_text_in(area, y, x, end - x, style, text);
}

/* Where the column after the name begins. */
static int name_end(const struct columns *c, bool author)
{
    int next = author && c->author >= 0 ? c->author : c->when >= 0 ? c->when : c->state;

    return next >= 0 ? next - GAP : c->end;
}

void books_draw_heading(const struct area *area, int y, int x)
{
    struct columns c = lay_out(area, x);

    put(area, y, c.name - 2, name_end(&c, true), STYLE_LABEL, _("Workbooks"));
    put(area, y, c.author, c.when - GAP, STYLE_LABEL, _("Changed by"));
    put(area, y, c.when, c.state - GAP, STYLE_LABEL, _("Changed"));
    put(area, y, c.state, c.end, STYLE_LABEL, _("Steps done"));
}

/* "Kab. Luwu Utara 2026-2035", of a group's copy with its number. Caller frees; NULL when the
 * file does not say it. */
static char *plan_of(const struct glance *g)
{
    const struct region *all, *region = NULL;
    size_t count;

    if (g->kind == GLANCE_OWN && regions_load(&all, &count, NULL) == STATUS_OK)
        region = region_find(g->region);
    if (region == NULL)
        return NULL;
    char *title = region_short_title(region), *plan = NULL;
    if (title != NULL && g->from != 0)
        plan = text_format("%s %d-%d", title, g->from, g->to);
    else if (title != NULL)
        plan = strdup(title);
    free(title);
    if (plan == NULL || g->group == 0)
        return plan;
    char *copy = text_format(_("%s group %d"), plan, g->group);
    free(plan);
    return copy;
}

/* Whether another row of the list is of the same plan, so that only the file name tells them
 * apart. */
static bool is_shared(const struct books *b, size_t at)
{
    const struct glance *mine = &b->rows[at].glance;

    for (size_t i = 0; i < b->found; i++) {
        const struct glance *g = &b->rows[i].glance;
        if (i != at && g->kind == GLANCE_OWN && strcmp(g->region, mine->region) == 0 &&
            g->from == mine->from && g->to == mine->to && g->group == mine->group)
            return true;
    }
    return false;
}

/* Whether the file has a name of its own, not one that Susun proposes: the sample, a copy. */
static bool is_named(const struct books *b, size_t at)
{
    const char *region = b->rows[at].glance.region;

    return strncmp(file_name(b->rows[at].path), region, strlen(region)) != 0;
}

/* Whether another workbook that was read has the same file name, so that only the folder tells
 * them apart (of one not read the stick is named). */
static bool is_doubled(const struct books *b, size_t at)
{
    bool read = b->rows[at].glance.kind == GLANCE_OWN;

    for (size_t i = 0; read && i < b->found; i++)
        if (i != at && b->rows[i].glance.kind == GLANCE_OWN &&
            strcmp(file_name(b->rows[i].path), file_name(b->rows[at].path)) == 0)
            return true;
    return false;
}

/* The file's name with the folder it lies in: "usb/72.01-banggai.susun"; its end is what is
 * cut, so that the folder is seen. Caller frees. */
static char *with_folder(const char *path)
{
    const char *from = file_name(path);

    while (from > path && from[-1] == '/')
        from--;
    while (from > path && from[-1] != '/')
        from--;
    return strdup(from);
}

/* What a workbook is called. Caller frees. */
static char *called(const struct books *b, size_t at)
{
    const char *path = b->rows[at].path;
    bool by_file = is_named(b, at) || is_shared(b, at);
    char *plan = by_file ? NULL : plan_of(&b->rows[at].glance);

    if (plan != NULL)
        return plan;
    return is_doubled(b, at) ? with_folder(path) : strdup(file_name(path));
}

/* What stands in the first column. Caller frees. */
static char *name_of(const struct books *b, size_t at)
{
    char *name = called(b, at);

    if (name == NULL || !b->rows[at].glance.practice)
        return name;
    char *marked = text_format(_("%s (practice)"), name);
    free(name);
    return marked;
}

/* The clock of a workbook's district; where that is not known, of the first one that is in the
 * list, else of this laptop. */
static int zone_of(const struct books *b, size_t at)
{
    const struct glance *g = &b->rows[at].glance;
    const char *name;

    for (size_t i = 0; g->kind != GLANCE_OWN && i < b->found; i++)
        g = &b->rows[i].glance;
    return g->kind == GLANCE_OWN ? clock_zone(g->region, &name)
                                 : clock_offset_here(clock_now());
}

/* "09.41" of today, "13/6 09.41", or "13/6/2025". Caller frees. */
static char *when_of(int64_t at, int zone)
{
    int now = 0, minute = 0;

    if (at <= 0)
        return NULL;
    struct date today = clock_date(clock_now(), zone, &now);
    struct date day = clock_date(at, zone, &minute);
    if (date_days(day) == date_days(today))
        return text_format("%02d.%02d", minute / 60, minute % 60);
    if (day.year == today.year)
        return text_format("%d/%d %02d.%02d", day.day, day.month, minute / 60, minute % 60);
    return text_format("%d/%d/%d", day.day, day.month, day.year);
}

/* "Bimtek II 4/7", or the word that says why not. Caller frees. */
static char *state_of(const struct glance *g)
{
    switch (g->kind) {
    case GLANCE_OWN:
        return g->of == 0 ? NULL
                          : text_format("%.*s %zu/%zu", (int)strcspn(g->stage, ":"), g->stage,
                                g->done, g->of);
    case GLANCE_STRANGE: return strdup(_("not checked yet"));
    case GLANCE_REFUSED: return strdup(_("cannot be opened"));
    case GLANCE_GONE: return strdup(_("cannot be read"));
    default: return NULL;
    }
}

/* Who changed it last; of a file that is not read, on which stick it is. Caller frees. */
static char *author_of(const struct book *book)
{
    if (book->glance.kind == GLANCE_OWN && book->glance.author != NULL)
        return strdup(book->glance.author);
    return book->stick != NULL ? text_format(_("USB %s"), book->stick) : NULL;
}

void books_draw(
    const struct books *b, const struct area *area, int y, int x, size_t at, bool here)
{
    const struct book *book = &b->rows[at];
    bool bad = book->glance.kind == GLANCE_REFUSED || book->glance.kind == GLANCE_GONE;
    struct columns c = lay_out(area, x);
    char *name = name_of(b, at), *author = author_of(book), *state = state_of(&book->glance);
    char *when = when_of(book->glance.at, zone_of(b, at));

    if (here) {
        draw_sign(area, y, x, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, c.name);
    }
    put(area, y, c.name, name_end(&c, author != NULL), here ? STYLE_FOCUS : STYLE_TEXT, name);
    if (author != NULL && (int)text_width(author) > c.when - GAP - c.author)
        author[strcspn(author, ",")] = '\0'; /* the name without the office */
    put(area, y, c.author, c.when - GAP, STYLE_DIM, author);
    put(area, y, c.when, c.state - GAP, STYLE_DIM, when);
    put(area, y, c.state, c.end, bad ? STYLE_MARK : STYLE_HINT, state);
    free(name);
    free(author);
    free(when);
    free(state);
}

char *books_hint(const struct books *b, size_t at)
{
    const struct book *book = &b->rows[at];
    const char *path = app_short_path(book->path);

    switch (book->glance.kind) {
    case GLANCE_REFUSED:
    case GLANCE_GONE: return app_short_text(book->glance.why);
    case GLANCE_STRANGE:
        return text_format(
            _("%s. Not checked on this laptop yet; that is done when it is opened."), path);
    default: return strdup(path);
    }
}
