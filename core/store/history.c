#include "core/store/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/store/internal.h"
#include "core/store/mark.h"

/* The columns of a walk that every history has, newest first: an edit, its action and session,
 * and the newest edit it replaced. The walk is the outer loop (CROSS), and LIMIT keeps SQLite
 * from dropping the order as idle. */
#define CHANGE_SQL                                                                             \
    " SELECT r.form, r.uid, e.field, e.value, e.typed, a.kind, a.at, s.author, s.uid,"         \
    " s.program, a.clock, e.seq, (SELECT o.session || ' ' || o.seq FROM replaces p"            \
    " JOIN edit o ON o.session = p.old_session AND o.seq = p.old_seq"                          \
    " JOIN action b ON b.session = o.session AND b.seq = o.action"                             \
    " JOIN session t ON t.id = o.session WHERE p.session = e.session AND p.seq = e.seq"        \
    " ORDER BY b.clock DESC, t.uid DESC, o.seq DESC LIMIT 1), e.session"                       \
    " FROM walk w CROSS JOIN edit e ON e.session = w.session AND e.seq = w.seq"                \
    " CROSS JOIN action a ON a.session = e.session AND a.seq = e.action"                       \
    " CROSS JOIN session s ON s.id = e.session CROSS JOIN record r ON r.id = e.record"         \
    " LEFT JOIN temp.held h ON h.session = e.session"                                          \
    " WHERE e.seq > coalesce(h.seq, 0) AND (?1 IS NULL OR s.author IS ?1)"                     \
    " AND (?3 = 0 OR (a.at >= ?2 AND a.at < ?3))"                                              \
    " AND (?4 = 0 OR a.clock < ?4 OR (a.clock = ?4 AND (s.uid < ?5"                            \
    " OR (s.uid = ?5 AND e.seq < ?6))))"

/* From the heads of a cell (or of all cells of a record) to what they replaced, and on. An edit
 * replaces older ones only, so that the newest of those waiting is the next of all; UNION ends
 * also in a stranger's circle. */
static const char cell_sql[] =
    "WITH RECURSIVE walk(session, seq, clock, uid) AS ("
    " SELECT e.session, e.seq, a.clock, s.uid FROM head k"
    " CROSS JOIN edit e ON e.session = k.session AND e.seq = k.seq"
    " CROSS JOIN action a ON a.session = e.session AND a.seq = e.action"
    " CROSS JOIN session s ON s.id = e.session"
    " WHERE k.record = ?7 AND (?8 IS NULL OR k.field = ?8)"
    " UNION SELECT o.session, o.seq, a.clock, s.uid FROM walk w"
    " CROSS JOIN replaces p ON p.session = w.session AND p.seq = w.seq"
    " CROSS JOIN edit o ON o.session = p.old_session AND o.seq = p.old_seq"
    " CROSS JOIN action a ON a.session = o.session AND a.seq = o.action"
    " CROSS JOIN session s ON s.id = o.session"
    " WHERE o.record = ?7 AND (?8 IS NULL OR o.field = ?8)"
    " ORDER BY 3 DESC, 4 DESC, 2 DESC LIMIT -1)" CHANGE_SQL;

/* Every session from its last edit backwards, down to what is held, all side by side. */
static const char session_sql[] =
    "WITH RECURSIVE walk(session, seq, clock, uid, low) AS ("
    " SELECT e.session, e.seq, a.clock, s.uid, coalesce(h.seq, 0) FROM session s"
    " LEFT JOIN temp.held h ON h.session = s.id"
    " JOIN edit e ON e.session = s.id"
    " AND e.seq = (SELECT max(m.seq) FROM edit m WHERE m.session = s.id)"
    " JOIN action a ON a.session = e.session AND a.seq = e.action"
    " WHERE e.seq > coalesce(h.seq, 0) AND (?1 IS NULL OR s.author IS ?1)"
    " AND (?3 = 0 OR (min(s.started, a.at) < ?3 AND max(s.started, a.at) >= ?2))"
    " UNION ALL SELECT e.session, e.seq, a.clock, w.uid, w.low FROM walk w"
    " CROSS JOIN edit e ON e.session = w.session AND e.seq = w.seq - 1"
    " CROSS JOIN action a ON a.session = e.session AND a.seq = e.action WHERE e.seq > w.low"
    " ORDER BY 3 DESC, 4 DESC, 2 DESC LIMIT -1)" CHANGE_SQL;

/* The same from the first edit that is not held, forwards. */
static const char forward_sql[] =
    "WITH RECURSIVE walk(session, seq, clock, uid) AS ("
    " SELECT e.session, e.seq, a.clock, s.uid FROM session s"
    " LEFT JOIN temp.held h ON h.session = s.id"
    " JOIN edit e ON e.session = s.id AND e.seq = coalesce(h.seq, 0) + 1"
    " JOIN action a ON a.session = e.session AND a.seq = e.action"
    " WHERE ?1 IS NULL OR s.author IS ?1"
    " UNION ALL SELECT e.session, e.seq, a.clock, w.uid FROM walk w"
    " CROSS JOIN edit e ON e.session = w.session AND e.seq = w.seq + 1"
    " CROSS JOIN action a ON a.session = e.session AND a.seq = e.action"
    " ORDER BY 3, 4, 2 LIMIT -1)" CHANGE_SQL;

void change_clear(struct change *c)
{
    free(c->form_name);
    free(c->uid);
    free(c->field_name);
    cell_clear(&c->before);
    cell_clear(&c->after);
    free(c->author);
    free(c->session);
    *c = (struct change){0};
}

void history_day(struct workbook *wb, struct date day, struct history_query *query)
{
    const char *zone;
    int64_t offset = (int64_t)clock_zone(wb->province, &zone) * 60000;

    query->from = (int64_t)date_days(day) * 86400000 - offset;
    query->to = query->from + 86400000;
}

/* A text column that is never NULL. */
static char *column_text(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return strdup(text ? text : "");
}

/* A cell from its two columns. */
static enum status take_cell(sqlite3_stmt *row, int column, struct cell *cell, struct error *e)
{
    const char *typed = (const char *)sqlite3_column_text(row, column + 1);
    enum status s = db_value(row, column, &cell->value, e);

    if (s == STATUS_OK && typed && !(cell->typed = strdup(typed)))
        s = error_memory(e);
    return s;
}

/* What the newest of the replaced edits said; `key` is "session seq". */
static enum status read_before(
    struct workbook *wb, const char *key, struct change *c, struct error *e)
{
    char *rest;
    int64_t session = strtoll(key, &rest, 10), seq = strtoll(rest, NULL, 10);
    bool row = false;
    sqlite3_stmt *stmt =
        db_prepare(wb->db, "SELECT value, typed FROM edit WHERE session = ? AND seq = ?", e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "ii", session, seq) : db_status(e);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row)
        s = take_cell(stmt, 0, &c->before, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The change the statement stands on. */
static enum status take_change(
    struct workbook *wb, sqlite3_stmt *row, struct change *c, struct error *e)
{
    const char *key = (const char *)sqlite3_column_text(row, 12);

    *c = (struct change){.form_name = column_text(row, 0),
        .uid = column_text(row, 1),
        .field_name = column_text(row, 2),
        .kind = action_kind_named((const char *)sqlite3_column_text(row, 5)),
        .at = sqlite3_column_int64(row, 6),
        .author = column_text(row, 7),
        .session = column_text(row, 8),
        .group = session_group((const char *)sqlite3_column_text(row, 9)),
        .clock = sqlite3_column_int64(row, 10),
        .seq = sqlite3_column_int64(row, 11),
        .first = key == NULL};
    if (!c->form_name || !c->uid || !c->field_name || !c->author || !c->session)
        return error_memory(e);
    c->form = method_form(wb->method, c->form_name);
    c->field = c->form ? form_field(c->form, c->field_name) : NULL;
    enum status s = take_cell(row, 3, &c->after, e);
    if (s != STATUS_OK || !key)
        return s;
    if (c->field && c->field->merge == MERGE_UNION) {
        const struct edit_key edit = {sqlite3_column_int64(row, 13), c->seq};
        return journal_replaced(wb, c->field, edit, &c->before.value, &c->before.typed, e);
    }
    return read_before(wb, key, c, e);
}

/* Binds what every history is bound by. */
static enum status bind(struct workbook *wb, sqlite3_stmt *stmt, const struct history_query *q,
    int64_t record, struct error *e)
{
    if (!q->form)
        return db_bind(wb->db, stmt, e, "tiiiti", q->author, q->from, q->to, q->after.clock,
            q->after.session, q->after.seq);
    return db_bind(wb->db, stmt, e, "tiiitiit", q->author, q->from, q->to, q->after.clock,
        q->after.session, q->after.seq, record, q->field);
}

enum status history_each(struct workbook *wb, const struct history_query *q, history_fn *take,
    void *context, struct error *e)
{
    int64_t record = 0;
    bool row = true;
    enum status s = mark_hold(wb, q->since, e);

    if (s == STATUS_OK && q->form)
        s = journal_record(wb, q->form, q->uid, false, &record, e);
    const char *sql = q->form ? cell_sql : q->oldest_first ? forward_sql : session_sql;
    sqlite3_stmt *stmt = s == STATUS_OK ? db_prepare(wb->db, sql, e) : NULL;
    if (s == STATUS_OK)
        s = stmt ? bind(wb, stmt, q, record, e) : db_status(e);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        struct change c;
        s = take_change(wb, stmt, &c, e);
        if (s == STATUS_OK)
            s = take(context, &c, e);
        change_clear(&c);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s == STATUS_MISSING ? STATUS_OK : s;
}

/* A list being filled. */
struct page {
    struct change *list;
    size_t count, room, limit;
};

/* history_fn: keeps the change; the list takes its texts over. */
static enum status keep(void *context, const struct change *change, struct error *e)
{
    struct page *p = context;

    if (p->count == p->limit)
        return STATUS_MISSING;
    if (p->count == p->room) {
        size_t room = p->room * 2 + 16;
        struct change *more = realloc(p->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        p->list = more;
        p->room = room;
    }
    p->list[p->count++] = *change;
    *(struct change *)change = (struct change){0};
    return STATUS_OK;
}

enum status history_read(struct workbook *wb, const struct history_query *query, size_t limit,
    struct change **list, size_t *count, struct error *e)
{
    struct page p = {.limit = limit};
    enum status s = history_each(wb, query, keep, &p, e);

    if (s != STATUS_OK) {
        history_free(p.list, p.count);
        p = (struct page){0};
    }
    *list = p.list;
    *count = p.count;
    return s;
}

void history_free(struct change *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        change_clear(&list[i]);
    free(list);
}

struct history_place history_place_of(const struct change *change)
{
    struct history_place place = {.clock = change->clock, .seq = change->seq};

    snprintf(place.session, sizeof place.session, "%s", change->session);
    return place;
}

enum status history_titled(struct workbook *wb, const struct form *form, const char *title,
    char **uid, struct error *e)
{
    const struct field *field = form_title_field(form);
    char **uids = NULL;
    size_t count = 0, living = 0;
    enum status s = !field ? STATUS_OK
                           : db_texts(wb->db, &uids, &count, e,
                                 "SELECT DISTINCT r.uid FROM edit e"
                                 " JOIN record r ON r.id = e.record AND r.form = ?3"
                                 " WHERE e.field = ?2 AND e.value = ?1 ORDER BY r.uid",
                                 "ttt", title, field->name, form->name);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        bool there = false;
        s = record_there(wb, form, uids[i], &there, e);
        if (s != STATUS_OK || !there || living++)
            continue;
        *uid = strdup(uids[i]);
        s = *uid ? STATUS_OK : error_memory(e);
    }
    if (living > 1) {
        free(*uid);
        *uid = NULL;
    }
    db_texts_free(uids, count);
    return s;
}
