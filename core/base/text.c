#include "core/base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "core/base/limits.h"
#include "core/base/message.h"

/* A growing string. `failed` stays once memory was missing. */
struct buffer {
    char *bytes;
    size_t used, room;
    bool failed;
};

/* Appends bytes. */
static void append(struct buffer *b, const void *bytes, size_t size)
{
    if (b->failed)
        return;
    if (b->room - b->used <= size) {
        size_t room = (b->used + size + 1) * 2;
        char *grown = realloc(b->bytes, room);
        if (!grown) {
            b->failed = true;
            return;
        }
        b->bytes = grown;
        b->room = room;
    }
    memcpy(b->bytes + b->used, bytes, size);
    b->used += size;
    b->bytes[b->used] = '\0';
}

/* The finished string, NULL when memory was missing. */
static char *finish(struct buffer *b)
{
    append(b, "", 0);
    if (!b->failed)
        return b->bytes;
    free(b->bytes);
    return NULL;
}

/* Marks that turn the direction of writing (UAX 9). */
static bool is_bidi_control(ucs4_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* What text_clean takes out wherever it stands. */
static bool is_removed(ucs4_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c <= 0x9f) || c == 0xad ||
           c == 0xfeff || is_bidi_control(c);
}

/* Where the bytes stop being a text: the offset of the first NUL or byte outside UTF-8. */
static enum text_flaw find_flaw(const char *bytes, size_t size, size_t *at)
{
    const uint8_t *bad = u8_check((const uint8_t *)bytes, size);
    size_t checked = bad ? (size_t)(bad - (const uint8_t *)bytes) : size;
    const char *nul = checked ? memchr(bytes, '\0', checked) : NULL;
    if (nul) {
        *at = (size_t)(nul - bytes);
        return TEXT_HAS_NUL;
    }
    *at = checked;
    return bad ? TEXT_NOT_UTF8 : TEXT_FINE;
}

/* How many bytes from here are printable ASCII: most of any text, copied at once. */
static size_t printable_run(const uint8_t *s, size_t size)
{
    size_t n = 0;

    while (n < size && s[n] >= 0x20 && s[n] < 0x7f)
        n++;
    return n;
}

/* The text without what is removed, line ends as LF; *plain when it is ASCII alone. */
static char *filter(const char *bytes, size_t size, bool *plain)
{
    struct buffer b = {0};
    const uint8_t *s = (const uint8_t *)bytes;
    *plain = true;
    for (size_t i = 0, n; i < size; i += n) {
        if ((n = printable_run(s + i, size - i)) > 0) {
            append(&b, s + i, n);
            continue;
        }
        ucs4_t c = s[i];
        n = 1;
        if (c >= 0x80)
            n = (size_t)u8_mbtouc_unsafe(&c, s + i, size - i);
        if (c == '\r') {
            if (i + 1 == size || s[i + 1] != '\n')
                append(&b, "\n", 1);
        } else if (!is_removed(c)) {
            append(&b, s + i, n);
            *plain = *plain && c < 0x80;
        }
    }
    return finish(&b);
}

/* Unicode's normal form of a string as a new NUL-terminated string, NULL without memory. */
static char *normal(uninorm_t form, const char *s)
{
    size_t length = 0;
    uint8_t *out = u8_normalize(form, (const uint8_t *)s, strlen(s) + 1, NULL, &length);
    return (char *)out;
}

char *text_clean(const char *bytes, size_t size, enum text_flaw *flaw, size_t *at)
{
    enum text_flaw found;
    size_t where = 0;
    bool plain = true;
    char *text = NULL;
    if (size > LIMIT_TEXT) {
        found = TEXT_TOO_LONG;
        where = LIMIT_TEXT;
    } else {
        found = find_flaw(bytes, size, &where);
    }
    if (found == TEXT_FINE) {
        text = filter(bytes, size, &plain);
        if (text && !plain) {
            char *composed = normal(UNINORM_NFC, text);
            free(text);
            text = composed;
        }
        if (!text)
            found = TEXT_NO_MEMORY;
        else if (strlen(text) > LIMIT_TEXT) {
            free(text);
            text = NULL;
            found = TEXT_TOO_LONG;
            where = LIMIT_TEXT;
        }
    }
    if (flaw)
        *flaw = found;
    if (at)
        *at = where;
    return text;
}

bool text_is_utf8(const char *bytes, size_t size)
{
    return !memchr(bytes, '\0', size) && !u8_check((const uint8_t *)bytes, size);
}

const char *text_flaw_name(enum text_flaw flaw)
{
    switch (flaw) {
    case TEXT_FINE: return "";
    case TEXT_NOT_UTF8: return _("its letters are not stored as UTF-8");
    case TEXT_HAS_NUL: return _("it holds a byte of value zero, which no text has");
    case TEXT_TOO_LONG: return _("it is longer than 1 MiB");
    case TEXT_NO_MEMORY: return _("there is not enough memory for it");
    }
    return "";
}

/* What a character of a word processor becomes: NULL stays, "" goes. */
static const char *plain_form(ucs4_t c)
{
    if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0x201f)
        return "\"";
    if (c == 0x2018 || c == 0x2019 || c == 0x201a || c == 0x201b)
        return "'";
    if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000)
        return " ";
    if (c == 0x2028 || c == 0x2029)
        return "\n";
    return c == 0x200b ? "" : NULL;
}

/* A bullet as word processors put at the beginning of a line (F0B7 and F0A7: the Symbol font).
 */
static bool is_bullet(ucs4_t c)
{
    static const ucs4_t bullets[] = {0xb7, 0x2022, 0x2023, 0x2043, 0x2219, 0x25aa, 0x25ab,
        0x25a0, 0x25a1, 0x25cb, 0x25cf, 0x25e6, 0x2756, 0x27a2, 0xf0a7, 0xf0b7, 0xf0d8, 0xf0fc};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return true;
    return false;
}

char *text_from_paste(const char *clean)
{
    struct buffer b = {0};
    const uint8_t *s = (const uint8_t *)clean;
    size_t size = strlen(clean);
    bool beginning = true; /* only blanks since the line began */
    for (size_t i = 0, n; i < size; i += n) {
        ucs4_t c;
        n = (size_t)u8_mbtouc(&c, s + i, size - i);
        const char *form = plain_form(c);
        if (form && *form == '\n')
            c = '\n';
        if (beginning && is_bullet(c)) {
            n += strspn(clean + i + n, " \t");
            append(&b, "- ", 2);
        } else if (form) {
            append(&b, form, strlen(form));
        } else {
            append(&b, s + i, n);
        }
        if (c == '\n')
            beginning = true;
        else if (c != '\t' && c != ' ' && !(form && (*form == ' ' || *form == '\0')))
            beginning = false;
    }
    return finish(&b);
}

/* Where a text begins and how long it is without white space around it. */
static const char *trimmed(const char *s, size_t *size)
{
    const uint8_t *at = (const uint8_t *)s, *end = at + strlen(s);
    ucs4_t c;
    while (at < end) {
        int n = u8_mbtouc(&c, at, (size_t)(end - at));
        if (!uc_is_property_white_space(c))
            break;
        at += n;
    }
    const uint8_t *before;
    while (at < end && (before = u8_prev(&c, end, at)) && uc_is_property_white_space(c))
        end = before;
    *size = (size_t)(end - at);
    return (const char *)at;
}

char *text_trim(const char *s)
{
    size_t size;
    const char *at = trimmed(s, &size);

    return strndup(at, size);
}

bool text_is_trimmed(const char *s)
{
    size_t size;

    return trimmed(s, &size) == s && s[size] == '\0';
}

bool text_is_gap(uint32_t c)
{
    if (c < 0x80)
        return c != 0 && strchr(" \t\n\r\v\f.,;:-_/()'\"", (int)c);
    return uc_is_property_white_space(c) || (c >= 0x2010 && c <= 0x201f);
}

/* text_fold of plain ASCII, which most text is: case and blanks only. */
static char *fold_ascii(const char *s)
{
    char *folded = malloc(strlen(s) + 1), *to = folded;
    bool gap = false;
    for (; folded && *s; s++) {
        if (text_is_gap((ucs4_t)*s)) {
            gap = true;
            continue;
        }
        if (gap && to > folded)
            *to++ = ' ';
        gap = false;
        *to++ = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
    }
    if (folded)
        *to = '\0';
    return folded;
}

char *text_fold(const char *s)
{
    size_t ascii = 0;
    while (s[ascii] != '\0' && (unsigned char)s[ascii] < 0x80)
        ascii++;
    if (s[ascii] == '\0')
        return fold_ascii(s);
    size_t length = 0;
    char *compatible = normal(UNINORM_NFKC, s);
    if (!compatible)
        return NULL;
    uint8_t *folded = u8_casefold(
        (const uint8_t *)compatible, strlen(compatible) + 1, NULL, UNINORM_NFKC, NULL, &length);
    free(compatible);
    if (!folded)
        return NULL;
    struct buffer b = {0};
    bool gap = false;
    for (size_t i = 0, n; folded[i]; i += n) {
        ucs4_t c;
        n = (size_t)u8_mbtouc(&c, folded + i, length - i);
        if (text_is_gap(c)) {
            gap = true;
            continue;
        }
        if (gap && b.used)
            append(&b, " ", 1);
        gap = false;
        append(&b, folded + i, n);
    }
    free(folded);
    return finish(&b);
}

bool text_folds_to(const char *text, const char *folded, bool *starved)
{
    char *own = text_fold(text);
    bool same = own && strcmp(own, folded) == 0;

    *starved = *starved || !own;
    free(own);
    return same;
}

char *text_printable(const char *s)
{
    struct buffer b = {0};
    const uint8_t *at = (const uint8_t *)s;
    size_t left = strlen(s);
    while (left) {
        ucs4_t c;
        int n = u8_mbtoucr(&c, at, left);
        bool shown = n > 0 && c >= 0x20 && !(c >= 0x7f && c <= 0x9f) && c != 0x2028 &&
                     c != 0x2029 && !is_bidi_control(c);
        size_t step = n > 0 ? (size_t)n : 1;
        if (shown)
            append(&b, at, step);
        else
            append(&b, "\xef\xbf\xbd", 3);
        at += step;
        left -= step;
    }
    return finish(&b);
}

bool text_is_name(const char *s)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    return *s >= 'a' && *s <= 'z' && s[strspn(s, letters)] == '\0';
}

char *text_format(const char *format, ...)
{
    va_list args;
    char *text = NULL;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    return n < 0 ? NULL : text;
}

char *text_slug(const char *s)
{
    char *slug = text_fold(s);
    size_t to = 0;

    for (size_t i = 0; slug && slug[i]; i++) {
        bool fine = (slug[i] >= 'a' && slug[i] <= 'z') || (slug[i] >= '0' && slug[i] <= '9');
        if (fine)
            slug[to++] = slug[i];
        else if (to && slug[to - 1] != '-')
            slug[to++] = '-';
    }
    if (slug)
        slug[to && slug[to - 1] == '-' ? to - 1 : to] = '\0';
    return slug;
}
