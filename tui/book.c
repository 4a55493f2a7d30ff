/* The open workbook of the app: opening, coming back to where one was, closing. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/recent.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "core/plan/beside.h"
#include "core/plan/grid.h"
#include "core/store/backup.h"
#include "tui/app_state.h"
#include "tui/screen/open.h"

#define PLACE_GROUP "place"
#define AMONG "rows"
#define PROGRAM "susun " PACKAGE_VERSION

/* Notes a place; `among` as in struct app. */
static void remember(
    struct app *app, const struct form *form, const char *uid, const char *field, bool among)
{
    const char *new_uid = uid != NULL ? uid : "";
    const char *new_field = field != NULL ? field : "";

    if (app->form == form && app->among == among && app->uid != NULL &&
        strcmp(app->uid, new_uid) == 0 && app->field != NULL &&
        strcmp(app->field, new_field) == 0)
        return;
    /* A form of another record is another screen to a person. */
    bool other = !among && form != NULL && !grid_is(form) && app->uid != NULL &&
                 strcmp(app->uid, new_uid) != 0;
    char *copy_uid = strdup(new_uid), *copy_field = strdup(new_field);
    if (copy_uid == NULL || copy_field == NULL) {
        free(copy_uid);
        free(copy_field);
        return;
    }
    free(app->uid);
    free(app->field);
    app->form = form;
    app->uid = copy_uid;
    app->field = copy_field;
    app->among = among;
    app->moved = true;
    app->stacked = app->stacked || other;
}

void app_remember(struct app *app, const struct form *form, const char *uid, const char *field)
{
    remember(app, form, uid, field, false);
}

void app_remember_row(
    struct app *app, const struct form *form, const char *uid, const char *field)
{
    remember(app, form, uid, field, true);
}

void app_remember_step(struct app *app, const struct step *step)
{
    app->moved = app->moved || app->step != step;
    app->step = step;
}

const struct step *app_step(const struct app *app, const struct form **form)
{
    *form = app->form;
    return app->step;
}

const struct form *app_place(const struct app *app, const char **uid, const char **field)
{
    *uid = app->uid != NULL ? app->uid : "";
    *field = app->field != NULL ? app->field : "";
    return app->form;
}

void book_note(struct app *app)
{
    struct error e = {0};

    if (app->workbook == NULL || !app->moved)
        return;
    int64_t version = workbook_version(app->workbook);
    if (!app->stacked && version == app->noted_version)
        return;
    bool form = app->form != NULL;
    char *place = text_format("%s\n%s\n%s\n%s\n%s", form ? app->form->name : "",
        form ? app->uid : "", form ? app->field : "", app->step != NULL ? app->step->name : "",
        form && app->among ? AMONG : "");
    settings_set(PLACE_GROUP, workbook_uid(app->workbook), place, &e);
    error_clear(&e); /* only comfort is lost */
    free(place);
    app->moved = app->stacked = false;
    app->noted_version = version;
}

/* A step by its name; NULL when the method has none of it. */
static const struct step *step_named(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->stage_count; i++) {
        for (size_t j = 0; j < m->stages[i].count; j++) {
            if (strcmp(m->stages[i].steps[j].name, name) == 0)
                return &m->stages[i].steps[j];
        }
    }
    return NULL;
}

/* Where the person was when this workbook was closed: the lines that book_note writes. The
 * texts point into `owned`; form and step are the method's, NULL for none. */
struct left {
    char *owned;
    const struct form *form;
    const char *uid, *field;
    const struct step *step;
    bool among;
};

/* Reads it. A place that cannot be understood is none. */
static struct left read_left(struct app *app)
{
    const struct method *m = workbook_method(app->workbook);
    struct left left = {.owned = settings_get(PLACE_GROUP, workbook_uid(app->workbook))};
    char *parts[5] = {left.owned, NULL, NULL, NULL, NULL};

    for (size_t i = 1; i < sizeof parts / sizeof *parts && parts[i - 1] != NULL; i++) {
        parts[i] = strchr(parts[i - 1], '\n');
        if (parts[i] != NULL)
            *parts[i]++ = '\0';
    }
    if (parts[2] != NULL) {
        left.form = method_form(m, parts[0]);
        left.uid = parts[1][0] != '\0' ? parts[1] : NULL;
        left.field = parts[2][0] != '\0' ? parts[2] : NULL;
    }
    if (parts[3] != NULL)
        left.step = step_named(m, parts[3]);
    left.among = parts[4] != NULL && strcmp(parts[4], AMONG) == 0;
    return left;
}

/* Opens the form that was left last time. Nothing happens when it cannot be found again. */
static void return_to_place(struct app *app, const struct left *left)
{
    struct place where = {left->among ? NULL : left->uid, left->field, NULL};
    struct error e = {0};

    if (left->form != NULL && screen_open_form(app, left->form, &where, &e) == STATUS_OK) {
        struct screen *top = app_top(app);
        if (left->among && left->uid != NULL && top->ops->locate != NULL)
            top->ops->locate(top, left->form->name, left->uid, left->field ? left->field : "");
        app_message(app, "%s", _("Here you were last time. Esc leads to all steps."));
    }
    error_clear(&e);
}

/* Opens the form whose text was being typed when the program ended, and puts it back there. */
static bool return_to_draft(struct app *app)
{
    struct draft draft = {0};
    struct error e = {0};
    bool returned = false;
    char clock[8];

    if (draft_newest(app->workbook, &draft, &e) == STATUS_OK && draft.form != NULL) {
        const struct form *form = method_form(workbook_method(app->workbook), draft.form);
        struct place where = {draft.uid, draft.field, draft.text};
        returned = form != NULL && screen_open_form(app, form, &where, &e) == STATUS_OK;
        if (returned)
            app_message(app,
                _("The text that was being typed at %s is back in its field. Tab stores it."),
                app_clock(app, draft.at, clock));
    }
    error_clear(&e);
    draft_clear(&draft);
    return returned;
}

/* The clock of the district. */
static void set_zone(struct app *app)
{
    struct plan_years plan = {0};
    struct error e = {0};
    const char *name = NULL;

    if (workbook_plan(app->workbook, &plan, &e) == STATUS_OK)
        app->zone = clock_zone(plan.region, &name);
    error_clear(&e);
}

const char *app_short_path(const char *path)
{
    const char *home = getenv("HOME");
    size_t length = home != NULL ? strlen(home) : 0;

    if (length > 1 && strncmp(path, home, length) == 0 && path[length] == '/')
        return path + length + 1;
    return path;
}

char *app_short_text(const char *text)
{
    const char *home = getenv("HOME");
    char *front = home != NULL && home[0] == '/' ? file_join(home, "") : NULL;
    size_t length = front != NULL ? strlen(front) : 0;
    char *out = strdup(text), *to = out;

    while (out != NULL && length > 1 && *text != '\0') {
        if (strncmp(text, front, length) == 0)
            text += length;
        else
            *to++ = *text++;
    }
    if (out != NULL && length > 1)
        *to = '\0';
    free(front);
    return out;
}

char *app_typed_path(const char *typed)
{
    char *path = text_trim(typed);
    const char *home = getenv("HOME");

    if (path == NULL || strncmp(path, "~/", 2) != 0 || home == NULL)
        return path;
    char *full = file_join(home, path + 2);
    free(path);
    return full;
}

/* Closes the workbook, or lets it be until the screens that are gone but not freed need it no
 * more. */
static void leave_workbook(struct app *app)
{
    if (app->gone != NULL && app->left == NULL) {
        app->left = app->workbook;
        app->workbook = NULL;
    }
    book_close(app);
}

void book_forget_left(struct app *app)
{
    workbook_close(app->left);
    app->left = NULL;
}

enum status app_open(struct app *app, const char *path, struct error *e)
{
    struct workbook *wb = NULL;
    struct person person = {app->author, PROGRAM};
    enum status status = workbook_open(&wb, path, WORKBOOK_WRITE, &person, e);

    if (status != STATUS_OK)
        return status;
    app_pop_all(app);
    leave_workbook(app);
    app->workbook = wb;
    app->opened++;
    set_zone(app);
    recent_note(path);
    marks_begin(app);
    lesson_begin(app);
    struct left left = read_left(app);
    app->form = left.form;
    app->step = left.step;
    status = screen_open_stages(app, e);
    if (status == STATUS_OK && !return_to_draft(app))
        return_to_place(app, &left);
    free(left.owned);
    if (status != STATUS_OK) {
        book_close(app);
        return status;
    }
    app->moved = app->stacked = false;
    app->noted_version = workbook_version(wb);
    return STATUS_OK;
}

void app_without_book(struct app *app, void (*then)(struct app *app, const char *path))
{
    app->then = then;
    app_pop_all(app);
}

void book_between(struct app *app)
{
    void (*then)(struct app * app, const char *path) = app->then;
    struct error e = {0};

    app->then = NULL;
    if (then == NULL || app->workbook == NULL)
        return;
    char *path = strdup(workbook_path(app->workbook));
    book_close(app);
    if (path != NULL) {
        then(app, path);
    } else {
        error_memory(&e);
        app_trouble(app, &e);
    }
    free(path);
}

int app_opened(const struct app *app)
{
    return app->opened;
}

void book_close(struct app *app)
{
    marks_forget(app);
    lesson_forget(app);
    beside_free(app->beside);
    app->beside = NULL;
    workbook_close(app->workbook);
    app->workbook = NULL;
    app->closing = false;
    app->form = NULL;
    app->step = NULL;
    app->moved = false;
}

struct beside *app_beside(struct app *app)
{
    if (app->workbook != NULL && app->beside == NULL)
        app->beside = beside_new(app->workbook);
    return app->beside;
}

bool book_keep(struct app *app)
{
    struct error e = {0};

    if (app->workbook == NULL || app->kept == app->opened)
        return false;
    app->kept = app->opened;
    if (backup_daily(app->workbook, NULL, &e) == STATUS_OK)
        return false;
    app_trouble(app, &e);
    return true;
}

void book_check(struct app *app)
{
    bool changed = false;
    struct error e = {0};

    if (app->workbook == NULL)
        return;
    if (workbook_changed(app->workbook, &changed, &e) != STATUS_OK) {
        app_trouble(app, &e);
        return;
    }
    char *path = changed ? strdup(workbook_path(app->workbook)) : NULL;
    if (path == NULL)
        return;
    app_pop_all(app);
    app_bury(app);
    book_close(app);
    if (app_open(app, path, &e) == STATUS_OK)
        app_message(app, "%s", _("Another program changed this file; it has been read again."));
    else
        app_trouble(app, &e);
    free(path);
}
