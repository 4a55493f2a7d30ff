#include "core/base/find.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "core/base/text.h"

#define MOST_POINTS 64 /* that one character becomes; Unicode's longest becomes 18 */

/* What one character becomes. */
struct folded {
    size_t count;
    uint32_t points[MOST_POINTS];
};

/* Keeps what tells characters apart: no accents, and every gap a blank. */
static void keep(struct folded *f, const ucs4_t *points, size_t count)
{
    f->count = 0;
    for (size_t i = 0; i < count && f->count < MOST_POINTS; i++) {
        if (text_is_gap(points[i]))
            f->points[f->count++] = ' ';
        else if (uc_combining_class(points[i]) == 0)
            f->points[f->count++] = points[i];
    }
}

/* Folds a character that is not ASCII. */
static void fold_other(ucs4_t c, struct folded *f)
{
    ucs4_t apart[MOST_POINTS], small[MOST_POINTS];
    size_t n = MOST_POINTS, m = MOST_POINTS;
    ucs4_t *a = u32_normalize(UNINORM_NFKD, &c, 1, apart, &n);
    ucs4_t *b = a ? u32_casefold(a, n, NULL, UNINORM_NFKD, small, &m) : NULL;

    f->count = 0;
    if (b)
        keep(f, b, m);
    if (a != apart)
        free(a);
    if (b != small)
        free(b);
}

/* An ASCII character, folded. */
static uint32_t fold_ascii(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    return text_is_gap(c) ? ' ' : c;
}

/* Folds the character at the beginning of some bytes; returns how many it has. */
static size_t fold_at(const unsigned char *at, size_t left, struct folded *f)
{
    ucs4_t c;

    if (*at < 0x80) {
        f->count = 1;
        f->points[0] = fold_ascii(*at);
        return 1;
    }
    int n = u8_mbtoucr(&c, at, left);
    if (n <= 0) { /* no UTF-8: a character that nobody looks for */
        f->count = 1;
        f->points[0] = UINT32_MAX;
        return 1;
    }
    if (text_is_gap(c)) {
        f->count = 1;
        f->points[0] = ' ';
    } else {
        fold_other(c, f);
    }
    return (size_t)n;
}

enum status needle_take(struct needle *needle, const char *typed, struct error *e)
{
    const unsigned char *at = (const unsigned char *)typed;
    size_t left = strlen(typed), room = 0;
    struct folded f;

    *needle = (struct needle){0};
    for (size_t n; left > 0; at += n, left -= n) {
        n = fold_at(at, left, &f);
        if (needle->count + f.count > room) {
            room = (room + f.count) * 2;
            uint32_t *more = realloc(needle->points, room * sizeof *more);
            if (!more) {
                needle_clear(needle);
                return error_memory(e);
            }
            needle->points = more;
        }
        for (size_t i = 0; i < f.count; i++) {
            bool first = needle->count == 0 || needle->points[needle->count - 1] == ' ';
            if (f.points[i] != ' ' || !first)
                needle->points[needle->count++] = f.points[i];
        }
    }
    if (needle->count > 0 && needle->points[needle->count - 1] == ' ')
        needle->count--;
    return STATUS_OK;
}

void needle_clear(struct needle *needle)
{
    free(needle->points);
    *needle = (struct needle){0};
}

/* How far a needle was met: takes the points of one more character; false when they do not go
 * on as it does. A run of gaps is one blank. */
static bool goes_on(const struct needle *needle, size_t *met, const struct folded *f)
{
    for (size_t i = 0; i < f->count && *met < needle->count; i++) {
        if (f->points[i] == needle->points[*met])
            ++*met;
        else if (f->points[i] != ' ' || *met == 0 || needle->points[*met - 1] != ' ')
            return false;
    }
    return true;
}

/* Bytes of the needle where it stands at the beginning of some bytes; 0: it does not. */
static size_t fits(const struct needle *needle, const unsigned char *at, size_t left)
{
    size_t met = 0, used = 0;
    struct folded f;

    while (met < needle->count && used < left) {
        used += fold_at(at + used, left - used, &f);
        if (!goes_on(needle, &met, &f))
            return 0;
    }
    return met == needle->count ? used : 0;
}

/* Whether nothing but gaps stands in some bytes. */
static bool is_void(const unsigned char *at, size_t left)
{
    struct folded f;

    for (size_t n; left > 0; at += n, left -= n) {
        n = fold_at(at, left, &f);
        for (size_t i = 0; i < f.count; i++)
            if (f.points[i] != ' ')
                return false;
    }
    return true;
}

/* Whether a needle stands at a place of a text; says all of it. */
static bool stands(const struct needle *needle, const unsigned char *text, size_t bytes,
    size_t at, struct needle_place *place)
{
    size_t used = fits(needle, text + at, bytes - at);

    if (used == 0)
        return false;
    *place = (struct needle_place){.start = at,
        .bytes = used,
        .begins = is_void(text, at),
        .ends = is_void(text + at + used, bytes - at - used)};
    return true;
}

bool needle_find(
    const struct needle *needle, const char *text, size_t bytes, struct needle_place *place)
{
    const unsigned char *s = (const unsigned char *)text;

    if (needle->count == 0)
        return false;
    /* Most characters are ASCII, and of these most are not its first one. */
    uint32_t first = needle->points[0];
    unsigned char small = first < 0x80 ? (unsigned char)first : 0;
    unsigned char large =
        small >= 'a' && small <= 'z' ? (unsigned char)(small - 'a' + 'A') : small;
    for (size_t i = 0; i < bytes; i++) {
        bool here = s[i] < 0x80 ? small != 0 && (s[i] == small || s[i] == large)
                                : (s[i] & 0xc0) != 0x80;
        if (here && stands(needle, s, bytes, i, place))
            return true;
    }
    return false;
}
