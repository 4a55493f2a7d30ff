/* After a change: minutes that were signed ask for a mark, and changes after signed minutes for
 * one reason a session. Neither is asked twice, and Esc leaves both. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/mark.h"
#include "tui/app_state.h"
#include "tui/screen/ask.h"
#include "tui/screen/history.h"

/* Whether a meeting was asked about already. */
static bool known(const struct app *app, const char *uid)
{
    for (size_t i = 0; i < app->asked_count; i++)
        if (strcmp(app->asked[i], uid) == 0)
            return true;
    return false;
}

/* Not to be asked about again in this run. */
static void note(struct app *app, const char *uid)
{
    char **more = realloc(app->asked, (app->asked_count + 1) * sizeof *more);

    if (more == NULL)
        return;
    app->asked = more;
    app->asked[app->asked_count] = strdup(uid);
    if (app->asked[app->asked_count] != NULL)
        app->asked_count++;
}

void marks_forget(struct app *app)
{
    for (size_t i = 0; i < app->asked_count; i++)
        free(app->asked[i]);
    free(app->asked);
    app->asked = NULL;
    app->asked_count = 0;
    app->reason_asked = false;
}

void marks_begin(struct app *app)
{
    struct mark_meeting *due;
    size_t count;
    struct error e = {0};

    marks_forget(app);
    if (marks_due(app->workbook, &due, &count, &e) != STATUS_OK)
        error_clear(&e); /* then they are asked about */
    for (size_t i = 0; i < count; i++)
        note(app, due[i].uid);
    marks_due_free(due, count);
    app->marks_version = workbook_version(app->workbook);
}

/* Minutes were signed just now: a mark is offered, its name ready. */
static enum status offer_mark(struct app *app, struct error *e)
{
    struct mark_meeting *due;
    size_t count;
    enum status s = marks_due(app->workbook, &due, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        if (known(app, due[i].uid))
            continue;
        note(app, due[i].uid);
        char *title = text_format(_("Minutes: %s"), due[i].title);
        s = title != NULL ? screen_ask_mark(app, MARK_SIGNED, due[i].uid, title,
                                _("The minutes are signed. Set a mark here? Later changes are "
                                  "then asked for one reason."),
                                e)
                          : error_memory(e);
        free(title);
        break;
    }
    marks_due_free(due, count);
    return s;
}

/* The reason was given. */
static void keep_reason(struct app *app, void *context, const char *text)
{
    struct error e = {0};

    (void)context;
    if (mark_give_reason(app->workbook, text, &e) != STATUS_OK)
        app_trouble(app, &e);
    else
        app_message(app, "%s", _("The reason is kept with the mark."));
}

/* Something was changed after signed minutes: why? */
static enum status ask_reason(struct app *app, struct error *e)
{
    bool wants;
    char *mark;
    enum status s = mark_wants_reason(app->workbook, &wants, &mark, e);

    if (s == STATUS_OK && wants) {
        char *asks = text_format(
            _("“%s” is signed, and something was changed just now. Why is it changed?"), mark);
        app->reason_asked = true;
        const struct line_question question = {.title = _("Change after signed minutes"),
            .asks = asks != NULL ? asks : "",
            .hint = _("One line is enough. It is asked once and kept with the mark."),
            .keys = _("Enter: this is why   Esc: without a reason"),
            .taken = keep_reason};
        s = screen_open_ask(app, &question, e);
        free(asks);
    }
    free(mark);
    return s;
}

void marks_watch(struct app *app)
{
    struct error e = {0};

    if (app->workbook == NULL || app->closing || app->quitting || app->top == NULL ||
        app->top->ops->asks || !workbook_writable(app->workbook) ||
        app->marks_version == workbook_version(app->workbook))
        return;
    app->marks_version = workbook_version(app->workbook);
    struct screen *top = app->top;
    enum status s = offer_mark(app, &e);
    if (s == STATUS_OK && app->top == top && !app->reason_asked)
        s = ask_reason(app, &e);
    if (s != STATUS_OK)
        app_trouble(app, &e);
}
