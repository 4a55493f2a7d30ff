/* Signals as bytes in a pipe, so that everything happens in the one loop; and the way out after
 * a crash. */
#ifndef SUSUN_TUI_SIGNAL_H
#define SUSUN_TUI_SIGNAL_H

#include <stddef.h>

#include "core/base/error.h"

/* Takes WINCH, TERM, HUP, INT, TSTP, CONT over (they only write into the pipe) and SEGV, ABRT,
 * BUS, FPE, ILL (they write the restore bytes, put the terminal's settings back and end the
 * program as before). *fd becomes readable when a signal came. */
enum status signals_open(int *fd, struct error *e);
/* Gives every signal back to who had it. */
void signals_close(void);

/* The next signal that came, 0 when none is left. Never waits. */
int signals_next(void);

/* What the crash handler writes to the terminal (copied, at most 500 bytes), with the
 * terminal's settings as they are now: call before they are changed. */
void signals_restore_terminal(int fd);
void signals_restore_bytes(const char *bytes, size_t count);

/* Stops this process as SIGTSTP would have; returns when it goes on. */
void signals_stop_here(void);

#endif
