/* The screens Menu leads to, besides forms and actions, which it takes from the method and from
 * the table of actions. A new screen gets a row here and nothing else. */
#ifndef SUSUN_TUI_MENU_H
#define SUSUN_TUI_MENU_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

struct app;

struct menu_door {
    const char *label; /* a msgid */
    const char *also;  /* other words people look for it by, a msgid; NULL = none */
    bool workbook;     /* wants an open workbook: grey without one */
    /* With one: why it is impossible all the same, translated, one sentence, valid until the
     * next call; NULL = it can be opened. No such function: it always can. */
    const char *(*why_not)(struct app *app);
    /* Opens it, after what was being typed has been stored and Menu is gone. */
    enum status (*open)(struct app *app, struct error *e);
};

/* The i-th row, NULL past the end. */
const struct menu_door *menu_door_at(size_t i);

#endif
