/* What the files of the merge share (merge.h). Temporary tables carry what is new from step to
 * step; all of it is in the transaction of the merge.
 *
 * In the other file (a checked copy in memory):
 *   merge_session(theirs, ours, edits, actions, last_edit, last_action)
 *                               every session, its number here, what of it was here already
 * In this file:
 *   merge_new(session, edits, actions)  sessions with something new, how far they were known
 *   merge_row(record, form, was, fresh) records with new edits; whether a row was there;
 *                                       whether the record was not
 *   merge_several(record, field)        of their cells, those with several heads now; field '':
 *                                       also a fresh row that somebody deletes
 *   merge_cell(record, field)           of their cells, those that differed before (conflict.h)
 * What passes by row for row is kept in memory (struct merge_came). */
#ifndef SUSUN_STORE_MERGE_PARTS_H
#define SUSUN_STORE_MERGE_PARTS_H

#include "core/method/arena.h"
#include "core/store/internal.h"
#include "core/store/merge.h"

/* merge_names.c: names as numbers from 0; the texts stay theirs (merge_names_clear). A name
 * that SQLite could not give for want of memory is NULL. */
struct merge_names {
    char **list;
    size_t count, room;
    uint32_t *slots; /* [2 * room], a power of two; a number + 1, 0: free */
    uint32_t seed;
};
enum status merge_name(
    struct merge_names *names, const char *name, uint32_t *number, struct error *e);
void merge_names_clear(struct merge_names *names);

/* A new edit. */
struct merge_edit {
    int64_t clock;  /* of its action */
    uint32_t of;    /* which of the records */
    uint32_t field; /* of names */
    bool replaced;
    struct value
        value; /* of a record that is fresh, like `typed`; the texts are came.memory's */
    const char *typed;
};

/* A session of the other: its number there and here, how far its edits and actions were known
 * and go, and the clock of the last action known, or 0. */
struct merge_session {
    int64_t theirs, ours, edits, actions, last_edit, last_action, clock;
    struct merge_edit *fresh; /* what is behind `edits` */
    int64_t *clocks;          /* of what is behind `actions` */
};

/* A record that new edits are about. */
struct merge_record {
    int64_t theirs, ours;
    const struct form *form; /* NULL: the method does not have it */
    const char *name, *uid;  /* the form's name, too where there is no form; came.memory's */
    bool fresh;              /* it was not here */
};

/* Where the records stand in their list, found by their numbers there. */
struct merge_places {
    uint32_t *slots; /* [1 << bits], a place + 1; 0: free */
    unsigned bits;
    uint64_t factor;
};

/* A new edit that nobody replaced. */
struct merge_head {
    int64_t record, session, seq; /* here */
    uint32_t of, field;           /* which of the records; of names */
    const struct merge_edit *edit;
};

/* An edit that was here and that a new one replaces. */
struct merge_gone {
    int64_t session, seq;
};

/* What came, in memory: merge_came_clear. */
struct merge_came {
    struct arena *memory;           /* texts */
    struct merge_session *sessions; /* in the order of their numbers there */
    size_t session_count, session_room;
    struct merge_record *records; /* in the order in which they were met */
    size_t record_count, record_room;
    struct merge_places places;
    int64_t last_record;      /* the highest number here */
    struct merge_head *heads; /* after merge_derive by record, field, session, seq */
    size_t head_count, head_room;
    struct merge_gone *gone;
    size_t gone_count, gone_room;
    struct merge_names names;
    bool united; /* a union of rows is among it */
};

struct merge {
    struct workbook *wb;
    const struct merge_options *options;
    struct workbook *other;
    const char *path; /* of the other, as it was given */
    struct merge_report *report;
    struct merge_came came;
    bool united; /* a union of rows is in the journals */
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
/* Whether the next row of a session can be: columns as merge_carry.c selects them. */
enum merge_flaw merge_action_fits(
    struct merge_walk *w, const struct merge_session *s, sqlite3_stmt *row);
enum merge_flaw merge_edit_fits(
    struct merge_walk *w, const struct merge_session *s, sqlite3_stmt *row);

/* merge_carry.c: what came. */
enum status merge_add_session(
    struct merge_came *came, const struct merge_session *s, struct error *e);
void merge_came_clear(struct merge_came *came);
/* Rows on their way from a query of the other into a statement of this file, which has them as
 * db_rows. */
struct merge_carry {
    struct merge *m;
    /* Looks at the row `from` stands on; sets `numbers`. NULL: any row fits. */
    enum status (*take)(struct merge_carry *c, enum merge_flaw *flaw, struct error *e);
    int numbered; /* so many of the first columns are `numbers` instead */
    sqlite3_stmt *from;
    int64_t numbers[4];
    size_t last_session, last_record, moved;
    struct merge_walk walk;
};
/* All rows that `select` gives; m, take and numbered are set. */
enum status merge_carry(
    struct merge_carry *c, const char *select, const char *insert, struct error *e);
/* Actions, edits, replaces and saw, once sessions are known. */
enum status merge_carry_journal(struct merge *m, struct error *e);

/* merge_records.c: which of the records has a number there; it is added when it is met first.
 * *of is where the last one was found. *found false: the other has no such record. */
enum status merge_record_of(
    struct merge *m, int64_t theirs, size_t *of, bool *found, struct error *e);
/* Puts those that were not here into their table, and all of them into merge_row. */
enum status merge_put_records(struct merge *m, struct error *e);

/* merge_union.c: the tables of this file that the merge needs; made empty; taken away. */
enum status merge_begin(struct workbook *wb, struct error *e);
enum status merge_end(struct workbook *wb, struct error *e);
/* Brings sessions, records, actions, edits, replaces, saw and older methods over. Afterwards
 * merge_new and merge_row tell what came; the other is not needed any more. */
enum status merge_unite(struct merge *m, struct error *e);

/* merge_tables.c: fills merge_several with cells of records that were here. */
enum status merge_find_several(struct workbook *wb, struct error *e);
/* Heads, form tables and unread of what came; the counts of the report. */
enum status merge_derive(struct merge *m, struct error *e);

/* merge_count.c: before and after merge_derive, for the report. */
enum status merge_count_before(struct merge *m, struct error *e);
enum status merge_count_after(struct merge *m, struct error *e);

/* merge_heads.c: whether every head is an edit of its cell that nobody replaced, and none is
 * missing, in the whole file. */
enum status merge_heads_fit(struct workbook *wb, bool *fit, struct error *e);

/* conflict.c: tells every difference that is open in the records of merge_row, by the one rule
 * of conflict.h, or (all_rows) in every record; merge_several must be filled. field "": whether
 * the row stays. */
typedef enum status conflict_open_fn(
    void *context, int64_t record, const char *field, struct error *e);
enum status conflict_touched(
    struct workbook *wb, bool all_rows, conflict_open_fn *open, void *context, struct error *e);

/* merge_verify.c: after each file: sessions without a gap, and a sample of the rows that were
 * touched is what the journal says. */
enum status merge_verify_file(struct merge *m, struct error *e);
/* Before COMMIT: every head is an edit nobody replaced, and none is missing; quick_check. */
enum status merge_verify_all(struct workbook *wb, struct error *e);

/* table_row.c: makes the rows of the records in temp.merge_row equal to their heads; a row in
 * one statement, deletions and odd ids by table_sync_row. Their unread texts too. What came is
 * not read again: rows that were not here are made from it. */
enum status table_sync_rows(
    struct workbook *wb, const struct merge_came *came, struct error *e);

#endif
