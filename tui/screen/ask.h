/* One question with one line to type, over the screen it was asked from. Enter takes what
 * stands there, Esc leaves it; nothing is blocked by it. */
#ifndef SUSUN_TUI_SCREEN_ASK_H
#define SUSUN_TUI_SCREEN_ASK_H

#include "tui/app.h"

struct line_question {
    const char *title; /* of the screen; copied */
    const char *asks;  /* the question; copied */
    const char *hint;  /* for the hint lines; copied, may be NULL */
    const char *keys;  /* static, translated: what Enter and Esc do */
    const char *text; /* what stands in the line at first, NULL = nothing; typing replaces it */
    /* Enter: the question is off the stack already, so this may open a screen. `text` is
     * trimmed; not called when it is empty (then it is as Esc). */
    void (*taken)(struct app *app, void *context, const char *text);
    void *context;               /* handed to taken */
    void (*free)(void *context); /* frees the context with the screen; NULL = nothing */
};
/* Takes `context` over, also when it fails. */
enum status screen_open_ask(
    struct app *app, const struct line_question *question, struct error *e);

#endif
