/* Which key of a grid a pasted text names. */
#include <stdlib.h>
#include <string.h>

#include "core/base/spelling.h"
#include "core/base/text.h"
#include "core/plan/grid_paste_part.h"

#define YEAR_FIRST 1900 /* four digits of anything else are no year */
#define YEAR_LAST 2199

bool key_has_letter(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (*c >= 0x80 || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z'))
            return true;
    return false;
}

bool key_is_dash(const char *text)
{
    static const char *const dashes[] = {"-", "–", "—", "−", " ", ".", "Rp", "rp", "RP"};
    bool dash = false;

    while (*text) {
        size_t i = 0, n = 0;
        for (; i < sizeof dashes / sizeof *dashes && n == 0; i++)
            if (strncmp(text, dashes[i], strlen(dashes[i])) == 0)
                n = strlen(dashes[i]);
        if (n == 0)
            return false;
        dash = dash || i <= 4;
        text += n;
    }
    return dash;
}

int key_year(const char *text)
{
    int found = 0;

    for (const char *s = text; *s;) {
        size_t n = spelling_digits(s);
        int year = n == 4 ? atoi(s) : 0;
        if (year >= YEAR_FIRST && year <= YEAR_LAST && year != found) {
            if (found)
                return 0;
            found = year;
        }
        s += n ? n : 1;
    }
    return found;
}

/* The one whole number in a text ("Hari 2"). */
static bool read_number(const char *text, struct value *key)
{
    const char *at = text + strcspn(text, "0123456789");
    size_t n = spelling_digits(at);

    if (n == 0 || n > 9 || at[n + strcspn(at + n, "0123456789")])
        return false;
    *key = value_integer(atoi(at));
    return true;
}

/* Reads a text as a person would type it into the key. */
static bool read_typed(
    const struct block *b, const struct field *axis, const char *text, struct value *key)
{
    struct value other = {0};
    struct error why = {0};
    enum outcome o = cell_read(b->g->wb, axis, NULL, text, key, &other, &why);

    if (o != OUTCOME_VALUE)
        value_clear(key);
    *b->starved = *b->starved || why.status == STATUS_MEMORY;
    value_clear(&other);
    error_clear(&why);
    return o == OUTCOME_VALUE;
}

/* "ECO-P03 Pasar Kakao": the code in front says which record is meant. */
static bool read_coded(
    const struct block *b, const struct field *axis, const char *text, struct value *key)
{
    size_t n = strcspn(text, " \t\n");
    char *first = text[n] ? strndup(text, n) : NULL, *folded = first ? text_fold(first) : NULL;
    bool same = false;

    *b->starved = *b->starved || (text[n] && !folded);

    if (folded && axis->targets && read_typed(b, axis, first, key)) {
        for (const struct form **f = axis->targets; *f && !same; f++) {
            struct error e = {0};
            char *code = NULL;
            bool there = false;
            if (record_there(b->g->wb, *f, key->text, &there, &e) == STATUS_OK && there)
                record_code(b->g->wb, *f, key->text, &code, &e);
            char *plain = code && code[0] ? text_fold(code) : NULL;
            *b->starved =
                *b->starved || e.status == STATUS_MEMORY || (code && code[0] && !plain);
            same = plain && strcmp(plain, folded) == 0;
            free(plain);
            free(code);
            error_clear(&e);
        }
        if (!same)
            value_clear(key);
    }
    free(folded);
    free(first);
    return same;
}

bool key_read(
    const struct block *b, const struct field *axis, const char *text, struct value *key)
{
    *key = (struct value){0};
    switch (axis->type->id) {
    case TYPE_YEAR: *key = value_integer(key_year(text)); return key->integer != 0;
    case TYPE_INTEGER: return read_number(text, key);
    default: break;
    }
    return text[0] && (read_typed(b, axis, text, key) || read_coded(b, axis, text, key));
}

/* Whether two texts are the same word to a person. */
static bool alike(const char *a, const char *folded)
{
    char *plain = a && a[0] ? text_fold(a) : NULL;
    bool same = plain && strcmp(plain, folded) == 0;

    free(plain);
    return same;
}

/* One of the words in any language. */
static bool words_say(const struct words *words, const char *folded)
{
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (alike(words->in[lang], folded))
            return true;
    return false;
}

bool key_names_field(const struct field *f, const char *text)
{
    char *folded = text_fold(text);
    bool says = folded && folded[0] &&
                (alike(f->name, folded) || words_say(&f->label, folded) ||
                    words_say(&f->shorter, folded));

    for (const char **a = f->aliases; folded && folded[0] && !says && a && *a; a++)
        says = alike(*a, folded);
    free(folded);
    return says;
}

bool key_names_records(const struct field *key, const char *text)
{
    char *folded = text_fold(text);
    bool says = false;

    for (const struct form **f = key->targets; folded && folded[0] && !says && f && *f; f++) {
        const struct field *title = form_title_field(*f),
                           *name = form_role_field(*f, ROLE_NAME);
        const char *blank = strchr(folded, ' ');
        bool code =
            spelling_is("kode code", folded, blank ? (size_t)(blank - folded) : strlen(folded));
        says = words_say(&(*f)->title, folded) || (title && key_names_field(title, text)) ||
               (name && key_names_field(name, text)) ||
               (code && (!blank || words_say(&(*f)->title, blank + 1) ||
                            key_names_field(key, blank + 1)));
    }
    free(folded);
    return says;
}

int64_t key_unit(const char *text)
{
    static const struct {
        const char *words;
        int64_t unit;
    } units[] = {
        {"rb ribu ribuan thousand thousands", 1000},
        {"jt juta jutaan million millions", 1000000},
        {"miliar milyar milliar miliaran billion billions", 1000000000},
    };
    char room[SPELLING_ROOM], *plain = spelling_of(text, room);
    int64_t found = 0;

    for (const char *s = plain; s && *s && !found;) {
        size_t n = spelling_word(s);
        for (size_t i = 0; n && i < sizeof units / sizeof *units; i++)
            if (spelling_is(units[i].words, s, n))
                found = units[i].unit;
        s += n ? n : 1;
    }
    if (!found && plain && (strstr(plain, "(000)") || strstr(plain, "(rp000)")))
        found = 1000;
    return found;
}

/* The first number in a text with its separators: where it begins; *size: its bytes. */
static const char *number_in(const char *text, size_t *size)
{
    const char *s = text + strcspn(text, "0123456789");

    *size = strspn(s, "0123456789.,");
    while (*size > 0 && (s[*size - 1] == '.' || s[*size - 1] == ','))
        (*size)--;
    return s;
}

/* Bytes of digits with `separator` before each three of them; *groups: how many there are. 0:
 * the digits are not grouped so. */
static size_t grouped(const char *s, char separator, size_t *groups)
{
    size_t at = spelling_digits(s);

    *groups = 0;
    if (at == 0 || at > 3)
        return 0;
    for (; s[at] == separator && spelling_digits(s + at + 1) == 3; at += 4)
        (*groups)++;
    return *groups ? at : 0;
}

/* Whether a number has one meaning alone: `separator` between thousands, the other before
 * decimals. */
static bool surely(const char *s, size_t size, char separator)
{
    size_t groups = 0, at = grouped(s, separator, &groups);
    char decimal = separator == '.' ? ',' : '.';

    if (at == size)
        return groups > 1;
    return at && s[at] == decimal && at + 1 + spelling_digits(s + at + 1) == size;
}

int key_commas(const char *text)
{
    size_t size = 0;
    const char *s = number_in(text, &size);

    return surely(s, size, ',') ? 1 : surely(s, size, '.') ? -1 : 0;
}

char *key_without_commas(const char *text)
{
    char *copy = strdup(text), *to = copy;
    size_t size = 0;
    const char *s = number_in(text, &size);

    for (const char *from = text; copy && *from; from++)
        if (from < s || from >= s + size || *from != ',')
            *to++ = from >= s && from < s + size && *from == '.' ? ',' : *from;
    if (copy)
        *to = '\0';
    return copy;
}
