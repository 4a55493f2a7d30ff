#include "core/base/error.h"
#include "core/base/message.h"
#include "tests/core/chance.h"

static void a_sentence_is_kept_and_its_status_returned(void **state)
{
    (void)state;
    struct error e = {0};
    assert_string_equal(error_text(&e), "");
    assert_int_equal(error_set(&e, STATUS_DATA, "row %d", 7), STATUS_DATA);
    assert_string_equal(error_text(&e), "row 7");
    assert_int_equal(e.status, STATUS_DATA);
    error_clear(&e);
    assert_string_equal(error_text(&e), "");
    assert_int_equal(e.status, STATUS_OK);
}

static void a_new_sentence_may_quote_the_old_one(void **state)
{
    (void)state;
    struct error e = {0};
    error_set(&e, STATUS_FILE, "inner");
    error_set(&e, STATUS_DATA, "outer: %s", error_text(&e));
    assert_string_equal(error_text(&e), "outer: inner");
    error_clear(&e);
}

static void where_stands_before_the_sentence_and_keeps_the_status(void **state)
{
    (void)state;
    struct error e = {0};
    error_set(&e, STATUS_MISSING, "it is gone");
    assert_int_equal(error_where(&e, "row %d", 3), STATUS_MISSING);
    assert_string_equal(error_text(&e), "row 3: it is gone");
    error_clear(&e);
}

static void missing_memory_has_a_translated_sentence_without_memory(void **state)
{
    (void)state;
    struct error e = {0};
    error_set(&e, STATUS_DATA, "old");
    assert_int_equal(error_memory(&e), STATUS_MEMORY);
    message_set_lang(LANG_EN);
    assert_string_equal(error_text(&e), "There is not enough memory.");
    message_set_lang(LANG_ID);
    assert_non_null(error_text(&e));
    assert_int_equal(error_where(&e, "file"), STATUS_MEMORY);
    error_clear(&e);
    error_memory(&e);
    error_clear(&e);
    error_clear(&e);
}

static void nobody_needs_to_listen(void **state)
{
    (void)state;
    assert_int_equal(error_set(NULL, STATUS_BUSY, "x"), STATUS_BUSY);
    assert_int_equal(error_memory(NULL), STATUS_MEMORY);
    assert_int_equal(error_where(NULL, "x"), STATUS_OK);
    assert_string_equal(error_text(NULL), "");
    error_clear(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_kept_and_its_status_returned),
        cmocka_unit_test(a_new_sentence_may_quote_the_old_one),
        cmocka_unit_test(where_stands_before_the_sentence_and_keeps_the_status),
        cmocka_unit_test(missing_memory_has_a_translated_sentence_without_memory),
        cmocka_unit_test(nobody_needs_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
