/* The union of two journals: sessions and records get numbers of this file, then all that is
 * new comes over (merge_carry.c). Nothing that was here is touched. */
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

/* Where the records of the other stand that get numbers here. */
struct numbering {
    struct merge *m;
    sqlite3_stmt *from;
    int64_t last; /* number given */
    size_t next;  /* of came.records, for merge_row */
};

/* Goes on to the next record that is not here; those that are get their number on the way. */
static enum status next_record(void *context, bool *row, struct error *e)
{
    struct numbering *n = context;
    struct merge *m = n->m;
    struct merge_record r = {0};
    enum status s;

    *row = true;
    while ((s = db_step(m->other->db, n->from, row, e)) == STATUS_OK && *row) {
        const char *form = (const char *)sqlite3_column_text(n->from, 1);
        const char *uid = (const char *)sqlite3_column_text(n->from, 2);
        if (!form || !uid)
            return error_memory(e);
        if (sqlite3_column_bytes(n->from, 1) > LIMIT_TEXT ||
            sqlite3_column_bytes(n->from, 2) > LIMIT_TEXT)
            return merge_refuse(m, MERGE_ODD, 0, e);
        r = (struct merge_record){.theirs = sqlite3_column_int64(n->from, 0),
            .form = method_form(m->wb->method, form)};
        s = db_integer(m->wb->db, &r.ours, e,
            "SELECT id FROM record WHERE form = ? AND uid = ?", "tt", form, uid);
        r.fresh = !r.ours;
        if (s == STATUS_OK && r.fresh && n->last >= RECORD_MOST)
            s = db_error_code(SQLITE_CORRUPT, m->wb->path, e);
        if (s == STATUS_OK && r.fresh)
            r.ours = ++n->last;
        if (s == STATUS_OK)
            s = merge_add_record(&m->came, &r, e);
        if (s != STATUS_OK || r.fresh)
            return s;
    }
    return s;
}

static void give_record(void *context, int column, sqlite3_context *out)
{
    const struct numbering *n = context;

    if (column == 0)
        sqlite3_result_int64(out, n->last);
    else
        db_give_text(out, n->from, column);
}

static enum status next_touched(void *context, bool *row, struct error *e)
{
    struct numbering *n = context;
    (void)e;

    *row = n->next < n->m->came.record_count;
    n->next += *row;
    return STATUS_OK;
}

static void give_touched(void *context, int column, sqlite3_context *out)
{
    const struct numbering *n = context;
    const struct merge_record *r = &n->m->came.records[n->next - 1];

    switch (column) {
    case 0: sqlite3_result_int64(out, r->ours); break;
    case 1: sqlite3_result_text(out, r->form ? r->form->name : "", -1, SQLITE_STATIC); break;
    default: sqlite3_result_int(out, r->fresh);
    }
}

/* The records that new edits are about get a number here. */
static enum status carry_records(struct merge *m, struct error *e)
{
    struct numbering n = {.m = m};
    struct db_rows records = {.next = next_record, .column = give_record, .context = &n},
                   touched = {.next = next_touched, .column = give_touched, .context = &n};
    enum status s = db_integer(m->wb->db, &n.last, e, "SELECT " RECORD_LAST, "");

    if (s == STATUS_OK)
        n.from = db_prepare(m->other->db,
            "SELECT id, form, uid FROM record WHERE id IN (SELECT e.record"
            " FROM temp.merge_session m CROSS JOIN edit e ON e.session = m.theirs"
            " AND e.seq > m.edits) ORDER BY id",
            e);
    if (s == STATUS_OK && !n.from)
        s = db_status(e);
    if (s == STATUS_OK)
        s = db_run_rows(m->wb->db,
            "INSERT INTO record(id, form, uid) SELECT a, b, c FROM \"db.rows\"(?)", &records,
            e);
    if (n.from)
        sqlite3_reset(n.from);
    return s == STATUS_OK ? db_run_rows(m->wb->db,
                                "INSERT INTO temp.merge_row(record, form, was, fresh)"
                                " SELECT a, b, 0, c FROM \"db.rows\"(?)",
                                &touched, e)
                          : s;
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
        s = carry_records(m, e);
    if (s == STATUS_OK)
        s = merge_carry_journal(m, e);
    return s == STATUS_OK ? carry_methods(m, e) : s;
}
