/* Another copy is opened as any stranger's file is; here it is decided whether it belongs to
 * this workbook, and what of it is new. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/method/region.h"
#include "core/store/merge_parts.h"

/* What a region is called. Caller frees; NULL without memory. */
static char *region_name(const char *code)
{
    const struct region *r = region_find(code);

    return r ? region_title(r) : strdup(code[0] ? code : "?");
}

/* Files of different uids: another district's is never taken, the same one's if that is wished.
 */
static enum status judge_uid(struct merge *m, struct error *e)
{
    const struct region *all;
    size_t count;
    struct plan_years ours, theirs;

    if (strcmp(m->wb->uid, m->other->uid) == 0)
        return STATUS_OK;
    enum status s = regions_load(&all, &count, e);
    if (s == STATUS_OK)
        s = workbook_plan(m->wb, &ours, e);
    if (s == STATUS_OK)
        s = workbook_plan(m->other, &theirs, e);
    if (s != STATUS_OK)
        return s;
    m->report->adopted = true;
    if (strcmp(ours.region, theirs.region) == 0 && m->options->adopt)
        return STATUS_OK;
    if (strcmp(ours.region, theirs.region) == 0)
        return error_set(e, STATUS_DATA,
            _("%s was begun separately for the same region, so it may hold the same rows once "
              "more. It is taken in when you ask to adopt it (--adopt)."),
            m->path);
    char *here = region_name(ours.region), *there = region_name(theirs.region);
    s = here && there
            ? error_set(e, STATUS_DATA,
                  _("%s is the workbook of %s, this one is of %s. It is not taken in."),
                  m->path, there, here)
            : error_memory(e);
    free(here);
    free(there);
    return s;
}

enum status merge_judge(struct merge *m, struct error *e)
{
    const struct method *ours = m->wb->method, *theirs = m->other->method;

    if (m->wb->practice != m->other->practice)
        return error_set(e, STATUS_DATA,
            m->other->practice
                ? _("%s is for practice: what is in it belongs to no plan. It is not taken in.")
                : _("This file is for practice and takes in no real workbook: %s stays out. "
                    "Open your own workbook first."),
            m->path);
    enum status s = judge_uid(m, e);

    if (s != STATUS_OK)
        return s;
    m->report->group = m->other->group;
    if (strcmp(ours->name, theirs->name) != 0)
        return error_set(e, STATUS_DATA,
            _("%s was made with the method %s, this workbook with %s. It is not taken in."),
            m->path, theirs->name, ours->name);
    if (theirs->version > ours->version)
        return error_set(e, STATUS_DATA,
            _("%s has version %d of the method, newer than the %d of this workbook. It is "
              "taken in once this workbook has the new version too: `susun upgrade`."),
            m->path, theirs->version, ours->version);
    return STATUS_OK;
}

/* A session of the other: how far it goes there and here. */
struct session {
    int64_t theirs, ours;
    const char *uid, *author, *laptop;
    int64_t started;
    int64_t edits, actions, last_edit, last_action;
};

static const char *text_at(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Both tell of a session, an edit or an action, but not the same. */
static enum status differ(const struct merge *m, const struct session *t, struct error *e)
{
    return error_set(e, STATUS_DATA,
        _("%s and this workbook tell one and the same change of %s differently: one of them "
          "was "
          "damaged or altered by other means than Susun. It is not taken in."),
        m->path, t->author && t->author[0] ? t->author : _("somebody unknown"));
}

/* Whether the row of a session and a number is there in both files and equal. */
static enum status same_here(struct merge *m, const char *sql, const struct session *t,
    int64_t seq, bool *same, struct error *e)
{
    sqlite3_stmt *a = db_prepare(m->wb->db, sql, e);
    sqlite3_stmt *b = a ? db_prepare(m->other->db, sql, e) : NULL;
    bool row = false, other = false;
    enum status s = b ? db_bind(m->wb->db, a, e, "ii", t->ours, seq) : db_status(e);

    if (s == STATUS_OK)
        s = db_bind(m->other->db, b, e, "ii", t->theirs, seq);
    if (s == STATUS_OK)
        s = db_step(m->wb->db, a, &row, e);
    if (s == STATUS_OK)
        s = db_step(m->other->db, b, &other, e);
    *same = s == STATUS_OK && row && other && alike_rows(a, b);
    if (s == STATUS_OK && !*same && (db_short(a) || db_short(b)))
        s = error_memory(e);
    if (a)
        sqlite3_reset(a);
    if (b)
        sqlite3_reset(b);
    return s;
}

/* The last edit and the last action that both files have must be the same. */
static enum status compare_common(struct merge *m, const struct session *t, struct error *e)
{
    static const char edit_sql[] =
        "SELECT e.action, r.form, r.uid, e.field, e.value, e.typed FROM edit e"
        " JOIN record r ON r.id = e.record WHERE e.session = ? AND e.seq = ?";
    static const char action_sql[] =
        "SELECT clock, at, kind, of_seq FROM action WHERE session = ? AND seq = ?";
    int64_t edit = t->edits < t->last_edit ? t->edits : t->last_edit;
    int64_t action = t->actions < t->last_action ? t->actions : t->last_action;
    bool same = true;
    enum status s = STATUS_OK;

    if (edit > 0)
        s = same_here(m, edit_sql, t, edit, &same, e);
    if (s == STATUS_OK && same && action > 0)
        s = same_here(m, action_sql, t, action, &same, e);
    return s == STATUS_OK && !same ? differ(m, t, e) : s;
}

/* What this file has of a session. */
static enum status find_here(struct merge *m, struct session *t, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(m->wb->db,
        "SELECT id, laptop, started,"
        " (SELECT coalesce(max(seq), 0) FROM edit e WHERE e.session = s.id),"
        " (SELECT coalesce(max(seq), 0) FROM action a WHERE a.session = s.id)"
        " FROM session s WHERE uid = ?",
        e);
    enum status s = stmt ? db_bind(m->wb->db, stmt, e, "t", t->uid) : db_status(e);

    if (s == STATUS_OK)
        s = db_step(m->wb->db, stmt, &row, e);
    if (s == STATUS_OK && row) {
        t->ours = sqlite3_column_int64(stmt, 0);
        t->edits = sqlite3_column_int64(stmt, 3);
        t->actions = sqlite3_column_int64(stmt, 4);
        if (!same_text(text_at(stmt, 1), t->laptop) ||
            sqlite3_column_int64(stmt, 2) != t->started)
            s = differ(m, t, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s == STATUS_OK && row ? compare_common(m, t, e) : s;
}

/* Notes one session of the other. A gap is told of even where all of it is known here: whoever
 * works with that file should know. */
static enum status take_session(struct merge *m, sqlite3_stmt *row, bool *news, struct error *e)
{
    struct session t = {.theirs = sqlite3_column_int64(row, 0),
        .uid = text_at(row, 1),
        .author = text_at(row, 2),
        .laptop = text_at(row, 3),
        .started = sqlite3_column_int64(row, 4),
        .last_edit = sqlite3_column_int64(row, 5),
        .last_action = sqlite3_column_int64(row, 6)};
    enum status s = t.theirs < 1                 ? merge_refuse(m, MERGE_ODD, t.theirs, e)
                    : sqlite3_column_int(row, 7) ? merge_refuse(m, MERGE_GAP, t.theirs, e)
                                                 : find_here(m, &t, e);

    if (s != STATUS_OK)
        return s;
    *news = *news || t.last_edit > t.edits || t.last_action > t.actions;
    return db_run(m->other->db, e, "INSERT INTO temp.merge_session VALUES(?,?,?,?,?,?)",
        "iiiiii", t.theirs, t.ours, t.edits, t.actions, t.last_edit, t.last_action);
}

/* Every session of the other with its last edit and action, and how many there are: 1..n. The
 * last is looked up; only the count walks. */
static const char sessions_sql[] =
    "SELECT id, uid, author, laptop, started, edits, actions,"
    " edits <> (SELECT count(*) FROM edit WHERE session = id)"
    " OR actions <> (SELECT count(*) FROM action WHERE session = id) FROM (SELECT *,"
    " (SELECT coalesce(max(seq), 0) FROM edit WHERE session = id) AS edits,"
    " (SELECT coalesce(max(seq), 0) FROM action WHERE session = id) AS actions FROM session)"
    " ORDER BY id";

/* Changes of a session that the other does not name belong to nobody. */
static enum status refuse_nobodys(struct merge *m, struct error *e)
{
    int64_t found = 0;
    enum status s = db_integer(m->other->db, &found, e,
        "WITH RECURSIVE e(id) AS (SELECT min(session) FROM edit UNION ALL SELECT"
        " (SELECT min(session) FROM edit WHERE session > e.id) FROM e WHERE e.id IS NOT NULL),"
        " a(id) AS (SELECT min(session) FROM action UNION ALL SELECT"
        " (SELECT min(session) FROM action WHERE session > a.id) FROM a WHERE a.id IS NOT NULL)"
        " SELECT count(*) FROM (SELECT id FROM e UNION SELECT id FROM a) WHERE id IS NOT NULL"
        " AND id NOT IN (SELECT id FROM session)",
        "");

    return s == STATUS_OK && found ? merge_refuse(m, MERGE_ODD, 0, e) : s;
}

enum status merge_sessions(struct merge *m, bool *news, struct error *e)
{
    bool row = true;
    enum status s = db_exec(m->other->db,
        "CREATE TEMP TABLE merge_session(theirs INTEGER PRIMARY KEY, ours INTEGER,"
        " edits INTEGER, actions INTEGER, last_edit INTEGER, last_action INTEGER)",
        e);
    sqlite3_stmt *stmt = s == STATUS_OK ? db_prepare(m->other->db, sessions_sql, e) : NULL;

    *news = false;
    if (stmt)
        s = refuse_nobodys(m, e);
    if (s == STATUS_OK && !stmt)
        s = db_status(e);
    while (s == STATUS_OK && (s = db_step(m->other->db, stmt, &row, e)) == STATUS_OK && row)
        s = take_session(m, stmt, news, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}
