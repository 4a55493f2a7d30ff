/* While curses has the screen, whatever writes to standard error (a library, an assertion)
 * would land in the middle of it. It is caught and written when the screen is given back.
 * Private to tui/term. */
#ifndef SUSUN_TUI_CATCH_H
#define SUSUN_TUI_CATCH_H

/* Catches from now on, when standard error is a terminal (else it disturbs nobody). At most
 * what a pipe holds is kept. */
void catch_stderr(void);
/* Writes what was caught and lets standard error go again. May be called by a handler of fatal
 * signals, and when nothing is being caught. */
void catch_end(void);

#endif
