/* The lines of Catatan ahli: which comments are seen, and in which order. */
#include <stdlib.h>
#include <string.h>

#include "tui/screen/comments.h"

/* As strcmp, but digits count as numbers: P9, P10, P0100. */
static int compare_codes(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t x = strspn(a, "0123456789"), y = strspn(b, "0123456789");
        unsigned long long m = x ? strtoull(a, NULL, 10) : 0, n = y ? strtoull(b, NULL, 10) : 0;
        if (x > 0 && y > 0 && m != n)
            return m < n ? -1 : 1;
        if ((x == 0 || y == 0) && *a != *b)
            break;
        a += x > 0 ? x : 1;
        b += y > 0 ? y : 1;
    }
    return strcmp(a, b);
}

/* A line while lines are brought into their order. */
struct placed {
    const struct comment *c;
    size_t at;
    enum comments_order order;
};

/* By form and row; comments without a row last. */
static int compare_targets(const struct comment *a, const struct comment *b)
{
    if (a->form != b->form)
        return !a->form ? 1 : !b->form ? -1 : a->form->number < b->form->number ? -1 : 1;
    return compare_codes(a->about, b->about);
}

/* For qsort; earlier ones first among equals. */
static int compare(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int by = x->order == COMMENTS_BY_STATE
                 ? (x->c->state > y->c->state) - (x->c->state < y->c->state)
             : x->order == COMMENTS_BY_ASSESSOR ? strcmp(x->c->assessor, y->c->assessor)
                                                : compare_targets(x->c, y->c);

    return by != 0 ? by : (x->at > y->at) - (x->at < y->at);
}

enum status comments_make_lines(struct comments_screen *s, const char *uid, struct error *e)
{
    struct placed *placed = calloc(s->count + 1, sizeof *placed);
    size_t *lines = calloc(s->count + 1, sizeof *lines), count = 0;

    if (lines == NULL || placed == NULL) {
        free(lines);
        free(placed);
        return error_memory(e);
    }
    for (size_t i = 0; i < s->count; i++)
        if (s->all[i].same == i && !(s->unanswered && s->all[i].state != 0))
            placed[count++] = (struct placed){&s->all[i], i, s->order};
    qsort(placed, count, sizeof *placed, compare);
    for (size_t i = 0; i < count; i++)
        lines[i] = placed[i].at;
    free(placed);
    free(s->lines);
    s->lines = lines;
    list_count(&s->list, count);
    for (size_t i = 0; uid != NULL && i < count; i++)
        if (strcmp(s->all[lines[i]].uid, uid) == 0)
            list_go(&s->list, i);
    return STATUS_OK;
}
