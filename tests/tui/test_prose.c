/* A text to be read: what its keys do to any length and size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/widget/prose.h"

/* Presses a key. */
static bool press(struct prose *p, enum press_code code)
{
    return prose_key(p, &(struct press){.code = code});
}

static void it_stays_in_its_bounds(void **state)
{
    struct prose p = {0};

    (void)state;
    p.rows = 30;
    p.height = 10;
    assert_true(press(&p, PRESS_UP));
    assert_int_equal(p.top, 0);
    press(&p, PRESS_DOWN);
    assert_int_equal(p.top, 1);
    press(&p, PRESS_PAGE_DOWN);
    assert_int_equal(p.top, 10);
    press(&p, PRESS_END);
    assert_int_equal(p.top, 20);
    press(&p, PRESS_DOWN);
    assert_int_equal(p.top, 20);
    press(&p, PRESS_PAGE_UP);
    assert_int_equal(p.top, 11);
    press(&p, PRESS_HOME);
    assert_int_equal(p.top, 0);
    assert_true(prose_key(&p, &(struct press){.code = PRESS_TEXT, .text = " "}));
    assert_int_equal(p.top, 9);
    assert_false(press(&p, PRESS_ENTER));
    assert_false(press(&p, PRESS_F2));
}

static void a_short_text_does_not_scroll(void **state)
{
    struct prose p = {0};

    (void)state;
    p.rows = 3;
    p.height = 10;
    press(&p, PRESS_END);
    assert_int_equal(p.top, 0);
    p.height = 0;
    press(&p, PRESS_PAGE_DOWN);
    assert_true(p.top >= 0 && p.top <= 3);
}

static void what_is_empty_is_left_out(void **state)
{
    struct prose p = {0};

    (void)state;
    prose_item(&p, "Label", "");
    prose_item(&p, "Label", NULL);
    assert_int_equal(p.count, 0);
    prose_heading(&p, "First"); /* no empty line above the first */
    assert_int_equal(p.count, 1);
    prose_heading(&p, "Second");
    assert_int_equal(p.count, 3);
    prose_item(&p, "Label", "text");
    assert_string_equal(p.parts[3].label, "Label");
    assert_false(p.failed);
    prose_clear(&p);
    assert_int_equal(p.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stays_in_its_bounds),
        cmocka_unit_test(a_short_text_does_not_scroll),
        cmocka_unit_test(what_is_empty_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
