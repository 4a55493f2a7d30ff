/* Keyed forms as grids: which rows, columns and pages there are, their cells and totals. */
#include "tests/core/store_fixture.h"

#include "core/plan/grid.h"

/* A workbook with two programmes of one dimension and one of another. */
struct world {
    char *path;
    struct workbook *wb;
    char *market, *seed, *signal;
};

/* Sets cells of a row: field, text, field, text ... in one action. */
static void set_all(
    struct workbook *wb, const char *form, const char *uid, const char *const *cells)
{
    must(action_begin(wb, ACTION_EDIT, e));
    for (; *cells; cells += 2)
        fixture_type(wb, form, uid, cells[0], cells[1]);
    must(action_commit(wb, e));
}

/* One amount of a programme's budget. */
static void budget(
    struct world *w, const char *program, const char *source, int year, const char *amount)
{
    char *uid = text_format("[\"%s\",\"%s\",%d]", program, source, year);

    fixture_set(w->wb, "anggaran", uid, "jumlah", amount);
    free(uid);
}

static struct world world_open(const char *name)
{
    struct world w = {.path = fixture_new(name)};

    w.wb = fixture_open(w.path);
    w.market = fixture_row(w.wb, "program", "nama", "Pasar Kakao Terbuka");
    set_all(w.wb, "program", w.market,
        (const char *const[]){
            "sub_dimensi", "ECO1", "tahun", "2026-2028", "perkiraan_biaya", "1,5 M", NULL});
    w.seed = fixture_row(w.wb, "program", "nama", "Bibit Unggul");
    set_all(w.wb, "program", w.seed,
        (const char *const[]){"sub_dimensi", "ECO2", "sumber_biaya", "CSR/TJSL; Hibah", NULL});
    w.signal = fixture_row(w.wb, "program", "nama", "Sinyal untuk Semua Desa");
    set_all(w.wb, "program", w.signal,
        (const char *const[]){"sub_dimensi", "GOV1", "tahun", "2027", NULL});
    budget(&w, w.market, "apbd", 2026, "250 jt");
    budget(&w, w.market, "apbd", 2027, "500 jt");
    budget(&w, w.market, "apbd", 2028, "450 jt");
    budget(&w, w.market, "csr", 2026, "50 jt");
    budget(&w, w.market, "csr", 2027, "100 jt");
    budget(&w, w.market, "csr", 2028, "100 jt");
    budget(&w, w.seed, "apbd", 2026, "1600000001");
    budget(&w, w.signal, "apbd", 2027, "9 M");
    return w;
}

static void world_close(struct world *w)
{
    workbook_close(w->wb);
    unlink(w->path);
    free(w->path);
    free(w->market);
    free(w->seed);
    free(w->signal);
}

static struct grid *opened(struct workbook *wb, const char *form)
{
    struct grid *g = NULL;

    must(grid_open(wb, fixture_form(wb, form), &g, e));
    return g;
}

/* Turns to the page of a record. */
static void turn_to(struct grid *g, const char *form, const char *uid)
{
    size_t page = grid_page_of_record(g, fixture_form(g->wb, form), uid);

    assert_true(page != GRID_NONE);
    must(grid_turn(g, page, e));
}

/* The row or column of a key by its label. */
static size_t named(struct grid *g, struct grid_axis *axis, const char *label)
{
    for (size_t i = 0; i < axis->count; i++)
        if (strcmp(grid_label(g, axis->field, &axis->keys[i]), label) == 0)
            return i;
    fail_msg("no %s", label);
    return 0;
}

static void assert_labels(struct grid *g, struct grid_axis *axis, const char *expected)
{
    char *all = strdup("");

    for (size_t i = 0; i < axis->count; i++) {
        char *longer = text_format("%s%s%s%s", all, i ? " " : "",
            grid_label(g, axis->field, &axis->keys[i]), axis->keys[i].asked ? "" : "!");
        free(all);
        all = longer;
    }
    assert_string_equal(all, expected);
    free(all);
}

static void assert_total(const struct value *v, int64_t expected)
{
    assert_int_equal(v->kind, VALUE_INTEGER);
    assert_true(v->integer == expected);
}

static void only_keyed_forms_of_view_grid_are_grids(void **state)
{
    struct world w = world_open("grid-is");

    (void)state;
    assert_true(grid_is(fixture_form(w.wb, "anggaran")));
    assert_true(grid_is(fixture_form(w.wb, "realisasi")));
    assert_false(grid_is(fixture_form(w.wb, "program")));
    world_close(&w);
}

static void years_are_those_of_the_page(void **state)
{
    struct world w = world_open("grid-years");
    struct grid *g = opened(w.wb, "anggaran");

    (void)state;
    assert_int_equal(g->pages.count, 3);
    turn_to(g, "program", w.market);
    assert_labels(g, &g->across, "2026 2027 2028");
    turn_to(g, "program", w.signal);
    assert_labels(g, &g->across, "2027");
    turn_to(g, "program", w.seed); /* without a period: the plan's */
    assert_int_equal(g->across.count, 10);
    budget(&w, w.market, "apbd", 2031, "1 jt"); /* outside, but nothing is hidden */
    turn_to(g, "program", w.market);
    assert_labels(g, &g->across, "2026 2027 2028 2031!");
    grid_close(g);
    world_close(&w);
}

static void only_sources_in_use_are_rows(void **state)
{
    struct world w = world_open("grid-rows");
    struct grid *g = opened(w.wb, "anggaran");
    const struct value other = {.kind = VALUE_TEXT, .text = (char *)"blud"};
    size_t row = 0;

    (void)state;
    turn_to(g, "program", w.market);
    assert_labels(g, &g->rows, "APBD kabupaten/kota! CSR/TJSL!");
    must(grid_add_row(g, &other, &row, e));
    assert_int_equal(row, 1); /* in the order of the list */
    assert_labels(g, &g->rows, "APBD kabupaten/kota! BLUD CSR/TJSL!");
    turn_to(g, "program", w.seed); /* what the programme names itself comes too */
    assert_labels(g, &g->rows, "APBD kabupaten/kota! CSR/TJSL Hibah");
    grid_close(g);
    world_close(&w);
}

static void a_fresh_page_begins_with_the_rows_of_the_page_before(void **state)
{
    struct world w = world_open("grid-fresh");
    char *fresh = fixture_row(w.wb, "program", "nama", "Baru");
    struct grid *g = opened(w.wb, "anggaran");

    (void)state;
    turn_to(g, "program", fresh);
    turn_to(g, "program", w.market);
    turn_to(g, "program", fresh);
    assert_labels(g, &g->rows, "APBD kabupaten/kota CSR/TJSL");
    grid_close(g);
    free(fresh);
    world_close(&w);
}

static void totals_are_exact(void **state)
{
    struct world w = world_open("grid-totals");
    struct grid *g = opened(w.wb, "anggaran");

    (void)state;
    turn_to(g, "program", w.market);
    must(grid_sum(g, e));
    assert_total(&g->sums.columns[0], 300000000);
    assert_total(&g->sums.columns[1], 600000000);
    assert_total(&g->sums.columns[2], 550000000);
    assert_total(&g->sums.rows[0], 1200000000);
    assert_total(&g->sums.rows[1], 250000000);
    assert_total(&g->sums.all, 1450000000);
    assert_string_equal(g->sums.estimate_field->name, "perkiraan_biaya");
    assert_total(&g->sums.estimate, 1500000000);
    grid_close(g);
    world_close(&w);
}

static void the_dimension_of_the_page_is_added_up(void **state)
{
    struct world w = world_open("grid-dimension");
    struct grid *g = opened(w.wb, "anggaran");

    (void)state;
    turn_to(g, "program", w.market);
    must(grid_sum(g, e));
    assert_string_equal(g->sums.dimension, "Smart Economy");
    assert_total(&g->sums.of_dimension[0], 1900000001);
    assert_total(&g->sums.of_dimension[1], 600000000);
    assert_total(&g->sums.of_dimension[2], 550000000);
    assert_total(&g->sums.dimension_all, 3050000001);
    grid_close(g);
    world_close(&w);
}

static void what_is_not_understood_is_in_no_total(void **state)
{
    struct world w = world_open("grid-unread");
    struct grid *g = NULL;

    (void)state;
    budget(&w, w.market, "hibah", 2027, "2 M / 3 M");
    g = opened(w.wb, "anggaran");
    turn_to(g, "program", w.market);
    must(grid_sum(g, e));
    size_t row = named(g, &g->rows, "Hibah");
    assert_string_equal(grid_cell(g, row, 1)->typed, "2 M / 3 M");
    assert_int_equal(grid_cell(g, row, 1)->value.kind, VALUE_NULL);
    assert_int_equal(g->sums.unread, 1);
    assert_total(&g->sums.columns[1], 600000000);
    assert_int_equal(g->sums.rows[row].kind, VALUE_NULL);
    grid_close(g);
    world_close(&w);
}

static void a_total_that_does_not_fit_is_left_out(void **state)
{
    struct world w = world_open("grid-large");
    struct grid *g = NULL;

    (void)state;
    budget(&w, w.signal, "apbd", 2027, "9000000000000000000");
    budget(&w, w.signal, "csr", 2027, "9000000000000000000");
    g = opened(w.wb, "anggaran");
    turn_to(g, "program", w.signal);
    must(grid_sum(g, e));
    assert_true(g->sums.too_large);
    assert_int_equal(g->sums.columns[0].kind, VALUE_NULL);
    assert_total(&g->sums.rows[0], INT64_C(9000000000000000000));
    grid_close(g);
    world_close(&w);
}

/* A meeting of two days with three people. */
static struct grid *attendance(struct workbook *wb, char **meeting)
{
    static const char *const names[] = {"Camat", "Lurah", "Sekda"};

    for (size_t i = 0; i < 3; i++)
        free(fixture_row(wb, "peserta", "nama", names[i]));
    *meeting = fixture_row(wb, "pertemuan", "judul", "Bimtek I");
    fixture_set(wb, "pertemuan", *meeting, "hari", "2");
    struct grid *g = opened(wb, "kehadiran");
    turn_to(g, "pertemuan", *meeting);
    return g;
}

static void days_are_those_of_the_meeting(void **state)
{
    struct world w = world_open("grid-days");
    char *meeting = NULL;
    struct grid *g = attendance(w.wb, &meeting);

    (void)state;
    assert_labels(g, &g->across, "1 2");
    assert_labels(g, &g->rows, "Camat Lurah Sekda");
    fixture_set(w.wb, "pertemuan", meeting, "hari", "");
    must(grid_refresh(g, e));
    assert_labels(g, &g->across, "1 2 3 4");
    grid_close(g);
    free(meeting);
    world_close(&w);
}

static void filling_a_column_is_one_undo_and_spares_what_is_there(void **state)
{
    struct world w = world_open("grid-fill");
    char *meeting = NULL;
    struct grid *g = attendance(w.wb, &meeting);
    const struct value present = {.kind = VALUE_TEXT, .text = (char *)"hadir"};
    struct undo_result undone = {0};
    size_t filled = 0;

    (void)state;
    char *uid = grid_uid(g, 1, 0);
    fixture_set(w.wb, "kehadiran", uid, "hadir", "i");
    must(grid_refresh(g, e));
    must(grid_fill(g, 0, &present, &filled, e));
    assert_int_equal(filled, 2);
    assert_string_equal(grid_cell(g, 0, 0)->value.text, "hadir");
    assert_string_equal(grid_cell(g, 1, 0)->value.text, "izin");
    assert_int_equal(grid_cell(g, 0, 1)->value.kind, VALUE_NULL);
    must(grid_sum(g, e));
    assert_total(&g->sums.columns[0], 3);
    must(undo_last(w.wb, &undone, e));
    assert_int_equal(undone.cells, 2);
    undo_result_clear(&undone);
    must(grid_refresh(g, e));
    assert_int_equal(grid_cell(g, 0, 0)->value.kind, VALUE_NULL);
    assert_string_equal(grid_cell(g, 1, 0)->value.text, "izin");
    free(uid);
    grid_close(g);
    free(meeting);
    world_close(&w);
}

static void emptying_a_row_is_one_undo(void **state)
{
    struct world w = world_open("grid-empty");
    struct grid *g = opened(w.wb, "anggaran");
    struct undo_result undone = {0};
    size_t emptied = 0;

    (void)state;
    turn_to(g, "program", w.market);
    must(grid_empty_row(g, 1, &emptied, e));
    assert_int_equal(emptied, 3);
    assert_labels(g, &g->rows, "APBD kabupaten/kota!");
    must(undo_last(w.wb, &undone, e));
    undo_result_clear(&undone);
    must(grid_refresh(g, e));
    assert_labels(g, &g->rows, "APBD kabupaten/kota! CSR/TJSL!");
    grid_close(g);
    world_close(&w);
}

/* The page is the last of three keys: its cells are found one by one. */
static void scores_are_asked_for_the_short_list_only(void **state)
{
    struct world w = world_open("grid-scores");
    char *one = fixture_row(w.wb, "quick_win", "nama", "Satu");
    char *two = fixture_row(w.wb, "quick_win", "nama", "Dua");
    char *group = fixture_row(w.wb, "kelompok", "nama", "Kelompok 1");
    char *uid = text_format("[\"%s\",\"dampak\",\"%s\"]", two, group);

    (void)state;
    fixture_set(w.wb, "quick_win", one, "keadaan", "Daftar pendek");
    struct grid *g = opened(w.wb, "penilaian");
    assert_int_equal(g->rows.count, 1);
    assert_string_equal(g->rows.keys[0].value.text, one);
    assert_int_equal(g->column_count, 4);
    fixture_set(w.wb, "penilaian", uid, "nilai", "3");
    must(grid_refresh(g, e));
    assert_int_equal(g->rows.count, 2);
    assert_true(g->rows.keys[0].asked);
    assert_false(g->rows.keys[1].asked);
    assert_true(grid_cell(g, 1, 0)->value.integer == 3);
    must(grid_sum(g, e));
    assert_total(&g->sums.all, 3);
    size_t row, column;
    must(grid_find(g, uid, "nilai", &row, &column, e));
    assert_int_equal(row, 1);
    assert_int_equal(column, 0);
    size_t page = GRID_NONE;
    must(grid_page_of(g, uid, &page, e));
    assert_int_equal(page, 0);
    grid_close(g);
    free(uid);
    free(one);
    free(two);
    free(group);
    world_close(&w);
}

static void without_a_key_across_the_fields_are_the_columns(void **state)
{
    struct world w = world_open("grid-fields");
    struct grid *g = opened(w.wb, "realisasi");

    (void)state;
    assert_int_equal(g->pages.count, 10);
    assert_int_equal(g->column_count, 4);
    assert_int_equal(g->rows.count, 3);
    char *uid = grid_uid(g, 0, 2);
    fixture_set(w.wb, "realisasi", uid, "biaya", "3 jt");
    must(grid_stored(g, 0, 2, e));
    must(grid_sum(g, e));
    assert_null(g->sums.rows);
    assert_int_equal(g->sums.columns[1].kind, VALUE_NULL);
    assert_total(&g->sums.columns[2], 3000000);
    free(uid);
    grid_close(g);
    world_close(&w);
}

static void every_grid_of_the_method_opens(void **state)
{
    struct world w = world_open("grid-every");
    const struct method *m = workbook_method(w.wb);
    size_t grids = 0;

    (void)state;
    for (size_t i = 0; i < m->form_count; i++) {
        struct grid *g = NULL;
        if (!grid_is(&m->forms[i]))
            continue;
        must(grid_open(w.wb, &m->forms[i], &g, e));
        must(grid_sum(g, e));
        grids++;
        grid_close(g);
    }
    assert_int_equal(grids, 9);
    world_close(&w);
}

/* Steps of SQLite's machine, which say what a page costs on any laptop. */
static int64_t steps;
static int count_steps(void *context)
{
    (void)context;
    steps += 10;
    return 0;
}

static void a_page_costs_no_more_in_a_full_table(void **state)
{
    struct world w = world_open("grid-cost");
    struct grid *g = opened(w.wb, "anggaran");
    int64_t few;

    (void)state;
    turn_to(g, "program", w.seed); /* so that the page is read anew below */
    sqlite3_progress_handler(db_handle(workbook_db(w.wb)), 10, count_steps, NULL);
    steps = 0;
    turn_to(g, "program", w.market);
    must(grid_sum(g, e));
    few = steps;
    sqlite3_progress_handler(db_handle(workbook_db(w.wb)), 0, NULL, NULL);
    must(action_begin(w.wb, ACTION_IMPORT, e));
    for (int i = 0; i < 1000; i++) {
        char *uid = text_format("[\"%s\",\"x%d\",2027]", w.signal, i);
        fixture_type(w.wb, "anggaran", uid, "jumlah", "1 jt");
        free(uid);
    }
    must(action_commit(w.wb, e));
    turn_to(g, "program", w.seed);
    sqlite3_progress_handler(db_handle(workbook_db(w.wb)), 10, count_steps, NULL);
    steps = 0;
    turn_to(g, "program", w.market);
    must(grid_sum(g, e));
    assert_true(steps <= few + few / 4 + 100);
    sqlite3_progress_handler(db_handle(workbook_db(w.wb)), 0, NULL, NULL);
    grid_close(g);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_keyed_forms_of_view_grid_are_grids),
        cmocka_unit_test(years_are_those_of_the_page),
        cmocka_unit_test(only_sources_in_use_are_rows),
        cmocka_unit_test(a_fresh_page_begins_with_the_rows_of_the_page_before),
        cmocka_unit_test(totals_are_exact),
        cmocka_unit_test(the_dimension_of_the_page_is_added_up),
        cmocka_unit_test(what_is_not_understood_is_in_no_total),
        cmocka_unit_test(a_total_that_does_not_fit_is_left_out),
        cmocka_unit_test(days_are_those_of_the_meeting),
        cmocka_unit_test(filling_a_column_is_one_undo_and_spares_what_is_there),
        cmocka_unit_test(emptying_a_row_is_one_undo),
        cmocka_unit_test(scores_are_asked_for_the_short_list_only),
        cmocka_unit_test(without_a_key_across_the_fields_are_the_columns),
        cmocka_unit_test(every_grid_of_the_method_opens),
        cmocka_unit_test(a_page_costs_no_more_in_a_full_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
