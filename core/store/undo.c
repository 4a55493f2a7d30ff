#include "core/store/undo.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/record.h"

/* A cell the action changed: its first edit there (which says what was before) and its last. */
struct changed {
    int64_t record;
    char *form, *uid, *field;
    struct edit_key first, last;
};
struct changes {
    size_t count;
    struct changed *cells;
};

static void changes_free(struct changes *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->cells[i].form);
        free(c->cells[i].uid);
        free(c->cells[i].field);
    }
    free(c->cells);
    *c = (struct changes){0};
}

/* The cells of an action, existence last: a row that goes must know every head of it. */
static enum status read_changes(
    struct workbook *wb, int64_t session, int64_t action, struct changes *c, struct error *e)
{
    bool row = true;
    size_t room = 0;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.record, r.form, r.uid, e.field, min(e.seq), max(e.seq) FROM edit e"
        " JOIN record r ON r.id = e.record WHERE e.session = ? AND e.action = ?"
        " GROUP BY e.record, e.field ORDER BY e.field = '', min(e.seq)",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "ii", session, action) : db_status(e);

    *c = (struct changes){0};
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (c->count == room) {
            struct changed *more = realloc(c->cells, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            c->cells = more;
        }
        struct changed *one = &c->cells[c->count++];
        *one = (struct changed){.record = sqlite3_column_int64(stmt, 0),
            .form = strdup((const char *)sqlite3_column_text(stmt, 1)),
            .uid = strdup((const char *)sqlite3_column_text(stmt, 2)),
            .field = strdup((const char *)sqlite3_column_text(stmt, 3)),
            .first = {session, sqlite3_column_int64(stmt, 4)},
            .last = {session, sqlite3_column_int64(stmt, 5)}};
        if (!one->form || !one->uid || !one->field)
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* What stood in a cell before an edit: the newest of the edits it replaced, or nothing. */
static enum status value_before(struct workbook *wb, struct edit_key edit, struct value *value,
    char **typed, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.value, e.typed FROM replaces r"
        " JOIN edit e ON e.session = r.old_session AND e.seq = r.old_seq"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " JOIN session s ON s.id = e.session WHERE r.session = ? AND r.seq = ?"
        " ORDER BY a.clock DESC, s.uid DESC, e.seq DESC LIMIT 1",
        e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "ii", edit.session, edit.seq) : db_status(e);

    *value = (struct value){0};
    *typed = NULL;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row) {
        const char *text = (const char *)sqlite3_column_text(stmt, 1);
        s = db_value(stmt, 0, value, e);
        if (s == STATUS_OK && text && !(*typed = strdup(text)))
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Whether the action's last edit of a cell still stands. */
static enum status stands(
    struct workbook *wb, const struct changed *c, bool *standing, struct error *e)
{
    int64_t n;
    enum status s = db_integer(wb->db, &n, e,
        "SELECT count(*) FROM head WHERE record = ? AND field = ? AND session = ? AND seq = ?",
        "itii", c->record, c->field, c->last.session, c->last.seq);

    *standing = n > 0;
    return s;
}

/* "CODE label" of a cell that was left as it is. */
static void name_kept(struct workbook *wb, const struct form *form, const struct changed *c,
    struct undo_result *r)
{
    const struct field *f = form_field(form, c->field);
    char *code = NULL;

    if (!r->kept_cell && record_code(wb, form, c->uid, &code, NULL) == STATUS_OK)
        r->kept_cell = text_format("%s%s%s", code, code[0] ? " " : "",
            f ? words_get(&f->label) : words_get(&form->title));
    free(code);
}

/* Puts one cell back. Cells of a row that somebody else deleted since stay as they are. */
static enum status put_back(struct workbook *wb, const struct changed *c, bool revived,
    struct undo_result *r, struct error *e)
{
    const struct form *form = method_form(wb->method, c->form);
    struct value before;
    char *typed;
    bool standing;

    if (!form)
        return STATUS_OK;
    enum status s = stands(wb, c, &standing, e);
    if (s != STATUS_OK)
        return s;
    bool dead = form->kind == FORM_LIST && c->field[0] && !revived &&
                !table_has_row(wb, form, c->uid, e);
    if (!standing || dead) {
        r->kept++;
        name_kept(wb, form, c, r);
        return STATUS_OK;
    }
    s = value_before(wb, c->first, &before, &typed, e);
    if (s == STATUS_OK)
        s = journal_edit(wb, form, c->record, c->uid, c->field, &before, typed, &c->last, e);
    value_clear(&before);
    free(typed);
    r->cells++;
    if (!r->form && s == STATUS_OK && strcmp(c->field, "urutan") != 0 &&
        strcmp(c->field, "kode") != 0) {
        r->form = strdup(c->form);
        r->uid = strdup(c->uid);
        r->field = strdup(c->field);
        if (!r->form || !r->uid || !r->field)
            s = error_memory(e);
    }
    return s;
}

/* Whether the action also decides a record's existence (then its cells go with it). */
static bool decides_existence(const struct changes *all, int64_t record)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->cells[i].record == record && all->cells[i].field[0] == '\0')
            return true;
    return false;
}

/* The action to answer: undo takes the newest living change, redo the newest undo that no newer
 * change follows. */
static enum status find_action(struct workbook *wb, bool redo, int64_t *session, int64_t *seq,
    char **kind, struct error *e)
{
    static const char undo_sql[] =
        "SELECT a.session, a.seq, a.kind FROM action a JOIN session s ON s.id = a.session"
        " WHERE s.laptop = ?1 AND a.kind <> 'undo' AND NOT EXISTS(SELECT 1 FROM action u"
        " WHERE u.of_session = a.session AND u.of_seq = a.seq)"
        " AND a.clock > coalesce((SELECT max(n.clock) FROM action n JOIN session t ON t.id = "
        "n.session"
        " WHERE n.kind = 'new' AND t.laptop = ?1), -1)"
        " ORDER BY a.clock DESC LIMIT 1";
    static const char redo_sql[] =
        "SELECT a.session, a.seq, a.kind FROM action a JOIN session s ON s.id = a.session"
        " WHERE s.laptop = ?1 AND a.kind = 'undo' AND NOT EXISTS(SELECT 1 FROM action u"
        " WHERE u.of_session = a.session AND u.of_seq = a.seq)"
        " AND NOT EXISTS(SELECT 1 FROM action n JOIN session t ON t.id = n.session"
        " WHERE t.laptop = ?1 AND n.clock > a.clock AND n.kind NOT IN ('undo', 'redo'))"
        " ORDER BY a.clock DESC LIMIT 1";
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db, redo ? redo_sql : undo_sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "t", wb->laptop) : db_status(e);

    *session = *seq = 0;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row) {
        *session = sqlite3_column_int64(stmt, 0);
        *seq = sqlite3_column_int64(stmt, 1);
        *kind = strdup((const char *)sqlite3_column_text(stmt, 2));
        if (!*kind)
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Follows answers back to the change a person made: what a redo did again, what an undo took
 * back. */
static enum status original_kind(
    struct workbook *wb, int64_t session, int64_t seq, enum action_kind *kind, struct error *e)
{
    char *name = NULL;
    enum status s = db_text(wb->db, &name, e,
        "WITH RECURSIVE back(session, seq, kind) AS ("
        " SELECT session, seq, kind FROM action WHERE session = ?1 AND seq = ?2"
        " UNION ALL SELECT a.session, a.seq, a.kind FROM back b"
        " JOIN action u ON u.session = b.session AND u.seq = b.seq"
        " JOIN action a ON a.session = u.of_session AND a.seq = u.of_seq"
        " WHERE b.kind IN ('undo', 'redo'))"
        " SELECT kind FROM back WHERE kind NOT IN ('undo', 'redo') LIMIT 1",
        "ii", session, seq);

    *kind = ACTION_EDIT;
    for (int k = ACTION_NEW; name && k <= ACTION_REDO; k++)
        if (strcmp(name, action_kind_name((enum action_kind)k)) == 0)
            *kind = (enum action_kind)k;
    free(name);
    return s;
}

/* Undo and redo are the same movement: put back what stood before an action. */
static enum status take_back(
    struct workbook *wb, bool redo, struct undo_result *r, struct error *e)
{
    struct changes all = {0};
    int64_t session, seq;
    char *kind = NULL;

    *r = (struct undo_result){0};
    enum status s = action_begin(wb, redo ? ACTION_REDO : ACTION_UNDO, e);
    if (s != STATUS_OK)
        return s;
    s = find_action(wb, redo, &session, &seq, &kind, e);
    if (s != STATUS_OK || !session) {
        action_rollback(wb);
        free(kind);
        return s;
    }
    wb->of_session = session;
    wb->of_seq = seq;
    s = original_kind(wb, session, seq, &r->kind, e);
    if (s == STATUS_OK)
        s = read_changes(wb, session, seq, &all, e);
    for (size_t i = 0; s == STATUS_OK && i < all.count; i++)
        s = put_back(wb, &all.cells[i], decides_existence(&all, all.cells[i].record), r, e);
    if (s == STATUS_OK && r->cells == 0)
        s = journal_empty_action(wb, e); /* everything was changed since: still answered */
    changes_free(&all);
    free(kind);
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    else
        action_rollback(wb);
    r->done = s == STATUS_OK;
    return s;
}

enum status undo_last(struct workbook *wb, struct undo_result *result, struct error *e)
{
    return take_back(wb, false, result, e);
}

enum status redo_last(struct workbook *wb, struct undo_result *result, struct error *e)
{
    return take_back(wb, true, result, e);
}

void undo_result_clear(struct undo_result *r)
{
    free(r->form);
    free(r->uid);
    free(r->field);
    free(r->kept_cell);
    *r = (struct undo_result){0};
}
