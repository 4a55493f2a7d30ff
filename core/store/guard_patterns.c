/* SQLite's own functions that search a text can take for ever over one row, where nobody looks
 * at the clock: LIKE '%a%a%a%b' over a million letters. These do the same with a work that is
 * counted, and refuse to look for a text longer than LIMIT_SQL_PATTERN bytes. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"

#define LETTERS_PER_LOOK (1 << 16)

/* Bytes of an argument. */
struct bytes {
    const unsigned char *at;
    size_t size;
};

/* Work of one call. */
struct search {
    sqlite3_context *sql;
    struct workbook *wb;
    size_t letters;
    bool stopped;
};

static void refuse(struct search *s)
{
    s->stopped = true;
    sqlite3_result_error(s->sql, "stopped", -1);
}

/* One letter looked at. */
static bool look(struct search *s)
{
    if (++s->letters % LETTERS_PER_LOOK == 0 && !guard_work(s->wb, LETTERS_PER_LOOK))
        refuse(s);
    return !s->stopped;
}

static struct bytes bytes_of(sqlite3_value *v)
{
    const unsigned char *at = sqlite3_value_text(v);

    return (struct bytes){at, at ? (size_t)sqlite3_value_bytes(v) : 0};
}

/* The text to look for; at NULL when there is none or it is too long. */
static struct bytes pattern_of(struct search *s, sqlite3_value *v)
{
    struct bytes b = bytes_of(v);

    if (b.size > LIMIT_SQL_PATTERN) {
        guard_stop(s->wb, N_("A query of the method looks for a text that is too long."));
        refuse(s);
        b.at = NULL;
    }
    return b;
}

/* Bytes of the letter at a place. */
static size_t letter_size(struct bytes b, size_t at)
{
    size_t n = 1;

    while (at + n < b.size && (b.at[at + n] & 0xc0) == 0x80)
        n++;
    return n;
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 'a' - 'A') : c;
}

/* How LIKE and GLOB differ. */
struct rules {
    unsigned char many, one;
    bool sets, fold;
    int escape; /* a byte, or -1 */
};

/* The letter of a text against [a-z], at its bracket; *next is behind it. */
static bool in_set(struct bytes p, size_t at, struct bytes t, size_t from, size_t *next)
{
    size_t size = letter_size(t, from), k = at + 1;
    bool invert = k < p.size && p.at[k] == '^', in = false, first = true;

    k += invert;
    while (k < p.size && (p.at[k] != ']' || first)) {
        size_t low = k, low_size = letter_size(p, k), high = k, high_size = low_size;
        k += low_size;
        if (k + 1 < p.size && p.at[k] == '-' && p.at[k + 1] != ']') {
            high = k + 1;
            high_size = letter_size(p, high);
            k = high + high_size;
        }
        /* UTF-8 sorts as its letters do. */
        size_t a = low_size < size ? low_size : size, b = high_size < size ? high_size : size;
        int above = memcmp(t.at + from, p.at + low, a),
            below = memcmp(t.at + from, p.at + high, b);
        in = in || ((above > 0 || (above == 0 && size >= low_size)) &&
                       (below < 0 || (below == 0 && size <= high_size)));
        first = false;
    }
    *next = k < p.size ? k + 1 : p.size + 1;
    return *next <= p.size && in != invert;
}

/* Whether one letter of the text fits the pattern at `at`, which is no "many"; both move on. */
static bool fits(
    const struct rules *r, struct bytes p, size_t *at, struct bytes t, size_t *from)
{
    size_t size = letter_size(t, *from);
    unsigned char c = p.at[*at];

    if (r->sets && c == '[') {
        if (!in_set(p, *at, t, *from, at))
            return false;
        *from += size;
        return true;
    }
    if (c == r->one && r->escape != c) {
        ++*at;
        *from += size;
        return true;
    }
    if (r->escape >= 0 && c == r->escape && *at + 1 < p.size)
        c = p.at[++*at];
    unsigned char d = t.at[*from];
    if (c != d && (!r->fold || lower(c) != lower(d)))
        return false;
    ++*at;
    ++*from;
    return true;
}

/* Goes back to the last "many" only: what an earlier one could take, the last one can too. */
static bool matches(struct search *s, const struct rules *r, struct bytes p, struct bytes t)
{
    size_t at = 0, from = 0, many = SIZE_MAX, again = 0;

    while (from < t.size) {
        if (!look(s))
            return false;
        if (at < p.size && p.at[at] == r->many && r->escape != r->many) {
            many = ++at;
            again = from;
        } else if (at >= p.size || !fits(r, p, &at, t, &from)) {
            if (many == SIZE_MAX)
                return false;
            at = many;
            from = again += letter_size(t, again);
        }
    }
    while (at < p.size && p.at[at] == r->many && r->escape != r->many)
        at++;
    return at == p.size;
}

/* like(pattern, text) and like(pattern, text, escape). */
static void run_like(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct search s = {.sql = c, .wb = sqlite3_user_data(c)};
    struct rules r = {'%', '_', false, true, -1};
    struct bytes p = pattern_of(&s, v[0]), t = bytes_of(v[1]);

    if (count == 3) {
        struct bytes escape = bytes_of(v[2]);
        if (!escape.at || escape.size != 1) {
            if (escape.at)
                sqlite3_result_error(c, "ESCAPE expression must be a single character", -1);
            return;
        }
        r.escape = escape.at[0];
    }
    if (!p.at || !t.at)
        return;
    bool yes = matches(&s, &r, p, t);
    if (!s.stopped)
        sqlite3_result_int(c, yes);
}

/* glob(pattern, text). */
static void run_glob(sqlite3_context *c, int count, sqlite3_value **v)
{
    static const struct rules rules = {'*', '?', true, false, -1};
    struct search s = {.sql = c, .wb = sqlite3_user_data(c)};
    struct bytes p = pattern_of(&s, v[0]), t = bytes_of(v[1]);
    (void)count;

    if (!p.at || !t.at)
        return;
    bool yes = matches(&s, &rules, p, t);
    if (!s.stopped)
        sqlite3_result_int(c, yes);
}

/* Where one text stands in another from a place on; SIZE_MAX: nowhere, or stopped. */
static size_t find(struct search *s, struct bytes in, size_t from, struct bytes what)
{
    for (; from + what.size <= in.size; from++) {
        size_t k = 0;
        while (k < what.size && in.at[from + k] == what.at[k] && look(s))
            k++;
        if (k == what.size)
            return from;
        if (!look(s))
            break;
    }
    return SIZE_MAX;
}

/* instr(text, what): the place of its first letter, from 1; 0: nowhere. */
static void run_instr(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct search s = {.sql = c, .wb = sqlite3_user_data(c)};
    struct bytes in = bytes_of(v[0]), what = pattern_of(&s, v[1]);
    sqlite3_int64 letters = 1;
    (void)count;

    if (!in.at || !what.at)
        return;
    size_t at = find(&s, in, 0, what);
    for (size_t i = 0; at != SIZE_MAX && i < at; i++)
        letters += (in.at[i] & 0xc0) != 0x80;
    if (!s.stopped)
        sqlite3_result_int64(c, at == SIZE_MAX ? 0 : letters);
}

/* replace(text, what, by). */
static void run_replace(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct search s = {.sql = c, .wb = sqlite3_user_data(c)};
    struct bytes in = bytes_of(v[0]), what = pattern_of(&s, v[1]), by = bytes_of(v[2]);
    size_t from = 0,
           limit = (size_t)sqlite3_limit(sqlite3_context_db_handle(c), SQLITE_LIMIT_LENGTH, -1);
    (void)count;

    if (!in.at || !what.at || !by.at)
        return;
    if (what.size == 0) {
        sqlite3_result_value(c, v[0]);
        return;
    }
    sqlite3_str *out = sqlite3_str_new(NULL);
    for (size_t at; (at = find(&s, in, from, what)) != SIZE_MAX; from = at + what.size) {
        sqlite3_str_append(out, (const char *)in.at + from, (int)(at - from));
        sqlite3_str_append(out, (const char *)by.at, (int)by.size);
        if ((size_t)sqlite3_str_length(out) > limit)
            break;
    }
    sqlite3_str_append(out, (const char *)in.at + from, (int)(in.size - from));
    bool too_big = (size_t)sqlite3_str_length(out) > limit;
    int size = sqlite3_str_length(out), code = sqlite3_str_errcode(out);
    char *text = sqlite3_str_finish(out);
    if (s.stopped)
        sqlite3_free(text);
    else if (too_big || code == SQLITE_TOOBIG)
        sqlite3_free(text), sqlite3_result_error_toobig(c);
    else if (code != SQLITE_OK)
        sqlite3_free(text), sqlite3_result_error_nomem(c);
    else if (text)
        sqlite3_result_text(c, text, size, sqlite3_free);
    else
        sqlite3_result_text(c, "", 0, SQLITE_STATIC);
}

/* Whether a letter is one of a few. */
static bool one_of(struct search *s, struct bytes few, const unsigned char *letter, size_t size)
{
    for (size_t i = 0; i < few.size; i += letter_size(few, i))
        if (!look(s) || (letter_size(few, i) == size && memcmp(few.at + i, letter, size) == 0))
            return !s->stopped;
    return false;
}

/* trim(text, few) from either or both ends. */
static void trim(sqlite3_context *c, sqlite3_value **v, bool left, bool right)
{
    struct search s = {.sql = c, .wb = sqlite3_user_data(c)};
    struct bytes t = bytes_of(v[0]), few = pattern_of(&s, v[1]);

    if (!t.at || !few.at)
        return;
    while (left && t.size && one_of(&s, few, t.at, letter_size(t, 0))) {
        size_t n = letter_size(t, 0);
        t.at += n;
        t.size -= n;
    }
    while (right && t.size) {
        size_t n = 1;
        while (n < t.size && (t.at[t.size - n] & 0xc0) == 0x80)
            n++;
        if (!one_of(&s, few, t.at + t.size - n, n))
            break;
        t.size -= n;
    }
    if (!s.stopped)
        sqlite3_result_text(c, (const char *)t.at, (int)t.size, SQLITE_TRANSIENT);
}

static void run_trim(sqlite3_context *c, int count, sqlite3_value **v)
{
    (void)count;
    trim(c, v, true, true);
}

static void run_ltrim(sqlite3_context *c, int count, sqlite3_value **v)
{
    (void)count;
    trim(c, v, true, false);
}

static void run_rtrim(sqlite3_context *c, int count, sqlite3_value **v)
{
    (void)count;
    trim(c, v, false, true);
}

enum status guard_patterns(struct workbook *wb, struct error *e)
{
    static const struct guard_function list[] = {{"like", 2, run_like}, {"like", 3, run_like},
        {"glob", 2, run_glob}, {"instr", 2, run_instr}, {"replace", 3, run_replace},
        {"trim", 2, run_trim}, {"ltrim", 2, run_ltrim}, {"rtrim", 2, run_rtrim}};

    return guard_register(wb, list, sizeof list / sizeof *list, e);
}
