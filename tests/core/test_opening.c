/* Files that are no workbook of ours, or not any more: each is refused with its own sentence
 * and stays as it is. */
#include "tests/core/store_fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/store/rebuild.h"

static void write_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

/* Changes bytes in place; a negative offset counts from the end. */
static void poke(const char *path, long at, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "r+b");

    assert_non_null(f);
    assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}

/* What a stranger with SQLite can do to the file. */
static void tamper(const char *path, const char *sql)
{
    sqlite3 *db;
    char *why = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
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

static void newer(const char *path)
{
    tamper(path, "PRAGMA user_version=3");
}

static void formless(const char *path)
{
    tamper(path, "PRAGMA user_version=0");
}

static void of_another_program(const char *path)
{
    tamper(path, "PRAGMA application_id=7");
}

static void write_ahead(const char *path)
{
    tamper(path, "PRAGMA journal_mode=WAL");
}

static void planted_trigger(const char *path)
{
    tamper(path, "CREATE TRIGGER t AFTER INSERT ON edit BEGIN DELETE FROM edit; END");
}

static void planted_view(const char *path)
{
    tamper(path, "CREATE VIEW v AS SELECT 1");
}

static void planted_index(const char *path)
{
    tamper(path, "CREATE INDEX i ON edit(typed)");
}

static void planted_table(const char *path)
{
    tamper(path, "CREATE TABLE a(b)");
}

static void planted_internal(const char *path)
{
    tamper(path, "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema(type, name, tbl_name,"
                 " rootpage, sql) VALUES('trigger', 'sqlite_t', 'edit', 0,"
                 " 'CREATE TRIGGER sqlite_t AFTER INSERT ON edit BEGIN SELECT 1; END')");
}

static void nameless(const char *path)
{
    tamper(path, "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema(type, name, tbl_name,"
                 " rootpage, sql) SELECT NULL, name, tbl_name, rootpage, NULL FROM"
                 " sqlite_schema WHERE name LIKE 'sqlite_autoindex%' LIMIT 1");
}

static void control_characters(const char *path)
{
    tamper(path, "CREATE TABLE \"\x1b]2;x\x07\"(b)");
}

static void another_column(const char *path)
{
    tamper(path, "ALTER TABLE unread ADD COLUMN more TEXT");
}

static void generated_column(const char *path)
{
    tamper(path, "ALTER TABLE visi ADD COLUMN g TEXT AS (upper(rumusan))");
}

static void a_byte_off(const char *path)
{
    tamper(path, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql ="
                 " replace(sql, ') STRICT', ')  STRICT') WHERE name = 'misi'");
}

static void lacking_a_table(const char *path)
{
    tamper(path, "DROP TABLE misi");
}

static void lacking_an_index(const char *path)
{
    tamper(path, "DROP INDEX \"misi.kode\"");
}

static void view_as_method(const char *path)
{
    tamper(path,
        "ALTER TABLE method_file RENAME TO f; CREATE VIEW method_file AS WITH RECURSIVE n(i) AS"
        " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS hash, i AS path, i AS content"
        " FROM n");
}

static void without_method(const char *path)
{
    tamper(path, "DELETE FROM method_file");
}

static void method_of_a_byte_more(const char *path)
{
    tamper(path, "UPDATE method_file SET content = CAST(content || char(10) AS BLOB) WHERE "
                 "path = 'forms.csv'");
}

static void huge_method(const char *path)
{
    tamper(path,
        "INSERT INTO method_file SELECT hash, 'x' || value || '.csv', zeroblob(8000000)"
        " FROM method_version, json_each('[1,2,3,4,5,6,7,8,9]')");
}

static void huge_file_of_a_method(const char *path)
{
    tamper(path,
        "INSERT INTO method_file SELECT hash, 'x.csv', zeroblob(20000000) FROM method_version");
}

static void broken_method(const char *path)
{
    tamper(
        path, "UPDATE method_file SET content = CAST('form' AS BLOB) WHERE path = 'forms.csv'");
}

static void nameplate_gone(const char *path)
{
    tamper(path, "DELETE FROM meta");
}

static void clock_at_the_end(const char *path)
{
    tamper(path, "UPDATE action SET clock = 9223372036854775807");
}

static void wrong_types(const char *path)
{
    tamper(path, "PRAGMA writable_schema=ON; CREATE TEMP TABLE s AS SELECT sql FROM"
                 " sqlite_schema WHERE name = 'unread'; UPDATE sqlite_schema SET sql ="
                 " replace(replace(sql, 'STRICT, ', ''), 'text TEXT', 'text ANY')"
                 " WHERE name = 'unread'; PRAGMA writable_schema=RESET;"
                 "INSERT INTO unread VALUES(1, 'a', 7);"
                 "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = (SELECT sql FROM s)"
                 " WHERE name = 'unread'");
}

/* A bit of a page flips. */
static void bit_flipped(const char *path)
{
    static const unsigned char bad[] = {0xff, 0xff, 0xff, 0xff};

    poke(path, 4096 * 3, bad, sizeof bad);
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

/* What is said; cases that mean the same to a person share `says`. */
static const struct {
    const char *name;
    void (*spoil)(const char *path);
    const char *says;
} cases[] = {
    {"empty", empty, "is empty (0 bytes)"},
    {"text", text, "is a text, not"},
    {"noise", noise, "is not a Susun workbook"},
    {"cut", cut_short, "is cut off"},
    {"beheaded", beheaded, "is cut off: only 60 bytes"},
    {"newer", newer, "newer Susun (file format 3)"},
    {"formless", formless, "says no file format"},
    {"other", of_another_program, "of another program"},
    {"wal", write_ahead, "journal_mode=DELETE"},
    {"trigger", planted_trigger, "never makes (trigger t)"},
    {"view", planted_view, "never makes (view v)"},
    {"index", planted_index, "never makes (index i)"},
    {"table", planted_table, "never makes (table a)"},
    {"internal", planted_internal, "never makes (trigger sqlite_t)"},
    {"nameless", nameless, "never makes (? sqlite_autoindex"},
    {"control", control_characters, "never makes (table \xef\xbf\xbd]2;x\xef\xbf\xbd)"},
    {"column", another_column, "built differently from what its method says (table unread)"},
    {"generated", generated_column, "built differently from what its method says (table visi)"},
    {"byte", a_byte_off, "built differently from what its method says (table misi)"},
    {"no-table", lacking_a_table, "lacks a part of a workbook (index misi.kode)"},
    {"no-index", lacking_an_index, "lacks a part of a workbook (index misi.kode)"},
    {"view-method", view_as_method, "lacks a part of a workbook (table method_file)"},
    {"no-method", without_method, "has lost the method"},
    {"method-byte", method_of_a_byte_more, "is not the one the workbook was made with"},
    {"big-method", huge_method, "carries a method of"},
    {"big-file", huge_file_of_a_method, "holds a text that is too large"},
    {"bad-method", broken_method, "the method inside"},
    {"nameplate", nameplate_gone, "lost its name plate"},
    {"clock", clock_at_the_end, "has a clock that cannot be"},
    {"types", wrong_types, "is damaged inside"},
    {"flipped", bit_flipped, "is damaged"},
    {"folder", in_a_folder, "is a folder"},
    {"pipe", a_pipe, "is a device or a pipe"},
    {"missing", nothing, "it is not there"},
    {"journal", hostile_journal, "names yet another file"},
};
#define CASES (sizeof cases / sizeof *cases)

/* Hash of a file; "" when there is none to read. */
static void hash_of(const char *path, char out[65])
{
    struct stat st;

    out[0] = '\0';
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        must(hash_file(path, out, e));
}

/* Opens in both ways, twice, and expects the sentence each time. */
static void expect_refusal(size_t i, const char *path)
{
    char before[65], after[65];

    hash_of(path, before);
    for (int mode = 0; mode < 4; mode++) {
        struct workbook *wb = NULL;
        struct error why = {0};
        enum status s = workbook_open(
            &wb, path, mode % 2 ? WORKBOOK_READ : WORKBOOK_WRITE, &fixture_person, &why);
        if (s == STATUS_OK || wb)
            fail_msg("%s: opened", cases[i].name);
        if (!strstr(error_text(&why), cases[i].says))
            fail_msg("%s: %s", cases[i].name, error_text(&why));
        error_clear(&why);
    }
    hash_of(path, after);
    assert_string_equal(before, after);
}

static void every_stranger_is_refused_and_left_alone(void **state)
{
    (void)state;
    message_set_lang(LANG_EN);
    for (size_t i = 0; i < CASES; i++) {
        char *path = fixture_new(cases[i].name);
        cases[i].spoil(path);
        expect_refusal(i, path);
        char *wal = text_format("%s-wal", path);
        assert_false(file_exists(wal) && strcmp(cases[i].name, "wal") != 0);
        free(wal);
        free(path);
    }
    message_set_lang(LANG_ID);
}

/* A file this installation closed last is opened without quick_check, never without the schema.
 */
static void a_known_file_is_still_compared_with_its_method(void **state)
{
    (void)state;
    char *path = fixture_new("known");
    struct error why = {0};
    struct workbook *wb = fixture_open(path);

    workbook_close(wb);
    assert_true(opening_is_known(path));
    tamper(path, "CREATE TABLE planted(a)");
    assert_false(opening_is_known(path));
    opening_remember(path); /* as if nobody could tell */
    assert_true(opening_is_known(path));
    assert_int_equal(
        workbook_open(&wb, path, WORKBOOK_WRITE, &fixture_person, &why), STATUS_DATA);
    error_clear(&why);
    free(path);
}

static void odd_names_and_links_are_files_like_others(void **state)
{
    static const char *const names[] = {
        "with space", "100%", "what?mode=memory", "a'b\"c", "käse"};
    (void)state;
    char uid[64];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = fixture_new(names[i]);
        struct workbook *wb = fixture_open(path);
        char *p = fixture_row(wb, "program", "nama", "Satu");
        workbook_close(wb);
        wb = fixture_open(path);
        assert_cell(wb, "program", p, "nama", "Satu");
        workbook_close(wb);
        free(p);
        free(path);
    }
    /* Relative names that mean something else to SQLite. */
    assert_int_equal(chdir(getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp"), 0);
    static const char *const tricks[] = {"file:trick.susun", ":memory:", "file:a?mode=memory"};
    for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
        struct source files;
        unlink(tricks[i]);
        must(source_builtin(&files, "smart-city", e));
        must(workbook_new(tricks[i], &files, "73.22", 2026, 10, &fixture_person, e));
        source_free(&files);
        assert_int_equal(access(tricks[i], F_OK), 0);
        struct workbook *wb = fixture_open(tricks[i]);
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_create(wb, fixture_form(wb, "misi"), NULL, NULL, uid, e));
        must(action_commit(wb, e));
        workbook_close(wb);
        unlink(tricks[i]);
    }
    char *path = fixture_new("target");
    unlink("link.susun");
    assert_int_equal(symlink(path, "link.susun"), 0);
    struct workbook *wb = fixture_open("link.susun"), *reader;
    struct error why = {0};
    assert_int_equal(
        workbook_open(&reader, path, WORKBOOK_WRITE, &fixture_person, &why), STATUS_BUSY);
    error_clear(&why);
    workbook_close(wb);
    free(path);
}

/* A writer that was killed in the middle of a COMMIT leaves a hot journal; both a writer and a
 * reader find the last state that was whole. */
static void a_hot_journal_is_taken_back(void **state)
{
    (void)state;
    char *path = fixture_new("hot");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Tetap");
    workbook_close(wb);
    for (int mode = 0; mode < 2; mode++) {
        pid_t child = fork();
        if (child == 0) {
            sqlite3 *db;
            /* cache_size 1: pages are written before COMMIT */
            if (sqlite3_open(path, &db) == SQLITE_OK &&
                sqlite3_exec(db,
                    "PRAGMA cache_size=1; BEGIN; UPDATE edit SET value = 'Hilang' WHERE field"
                    " = 'nama'; UPDATE program SET nama = 'Hilang'; DELETE FROM method_file;",
                    NULL, NULL, NULL) == SQLITE_OK)
                _exit(0);
            _exit(1);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(WEXITSTATUS(status), 0);
        char *journal = text_format("%s-journal", path);
        assert_int_equal(access(journal, F_OK), 0);
        free(journal);
        must(workbook_open(
            &wb, path, mode ? WORKBOOK_WRITE : WORKBOOK_READ, &fixture_person, e));
        assert_cell(wb, "program", p, "nama", "Tetap");
        workbook_close(wb);
    }
    free(p);
    free(path);
}

/* As nobody, in a world root made: what may not be read or written is said at once. */
static void permissions_are_said_at_opening(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    char *path = fixture_new("rights");
    char *folder = file_folder(path), *inner = text_format("%s/inner", folder);
    char *file = text_format("%s/b.susun", inner);
    assert_int_equal(mkdir(inner, 0755), 0);
    assert_int_equal(rename(path, file), 0);
    char *world = file_folder(folder); /* tests/env keeps it shut */
    assert_int_equal(chmod(world, 0711), 0);
    assert_int_equal(chmod(folder, 0755), 0);
    static const struct {
        mode_t file, folder;
        enum workbook_mode mode;
        const char *says;
    } rights[] = {
        {0600, 0755, WORKBOOK_READ, "cannot be read"},
        {0644, 0755, WORKBOOK_WRITE, "cannot be written"},
        {0666, 0755, WORKBOOK_WRITE, "Nothing can be written into the folder"},
        {0644, 0755, WORKBOOK_READ, ""},
        {0666, 0777, WORKBOOK_WRITE, ""},
    };
    message_set_lang(LANG_EN);
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        assert_int_equal(chmod(file, rights[i].file), 0);
        assert_int_equal(chmod(inner, rights[i].folder), 0);
        pid_t child = fork();
        if (child == 0) {
            struct workbook *wb = NULL;
            struct error why = {0};
            if (setgid(65534) != 0 || setuid(65534) != 0)
                _exit(9);
            enum status s = workbook_open(&wb, file, rights[i].mode, &fixture_person, &why);
            bool fine = rights[i].says[0]
                            ? s == STATUS_FILE && strstr(error_text(&why), rights[i].says)
                            : s == STATUS_OK;
            if (!fine)
                fprintf(stderr, "# rights %zu: %d %s\n", i, (int)s, error_text(&why));
            workbook_close(wb);
            _exit(fine ? 0 : 1);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WEXITSTATUS(status) == 9)
            continue;
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    message_set_lang(LANG_ID);
    unlink(file);
    rmdir(inner);
    free(path), free(folder), free(world), free(inner), free(file);
}

/* A journal of a stranger that opens: nothing in it brings the program down, and what does not
 * fit its field reads as a text nobody understood, the same in the table and from the journal.
 */
static void values_of_the_wrong_kind_read_as_typed(void **state)
{
    static const char *const values[] = {
        "7", "7.5", "9e999", "'teks'", "'[\"a\",'", "'[1,[2]]'", "x'00ff'", "'2026/'", "''"};
    (void)state;
    char *path = fixture_new("kinds");
    struct workbook *wb = fixture_open(path);
    const struct method *m = workbook_method(wb);
    char *p = fixture_row(wb, "program", NULL, NULL);
    char *q = fixture_row(wb, "quick_win", NULL, NULL);
    char *b = fixture_row(wb, "bukti", NULL, NULL);
    const char *uids[] = {p, q, b};
    const char *forms[] = {"program", "quick_win", "bukti"};

    workbook_close(wb);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char *sql = sqlite3_mprintf(
            "UPDATE edit SET value = %s WHERE field NOT IN ('', 'urutan') AND session > 1",
            values[i]);
        wb = fixture_open(path);
        m = workbook_method(wb);
        for (size_t f = 0; f < 3; f++) {
            const struct form *form = method_form(m, forms[f]);
            must(action_begin(wb, ACTION_EDIT, e));
            for (size_t k = 0; form && k < form->count; k++) {
                struct value v = value_integer((int64_t)(i * 1000 + k)), none = {0};
                (void)none;
                if (form->fields[k].level == LEVEL_COMPUTED ||
                    form->fields[k].level == LEVEL_KEY)
                    continue;
                must(action_set(wb, form, uids[f], form->fields[k].name, &v, NULL, e));
            }
            must(action_commit(wb, e));
        }
        workbook_close(wb);
        tamper(path, sql);
        sqlite3_free(sql);
        wb = fixture_open(path);
        must(rebuild_all(wb, e));
        for (size_t f = 0; f < 3; f++) {
            const struct form *form = fixture_form(wb, forms[f]);
            struct record r;
            must(record_read(wb, form, uids[f], &r, e));
            for (size_t k = 0; k < form->count; k++) {
                char *shown = NULL, *edit = NULL;
                must(cell_show(wb, &form->fields[k], &r.cells[k], &shown, e));
                must(cell_edit(wb, &form->fields[k], &r.cells[k], &edit, e));
                free(shown);
                free(edit);
            }
            record_clear(&r);
        }
        workbook_close(wb);
    }
    free(p), free(q), free(b), free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stranger_is_refused_and_left_alone),
        cmocka_unit_test(a_known_file_is_still_compared_with_its_method),
        cmocka_unit_test(odd_names_and_links_are_files_like_others),
        cmocka_unit_test(a_hot_journal_is_taken_back),
        cmocka_unit_test(permissions_are_said_at_opening),
        cmocka_unit_test(values_of_the_wrong_kind_read_as_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
