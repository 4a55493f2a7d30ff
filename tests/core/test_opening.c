/* Opening what lies at odd paths, was left by a killed writer, may not be read, or holds values
 * of the wrong kind. (Files that are refused: tests/core/test_hostile.c.) */
#include "tests/core/store_fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/store/rebuild.h"

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
        cmocka_unit_test(a_known_file_is_still_compared_with_its_method),
        cmocka_unit_test(odd_names_and_links_are_files_like_others),
        cmocka_unit_test(a_hot_journal_is_taken_back),
        cmocka_unit_test(permissions_are_said_at_opening),
        cmocka_unit_test(values_of_the_wrong_kind_read_as_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
