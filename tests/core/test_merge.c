/* Bringing copies together, by the public functions; whatever random people do is in
 * tests/property, bad files are in tests/cli/merge.test. */
#include "tests/core/store_fixture.h"

#include "core/base/file.h"
#include "core/store/draft.h"
#include "core/store/merge.h"
#include "core/store/rebuild.h"

static const struct merge_options plainly = {0}, adopting = {.adopt = true};

static int64_t number(struct workbook *wb, const char *sql)
{
    int64_t n;

    must(db_integer(workbook_db(wb), &n, e, sql, ""));
    return n;
}

static void verify(struct workbook *wb)
{
    bool equal;

    must(rebuild_verify(wb, &equal, e) == STATUS_OK && equal ? STATUS_OK : STATUS_DATA);
}

/* A copy of a workbook that nobody has open, as a file manager makes one; the caller's. */
static char *copy_of(const char *path, const char *name)
{
    char *folder = file_folder(path), *to = text_format("%s/%s.susun", folder, name);

    unlink(to);
    must(file_copy(path, to, e));
    free(folder);
    return to;
}

static enum status merge_one(struct workbook *wb, const char *other,
    const struct merge_options *options, struct merge_report *report, struct error *e)
{
    return merge_files(wb, &other, 1, options, report, NULL, e);
}

/* Merges and expects it to go well. */
static void take(struct workbook *wb, const char *other)
{
    struct merge_report report;

    must(merge_one(wb, other, &plainly, &report, e));
    assert_int_equal(report.outcome, MERGE_TAKEN);
    merge_reports_clear(&report, 1);
    verify(wb);
}

static void undo_takes_back_only_what_was_typed_here(void **state)
{
    (void)state;
    char *path = fixture_new("undo"), *other = copy_of(path, "undo-b");
    struct workbook *wb = fixture_open(path), *b = fixture_open(other);
    struct undo_result r;

    char *mine = fixture_row(wb, "program", "nama", "Punya saya");
    char *theirs = fixture_row(b, "program", "nama", "Punya kelompok"); /* the same laptop */
    workbook_close(b);
    int64_t before = number(wb, "SELECT count(*) FROM action");
    take(wb, other);
    assert_int_equal(number(wb, "SELECT count(*) FROM action"), before + 1);
    assert_cell(wb, "program", theirs, "nama", "Punya kelompok");
    must(undo_last(wb, &r, e));
    assert_true(r.done);
    undo_result_clear(&r);
    assert_false(record_exists(wb, fixture_form(wb, "program"), mine));
    must(undo_last(wb, &r, e));
    assert_false(r.done);
    undo_result_clear(&r);
    assert_true(record_exists(wb, fixture_form(wb, "program"), theirs));
    must(redo_last(wb, &r, e));
    assert_true(r.done);
    undo_result_clear(&r);
    assert_true(record_exists(wb, fixture_form(wb, "program"), mine));
    verify(wb);
    workbook_close(wb);
    free(mine);
    free(theirs);
    free(path);
    free(other);
}

static void work_goes_on_in_the_same_handle(void **state)
{
    (void)state;
    char *path = fixture_new("on"), *other = copy_of(path, "on-b");
    struct workbook *wb = fixture_open(path), *b = fixture_open(other);

    char *mine = fixture_row(wb, "program", "nama", "Satu");
    char *theirs = fixture_row(b, "program", "nama", "Dua");
    for (int i = 0; i < 30; i++)
        fixture_set(b, "program", theirs, "nama", i % 2 ? "Dua" : "Tiga");
    int64_t clock = number(b, "SELECT max(clock) FROM action");
    take(wb, other); /* while somebody has it open */
    fixture_set(wb, "program", theirs, "nama", "Empat");
    assert_true(number(wb, "SELECT max(clock) FROM action") > clock);
    assert_int_equal(number(wb, "SELECT count(*) FROM head h JOIN record r ON r.id = h.record"
                                " WHERE r.form = 'program' AND h.field = 'nama'"),
        2);
    take(b, path);
    assert_cell(b, "program", theirs, "nama", "Empat");
    assert_cell(b, "program", mine, "nama", "Satu");
    verify(wb);
    workbook_close(wb);
    workbook_close(b);
    free(mine);
    free(theirs);
    free(path);
    free(other);
}

static void deleting_against_editing_loses_nothing(void **state)
{
    (void)state;
    char *path = fixture_new("gone");
    struct workbook *wb = fixture_open(path);
    struct merge_report report;
    char *edited = fixture_row(wb, "program", "nama", "Diubah");
    char *left = fixture_row(wb, "program", "nama", "Dibiarkan");

    workbook_close(wb);
    char *other = copy_of(path, "gone-b");
    struct workbook *b = fixture_open(other);
    must(action_begin(b, ACTION_DELETE, e));
    must(action_delete(b, fixture_form(b, "program"), edited, e));
    must(action_delete(b, fixture_form(b, "program"), left, e));
    must(action_commit(b, e));
    workbook_close(b);
    wb = fixture_open(path);
    fixture_set(wb, "program", edited, "nama", "Diubah lagi");
    must(merge_one(wb, other, &plainly, &report, e));
    assert_int_equal(report.rows_gone, 1);
    merge_reports_clear(&report, 1);
    assert_cell(wb, "program", edited, "nama", "Diubah lagi");
    assert_false(record_exists(wb, fixture_form(wb, "program"), left));
    verify(wb);
    workbook_close(wb);
    free(edited);
    free(left);
    free(path);
    free(other);
}

static void group_and_drafts_stay_with_their_copy(void **state)
{
    (void)state;
    char *path = fixture_new("local"), *other = copy_of(path, "local-b");
    struct workbook *wb = fixture_open(path), *b = fixture_open(other);
    struct merge_report report;
    struct draft d;

    must(workbook_set_group(b, 3, e));
    char *uid = fixture_row(b, "program", "nama", "Satu");
    must(draft_keep(b, fixture_form(b, "program"), uid, "keterangan", "belum selesai", e));
    workbook_close(b);
    must(merge_one(wb, other, &plainly, &report, e));
    assert_int_equal(report.group, 3);
    assert_int_equal(report.people_count, 1);
    assert_string_equal(report.people[0].author, fixture_person.author);
    assert_int_equal(report.changes, 1);
    assert_int_equal(report.rows_new, 1);
    merge_reports_clear(&report, 1);
    assert_int_equal(workbook_group(wb), 0);
    must(draft_newest(wb, &d, e));
    assert_null(d.form);
    draft_clear(&d);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_int_equal(workbook_group(wb), 0);
    workbook_close(wb);
    free(uid);
    free(path);
    free(other);
}

/* A new workbook of the built-in method under another number; the caller's path. */
static char *with_version(const char *name, const char *version)
{
    struct source builtin, files;
    char *path = text_format("%s/%s.susun", getenv("TMPDIR"), name);

    unlink(path);
    must(source_builtin(&builtin, "smart-city", e));
    must(source_begin(&files, "smart-city", e));
    for (size_t i = 0; i < builtin.count; i++) {
        const struct source_file *f = &builtin.files[i];
        char *changed = NULL;
        if (strcmp(f->path, "method.csv") == 0) {
            const char *number = strchr(strchr(f->bytes, '\n'), ',') + 1;
            changed = text_format(
                "%.*s%s%s", (int)(number - f->bytes), f->bytes, version, strchr(number, ','));
        }
        must(source_add(&files, f->path, changed ? changed : f->bytes,
            changed ? strlen(changed) : f->size, e));
        free(changed);
    }
    must(workbook_new(path, &files, "73.22", 2026, 10, &fixture_person, e));
    source_free(&files);
    source_free(&builtin);
    return path;
}

static void an_older_method_comes_along_and_a_newer_does_not(void **state)
{
    (void)state;
    char *old = with_version("old", "7"), *young = with_version("young", "8");
    struct workbook *wb = fixture_open(old);
    struct merge_report report;
    struct error why = {0};
    char *uid = fixture_row(wb, "program", "nama", "Dengan metode lama");

    assert_int_equal(merge_one(wb, young, &adopting, &report, &why), STATUS_DATA);
    assert_non_null(strstr(error_text(&why), "8"));
    error_clear(&why);
    merge_reports_clear(&report, 1);
    verify(wb);
    workbook_close(wb);
    wb = fixture_open(young);
    assert_int_equal(
        merge_one(wb, old, &plainly, &report, &why), STATUS_DATA); /* not adopted */
    error_clear(&why);
    merge_reports_clear(&report, 1);
    must(merge_one(wb, old, &adopting, &report, e));
    assert_true(report.adopted);
    merge_reports_clear(&report, 1);
    assert_cell(wb, "program", uid, "nama", "Dengan metode lama");
    assert_int_equal(number(wb, "SELECT count(*) FROM method_version"), 2);
    assert_int_equal(number(wb, "SELECT count(DISTINCT hash) FROM method_file"), 2);
    verify(wb);
    workbook_close(wb);
    wb = fixture_open(young); /* opens as before: the newest method counts */
    assert_int_equal(workbook_method(wb)->version, 8);
    workbook_close(wb);
    free(uid);
    free(old);
    free(young);
}

/* Stops at the third question. */
static bool soon(void *context)
{
    int *left = context;

    return --*left < 0;
}

static void what_fails_changes_nothing(void **state)
{
    (void)state;
    char *path = fixture_new("fail"), *other = copy_of(path, "fail-b");
    struct workbook *wb = fixture_open(path), *b = fixture_open(other);
    struct merge_report report;
    struct error why = {0};
    int left;
    struct merge_options stopping = {.stop = soon, .context = &left};

    char *mine = fixture_row(wb, "program", "nama", "Satu");
    must(action_begin(b, ACTION_PASTE, e));
    for (int i = 0; i < 200; i++) {
        char uid[64];
        must(action_create(b, fixture_form(b, "program"), NULL, NULL, uid, e));
        fixture_type(b, "program", uid, "nama", "Sama");
    }
    must(action_commit(b, e));
    workbook_close(b);
    int64_t edits = number(wb, "SELECT count(*) FROM edit");
    for (int times = 0; times < 5; times++) {
        left = times;
        if (merge_one(wb, other, &stopping, &report, &why) == STATUS_OK)
            fail_msg("%d questions were not enough", times);
        assert_int_equal(why.status, STATUS_INTERRUPTED);
        error_clear(&why);
        merge_reports_clear(&report, 1);
        assert_int_equal(number(wb, "SELECT count(*) FROM edit"), edits);
    }
    /* A full disk. */
    char *sql = sqlite3_mprintf(
        "PRAGMA max_page_count=%lld", (long long)number(wb, "PRAGMA page_count") + 4);
    number(wb, sql);
    sqlite3_free(sql);
    assert_int_equal(merge_one(wb, other, &plainly, &report, &why), STATUS_FILE);
    error_clear(&why);
    merge_reports_clear(&report, 1);
    number(wb, "PRAGMA max_page_count=1000000");
    assert_int_equal(number(wb, "SELECT count(*) FROM edit"), edits);
    fixture_set(wb, "program", mine, "nama", "Dua"); /* and it goes on */
    verify(wb);
    take(wb, other);
    workbook_close(wb);
    free(mine);
    free(path);
    free(other);
}

static void the_file_itself_is_nothing_to_take(void **state)
{
    (void)state;
    char *path = fixture_new("self"), *link = text_format("%s.link.susun", path);
    struct workbook *wb = fixture_open(path);
    struct merge_report report;

    unlink(link);
    assert_int_equal(symlink(path, link), 0);
    must(merge_one(wb, link, &plainly, &report, e));
    assert_int_equal(report.outcome, MERGE_SELF);
    merge_reports_clear(&report, 1);
    fixture_set(wb, "profil", "profil", "tahun_mulai", "2027"); /* the lock is still held */
    workbook_close(wb);
    free(path);
    free(link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_takes_back_only_what_was_typed_here),
        cmocka_unit_test(work_goes_on_in_the_same_handle),
        cmocka_unit_test(deleting_against_editing_loses_nothing),
        cmocka_unit_test(group_and_drafts_stay_with_their_copy),
        cmocka_unit_test(an_older_method_comes_along_and_a_newer_does_not),
        cmocka_unit_test(what_fails_changes_nothing),
        cmocka_unit_test(the_file_itself_is_nothing_to_take),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
