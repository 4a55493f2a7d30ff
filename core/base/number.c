/* How numbers are read. How they are shown stands in number_show.c. */
#include "core/base/number.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/spelling.h"

#define DIGITS 48 /* more are not a number of ours */

/* What the separators of a number tell. */
enum shape {
    WHOLE,     /* 1500, 1.500.000, 1 500 000 */
    COMMAS,    /* 1,500,000 */
    ONE_DOT,   /* 1.5, 1.500 */
    ONE_COMMA, /* 1,5, 1,500 */
    MIXED,     /* 1.500,5, 1,500.5, 1 500,5: the last separator is the decimal one */
};

/* A number as it is spelled: every reading has the same digits and differs in how many of them
 * are decimals. */
struct spelled {
    enum shape shape;
    bool grouped; /* the groups are those of thousands */
    char digits[DIGITS + 1];
    size_t head; /* digits before the first separator */
    size_t tail; /* digits after the last separator */
};

/* Groups of digits and what stands between them. */
struct groups {
    size_t count;
    size_t sizes[DIGITS];
    char separators[DIGITS]; /* separators[i] stands before group i */
};

/* Whether the first `count` groups are thousands: one to three digits, not beginning in 0, then
 * threes. */
static bool are_thousands(const struct groups *g, size_t count, const char *digits)
{
    if (g->sizes[0] > 3 || digits[0] == '0')
        return false;
    for (size_t i = 1; i < count; i++)
        if (g->sizes[i] != 3)
            return false;
    return true;
}

/* Splits the number at s; a blank separates only three digits. Its end, or NULL. */
static const char *split(const char *s, struct groups *g, char digits[DIGITS + 1])
{
    size_t used = 0;
    g->count = 0;
    for (;;) {
        size_t n = spelling_digits(s);
        if (n == 0 || used + n > DIGITS)
            return NULL;
        memcpy(digits + used, s, n);
        used += n;
        g->sizes[g->count++] = n;
        s += n;
        bool blanks = g->count == 1 || g->separators[g->count - 1] == ' ';
        bool more =
            (*s == '.' || *s == ',' || (*s == ' ' && blanks && spelling_digits(s + 1) == 3));
        if (!more || spelling_digits(s + 1) == 0)
            break;
        g->separators[g->count] = *s++;
    }
    digits[used] = '\0';
    return s;
}

/* Reads the spelling at s; its end, or NULL when the separators make no number. */
static const char *spell(const char *s, struct spelled *out)
{
    struct groups g;
    const char *end = split(s, &g, out->digits);
    if (!end)
        return NULL;
    size_t same = 1; /* groups up to the first other separator */
    while (same < g.count && g.separators[same] == g.separators[1])
        same++;
    out->head = g.sizes[0];
    out->tail = g.count > 1 ? g.sizes[g.count - 1] : 0;
    out->grouped = are_thousands(&g, same, out->digits);
    if (g.count == 1)
        out->shape = WHOLE;
    else if (same == g.count && g.count == 2 && g.separators[1] != ' ')
        out->shape = g.separators[1] == '.' ? ONE_DOT : ONE_COMMA;
    else if (!out->grouped)
        return NULL;
    else if (same == g.count)
        out->shape = g.separators[1] == ',' ? COMMAS : WHOLE;
    else if (same + 1 == g.count)
        out->shape = MIXED;
    else
        return NULL;
    return end;
}

/* What a number is used as. */
enum use { AS_WHOLE, AS_AMOUNT /* with a unit such as juta */, AS_DECIMAL };

/* The readings of a spelling: how many digits are decimals; the first is the likelier. */
struct meanings {
    size_t count;
    size_t decimals[2];
};

/* Whether the last n digits are one or two zeros: sen nobody counts. */
static bool are_sen(const struct spelled *s, size_t n)
{
    const char *end = s->digits + strlen(s->digits);
    return n <= 2 && strspn(end - n, "0") == n;
}

/* The rules of the header as one table in code. */
static struct meanings read_meanings(const struct spelled *s, enum use use)
{
    const struct meanings none = {0}, joined = {1, {0, 0}}, decimal = {1, {s->tail, 0}};
    const struct meanings joined_first = {2, {0, s->tail}}, decimal_first = {2, {s->tail, 0}};
    switch (s->shape) {
    case WHOLE: return joined;
    case COMMAS: return (struct meanings){2, {0, strlen(s->digits) - s->head}};
    case MIXED: return use == AS_WHOLE && !are_sen(s, s->tail) ? none : decimal;
    case ONE_DOT:
        if (use != AS_WHOLE) {
            if (s->grouped && s->tail == 3)
                return joined_first;
            return use == AS_AMOUNT ? decimal_first : decimal;
        }
        if (s->grouped)
            return joined;
        if (!are_sen(s, s->tail))
            return none;
        return s->head > 3 ? decimal : decimal_first;
    case ONE_COMMA:
        if (use != AS_WHOLE)
            return s->grouped ? decimal_first : decimal;
        if (s->grouped)
            return joined_first;
        return are_sen(s, s->tail) ? decimal : none;
    }
    return none;
}

/* digits with `decimals` of them after the comma, times ten to `zeros`, as a whole number. When
 * `cut`, decimals that are left fall away; else they must be zeros. False when it is not one or
 * too large. */
static bool to_whole(
    const struct spelled *s, size_t decimals, size_t zeros, bool cut, int64_t *value)
{
    char text[DIGITS + 16];
    size_t length = strlen(s->digits);
    memcpy(text, s->digits, length + 1);
    for (; decimals > zeros; decimals--) {
        length--;
        if (text[length] != '0' && !cut)
            return false;
    }
    for (; zeros > decimals; zeros--)
        text[length++] = '0';
    text[length] = '\0';
    errno = 0;
    long long read = strtoll(text, NULL, 10);
    if (errno)
        return false;
    *value = read;
    return true;
}

/* The whole number a spelling means; `zeros` of a unit, or 0. */
static enum reading read_whole(const struct spelled *s, enum use use, size_t zeros,
    bool negative, int64_t *value, int64_t *other)
{
    struct meanings m = read_meanings(s, use);
    int64_t found[2] = {0, 0};
    bool cut = use == AS_WHOLE || s->shape == COMMAS;
    if (m.count == 0 || !to_whole(s, m.decimals[0], zeros, false, &found[0]))
        return READING_NONE;
    if (m.count == 2 && !to_whole(s, m.decimals[1], zeros, cut, &found[1]))
        m.count = 1;
    *value = negative ? -found[0] : found[0];
    if (m.count == 1 || found[0] == found[1])
        return READING_VALUE;
    *other = negative ? -found[1] : found[1];
    return READING_ASK;
}

/* Takes a sign off; false when there is a second one. */
static bool take_sign(const char **s, bool *negative, bool *seen)
{
    if (**s != '-' && **s != '+')
        return true;
    if (*seen)
        return false;
    *seen = true;
    *negative = **s == '-';
    (*s)++;
    *s += **s == ' ';
    return true;
}

/* Takes "rp", "rp.", "idr" off. */
static void take_currency(const char **s)
{
    size_t n = spelling_word(*s);
    if (!spelling_is("rp idr", *s, n))
        return;
    *s += n;
    *s += **s == '.';
    *s += **s == ' ';
}

/* Takes ",-" or ",--" or ",=" off: the dash for no sen. */
static void take_dash(const char **s)
{
    if ((**s != ',' && **s != '.') || ((*s)[1] != '-' && (*s)[1] != '='))
        return;
    *s += 2;
    *s += **s == '-';
}

/* Takes a unit off and tells its zeros; 0 when there is none. */
static size_t take_unit(const char **s)
{
    static const struct {
        const char *words;
        size_t zeros;
    } units[] = {
        {"rb ribu", 3},
        {"jt juta", 6},
        {"m miliar milyar milliar", 9},
        {"t triliun trilyun", 12},
    };
    const char *word = *s + (**s == ' ');
    size_t n = spelling_word(word);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (spelling_is(units[i].words, word, n)) {
            *s = word + n;
            *s += **s == '.';
            return units[i].zeros;
        }
    return 0;
}

/* Takes one of the words off, with a blank before it. */
static bool take_word(const char **s, const char *words)
{
    const char *word = *s + (**s == ' ');
    size_t n = spelling_word(word);
    if (!spelling_is(words, word, n))
        return false;
    *s = word + n;
    return true;
}

/* A whole number, with currency and unit when `money`. */
static enum reading read_line(const char *s, bool money, int64_t *value, int64_t *other)
{
    struct spelled spelled;
    bool negative = false, sign = false;
    size_t zeros = 0;
    if (*s == '\0')
        return READING_EMPTY;
    if (!take_sign(&s, &negative, &sign))
        return READING_NONE;
    if (money)
        take_currency(&s);
    if (!take_sign(&s, &negative, &sign) || !(s = spell(s, &spelled)))
        return READING_NONE;
    if (money) {
        zeros = take_unit(&s);
        if (zeros == 0)
            take_dash(&s);
        take_word(&s, "rupiah");
    }
    if (*s)
        return READING_NONE;
    return read_whole(&spelled, zeros ? AS_AMOUNT : AS_WHOLE, zeros, negative, value, other);
}

enum reading number_money(const char *text, int64_t *value, int64_t *other)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    enum reading reading = line ? read_line(line, true, value, other) : READING_NONE;
    return reading;
}

enum reading number_integer(const char *text, int64_t *value, int64_t *other)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    enum reading reading = line ? read_line(line, false, value, other) : READING_NONE;
    return reading;
}

/* Digits with decimals as a double, correctly rounded; "123e-2" has no sign of any locale. */
static double to_double(const struct spelled *s, size_t decimals, bool negative)
{
    char text[DIGITS + 24];
    snprintf(text, sizeof text, "%se-%zu", s->digits, decimals);
    double value = strtod(text, NULL);
    return negative && value != 0 ? -value : value;
}

/* Reads a decimal at *s and goes behind it. */
static enum reading take_decimal(const char **s, double *value, double *other)
{
    struct spelled spelled;
    bool negative = false, sign = false;
    take_sign(s, &negative, &sign);
    const char *end = spell(*s, &spelled);
    if (!end)
        return READING_NONE;
    *s = end;
    struct meanings m = read_meanings(&spelled, AS_DECIMAL);
    *value = to_double(&spelled, m.decimals[0], negative);
    if (m.count == 1)
        return READING_VALUE;
    *other = to_double(&spelled, m.decimals[1], negative);
    return READING_ASK;
}

/* A decimal that fills the text, but for a per cent sign when `percent`. */
static enum reading read_decimal(const char *text, bool percent, double *value, double *other)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    const char *s = line;
    if (!line)
        return READING_NONE;
    enum reading reading = *s ? take_decimal(&s, value, other) : READING_EMPTY;
    if (reading == READING_VALUE || reading == READING_ASK) {
        if (percent && (*s == '%' || (*s == ' ' && s[1] == '%')))
            s += 1 + (*s == ' ');
        else if (percent)
            take_word(&s, "persen prosen percent");
        if (*s)
            reading = READING_NONE;
    }
    return reading;
}

enum reading number_decimal(const char *text, double *value, double *other)
{
    return read_decimal(text, false, value, other);
}

enum reading number_percent(const char *text, double *value, double *other)
{
    return read_decimal(text, true, value, other);
}

/* Whether a text holds a further number: digits that do not belong to a word such as "km2". */
static bool has_number(const char *s)
{
    for (const char *at = s; *at; at++)
        if (spelling_digits(at) &&
            (at == s || !(spelling_word(at - 1) || spelling_digits(at - 1))))
            return true;
    return false;
}

/* The number a measure begins with; READING_ASK when it has two meanings, READING_NONE when
 * there is none or more than it. */
static enum reading read_measure(const char *text, double *value, double *other)
{
    char room[SPELLING_ROOM], *line = spelling_of(text, room);
    const char *s = line;
    if (!line)
        return READING_NONE;
    enum reading reading = take_decimal(&s, value, other);
    if ((reading == READING_VALUE || reading == READING_ASK) && *s) {
        const char *rest = s + (*s == ' ');
        bool may_follow = *s == ' ' || *s == '%' || *s == '/' || *s == '(';
        size_t n = spelling_word(rest);
        if (!may_follow || *rest == '-' || has_number(s) ||
            spelling_is("rb ribu jt juta m miliar milyar t triliun trilyun", rest, n))
            reading = READING_NONE;
    }
    return reading;
}

bool number_measure(const char *text, double *value)
{
    double read, other;
    if (read_measure(text, &read, &other) != READING_VALUE)
        return false;
    *value = read;
    return true;
}

bool number_measure_asks(const char *text, double *value, double *other)
{
    return read_measure(text, value, other) == READING_ASK;
}
