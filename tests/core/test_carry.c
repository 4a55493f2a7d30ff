/* Carrying a workbook to a stick, and knowing a place where one should not be written. */
#include "core/base/file.h"
#include "core/base/file_system.h"
#include "core/store/carry.h"
#include "tests/core/store_fixture.h"

/* A workbook open here, and a folder that is the stick. */
static struct workbook *begin(const char *name, char **path)
{
    *path = fixture_new(name);
    must(file_make_folder("stick", false, e));
    return fixture_open(*path);
}

/* What was committed is on the stick, also where an older copy lay; nothing lies beside. */
static void test_carried(void **state)
{
    struct workbook *there;
    char *path, **names;
    size_t count;
    struct workbook *wb = begin("carried", &path);

    (void)state;
    must(carry_workbook(wb, "stick/book.susun", e));
    char *uid = fixture_row(wb, "program", "nama", "Layanan pajak");
    must(carry_workbook(wb, "stick/book.susun", e));
    there = fixture_open("stick/book.susun");
    assert_cell(there, "program", uid, "nama", "Layanan pajak");
    workbook_close(there);
    must(file_list("stick", &names, &count, e));
    assert_int_equal(count, 1);
    file_names_free(names, count);
    fixture_set(
        wb, "program", uid, "nama", "Layanan pajak daerah"); /* the lock is still ours */
    workbook_close(wb);
    unlink("stick/book.susun");
    free(uid);
    free(path);
}

/* A place where nothing can be written says so, and what lay there stays. */
static void test_refused(void **state)
{
    struct error why = {0};
    char *path, *old;
    size_t size;
    struct workbook *wb = begin("refused", &path);

    (void)state;
    assert_int_equal(carry_workbook(wb, "nowhere/book.susun", &why), STATUS_FILE);
    assert_int_equal(carry_workbook(wb, path, &why), STATUS_USAGE);
    must(file_write("stick/book.susun", "old", 3, e));
    must(file_make_folder("stick/full.susun", false, e));
    assert_int_equal(carry_workbook(wb, "stick/full.susun", &why), STATUS_FILE);
    must(action_begin(wb, ACTION_EDIT, e));
    assert_int_equal(carry_workbook(wb, "stick/book.susun", &why), STATUS_USAGE);
    action_rollback(wb);
    must(file_read("stick/book.susun", 100, &old, &size, e));
    assert_string_equal(old, "old");
    workbook_close(wb);
    error_clear(&why);
    free(old);
    free(path);
}

/* Folders are known by what is below them, and only by whole names. */
static void test_places(void **state)
{
    char *here = realpath(".", NULL), *said = text_format("%s/usb=exFAT", here);

    (void)state;
    must(file_make_folder("usb", false, e));
    must(file_make_folder("usb-2", false, e));
    assert_null(file_system_unsafe("usb/book.susun"));
    setenv("SUSUN_FILE_SYSTEM", said, 1);
    assert_string_equal(file_system_unsafe("usb"), "exFAT");
    assert_string_equal(file_system_unsafe("usb/book.susun"), "exFAT");
    assert_null(file_system_unsafe("usb-2/book.susun"));
    assert_null(file_system_unsafe("book.susun"));
    setenv("SUSUN_FILE_SYSTEM", "nonsense", 1);
    assert_null(file_system_unsafe("usb/book.susun"));
    unsetenv("SUSUN_FILE_SYSTEM");
    assert_null(file_system_unsafe("no/folder/at/all"));
    free(said);
    free(here);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_carried),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
