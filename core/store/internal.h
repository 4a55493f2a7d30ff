/* What the modules of core/store share and nobody else sees (tests of the store may). */
#ifndef SUSUN_STORE_INTERNAL_H
#define SUSUN_STORE_INTERNAL_H

#include "core/base/file.h"
#include "core/store/action.h"
#include "core/store/db.h"
#include "core/store/workbook.h"

/* Where the journal stands; saved at each commit so that a rollback can go back to it. */
struct position {
    int64_t session; /* local number, 0 = this handle has not written yet */
    int64_t seq;     /* last edit of the session */
    int64_t action;  /* last action of the session */
    int64_t clock;   /* highest Lamport clock known */
};

/* A record an open action touched: what has to be completed at commit (automatic fields, code).
 */
struct touched {
    const struct form *form;
    int64_t record;
    char *uid;
    uint64_t given[4]; /* fields set by the caller, by field number */
    bool code_given;
    struct value
        *automatic; /* per automatic field: what it was before the action; see complete.c */
};

struct code_stem; /* code.c */
struct watch;     /* guard.c */

struct workbook {
    struct db *db;
    char *path, *uid;
    struct method *method;
    bool writable;
    char *author, *program, *laptop;
    int group;
    struct position now, committed;
    bool in_action, action_written;
    enum action_kind kind;
    int64_t of_session, of_seq;
    struct touched *touched;
    size_t touched_count, touched_room;
    struct code_stem *stems;
    int64_t version; /* workbook_version */
    int64_t shape;   /* grows when rows come, go or move */
    int64_t saved_at;
    int64_t data_version;
    struct file_mark mark;
    struct watch *watch;          /* the method's query that runs now */
    struct workbook *next_writer; /* lock.c */
    char today[11];               /* what the view today says */
    char province[3];             /* of the region, for the time zone */
};

struct db *workbook_db(struct workbook *wb);
/* The VFS that workbook_use_vfs chose, or NULL (workbook.c). */
const char *workbook_vfs(void);
/* Today where the region is, by the laptop's clock (workbook.c). */
struct date workbook_today(struct workbook *wb);
/* Before anything is written: the handle may write, no action is open, the lock is held, and
 * what somebody else wrote meanwhile is taken in (commit.c). */
enum status workbook_ready(struct workbook *wb, struct error *e);
/* Makes the open transaction durable and takes the lock again; on failure everything since the
 * last flush is given up (commit.c). */
enum status workbook_flush(struct workbook *wb, struct error *e);
/* Gives up everything since the last flush and takes the lock again (commit.c). */
void workbook_give_up(struct workbook *wb);
/* What was worked out from rows that are gone is not true any more (commit.c). */
void workbook_forget(struct workbook *wb);
/* "edit", "undo" ... as the journal writes it (journal.c). */
const char *action_kind_name(enum action_kind kind);

/* schema.c: the schema as generated from the method; caller frees with sqlite3_free. */
char *schema_sql(const struct method *m);
/* Tables, meta, the method's files and the rows of single and fixed forms are made in an empty
 * database. */
enum status schema_create(
    struct db *db, const struct method *m, const struct source *files, struct error *e);
/* The rows that single and fixed forms always have. */
enum status schema_standing_rows(struct db *db, const struct method *m, struct error *e);
/* Whether the file's schema equals the generated one; STATUS_DATA with a sentence naming what
 * does not belong. */
enum status schema_verify(
    struct db *db, const struct method *m, const char *path, struct error *e);
/* The method inside the file. */
enum status schema_method(struct db *db, struct method **m, const char *path, struct error *e);
/* The views choice, plan and today for the method's SQL (temporary, in memory). */
enum status schema_views(struct db *db, const struct method *m, struct error *e);

/* header.c: what the first bytes of a file and its journal tell before SQLite sees them. Reads
 * the file itself, so only while this process does not have it open. */
enum status header_check(const char *path, struct error *e);

/* opening.c: content checks before anything is trusted. `known` = closed last by us and
 * unchanged since; the two functions about it read the file themselves, so only while this
 * process does not have it open. */
enum status opening_check_content(struct workbook *wb, bool known, struct error *e);
bool opening_is_known(const char *path);
void opening_remember(const char *path);

/* lock.c */
enum status lock_take(struct workbook *wb, struct error *e);
/* A sentence about who holds the writer's lock of `path`. STATUS_BUSY. Opens the file, so only
 * while this process holds no lock of it. */
enum status lock_refused(const char *path, struct error *e);
/* The handles of this process that write, by their mark. */
void lock_register(struct workbook *wb);
void lock_forget(struct workbook *wb);
bool lock_is_ours(const struct file_mark *m);

/* session.c: the session row at the first edit. */
enum status session_need(struct workbook *wb, struct error *e);
enum status session_position(struct workbook *wb, struct error *e);

/* journal.c: one edit of a cell of the open action, replacing the given heads (all of the
 * cell's when `only` is NULL), derived state included. */
struct edit_key {
    int64_t session, seq;
};
enum status journal_edit(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_key *only, struct error *e);
/* Writes the action's row though it changed nothing: it still answers another action. */
enum status journal_empty_action(struct workbook *wb, struct error *e);
/* Local number of a record; made when absent if `make`; 0 = absent. */
enum status journal_record(struct workbook *wb, const struct form *form, const char *uid,
    bool make, int64_t *record, struct error *e);
/* Winning head of a cell; *found false when it has none. `count` = number of heads (may be
 * NULL). */
struct winner {
    bool found;
    size_t heads;
    struct edit_key key;
    struct value value;
    char *typed;
    bool different; /* heads with unequal content */
};
enum status journal_winner(
    struct workbook *wb, int64_t record, const char *field, struct winner *w, struct error *e);
void winner_clear(struct winner *w);

/* action.c: writes a cell of the open action if that changes anything. */
enum status action_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e);

/* order.c: urutan of a row, or of the last row (uid NULL); *found false when there is none. */
enum status place_of(struct workbook *wb, const struct form *form, const char *uid, double *at,
    bool *found, struct error *e);
/* The place between a row and its neighbour; numbers all rows anew when there is no room. */
enum status place_beside(struct workbook *wb, const struct form *form, const char *uid,
    bool before, double *at, struct error *e);
enum status place_set(
    struct workbook *wb, const struct form *form, const char *uid, double at, struct error *e);

/* table.c: the derived form tables and unread. */
/* Whether the journal says the record lives. */
enum status table_alive(
    struct workbook *wb, const struct form *form, int64_t record, bool *alive, struct error *e);
/* Makes the row of a record equal to its heads: inserts, updates every cell, or deletes. */
enum status table_sync_row(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, struct error *e);
/* Writes one cell (content already known) of a row that is there. */
enum status table_write_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e);
bool table_has_row(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e);

/* complete.c: what an action owes before it commits. */
enum status touch(struct workbook *wb, const struct form *form, int64_t record, const char *uid,
    struct touched **t, struct error *e);
enum status complete_action(struct workbook *wb, struct error *e);
void touched_clear(struct workbook *wb);

/* code.c: the next free code of a record, "" when it cannot be known yet or the form has none.
 * Caller frees. */
enum status code_next(struct workbook *wb, const struct form *form, const char *uid,
    char **code, struct error *e);
/* For forms whose code is a text field of their own (OPD): that field, else NULL. */
const struct field *code_text_field(const struct form *form);
void code_forget(struct workbook *wb);
/* A code was given by somebody: counters go on behind it. */
void code_seen(struct workbook *wb, const char *code);

#endif
