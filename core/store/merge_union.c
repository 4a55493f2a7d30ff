/* The union of two journals. What the other has is selected there, with the local numbers of
 * this file already in place, and put here row by row; both sides go by indexes, and nothing
 * that was here is touched. */
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/store/merge_parts.h"

/* How many rows are brought over between two looks at whether to stop. */
#define ROWS_BETWEEN 4096

enum status merge_stopped(const struct merge *m, struct error *e)
{
    if (m->options->stop && m->options->stop(m->options->context))
        return error_set(e, STATUS_INTERRUPTED, _("Stopped; nothing is half done."));
    return STATUS_OK;
}

enum status merge_begin(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db,
        "CREATE TEMP TABLE IF NOT EXISTS merge_new(session INTEGER PRIMARY KEY,"
        " edits INTEGER, actions INTEGER);"
        "CREATE TEMP TABLE IF NOT EXISTS merge_cell(record INTEGER, field TEXT,"
        " PRIMARY KEY(record, field)) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS merge_several(record INTEGER, field TEXT,"
        " PRIMARY KEY(record, field)) WITHOUT ROWID;"
        "CREATE TEMP TABLE IF NOT EXISTS merge_head(record INTEGER, field TEXT,"
        " session INTEGER, seq INTEGER);"
        "CREATE TEMP TABLE IF NOT EXISTS merge_row(record INTEGER PRIMARY KEY, form TEXT,"
        " was INTEGER);"
        "CREATE INDEX IF NOT EXISTS temp.merge_form ON merge_row(form);"
        "DELETE FROM temp.merge_new; DELETE FROM temp.merge_cell; DELETE FROM temp.merge_head;"
        "DELETE FROM temp.merge_several;"
        "DELETE FROM temp.merge_row",
        e);
}

enum status merge_end(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db,
        "DROP TABLE temp.merge_new; DROP TABLE temp.merge_cell; DROP TABLE temp.merge_head;"
        "DROP TABLE temp.merge_several;"
        "DROP TABLE temp.merge_row",
        e);
}

/* Binds a column of a row that stays where it is until the statement has run. */
static int bind_column(sqlite3_stmt *to, sqlite3_stmt *from, int at)
{
    switch (sqlite3_column_type(from, at)) {
    case SQLITE_INTEGER: return sqlite3_bind_int64(to, at + 1, sqlite3_column_int64(from, at));
    case SQLITE_TEXT:
        return sqlite3_bind_text(to, at + 1, (const char *)sqlite3_column_text(from, at),
            sqlite3_column_bytes(from, at), SQLITE_STATIC);
    default: return sqlite3_bind_value(to, at + 1, sqlite3_column_value(from, at));
    }
}

/* Puts every row that a query of the other gives into a table of this file, if it `fits` (NULL:
 * any does). What the query gives beyond the parameters is for that. */
static enum status carry(struct merge *m, const char *select, const char *insert,
    enum merge_flaw (*fits)(struct merge_walk *, sqlite3_stmt *), struct error *e)
{
    bool row = true, none;
    size_t moved = 0;
    struct merge_walk walk = {0};
    sqlite3_stmt *from = db_prepare(m->other->db, select, e);
    sqlite3_stmt *to = from ? db_prepare(m->wb->db, insert, e) : NULL;
    enum status s = to ? STATUS_OK : db_status(e);
    int columns = to ? sqlite3_bind_parameter_count(to) : 0;

    while (s == STATUS_OK && (s = db_step(m->other->db, from, &row, e)) == STATUS_OK && row) {
        enum merge_flaw flaw = fits ? fits(&walk, from) : MERGE_FITS;
        if (flaw != MERGE_FITS)
            s = merge_refuse(
                m, flaw, sqlite3_column_int64(from, sqlite3_column_count(from) - 1), e);
        for (int i = 0; s == STATUS_OK && i < columns; i++)
            if (bind_column(to, from, i) != SQLITE_OK)
                s = db_error(m->wb->db, e);
        if (s == STATUS_OK)
            s = db_step(m->wb->db, to, &none, e);
        if (s == STATUS_OK && ++moved % ROWS_BETWEEN == 0)
            s = merge_stopped(m, e);
    }
    if (from)
        sqlite3_reset(from);
    if (to)
        sqlite3_clear_bindings(to); /* what was bound belonged to `from` */
    return s;
}

/* New sessions get a number here; the other is told all numbers. */
static enum status carry_sessions(struct merge *m, struct error *e)
{
    bool row = true;
    enum status s = carry(m,
        "SELECT s.uid, s.author, s.host, s.laptop, s.program, s.started"
        " FROM temp.merge_session m JOIN session s ON s.id = m.theirs WHERE m.ours = 0"
        " ORDER BY s.id",
        "INSERT INTO session(uid, author, host, laptop, program, started) VALUES(?,?,?,?,?,?)",
        NULL, e);
    sqlite3_stmt *stmt =
        s == STATUS_OK ? db_prepare(m->other->db,
                             "SELECT s.id, s.uid, m.edits, m.actions,"
                             " m.last_edit > m.edits OR m.last_action > m.actions"
                             " FROM temp.merge_session m JOIN session s ON s.id = m.theirs",
                             e)
                       : NULL;

    if (s == STATUS_OK && !stmt)
        s = db_status(e);
    while (s == STATUS_OK && (s = db_step(m->other->db, stmt, &row, e)) == STATUS_OK && row) {
        int64_t ours = 0, theirs = sqlite3_column_int64(stmt, 0);
        s = db_integer(m->wb->db, &ours, e, "SELECT id FROM session WHERE uid = ?", "t",
            (const char *)sqlite3_column_text(stmt, 1));
        if (s == STATUS_OK)
            s = db_run(m->other->db, e,
                "UPDATE temp.merge_session SET ours = ? WHERE theirs = ?", "ii", ours, theirs);
        if (s == STATUS_OK && sqlite3_column_int(stmt, 4))
            s = db_run(m->wb->db, e, "INSERT INTO temp.merge_new VALUES(?,?,?)", "iii", ours,
                (int64_t)sqlite3_column_int64(stmt, 2), (int64_t)sqlite3_column_int64(stmt, 3));
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Whatever was not typed into this file is not this file's to undo, even where a copy was
 * written on the same laptop (undo.c). */
static enum status note_merged(struct merge *m, struct error *e)
{
    return db_exec(m->wb->db,
        "INSERT OR IGNORE INTO meta(key, value) SELECT '" MERGED_KEY "' || s.uid, '1'"
        " FROM temp.merge_new n JOIN session s ON s.id = n.session WHERE n.actions = 0",
        e);
}

/* The records that new edits are about get a number here; the other is told. */
static enum status carry_records(struct merge *m, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(m->other->db,
        "SELECT id, form, uid FROM record WHERE id IN (SELECT e.record"
        " FROM temp.merge_session m CROSS JOIN edit e ON e.session = m.theirs"
        " AND e.seq > m.edits) ORDER BY id",
        e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(m->other->db, stmt, &row, e)) == STATUS_OK && row) {
        const char *form = (const char *)sqlite3_column_text(stmt, 1);
        const char *uid = (const char *)sqlite3_column_text(stmt, 2);
        int64_t ours = 0;
        if (sqlite3_column_bytes(stmt, 1) > LIMIT_TEXT ||
            sqlite3_column_bytes(stmt, 2) > LIMIT_TEXT)
            s = merge_refuse(m, MERGE_ODD, 0, e);
        if (s == STATUS_OK)
            s = db_integer(m->wb->db, &ours, e,
                "SELECT id FROM record WHERE form = ? AND uid = ?", "tt", form, uid);
        if (s == STATUS_OK && !ours) {
            s = db_run(m->wb->db, e, RECORD_INSERT, "tt", form, uid);
            ours = sqlite3_last_insert_rowid(db_handle(m->wb->db));
        }
        if (s == STATUS_OK)
            s = db_run(m->other->db, e, "INSERT INTO temp.merge_record VALUES(?,?)", "ii",
                (int64_t)sqlite3_column_int64(stmt, 0), ours);
        if (s == STATUS_OK)
            s = db_run(
                m->wb->db, e, "INSERT INTO temp.merge_row VALUES(?,?,0)", "it", ours, form);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The journal's tables, what is new of them. Session by session, in order: CROSS JOIN keeps it
 * so. The last column is the session's number there. */
static const struct {
    const char *select, *insert;
    enum merge_flaw (*fits)(struct merge_walk *, sqlite3_stmt *);
} tables[] = {
    {"SELECT m.ours, a.seq, a.clock, a.at, a.kind, o.ours, a.of_seq, m.actions,"
     " coalesce((SELECT clock FROM action p WHERE p.session = m.theirs"
     " AND p.seq = m.actions), 0), m.theirs"
     " FROM temp.merge_session m CROSS JOIN action a ON a.session = m.theirs"
     " AND a.seq > m.actions LEFT JOIN temp.merge_session o ON o.theirs = a.of_session"
     " ORDER BY m.theirs, a.seq",
        "INSERT INTO action(session, seq, clock, at, kind, of_session, of_seq)"
        " VALUES(?,?,?,?,?,?,?)",
        merge_action_fits},
    {"SELECT m.ours, e.seq, e.action, r.ours, e.field, e.value, e.typed, m.edits, m.actions,"
     " m.last_action, m.theirs"
     " FROM temp.merge_session m CROSS JOIN edit e ON e.session = m.theirs AND e.seq > m.edits"
     " LEFT JOIN temp.merge_record r ON r.theirs = e.record ORDER BY m.theirs, e.seq",
        "INSERT INTO edit(session, seq, action, record, field, value, typed)"
        " VALUES(?,?,?,?,?,?,?)",
        merge_edit_fits},
    {"SELECT m.ours, r.seq, o.ours, r.old_seq FROM temp.merge_session m"
     " CROSS JOIN replaces r ON r.session = m.theirs AND r.seq > m.edits"
     " CROSS JOIN temp.merge_session o ON o.theirs = r.old_session",
        "INSERT INTO replaces VALUES(?,?,?,?)", NULL},
    {"SELECT m.ours, r.seq, o.ours, r.old_seq FROM temp.merge_session m"
     " CROSS JOIN saw r ON r.session = m.theirs AND r.seq > m.edits"
     " CROSS JOIN temp.merge_session o ON o.theirs = r.old_session",
        "INSERT INTO saw VALUES(?,?,?,?)", NULL},
};

/* Older versions of the method come along, so that what was written with them stays readable.
 * The newest one of this file stays the one that counts. */
static enum status carry_methods(struct merge *m, struct error *e)
{
    static const char older[] =
        " FROM method_version v JOIN temp.merge_method w ON v.name = w.name"
        " AND v.version < w.version AND (SELECT sum(length(content)) FROM method_file f"
        " WHERE f.hash = v.hash) <= w.most";
    char *versions = sqlite3_mprintf("SELECT v.hash, v.name, v.version%s", older);
    char *files = sqlite3_mprintf("SELECT f.hash, f.path, f.content FROM method_file f"
                                  " WHERE f.hash IN (SELECT v.hash%s)",
        older);
    enum status s =
        versions && files
            ? db_exec(m->other->db,
                  "CREATE TEMP TABLE merge_method(name TEXT, version INTEGER, most INTEGER)", e)
            : error_memory(e);

    if (s == STATUS_OK)
        s = db_run(m->other->db, e, "INSERT INTO temp.merge_method VALUES(?,?,?)", "tii",
            m->wb->method->name, (int64_t)m->wb->method->version, (int64_t)LIMIT_METHOD);
    if (s == STATUS_OK)
        s = carry(m, files,
            "INSERT OR IGNORE INTO method_file(hash, path, content) SELECT ?1, ?2, ?3"
            " WHERE NOT EXISTS(SELECT 1 FROM method_version WHERE hash = ?1)",
            NULL, e);
    if (s == STATUS_OK)
        s = carry(m, versions,
            "INSERT OR IGNORE INTO method_version(hash, name, version) VALUES(?,?,?)", NULL, e);
    sqlite3_free(versions);
    sqlite3_free(files);
    return s;
}

enum status merge_unite(struct merge *m, struct error *e)
{
    enum status s = merge_begin(m->wb, e);

    if (s == STATUS_OK)
        s = carry_sessions(m, e);
    if (s == STATUS_OK)
        s = note_merged(m, e);
    if (s == STATUS_OK)
        s = carry_records(m, e);
    for (size_t i = 0; s == STATUS_OK && i < sizeof tables / sizeof *tables; i++)
        s = carry(m, tables[i].select, tables[i].insert, tables[i].fits, e);
    return s == STATUS_OK ? carry_methods(m, e) : s;
}
