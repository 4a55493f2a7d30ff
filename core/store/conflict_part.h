/* What the files of differences share (conflict.h). */
#ifndef SUSUN_STORE_CONFLICT_PART_H
#define SUSUN_STORE_CONFLICT_PART_H

#include "core/store/conflict.h"

/* A cell that may differ, by the journal alone; place.field NULL: whether the row stays. */
struct conflict_suspect {
    int64_t record;
    struct conflict_place place;
};
/* Everything that may differ, by form, row and field: of every record, or (not all) of those
 * that a merge touches. The list is the caller's (conflict_suspects_free), after a failure
 * too. */
enum status conflict_suspects(struct workbook *wb, bool all, struct conflict_suspect **list,
    size_t *count, struct error *e);
void conflict_suspects_free(struct conflict_suspect *list, size_t count);

#endif
