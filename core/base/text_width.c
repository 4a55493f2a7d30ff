/* The half of text.h that measures: cells, grapheme clusters, words, lines. */
#include "core/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#define ZWJ 0x200d

/* The character at `at` (U+FFFD for bytes outside UTF-8) and its size. */
static size_t character(const uint8_t *at, const uint8_t *end, ucs4_t *c)
{
    int n = u8_mbtouc(c, at, (size_t)(end - at));
    return n > 0 ? (size_t)n : 1;
}

/* A regional indicator: two of them are one flag. */
static bool is_indicator(ucs4_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* A picture that joins others by ZWJ. */
static bool is_picture(ucs4_t c)
{
    return c >= 0xa9 && uc_is_property_extended_pictographic(c);
}

/* The end of what libunistring calls a cluster, at least one byte on. */
static const uint8_t *simple_end(const uint8_t *at, const uint8_t *end)
{
    const uint8_t *next = u8_grapheme_next(at, end);
    return next && next > at ? next : at + 1;
}

/* Whether a cluster piece ends in ZWJ. */
static bool ends_in_zwj(const uint8_t *at, const uint8_t *end)
{
    return end - at > 3 && memcmp(end - 3, "\xe2\x80\x8d", 3) == 0;
}

/* The end of the cluster that begins at `at`. libunistring 1.0 knows no flags and no joined
 * pictures (UAX 29 GB11, GB12): they are put together here; a later one makes the loops idle.
 */
static const uint8_t *cluster_end(const uint8_t *at, const uint8_t *end)
{
    if (*at < 0x80 && *at != '\r' && (at + 1 == end || at[1] < 0x80))
        return at + 1;
    ucs4_t first, next;
    size_t size = character(at, end, &first);
    const uint8_t *piece = simple_end(at, end);
    if (is_indicator(first)) {
        if (piece == at + size && piece < end) {
            character(piece, end, &next);
            if (is_indicator(next))
                piece = simple_end(piece, end);
        }
        return piece;
    }
    if (!is_picture(first))
        return piece;
    while (piece < end && ends_in_zwj(at, piece)) {
        character(piece, end, &next);
        if (!is_picture(next))
            break;
        piece = simple_end(piece, end);
    }
    return piece;
}

/* Cells of the cluster [at, end): those of its first character that has any, and of each
 * spacing mark (Mc, a cell of its own in terminals); a flag is two. TAB is drawn as a blank. */
static size_t cluster_width(const uint8_t *at, const uint8_t *end)
{
    if (*at == '\t')
        return 1;
    if (*at < 0x80 && at + 1 == end)
        return *at >= 0x20 && *at != 0x7f;
    size_t cells = 0;
    ucs4_t c;
    for (size_t n; at < end; at += n) {
        n = character(at, end, &c);
        int width = uc_width(c, "UTF-8");
        if (width <= 0)
            continue;
        if (cells == 0)
            cells = is_indicator(c) && at + n < end ? 2 : (size_t)width;
        else if (uc_is_general_category(c, UC_CATEGORY_Mc))
            cells += (size_t)width;
    }
    return cells;
}

size_t text_width_n(const char *s, size_t bytes)
{
    const uint8_t *at = (const uint8_t *)s, *end = at + bytes;
    size_t cells = 0;
    while (at < end) {
        const uint8_t *next = cluster_end(at, end);
        cells += cluster_width(at, next);
        at = next;
    }
    return cells;
}

size_t text_width(const char *s)
{
    return text_width_n(s, strlen(s));
}

size_t text_next(const char *s, size_t at)
{
    const uint8_t *from = (const uint8_t *)s + at;
    if (*from == '\0')
        return at;
    /* Looks only as far as the cluster and a character after it, not to the end of a long text.
     */
    for (size_t window = 64;; window *= 4) {
        size_t seen = strnlen(s + at, window);
        size_t size = (size_t)(cluster_end(from, from + seen) - from);
        if (seen < window || size + 4 <= seen)
            return at + size;
    }
}

/* A cluster boundary before `at` and not too far: after a LF, or between two ASCII characters.
 */
static size_t safe_before(const char *s, size_t at)
{
    const uint8_t *b = (const uint8_t *)s;
    for (at--; at > 0; at--) {
        if (b[at - 1] == '\n')
            break;
        if (b[at - 1] < 0x80 && b[at] < 0x80 && b[at] != '\n')
            break;
    }
    return at;
}

size_t text_prev(const char *s, size_t at)
{
    if (at == 0)
        return 0;
    const uint8_t *b = (const uint8_t *)s, *end = b + at;
    const uint8_t *from = b + safe_before(s, at), *next;
    while ((next = cluster_end(from, end)) < end)
        from = next;
    return (size_t)(from - b);
}

/* Whether the cluster at `at` is white space. */
static bool is_blank_at(const char *s, size_t at)
{
    ucs4_t c;
    const uint8_t *from = (const uint8_t *)s + at;
    character(from, from + strnlen(s + at, 4), &c);
    return uc_is_property_white_space(c);
}

size_t text_next_word(const char *s, size_t at)
{
    while (s[at] && !is_blank_at(s, at))
        at = text_next(s, at);
    while (s[at] && is_blank_at(s, at))
        at = text_next(s, at);
    return at;
}

size_t text_prev_word(const char *s, size_t at)
{
    while (at > 0 && is_blank_at(s, text_prev(s, at)))
        at = text_prev(s, at);
    while (at > 0 && !is_blank_at(s, text_prev(s, at)))
        at = text_prev(s, at);
    return at;
}

size_t text_fit(const char *s, size_t cells, size_t *used)
{
    const uint8_t *begin = (const uint8_t *)s, *at = begin, *end = begin + strlen(s);
    size_t sum = 0;
    while (at < end) {
        const uint8_t *next = cluster_end(at, end);
        size_t width = cluster_width(at, next);
        if (sum + width > cells)
            break;
        sum += width;
        at = next;
    }
    if (used)
        *used = sum;
    return (size_t)(at - begin);
}

char *text_cut(const char *s, size_t cells, bool ascii)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    size_t size = strlen(s);
    char *copy = malloc(size + sizeof ellipsis);
    if (!copy)
        return NULL;
    memcpy(copy, s, size + 1);
    for (size_t i = 0; i < size; i++)
        if (copy[i] == '\n' || copy[i] == '\t')
            copy[i] = ' ';
    size_t fit = text_fit(copy, cells, NULL);
    if (fit == size)
        return copy;
    fit = cells ? text_fit(copy, cells - 1, NULL) : 0;
    strcpy(copy + fit, cells == 0 ? "" : ascii ? "~" : ellipsis);
    return copy;
}

/* Lines found so far. */
struct lines {
    struct text_line *at;
    size_t count, room;
    bool failed;
};

/* Adds a line. */
static void add_line(struct lines *lines, size_t start, size_t end)
{
    if (lines->count == lines->room) {
        size_t room = lines->room ? lines->room * 2 : 8;
        struct text_line *grown = realloc(lines->at, room * sizeof *grown);
        if (!grown) {
            lines->failed = true;
            return;
        }
        lines->at = grown;
        lines->room = room;
    }
    lines->at[lines->count++] = (struct text_line){start, end - start};
}

/* Wraps one paragraph, the bytes [start, end) without LF. */
static void wrap_paragraph(
    struct lines *lines, const char *s, size_t start, size_t end, size_t cells)
{
    const uint8_t *b = (const uint8_t *)s;
    size_t line = start, sum = 0;
    size_t gap = start, after = 0; /* the last blank of the line and the cells after it */
    for (size_t at = start, next; at < end && !lines->failed; at = next) {
        next = (size_t)(cluster_end(b + at, b + end) - b);
        size_t width = cluster_width(b + at, b + next);
        bool blank = (s[at] == ' ' || s[at] == '\t') && next == at + 1;
        while (sum + width > cells && at > line) {
            if (blank) { /* the blank at the break belongs to no line */
                add_line(lines, line, at);
                line = next;
                sum = width = 0;
            } else if (gap > line) {
                add_line(lines, line, gap);
                line = gap + 1;
                sum = after;
            } else {
                add_line(lines, line, at);
                line = at;
                sum = after = 0;
            }
        }
        sum += width;
        after += width;
        if (blank) {
            gap = at;
            after = 0;
        }
    }
    add_line(lines, line, end);
}

size_t text_wrap(const char *s, size_t cells, struct text_line **lines)
{
    struct lines found = {0};
    for (size_t at = 0;; at++) {
        size_t end = at + strcspn(s + at, "\n");
        wrap_paragraph(&found, s, at, end, cells ? cells : 1);
        at = end;
        if (s[at] == '\0' || found.failed)
            break;
    }
    if (found.failed) {
        free(found.at);
        *lines = NULL;
        return 0;
    }
    *lines = found.at;
    return found.count;
}
