#include "core/base/clock.h"

#include <time.h>

#include "tests/core/chance.h"

static void a_set_clock_stands_still(void **state)
{
    (void)state;
    setenv("SUSUN_NOW", "1970-01-01T00:00:00Z", 1);
    assert_int_equal(clock_now(), 0);
    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    assert_int_equal(clock_now(), INT64_C(1781314860000));
    setenv("SUSUN_NOW", "2026-06-13T01:41:00.250Z", 1);
    assert_int_equal(clock_now(), INT64_C(1781314860250));
    setenv("SUSUN_NOW", "1969-12-31T23:59:59Z", 1);
    assert_int_equal(clock_now(), -1000);
}

static void an_odd_setting_leaves_the_real_clock(void **state)
{
    (void)state;
    static const char *const odd[] = {"", "now", "2026-06-13", "2026-06-13T01:41:00",
        "2026-02-30T01:41:00Z", "2026-06-13T24:00:00Z", "2026-06-13T01:60:00Z",
        "2026-06-13T01:41:60Z", "2026-06-13T01:41:00.2Z", "2026-06-13 01:41:00Z"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        setenv("SUSUN_NOW", odd[i], 1);
        assert_true(clock_now() > INT64_C(1700000000000));
    }
    unsetenv("SUSUN_NOW");
    assert_true(clock_now() > INT64_C(1700000000000));
    int64_t before = clock_ticks();
    assert_true(clock_ticks() >= before);
}

static void provinces_have_their_zones(void **state)
{
    (void)state;
    static const struct {
        const char *region, *name;
        int offset;
    } rows[] = {{"73", "WITA", 480}, {"73.22", "WITA", 480}, {"11", "WIB", 420},
        {"61", "WIB", 420}, {"62.01", "WIB", 420}, {"63", "WITA", 480}, {"64", "WITA", 480},
        {"65", "WITA", 480}, {"51", "WITA", 480}, {"52", "WITA", 480}, {"53", "WITA", 480},
        {"71", "WITA", 480}, {"76", "WITA", 480}, {"81", "WIT", 540}, {"82", "WIT", 540},
        {"91", "WIT", 540}, {"97", "WIT", 540}, {"36", "WIB", 420}, {"", "WIB", 420},
        {"7", "WIB", 420}, {"x", "WIB", 420}, {NULL, "WIB", 420}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *name = NULL;
        assert_int_equal(clock_zone(rows[i].region, &name), rows[i].offset);
        assert_string_equal(name, rows[i].name);
    }
}

static void a_moment_is_another_day_further_east(void **state)
{
    (void)state;
    int minute = -1;
    struct date d = clock_date(INT64_C(1781314860000), 480, &minute);
    assert_true(d.year == 2026 && d.month == 6 && d.day == 13 && minute == 9 * 60 + 41);
    d = clock_date(INT64_C(1781365200000), 540, &minute); /* 13 June, 15:40 UTC */
    assert_true(d.month == 6 && d.day == 14 && minute == 40);
    d = clock_date(-1, 0, &minute);
    assert_true(d.year == 1969 && d.month == 12 && d.day == 31 && minute == 1439);
    assert_int_equal(clock_date(INT64_MAX, 540, &minute).year, 9999);
    assert_int_equal(clock_date(INT64_MIN, -540, &minute).year, 1);
    d = clock_date(0, 0, NULL);
    assert_true(d.year == 1970 && d.month == 1 && d.day == 1);
}

static void the_laptop_has_its_own_zone(void **state)
{
    static const struct {
        const char *zone;
        int offset;
    } rows[] = {
        {"WITA-8", 480}, {"WIT-9", 540}, {"UTC0", 0}, {"IST-5:30", 330}, {"ABC3", -180}};
    char *before = getenv("TZ") != NULL ? strdup(getenv("TZ")) : NULL;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("TZ", rows[i].zone, 1);
        tzset();
        assert_int_equal(clock_offset_here(INT64_C(1781314860000)), rows[i].offset);
    }
    if (before != NULL)
        setenv("TZ", before, 1);
    tzset();
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_clock_stands_still),
        cmocka_unit_test(an_odd_setting_leaves_the_real_clock),
        cmocka_unit_test(provinces_have_their_zones),
        cmocka_unit_test(a_moment_is_another_day_further_east),
        cmocka_unit_test(the_laptop_has_its_own_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
