/* Where a step stands: what its facts and its own forms propose, and a person's word. */
#include "tests/core/store_fixture.h"

#include "core/base/clock.h"
#include "core/plan/progress.h"
#include "core/store/undo.h"

/* A fresh workbook, open. */
static struct workbook *fresh(char **path)
{
    *path = fixture_new("step-status");
    return fixture_open(*path);
}

static void done_with(struct workbook *wb, char *path)
{
    workbook_close(wb);
    unlink(path);
    free(path);
}

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

static struct step_status status_of(struct workbook *wb, const char *step)
{
    struct step_status status;

    must(step_status(wb, step_named(wb, step), &status, e));
    return status;
}

static void say(struct workbook *wb, const char *step, enum step_state word)
{
    must(step_say(wb, step_named(wb, step), &word, e));
}

/* Every step of the method but the named ones is untouched. */
static void assert_only_begun(struct workbook *wb, const char *begun)
{
    const struct method *m = workbook_method(wb);

    for (size_t s = 0; s < m->stage_count; s++)
        for (size_t i = 0; i < m->stages[s].count; i++) {
            const char *name = m->stages[s].steps[i].name;
            enum step_state wanted = strstr(begun, name) ? STEP_BEGUN : STEP_OPEN;
            if (status_of(wb, name).state != wanted)
                fail_msg("%s is %d, not %d", name, (int)status_of(wb, name).state, (int)wanted);
        }
}

static void a_new_workbook_has_begun_nothing(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    assert_only_begun(wb, "");
    done_with(wb, path);
}

/* Profile and offices are forms of later steps too; those have begun nothing. */
static void shared_forms_begin_only_their_first_step(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    fixture_set(wb, "profil", "profil", "kepala_daerah", "Bupati");
    free(fixture_row(wb, "opd", "singkatan", "Dinkes"));
    assert_only_begun(wb, "0.1");
    free(fixture_row(wb, "pertemuan", "jenis", "bimtek_1"));
    assert_only_begun(wb, "0.1 0.3");
    done_with(wb, path);
}

/* A programme that is not complete counts in no fact, but it stands in the step's own form. */
static void a_form_of_its_own_begins_a_step(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    free(fixture_row(wb, "program", "nama", "Sinyal untuk Semua Desa"));
    assert_only_begun(wb, "2.5");
    done_with(wb, path);
}

/* What F7 writes from any screen begins no step. */
static void what_is_noted_anywhere_begins_nothing(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    free(fixture_row(wb, "keputusan", "isi", "Disetujui"));
    free(fixture_row(wb, "parkir", "isi", "Bahas nanti"));
    free(fixture_row(wb, "tugas", "isi", "Lengkapi data"));
    free(fixture_row(wb, "catatan", "komentar", "Periksa lagi"));
    assert_only_begun(wb, "");
    done_with(wb, path);
}

/* Nothing wrong is no work. */
static void a_count_of_none_begins_nothing(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);
    struct counted_fact *facts;
    const struct step *step = step_named(wb, "5.2");

    (void)state;
    char *opd = fixture_row(wb, "opd", "singkatan", "Dinkes");
    char *program = fixture_row(wb, "program", "nama", "Satu");
    fixture_set(wb, "program", program, "opd", "Dinkes");
    must(facts_count(wb, step, &facts, e));
    assert_int_equal(facts[2].state, FACT_DONE);
    assert_false(facts[2].begun);
    facts_free(facts, step->fact_count);
    assert_int_equal(status_of(wb, "5.2").state, STEP_OPEN);
    free(program);
    free(opd);
    done_with(wb, path);
}

/* Step 1.2: every element judged, and every figure with its source and year. */
static void every_fact_done_proposes_done(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);
    const struct form *form = fixture_form(wb, "kesiapan");
    const struct choice_list *levels = form_field(form, "tingkat")->list;

    (void)state;
    for (size_t i = 0; i < form->rows->count; i++)
        fixture_set(wb, form->name, form->rows->choices[i].name, "tingkat",
            words_get(&levels->choices[0].label));
    assert_int_equal(status_of(wb, "1.2").counted, STEP_BEGUN);
    char *figure = fixture_row(wb, "data_dasar", "sumber", "BPS");
    assert_int_equal(status_of(wb, "1.2").counted, STEP_BEGUN);
    fixture_set(wb, "data_dasar", figure, "tahun", "2025");
    assert_int_equal(status_of(wb, "1.2").counted, STEP_DONE);
    assert_int_equal(status_of(wb, "1.2").state, STEP_DONE);
    fixture_set(wb, "data_dasar", figure, "tahun", "");
    assert_int_equal(status_of(wb, "1.2").counted, STEP_BEGUN);
    free(figure);
    done_with(wb, path);
}

static void a_word_outranks_the_count(void **state)
{
    static const enum step_state all[] = {STEP_OPEN, STEP_BEGUN, STEP_DONE, STEP_NOT_NEEDED};
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    free(fixture_row(wb, "program", "nama", "Satu"));
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        say(wb, "2.5", all[i]);
        struct step_status s = status_of(wb, "2.5");
        assert_int_equal(s.state, all[i]);
        assert_int_equal(s.counted, STEP_BEGUN);
        assert_true(s.said);
        assert_int_equal(s.at, clock_now());
        assert_int_equal(step_finished(&s), all[i] == STEP_DONE || all[i] == STEP_NOT_NEEDED);
    }
    must(step_say(wb, step_named(wb, "2.5"), NULL, e));
    assert_false(status_of(wb, "2.5").said);
    assert_int_equal(status_of(wb, "2.5").state, STEP_BEGUN);
    assert_int_equal(status_of(wb, "2.5").at, 0);
    done_with(wb, path);
}

static void a_word_is_one_step_of_undo(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);
    struct undo_result r = {0};

    (void)state;
    say(wb, "1.2", STEP_DONE);
    say(wb, "1.2", STEP_NOT_NEEDED);
    must(undo_last(wb, &r, e));
    assert_true(r.done);
    assert_string_equal(r.uid, "1.2");
    undo_result_clear(&r);
    assert_int_equal(status_of(wb, "1.2").state, STEP_DONE);
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    assert_false(status_of(wb, "1.2").said);
    done_with(wb, path);
}

/* The same word again is no edit and no action. */
static void the_same_word_leaves_no_trace(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);

    (void)state;
    say(wb, "1.2", STEP_DONE);
    int64_t version = workbook_version(wb);
    say(wb, "1.2", STEP_DONE);
    assert_int_equal(workbook_version(wb), version);
    done_with(wb, path);
}

static void a_note_stays_with_its_step(void **state)
{
    char *path;
    struct workbook *wb = fresh(&path);
    char *note;

    (void)state;
    must(step_note(wb, step_named(wb, "1.2"), &note, e));
    assert_string_equal(note, "");
    free(note);
    fixture_set(wb, "langkah", "1.2", "catatan_langkah", "Data BPS\nmenyusul");
    must(step_note(wb, step_named(wb, "1.2"), &note, e));
    assert_string_equal(note, "Data BPS\nmenyusul");
    free(note);
    assert_int_equal(status_of(wb, "1.2").state, STEP_OPEN);
    done_with(wb, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_workbook_has_begun_nothing),
        cmocka_unit_test(shared_forms_begin_only_their_first_step),
        cmocka_unit_test(a_form_of_its_own_begins_a_step),
        cmocka_unit_test(what_is_noted_anywhere_begins_nothing),
        cmocka_unit_test(a_count_of_none_begins_nothing),
        cmocka_unit_test(every_fact_done_proposes_done),
        cmocka_unit_test(a_word_outranks_the_count),
        cmocka_unit_test(a_word_is_one_step_of_undo),
        cmocka_unit_test(the_same_word_leaves_no_trace),
        cmocka_unit_test(a_note_stays_with_its_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
