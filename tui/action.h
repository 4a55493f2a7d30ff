/* Everything a person can ask of the program by a key, in one table: the key map, the bar at
 * the bottom, Menu, help, the manual page, the key file and the words of scripts all come from
 * it. What is not built is not in it, so it has no key.
 *
 * The table holds the keys as they come; a key file may give others (action_give_keys). Which
 * keys mean what is a property of the one keyboard, so it is kept here and not with the app. */
#ifndef SUSUN_TUI_ACTION_H
#define SUSUN_TUI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/press.h"

enum act {
    ACT_NONE = 0,
    ACT_HELP,   /* on the field or screen; twice: the keys */
    ACT_EDIT,   /* edit the cell, open the choices */
    ACT_FIND,   /* search the whole workbook; the app does this from every screen */
    ACT_NEW,    /* a new row */
    ACT_COPY,   /* copy into the cell what stands above it */
    ACT_MOVE,   /* move the row: a mode, arrows, Enter or Esc */
    ACT_NOTE,   /* note a decision, homework ...: the app does this from every screen */
    ACT_DELETE, /* delete the row */
    ACT_MARK,   /* say how far a step is */
    ACT_TAKE,   /* put the proposal of a comment into its field */
    ACT_CHECK,  /* what is to be mended: at the step; then in the plan, everywhere */
    ACT_ASIDE,  /* put a finding aside with a reason, or take that back */
    ACT_MENU,   /* every screen and action */
    ACT_SORT,   /* by the column; again: the other way; again: own order */
    ACT_FILTER, /* show only some of the rows */
    ACT_CLIP,   /* copy the focused field, for ACT_PUT; the app does both */
    ACT_SHEET,  /* paste a table from a file */
    ACT_COMMON, /* take in the common rows the method offers */
    ACT_PUT,    /* as if what was copied were pasted by the terminal */
    ACT_UNDO,   /* the app does these, after the screen's leave() */
    ACT_REDO,
    ACT_BACK,    /* one level back */
    ACT_PROMOTE, /* make a row of another form of this one */
    ACT_UNITE,   /* the row means the same as another one: one of them stays */
    ACT_HISTORY, /* who wrote what in the field or row */
    ACT_GROUP,   /* which group this copy is */
    ACT_OURS,    /* all rows, or those of this copy's group */
    ACT_TASKS,   /* the tasks of a practice file */
    ACT_SAVED,   /* answers that everything is stored */
    ACT_REPAINT,
    ACT_THEME, /* the next theme */
    ACT_MOUSE, /* the mouse for Susun, or for the terminal */
    ACT_QUIT,
    ACT_COUNT
};

/* Where Menu and help list an action. */
enum action_group {
    ACTION_HERE,     /* does something to the field or row one stands on */
    ACTION_ANYWHERE, /* the same on every screen */
    ACTION_GROUPS
};

struct action {
    enum act act;
    const char *word; /* its name in key files and scripts, for ever: English, kebab-case */
    enum action_group group;
    const char *name;      /* what help says, a msgid (through _()) */
    const char *shortly;   /* what the bar says, a msgid; NULL = not in the bar */
    int fkey;              /* 2 = F2; 0 = none */
    char ctrl;             /* 'E' = Ctrl-E; 0 = none */
    enum press_code other; /* a third key, PRESS_NONE = none */
    const char *needs;     /* why it cannot be done where a screen gives no reason of its own: a
                              msgid, one sentence; NULL = it always can */
};

/* The row of an act; NULL for ACT_NONE. */
const struct action *action_of(enum act act);
/* The i-th row in the order of the bar, NULL past the end. */
const struct action *action_at(size_t i);
/* By its word; NULL when there is none. */
const struct action *action_named(const char *word, size_t bytes);
/* The heading of a group, translated. */
const char *action_group_name(enum action_group group);

/* What a press asks for, ACT_NONE when it is no command. */
enum act action_pressed(const struct press *press);

/* The keys of an action as they are now, the first one the most usual; returns how many. */
#define ACTION_KEYS 4
size_t action_keys(enum act act, enum press_code keys[ACTION_KEYS]);
/* The same as text, "F2, Ctrl-E"; "" for none. Caller frees. */
char *action_keys_text(enum act act);
/* The one key to name in a sentence or at the end of a line: the F-key where they are known to
 * arrive, else the Ctrl letter, else any; "" for none. Returns out. */
char *action_key_text(enum act act, bool fkeys, char out[PRESS_NAME_SIZE]);

/* Gives an action these keys (at most ACTION_KEYS) in place of those of the table; a key of
 * another action is then no longer that one's. Esc and Ctrl-] go back and Ctrl-Q leaves for
 * ever. */
void action_give_keys(enum act act, const enum press_code *keys, size_t count);
/* Whether an action may be given this key: not the ones that write, move or leave. */
bool action_may_have(enum act act, enum press_code code);
/* Whether the table gives an action this key, be it another's now. */
bool action_had(const struct action *action, enum press_code code);
/* All keys as in the table again. */
void action_reset_keys(void);

/* The bar's text for an action in two parts: the key, "2" or "^E" (`fkeys`: F-keys are known to
 * arrive on this laptop), and the word. Only for actions that are in the bar. */
void action_label(const struct action *action, bool fkeys, char key[8], const char **word);

#endif
