/* Texts that are nearly the same, found among many without comparing each with each: by the
 * rarer of their trigrams. How alike two texts are is the Jaccard measure of the trigrams of
 * their folded forms (text_fold): common ones over all of them. */
#ifndef SUSUN_BASE_ALIKE_H
#define SUSUN_BASE_ALIKE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* Texts that hang together, one of them like the next: the first of them in the order given,
 * and the first that is like another. */
struct alike {
    size_t row, other; /* other < row; these two are `alike` */
    double alike;      /* limit to 1 */
    size_t count;      /* of all that hang together */
};

/* Asked now and then with how much was done since; false gives up (STATUS_INTERRUPTED). */
typedef bool alike_go_fn(void *context, size_t work);

/* Groups texts[count] (NULL: none) that are alike by `limit` (above 0.5), of at least `letters`
 * letters and digits each; in the order of their first rows. A text that is like very many
 * others is compared with the nearest ALIKE_NEAREST of these, so that the work grows with the
 * texts. *groups is the caller's (free). `go` may be NULL. */
#define ALIKE_NEAREST 64
enum status alike_groups(const char *const *texts, size_t count, size_t letters, double limit,
    alike_go_fn *go, void *context, struct alike **groups, size_t *group_count,
    struct error *e);

#endif
