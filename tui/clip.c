/* Copy and paste inside Susun: one text, kept until the program ends. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/app_state.h"

#define SHOWN_CELLS 50 /* of what was copied, in the message */

void app_copy(struct app *app)
{
    struct screen *top = app->top;
    char *text = top->ops->copy != NULL ? top->ops->copy(top) : NULL;

    if (text == NULL || text[0] == '\0') {
        free(text);
        app_message(app, "%s", _("There is nothing here to copy."));
        return;
    }
    free(app->clip);
    app->clip = text;
    char *shown = text_cut(text, SHOWN_CELLS, draw_ascii());
    app_message(app, _("Copied: %s"), shown != NULL ? shown : "");
    free(shown);
}

void app_put(struct app *app)
{
    struct press press = {.code = PRESS_PASTE};

    if (app->clip == NULL) {
        app_message(app, "%s",
            _("Nothing has been copied in Susun yet. To paste from Excel: Ctrl-Shift-V."));
        return;
    }
    press.paste = strdup(app->clip);
    if (press.paste != NULL)
        app->top->ops->key(app->top, &press);
    press_clear(&press);
}
