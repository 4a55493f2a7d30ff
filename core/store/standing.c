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

/* An action that was answered, whose first edit of the cell is looked for. */
struct answered {
    size_t count, room;
    struct edit_key *actions;
};

/* One row of edit and action. */
static enum status read_place(struct workbook *wb, const char *sql, struct edit_key key,
    struct place *p, bool *found, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(wb->db, sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "ii", key.session, key.seq) : db_status(e);

    *found = false;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, found, e);
    if (s == STATUS_OK && *found)
        *p = (struct place){
            .key = {sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)},
            .action = sqlite3_column_int64(stmt, 2),
            .clock = sqlite3_column_int64(stmt, 3),
            .of = {sqlite3_column_int64(stmt, 4), sqlite3_column_int64(stmt, 5)},
        };
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

static enum status place_of(
    struct workbook *wb, struct edit_key key, struct place *p, bool *found, struct error *e)
{
    return read_place(wb,
        "SELECT e.session, e.seq, e.action, a.clock, a.of_session, a.of_seq FROM edit e"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " WHERE e.session = ? AND e.seq = ?",
        key, p, found, e);
}

/* The newest of the edits an edit replaced. Always an older one, so that following comes to an
 * end in anybody's journal. */
static enum status step_back(struct workbook *wb, struct place *p, bool *found, struct error *e)
{
    struct place old = {0};
    enum status s = read_place(wb,
        "SELECT o.session, o.seq, o.action, a.clock, a.of_session, a.of_seq FROM replaces r"
        " JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq"
        " JOIN action a ON a.session = o.session AND a.seq = o.action"
        " JOIN session s ON s.id = o.session WHERE r.session = ? AND r.seq = ?"
        " ORDER BY a.clock DESC, s.uid DESC, o.seq DESC LIMIT 1",
        p->key, &old, found, e);

    *found = *found &&
             (old.clock < p->clock || (old.key.session == p->key.session &&
                                          old.action == p->action && old.key.seq < p->key.seq));
    if (*found)
        *p = old;
    return s;
}

/* Goes back from an edit to the first one its action made of the cell, then one step more. */
static enum status leave_action(
    struct workbook *wb, struct place *p, bool *found, struct error *e)
{
    const struct place from = *p;
    enum status s = STATUS_OK;

    do
        s = step_back(wb, p, found, e);
    while (s == STATUS_OK && *found && p->key.session == from.key.session &&
           p->action == from.action);
    return s;
}

/* An edit that answers nothing, or the action behind it, is one more to go back through. */
static enum status note_answered(
    struct answered *list, struct edit_key action, bool *found, struct error *e)
{
    *found = action.session != 0;
    if (!*found)
        return STATUS_OK;
    if (list->count == list->room) {
        size_t room = list->room * 2 + 8;
        struct edit_key *more = realloc(list->actions, room * sizeof *more);
        if (!more)
            return error_memory(e);
        list->actions = more;
        list->room = room;
    }
    list->actions[list->count++] = action;
    return STATUS_OK;
}

/* What an edit of an undo or redo put back: the newest edit that stood before the action it
 * answers. *found false when that was nothing, or the edit answers no action. The edit replaced
 * the head that stood for the answered action's, which may have been put back in turn. */
static enum status put_back_by(
    struct workbook *wb, struct edit_key *key, bool *found, struct error *e)
{
    struct answered list = {0};
    struct place p;
    enum status s = place_of(wb, *key, &p, found, e);

    if (s == STATUS_OK && *found)
        s = note_answered(&list, p.of, found, e);
    if (s == STATUS_OK && *found)
        s = step_back(wb, &p, found, e);
    while (s == STATUS_OK && *found && list.count > 0) {
        const struct edit_key *action = &list.actions[list.count - 1];
        if (p.key.session == action->session && p.action == action->seq) {
            list.count--;
            s = leave_action(wb, &p, found, e);
            continue;
        }
        s = note_answered(&list, p.of, found, e);
        if (s == STATUS_OK && *found)
            s = step_back(wb, &p, found, e);
    }
    free(list.actions);
    if (*found)
        *key = p.key;
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
        s = put_back_by(wb, &head, &more, e);
    }
    return s;
}

/* The heads of a cell; the caller's. */
static enum status read_heads(struct workbook *wb, int64_t record, const char *field,
    struct edit_key **heads, size_t *count, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt =
        db_prepare(wb->db, "SELECT session, seq FROM head WHERE record = ? AND field = ?", e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (*count == room) {
            struct edit_key *more = realloc(*heads, (room = room * 2 + 4) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            *heads = more;
        }
        (*heads)[(*count)++] =
            (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status standing_head(struct workbook *wb, int64_t record, const char *field,
    struct edit_key edit, struct edit_key *head, bool *found, struct error *e)
{
    struct edit_key *heads = NULL;
    size_t count = 0;
    enum status s = read_heads(wb, record, field, &heads, &count, e);

    *found = false;
    for (size_t i = 0; s == STATUS_OK && !*found && i < count; i++) {
        *head = heads[i];
        s = stands_for(wb, *head, edit, found, e);
    }
    free(heads);
    return s;
}
