/* The journal: edits that name the edits they replace. Its rows are inserted once and never
 * changed (DESIGN.md 1, idea 3); heads follow in the same transaction. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/store/internal.h"
#include "core/store/versions.h"

static const char *const kind_names[] = {
    [ACTION_NEW] = "new",
    [ACTION_EDIT] = "edit",
    [ACTION_DELETE] = "delete",
    [ACTION_RESTORE] = "restore",
    [ACTION_MOVE] = "move",
    [ACTION_PASTE] = "paste",
    [ACTION_IMPORT] = "import",
    [ACTION_UNDO] = "undo",
    [ACTION_REDO] = "redo",
    [ACTION_UNITE] = "unite",
    [ACTION_FOLLOW] = "follow",
    [ACTION_RETURN] = "return",
    [ACTION_MARK] = "mark",
    [ACTION_REASON] = "reason",
};

const char *action_kind_name(enum action_kind kind)
{
    return kind_names[kind];
}

enum action_kind action_kind_named(const char *name)
{
    for (int k = ACTION_NEW; name && k < ACTION_KINDS; k++)
        if (strcmp(name, kind_names[k]) == 0)
            return (enum action_kind)k;
    return ACTION_EDIT;
}

enum status journal_record(struct workbook *wb, const struct form *form, const char *uid,
    bool make, int64_t *record, struct error *e)
{
    enum status s = db_integer(wb->db, record, e,
        "SELECT id FROM record WHERE form = ? AND uid = ?", "tt", form->name, uid);

    if (s != STATUS_OK || *record || !make)
        return s;
    s = db_run(wb->db, e, RECORD_INSERT, "tt", form->name, uid);
    *record = sqlite3_last_insert_rowid(db_handle(wb->db));
    return s;
}

enum status journal_lost(struct error *e)
{
    return error_set(e, STATUS_FILE, _("The change was given up; nothing of it is stored."));
}

/* The action's own row, written with its first edit. */
static enum status need_action(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    /* SQLite gives the whole transaction up when the disk or memory is full: what follows would
     * be written outside of any. */
    if (!wb->in_action || sqlite3_get_autocommit(db_handle(wb->db)))
        return error_set(
            e, STATUS_FILE, _("The change was given up; nothing of it is stored."));
    if (wb->action_written)
        return STATUS_OK;
    s = session_need(wb, e);
    if (s != STATUS_OK)
        return s;
    wb->now.action++;
    wb->now.clock++;
    if (wb->of_session)
        s = db_run(wb->db, e,
            "INSERT INTO action(session, seq, clock, at, kind, of_session, of_seq)"
            " VALUES(?,?,?,?,?,?,?)",
            "iiiitii", wb->now.session, wb->now.action, wb->now.clock, clock_now(),
            kind_names[wb->kind], wb->of_session, wb->of_seq);
    else
        s = db_run(wb->db, e,
            "INSERT INTO action(session, seq, clock, at, kind) VALUES(?,?,?,?,?)", "iiiit",
            wb->now.session, wb->now.action, wb->now.clock, clock_now(), kind_names[wb->kind]);
    wb->action_written = s == STATUS_OK;
    return s;
}

enum status journal_empty_action(struct workbook *wb, struct error *e)
{
    return need_action(wb, e);
}

/* Names what the new edit replaces: heads, or what an edit put back beside it replaced too. */
static enum status replace_some(struct workbook *wb, int64_t record, const char *field,
    const struct edit_keys *only, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < only->count; i++) {
        struct edit_key old = only->list[i];
        s = db_run(wb->db, e, "INSERT INTO replaces VALUES(?,?,?,?)", "iiii", wb->now.session,
            wb->now.seq, old.session, old.seq);
        if (s == STATUS_OK)
            s = db_run(wb->db, e,
                "DELETE FROM head WHERE record = ? AND field = ? AND session = ? AND seq = ?",
                "itii", record, field, old.session, old.seq);
    }
    return s;
}

/* Names what the new edit replaces and makes it a head in their place. */
static enum status replace_heads(struct workbook *wb, int64_t record, const char *field,
    const struct edit_keys *only, struct error *e)
{
    struct db *db = wb->db;
    int64_t session = wb->now.session, seq = wb->now.seq;
    enum status s;

    if (only) {
        s = replace_some(wb, record, field, only, e);
    } else {
        s = db_run(db, e,
            "INSERT INTO replaces SELECT ?1, ?2, session, seq FROM head"
            " WHERE record = ?3 AND field = ?4",
            "iiit", session, seq, record, field);
        if (s == STATUS_OK && sqlite3_changes(db_handle(db)) > 0)
            s = db_run(
                db, e, "DELETE FROM head WHERE record = ? AND field = ?", "it", record, field);
    }
    if (s == STATUS_OK)
        s = db_run(
            db, e, "INSERT INTO head VALUES(?,?,?,?)", "itii", record, field, session, seq);
    return s;
}

/* A deletion notes every head it knew, so that one it did not know can be told apart later. */
static enum status note_seen(struct workbook *wb, int64_t record, struct error *e)
{
    return db_run(wb->db, e,
        "INSERT INTO saw SELECT ?1, ?2, session, seq FROM head WHERE record = ?3 AND field <> "
        "''",
        "iii", wb->now.session, wb->now.seq, record);
}

/* Whether an edit empties a cell because nothing stood there before: as good as none. */
static enum status is_nothing(
    struct workbook *wb, struct edit_key edit, bool *nothing, struct error *e)
{
    int64_t found;
    enum status s = db_integer(wb->db, &found, e,
        "SELECT EXISTS(SELECT 1 FROM edit e JOIN action a ON a.session = e.session"
        " AND a.seq = e.action WHERE e.session = ? AND e.seq = ? AND e.value IS NULL"
        " AND e.typed IS NULL AND a.of_session IS NOT NULL)",
        "ii", edit.session, edit.seq);

    *nothing = found;
    return s;
}

/* Whether a deletion knew an edit, or one of which this puts back what it said, be it nothing.
 */
static enum status knew(struct workbook *wb, struct edit_key deletion, struct edit_key edit,
    bool *known, struct error *e)
{
    enum status s = STATUS_OK;
    bool more = true;
    int64_t found = 0;

    while (s == STATUS_OK && !found && more) {
        s = db_integer(wb->db, &found, e,
            "SELECT EXISTS(SELECT 1 FROM saw WHERE session = ? AND seq = ? AND old_session = ?"
            " AND old_seq = ?)",
            "iiii", deletion.session, deletion.seq, edit.session, edit.seq);
        if (s == STATUS_OK && !found)
            s = standing_before(wb, &edit, &more, e);
    }
    *known = found;
    return s == STATUS_OK && !found ? is_nothing(wb, edit, known, e) : s;
}

/* A deletion that is put back knows no more than it did: what came since is not deleted by it.
 */
static enum status note_seen_again(
    struct workbook *wb, int64_t record, struct edit_key old, struct error *e)
{
    struct edit_keys heads;
    enum status s = standing_heads(wb, record, NULL, &heads, e);

    for (size_t i = 0; s == STATUS_OK && i < heads.count; i++) {
        bool known;
        s = knew(wb, old, heads.list[i], &known, e);
        if (s == STATUS_OK && known)
            s = db_run(wb->db, e, "INSERT INTO saw VALUES(?,?,?,?)", "iiii", wb->now.session,
                wb->now.seq, heads.list[i].session, heads.list[i].seq);
    }
    free(heads.list);
    return s;
}

/* Brings the form table up to date after one edit. */
static enum status derive(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed, bool sole,
    struct error *e)
{
    struct winner w;
    bool there = form->kind == FORM_SINGLE || form->kind == FORM_FIXED;
    bool emptied = value->kind == VALUE_NULL && !typed;
    enum status s = STATUS_OK;

    if (field[0] == '\0' || (form->kind == FORM_KEYED && (emptied || !sole)))
        return table_sync_row(wb, form, record, uid, e);
    if (!there)
        s = table_has_row(wb, form, uid, &there, e);
    if (s != STATUS_OK)
        return s;
    if (!there)
        return table_sync_row(wb, form, record, uid, e);
    if (sole)
        return table_write_cell(wb, form, record, uid, field, value, typed, e);
    s = journal_winner(wb, record, field, &w, e);
    if (s == STATUS_OK)
        s = table_write_cell(wb, form, record, uid, field, &w.value, w.typed, e);
    winner_clear(&w);
    return s;
}

/* One edit of the open action; `old` (or NULL) is what it puts back. */
static enum status write_edit(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_keys *only, const struct edit_key *old, struct error *e)
{
    enum status s = need_action(wb, e);
    int64_t heads = 1;

    if (s != STATUS_OK)
        return s;
    wb->now.seq++;
    s = db_run(wb->db, e,
        "INSERT INTO edit(session, seq, action, record, field, value, typed) "
        "VALUES(?,?,?,?,?,?,?)",
        "iiiitvt", wb->now.session, wb->now.seq, wb->now.action, record, field, value, typed);
    if (s == STATUS_OK)
        s = replace_heads(wb, record, field, only, e);
    if (s == STATUS_OK && field[0] == '\0' &&
        !(value->kind == VALUE_INTEGER && value->integer == 1))
        s = old ? note_seen_again(wb, record, *old, e) : note_seen(wb, record, e);
    if (s == STATUS_OK && only)
        s = db_integer(wb->db, &heads, e,
            "SELECT count(*) FROM head WHERE record = ? AND field = ?", "it", record, field);
    if (s == STATUS_OK)
        s = derive(wb, form, record, uid, field, value, typed, heads == 1, e);
    return s;
}

enum status journal_edit(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_keys *only, struct error *e)
{
    return write_edit(wb, form, record, uid, field, value, typed, only, NULL, e);
}

enum status journal_again(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    const struct edit_keys *only, struct edit_key old, struct error *e)
{
    return write_edit(wb, form, record, uid, field, value, typed, only, &old, e);
}

/* Whether two heads say the same. */
static bool same_content(
    const struct value *a, const char *typed_a, const struct value *b, const char *typed_b)
{
    if (!typed_a != !typed_b || (typed_a && strcmp(typed_a, typed_b) != 0))
        return false;
    return value_equal(a, b);
}

/* The field of a record's cell if it holds several values that unite by themselves, or NULL. */
static enum status uniting_field(struct workbook *wb, int64_t record, const char *name,
    const struct field **field, struct error *e)
{
    char *form = NULL;
    enum status s =
        db_text(wb->db, &form, e, "SELECT form FROM record WHERE id = ?", "i", record);
    const struct form *f = form ? method_form(wb->method, form) : NULL;

    free(form);
    *field = f ? form_field(f, name) : NULL;
    if (*field && (*field)->merge != MERGE_UNION)
        *field = NULL;
    return s;
}

/* Heads of several values come to one value, where the field is of that kind. */
static enum status unite_heads(
    struct workbook *wb, int64_t record, const char *name, struct winner *w, struct error *e)
{
    const struct field *field;
    struct versions v = {0};
    struct value value = {0};
    bool whole = false;
    enum status s = uniting_field(wb, record, name, &field, e);

    if (s != STATUS_OK || !field)
        return s;
    s = versions_heads(wb, record, name, true, &v, e);
    if (s == STATUS_OK)
        s = versions_union(field, &v, &value, &whole, e);
    if (s == STATUS_OK && whole) {
        value_clear(&w->value);
        w->value = value;
        w->different = false;
    }
    versions_clear(&v);
    return s;
}

enum status journal_winner(
    struct workbook *wb, int64_t record, const char *field, struct winner *w, struct error *e)
{
    bool row = true;

    *w = (struct winner){0};
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.session, e.seq, e.value, e.typed FROM head h"
        " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " JOIN session s ON s.id = e.session"
        " WHERE h.record = ? AND h.field = ? ORDER BY a.clock DESC, s.uid DESC, e.seq DESC",
        e);
    if (!stmt)
        return db_status(e);
    enum status s = db_bind(wb->db, stmt, e, "it", record, field);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        struct value value;
        const char *typed = (const char *)sqlite3_column_text(stmt, 3);
        s = db_value(stmt, 2, &value, e);
        if (s != STATUS_OK)
            break;
        if (w->heads++ == 0) {
            w->found = true;
            w->key =
                (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
            w->value = value;
            if (typed && !(w->typed = strdup(typed)))
                s = error_memory(e);
            continue;
        }
        w->different |= !same_content(&w->value, w->typed, &value, typed);
        value_clear(&value);
    }
    sqlite3_reset(stmt);
    return s == STATUS_OK && w->different ? unite_heads(wb, record, field, w, e) : s;
}

enum status journal_replaced(struct workbook *wb, const struct field *field,
    struct edit_key edit, struct value *value, char **typed, struct error *e)
{
    struct versions v;
    bool whole = false;
    enum status s = versions_replaced(wb, edit, true, &v, e);

    *value = (struct value){0};
    *typed = NULL;
    if (s == STATUS_OK && v.count > 1 && field && field->merge == MERGE_UNION)
        s = versions_union(field, &v, value, &whole, e);
    if (s == STATUS_OK && !whole && v.count > 0) {
        *value = v.list[0].value;
        *typed = v.list[0].typed;
        v.list[0].value = (struct value){0};
        v.list[0].typed = NULL;
    }
    versions_clear(&v);
    return s;
}

void winner_clear(struct winner *w)
{
    value_clear(&w->value);
    free(w->typed);
    *w = (struct winner){0};
}
