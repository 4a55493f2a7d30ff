/* The copy of a group, seen from the app: what is said about it, showing all or ours. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/scope.h"
#include "tui/app_state.h"

const char *app_group_line(struct app *app)
{
    struct group group = {0};
    struct error e = {0};
    char *line = NULL, key[PRESS_NAME_SIZE];

    if (app->workbook == NULL || workbook_group(app->workbook) == 0)
        return NULL;
    if (group_of_copy(app->workbook, &group, &e) != STATUS_OK) {
        error_clear(&e);
        return NULL;
    }
    char *name = group.title[0] != '\0' ? text_format("%s", group.title)
                                        : text_format(_("Group %d"), group.number);
    if (group.count == 0)
        line = text_format(_("%s: nobody said which part it works on, so all is shown"), name);
    else if (scope_hides(app->workbook))
        line = text_format(_("%s: only your part is shown (%s for all)"), name,
            action_key_text(ACT_MENU, app->fkeys, key));
    else
        line = text_format(_("%s: all parts are shown (%s for yours only)"), name,
            action_key_text(ACT_MENU, app->fkeys, key));
    free(name);
    group_clear(&group);
    free(app->group_line);
    app->group_line = line;
    return line;
}

void app_toggle_ours(struct app *app)
{
    scope_show_all(app->workbook, scope_hides(app->workbook));
    if (app->top != NULL && app->top->ops->resume != NULL)
        app->top->ops->resume(app->top);
    const char *line = app_group_line(app);
    app_message(app, "%s", line != NULL ? line : "");
}
