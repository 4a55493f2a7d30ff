#include "core/store/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/settings.h"
#include "core/base/text.h"
#include "core/method/load.h"
#include "core/method/region.h"
#include "core/store/internal.h"

/* The VFS of the tests of power cuts; NULL in real life. */
static const char *vfs_name;

void workbook_use_vfs(const char *name)
{
    vfs_name = name;
}

const char *workbook_vfs(void)
{
    return vfs_name;
}

const struct method *workbook_method(const struct workbook *wb)
{
    return wb->method;
}

const char *workbook_path(const struct workbook *wb)
{
    return wb->path;
}

const char *workbook_uid(const struct workbook *wb)
{
    return wb->uid;
}

bool workbook_writable(const struct workbook *wb)
{
    return wb->writable;
}

struct db *workbook_db(struct workbook *wb)
{
    return wb->db;
}

int64_t workbook_saved_at(const struct workbook *wb)
{
    return wb->saved_at;
}

int64_t workbook_version(const struct workbook *wb)
{
    return wb->version;
}

int64_t workbook_shape(const struct workbook *wb)
{
    return wb->shape;
}

int workbook_group(const struct workbook *wb)
{
    return wb->group;
}

/* Lets go of the database only. */
static void drop(struct workbook *wb)
{
    touched_clear(wb);
    code_forget(wb);
    db_close(wb->db);
    wb->db = NULL;
}

void workbook_close(struct workbook *wb)
{
    if (!wb)
        return;
    bool remember = wb->writable && wb->uid;
    lock_forget(wb);
    drop(wb);
    if (remember)
        opening_remember(wb->path);
    method_free(wb->method);
    free(wb->touched);
    free(wb->path);
    free(wb->uid);
    free(wb->author);
    free(wb->program);
    free(wb->laptop);
    free(wb);
}

/* An empty handle for a path. */
static enum status allocate(
    struct workbook **out, const char *path, const struct person *person, struct error *e)
{
    struct workbook *wb = calloc(1, sizeof *wb);

    *out = wb;
    if (!wb)
        return error_memory(e);
    wb->path = strdup(path);
    wb->author = strdup(person && person->author ? person->author : "");
    wb->program = strdup(person && person->program ? person->program : "");
    wb->laptop = settings_laptop();
    return wb->path && wb->author && wb->program && wb->laptop ? STATUS_OK : error_memory(e);
}

/* A reader works on a copy in memory, so that it never stands in a writer's way. It may write,
 * where it is allowed to, because only so can SQLite take back what a killed writer left half
 * done. */
static enum status open_copy(struct workbook *wb, struct error *e)
{
    struct db *file;
    enum status s = db_open(&file, wb->path, SQLITE_OPEN_READWRITE, vfs_name, e);

    if (s != STATUS_OK)
        return s;
    s = db_open_memory(&wb->db, e);
    sqlite3_backup *copy =
        s == STATUS_OK ? sqlite3_backup_init(db_handle(wb->db), "main", db_handle(file), "main")
                       : NULL;
    if (copy) {
        int code = SQLITE_BUSY;
        for (int tries = 0; tries < 50 && (code == SQLITE_BUSY || code == SQLITE_LOCKED);
             tries++) {
            code = sqlite3_backup_step(
                copy, -1); /* a writer is in the middle of a commit: soon over */
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
                sqlite3_sleep(20);
        }
        sqlite3_backup_finish(copy);
        if (code != SQLITE_DONE)
            s = db_error_code(code, wb->path, e);
    } else if (s == STATUS_OK) {
        s = db_error(wb->db, e);
    }
    db_close(file);
    return s;
}

/* The connection of a writer, with the lock. */
static enum status open_writer(struct workbook *wb, struct error *e)
{
    enum status s = file_mark(wb->path, &wb->mark, e);

    if (s == STATUS_OK && access(wb->path, W_OK) != 0)
        s = error_set(e, STATUS_FILE,
            _("%s cannot be written: %s. Copy it to a folder of your own."), wb->path,
            file_reason(errno));
    if (s == STATUS_OK)
        s = db_open(&wb->db, wb->path, SQLITE_OPEN_READWRITE, vfs_name, e);
    if (s == STATUS_OK) {
        s = lock_take(wb, e);
        if (s == STATUS_BUSY && !lock_is_ours(&wb->mark)) {
            db_close(wb->db);
            wb->db = NULL;
            s = lock_refused(wb->path, e);
        }
    }
    return s;
}

/* Region (for the clock's zone), uid and group of the copy. */
static enum status read_meta(struct workbook *wb, struct error *e)
{
    struct plan_years plan;
    int64_t group;
    enum status s =
        db_text(wb->db, &wb->uid, e, "SELECT value FROM meta WHERE key = 'workbook_uid'", "");

    if (s == STATUS_OK && !wb->uid)
        s = error_set(e, STATUS_DATA, _("%s has lost its name plate (meta)."), wb->path);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &group, e,
            "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'group_number'", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &wb->data_version, e, "PRAGMA data_version", "");
    if (s == STATUS_OK)
        s = workbook_plan(wb, &plan, e);
    if (s == STATUS_OK) {
        wb->group = group >= 0 && group <= 9 ? (int)group : 0;
        snprintf(wb->province, sizeof wb->province, "%.2s", plan.region);
    }
    return s;
}

enum status workbook_open(struct workbook **out, const char *path, enum workbook_mode mode,
    const struct person *person, struct error *e)
{
    struct workbook *wb;
    struct file_mark there;
    bool known = false;

    *out = NULL;
    enum status s = file_mark(path, &there, e);
    if (s != STATUS_OK)
        return s;
    s = allocate(&wb, path, person, e);
    if (s == STATUS_OK) {
        /* Another handle of this process writes the file: reading it here would drop its lock.
         */
        bool ours = lock_is_ours(&there);
        if (!ours)
            s = header_check(path, e);
        known = ours || opening_is_known(path);
    }
    if (s == STATUS_OK) {
        s = mode == WORKBOOK_WRITE ? open_writer(wb, e) : open_copy(wb, e);
    }
    if (s == STATUS_OK)
        s = schema_method(wb->db, &wb->method, path, e);
    if (s == STATUS_OK)
        s = opening_check_content(wb, known, e);
    if (s == STATUS_OK)
        s = schema_views(wb->db, wb->method, e);
    if (s == STATUS_OK)
        s = read_meta(wb, e);
    if (s == STATUS_OK)
        s = session_position(wb, e);
    if (s != STATUS_OK) {
        workbook_close(wb);
        return s;
    }
    wb->writable = mode == WORKBOOK_WRITE;
    if (wb->writable)
        lock_register(wb);
    *out = wb;
    return STATUS_OK;
}

struct date workbook_today(struct workbook *wb)
{
    int minute;
    const char *zone;

    return clock_date(clock_now(), clock_zone(wb->province, &zone), &minute);
}

enum status workbook_plan(struct workbook *wb, struct plan_years *plan, struct error *e)
{
    const struct form *f = method_plan_form(wb->method);
    const struct field *region = f ? form_role_field(f, ROLE_REGION) : NULL;
    bool row;

    *plan = (struct plan_years){0};
    sqlite3_stmt *stmt = db_prepare(wb->db, "SELECT year_from, year_to FROM temp.plan", e);
    enum status s = stmt ? db_step(wb->db, stmt, &row, e) : db_status(e);
    if (s == STATUS_OK && row) {
        plan->from = sqlite3_column_int(stmt, 0);
        plan->to = sqlite3_column_int(stmt, 1);
        sqlite3_reset(stmt);
    }
    if (s == STATUS_OK && region) {
        char *code = NULL;
        char *sql = sqlite3_mprintf("SELECT \"%w\" FROM main.\"%w\"", region->name, f->name);
        s = sql ? db_text(wb->db, &code, e, sql, "") : error_memory(e);
        if (code)
            snprintf(plan->region, sizeof plan->region, "%.15s", code);
        sqlite3_free(sql);
        free(code);
    }
    return s;
}

enum status workbook_changed(struct workbook *wb, bool *changed, struct error *e)
{
    struct file_mark there;
    int64_t seen = wb->data_version;
    enum status s = STATUS_OK;

    *changed = false;
    if (!wb->writable)
        return STATUS_OK;
    if (file_mark(wb->path, &there, NULL) != STATUS_OK || there.device != wb->mark.device ||
        there.inode != wb->mark.inode) {
        *changed = true;
        return STATUS_OK;
    }
    s = db_integer(wb->db, &seen, e, "PRAGMA data_version", "");
    *changed = s == STATUS_OK && seen != wb->data_version;
    return s;
}

/* Cells whose heads say different things and that a person is to be asked about (DESIGN.md 3
 * "Heads"): not the order of rows, not fields that settle themselves. */
static enum status count_differences(struct workbook *wb, int64_t *count, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT r.form, h.field FROM head h JOIN edit USING(session, seq)"
        " JOIN record r ON r.id = h.record WHERE h.field <> 'urutan'"
        " GROUP BY h.record, h.field HAVING count(DISTINCT quote(value) || quote(typed)) > 1",
        e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    *count = 0;
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        const struct form *form =
            method_form(wb->method, (const char *)sqlite3_column_text(stmt, 0));
        const struct field *f =
            form ? form_field(form, (const char *)sqlite3_column_text(stmt, 1)) : NULL;
        *count += form && (!f || f->merge == MERGE_ASK);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status workbook_counts(struct workbook *wb, struct workbook_counts *c, struct error *e)
{
    enum status s = db_integer(wb->db, &c->sessions, e, "SELECT count(*) FROM session", "");

    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->actions, e, "SELECT count(*) FROM action", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->edits, e, "SELECT count(*) FROM edit", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &c->unread, e, "SELECT count(*) FROM unread", "");
    if (s == STATUS_OK)
        s = count_differences(wb, &c->differences, e);
    return s;
}

enum status workbook_last(struct workbook *wb, char **author, int64_t *at, struct error *e)
{
    bool row = false;
    const char *text = NULL;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT s.author, a.at FROM action a JOIN session s ON s.id = a.session"
        " ORDER BY a.clock DESC, s.uid DESC LIMIT 1",
        e);
    enum status s = stmt ? db_step(wb->db, stmt, &row, e) : db_status(e);

    if (row)
        text = (const char *)sqlite3_column_text(stmt, 0);
    *at = row ? sqlite3_column_int64(stmt, 1) : 0;
    *author = strdup(text ? text : "");
    if (stmt)
        sqlite3_reset(stmt);
    return s == STATUS_OK && !*author ? error_memory(e) : s;
}

enum status workbook_set_group(struct workbook *wb, int group, struct error *e)
{
    char text[12];

    if (group < 0 || group > 9)
        return error_set(e, STATUS_USAGE, _("A group has a number from 0 to 9."));
    snprintf(text, sizeof text, "%d", group);
    enum status s = workbook_ready(wb, e);
    if (s == STATUS_OK)
        s = db_run(wb->db, e,
            "INSERT OR REPLACE INTO meta(key, value) VALUES('group_number', ?)", "t", text);
    if (s == STATUS_OK)
        s = workbook_flush(wb, e);
    if (s == STATUS_OK) {
        wb->group = group;
        code_forget(wb);
    }
    return s;
}
