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
#include "core/store/guard_part.h"
#include "core/store/internal.h"
#include "core/store/upgrade_part.h"

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

int workbook_format(const struct workbook *wb)
{
    return wb->format;
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

/* Lets go of the database only. */
static void drop(struct workbook *wb)
{
    touched_clear(wb);
    shape_forget(wb);
    code_forget(wb);
    if (wb->method)
        names_forget(wb);
    db_close(wb->db);
    wb->db = NULL;
    lock_forget(wb);
}

/* Whether the file is as this handle left it: it holds the lock, and nobody wrote meanwhile. */
static bool left_it(struct workbook *wb)
{
    int64_t seen;

    return wb->writable && !sqlite3_get_autocommit(db_handle(wb->db)) &&
           db_integer(wb->db, &seen, NULL, "PRAGMA data_version", "") == STATUS_OK &&
           seen == wb->data_version;
}

void workbook_close(struct workbook *wb)
{
    if (!wb)
        return;
    bool remember = left_it(wb);
    drop(wb);
    if (remember)
        opening_remember(wb->path);
    if (!wb->method_borrowed)
        method_free(wb->method);
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

/* A reader waits this often, this long (ms) for a writer in the middle of a COMMIT. */
#define COPY_TRIES 250
#define COPY_WAIT 20

enum status workbook_copy_pages(
    const char *path, struct db *to, struct db *from, struct error *e)
{
    int code = SQLITE_BUSY;
    sqlite3_backup *copy = sqlite3_backup_init(db_handle(to), "main", db_handle(from), "main");

    if (!copy)
        return db_error(to, e);
    for (int tries = 0; code == SQLITE_BUSY || code == SQLITE_LOCKED; tries++) {
        if (tries == COPY_TRIES)
            break;
        if (tries)
            sqlite3_sleep(COPY_WAIT);
        code = sqlite3_backup_step(copy, -1);
    }
    sqlite3_backup_finish(copy);
    return code == SQLITE_DONE ? STATUS_OK : db_error_code(code, path, e);
}

/* A copy up to this size (bytes) is kept in memory. */
#define COPY_SMALL (4L * 1024 * 1024)

static long long copy_small = COPY_SMALL;

void workbook_copy_aside_from(long long size)
{
    copy_small = size;
}

/* A large copy lies in a file beside; where that cannot be, in memory too. */
static enum status copy_of(
    struct workbook *wb, struct db *file, long long size, struct error *e)
{
    enum status s = STATUS_FILE;

    if (size > copy_small && (s = db_open_aside(&wb->db, NULL)) == STATUS_OK)
        s = workbook_copy_pages(wb->path, wb->db, file, NULL);
    if (s == STATUS_OK)
        return s;
    db_close(wb->db);
    s = db_open_memory(&wb->db, e);
    return s == STATUS_OK ? workbook_copy_pages(wb->path, wb->db, file, e) : s;
}

/* A reader works on a copy, so that it never stands in a writer's way. READWRITE only lets
 * SQLite put a file right that was not closed in peace; where it may not write it reads. */
static enum status open_copy(struct workbook *wb, long long size, struct error *e)
{
    struct db *file;
    enum status s = db_open(&file, wb->path, SQLITE_OPEN_READWRITE, vfs_name, e);

    if (s != STATUS_OK)
        return s;
    s = copy_of(wb, file, size, e);
    db_close(file);
    return s;
}

/* Whether file and folder let a writer work: SQLite's journal lies in the folder of the real
 * file. Said now, not at the first change. */
static enum status may_write(const struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    if (access(wb->path, W_OK) != 0)
        return error_set(e, STATUS_FILE,
            _("%s cannot be written: %s. Copy it to a folder of your own."), wb->path,
            file_reason(errno));
    char *real = realpath(wb->path, NULL), *folder = real ? file_folder(real) : NULL;
    if (folder && access(folder, W_OK | X_OK) != 0)
        s = error_set(e, STATUS_FILE,
            _("Nothing can be written into the folder of %s: %s. Copy the file to a folder of "
              "your own."),
            wb->path, file_reason(errno));
    free(real);
    free(folder);
    return s;
}

/* The connection of a writer, with the lock. */
static enum status open_writer(struct workbook *wb, struct error *e)
{
    enum status s = file_mark(wb->path, &wb->mark, e);

    if (s == STATUS_OK)
        s = may_write(wb, e);
    if (s == STATUS_OK)
        s = db_open(&wb->db, wb->path, SQLITE_OPEN_READWRITE, vfs_name, e);
    if (s == STATUS_OK)
        s = opening_check_stamp(wb, e);
    if (s == STATUS_OK) {
        s = lock_take(wb, e);
        if (s == STATUS_BUSY) {
            db_close(wb->db);
            wb->db = NULL;
            s = lock_refused(wb->path, e);
        }
    }
    if (s == STATUS_OK)
        lock_register(wb);
    return s;
}

/* Temporary tables are part of a transaction like others: they are made, then kept, before a
 * change that fails could take them along. A raised format is kept by the same COMMIT. */
static enum status keep_views(struct workbook *wb, struct error *e)
{
    int64_t seen;
    /* No check of the method is asked of a copy beside its workbook. */
    enum status s = schema_views(wb->db, wb->method, !wb->method_borrowed, e);

    if (s == STATUS_OK)
        s = guard_functions(wb, e);
    if (s == STATUS_OK)
        s = guard_patterns(wb, e);
    if (s == STATUS_OK)
        s = guard_near(wb, e);
    if (s == STATUS_OK)
        s = guard_findings(wb, e);

    if (s != STATUS_OK || sqlite3_get_autocommit(db_handle(wb->db)))
        return s;
    s = db_exec(wb->db, "COMMIT", e);
    if (s == STATUS_OK)
        s = lock_take(wb, e);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &seen, e, "PRAGMA data_version", "");
    if (s == STATUS_BUSY || (s == STATUS_OK && seen != wb->data_version))
        s = error_set(e, STATUS_BUSY, _("%s was taken by another program just now. Try again."),
            wb->path);
    return s;
}

/* Region (for the clock's zone), uid and group of the copy, whether it is for practice. */
static enum status read_meta(struct workbook *wb, struct error *e)
{
    struct plan_years plan;
    int64_t group, practice = 0;
    enum status s =
        db_text(wb->db, &wb->uid, e, "SELECT value FROM meta WHERE key = 'workbook_uid'", "");

    if (s == STATUS_OK && !wb->uid)
        s = error_set(e, STATUS_DATA, _("%s has lost its name plate (meta)."), wb->path);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &group, e,
            "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'group_number'", "");
    if (s == STATUS_OK)
        s = db_integer(wb->db, &practice, e,
            "SELECT count(*) FROM meta WHERE key = '" PRACTICE_KEY "'", "");
    if (s == STATUS_OK)
        s = workbook_plan(wb, &plan, e);
    if (s == STATUS_OK) {
        wb->practice = practice > 0;
        wb->group = group >= 0 && group <= 9 ? (int)group : 0;
        snprintf(wb->province, sizeof wb->province, "%.2s", plan.region);
    }
    return s;
}

/* Method and content are checked against each other, or both against those of a workbook that
 * was. */
static enum status check_inside(
    struct workbook *wb, const struct workbook *like, bool known, struct error *e)
{
    bool alike = false;
    enum status s = like ? alike_workbooks(wb, like, &alike, e) : STATUS_OK;

    if (s == STATUS_OK && alike) {
        wb->method = like->method;
        wb->method_borrowed = true;
        return known ? STATUS_OK : opening_check_pages(wb, e);
    }
    if (s == STATUS_OK)
        s = schema_method(wb->db, &wb->method, wb->path, e);
    return s == STATUS_OK ? opening_check_content(wb, known, e) : s;
}

/* The checks that lead from a connection to a workbook. */
static enum status check(struct workbook *wb, enum workbook_mode mode,
    const struct workbook *like, bool known, struct error *e)
{
    enum status s = db_integer(wb->db, &wb->data_version, e, "PRAGMA data_version", "");

    if (s == STATUS_OK && mode == WORKBOOK_READ)
        s = opening_check_stamp(wb, e);
    if (s == STATUS_OK)
        s = check_inside(wb, like, known, e);
    if (s == STATUS_OK && wb->format < WORKBOOK_FORMAT)
        s = schema_raise(wb->db, wb->method, wb->format, e);
    if (s == STATUS_OK)
        s = keep_views(wb, e);
    if (s == STATUS_OK)
        s = read_meta(wb, e);
    return s == STATUS_OK ? session_position(wb, e) : s;
}

/* Opens; what `like` (or NULL) has too is not checked once more. */
static enum status open_like(struct workbook **out, const char *path, enum workbook_mode mode,
    const struct person *person, const struct workbook *like, struct error *e)
{
    struct workbook *wb;
    struct file_mark there;
    bool known = false;

    *out = NULL;
    enum status s = file_mark(path, &there, e);
    if (s != STATUS_OK)
        return s;
    bool ours = lock_is_ours(&there);
    if (ours && mode == WORKBOOK_WRITE)
        return error_set(e, STATUS_BUSY, _("%s is already open here for writing."), path);
    if (!ours)
        s = header_check(path, e);
    if (s != STATUS_OK)
        return s;
    s = allocate(&wb, path, person, e);
    if (s == STATUS_OK) {
        known = !ours && opening_is_known(path);
        s = mode == WORKBOOK_WRITE ? open_writer(wb, e) : open_copy(wb, there.size, e);
    }
    if (s == STATUS_OK)
        s = check(wb, mode, like, known, e);
    if (s != STATUS_OK) {
        workbook_close(wb);
        return s;
    }
    wb->writable = mode == WORKBOOK_WRITE;
    *out = wb;
    return STATUS_OK;
}

enum status workbook_open_as_is(
    struct workbook **out, const char *path, const struct person *person, struct error *e)
{
    return open_like(out, path, WORKBOOK_WRITE, person, NULL, e);
}

enum status workbook_open(struct workbook **out, const char *path, enum workbook_mode mode,
    const struct person *person, struct error *e)
{
    bool joined = false;
    enum status s = open_like(out, path, mode, person, NULL, e);

    if (s == STATUS_OK && mode == WORKBOOK_WRITE)
        s = upgrade_join_merged(*out, &joined, e);
    if (s == STATUS_OK && !joined)
        return s;
    workbook_close(*out);
    *out = NULL;
    return s == STATUS_OK ? open_like(out, path, mode, person, NULL, e) : s;
}

enum status workbook_open_other(
    struct workbook **out, const char *path, const struct workbook *like, struct error *e)
{
    return open_like(out, path, WORKBOOK_READ, NULL, like, e);
}
