/* Everything a person can ask of the program by a key, in one table: the key map, the bar at
 * the bottom, the words of scripts and (later) Menu and help all come from it. What is not
 * built is not in it, so it has no key. */
#ifndef SUSUN_TUI_ACTION_H
#define SUSUN_TUI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/press.h"

enum act {
    ACT_NONE = 0,
    ACT_EDIT,   /* edit the cell, open the choices */
    ACT_NEW,    /* a new row */
    ACT_MOVE,   /* move the row: a mode, arrows, Enter or Esc */
    ACT_DELETE, /* delete the row */
    ACT_CLIP,   /* copy the focused field, for ACT_PUT; the app does both */
    ACT_PUT,    /* as if what was copied were pasted by the terminal */
    ACT_UNDO,   /* the app does these, after the screen's leave() */
    ACT_REDO,
    ACT_BACK,  /* one level back */
    ACT_SAVED, /* answers that everything is stored */
    ACT_REPAINT,
    ACT_QUIT,
    ACT_COUNT
};

struct action {
    enum act act;
    const char *name;      /* what help says, a msgid (through _()) */
    const char *shortly;   /* what the bar says, a msgid; NULL = not in the bar */
    int fkey;              /* 2 = F2; 0 = none */
    char ctrl;             /* 'E' = Ctrl-E; 0 = none */
    enum press_code other; /* a third key, PRESS_NONE = none */
};

/* The row of an act; NULL for ACT_NONE. */
const struct action *action_of(enum act act);
/* The i-th row in the order of the bar, NULL past the end. */
const struct action *action_at(size_t i);
/* What a press asks for, ACT_NONE when it is no command. */
enum act action_pressed(const struct press *press);

/* The bar's text for an action in two parts: the key, "2" or "^E" (`fkeys`: F-keys are known to
 * arrive on this laptop), and the word. Only for actions that are in the bar. */
void action_label(const struct action *action, bool fkeys, char key[8], const char **word);

#endif
