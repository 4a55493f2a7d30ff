/* Counted facts, the state of a step, the stage under way. */
#include "tests/core/store_fixture.h"

#include "core/plan/progress.h"

static const struct step *step_named(struct workbook *wb, const char *name)
{
    const struct method *m = workbook_method(wb);

    for (size_t s = 0; s < m->stage_count; s++)
        for (size_t i = 0; i < m->stages[s].count; i++)
            if (strcmp(m->stages[s].steps[i].name, name) == 0)
                return &m->stages[s].steps[i];
    fail_msg("no step %s", name);
    return NULL;
}

/* The n-th fact of a step says this. */
static void assert_fact(
    struct workbook *wb, const char *step, size_t n, enum fact_state state, const char *text)
{
    struct counted_fact *facts;
    const struct step *s = step_named(wb, step);

    must(facts_count(wb, s, &facts, e));
    assert_string_equal(facts[n].text, text);
    assert_int_equal(facts[n].state, state);
    facts_free(facts, s->fact_count);
}

static void assert_state(struct workbook *wb, const char *step, enum step_state wanted)
{
    struct step_status status;

    must(step_status(wb, step_named(wb, step), &status, e));
    assert_int_equal(status.state, wanted);
}

static void facts_are_counted_from_the_rows(void **state)
{
    char *path = fixture_new("progress-facts");
    struct workbook *wb = fixture_open(path);

    (void)state;
    assert_fact(wb, "1.3", 1, FACT_NOT_DONE, "0 kata kunci, 0 dipakai (3 sampai 7)");
    assert_state(wb, "1.3", STEP_OPEN);
    for (int i = 0; i < 3; i++) {
        char *uid = fixture_row(wb, "kata_kunci", "kata", "Inovatif");
        fixture_set(wb, "kata_kunci", uid, "terpilih", "ya");
        free(uid);
    }
    assert_fact(wb, "1.3", 1, FACT_DONE, "3 kata kunci, 3 dipakai (3 sampai 7)");
    assert_state(wb, "1.3", STEP_BEGUN);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* What `new` writes by itself is no work; one typed cell is. */
static void a_step_begins_with_the_first_typed_cell(void **state)
{
    char *path = fixture_new("progress-step");
    struct workbook *wb = fixture_open(path);

    (void)state;
    assert_state(wb, "2.2", STEP_OPEN);
    fixture_set(wb, "visi", "visi", "rumusan", "Masyarakat yang bahagia");
    assert_state(wb, "2.2", STEP_BEGUN);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void every_fact_of_the_method_works(void **state)
{
    char *path = fixture_new("progress-all");
    struct workbook *wb = fixture_open(path);
    const struct method *m = workbook_method(wb);

    (void)state;
    for (size_t s = 0; s < m->stage_count; s++)
        for (size_t i = 0; i < m->stages[s].count; i++) {
            const struct step *step = &m->stages[s].steps[i];
            struct counted_fact *facts;
            must(facts_count(wb, step, &facts, e));
            for (size_t f = 0; f < step->fact_count; f++)
                if (facts[f].state == FACT_BROKEN || strchr(facts[f].text, '{'))
                    fail_msg("%s: %s", step->name, facts[f].text);
            facts_free(facts, step->fact_count);
        }
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void the_stage_follows_the_meetings(void **state)
{
    char *path = fixture_new("progress-stage");
    struct workbook *wb = fixture_open(path);
    const struct stage *stage;

    (void)state;
    must(stage_present(wb, &stage, e));
    assert_ptr_equal(stage, &workbook_method(wb)->stages[0]);
    char *uid = fixture_row(wb, "pertemuan", "jenis", "bimtek_2");
    fixture_set(wb, "pertemuan", uid, "status", "berlangsung");
    must(stage_present(wb, &stage, e));
    assert_string_equal(stage->name, "b2");
    free(uid);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* What the checks find counts once Bimtek IV has begun; before it nothing is asked. */
static void findings_count_in_their_own_time(void **state)
{
    char *path = fixture_new("progress-findings");
    struct workbook *wb = fixture_open(path);

    (void)state;
    char *program = fixture_row(wb, "program", "nama", "Terminal Masamba");
    fixture_set(wb, "program", program, "tahun", "2028-2027");
    struct counted_fact *facts;
    must(facts_count(wb, step_named(wb, "4.2"), &facts, e));
    assert_int_equal(facts[0].state, FACT_NOT_DONE);
    assert_false(facts[0].begun);
    assert_true(atoi(facts[0].text) > 0);
    facts_free(facts, step_named(wb, "4.2")->fact_count);
    assert_state(wb, "4.2", STEP_OPEN);
    char *meeting = fixture_row(wb, "pertemuan", "jenis", "bimtek_4");
    fixture_set(wb, "pertemuan", meeting, "status", "berlangsung");
    assert_state(wb, "4.2", STEP_BEGUN);
    fixture_set(wb, "program", program, "tahun", "2027-2028");
    assert_fact(wb, "4.2", 2, FACT_DONE, "0 isian berbeda");
    free(meeting);
    free(program);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void doubles_are_counted_in_pairs(void **state)
{
    char *path = fixture_new("progress-doubles");
    struct workbook *wb = fixture_open(path);

    (void)state;
    assert_fact(wb, "0.1", 2, FACT_NOT_DONE, "0 pasangan OPD ganda");
    char *first = fixture_row(wb, "opd", "singkatan", "Diskominfo");
    assert_fact(wb, "0.1", 2, FACT_DONE, "0 pasangan OPD ganda");
    char *second = fixture_row(wb, "opd", "singkatan", "DKISP");
    fixture_set(wb, "opd", second, "alias", "Diskominfo; Dinas Kominfo");
    assert_fact(wb, "0.1", 2, FACT_NOT_DONE, "1 pasangan OPD ganda");
    free(second);
    free(first);
    workbook_close(wb);
    unlink(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_counted_from_the_rows),
        cmocka_unit_test(a_step_begins_with_the_first_typed_cell),
        cmocka_unit_test(every_fact_of_the_method_works),
        cmocka_unit_test(the_stage_follows_the_meetings),
        cmocka_unit_test(findings_count_in_their_own_time),
        cmocka_unit_test(doubles_are_counted_in_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
