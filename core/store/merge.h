/* Bringing other copies of a workbook together with this one (DESIGN.md 3 "Merge"): the union
 * of the journals, made in this file itself, in one transaction, checked before COMMIT. The
 * merge is no action of the journal: there is nothing of it to undo, and undo goes on with what
 * was done in this file. The group of a copy and its drafts stay its own. */
#ifndef SUSUN_STORE_MERGE_H
#define SUSUN_STORE_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

struct merge_options {
    bool dry_run;                /* everything is done and checked, then given up */
    bool adopt;                  /* also a workbook begun separately for the same region */
    bool (*stop)(void *context); /* asked now and then: true gives the merge up; or NULL */
    void *context;
};

/* What a file was to us. */
enum merge_outcome {
    MERGE_TAKEN, /* something of it was new */
    MERGE_KNOWN, /* all of it was here already */
    MERGE_SELF   /* it is this file itself */
};

/* What came from one person. */
struct merge_person {
    char *author;     /* "" unknown */
    int64_t from, to; /* first and last change, by that laptop's clock, ms UTC */
    size_t changes;   /* actions */
};

/* What one file brought. */
struct merge_report {
    char *path;
    enum merge_outcome outcome;
    int group;    /* of that copy; 0 = the main one */
    bool adopted; /* it was begun separately */
    bool older;   /* it brought a version of the method that was not known here: what only that
                     one had is seen when the workbook is opened again for writing */
    struct merge_person *people;
    size_t people_count;
    size_t changes;   /* actions */
    size_t cells;     /* cells with something new in them */
    size_t rows_new;  /* rows that were not here */
    size_t rows_gone; /* rows that are deleted now */
    size_t different; /* cells that say different things since */
    size_t decided;   /* cells that did before and do not any more */
    size_t doubled;   /* codes that two rows have, one of them touched */
    size_t followed;  /* cells that lead to, or stand under, the row that theirs became */
    size_t unknown;   /* new cells of fields the method of this file does not have: they stay in
                         the journal */
};

/* Takes in the files `others`. reports[count] is filled as far as it came, also when it fails
 * (merge_reports_clear). When anything new comes, the file as it was is kept before it
 * changes (backup_make); *backup is then its path, the caller's (`backup` may be NULL). One
 * file that cannot be taken, named in the sentence, and nothing of any is taken: STATUS_DATA
 * (another district's, another method, a newer one, a journal that cannot be), or as
 * workbook_open. */
enum status merge_files(struct workbook *wb, const char *const *others, size_t count,
    const struct merge_options *options, struct merge_report *reports, char **backup,
    struct error *e);
void merge_reports_clear(struct merge_report *reports, size_t count);

#endif
