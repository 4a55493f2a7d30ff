/* What number and date share: a typed text brought to one spelling, and words looked up in
 * lists. It knows ASCII words only; nothing here is shown to anybody. */
#ifndef SUSUN_BASE_SPELLING_H
#define SUSUN_BASE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Copy in lower-case ASCII, every run of white space (no-break too) one blank, ends trimmed,
 * every kind of dash and minus '-'. Other letters stay. In `room`; NULL when it is longer,
 * which no number and no date is. */
#define SPELLING_ROOM 4096
char *spelling_of(const char *text, char room[SPELLING_ROOM]);

/* Whether the n bytes are one of the words of a list separated by blanks. */
bool spelling_is(const char *list, const char *word, size_t n);

/* The same for a beginning of at least three letters of one of them ("agu" of "agustus"). */
bool spelling_begins(const char *list, const char *word, size_t n);

/* Length of the word (a-z and apostrophe) at s. */
size_t spelling_word(const char *s);

/* Length of the digits at s. */
size_t spelling_digits(const char *s);

#endif
