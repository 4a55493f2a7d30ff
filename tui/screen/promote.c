#include "tui/screen/promote.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/promote.h"
#include "core/store/action.h"
#include "tui/screen/choose.h"
#include "tui/screen/form.h"

bool promote_possible(struct app *app, const struct form *form)
{
    return promotion_at(workbook_method(app_workbook(app)), form, 0) != NULL;
}

/* "Program ECO-P03"; the title of the form alone while there is no code. Caller frees. */
static char *name_of(struct app *app, const struct form *form, const char *uid)
{
    char *code = NULL;
    struct error e = {0};

    record_code(app_workbook(app), form, uid, &code, &e);
    error_clear(&e);
    char *name = text_format("%s%s%s", words_get(&form->title),
        code != NULL && code[0] != '\0' ? " " : "", code != NULL ? code : "");
    free(code);
    return name;
}

/* Opens the row above what is there. */
static bool open_row(struct app *app, const struct form *form, const char *uid)
{
    struct error e = {0};
    struct screen *screen = form_screen_new(app, form, uid, NULL, NULL, &e);

    if (screen != NULL)
        app_push(app, screen);
    else
        app_trouble(app, &e);
    return screen != NULL;
}

/* Says what was made or found; opens it if that is wanted. */
static void show(
    struct app *app, const struct form *form, const char *uid, bool fresh, bool open)
{
    char *name = name_of(app, form, uid);

    if (name == NULL || (open && !open_row(app, form, uid))) {
        free(name);
        return;
    }
    if (!fresh)
        app_message(app, _("%s was made of it before. Esc leads back."), name);
    else if (open)
        app_message(app, _("Made: %s. Esc leads back, Ctrl-Z takes it back."), name);
    else
        app_message(app, _("Made: %s. Ctrl-Z takes it back."), name);
    free(name);
}

/* One action, then the row. */
static void make(struct app *app, const struct promotion *p, const char *uid)
{
    struct workbook *wb = app_workbook(app);
    struct error e = {0};
    char made[64] = "";
    bool fresh = false;
    enum status s = action_begin(wb, ACTION_EDIT, &e);

    if (s == STATUS_OK) {
        s = promotion_make(wb, p, uid, made, &fresh, &e);
        if (s == STATUS_OK)
            s = action_commit(wb, &e);
        else
            action_rollback(wb);
    }
    if (s == STATUS_OK)
        show(app, p->to, made, fresh, true);
    else
        app_trouble(app, &e);
}

/* The row that is asked about. */
struct asked {
    const struct form *form;
    char *uid;
};

/* Frees it. */
static void forget(void *context)
{
    struct asked *asked = context;

    free(asked->uid);
    free(asked);
}

/* What it is to become was chosen. */
static void chosen(struct app *app, void *context, size_t answer)
{
    const struct asked *asked = context;
    const struct promotion *p =
        promotion_at(workbook_method(app_workbook(app)), asked->form, answer);

    if (p != NULL && asked->uid != NULL)
        make(app, p, asked->uid);
}

/* One answer: the form, and the row that is there already. Caller frees. */
static char *answer_of(struct app *app, const struct promotion *p, const char *uid)
{
    char *made = NULL, *answer = NULL;
    struct error e = {0};

    promotion_made(app_workbook(app), p, uid, &made, &e);
    error_clear(&e);
    if (made == NULL) {
        answer = strdup(words_get(&p->to->title));
    } else {
        char *name = name_of(app, p->to, made);
        answer = name != NULL ? text_format(_("%s (there already)"), name) : NULL;
        free(name);
    }
    free(made);
    return answer;
}

/* The only thing the row can become, or the one it says itself; NULL: somebody has to say. */
static const struct promotion *settled(
    struct app *app, const struct form *form, const char *uid)
{
    const struct method *method = workbook_method(app_workbook(app));
    const struct promotion *first = promotion_at(method, form, 0), *said = NULL;

    if (first == NULL || promotion_at(method, form, 1) == NULL)
        return first;
    for (size_t i = 0; said == NULL && promotion_at(method, form, i) != NULL; i++) {
        const struct field *when = promotion_at(method, form, i)->when;
        struct cell cell = {0};
        struct error e = {0};
        if (when != NULL &&
            record_cell(app_workbook(app), form, uid, when, &cell, &e) == STATUS_OK)
            said = promotion_asked(method, when, &cell.value);
        cell_clear(&cell);
        error_clear(&e);
    }
    return said;
}

/* Asks what the row is to become. */
static enum status ask(
    struct app *app, const struct form *form, const char *uid, struct error *e)
{
    const struct method *method = workbook_method(app_workbook(app));
    struct asked *asked = calloc(1, sizeof *asked);
    char *name = name_of(app, form, uid);
    char *asks = name != NULL ? text_format(_("What is %s to become?"), name) : NULL;
    const struct promotion *p = promotion_at(method, form, 0);
    struct question question = {.title = _("Make it ..."),
        .asks = asks,
        .answers = calloc(9, sizeof *question.answers),
        .taken = chosen,
        .context = asked,
        .free = forget};
    enum status s = STATUS_MEMORY;

    for (; question.answers != NULL && p != NULL && question.count < 9;
         p = promotion_at(method, form, question.count))
        question.answers[question.count++] = answer_of(app, p, uid);
    if (asked != NULL && asks != NULL) {
        *asked = (struct asked){form, strdup(uid)};
        s = screen_open_choose(app, &question, e);
    } else {
        error_memory(e);
        for (size_t i = 0; i < question.count; i++)
            free(question.answers[i]);
        free(question.answers);
        free(asked);
    }
    free(name);
    free(asks);
    return s;
}

void promote_row(struct app *app, const struct form *form, const char *uid)
{
    const struct promotion *p = settled(app, form, uid);
    struct error e = {0};

    if (p != NULL)
        make(app, p, uid);
    else if (ask(app, form, uid, &e) != STATUS_OK)
        app_trouble(app, &e);
}

void promote_follow(struct cell_place *place, bool open)
{
    const struct form *form = place->made_form;

    place->made_form = NULL;
    if (form != NULL)
        show(place->app, form, place->made, place->made_fresh, open);
}
