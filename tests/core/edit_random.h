/* Random texts and the slow, plain answers the editors are held against. */
#ifndef SUSUN_TEST_EDIT_RANDOM_H
#define SUSUN_TEST_EDIT_RANDOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"

/* A number below n, from a seed the test holds. */
static inline size_t chance(uint64_t *seed, size_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*seed >> 33) % n;
}

/* Something a person may type or paste: plain, wide, combining, joined, a flag's half, a blank.
 */
static inline const char *random_piece(uint64_t *seed)
{
    static const char *const pieces[] = {"a", "b", "kakao", " ", " ", "  ", "-", "ñ", "x\u0302",
        "\u0301", "漢", "👩\u200D👩\u200D👧", "\U0001F1EE", "\u200D", "한", "\u1100", "\u1161",
        "x y z", "…"};
    return pieces[chance(seed, sizeof pieces / sizeof *pieces)];
}

/* The boundary at or after `at`, counted from the very beginning. */
static inline size_t slow_boundary(const char *text, size_t at)
{
    size_t boundary = 0;
    while (boundary < at) {
        boundary = text_next(text, boundary);
    }
    return boundary;
}

/* The last boundary before `at`, counted from the very beginning. */
static inline size_t slow_before(const char *text, size_t at)
{
    size_t before = 0;
    for (size_t next = 0; next < at; next = text_next(text, next)) {
        before = next;
    }
    return before;
}

/* A plain text and cursor: every change makes a new string. */
struct model {
    char *text;
    size_t cursor;
};

/* Replaces [from, to) by `bytes`, the cursor at their end. */
static inline void model_splice(struct model *m, size_t from, size_t to, const char *bytes)
{
    char *text = text_format("%.*s%s%s", (int)from, m->text, bytes, m->text + to);
    assert_non_null(text);
    free(m->text);
    m->text = text;
    m->cursor = slow_boundary(text, from + strlen(bytes));
}

#endif
