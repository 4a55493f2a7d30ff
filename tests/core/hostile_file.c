/* Bytes, schema and method of a workbook, spoilt. */
#include "tests/core/hostile.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "tests/core/store_fixture.h"

void hostile_tamper(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void write_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

/* Changes bytes in place. */
static void poke(const char *path, long at, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "r+b");

    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

static void empty(const char *path)
{
    write_bytes(path, "", 0);
}

static void text(const char *path)
{
    write_bytes(path, "nama;kode\nSatu;1\n", 17);
}

static void noise(const char *path)
{
    write_bytes(path, "\x7f\x00\x01\x02PK", 6);
}

static void cut_short(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size / 2), 0);
}

static void beheaded(const char *path)
{
    assert_int_equal(truncate(path, 60), 0);
}

/* A page of 3000 bytes, of 1 byte, of none. */
static void page_of_3000(const char *path)
{
    poke(path, 16, "\x0b\xb8", 2);
}

static void page_of_0(const char *path)
{
    poke(path, 16, "\0", 2);
}

/* Smaller pages than were written: nothing stands where it should. */
static void page_of_512(const char *path)
{
    poke(path, 16, "\x02\x00", 2);
}

/* A reserve at the end of each page that leaves no room. */
static void reserved_all(const char *path)
{
    poke(path, 20, "\xff", 1);
}

/* Texts said to be UTF-16 that are not. */
static void said_utf16(const char *path)
{
    poke(path, 56, "\0\0\0\x02", 4);
}

static void encoding_unknown(const char *path)
{
    poke(path, 56, "\0\0\0\x09", 4);
}

/* A schema format that no SQLite writes. */
static void schema_format(const char *path)
{
    poke(path, 44, "\0\0\0\x63", 4);
}

/* The first page of the list of free ones is the first page of the file. */
static void freelist_circle(const char *path)
{
    poke(path, 32, "\0\0\0\x01\0\0\0\x05", 8);
}

/* A page flips. */
static void bit_flipped(const char *path)
{
    poke(path, 4096 * 3, "\xff\xff\xff\xff", 4);
}

static void in_a_folder(const char *path)
{
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void a_pipe(const char *path)
{
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void nothing(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

/* A journal that names a second file: rolling it back would delete that. */
static void hostile_journal(const char *path)
{
    static const unsigned char end[] = {
        'x', 0, 0, 0, 1, 0, 0, 0, 0, 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    char *journal = text_format("%s-journal", path);

    write_bytes(journal, end, sizeof end);
    free(journal);
}

static void journal_is_a_pipe(const char *path)
{
    char *journal = text_format("%s-journal", path);

    unlink(journal);
    assert_int_equal(mkfifo(journal, 0600), 0);
    free(journal);
}

/* SQLite would make the journal wherever it points. */
static void journal_is_a_link(const char *path)
{
    char *journal = text_format("%s-journal", path);

    unlink(journal);
    assert_int_equal(symlink("/nowhere/journal", journal), 0);
    free(journal);
}

/* Copies every row of a table to another connection. */
static void pour_table(sqlite3 *from, sqlite3 *to, const char *table)
{
    sqlite3_stmt *rows, *put;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", table);

    assert_int_equal(sqlite3_prepare_v2(from, sql, -1, &rows, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_str *s = sqlite3_str_new(NULL);
    sqlite3_str_appendf(s, "INSERT INTO \"%w\" VALUES(?", table);
    for (int i = 1; i < sqlite3_column_count(rows); i++)
        sqlite3_str_appendall(s, ",?");
    sqlite3_str_appendall(s, ")");
    sql = sqlite3_str_finish(s);
    assert_int_equal(sqlite3_prepare_v2(to, sql, -1, &put, NULL), SQLITE_OK);
    sqlite3_free(sql);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++)
            sqlite3_bind_value(put, i + 1, sqlite3_column_value(rows, i));
        assert_int_equal(sqlite3_step(put), SQLITE_DONE);
        sqlite3_reset(put);
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(put);
}

/* The same workbook again, its texts as UTF-16 on the disk. */
static void written_in_utf16(const char *path)
{
    char *old = text_format("%s.old", path);
    sqlite3 *from, *to;
    sqlite3_stmt *objects;

    assert_int_equal(rename(path, old), 0);
    assert_int_equal(sqlite3_open(old, &from), SQLITE_OK);
    assert_int_equal(sqlite3_open(path, &to), SQLITE_OK);
    char *stamp = sqlite3_mprintf("PRAGMA encoding='UTF-16le'; PRAGMA application_id=%d;"
                                  "PRAGMA user_version=%d; BEGIN",
        WORKBOOK_APPLICATION_ID, WORKBOOK_FORMAT);
    assert_int_equal(sqlite3_exec(to, stamp, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(stamp);
    assert_int_equal(sqlite3_prepare_v2(from,
                         "SELECT sql, type, name FROM sqlite_schema WHERE sql IS NOT NULL"
                         " AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
                         -1, &objects, NULL),
        SQLITE_OK);
    while (sqlite3_step(objects) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(objects, 0);
        const char *type = (const char *)sqlite3_column_text(objects, 1);
        assert_int_equal(sqlite3_exec(to, sql, NULL, NULL, NULL), SQLITE_OK);
        if (strcmp(type, "table") == 0)
            pour_table(from, to, (const char *)sqlite3_column_text(objects, 2));
    }
    sqlite3_finalize(objects);
    assert_int_equal(sqlite3_exec(to, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(from);
    sqlite3_close(to);
    unlink(old);
    free(old);
}

#define SCHEMA "PRAGMA writable_schema=ON; "
#define REBUILT "built differently from what its method says "

const struct hostile hostile_files[] = {
    /* bytes */
    {"empty", NULL, empty, "is empty (0 bytes)", NULL},
    {"text", NULL, text, "is a text, not", NULL},
    {"noise", NULL, noise, "is not a Susun workbook", NULL},
    {"cut", NULL, cut_short, "is cut off", NULL},
    {"beheaded", NULL, beheaded, "is cut off: only 60 bytes", NULL},
    {"page-3000", NULL, page_of_3000, "is not a Susun workbook", NULL},
    {"page-0", NULL, page_of_0, "is not a Susun workbook", NULL},
    {"page-512", NULL, page_of_512, "is damaged", NULL},
    {"reserve", NULL, reserved_all, "is damaged", NULL},
    {"said-utf16", NULL, said_utf16, "its texts are kept in another way", NULL},
    {"written-utf16", NULL, written_in_utf16, "its texts are kept in another way", NULL},
    {"encoding", NULL, encoding_unknown, "its texts are kept in another way", NULL},
    {"schema-format", NULL, schema_format, "unsupported file format", NULL},
    {"freelist", NULL, freelist_circle, "is damaged inside", NULL},
    {"flipped", NULL, bit_flipped, "is damaged", NULL},
    {"folder", NULL, in_a_folder, "is a folder", NULL},
    {"pipe", NULL, a_pipe, "is a device or a pipe", NULL},
    {"missing", NULL, nothing, "it is not there", NULL},
    {"journal", NULL, hostile_journal, "names yet another file", NULL},
    {"journal-pipe", NULL, journal_is_a_pipe, "is no file. Move it away", NULL},
    {"journal-link", NULL, journal_is_a_link, "is no file. Move it away", NULL},
    /* its stamp */
    {"newer", "PRAGMA user_version=3", NULL, "newer Susun (file format 3)", NULL},
    {"formless", "PRAGMA user_version=0", NULL, "says no file format", NULL},
    {"before", "PRAGMA user_version=-1", NULL, "newer Susun", NULL},
    {"other", "PRAGMA application_id=7", NULL, "of another program", NULL},
    {"wal", "PRAGMA journal_mode=WAL", NULL, "journal_mode=DELETE", NULL},
    /* what a schema may hold besides */
    {"trigger", "CREATE TRIGGER t AFTER INSERT ON edit BEGIN DELETE FROM edit; END", NULL,
        "never makes (trigger t)", NULL},
    {"view-trigger",
        "CREATE VIEW v AS SELECT 1; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; "
        "END",
        NULL, "never makes (trigger t)", NULL},
    {"view", "CREATE VIEW v AS SELECT 1", NULL, "never makes (view v)", NULL},
    {"index", "CREATE INDEX i ON edit(typed)", NULL, "never makes (index i)", NULL},
    {"index-expression", "CREATE INDEX i ON edit(abs(seq))", NULL, "never makes (index i)",
        NULL},
    {"table", "CREATE TABLE a(b)", NULL, "never makes (table a)", NULL},
    {"virtual", "CREATE VIRTUAL TABLE f USING fts5(a)", NULL, "never makes (table f)", NULL},
    {"statistics", "CREATE INDEX \"i\" ON edit(typed); ANALYZE; DROP INDEX i", NULL, NULL,
        NULL},
    {"internal",
        SCHEMA "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql)"
               " VALUES('trigger', 'sqlite_t', 'edit', 0,"
               " 'CREATE TRIGGER sqlite_t AFTER INSERT ON edit BEGIN SELECT 1; END')",
        NULL, "never makes (trigger sqlite_t)", NULL},
    {"nameless",
        SCHEMA "INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql)"
               " SELECT NULL, name, tbl_name, rootpage, NULL FROM"
               " sqlite_schema WHERE name LIKE 'sqlite_autoindex%' LIMIT 1",
        NULL, "never makes (? sqlite_autoindex", NULL},
    {"control", "CREATE TABLE \"\x1b]2;x\x07\"(b)", NULL,
        "never makes (table \xef\xbf\xbd]2;x\xef\xbf\xbd)", NULL},
    /* what differs in it */
    {"column", "ALTER TABLE unread ADD COLUMN more TEXT", NULL, REBUILT "(table unread)", NULL},
    {"generated", "ALTER TABLE rencana ADD COLUMN g TEXT AS (upper(uraian))", NULL,
        REBUILT "(table rencana)", NULL},
    {"byte",
        SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')  STRICT')"
               " WHERE name = 'nota'",
        NULL, REBUILT "(table nota)", NULL},
    {"case",
        SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, 'seq INTEGER', 'Seq INTEGER')"
               " WHERE name = 'edit'",
        NULL, REBUILT "(table edit)", NULL},
    {"default",
        SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, 'typed TEXT', 'typed TEXT DEFAULT"
               " (1)') WHERE name = 'edit'",
        NULL, REBUILT "(table edit)", NULL},
    {"collation",
        SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, 'field TEXT NOT NULL', 'field TEXT"
               " NOT NULL COLLATE nocase') WHERE name = 'head'",
        NULL, REBUILT "(table head)", NULL},
    {"check",
        SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, 'typed TEXT', 'typed TEXT CHECK"
               " (0)') WHERE name = 'edit'",
        NULL, REBUILT "(table edit)", NULL},
    {"two-roots",
        SCHEMA "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE"
               " name = 'saw') WHERE name = 'replaces'",
        NULL, "is damaged", NULL},
    {"no-root", SCHEMA "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'edit'", NULL,
        "is damaged", NULL},
    {"no-sql", SCHEMA "UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'edit'", NULL,
        "is damaged", NULL},
    {"no-table", "DROP TABLE nota", NULL, "lacks a part of a workbook (index nota.kode)", NULL},
    {"no-index", "DROP INDEX \"nota.kode\"", NULL,
        "lacks a part of a workbook (index nota.kode)", NULL},
    {"types",
        SCHEMA "CREATE TEMP TABLE s AS SELECT sql FROM sqlite_schema WHERE name = 'unread';"
               "UPDATE sqlite_schema SET sql ="
               " replace(replace(sql, 'STRICT, ', ''), 'text TEXT', 'text ANY')"
               " WHERE name = 'unread'; PRAGMA writable_schema=RESET;"
               "INSERT INTO unread VALUES(1, 'a', 7);" SCHEMA
               "UPDATE sqlite_schema SET sql = (SELECT sql FROM s) WHERE name = 'unread'",
        NULL, "is damaged inside", NULL},
    {"type-of-journal",
        SCHEMA "CREATE TEMP TABLE s AS SELECT sql FROM sqlite_schema WHERE name = 'action';"
               "UPDATE sqlite_schema SET sql ="
               " replace(replace(sql, 'STRICT, ', ''), 'at INTEGER', 'at ANY')"
               " WHERE name = 'action'; PRAGMA writable_schema=RESET;"
               "UPDATE action SET at = 'kemarin' WHERE seq = 1;" SCHEMA
               "UPDATE sqlite_schema SET sql = (SELECT sql FROM s) WHERE name = 'action'",
        NULL, "is damaged inside", NULL},
    /* its method */
    {"view-method",
        "ALTER TABLE method_file RENAME TO f; CREATE VIEW method_file AS WITH RECURSIVE n(i) AS"
        " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS hash, i AS path, i AS content"
        " FROM n",
        NULL, "lacks a part of a workbook (table method_file)", NULL},
    {"no-method", "DELETE FROM method_file", NULL, "has lost the method", NULL},
    {"method-of-nobody",
        "INSERT INTO method_version SELECT 'ff', name, version + 1 FROM method_version", NULL,
        "has lost the method", NULL},
    {"method-byte",
        "UPDATE method_file SET content = CAST(content || char(10) AS BLOB) WHERE path ="
        " 'forms.csv'",
        NULL, "is not the one the workbook was made with", NULL},
    {"method-hash", "UPDATE method_version SET hash = 'aa'; UPDATE method_file SET hash = 'aa'",
        NULL, "is not the one the workbook was made with", NULL},
    {"method-sql",
        "UPDATE method_file SET content = CAST(content || '1.1,\"{n} ada\",\"DELETE FROM "
        "edit\"'"
        " || char(10) AS BLOB) WHERE path = 'facts.csv'",
        NULL, "method inside", NULL},
    {"big-method",
        "INSERT INTO method_file SELECT hash, 'x' || value || '.csv', zeroblob(8000000)"
        " FROM method_version, json_each('[1,2,3,4,5,6,7,8,9]')",
        NULL, "carries a method of", NULL},
    {"big-file",
        "INSERT INTO method_file SELECT hash, 'x.csv', zeroblob(20000000) FROM method_version",
        NULL, "holds a text that is too large", NULL},
    {"bad-method",
        "UPDATE method_file SET content = CAST('form' AS BLOB) WHERE path = 'forms.csv'", NULL,
        "the method inside", NULL},
    /* its name plate */
    {"nameplate", "DELETE FROM meta", NULL, "lost its name plate", NULL},
};
const size_t hostile_file_count = sizeof hostile_files / sizeof *hostile_files;
