/* How a typed text finds its choice in a list: folded spellings in order, so that a cell costs
 * a binary search. Internal to core/method. */
#ifndef SUSUN_METHOD_MATCH_H
#define SUSUN_METHOD_MATCH_H

#include "core/method/method.h"

/* What a spelling is of its choice; a lower one wins over a higher one. */
enum spelling_kind { SPELLING_NAME, SPELLING_LABEL, SPELLING_ALIAS, SPELLING_REFUSED };
struct spelling {
    const char *folded; /* text_fold */
    enum spelling_kind kind;
    size_t choice; /* index in the list; meaningless for a refused one */
};

#define MATCH_MOST 8
/* The choices a text can mean, at most MATCH_MOST of them. */
struct matches {
    size_t count;
    bool more; /* there are others */
    const struct choice *choices[MATCH_MOST];
};

/* As list_match; where several choices fit, those below `parent` (NULL or "" = any) are
 * preferred. */
enum match list_matches(
    const struct choice_list *l, const char *text, const char *parent, struct matches *found);

/* qsort order of spellings: folded text, then kind, then choice. */
int spelling_order(const void *a, const void *b);

#endif
