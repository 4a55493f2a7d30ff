/* Two texts whose trigrams agree by a limit share one of their rarest trigrams: of n of them,
 * one of the first n - ceil(limit * n) + 1 when both are sorted by how often a trigram comes
 * (Chaudhuri, Ganti, Kaushik 2006, "prefix filter"). So each text is only compared with those
 * that share such a one. */
#include "core/base/alike.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"

#define BYTES_MOST 8192 /* of a text; what is behind them is not looked at */

/* A text as the set of its trigrams. */
struct set {
    size_t row, count;
    uint32_t *grams; /* first as letters, then as ranks: rare ones first */
};
/* A place in the list of those that have a trigram. */
struct post {
    uint32_t set, next; /* next + 1; 0: no more */
};
struct work {
    struct set *sets;
    size_t count;
    uint32_t *known, *rank; /* every trigram there is, and its rank */
    size_t known_count;
    uint32_t *heads; /* [rank]: its first post + 1 */
    struct post *posts;
    size_t post_count;
    uint32_t *parent, *seen; /* [set]: union-find; the last one that met it, + 1 */
    struct alike *best;      /* [set]: for the roots, the first pair; count 0: none */
    double limit;
};

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Sorts, and keeps each once. */
static size_t unique(uint32_t *list, size_t count)
{
    size_t kept = 0;

    qsort(list, count, sizeof *list, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || list[i] != list[kept - 1])
            list[kept++] = list[i];
    return kept;
}

/* Letters and digits of a folded text: everything but blanks. */
static size_t letters_of(const char *folded)
{
    size_t n = 0;

    for (; *folded; folded++)
        n += *folded != ' ' && ((unsigned char)*folded & 0xc0) != 0x80;
    return n;
}

/* The trigrams of a text with a blank before and behind it; none when it is too short. */
static enum status take_text(struct set *set, const char *text, size_t letters, struct error *e)
{
    char *folded = text_fold(text);
    size_t size = folded ? strlen(folded) : 0;

    if (!folded)
        return error_memory(e);
    if (size && letters_of(folded) >= letters) {
        size = size > BYTES_MOST ? BYTES_MOST : size;
        set->grams = malloc(size * sizeof *set->grams);
        for (size_t i = 0; set->grams && i < size; i++)
            set->grams[i] = (uint32_t)(unsigned char)(i ? folded[i - 1] : ' ') << 16 |
                            (uint32_t)(unsigned char)folded[i] << 8 |
                            (uint32_t)(unsigned char)(i + 1 < size ? folded[i + 1] : ' ');
        if (!set->grams) {
            free(folded);
            return error_memory(e);
        }
        set->count = unique(set->grams, size);
    }
    free(folded);
    return STATUS_OK;
}

/* Every text that is long enough. */
static enum status take_texts(
    struct work *w, const char *const *texts, size_t count, size_t letters, struct error *e)
{
    enum status s = STATUS_OK;

    w->sets = calloc(count + 1, sizeof *w->sets);
    if (!w->sets)
        return error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct set *set = &w->sets[w->count];
        *set = (struct set){.row = i};
        if (texts[i])
            s = take_text(set, texts[i], letters, e);
        w->count += set->count > 0;
    }
    return s;
}

/* How often a trigram comes, and which it is. */
struct frequency {
    uint32_t times, known;
};

static int by_times(const void *a, const void *b)
{
    const struct frequency *x = a, *y = b;

    return x->times != y->times ? (x->times > y->times) - (x->times < y->times)
                                : (x->known > y->known) - (x->known < y->known);
}

/* Place of a trigram among the known ones. */
static uint32_t place_of(const struct work *w, uint32_t gram)
{
    const uint32_t *at = bsearch(&gram, w->known, w->known_count, sizeof gram, by_number);

    return (uint32_t)(at - w->known);
}

/* Trigrams become ranks, the rarest first. */
static enum status rank_grams(struct work *w, struct error *e)
{
    size_t all = 0;

    for (size_t i = 0; i < w->count; i++)
        all += w->sets[i].count;
    w->known = malloc((all + 1) * sizeof *w->known);
    if (!w->known)
        return error_memory(e);
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < w->sets[i].count; k++)
            w->known[w->known_count++] = w->sets[i].grams[k];
    w->known_count = unique(w->known, w->known_count);
    struct frequency *often = calloc(w->known_count + 1, sizeof *often);
    w->rank = calloc(w->known_count + 1, sizeof *w->rank);
    if (!often || !w->rank) {
        free(often);
        return error_memory(e);
    }
    for (size_t i = 0; i < w->known_count; i++)
        often[i].known = (uint32_t)i;
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < w->sets[i].count; k++)
            often[place_of(w, w->sets[i].grams[k])].times++;
    qsort(often, w->known_count, sizeof *often, by_times);
    for (size_t i = 0; i < w->known_count; i++)
        w->rank[often[i].known] = (uint32_t)i;
    free(often);
    for (size_t i = 0; i < w->count; i++) {
        for (size_t k = 0; k < w->sets[i].count; k++)
            w->sets[i].grams[k] = w->rank[place_of(w, w->sets[i].grams[k])];
        qsort(w->sets[i].grams, w->sets[i].count, sizeof(uint32_t), by_number);
    }
    return STATUS_OK;
}

/* How many of its rarest trigrams a text has to look at. */
static size_t prefix_of(const struct work *w, const struct set *s)
{
    size_t same = (size_t)ceil(w->limit * (double)s->count - 1e-9);

    return s->count - same + 1 < s->count ? s->count - same + 1 : s->count;
}

/* Jaccard of two sets. */
static double measure(const struct set *a, const struct set *b)
{
    size_t i = 0, k = 0, same = 0;

    while (i < a->count && k < b->count) {
        uint32_t x = a->grams[i], y = b->grams[k];
        same += x == y;
        i += x <= y;
        k += y <= x;
    }
    return (double)same / (double)(a->count + b->count - same);
}

static uint32_t root(struct work *w, uint32_t at)
{
    while (w->parent[at] != at)
        at = w->parent[at] = w->parent[w->parent[at]];
    return at;
}

/* Two texts are alike: their groups become one, which keeps its first pair. */
static void join(struct work *w, uint32_t a, uint32_t b, double alike)
{
    uint32_t into = root(w, a), from = root(w, b);
    struct alike pair = {w->sets[a].row, w->sets[b].row, alike, 0};
    size_t count = (w->best[into].count ? w->best[into].count : 1) +
                   (w->best[from].count ? w->best[from].count : 1);

    if (w->best[into].count && w->best[into].row <= pair.row)
        pair = w->best[into];
    if (w->best[from].count && w->best[from].row <= pair.row)
        pair = w->best[from];
    pair.count = count;
    w->parent[from] = into;
    w->best[into] = pair;
    w->best[from].count = 0;
}

/* Compares a text with those before it that have one of its trigrams; returns the work. */
static size_t meet(struct work *w, uint32_t at, uint32_t rank)
{
    const struct set *own = &w->sets[at];
    size_t met = 0, work = 0;

    for (uint32_t p = w->heads[rank]; p && met < ALIKE_NEAREST; p = w->posts[p - 1].next) {
        uint32_t other = w->posts[p - 1].set;
        size_t less = own->count, more = w->sets[other].count;
        met++;
        if (less > more) {
            less = more;
            more = own->count;
        }
        if (w->seen[other] == at + 1 || (double)less < w->limit * (double)more - 1e-9 ||
            root(w, at) == root(w, other))
            continue;
        w->seen[other] = at + 1;
        double alike = measure(own, &w->sets[other]);
        work += less + more;
        if (alike >= w->limit - 1e-9)
            join(w, at, other, alike);
    }
    return work + met;
}

/* Every text meets those before it. */
static enum status meet_all(struct work *w, alike_go_fn *go, void *context, struct error *e)
{
    size_t places = 0;

    for (size_t i = 0; i < w->count; i++)
        places += prefix_of(w, &w->sets[i]);
    w->heads = calloc(w->known_count + 1, sizeof *w->heads);
    w->posts = calloc(places + 1, sizeof *w->posts);
    w->parent = calloc(w->count + 1, sizeof *w->parent);
    w->seen = calloc(w->count + 1, sizeof *w->seen);
    w->best = calloc(w->count + 1, sizeof *w->best);
    if (!w->heads || !w->posts || !w->parent || !w->seen || !w->best)
        return error_memory(e);
    for (uint32_t at = 0; at < w->count; at++) {
        const struct set *own = &w->sets[at];
        size_t prefix = prefix_of(w, own), work = own->count;
        w->parent[at] = at;
        for (size_t k = 0; k < prefix; k++) {
            work += meet(w, at, own->grams[k]);
            w->posts[w->post_count++] = (struct post){at, w->heads[own->grams[k]]};
            w->heads[own->grams[k]] = (uint32_t)w->post_count;
        }
        if (go && !go(context, work))
            return error_set(e, STATUS_INTERRUPTED, _("Stopped; nothing is half done."));
    }
    return STATUS_OK;
}

static int by_row(const void *a, const void *b)
{
    const struct alike *x = a, *y = b;

    return (x->row > y->row) - (x->row < y->row);
}

static void work_clear(struct work *w)
{
    for (size_t i = 0; w->sets && i < w->count; i++)
        free(w->sets[i].grams);
    free(w->sets);
    free(w->known);
    free(w->rank);
    free(w->heads);
    free(w->posts);
    free(w->parent);
    free(w->seen);
    free(w->best);
}

enum status alike_groups(const char *const *texts, size_t count, size_t letters, double limit,
    alike_go_fn *go, void *context, struct alike **groups, size_t *group_count, struct error *e)
{
    struct work w = {.limit = limit};
    enum status s = take_texts(&w, texts, count, letters, e);

    *groups = NULL;
    *group_count = 0;
    if (s == STATUS_OK)
        s = rank_grams(&w, e);
    if (s == STATUS_OK)
        s = meet_all(&w, go, context, e);
    if (s == STATUS_OK) {
        for (size_t i = 0; i < w.count; i++)
            if (w.best[i].count)
                w.best[(*group_count)++] = w.best[i];
        *groups = w.best;
        w.best = NULL;
        qsort(*groups, *group_count, sizeof **groups, by_row);
    }
    work_clear(&w);
    return s;
}
