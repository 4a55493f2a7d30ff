/* Counts of what came of something, in words, for sentences: "10 new, 2 changed". */
#ifndef SUSUN_TUI_SCREEN_COUNTS_H
#define SUSUN_TUI_SCREEN_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

struct counted {
    size_t count;
    const char *words; /* a msgid with one %zu: "%zu new" */
    bool always;       /* also when there is none */
};
/* Up to one without words; what there is none of is not said. Caller frees; NULL without
 * memory. */
char *counts_text(const struct counted *parts);

#endif
