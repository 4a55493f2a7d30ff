#include "core/base/spelling.h"

#include <stdint.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

char *spelling_of(const char *text, char room[SPELLING_ROOM])
{
    size_t left = strlen(text), used = 0;
    const uint8_t *at = (const uint8_t *)text;
    bool gap = false;
    for (size_t n; left; at += n, left -= n) {
        ucs4_t c;
        n = (size_t)u8_mbtouc(&c, at, left);
        if (used + n + 2 > SPELLING_ROOM)
            return NULL;
        if (uc_is_property_white_space(c)) {
            gap = true;
            continue;
        }
        if (gap && used)
            room[used++] = ' ';
        gap = false;
        if (c == 0x2212 || (c >= 0x2010 && c <= 0x2015))
            room[used++] = '-';
        else if (c >= 'A' && c <= 'Z')
            room[used++] = (char)(c - 'A' + 'a');
        else {
            memcpy(room + used, at, n);
            used += n;
        }
    }
    room[used] = '\0';
    return room;
}

/* Whether the n bytes begin a word of the list and are at least `least` long (0: the whole
 * word). */
static bool in_list(const char *list, const char *word, size_t n, size_t least)
{
    while (*list) {
        size_t length = strcspn(list, " ");
        bool fits = least ? n >= least && n <= length : n == length;
        if (fits && strncmp(list, word, n) == 0)
            return true;
        list += length + (list[length] == ' ');
    }
    return false;
}

bool spelling_is(const char *list, const char *word, size_t n)
{
    return in_list(list, word, n, 0);
}

bool spelling_begins(const char *list, const char *word, size_t n)
{
    return in_list(list, word, n, 3);
}

size_t spelling_word(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyz'");
}

size_t spelling_digits(const char *s)
{
    return strspn(s, "0123456789");
}
