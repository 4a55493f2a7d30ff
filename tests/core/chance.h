/* What the tests of core/base share: cmocka, and chance that SUSUN_SEED fixes. */
#ifndef SUSUN_TEST_CHANCE_H
#define SUSUN_TEST_CHANCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The state of a stream of numbers; every test begins its own. */
static inline uint64_t chance_begin(void)
{
    const char *seed = getenv("SUSUN_SEED");
    return seed ? strtoull(seed, NULL, 10) : 1;
}

/* The next number below n (xorshift64*). */
static inline uint64_t chance(uint64_t *state, uint64_t n)
{
    uint64_t x = *state + UINT64_C(0x9e3779b97f4a7c15);
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return (x * UINT64_C(0x2545f4914f6cdd1d) >> 11) % n;
}

/* One of several strings. */
#define chance_of(state, list) ((list)[chance((state), sizeof(list) / sizeof *(list))])

#endif
