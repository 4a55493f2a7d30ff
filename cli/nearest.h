/* The word somebody probably meant: the one with the fewest changed letters. */
#ifndef SUSUN_CLI_NEAREST_H
#define SUSUN_CLI_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *typed;
    const char *best; /* NULL: nothing is near */
    size_t distance;
};
void nearest_begin(struct nearest *n, const char *typed);
/* Offers a candidate, borrowed. */
void nearest_offer(struct nearest *n, const char *candidate);

#endif
