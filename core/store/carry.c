#include "core/store/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/store/internal.h"

/* Whether the disk has these bytes at a path. */
static enum status read_back(const char *path, const void *bytes, size_t size, struct error *e)
{
    char want[65], have[65] = "", *again = NULL;
    size_t got = 0;
    enum status s = file_read_disk(path, size, &again, &got, e);

    hash_hex(bytes, size, want);
    if (s == STATUS_OK || s == STATUS_DATA) { /* DATA: it is longer than what was written */
        if (s == STATUS_OK)
            hash_hex(again, got, have);
        s = strcmp(want, have) == 0 && got == size
                ? STATUS_OK
                : error_set(e, STATUS_FILE,
                      _("The disk does not give back what was written to %s. Take another "
                        "stick; "
                        "the workbook itself is safe."),
                      path);
    }
    free(again);
    return s;
}

/* Beside, read back, then into its place. */
static enum status bring(const char *to, const void *bytes, size_t size, struct error *e)
{
    char *folder = file_folder(to);
    char *beside = folder ? file_free_path(folder, "susun-carry.tmp") : NULL;
    enum status s = beside ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK)
        s = file_write(beside, bytes, size, e);
    if (s == STATUS_OK)
        s = read_back(beside, bytes, size, e);
    if (s == STATUS_OK)
        s = file_rename(beside, to, e);
    if (s == STATUS_OK)
        s = file_sync_folder(folder, e);
    if (s != STATUS_OK && beside)
        file_remove(beside);
    free(beside);
    free(folder);
    return s;
}

/* The pages of a copy: what is stored, without the drafts, with the number of its group. *bytes
 * is the caller's (sqlite3_free). */
static enum status image(
    struct workbook *wb, int group, unsigned char **bytes, sqlite3_int64 *size, struct error *e)
{
    const unsigned flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    unsigned char *pages = sqlite3_serialize(db_handle(wb->db), "main", size, 0);
    struct db *db = NULL;
    char number[12];
    enum status s = pages ? db_open_memory(&db, e) : error_memory(e);

    *bytes = NULL;
    snprintf(number, sizeof number, "%d", group);
    if (s != STATUS_OK)
        sqlite3_free(pages);
    else if (sqlite3_deserialize(db_handle(db), "main", pages, *size, *size, flags) !=
             SQLITE_OK)
        s = error_memory(e); /* SQLite keeps no other reason, nor this one */
    if (s == STATUS_OK)      /* what was half typed is not even in the free pages */
        s = db_exec(db, "PRAGMA secure_delete = ON; DELETE FROM draft", e);
    if (s == STATUS_OK)
        s = db_run(db, e, "INSERT OR REPLACE INTO meta(key, value) VALUES('group_number', ?)",
            "t", number);
    if (s == STATUS_OK && !(*bytes = sqlite3_serialize(db_handle(db), "main", size, 0)))
        s = error_memory(e);
    db_close(db);
    return s;
}

enum status carry_copy(struct workbook *wb, int group, const char *to, struct error *e)
{
    struct file_mark there;
    unsigned char *bytes = NULL;
    sqlite3_int64 size = 0;

    if (wb->in_action)
        return error_set(e, STATUS_USAGE, _("One change is still being written."));
    if (file_mark(to, &there, NULL) == STATUS_OK && lock_is_ours(&there))
        return error_set(
            e, STATUS_USAGE, _("%s is the workbook itself; choose another place."), to);
    enum status s = image(wb, group, &bytes, &size, e);
    if (s == STATUS_OK)
        s = bring(to, bytes, (size_t)size, e);
    sqlite3_free(bytes);
    return s;
}

enum status carry_workbook(struct workbook *wb, const char *to, struct error *e)
{
    return carry_copy(wb, workbook_group(wb), to, e);
}
