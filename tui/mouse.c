/* What the mouse means: the bar does, a click focuses, a second one opens, the wheel scrolls,
 * and who wants to select is told how. */
#include <stddef.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "tui/app_state.h"
#include "tui/term/hit.h"

#define DOUBLE_MS 500

/* Whether this click is the second one on the same thing. */
static bool is_second(struct app *app, const struct press *press)
{
    int64_t now = clock_ticks();
    bool second = press->owner != NULL && press->owner == app->clicked &&
                  press->index == app->clicked_index && now - app->clicked_at <= DOUBLE_MS;

    app->clicked = second ? NULL : press->owner;
    app->clicked_index = press->index;
    app->clicked_at = now;
    return second;
}

/* The action whose key in the bar was pointed at. */
static const struct action *in_bar(const struct press *press)
{
    for (size_t i = 0; action_at(i) != NULL; i++) {
        if (press->owner == action_at(i))
            return action_at(i);
    }
    return NULL;
}

/* A click on something of the top screen; what it does not know as a double click is its Enter.
 */
static void give(struct app *app, const struct press *press)
{
    struct screen *top = app->top;
    int answer =
        top != NULL && top->ops->key != NULL ? top->ops->key(top, press) : SCREEN_HANDLED;

    if (answer == SCREEN_IGNORED && press->code == PRESS_DOUBLE_CLICK && app->top == top)
        app_key(app, &(struct press){.code = PRESS_ENTER});
}

void app_mouse(struct app *app, const struct press *press)
{
    struct press found = *press;

    if (press->code == PRESS_DRAG) {
        app_message(app, "%s", _("Hold Shift to copy with the mouse."));
        return;
    }
    if (press->code == PRESS_OTHER_BUTTON) {
        app_message(
            app, "%s", _("To paste with the mouse, hold Shift too. By key: Ctrl-Shift-V."));
        return;
    }
    hit_find(&found);
    bool wheel = press->code == PRESS_WHEEL_UP || press->code == PRESS_WHEEL_DOWN;
    if (!wheel && is_second(app, &found))
        found.code = PRESS_DOUBLE_CLICK;
    const struct action *action = in_bar(&found);
    if (wheel)
        give(app, &found);
    else if (action == NULL && found.owner != NULL)
        give(app, &found);
    else if (action != NULL && found.code == PRESS_CLICK)
        app_do(app, action->act); /* a hand that clicks everything twice does it once */
}
