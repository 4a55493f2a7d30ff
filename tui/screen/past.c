/* Moments, people and values in one line, for the screens about the past. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/history.h"

char *past_when(const struct app *app, int64_t at, bool year)
{
    int minute = 0;
    char clock[8];
    struct date day = clock_date(at, app_zone(app), &minute);
    char *shown = year ? date_show_short(day) : text_format("%d/%d", day.day, day.month);
    char *text = shown != NULL ? text_format("%s %s", shown, app_clock(app, at, clock)) : NULL;

    free(shown);
    return text;
}

char *past_who(const struct change *change)
{
    const char *name = change->author[0] != '\0' ? change->author : _("(nobody named)");

    return change->group != 0 ? text_format(_("%s (group %d)"), name, change->group)
                              : strdup(name);
}

char *past_value(struct app *app, const struct change *change, bool after)
{
    struct error e = {0};
    char *text = NULL;

    if (change_show(app_workbook(app), change, after, &text, &e) != STATUS_OK)
        error_clear(&e);
    if (text != NULL && text[0] != '\0')
        return text;
    free(text);
    return strdup(_("(empty)"));
}

char *past_line(
    struct app *app, const struct form *form, const char *uid, const struct field *field)
{
    const struct history_query query = {.form = form, .uid = uid, .field = field->name};
    struct change *last = NULL;
    struct error e = {0};
    size_t count = 0;
    char *text = NULL;

    if (uid == NULL || field->level == LEVEL_KEY || field->level == LEVEL_COMPUTED)
        return NULL;
    if (history_read(app_workbook(app), &query, 1, &last, &count, &e) != STATUS_OK)
        error_clear(&e); /* only comfort is lost */
    if (count > 0) {
        char *who = past_who(last), *when = past_when(app, last->at, false);
        if (who != NULL && when != NULL)
            text = last->author[0] != '\0' || last->group != 0
                       ? text_format(_("last: %s, %s"), who, when)
                       : text_format(_("last: %s"), when);
        free(who);
        free(when);
    }
    history_free(last, count);
    return text;
}

void past_draw_more(const struct area *area, const struct list *list)
{
    if (list->top > 0)
        draw_sign(area, 0, area->width - 1, STYLE_HINT, GLYPH_UP);
    if (list->top + list->height < list->count && area->height > 0)
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
}
