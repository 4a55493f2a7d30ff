/* Grids know which of their cells two people filled in differently. */
#include "tests/core/store_union.h"

#include "core/plan/grid.h"

/* Two copies of a workbook with a programme's budget; into each is written what is given. */
struct world {
    char *path, *other, *program;
    struct workbook *wb;
    struct grid *g;
};

/* The id of an amount. Caller frees. */
static char *amount_id(const struct world *w, const char *source, int year)
{
    return text_format("[\"%s\",\"%s\",%d]", w->program, source, year);
}

/* Writes one amount. */
static void amount(
    struct workbook *wb, const struct world *w, const char *source, int year, const char *text)
{
    char *uid = amount_id(w, source, year);

    fixture_set(wb, "anggaran", uid, "jumlah", text);
    free(uid);
}

/* Opens the grid at the programme's page. */
static void open_grid(struct world *w)
{
    const struct form *form = method_form(workbook_method(w->wb), "anggaran");
    const struct form *program = method_form(workbook_method(w->wb), "program");

    must(grid_open(w->wb, form, &w->g, e));
    must(grid_turn(w->g, grid_page_of_record(w->g, program, w->program), e));
}

/* What stands in both before; then what each writes into the year 2026; NULL: nothing. */
static struct world world_open(const char *name, const char *ours, const char *theirs)
{
    struct world w = {.path = fixture_new(name)};
    char *copy = text_format("%s-lain", name);

    w.wb = fixture_open(w.path);
    w.program = fixture_row(w.wb, "program", "nama", "Pasar Kakao Terbuka");
    fixture_set(w.wb, "program", w.program, "tahun", "2026-2028");
    amount(w.wb, &w, "apbd", 2026, "100 jt");
    amount(w.wb, &w, "apbd", 2027, "100 jt");
    workbook_close(w.wb);
    w.other = fixture_copy(w.path, copy);
    w.wb = fixture_open(w.other);
    if (theirs)
        amount(w.wb, &w, "apbd", 2026, theirs);
    workbook_close(w.wb);
    w.wb = fixture_open(w.path);
    if (ours)
        amount(w.wb, &w, "apbd", 2026, ours);
    workbook_close(w.wb);
    fixture_union(w.path, w.other);
    w.wb = fixture_open(w.path);
    open_grid(&w);
    free(copy);
    return w;
}

static void world_close(struct world *w)
{
    grid_close(w->g);
    workbook_close(w->wb);
    unlink(w->other);
    unlink(w->path);
    free(w->path);
    free(w->other);
    free(w->program);
}

/* The cell of a source and a year. */
static const struct grid_cell *cell_at(
    const struct world *w, const char *source, int year, size_t *row, size_t *column)
{
    char *uid = amount_id(w, source, year);

    must(grid_find(w->g, uid, NULL, row, column, e));
    free(uid);
    assert_int_not_equal(*row, GRID_NONE);
    assert_int_not_equal(*column, GRID_NONE);
    return grid_cell(w->g, *row, *column);
}

static void only_the_cell_that_differs_is_marked(void **state)
{
    struct world w = world_open("grid-differs", "250 jt", "300 jt");
    size_t row, column;

    (void)state;
    assert_true(cell_at(&w, "apbd", 2026, &row, &column)->different);
    assert_false(cell_at(&w, "apbd", 2027, &row, &column)->different);
    world_close(&w);
}

static void equal_amounts_do_not_differ(void **state)
{
    struct world w = world_open("grid-equal", "250 jt", "250 jt");
    size_t row, column;

    (void)state;
    assert_false(cell_at(&w, "apbd", 2026, &row, &column)->different);
    world_close(&w);
}

static void one_writer_does_not_differ(void **state)
{
    struct world w = world_open("grid-single", NULL, "300 jt");
    size_t row, column;

    (void)state;
    assert_false(cell_at(&w, "apbd", 2026, &row, &column)->different);
    world_close(&w);
}

static void a_cell_emptied_by_one_differs_and_is_not_empty(void **state)
{
    struct world w = world_open("grid-emptied", "", "300 jt");
    size_t row, column;
    const struct grid_cell *cell = cell_at(&w, "apbd", 2026, &row, &column);

    (void)state;
    assert_true(cell->different);
    assert_false(grid_is_empty(cell));
    world_close(&w);
}

static void filling_a_column_decides_nothing(void **state)
{
    struct world w = world_open("grid-fills", "", "300 jt");
    size_t row, column, filled;
    struct value value = value_integer(5);

    (void)state;
    cell_at(&w, "apbd", 2026, &row, &column);
    must(grid_fill(w.g, column, &value, &filled, e));
    assert_int_equal(filled, 0);
    assert_true(cell_at(&w, "apbd", 2026, &row, &column)->different);
    world_close(&w);
}

static void what_is_stored_settles_it(void **state)
{
    struct world w = world_open("grid-settles", "250 jt", "300 jt");
    size_t row, column;

    (void)state;
    cell_at(&w, "apbd", 2026, &row, &column);
    amount(w.wb, &w, "apbd", 2026, "275 jt");
    must(grid_stored(w.g, row, column, e));
    assert_false(cell_at(&w, "apbd", 2026, &row, &column)->different);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_cell_that_differs_is_marked),
        cmocka_unit_test(equal_amounts_do_not_differ),
        cmocka_unit_test(one_writer_does_not_differ),
        cmocka_unit_test(a_cell_emptied_by_one_differs_and_is_not_empty),
        cmocka_unit_test(filling_a_column_decides_nothing),
        cmocka_unit_test(what_is_stored_settles_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
