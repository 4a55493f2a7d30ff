#include "tests/fault/content.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/rebuild.h"
#include "tests/fault/workload.h"
#include "tests/property/journal_state.h"

bool content_of(sqlite3 *db, struct content *c)
{
    sqlite3_stmt *row = NULL;

    *c = (struct content){0};
    bool fine =
        state_hash(db, STATE_ALL, c->state) &&
        sqlite3_prepare_v2(db, "SELECT count(*) FROM edit", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW;
    c->edits = fine ? sqlite3_column_int64(row, 0) : 0;
    if (!fine)
        c->state[0] = '\0';
    sqlite3_finalize(row);
    return fine;
}

bool content_plain(const char *path, struct content *c)
{
    sqlite3 *db = NULL;

    *c = (struct content){0};
    bool fine = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "cut") == SQLITE_OK &&
                content_of(db, c);
    sqlite3_close(db);
    return fine;
}

bool content_opened(const char *path, struct content *c, struct error *e)
{
    struct workbook *wb;
    bool equal = false;
    char *integrity = NULL;

    *c = (struct content){0};
    if (workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, e) != STATUS_OK)
        return false;
    bool fine =
        rebuild_verify(wb, &equal, e) == STATUS_OK && equal &&
        db_text(workbook_db(wb), &integrity, e, "PRAGMA integrity_check", "") == STATUS_OK &&
        strcmp(integrity, "ok") == 0 && content_of(db_handle(workbook_db(wb)), c);
    free(integrity);
    workbook_close(wb);
    return fine;
}
