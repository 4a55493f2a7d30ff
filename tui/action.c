#include "tui/action.h"

#include <stdbool.h>
#include <stdio.h>

#include "core/base/message.h"

/* In the order of the bar. Keys and their reasons: UX.md rule 2. */
static const struct action table[] = {
    {ACT_EDIT, N_("Edit the field, open the choices"), N_("Edit"), 2, 'E', PRESS_NONE},
    {ACT_NEW, N_("Add a row"), N_("New"), 4, 'N', PRESS_INSERT},
    {ACT_MOVE, N_("Move the row"), N_("Move"), 6, 'T', PRESS_NONE},
    {ACT_DELETE, N_("Delete the row"), N_("Delete"), 8, 'X', PRESS_NONE},
    {ACT_UNDO, N_("Undo"), N_("Undo"), 0, 'Z', PRESS_NONE},
    {ACT_REDO, N_("Redo"), N_("Redo"), 0, 'Y', PRESS_NONE},
    {ACT_CLIP, N_("Copy the field"), NULL, 0, 'C', PRESS_NONE},
    {ACT_PUT, N_("Put in what was copied"), NULL, 0, 'V', PRESS_NONE},
    {ACT_SAVED, N_("Ask whether everything is stored"), NULL, 0, 'S', PRESS_NONE},
    {ACT_REPAINT, N_("Draw the screen again"), NULL, 0, 'L', PRESS_NONE},
    {ACT_QUIT, N_("Leave Susun"), N_("Quit"), 0, 'Q', PRESS_NONE},
    {ACT_BACK, N_("Go back"), N_("Back"), 0, 0, PRESS_ESC},
};
#define COUNT (sizeof table / sizeof table[0])

const struct action *action_of(enum act act)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (table[i].act == act)
            return &table[i];
    }
    return NULL;
}

const struct action *action_at(size_t i)
{
    return i < COUNT ? &table[i] : NULL;
}

/* Whether a press is one of an action's keys. */
static bool meant(const struct action *action, enum press_code code)
{
    if (action->fkey != 0 && code == (enum press_code)(PRESS_F1 + action->fkey - 1))
        return true;
    if (action->ctrl != 0 && code == press_ctrl(action->ctrl))
        return true;
    return action->other != PRESS_NONE && code == action->other;
}

enum act action_pressed(const struct press *press)
{
    if (press->code == PRESS_CTRL_BRACKET)
        return ACT_BACK;
    for (size_t i = 0; i < COUNT; i++) {
        if (meant(&table[i], press->code))
            return table[i].act;
    }
    return ACT_NONE;
}

void action_label(const struct action *action, bool fkeys, char key[8], const char **word)
{
    if (fkeys && action->fkey != 0)
        snprintf(key, 8, "%d", action->fkey);
    else if (action->ctrl != 0)
        snprintf(key, 8, "^%c", action->ctrl);
    else
        snprintf(key, 8, "Esc");
    *word = _(action->shortly);
}
