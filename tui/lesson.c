/* The tasks of a practice file while one works: which is next, and praise at once for one that
 * was done. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/practice.h"
#include "tui/app_state.h"

const struct practice *app_practice(const struct app *app)
{
    return app->practice;
}

void lesson_begin(struct app *app)
{
    struct error e = {0};

    if (practice_open(&app->practice, app->workbook, &e) != STATUS_OK)
        app_trouble(app, &e);
}

void lesson_forget(struct app *app)
{
    practice_free(app->practice);
    app->practice = NULL;
}

/* What comes after a task was done. */
static void praise(struct app *app, size_t ticked)
{
    const struct practice *p = app->practice;
    size_t next = practice_next(p);
    char key[PRESS_NAME_SIZE];

    if (next == practice_total(p))
        app_notice(app, "[x] %s %s", practice_praise(p, ticked),
            _("All tasks are done. Your own workbook: Esc to the first screen, then 1."));
    else
        app_notice(app, _("[x] %s Next, %zu: %s (%s)"), practice_praise(p, ticked), next + 1,
            practice_text(p, next), action_key_text(ACT_TASKS, app->fkeys, key));
}

void lesson_watch(struct app *app)
{
    struct error e = {0};
    size_t ticked;

    if (app->practice == NULL || app->closing || app->quitting)
        return;
    if (practice_count(app->practice, &ticked, &e) != STATUS_OK)
        app_trouble(app, &e);
    else if (ticked < practice_total(app->practice))
        praise(app, ticked);
}

char *lesson_line(const struct app *app)
{
    const struct practice *p = app->practice;
    size_t next = p != NULL ? practice_next(p) : 0;
    char key[PRESS_NAME_SIZE];

    if (p == NULL || next == practice_total(p))
        return NULL;
    return text_format(_("Practice %zu/%zu: %s (%s)"), next + 1, practice_total(p),
        practice_text(p, next), action_key_text(ACT_TASKS, app->fkeys, key));
}
