/* Findings beside fields: as of the last edit, piece by piece, without those put aside; cells
 * of grids; and what the engine's checks of choices and differences find. */
#include "tests/core/store_fixture.h"

#include "core/plan/beside.h"
#include "core/plan/progress.h"

/* Works until there is nothing more; how many pieces that took. */
static int work(struct beside *b, enum findings_scope scope, const struct step *step)
{
    int pieces = 0;

    while (beside_work(b, scope, step))
        pieces++;
    return pieces;
}

/* The check that leads to a field of a programme; NULL: none. */
static const char *found(struct beside *b, struct workbook *wb, const char *form,
    const char *uid, const char *field, size_t i)
{
    const struct form *f = fixture_form(wb, form);
    const struct finding *one = beside_find(b, f, uid, field ? form_field(f, field) : NULL, i);

    return one ? one->check->name : NULL;
}

static void it_is_asked_once_for_every_edit(void **state)
{
    char *path = fixture_new("beside-once");
    struct workbook *wb = fixture_open(path);
    struct beside *b = beside_new(wb);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");

    (void)state;
    fixture_set(wb, "program", uid, "tahun", "2028-2027");
    assert_null(found(b, wb, "program", uid, "tahun", 0));
    assert_true(work(b, FINDINGS_ALL, NULL) > 70);
    assert_string_equal(found(b, wb, "program", uid, "tahun", 0), "W01");
    assert_null(found(b, wb, "program", uid, "tahun", 1));
    assert_non_null(beside_row(b, fixture_form(wb, "program"), uid, 0));
    assert_int_equal(work(b, FINDINGS_ALL, NULL), 0);
    fixture_set(wb, "program", uid, "tahun", "2027");
    assert_string_equal(found(b, wb, "program", uid, "tahun", 0), "W01"); /* as it was */
    assert_true(beside_work(b, FINDINGS_ALL, NULL));
    assert_string_equal(found(b, wb, "program", uid, "tahun", 0), "W01");
    work(b, FINDINGS_ALL, NULL);
    assert_null(found(b, wb, "program", uid, "tahun", 0));
    beside_free(b);
    workbook_close(wb);
    free(uid);
    free(path);
}

/* As in Periksa: the whole plan waits for the step, the step itself does not. */
static void it_waits_for_the_step(void **state)
{
    char *path = fixture_new("beside-due");
    struct workbook *wb = fixture_open(path);
    struct beside *b = beside_new(wb);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
    const struct check *check = NULL;
    enum step_state word = STEP_DONE;

    (void)state;
    for (size_t i = 0; i < workbook_method(wb)->check_count; i++)
        if (strcmp(workbook_method(wb)->checks[i].name, "P01") == 0)
            check = &workbook_method(wb)->checks[i];
    assert_non_null(check);
    work(b, FINDINGS_DUE, NULL);
    assert_null(found(b, wb, "program", uid, "opd", 0));
    work(b, FINDINGS_STEP, check->step);
    assert_string_equal(found(b, wb, "program", uid, "opd", 0), "P01");
    work(b, FINDINGS_DUE, NULL);
    assert_null(found(b, wb, "program", uid, "opd", 0));
    must(step_say(wb, check->step, &word, e));
    work(b, FINDINGS_DUE, NULL);
    assert_string_equal(found(b, wb, "program", uid, "opd", 0), "P01");
    beside_free(b);
    workbook_close(wb);
    free(uid);
    free(path);
}

static void what_is_put_aside_has_no_mark(void **state)
{
    char *path = fixture_new("beside-aside");
    struct workbook *wb = fixture_open(path);
    struct beside *b = beside_new(wb);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
    const struct form *form = fixture_form(wb, "program");
    struct undo_result r = {0};

    (void)state;
    fixture_set(wb, "program", uid, "tahun", "2028-2027");
    work(b, FINDINGS_ALL, NULL);
    const struct finding *one = beside_find(b, form, uid, form_field(form, "tahun"), 0);
    assert_non_null(one);
    must(finding_waive(wb, one, "menunggu keputusan Bupati", e));
    work(b, FINDINGS_ALL, NULL);
    assert_null(found(b, wb, "program", uid, "tahun", 0));
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    work(b, FINDINGS_ALL, NULL);
    assert_string_equal(found(b, wb, "program", uid, "tahun", 0), "W01");
    beside_free(b);
    workbook_close(wb);
    free(uid);
    free(path);
}

/* The id of a year's budget. */
static char *budget(struct workbook *wb, const char *program, const char *source, int year)
{
    struct value keys[] = {{.kind = VALUE_TEXT, .text = (char *)program},
        {.kind = VALUE_TEXT, .text = (char *)source}, {.kind = VALUE_INTEGER, .integer = year}};

    return keyed_uid(fixture_form(wb, "anggaran"), keys);
}

/* A budget's finding is at its year, also where nothing stands yet, and speaks of the
 * programme.
 */
static void a_finding_of_a_grid_is_at_its_cell(void **state)
{
    char *path = fixture_new("beside-grid");
    struct workbook *wb = fixture_open(path);
    struct beside *b = beside_new(wb);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
    char *little = budget(wb, uid, "apbd", 2026), *empty = budget(wb, uid, "apbd", 2027);
    const struct form *form = fixture_form(wb, "anggaran");

    (void)state;
    fixture_set(wb, "program", uid, "sub_dimensi", "ECO1");
    fixture_set(wb, "program", uid, "tahun", "2026-2027");
    work(b, FINDINGS_ALL, NULL);
    assert_string_equal(found(b, wb, "anggaran", uid, "jumlah", 0), "U02"); /* no row yet */
    fixture_set(wb, "anggaran", little, "jumlah", "750");
    work(b, FINDINGS_ALL, NULL);
    assert_null(found(b, wb, "anggaran", uid, "jumlah", 0));
    const struct finding *one = beside_find(b, form, little, form_field(form, "jumlah"), 0);
    assert_non_null(one);
    assert_string_equal(one->check->name, "U04");
    assert_string_equal(one->code, "ECO-P01");
    assert_ptr_equal(one->row_form, fixture_form(wb, "program"));
    assert_string_equal(
        one->sentence, "Anggaran ECO-P01 tahun 2026 hanya Rp750. Apakah maksudnya 750 juta?");
    assert_string_equal(found(b, wb, "anggaran", empty, "jumlah", 0), "U02");
    beside_free(b);
    workbook_close(wb);
    free(little);
    free(empty);
    free(uid);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_asked_once_for_every_edit),
        cmocka_unit_test(it_waits_for_the_step),
        cmocka_unit_test(what_is_put_aside_has_no_mark),
        cmocka_unit_test(a_finding_of_a_grid_is_at_its_cell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
