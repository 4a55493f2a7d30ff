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

/* A row that came, went or moved; form NULL: any of them may have (shape.c). */
struct shape_event {
    const struct form *form;
    char *uid;
};
#define SHAPE_EVENTS 32 /* the last ones are known */

struct code_stem; /* code.c */
struct watch;     /* guard.c */

struct workbook {
    struct db *db;
    char *path, *uid;
    struct method *method;
    bool method_borrowed; /* of the workbook that this one is like */
    bool writable;
    int format; /* the storage format of the file as it was found */
    char *author, *program, *laptop;
    int group;
    bool practice;
    bool everything; /* rows outside the group's part are shown too */
    struct position now, committed;
    bool in_action, action_written;
    enum action_kind kind;
    int64_t of_session, of_seq;
    struct touched *touched;
    size_t touched_count, touched_room;
    size_t *touched_places; /* hash from record to touched, a power of two; 0 = free */
    size_t touched_hash;    /* places */
    struct code_stem *stems;
    struct names **names;                    /* by form number, NULL = not read; names.c */
    int64_t version;                         /* workbook_version */
    int64_t shape;                           /* grows when rows come, go or move */
    struct shape_event shapes[SHAPE_EVENTS]; /* what made it n stands at n % SHAPE_EVENTS */
    int64_t saved_at;
    int64_t data_version;
    struct file_mark mark;
    int title_depth;             /* record.c */
    struct watch *watch;         /* the method's query that runs now */
    bool (*stop)(void *context); /* workbook_stop_when */
    void *stop_context;
    struct workbook *next_writer; /* lock.c */
    char today[11];               /* what the view today says */
    char province[3];             /* of the region, for the time zone */
};

struct db *workbook_db(struct workbook *wb);
/* workbook_open for writing, but what a merge brought of older methods stays as it is
 * (workbook.c). */
enum status workbook_open_as_is(
    struct workbook **wb, const char *path, const struct person *person, struct error *e);
/* The VFS that workbook_use_vfs chose, or NULL (workbook.c). */
const char *workbook_vfs(void);
/* Copies all pages of the database `from`, which is the file `path`; waits a little for one in
 * the middle of a COMMIT (workbook.c). */
enum status workbook_copy_pages(
    const char *path, struct db *to, struct db *from, struct error *e);
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
/* And back; a name this program does not know is an edit. */
enum action_kind action_kind_named(const char *name);

/* schema.c: the schema of a storage format as generated from the method; caller frees with
 * sqlite3_free. */
char *schema_sql(const struct method *m, int format);
/* Tables, meta, the method's files and the rows of single and fixed forms are made in an empty
 * database. */
enum status schema_create(
    struct db *db, const struct method *m, const struct source *files, struct error *e);
/* The rows that single and fixed forms always have. */
enum status schema_standing_rows(struct db *db, const struct method *m, struct error *e);
/* Whether the file's schema equals the one generated for its format; STATUS_DATA with a
 * sentence naming what does not belong. */
enum status schema_verify(
    struct db *db, const struct method *m, int format, const char *path, struct error *e);
/* Brings a verified file of an older format to the present one: the tables it lacks, their
 * standing rows, the number. In the caller's transaction, which then is committed or given up
 * whole. */
enum status schema_raise(struct db *db, const struct method *m, int format, struct error *e);
/* The method inside the file, with what it retired of older versions. */
enum status schema_method(struct db *db, struct method **m, const char *path, struct error *e);
/* The files of a method a file knows, by its hash: as they were, or `joined` with what they
 * retired (core/method/retire.h), which stands under this folder beside them. source_free also
 * after a failure. */
#define JOINED_FOLDER "joined/"
enum status schema_method_source(struct db *db, const char *hash, const char *name, bool joined,
    struct source *files, struct error *e);
/* Keeps the files of a method under a folder ("": its own, and the method among those known).
 */
enum status schema_keep_files(struct db *db, const struct method *m, const struct source *files,
    const char *folder, struct error *e);
/* The tables of the method's forms. */
enum status schema_forms(struct db *db, const struct method *m, struct error *e);
/* rebuild.c: every derived table anew in the caller's transaction. */
enum status rebuild_derived(struct workbook *wb, struct error *e);
/* views.c: choice, plan and today for the method's SQL (temporary, in memory). */
/* `choices` false: the table choice stays empty. */
enum status schema_views(struct db *db, const struct method *m, bool choices, struct error *e);

/* new.c: an empty database with schema, method and name plate; a file made beside comes to its
 * name without covering anything; or it and its journal are taken away. */
enum status workbook_lay(const char *path, const struct method *m, const struct source *files,
    const char *uid, struct error *e);
enum status workbook_appear(const char *beside, const char *path, struct error *e);
void workbook_take_away(const char *beside);

/* header.c: what the first bytes of a file and its journal tell before SQLite sees them. Reads
 * the file itself, so only while this process does not have it open. */
enum status header_check(const char *path, struct error *e);
/* Whether the stamp is of a workbook this program understands. */
enum status header_judge(
    const char *path, int64_t application, int64_t format, struct error *e);

/* opening.c: content checks before anything is trusted. `known` = closed last by us and
 * unchanged since; the two functions about it read the file themselves, so only while this
 * process does not have it open. */
enum status opening_check_stamp(struct workbook *wb, struct error *e);
enum status opening_check_content(struct workbook *wb, bool known, struct error *e);
/* The part of it that looks at every page. */
enum status opening_check_pages(struct workbook *wb, struct error *e);
/* workbook_open for reading, beside an open workbook: where both have the same schema and the
 * same method to the byte, that method serves both, so `like` has to be closed later
 * (workbook.c). */
enum status workbook_open_other(
    struct workbook **out, const char *path, const struct workbook *like, struct error *e);

/* alike.c: whether the file, of which only the stamp was read yet, has schema and method of an
 * open workbook to the byte. */
enum status alike_workbooks(
    struct workbook *wb, const struct workbook *like, bool *alike, struct error *e);
/* Whether two rows, one of either file, are equal in every column. */
bool alike_rows(sqlite3_stmt *a, sqlite3_stmt *b);
bool opening_is_known(const char *path);
void opening_remember(const char *path);

/* action.c: writes a cell of the open action if that changes anything. */
enum status action_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e);

/* order.c: the number of a row at the end, or between a row and the one before or after it
 * (numbers all rows anew when there is no room); setting it. */
enum status order_end(
    struct workbook *wb, const struct form *form, double *at, struct error *e);
enum status order_beside(struct workbook *wb, const struct form *form, const char *uid,
    bool before, double *at, struct error *e);
enum status order_set(
    struct workbook *wb, const struct form *form, const char *uid, double at, struct error *e);
/* The rows under a row (role parent) in their order, without itself; db_texts_free. */
enum status order_under(struct workbook *wb, const struct form *form, const char *uid,
    char ***uids, size_t *count, struct error *e);
/* `before`, or where that is one of `under` the next row that is not; NULL: the end. Caller
 * frees. */
enum status order_outside(struct workbook *wb, const struct form *form, const char *before,
    char **under, size_t count, char **outside, struct error *e);

/* names.c: what rows are called, for finding them by what people type; kept until a name
 * changes. */
struct names;
enum match names_find(
    struct workbook *wb, const struct form *form, const char *text, bool exact, char **uid);
void names_changed(
    struct workbook *wb, const struct form *form, const char *uid, const char *field);
void names_forget(struct workbook *wb);

/* lock.c */
enum status lock_take(struct workbook *wb, struct error *e);
/* A sentence about who holds the writer's lock of `path`. STATUS_BUSY. Opens the file, so only
 * while this process holds no lock of it. */
enum status lock_refused(const char *path, struct error *e);
/* The handles of this process that write, by their mark. */
void lock_register(struct workbook *wb);
void lock_forget(struct workbook *wb);
bool lock_is_ours(const struct file_mark *m);

/* meta holds MERGED_KEY + its uid for each session that came by a merge: it was not typed into
 * this file, and undo here leaves it alone. */
#define MERGED_KEY "merged:"
/* ... and this key when it is a practice file (workbook_practice). */
#define PRACTICE_KEY "practice"

/* session.c: the session row at the first edit. */
enum status session_need(struct workbook *wb, struct error *e);
enum status session_position(struct workbook *wb, struct error *e);
/* A local number that nothing in the journal names, not even what a stranger left there without
 * its session: new edits must not be taken for those. */
enum status session_number(struct workbook *wb, int64_t *id, struct error *e);
/* The group of the copy a session was typed in, by what it says of its program ("susun 0.1
 * k3"); 0 = the main one, or not told. */
int session_group(const char *program);

/* mark.c: fills temp.held(session, seq) with what a mark holds; NULL: nothing is held. */
struct mark;
enum status mark_hold(struct workbook *wb, const struct mark *mark, struct error *e);
/* mark.c: a reason of this session for changes after a mark. */
enum status mark_answer(struct workbook *wb, const char *title, const char *mark,
    const char *reason, struct error *e);
/* mark_due.c: *title of a living mark that holds an edit, so that undo leaves it alone; NULL
 * when none does. Caller frees. */
enum status mark_stops(
    struct workbook *wb, int64_t session, int64_t seq, char **title, struct error *e);

/* journal.c: one edit of a cell of the open action, replacing the given heads (all of the
 * cell's when `only` is NULL), derived state included. */
struct edit_key {
    int64_t session, seq;
};
struct edit_keys {
    size_t count;
    struct edit_key *list;
};
enum status journal_edit(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_keys *only, struct error *e);
/* The same, putting back what the edit `old` said: a deletion knows no more than that one did
 * and what was put back of it. */
enum status journal_again(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_keys *only, struct edit_key old, struct error *e);
/* SQLite gives the whole transaction up when the disk or memory is full: what follows would be
 * written outside of any. STATUS_FILE. */
enum status journal_lost(struct error *e);
/* Writes the action's row though it changed nothing: it still answers another action. */
enum status journal_empty_action(struct workbook *wb, struct error *e);
/* A new record of a form and uid: its number is one that no head names, not even what a
 * stranger left there without its record. */
#define RECORD_LAST                                                                            \
    "max(0, coalesce((SELECT max(id) FROM record), 0),"                                        \
    " coalesce((SELECT max(record) FROM head), 0))"
#define RECORD_MOST 4611686018427387904 /* no number is given behind it */
#define RECORD_INSERT                                                                          \
    "INSERT INTO record(id, form, uid) SELECT CASE WHEN n < 4611686018427387904 THEN n + 1 "   \
    "END,"                                                                                     \
    " ?, ? FROM (SELECT " RECORD_LAST " AS n)"
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
    bool different; /* heads with unequal content that do not unite by themselves */
};
enum status journal_winner(
    struct workbook *wb, int64_t record, const char *field, struct winner *w, struct error *e);
void winner_clear(struct winner *w);

/* What a cell showed before an edit: the latest of the edits it replaced, or what these come to
 * together; nothing when it replaced none. `field` NULL: a cell of the engine's. The caller's.
 */
enum status journal_replaced(struct workbook *wb, const struct field *field,
    struct edit_key edit, struct value *value, char **typed, struct error *e);

/* standing.c: the head in which an edit of the cell still stands: itself, or what undo and redo
 * put back in its place; *found false when somebody changed the cell since. */
enum status standing_head(struct workbook *wb, int64_t record, const char *field,
    struct edit_key edit, struct edit_key *head, bool *found, struct error *e);
/* standing.c: the heads of a cell, or (field NULL) of every cell of the record but its
 * existence; free the list, also after a failure. */
enum status standing_heads(struct workbook *wb, int64_t record, const char *field,
    struct edit_keys *heads, struct error *e);
/* standing.c: what an edit of an undo or redo put back; *found false when that was nothing, or
 * the edit answers no action. */
enum status standing_before(
    struct workbook *wb, struct edit_key *key, bool *found, struct error *e);
/* standing.c: the edit somebody made, of which this one puts back what it said; itself when it
 * was none of undo or redo. */
enum status standing_origin(
    struct workbook *wb, struct edit_key key, struct edit_key *origin, struct error *e);

/* table.c: the derived form tables and unread. */
/* Whether a value may stand in a column of this SQL type ("TEXT"); a stranger's journal may say
 * otherwise. */
bool table_fits(const struct value *v, const char *sql);
/* Whether the journal says the record lives. */
enum status table_alive(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, bool *alive, struct error *e);
/* A stored value spread over its field's columns (cleared by the caller). What does not fit
 * (only a stranger's journal holds such) leaves them NULL and comes as the text *odd, the
 * caller's, else NULL. */
enum status table_columns(const struct field *field, const struct value *value,
    struct value columns[LIMIT_COLUMNS], char **odd, struct error *e);
/* Makes the row of a record equal to its heads: inserts, updates every cell, or deletes. */
enum status table_sync_row(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, struct error *e);
/* Writes one cell (content already known) of a row that is there. */
enum status table_write_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e);
enum status table_has_row(struct workbook *wb, const struct form *form, const char *uid,
    bool *there, struct error *e);

/* shape.c: a row came, went or moved (form NULL: any may have); what happened since. */
void shape_changed(struct workbook *wb, const struct form *form, const char *uid);
/* The ids (borrowed, each once) of the rows of a form that came, went or moved after `since`;
 * false when that is not known any more. */
bool shape_since(const struct workbook *wb, const struct form *form, int64_t since,
    const char *uids[SHAPE_EVENTS], size_t *count);
void shape_forget(struct workbook *wb);

/* arrange.c: gives the ids of a form's living rows as a view wants to see them; of those that
 * `where` (SQL over the row r, NULL: all) says yes to. */
struct rows_view;
typedef enum status row_id_fn(void *context, const char *id, struct error *e);
enum status arrange_rows(struct workbook *wb, const struct form *form,
    const struct rows_view *view, const char *where, row_id_fn *take, void *context,
    struct error *e);

/* rows.c: the ORDER BY terms of the form's own order, of rows called r. */
void rows_own_order(sqlite3_str *s, const struct form *form);
/* scope.c: which rows of a form this copy shows, as SQL over the row r; *where is NULL when it
 * shows all of them. sqlite3_free. */
enum status scope_where(
    struct workbook *wb, const struct form *form, char **where, struct error *e);

/* draft.c: a person's edit of a cell stands for what was being typed there: its draft, or that
 * of a row not made yet, goes with the same transaction. */
enum status draft_settled(struct workbook *wb, const struct form *form, int64_t record,
    const char *field, struct error *e);

/* touched.c: the entry of a record in the open action (valid until the next call), with its
 * automatic fields as they were. */
enum status touch(struct workbook *wb, const struct form *form, int64_t record, const char *uid,
    struct touched **t, struct error *e);
void touched_clear(struct workbook *wb);
/* Whether somebody settled the record's code in this action, be it to none. */
bool touched_code_given(const struct workbook *wb, int64_t record);
/* A field that is worked out but may be typed over (the dimension of a sub-dimension). */
bool touched_follows(const struct field *f);
/* complete.c: what an action owes before it commits. */
enum status complete_action(struct workbook *wb, struct error *e);

/* How many references in a row may lead to the dimension of a record. */
#define CODE_DEPTH 3
/* code.c: the next free code of a record, "" when it cannot be known yet or the form has none.
 * Caller frees. */
enum status code_next(struct workbook *wb, const struct form *form, const char *uid,
    char **code, struct error *e);
/* The dimension a record belongs to: its own, its sub-dimension's, or that of what it refers
 * to; NULL when not known. Caller frees. */
enum status code_dimension(struct workbook *wb, const struct form *form, const char *uid,
    char **dimension, struct error *e);
/* For forms whose code is a text field of their own (OPD): that field, else NULL. */
const struct field *code_text_field(const struct form *form);
void code_forget(struct workbook *wb);
/* A code was given by somebody: counters go on behind it. */
void code_seen(struct workbook *wb, const char *code);

#endif
