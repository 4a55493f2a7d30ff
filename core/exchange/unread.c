#include "core/exchange/unread.h"

#include <stdlib.h>

#include "core/exchange/lookup.h"
#include "core/store/db.h"

struct unread {
    struct workbook *wb;
    const struct form *form;
    bool any;
    char *sql;            /* of some rows */
    struct lookup *texts; /* by field and uid; NULL: none */
};

void unread_free(struct unread *u)
{
    if (!u)
        return;
    lookup_free(u->texts);
    sqlite3_free(u->sql);
    free(u);
}

enum status unread_open(
    struct unread **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct unread *u = calloc(1, sizeof *u);
    int64_t any = 0;

    *out = u;
    if (!u)
        return error_memory(e);
    u->wb = wb;
    u->form = form;
    u->sql = sqlite3_mprintf("SELECT f.id, u.field, u.text FROM main.\"%w\" f"
                             " CROSS JOIN record r ON r.form = ?1 AND r.uid = f.id"
                             " CROSS JOIN unread u ON u.record = r.id"
                             " WHERE f.rowid IN (SELECT value FROM json_each(?2))",
        form->name);
    if (!u->sql)
        return error_memory(e);
    enum status s = db_integer(workbook_db(wb), &any, e,
        "SELECT EXISTS(SELECT 1 FROM unread u JOIN record r ON r.id = u.record"
        " WHERE r.form = ?)",
        "t", form->name);
    u->any = any != 0;
    return s;
}

bool unread_any(const struct unread *u)
{
    return u->any;
}

/* Keeps the text of the row the statement stands on. */
static enum status keep_row(struct unread *u, sqlite3_stmt *stmt, struct error *e)
{
    bool kept = lookup_add(u->texts, (const char *)sqlite3_column_text(stmt, 1),
        (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 2));

    return kept ? STATUS_OK : error_memory(e);
}

enum status unread_read(struct unread *u, const struct ahead *rows, struct error *e)
{
    struct db *db = workbook_db(u->wb);
    bool row = true;

    lookup_free(u->texts);
    if (!(u->texts = lookup_new()))
        return error_memory(e);
    sqlite3_stmt *stmt = db_prepare(db, u->sql, e);
    enum status s =
        stmt ? db_bind(db, stmt, e, "tt", u->form->name, ahead_json(rows)) : db_status(e);
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = keep_row(u, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

const char *unread_text(const struct unread *u, const char *uid, const char *field)
{
    return u->texts ? lookup_find(u->texts, field, uid) : NULL;
}
