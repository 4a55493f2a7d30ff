#include "core/method/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

#define LETTERS 3 /* a shorter beginning of a word is no name for it */

int spelling_order(const void *a, const void *b)
{
    const struct spelling *x = a;
    const struct spelling *y = b;
    int order = strcmp(x->folded, y->folded);

    if (order == 0)
        order = (int)x->kind - (int)y->kind;
    return order != 0 ? order : (x->choice > y->choice) - (x->choice < y->choice);
}

/* Index of the first spelling that is not before `folded`. */
static size_t first_from(const struct choice_list *l, const char *folded)
{
    size_t low = 0;
    size_t high = l->spelling_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(l->spellings[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds a choice once. */
static void add(struct matches *found, const struct choice *c)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->choices[i] == c)
            return;
    if (found->count < MATCH_MOST)
        found->choices[found->count++] = c;
    else
        found->more = true;
}

/* The choices of one kind of spelling in [from, to), with `parent` when given. */
static void collect(const struct choice_list *l, size_t from, size_t to,
    enum spelling_kind first, enum spelling_kind last, const char *parent,
    struct matches *found)
{
    *found = (struct matches){0};
    for (size_t i = from; i < to; i++) {
        const struct spelling *s = &l->spellings[i];
        const struct choice *c = &l->choices[s->choice];
        if (s->kind < first || s->kind > last)
            continue;
        if (parent == NULL || parent[0] == '\0' || strcmp(c->parent, parent) == 0)
            add(found, c);
    }
}

/* All that fit, or only those below the parent when that decides. */
static bool collect_best(const struct choice_list *l, size_t from, size_t to,
    enum spelling_kind first, enum spelling_kind last, const char *parent,
    struct matches *found)
{
    struct matches all;

    collect(l, from, to, first, last, NULL, &all);
    collect(l, from, to, first, last, parent, found);
    if (found->count == 0)
        *found = all;
    return found->count > 0;
}

/* Bytes of other scripts and accented letters count as letters. */
static bool has_letters(const char *folded)
{
    size_t letters = 0;

    for (const char *p = folded; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (isalpha(c) || c >= 0xC0)
            letters++;
    }
    return letters >= LETTERS;
}

/* Spellings equal to the folded text, by kind, then those that begin with it. */
static enum match match_folded(
    const struct choice_list *l, const char *folded, const char *parent, struct matches *found)
{
    size_t from = first_from(l, folded);
    size_t size = strlen(folded);
    size_t to = from;

    while (to < l->spelling_count && strcmp(l->spellings[to].folded, folded) == 0)
        to++;
    for (int kind = SPELLING_NAME; kind <= SPELLING_ALIAS; kind++)
        if (collect_best(
                l, from, to, (enum spelling_kind)kind, (enum spelling_kind)kind, parent, found))
            return found->count == 1 ? MATCH_ONE : MATCH_SEVERAL;
    if (to > from)
        return MATCH_REFUSED;

    while (to < l->spelling_count && strncmp(l->spellings[to].folded, folded, size) == 0)
        to++;
    if (has_letters(folded) &&
        collect_best(l, from, to, SPELLING_NAME, SPELLING_ALIAS, parent, found))
        return found->count == 1 ? MATCH_ONE : MATCH_SEVERAL;
    return MATCH_NONE;
}

enum match list_matches(
    const struct choice_list *l, const char *text, const char *parent, struct matches *found)
{
    const struct choice *exact = list_choice(l, text);
    enum match match = MATCH_NONE;

    *found = (struct matches){0};
    if (exact != NULL) {
        add(found, exact);
        return MATCH_ONE;
    }
    char *folded = text_fold(text);
    if (folded == NULL)
        match = MATCH_FAILED;
    else if (folded[0] != '\0')
        match = match_folded(l, folded, parent, found);
    free(folded);
    return match;
}

enum match list_match(
    const struct choice_list *l, const char *text, const struct choice **found)
{
    struct matches matches;
    enum match match = list_matches(l, text, NULL, &matches);

    *found = match == MATCH_ONE ? matches.choices[0] : NULL;
    return match;
}
