/* Finding what people type in a text as it stands: case, accents, and which blanks and
 * punctuation stand between words are no matter, as in text_fold, which keeps accents. Each
 * character is folded by itself, so that every part of a text that begins and ends between
 * characters is found in it, and is told where. */
#ifndef SUSUN_BASE_FIND_H
#define SUSUN_BASE_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"

/* What is looked for. Start with {0}. */
struct needle {
    uint32_t *points; /* [count] folded characters, a blank between words */
    size_t count;     /* 0: nothing is found */
};
/* Takes what was typed, which stays the caller's; needle_clear. */
enum status needle_take(struct needle *needle, const char *typed, struct error *e);
void needle_clear(struct needle *needle);

/* Where it stands in a text: `bytes` bytes from `start` on. */
struct needle_place {
    size_t start, bytes;
    bool begins, ends; /* nothing but blanks and punctuation stands before it, behind it */
};
/* Finds the first place. The text need not end in NUL; where it is no UTF-8, nothing fits.
 * False: it is not there. */
bool needle_find(
    const struct needle *needle, const char *text, size_t bytes, struct needle_place *place);

#endif
