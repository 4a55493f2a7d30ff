/* Findings that come of several copies or of a newer method: a choice that is in no list (T12),
 * a cell filled in differently (T13), a finding put aside elsewhere, a check that does not
 * work. */
#include "tests/core/store_fixture.h"
#include "tests/core/store_union.h"

#include "core/plan/findings.h"
#include "core/store/conflict.h"
#include "core/store/merge.h"

static struct findings *run_all(struct workbook *wb)
{
    struct findings *f = NULL;

    must(findings_run(wb, FINDINGS_ALL, NULL, &f, e));
    return f;
}

/* The only finding of a check, NULL: none. */
static const struct finding *only(const struct findings *f, const char *check)
{
    const struct finding *one = NULL;

    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->list[i].check->name, check) == 0) {
            assert_null(one);
            one = &f->list[i];
        }
    return one;
}

/* Takes a copy in. */
static void take(struct workbook *wb, const char *other)
{
    struct merge_report report;

    must(merge_files(wb, &other, 1, &(struct merge_options){0}, &report, NULL, e));
    assert_int_equal(report.outcome, MERGE_TAKEN);
    merge_reports_clear(&report, 1);
}

static void a_choice_that_is_in_no_list_is_found(void **state)
{
    char *path = fixture_new("together-vanished");
    struct workbook *wb = fixture_open(path);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
    const struct form *form = fixture_form(wb, "program");
    struct value one = {.kind = VALUE_TEXT, .text = "dibatalkan"};
    struct value several = {.kind = VALUE_TEXT, .text = "[\"apbd\",\"lotere\",\"undian\"]"};

    (void)state;
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, form, uid, "keadaan", &one, NULL, e));
    must(action_set(wb, form, uid, "sumber_biaya", &several, NULL, e));
    must(action_commit(wb, e));
    struct findings *f = run_all(wb);
    size_t found = 0;
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *t = &f->list[i];
        if (strcmp(t->check->name, "T12") != 0)
            continue;
        bool single = t->field == form_field(form, "keadaan");
        assert_true(single || t->field == form_field(form, "sumber_biaya"));
        assert_string_equal(t->uid, uid);
        assert_non_null(strstr(t->sentence, single ? "dibatalkan" : "lotere, undian"));
        found++;
    }
    assert_int_equal(found, 2);
    findings_free(f);
    fixture_set(wb, "program", uid, "keadaan", "Usulan");
    fixture_set(wb, "program", uid, "sumber_biaya", "APBD kabupaten/kota");
    f = run_all(wb);
    assert_null(only(f, "T12"));
    findings_free(f);
    workbook_close(wb);
    free(uid);
    free(path);
}

static void a_cell_filled_in_differently_is_found_until_decided(void **state)
{
    char *path = fixture_new("together-different");
    struct workbook *wb = fixture_open(path);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");

    (void)state;
    workbook_close(wb);
    char *copy = fixture_copy(path, "together-different-b");
    struct workbook *b = fixture_open(copy);
    fixture_set(b, "program", uid, "lokasi", "Seko");
    workbook_close(b);
    wb = fixture_open(path);
    fixture_set(wb, "program", uid, "lokasi", "Rampi");
    struct findings *f = run_all(wb);
    assert_null(only(f, "T13"));
    findings_free(f);
    take(wb, copy);
    f = run_all(wb);
    const struct finding *one = only(f, "T13");
    assert_non_null(one);
    assert_null(one->form); /* one for all of them: they have a screen of their own */
    assert_non_null(strchr(one->sentence, '1'));
    findings_free(f);
    const struct conflict_place place = {.form = fixture_form(wb, "program"),
        .uid = uid,
        .field = form_field(fixture_form(wb, "program"), "lokasi")};
    struct conflict c;
    must(conflict_read(wb, &place, &c, e));
    assert_int_equal(c.count, 2);
    must(conflict_choose(wb, &c, 1, e));
    conflict_clear(&c);
    f = run_all(wb);
    assert_null(only(f, "T13"));
    findings_free(f);
    workbook_close(wb);
    free(copy);
    free(uid);
    free(path);
}

/* What a group put aside is put aside here after the copies met; taken back there, it counts.
 */
static void a_waiver_comes_with_a_copy(void **state)
{
    char *path = fixture_new("together-waiver");
    struct workbook *wb = fixture_open(path);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");

    (void)state;
    fixture_set(wb, "program", uid, "tahun", "2028-2027");
    workbook_close(wb);
    char *copy = fixture_copy(path, "together-waiver-b");
    struct workbook *b = fixture_open(copy);
    struct findings *f = run_all(b);
    must(finding_waive(b, only(f, "W01"), "menunggu keputusan Bupati", e));
    findings_free(f);
    workbook_close(b);
    wb = fixture_open(path);
    fixture_set(wb, "program", uid, "lokasi", "Seko");
    take(wb, copy);
    f = run_all(wb);
    assert_non_null(only(f, "W01"));
    assert_string_equal(only(f, "W01")->reason, "menunggu keputusan Bupati");
    assert_int_equal(f->waived, 1);
    findings_free(f);
    b = fixture_open(copy);
    f = run_all(b);
    must(finding_claim(b, only(f, "W01"), e));
    findings_free(f);
    workbook_close(b);
    take(wb, copy);
    f = run_all(wb);
    assert_null(only(f, "W01")->reason);
    assert_int_equal(f->waived, 0);
    findings_free(f);
    workbook_close(wb);
    free(copy);
    free(uid);
    free(path);
}

/* The built-in method with one more check, whose query stands behind a comma. */
static void method_with(struct source *with, const char *check)
{
    struct source builtin;

    must(source_builtin(&builtin, "smart-city", e));
    must(source_begin(with, "smart-city", e));
    for (size_t i = 0; i < builtin.count; i++) {
        const struct source_file *f = &builtin.files[i];
        char *more = strcmp(f->path, "checks.csv") == 0
                         ? text_format("%.*s%s\n", (int)f->size, f->bytes, check)
                         : NULL;
        must(source_add(
            with, f->path, more ? more : f->bytes, more ? strlen(more) : f->size, e));
        free(more);
    }
    source_free(&builtin);
}

static void a_check_that_does_not_work_says_why_and_harms_no_other(void **state)
{
    static const struct {
        const char *sql, *why;
    } cases[] = {
        {"\"SELECT 'tiada' AS form, '' AS id, '' AS field, '' AS a, '' AS b, '' AS c\"",
            "tiada"},
        {"\"SELECT 'opd' AS form, '' AS id, 'hilang' AS field, '' AS a, '' AS b, '' AS c\"",
            "hilang"},
        {"\"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'opd' AS"
         " form, '' AS id, '' AS field, i AS a, '' AS b, '' AS c FROM n\"",
            ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *path = fixture_new("together-trouble");
        char *check = text_format("X99,*,saran,opd,,Ada {a}.,There is {a}.,%s", cases[i].sql);
        struct source with;
        unlink(path);
        method_with(&with, check);
        must(workbook_new(path, &with, "73.22", 2026, 10, &fixture_person, e));
        struct workbook *wb = fixture_open(path);
        char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
        fixture_set(wb, "program", uid, "tahun", "2028-2027");
        struct findings *f = run_all(wb);
        size_t broken = 0;
        for (size_t k = 0; k < f->check_count; k++)
            if (f->checks[k].trouble) {
                assert_string_equal(f->checks[k].check->name, "X99");
                assert_non_null(strstr(f->checks[k].trouble, cases[i].why));
                assert_int_equal(f->checks[k].count, 0);
                broken++;
            }
        assert_int_equal(broken, 1);
        assert_non_null(only(f, "W01"));
        findings_free(f);
        workbook_close(wb);
        source_free(&with);
        free(check);
        free(uid);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_choice_that_is_in_no_list_is_found),
        cmocka_unit_test(a_cell_filled_in_differently_is_found_until_decided),
        cmocka_unit_test(a_waiver_comes_with_a_copy),
        cmocka_unit_test(a_check_that_does_not_work_says_why_and_harms_no_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
