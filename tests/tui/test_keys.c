/* The table of actions and the words for keys agree with each other; a list stays in its
 * bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/action.h"
#include "tui/widget/list.h"

static void words_of_scripts_name_keys(void **state)
{
    static const struct {
        const char *word;
        enum press_code code;
    } words[] = {
        {"F4", PRESS_F1 + 3},
        {"F12", PRESS_F12},
        {"enter", PRESS_ENTER},
        {"Esc", PRESS_ESC},
        {"BackTab", PRESS_BACKTAB},
        {"PgDn", PRESS_PAGE_DOWN},
        {"Ctrl-End", PRESS_CTRL_END},
        {"^n", PRESS_CTRL_A + 13},
        {"^]", PRESS_CTRL_BRACKET},
        {"Space", PRESS_TEXT},
    };
    struct press press;

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_true(press_named(words[i].word, strlen(words[i].word), &press));
        assert_int_equal(press.code, words[i].code);
    }
    assert_true(press_is_text(&press, " "));
}

static void words_that_name_no_key_are_refused(void **state)
{
    static const char *const words[] = {
        "", "F0", "F13", "F", "Fx", "^", "^I", "^M", "^H", "^1", "Escape", "x"};
    struct press press;

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_false(press_named(words[i], strlen(words[i]), &press));
}

/* The same key never asks for two things, and every one leads to its own action. */
static void no_key_means_two_actions(void **state)
{
    (void)state;
    for (int code = PRESS_NONE + 1; code < PRESS_COUNT; code++) {
        struct press press = {.code = (enum press_code)code};
        enum act act = action_pressed(&press);
        size_t claims = 0;
        for (size_t i = 0; action_at(i) != NULL; i++) {
            const struct action *action = action_at(i);
            bool mine = (action->fkey != 0 && code == PRESS_F1 + action->fkey - 1) ||
                        (action->ctrl != 0 && code == (int)press_ctrl(action->ctrl)) ||
                        (action->other != PRESS_NONE && code == (int)action->other);
            claims += mine;
            if (mine)
                assert_int_equal(act, action->act);
        }
        assert_true(claims <= 1);
    }
}

static void every_function_key_has_a_ctrl_letter(void **state)
{
    (void)state;
    for (size_t i = 0; action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        assert_true(action->fkey == 0 || action->ctrl != 0);
        /* These arrive as Backspace, Tab and Enter; C and V are for copying alone. */
        assert_null(strchr("HIMJ", action->ctrl != 0 ? action->ctrl : '-'));
        assert_int_equal(action->act == ACT_CLIP, action->ctrl == 'C');
        assert_int_equal(action->act == ACT_PUT, action->ctrl == 'V');
        assert_ptr_equal(action_of(action->act), action);
    }
}

static void typed_text_is_never_a_command(void **state)
{
    struct press press = {.code = PRESS_TEXT};

    (void)state;
    for (char c = ' '; c < 127; c++) {
        press.text[0] = c;
        assert_int_equal(action_pressed(&press), ACT_NONE);
    }
}

/* Presses a key so many times. */
static void many(struct list *list, enum press_code code, int times)
{
    for (int i = 0; i < times; i++)
        assert_true(list_key(list, &(struct press){.code = code}));
}

static void a_list_stays_in_its_bounds(void **state)
{
    struct list list = {0};

    (void)state;
    many(&list, PRESS_DOWN, 3); /* empty */
    assert_int_equal(list.at, 0);
    list_count(&list, 10000);
    list_fit(&list, 10);
    many(&list, PRESS_UP, 2);
    assert_int_equal(list.at, 0);
    many(&list, PRESS_PAGE_DOWN, 2);
    assert_int_equal(list.at, 18);
    list_fit(&list, 10);
    assert_int_equal(list.top, 9);
    many(&list, PRESS_END, 1);
    many(&list, PRESS_DOWN, 2);
    list_fit(&list, 10);
    assert_int_equal(list.at, 9999);
    assert_int_equal(list.top, 9990);
    list_count(&list, 4); /* rows went away */
    list_fit(&list, 10);
    assert_int_equal(list.at, 3);
    assert_int_equal(list.top, 0);
    list_fit(&list, 0); /* no room at all */
    assert_int_equal(list.top, 3);
    assert_false(list_key(&list, &(struct press){.code = PRESS_ENTER}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_scripts_name_keys),
        cmocka_unit_test(words_that_name_no_key_are_refused),
        cmocka_unit_test(no_key_means_two_actions),
        cmocka_unit_test(every_function_key_has_a_ctrl_letter),
        cmocka_unit_test(typed_text_is_never_a_command),
        cmocka_unit_test(a_list_stays_in_its_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
