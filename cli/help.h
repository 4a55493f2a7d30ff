/* Help texts, written from the table of commands. */
#ifndef SUSUN_CLI_HELP_H
#define SUSUN_CLI_HELP_H

#include "cli/command.h"

/* The help of one command on stdout; of the program when its name is "". */
void help_show(const struct command *command);

#endif
