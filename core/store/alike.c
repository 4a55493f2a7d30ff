/* Copies of one workbook have its schema and its method, to the byte. What was checked in one
 * need not be built up once more to be checked in the other. */
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"

bool alike_rows(sqlite3_stmt *a, sqlite3_stmt *b)
{
    for (int i = 0; i < sqlite3_column_count(a); i++) {
        int kind = sqlite3_column_type(a, i);
        if (kind != sqlite3_column_type(b, i))
            return false;
        const void *x = sqlite3_column_blob(a, i), *y = sqlite3_column_blob(b, i);
        int size = sqlite3_column_bytes(a, i);
        if (size != sqlite3_column_bytes(b, i) || (size && memcmp(x, y, (size_t)size) != 0))
            return false;
    }
    return true;
}

/* Whether a query, with a text or NULL for its parameter, gives the same rows in both. */
static enum status same_answer(
    struct db *a, struct db *b, const char *sql, const char *text, bool *same, struct error *e)
{
    bool here = true, there = true;
    sqlite3_stmt *x = db_prepare(a, sql, e);
    sqlite3_stmt *y = x ? db_prepare(b, sql, e) : NULL;
    enum status s = y ? db_bind(a, x, e, text ? "t" : "", text) : db_status(e);

    if (s == STATUS_OK)
        s = db_bind(b, y, e, text ? "t" : "", text);
    *same = s == STATUS_OK;
    while (s == STATUS_OK && *same && here) {
        s = db_step(a, x, &here, e);
        if (s == STATUS_OK)
            s = db_step(b, y, &there, e);
        *same = s == STATUS_OK && here == there && (!here || alike_rows(x, y));
    }
    if (x)
        sqlite3_reset(x);
    if (y)
        sqlite3_reset(y);
    return s;
}

enum status alike_workbooks(
    struct workbook *wb, const struct workbook *like, bool *alike, struct error *e)
{
    char *hash = NULL;

    *alike = false;
    if (wb->format != WORKBOOK_FORMAT)
        return STATUS_OK;
    /* First: only of plain tables is anything asked that follows. Statistics are no matter. */
    enum status s = same_answer(wb->db, like->db,
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE NOT (type IS 'table' AND sql IS 'CREATE TABLE sqlite_stat1(tbl,idx,stat)')"
        " ORDER BY 1, 2, 3, 4",
        NULL, alike, e);
    if (s == STATUS_OK && *alike)
        s = db_text(wb->db, &hash, e,
            "SELECT hash FROM method_version ORDER BY version DESC, hash LIMIT 1", "");
    *alike = *alike && hash && strcmp(hash, like->method->hash) == 0;
    if (s == STATUS_OK && *alike)
        s = same_answer(wb->db, like->db,
            "SELECT path, content FROM method_file WHERE hash = ? ORDER BY path", hash, alike,
            e);
    free(hash);
    return s;
}
