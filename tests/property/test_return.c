/* Random workbooks full of horrors: export, import of the folder into an empty workbook, export
 * again: the same to the byte; the dialect for Excel brings the same values too. HORRORS=N
 * makes N workbooks of each kind, SUSUN_SEED others. */
#include "tests/core/chance.h"
#include "tests/core/exchange_fixture.h"
#include "tests/property/horrors.h"

#include "core/exchange/package.h"

#define WORLDS 3 /* of each kind, unless HORRORS says otherwise */

/* Imports a folder into an empty workbook and exports that as machine CSV into another folder.
 */
static void through(
    enum horrors_method method, const char *folder, const char *again, size_t unread)
{
    char *path = horrors_empty("again", method);
    struct workbook *wb = fixture_open(path);
    struct told told = {0};
    struct import_options options = {.note = fixture_note, .context = &told};

    must(import_folder(wb, folder, &options, &told.result, e));
    if (told.result.rejected || told.result.marked != unread)
        fail_msg("%zu rejected, %zu marked, not %zu\n%s", told.result.rejected,
            told.result.marked, unread, told.notes);
    fixture_export_all(wb, again, "machine");
    workbook_close(wb);
    unlink(path);
    free(path);
}

/* Every file of both folders. */
static void assert_same_folders(const struct method *m, const char *a, const char *b)
{
    for (size_t i = 0; i < m->form_count; i++) {
        char *name = text_format("%s/%s.csv", PACKAGE_DATA, m->forms[i].name);
        assert_same_file(a, b, name);
        free(name);
    }
    assert_same_file(a, b, PACKAGE_UNREAD);
}

/* One random workbook goes out, comes back through `dialect` and goes out again. */
static void there_and_back(enum horrors_method method, const char *dialect, uint64_t seed)
{
    bool excel = strcmp(dialect, "excel") == 0;
    struct horrors h;
    char *path = horrors_make(&h, method, seed, excel);
    char *a = fixture_folder("one"), *x = fixture_folder("between"), *b = fixture_folder("two");

    size_t unread = fixture_export_all(h.wb, a, "machine");
    if (excel)
        fixture_export_all(h.wb, x, dialect);
    through(method, excel ? x : a, b, excel ? 0 : unread);
    assert_same_folders(workbook_method(h.wb), a, b);
    workbook_close(h.wb);
    unlink(path);
    free(path);
    free(a);
    free(x);
    free(b);
}

/* Many of them; when one fails, its seed has been told. */
static void all_there_and_back(enum horrors_method method, const char *dialect)
{
    const char *many = getenv("HORRORS");
    uint64_t worlds = many ? strtoull(many, NULL, 10) : WORLDS;

    for (uint64_t i = 1; i <= worlds; i++) {
        uint64_t seed = chance_begin() * 1000003 + i;
        print_message(
            "%s, method %d, chance %llu\n", dialect, method, (unsigned long long)seed);
        there_and_back(method, dialect, seed);
    }
}

static void a_package_comes_back_to_the_byte(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_SHIPPED, "machine");
}

static void excel_brings_the_same_values(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_SHIPPED, "excel");
}

static void a_small_method_comes_back_to_the_byte(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_SMALL, "machine");
}

static void excel_brings_the_same_of_a_small_method(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_SMALL, "excel");
}

static void retired_choices_come_back_to_the_byte(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_RETIRED, "machine");
}

static void excel_brings_retired_choices(void **state)
{
    (void)state;
    all_there_and_back(HORRORS_RETIRED, "excel");
}

/* Fixed forms over one list have rows of the same ids: the form that is written counts. */
static void assert_read_as_written(struct workbook *wb, const struct field *f)
{
    const struct method *m = workbook_method(wb);

    for (size_t i = 0; i < m->form_count; i++) {
        struct value v = {0}, other = {0};
        struct error why = {0};
        char *text;
        if (m->forms[i].kind != FORM_FIXED)
            continue;
        const char *places[] = {m->forms[i].name, m->forms[i].rows->choices[0].name, ""};
        must(json_from_places(places, 3, &text, e));
        assert_int_equal(
            cell_read(wb, f, f->form->name, text, &v, &other, &why), OUTCOME_VALUE);
        assert_string_equal(v.text, text);
        value_clear(&v);
        value_clear(&other);
        free(text);
    }
}

static void a_written_form_decides_between_equal_ids(void **state)
{
    char *path = horrors_empty("again", HORRORS_SHIPPED);
    struct workbook *wb = fixture_open(path);
    const struct method *m = workbook_method(wb);
    size_t asked = 0;

    (void)state;
    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; k < m->forms[i].count; k++)
            if (m->forms[i].fields[k].type->id == TYPE_ANY_REF) {
                assert_read_as_written(wb, &m->forms[i].fields[k]);
                asked++;
            }
    assert_true(asked > 0);
    workbook_close(wb);
    unlink(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_comes_back_to_the_byte),
        cmocka_unit_test(excel_brings_the_same_values),
        cmocka_unit_test(a_small_method_comes_back_to_the_byte),
        cmocka_unit_test(excel_brings_the_same_of_a_small_method),
        cmocka_unit_test(retired_choices_come_back_to_the_byte),
        cmocka_unit_test(excel_brings_retired_choices),
        cmocka_unit_test(a_written_form_decides_between_equal_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
