/* Every key there is, for people: the actions by group with their keys as they are now, then
 * the keys that move and write. Key help and the manual page are made of it. */
#ifndef SUSUN_TUI_KEY_HELP_H
#define SUSUN_TUI_KEY_HELP_H

#include <stddef.h>

/* One row; texts are translated and valid during the call. */
struct key_help {
    const char *group; /* heading under which it stands */
    const char *keys;  /* "F2, Ctrl-E"; "" = no key now */
    const char *does;
    const char *word; /* of an action, for the key file; "" of other keys */
};
/* Calls `tell` for each row, group after group. */
void key_help_each(void (*tell)(void *context, const struct key_help *row), void *context);

#endif
