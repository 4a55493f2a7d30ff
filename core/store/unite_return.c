/* What followed a union returns when that is taken back: to the row, or under the key, it was
 * typed for, if nobody wrote there since. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/unite_late.h"
#include "core/store/versions.h"

/* The edit by which a union let a record go, where the edit `by` of an undo, or of a redo of an
 * undo, took that back; session 0: it did not. */
static enum status find_union(struct workbook *wb, struct edit_key by, int64_t record,
    struct edit_key *was, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "WITH RECURSIVE back(session, seq) AS (SELECT session, action FROM edit"
        " WHERE session = ?1 AND seq = ?2 UNION SELECT a.of_session, a.of_seq FROM back b"
        " JOIN action a ON a.session = b.session AND a.seq = b.seq"
        " WHERE a.of_session IS NOT NULL) SELECT d.session, d.seq FROM back b"
        " JOIN action a ON a.session = b.session AND a.seq = b.seq AND a.kind = ?4"
        " JOIN edit d ON d.session = a.session AND d.action = a.seq AND d.record = ?3"
        " AND d.field = '' AND d.value = 0",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "iiit", by.session, by.seq, record,
                               action_kind_name(ACTION_UNITE))
                         : db_status(e);

    *was = (struct edit_key){0};
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row)
        *was = (struct edit_key){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status unite_was_taken_back(
    struct workbook *wb, struct gone *g, bool *yes, struct error *e)
{
    struct winner w = {0};
    int64_t record = 0;
    bool there = false;
    enum status s = table_has_row(wb, g->form, g->uid, &there, e);

    if (s == STATUS_OK && there)
        s = journal_record(wb, g->form, g->uid, false, &record, e);
    if (s == STATUS_OK && record)
        s = journal_winner(wb, record, "", &w, e);
    if (s == STATUS_OK && w.found && w.value.kind == VALUE_INTEGER && w.value.integer == 1)
        s = find_union(wb, w.key, record, &g->was, e);
    *yes = g->was.session != 0;
    g->by = w.key;
    winner_clear(&w);
    return s;
}

/* An edit that followed and still stands, with the one it followed. */
struct followed {
    int64_t record;
    char *form, *uid, *field;
    struct edit_key key, old;
    struct value value;
};

static void followed_free(struct followed *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(list[i].form);
        free(list[i].uid);
        free(list[i].field);
        value_clear(&list[i].value);
    }
    free(list);
}

/* The edit the statement stands on. */
static enum status take_followed(sqlite3_stmt *row, struct followed *f, struct error *e)
{
    *f = (struct followed){.record = sqlite3_column_int64(row, 0),
        .form = strdup((const char *)sqlite3_column_text(row, 1)),
        .uid = strdup((const char *)sqlite3_column_text(row, 2)),
        .field = strdup((const char *)sqlite3_column_text(row, 3)),
        .key = {sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5)},
        .old = {sqlite3_column_int64(row, 6), sqlite3_column_int64(row, 7)}};
    enum status s = db_value(row, 8, &f->value, e);
    return s == STATUS_OK && !(f->form && f->uid && f->field) ? error_memory(e) : s;
}

/* All edits that followed and stand. */
static enum status read_followed(
    struct late *l, struct followed **list, size_t *count, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(l->wb->db,
        "SELECT h.record, r.form, r.uid, h.field, h.session, h.seq, x.old_session, x.old_seq,"
        " e.value FROM action a CROSS JOIN edit e ON e.session = a.session AND e.action = a.seq"
        " JOIN head h ON h.record = e.record AND h.field = e.field AND h.session = e.session"
        " AND h.seq = e.seq JOIN replaces x ON x.session = e.session AND x.seq = e.seq"
        " JOIN record r ON r.id = e.record WHERE a.kind = ?",
        e);
    enum status s =
        stmt ? db_bind(l->wb->db, stmt, e, "t", action_kind_name(ACTION_FOLLOW)) : db_status(e);

    while (s == STATUS_OK && (s = db_step(l->wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (*count == room) {
            struct followed *more = realloc(*list, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            *list = more;
        }
        s = take_followed(stmt, &(*list)[(*count)++], e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The row that is there again and that the cell led to, or stood under, before it followed. */
static enum status find_back(struct late *l, const struct field *f, const struct followed *one,
    const struct version *old, const struct gone **back, struct error *e)
{
    enum status s = STATUS_OK;

    *back = NULL;
    for (size_t i = 0; s == STATUS_OK && !*back && i < l->count; i++) {
        const struct gone *g = &l->gone[i];
        struct value was = {0}, is = {0};
        bool led = false, leads = false;
        if (g->to || !unite_is_asked(l, g))
            continue;
        if (f->form->kind == FORM_KEYED && strstr(one->uid, g->uid)) {
            *back = one->value.kind == VALUE_NULL ? g : NULL;
            continue;
        }
        s = value_copy(&was, &old->value, e);
        if (s == STATUS_OK)
            s = value_copy(&is, &one->value, e);
        if (s == STATUS_OK)
            s = unite_substitute(f, &was, g->form, g->uid, NULL, &led, e);
        if (s == STATUS_OK)
            s = unite_substitute(f, &is, g->form, g->uid, NULL, &leads, e);
        *back = led && !leads ? g : NULL;
        value_clear(&was);
        value_clear(&is);
    }
    return s;
}

/* Where a cell stood that came from another key: the other edit of the action. *record 0: it
 * came from none, or somebody wrote there since. */
static enum status find_pair(struct late *l, const struct followed *one, int64_t *record,
    struct edit_key *pair, bool *sole, struct error *e)
{
    int64_t heads = 0, seq = 0;
    enum status s = db_integer(l->wb->db, &seq, e,
        "SELECT seq FROM edit WHERE session = ? AND seq <> ? AND field = ?", "iit",
        one->key.session, one->key.seq, one->field);

    *record = 0;
    *sole = true;
    *pair = (struct edit_key){one->key.session, seq};
    if (s == STATUS_OK && seq)
        s = db_integer(l->wb->db, record, e,
            "SELECT record FROM edit WHERE session = ? AND seq = ?", "ii", pair->session, seq);
    if (s == STATUS_OK && *record)
        s = db_integer(l->wb->db, &heads, e,
            "SELECT count(*) + 2 * count(*) FILTER (WHERE session = ? AND seq = ?) FROM head"
            " WHERE record = ? AND field = ?",
            "iiit", pair->session, seq, *record, one->field);
    *sole = !*record || heads == 3;
    return s;
}

/* The edits with which one that followed returns. */
static enum status write_back(struct late *l, const struct field *f, const struct followed *one,
    const struct version *old, int64_t record, struct edit_key pair, struct error *e)
{
    const struct value nothing = {0};
    struct edit_key key = one->key;
    const struct edit_keys only = {1, &key}, there = {1, &pair};
    char *uid = NULL;
    enum status s = journal_edit(
        l->wb, f->form, one->record, one->uid, f->name, &old->value, old->typed, &only, e);

    if (s == STATUS_OK && record)
        s = db_text(l->wb->db, &uid, e, "SELECT uid FROM record WHERE id = ?", "i", record);
    if (s == STATUS_OK && uid)
        s = journal_edit(l->wb, f->form, record, uid, f->name, &nothing, NULL, &there, e);
    free(uid);
    return s;
}

/* One that followed a row that is there again returns to it. */
static enum status return_one(struct late *l, const struct followed *one, struct error *e)
{
    const struct form *form = method_form(l->wb->method, one->form);
    const struct field *f = form ? form_field(form, one->field) : NULL;
    const struct gone *back = NULL;
    struct versions v = {0};
    struct edit_key pair = {0};
    int64_t record = 0;
    bool fresh = false, sole = false;
    enum status s = f ? versions_replaced(l->wb, one->key, false, &v, e) : STATUS_OK;

    if (s == STATUS_OK && v.count == 1)
        s = find_back(l, f, one, &v.list[0], &back, e);
    if (s == STATUS_OK && back)
        s = find_pair(l, one, &record, &pair, &sole, e);
    if (s == STATUS_OK && back && sole) { /* it followed that union, and no other */
        l->sign.answered = one->old;
        l->sign.reason = back->was;
        l->sign.kind = ACTION_FOLLOW;
        s = unite_sign_is(l->wb, &l->sign, one->key, &sole, e);
    }
    if (s == STATUS_OK && back && sole) {
        l->sign.answered = one->key;
        l->sign.reason = back->by;
        l->sign.kind = ACTION_RETURN;
        s = unite_sign_begin(l->wb, &l->sign, &fresh, e);
    }
    if (s == STATUS_OK && fresh)
        s = write_back(l, f, one, &v.list[0], record, pair, e);
    if (fresh)
        unite_sign_end(l->wb, &l->sign);
    l->written += fresh;
    versions_clear(&v);
    return s;
}

enum status unite_return_all(struct late *l, struct error *e)
{
    struct followed *list = NULL;
    size_t count = 0;
    enum status s = read_followed(l, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = return_one(l, &list[i], e);
    followed_free(list, count);
    return s;
}
