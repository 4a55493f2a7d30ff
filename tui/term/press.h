/* What a person pressed, after the bytes of a terminal or the words of a script were
 * understood. No curses, no bytes: screens see only this. */
#ifndef SUSUN_TUI_PRESS_H
#define SUSUN_TUI_PRESS_H

#include <stdbool.h>
#include <stddef.h>

enum press_code {
    PRESS_NONE = 0, /* nothing meant for us (an unknown sequence) */
    PRESS_TEXT, /* typed characters, in `text`: whole UTF-8 characters, no control characters */
    PRESS_PASTE, /* a bracketed paste, in `paste`: text, never commands */
    PRESS_ENTER,
    PRESS_TAB,
    PRESS_BACKTAB,
    PRESS_ESC,
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT,
    PRESS_RIGHT,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_CTRL_HOME,
    PRESS_CTRL_END,
    PRESS_CTRL_LEFT,
    PRESS_CTRL_RIGHT,
    PRESS_DELETE,
    PRESS_BACKSPACE,
    PRESS_INSERT,
    PRESS_F1, /* F1 to F12 follow each other */
    PRESS_F2,
    PRESS_F12 = PRESS_F1 + 11,
    PRESS_CTRL_A, /* Ctrl-A to Ctrl-Z follow each other; I, M and H are Tab, Enter, Backspace */
    PRESS_CTRL_Z = PRESS_CTRL_A + 25,
    PRESS_CTRL_BRACKET, /* Ctrl-], the second key for "back" */
    PRESS_CLICK,        /* the left button, on what `owner` and `index` say */
    PRESS_DOUBLE_CLICK, /* once more on the same thing: opens it. Ignored it becomes Enter */
    PRESS_WHEEL_UP,     /* to be scrolled; changes nothing */
    PRESS_WHEEL_DOWN,
    PRESS_DRAG,         /* the mouse wants to select; only the app sees it */
    PRESS_OTHER_BUTTON, /* another button: the terminal's own paste; only the app sees it */
    PRESS_RESIZE,       /* the terminal has another size now; only the app sees it */
    PRESS_TICK, /* a second has passed since something was pressed; only the app sees it */
    PRESS_COUNT
};

#define PRESS_TEXT_SIZE 64

struct press {
    enum press_code code;
    char text[PRESS_TEXT_SIZE]; /* PRESS_TEXT: NUL terminated, "" otherwise */
    char *paste; /* PRESS_PASTE: cleaned (text_clean), owned by whoever made the press; may be
                    "" */

    /* Of the mouse. y and x are the terminal's until hit_find said what lies there; then they
     * count from the corner of that thing. */
    int y, x;
    const void *owner; /* who drew it (hit.h); NULL = nothing that can be pointed at */
    size_t index;      /* which of the owner's */
};

/* Frees what a press owns, makes it PRESS_NONE. */
void press_clear(struct press *press);

/* The press of Ctrl and a capital letter: press_ctrl('Z') == PRESS_CTRL_Z. */
enum press_code press_ctrl(char letter);

/* Whether it is one of the mouse's. */
bool press_is_mouse(const struct press *press);

/* Whether it is text of exactly this (press_is_text(p, " ") for Space). */
bool press_is_text(const struct press *press, const char *text);

/* A key as a script or a key file writes it: F4 Enter Esc Tab BackTab Up Down Left Right Home
 * End PgUp PgDn Ctrl-Home Ctrl-End Ctrl-Left Ctrl-Right Delete Backspace Insert Space ^N Ctrl-N
 * ^]. False for any other word. Upper and lower case are the same. */
bool press_named(const char *word, size_t bytes, struct press *press);

#define PRESS_NAME_SIZE 12
/* The name of a key for people, one press_named knows: "F4", "Ctrl-N", "PgUp"; "" for what is
 * no key (text, a paste, time). Returns out. */
char *press_name(enum press_code code, char out[PRESS_NAME_SIZE]);

#endif
