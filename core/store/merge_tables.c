/* What is derived from the journal, brought up to date for what came: heads by set, rows of the
 * forms that are touched one statement each. */
#include "core/store/merge_parts.h"

/* An edit that nobody in the other file replaced is a head; what new edits replaced is none any
 * more. No edit that was here replaced one that was not. */
static const char heads_sql[] =
    "CREATE TEMP TABLE merge_gone(session INTEGER, seq INTEGER, PRIMARY KEY(session, seq))"
    " WITHOUT ROWID;"
    "INSERT OR IGNORE INTO temp.merge_gone SELECT r.old_session, r.old_seq"
    " FROM temp.merge_new n CROSS JOIN replaces r ON r.session = n.session AND r.seq > n.edits;"
    "DELETE FROM head WHERE (record, field, session, seq) IN"
    " (SELECT e.record, e.field, e.session, e.seq FROM temp.merge_gone g"
    " LEFT JOIN temp.merge_new n ON n.session = g.session"
    " CROSS JOIN edit e ON e.session = g.session AND e.seq = g.seq"
    " WHERE n.session IS NULL OR g.seq <= n.edits);"
    "INSERT INTO temp.merge_head SELECT e.record, e.field, e.session, e.seq"
    " FROM temp.merge_new n CROSS JOIN edit e ON e.session = n.session AND e.seq > n.edits"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.merge_gone g WHERE g.session = e.session"
    " AND g.seq = e.seq) ORDER BY 1, 2, 3, 4;"
    "INSERT INTO head SELECT record, field, session, seq FROM temp.merge_head;"
    "DROP TABLE temp.merge_gone";

enum status merge_find_several(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db,
        "DELETE FROM temp.merge_several;"
        "INSERT INTO temp.merge_several SELECT h.record, h.field FROM temp.merge_row t"
        " CROSS JOIN head h ON h.record = t.record GROUP BY 1, 2 HAVING count(*) > 1",
        e);
}

enum status merge_derive(struct merge *m, struct error *e)
{
    enum status s = db_exec(m->wb->db, heads_sql, e);

    if (s == STATUS_OK)
        s = merge_stopped(m, e);
    if (s == STATUS_OK)
        s = merge_find_several(m->wb, e);
    return s == STATUS_OK ? table_sync_rows(m->wb, e) : s;
}
