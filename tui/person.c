/* Who is typing at this laptop: asked once, remembered, written into the history. */
#include <stdlib.h>
#include <string.h>

#include "core/base/settings.h"
#include "core/base/text.h"
#include "tui/app_state.h"

#define GROUP "person"
#define NAME "name"
#define OFFICE "office"

const char *app_author(const struct app *app)
{
    return app->author;
}

const char *app_name(const struct app *app)
{
    return app->name;
}

const char *app_office(const struct app *app)
{
    return app->office;
}

/* Takes over both parts and joins them. False without memory: nothing has changed then. */
static bool take(struct app *app, char *name, char *office)
{
    char *author = NULL;

    if (name != NULL && office != NULL)
        author = text_format(
            "%s%s%s", name, name[0] != '\0' && office[0] != '\0' ? ", " : "", office);
    if (author == NULL) {
        free(name);
        free(office);
        return false;
    }
    person_free(app);
    app->name = name;
    app->office = office;
    app->author = author;
    return true;
}

/* Remembers one part if it is another than before. */
static void keep(struct app *app, const char *key, const char *before, const char *now)
{
    struct error e = {0};

    if (strcmp(before, now) != 0 &&
        settings_set(GROUP, key, now[0] != '\0' ? now : NULL, &e) != STATUS_OK)
        app_trouble(app, &e);
}

void app_set_person(struct app *app, const char *name, const char *office)
{
    char *new_name = text_trim(name), *new_office = text_trim(office);

    if (new_name != NULL && new_office != NULL) {
        keep(app, NAME, app->name, new_name);
        keep(app, OFFICE, app->office, new_office);
    }
    struct error e = {0};
    if (take(app, new_name, new_office) && app->workbook != NULL &&
        workbook_set_author(app->workbook, app->author, &e) != STATUS_OK)
        app_trouble(app, &e);
}

/* What was remembered of one part; "" when nothing was. Caller frees. */
static char *remembered(const char *key)
{
    char *text = settings_get(GROUP, key);

    return text != NULL ? text : strdup("");
}

enum status person_start(struct app *app, const char *author, struct error *e)
{
    bool fine = author != NULL ? take(app, strdup(author), strdup(""))
                               : take(app, remembered(NAME), remembered(OFFICE));

    return fine ? STATUS_OK : error_memory(e);
}

void person_free(struct app *app)
{
    free(app->name);
    free(app->office);
    free(app->author);
    app->name = app->office = app->author = NULL;
}
