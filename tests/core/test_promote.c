/* A row that becomes a row of another form: once, linked, in one action. */
#include "tests/core/store_fixture.h"

#include "core/method/load.h"
#include "core/plan/promote.h"
#include "tests/core/method_small.h"

static char *idea(struct workbook *wb)
{
    char *uid = fixture_row(wb, "gagasan", "judul", "Pasar kakao terbuka");

    fixture_set(wb, "gagasan", uid, "dimensi", "ECO");
    fixture_set(wb, "gagasan", uid, "uraian", "Harga tampil di pasar.");
    return uid;
}

/* Promotes as one action. */
static bool promote(
    struct workbook *wb, const struct promotion *p, const char *uid, char made[64])
{
    bool fresh = false;

    must(action_begin(wb, ACTION_EDIT, e));
    must(promotion_make(wb, p, uid, made, &fresh, e));
    must(action_commit(wb, e));
    return fresh;
}

static void an_idea_becomes_a_programme_with_its_words(void **state)
{
    char *path = fixture_new("promote-words"), made[64];
    struct workbook *wb = fixture_open(path);
    char *uid = idea(wb);
    const struct promotion *p =
        promotion_at(workbook_method(wb), fixture_form(wb, "gagasan"), 0);

    (void)state;
    assert_true(promote(wb, p, uid, made));
    assert_cell(wb, "program", made, "nama", "Pasar kakao terbuka");
    assert_cell(wb, "program", made, "kegiatan", "Harga tampil di pasar.");
    assert_cell(wb, "program", made, "gagasan", "ECO-G01 Pasar kakao terbuka");
    assert_cell(wb, "program", made, "keadaan", "Usulan");
    assert_code(wb, "program", made, "ECO-P01");
    assert_cell(wb, "gagasan", uid, "tindak_lanjut", "Jadikan program");
    free(uid);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void a_second_time_finds_the_row(void **state)
{
    char *path = fixture_new("promote-twice"), made[64], again[64];
    struct workbook *wb = fixture_open(path);
    const struct form *from = fixture_form(wb, "gagasan");
    char *uid = idea(wb), *found = NULL;
    const struct promotion *first = promotion_at(workbook_method(wb), from, 0);
    const struct promotion *second = promotion_at(workbook_method(wb), from, 1);

    (void)state;
    assert_null(promotion_at(workbook_method(wb), from, 2));
    must(promotion_made(wb, first, uid, &found, e));
    assert_null(found);
    assert_true(promote(wb, first, uid, made));
    assert_false(promote(wb, first, uid, again));
    assert_string_equal(made, again);
    /* another form is another row */
    assert_true(promote(wb, second, uid, again));
    assert_cell(wb, "quick_win", again, "keterangan", "Harga tampil di pasar.");
    free(uid);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void one_undo_takes_all_of_it_back(void **state)
{
    char *path = fixture_new("promote-undo"), made[64];
    struct workbook *wb = fixture_open(path);
    const struct form *program = fixture_form(wb, "program");
    char *uid = idea(wb);
    struct undo_result undone;

    (void)state;
    promote(wb, promotion_at(workbook_method(wb), fixture_form(wb, "gagasan"), 0), uid, made);
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    assert_false(record_exists(wb, program, made));
    assert_cell(wb, "gagasan", uid, "tindak_lanjut", "");
    /* a row that was deleted is not in the way of a new one */
    promote(wb, promotion_at(workbook_method(wb), fixture_form(wb, "gagasan"), 0), uid, made);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, program, made, e));
    must(action_commit(wb, e));
    assert_true(promote(
        wb, promotion_at(workbook_method(wb), fixture_form(wb, "gagasan"), 0), uid, made));
    free(uid);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void a_choice_asks_for_its_promotion(void **state)
{
    char *path = fixture_new("promote-choice");
    struct workbook *wb = fixture_open(path);
    const struct form *from = fixture_form(wb, "gagasan");
    const struct field *when = form_field(from, "tindak_lanjut");
    struct value value = {.kind = VALUE_TEXT, .text = "quick_win"};

    (void)state;
    const struct promotion *p = promotion_asked(workbook_method(wb), when, &value);
    assert_non_null(p);
    assert_string_equal(p->to->name, "quick_win");
    value.text = "tahan";
    assert_null(promotion_asked(workbook_method(wb), when, &value));
    assert_null(promotion_asked(workbook_method(wb), when, &(struct value){0}));
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* A source that refers to its target, in a method of its own. */
static void the_link_may_stand_in_the_source(void **state)
{
    struct source s;
    struct method *m = NULL;

    (void)state;
    assert_int_equal(
        small_source(&s, "promote.csv", NULL,
            "from,to,map\r\norang,kantor,sebutan=nama\r\nkantor,orang,nama=sebutan\r\n"),
        STATUS_OK);
    must(method_load(&m, &s, NULL, NULL, e));
    assert_int_equal(m->promotion_count, 2);
    assert_ptr_equal(m->promotions[0].link->form, method_form(m, "orang"));
    assert_ptr_equal(m->promotions[1].link, m->promotions[0].link);
    assert_null(m->promotions[0].when);
    method_free(m);
    source_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_idea_becomes_a_programme_with_its_words),
        cmocka_unit_test(a_second_time_finds_the_row),
        cmocka_unit_test(one_undo_takes_all_of_it_back),
        cmocka_unit_test(a_choice_asks_for_its_promotion),
        cmocka_unit_test(the_link_may_stand_in_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
