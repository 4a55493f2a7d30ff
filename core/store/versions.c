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
static const char heads_sql[] =
    COLUMNS "head h" JOINS " WHERE h.record = ?1 AND h.field = ?2" LATEST;
static const char base_sql[] =
    "WITH RECURSIVE seed(session, seq) AS (SELECT DISTINCT json_extract(value, '$[0]'),"
    " json_extract(value, '$[1]') FROM json_each(?1))" COMMON COLUMNS "h" JOINS LATEST
    " LIMIT 1";
static const char one_sql[] = "WITH h(session, seq) AS (VALUES(?1, ?2)) " COLUMNS "h" JOINS;
static const char replaced_sql[] =
    COLUMNS "(SELECT old_session AS session, old_seq AS seq FROM replaces"
            " WHERE session = ?1 AND seq = ?2) h" JOINS LATEST;
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
static enum status take_one(
    struct workbook *wb, sqlite3_stmt *stmt, struct version *v, bool *found, struct error *e)
{
    enum status s = db_step(wb->db, stmt, found, e);

    if (s == STATUS_OK && *found)
        s = take(stmt, v, e);
    sqlite3_reset(stmt);
    return s;
}

/* What undo put back is told by who wrote it first. */
static enum status name_author(
    struct workbook *wb, struct version *v, struct edit_key origin, struct error *e)
{
    struct version first = {0};
    bool found = false;

    if (origin.session == v->key.session && origin.seq == v->key.seq)
        return STATUS_OK;
    sqlite3_stmt *stmt = db_prepare(wb->db, one_sql, e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "ii", origin.session, origin.seq) : db_status(e);
    if (s == STATUS_OK)
        s = take_one(wb, stmt, &first, &found, e);
    if (s == STATUS_OK && found) {
        struct version now = *v;
        *v = first;
        v->key = now.key;
        v->value = now.value;
        v->typed = now.typed;
        first.author = now.author;
        first.host = now.host;
        first.laptop = now.laptop;
        first.field = now.field;
        now.value = first.value; /* of the first writing: to be freed */
        first.value = (struct value){0};
        value_clear(&now.value);
        free(first.typed);
        first.typed = NULL;
    }
    version_clear(&first);
    return s;
}

/* The newest edit that all versions come from; what undo put back comes from where that came
 * from. */
static enum status read_base(struct workbook *wb, struct versions *v, struct error *e)
{
    sqlite3_str *seeds = sqlite3_str_new(NULL);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < v->count; i++) {
        struct edit_key origin;
        s = standing_origin(wb, v->list[i].key, &origin, e);
        if (s == STATUS_OK)
            s = name_author(wb, &v->list[i], origin, e);
        sqlite3_str_appendf(seeds, "%s[%lld,%lld]", i ? "," : "[", origin.session, origin.seq);
    }
    sqlite3_str_appendall(seeds, "]");
    char *json = sqlite3_str_finish(seeds);
    sqlite3_stmt *stmt = s == STATUS_OK && json ? db_prepare(wb->db, base_sql, e) : NULL;
    if (s == STATUS_OK)
        s = stmt ? db_bind(wb->db, stmt, e, "t", json) : json ? db_status(e) : error_memory(e);
    if (s == STATUS_OK)
        s = take_one(wb, stmt, &v->base, &v->has_base, e);
    sqlite3_free(json);
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
    return s == STATUS_OK && base && v->count > 1 ? read_base(wb, v, e) : s;
}

enum status versions_replaced(
    struct workbook *wb, struct edit_key edit, bool base, struct versions *v, struct error *e)
{
    *v = (struct versions){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, replaced_sql, e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "ii", edit.session, edit.seq) : db_status(e);
    if (s == STATUS_OK)
        s = take_all(wb, stmt, v, e);
    return s == STATUS_OK && base && v->count > 1 ? read_base(wb, v, e) : s;
}

enum status versions_unseen(
    struct workbook *wb, int64_t record, struct versions *v, struct error *e)
{
    *v = (struct versions){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, unseen_sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "i", record) : db_status(e);
    return s == STATUS_OK ? take_all(wb, stmt, v, e) : s;
}
