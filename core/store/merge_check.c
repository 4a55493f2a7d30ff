/* The journal of another file may have been made by anything. What is new in it is looked at
 * whole before any of it is taken: the order it must have is what heads, undo and "since" rely
 * on. */
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/store/merge_parts.h"

#define NAME_MOST 200 /* bytes of a field's name */

/* Each finds the session of the first new row that cannot be; new is what stands behind s.edits
 * or s.actions. Order and content of the rows themselves are looked at as they come by
 * (merge_action_fits, merge_edit_fits), and what edits replace (merge_carry.c). */
static const char *const checks[] = {
    /* is told by a person and a program of a size that can be read */
    "SELECT s.theirs FROM temp.merge_session s CROSS JOIN session t ON t.id = s.theirs"
    " WHERE length(t.uid || coalesce(t.author, '') || coalesce(t.host, '') ||"
    " coalesce(t.laptop, '') || coalesce(t.program, '')) > 10000 LIMIT 1",
    /* answers to an action that is there and older */
    "SELECT s.theirs FROM temp.merge_session s"
    " CROSS JOIN action a ON a.session = s.theirs AND a.seq > s.actions"
    " LEFT JOIN action o ON o.session = a.of_session AND o.seq = a.of_seq"
    " WHERE (a.of_session IS NULL) <> (a.of_seq IS NULL) OR (a.of_session IS NOT NULL"
    " AND (o.clock IS NULL OR o.clock >= a.clock OR o.seq < 1)) LIMIT 1",
    /* a deletion saw edits of its row */
    "SELECT s.theirs FROM temp.merge_session s"
    " CROSS JOIN saw r ON r.session = s.theirs AND r.seq > s.edits"
    " LEFT JOIN edit n ON n.session = r.session AND n.seq = r.seq"
    " LEFT JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " WHERE NOT coalesce(r.old_seq > 0 AND o.record = n.record AND n.field = '', 0) LIMIT 1",
};

/* The sentence about a flaw in what somebody changed. */
static enum status say(
    const struct merge *m, enum merge_flaw flaw, const char *author, struct error *e)
{
    const char *who = author && author[0] ? author : _("somebody unknown");

    switch (flaw) {
    case MERGE_GAP:
        return error_set(e, STATUS_DATA,
            _("Changes of %s are missing in the midst of %s: its journal has a gap. It is not "
              "taken in; ask for the file once more."),
            who, m->path);
    case MERGE_CLOCK:
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

enum status merge_refuse(
    const struct merge *m, enum merge_flaw flaw, int64_t session, struct error *e)
{
    char *author = NULL;
    enum status s = db_text(
        m->other->db, &author, e, "SELECT author FROM session WHERE id = ?", "i", session);

    if (s == STATUS_OK)
        s = say(m, flaw, author, e);
    free(author);
    return s;
}

/* Reads a whole number; false when something else stands there. */
static bool whole(sqlite3_stmt *row, int column, int64_t *number)
{
    *number = sqlite3_column_int64(row, column);
    return sqlite3_column_type(row, column) == SQLITE_INTEGER;
}

enum merge_flaw merge_action_fits(
    struct merge_walk *w, const struct merge_session *s, sqlite3_stmt *row)
{
    int64_t seq, clock;
    bool first = s->theirs != w->session;
    bool plain = whole(row, 1, &seq);

    plain = whole(row, 2, &clock) && plain;
    if (seq != (first ? s->actions : w->seq) + 1)
        return MERGE_GAP;
    if (!plain || sqlite3_column_bytes(row, 4) > NAME_MOST)
        return MERGE_ODD;
    if (clock <= (first ? s->clock : w->order))
        return MERGE_CLOCK;
    *w = (struct merge_walk){s->theirs, seq, clock};
    return MERGE_FITS;
}

/* Whether a text goes on to its end: none that Susun writes has a NUL in it. One that memory
 * did not suffice for is told by merge_name. */
static bool plain_name(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return !text || strlen(text) == (size_t)sqlite3_column_bytes(row, column);
}

enum merge_flaw merge_edit_fits(
    struct merge_walk *w, const struct merge_session *s, sqlite3_stmt *row)
{
    int64_t seq, action;
    bool first = s->theirs != w->session;
    bool plain = whole(row, 1, &seq);

    plain = whole(row, 2, &action) && plain;
    if (seq != (first ? s->edits : w->seq) + 1)
        return MERGE_GAP;
    if (!plain || action <= s->actions || action > s->last_action ||
        (!first && action < w->order) || sqlite3_column_type(row, 3) != SQLITE_INTEGER ||
        sqlite3_column_type(row, 5) == SQLITE_BLOB ||
        sqlite3_column_bytes(row, 4) > NAME_MOST || !plain_name(row, 4) ||
        (sqlite3_column_type(row, 5) == SQLITE_TEXT &&
            sqlite3_column_bytes(row, 5) > LIMIT_TEXT) ||
        sqlite3_column_bytes(row, 6) > LIMIT_TEXT)
        return MERGE_ODD;
    *w = (struct merge_walk){s->theirs, seq, action};
    return MERGE_FITS;
}

enum status merge_check(struct merge *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof checks / sizeof *checks; i++) {
        int64_t session = 0;
        s = merge_stopped(m, e);
        if (s == STATUS_OK)
            s = db_integer(m->other->db, &session, e, checks[i], "");
        if (s == STATUS_OK && session)
            s = merge_refuse(m, MERGE_ODD, session, e);
    }
    return s;
}
