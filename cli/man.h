/* The manual page, made of the tables of commands, options and keys, so that it cannot go
 * stale: doc/susun.1 is what this prints (tests/cli/man.test). */
#ifndef SUSUN_CLI_MAN_H
#define SUSUN_CLI_MAN_H

#include "cli/command.h"

/* One key of the face; texts are translated. `word` is its name in key files, "" = it has none.
 */
struct man_key {
    const char *group, *keys, *does, *word;
};
typedef void man_key_fn(void *context, const struct man_key *key);

/* Prints the page of `face` (the command without a name) and all others in the language of
 * message_lang(); `each_key` calls its first argument for every key. */
void man_show(const struct command *face, void (*each_key)(man_key_fn *fn, void *context));

#endif
