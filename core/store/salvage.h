/* What can still be read of a damaged workbook, put into a new one. The damaged file is only
 * read, page by page (pages.h); SQLite never sees it. The journal comes first. Where it lost a
 * change that a form's table still shows, the cell comes in as a change of a session called
 * SALVAGE_AUTHOR. A session of which a change in the middle is lost goes on under a new id from
 * there, so that no session has a gap and a whole copy can still be merged. */
#ifndef SUSUN_STORE_SALVAGE_H
#define SUSUN_STORE_SALVAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/source.h"

#define SALVAGE_AUTHOR "diselamatkan"

/* Called for each cell that is missing and for each thing to know; the sentence is borrowed. */
typedef void salvage_note_fn(void *context, const char *sentence);

struct salvage_report {
    size_t pages, holes;   /* of the file; that the disk did not give */
    int64_t edits;         /* changes in the new file's journal */
    int64_t edits_lost;    /* changes known to have been made and not readable any more */
    int64_t cells_rescued; /* present values the journal lost and a form's table showed */
    int64_t cells_missing; /* present values that are known to have been there and are gone */
    bool replaced;         /* the method was lost: another one stands in for it */
    bool renamed;          /* the workbook's id was lost: a new one was given */
};

/* Reads `path` and makes the workbook `to`, where nothing may be; it appears whole, checked
 * (derived tables = journal, quick_check), or not at all. `method` (may be NULL) stands in for
 * one that cannot be read from the file and is none of the built-in ones; else a built-in one
 * of the same name does. STATUS_OK: nothing is missing; STATUS_FINDINGS: something is, and was
 * told. STATUS_DATA when no workbook is left in the file. */
enum status salvage_make(const char *path, const char *to, const struct source *method,
    salvage_note_fn *note, void *context, struct salvage_report *report, struct error *e);

#endif
