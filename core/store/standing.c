/* Whether an edit still stands, and in which head: itself, or one that an undo or redo put back
 * in its place. Without the second, taking back two changes of one cell would stop after one.
 */
#include <stdlib.h>

#include "core/store/internal.h"

/* An edit with its action and what that answers. */
struct place {
    struct edit_key key;
    int64_t action, clock;
    struct edit_key of; /* the action answered; session 0 = none */
};

/* Actions that were answered, whose first edit of the cell is looked for; and which of the
 * edits it replaced is meant, counted from the latest: undo writes one edit for each of them.
 */
struct answered {
    size_t count, room;
    struct answered_action {
        struct edit_key action;
        int64_t nth;
    } * actions;
};

/* The row of edit and action a statement stands on. */
static struct place place_at(sqlite3_stmt *row)
{
    return (struct place){
        .key = {sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1)},
        .action = sqlite3_column_int64(row, 2),
        .clock = sqlite3_column_int64(row, 3),
        .of = {sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5)},
    };
}

static enum status place_of(
    struct workbook *wb, struct edit_key key, struct place *p, bool *found, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.session, e.seq, e.action, a.clock, a.of_session, a.of_seq FROM edit e"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " WHERE e.session = ? AND e.seq = ?",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "ii", key.session, key.seq) : db_status(e);

    *found = false;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, found, e);
    if (s == STATUS_OK && *found)
        *p = place_at(stmt);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The nth of the edits an edit replaced, from the latest. Always an older one, so that
 * following comes to an end in anybody's journal. */
static enum status step_back(
    struct workbook *wb, struct place *p, int64_t nth, bool *found, struct error *e)
{
    bool row = true;
    struct place old = {0};
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT o.session, o.seq, o.action, a.clock, a.of_session, a.of_seq FROM replaces r"
        " JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
        " JOIN action a ON a.session = o.session AND a.seq = o.action"
        " JOIN session s ON s.id = o.session WHERE r.session = ? AND r.seq = ?"
        " ORDER BY a.clock DESC, s.uid DESC, o.seq DESC LIMIT 1 OFFSET ?",
        e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "iii", p->key.session, p->key.seq, nth) : db_status(e);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    *found = s == STATUS_OK && row;
    if (*found)
        old = place_at(stmt);
    if (stmt)
        sqlite3_reset(stmt);
    *found = *found &&
             (old.clock < p->clock || (old.key.session == p->key.session &&
                                          old.action == p->action && old.key.seq < p->key.seq));
    if (*found)
        *p = old;
    return s;
}

/* Goes back from an edit to the first one its action made of the cell, then to the nth that one
 * replaced. */
static enum status leave_action(
    struct workbook *wb, struct place *p, int64_t nth, bool *found, struct error *e)
{
    struct place from = *p, first;
    enum status s = STATUS_OK;

    do {
        first = *p;
        s = step_back(wb, p, 0, found, e);
    } while (s == STATUS_OK && *found && p->key.session == from.key.session &&
             p->action == from.action);
    if (s != STATUS_OK || !*found || nth == 0)
        return s;
    *p = first;
    return step_back(wb, p, nth, found, e);
}

/* How many edits of its cell its action wrote beside an edit, directly behind it. */
static enum status count_beside(
    struct workbook *wb, const struct place *p, int64_t *count, struct error *e)
{
    int64_t more = 1;
    enum status s = STATUS_OK;

    for (*count = 0; s == STATUS_OK && more; *count += more)
        s = db_integer(wb->db, &more, e,
            "SELECT EXISTS(SELECT 1 FROM edit n JOIN edit o ON o.session = ?1 AND o.seq = ?2"
            " WHERE n.session = ?1 AND n.seq = ?3 AND n.action = o.action"
            " AND n.record = o.record AND n.field = o.field"
            " AND NOT EXISTS(SELECT 1 FROM replaces r WHERE r.session = ?1 AND r.seq = ?3"
            " AND r.old_session = ?1 AND r.old_seq = ?2))",
            "iii", p->key.session, p->key.seq, p->key.seq + *count + 1);
    return s;
}

/* An edit that answers nothing, or the action behind it, is one more to go back through. */
static enum status note_answered(struct workbook *wb, struct answered *list,
    const struct place *p, bool *found, struct error *e)
{
    int64_t nth = 0;

    *found = p->of.session != 0;
    if (!*found)
        return STATUS_OK;
    if (list->count == list->room) {
        size_t room = list->room * 2 + 8;
        struct answered_action *more = realloc(list->actions, room * sizeof *more);
        if (!more)
            return error_memory(e);
        list->actions = more;
        list->room = room;
    }
    enum status s = count_beside(wb, p, &nth, e);
    list->actions[list->count++] = (struct answered_action){p->of, nth};
    return s;
}

/* The edit replaced the head that stood for the answered action's, which may have been put back
 * in turn. */
enum status standing_before(
    struct workbook *wb, struct edit_key *key, bool *found, struct error *e)
{
    struct answered list = {0};
    struct place p;
    enum status s = place_of(wb, *key, &p, found, e);

    if (s == STATUS_OK && *found)
        s = note_answered(wb, &list, &p, found, e);
    if (s == STATUS_OK && *found)
        s = step_back(wb, &p, 0, found, e);
    while (s == STATUS_OK && *found && list.count > 0) {
        const struct answered_action *last = &list.actions[list.count - 1];
        if (p.key.session == last->action.session && p.action == last->action.seq) {
            list.count--;
            s = leave_action(wb, &p, last->nth, found, e);
            continue;
        }
        s = note_answered(wb, &list, &p, found, e);
        if (s == STATUS_OK && *found)
            s = step_back(wb, &p, 0, found, e);
    }
    free(list.actions);
    if (*found)
        *key = p.key;
    return s;
}

enum status standing_origin(
    struct workbook *wb, struct edit_key key, struct edit_key *origin, struct error *e)
{
    enum status s = STATUS_OK;
    bool more = true;

    while (s == STATUS_OK && more) {
        *origin = key;
        s = standing_before(wb, &key, &more, e);
    }
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
        s = standing_before(wb, &head, &more, e);
    }
    return s;
}

enum status standing_heads(struct workbook *wb, int64_t record, const char *field,
    struct edit_keys *heads, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        field
            ? "SELECT session, seq FROM head WHERE record = ?1 AND field = ?2"
            : "SELECT session, seq FROM head WHERE record = ?1 AND field <> '' AND ?2 IS NULL",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);

    *heads = (struct edit_keys){0};
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (heads->count == room) {
            struct edit_key *more = realloc(heads->list, (room = room * 2 + 4) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            heads->list = more;
        }
        heads->list[heads->count++] =
            (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status standing_head(struct workbook *wb, int64_t record, const char *field,
    struct edit_key edit, struct edit_key *head, bool *found, struct error *e)
{
    struct edit_keys heads;
    enum status s = standing_heads(wb, record, field, &heads, e);

    *found = false;
    for (size_t i = 0; s == STATUS_OK && !*found && i < heads.count; i++) {
        *head = heads.list[i];
        s = stands_for(wb, *head, edit, found, e);
    }
    free(heads.list);
    return s;
}
