#include "core/store/draft.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/store/internal.h"

/* A draft of a record that is not made yet stands under its form's name alone. */
static enum status keep(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const char *text, struct error *e)
{
    int64_t record;
    enum status s = journal_record(wb, form, uid, true, &record, e);

    if (s == STATUS_OK)
        s = db_run(wb->db, e, "INSERT OR REPLACE INTO draft VALUES(?,?,?,?)", "itit", record,
            field, clock_now(), text);
    return s;
}

/* *there is whether anything was forgotten. */
static enum status forget(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, bool *there, struct error *e)
{
    int64_t record;
    enum status s = journal_record(wb, form, uid, false, &record, e);

    if (s == STATUS_OK)
        s = db_run(
            wb->db, e, "DELETE FROM draft WHERE record = ? AND field = ?", "it", record, field);
    *there = s == STATUS_OK && sqlite3_changes(db_handle(wb->db)) > 0;
    return s;
}

enum status draft_keep(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const char *text, struct error *e)
{
    bool changed = true;
    enum status s = workbook_ready(wb, e);

    if (s != STATUS_OK)
        return s;
    s = text ? keep(wb, form, uid, field, text, e) : forget(wb, form, uid, field, &changed, e);
    if (s != STATUS_OK) {
        workbook_give_up(wb); /* nothing half done waits for the next change */
        return s;
    }
    return changed ? workbook_flush(wb, e) : STATUS_OK;
}

enum status draft_settled(struct workbook *wb, const struct form *form, int64_t record,
    const char *field, struct error *e)
{
    return db_run(wb->db, e,
        "DELETE FROM draft WHERE field = ?1 AND (record = ?2 OR record ="
        " (SELECT id FROM record WHERE form = ?3 AND uid = ''))",
        "tit", field, record, form->name);
}

/* Copies a row form, uid, field, text, at. */
static enum status take(sqlite3_stmt *row, struct draft *d, struct error *e)
{
    char **to[4] = {&d->form, &d->uid, &d->field, &d->text};

    for (int i = 0; i < 4; i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        *to[i] = text ? strdup(text) : NULL;
        if (!*to[i]) {
            draft_clear(d);
            return error_memory(e);
        }
    }
    d->at = sqlite3_column_int64(row, 4);
    return STATUS_OK;
}

static enum status find(struct workbook *wb, struct draft *d, struct error *e, const char *sql,
    const char *form, const char *uid, const char *field)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db, sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    *d = (struct draft){0};
    if (s == STATUS_OK && form)
        s = db_bind(wb->db, stmt, e, "ttt", form, uid, field);
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row)
        s = take(stmt, d, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status draft_newest(struct workbook *wb, struct draft *d, struct error *e)
{
    return find(wb, d, e,
        "SELECT r.form, r.uid, d.field, d.text, d.at FROM draft d JOIN record r ON r.id = "
        "d.record"
        " ORDER BY d.at DESC, d.record DESC LIMIT 1",
        NULL, NULL, NULL);
}

enum status draft_of(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, struct draft *d, struct error *e)
{
    return find(wb, d, e,
        "SELECT r.form, r.uid, d.field, d.text, d.at FROM draft d JOIN record r ON r.id = "
        "d.record"
        " WHERE r.form = ? AND r.uid = ? AND d.field = ?",
        form->name, uid, field);
}

void draft_clear(struct draft *d)
{
    free(d->form);
    free(d->uid);
    free(d->field);
    free(d->text);
    *d = (struct draft){0};
}
