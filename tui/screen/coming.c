/* A CSV or package that comes back, before it is stored: each row that would be new or another,
 * with its fields as they are and would be. Enter takes all of it in, as one action. */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/coming.h"
#include "tui/screen/counts.h"
#include "tui/screen/history.h"
#include "tui/screen/open.h"
#include "tui/term/hit.h"

#define WORD_CELLS 16 /* "[?] tak dikenal" and a gap */

/* What is done after the next drawing. */
enum coming_doing { COMING_LOOK, COMING_SHOW, COMING_STORE };

/* A line: what is not understood (row = SIZE_MAX, at its number), a row's head (at = SIZE_MAX),
 * or one of its fields. */
struct coming_line {
    size_t row, at;
};
struct coming_screen {
    struct screen base;
    char *path;
    const struct form *form; /* whose CSV it is; NULL: not said */
    enum coming_doing doing;
    struct coming coming;
    char *trouble; /* why it cannot come in, or NULL */
    struct coming_line *lines;
    struct list list;
    char *title, *hint; /* as answered last */
};

static struct coming_screen *of(struct screen *self)
{
    return (struct coming_screen *)self;
}

/* Makes the lines: what needs a look, then a head for each row, below it its fields. */
static enum status make_lines(struct coming_screen *s, struct error *e)
{
    const struct coming *c = &s->coming;
    size_t count = c->note_count;

    for (size_t i = 0; i < c->count; i++)
        count += 1 + c->rows[i].is.count;
    free(s->lines);
    s->lines = calloc(count + 1, sizeof *s->lines);
    list_count(&s->list, s->lines != NULL ? count : 0);
    if (s->lines == NULL)
        return error_memory(e);
    count = 0;
    for (size_t i = 0; i < c->note_count; i++)
        s->lines[count++] = (struct coming_line){SIZE_MAX, i};
    for (size_t i = 0; i < c->count; i++) {
        s->lines[count++] = (struct coming_line){i, SIZE_MAX};
        for (size_t k = 0; k < c->rows[i].is.count; k++)
            s->lines[count++] = (struct coming_line){i, k};
    }
    return STATUS_OK;
}

/* Tries it. */
static void look(struct coming_screen *s)
{
    struct error e = {0};

    s->doing = COMING_SHOW;
    coming_clear(&s->coming);
    enum status status =
        coming_look(app_workbook(s->base.app), s->path, s->form, &s->coming, &e);
    if (status == STATUS_OK)
        status = make_lines(s, &e);
    if (status != STATUS_OK) {
        list_count(&s->list, 0); /* no line is about anything now */
        free(s->trouble);
        s->trouble = app_short_text(error_text(&e));
        error_clear(&e);
    }
}

/* "2 new, 3 changed, 41 as before, 0 unknown, 1 left out": what needs a look only where there
 * is any. Caller frees. */
static char *result_text(size_t added, size_t unknown, const struct import_result *r)
{
    const struct counted parts[] = {
        {added, N_("%zu new"), true},
        {r->changed, N_("%zu changed"), true},
        {r->same, N_("%zu as before"), true},
        {unknown, N_("%zu unknown"), true},
        {r->rejected, N_("%zu left out"), false},
        {r->marked, N_("%zu fields to look at"), false},
        {0},
    };

    return counts_text(parts);
}

/* Stores what was shown and leaves; what has changed meanwhile is shown anew. */
static void store(struct coming_screen *s)
{
    struct app *app = s->base.app;
    struct import_result r = {0};
    struct error e = {0};

    s->doing = COMING_SHOW;
    if (coming_store(app_workbook(app), s->path, &s->coming, &r, &e) != STATUS_OK) {
        s->doing = COMING_LOOK;
        app_trouble(app, &e);
        return;
    }
    char *counts = result_text(r.added - r.unknown, r.unknown, &r);
    app_notice(app, _("Taken in: %s. Ctrl-Z takes it back."), counts != NULL ? counts : "");
    free(counts);
    app_pop(app);
}

/* Does what the last drawing announced. */
static bool idle(struct screen *self)
{
    struct coming_screen *s = of(self);

    if (s->doing == COMING_SHOW)
        return false;
    if (s->doing == COMING_LOOK)
        look(s);
    else
        store(s);
    return true;
}

/* Whether there is anything to take in. */
static bool anything(const struct coming_screen *s)
{
    return s->trouble == NULL && s->coming.count > 0;
}

static int key(struct screen *self, const struct press *press)
{
    struct coming_screen *s = of(self);

    if (s->doing != COMING_SHOW)
        idle(self);
    if (press->code != PRESS_ENTER)
        return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    if (!anything(s))
        return SCREEN_CLOSE;
    s->doing = COMING_STORE;
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    (void)act;
    return _("First take it in (Enter) or leave it (Esc).");
}

static int act(struct screen *self, enum act act)
{
    if (act == ACT_BACK)
        app_message(self->app, "%s", _("Nothing was taken in."));
    return SCREEN_IGNORED;
}

/* What becomes of a row, as a sign and a word. */
static const char *word_of(enum row_news news)
{
    static const char *const words[ROW_NEWS] = {[ROW_NEW] = N_("[+] new"),
        [ROW_CHANGED] = N_("[~] changed"),
        [ROW_UNKNOWN] = N_("[?] unknown")};

    return _(words[news]);
}

/* "Program ECO-P03 Pasar Kakao". Caller frees. */
static char *name_of(const struct row_difference *row)
{
    return text_format("%s%s%s%s%s", words_get(&row->form->title), row->code[0] ? " " : "",
        row->code, row->title[0] ? " " : "", row->title);
}

/* A line in words. Caller frees. */
static char *line_text(const struct coming_screen *s, const struct coming_line *line)
{
    const struct coming *c = &s->coming;

    if (line->row == SIZE_MAX) {
        const struct coming_note *note = &c->notes[line->at];
        return text_format(note->rejected ? _("[!] left out, %s: %s") : _("[!] %s: %s"),
            note->where != NULL ? note->where : "", note->text != NULL ? note->text : "");
    }
    const struct row_difference *row = &c->rows[line->row].is;
    if (line->at == SIZE_MAX)
        return name_of(row);
    const struct field_news *news = &row->fields[line->at];
    return text_format("%s: %s -> %s", news->label,
        news->before[0] ? news->before : _("(empty)"),
        news->after[0] ? news->after : _("(empty)"));
}

static void draw_line(struct coming_screen *s, const struct area *area, int y, size_t at)
{
    const struct coming_line *line = &s->lines[at];
    bool here = at == s->list.at, note = line->row == SIZE_MAX;
    bool head = !note && line->at == SIZE_MAX;
    char *text = line_text(s, line), *flat = text != NULL ? text_printable(text) : NULL;
    int x = note || head ? 3 : 7;

    draw_hit(area, y, 0, 1, area->width, &s->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, x);
    }
    if (head) {
        draw_text_in(area, y, x, WORD_CELLS - 1, STYLE_LABEL,
            word_of(s->coming.rows[line->row].is.news));
        x += WORD_CELLS;
    }
    draw_text_in(area, y, x, area->width - x - 1,
        here   ? STYLE_FOCUS
        : note ? STYLE_MARK
        : head ? STYLE_TITLE
               : STYLE_TEXT,
        flat);
    free(text);
    free(flat);
}

/* The counts of what is shown; what comes back from the trash counts as changed. Caller frees.
 */
static char *shown_counts(const struct coming_screen *s)
{
    struct import_result r = s->coming.result;

    r.changed = s->coming.news[ROW_CHANGED];
    return result_text(s->coming.news[ROW_NEW], s->coming.news[ROW_UNKNOWN], &r);
}

/* A sentence instead of the list. */
static void draw_said(const struct area *area, enum style style, const char *text)
{
    int y = area->height > 2;

    draw_wrapped(area, y, 2, area->width - 4, area->height - y, style, text);
    draw_cursor(area, y, 2);
}

static void draw(struct screen *self, const struct area *area)
{
    struct coming_screen *s = of(self);
    char *counts = s->doing == COMING_SHOW && s->trouble == NULL ? shown_counts(s) : NULL;
    int head = area->height > 5;

    if (s->doing != COMING_SHOW) {
        draw_said(area, STYLE_TITLE,
            s->doing == COMING_LOOK ? _("Comparing with what is here...") : _("Taking in..."));
    } else if (s->trouble != NULL) {
        draw_said(area, STYLE_MARK, s->trouble);
    } else if (s->list.count == 0) {
        char *text = text_format(_("Nothing would change: all %zu rows are as they are here."),
            s->coming.result.same);
        draw_said(area, STYLE_TEXT, text != NULL ? text : "");
        free(text);
    } else {
        if (head)
            head = draw_wrapped(area, 0, 2, area->width - 4, area->height / 3, STYLE_LABEL,
                       counts != NULL ? counts : "") +
                   (area->height > 12);
        struct area below = area_part(area, head, 0, area->height - head, area->width);
        list_fit(&s->list, below.height);
        for (int y = 0; y < below.height && s->list.top + (size_t)y < s->list.count; y++)
            draw_line(s, &below, y, s->list.top + (size_t)y);
        past_draw_more(&below, &s->list);
    }
    free(counts);
}

static const char *title(struct screen *self)
{
    struct coming_screen *s = of(self);

    return screen_keep(&s->title, text_format(_("Import: %s"), file_name(s->path)));
}

/* The chosen line in full; of a row that is new, what that means. */
static const char *hint(struct screen *self)
{
    struct coming_screen *s = of(self);
    const struct coming_line *line =
        s->doing == COMING_SHOW && s->list.count > 0 ? &s->lines[s->list.at] : NULL;

    if (line == NULL)
        return NULL;
    if (line->row != SIZE_MAX && line->at == SIZE_MAX &&
        s->coming.rows[line->row].is.news == ROW_UNKNOWN)
        return _("Comes in as a new row. Its id is not of this workbook: was it the file of "
                 "another one?");
    return screen_keep(&s->hint, line_text(s, line));
}

static const char *keys(struct screen *self)
{
    const struct coming_screen *s = of(self);

    if (s->doing != COMING_SHOW)
        return NULL;
    return anything(s) ? _("Enter takes all of it in   Up/Down look   Esc leaves it")
                       : _("Esc goes back");
}

static void release(struct screen *self)
{
    struct coming_screen *s = of(self);

    coming_clear(&s->coming);
    free(s->path);
    free(s->trouble);
    free(s->lines);
    free(s->title);
    free(s->hint);
    free(s);
}

static const struct screen_ops ops = {
    .name = "coming",
    .about =
        N_("What a CSV or a package that was edited elsewhere would change here: new rows, "
           "changed ones with each field before and after, and rows whose id this workbook "
           "never had. Nothing is stored before Enter; one undo takes all of it back."),
    .draw = draw,
    .key = key,
    .can = can,
    .why = why,
    .act = act,
    .title = title,
    .hint = hint,
    .keys = keys,
    .idle = idle,
    .free = release,
};

enum status screen_open_coming(
    struct app *app, const struct form *form, const char *path, struct error *e)
{
    struct coming_screen *s = calloc(1, sizeof *s);

    if (s == NULL || (s->path = strdup(path)) == NULL) {
        free(s);
        return error_memory(e);
    }
    s->base.ops = &ops;
    s->base.app = app;
    s->form = form;
    app_push(app, &s->base);
    return STATUS_OK;
}

/* A file or package was chosen. */
static void taken(struct app *app, void *context, const char *path)
{
    struct error e = {0};

    (void)context;
    if (screen_open_coming(app, NULL, path, &e) != STATUS_OK)
        app_trouble(app, &e);
}

enum status screen_ask_coming(struct app *app, struct error *e)
{
    return screen_open_packages(app, taken, NULL, e);
}
