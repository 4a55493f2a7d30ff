#include "core/store/versions.h"

#include <stdlib.h>
#include <string.h>

/* What is read of every edit, in the order everybody agrees on. */
#define COLUMNS                                                                                \
    "SELECT e.session, e.seq, e.value, e.typed, e.field, ifnull(s.author, ''),"                \
    " ifnull(s.host, ''), ifnull(s.laptop, ''), a.at FROM "
#define JOINS                                                                                  \
    " JOIN edit e ON e.session = h.session AND e.seq = h.seq"                                  \
    " JOIN action a ON a.session = e.session AND a.seq = e.action"                             \
    " JOIN session s ON s.id = e.session"
#define LATEST " ORDER BY a.clock DESC, s.uid DESC, e.seq DESC"
/* All edits that every seed is or comes from. UNION, because a stranger's may be a circle. */
#define COMMON                                                                                 \
    ", up(a, b, session, seq) AS (SELECT session, seq, session, seq FROM seed"                 \
    " UNION SELECT u.a, u.b, r.old_session, r.old_seq FROM up u"                               \
    " JOIN replaces r ON r.session = u.session AND r.seq = u.seq),"                            \
    " h(session, seq) AS (SELECT session, seq FROM up GROUP BY session, seq"                   \
    " HAVING count(*) = (SELECT count(*) FROM seed)) "
#define OF_HEADS                                                                               \
    "WITH RECURSIVE seed(session, seq) AS (SELECT session, seq FROM head"                      \
    " WHERE record = ?1 AND field = ?2)"
#define OF_REPLACED                                                                            \
    "WITH RECURSIVE seed(session, seq) AS (SELECT old_session, old_seq FROM replaces"          \
    " WHERE session = ?1 AND seq = ?2)"

static const char heads_sql[] =
    COLUMNS "head h" JOINS " WHERE h.record = ?1 AND h.field = ?2" LATEST;
static const char heads_base_sql[] = OF_HEADS COMMON COLUMNS "h" JOINS LATEST " LIMIT 1";
static const char replaced_sql[] = OF_REPLACED COLUMNS "seed h" JOINS LATEST;
static const char replaced_base_sql[] = OF_REPLACED COMMON COLUMNS "h" JOINS LATEST " LIMIT 1";
/* Row order never differs. */
static const char unseen_sql[] =
    COLUMNS "head h" JOINS " WHERE h.record = ?1 AND h.field NOT IN ('', 'urutan')"
            " AND NOT EXISTS(SELECT 1 FROM head d JOIN saw ON saw.session = d.session"
            " AND saw.seq = d.seq WHERE d.record = ?1 AND d.field = ''"
            " AND saw.old_session = h.session AND saw.old_seq = h.seq)" LATEST;

void version_clear(struct version *v)
{
    value_clear(&v->value);
    free(v->typed);
    free(v->field);
    free(v->author);
    free(v->host);
    free(v->laptop);
    *v = (struct version){0};
}

void versions_clear(struct versions *v)
{
    for (size_t i = 0; i < v->count; i++)
        version_clear(&v->list[i]);
    free(v->list);
    version_clear(&v->base);
    *v = (struct versions){0};
}

bool version_same(const struct version *a, const struct version *b)
{
    if (!a->typed != !b->typed || (a->typed && strcmp(a->typed, b->typed) != 0))
        return false;
    return value_equal(&a->value, &b->value);
}

/* A text column as the caller's. */
static char *text_at(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return strdup(text ? text : "");
}

/* The edit the statement stands on. */
static enum status take(sqlite3_stmt *row, struct version *v, struct error *e)
{
    *v = (struct version){
        .key = {sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1)},
        .field = text_at(row, 4),
        .author = text_at(row, 5),
        .host = text_at(row, 6),
        .laptop = text_at(row, 7),
        .at = sqlite3_column_int64(row, 8),
    };
    bool typed = sqlite3_column_type(row, 3) != SQLITE_NULL;
    if (typed)
        v->typed = text_at(row, 3);
    enum status s = db_value(row, 2, &v->value, e);
    bool whole = v->field && v->author && v->host && v->laptop && (v->typed || !typed);
    return s == STATUS_OK && !whole ? error_memory(e) : s;
}

/* Every row of a bound statement behind those there are. */
static enum status take_all(
    struct workbook *wb, sqlite3_stmt *stmt, struct versions *v, struct error *e)
{
    size_t room = 0;
    bool row = true;
    enum status s = STATUS_OK;

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (v->count == room) {
            struct version *more = realloc(v->list, (room = room * 2 + 4) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            v->list = more;
        }
        s = take(stmt, &v->list[v->count++], e);
    }
    sqlite3_reset(stmt);
    return s;
}

/* The one row of a bound statement, if there is one. */
static enum status take_base(
    struct workbook *wb, sqlite3_stmt *stmt, struct versions *v, struct error *e)
{
    enum status s = db_step(wb->db, stmt, &v->has_base, e);

    if (s == STATUS_OK && v->has_base)
        s = take(stmt, &v->base, e);
    sqlite3_reset(stmt);
    return s;
}

enum status versions_heads(struct workbook *wb, int64_t record, const char *field, bool base,
    struct versions *v, struct error *e)
{
    *v = (struct versions){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, heads_sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);
    if (s == STATUS_OK)
        s = take_all(wb, stmt, v, e);
    if (s != STATUS_OK || !base || v->count < 2)
        return s;
    stmt = db_prepare(wb->db, heads_base_sql, e);
    s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);
    return s == STATUS_OK ? take_base(wb, stmt, v, e) : s;
}

enum status versions_replaced(
    struct workbook *wb, struct edit_key edit, struct versions *v, struct error *e)
{
    *v = (struct versions){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, replaced_sql, e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "ii", edit.session, edit.seq) : db_status(e);
    if (s == STATUS_OK)
        s = take_all(wb, stmt, v, e);
    if (s != STATUS_OK || v->count < 2)
        return s;
    stmt = db_prepare(wb->db, replaced_base_sql, e);
    s = stmt ? db_bind(wb->db, stmt, e, "ii", edit.session, edit.seq) : db_status(e);
    return s == STATUS_OK ? take_base(wb, stmt, v, e) : s;
}

enum status versions_unseen(
    struct workbook *wb, int64_t record, struct versions *v, struct error *e)
{
    *v = (struct versions){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, unseen_sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "i", record) : db_status(e);
    return s == STATUS_OK ? take_all(wb, stmt, v, e) : s;
}
