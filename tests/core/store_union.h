/* Two files of one workbook come together: the union of their journals by plain SQL, then
 * everything derived anew. */
#ifndef SUSUN_TESTS_STORE_UNION_H
#define SUSUN_TESTS_STORE_UNION_H

#include "core/store/rebuild.h"
#include "tests/core/store_fixture.h"

/* Puts what `from` knows into `to`; both closed. */
static inline void fixture_union(const char *to, const char *from)
{
    static const char sql[] =
        "BEGIN;"
        "INSERT OR IGNORE INTO main.session(uid, author, host, laptop, program, started)"
        " SELECT uid, author, host, laptop, program, started FROM o.session;"
        "INSERT OR IGNORE INTO main.record(form, uid) SELECT form, uid FROM o.record;"
        "CREATE TEMP TABLE s(o INTEGER PRIMARY KEY, m INTEGER);"
        "INSERT INTO temp.s SELECT a.id, b.id FROM o.session a JOIN main.session b USING(uid);"
        "INSERT OR IGNORE INTO main.action SELECT s.m, seq, clock, at, kind, t.m, of_seq"
        " FROM o.action a JOIN temp.s s ON s.o = a.session"
        " LEFT JOIN temp.s t ON t.o = a.of_session;"
        "INSERT OR IGNORE INTO main.edit SELECT s.m, seq, action, b.id, field, value, typed"
        " FROM o.edit e JOIN temp.s s ON s.o = e.session JOIN o.record a ON a.id = e.record"
        " JOIN main.record b USING(form, uid);"
        "INSERT OR IGNORE INTO main.replaces SELECT s.m, seq, t.m, old_seq FROM o.replaces r"
        " JOIN temp.s s ON s.o = r.session JOIN temp.s t ON t.o = r.old_session;"
        "INSERT OR IGNORE INTO main.saw SELECT s.m, seq, t.m, old_seq FROM o.saw r"
        " JOIN temp.s s ON s.o = r.session JOIN temp.s t ON t.o = r.old_session;"
        "COMMIT";
    sqlite3 *db = NULL;
    char *attach = sqlite3_mprintf("ATTACH %Q AS o", from);

    assert_int_equal(sqlite3_open_v2(to, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_free(attach);
    sqlite3_close(db);
    struct workbook *wb = fixture_open(to);
    must(rebuild_all(wb, e));
    workbook_close(wb);
}

/* Another copy of the file, as a file manager makes it; its path is the caller's. */
static inline char *fixture_copy(const char *path, const char *name)
{
    const char *folder = getenv("TMPDIR");
    char *copy = text_format("%s/%s.susun", folder ? folder : "/tmp", name);

    unlink(copy);
    must(workbook_copy(path, copy, e));
    return copy;
}

#endif
