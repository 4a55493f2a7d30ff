/* Berkas kelompok: a copy of the workbook for each working group (FIELD.md 13). A copy carries
 * its group and so its part and its block of codes; it has no session of its own until somebody
 * types, and drafts stay where they are. What people typed into a copy is never covered: one
 * that holds anything that is not here yet is left alone. */
#ifndef SUSUN_EXCHANGE_COPIES_H
#define SUSUN_EXCHANGE_COPIES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* What lies where a copy is to lie. */
enum copy_state {
    COPY_NONE,    /* nothing */
    COPY_OLDER,   /* a copy of ours of which all is here: it may be made anew */
    COPY_HOLDS,   /* it holds changes that are not here: take it in first */
    COPY_STRANGE, /* something else; `why` */
};
struct group_copy {
    int number;  /* 1 to 9 */
    char *title; /* "Kelompok 3 Smart Economy"; "" when it has none */
    bool part;   /* its group says what it works on */
    char *name;  /* "73.22-luwu-utara_K3-economy.susun" */
    char *path;
    enum copy_state state;
    char *why; /* COPY_STRANGE: a sentence; else NULL */
};
/* The copies of all groups that have a number, as they would lie in `folder` (which need not be
 * there). The caller's (copies_free). */
enum status copies_plan(struct workbook *wb, const char *folder, struct group_copy **copies,
    size_t *count, struct error *e);
void copies_free(struct group_copy *copies, size_t count);
/* Makes one: the folder too; written beside, synced, read back, compared, renamed.
 * STATUS_USAGE with a sentence for COPY_HOLDS and COPY_STRANGE. */
enum status copies_make(struct workbook *wb, struct group_copy *copy, struct error *e);

/* Where copies lie: "STICK/Susun-73.22/kelompok" on a stick, "kelompok" beside the workbook
 * with NULL. Caller frees. */
enum status copies_folder(
    struct workbook *wb, const char *stick, char **folder, struct error *e);

/* What a copy of this workbook is called, "73.22-luwu-utara.susun" with 0, and the folder of
 * the district on a stick, "Susun-73.22". Caller frees. */
enum status copies_name(struct workbook *wb, int group, char **name, struct error *e);
enum status copies_region_folder(struct workbook *wb, char **name, struct error *e);
/* Whether a workbook is given to nobody, being for practice; then e has the sentence. */
bool copies_refused(const struct workbook *wb, struct error *e);
/* The folders in there, each after a path. */
#define COPIES_MAIN "/induk"
#define COPIES_GROUPS "/kelompok"

/* Looks at what lies at a path, to be covered by a copy of this workbook: the state, and for
 * COPY_STRANGE the sentence (caller frees). Only memory fails. */
enum status copies_look(
    struct workbook *wb, const char *path, enum copy_state *state, char **why, struct error *e);

/* The file in a folder that is a copy of the same workbook as `path`, which is none of that
 * folder's: one of the same name first, then a main copy. *found is the caller's; NULL when
 * there is none, or `path` cannot be opened (opening it tells why). */
enum status copies_beside(const char *path, const char *folder, char **found, struct error *e);

#endif
