#include "core/store/rebuild.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/store/internal.h"

/* Heads are the edits nobody replaced. The typed temporary table keeps the anti-join on an
 * index. */
static enum status rebuild_heads(struct db *db, struct error *e)
{
    return db_exec(db,
        "CREATE TEMP TABLE IF NOT EXISTS gone(session INTEGER, seq INTEGER, PRIMARY "
        "KEY(session, seq))"
        " WITHOUT ROWID;"
        "DELETE FROM temp.gone;"
        "INSERT OR IGNORE INTO temp.gone SELECT old_session, old_seq FROM replaces;"
        "DELETE FROM head;"
        "INSERT INTO head SELECT e.record, e.field, e.session, e.seq FROM edit e WHERE NOT "
        "EXISTS("
        "SELECT 1 FROM temp.gone g WHERE g.session = e.session AND g.seq = e.seq)"
        " ORDER BY e.record, e.field, e.session, e.seq;"
        "DELETE FROM temp.gone; DELETE FROM unread",
        e);
}

/* Form tables with nothing but the rows that always stand. */
static enum status empty_tables(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++) {
        char *sql = sqlite3_mprintf("DELETE FROM main.\"%w\"", wb->method->forms[i].name);
        s = sql ? db_exec(wb->db, sql, e) : error_memory(e);
        sqlite3_free(sql);
    }
    return s == STATUS_OK ? schema_standing_rows(wb->db, wb->method, e) : s;
}

struct known {
    int64_t id;
    const struct form *form;
    char *uid;
};

/* Every record of a form the method knows. The list is read first: syncing changes what is
 * read. */
static enum status read_records(
    struct workbook *wb, struct known **list, size_t *count, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(wb->db, "SELECT id, form, uid FROM record ORDER BY id", e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    *list = NULL;
    *count = 0;
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (*count == room) {
            struct known *more = realloc(*list, (room = room * 2 + 256) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            *list = more;
        }
        const struct form *form =
            method_form(wb->method, (const char *)sqlite3_column_text(stmt, 1));
        if (!form)
            continue;
        (*list)[*count] = (struct known){sqlite3_column_int64(stmt, 0), form,
            strdup((const char *)sqlite3_column_text(stmt, 2))};
        if (!(*list)[(*count)++].uid)
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status rebuild_derived(struct workbook *wb, struct error *e)
{
    struct known *records = NULL;
    size_t count = 0;
    enum status s = rebuild_heads(wb->db, e);

    if (s == STATUS_OK)
        s = empty_tables(wb, e);
    if (s == STATUS_OK)
        s = read_records(wb, &records, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = table_sync_row(wb, records[i].form, records[i].id, records[i].uid, e);
    for (size_t i = 0; i < count; i++)
        free(records[i].uid);
    free(records);
    return s;
}

enum status rebuild_all(struct workbook *wb, struct error *e)
{
    enum status s = workbook_ready(wb, e);

    if (s != STATUS_OK)
        return s;
    s = rebuild_derived(wb, e);
    if (s != STATUS_OK) {
        workbook_give_up(wb);
        return s;
    }
    s = workbook_flush(wb, e);
    if (s != STATUS_OK)
        return s;
    s = session_position(wb, e);
    workbook_forget(wb);
    return s;
}

/* SHA-256 over every row of a table, in a fixed order. */
static enum status digest(
    struct workbook *wb, const char *table, const char *order, char out[65], struct error *e)
{
    bool row = true;
    struct hash *h = hash_new();
    char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\" ORDER BY %s", table, order);
    enum status s = h && sql ? STATUS_OK : error_memory(e);
    sqlite3_stmt *stmt = s == STATUS_OK ? db_prepare(wb->db, sql, e) : NULL;

    if (s == STATUS_OK && !stmt)
        s = db_status(e);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            char kind = (char)sqlite3_column_type(stmt, i);
            const void *bytes = sqlite3_column_text(stmt, i);
            if (!bytes && db_short(stmt))
                s = error_memory(e);
            hash_add(h, &kind, 1);
            hash_add(
                h, bytes ? bytes : "", (size_t)sqlite3_column_bytes(stmt, i) + (bytes != NULL));
        }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    if (h)
        hash_end(h, out);
    return s;
}

/* Digests of heads, unread and every form; [form_count + 2]. */
static enum status digest_all(struct workbook *wb, char (*out)[65], struct error *e)
{
    enum status s = digest(wb, "head", "1, 2, 3, 4", out[0], e);

    if (s == STATUS_OK)
        s = digest(wb, "unread", "1, 2", out[1], e);
    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++)
        s = digest(wb, wb->method->forms[i].name, "id", out[i + 2], e);
    return s;
}

enum status rebuild_verify(struct workbook *wb, bool *equal, struct error *e)
{
    size_t n = wb->method->form_count + 2;
    char(*before)[65] = calloc(n, sizeof *before), (*after)[65] = calloc(n, sizeof *after);
    enum status s = before && after ? digest_all(wb, before, e) : error_memory(e);

    *equal = false;
    if (s == STATUS_OK && wb->in_action)
        s = error_set(e, STATUS_USAGE, _("One change is still being written."));
    if (s == STATUS_OK)
        s = db_exec(wb->db, "SAVEPOINT verify", e);
    if (s == STATUS_OK) {
        s = rebuild_derived(wb, e);
        if (s == STATUS_OK)
            s = digest_all(wb, after, e);
        if (db_exec(wb->db, "ROLLBACK TO verify; RELEASE verify", NULL) != STATUS_OK &&
            wb->writable)
            workbook_give_up(wb);
        workbook_forget(wb);
    }
    *equal = s == STATUS_OK;
    for (size_t i = 0; *equal && i < n; i++)
        if (strcmp(before[i], after[i]) != 0) {
            *equal = false;
            error_set(e, STATUS_DATA, _("The table %s is not what the journal says."),
                i == 0   ? "head"
                : i == 1 ? "unread"
                         : wb->method->forms[i - 2].name);
        }
    free(before);
    free(after);
    return s;
}
