/* Serah terima: a package onto a stick, its number, register and mark; what is read back; a
 * stick that is gone and a folder with a stranger's file. */
#include "core/base/file.h"
#include "core/exchange/handover.h"
#include "core/store/mark.h"
#include "tests/core/store_fixture.h"

static const char *stick;

/* Gives the workbook away as the screen does. */
static enum status give(
    struct workbook *wb, const char *to, struct handover_result *r, struct error *e)
{
    const struct export_options options = {.dialect = dialect_named("machine")};

    return handover_give(wb, to, &options, r, e);
}

static struct workbook *begin(const char *name)
{
    char *path = fixture_new(name);
    struct workbook *wb = fixture_open(path);

    free(path);
    must(file_make_folder(stick, false, e));
    return wb;
}

/* One line end more in a file of the package. */
static void spoil(const char *folder, const char *name)
{
    char *path = file_join(folder, name);
    FILE *f = fopen(path, "a");

    assert_non_null(f);
    fputc('\n', f);
    fclose(f);
    free(path);
}

static size_t mark_count(struct workbook *wb)
{
    struct mark *marks;
    size_t count;

    must(marks_list(wb, false, &marks, &count, e));
    marks_free(marks, count);
    return count;
}

static void test_given(void **state)
{
    struct workbook *wb = begin("handover-given");
    struct handover_result r;
    char spoken[20], sums[65], first[65];
    size_t rows;

    (void)state;
    must(give(wb, stick, &r, e));
    assert_string_equal(r.package.number, "73.22-01");
    assert_true(r.marked);
    assert_null(r.unmarked);
    assert_int_equal(mark_count(wb), 1);
    must(handover_read_back(r.folder, sums, e));
    assert_string_equal(sums, r.sums);
    handover_spoken(sums, spoken);
    assert_int_equal(strlen(spoken), 19);
    memcpy(first, sums, sizeof first);
    handover_clear(&r);

    /* the same plan again: the same number and checksum, no second mark, no second row */
    must(give(wb, stick, &r, e));
    assert_string_equal(r.package.number, "73.22-01");
    assert_string_equal(r.sums, first);
    assert_false(r.marked);
    assert_int_equal(mark_count(wb), 1);
    must(rows_total(wb, method_form_of_role(workbook_method(wb), FORM_ROLE_PACKAGE), &rows, e));
    assert_int_equal(rows, 1);
    handover_clear(&r);
    workbook_close(wb);
}

/* The row of the register and the mark come in one action: undo stops there, goes on once the
 * mark is taken back, and without a mark the same plan gets one anew. */
static void test_taken_back(void **state)
{
    struct workbook *wb = begin("handover-back");
    struct handover_result r;
    struct undo_result undone;
    struct mark *marks;
    size_t count, rows;

    (void)state;
    must(give(wb, stick, &r, e));
    handover_clear(&r);
    must(undo_last(wb, &undone, e));
    assert_false(undone.done);
    assert_non_null(undone.mark);
    undo_result_clear(&undone);
    must(marks_list(wb, false, &marks, &count, e));
    assert_int_equal(count, 1);
    assert_int_equal(marks[0].kind, MARK_PACKAGE);
    must(mark_take_back(wb, &marks[0], e));
    marks_free(marks, count);
    must(give(wb, stick, &r, e));
    assert_string_equal(r.package.number, "73.22-01");
    assert_true(r.marked);
    handover_clear(&r);

    must(marks_list(wb, false, &marks, &count, e));
    assert_int_equal(count, 1);
    must(mark_take_back(wb, &marks[0], e));
    marks_free(marks, count);
    for (int i = 0; i < 2; i++) {
        must(undo_last(wb, &undone, e));
        assert_true(undone.done);
        undo_result_clear(&undone);
    }
    must(rows_total(wb, method_form_of_role(workbook_method(wb), FORM_ROLE_PACKAGE), &rows, e));
    assert_int_equal(rows, 0);
    workbook_close(wb);
}

static void test_lacks(void **state)
{
    struct workbook *wb = begin("handover-lacks");
    struct handover_lack lack;
    char uid[64];

    (void)state;
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, handover_comments(workbook_method(wb)), NULL, NULL, uid, e));
    must(action_commit(wb, e));
    must(handover_lacks(wb, &lack, e));
    assert_int_equal(lack.comments, 1);
    assert_true(lack.findings[CHECK_MEND] > 0);
    assert_int_equal(lack.unread, 0);
    assert_int_equal(lack.differences, 0);
    workbook_close(wb);
}

static void test_gone(void **state)
{
    struct workbook *wb = begin("handover-gone");
    struct handover_result r;
    struct error why = {0};
    char *missing = text_format("%s-out", stick);

    (void)state;
    assert_int_equal(give(wb, missing, &r, &why), STATUS_FILE);
    assert_non_null(strstr(error_text(&why), file_name(missing)));
    assert_false(file_exists(missing));
    assert_int_equal(mark_count(wb), 0);
    error_clear(&why);
    handover_clear(&r);
    free(missing);
    workbook_close(wb);
}

static void test_spoiled(void **state)
{
    struct workbook *wb = begin("handover-spoiled");
    struct handover_result r;
    struct error why = {0};
    char sums[65];

    (void)state;
    must(give(wb, NULL, &r, e));
    spoil(r.folder, "kamus.csv");
    assert_int_equal(handover_read_back(r.folder, sums, &why), STATUS_FILE);
    assert_non_null(strstr(error_text(&why), "kamus.csv"));
    error_clear(&why);
    char *path = file_join(r.folder, "kamus.csv");
    unlink(path);
    free(path);
    assert_int_equal(handover_read_back(r.folder, sums, &why), STATUS_FILE);
    error_clear(&why);

    /* and a stranger's file keeps the next one from being written, with no mark and no number
     */
    spoil(r.folder, "rapat.txt");
    handover_clear(&r);
    assert_int_equal(give(wb, NULL, &r, &why), STATUS_DATA);
    assert_non_null(strstr(error_text(&why), "rapat.txt"));
    assert_int_equal(mark_count(wb), 1);
    error_clear(&why);
    handover_clear(&r);
    workbook_close(wb);
}

static void test_zip(void **state)
{
    const struct export_options options = {.dialect = dialect_named("machine"), .zip = true};
    struct workbook *wb = begin("handover-zip");
    struct handover_result r;
    struct error why = {0};
    char sums[65];

    (void)state;
    must(handover_give(wb, stick, &options, &r, e));
    assert_string_equal(r.package.number, "73.22-01");
    assert_true(r.marked);
    assert_false(file_is_folder(r.folder));
    FILE *f = fopen(r.folder, "r+");
    assert_non_null(f);
    fseek(f, 200, SEEK_SET);
    fputs("xxxxxxxx", f);
    fclose(f);
    assert_int_equal(handover_read_back(r.folder, sums, &why), STATUS_FILE);
    assert_non_null(strstr(error_text(&why), r.folder));
    error_clear(&why);
    handover_clear(&r);
    workbook_close(wb);
}

/* A folder and a zip of one plan do not lie side by side, unless somebody wrote into one. */
static void test_one_form(void **state)
{
    const struct export_options options = {.dialect = dialect_named("machine"), .zip = true};
    struct workbook *wb = begin("handover-form");
    struct handover_result r;
    char *own = text_format("%s-own", stick);

    (void)state;
    must(file_make_folder(own, false, e));
    must(give(wb, own, &r, e));
    char *folder = strdup(r.folder);
    handover_clear(&r);
    must(handover_give(wb, own, &options, &r, e));
    assert_null(r.other);
    assert_false(file_exists(folder));
    assert_true(file_exists(r.folder));
    char *zip = strdup(r.folder);
    handover_clear(&r);
    must(give(wb, own, &r, e));
    assert_null(r.other);
    assert_true(file_is_folder(folder));
    assert_false(file_exists(zip));
    spoil(folder, "rapat.txt");
    handover_clear(&r);
    must(handover_give(wb, own, &options, &r, e));
    assert_string_equal(r.other, folder);
    assert_true(file_is_folder(folder));
    handover_clear(&r);
    free(folder);
    free(zip);
    free(own);
    workbook_close(wb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_given),
        cmocka_unit_test(test_taken_back),
        cmocka_unit_test(test_lacks),
        cmocka_unit_test(test_gone),
        cmocka_unit_test(test_zip),
        cmocka_unit_test(test_one_form),
        cmocka_unit_test(test_spoiled),
    };
    char *folder = text_format("%s/HANDOVER", getenv("TMPDIR"));

    stick = folder;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(folder);
    return failed;
}
