/* A journal out of what the pages told: what is lost is named, what a form's table still shows
 * becomes a change again, and no session keeps a gap. All of it is questions to the temporary
 * tables of salvage_read.c. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/store/salvage_part.h"

/* Records and sessions stand twice in a file: in their table and in its index. */
static const char twice_sql[] =
    "INSERT OR IGNORE INTO temp.s_record SELECT id, form, uid FROM temp.s_record_index;"
    "INSERT OR IGNORE INTO temp.s_session SELECT id, uid, '', '', '', '', 0"
    " FROM temp.s_session_index;";

/* Rows of four numbers without a tree: of the one that is broken, else of the one they fit. */
static const char pairs_sql[] =
    "INSERT OR IGNORE INTO temp.s_replaces SELECT p.* FROM temp.s_pair p"
    " JOIN temp.s_edit n ON n.session = p.session AND n.seq = p.seq"
    " JOIN temp.s_edit o ON o.session = p.old_session AND o.seq = p.old_seq"
    " WHERE n.record = o.record AND n.field = o.field"
    " AND EXISTS(SELECT 1 FROM temp.s_broken WHERE name = 'replaces');"
    "INSERT OR IGNORE INTO temp.s_saw SELECT p.* FROM temp.s_pair p"
    " JOIN temp.s_edit n ON n.session = p.session AND n.seq = p.seq"
    " JOIN temp.s_edit o ON o.session = p.old_session AND o.seq = p.old_seq"
    " WHERE n.record = o.record AND n.field = '' AND o.field <> ''"
    " AND EXISTS(SELECT 1 FROM temp.s_broken WHERE name = 'saw');";

/* Which changes there were, and which of them cannot be read: a session's are 1..n. A change of
 * a row nobody can name says nothing. */
static const char lost_sql[] =
    "CREATE TEMP TABLE s_last(session INTEGER PRIMARY KEY, n INTEGER);"
    "INSERT INTO temp.s_last SELECT session, max(seq) FROM ("
    "SELECT session, seq FROM temp.s_edit UNION ALL SELECT session, seq FROM temp.s_head"
    " UNION ALL SELECT session, seq FROM temp.s_replaces"
    " UNION ALL SELECT old_session, old_seq FROM temp.s_replaces"
    " UNION ALL SELECT session, seq FROM temp.s_saw"
    " UNION ALL SELECT old_session, old_seq FROM temp.s_saw)"
    " WHERE seq BETWEEN 1 AND 10000000 GROUP BY session;"
    "DELETE FROM temp.s_edit WHERE seq < 1 OR seq > 10000000 OR action < 1 OR action > 10000000"
    " OR record NOT IN (SELECT id FROM temp.s_record);"
    "CREATE TEMP TABLE s_lost(session INTEGER, seq INTEGER, PRIMARY KEY(session, seq))"
    " WITHOUT ROWID;"
    "INSERT INTO temp.s_lost WITH RECURSIVE number(session, seq, n) AS ("
    "SELECT session, 1, n FROM temp.s_last UNION ALL"
    " SELECT session, seq + 1, n FROM number WHERE seq < n)"
    " SELECT session, seq FROM number x WHERE NOT EXISTS(SELECT 1 FROM temp.s_edit e"
    " WHERE e.session = x.session AND e.seq = x.seq);";

/* The same for actions; one that is lost comes back without its meaning: its clock stands in an
 * index, its moment near its neighbours'. */
static const char actions_sql[] =
    "DELETE FROM temp.s_action WHERE clock < 1 OR clock > 1000000000000 OR seq < 1;"
    "DELETE FROM temp.s_clock WHERE clock < 1 OR clock > 1000000000000;"
    "CREATE TEMP TABLE s_lost_action(session INTEGER, seq INTEGER, PRIMARY KEY(session, seq))"
    " WITHOUT ROWID;"
    "INSERT INTO temp.s_lost_action WITH RECURSIVE last(session, n) AS ("
    "SELECT session, max(seq) FROM (SELECT session, action AS seq FROM temp.s_edit"
    " UNION ALL SELECT session, seq FROM temp.s_action"
    " UNION ALL SELECT session, seq FROM temp.s_clock) WHERE seq BETWEEN 1 AND 10000000"
    " GROUP BY session), number(session, seq, n) AS ("
    "SELECT session, 1, n FROM last UNION ALL"
    " SELECT session, seq + 1, n FROM number WHERE seq < n)"
    " SELECT session, seq FROM number x WHERE NOT EXISTS(SELECT 1 FROM temp.s_action a"
    " WHERE a.session = x.session AND a.seq = x.seq);"
    "INSERT INTO temp.s_action SELECT l.session, l.seq,"
    " coalesce((SELECT max(clock) FROM temp.s_clock c WHERE c.session = l.session"
    " AND c.seq = l.seq),"
    " (SELECT a.clock + l.seq - a.seq FROM temp.s_action a WHERE a.session = l.session"
    " AND a.seq < l.seq ORDER BY a.seq DESC LIMIT 1),"
    " l.seq),"
    " coalesce((SELECT a.at FROM temp.s_action a WHERE a.session = l.session AND a.seq < l.seq"
    " ORDER BY a.seq DESC LIMIT 1), (SELECT a.at FROM temp.s_action a"
    " WHERE a.session = l.session AND a.seq > l.seq ORDER BY a.seq LIMIT 1), 0), 'edit', NULL, "
    "NULL"
    " FROM temp.s_lost_action l;";

/* Where changes are lost, an action without any lost all of its own; and where what would name
 * the lost ones is broken too, the last readable action of a session may be half. */
static const char doubt_sql[] =
    "INSERT OR IGNORE INTO temp.s_lost_action SELECT session, seq FROM temp.s_action a"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_edit e WHERE e.session = a.session"
    "  AND e.action = a.seq)"
    " AND EXISTS(SELECT 1 FROM temp.s_broken WHERE name IN ('edit', 'record'));"
    "INSERT OR IGNORE INTO temp.s_lost_action SELECT session, max(action) FROM temp.s_edit"
    " WHERE EXISTS(SELECT 1 FROM temp.s_broken WHERE name = 'edit')"
    " AND EXISTS(SELECT 1 FROM temp.s_broken WHERE name IN ('head', 'replaces'))"
    " GROUP BY session;";

/* Present values the journal lost: heads whose change cannot be read, with what the form's
 * table shows in their place. `known` says whether it shows anything about that cell. A value
 * that a readable head has too tells nothing of the lost one. */
static const char rescue_sql[] =
    "CREATE TEMP TABLE s_new(record INTEGER, field TEXT, value, typed TEXT, session INTEGER,"
    " seq INTEGER);"
    "CREATE TEMP TABLE s_gone(record INTEGER, field TEXT, session INTEGER, seq INTEGER);"
    "CREATE TEMP TABLE s_shown AS SELECT h.record, h.field, h.session, h.seq,"
    " CASE WHEN h.field = '' THEN (w.uid IS NOT NULL) ELSE c.value END AS value, u.text AS "
    "typed,"
    " CASE WHEN h.field = '' THEN w.uid IS NOT NULL OR b.name IS NULL"
    "  WHEN w.uid IS NOT NULL THEN 1 ELSE b.name IS NULL AND k.form IS NOT NULL END AS known"
    " FROM temp.s_lost l JOIN temp.s_head h ON h.session = l.session AND h.seq = l.seq"
    " JOIN temp.s_record r ON r.id = h.record"
    " LEFT JOIN temp.s_row w ON w.form = r.form AND w.uid = r.uid"
    " LEFT JOIN temp.s_cell c ON c.form = r.form AND c.uid = r.uid AND c.field = h.field"
    " LEFT JOIN temp.s_unread u ON u.record = h.record AND u.field = h.field"
    " LEFT JOIN temp.s_broken b ON b.name = r.form"
    " LEFT JOIN temp.s_field k ON k.form = r.form AND k.field = h.field AND k.keyed;"
    "INSERT INTO temp.s_new SELECT record, field, value, typed, session, seq FROM temp.s_shown "
    "x"
    " WHERE known AND EXISTS(SELECT 1 FROM temp.s_record r JOIN temp.s_field f"
    "  ON f.form = r.form AND f.field = x.field WHERE r.id = x.record)"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_head h JOIN temp.s_edit e ON e.session = h.session"
    "  AND e.seq = h.seq WHERE h.record = x.record AND h.field = x.field"
    "  AND e.value IS x.value AND e.typed IS x.typed)"
    " GROUP BY record, field;"
    "INSERT INTO temp.s_gone SELECT h.record, h.field, h.session, h.seq FROM temp.s_lost l"
    " JOIN temp.s_head h ON h.session = l.session AND h.seq = l.seq"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_new n WHERE n.session = h.session"
    " AND n.seq = h.seq);";

/* What a form's table shows and the journal does not know at all: of rows and cells none of
 * whose changes can be read. Only where the journal is damaged. */
static const char unknown_sql[] =
    "INSERT OR IGNORE INTO temp.s_record(form, uid) SELECT DISTINCT form, uid FROM temp.s_row w"
    " WHERE EXISTS(SELECT 1 FROM temp.s_field f WHERE f.form = w.form AND f.field = '')"
    " OR EXISTS(SELECT 1 FROM temp.s_cell c WHERE c.form = w.form AND c.uid = w.uid);"
    "INSERT INTO temp.s_new SELECT r.id, c.field, c.value, NULL, NULL, NULL"
    " FROM temp.s_cell c JOIN temp.s_record r ON r.form = c.form AND r.uid = c.uid"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_edit e WHERE e.record = r.id AND e.field = c.field)"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_new n WHERE n.record = r.id AND n.field = c.field);"
    "INSERT INTO temp.s_new SELECT u.record, u.field, NULL, u.text, NULL, NULL"
    " FROM temp.s_unread u JOIN temp.s_record r ON r.id = u.record"
    " JOIN temp.s_row w ON w.form = r.form AND w.uid = r.uid"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_edit e WHERE e.record = r.id AND e.field = u.field)"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_new n WHERE n.record = r.id AND n.field = u.field);"
    "INSERT INTO temp.s_new SELECT r.id, '', 1, NULL, NULL, NULL FROM temp.s_row w"
    " JOIN temp.s_record r ON r.form = w.form AND r.uid = w.uid"
    " JOIN temp.s_field f ON f.form = w.form AND f.field = ''"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_edit e WHERE e.record = r.id AND e.field = '')"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_new n WHERE n.record = r.id AND n.field = '');";

/* Where a session is cut: before the action that may have a lost change, and before a lost
 * action, so that no action is halved. `kept` is the last action that stays, `seq` the first
 * change that does not; what follows goes on as another session. */
static const char cut_sql[] =
    "CREATE TEMP TABLE s_cut(session INTEGER PRIMARY KEY, seq INTEGER, kept INTEGER, next "
    "INTEGER);"
    "INSERT INTO temp.s_cut(session, kept) SELECT s.session, min("
    " CASE WHEN EXISTS(SELECT 1 FROM temp.s_lost l WHERE l.session = s.session) THEN"
    "  coalesce((SELECT max(e.action) - 1 FROM temp.s_edit e WHERE e.session = s.session"
    "  AND e.seq < (SELECT min(seq) FROM temp.s_lost l WHERE l.session = s.session)), 0)"
    "  ELSE 1 << 40 END,"
    " coalesce((SELECT min(seq) - 1 FROM temp.s_lost_action l WHERE l.session = s.session),"
    "  1 << 40))"
    " FROM (SELECT session FROM temp.s_lost UNION SELECT session FROM temp.s_lost_action) s;"
    "UPDATE temp.s_cut SET seq = min("
    " coalesce((SELECT min(seq) FROM temp.s_lost l WHERE l.session = s_cut.session), 1 << 40),"
    " coalesce((SELECT min(e.seq) FROM temp.s_edit e WHERE e.session = s_cut.session"
    "  AND e.action > s_cut.kept), 1 << 40));"
    "UPDATE temp.s_cut SET next = (SELECT max(max(session), (SELECT max(id) FROM"
    " temp.s_session)) FROM temp.s_last) + (SELECT count(*) FROM temp.s_cut c WHERE c.session "
    "<="
    " s_cut.session);"
    "CREATE TEMP TABLE s_map(session INTEGER, seq INTEGER, to_session INTEGER, to_seq INTEGER,"
    " PRIMARY KEY(session, seq)) WITHOUT ROWID;"
    "INSERT INTO temp.s_map SELECT e.session, e.seq,"
    " CASE WHEN c.seq IS NULL OR e.seq < c.seq THEN e.session ELSE c.next END,"
    " CASE WHEN c.seq IS NULL OR e.seq < c.seq THEN e.seq ELSE row_number() OVER"
    "  (PARTITION BY e.session, e.seq >= c.seq ORDER BY e.seq) END"
    " FROM temp.s_edit e LEFT JOIN temp.s_cut c ON c.session = e.session;"
    "CREATE TEMP TABLE s_act(session INTEGER, seq INTEGER, to_session INTEGER, to_seq INTEGER,"
    " PRIMARY KEY(session, seq, to_session)) WITHOUT ROWID;"
    "INSERT INTO temp.s_act SELECT a.session, a.seq, a.session, a.seq FROM temp.s_action a"
    " LEFT JOIN temp.s_cut c ON c.session = a.session WHERE c.seq IS NULL OR a.seq <= c.kept;"
    "INSERT INTO temp.s_act SELECT a.session, a.seq, c.next, row_number() OVER"
    " (PARTITION BY a.session ORDER BY a.seq) FROM temp.s_action a"
    " JOIN temp.s_cut c ON c.session = a.session WHERE a.seq > c.kept"
    " OR EXISTS(SELECT 1 FROM temp.s_edit e WHERE e.session = a.session AND e.action = a.seq"
    "  AND e.seq >= c.seq);";

/* The journal as it goes on, but for what was rescued. */
static const char journal_sql[] =
    "INSERT INTO main.record SELECT id, form, uid FROM temp.s_record;"
    "INSERT INTO main.session SELECT * FROM temp.s_session WHERE id IN"
    " (SELECT to_session FROM temp.s_act);"
    "INSERT INTO main.action SELECT m.to_session, m.to_seq, a.clock, a.at, a.kind,"
    " o.to_session, o.to_seq FROM temp.s_act m"
    " JOIN temp.s_action a ON a.session = m.session AND a.seq = m.seq"
    " LEFT JOIN temp.s_act o ON o.session = a.of_session AND o.seq = a.of_seq"
    " GROUP BY m.to_session, m.to_seq;"
    "INSERT INTO main.edit SELECT m.to_session, m.to_seq, a.to_seq, e.record, e.field, e.value,"
    " e.typed FROM temp.s_edit e"
    " JOIN temp.s_map m ON m.session = e.session AND m.seq = e.seq"
    " JOIN temp.s_act a ON a.session = e.session AND a.seq = e.action"
    " AND a.to_session = m.to_session;"
    "INSERT OR IGNORE INTO temp.s_meta VALUES('group_number', '0');"
    "INSERT INTO main.meta SELECT key, value FROM temp.s_meta"
    " WHERE key IN ('group_number', '" PRACTICE_KEY "');"
    "INSERT INTO main.draft SELECT * FROM temp.s_draft WHERE record IN"
    " (SELECT id FROM temp.s_record);";

/* Which changes replace which, and which a deletion knew. A change that was replaced by one
 * nobody can read is no head: the cell's latest one has taken its place. The same for the cells
 * of a row that its form shows as deleted. */
static const char edges_sql[] =
    "INSERT OR IGNORE INTO main.replaces SELECT n.to_session, n.to_seq, o.to_session, o.to_seq"
    " FROM temp.s_replaces r JOIN temp.s_map n ON n.session = r.session AND n.seq = r.seq"
    " JOIN temp.s_map o ON o.session = r.old_session AND o.seq = r.old_seq;"
    "INSERT OR IGNORE INTO main.saw SELECT n.to_session, n.to_seq, o.to_session, o.to_seq"
    " FROM temp.s_saw r JOIN temp.s_map n ON n.session = r.session AND n.seq = r.seq"
    " JOIN temp.s_map o ON o.session = r.old_session AND o.seq = r.old_seq;";
static const char closed_sql[] =
    "CREATE TEMP TABLE s_latest AS SELECT h.record, h.field, m.to_session AS session,"
    " m.to_seq AS seq, max(a.clock) AS clock FROM temp.s_head h"
    " JOIN temp.s_map m ON m.session = h.session AND m.seq = h.seq"
    " JOIN main.edit e ON e.session = m.to_session AND e.seq = m.to_seq"
    " AND e.record = h.record AND e.field = h.field"
    " JOIN main.action a ON a.session = e.session AND a.seq = e.action"
    " GROUP BY h.record, h.field;"
    "CREATE INDEX temp.s_latest_cell ON s_latest(record, field);"
    "CREATE TEMP TABLE s_old(session INTEGER, seq INTEGER, PRIMARY KEY(session, seq)) WITHOUT "
    "ROWID;"
    "INSERT OR IGNORE INTO temp.s_old SELECT old_session, old_seq FROM main.replaces;"
    "INSERT OR IGNORE INTO main.replaces SELECT l.session, l.seq, m.to_session, m.to_seq"
    " FROM temp.s_edit e JOIN temp.s_map m ON m.session = e.session AND m.seq = e.seq"
    " JOIN main.edit x ON x.session = m.to_session AND x.seq = m.to_seq"
    " JOIN main.action a ON a.session = x.session AND a.seq = x.action"
    " JOIN temp.s_latest l ON l.record = e.record AND l.field = e.field AND (l.clock > a.clock"
    "  OR (l.clock = a.clock AND l.session = x.session AND l.seq > x.seq))"
    " WHERE NOT EXISTS(SELECT 1 FROM temp.s_head h WHERE h.session = e.session"
    "  AND h.seq = e.seq)"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_old o WHERE o.session = m.to_session"
    "  AND o.seq = m.to_seq);"
    "INSERT OR IGNORE INTO main.saw SELECT l.session, l.seq, m.to_session, m.to_seq"
    " FROM temp.s_latest l JOIN main.edit d ON d.session = l.session AND d.seq = l.seq"
    " JOIN temp.s_record r ON r.id = l.record"
    " JOIN temp.s_head h ON h.record = l.record AND h.field <> ''"
    " JOIN temp.s_map m ON m.session = h.session AND m.seq = h.seq"
    " WHERE l.field = '' AND d.value IS NOT 1"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_row w WHERE w.form = r.form AND w.uid = r.uid)"
    " AND NOT EXISTS(SELECT 1 FROM temp.s_broken b WHERE b.name = r.form);";

/* Clocks as low as they can have been: later than the step before and than what is replaced.
 * Those that were read stay, for they are. */
static const char clocks_sql[] =
    "UPDATE main.action AS a SET clock = need.c FROM (SELECT s, q, max(c) AS c FROM ("
    "SELECT b.session AS s, b.seq AS q, x.clock + 1 AS c FROM main.action x"
    " JOIN main.action b ON b.session = x.session AND b.seq = x.seq + 1 UNION ALL"
    " SELECT n.session, n.action, x.clock + (n.session <> o.session) FROM main.replaces r"
    " JOIN main.edit n ON n.session = r.session AND n.seq = r.seq"
    " JOIN main.edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " JOIN main.action x ON x.session = o.session AND x.seq = o.action) GROUP BY s, q) need"
    " WHERE a.session = need.s AND a.seq = need.q AND a.clock < need.c";
/* What no journal holds: changes that replace another cell's, or later ones. First by what was
 * read, then by the clocks that were found. */
static const char misread_sql[] =
    "DELETE FROM temp.s_replaces WHERE (session, seq, old_session, old_seq) IN ("
    "SELECT r.session, r.seq, r.old_session, r.old_seq FROM temp.s_replaces r"
    " JOIN temp.s_edit n ON n.session = r.session AND n.seq = r.seq"
    " JOIN temp.s_edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " JOIN temp.s_action x ON x.session = n.session AND x.seq = n.action"
    " JOIN temp.s_action y ON y.session = o.session AND y.seq = o.action"
    " WHERE n.record <> o.record OR n.field <> o.field"
    " OR (n.session = o.session AND n.seq <= o.seq)"
    " OR (n.session <> o.session AND x.clock <= y.clock"
    "  AND NOT EXISTS(SELECT 1 FROM temp.s_lost_action l WHERE (l.session = x.session"
    "   AND l.seq = x.seq) OR (l.session = y.session AND l.seq = y.seq))))";
static const char impossible_sql[] =
    "DELETE FROM main.replaces WHERE (session, seq, old_session, old_seq) IN ("
    "SELECT r.session, r.seq, r.old_session, r.old_seq FROM main.replaces r"
    " JOIN main.edit n ON n.session = r.session AND n.seq = r.seq"
    " JOIN main.edit o ON o.session = r.old_session AND o.seq = r.old_seq"
    " JOIN main.action x ON x.session = n.session AND x.seq = n.action"
    " JOIN main.action y ON y.session = o.session AND y.seq = o.action"
    " WHERE n.record <> o.record OR n.field <> o.field OR x.clock < y.clock"
    " OR (x.clock = y.clock AND (n.session <> o.session OR n.seq <= o.seq)))";

/* The changes of the session that was rescued: ?1 its number; they stand for the lost ones. */
static const char *const rescued_sql[] = {
    "INSERT INTO main.edit SELECT ?1, row_number() OVER (ORDER BY record, field), 1, record,"
    " field, value, typed FROM temp.s_new",
    "INSERT OR IGNORE INTO temp.s_map SELECT n.session, n.seq, ?1, e.seq FROM temp.s_new n"
    " JOIN main.edit e ON e.session = ?1 AND e.record = n.record AND e.field = n.field"
    " WHERE n.session IS NOT NULL",
};

/* A session's id that nobody has; a seeded run may repeat one. */
static enum status fresh_uid(struct workbook *wb, char uid[UUID_SIZE], struct error *e)
{
    int64_t used = 1;
    enum status s = STATUS_OK;

    while (s == STATUS_OK && used) {
        random_uuid4(uid);
        s = db_integer(wb->db, &used, e,
            "SELECT (SELECT count(*) FROM temp.s_session WHERE uid = ?1)"
            " + (SELECT count(*) FROM main.session WHERE uid = ?1)",
            "t", uid);
    }
    return s;
}

/* Gives a session a row: one that goes on where another was cut, or one whose row is lost. */
static enum status add_sessions(struct workbook *wb, struct error *e)
{
    char **ids = NULL;
    size_t count = 0;
    enum status s = db_texts(wb->db, &ids, &count, e,
        "SELECT DISTINCT to_session FROM temp.s_act WHERE to_session NOT IN"
        " (SELECT id FROM temp.s_session) ORDER BY 1",
        "");

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char uid[UUID_SIZE];
        s = fresh_uid(wb, uid, e);
        if (s != STATUS_OK)
            break;
        s = db_run(wb->db, e,
            "INSERT INTO temp.s_session SELECT CAST(?1 AS INTEGER), ?2,"
            " coalesce(s.author, ''), coalesce(s.host, ''), coalesce(s.laptop, ''),"
            " coalesce(s.program, ''), coalesce(s.started, 0)"
            " FROM (SELECT 1) LEFT JOIN temp.s_cut c ON c.next = CAST(?1 AS INTEGER)"
            " LEFT JOIN temp.s_session s ON s.id = c.session",
            "tt", ids[i], uid);
    }
    db_texts_free(ids, count);
    return s;
}

/* The session that brings in what only the forms' tables knew. */
static enum status add_rescued(struct workbook *wb, int64_t *rescued, struct error *e)
{
    char uid[UUID_SIZE];
    int64_t id = 0;
    enum status s = db_integer(wb->db, rescued, e, "SELECT count(*) FROM temp.s_new", "");

    if (s != STATUS_OK || *rescued == 0)
        return s;
    s = fresh_uid(wb, uid, e);
    if (s != STATUS_OK)
        return s;
    s = db_run(wb->db, e,
        "INSERT INTO main.session(id, uid, author, host, laptop, program, started)"
        " SELECT max(coalesce((SELECT max(id) FROM main.session), 0),"
        " coalesce((SELECT max(next) FROM temp.s_cut), 0)) + 1, ?, ?, '', ?, ?, ?",
        "ttt"
        "ti",
        uid, SALVAGE_AUTHOR, wb->laptop, wb->program, clock_now());
    id = sqlite3_last_insert_rowid(db_handle(wb->db));
    if (s == STATUS_OK)
        s = db_run(wb->db, e,
            "INSERT INTO main.action(session, seq, clock, at, kind)"
            " SELECT ?, 1, coalesce(max(clock), 0) + 1, ?, 'edit' FROM main.action",
            "ii", id, clock_now());
    for (size_t i = 0; s == STATUS_OK && i < sizeof rescued_sql / sizeof *rescued_sql; i++)
        s = db_run(wb->db, e, rescued_sql[i], "i", id);
    return s;
}

/* Which fields a form's table shows ('' = whether the row is there; keyed: rows come and go
 * with their cells). */
static enum status list_fields(struct workbook *wb, struct error *e)
{
    static const char *const engine[] = {"kode", "kode_lama", "urutan", ""};
    enum status s = db_exec(wb->db,
        "CREATE TEMP TABLE s_field(form TEXT, field TEXT, keyed INTEGER,"
        " PRIMARY KEY(form, field)) WITHOUT ROWID",
        e);

    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++) {
        const struct form *form = &wb->method->forms[i];
        for (size_t k = 0; s == STATUS_OK && k < 4 && form->kind == FORM_LIST; k++)
            s = db_run(wb->db, e, "INSERT OR IGNORE INTO temp.s_field VALUES(?,?,0)", "tt",
                form->name, engine[k]);
        for (size_t k = 0; s == STATUS_OK && k < form->count; k++)
            if (form->fields[k].level != LEVEL_COMPUTED && form->fields[k].level != LEVEL_KEY)
                s = db_run(wb->db, e, "INSERT OR IGNORE INTO temp.s_field VALUES(?,?,?)", "tti",
                    form->name, form->fields[k].name, (int64_t)(form->kind == FORM_KEYED));
    }
    return s;
}

/* Whether anything of the journal cannot be read. */
static enum status is_damaged(struct workbook *wb, bool *damaged, struct error *e)
{
    int64_t broken = 0;
    enum status s = db_integer(wb->db, &broken, e,
        "SELECT (SELECT count(*) FROM temp.s_broken WHERE name IN"
        " ('session', 'action', 'record', 'edit', 'replaces', 'saw'))"
        " + (SELECT count(*) FROM temp.s_lost)",
        "");

    *damaged = broken > 0;
    return s;
}

/* The edges a lost change had are drawn anew where the heads are all known. */
static enum status close_cells(struct workbook *wb, struct error *e)
{
    int64_t broken = 0;
    enum status s = db_integer(
        wb->db, &broken, e, "SELECT count(*) FROM temp.s_broken WHERE name = 'head'", "");

    return s == STATUS_OK && !broken ? db_exec(wb->db, closed_sql, e) : s;
}

#define MOST_ROUNDS 1000 /* a chain of lost clocks is shorter, unless it bites its tail */

/* Brings the clocks into their order, and takes away what cannot be. */
static enum status settle(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    for (int pass = 0; s == STATUS_OK && pass < 2; pass++) {
        for (int i = 0; s == STATUS_OK && i < MOST_ROUNDS; i++) {
            s = db_exec(wb->db, clocks_sql, e);
            if (sqlite3_changes(db_handle(wb->db)) == 0)
                break;
        }
        if (s == STATUS_OK)
            s = db_exec(wb->db, impossible_sql, e);
    }
    return s;
}

enum status salvage_mend(struct workbook *wb, struct salvage_report *report, struct error *e)
{
    static const char *const first[] = {
        twice_sql, pairs_sql, lost_sql, actions_sql, doubt_sql, rescue_sql};
    bool damaged = false;
    enum status s = list_fields(wb, e);

    for (size_t i = 0; s == STATUS_OK && i < sizeof first / sizeof *first; i++)
        s = db_exec(wb->db, first[i], e);
    if (s == STATUS_OK)
        s = is_damaged(wb, &damaged, e);
    if (s == STATUS_OK && damaged)
        s = db_exec(wb->db, unknown_sql, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, misread_sql, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, cut_sql, e);
    if (s == STATUS_OK)
        s = add_sessions(wb, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, journal_sql, e);
    if (s == STATUS_OK)
        s = add_rescued(wb, &report->cells_rescued, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, edges_sql, e);
    if (s == STATUS_OK)
        s = settle(wb, e);
    if (s == STATUS_OK && damaged)
        s = close_cells(wb, e);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &report->edits_lost, e, "SELECT count(*) FROM temp.s_lost", "");
    if (s == STATUS_OK)
        s = db_integer(
            wb->db, &report->cells_missing, e, "SELECT count(*) FROM temp.s_gone", "");
    return s;
}
