/* Copies for groups: their names, what they carry, what is never covered; the exchange by
 * stick; rows and codes that are there twice. */
#include "core/base/file.h"
#include "core/exchange/copies.h"
#include "core/exchange/merged.h"
#include "core/exchange/swap.h"
#include "core/plan/doubles.h"
#include "core/store/draft.h"
#include "core/store/scope.h"
#include "tests/core/store_fixture.h"

/* A row of the groups. */
static void add_group(struct workbook *wb, const char *number, const char *scope)
{
    must(action_begin(wb, ACTION_EDIT, e));
    char uid[64];
    must(action_create(wb, fixture_form(wb, "kelompok"), NULL, NULL, uid, e));
    fixture_type(wb, "kelompok", uid, "nomor", number);
    if (scope)
        fixture_type(wb, "kelompok", uid, "cakupan", scope);
    must(action_commit(wb, e));
}

/* Another laptop from now on. */
static void use_laptop(const char *name)
{
    char *state = text_format("%s/state-%s", getenv("TMPDIR"), name);

    setenv("XDG_STATE_HOME", state, 1);
    free(state);
}

/* An empty stick, the only one; a workbook with groups 3 and 5. */
static struct workbook *begin(const char *name)
{
    char *sticks = text_format("%s/%s-sticks", getenv("TMPDIR"), name);
    char *stick = text_format("%s/K", sticks);

    use_laptop("main");
    must(file_make_folder(stick, false, e));
    setenv("SUSUN_STICKS", sticks, 1);
    char *path = fixture_new(name);
    struct workbook *wb = fixture_open(path);
    add_group(wb, "3", "ECO; INF");
    add_group(wb, "5", NULL);
    free(path);
    free(stick);
    free(sticks);
    return wb;
}

/* The stick of begin. Caller frees. */
static char *stick_of(const char *name)
{
    return text_format("%s/%s-sticks/K", getenv("TMPDIR"), name);
}

/* The copies on the stick. */
static size_t plan(
    struct workbook *wb, const char *name, struct group_copy **copies, char **folder)
{
    char *stick = stick_of(name);
    size_t count;

    must(copies_folder(wb, stick, folder, e));
    must(copies_plan(wb, *folder, copies, &count, e));
    free(stick);
    return count;
}

/* Names as FIELD.md 13 wants them; a copy has its group, no drafts, and no session more. */
static void test_made(void **state)
{
    struct workbook *wb = begin("made");
    struct group_copy *copies;
    struct workbook_counts before, after;
    struct draft draft = {0};
    char *folder, *uid = fixture_row(wb, "program", "nama", "Pasar");

    (void)state;
    must(draft_keep(wb, fixture_form(wb, "program"), uid, "manfaat", "setengah", e));
    assert_int_equal(plan(wb, "made", &copies, &folder), 2);
    assert_non_null(strstr(folder, "/K/Susun-73.22/kelompok"));
    assert_string_equal(copies[0].name, "73.22-luwu-utara_K3-economy-infrastruktur.susun");
    assert_string_equal(copies[1].name, "73.22-luwu-utara_K5.susun");
    assert_true(copies[0].part && !copies[1].part);
    assert_int_equal(copies[0].state, COPY_NONE);
    must(copies_make(wb, &copies[0], e));
    must(workbook_counts(wb, &before, e));

    use_laptop("three");
    struct workbook *group = fixture_open(copies[0].path);
    assert_int_equal(workbook_group(group), 3);
    must(workbook_counts(group, &after, e));
    assert_int_equal(after.sessions, before.sessions);
    assert_int_equal(after.edits, before.edits);
    must(draft_newest(group, &draft, e));
    assert_null(draft.form);
    char *mine = fixture_row(group, "program", "nama", "Pasar daring");
    fixture_set(group, "program", mine, "sub_dimensi", "ECO1");
    assert_code(group, "program", mine, "ECO-P301");
    workbook_close(group);

    use_laptop("main");
    copies_free(copies, 2);
    free(folder);
    plan(wb, "made", &copies, &folder);
    assert_int_equal(copies[0].state, COPY_HOLDS);
    struct error why = {0};
    assert_int_equal(copies_make(wb, &copies[0], &why), STATUS_USAGE);
    error_clear(&why);
    must(draft_newest(wb, &draft, e));
    assert_non_null(draft.form);
    draft_clear(&draft);
    copies_free(copies, 2);
    free(folder);
    free(mine);
    free(uid);
    workbook_close(wb);
}

/* Both directions: what the group typed comes in, ours lies in induk; what was not taken in
 * is not covered. */
static void test_exchanged(void **state)
{
    struct workbook *wb = begin("exchanged");
    struct group_copy *copies;
    struct swap swap = {0};
    char *folder, *stick = stick_of("exchanged");
    char *main_copy = text_format("%s/Susun-73.22/induk/73.22-luwu-utara.susun", stick);
    char *second = text_format("%s/Susun-73.22/induk/73.22-luwu-utara-2.susun", stick);
    char *folder_main = file_folder(main_copy);

    (void)state;
    plan(wb, "exchanged", &copies, &folder);
    must(copies_make(wb, &copies[0], e));
    use_laptop("three");
    struct workbook *group = fixture_open(copies[0].path);
    char *uid = fixture_row(group, "program", "nama", "Pasar daring");
    workbook_close(group);
    must(file_make_folder(folder_main, false, e));
    must(file_write(main_copy, "bukan buku kerja", 16, e));

    use_laptop("main");
    must(swap_find(wb, &swap, e));
    assert_int_equal(swap.count, 2);
    assert_int_equal(swap.files[0].state, SWAP_NEWS);
    assert_int_equal(swap.files[0].report.group, 3);
    assert_int_equal(swap.files[0].report.changes, 1);
    assert_int_equal(swap.files[1].state, SWAP_REFUSED);
    must(swap_take(wb, &swap, e));
    must(swap_give(wb, &swap, e));
    assert_cell(wb, "program", uid, "nama", "Pasar daring");
    assert_int_equal(swap.taken, 1);
    assert_string_equal(swap.sticks[0].given, second);
    assert_non_null(swap.backup);
    char *kept = NULL;
    size_t size;
    must(file_read(main_copy, 100, &kept, &size, e));
    assert_string_equal(kept, "bukan buku kerja");
    free(kept);

    /* Again: nothing is new, and ours is written over ours. */
    must(swap_find(wb, &swap, e));
    must(swap_take(wb, &swap, e));
    assert_int_equal(swap.taken, 0);
    assert_null(swap.backup);
    unlink(main_copy);
    must(swap_give(wb, &swap, e));
    assert_string_equal(swap.sticks[0].given, main_copy);
    must(swap_find(wb, &swap, e));
    must(swap_take(wb, &swap, e));
    must(swap_give(wb, &swap, e));
    assert_string_equal(swap.sticks[0].given, main_copy);
    swap_clear(&swap);
    copies_free(copies, 2);
    workbook_close(wb);
    free(folder);
    free(folder_main);
    free(stick);
    free(main_copy);
    free(second);
    free(uid);
}

/* The copy beside: by name first, then the main one. */
static void test_beside(void **state)
{
    struct workbook *wb = begin("beside");
    struct group_copy *copies;
    char *folder, *found, *here = text_format("%s/beside-here", getenv("TMPDIR"));
    char *other = text_format("%s/other.susun", here);

    (void)state;
    plan(wb, "beside", &copies, &folder);
    must(copies_make(wb, &copies[0], e));
    must(file_make_folder(here, false, e));
    must(copies_beside(copies[0].path, here, &found, e));
    assert_null(found);
    must(file_copy(copies[0].path, other, e));
    must(copies_beside(copies[0].path, here, &found, e));
    assert_string_equal(found, other);
    free(found);
    char *same = file_join(here, copies[0].name);
    must(file_copy(copies[0].path, same, e));
    must(copies_beside(copies[0].path, here, &found, e));
    assert_string_equal(found, same);
    free(found);
    copies_free(copies, 2);
    workbook_close(wb);
    free(same);
    free(other);
    free(here);
    free(folder);
}

/* Rows that two people called the same are told, those that came as a set are not. */
static void test_doubles(void **state)
{
    struct workbook *wb = begin("doubles");
    struct doubles rows = {0}, codes = {0};
    char *path = strdup(workbook_path(wb));
    char *first = fixture_row(wb, "program", "nama", "Pasar daring");
    char *set = fixture_row(wb, "program", "nama", "Rehat");
    char *same_set = fixture_row(wb, "program", "nama", "rehat");

    (void)state;
    must(doubles_rows(wb, &rows, e));
    assert_int_equal(rows.count, 0);
    workbook_close(wb);
    wb = fixture_open(path);
    char *second = fixture_row(wb, "program", "nama", "PASAR  daring");
    must(doubles_rows(wb, &rows, e));
    assert_int_equal(rows.count, 1);
    assert_string_equal(rows.uid, second);
    must(doubles_codes(wb, &codes, e));
    assert_int_equal(codes.count, 0);
    doubles_clear(&rows);
    doubles_clear(&codes);
    workbook_close(wb);
    free(second);
    free(same_set);
    free(set);
    free(first);
    free(path);
}

/* The report is written beside the workbook, and never over another. */
static void test_report(void **state)
{
    struct workbook *wb = begin("report");
    char *one, *two, *text;
    int64_t open;

    (void)state;
    must(merged_text(wb, NULL, 0, false, true, &open, &text, e));
    must(merged_write(wb, text, &one, e));
    must(merged_write(wb, text, &two, e));
    assert_string_not_equal(one, two);
    assert_non_null(strstr(file_name(one), "report_gabung_"));
    free(one);
    free(two);
    free(text);
    workbook_close(wb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made),
        cmocka_unit_test(test_exchanged),
        cmocka_unit_test(test_beside),
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_report),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
