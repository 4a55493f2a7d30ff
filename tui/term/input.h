/* From the bytes of a terminal to presses: a pure machine that knows xterm, Linux console,
 * rxvt, tmux and what terminfo adds. It reads nothing and waits for nothing. */
#ifndef SUSUN_TUI_INPUT_H
#define SUSUN_TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/press.h"

/* How long a lone ESC may wait for the rest of a sequence, in milliseconds. */
#define INPUT_ESC_DELAY 25

struct input; /* bytes not yet understood, and what terminfo taught */

struct input *input_new(void); /* NULL without memory */
void input_free(struct input *in);

/* A sequence this terminal sends for a key, besides the ones known anyway. Short or plain ones
 * (not ESC and at least two more bytes) are left out, and so is whatever finds no room. */
void input_learn(struct input *in, const char *sequence, enum press_code code);

/* Whether the mouse is asked to report: then "ESC [ M" is its old form (elsewhere it is an
 * F-key). */
void input_mouse(struct input *in, bool on);

/* Adds bytes as read. False without memory. */
bool input_feed(struct input *in, const char *bytes, size_t count);

/* Takes the next press out (press_clear it). False: nothing complete is there. `late` says that
 * INPUT_ESC_DELAY has passed without a byte: then a lone ESC is the Esc key. Sequences that
 * mean nothing here are swallowed. */
bool input_next(struct input *in, bool late, struct press *press);

/* Whether something unfinished waits for more bytes or for `late`; a paste and a
 * report of the mouse wait for bytes only. */
bool input_waiting(const struct input *in);

#endif
