/* History: what changed, by whom, from what to what; and back. */
#include "tests/core/store_fixture.h"

#include "core/store/history.h"

/* The history a query wants, checked to be newest first; the caller's. */
static struct change *read_all(
    struct workbook *wb, const struct history_query *q, size_t limit, size_t *count)
{
    struct change *list;

    must(history_read(wb, q, limit, &list, count, e));
    for (size_t i = 1; i < *count; i++)
        assert_true(list[i].clock < list[i - 1].clock ||
                    (list[i].clock == list[i - 1].clock &&
                        (strcmp(list[i].session, list[i - 1].session) < 0 ||
                            list[i].seq < list[i - 1].seq)));
    return list;
}

static struct history_query cell_of(
    struct workbook *wb, const char *form, const char *uid, const char *field)
{
    return (struct history_query){.form = fixture_form(wb, form), .uid = uid, .field = field};
}

static void assert_shown(
    struct workbook *wb, const struct change *c, const char *before, const char *after)
{
    char *text;

    must(change_show(wb, c, false, &text, e));
    assert_string_equal(text, before);
    free(text);
    must(change_show(wb, c, true, &text, e));
    assert_string_equal(text, after);
    free(text);
}

static void a_cell_tells_every_version(void **state)
{
    (void)state;
    char *path = fixture_new("cell");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");
    struct undo_result r;
    size_t n;

    fixture_set(wb, "program", p, "perkiraan_biaya", "1,5 M");
    fixture_set(wb, "program", p, "perkiraan_biaya", "kira-kira");
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    struct history_query q = cell_of(wb, "program", p, "perkiraan_biaya");
    struct change *list = read_all(wb, &q, 100, &n);
    assert_int_equal(n, 3);
    assert_shown(wb, &list[0], "kira-kira", "Rp1.500.000.000");
    assert_int_equal(list[0].kind, ACTION_UNDO);
    assert_shown(wb, &list[1], "Rp1.500.000.000", "kira-kira");
    assert_int_equal(list[1].kind, ACTION_EDIT);
    assert_shown(wb, &list[2], "", "Rp1.500.000.000");
    assert_true(list[2].first);
    assert_false(list[1].first);
    assert_string_equal(list[2].author, "Pencatat");
    assert_int_equal(list[2].group, 0);
    history_free(list, n);
    workbook_close(wb);
    free(p), free(path);
}

static void a_record_tells_its_coming_and_going(void **state)
{
    (void)state;
    char *path = fixture_new("record"), *name;
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Pasar Kakao");
    size_t n;

    fixture_set(wb, "program", p, "sub_dimensi", "ECO1");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    struct history_query q = cell_of(wb, "program", p, NULL);
    struct change *list = read_all(wb, &q, 100, &n);
    assert_string_equal(list[0].field_name, "");
    assert_shown(wb, &list[0], "ada", "dihapus");
    assert_int_equal(list[0].kind, ACTION_DELETE);
    assert_int_equal(n, 7); /* came, order, name, part, dimension, code, went */
    history_free(list, n);
    must(history_name(wb, fixture_form(wb, "program"), p, &name, e));
    assert_string_equal(name, "ECO-P01 Pasar Kakao");
    free(name);
    workbook_close(wb);
    free(p), free(path);
}

static void pages_join_without_a_seam(void **state)
{
    (void)state;
    char *path = fixture_new("pages");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");
    size_t n, seen = 0, count;

    for (int i = 0; i < 20; i++) {
        char *text = text_format("Nama %d", i);
        fixture_set(wb, "program", p, "nama", text);
        free(text);
        if (i % 6 == 5) { /* another session */
            workbook_close(wb);
            wb = fixture_open(path);
        }
    }
    for (int whole = 0; whole < 2; whole++) {
        struct history_query q =
            whole ? (struct history_query){0} : cell_of(wb, "program", p, NULL);
        struct change *all = read_all(wb, &q, SIZE_MAX, &n);
        for (seen = 0; seen < n; seen += count) {
            struct change *page = read_all(wb, &q, 7, &count);
            assert_true(count > 0 && count <= 7);
            for (size_t i = 0; i < count; i++) {
                assert_string_equal(page[i].session, all[seen + i].session);
                assert_int_equal(page[i].seq, all[seen + i].seq);
            }
            q.after = history_place_of(&page[count - 1]);
            history_free(page, count);
        }
        assert_int_equal(seen, n);
        history_free(all, n);
    }
    workbook_close(wb);
    free(p), free(path);
}

static void a_person_and_a_day_are_found(void **state)
{
    (void)state;
    char *path = fixture_new("person");
    struct workbook *wb = fixture_open(path);
    size_t n;

    fixture_set(wb, "visi", "visi", "rumusan", "Satu");
    must(workbook_set_author(wb, "Bapperida", e));
    fixture_set(wb, "visi", "visi", "rumusan", "Dua");
    setenv("SUSUN_NOW", "2026-06-14T17:30:00Z", 1); /* the 15th, half past one, in WITA */
    fixture_set(wb, "visi", "visi", "rumusan", "Tiga");
    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    struct change *list = read_all(wb, &(struct history_query){.author = "Bapperida"}, 9, &n);
    assert_int_equal(n, 2);
    assert_shown(wb, &list[0], "Dua", "Tiga");
    history_free(list, n);
    struct history_query day = {0};
    history_day(wb, (struct date){2026, 6, 15}, &day);
    list = read_all(wb, &day, 9, &n);
    assert_int_equal(n, 1);
    assert_shown(wb, &list[0], "Dua", "Tiga");
    history_free(list, n);
    day.author = "Pencatat";
    list = read_all(wb, &day, 9, &n);
    assert_int_equal(n, 0);
    history_free(list, n);
    day = (struct history_query){0};
    history_day(wb, (struct date){2026, 6, 14}, &day);
    list = read_all(wb, &day, 9, &n);
    assert_int_equal(n, 0);
    history_free(list, n);
    workbook_close(wb);
    free(path);
}

static void the_group_stands_beside_the_person(void **state)
{
    (void)state;
    char *path = fixture_new("group");
    struct workbook *wb = fixture_open(path);
    size_t n;

    fixture_set(wb, "visi", "visi", "rumusan", "Satu");
    must(workbook_set_group(wb, 3, e));
    fixture_set(wb, "visi", "visi", "rumusan", "Dua");
    struct history_query q = cell_of(wb, "visi", "visi", "rumusan");
    struct change *list = read_all(wb, &q, 9, &n);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].group, 3);
    assert_int_equal(list[1].group, 0);
    assert_string_not_equal(list[0].session, list[1].session);
    history_free(list, n);
    assert_int_equal(session_group("susun 0.1 k9"), 9);
    assert_int_equal(session_group("susun 0.1 k0"), 0);
    assert_int_equal(session_group("susun k12"), 0);
    assert_int_equal(session_group(NULL), 0);
    workbook_close(wb);
    free(path);
}

static void restoring_is_one_edit_that_undo_takes_back(void **state)
{
    (void)state;
    char *path = fixture_new("restore");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");
    struct undo_result r;
    size_t n;
    bool done;

    fixture_set(wb, "program", p, "nama", "B");
    fixture_set(wb, "program", p, "nama", "C");
    struct history_query q = cell_of(wb, "program", p, "nama");
    struct change *list = read_all(wb, &q, 9, &n);
    assert_int_equal(n, 3);
    must(history_restore(wb, &list[2], true, &done, e));
    assert_true(done);
    assert_cell(wb, "program", p, "nama", "A");
    must(history_restore(wb, &list[2], true, &done, e));
    assert_false(done); /* it says that already */
    must(undo_last(wb, &r, e));
    assert_int_equal(r.cells, 1);
    undo_result_clear(&r);
    assert_cell(wb, "program", p, "nama", "C");
    must(history_restore(wb, &list[2], false, &done, e));
    assert_cell(wb, "program", p, "nama", ""); /* before there was anything */
    history_free(list, n);
    workbook_close(wb);
    free(p), free(path);
}

static void restoring_brings_a_row_back(void **state)
{
    (void)state;
    char *path = fixture_new("row");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");
    const struct form *form = fixture_form(wb, "program");
    struct error why = {0};
    size_t n;
    bool done;

    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, form, p, e));
    must(action_commit(wb, e));
    struct history_query q = cell_of(wb, "program", p, NULL);
    struct change *list = read_all(wb, &q, 99, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].field_name, "nama") == 0) {
            assert_int_equal(history_restore(wb, &list[i], true, &done, &why), STATUS_MISSING);
            error_clear(&why);
        } else if (strcmp(list[i].field_name, "urutan") == 0) {
            assert_int_equal(history_restore(wb, &list[i], true, &done, &why), STATUS_USAGE);
            error_clear(&why);
        }
    must(history_restore(wb, &list[0], false, &done, e));
    assert_true(done);
    assert_true(record_exists(wb, form, p));
    assert_cell(wb, "program", p, "nama", "A");
    history_free(list, n);
    workbook_close(wb);
    free(p), free(path);
}

static void a_row_is_found_by_any_code_it_had(void **state)
{
    (void)state;
    char *path = fixture_new("find"), *uid;
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    const struct form *form;
    struct error why = {0};

    fixture_set(wb, "program", p, "sub_dimensi", "ECO1");
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "program"), p, "", e));
    must(action_commit(wb, e));
    assert_code(wb, "program", p, "ECO-P01");
    const char *names[] = {"ECO-P01", "GOV-P01", p};
    for (size_t i = 0; i < 3; i++) {
        must(history_find(wb, names[i], &form, &uid, e));
        assert_ptr_equal(form, fixture_form(wb, "program"));
        assert_string_equal(uid, p);
        free(uid);
    }
    assert_int_equal(history_find(wb, "GOV-P99", &form, &uid, &why), STATUS_USAGE);
    assert_non_null(strstr(error_text(&why), "GOV-P99"));
    error_clear(&why);
    assert_null(uid);
    workbook_close(wb);
    free(p), free(path);
}

/* VM steps that reading the newest ten changes of a cell takes. */
static int64_t cost_of_cell(struct workbook *wb, const char *uid)
{
    struct history_query q = cell_of(wb, "program", uid, "lokasi");
    int64_t before = db_steps(workbook_db(wb));
    size_t n;
    struct change *list = read_all(wb, &q, 10, &n);

    history_free(list, n);
    return db_steps(workbook_db(wb)) - before;
}

static void a_long_journal_costs_a_cell_nothing(void **state)
{
    (void)state;
    char *path = fixture_new("long");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");

    fixture_set(wb, "program", p, "lokasi", "Masamba");
    fixture_set(wb, "program", p, "lokasi", "Bone-Bone");
    int64_t few = cost_of_cell(wb, p);
    for (int i = 0; i < 40; i++) {
        must(action_begin(wb, ACTION_PASTE, e));
        for (int k = 0; k < 25; k++) {
            char *text = text_format("Nama %d %d", i, k);
            fixture_type(wb, "program", p, "nama", text);
            free(text);
        }
        must(action_commit(wb, e));
    }
    assert_true(cost_of_cell(wb, p) <= few + few / 10);
    workbook_close(wb);
    free(p), free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_tells_every_version),
        cmocka_unit_test(a_record_tells_its_coming_and_going),
        cmocka_unit_test(pages_join_without_a_seam),
        cmocka_unit_test(a_person_and_a_day_are_found),
        cmocka_unit_test(the_group_stands_beside_the_person),
        cmocka_unit_test(restoring_is_one_edit_that_undo_takes_back),
        cmocka_unit_test(restoring_brings_a_row_back),
        cmocka_unit_test(a_row_is_found_by_any_code_it_had),
        cmocka_unit_test(a_long_journal_costs_a_cell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
