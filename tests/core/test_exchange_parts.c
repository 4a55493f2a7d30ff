/* The small parts of core/exchange: the lookup table, the signs of the dialect for Excel. */
#include "tests/core/chance.h"

#include "core/exchange/dialect.h"
#include "core/exchange/excel.h"
#include "core/exchange/lookup.h"
#include "core/method/method.h"

static void lookup_keeps_the_first_of_each_pair(void **state)
{
    struct lookup *l = lookup_new();
    char key[32], value[32];

    (void)state;
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "k%d", i % 10000);
        snprintf(value, sizeof value, "v%d", i);
        assert_true(lookup_add(l, i % 2 ? "odd" : "even", key, value));
    }
    for (int i = 0; i < 10000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        snprintf(value, sizeof value, "v%d", i);
        assert_string_equal(lookup_find(l, i % 2 ? "odd" : "even", key), value);
        assert_null(lookup_find(l, i % 2 ? "even" : "odd", key));
    }
    assert_true(lookup_add(l, "", "", "nothing"));
    assert_string_equal(lookup_find(l, "", ""), "nothing");
    lookup_free(l);
}

/* A pair is no concatenation: "a" + "b c" is not "a b" + "c". */
static void lookup_tells_pairs_apart(void **state)
{
    struct lookup *l = lookup_new();

    (void)state;
    assert_true(lookup_add(l, "a", "bc", "1"));
    assert_true(lookup_add(l, "ab", "c", "2"));
    assert_string_equal(lookup_find(l, "a", "bc"), "1");
    assert_string_equal(lookup_find(l, "ab", "c"), "2");
    lookup_free(l);
}

static void excel_guards_what_looks_like_a_formula(void **state)
{
    static const struct {
        const char *text, *guarded;
    } rows[] = {
        {"=1+1", "'=1+1"},
        {"+62 411", "'+62 411"},
        {"-5", "'-5"},
        {"@nama", "'@nama"},
        {"\tx", "'\tx"},
        {"'=1", "''=1"},
        {"''@x", "'''@x"},
        {"'", "'"},
        {"''", "''"},
        {"'kutip'", "'kutip'"},
        {"0301", "0301"},
        {"11.01.02", "11.01.02"},
        {"", ""},
        {"a=b", "a=b"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *guarded = excel_guard(rows[i].text);
        assert_string_equal(guarded, rows[i].guarded);
        assert_string_equal(excel_unguard(guarded), rows[i].text);
        free(guarded);
    }
}

/* Whatever the text: guarded it is no formula, and it comes back. */
static void excel_guard_comes_back(void **state)
{
    static const char *const pieces[] = {
        "'", "=", "+", "@", "-", "\t", "\n", "a", "1", " ", ";", "\""};
    uint64_t random = chance_begin();
    char text[16];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        text[0] = '\0';
        for (uint64_t n = chance(&random, 8); n > 0; n--)
            strcat(text, chance_of(&random, pieces));
        char *guarded = excel_guard(text);
        assert_true(guarded[0] == '\0' || !strchr("=+@-\t\r\n", guarded[0]));
        assert_string_equal(excel_unguard(guarded), text);
        free(guarded);
    }
}

static void excel_numbers_have_one_meaning(void **state)
{
    static const struct {
        const char *type, *text;
        bool read;
        double value;
    } rows[] = {
        {"money", "1500000", true, 1500000},
        {"money", "-5", true, -5},
        {"money", "1,5", false, 0},
        {"decimal", "2,125", true, 2.125},
        {"decimal", "1,500", false, 0},
        {"decimal", "1.500", false, 0},
        {"decimal", "7", true, 7},
        {"percent", "65,5", true, 65.5},
        {"percent", ",5", false, 0},
        {"percent", "5,", false, 0},
        {"integer", "", false, 0},
        {"text", "12", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct field field = {.name = "x", .type = type_named(rows[i].type)};
        struct value v = {0};
        bool read = excel_read_number(&field, rows[i].text, &v, NULL);
        if (read != rows[i].read)
            fail_msg("%s “%s”", rows[i].type, rows[i].text);
        double value = v.kind == VALUE_REAL ? v.real : (double)v.integer;
        if (read)
            assert_true(value >= rows[i].value && value <= rows[i].value);
        value_clear(&v);
    }
}

static void dialects_are_named(void **state)
{
    (void)state;
    assert_int_equal(dialect_named("machine")->delimiter, ',');
    assert_true(dialect_named("excel")->bom);
    assert_null(dialect_named("lotus"));
    assert_null(dialect_at(2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lookup_keeps_the_first_of_each_pair),
        cmocka_unit_test(lookup_tells_pairs_apart),
        cmocka_unit_test(excel_guards_what_looks_like_a_formula),
        cmocka_unit_test(excel_guard_comes_back),
        cmocka_unit_test(excel_numbers_have_one_meaning),
        cmocka_unit_test(dialects_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
