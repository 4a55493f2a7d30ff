/* The practice file: its tasks are open when it is new, each is ticked by its own deed and by
 * no other, and no plan ever takes it in. */
#include "tests/core/exchange_fixture.h"

#include "core/base/builtin.h"
#include "core/exchange/copies.h"
#include "core/exchange/sample.h"
#include "core/exchange/swap.h"
#include "core/method/tasks.h"
#include "core/plan/practice.h"
#include "core/store/carry.h"
#include "core/store/merge.h"
#include "core/store/salvage.h"
#include "core/store/trash.h"

#define TASKS 6

/* Where a file of the test lies, with nothing there; the caller's. */
static char *place(const char *name)
{
    char *path = fixture_folder(name);

    unlink(path);
    return path;
}

/* A fresh practice file; the path is the caller's. */
static char *practice_file(const char *name)
{
    char *path = place(name);

    must(sample_make_practice(path, e));
    return path;
}

/* What mends a mistake of the sample, or adds a row. */
static void import(struct workbook *wb, const char *form, const char *csv)
{
    struct told told;

    must(fixture_import(wb, form, csv, NULL, &told, e));
    assert_string_equal(told.notes, "");
}

static void fill_in(struct workbook *wb)
{
    import(wb, "indikator", "kode,awal\nECO-IK01,9\n");
}

static void add_a_row(struct workbook *wb)
{
    char *uid = fixture_row(wb, "gagasan", "judul", "Pasar kakao tiap Jumat");

    fixture_set(wb, "gagasan", uid, "dimensi", "ECO");
    free(uid);
}

static void mend_the_zeros(struct workbook *wb)
{
    import(wb, "anggaran", "program,sumber,tahun,jumlah\nBRA-P01,apbd,2027,340 jt\n");
}

static void mend_the_years(struct workbook *wb)
{
    import(wb, "program", "kode,tahun\nLIV-P02,2027-2035\n");
}

static void fill_the_grid(struct workbook *wb)
{
    import(wb, "anggaran",
        "program,sumber,tahun,jumlah\nSOC-P02,apbd,2029,150 jt\nSOC-P02,apbd,2030,0\n");
}

static void bring_back(struct workbook *wb)
{
    struct trashed *rows;
    size_t count;

    must(trash_list(wb, &rows, &count, e));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].code, "ECO-MT01");
    must(action_begin(wb, ACTION_RESTORE, e));
    must(action_restore(wb, rows[0].form, rows[0].uid, e));
    must(action_commit(wb, e));
    trash_free(rows, count);
}

/* In the order of the tasks. */
static void (*const deeds[TASKS])(struct workbook *wb) = {
    fill_in, add_a_row, mend_the_zeros, mend_the_years, fill_the_grid, bring_back};

static struct practice *tasks_of(struct workbook *wb)
{
    struct practice *p;

    must(practice_open(&p, wb, e));
    assert_non_null(p);
    assert_int_equal(practice_total(p), TASKS);
    return p;
}

/* Those done are these, one letter each: "..x...". */
static void assert_done(const struct practice *p, const char *expected)
{
    char done[TASKS + 1] = "";

    for (size_t i = 0; i < TASKS; i++)
        done[i] = practice_is_done(p, i) ? 'x' : '.';
    assert_string_equal(done, expected);
}

static void each_deed_ticks_its_own_task(void **state)
{
    (void)state;
    for (size_t i = 0; i < TASKS; i++) {
        char *path = practice_file("one.susun"), expected[] = "......";
        struct workbook *wb = fixture_open(path);
        struct practice *p = tasks_of(wb);
        size_t ticked;

        assert_done(p, expected);
        assert_int_equal(practice_next(p), 0);
        deeds[i](wb);
        must(practice_count(p, &ticked, e));
        assert_int_equal(ticked, i);
        expected[i] = 'x';
        assert_done(p, expected);
        assert_int_equal(practice_finished(p), 1);
        must(practice_count(p, &ticked, e)); /* told once */
        assert_int_equal(ticked, TASKS);
        practice_free(p);
        workbook_close(wb);
        unlink(path);
        free(path);
    }
}

/* All but one: that one stays open, whatever else is done. */
static void no_other_deeds_tick_a_task(void **state)
{
    (void)state;
    for (size_t left = 0; left < TASKS; left++) {
        char *path = practice_file("others.susun"), expected[] = "xxxxxx";
        struct workbook *wb = fixture_open(path);
        struct practice *p = tasks_of(wb);

        for (size_t i = 0; i < TASKS; i++)
            if (i != left)
                deeds[i](wb);
        must(practice_count(p, NULL, e));
        expected[left] = '.';
        assert_done(p, expected);
        assert_int_equal(practice_next(p), left);
        practice_free(p);
        workbook_close(wb);
        unlink(path);
        free(path);
    }
}

/* Half of a deed is none, and what is undone is not done any more. */
static void ticks_follow_the_file(void **state)
{
    char *path = practice_file("file.susun");
    struct workbook *wb = fixture_open(path);
    struct practice *p = tasks_of(wb);
    struct undo_result undone;

    (void)state;
    free(fixture_row(wb, "gagasan", NULL, NULL));
    import(wb, "anggaran", "program,sumber,tahun,jumlah\nSOC-P02,apbd,2029,150 jt\n");
    import(wb, "anggaran", "program,sumber,tahun,jumlah\nBRA-P01,apbd,2027,3400000000\n");
    must(practice_count(p, NULL, e));
    assert_done(p, "......");
    mend_the_years(wb);
    must(practice_count(p, NULL, e));
    assert_done(p, "...x..");
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    must(practice_count(p, NULL, e));
    assert_done(p, "......");
    fill_in(wb);
    practice_free(p);
    workbook_close(wb);

    wb = fixture_open(path);
    p = tasks_of(wb);
    assert_done(p, "x.....");
    practice_free(p);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void only_practice_files_have_tasks(void **state)
{
    char *path = fixture_new("plan");
    struct workbook *wb = fixture_open(path);
    struct practice *p;

    (void)state;
    must(practice_open(&p, wb, e));
    assert_null(p);
    assert_false(workbook_practice(wb));
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* Neither takes the other in, also where a workbook begun separately would be. */
static void assert_apart(struct workbook *wb, const char *other, const char *says)
{
    const struct merge_options adopting = {.adopt = true};
    struct merge_report report;
    struct error e = {0};

    assert_int_equal(merge_files(wb, &other, 1, &adopting, &report, NULL, &e), STATUS_DATA);
    assert_non_null(strstr(error_text(&e), says));
    error_clear(&e);
    merge_reports_clear(&report, 1);
}

static void no_plan_takes_it_in(void **state)
{
    char *path = practice_file("practice.susun"), *plan = fixture_new("plan-beside");
    char *copy = place("group.susun"), *whole = place("whole.susun");
    struct workbook *wb = fixture_open(path), *real = fixture_open(plan), *b;

    (void)state;
    must(carry_copy(wb, 3, copy, e));
    must(carry_workbook(wb, whole, e));
    workbook_close(wb);
    assert_apart(real, path, "latihan");
    assert_apart(real, copy, "latihan");
    assert_apart(real, whole, "latihan");
    workbook_close(real);
    wb = fixture_open(path);
    assert_apart(wb, plan, "latihan");
    b = fixture_open(copy);
    assert_true(workbook_practice(b));
    workbook_close(b);
    workbook_close(wb);
    unlink(path);
    unlink(plan);
    unlink(copy);
    unlink(whole);
    free(path);
    free(plan);
    free(copy);
    free(whole);
}

static void it_is_given_to_nobody(void **state)
{
    char *path = practice_file("given.susun");
    struct workbook *wb = fixture_open(path);
    struct group_copy *copies;
    struct swap swap = {0};
    struct error why = {0};
    size_t count;

    (void)state;
    assert_int_equal(swap_find(wb, &swap, &why), STATUS_USAGE);
    assert_non_null(strstr(error_text(&why), "latihan"));
    error_clear(&why);
    swap_clear(&swap);
    assert_int_equal(copies_plan(wb, "/tmp", &copies, &count, &why), STATUS_USAGE);
    assert_non_null(strstr(error_text(&why), "latihan"));
    error_clear(&why);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* Undo takes back what was practised and leaves the sample as it was made. */
static void undo_stops_where_it_began(void **state)
{
    char *path = practice_file("undo.susun");
    struct workbook *wb = fixture_open(path);
    struct undo_result r = {0};

    (void)state;
    fill_in(wb);
    must(undo_last(wb, &r, e));
    assert_null(r.mark);
    undo_result_clear(&r);
    must(undo_last(wb, &r, e));
    assert_non_null(r.mark);
    undo_result_clear(&r);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* What was saved from a damaged one is for practice too. */
static void it_stays_one_when_it_is_saved(void **state)
{
    char *path = practice_file("hurt.susun"), *to = place("saved.susun");
    struct salvage_report report;
    struct source method;

    (void)state;
    must(source_builtin(&method, "smart-city", e));
    must(salvage_make(path, to, &method, NULL, NULL, &report, e));
    source_free(&method);
    struct workbook *wb = fixture_open(to);
    assert_true(workbook_practice(wb));
    workbook_close(wb);
    unlink(path);
    unlink(to);
    free(path);
    free(to);
}

/* mistake_fn: keeps the first. */
static void keep(void *context, const char *file, size_t line, size_t column, const char *text)
{
    char *first = context;

    if (first[0] == '\0')
        snprintf(first, 300, "%s:%zu:%zu: %s", file, line, column, text);
}

/* The shipped tasks with one thing changed are told by their place. */
static void slips_are_told(void **state)
{
    static const struct {
        const char *from, *to, *where;
    } slips[] = {
        {"number,", "nomor,", "practice.csv:1:1"},
        {"\n2,", "\n3,", "practice.csv:3:1"},
        {"Isi kondisi awal", "Isi {Kondisi} awal", "practice.csv:2:2"},
        {"Isi kondisi awal", "Isi kondisi awal yang masih saja kosong", "practice.csv:2:2"},
        {"SELECT awal", "SELECT 1; SELECT awal", "practice.csv:2:8"},
    };
    const struct builtin *file = builtin_find("sample/practice.csv");

    (void)state;
    assert_non_null(file);
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        const char *text = (const char *)file->bytes, *at = strstr(text, slips[i].from);
        assert_non_null(at);
        char *changed = text_format(
            "%.*s%s%s", (int)(at - text), text, slips[i].to, at + strlen(slips[i].from));
        char first[300] = "";
        struct source source;
        struct tasks *tasks;
        struct error why = {0};
        must(source_begin(&source, "uji", e));
        must(source_add(&source, TASKS_FILE, changed, strlen(changed), e));
        assert_int_equal(tasks_load(&tasks, &source, keep, first, &why), STATUS_DATA);
        assert_null(tasks);
        if (strncmp(first, slips[i].where, strlen(slips[i].where)) != 0)
            fail_msg("%s, not %s", first, slips[i].where);
        error_clear(&why);
        source_free(&source);
        free(changed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_deed_ticks_its_own_task),
        cmocka_unit_test(no_other_deeds_tick_a_task),
        cmocka_unit_test(ticks_follow_the_file),
        cmocka_unit_test(only_practice_files_have_tasks),
        cmocka_unit_test(no_plan_takes_it_in),
        cmocka_unit_test(it_is_given_to_nobody),
        cmocka_unit_test(undo_stops_where_it_began),
        cmocka_unit_test(it_stays_one_when_it_is_saved),
        cmocka_unit_test(slips_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
