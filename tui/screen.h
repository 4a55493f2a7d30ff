/* A screen: one struct of operations over its own state, on the app's stack. The app draws the
 * frame around it (title line, rule, hint lines, key line, bar), so a screen only fills its
 * area.
 *
 * A minimal screen embeds `struct screen` as its first member:
 *     struct form_screen { struct screen base; ... };
 *     static const struct screen_ops ops = {.name = ..., .draw = ..., .free = ...};
 * and casts back. Every operation but draw and free may be NULL. */
#ifndef SUSUN_TUI_SCREEN_H
#define SUSUN_TUI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "tui/action.h"
#include "tui/term/draw.h"
#include "tui/term/press.h"

struct app;
struct screen;

/* What a screen answers to a key, in bits. */
enum screen_answer {
    SCREEN_IGNORED = 0, /* not mine: the app tries its own keys (an action, Esc = back) */
    SCREEN_HANDLED = 1,
    SCREEN_CLOSE = 2, /* done: the app calls leave() and pops me */
};

struct screen_ops {
    /* For logs and scripts, never shown. No name of the method. */
    const char *name;

    /* Lies upon the screen below, which goes on as it was when this one is gone: nothing that
     * is typed there is stored before, nothing read anew after (unless the workbook changed).
     */
    bool overlay;

    /* What one does on this screen, for its help: a msgid, one to three sentences; NULL = none.
     */
    const char *about;
    /* It asks one thing over another screen: the app opens no other question above it. */
    bool asks;

    /* Fills the area (already blank). Keeps the height for paging if it wants. Must cope with
     * any size from 1x1 up. Calls draw_cursor on the focus. */
    void (*draw)(struct screen *self, const struct area *area);

    /* A key that is typed text, a paste, or moves. Also gets keys that are actions, first: a
     * picker or editor may want Ctrl-X; answer SCREEN_IGNORED for all it does not mean. */
    int (*key)(struct screen *self, const struct press *press);

    /* Whether an action exists here and now: if not, the bar does not show it and its key only
     * says so. Asked for EDIT, NEW, MOVE, DELETE; UNDO, REDO, BACK, QUIT are the app's, and are
     * asked too when `can` is there: answer true unless the present mode forbids them. */
    bool (*can)(struct screen *self, enum act act);

    /* Why `can` says no, one translated sentence that tells how to mend it; NULL = what the
     * table of actions says (`needs`). Valid until the next call. */
    const char *(*why)(struct screen *self, enum act act);

    /* For a screen on which nothing is changed, in place of `can` and `why`: why only back,
     * undo and redo are possible, a msgid; NULL = it is no such screen. */
    const char *only_looks;

    /* The field the cursor stands on, for its help; NULL = none. */
    const struct field *(*field)(struct screen *self);

    /* Does an action `can` said yes to. Returns screen_answer bits. BACK comes here first (a
     * mode inside the screen, such as a picker, ends before the screen does): SCREEN_IGNORED
     * lets the app pop the screen. */
    int (*act)(struct screen *self, enum act act);

    /* Stores what is being typed, as one action, if anything changed. Called before back, quit,
     * undo, redo, and when the terminal goes away. False: it could not be stored (the sentence
     * was given to app_message); the app then stays where it is, except on quit by signal. */
    bool (*leave)(struct screen *self);

    /* The title line, left: "Program ECO-P03  (3 dari 11)". Valid until the next call. */
    const char *(*title)(struct screen *self);
    /* One sentence about the focused thing, for the hint lines; NULL or "" = none. Same
     * validity. */
    const char *(*hint)(struct screen *self);
    /* The keys of the present mode, for the line above the bar: "Enter isian berikut   Tab
     * keluar". */
    const char *(*keys)(struct screen *self);

    /* The screen is on top again, or the workbook changed under it (undo, redo, another
     * screen's edit): read again what it shows. May find that its record is gone; then it calls
     * app_pop. */
    void (*resume)(struct screen *self);

    /* After undo or redo: put the cursor on this cell if it is one of the screen's. `field` is
     * "" for the row itself. Called after resume. */
    void (*locate)(struct screen *self, const char *form, const char *uid, const char *field);

    /* At least a second has passed since something was pressed, or typing goes on for a second:
     * keep the draft of what is being typed. Never called while nothing was pressed. */
    void (*tick)(struct screen *self);

    /* Does a small piece of what need not hold up the first drawing (counting, looking up);
     * true when there was something to do. Called after a drawing until it has nothing more, or
     * a key comes; then the screen is drawn again. */
    bool (*idle)(struct screen *self);

    /* The whole text of the focused field, for copying; NULL = none. Caller frees. */
    char *(*copy)(struct screen *self);

    /* Frees the screen. */
    void (*free)(struct screen *self);
};

/* Takes the place of a sentence a screen keeps until the next call; NULL becomes "". */
const char *screen_keep(char **place, char *text);

struct screen {
    const struct screen_ops *ops;
    struct app *app;      /* set by app_push */
    struct screen *below; /* the app's */
    int64_t version;      /* the app's: workbook_version when it was pushed */
};

#endif
