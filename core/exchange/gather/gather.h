/* The ministry's side of the hand-off (DESIGN.md 6, doc/handoff): the packages of many
 * districts as one, each verified before a row of it is taken. */
#ifndef SUSUN_EXCHANGE_GATHER_H
#define SUSUN_EXCHANGE_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* What became of a package. */
enum gather_fate {
    GATHER_USED,
    GATHER_OLDER,  /* a newer one of its district is there */
    GATHER_DOUBLE, /* as new as the one that is used */
    GATHER_OTHER,  /* of another method than most */
    GATHER_DAMAGED
};
struct gather_options {
    /* told of each package that is not used, in the order of the arguments; `sentence` says why
       it is refused, "" for one that is only older or double. May be NULL */
    void (*note)(
        void *context, const char *package, enum gather_fate fate, const char *sentence);
    bool (*stop)(void *context); /* true = give up (STATUS_INTERRUPTED). May be NULL */
    void *context;
};
struct gather_result {
    size_t packages, used, older, refused; /* older: GATHER_DOUBLE too */
    size_t rows, files, extra;             /* extra: columns that not every version has */
};
/* Gathers `count` packages, folders or zips, into the folder `out`, which must be absent, empty
 * or hold only what our SHA256SUMS there lists. What is refused is noted and the others go on;
 * STATUS_DATA when none is left. All or nothing: on failure what was in `out` stays. */
enum status gather(const char *out, char *const *packages, size_t count,
    const struct gather_options *options, struct gather_result *result, struct error *e);

#endif
