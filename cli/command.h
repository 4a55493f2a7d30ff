/* What a command of `susun` is: a row of a table. Help, option parsing and dispatch go by it,
 * so that help cannot go stale. */
#ifndef SUSUN_CLI_COMMAND_H
#define SUSUN_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* A long option. */
struct option_spec {
    const char *name;  /* without the dashes */
    const char *value; /* what its value is called in help, or NULL: it takes none */
    const char *about; /* msgid */
};

struct call;
struct command {
    const char *name;                  /* "" is the terminal face */
    const char *arguments;             /* "FILE --form FORM DATA.csv" */
    const char *about;                 /* msgid, one sentence */
    size_t least, most;                /* operands */
    const struct option_spec *options; /* ends with a NULL name; common_options come on top */
    enum status (*run)(struct call *call, struct error *e);
};

/* The options every command takes. */
extern const struct option_spec common_options[];

/* Commands, in the order of help. One file per command. */
extern const struct command command_new, command_info, command_import, command_export,
    command_sample, command_method, command_merge, command_conflicts, command_unite,
    command_history, command_doctor, command_upgrade, command_check, command_comments,
    command_gather;

/* i-th command, NULL past the end; by name, NULL when there is none. */
const struct command *command_at(size_t i);
const struct command *command_named(const char *name);

#endif
