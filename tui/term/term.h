/* The one terminal: opening it (or an invisible one for scripts), its size, waiting,
 * refreshing, and giving it back. Only this folder knows curses. */
#ifndef SUSUN_TUI_TERM_H
#define SUSUN_TUI_TERM_H

#include <stdbool.h>

#include "core/base/error.h"
#include "tui/term/input.h"

struct term_options {
    bool hidden;       /* for scripts: xterm-256color on /dev/null, no signals, no input */
    int height, width; /* of a hidden one */
    bool ascii;
    size_t theme; /* theme.h */
    bool mouse;   /* asked to report, where the terminal has one */
};

/* Takes the terminal over, and what others write to it by way of stderr (catch.h). STATUS_FILE
 * with one sentence when standard input or output is none, or it cannot place the cursor;
 * nothing has changed then. */
enum status term_open(const struct term_options *options, struct error *e);
/* Gives it back as it was. Nothing happens when it is not open. */
void term_close(void);

void term_size(int *height, int *width);
/* A hidden terminal gets another size. */
void term_resize(int height, int width);

/* Begins a drawing with an empty screen; ends it: what differs goes to the terminal. */
void term_erase(void);
void term_flush(void);
/* The next flush sends everything (somebody else wrote on the screen). */
void term_repaint(void);

/* Asks the mouse to report, or leaves it to the terminal (then nothing about it is sent).
 * False: this terminal has none. */
bool term_mouse(bool on);

/* Why term_wait returned, in bits. */
enum wake {
    WAKE_INPUT = 1, /* bytes were read into the input machine */
    WAKE_TIME = 2,  /* the time is over */
    WAKE_SIZE = 4,  /* another size */
    WAKE_END = 8,   /* a signal asks to end, or the terminal is gone */
    WAKE_AGAIN = 16 /* stopped and continued: draw everything */
};
/* Waits for keys, a signal, or `milliseconds` (-1 = for ever); reads all bytes there are. */
int term_wait(int milliseconds);
/* Whether a key or a signal waits to be read; never waits itself. A hidden terminal has none.
 */
bool term_pending(void);
/* The signal behind WAKE_END; SIGHUP when the terminal went away. */
int term_signal(void);
/* The keys of this terminal. */
struct input *term_input(void);

#endif
