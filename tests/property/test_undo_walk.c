/* Undo and redo of changes of every kind on every form, over restarts: back to the empty
 * workbook and forth to the end it shows what it showed, and no row of the journal ever
 * changes. WALKS=N walks N times on each method. Behind that, what people rely on, case by
 * case. */
#include "core/base/settings.h"
#include "core/store/rebuild.h"
#include "core/store/trash.h"
#include "tests/core/store_fixture.h"
#include "tests/fault/cut_vfs.h"
#include "tests/property/sample_method.h"
#include "tests/property/undo_walk.h"

#define WALKS 4
#define CHANGES 40
#define SAMPLE_PATH "sample.susun"

static char *sample_new(void)
{
    struct source files;

    unlink(SAMPLE_PATH);
    must(sample_method(&files, e));
    must(workbook_new(SAMPLE_PATH, &files, "73.22", 2026, 10, &fixture_person, e));
    source_free(&files);
    return strdup(SAMPLE_PATH);
}

static char *smart_city_new(void)
{
    return fixture_new("walk");
}

/* A day: changes, now and then a bit back and a bit forth. */
static void work(struct walk *w)
{
    while (w->changed < CHANGES) {
        walk_change(w);
        if (chance_below(&w->chance, 8) == 0)
            for (size_t n = chance_below(&w->chance, 5); n > 0; n--)
                walk_undo(w);
        if (chance_below(&w->chance, 4) == 0)
            for (size_t n = chance_below(&w->chance, 4); n > 0; n--)
                walk_redo(w);
    }
    while (walk_redo(w))
        ;
}

static void assert_shows(struct walk *w, char *expected)
{
    char *now = walk_shown(w->wb);

    assert_string_equal(now, expected);
    free(now);
    free(expected);
}

static void back_and_forth(const char *path, uint64_t seed, size_t rest)
{
    struct walk w;
    bool equal = false;

    walk_begin(&w, path, seed, rest);
    char *empty = walk_shown(w.wb);
    work(&w);
    char *end = walk_shown(w.wb);
    assert_true(w.top >= 10);
    while (walk_undo(&w))
        ;
    assert_shows(&w, empty);
    while (walk_redo(&w))
        ;
    assert_shows(&w, end);
    must(rebuild_verify(w.wb, &equal, e));
    assert_true(equal);
    print_message("# walk %llu: changes %zu, in the end %zu, undone %zu, redone %zu, "
                  "reopened %zu\n",
        (unsigned long long)seed, w.changed, w.top, w.undone, w.redone, w.reopened);
    walk_end(&w);
}

/* The first walk opens the workbook anew before every step, the others now and then. */
static void walks(char *(*make)(void), uint64_t usually)
{
    const char *said = getenv("WALKS");
    uint64_t count = said ? strtoull(said, NULL, 10) : usually;

    for (uint64_t seed = 1; seed <= count; seed++) {
        char *path = make();
        back_and_forth(path, seed, seed == 1 ? 1 : 4);
        free(path);
    }
}

static void sample_goes_to_empty_and_back(void **state)
{
    (void)state;
    walks(sample_new, WALKS);
}

static void smart_city_goes_to_empty_and_back(void **state)
{
    (void)state;
    walks(smart_city_new, WALKS / 2);
}

/* Case by case ----------------------------------------------------------------------------- */

/* Undo or redo that has to find something; how many cells it changed. */
static size_t take(struct workbook *wb, bool again, enum action_kind kind)
{
    struct undo_result r;

    must(again ? redo_last(wb, &r, e) : undo_last(wb, &r, e));
    assert_true(r.done);
    assert_int_equal(r.kind, kind);
    assert_int_equal(r.kept, 0);
    size_t cells = r.cells;
    undo_result_clear(&r);
    return cells;
}

/* There is nothing to take back or to do again, and nothing is written for it. */
static void assert_nothing_to(struct workbook *wb, bool again)
{
    struct workbook_counts before, after;
    struct undo_result r;

    must(workbook_counts(wb, &before, e));
    must(again ? redo_last(wb, &r, e) : undo_last(wb, &r, e));
    assert_false(r.done);
    undo_result_clear(&r);
    must(workbook_counts(wb, &after, e));
    assert_int_equal(after.actions, before.actions);
    assert_int_equal(after.edits, before.edits);
}

static size_t rows_of(struct workbook *wb, const char *form)
{
    size_t count;

    must(rows_total(wb, fixture_form(wb, form), &count, e));
    return count;
}

static size_t trash_of(struct workbook *wb)
{
    struct trashed *list;
    size_t count;

    must(trash_list(wb, &list, &count, e));
    trash_free(list, count);
    return count;
}

static void delete_program(struct workbook *wb, const char *uid)
{
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), uid, e));
    must(action_commit(wb, e));
}

static void paste_of_many_rows_is_one_step(void **state)
{
    (void)state;
    char *path = fixture_new("paste"), uid[64], name[24];
    struct workbook *wb = fixture_open(path);

    must(action_begin(wb, ACTION_PASTE, e));
    for (int i = 0; i < 25; i++) {
        snprintf(name, sizeof name, "Program %d", i);
        must(action_create(wb, fixture_form(wb, "program"), NULL, NULL, uid, e));
        fixture_type(wb, "program", uid, "nama", name);
        fixture_type(wb, "program", uid, "sub_dimensi", i % 2 ? "GOV1" : "ECO2");
    }
    must(action_commit(wb, e));
    assert_int_equal(rows_of(wb, "program"), 25);
    assert_true(take(wb, false, ACTION_PASTE) >= 75);
    assert_int_equal(rows_of(wb, "program"), 0);
    assert_nothing_to(wb, false);
    take(wb, true, ACTION_PASTE);
    assert_int_equal(rows_of(wb, "program"), 25);
    assert_cell(wb, "program", uid, "nama", "Program 24");
    workbook_close(wb);
    free(path);
}

static void undone_delete_brings_the_row_back_whole(void **state)
{
    (void)state;
    char *path = fixture_new("delete");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Lampu jalan");

    fixture_set(wb, "program", p, "sub_dimensi", "ENV3");
    fixture_set(wb, "program", p, "perkiraan_biaya", "kira-kira");
    char *before = walk_shown(wb);
    delete_program(wb, p);
    assert_int_equal(rows_of(wb, "program"), 0);
    assert_int_equal(trash_of(wb), 1);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_int_equal(take(wb, false, ACTION_DELETE), 1);
    char *after = walk_shown(wb);
    assert_string_equal(after, before);
    assert_int_equal(trash_of(wb), 0);
    workbook_close(wb);
    free(before), free(after), free(p), free(path);
}

static void undone_creation_is_no_trash(void **state)
{
    (void)state;
    char *path = fixture_new("create");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Lampu jalan");

    take(wb, false, ACTION_EDIT);
    assert_false(record_exists(wb, fixture_form(wb, "program"), p));
    assert_int_equal(trash_of(wb), 0);
    workbook_close(wb);
    free(p), free(path);
}

static void new_change_clears_redo(void **state)
{
    (void)state;
    char *path = fixture_new("clear");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "A");

    fixture_set(wb, "program", p, "nama", "B");
    take(wb, false, ACTION_EDIT);
    assert_cell(wb, "program", p, "nama", "A");
    fixture_set(wb, "program", p, "nama", "C");
    assert_nothing_to(wb, true);
    assert_cell(wb, "program", p, "nama", "C");
    take(wb, false, ACTION_EDIT);
    assert_cell(wb, "program", p, "nama", "A");
    take(wb, true, ACTION_EDIT);
    assert_cell(wb, "program", p, "nama", "C");
    assert_nothing_to(wb, true);
    workbook_close(wb);
    free(p), free(path);
}

static void undo_stops_at_new(void **state)
{
    (void)state;
    char *path = fixture_new("stops");
    struct workbook *wb = fixture_open(path);
    struct plan_years plan;

    assert_nothing_to(wb, false);
    fixture_set(wb, "visi", "visi", "rumusan", "Maju");
    take(wb, false, ACTION_EDIT);
    for (int i = 0; i < 3; i++)
        assert_nothing_to(wb, false);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_nothing_to(wb, false);
    must(workbook_plan(wb, &plan, e));
    assert_string_equal(plan.region, "73.22");
    assert_int_equal(plan.from, 2026);
    workbook_close(wb);
    free(path);
}

static void code_and_dimension_come_back_with_redo(void **state)
{
    (void)state;
    char *path = fixture_new("code");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Lampu jalan");

    assert_code(wb, "program", p, "");
    fixture_set(wb, "program", p, "sub_dimensi", "GOV1");
    assert_code(wb, "program", p, "GOV-P01");
    assert_cell(wb, "program", p, "dimensi", "Smart Governance");
    take(wb, false, ACTION_EDIT);
    assert_code(wb, "program", p, "");
    assert_cell(wb, "program", p, "dimensi", "");
    workbook_close(wb);
    wb = fixture_open(path);
    take(wb, true, ACTION_EDIT);
    assert_code(wb, "program", p, "GOV-P01");
    assert_cell(wb, "program", p, "dimensi", "Smart Governance");
    workbook_close(wb);
    free(p), free(path);
}

/* Closes the workbook and opens it on the laptop of this name. */
static void go_to(struct workbook **wb, const char *path, const char *laptop)
{
    const char *folder = getenv("TMPDIR");
    char *home = text_format("%s/%s", folder ? folder : "/tmp", laptop);
    char *id = text_format("00000000-0000-4000-8000-%012zu", strlen(laptop));

    workbook_close(*wb);
    assert_non_null(home);
    assert_non_null(id);
    setenv("XDG_STATE_HOME", home, 1);
    must(settings_set("installation", "id", id, e));
    *wb = fixture_open(path);
    free(home), free(id);
}

static void cell_of_another_laptop_is_kept_and_named(void **state)
{
    (void)state;
    char *path = fixture_new("laptops");
    struct workbook *wb = NULL;
    struct undo_result r;

    go_to(&wb, path, "one");
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    must(action_begin(wb, ACTION_PASTE, e));
    fixture_type(wb, "program", p, "nama", "Lampu jalan");
    fixture_type(wb, "program", p, "lokasi", "Masamba");
    must(action_commit(wb, e));
    go_to(&wb, path, "another");
    assert_nothing_to(wb, false); /* all of it was done elsewhere */
    fixture_set(wb, "program", p, "nama", "Lampu tenaga surya");
    go_to(&wb, path, "one");
    must(undo_last(wb, &r, e));
    assert_true(r.done);
    assert_int_equal(r.cells, 1);
    assert_int_equal(r.kept, 1);
    assert_string_equal(r.kept_cell, "GOV-P01 Nama program");
    undo_result_clear(&r);
    assert_cell(wb, "program", p, "nama", "Lampu tenaga surya");
    assert_cell(wb, "program", p, "lokasi", "");
    assert_int_equal(take(wb, true, ACTION_PASTE), 1);
    assert_cell(wb, "program", p, "nama", "Lampu tenaga surya");
    assert_cell(wb, "program", p, "lokasi", "Masamba");
    workbook_close(wb);
    free(p), free(path);
}

static void row_deleted_elsewhere_stays_deleted(void **state)
{
    (void)state;
    char *path = fixture_new("elsewhere");
    struct workbook *wb = NULL;
    struct undo_result r;

    go_to(&wb, path, "one");
    char *p = fixture_row(wb, "program", "nama", "Lampu jalan");
    fixture_set(wb, "program", p, "lokasi", "Masamba");
    go_to(&wb, path, "another");
    delete_program(wb, p);
    go_to(&wb, path, "one");
    must(undo_last(wb, &r, e));
    assert_true(r.done);
    assert_int_equal(r.cells, 0);
    assert_int_equal(r.kept, 1);
    assert_non_null(strstr(r.kept_cell, "Lokasi"));
    undo_result_clear(&r);
    assert_false(record_exists(wb, fixture_form(wb, "program"), p));
    workbook_close(wb);
    free(p), free(path);
}

static int begin(void **state)
{
    (void)state;
    cut_register(); /* no real syncs: this is about what is written, not when */
    workbook_use_vfs("cut");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_goes_to_empty_and_back),
        cmocka_unit_test(smart_city_goes_to_empty_and_back),
        cmocka_unit_test(paste_of_many_rows_is_one_step),
        cmocka_unit_test(undone_delete_brings_the_row_back_whole),
        cmocka_unit_test(undone_creation_is_no_trash),
        cmocka_unit_test(new_change_clears_redo),
        cmocka_unit_test(undo_stops_at_new),
        cmocka_unit_test(code_and_dimension_come_back_with_redo),
        cmocka_unit_test(cell_of_another_laptop_is_kept_and_named),
        cmocka_unit_test(row_deleted_elsewhere_stays_deleted),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}
