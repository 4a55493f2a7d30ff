/* The transaction behind every change: always open while the handle writes, because it is the
 * writer's lock (DESIGN.md 3 "One writer"). */
#include "core/base/message.h"
#include "core/store/internal.h"

/* How long a COMMIT waits for programs that are just reading the file. */
#define COMMIT_WAIT 5000

void workbook_forget(struct workbook *wb)
{
    wb->now = wb->committed;
    wb->version++;
    shape_changed(wb, NULL, NULL);
    wb->today[0] = '\0'; /* the view today is in the transaction too */
    touched_clear(wb);
    code_forget(wb);
    names_forget(wb);
}

/* Takes in what somebody else wrote between two of our transactions: a new session. */
static enum status catch_up(struct workbook *wb, struct error *e)
{
    int64_t seen;
    enum status s = db_integer(wb->db, &seen, e, "PRAGMA data_version", "");

    if (s != STATUS_OK || seen == wb->data_version)
        return s;
    s = session_position(wb, e);
    if (s != STATUS_OK)
        return s;
    workbook_forget(wb);
    wb->data_version = seen;
    return STATUS_OK;
}

enum status workbook_ready(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    if (wb->in_action)
        return error_set(e, STATUS_USAGE, _("One change is still being written."));
    if (!wb->writable)
        return error_set(e, STATUS_USAGE, _("%s is open for reading only."), wb->path);
    if (sqlite3_get_autocommit(db_handle(wb->db)))
        s = lock_take(wb, e);
    if (s == STATUS_BUSY)
        s = lock_refused(wb->path, e);
    return s == STATUS_OK ? catch_up(wb, e) : s;
}

void workbook_give_up(struct workbook *wb)
{
    if (!sqlite3_get_autocommit(db_handle(wb->db)))
        db_exec(wb->db, "ROLLBACK", NULL);
    lock_take(wb, NULL); /* refused: the next change says so */
    workbook_forget(wb);
}

enum status workbook_flush(struct workbook *wb, struct error *e)
{
    sqlite3 *h = db_handle(wb->db);

    sqlite3_busy_timeout(h, COMMIT_WAIT);
    enum status s = db_exec(wb->db, "COMMIT", e);
    sqlite3_busy_timeout(h, 0);
    if (s == STATUS_BUSY)
        error_set(e, s,
            _("Another program reads %s all the time, so nothing can be stored. Close it, then "
              "make the change again."),
            wb->path);
    if (s != STATUS_OK) {
        workbook_give_up(wb);
        return s;
    }
    wb->committed = wb->now;
    lock_take(wb, NULL); /* refused: the next change says so */
    return STATUS_OK;
}
