/* A copy given to a working group: which rows it shows, what new rows get, whose session it is.
 */
#include "tests/core/store_fixture.h"

#include "core/store/scope.h"

/* Ids of groups 1 (economy) and 3 (nature and governance). */
static void make_groups(struct workbook *wb)
{
    char *one = fixture_row(wb, "kelompok", "nomor", "1");
    char *three = fixture_row(wb, "kelompok", "nomor", "3");

    fixture_set(wb, "kelompok", one, "nama", "Kelompok 1 Smart Economy");
    fixture_set(wb, "kelompok", one, "cakupan", "Smart Economy");
    fixture_set(wb, "kelompok", three, "cakupan", "NAT|GOV");
    free(one);
    free(three);
}

static size_t shown(struct workbook *wb, const char *form)
{
    struct rows *rows = NULL;

    must(rows_open_ours(wb, fixture_form(wb, form), &rows, e));
    size_t count = rows_count(rows);
    rows_close(rows);
    return count;
}

/* A workbook with both groups and an issue of economy, of governance and of nobody. */
static struct workbook *divided(char **path, const char *name)
{
    *path = fixture_new(name);
    struct workbook *wb = fixture_open(*path);
    static const char *const places[] = {"ECO", "GOV", NULL};

    make_groups(wb);
    for (size_t i = 0; i < 3; i++) {
        char *uid = fixture_row(wb, "isu", "teks", "Jalan rusak");
        if (places[i])
            fixture_set(wb, "isu", uid, "dimensi", places[i]);
        free(uid);
    }
    return wb;
}

static void done(struct workbook *wb, char *path)
{
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void the_main_copy_shows_everything(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-main");

    (void)state;
    assert_false(scope_hides(wb));
    assert_int_equal(shown(wb, "isu"), 3);
    assert_int_equal(shown(wb, "dimensi"), 6);
    done(wb, path);
}

static void a_group_sees_its_rows_and_those_of_nobody(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-ours");

    (void)state;
    must(workbook_set_group(wb, 1, e));
    assert_true(scope_hides(wb));
    assert_int_equal(shown(wb, "isu"), 2);
    assert_int_equal(shown(wb, "dimensi"), 1);
    assert_int_equal(shown(wb, "sub_dimensi"), 3);
    assert_int_equal(shown(wb, "kelompok"), 2);
    assert_true(scope_divides(wb, fixture_form(wb, "isu")));
    assert_false(scope_divides(wb, fixture_form(wb, "kelompok")));
    done(wb, path);
}

static void an_open_list_follows_the_group_and_the_wish_for_all(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-follow");
    struct rows *rows = NULL;

    (void)state;
    must(rows_open_ours(wb, fixture_form(wb, "isu"), &rows, e));
    must(workbook_set_group(wb, 1, e));
    must(rows_refresh(rows, e));
    assert_int_equal(rows_count(rows), 2);
    scope_show_all(wb, true);
    must(rows_refresh(rows, e));
    assert_int_equal(rows_count(rows), 3);
    scope_show_all(wb, false);
    must(rows_refresh(rows, e));
    assert_int_equal(rows_count(rows), 2);
    rows_close(rows);
    done(wb, path);
}

/* Components do not divide a list of dimensions: nothing is hidden from such a group. */
static void a_group_without_part_in_a_form_sees_all_of_it(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-none");

    (void)state;
    must(workbook_set_group(wb, 7, e));
    assert_int_equal(shown(wb, "isu"), 3);
    struct group group;
    must(group_of_copy(wb, &group, e));
    assert_int_equal(group.number, 7);
    assert_string_equal(group.title, "");
    group_clear(&group);
    char *seven = fixture_row(wb, "kelompok", "nomor", "7");
    fixture_set(wb, "kelompok", seven, "cakupan", "INF");
    assert_int_equal(shown(wb, "isu"), 3);
    free(seven);
    done(wb, path);
}

static void a_new_row_gets_the_part_of_the_group_and_its_code(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-new");
    const struct form *isu = fixture_form(wb, "isu"), *swot = fixture_form(wb, "swot");
    char uid[64];

    (void)state;
    must(workbook_set_group(wb, 3, e));
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, isu, NULL, NULL, uid, e));
    must(action_fill(wb, isu, uid, NULL, e));
    must(action_commit(wb, e));
    assert_cell(wb, "isu", uid, "dimensi", "Smart Governance");
    assert_cell(wb, "isu", uid, "jenis", "Masalah");
    assert_code(wb, "isu", uid, "GOV-I301");
    assert_true(scope_holds(wb, isu, uid));
    /* nature or governance: this list knows both, so a person has to say which */
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, swot, NULL, NULL, uid, e));
    must(action_fill(wb, swot, uid, NULL, e));
    must(action_commit(wb, e));
    assert_cell(wb, "swot", uid, "lingkup", "");
    done(wb, path);
}

static void a_field_that_is_given_is_left_alone(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-given");
    const struct form *isu = fixture_form(wb, "isu");
    char uid[64];

    (void)state;
    must(workbook_set_group(wb, 1, e));
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, isu, NULL, NULL, uid, e));
    must(action_fill(wb, isu, uid, form_field(isu, "dimensi"), e));
    fixture_type(wb, "isu", uid, "dimensi", "GOV");
    must(action_commit(wb, e));
    assert_code(wb, "isu", uid, "GOV-I101");
    assert_false(scope_holds(wb, isu, uid));
    scope_show_all(wb, true);
    assert_true(scope_holds(wb, isu, uid));
    done(wb, path);
}

static void groups_are_listed_by_number(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-list");
    struct group *groups = NULL;
    size_t count = 0;
    char *unnumbered = fixture_row(wb, "kelompok", "nama", "Tanpa nomor");

    (void)state;
    must(groups_list(wb, &groups, &count, e));
    assert_int_equal(count, 2);
    assert_int_equal(groups[0].number, 1);
    assert_string_equal(groups[0].title, "Kelompok 1 Smart Economy");
    assert_int_equal(groups[1].count, 2);
    assert_string_equal(groups[1].names[1], "GOV");
    groups_free(groups, count);
    free(unnumbered);
    done(wb, path);
}

static void the_group_stays_with_the_file(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-stays");

    (void)state;
    must(workbook_set_group(wb, 1, e));
    scope_show_all(wb, true);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_int_equal(workbook_group(wb), 1);
    assert_true(scope_hides(wb));
    done(wb, path);
}

static void another_author_has_another_session(void **state)
{
    char *path;
    struct workbook *wb = divided(&path, "scope-author");
    struct workbook_counts counts;

    (void)state;
    must(workbook_counts(wb, &counts, e));
    int64_t before = counts.sessions;
    must(workbook_set_author(wb, "Pencatat", e));
    fixture_set(wb, "visi", "visi", "rumusan", "Satu");
    must(workbook_counts(wb, &counts, e));
    assert_int_equal(counts.sessions, before);
    must(workbook_set_author(wb, "Bapperida", e));
    fixture_set(wb, "visi", "visi", "rumusan", "Dua");
    must(workbook_counts(wb, &counts, e));
    assert_int_equal(counts.sessions, before + 1);
    char *author;
    int64_t at;
    must(workbook_last(wb, &author, &at, e));
    assert_string_equal(author, "Bapperida");
    free(author);
    /* the same laptop: what was done before can still be undone */
    struct undo_result undone;
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    must(undo_last(wb, &undone, e));
    assert_true(undone.done);
    undo_result_clear(&undone);
    assert_cell(wb, "visi", "visi", "rumusan", "");
    done(wb, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_copy_shows_everything),
        cmocka_unit_test(a_group_sees_its_rows_and_those_of_nobody),
        cmocka_unit_test(an_open_list_follows_the_group_and_the_wish_for_all),
        cmocka_unit_test(a_group_without_part_in_a_form_sees_all_of_it),
        cmocka_unit_test(a_new_row_gets_the_part_of_the_group_and_its_code),
        cmocka_unit_test(a_field_that_is_given_is_left_alone),
        cmocka_unit_test(groups_are_listed_by_number),
        cmocka_unit_test(the_group_stays_with_the_file),
        cmocka_unit_test(another_author_has_another_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
