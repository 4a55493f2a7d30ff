/* Regions by code and by what people type of their names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/method/region.h"

#define MOST 40

static int load(void **state)
{
    const struct region *regions = NULL;
    size_t count = 0;

    (void)state;
    return regions_load(&regions, &count, NULL) == STATUS_OK ? 0 : -1;
}

static void there_are_514_with_codes_of_their_own(void **state)
{
    const struct region *r = NULL;
    size_t count = 0;
    size_t cities = 0;

    (void)state;
    assert_int_equal(regions_load(&r, &count, NULL), STATUS_OK);
    assert_int_equal(count, 514);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(strlen(r[i].code), 5);
        assert_int_equal(r[i].code[2], '.');
        assert_true(r[i].name[0] != '\0' && r[i].province[0] != '\0');
        cities += strcmp(r[i].kind, "kota") == 0;
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(r[i].code, r[k].code);
    }
    assert_int_equal(cities, 98);
}

static void a_code_finds_its_region(void **state)
{
    const struct region *r = region_find("73.22");

    (void)state;
    assert_non_null(r);
    assert_string_equal(r->name, "Luwu Utara");
    assert_string_equal(r->kind, "kabupaten");
    assert_string_equal(r->province, "Sulawesi Selatan");
    assert_null(region_find("99.99"));
    assert_null(region_find("73"));
    assert_null(region_find(""));
}

/* Who types a name that a regency and a city share sees both, told apart in long and short. */
static void the_26_shared_names_are_told_apart(void **state)
{
    const struct region *r = NULL, *found[MOST];
    size_t count = 0, pairs = 0;

    (void)state;
    assert_int_equal(regions_load(&r, &count, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (strcmp(r[i].name, r[k].name) != 0)
                continue;
            pairs++;
            assert_true(region_search(r[i].name, found, MOST) >= 2);
            assert_true((found[0] == &r[i] && found[1] == &r[k]) ||
                        (found[0] == &r[k] && found[1] == &r[i]));
            for (size_t j = 0; j < 2; j++) {
                char *title = region_title(found[j]), *short_one = region_short_title(found[j]);
                const struct region *by_title[1], *by_short[1];
                assert_int_equal(region_search(title, by_title, 1), 1);
                assert_ptr_equal(by_title[0], found[j]);
                assert_int_equal(region_search(short_one, by_short, 1), 1);
                assert_ptr_equal(by_short[0], found[j]);
                free(title);
                free(short_one);
            }
        }
    }
    assert_int_equal(pairs, 26);
}

static void a_title_says_what_kind_it_is(void **state)
{
    char *title = region_title(region_find("73.22"));

    (void)state;
    assert_string_equal(title, "Kabupaten Luwu Utara");
    free(title);
    title = region_title(region_find("35.73"));
    assert_string_equal(title, "Kota Malang");
    free(title);
}

/* Searches, and compares the codes found, in order, with those expected ("35.07 35.73"). */
static void expect(const char *text, size_t most, const char *codes)
{
    const struct region *found[MOST];
    char got[MOST * 6 + 1] = "";
    size_t n = region_search(text, found, most);

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            strcat(got, " ");
        strcat(got, found[i]->code);
    }
    assert_string_equal(got, codes);
}

static void a_name_is_found_as_people_type_it(void **state)
{
    (void)state;
    expect("luwu utara", MOST, "73.22");
    expect("  LUWU   Utara ", MOST, "73.22");
    expect("kab. luwu u", MOST, "73.22");
    expect("kabupaten luwu utara", MOST, "73.22");
    expect("kota luwu utara", MOST, "");
    expect("73.22", MOST, "73.22");
    expect("tidak ada", MOST, "");
    expect("", MOST, "");
}

static void a_shared_name_gives_both_and_whole_names_first(void **state)
{
    (void)state;
    expect("malang", MOST, "35.07 35.73 33.27");
    expect("malang", 1, "35.07");
    expect("kota malang", MOST, "35.73");
    expect("kab malang", MOST, "35.07");
    expect("luwu", MOST, "73.17 73.22 73.24");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_514_with_codes_of_their_own),
        cmocka_unit_test(a_code_finds_its_region),
        cmocka_unit_test(the_26_shared_names_are_told_apart),
        cmocka_unit_test(a_title_says_what_kind_it_is),
        cmocka_unit_test(a_name_is_found_as_people_type_it),
        cmocka_unit_test(a_shared_name_gives_both_and_whole_names_first),
    };

    return cmocka_run_group_tests(tests, load, NULL);
}
