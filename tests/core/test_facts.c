/* Every fact of the method: none is true in a new workbook; in the sample each counts without
 * trouble and says something else than in the new one, and those it makes true are the ones of
 * tests/data/sample-facts.csv, where each of the others has its reason. */
#include "tests/core/store_fixture.h"

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/exchange/sample.h"
#include "core/plan/findings.h"
#include "core/plan/progress.h"

enum { TABLE_STEP, TABLE_TEXT, TABLE_STATE, TABLE_REASON };
static const char *const states[] = {[FACT_SHOWN] = "hanya angka",
    [FACT_NOT_DONE] = "belum",
    [FACT_DONE] = "beres",
    [FACT_BROKEN] = "rusak"};

/* The shipped sample, not the small one of the other tests. */
static char *sample_new(void)
{
    char *path = text_format("%s/facts-sample.susun", getenv("TMPDIR"));
    const struct import_options options = {0};
    struct import_result result = {0};

    unlink(path);
    unsetenv("SUSUN_SAMPLE");
    must(sample_make(path, &options, &result, e));
    return path;
}

/* Calls for every fact of a workbook, in the method's order. */
typedef void fact_fn(
    void *context, const struct fact *fact, const struct counted_fact *counted);
static size_t each_fact(struct workbook *wb, fact_fn *call, void *context)
{
    const struct method *m = workbook_method(wb);
    size_t count = 0;

    for (size_t s = 0; s < m->stage_count; s++)
        for (size_t i = 0; i < m->stages[s].count; i++) {
            const struct step *step = &m->stages[s].steps[i];
            struct counted_fact *facts;
            must(facts_count(wb, step, &facts, e));
            for (size_t f = 0; f < step->fact_count; f++, count++)
                call(context, &step->facts[f], &facts[f]);
            facts_free(facts, step->fact_count);
        }
    return count;
}

/* fact_fn: nothing has been done, or begun, where nobody has typed. */
static void is_not_true(void *context, const struct fact *fact, const struct counted_fact *c)
{
    (void)context;
    if (c->state == FACT_DONE || c->state == FACT_BROKEN || c->begun || strchr(c->text, '{'))
        fail_msg("%s in a new workbook: %s %s", fact->step->name, states[c->state], c->text);
}

static void none_is_true_in_a_new_workbook(void **state)
{
    char *path = fixture_new("facts-new");
    struct workbook *wb = fixture_open(path);

    (void)state;
    assert_true(each_fact(wb, is_not_true, NULL) >= 70);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* The table, and where in it one is. */
struct reading_table {
    struct csv_table table;
    size_t at, slips;
};

/* fact_fn: the row of the table is this fact. */
static void is_in_table(void *context, const struct fact *fact, const struct counted_fact *c)
{
    struct reading_table *r = context;
    size_t row = r->at++;
    const char *cells[TABLE_REASON + 1];

    for (int i = 0; i <= TABLE_REASON; i++)
        cells[i] = row < r->table.rows ? csv_table_cell(&r->table, row, i) : "";
    bool same = strcmp(cells[TABLE_STEP], fact->step->name) == 0 &&
                strcmp(cells[TABLE_TEXT], c->text) == 0 &&
                strcmp(cells[TABLE_STATE], states[c->state]) == 0;
    if (!same)
        print_error("%s,\"%s\",%s\n", fact->step->name, c->text, states[c->state]);
    if (c->state != FACT_DONE && !cells[TABLE_REASON][0])
        print_error("%s: no reason: %s\n", fact->step->name, c->text);
    r->slips +=
        !same || c->state == FACT_BROKEN || (c->state != FACT_DONE && !cells[TABLE_REASON][0]);
}

static void the_sample_makes_those_of_the_table_true(void **state)
{
    char *path = sample_new(), *bytes = NULL;
    char *file = text_format("%s/tests/data/sample-facts.csv", getenv("srcdir"));
    struct workbook *wb = fixture_open(path);
    struct reading_table r = {0};
    size_t size;

    (void)state;
    must(file_read(file, LIMIT_TEXT, &bytes, &size, e));
    must(csv_table_read(&r.table, file, bytes, size, e));
    assert_int_equal(each_fact(wb, is_in_table, &r), r.table.rows);
    assert_int_equal(r.slips, 0);
    csv_table_free(&r.table);
    workbook_close(wb);
    unlink(path);
    free(bytes);
    free(file);
    free(path);
}

/* What every fact said the first time. */
struct sayings {
    char *texts[200];
    enum fact_state states[200];
    size_t count, same;
};

/* fact_fn: keeps it. */
static void keep(void *context, const struct fact *fact, const struct counted_fact *c)
{
    struct sayings *s = context;
    (void)fact;

    assert_true(s->count < sizeof s->texts / sizeof s->texts[0]);
    s->states[s->count] = c->state;
    s->texts[s->count++] = strdup(c->text);
}

/* What the sample leaves as it is in a new workbook: two ideas of one dimension, a finding that
 * is put aside, a package of corrections. */
static void do_the_rest(struct workbook *wb)
{
    struct findings *found;

    for (int i = 0; i < 2; i++)
        free(fixture_row(wb, "gagasan", "dimensi", "GOV"));
    free(fixture_row(wb, "serah_terima", "tahap", "perbaikan"));
    must(findings_run(wb, FINDINGS_ALL, NULL, &found, e));
    assert_true(found->count > 0);
    must(finding_waive(wb, &found->list[0], "Sudah disepakati", e));
    findings_free(found);
}

/* fact_fn: it is said, or stands, otherwise than the first time. */
static void is_different(void *context, const struct fact *fact, const struct counted_fact *c)
{
    struct sayings *s = context;
    size_t i = s->count++;
    /* Nothing differs in a workbook that was never merged; test_progress and the merge say so.
     */
    bool never = strstr(fact->sql, "differences()") != NULL;

    if (strcmp(s->texts[i], c->text) != 0 || s->states[i] != c->state || never)
        return;
    print_error("%s: always the same: %s\n", fact->step->name, c->text);
    s->same++;
}

static void each_one_follows_what_is_typed(void **state)
{
    char *empty = fixture_new("facts-empty"), *full = sample_new();
    struct workbook *wb = fixture_open(empty);
    struct sayings s = {0};

    (void)state;
    each_fact(wb, keep, &s);
    workbook_close(wb);
    wb = fixture_open(full);
    do_the_rest(wb);
    s.count = 0;
    each_fact(wb, is_different, &s);
    workbook_close(wb);
    assert_int_equal(s.same, 0);
    for (size_t i = 0; i < s.count; i++)
        free(s.texts[i]);
    unlink(empty);
    unlink(full);
    free(empty);
    free(full);
}

int main(void)
{
    message_set_lang(LANG_ID);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_true_in_a_new_workbook),
        cmocka_unit_test(the_sample_makes_those_of_the_table_true),
        cmocka_unit_test(each_one_follows_what_is_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
