/* Looking a workbook over from the file's first byte to the last edit, and making its derived
 * tables anew. Every finding is one sentence for a person, with what to do about it. */
#ifndef SUSUN_STORE_DOCTOR_H
#define SUSUN_STORE_DOCTOR_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Called for each finding; the sentence is borrowed. */
typedef void doctor_find_fn(void *context, const char *sentence);

/* What was looked at. */
struct doctor_report {
    size_t findings;
    int64_t sessions, edits;
};

/* Looks the file `path` over as a reader does: header, size, journal beside it, schema, every
 * page (integrity_check), derived tables against the journal, the journal in itself. STATUS_OK
 * or STATUS_FINDINGS when it can be opened; otherwise the status and sentence of the hurdle,
 * with what to do. Writes nothing, but like every reader lets SQLite put right what was not
 * closed in peace. */
enum status doctor_examine(const char *path, doctor_find_fn *find, void *context,
    struct doctor_report *report, struct error *e);

/* Keeps the file as it is (backup.h; *kept is where, the caller's), then makes its indexes,
 * heads, unread texts and form tables anew from the journal, and compares once more.
 * STATUS_DATA, and nothing changed, when the journal itself is damaged: there the tables may
 * know more. */
enum status doctor_rebuild(
    const char *path, const struct person *person, char **kept, struct error *e);

#endif
