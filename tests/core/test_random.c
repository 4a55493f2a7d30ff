#include "core/base/random.h"
#include "tests/core/chance.h"

/* Whether a text is a UUID of a version (RFC 9562: variant 10). */
static bool is_uuid(const char *s, char version)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s[i] != '-' : !strchr("0123456789abcdef", s[i]) || !s[i])
            return false;
    }
    return s[36] == '\0' && s[14] == version && strchr("89ab", s[19]);
}

static void a_seed_gives_bytes_that_differ_from_place_to_place(void **state)
{
    (void)state;
    unsigned char a[21], b[21];
    setenv("SUSUN_SEED", "7", 1);
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    unsetenv("SUSUN_SEED");
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    random_bytes(a, 0);
}

static void uuid7_carries_the_time_and_increases(void **state)
{
    (void)state;
    char last[UUID_SIZE] = "", next[UUID_SIZE];
    setenv("SUSUN_SEED", "7", 1);
    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    for (int i = 0; i < 100000; i++) {
        random_uuid7(next);
        assert_true(strcmp(last, next) < 0);
        memcpy(last, next, sizeof last);
    }
    assert_true(is_uuid(next, '7'));
    assert_memory_equal(next, "019ebea3-b3e0-7", 15); /* 1781314860000 ms */
}

static void a_clock_set_back_gives_nothing_twice(void **state)
{
    (void)state;
    char before[UUID_SIZE], after[UUID_SIZE];
    setenv("SUSUN_NOW", "2026-06-14T01:41:00Z", 1);
    random_uuid7(before);
    setenv("SUSUN_NOW", "2026-06-13T01:41:00Z", 1);
    random_uuid7(after);
    assert_true(strcmp(before, after) < 0);
}

static void uuid4_is_one(void **state)
{
    (void)state;
    char a[UUID_SIZE], b[UUID_SIZE];
    random_uuid4(a);
    random_uuid4(b);
    assert_true(is_uuid(a, '4'));
    assert_string_not_equal(a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_gives_bytes_that_differ_from_place_to_place),
        cmocka_unit_test(uuid7_carries_the_time_and_increases),
        cmocka_unit_test(a_clock_set_back_gives_nothing_twice),
        cmocka_unit_test(uuid4_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
