/* What stands around every screen: title line, hint lines, key line, bar. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/app_state.h"
#include "tui/key_words.h"
#include "tui/term/term.h"
#include "tui/widget/bar.h"

/* Rows of the parts; what a small terminal has no room for is 0. */
struct layout {
    int title, rule, body, hint, keys_rule, keys, bar;
};

/* From the reference of 24 rows down: first the rules go, then the key line, then the rest. */
static struct layout lay_out(int height)
{
    struct layout l = {1, 1, 0, 2, 1, 1, 1};

    if (height < 20)
        l = (struct layout){1, 1, 0, 1, 0, 1, 1};
    if (height < 12)
        l = (struct layout){1, 0, 0, 1, 0, 0, 1};
    if (height < 4)
        l = (struct layout){0};
    l.body = height - l.title - l.rule - l.hint - l.keys_rule - l.keys - l.bar;
    return l;
}

/* "Tersimpan 09.41", with the day when it was not today. Caller frees. */
static char *saved_text(struct app *app)
{
    char clock[8], *author = NULL, *text = NULL;
    struct error e = {0};
    int64_t at = workbook_saved_at(app->workbook);

    if (at == 0 && workbook_last(app->workbook, &author, &at, &e) != STATUS_OK)
        at = 0;
    if (at != 0) {
        int minute = 0;
        struct date day = clock_date(at, app->zone, &minute);
        struct date today = clock_date(clock_now(), app->zone, &minute);
        app_clock(app, at, clock);
        if (date_days(day) == date_days(today))
            text = text_format(_("Stored %s"), clock);
        else
            text = text_format(_("Stored %d/%d %s"), day.day, day.month, clock);
    }
    error_clear(&e);
    free(author);
    return text;
}

bool app_shows_clock(const struct app *app)
{
    return app->workbook == NULL && app->top != NULL && app->top->below == NULL;
}

/* The laptop's clock, on the first screen only: "09.41". Caller frees. */
static char *clock_text(void)
{
    int64_t now = clock_now();
    int minute = 0;

    clock_date(now, clock_offset_here(now), &minute);
    return text_format("%02d.%02d", minute / 60, minute % 60);
}

/* Cells of its name a screen keeps at least beside the time of storing. */
#define TITLE_LEAST 44

/* Left the screen's name, in a practice file behind that word, right when it was stored (or the
 * clock) and who types. Who types gives way first, then the end of the name; where there is
 * little room, the time. */
static void draw_title(struct app *app, const struct area *row)
{
    struct screen *top = app->top;
    const char *own = top != NULL && top->ops->title != NULL ? top->ops->title(top) : "";
    char *marked = app->practice != NULL ? text_format("%s  %s", _("PRACTICE"), own) : NULL;
    const char *title = marked != NULL ? marked : own;
    char *saved = app->workbook != NULL  ? saved_text(app)
                  : app_shows_clock(app) ? clock_text()
                                         : NULL;
    int free_cells = row->width - (int)text_width(title) - 3;
    int right = row->width - 1;

    const char *who = app->name[0] != '\0' ? app->name : app->office;
    int author = (int)text_width(who);
    int stored = saved != NULL ? (int)text_width(saved) : 0;
    if (app->workbook != NULL && author > 0 && author + stored + 2 <= free_cells) {
        draw_text_in(row, 0, right - author, author, STYLE_DIM, who);
        right -= author + 2;
        free_cells -= author + 2;
    }
    bool fits = stored > 0 && (stored <= free_cells || right - stored - 2 >= TITLE_LEAST);
    if (fits) {
        right -= stored;
        draw_text_in(row, 0, right, stored, STYLE_HINT, saved);
    }
    draw_text_in(row, 0, 1, fits ? right - 3 : row->width - 1, STYLE_TITLE, title);
    free(marked);
    free(saved);
}

/* A text as this person is told it: on the first screen keys are tried out and stay as they
 * are. Caller frees. */
static char *told(const struct app *app, const char *text)
{
    return app->workbook != NULL ? key_words_of(text) : text != NULL ? strdup(text) : NULL;
}

/* What just happened; below it, or alone, what the focused thing is; where a row is left, the
 * task of a practice file. */
static void draw_hint(struct app *app, const struct area *area)
{
    struct screen *top = app->top;
    char *hint = told(app, top != NULL && top->ops->hint != NULL ? top->ops->hint(top) : NULL);
    char *message = told(app, app->message);
    int used = 0;

    if (message != NULL && hint != NULL && strstr(hint, message) != NULL)
        message[0] = '\0'; /* the hint says it too */
    if (message != NULL && message[0] != '\0')
        used = draw_wrapped(area, 0, 1, area->width - 2, area->height, STYLE_MESSAGE, message);
    bool same = used > 0 && hint != NULL && strstr(message, hint) != NULL;
    char *task = used < area->height ? lesson_line(app) : NULL;
    int room = area->height - used;
    if (task != NULL && used == 0 && room > 1)
        room--; /* a task stays in sight under a long hint */
    if (room > 0 && !same)
        used += draw_wrapped(area, used, 1, area->width - 2, room, STYLE_HINT, hint);
    if (used == area->height) {
        free(task);
        task = NULL;
    }
    draw_text(area, used, 1, STYLE_LABEL, task);
    free(task);
    free(hint);
    free(message);
}

/* Two blanks where three stand between keys. */
static void squeeze(char *keys)
{
    char *to = keys;

    for (const char *from = keys; *from != '\0'; from++) {
        if (strncmp(from, "   ", 3) != 0)
            *to++ = *from;
    }
    *to = '\0';
}

/* The keys of the present mode, closer together where they have little room. */
static void draw_keys(struct app *app, const struct area *all, int y)
{
    char *keys = app->top->ops->keys != NULL ? told(app, app->top->ops->keys(app->top)) : NULL;

    if (keys != NULL && (int)text_width(keys) > all->width - 1)
        squeeze(keys);
    draw_text(all, y, 1, STYLE_HINT, keys);
    free(keys);
}

/* For bar_draw. */
static bool can(void *context, enum act act)
{
    return app_can(context, act);
}

void app_draw(struct app *app)
{
    struct area all = {0, 0, 0, 0};
    struct screen *top = app->top;

    term_size(&all.height, &all.width);
    struct layout l = lay_out(all.height);
    if (top == NULL)
        return;
    int y = 0;
    struct area row = area_part(&all, y, 0, l.title, all.width);
    if (l.title > 0)
        draw_title(app, &row);
    y += l.title;
    if (l.rule > 0)
        draw_rule(&all, y, 0, all.width);
    y += l.rule;
    struct area body = area_part(&all, y, 0, l.body, all.width);
    top->ops->draw(top, &body);
    y += l.body;
    row = area_part(&all, y, 0, l.hint, all.width);
    draw_hint(app, &row);
    y += l.hint;
    if (l.keys_rule > 0)
        draw_rule(&all, y, 0, all.width);
    y += l.keys_rule;
    if (l.keys > 0)
        draw_keys(app, &all, y);
    y += l.keys;
    row = area_part(&all, y, 0, l.bar, all.width);
    if (l.bar > 0)
        bar_draw(&row, app->fkeys, can, app);
}
