/* Backups beside the workbook: whole, the newest ten, and never a file of somebody else. */
#include "tests/core/store_fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "core/base/file.h"
#include "core/store/backup.h"

/* A workbook in a folder of its own, open; path is the caller's. */
static struct workbook *open_in(const char *folder, char **path)
{
    struct source files;
    char *at = text_format("%s/%s", getenv("TMPDIR"), folder);

    must(file_make_folder(at, false, e));
    *path = text_format("%s/73.22-luwu-utara.susun", at);
    must(source_builtin(&files, "smart-city", e));
    must(workbook_new(*path, &files, "73.22", 2026, 10, &fixture_person, e));
    source_free(&files);
    free(at);
    return fixture_open(*path);
}

/* How many files lie in cadangan/. */
static size_t kept(const char *path)
{
    char *beside = file_folder(path), *folder = file_join(beside, BACKUP_FOLDER), **names;
    size_t count = 0;

    if (file_list(folder, &names, &count, NULL) == STATUS_OK)
        file_names_free(names, count);
    free(beside);
    free(folder);
    return count;
}

/* What another process is told that wants to write. */
static enum status write_elsewhere(const char *path)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        struct workbook *wb;
        _exit((int)workbook_open(&wb, path, WORKBOOK_WRITE, NULL, NULL));
    }
    waitpid(pid, &status, 0);
    return (enum status)WEXITSTATUS(status);
}

static void it_holds_what_is_stored_and_keeps_the_lock(void **state)
{
    (void)state;
    char *path, *copy;
    struct workbook *wb = open_in("whole", &path), *kept_wb;
    char *uid = fixture_row(wb, "program", "nama", "Satu");

    must(backup_make(wb, "sesudah-bimtek-1", &copy, e));
    assert_string_equal(file_name(copy), "73.22-luwu-utara_2026-06-13_sesudah-bimtek-1.susun");
    assert_int_equal(write_elsewhere(path), STATUS_BUSY);
    fixture_set(wb, "program", uid, "nama", "Dua");
    must(workbook_open(&kept_wb, copy, WORKBOOK_READ, NULL, e));
    assert_cell(kept_wb, "program", uid, "nama", "Satu");
    workbook_close(kept_wb);
    assert_int_equal(kept(path), 1);
    must(action_begin(wb, ACTION_EDIT, e));
    assert_int_equal(backup_make(wb, "x", NULL, NULL), STATUS_USAGE);
    action_rollback(wb);
    workbook_close(wb);
    free(uid);
    free(path);
    free(copy);
}

static void the_newest_ten_are_kept_and_nothing_else_is_touched(void **state)
{
    (void)state;
    char *path, *first = NULL, *second = NULL, *last = NULL;
    struct workbook *wb = open_in("ten", &path);

    must(backup_make(wb, "satu", &first, e));
    must(backup_make(wb, "dua", &second, e));
    /* A person gave one another name of the same kind, and wrote one of their own. */
    char *named = text_format(
        "%.*s_2026-06-13_penting.susun", (int)(strrchr(first, '_') - first - 11), first);
    char *foreign = text_format(
        "%.*s_2026-01-01_catatan.susun", (int)(strrchr(first, '_') - first - 11), first);
    must(file_rename(second, named, e));
    must(file_write(foreign, "bukan", 5, e));
    for (int i = 0; i < 12; i++) {
        free(last);
        must(backup_make(wb, BACKUP_MERGE, &last, e));
    }
    assert_string_equal(file_name(last), "73.22-luwu-utara_2026-06-13_sebelum-gabung-12.susun");
    assert_true(file_exists(last));
    assert_true(file_exists(named));
    assert_true(file_exists(foreign));
    assert_false(file_exists(first));
    assert_int_equal(kept(path), BACKUP_KEPT + 2);
    workbook_close(wb);
    free(path);
    free(first);
    free(second);
    free(last);
    free(named);
    free(foreign);
}

static void once_a_day(void **state)
{
    (void)state;
    char *path;
    bool made;
    struct workbook *wb = open_in("daily", &path);

    must(backup_daily(wb, &made, e));
    assert_true(made);
    must(backup_daily(wb, &made, e));
    assert_false(made);
    setenv("SUSUN_NOW", "2026-06-13T16:30:00Z", 1); /* the next day in Luwu Utara */
    must(backup_daily(wb, &made, e));
    assert_true(made);
    assert_int_equal(kept(path), 2);
    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    workbook_close(wb);
    free(path);
}

static void where_nothing_can_be_kept_a_sentence_says_so(void **state)
{
    (void)state;
    char *path;
    struct workbook *wb = open_in("shut", &path);
    struct error why = {0};
    char *beside = file_folder(path), *folder = file_join(beside, BACKUP_FOLDER);

    must(file_write(folder, "x", 1, e)); /* a file where the folder should be */
    assert_int_not_equal(backup_make(wb, BACKUP_DAILY, NULL, &why), STATUS_OK);
    assert_true(strlen(error_text(&why)) > 0);
    error_clear(&why);
    fixture_set(wb, "profil", "profil", "tahun_mulai", "2027"); /* work goes on */
    workbook_close(wb);
    free(path);
    free(beside);
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds_what_is_stored_and_keeps_the_lock),
        cmocka_unit_test(the_newest_ten_are_kept_and_nothing_else_is_touched),
        cmocka_unit_test(once_a_day),
        cmocka_unit_test(where_nothing_can_be_kept_a_sentence_says_so),
    };

    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
