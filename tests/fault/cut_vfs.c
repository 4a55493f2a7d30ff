#include "tests/fault/cut_vfs.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An open file: SQLite's part first, the default VFS's file right behind. */
struct cut_file {
    sqlite3_file base;
    bool logged;        /* it has a name, so a power cut can leave it */
    bool folder_synced; /* false: the first sync of a new journal also syncs the folder */
    size_t node;
    sqlite3_file *real;
};

static sqlite3_vfs cut;
static sqlite3_vfs *below;
static struct {
    unsigned calls;
    int64_t at, seen;
    int code;
    bool lasting, kill;
} fault;

void cut_fail(unsigned calls, int64_t at, int code, bool lasting)
{
    fault.calls = calls;
    fault.at = at;
    fault.seen = 0;
    fault.code = code;
    fault.lasting = lasting;
    fault.kill = false;
}

void cut_kill(unsigned calls, int64_t at)
{
    cut_fail(calls, at, SQLITE_OK, false);
    fault.kill = true;
}

int64_t cut_calls(void)
{
    return fault.seen;
}

/* Counts a call and tells whether it is the one (or, lasting, after the one) that goes wrong.
 */
static bool goes_wrong(enum cut_call call)
{
    if (!(fault.calls & call))
        return false;
    fault.seen++;
    return fault.at > 0 && (fault.seen == fault.at || (fault.lasting && fault.seen > fault.at));
}

/* Answers a call that goes wrong. */
static int wrong(void)
{
    if (fault.kill)
        kill(getpid(), SIGKILL);
    return fault.code;
}

/* Gives an opened file its node: the one it has, a new one, or one with what is on the disk. */
static void assign_node(struct cut_file *f, const char *path, bool was_there)
{
    if (was_there && cut_find(path, &f->node))
        return;
    f->node = cut_add_node(path);
    if (!was_there) {
        cut_note(CUT_CREATE, f->node, 0, NULL, 0);
        return;
    }
    struct cut_node *n = &cut_log_now()->nodes[f->node];
    sqlite3_int64 size = 0;
    n->there = true;
    f->real->pMethods->xFileSize(f->real, &size);
    n->size = (size_t)size;
    n->bytes = malloc(n->size + 1);
    if (!n->bytes)
        abort();
    if (n->size > 0 && f->real->pMethods->xRead(f->real, n->bytes, (int)size, 0) != SQLITE_OK)
        abort();
}

#define REAL(file) (((struct cut_file *)(file))->real)

static int cut_close(sqlite3_file *file)
{
    return REAL(file)->pMethods->xClose(REAL(file));
}

static int cut_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    if (goes_wrong(CALL_READ))
        return wrong();
    return REAL(file)->pMethods->xRead(REAL(file), bytes, size, at);
}

static int cut_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    struct cut_file *f = (struct cut_file *)file;

    if (goes_wrong(CALL_WRITE)) {
        /* A disk that fails or a process that dies has often written a part. */
        REAL(file)->pMethods->xWrite(REAL(file), bytes, size / 2, at);
        if (f->logged && cut_log_now())
            cut_note(CUT_WRITE, f->node, at, bytes, (size_t)(size / 2));
        return wrong();
    }
    int code = REAL(file)->pMethods->xWrite(REAL(file), bytes, size, at);
    if (code == SQLITE_OK && f->logged && cut_log_now())
        cut_note(CUT_WRITE, f->node, at, bytes, (size_t)size);
    return code;
}

static int cut_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct cut_file *f = (struct cut_file *)file;

    if (goes_wrong(CALL_TRUNCATE))
        return wrong();
    int code = REAL(file)->pMethods->xTruncate(REAL(file), size);
    if (code == SQLITE_OK && f->logged && cut_log_now())
        cut_note(CUT_TRUNCATE, f->node, size, NULL, 0);
    return code;
}

/* As os_unix.c does: the file first, then, for a new journal, the folder that names it. */
static int cut_sync(sqlite3_file *file, int flags)
{
    struct cut_file *f = (struct cut_file *)file;

    (void)flags;
    if (goes_wrong(CALL_SYNC))
        return wrong();
    if (f->logged && cut_log_now()) {
        cut_note(CUT_SYNC, f->node, 0, NULL, 0);
        if (!f->folder_synced)
            cut_note(CUT_FOLDER_SYNC, f->node, 0, NULL, 0);
    }
    f->folder_synced = true;
    return SQLITE_OK;
}

static int cut_file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return REAL(file)->pMethods->xFileSize(REAL(file), size);
}

static int cut_lock(sqlite3_file *file, int level)
{
    if (goes_wrong(CALL_LOCK))
        return wrong();
    return REAL(file)->pMethods->xLock(REAL(file), level);
}

static int cut_unlock(sqlite3_file *file, int level)
{
    return REAL(file)->pMethods->xUnlock(REAL(file), level);
}

static int cut_reserved(sqlite3_file *file, int *held)
{
    return REAL(file)->pMethods->xCheckReservedLock(REAL(file), held);
}

static int cut_control(sqlite3_file *file, int op, void *argument)
{
    return REAL(file)->pMethods->xFileControl(REAL(file), op, argument);
}

static int cut_sector(sqlite3_file *file)
{
    return REAL(file)->pMethods->xSectorSize(REAL(file));
}

/* No promise of atomic writes: the cut disk tears them. */
static int cut_traits(sqlite3_file *file)
{
    return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file)) &
           SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int cut_shm_map(
    sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, memory);
}

static int cut_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return REAL(file)->pMethods->xShmLock(REAL(file), offset, n, flags);
}

static void cut_shm_barrier(sqlite3_file *file)
{
    REAL(file)->pMethods->xShmBarrier(REAL(file));
}

static int cut_shm_unmap(sqlite3_file *file, int delete_it)
{
    return REAL(file)->pMethods->xShmUnmap(REAL(file), delete_it);
}

static const sqlite3_io_methods methods = {2, cut_close, cut_read, cut_write, cut_truncate,
    cut_sync, cut_file_size, cut_lock, cut_unlock, cut_reserved, cut_control, cut_sector,
    cut_traits, cut_shm_map, cut_shm_lock, cut_shm_barrier, cut_shm_unmap, NULL, NULL};

static int cut_open(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    struct cut_file *f = (struct cut_file *)file;
    int was_there = 0;

    (void)vfs;
    *f = (struct cut_file){.real = (sqlite3_file *)(f + 1)};
    if (goes_wrong(CALL_OPEN))
        return wrong();
    if (path)
        below->xAccess(below, path, SQLITE_ACCESS_EXISTS, &was_there);
    int code = below->xOpen(below, path, f->real, flags, out_flags);
    if (code != SQLITE_OK)
        return code;
    f->base.pMethods = &methods;
    f->logged = path && !(flags & SQLITE_OPEN_DELETEONCLOSE);
    f->folder_synced = was_there || !(flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL));
    if (f->logged && cut_log_now())
        assign_node(f, path, was_there);
    return SQLITE_OK;
}

static int cut_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    if (goes_wrong(CALL_DELETE))
        return wrong();
    int code = below->xDelete(below, path, 0);
    if (code == SQLITE_OK && cut_log_now()) {
        cut_note_delete(path);
        if (sync_folder)
            cut_note_folder_sync(path);
    }
    return code;
}

static int cut_access(sqlite3_vfs *vfs, const char *path, int flags, int *answer)
{
    (void)vfs;
    return below->xAccess(below, path, flags, answer);
}

static int cut_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
    (void)vfs;
    return below->xFullPathname(below, path, size, out);
}

void cut_register(void)
{
    if (below)
        return;
    below = sqlite3_vfs_find(NULL);
    if (!below)
        abort();
    cut = *below; /* clock and chance stay those of the default */
    cut.iVersion = 1;
    cut.szOsFile = (int)sizeof(struct cut_file) + below->szOsFile;
    cut.pNext = NULL;
    cut.zName = "cut";
    cut.xOpen = cut_open;
    cut.xDelete = cut_delete;
    cut.xAccess = cut_access;
    cut.xFullPathname = cut_full_path;
    if (sqlite3_vfs_register(&cut, 0) != SQLITE_OK)
        abort();
}
