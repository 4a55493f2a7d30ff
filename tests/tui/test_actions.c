/* The table of actions, the keys it gives, and what a key file makes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/action.h"
#include "tui/key_file.h"
#include "tui/key_help.h"
#include "tui/menu.h"

/* What a key means now. */
static enum act meaning(const char *name)
{
    struct press press;

    assert_true(press_named(name, strlen(name), &press));
    return action_pressed(&press);
}

/* Takes a key file of this text. */
static struct key_file taken(const char *text)
{
    struct key_file f = {0};

    action_reset_keys();
    key_file_take(&f, text);
    return f;
}

static int back_to_table(void **state)
{
    (void)state;
    action_reset_keys();
    return 0;
}

static void every_action_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; action_at(i) != NULL; i++) {
        const struct action *action = action_at(i);
        struct press press;
        assert_true(strlen(action->word) > 1);
        assert_int_equal(
            strspn(action->word, "abcdefghijklmnopqrstuvwxyz-"), strlen(action->word));
        assert_ptr_equal(action_named(action->word, strlen(action->word)), action);
        assert_false(press_named(action->word, strlen(action->word), &press));
        assert_non_null(action->name);
    }
    assert_null(action_named("new-ro", 6));
    assert_null(action_named("", 0));
}

static void every_key_has_a_name_that_is_read_again(void **state)
{
    char name[PRESS_NAME_SIZE];

    (void)state;
    for (int code = PRESS_ENTER; code < PRESS_CLICK; code++) {
        struct press press;
        press_name((enum press_code)code, name);
        assert_true(name[0] != '\0');
        if (code == PRESS_CTRL_A + 7 || code == PRESS_CTRL_A + 8 || code == PRESS_CTRL_A + 12)
            continue; /* H, I and M are Backspace, Tab and Enter */
        if (code == PRESS_CTRL_BRACKET)
            strcpy(name, "^]");
        assert_true(press_named(name, strlen(name), &press));
        assert_int_equal(press.code, code);
    }
    assert_string_equal(press_name(PRESS_TEXT, name), "");
    assert_string_equal(press_name(PRESS_TICK, name), "");
}

static void the_best_key_is_one_that_arrives(void **state)
{
    char name[PRESS_NAME_SIZE];
    char *all = action_keys_text(ACT_NEW);

    (void)state;
    assert_string_equal(all, "F4, Ctrl-N, Insert");
    assert_string_equal(action_key_text(ACT_NEW, true, name), "F4");
    assert_string_equal(action_key_text(ACT_NEW, false, name), "Ctrl-N");
    assert_string_equal(action_key_text(ACT_UNDO, true, name), "Ctrl-Z");
    assert_string_equal(action_key_text(ACT_BACK, true, name), "Esc");
    free(all);
}

static void a_line_gives_an_action_other_keys(void **state)
{
    struct key_file f = taken("# mine\n\n  new-row = F12   Ctrl-B # as at home\nmenu=^A\n");
    char name[PRESS_NAME_SIZE];

    (void)state;
    assert_int_equal(f.count, 0);
    assert_int_equal(f.lines, 2);
    assert_int_equal(meaning("F12"), ACT_NEW);
    assert_int_equal(meaning("Ctrl-B"), ACT_NEW);
    assert_int_equal(meaning("^A"), ACT_MENU);
    assert_int_equal(meaning("F4"), ACT_NONE); /* its own ones are gone */
    assert_int_equal(meaning("Insert"), ACT_NONE);
    assert_int_equal(meaning("F10"), ACT_NONE);
    assert_int_equal(meaning("F2"), ACT_EDIT); /* others stay */
    assert_string_equal(action_key_text(ACT_NEW, true, name), "F12");
    key_file_free(&f);
}

static void two_actions_may_change_keys(void **state)
{
    struct key_file f = taken("new-row = F2\nedit = F4\n");

    (void)state;
    assert_int_equal(f.count, 0);
    assert_int_equal(meaning("F2"), ACT_NEW);
    assert_int_equal(meaning("F4"), ACT_EDIT);
    key_file_free(&f);
}

static void a_key_taken_from_another_action_is_told(void **state)
{
    struct key_file f = taken("new-row = F2\n");

    (void)state;
    assert_int_equal(f.count, 1);
    assert_non_null(strstr(f.told[0], "1"));
    assert_non_null(strstr(f.told[0], "F2"));
    assert_int_equal(meaning("F2"), ACT_NEW);
    assert_int_equal(meaning("Ctrl-E"), ACT_EDIT);
    key_file_free(&f);
}

static void mistakes_are_told_and_the_rest_works(void **state)
{
    struct key_file f = taken("new-row = F12\n"
                              "fly = F11\n"
                              "edit = Up\n"
                              "delete-row = F12\n"
                              "new-row = F11\n"
                              "undo\n"
                              "redo =\n"
                              "undo = x\n"
                              "move-row = F11 wrong\n");

    (void)state;
    assert_int_equal(f.count, 8);
    for (size_t i = 0; i < f.count; i++) {
        char line[2] = {(char)('2' + (int)i), '\0'};
        assert_non_null(strstr(f.told[i], line));
    }
    assert_int_equal(f.lines, 2);
    assert_int_equal(meaning("F12"), ACT_NEW);
    assert_int_equal(meaning("F2"), ACT_EDIT);
    assert_int_equal(meaning("F8"), ACT_DELETE);
    assert_int_equal(meaning("Ctrl-Z"), ACT_UNDO);
    assert_int_equal(meaning("F11"), ACT_MOVE);
    key_file_free(&f);
}

static void nobody_loses_the_way_out(void **state)
{
    struct key_file f = taken("new-row = Esc\nedit = Ctrl-Q\nback = F12\nquit = F11\n"
                              "delete-row = Enter\nmove-row = Down\nundo = Tab\n");

    (void)state;
    assert_int_equal(f.count, 5);
    assert_int_equal(meaning("Esc"), ACT_BACK);
    assert_int_equal(meaning("^]"), ACT_BACK);
    assert_int_equal(meaning("F12"), ACT_BACK);
    assert_int_equal(meaning("Ctrl-Q"), ACT_QUIT);
    assert_int_equal(meaning("F11"), ACT_QUIT);
    assert_int_equal(meaning("Down"), ACT_NONE);
    assert_int_equal(meaning("Enter"), ACT_NONE);
    assert_int_equal(meaning("Tab"), ACT_NONE);
    key_file_free(&f);
}

static void no_text_breaks_the_reading(void **state)
{
    static const char *const texts[] = {"", "\n\n\n", "=", "= F1", "#", "new-row = = F1",
        "new-row=F1,F2,F3,F4,F5,F6,F7", "\t\r\n new-row = F12\r\n", "new-row = \"", "ü = ö"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct key_file f = taken(texts[i]);
        assert_int_equal(meaning("Esc"), ACT_BACK);
        assert_int_equal(meaning("Ctrl-Q"), ACT_QUIT);
        key_file_free(&f);
    }
    char many[2000] = "";
    for (int i = 0; i < 150; i++)
        strcat(many, "fly = F1\n");
    struct key_file f = taken(many);
    assert_int_equal(f.count, KEY_FILE_TOLD);
    key_file_free(&f);
}

/* Counts rows, and those that are actions. */
static void count_rows(void *context, const struct key_help *row)
{
    size_t *counts = context;

    counts[0]++;
    counts[1] += row->word[0] != '\0';
    assert_true(row->does[0] != '\0');
    assert_true(row->group[0] != '\0');
}

static void key_help_has_every_action(void **state)
{
    size_t counts[2] = {0}, actions = 0;

    (void)state;
    while (action_at(actions) != NULL)
        actions++;
    key_help_each(count_rows, counts);
    assert_int_equal(counts[1], actions);
    assert_true(counts[0] > actions);
    for (size_t i = 0; menu_door_at(i) != NULL; i++)
        assert_non_null(menu_door_at(i)->open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_has_a_word_of_its_own),
        cmocka_unit_test(every_key_has_a_name_that_is_read_again),
        cmocka_unit_test(the_best_key_is_one_that_arrives),
        cmocka_unit_test_teardown(a_line_gives_an_action_other_keys, back_to_table),
        cmocka_unit_test_teardown(two_actions_may_change_keys, back_to_table),
        cmocka_unit_test_teardown(a_key_taken_from_another_action_is_told, back_to_table),
        cmocka_unit_test_teardown(mistakes_are_told_and_the_rest_works, back_to_table),
        cmocka_unit_test_teardown(nobody_loses_the_way_out, back_to_table),
        cmocka_unit_test_teardown(no_text_breaks_the_reading, back_to_table),
        cmocka_unit_test(key_help_has_every_action),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
