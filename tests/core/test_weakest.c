/* The dimension that is furthest behind. */
#include "tests/core/store_fixture.h"

#include "core/plan/weakest.h"

/* Counts everything; returns the number of forms that were. */
static size_t count_all(struct weakest *w)
{
    size_t counted = 0;
    bool more = true;

    while (more) {
        must(weakest_step(w, &more, e));
        counted += more;
    }
    return counted;
}

/* The weakest is this one. */
static void assert_weakest(struct weakest *w, const char *name, size_t complete, size_t all)
{
    size_t c, n;
    const struct choice *found = weakest_dimension(w, &c, &n);

    assert_non_null(found);
    assert_string_equal(found->name, name);
    assert_int_equal(c, complete);
    assert_int_equal(n, all);
}

/* A row of the form in a dimension. */
static char *row_in(struct workbook *wb, const char *form, const char *dimension)
{
    return fixture_row(wb, form, "dimensi", dimension);
}

static void the_smallest_share_is_the_weakest(void **state)
{
    static const char *const dimensions[] = {"GOV", "BRA", "ECO", "LIV", "SOC", "ENV"};
    char *path = fixture_new("weakest");
    struct workbook *wb = fixture_open(path);
    struct weakest *w = weakest_new(wb);
    size_t c, n;

    (void)state;
    assert_true(count_all(w) > 0);
    assert_null(weakest_dimension(w, &c, &n));
    free(row_in(wb, "gagasan", "GOV"));
    assert_true(count_all(w) > 0);
    assert_int_equal(count_all(w), 0);
    assert_weakest(w, "BRA", 0, 0); /* the first without any row */
    for (size_t i = 1; i < 6; i++)
        free(row_in(wb, "gagasan", dimensions[i]));
    count_all(w);
    assert_weakest(w, "GOV", 0, 1); /* the first of equals */
    free(row_in(wb, "isu", "GOV"));
    count_all(w);
    assert_weakest(w, "BRA", 0, 1); /* the fewest rows */
    weakest_free(w);
    workbook_close(wb);
    unlink(path);
    free(path);
}

static void a_row_is_complete_with_its_core_fields(void **state)
{
    static const char *const dimensions[] = {"BRA", "ECO", "LIV", "SOC", "ENV"};
    char *path = fixture_new("weakest-core");
    struct workbook *wb = fixture_open(path);
    struct weakest *w = weakest_new(wb);
    const struct form *form = fixture_form(wb, "gagasan");

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        char *uid = row_in(wb, "gagasan", dimensions[i]);
        for (size_t k = 0; k < form->count; k++) {
            const struct field *f = &form->fields[k];
            const char *text = f->type->id == TYPE_SELECT_ONE && f->list->count > 0
                                   ? f->list->choices[0].name
                                   : "Isi";
            if (f->level == LEVEL_CORE && strcmp(f->name, "dimensi") != 0 && !f->targets)
                fixture_set(wb, "gagasan", uid, f->name, text);
        }
        free(uid);
    }
    free(row_in(wb, "gagasan", "GOV"));
    count_all(w);
    assert_weakest(w, "GOV", 0, 1);
    weakest_free(w);
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* A method without dimensions has no weakest one. */
static void without_dimensions_there_is_none(void **state)
{
    char *path = fixture_new("weakest-none");
    struct workbook *wb = fixture_open(path);
    struct weakest *w;
    size_t c, n;
    bool counted;

    (void)state;
    for (size_t i = 0; i < workbook_method(wb)->form_count; i++)
        for (size_t k = 0; k < wb->method->forms[i].count; k++)
            if (wb->method->forms[i].fields[k].role == ROLE_DIMENSION)
                wb->method->forms[i].fields[k].role = ROLE_NONE;
    w = weakest_new(wb);
    must(weakest_step(w, &counted, e));
    assert_false(counted);
    assert_null(weakest_dimension(w, &c, &n));
    weakest_free(w);
    workbook_close(wb);
    unlink(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_share_is_the_weakest),
        cmocka_unit_test(a_row_is_complete_with_its_core_fields),
        cmocka_unit_test(without_dimensions_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
