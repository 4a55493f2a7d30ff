#include "core/base/diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Above so many pairs of lines what lies between the equal beginning and end counts as changed
 * as a whole. */
#define MOST_PAIRS 1000000

struct line {
    const char *text;
    size_t size;
};
struct lines {
    size_t count;
    struct line *list;
};

/* A text as its lines; "" is one empty line. */
static bool split(const char *text, struct lines *l)
{
    size_t count = 1;

    for (const char *p = text; (p = strchr(p, '\n')); p++)
        count++;
    l->count = 0;
    l->list = calloc(count, sizeof *l->list);
    for (const char *p = text; l->list; p += strcspn(p, "\n") + 1) {
        l->list[l->count++] = (struct line){p, strcspn(p, "\n")};
        if (l->count == count)
            break;
    }
    return l->list != NULL;
}

static bool same_line(const struct line *a, const struct line *b)
{
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* The longest common lines of two stretches, noted in match (of a line of x, its twin in y). */
static bool match_middle(
    const struct line *x, size_t n, const struct line *y, size_t m, size_t at, size_t *match)
{
    if (n == 0 || m == 0 || n > MOST_PAIRS / m)
        return true;
    size_t wide = m + 1;
    uint32_t *best = calloc((n + 1) * wide, sizeof *best); /* of what follows */
    if (!best)
        return false;
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;) {
            uint32_t down = best[(i + 1) * wide + k], right = best[i * wide + k + 1];
            best[i * wide + k] = same_line(&x[i], &y[k]) ? best[(i + 1) * wide + k + 1] + 1
                                 : down > right          ? down
                                                         : right;
        }
    for (size_t i = 0, k = 0; i < n && k < m;) {
        if (same_line(&x[i], &y[k]))
            match[i++] = at + k++;
        else if (best[(i + 1) * wide + k] >= best[i * wide + k + 1])
            i++;
        else
            k++;
    }
    free(best);
    return true;
}

/* For every line of `from` the line of `to` that it became, SIZE_MAX for none; the caller's. */
static size_t *match_lines(const struct lines *from, const struct lines *to)
{
    size_t n = from->count, m = to->count, head = 0, tail = 0;
    size_t *match = calloc(n, sizeof *match);

    if (!match)
        return NULL;
    memset(match, 0xff, n * sizeof *match);
    for (; head < n && head < m && same_line(&from->list[head], &to->list[head]); head++)
        match[head] = head;
    for (; tail < n - head && tail < m - head &&
           same_line(&from->list[n - 1 - tail], &to->list[m - 1 - tail]);
         tail++)
        match[n - 1 - tail] = m - 1 - tail;
    if (match_middle(from->list + head, n - head - tail, to->list + head, m - head - tail, head,
            match + head))
        return match;
    free(match);
    return NULL;
}

/* The text that is written. */
struct writer {
    char *text;
    size_t size;
    bool begun;
};

static void write_line(struct writer *w, const char *text, size_t size)
{
    if (w->begun)
        w->text[w->size++] = '\n';
    w->begun = true;
    memcpy(w->text + w->size, text, size);
    w->size += size;
}

static void write_lines(struct writer *w, const struct lines *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        write_line(w, l->list[i].text, l->list[i].size);
}

static bool same_stretch(const struct lines *a, size_t from_a, size_t to_a,
    const struct lines *b, size_t from_b, size_t to_b)
{
    if (to_a - from_a != to_b - from_b)
        return false;
    for (size_t i = 0; i < to_a - from_a; i++)
        if (!same_line(&a->list[from_a + i], &b->list[from_b + i]))
            return false;
    return true;
}

/* The three texts, and how far each is written. */
struct three {
    struct lines base, a, b;
    size_t at, at_a, at_b, places;
    const char *mark;
};

static void write_each(struct three *t, struct writer *w, size_t to);

/* Writes what stands before the given lines, which all three share. */
static void write_between(
    struct three *t, struct writer *w, size_t to, size_t to_a, size_t to_b)
{
    bool kept_a = same_stretch(&t->base, t->at, to, &t->a, t->at_a, to_a);
    bool kept_b = same_stretch(&t->base, t->at, to, &t->b, t->at_b, to_b);

    if (kept_a || same_stretch(&t->a, t->at_a, to_a, &t->b, t->at_b, to_b)) {
        write_lines(w, &t->b, t->at_b, to_b);
    } else if (kept_b) {
        write_lines(w, &t->a, t->at_a, to_a);
    } else if (to - t->at > 1 && to_a - t->at_a == to - t->at && to_b - t->at_b == to - t->at) {
        write_each(t, w, to); /* as many lines as before: each was changed in its place */
        return;
    } else {
        write_lines(w, &t->a, t->at_a, to_a);
        write_line(w, t->mark, strlen(t->mark));
        write_lines(w, &t->b, t->at_b, to_b);
        t->places++;
    }
    t->at = to;
    t->at_a = to_a;
    t->at_b = to_b;
}

/* A stretch of as many lines in all three, line by line. */
static void write_each(struct three *t, struct writer *w, size_t to)
{
    while (t->at < to)
        write_between(t, w, t->at + 1, t->at_a + 1, t->at_b + 1);
}

/* From one line all three share to the next. */
static void merge(
    struct three *t, const size_t *match_a, const size_t *match_b, struct writer *w)
{
    for (size_t i = 0; i < t->base.count; i++) {
        if (match_a[i] == SIZE_MAX || match_b[i] == SIZE_MAX)
            continue;
        write_between(t, w, i, match_a[i], match_b[i]);
        write_line(w, t->base.list[i].text, t->base.list[i].size);
        t->at++;
        t->at_a++;
        t->at_b++;
    }
    write_between(t, w, t->base.count, t->a.count, t->b.count);
}

char *diff_merge(
    const char *base, const char *a, const char *b, const char *mark, size_t *places)
{
    struct three t = {.mark = mark};
    struct writer w = {0};
    size_t *match_a = NULL, *match_b = NULL;

    base = base ? base : "";
    a = a ? a : "";
    b = b ? b : "";
    bool fine = split(base, &t.base) && split(a, &t.a) && split(b, &t.b);
    if (fine) {
        match_a = match_lines(&t.base, &t.a);
        match_b = match_lines(&t.base, &t.b);
        /* at most one mark before each line of base and one behind the last */
        w.text = malloc(
            strlen(base) + strlen(a) + strlen(b) + (t.base.count + 1) * (strlen(mark) + 2) + 1);
    }
    if (match_a && match_b && w.text) {
        merge(&t, match_a, match_b, &w);
        w.text[w.size] = '\0';
    } else {
        free(w.text);
        w.text = NULL;
    }
    if (places)
        *places = t.places;
    free(match_a);
    free(match_b);
    free(t.base.list);
    free(t.a.list);
    free(t.b.list);
    return w.text;
}
