/* Lists of rows: looked at sorted and narrowed, kept up to date cheaply, begun with what
 * everybody would write. */
#include "tests/core/store_fixture.h"

#include "core/exchange/seed.h"

/* A workbook with programmes: name, years, cost. */
static struct workbook *some_programmes(char **path, char *uids[4])
{
    static const char *const cells[][3] = {{"Pasar Kakao", "2026-2028", "1,5 M"},
        {"balai warga", "2027", "750 jt"}, {"Sinyal Desa", "2026", ""},
        {"Air Bersih", "2026-2027", "sekitar 2 M"}};

    *path = fixture_new("rows");
    struct workbook *wb = fixture_open(*path);
    for (size_t i = 0; i < 4; i++) {
        uids[i] = fixture_row(wb, "program", "nama", cells[i][0]);
        fixture_set(wb, "program", uids[i], "tahun", cells[i][1]);
        if (cells[i][2][0])
            fixture_set(wb, "program", uids[i], "perkiraan_biaya", cells[i][2]);
    }
    return wb;
}

/* The rows as numbers of `uids`, "0213". */
static void assert_order(struct rows *rows, char *uids[], size_t count, const char *expected)
{
    char order[16] = "";

    for (size_t i = 0; i < rows_count(rows) && i < 15; i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(rows_uid(rows, i), uids[k]) == 0)
                order[i] = (char)('0' + k);
    assert_string_equal(order, expected);
}

static void finish(struct workbook *wb, char *path, char *uids[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(uids[i]);
    workbook_close(wb);
    free(path);
}

static void rows_sort_by_what_a_column_shows(void **state)
{
    static const struct {
        const char *field;
        enum rows_order order;
        const char *expected;
    } cases[] = {
        {"nama", ROWS_UP, "3102"}, /* small letters among large ones */
        {"nama", ROWS_DOWN, "2013"},
        {"perkiraan_biaya", ROWS_UP, "1023"}, /* numbers; empty and unread ones last */
        {"perkiraan_biaya", ROWS_DOWN, "0123"},
        {"tahun", ROWS_UP, "0231"}, /* equal ones as they stand */
        {"tahun", ROWS_OWN, "0123"},
    };
    char *path, *uids[4];
    struct rows *rows;

    (void)state;
    struct workbook *wb = some_programmes(&path, uids);
    const struct form *form = fixture_form(wb, "program");
    must(rows_open(wb, form, &rows, e));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rows_view view = {
            .by = form_field(form, cases[i].field), .order = cases[i].order};
        must(rows_arrange(rows, &view, e));
        assert_order(rows, uids, 4, cases[i].expected);
    }
    assert_null(rows_view(rows));
    rows_close(rows);
    finish(wb, path, uids, 4);
}

/* Choices stand as in their list, referred rows by code. */
static void rows_sort_by_choice_and_reference(void **state)
{
    char *path, *uids[4];
    struct rows *rows;

    (void)state;
    struct workbook *wb = some_programmes(&path, uids);
    const struct form *form = fixture_form(wb, "program");
    char *a = fixture_row(wb, "opd", "singkatan", "Zeta"), *b;
    b = fixture_row(wb, "opd", "singkatan", "alfa");
    fixture_set(wb, "program", uids[0], "sub_dimensi", "LIV1");
    fixture_set(wb, "program", uids[1], "sub_dimensi", "GOV2");
    fixture_set(wb, "program", uids[3], "sub_dimensi", "GOV1");
    fixture_set(wb, "program", uids[1], "opd", "Zeta");
    fixture_set(wb, "program", uids[2], "opd", "alfa");
    must(rows_open(wb, form, &rows, e));
    struct rows_view view = {.by = form_field(form, "sub_dimensi"), .order = ROWS_UP};
    must(rows_arrange(rows, &view, e));
    assert_order(rows, uids, 4, "3102");
    view.by = form_field(form, "opd");
    must(rows_arrange(rows, &view, e));
    assert_order(rows, uids, 4, "2103");
    rows_close(rows);
    free(a), free(b);
    finish(wb, path, uids, 4);
}

static void rows_narrow_to_a_shown_text(void **state)
{
    static const struct {
        const char *holds;
        bool unfinished;
        const char *expected;
    } cases[] = {
        {"KAKAO", false, "0"},
        {"2027", false, "13"},
        {"750", false, "1"},        /* as the form shows it */
        {"1,5 m", false, "0"},      /* as the table shows it */
        {"sekitar", false, "3"},    /* nobody understood it */
        {"usulan", false, ""},      /* rincian are not looked at */
        {"layanan p", false, "2"},  /* a choice by label */
        {"diskominfo", false, "2"}, /* a reference by code */
        {"", true, "0123"},
        {"a", true, "0123"},
        {"air", true, "3"},
    };
    char *path, *uids[4];
    struct rows *rows;

    (void)state;
    struct workbook *wb = some_programmes(&path, uids);
    const struct form *form = fixture_form(wb, "program");
    char *opd = fixture_row(wb, "opd", "singkatan", "Diskominfo-SP");
    fixture_set(wb, "program", uids[2], "sub_dimensi", "GOV1");
    fixture_set(wb, "program", uids[2], "opd", "Diskominfo-SP");
    must(rows_open(wb, form, &rows, e));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rows_view view = {.holds = cases[i].holds, .unfinished = cases[i].unfinished};
        must(rows_arrange(rows, &view, e));
        assert_order(rows, uids, 4, cases[i].expected);
    }
    rows_close(rows);
    free(opd);
    finish(wb, path, uids, 4);
}

/* A view stays as it was made: an edit moves no row, a new one stands last, a deleted one is
 * gone, a copy reads the same. */
static void a_view_holds_still(void **state)
{
    char *path, *uids[5];
    struct rows *rows, *copy;

    (void)state;
    struct workbook *wb = some_programmes(&path, uids);
    const struct form *form = fixture_form(wb, "program");
    struct rows_view view = {.by = form_field(form, "nama"), .order = ROWS_UP};
    must(rows_open(wb, form, &rows, e));
    must(rows_arrange(rows, &view, e));
    fixture_set(wb, "program", uids[3], "nama", "Zebra");
    uids[4] = fixture_row(wb, "program", "nama", "Aaa");
    must(rows_refresh(rows, e));
    assert_order(rows, uids, 5, "31024");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, form, uids[0], e));
    must(action_commit(wb, e));
    must(rows_copy(rows, &copy, e));
    must(rows_refresh(rows, e));
    must(rows_refresh(copy, e));
    assert_order(rows, uids, 5, "3124");
    assert_order(copy, uids, 5, "3124");
    must(rows_arrange(rows, &view, e));
    assert_order(rows, uids, 5, "4123");
    rows_close(rows);
    rows_close(copy);
    finish(wb, path, uids, 5);
}

/* Moves, births and deaths in any number are taken in as if the list were read anew. */
static void a_refresh_equals_a_new_reading(void **state)
{
    char *path, *uids[4], *more[6];
    struct rows *rows, *anew;

    (void)state;
    struct workbook *wb = some_programmes(&path, uids);
    const struct form *form = fixture_form(wb, "program");
    must(rows_open(wb, form, &rows, e));
    for (size_t i = 0; i < 6; i++)
        more[i] = fixture_row(wb, "program", NULL, NULL);
    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, form, more[5], uids[0], e));
    must(action_move(wb, form, uids[3], more[5], e));
    must(action_move(wb, form, uids[0], NULL, e));
    must(action_delete(wb, form, more[2], e));
    must(action_commit(wb, e));
    must(rows_refresh(rows, e));
    must(rows_open(wb, form, &anew, e));
    assert_int_equal(rows_count(rows), rows_count(anew));
    for (size_t i = 0; i < rows_count(anew); i++)
        assert_string_equal(rows_uid(rows, i), rows_uid(anew, i));
    rows_close(rows);
    rows_close(anew);
    for (size_t i = 0; i < 6; i++)
        free(more[i]);
    finish(wb, path, uids, 4);
}

/* Rows under a row come along, behind it and in their order, as one step of undo. */
static void rows_move_with_what_stands_under_them(void **state)
{
    char *path = fixture_new("under"), *uids[5];
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "rujukan");
    struct rows *rows;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        uids[i] = fixture_row(wb, "rujukan", NULL, NULL);
    const struct {
        size_t row, under;
    } trees[] = {{1, 0}, {3, 1}, {0, 3}}; /* the last one makes a circle */
    for (size_t i = 0; i < 3; i++) {
        struct value v = {.kind = VALUE_TEXT, .text = uids[trees[i].under]};
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_set(wb, form, uids[trees[i].row], form_role_field(form, ROLE_PARENT)->name,
            &v, NULL, e));
        must(action_commit(wb, e));
    }
    must(rows_open(wb, form, &rows, e));
    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, form, uids[0], NULL, e));
    must(action_commit(wb, e));
    must(rows_refresh(rows, e));
    assert_order(rows, uids, 5, "24013");
    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, form, uids[0], uids[1], e)); /* before one of its own: stays */
    must(action_move(wb, form, uids[2], uids[3], e));
    must(action_commit(wb, e));
    must(rows_refresh(rows, e));
    assert_order(rows, uids, 5, "40123");
    rows_close(rows);
    finish(wb, path, uids, 5);
}

static void a_row_gets_its_defaults_with_its_first_cell(void **state)
{
    char *path = fixture_new("defaults");
    struct workbook *wb = fixture_open(path);
    const struct form *plan = method_plan_form(workbook_method(wb));
    bool begun = true;

    (void)state;
    assert_cell(wb, plan->name, plan->name, "putaran", "Pertama kali");
    assert_cell(wb, plan->name, plan->name, "akhir_menengah", "2030");
    fixture_set(wb, plan->name, plan->name, "tahun_mulai", "2027"); /* what follows, follows */
    assert_cell(wb, plan->name, plan->name, "akhir_menengah", "2031");
    must(action_is_begun(wb, plan, plan->name, &begun, e));
    assert_true(begun);
    const struct form *chapters = fixture_form(wb, "bab");
    const char *first = chapters->rows->choices[0].name;
    must(action_is_begun(wb, chapters, first, &begun, e));
    assert_false(begun);
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_fill(wb, chapters, first, form_field(chapters, "penulis"), e));
    must(action_commit(wb, e));
    assert_cell(wb, "bab", first, "keadaan", "Belum");
    must(action_is_begun(wb, chapters, first, &begun, e));
    assert_true(begun);
    workbook_close(wb);
    free(path);
}

/* A strategy made from a programme's picker stands where the programme stands. */
static void a_row_made_from_another_stands_where_that_stands(void **state)
{
    char *path = fixture_new("like");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    char *q = fixture_row(wb, "program", "nama", "Tanpa dimensi");
    const struct form *program = fixture_form(wb, "program");
    const char *from[] = {p, q};
    static const char *const codes[] = {"GOV-ST01", ""};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char uid[64];
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_create(wb, fixture_form(wb, "strategi"), NULL, NULL, uid, e));
        must(action_stand_like(wb, fixture_form(wb, "strategi"), uid, program, from[i], e));
        must(action_commit(wb, e));
        assert_code(wb, "strategi", uid, codes[i]);
    }
    free(p), free(q);
    workbook_close(wb);
    free(path);
}

static void candidates_are_found_by_every_name(void **state)
{
    static const struct {
        const char *typed;
        size_t count;
        const char *first;
    } cases[] = {{"kominfo", 1, "Diskominfo"}, {"infokom", 1, "Diskominfo"},
        {"dis", 2, "Dishub"}, {"perhub", 1, "Dishub"}, {"bappeda", 0, ""}};
    char *path = fixture_new("candidates");
    struct workbook *wb = fixture_open(path);
    char *a = fixture_row(wb, "opd", "singkatan", "Dishub");
    char *b = fixture_row(wb, "opd", "singkatan", "Diskominfo");

    (void)state;
    fixture_set(wb, "opd", a, "nama", "Dinas Perhubungan");
    fixture_set(wb, "opd", b, "nama", "Dinas Komunikasi dan Informatika");
    fixture_set(wb, "opd", b, "alias", "Dinas Infokom; Kantor Humas");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct candidate *found;
        size_t count;
        char *folded = text_fold(cases[i].typed);
        must(rows_candidates(
            wb, form_field(fixture_form(wb, "program"), "opd"), folded, 9, &found, &count, e));
        assert_int_equal(count, cases[i].count);
        assert_string_equal(count ? found[0].code : "", cases[i].first);
        candidates_free(found, count);
        free(folded);
    }
    free(a), free(b);
    workbook_close(wb);
    free(path);
}

/* Common rows come in as one action, with the lists they refer to, and only into emptiness. */
static void seeds_come_in_at_once_and_go_at_once(void **state)
{
    char *path = fixture_new("seeds");
    struct workbook *wb = fixture_open(path);
    const struct form *opd = fixture_form(wb, "opd"), *agenda = fixture_form(wb, "agenda");
    struct error why = {0};
    size_t rows, offered;

    (void)state;
    must(seed_count(wb, opd, &offered, e));
    assert_int_equal(offered, 38);
    must(seed_take(wb, opd, &rows, e));
    assert_int_equal(rows, 38);
    char *status =
        fixture_sql(wb, "SELECT count(DISTINCT kode) || ' ' || count(status) FROM opd");
    assert_string_equal(status, "38 38");
    free(status);
    assert_int_equal(seed_take(wb, opd, &rows, &why), STATUS_USAGE);
    error_clear(&why);
    must(seed_take(wb, agenda, &rows, e));
    must(seed_count(wb, agenda, &offered, e));
    assert_int_equal(rows, offered);
    char *loose = fixture_sql(wb, "SELECT (SELECT count(*) FROM unread) || ' ' || count(*)"
                                  " FROM agenda WHERE pertemuan IS NULL");
    assert_string_equal(loose, "0 0");
    free(loose);
    struct undo_result undone;
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    must(rows_total(wb, fixture_form(wb, "pertemuan"), &rows, e));
    assert_int_equal(rows, 0);
    must(seed_count(wb, fixture_form(wb, "program"), &offered, e));
    assert_int_equal(offered, 0);
    assert_int_equal(seed_take(wb, fixture_form(wb, "program"), &rows, &why), STATUS_USAGE);
    error_clear(&why);
    workbook_close(wb);
    free(path);
}

/* A list that has hardly begun keeps its rows; the offered ones of their names stay away. */
static void seeds_come_beside_a_few_rows(void **state)
{
    char *path = fixture_new("seeds-few");
    struct workbook *wb = fixture_open(path);
    const struct form *opd = fixture_form(wb, "opd");
    char *uid = fixture_row(wb, "opd", "singkatan", "dinkes");
    struct error why = {0};
    size_t rows;

    (void)state;
    must(seed_take(wb, opd, &rows, e));
    assert_int_equal(rows, 37);
    char *named =
        fixture_sql(wb, "SELECT group_concat(singkatan) || ' ' || count(nama) FROM opd"
                        " WHERE lower(singkatan) = 'dinkes'");
    assert_string_equal(named, "dinkes 0");
    free(named);
    assert_int_equal(seed_take(wb, opd, &rows, &why), STATUS_USAGE);
    error_clear(&why);
    struct undo_result undone;
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    must(rows_total(wb, opd, &rows, e));
    assert_int_equal(rows, 1);
    workbook_close(wb);
    free(uid);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_sort_by_what_a_column_shows),
        cmocka_unit_test(rows_sort_by_choice_and_reference),
        cmocka_unit_test(rows_narrow_to_a_shown_text),
        cmocka_unit_test(a_view_holds_still),
        cmocka_unit_test(a_refresh_equals_a_new_reading),
        cmocka_unit_test(rows_move_with_what_stands_under_them),
        cmocka_unit_test(a_row_gets_its_defaults_with_its_first_cell),
        cmocka_unit_test(a_row_made_from_another_stands_where_that_stands),
        cmocka_unit_test(candidates_are_found_by_every_name),
        cmocka_unit_test(seeds_come_in_at_once_and_go_at_once),
        cmocka_unit_test(seeds_come_beside_a_few_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
