/* The union of two journals: sessions get numbers of this file, then all that is new comes over
 * (merge_carry.c). Nothing that was here is touched. */
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/store/merge_parts.h"

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
        "CREATE TEMP TABLE IF NOT EXISTS merge_row(record INTEGER PRIMARY KEY, form TEXT,"
        " was INTEGER, fresh INTEGER);"
        "CREATE INDEX IF NOT EXISTS temp.merge_form ON merge_row(form);"
        "DELETE FROM temp.merge_new; DELETE FROM temp.merge_cell;"
        "DELETE FROM temp.merge_several;"
        "DELETE FROM temp.merge_row",
        e);
}

enum status merge_end(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db,
        "DROP TABLE temp.merge_new; DROP TABLE temp.merge_cell;"
        "DROP TABLE temp.merge_several;"
        "DROP TABLE temp.merge_row",
        e);
}

/* New sessions get a number here; the other is told all numbers. */
static enum status carry_sessions(struct merge *m, struct error *e)
{
    bool row = true;
    struct merge_carry c = {.m = m};
    enum status s = merge_carry(&c,
        "SELECT s.uid, s.author, s.host, s.laptop, s.program, s.started"
        " FROM temp.merge_session m JOIN session s ON s.id = m.theirs WHERE m.ours = 0"
        " ORDER BY s.id",
        "INSERT INTO session(uid, author, host, laptop, program, started)"
        " SELECT a, b, c, d, e, f FROM \"db.rows\"(?)",
        e);
    sqlite3_stmt *stmt =
        s == STATUS_OK ? db_prepare(m->other->db,
                             "SELECT s.id, s.uid, m.edits, m.actions,"
                             " m.last_edit > m.edits OR m.last_action > m.actions, m.last_edit,"
                             " m.last_action, coalesce((SELECT clock FROM action"
                             " WHERE session = m.theirs AND seq = m.actions), 0)"
                             " FROM temp.merge_session m JOIN session s ON s.id = m.theirs"
                             " ORDER BY m.theirs",
                             e)
                       : NULL;

    if (s == STATUS_OK && !stmt)
        s = db_status(e);
    while (s == STATUS_OK && (s = db_step(m->other->db, stmt, &row, e)) == STATUS_OK && row) {
        struct merge_session t = {.theirs = sqlite3_column_int64(stmt, 0),
            .edits = sqlite3_column_int64(stmt, 2),
            .actions = sqlite3_column_int64(stmt, 3),
            .last_edit = sqlite3_column_int64(stmt, 5),
            .last_action = sqlite3_column_int64(stmt, 6),
            .clock = sqlite3_column_int64(stmt, 7)};
        s = db_integer(m->wb->db, &t.ours, e, "SELECT id FROM session WHERE uid = ?", "t",
            (const char *)sqlite3_column_text(stmt, 1));
        if (s == STATUS_OK)
            s = db_run(m->other->db, e,
                "UPDATE temp.merge_session SET ours = ? WHERE theirs = ?", "ii", t.ours,
                t.theirs);
        if (s == STATUS_OK && sqlite3_column_int(stmt, 4))
            s = db_run(m->wb->db, e, "INSERT INTO temp.merge_new VALUES(?,?,?)", "iii", t.ours,
                t.edits, t.actions);
        if (s == STATUS_OK)
            s = merge_add_session(&m->came, &t, e);
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

/* How many versions of a method this file knows. */
static enum status count_methods(struct merge *m, int64_t *count, struct error *e)
{
    return db_integer(m->wb->db, count, e, "SELECT count(*) FROM method_version", "");
}

/* Older versions of the method come along, so that what was written with them stays readable.
 * The newest one of this file stays the one that counts. */
static enum status carry_methods(struct merge *m, struct error *e)
{
    static const char older[] =
        " FROM method_version v JOIN temp.merge_method w ON v.name = w.name"
        " AND v.version < w.version AND (SELECT sum(length(content)) FROM method_file f"
        " WHERE f.hash = v.hash) <= w.most";
    struct merge_carry c = {.m = m};
    char *versions = sqlite3_mprintf("SELECT v.hash, v.name, v.version%s", older);
    char *files = sqlite3_mprintf("SELECT f.hash, f.path, f.content FROM method_file f"
                                  " WHERE f.hash IN (SELECT v.hash%s)",
        older);
    int64_t before = 0, after = 0;
    enum status s =
        versions && files
            ? db_exec(m->other->db,
                  "CREATE TEMP TABLE merge_method(name TEXT, version INTEGER, most INTEGER)", e)
            : error_memory(e);

    if (s == STATUS_OK)
        s = db_run(m->other->db, e, "INSERT INTO temp.merge_method VALUES(?,?,?)", "tii",
            m->wb->method->name, (int64_t)m->wb->method->version, (int64_t)LIMIT_METHOD);
    if (s == STATUS_OK)
        s = count_methods(m, &before, e);
    if (s == STATUS_OK)
        s = merge_carry(&c, files,
            "INSERT OR IGNORE INTO method_file(hash, path, content)"
            " SELECT a, b, c FROM \"db.rows\"(?)"
            " WHERE NOT EXISTS(SELECT 1 FROM method_version WHERE hash = a)",
            e);
    if (s == STATUS_OK)
        s = merge_carry(&c, versions,
            "INSERT OR IGNORE INTO method_version(hash, name, version)"
            " SELECT a, b, c FROM \"db.rows\"(?)",
            e);
    if (s == STATUS_OK)
        s = count_methods(m, &after, e);
    m->report->older = after > before;
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
        s = merge_carry_journal(m, e);
    if (s == STATUS_OK)
        s = merge_put_records(m, e);
    return s == STATUS_OK ? carry_methods(m, e) : s;
}
