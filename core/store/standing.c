/* Whether an edit still stands, and in which head: itself, or one that an undo or redo put back
 * in its place. Without the second, taking back two changes of one cell would stop after one.
 */
#include <stdlib.h>

#include "core/store/internal.h"

/* What an edit of an undo or redo put back: the newest of the edits that were replaced by the
 * first edit, on the same cell, of the action it answers. Always an older one, so that
 * following comes to an end in anybody's journal. *found false when it put back an empty cell
 * or nothing. */
static enum status put_back_by(struct workbook *wb, struct edit_key edit, struct edit_key *old,
    bool *found, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT o.session, o.seq FROM edit c"
        " JOIN action a ON a.session = c.session AND a.seq = c.action"
        " JOIN edit f ON f.session = a.of_session AND f.action = a.of_seq"
        " AND f.record = c.record AND f.field = c.field"
        " JOIN replaces r ON r.session = f.session AND r.seq = f.seq"
        " JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
        " JOIN action oa ON oa.session = o.session AND oa.seq = o.action"
        " JOIN session os ON os.id = o.session"
        " WHERE c.session = ? AND c.seq = ? AND oa.clock < a.clock"
        " ORDER BY f.seq, oa.clock DESC, os.uid DESC, o.seq DESC LIMIT 1",
        e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "ii", edit.session, edit.seq) : db_status(e);

    *found = false;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, found, e);
    if (*found)
        *old = (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Whether a head is the edit, or stands in its place. */
static enum status stands_for(
    struct workbook *wb, struct edit_key head, struct edit_key edit, bool *yes, struct error *e)
{
    enum status s = STATUS_OK;
    bool more = true;

    for (*yes = false; s == STATUS_OK && more;) {
        *yes = head.session == edit.session && head.seq == edit.seq;
        if (*yes)
            break;
        s = put_back_by(wb, head, &head, &more, e);
    }
    return s;
}

enum status standing_head(struct workbook *wb, int64_t record, const char *field,
    struct edit_key edit, struct edit_key *head, bool *found, struct error *e)
{
    struct edit_key *heads = NULL;
    size_t count = 0, room = 0;
    bool row = true;
    sqlite3_stmt *stmt =
        db_prepare(wb->db, "SELECT session, seq FROM head WHERE record = ? AND field = ?", e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (count == room) {
            struct edit_key *more = realloc(heads, (room = room * 2 + 4) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            heads = more;
        }
        heads[count++] =
            (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    }
    if (stmt)
        sqlite3_reset(stmt);
    *found = false;
    for (size_t i = 0; s == STATUS_OK && !*found && i < count; i++) {
        *head = heads[i];
        s = stands_for(wb, *head, edit, found, e);
    }
    free(heads);
    return s;
}
