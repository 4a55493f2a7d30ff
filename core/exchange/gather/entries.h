/* The packages that came in, what they say of themselves and what becomes of each. */
#ifndef SUSUN_EXCHANGE_GATHER_ENTRIES_H
#define SUSUN_EXCHANGE_GATHER_ENTRIES_H

#include "core/exchange/gather/gather.h"

struct entry {
    const char *path; /* borrowed */
    size_t order;     /* of the arguments */
    enum gather_fate fate;
    char *sentence;                                   /* why it is refused; NULL: it is not */
    char *region, *title, *created, *number, *method; /* NULL when it is damaged */
    int version;
    char list[65]; /* hash of its list of checksums */
    char *figures; /* its row of the summary as CSV, or NULL */
};
struct entries {
    struct entry *items;
    size_t count;
};
/* Looks at every package. entries_free afterwards, also after a failure. */
enum status entries_look(struct entries *all, char *const *packages, size_t count,
    const struct gather_options *options, struct error *e);
void entries_free(struct entries *all);
/* Decides what is used, and orders them: by district, what is used before what is not. */
void entries_choose(struct entries *all);
/* STATUS_INTERRUPTED once somebody wants to stop. */
enum status entries_stopped(const struct gather_options *options, struct error *e);

#endif
