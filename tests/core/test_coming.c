/* What comes back: whose CSV a file is, what it would change, and that only what was shown is
 * stored. */
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/exchange/coming.h"
#include "core/exchange/export.h"
#include "tests/core/store_fixture.h"

static struct workbook *wb;
static char *folder; /* files are written here */

/* Writes a file; its path is the caller's. */
static char *put(const char *name, const char *text)
{
    char *path = file_join(folder, name);

    must(file_write(path, text, strlen(text), e));
    return path;
}

/* Looks at a file and expects so many new and changed rows of a form. */
static void expect(
    const char *name, const char *csv, const char *form, size_t added, size_t changed)
{
    struct coming c;
    char *path = put(name, csv);

    must(coming_look(wb, path, NULL, &c, e));
    assert_string_equal(c.form->name, form);
    assert_int_equal(c.news[ROW_NEW], added);
    assert_int_equal(c.news[ROW_CHANGED], changed);
    coming_clear(&c);
    free(path);
}

/* What cannot come in: these words stand in the sentence. */
static void refused(const char *path, const char *words)
{
    struct coming c;
    struct error why = {0};

    assert_int_equal(coming_look(wb, path, NULL, &c, &why), STATUS_DATA);
    if (!strstr(error_text(&why), words))
        fail_msg("“%s” is not in: %s", words, error_text(&why));
    coming_clear(&c);
    error_clear(&why);
}

/* Nobody's, or several forms'. */
static void expect_refused(const char *name, const char *csv, const char *words)
{
    char *path = put(name, csv);

    refused(path, words);
    free(path);
}

/* The name of a file counts most, the longest of several; then the headings. */
static void test_whose(void **state)
{
    (void)state;
    expect("opd (2).csv", "nama,singkatan\nDinas Sosial,Dinsos\n", "opd", 1, 0);
    expect("dari dinas.csv", "nama,singkatan,alias\nDinas Sosial,Dinsos,\n", "opd", 1, 0);
    expect("quick_win.csv", "nama\nPasar Kakao\n", "quick_win", 1, 0);
    expect_refused("renja.csv", "nama\nPasar Kakao\n", "Paste from a file");
    expect_refused("renja.csv", "Kegiatan,Entah\na,b\n", "no heading row");
    expect_refused("kosong.csv", "", "no heading row");
    expect_refused("rusak.csv", "a,\"b\n", "no heading row");
}

/* A file that says something else by now is not stored; what was shown is, in one undo. */
static void test_shown(void **state)
{
    struct coming c;
    struct error why = {0};
    struct import_result r;
    size_t rows = 0;
    const struct form *opd = method_form(workbook_method(wb), "opd");
    char *path = put("opd.csv", "nama,singkatan\nDinas Sosial,Dinsos\nx\n");

    (void)state;
    must(coming_look(wb, path, NULL, &c, e));
    assert_int_equal(c.count, 1);
    assert_int_equal(c.note_count, 1);
    assert_true(c.notes[0].rejected);
    assert_string_equal(c.rows[0].is.title, "Dinas Sosial");
    must(rows_total(wb, opd, &rows, e));
    assert_int_equal(rows, 0);

    free(put("opd.csv", "nama,singkatan\nDinas Sosial dan Desa,Dinsos\nx\n"));
    assert_int_equal(coming_store(wb, path, &c, &r, &why), STATUS_DATA);
    error_clear(&why);
    must(rows_total(wb, opd, &rows, e));
    assert_int_equal(rows, 0);

    free(put("opd.csv", "nama,singkatan\nDinas Sosial,Dinsos\nx\n"));
    must(coming_store(wb, path, &c, &r, e));
    assert_int_equal(r.added, 1);
    assert_int_equal(r.rejected, 1);
    must(rows_total(wb, opd, &rows, e));
    assert_int_equal(rows, 1);
    coming_clear(&c);
    free(path);
}

/* A package: what is the same is only counted; a folder that is none is refused. */
static void test_package(void **state)
{
    const struct export_options options = {.dialect = dialect_named("machine")};
    struct export_result written;
    struct coming c;
    struct error why = {0};
    char *package = file_join(folder, "paket");

    (void)state;
    assert_false(coming_is_package(package));
    must(export_folder(wb, package, &options, &written, e));
    assert_true(coming_is_package(package));
    must(coming_look(wb, package, NULL, &c, e));
    assert_null(c.form);
    assert_int_equal(c.count, 0);
    assert_true(c.result.same > 0);
    coming_clear(&c);
    assert_int_equal(coming_look(wb, folder, NULL, &c, &why), STATUS_DATA);
    coming_clear(&c);
    error_clear(&why);
    free(package);
}

/* A zip is looked at as its folder is; half of one, a stranger's, and a sheet of Excel are told
 * apart. */
static void test_zip(void **state)
{
    const struct export_options options = {.dialect = dialect_named("machine"), .zip = true};
    struct export_result written;
    struct coming c;
    struct import_result r;
    char *zip = file_join(folder, "paket.zip"), *sheet, *bytes, *half;
    size_t size;

    (void)state;
    assert_false(coming_is_package(zip));
    must(export_folder(wb, zip, &options, &written, e));
    assert_true(coming_is_package(zip));
    must(coming_look(wb, zip, NULL, &c, e));
    assert_null(c.form);
    assert_int_equal(c.count, 0);
    assert_int_equal(c.note_count, 0);
    assert_true(c.result.same > 0);
    must(coming_store(wb, zip, &c, &r, e));
    coming_clear(&c);
    must(file_read(zip, 1 << 24, &bytes, &size, e));
    half = file_join(folder, "separuh.zip");
    must(file_write(half, bytes, size / 2, e));
    sheet = file_join(folder, "opd.xlsx");
    must(file_write(sheet, bytes, size, e));
    refused(half, "zip");
    refused(sheet, "CSV UTF-8");
    expect_refused("surat.zip", "PK\3\4 x", "zip");
    assert_false(coming_is_package(sheet));
    free(bytes);
    free(half);
    free(sheet);
    free(zip);
}

/* Comments in a package are not taken in here: it is told how many are new, and where they go.
 */
static void test_comments(void **state)
{
    const struct export_options options = {.dialect = dialect_named("machine")};
    struct export_result written;
    struct coming c;
    char *package = file_join(folder, "berkomentar"), *path, *bytes, *more;
    size_t size;

    (void)state;
    must(export_folder(wb, package, &options, &written, e));
    path = file_join(package, "catatan.csv");
    must(file_read(path, 1 << 20, &bytes, &size, e));
    more = text_format("%.*s;;;;Saran;Tambahkan desa;\r\n", (int)size, bytes);
    must(file_write(path, more, strlen(more), e));
    must(coming_look(wb, package, NULL, &c, e));
    assert_int_equal(c.count, 0);
    assert_int_equal(c.note_count, 1);
    assert_false(c.notes[0].rejected);
    assert_string_equal(c.notes[0].where, "catatan.csv");
    assert_non_null(strstr(c.notes[0].text, "1 new comment"));
    coming_clear(&c);
    must(file_write(path, "x", 1, e)); /* what cannot be read tells so elsewhere */
    must(coming_look(wb, package, NULL, &c, e));
    assert_int_equal(c.note_count, 0);
    coming_clear(&c);
    free(bytes);
    free(more);
    free(path);
    free(package);
}

/* A table by its ids: only a form's own, only with ids. */
static void test_ids(void **state)
{
    const struct method *m = workbook_method(wb);
    char *with = put("a.csv", "id,nama,singkatan\n,a,b\n");
    char *without = put("b.csv", "nama,singkatan\na,b\n");

    (void)state;
    assert_true(coming_has_ids(method_form(m, "opd"), with));
    assert_false(coming_has_ids(method_form(m, "program"), with));
    assert_false(coming_has_ids(method_form(m, "opd"), without));
    assert_false(coming_has_ids(method_form(m, "opd"), "/is/not/there.csv"));
    free(with);
    free(without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose),
        cmocka_unit_test(test_shown),
        cmocka_unit_test(test_package),
        cmocka_unit_test(test_zip),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_ids),
    };
    char *path = fixture_new("coming");

    message_set_lang(LANG_EN);
    folder = text_format("%s/COMING", getenv("TMPDIR"));
    must(file_make_folder(folder, false, e));
    wb = fixture_open(path);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    workbook_close(wb);
    free(path);
    free(folder);
    return failed;
}
