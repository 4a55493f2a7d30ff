/* One question with a few answers: taken by its number, or with the arrows and Enter. Stands
 * over the screen it was asked from and is gone when it is answered. */
#ifndef SUSUN_TUI_SCREEN_CHOOSE_H
#define SUSUN_TUI_SCREEN_CHOOSE_H

#include "tui/app.h"

/* What is asked. */
struct question {
    const char *title; /* of the screen; copied */
    const char *asks;  /* the question itself; copied */
    const char *hint;  /* for the hint lines; copied, may be NULL */
    char **answers;    /* [count], count at most 9; the screen takes them over */
    size_t count;
    /* The answer was taken: the question is off the stack already, so this may open a screen.
     */
    void (*taken)(struct app *app, void *context, size_t answer);
    void *context;               /* handed to taken */
    void (*free)(void *context); /* frees the context with the screen; NULL = nothing */
};

/* Takes `answers` and `context` over, also when it fails. */
enum status screen_open_choose(
    struct app *app, const struct question *question, struct error *e);

#endif
