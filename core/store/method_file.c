/* The files of the method that a workbook carries inside. */
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"

enum status workbook_method_file(
    struct workbook *wb, const char *path, char **bytes, size_t *size, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_prepare(wb->db, "SELECT content FROM method_file WHERE hash = ? AND path = ?", e);
    enum status s =
        stmt ? db_bind(wb->db, stmt, e, "tt", wb->method->hash, path) : db_status(e);

    *bytes = NULL;
    *size = 0;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (row) {
        *size = (size_t)sqlite3_column_bytes(stmt, 0);
        *bytes = malloc(*size + 1);
        if (*bytes && *size > 0)
            memcpy(*bytes, sqlite3_column_blob(stmt, 0), *size);
        if (*bytes)
            (*bytes)[*size] = '\0';
        else
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}
