/* Which cells of a page were filled in differently: two people wrote into one without having
 * seen each other's. A cell whose latest version is empty is one of them too, even where no row
 * of the table is left. */
#include <stdlib.h>

#include "core/plan/grid_part.h"

/* Cells of the page with several versions: by the ids' bounds, or one id after the other; never
 * all heads there are. */
static char *several_sql(const struct grid_source *source)
{
    return sqlite3_mprintf("SELECT r.uid, h.field FROM %s record r"
                           " CROSS JOIN head h ON h.record = r.id WHERE r.form = ?3 AND %s"
                           " GROUP BY r.uid, h.field HAVING count(*) > 1",
        source->high ? "" : "json_each(?1) ids CROSS JOIN",
        source->high ? "r.uid >= ?1 AND r.uid < ?2" : "r.uid = ids.value AND ?2 IS NULL");
}

/* Looks whether the versions of a cell of the page say different things. */
static enum status look(struct grid *g, const char *uid, const char *name, struct error *e)
{
    const struct field *field = form_field(g->form, name);
    size_t row = GRID_NONE, column = GRID_NONE;
    struct cell cell;
    enum status s = field ? grid_find(g, uid, name, &row, &column, e) : STATUS_OK;

    if (s != STATUS_OK || row == GRID_NONE || column == GRID_NONE)
        return s;
    s = record_cell(g->wb, g->form, uid, field, &cell, e);
    if (s != STATUS_OK)
        return s;
    g->cells[row * g->column_count + column].different = cell.different;
    cell_clear(&cell);
    return STATUS_OK;
}

enum status grid_mark_different(
    struct grid *g, const struct grid_source *source, struct error *e)
{
    struct db *db = workbook_db(g->wb);
    char *sql = several_sql(source);
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? db_bind(db, stmt, e, "ttt", source->low, source->high, g->form->name)
                    : sql ? db_status(e)
                          : error_memory(e);
    bool row = true;

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = look(g, (const char *)sqlite3_column_text(stmt, 0),
            (const char *)sqlite3_column_text(stmt, 1), e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}
