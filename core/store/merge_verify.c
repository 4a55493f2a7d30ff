/* Nothing is committed that is not what the journal says. Heads and the order of sessions are
 * verified whole; of the touched rows a sample is made once more by the slow way (table.c), so
 * that a merge costs no rebuild of everything. Rebuilding all belongs to the doctor. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/merge_parts.h"

/* Rows looked at for each file. */
#define SAMPLE 50

/* The merge does not go together: a mistake of ours, or damage that no check knows. */
static enum status mismatch(const char *what, struct error *e)
{
    return error_set(e, STATUS_DATA,
        _("After taking everything in, %s would not be what the journal says. Nothing was "
          "taken in; the workbook is as it was."),
        what);
}

/* A row and its unread texts as one text; sqlite3_free. */
static enum status row_text(struct workbook *wb, const char *sql, const char *uid,
    int64_t record, char **text, struct error *e)
{
    bool row = true;
    sqlite3_str *out = sqlite3_str_new(NULL);
    sqlite3_stmt *stmt = db_prepare(wb->db, sql, e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "t", uid) : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            sqlite3_str_appendf(
                out, "%d %Q;", sqlite3_column_type(stmt, i), sqlite3_column_text(stmt, i));
        if (db_short(stmt))
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    stmt = s == STATUS_OK
               ? db_prepare(wb->db,
                     "SELECT field, text FROM unread WHERE record = ? ORDER BY field", e)
               : NULL;
    if (s == STATUS_OK)
        s = stmt ? db_bind(wb->db, stmt, e, "i", record) : db_status(e);
    row = true;
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        sqlite3_str_appendf(
            out, "%Q %Q;", sqlite3_column_text(stmt, 0), sqlite3_column_text(stmt, 1));
    if (stmt)
        sqlite3_reset(stmt);
    if (s == STATUS_OK && sqlite3_str_errcode(out))
        s = error_memory(e);
    *text = sqlite3_str_finish(out);
    return s;
}

/* Makes one row again from its heads: it must not change. */
static enum status verify_row(struct workbook *wb, int64_t record, struct error *e)
{
    char *name = NULL, *uid = NULL, *before = NULL, *after = NULL, *sql = NULL;
    enum status s =
        db_text(wb->db, &name, e, "SELECT form FROM record WHERE id = ?", "i", record);

    if (s == STATUS_OK)
        s = db_text(wb->db, &uid, e, "SELECT uid FROM record WHERE id = ?", "i", record);
    const struct form *form = name ? method_form(wb->method, name) : NULL;
    if (s == STATUS_OK && form && uid) {
        sql = sqlite3_mprintf("SELECT * FROM main.\"%w\" WHERE id = ?", form->name);
        s = sql ? row_text(wb, sql, uid, record, &before, e) : error_memory(e);
        if (s == STATUS_OK)
            s = table_sync_row(wb, form, record, uid, e);
        if (s == STATUS_OK)
            s = row_text(wb, sql, uid, record, &after, e);
        if (s == STATUS_OK && strcmp(before ? before : "", after ? after : "") != 0)
            s = mismatch(words_get(&form->title), e);
    }
    sqlite3_free(before);
    sqlite3_free(after);
    sqlite3_free(sql);
    free(name);
    free(uid);
    return s;
}

/* Whether a session's rows are not 1..n; the ends are looked up, only the count walks. */
#define GAP_IN(table)                                                                          \
    "(SELECT count(*) FROM " table " WHERE session = n.session) <> coalesce("                  \
    "(SELECT max(seq) FROM " table " WHERE session = n.session), 0) OR coalesce("              \
    "(SELECT min(seq) FROM " table " WHERE session = n.session), 1) <> 1"

/* Every session that came is 1..n without a gap. */
static enum status verify_sessions(struct workbook *wb, struct error *e)
{
    int64_t bad = 0;
    enum status s = db_integer(wb->db, &bad, e,
        "SELECT EXISTS(SELECT 1 FROM temp.merge_new n WHERE" GAP_IN("edit") " OR " GAP_IN(
            "action") ")",
        "");

    return s == STATUS_OK && bad ? mismatch(_("the journal"), e) : s;
}

enum status merge_verify_file(struct merge *m, struct error *e)
{
    int64_t rows = 0, records[SAMPLE];
    size_t count = 0;
    bool row = true;
    enum status s = verify_sessions(m->wb, e);

    if (s == STATUS_OK)
        s = db_integer(m->wb->db, &rows, e, "SELECT count(*) FROM temp.merge_row", "");
    sqlite3_stmt *stmt = s == STATUS_OK
                             ? db_prepare(m->wb->db,
                                   "SELECT record FROM temp.merge_row WHERE record % ?1 = 0", e)
                             : NULL;
    if (s == STATUS_OK)
        s = stmt ? db_bind(m->wb->db, stmt, e, "i", rows / SAMPLE + 1) : db_status(e);
    while (s == STATUS_OK && count < SAMPLE &&
           (s = db_step(m->wb->db, stmt, &row, e)) == STATUS_OK && row)
        records[count++] = sqlite3_column_int64(stmt, 0);
    if (stmt)
        sqlite3_reset(stmt);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = verify_row(m->wb, records[i], e);
    return s;
}

enum status merge_verify_all(struct workbook *wb, struct error *e)
{
    bool fit = false;
    enum status s = merge_heads_fit(wb, &fit, e);

    if (s == STATUS_OK && !fit)
        return mismatch("head", e);
    if (s == STATUS_OK)
        s = opening_check_pages(wb, e);
    return s == STATUS_DATA ? mismatch(_("the file"), e) : s;
}
