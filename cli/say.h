/* Words go to stderr, data to stdout (DESIGN.md 5); nothing from a file reaches the terminal
 * with control characters in it. */
#ifndef SUSUN_CLI_SAY_H
#define SUSUN_CLI_SAY_H

#include <stddef.h>

#include "core/base/error.h"

/* One line on stderr. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* One line of data on stdout; whether it could be written is asked once, by say_end. */
void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A whole CSV on stdout. What people type holds TAB and LF at most (core/base/text.h); any
 * other control character of an altered file becomes "?". */
void tell_bytes(const char *bytes, size_t size);
/* STATUS_FILE when something told did not reach stdout. */
enum status say_end(struct error *e);

/* A line on stderr when a workbook that is about to be written lies where that is not safe. */
void say_place(const char *path);

#endif
