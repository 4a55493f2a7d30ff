/* The journal of another file may have been made by anything. What is new in it is looked at
 * whole before any of it is taken: the order it must have is what heads, undo and "since" rely
 * on. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/store/merge_parts.h"

/* What can be wrong with new rows. */
enum flaw { FLAW_NONE, FLAW_GAP, FLAW_CLOCK, FLAW_ODD };

/* Each gives the flaw and the session of the first row that cannot be. New edits are those
 * behind s.edits; what was known before is not looked at again. %d is LIMIT_TEXT. */
static const char *const checks[] = {
    /* 1..n without a gap */
    "SELECT 1, s.theirs FROM temp.merge_session s"
    " WHERE max(s.last_edit - s.edits, 0) <> (SELECT count(*) FROM edit e"
    " WHERE e.session = s.theirs AND e.seq > s.edits)"
    " OR max(s.last_action - s.actions, 0) <> (SELECT count(*) FROM action a"
    " WHERE a.session = s.theirs AND a.seq > s.actions) LIMIT 1",
    /* a clock that only goes forward, and answers to actions that are there and older */
    "SELECT CASE WHEN p.clock >= a.clock OR a.clock < 1 THEN 2 ELSE 3 END, s.theirs"
    " FROM temp.merge_session s CROSS JOIN action a ON a.session = s.theirs AND a.seq > "
    "s.actions"
    " LEFT JOIN action p ON p.session = a.session AND p.seq = a.seq - 1"
    " LEFT JOIN action o ON o.session = a.of_session AND o.seq = a.of_seq"
    " WHERE p.clock >= a.clock OR a.clock < 1 OR (a.of_session IS NULL) <> (a.of_seq IS NULL)"
    " OR (a.of_session IS NOT NULL AND (o.clock IS NULL OR o.clock >= a.clock OR o.seq < 1))"
    " LIMIT 1",
    /* an edit of an action that is new too, of a record that is there, in order, with a value
     * that a cell may hold */
    "SELECT 3, s.theirs FROM temp.merge_session s"
    " CROSS JOIN edit e ON e.session = s.theirs AND e.seq > s.edits"
    " LEFT JOIN edit p ON p.session = e.session AND p.seq = e.seq - 1"
    " LEFT JOIN record r ON r.id = e.record"
    " WHERE r.id IS NULL OR e.action <= s.actions OR e.action > s.last_action"
    " OR p.action > e.action OR typeof(e.value) = 'blob'"
    " OR length(CAST(e.value AS BLOB)) > %d OR length(CAST(e.typed AS BLOB)) > %d"
    " OR length(e.field) > 200 OR length(CAST(r.uid AS BLOB)) > %d LIMIT 1",
    /* replaces an older edit of the same cell */
    "SELECT 3, s.theirs FROM temp.merge_session s"
    " CROSS JOIN replaces r ON r.session = s.theirs AND r.seq > s.edits"
    " LEFT JOIN edit n ON n.session = r.session AND n.seq = r.seq"
    " LEFT JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " LEFT JOIN action b ON b.session = n.session AND b.seq = n.action"
    " LEFT JOIN action a ON a.session = o.session AND a.seq = o.action"
    " WHERE NOT coalesce(r.old_seq > 0 AND o.record = n.record AND o.field = n.field"
    " AND (a.clock < b.clock OR (o.session = n.session AND o.action = n.action AND o.seq < "
    "n.seq)), 0) LIMIT 1",
    /* a deletion saw older edits of its row */
    "SELECT 3, s.theirs FROM temp.merge_session s"
    " CROSS JOIN saw r ON r.session = s.theirs AND r.seq > s.edits"
    " LEFT JOIN edit n ON n.session = r.session AND n.seq = r.seq"
    " LEFT JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " WHERE NOT coalesce(r.old_seq > 0 AND o.record = n.record AND n.field = '', 0) LIMIT 1",
};

/* The sentence about a flaw in what somebody changed. */
static enum status say(
    const struct merge *m, enum flaw flaw, const char *author, struct error *e)
{
    const char *who = author && author[0] ? author : _("somebody unknown");

    switch (flaw) {
    case FLAW_GAP:
        return error_set(e, STATUS_DATA,
            _("Changes of %s are missing in the midst of %s: its journal has a gap. It is not "
              "taken in; ask for the file once more."),
            who, m->path);
    case FLAW_CLOCK:
        return error_set(e, STATUS_DATA,
            _("The order of the changes of %s in %s contradicts itself: the clock of its "
              "journal runs backwards. It is not taken in."),
            who, m->path);
    default:
        return error_set(e, STATUS_DATA,
            _("Among the changes of %s in %s is one that Susun never writes. It is not taken "
              "in; ask for the file once more."),
            who, m->path);
    }
}

/* One of the checks. */
static enum status check(struct merge *m, const char *format, struct error *e)
{
    bool row = false;
    char *author = NULL;
    char *sql = sqlite3_mprintf(format, LIMIT_TEXT, LIMIT_TEXT, LIMIT_TEXT);
    sqlite3_stmt *stmt = sql ? db_prepare(m->other->db, sql, e) : NULL;
    enum status s = stmt  ? db_step(m->other->db, stmt, &row, e)
                    : sql ? db_status(e)
                          : error_memory(e);

    if (s == STATUS_OK && row) {
        enum flaw flaw = (enum flaw)sqlite3_column_int(stmt, 0);
        s = db_text(m->other->db, &author, e, "SELECT author FROM session WHERE id = ?", "i",
            (int64_t)sqlite3_column_int64(stmt, 1));
        if (s == STATUS_OK)
            s = say(m, flaw, author, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    free(author);
    return s;
}

enum status merge_check(struct merge *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof checks / sizeof *checks; i++) {
        s = merge_stopped(m, e);
        if (s == STATUS_OK)
            s = check(m, checks[i], e);
    }
    return s;
}
