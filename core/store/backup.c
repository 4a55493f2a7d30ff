/* A backup is made beside its place and renamed into it. It carries its own name inside, so
 * that only what was made here is ever removed. */
#include "core/store/backup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/internal.h"

#define ENDING ".susun"
#define DAY 10 /* characters of 2026-06-13 */

/* The folder of backups. Caller frees. */
static char *folder_of(const struct workbook *wb)
{
    char *beside = file_folder(wb->path);
    char *folder = beside ? file_join(beside, BACKUP_FOLDER) : NULL;

    free(beside);
    return folder;
}

/* "NAME_" of a workbook NAME.susun. Caller frees. */
static char *stem_of(const struct workbook *wb)
{
    const char *name = file_name(wb->path);
    size_t size = strlen(name), end = strlen(ENDING);

    if (size > end && strcmp(name + size - end, ENDING) == 0)
        size -= end;
    return text_format("%.*s_", (int)size, name);
}

/* Whether a name is of a backup: NAME_, a day, _, words, .susun. */
static bool is_ours(const char *name, const char *stem)
{
    char day[DAY + 1] = "";
    struct date d;
    size_t at = strlen(stem), size = strlen(name), end = strlen(ENDING);

    if (strncmp(name, stem, at) != 0 || size < at + DAY + 2 + end)
        return false;
    memcpy(day, name + at, DAY);
    at += DAY;
    return date_from_iso(day, &d) && name[at] == '_' &&
           strspn(name + at + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
               size - at - 1 - end &&
           strcmp(name + size - end, ENDING) == 0;
}

/* Whether the file says that it is the backup of this name and of this workbook. */
static bool says_so(const struct workbook *wb, const char *path)
{
    struct db *db;
    char *name = NULL, *uid = NULL;
    struct file_mark mark;

    if (file_mark(path, &mark, NULL) != STATUS_OK || lock_is_ours(&mark) ||
        header_check(path, NULL) != STATUS_OK ||
        db_open(&db, path, SQLITE_OPEN_READONLY, workbook_vfs(), NULL) != STATUS_OK)
        return false;
    db_text(db, &name, NULL, "SELECT value FROM meta WHERE key = 'backup'", "");
    db_text(db, &uid, NULL, "SELECT value FROM meta WHERE key = 'workbook_uid'", "");
    bool yes = name && uid && strcmp(name, file_name(path)) == 0 && strcmp(uid, wb->uid) == 0;
    free(name);
    free(uid);
    db_close(db);
    return yes;
}

/* A backup in the folder and when it was written. */
struct kept {
    char *path;
    struct file_mark mark;
};

/* Newest first; of the same moment, the later name. */
static int by_age(const void *a, const void *b)
{
    const struct kept *x = a, *y = b;

    if (x->mark.mtime_s != y->mark.mtime_s)
        return x->mark.mtime_s < y->mark.mtime_s ? 1 : -1;
    if (x->mark.mtime_ns != y->mark.mtime_ns)
        return x->mark.mtime_ns < y->mark.mtime_ns ? 1 : -1;
    return strcmp(y->path, x->path);
}

/* Removes the oldest backups of a workbook. What cannot be removed stays: nothing is lost. */
static void thin_out(const struct workbook *wb, const char *folder, const char *stem)
{
    char **names;
    size_t count, found = 0;

    if (file_list(folder, &names, &count, NULL) != STATUS_OK)
        return;
    struct kept *all = calloc(count + 1, sizeof *all);
    for (size_t i = 0; all && i < count; i++) {
        char *path = is_ours(names[i], stem) ? file_join(folder, names[i]) : NULL;
        if (path && file_mark(path, &all[found].mark, NULL) == STATUS_OK)
            all[found++].path = path;
        else
            free(path);
    }
    if (all)
        qsort(all, found, sizeof *all, by_age);
    for (size_t i = 0; i < found; i++) {
        if (i >= BACKUP_KEPT && says_so(wb, all[i].path))
            file_remove(all[i].path);
        free(all[i].path);
    }
    free(all);
    file_names_free(names, count);
}

/* All pages of the last committed state, through a connection of its own: SQLite keeps the
 * writer's lock while another of this process is closed. */
static enum status copy_state(
    struct workbook *wb, const char *beside, const char *name, struct error *e)
{
    struct db *from = NULL, *to = NULL;
    enum status s = db_open(&from, wb->path, SQLITE_OPEN_READWRITE, workbook_vfs(), e);

    if (s == STATUS_OK)
        s = db_open(&to, beside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, workbook_vfs(), e);
    if (s == STATUS_OK)
        s = workbook_copy_pages(wb->path, to, from, e);
    if (s == STATUS_OK)
        s = db_run(
            to, e, "INSERT OR REPLACE INTO meta(key, value) VALUES('backup', ?)", "t", name);
    db_close(to);
    db_close(from);
    return s;
}

/* A path for a backup of a day: NAME_DAY_WHAT.susun, and with a number one higher than any of
 * that name, so that numbers tell the order though older ones are gone. Caller frees. */
static char *place_for(const char *folder, const char *stem, const char *day, const char *what)
{
    char **names, *begin = text_format("%s%s_%s", stem, day, what), *name = NULL;
    size_t count = 0, size = begin ? strlen(begin) : 0;
    long highest = 0;

    if (begin && file_list(folder, &names, &count, NULL) == STATUS_OK) {
        for (size_t i = 0; i < count; i++) {
            char *end = NULL;
            const char *rest = names[i] + (strncmp(names[i], begin, size) == 0 ? size : 0);
            long n = rest == names[i]            ? 0
                     : strcmp(rest, ENDING) == 0 ? 1
                     : rest[0] == '-'            ? strtol(rest + 1, &end, 10)
                                                 : 0;
            if ((!end || strcmp(end, ENDING) == 0) && n > highest)
                highest = n;
        }
        file_names_free(names, count);
    }
    if (begin)
        name = highest ? text_format("%s-%ld" ENDING, begin, highest + 1)
                       : text_format("%s" ENDING, begin);
    char *path = name ? file_free_path(folder, name) : NULL;
    free(begin);
    free(name);
    return path;
}

/* Puts a copy at `path`, whole or not at all. */
static enum status keep(
    struct workbook *wb, const char *folder, const char *path, struct error *e)
{
    char tag[UUID_SIZE];

    random_uuid4(tag);
    char *beside = text_format("%s.%.8s", path, tag);
    char *journal = beside ? text_format("%s-journal", beside) : NULL;
    enum status s = journal ? copy_state(wb, beside, file_name(path), e) : error_memory(e);
    if (s == STATUS_OK)
        s = file_rename(beside, path, e);
    if (s == STATUS_OK)
        s = file_sync_folder(folder, e);
    if (s != STATUS_OK && journal) {
        file_remove(beside);
        file_remove(journal);
    }
    free(beside);
    free(journal);
    return s;
}

enum status backup_make(struct workbook *wb, const char *what, char **path, struct error *e)
{
    char day[DAY + 1], *folder = folder_of(wb), *stem = stem_of(wb), *to = NULL;
    enum status s = workbook_ready(wb, e);

    if (path)
        *path = NULL;
    date_iso(workbook_today(wb), day);
    if (s == STATUS_OK)
        s = folder && stem ? file_make_folder(folder, false, e) : error_memory(e);
    if (s == STATUS_OK) {
        to = place_for(folder, stem, day, what);
        s = to ? keep(wb, folder, to, e) : error_memory(e);
    }
    if (s == STATUS_OK)
        thin_out(wb, folder, stem);
    if (s == STATUS_OK && path) {
        *path = to;
        to = NULL;
    }
    if (s != STATUS_OK)
        error_where(e, "%s", _("A copy for safety could not be made"));
    free(to);
    free(folder);
    free(stem);
    return s;
}

enum status backup_daily(struct workbook *wb, bool *made, struct error *e)
{
    char day[DAY + 1], *folder = folder_of(wb), *stem = stem_of(wb), **names = NULL;
    size_t count = 0;
    bool there = false;
    enum status s = folder && stem ? STATUS_OK : error_memory(e);

    if (made)
        *made = false;
    date_iso(workbook_today(wb), day);
    if (s == STATUS_OK && file_is_folder(folder))
        s = file_list(folder, &names, &count, e);
    for (size_t i = 0; i < count; i++)
        there = there ||
                (is_ours(names[i], stem) && strncmp(names[i] + strlen(stem), day, DAY) == 0);
    file_names_free(names, count);
    if (s == STATUS_OK && !there)
        s = backup_make(wb, BACKUP_DAILY, NULL, e);
    if (made)
        *made = s == STATUS_OK && !there;
    free(folder);
    free(stem);
    return s;
}
