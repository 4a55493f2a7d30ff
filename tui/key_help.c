#include "tui/key_help.h"

#include <stdlib.h>

#include "core/base/message.h"
#include "tui/action.h"

/* Keys that are no actions: they mean what the field or list makes of them. */
static const struct {
    const char *keys, *does;
} moves[] = {
    {N_("Tab, Enter, Down"), N_("the next field; in a long text Enter begins a new line")},
    {N_("Shift-Tab, Up"), N_("the field before")},
    {N_("PgDn, PgUp"), N_("the next row and the row before; in a list a page")},
    {N_("Home, End"), N_("beginning and end of the line; in a table of the row")},
    {N_("Ctrl-Home, Ctrl-End"), N_("the first and the last field or row")},
    {N_("Ctrl-Left, Ctrl-Right"), N_("word by word in what is being typed")},
    {N_("Enter"), N_("in a table opens the row; in a cell being typed stores it and goes down; "
                     "in choices "
                     "takes the marked one")},
    {N_("Space"), N_("opens choices and details; marks where several can be chosen")},
    {N_("Delete key"), N_("empties the cell; in what is being typed erases a letter")},
    {N_("Letters"),
        N_("write in a field, replace a cell of a table, filter choices, Menu and trash")},
    {N_("?"), N_("help, on screens where nothing is typed")},
    {N_("/"), N_("search, on screens where nothing is typed")},
    {N_("1, 2"), N_("answer when what was typed has two meanings")},
};

void key_help_each(void (*tell)(void *context, const struct key_help *row), void *context)
{
    for (enum action_group group = 0; group < ACTION_GROUPS; group++) {
        for (size_t i = 0; action_at(i) != NULL; i++) {
            const struct action *action = action_at(i);
            if (action->group != group)
                continue;
            char *keys = action_keys_text(action->act);
            tell(context, &(struct key_help){action_group_name(group), keys != NULL ? keys : "",
                              _(action->name), action->word});
            free(keys);
        }
    }
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        tell(context, &(struct key_help){
                          _("Moving and writing"), _(moves[i].keys), _(moves[i].does), ""});
}
