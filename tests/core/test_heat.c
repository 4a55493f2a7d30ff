/* The heat map: what each dimension has, and which rows a cell counts. */
#include "tests/core/store_fixture.h"

#include "core/plan/heat.h"

enum { PROBLEM, STRATEGY, PROGRAMME, INDICATOR, COST, QUICK_WIN, ACTION };

/* Counts, and gives a cell of a dimension. */
static int64_t counted(struct heat *h, const char *dimension, size_t column)
{
    size_t row = 0;

    must(heat_count(h, e));
    while (row < h->list->count && strcmp(h->list->choices[row].name, dimension) != 0)
        row++;
    return heat_value(h, row, column);
}

static void rows_and_amounts_stand_under_their_dimension(void **state)
{
    char *path = fixture_new("heat");
    struct workbook *wb = fixture_open(path);
    struct heat *h = heat_new(wb);

    (void)state;
    must(heat_count(h, e));
    assert_int_equal(h->columns, ACTION + 1);
    for (size_t i = 0; i < h->columns; i++) {
        assert_false(h->broken[i]);
        assert_int_equal(heat_sum(h, i), 0);
        assert_int_equal(heat_level(h, 0, i), HEAT_NONE);
    }
    assert_false(heat_shows(h, h->list->count));
    char *program = fixture_row(wb, "program", "dimensi", "ECO");
    assert_int_equal(counted(h, "ECO", PROGRAMME), 1);
    assert_int_equal(counted(h, "ECO", COST), 0);
    fixture_set(wb, "program", program, "perkiraan_biaya", "1,5 M");
    assert_int_equal(counted(h, "ECO", COST), 1500000000);
    fixture_set(wb, "program", program, "keadaan", "dihentikan");
    assert_int_equal(counted(h, "ECO", PROGRAMME), 0);
    char *action = fixture_row(wb, "rencana_aksi", "uraian", "Melatih 40 operator");
    assert_int_equal(counted(h, "", ACTION), 1);
    assert_true(heat_shows(h, h->list->count));
    fixture_set(wb, "rencana_aksi", action, "program", program);
    assert_int_equal(counted(h, "ECO", ACTION), 1);
    assert_int_equal(counted(h, "", ACTION), 0);
    free(action);
    free(program);
    heat_free(h);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void a_cell_names_its_rows(void **state)
{
    char *path = fixture_new("heat-ids");
    struct workbook *wb = fixture_open(path);
    struct heat *h = heat_new(wb);
    const struct form *form;
    char *ids;

    (void)state;
    char *first = fixture_row(wb, "isu", "dimensi", "GOV");
    char *other = fixture_row(wb, "isu", "dimensi", "LIV");
    must(heat_count(h, e));
    must(heat_ids(h, 0, PROBLEM, &form, &ids, e));
    assert_non_null(strstr(ids, first));
    assert_null(strstr(ids, other));
    assert_string_equal(form->name, "isu");
    struct rows *rows;
    must(rows_open(wb, form, &rows, e));
    struct rows_view view = {.among = ids};
    must(rows_arrange(rows, &view, e));
    assert_int_equal(rows_count(rows), 1);
    assert_string_equal(rows_uid(rows, 0), first);
    rows_close(rows);
    free(ids);
    /* What costs something is a quick win of no programme: that is where one goes. */
    char *win = fixture_row(wb, "quick_win", "dimensi", "GOV");
    fixture_set(wb, "quick_win", win, "perkiraan_biaya", "200 jt");
    must(heat_count(h, e));
    assert_int_equal(heat_value(h, 0, COST), 200000000);
    must(heat_ids(h, 0, COST, &form, &ids, e));
    assert_string_equal(form->name, "quick_win");
    free(ids);
    free(win);
    free(other);
    free(first);
    heat_free(h);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void a_level_is_a_share_of_the_most(void **state)
{
    static const struct {
        int rows;
        enum heat_level level;
    } cases[] = {
        {0, HEAT_NONE}, {2, HEAT_LOW}, {3, HEAT_MIDDLE}, {4, HEAT_HIGH}, {6, HEAT_HIGH}};
    char *path = fixture_new("heat-level");
    struct workbook *wb = fixture_open(path);
    struct heat *h = heat_new(wb);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int k = 0; k < cases[i].rows; k++)
            free(fixture_row(wb, "isu", "dimensi", h->list->choices[i].name));
    must(heat_count(h, e));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(heat_level(h, i, PROBLEM), cases[i].level);
    heat_free(h);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* The built-in method with other columns. */
static struct workbook *open_with(const char *path, const char *columns)
{
    struct source files, own;

    must(source_builtin(&files, "smart-city", e));
    must(source_begin(&own, "sendiri", e));
    for (size_t i = 0; i < files.count; i++) {
        const struct source_file *f = &files.files[i];
        bool heat = strcmp(f->path, "heat.csv") == 0;
        must(source_add(
            &own, f->path, heat ? columns : f->bytes, heat ? strlen(columns) : f->size, e));
    }
    must(workbook_new(path, &own, "73.22", 2026, 10, &fixture_person, e));
    source_free(&own);
    source_free(&files);
    return fixture_open(path);
}

static void a_column_asks_only_what_a_method_may(void **state)
{
    char *path = text_format("%s/heat-broken.susun", getenv("TMPDIR"));
    struct workbook *wb = open_with(path,
        "heading::id,form,unit,sql\n"
        "Riwayat,isu,,\"SELECT 'GOV', value FROM edit\"\n"
        "Satu,isu,,SELECT 'GOV'\n"
        "Lebih,isu,money,\"SELECT 'GOV', 'x', 9000000000000000000 FROM choice\"\n"
        "Baik,isu,,\"SELECT dimensi, id FROM isu -- semuanya\"\n");
    struct heat *h = heat_new(wb);

    (void)state;
    free(fixture_row(wb, "isu", "dimensi", "GOV"));
    must(heat_count(h, e));
    assert_true(h->broken[0]);
    assert_true(h->broken[1]);
    assert_false(h->broken[2] || h->broken[3]);
    assert_true(heat_value(h, 0, 2) == INT64_MAX);
    assert_int_equal(heat_value(h, 0, 3), 1);
    heat_free(h);
    workbook_close(wb);
    unlink(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_amounts_stand_under_their_dimension),
        cmocka_unit_test(a_cell_names_its_rows),
        cmocka_unit_test(a_level_is_a_share_of_the_most),
        cmocka_unit_test(a_column_asks_only_what_a_method_may),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
