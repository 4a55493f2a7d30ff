/* What is derived from the journal, brought up to date for what came: heads by set, rows of the
 * forms that are touched one statement each. */
#include "core/store/merge_parts.h"

/* An edit that nobody in the other file replaced is a head; what new edits replaced is none any
 * more. No edit that was here replaced one that was not. */
static const char heads_sql[] =
    "CREATE TEMP TABLE merge_gone(record INTEGER, field TEXT, session INTEGER, seq INTEGER,"
    " PRIMARY KEY(record, field, session, seq)) WITHOUT ROWID;"
    "INSERT OR IGNORE INTO temp.merge_gone SELECT o.record, o.field, o.session, o.seq"
    " FROM temp.merge_new n CROSS JOIN replaces r ON r.session = n.session AND r.seq > n.edits"
    " CROSS JOIN edit o ON o.session = r.old_session AND o.seq = r.old_seq;"
    "DELETE FROM head WHERE (record, field, session, seq) IN"
    " (SELECT record, field, session, seq FROM temp.merge_gone);"
    "INSERT INTO head SELECT e.record, e.field, e.session, e.seq FROM temp.merge_new n"
    " CROSS JOIN edit e ON e.session = n.session AND e.seq > n.edits"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.merge_gone g WHERE g.record = e.record"
    " AND g.field = e.field AND g.session = e.session AND g.seq = e.seq)"
    " ORDER BY 1, 2, 3, 4;"
    "DROP TABLE temp.merge_gone";

enum status merge_derive(struct merge *m, struct error *e)
{
    enum status s = db_exec(m->wb->db, heads_sql, e);

    if (s == STATUS_OK)
        s = merge_stopped(m, e);
    return s == STATUS_OK ? table_sync_rows(m->wb, e) : s;
}
