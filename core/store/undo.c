#include "core/store/undo.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/record.h"
#include "core/store/unite_part.h"
#include "core/store/versions.h"

/* A cell the action changed: its first edit there (which says what was before) and its last. */
struct changed {
    int64_t record;
    char *form, *uid, *field;
    struct edit_key first, last;
    bool decides; /* the action also decides the record's existence: its cells go with it */
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

/* The first edit of a session that belongs to an action or a later one. A session's edits and
 * actions both grow, so it is searched by halves. */
static enum status first_edit(
    struct workbook *wb, int64_t session, int64_t action, int64_t *seq, struct error *e)
{
    int64_t low = 1, high;
    enum status s = db_integer(wb->db, &high, e,
        "SELECT coalesce(max(seq), 0) + 1 FROM edit WHERE session = ?", "i", session);

    while (s == STATUS_OK && low < high) {
        int64_t middle = low + (high - low) / 2, of;
        s = db_integer(wb->db, &of, e,
            "SELECT action FROM edit WHERE session = ? AND seq >= ? ORDER BY seq LIMIT 1", "ii",
            session, middle);
        if (of < action)
            low = middle + 1;
        else
            high = middle;
    }
    *seq = low;
    return s;
}

/* The cell the statement stands on. */
static enum status take_change(
    struct changes *c, sqlite3_stmt *stmt, int64_t session, struct error *e)
{
    struct changed *one = &c->cells[c->count++];

    *one = (struct changed){.record = sqlite3_column_int64(stmt, 0),
        .form = strdup((const char *)sqlite3_column_text(stmt, 1)),
        .uid = strdup((const char *)sqlite3_column_text(stmt, 2)),
        .field = strdup((const char *)sqlite3_column_text(stmt, 3)),
        .first = {session, sqlite3_column_int64(stmt, 4)},
        .last = {session, sqlite3_column_int64(stmt, 5)},
        .decides = sqlite3_column_int(stmt, 6)};
    return one->form && one->uid && one->field ? STATUS_OK : error_memory(e);
}

/* The cells of an action, existence last: a row that goes must know every head of it. */
static enum status read_changes(
    struct workbook *wb, int64_t session, int64_t action, struct changes *c, struct error *e)
{
    bool row = true;
    size_t room = 0;
    int64_t from = 0, to = 0;
    enum status s = first_edit(wb, session, action, &from, e);

    if (s == STATUS_OK)
        s = first_edit(wb, session, action + 1, &to, e);
    *c = (struct changes){0};
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.record, r.form, r.uid, e.field, min(e.seq), max(e.seq),"
        " max(e.field = '') OVER (PARTITION BY e.record) FROM edit e"
        " JOIN record r ON r.id = e.record"
        " WHERE e.session = ? AND e.seq >= ? AND e.seq < ? AND e.action = ?"
        " GROUP BY e.record, e.field ORDER BY e.field = '', min(e.seq)",
        s == STATUS_OK ? e : NULL);
    if (s == STATUS_OK)
        s = stmt ? db_bind(wb->db, stmt, e, "iiii", session, from, to, action) : db_status(e);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (c->count == room) {
            struct changed *more = realloc(c->cells, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            c->cells = more;
        }
        s = take_change(c, stmt, session, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* "CODE label" of a cell that was left as it is; the row may be gone. */
static enum status name_kept(struct workbook *wb, const struct form *form,
    const struct changed *c, struct undo_result *r, struct error *e)
{
    const struct field *f = form_field(form, c->field);
    struct winner w;

    if (r->kept_cell)
        return STATUS_OK;
    enum status s = journal_winner(wb, c->record, "kode", &w, e);
    const char *code = form->kind == FORM_FIXED     ? c->uid
                       : w.value.kind == VALUE_TEXT ? w.value.text
                                                    : "";
    if (s == STATUS_OK) {
        r->kept_cell = text_format("%s%s%s", code, code[0] ? " " : "",
            f ? words_get(&f->label) : words_get(&form->title));
        if (!r->kept_cell)
            s = error_memory(e);
    }
    winner_clear(&w);
    return s;
}

/* Where the cursor goes: the first cell of a person's, else the row. */
static enum status name_first(
    const struct changed *c, struct undo_result *r, bool *row_only, struct error *e)
{
    bool engine = strcmp(c->field, "urutan") == 0 || strcmp(c->field, "kode") == 0 ||
                  strcmp(c->field, "kode_lama") == 0;

    if (r->form && (!*row_only || engine))
        return STATUS_OK;
    free(r->form);
    free(r->uid);
    free(r->field);
    r->form = strdup(c->form);
    r->uid = strdup(c->uid);
    r->field = strdup(engine ? "" : c->field);
    *row_only = engine;
    return r->form && r->uid && r->field ? STATUS_OK : error_memory(e);
}

/* Where the cursor goes when the first cell's row came or went with the action: the first cell
 * of a row that stays. */
static enum status name_staying(const struct changed *c, struct undo_result *r, struct error *e)
{
    if (r->staying.form || c->decides || !c->field[0])
        return STATUS_OK;
    r->staying = (struct undo_cell){strdup(c->form), strdup(c->uid), strdup(c->field)};
    return r->staying.form && r->staying.uid && r->staying.field ? STATUS_OK : error_memory(e);
}

/* The edits of an action that stood in the cell at its end: its last, or, where it put back
 * several, all of these. */
static enum status read_tips(
    struct workbook *wb, const struct changed *c, struct edit_keys *tips, struct error *e)
{
    bool row = true;
    enum status s = STATUS_OK;

    tips->list = calloc((size_t)(c->last.seq - c->first.seq + 1), sizeof *tips->list);
    if (!tips->list)
        return error_memory(e);
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT e.seq FROM edit e WHERE e.session = ?1 AND e.seq BETWEEN ?2 AND ?3"
        " AND e.record = ?4 AND e.field = ?5 AND NOT EXISTS(SELECT 1 FROM edit n"
        " JOIN replaces r ON r.session = n.session AND r.seq = n.seq WHERE n.session = ?1"
        " AND n.seq > e.seq AND n.seq <= ?3 AND r.old_session = ?1 AND r.old_seq = e.seq)"
        " ORDER BY e.seq",
        e);
    s = stmt ? db_bind(wb->db, stmt, e, "iiiit", c->first.session, c->first.seq, c->last.seq,
                   c->record, c->field)
             : db_status(e);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        tips->list[tips->count++] =
            (struct edit_key){c->first.session, sqlite3_column_int64(stmt, 0)};
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The heads in which what an action left in a cell still stands; *stay says that one of them
 * does not, or that somebody else deleted the row since: the cell stays as it is. */
static enum status read_standing(struct workbook *wb, const struct form *form,
    const struct changed *c, struct edit_keys *heads, bool *stay, struct error *e)
{
    bool standing, there = true;
    enum status s = read_tips(wb, c, heads, e);

    *stay = false;
    for (size_t i = 0; s == STATUS_OK && i < heads->count; i++) {
        s = standing_head(
            wb, c->record, c->field, heads->list[i], &heads->list[i], &standing, e);
        *stay = *stay || !standing;
    }
    if (s == STATUS_OK && form->kind == FORM_LIST && c->field[0] && !c->decides)
        s = table_has_row(wb, form, c->uid, &there, e);
    *stay = *stay || !there;
    return s;
}

/* One edit for each that the action replaced, the oldest first, so that what was open is open
 * again and shows what it showed; an empty one when it replaced none. */
static enum status write_before(struct workbook *wb, const struct form *form,
    const struct changed *c, const struct edit_keys *heads, struct error *e)
{
    const struct value none = {0};
    struct versions old;
    enum status s = versions_replaced(wb, c->first, false, &old, e);

    if (s == STATUS_OK && old.count == 0)
        s = journal_edit(wb, form, c->record, c->uid, c->field, &none, NULL, heads, e);
    for (size_t i = old.count; s == STATUS_OK && i-- > 0;)
        s = journal_again(wb, form, c->record, c->uid, c->field, &old.list[i].value,
            old.list[i].typed, heads, old.list[i].key, e);
    versions_clear(&old);
    return s;
}

/* Puts one cell back. */
static enum status put_back(struct workbook *wb, const struct changed *c, struct undo_result *r,
    bool *row_only, struct error *e)
{
    const struct form *form = method_form(wb->method, c->form);
    struct edit_keys heads = {0};
    bool stay = false;

    if (!form)
        return STATUS_OK;
    enum status s = read_standing(wb, form, c, &heads, &stay, e);
    if (s == STATUS_OK && !stay)
        s = write_before(wb, form, c, &heads, e);
    free(heads.list);
    if (s == STATUS_OK && stay) {
        r->kept++;
        return name_kept(wb, form, c, r, e);
    }
    r->cells++;
    if (s == STATUS_OK)
        s = name_first(c, r, row_only, e);
    return s == STATUS_OK ? name_staying(c, r, e) : s;
}

/* Not what came by a merge, though it may have been written on this laptop. */
#define TYPED_HERE " NOT EXISTS(SELECT 1 FROM meta g WHERE g.key = '" MERGED_KEY "' || s.uid)"

/* The newest action of this laptop that is no undo and has not been answered; `new` is the end.
 */
static const char undo_sql[] =
    "SELECT a.session, a.seq, a.kind FROM action a JOIN session s ON s.id = a.session"
    " WHERE s.laptop = ?1 AND" TYPED_HERE
    " AND a.kind NOT IN ('undo', 'mark', 'reason') AND NOT EXISTS(SELECT 1 FROM action u"
    " WHERE u.of_session = a.session AND u.of_seq = a.seq)"
    " ORDER BY a.clock DESC, s.uid DESC, a.seq DESC LIMIT 1";

/* The newest undo of this laptop that has not been answered and that no newer change of it
 * follows. */
static const char redo_sql[] =
    "WITH change(clock) AS (SELECT n.clock FROM action n JOIN session t ON t.id = n.session"
    " WHERE t.laptop = ?1 AND NOT EXISTS(SELECT 1 FROM meta g WHERE g.key = '" MERGED_KEY
    "' || t.uid) AND n.kind NOT IN ('undo', 'redo', 'reason') ORDER BY n.clock DESC LIMIT 1)"
    " SELECT a.session, a.seq, a.kind FROM action a JOIN session s ON s.id = a.session"
    " WHERE a.clock > coalesce((SELECT clock FROM change), -1) AND s.laptop = ?1 AND" TYPED_HERE
    " AND a.kind = 'undo' AND NOT EXISTS(SELECT 1 FROM action u"
    " WHERE u.of_session = a.session AND u.of_seq = a.seq)"
    " ORDER BY a.clock DESC, s.uid DESC, a.seq DESC LIMIT 1";

/* The action to answer; *session 0 when there is none. */
static enum status find_action(
    struct workbook *wb, bool redo, int64_t *session, int64_t *seq, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db, redo ? redo_sql : undo_sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "t", wb->laptop) : db_status(e);

    *session = *seq = 0;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row &&
        strcmp((const char *)sqlite3_column_text(stmt, 2), action_kind_name(ACTION_NEW)) != 0) {
        *session = sqlite3_column_int64(stmt, 0);
        *seq = sqlite3_column_int64(stmt, 1);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* What a mark holds stays: *session 0 then, and the mark is named. */
static enum status stop_at_mark(struct workbook *wb, int64_t *session, int64_t action,
    struct undo_result *r, struct error *e)
{
    int64_t first;
    enum status s = first_edit(wb, *session, action, &first, e);

    if (s == STATUS_OK)
        s = mark_stops(wb, *session, first, &r->mark, e);
    if (r->mark)
        *session = 0;
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
        " UNION SELECT a.session, a.seq, a.kind FROM back b" /* a stranger's may be a circle */
        " JOIN action u ON u.session = b.session AND u.seq = b.seq"
        " JOIN action a ON a.session = u.of_session AND a.seq = u.of_seq"
        " WHERE b.kind IN ('undo', 'redo'))"
        " SELECT kind FROM back WHERE kind NOT IN ('undo', 'redo') LIMIT 1",
        "ii", session, seq);

    *kind = action_kind_named(name);
    free(name);
    return s;
}

/* Undo and redo are the same movement: put back what stood before an action. */
static enum status take_back(
    struct workbook *wb, bool redo, struct undo_result *r, struct error *e)
{
    struct changes all = {0};
    int64_t session, seq;
    bool row_only = false;
    size_t unused = 0;

    *r = (struct undo_result){0};
    enum status s = action_begin(wb, redo ? ACTION_REDO : ACTION_UNDO, e);
    if (s != STATUS_OK)
        return s;
    s = find_action(wb, redo, &session, &seq, e);
    if (s == STATUS_OK && session && !redo)
        s = stop_at_mark(wb, &session, seq, r, e);
    if (s != STATUS_OK || !session) {
        action_rollback(wb);
        return s;
    }
    wb->of_session = session;
    wb->of_seq = seq;
    s = original_kind(wb, session, seq, &r->kind, e);
    if (s == STATUS_OK)
        s = read_changes(wb, session, seq, &all, e);
    for (size_t i = 0; s == STATUS_OK && i < all.count; i++)
        s = put_back(wb, &all.cells[i], r, &row_only, e);
    if (s == STATUS_OK && r->cells == 0)
        s = journal_empty_action(wb, e); /* everything was changed since: still answered */
    changes_free(&all);
    if (s == STATUS_OK && r->kind == ACTION_UNITE)
        s = unite_late(wb, &unused, e);
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
    free(r->staying.form);
    free(r->staying.uid);
    free(r->staying.field);
    free(r->form);
    free(r->uid);
    free(r->field);
    free(r->kept_cell);
    free(r->mark);
    *r = (struct undo_result){0};
}
