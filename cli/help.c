#include "cli/help.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/say.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define OPTION_CELLS 24 /* column where what an option does begins */

/* "  --form FORM           which form the rows belong to". */
static void show_option(const struct option_spec *spec)
{
    char *option = spec->value ? text_format("--%s %s", spec->name, _(spec->value))
                               : text_format("--%s", spec->name);

    if (!option)
        return;
    size_t cells = text_width(option);
    tell("  %s%*s %s", option, cells < OPTION_CELLS ? (int)(OPTION_CELLS - cells) : 0, "",
        _(spec->about));
    free(option);
}

static void show_options(const struct option_spec *specs)
{
    for (; specs && specs->name; specs++)
        show_option(specs);
}

void help_show(const struct command *command)
{
    const char *blank = command->name[0] ? " " : "";

    tell(_("Usage: susun %s%s%s"), command->name, blank, _(command->arguments));
    for (size_t i = 0; !command->name[0] && command_at(i); i++)
        tell("       susun %s %s", command_at(i)->name, _(command_at(i)->arguments));
    tell("%s", "");
    tell("%s", _(command->about));
    tell("%s", "");
    show_options(command->options);
    show_options(common_options);
    if (!command->name[0]) {
        tell("%s", "");
        tell("%s", _("`susun COMMAND --help` shows the help of a command."));
        tell("%s", _("Exit: 0 done, 1 findings or rejected or marked cells, 2 wrongly called, "
                     "3 data or "
                     "file, 130/143 interrupted."));
    }
}
