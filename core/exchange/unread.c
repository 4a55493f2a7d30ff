#include "core/exchange/unread.h"

#include <stdlib.h>

#include "core/exchange/lookup.h"
#include "core/store/db.h"

struct unread {
    struct lookup *texts; /* by field and uid */
};

void unread_free(struct unread *u)
{
    if (!u)
        return;
    lookup_free(u->texts);
    free(u);
}

/* Keeps the text of the row the statement stands on. */
static enum status keep_row(struct unread *u, sqlite3_stmt *stmt, struct error *e)
{
    bool kept = lookup_add(u->texts, (const char *)sqlite3_column_text(stmt, 1),
        (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 2));

    return kept ? STATUS_OK : error_memory(e);
}

enum status unread_read(
    struct unread **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct db *db = workbook_db(wb);
    struct unread *u = calloc(1, sizeof *u);
    bool row = true;

    *out = u;
    if (!u || !(u->texts = lookup_new()))
        return error_memory(e);
    sqlite3_stmt *stmt = db_prepare(db,
        "SELECT r.uid, u.field, u.text FROM unread u JOIN record r ON r.id = u.record"
        " WHERE r.form = ?",
        e);
    enum status s = stmt ? db_bind(db, stmt, e, "t", form->name) : e->status;
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = keep_row(u, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

const char *unread_text(const struct unread *u, const char *uid, const char *field)
{
    return lookup_find(u->texts, field, uid);
}
