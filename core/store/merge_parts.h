/* What the files of the merge share (merge.h). Temporary tables carry what is new from step to
 * step; all of it is in the transaction of the merge.
 *
 * In the other file (a checked copy in memory):
 *   merge_session(theirs, ours, edits, actions, last_edit, last_action)
 *                               every session, its number here, what of it was here already
 *   merge_record(theirs, ours)  the records that new edits are about
 * In this file:
 *   merge_new(session, edits, actions)  sessions with something new, how far they were known
 *   merge_row(record, form, was)        records with new edits; whether a row was there
 *   merge_several(record, field)        of their cells, those with several heads now
 *   merge_cell(record, field)           of their cells, those that differed before (conflict.h)
 *   merge_head(record, field, session, seq)  new edits that nobody replaced */
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
/* merge_check.c: what is new in another's journal may have been made by anything. */
enum merge_flaw { MERGE_FITS, MERGE_GAP, MERGE_CLOCK, MERGE_ODD };
/* STATUS_DATA with the sentence about a change of a session of the other. */
enum status merge_refuse(
    const struct merge *m, enum merge_flaw flaw, int64_t session, struct error *e);
/* Whether what new rows refer to is there and older. */
enum status merge_check(struct merge *m, struct error *e);
/* Where a walk through the new actions or edits stands, session by session, in order. */
struct merge_walk {
    int64_t session, seq, order; /* the row before: its clock, or its action */
};
/* Whether the next row can be: as merge_union.c selects them, with what was known before
 * behind the columns of the table. */
enum merge_flaw merge_action_fits(struct merge_walk *w, sqlite3_stmt *row);
enum merge_flaw merge_edit_fits(struct merge_walk *w, sqlite3_stmt *row);

/* merge_union.c: the tables of this file that the merge needs; made empty; taken away. */
enum status merge_begin(struct workbook *wb, struct error *e);
enum status merge_end(struct workbook *wb, struct error *e);
/* Brings sessions, records, actions, edits, replaces, saw and older methods over. Afterwards
 * merge_new and merge_row tell what came; the other is not needed any more. */
enum status merge_unite(struct merge *m, struct error *e);

/* merge_tables.c: fills merge_several. */
enum status merge_find_several(struct workbook *wb, struct error *e);
/* Heads, form tables and unread of what came; the counts of the report. */
enum status merge_derive(struct merge *m, struct error *e);

/* merge_count.c: before and after merge_derive, for the report. */
enum status merge_count_before(struct merge *m, struct error *e);
enum status merge_count_after(struct merge *m, struct error *e);

/* conflict.c: tells every difference that is open in the records of merge_row, by the one rule
 * of conflict.h; merge_several must be filled. field "": whether the row stays. */
typedef enum status conflict_open_fn(
    void *context, int64_t record, const char *field, struct error *e);
enum status conflict_touched(
    struct workbook *wb, conflict_open_fn *open, void *context, struct error *e);

/* merge_verify.c: after each file: sessions without a gap, and a sample of the rows that were
 * touched is what the journal says. */
enum status merge_verify_file(struct merge *m, struct error *e);
/* Before COMMIT: every head is an edit nobody replaced, and none is missing; quick_check. */
enum status merge_verify_all(struct workbook *wb, struct error *e);

/* table_row.c: makes the rows of the records in temp.merge_row equal to their heads, of which
 * temp.merge_several knows where there are several; a row in one statement, deletions and odd
 * ids by table_sync_row. Their unread texts too. */
enum status table_sync_rows(struct workbook *wb, struct error *e);

#endif
