/* What the files of the merge share (merge.h). Temporary tables carry what is new from step to
 * step; all of it is in the transaction of the merge.
 *
 * In the other file (a checked copy in memory):
 *   merge_session(theirs, ours, edits, actions, last_edit, last_action)
 *                               every session, its number here, what of it was here already
 *   merge_record(theirs, ours)  the records that new edits are about
 * In this file:
 *   merge_new(session, edits, actions)  sessions with something new, how far they were known
 *   merge_cell(record, field, different) cells with new edits; whether they said different
 *                                        things before
 *   merge_row(record, form, was)         their records; whether a row of the form was there */
#ifndef SUSUN_STORE_MERGE_PARTS_H
#define SUSUN_STORE_MERGE_PARTS_H

#include "core/store/internal.h"
#include "core/store/merge.h"

struct merge {
    struct workbook *wb;
    const struct merge_options *options;
    struct workbook *other;
    const char *path; /* of the other, as it was given */
    struct merge_report *report;
};

/* Whether the merge was asked to stop: STATUS_INTERRUPTED. */
enum status merge_stopped(const struct merge *m, struct error *e);

/* merge_read.c: whether the other is a workbook that belongs here, and its method one that can
 * be read here. */
enum status merge_judge(struct merge *m, struct error *e);
/* Fills merge_session of the other; a change both have must be the same. *news: something of it
 * is not here. */
enum status merge_sessions(struct merge *m, bool *news, struct error *e);
/* merge_check.c: whether what is new could have been written by Susun. */
enum status merge_check(struct merge *m, struct error *e);

/* merge_union.c: the tables of this file that the merge needs; made empty; taken away. */
enum status merge_begin(struct workbook *wb, struct error *e);
enum status merge_end(struct workbook *wb, struct error *e);
/* Brings sessions, records, actions, edits, replaces, saw and older methods over. Afterwards
 * merge_new and merge_cell tell what came; the other is not needed any more. */
enum status merge_unite(struct merge *m, struct error *e);

/* merge_tables.c: heads, form tables and unread of what came; the counts of the report. */
enum status merge_derive(struct merge *m, struct error *e);

/* merge_count.c: before and after merge_derive, for the report. */
enum status merge_count_before(struct merge *m, struct error *e);
enum status merge_count_after(struct merge *m, struct error *e);

/* merge_verify.c: after each file: sessions without a gap, and a sample of the rows that were
 * touched is what the journal says. */
enum status merge_verify_file(struct merge *m, struct error *e);
/* Before COMMIT: every head is an edit nobody replaced, and none is missing; quick_check. */
enum status merge_verify_all(struct workbook *wb, struct error *e);

/* table_row.c: makes the rows of the records in temp.merge_row equal to their heads, a row in
 * one statement; deletions and odd ids by table_sync_row. Their unread texts too. */
enum status table_sync_rows(struct workbook *wb, struct error *e);

#endif
