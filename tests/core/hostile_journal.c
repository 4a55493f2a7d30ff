/* The journal of a workbook, and what is derived from it, altered. The good one has a session
 * of its own behind what the other workbook knows (LAST), with a row, three texts in one cell
 * of it (OWN), a deletion and an undo.
 *
 * Opening looks at no journal: what it says is shown, an edit goes on behind it, and what is
 * derived can be made anew. Taking it in looks at all of it that is new. */
#include "tests/core/hostile.h"

#define LAST "(SELECT max(id) FROM session)"
#define OWN                                                                                    \
    "session = " LAST " AND field = 'judul' AND record = (SELECT record FROM edit WHERE"       \
    " session = " LAST " AND field = 'judul' ORDER BY seq LIMIT 1)"
#define ODD "is one that Susun never writes"
#define GAP "its journal has a gap"
#define CLOCK "the clock of its journal runs backwards"

const struct hostile hostile_journals[] = {
    /* numbers */
    {"edit-gone", "DELETE FROM edit WHERE session = " LAST " AND seq = 2", NULL, NULL, GAP},
    {"edits-gone", "DELETE FROM edit WHERE session = " LAST " AND seq < 3", NULL, NULL, GAP},
    {"action-gone", "DELETE FROM action WHERE session = " LAST " AND seq = 2", NULL, NULL, GAP},
    {"actions-gone", "DELETE FROM action WHERE session = " LAST, NULL, NULL, ODD},
    {"old-gap", "DELETE FROM edit WHERE session = 1 AND seq = 2", NULL, NULL, GAP},
    {"edit-below", "UPDATE edit SET seq = -seq WHERE session = " LAST " AND seq = 2", NULL,
        NULL, GAP},
    {"edit-far",
        "UPDATE edit SET seq = 9223372036854775807 WHERE session = " LAST
        " AND seq = (SELECT max(seq) FROM edit WHERE session = " LAST ")",
        NULL, NULL, GAP},
    {"session-below",
        "CREATE TEMP TABLE l AS SELECT " LAST " AS id; UPDATE edit SET session = -7 WHERE"
        " session = (SELECT id FROM l); UPDATE action SET session = -7 WHERE session ="
        " (SELECT id FROM l); UPDATE session SET id = -7 WHERE id = (SELECT id FROM l)",
        NULL, NULL, ODD},
    {"session-at-the-end", "INSERT INTO replaces VALUES(1, 1, 4611686018427387000, 1)", NULL,
        NULL, NULL},
    {"future-replaced",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
        " INSERT INTO replaces SELECT 1, 1, 1 + " LAST ", i FROM n",
        NULL, NULL, NULL},
    {"session-gone", "DELETE FROM session WHERE id = " LAST, NULL, NULL, ODD},
    /* clocks */
    {"clock-back",
        "UPDATE action SET clock = 1 WHERE session = " LAST
        " AND seq = (SELECT max(seq) FROM action WHERE session = " LAST ")",
        NULL, NULL, ODD},
    {"clock-below", "UPDATE action SET clock = -clock WHERE session = " LAST, NULL, NULL, ODD},
    {"clock-twice",
        "UPDATE action SET clock = (SELECT min(clock) FROM action WHERE session = " LAST
        ") WHERE session = " LAST " AND seq = 2",
        NULL, NULL, CLOCK},
    {"clocks-below", "UPDATE action SET clock = -clock", NULL, "has a clock that cannot be",
        NULL},
    {"clock-leap", /* one more change would be beyond what can be opened again */
        "UPDATE action SET clock = 4611686018427387903 WHERE session = " LAST
        " AND seq = (SELECT max(seq) FROM action WHERE session = " LAST ")",
        NULL, "has a clock that cannot be", NULL},
    {"clock-at-the-end", "UPDATE action SET clock = 9223372036854775807", NULL,
        "has a clock that cannot be", NULL},
    {"time-far",
        "UPDATE action SET at = 9223372036854775807 WHERE session = " LAST
        "; UPDATE session SET started = -9223372036854775807 WHERE id = " LAST,
        NULL, NULL, NULL},
    /* who replaces whom */
    {"replaces-circle",
        "INSERT OR IGNORE INTO replaces SELECT a.session, a.seq, b.session, b.seq FROM edit a"
        " JOIN edit b ON b.session = a.session AND b.record = a.record AND b.field = a.field"
        " AND b.seq > a.seq WHERE a.session = " LAST,
        NULL, NULL, ODD},
    {"replaces-itself",
        "INSERT INTO replaces SELECT session, seq, session, seq FROM edit"
        " WHERE session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"replaces-another",
        "INSERT OR IGNORE INTO replaces SELECT a.session, a.seq, 1, 1 FROM edit a"
        " WHERE a.session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"replaces-nothing",
        "INSERT INTO replaces SELECT session, seq, 1, 99999 FROM edit"
        " WHERE session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"replaces-by-nothing", "INSERT INTO replaces VALUES(" LAST ", 99999, 1, 1)", NULL, NULL,
        ODD},
    {"saw-another", "INSERT INTO saw VALUES(" LAST ", 3, 1, 1)", NULL, NULL, ODD},
    {"answers-itself",
        "UPDATE action SET of_session = session, of_seq = seq WHERE session = " LAST, NULL,
        NULL, ODD},
    {"answers-a-circle",
        "UPDATE action SET kind = 'undo', of_session = session, of_seq = 3 - seq"
        " WHERE session = " LAST " AND seq IN (1, 2)",
        NULL, NULL, ODD},
    {"answers-half", "UPDATE action SET of_session = 1 WHERE session = " LAST " AND seq = 1",
        NULL, NULL, ODD},
    /* what an edit says */
    {"edit-of-no-action", "UPDATE edit SET action = 99999 WHERE session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"edit-of-no-record", "UPDATE edit SET record = 99999 WHERE session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"blob", "UPDATE edit SET value = x'00ff' WHERE " OWN, NULL, NULL, ODD},
    {"huge-blob", "UPDATE edit SET value = zeroblob(3000000) WHERE " OWN, NULL, NULL, ODD},
    {"huge-text",
        "UPDATE edit SET value = replace(hex(zeroblob(1000000)), '00', 'abc') WHERE session ="
        " " LAST " AND field = 'judul'",
        NULL, NULL, ODD},
    {"huge-typed",
        "UPDATE edit SET typed = replace(hex(zeroblob(1000000)), '00', 'abc'), value = NULL"
        " WHERE " OWN,
        NULL, NULL, ODD},
    {"long-field",
        "UPDATE edit SET field = hex(zeroblob(5000)) WHERE session = " LAST " AND seq = 3",
        NULL, NULL, ODD},
    {"unknown-field", "UPDATE edit SET field = 'ramalan' WHERE " OWN, NULL, NULL, NULL},
    {"not-utf8",
        "UPDATE edit SET value = CAST(x'41ff1b5b324ac3' AS TEXT) WHERE session = " LAST
        " AND field = 'judul'",
        NULL, NULL, NULL},
    {"escape",
        "UPDATE edit SET value = 'a' || char(27) || ']2;x' || char(7) || char(0x202e)"
        " WHERE " OWN,
        NULL, NULL, NULL},
    {"infinite", "UPDATE edit SET value = 9e999 WHERE session = " LAST, NULL, NULL, NULL},
    {"unknown-kind", "UPDATE action SET kind = 'ramalan' WHERE session = " LAST, NULL, NULL,
        NULL},
    {"escape-kind", "UPDATE action SET kind = char(27) || '[2J' WHERE session = " LAST, NULL,
        NULL, NULL},
    {"escape-author", "UPDATE session SET author = char(27) || '[2J', laptop = char(27)", NULL,
        NULL, "differently"},
    /* records */
    {"record-of-no-form",
        "UPDATE record SET form = 'ramalan' WHERE id = (SELECT max(id) FROM record)", NULL,
        NULL, NULL},
    {"record-long",
        "UPDATE record SET uid = hex(zeroblob(2000000)) WHERE id ="
        " (SELECT max(id) FROM record)",
        NULL, NULL, ODD},
    {"record-escape",
        "UPDATE record SET uid = char(27) || '[2J' WHERE id = (SELECT max(id) FROM record)",
        NULL, NULL, NULL},
    {"record-below", "UPDATE record SET id = -id WHERE id = (SELECT max(id) FROM record)", NULL,
        NULL, ODD},
    {"record-at-the-end", "INSERT INTO record VALUES(9223372036854775807, 'barang', 'x')", NULL,
        NULL, NULL},
    {"record-at-the-end-once-more",
        "INSERT INTO head VALUES(9223372036854775807, 'judul', 1, 1)", NULL, NULL, NULL},
    {"row-of-single",
        "UPDATE record SET form = 'rencana', uid = 'dua' WHERE id = (SELECT max(id) FROM "
        "record)",
        NULL, NULL, NULL},
    /* what is derived: nothing of it is believed when it is taken in */
    {"no-heads", "DELETE FROM head", NULL, NULL, NULL},
    {"false-heads",
        "UPDATE OR IGNORE head SET seq = 1; INSERT OR IGNORE INTO head SELECT record, field,"
        " 99, 99 FROM edit",
        NULL, NULL, NULL},
    {"no-rows", "DELETE FROM barang; DELETE FROM rencana", NULL, NULL, NULL},
    {"false-rows", "UPDATE barang SET judul = 'Palsu', kode = char(27) || '[2J'", NULL, NULL,
        NULL},
    {"rows-of-nobody", "INSERT INTO barang(id, judul) VALUES('x', 'Palsu'), ('', 'Palsu')",
        NULL, NULL, NULL},
    {"false-unread", "INSERT INTO unread VALUES(99999, char(27), char(27) || '[2J')", NULL,
        NULL, NULL},
    {"false-draft", "INSERT INTO draft VALUES(99999, char(27), -1, hex(zeroblob(2000000)))",
        NULL, NULL, NULL},
    {"false-meta",
        "INSERT INTO meta SELECT 'merged:' || uid, 'x' FROM session;"
        " INSERT OR REPLACE INTO meta VALUES('group_number', '99999999999999999999')",
        NULL, NULL, NULL},
};
const size_t hostile_journal_count = sizeof hostile_journals / sizeof *hostile_journals;
