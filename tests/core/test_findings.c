/* What checks find: the engine's of any method, when their time comes, what is put aside, and
 * that the work grows with the rows only. */
#include "tests/core/store_fixture.h"

#include "core/base/alike.h"
#include "core/base/message.h"
#include "core/base/word_list.h"
#include "core/plan/findings.h"
#include "core/plan/progress.h"
#include "core/store/guard.h"

static struct findings *run_all(struct workbook *wb)
{
    struct findings *f = NULL;

    must(findings_run(wb, FINDINGS_ALL, NULL, &f, e));
    return f;
}

/* The first finding of a check; NULL: none. */
static const struct finding *find(const struct findings *f, const char *check)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->list[i].check->name, check) == 0)
            return &f->list[i];
    return NULL;
}

/* Whether a check of the engine finds nothing, or this sentence. */
static void expect(struct workbook *wb, const char *check, const char *sentence)
{
    struct findings *f = run_all(wb);
    const struct finding *one = find(f, check);

    if (!sentence)
        assert_null(one);
    else if (!one)
        fail_msg("%s finds nothing", check);
    else
        assert_string_equal(one->sentence, sentence);
    findings_free(f);
}

static void an_empty_workbook_has_no_finding(void **state)
{
    char *path = fixture_new("findings-empty");
    struct workbook *wb = fixture_open(path);
    struct findings *f = NULL;

    (void)state;
    must(findings_run(wb, FINDINGS_DUE, NULL, &f, e));
    assert_int_equal(f->count, 0);
    findings_free(f);
    workbook_close(wb);
    free(path);
}

static void the_engines_checks_are_tripped_and_mended(void **state)
{
    char *path = fixture_new("findings-engine");
    struct workbook *wb = fixture_open(path);
    char *opd = fixture_row(wb, "opd", "singkatan", "Diskominfo");
    char *uid = fixture_row(wb, "program", "nama", "Kampung tangguh banjir");

    (void)state;
    fixture_set(wb, "program", uid, "sub_dimensi", "ECO1");
    fixture_set(wb, "program", uid, "tahun", "2028-2027");
    expect(
        wb, "W01", "Tahun selesai ECO-P01 (2027) harus sama atau setelah tahun mulai (2028).");
    fixture_set(wb, "program", uid, "tahun", "2027-2037");
    expect(wb, "W01", NULL);
    expect(wb, "W02", "ECO-P01 berjalan 2027-2037, di luar masa rencana 2026-2035.");
    fixture_set(wb, "program", uid, "tahun", "2027-2030");
    expect(wb, "W02", NULL);
    fixture_set(wb, "program", uid, "perkiraan_biaya", "mahal sekali");
    expect(wb, "T11",
        "Isian \"Perkiraan biaya seluruhnya\" pada ECO-P01 belum terbaca sebagai rupiah: "
        "\"mahal "
        "sekali\".");
    fixture_set(wb, "program", uid, "perkiraan_biaya", "2 M");
    expect(wb, "T11", NULL);
    fixture_set(wb, "program", uid, "opd", "Diskominfo");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "opd"), opd, e));
    must(action_commit(wb, e));
    expect(wb, "R11",
        "ECO-P01 menunjuk baris yang sudah ada di Keranjang (OPD penanggung jawab). Pulihkan "
        "baris itu atau pilih yang lain.");
    must(action_begin(wb, ACTION_RESTORE, e));
    must(action_restore(wb, fixture_form(wb, "opd"), opd, e));
    must(action_commit(wb, e));
    expect(wb, "R11", NULL);
    char *other = fixture_row(wb, "program", "nama", "Kampung tangguh banjir.");
    fixture_set(wb, "program", other, "sub_dimensi", "ECO1");
    expect(wb, "D01",
        "ECO-P02 dan ECO-P01 hampir sama: \"Kampung tangguh banjir.\". Satukan atau bedakan.");
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "program"), other, "ECO-P01", e));
    must(action_commit(wb, e));
    expect(wb, "R12",
        "Kode ECO-P01 dipakai 2 baris. Beri kode baru pada salah satunya (Menu > Kode baru).");
    workbook_close(wb);
    free(other);
    free(uid);
    free(opd);
    free(path);
}

static void a_finding_is_put_aside_and_taken_back(void **state)
{
    char *path = fixture_new("findings-waived");
    struct workbook *wb = fixture_open(path);
    char *uid = fixture_row(wb, "program", "nama", "Sinyal untuk semua desa");
    struct undo_result r = {0};
    struct error why = {0};

    (void)state;
    fixture_set(wb, "program", uid, "tahun", "2028-2027");
    struct findings *f = run_all(wb);
    const struct finding *one = find(f, "W01");
    assert_non_null(one);
    assert_int_equal(finding_waive(wb, one, "  ", &why), STATUS_USAGE);
    error_clear(&why);
    must(finding_waive(wb, one, "menunggu keputusan Bupati", e));
    must(finding_waive(wb, one, "menunggu surat", e));
    findings_free(f);
    f = run_all(wb);
    assert_string_equal(find(f, "W01")->reason, "menunggu surat");
    assert_int_equal(f->waived, 1);
    must(finding_claim(wb, find(f, "W01"), e));
    findings_free(f);
    f = run_all(wb);
    assert_null(find(f, "W01")->reason);
    findings_free(f);
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    f = run_all(wb);
    assert_non_null(find(f, "W01")->reason);
    findings_free(f);
    fixture_set(wb, "program", uid, "tahun", "2027");
    expect(wb, "W01", NULL); /* the waiver is stale, and harmless */
    workbook_close(wb);
    free(uid);
    free(path);
}

/* D01 waits for its form's step, in the whole plan but not in the step itself. */
static void a_check_waits_for_its_step(void **state)
{
    char *path = fixture_new("findings-due");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    const struct step *step = form_first_step(workbook_method(wb), form);
    enum step_state word = STEP_DONE;
    struct findings *f;

    (void)state;
    free(fixture_row(wb, "program", "nama", "Sinyal untuk semua desa"));
    free(fixture_row(wb, "program", "nama", "Sinyal untuk semua desa"));
    must(findings_run(wb, FINDINGS_DUE, NULL, &f, e));
    assert_null(find(f, "D01"));
    findings_free(f);
    must(findings_run(wb, FINDINGS_STEP, step, &f, e));
    assert_non_null(find(f, "D01"));
    findings_free(f);
    must(step_say(wb, step, &word, e));
    must(findings_run(wb, FINDINGS_DUE, NULL, &f, e));
    assert_non_null(find(f, "D01"));
    findings_free(f);
    word = STEP_NOT_NEEDED;
    must(step_say(wb, step, &word, e));
    must(findings_run(wb, FINDINGS_DUE, NULL, &f, e));
    assert_null(find(f, "D01"));
    findings_free(f);
    workbook_close(wb);
    free(path);
}

/* Steps of the virtual machine that everything takes over a number of programmes. */
static int64_t steps_at(struct workbook *wb, size_t *made, size_t rows)
{
    must(action_begin(wb, ACTION_IMPORT, e));
    for (; *made < rows; ++*made) {
        char uid[64],
            *name = text_format("Program %zu tentang hal %zu", *made * 7919, *made * 104729);
        must(action_create(wb, fixture_form(wb, "program"), NULL, NULL, uid, e));
        fixture_type(wb, "program", uid, "nama", name);
        fixture_type(wb, "program", uid, "tahun", "2027-2029");
        free(name);
    }
    must(action_commit(wb, e));
    findings_free(run_all(wb));
    int64_t before = db_steps(workbook_db(wb));
    findings_free(run_all(wb));
    return db_steps(workbook_db(wb)) - before;
}

static void work_grows_with_the_rows(void **state)
{
    char *path = fixture_new("findings-steps");
    struct workbook *wb = fixture_open(path);
    size_t made = 0;

    (void)state;
    int64_t last = steps_at(wb, &made, 1000);
    for (size_t rows = 2000; rows <= 8000; rows *= 2) {
        int64_t steps = steps_at(wb, &made, rows);
        print_message("# %zu rows: %lld steps\n", rows, (long long)steps);
        assert_true((double)steps <= 2.2 * (double)last);
        last = steps;
    }
    workbook_close(wb);
    free(path);
}

/* guard_row_fn: what the first column says. */
static enum status take_text(void *context, sqlite3_stmt *row, struct error *e)
{
    const char *text = (const char *)sqlite3_column_text(row, 0);

    (void)e;
    snprintf(context, 200, "%s", text ? text : "-");
    return STATUS_OK;
}

static void functions_say_what_they_promise(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        {"SELECT num('69,5 persen')", "69.5"},
        {"SELECT num('WTP')", "-"},
        {"SELECT num(12)", "12"},
        {"SELECT rupiah(34000000000)", "Rp34.000.000.000"},
        {"SELECT fold('Dinas Kominfo-SP')", "dinas kominfo sp"},
        {"SELECT process_word('Terlaksananya sosialisasi pemilahan sampah')", "terlaksananya"},
        {"SELECT process_word('Jumlah kegiatan pelatihan')", "jumlah kegiatan"},
        {"SELECT process_word('Sampah yang terkelola')", "-"},
        {"SELECT vague_word('Layanan yang sebaik-baiknya')", "sebaik-baiknya"},
        {"SELECT app_name('Aplikasi Lutra Super Apps')", "1"},
        {"SELECT app_name('Sinyal untuk desa')", "0"},
        {"SELECT occurs('daya saing', 'Ekonomi yang berdaya saing')", "1"},
        {"SELECT occurs('sejahtera', 'menyejahterakan warga')", "1"},
        {"SELECT occurs('kesejahteraan', 'warga sejahtera')", "1"},
        {"SELECT occurs('tangguh', 'warga sejahtera')", "0"},
        {"SELECT say('satu', 'one')", "satu"},
        {"SELECT label('dimensi', 'GOV')", "Smart Governance"},
        {"SELECT label('dimensi', 'KUN')", "KUN"},
        {"SELECT label('sumber', json_array('apbd', 'csr'))", "APBD kabupaten/kota | CSR/TJSL"},
        {"SELECT label('sumber', '[apbd')", "[apbd"},
        {"SELECT label('sumber', json_array())", ""},
        {"SELECT label('dimensi', NULL)", "-"},
        {"SELECT 'Abc' LIKE 'a%C'", "1"},
        {"SELECT 'aXbXc' LIKE 'a%b_c'", "1"},
        {"SELECT '50%' LIKE '50!%' ESCAPE '!'", "1"},
        {"SELECT '500' LIKE '50!%' ESCAPE '!'", "0"},
        {"SELECT 'é1' LIKE '__'", "1"},
        {"SELECT 'ab7' GLOB 'a*[0-9]'", "1"},
        {"SELECT 'abc' GLOB 'a*[^b-c]'", "0"},
        {"SELECT 'Abc' GLOB 'a*'", "0"},
        {"SELECT instr('méthode', 'thode')", "3"},
        {"SELECT instr('a', 'b')", "0"},
        {"SELECT replace('a, b, c', ', ', ' | ')", "a | b | c"},
        {"SELECT trim('satuan, awal, ', ', ')", "satuan, awal"},
        {"SELECT ltrim('xxa', 'x') || rtrim('axx', 'x')", "aa"},
    };
    char *path = fixture_new("findings-functions"), text[200];
    struct workbook *wb = fixture_open(path);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        must(guard_query(wb, cases[i].sql, take_text, text, e));
        if (strcmp(text, cases[i].says) != 0)
            fail_msg("%s: %s", cases[i].sql, text);
    }
    free(fixture_row(wb, "program", "nama", "Sinyal untuk semua desa"));
    free(fixture_row(wb, "program", "nama", "Lampu jalan tenaga surya"));
    free(fixture_row(wb, "program", "nama", "Sinyal untuk  Semua Desa"));
    must(guard_query(wb, "SELECT count(*) || ' ' || total FROM near('program', 'nama', 0.9)",
        take_text, text, e));
    assert_string_equal(text, "1 2");
    workbook_close(wb);
    free(path);
}

/* Each is stopped by name, long before it would end. */
static void searches_that_never_end_are_stopped(void **state)
{
#define LONG                                                                                   \
    "replace('xxxxxxxxxx', 'x', replace('xxxxxxxxxx', 'x', replace('xxxxxxxxxx', 'x', "        \
    "replace('xxxxxxxxxx', 'x', 'aaaaaaaaaa'))))"
    static const struct {
        const char *sql, *says;
    } cases[] = {
        {"SELECT " LONG " LIKE " LONG, "terlalu panjang"},
        {"SELECT instr(" LONG ", " LONG ")", "terlalu panjang"},
        {"SELECT replace(" LONG ", " LONG ", 'b')", "terlalu panjang"},
        {"SELECT trim(" LONG ", " LONG ")", "terlalu panjang"},
        {"SELECT occurs(" LONG ", " LONG ")", "terlalu panjang"},
        {"WITH RECURSIVE n(i, t) AS (SELECT 1, " LONG " UNION ALL SELECT i + 1, t FROM n LIMIT"
         " 100000) SELECT sum(t LIKE '%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab%') "
         "FROM n",
            "terlalu lama"},
        {"SELECT * FROM near('tidak_ada', 'nama', 0.9)", "no form"},
        {"SELECT * FROM near('program', 'nama', 0.1)", "limit"},
    };
    char *path = fixture_new("findings-bombs"), text[200];
    struct workbook *wb = fixture_open(path);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error why = {0};
        if (guard_query(wb, cases[i].sql, take_text, text, &why) != STATUS_DATA ||
            !strstr(error_text(&why), cases[i].says))
            fail_msg("%s: %s", cases[i].sql, error_text(&why));
        error_clear(&why);
    }
    workbook_close(wb);
    free(path);
}

/* The groups found are those that comparing each with each would find. */
static void groups_are_what_comparing_all_finds(void **state)
{
    static const char *const texts[] = {"Pasar kakao terbuka", "Sinyal untuk semua desa", NULL,
        "Pasar kakao (terbuka)", "sinyal untuk semua desa", "Lampu jalan",
        "Pasar Kakao Terbuka"};
    struct alike *groups = NULL;
    size_t count = 0;

    (void)state;
    must(alike_groups(texts, 7, 0, 0.9, NULL, NULL, &groups, &count, e));
    assert_int_equal(count, 2);
    assert_int_equal(groups[0].row, 3);
    assert_int_equal(groups[0].other, 0);
    assert_int_equal(groups[0].count, 3);
    assert_int_equal(groups[1].row, 4);
    assert_int_equal(groups[1].other, 1);
    free(groups);
    must(alike_groups(texts, 7, 60, 0.9, NULL, NULL, &groups, &count, e));
    assert_int_equal(count, 0);
    free(groups);
}

static int begin(void **state)
{
    (void)state;
    message_set_lang(LANG_ID);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_workbook_has_no_finding),
        cmocka_unit_test(the_engines_checks_are_tripped_and_mended),
        cmocka_unit_test(a_finding_is_put_aside_and_taken_back),
        cmocka_unit_test(a_check_waits_for_its_step),
        cmocka_unit_test(functions_say_what_they_promise),
        cmocka_unit_test(searches_that_never_end_are_stopped),
        cmocka_unit_test(groups_are_what_comparing_all_finds),
        cmocka_unit_test(work_grows_with_the_rows),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}
