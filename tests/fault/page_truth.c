#include "tests/fault/page_truth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Runs SQL or fails the test. */
static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
}

int64_t truth_number(sqlite3 *db, const char *sql, int64_t parameter)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    if (sqlite3_bind_parameter_count(stmt) > 0)
        sqlite3_bind_int64(stmt, 1, parameter);
    if (sqlite3_step(stmt) != SQLITE_ROW)
        fail_msg("%s: %s", sqlite3_errmsg(db), sql);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

/* Notes that a row needs the pages of a cell: its own and those it goes on over. */
static void note(sqlite3 *db, const char *name, int64_t number, const char *path, int cell)
{
    char *sql = sqlite3_mprintf(
        "INSERT INTO place SELECT %Q, %lld, pageno FROM page WHERE name = %Q AND (path = %Q"
        " OR (path > '%q%03x+' AND path < '%q%03x,'))",
        name, (long long)number, name, path, path, (unsigned)cell, path, (unsigned)cell);

    run(db, sql);
    sqlite3_free(sql);
}

/* Every row below a page in the order of the keys; tables without row numbers keep rows on
 * inner pages too. */
static void visit(sqlite3 *db, const char *name, const char *path, int64_t *number)
{
    char *sql =
        sqlite3_mprintf("SELECT ncell FROM page WHERE name = %Q AND path = %Q", name, path);
    int cells = (int)truth_number(db, sql, 0);
    sqlite3_free(sql);
    sql = sqlite3_mprintf(
        "SELECT pagetype = 'leaf' FROM page WHERE name = %Q AND path = %Q", name, path);
    bool leaf = truth_number(db, sql, 0);
    sqlite3_free(sql);
    for (int i = 0; i < cells + !leaf; i++) {
        if (!leaf) {
            char *below = sqlite3_mprintf("%s%03x/", path, (unsigned)i);
            visit(db, name, below, number);
            sqlite3_free(below);
        }
        if (i < cells)
            note(db, name, ++*number, path, i);
    }
}

sqlite3 *truth_open(const char *path)
{
    static const char *const names[] = {"edit", "head", "replaces", "action"};
    sqlite3 *db = NULL;
    char *sql = sqlite3_mprintf("ATTACH %Q AS old", path);

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run(db, sql);
    sqlite3_free(sql);
    run(db, "CREATE TABLE page AS SELECT name, path, pageno, pagetype, ncell FROM"
            " dbstat('old'); CREATE INDEX page_path ON page(name, path);"
            "CREATE TABLE place(name TEXT, number INTEGER, page INTEGER);"
            "CREATE INDEX place_page ON place(page, name)");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int64_t rows = 0;
        visit(db, names[i], "/", &rows);
        sql = sqlite3_mprintf("SELECT count(*) FROM old.\"%w\"", names[i]);
        assert_int_equal(rows, truth_number(db, sql, 0));
        sqlite3_free(sql);
    }
    run(db,
        "CREATE TABLE edit_row AS SELECT row_number() OVER (ORDER BY session, seq) AS number,"
        " * FROM old.edit; CREATE INDEX edit_row_number ON edit_row(number)");
    return db;
}
