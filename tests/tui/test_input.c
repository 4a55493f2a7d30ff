/* What terminals send is understood, whole or in pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term/input.h"

/* Feeds bytes and takes one press out. */
static struct press one(struct input *in, const char *bytes, bool late)
{
    struct press press = {0};

    assert_true(input_feed(in, bytes, strlen(bytes)));
    if (!input_next(in, late, &press))
        press.code = PRESS_COUNT;
    return press;
}

static const struct {
    const char *bytes;
    enum press_code code;
} sequences[] = {
    {"\r", PRESS_ENTER}, {"\n", PRESS_ENTER}, {"\t", PRESS_TAB}, {"\b", PRESS_BACKSPACE},
    {"\177", PRESS_BACKSPACE}, {"\035", PRESS_CTRL_BRACKET}, {"\016", PRESS_CTRL_A + 13},
    {"\032", PRESS_CTRL_Z}, {"\033[A", PRESS_UP}, {"\033OB", PRESS_DOWN},
    {"\033[D", PRESS_LEFT}, {"\033[1;5C", PRESS_CTRL_RIGHT}, {"\033[1;5H", PRESS_CTRL_HOME},
    {"\033[8^", PRESS_CTRL_END},                          /* rxvt */
    {"\033Od", PRESS_CTRL_LEFT}, {"\033OM", PRESS_ENTER}, /* keypad */
    {"\033[7~", PRESS_HOME}, {"\033[4~", PRESS_END}, {"\033[F", PRESS_END},
    {"\033[3~", PRESS_DELETE}, {"\033[2~", PRESS_INSERT}, {"\033[5~", PRESS_PAGE_UP},
    {"\033[6~", PRESS_PAGE_DOWN}, {"\033[Z", PRESS_BACKTAB}, {"\033OP", PRESS_F1},
    {"\033[[B", PRESS_F2}, /* Linux console */
    {"\033OQ", PRESS_F2}, {"\033[12~", PRESS_F2}, {"\033[15~", PRESS_F1 + 4},
    {"\033[17~", PRESS_F1 + 5}, {"\033[19~", PRESS_F1 + 7}, {"\033[21~", PRESS_F1 + 9},
    {"\033[24~", PRESS_F12}, {"\0332", PRESS_F2}, /* Alt-2 in one burst */
};
#define SEQUENCES (sizeof sequences / sizeof sequences[0])

static void knows_what_terminals_send(void **state)
{
    struct input *in = input_new();

    (void)state;
    for (size_t i = 0; i < SEQUENCES; i++) {
        struct press press = one(in, sequences[i].bytes, false);
        assert_int_equal(press.code, sequences[i].code);
        assert_false(input_waiting(in));
    }
    input_free(in);
}

static void waits_for_the_rest_of_a_sequence(void **state)
{
    struct input *in = input_new();

    (void)state;
    for (size_t i = 0; i < SEQUENCES; i++) {
        const char *bytes = sequences[i].bytes;
        struct press press = {.code = PRESS_COUNT};
        for (; *bytes != '\0'; bytes++) {
            assert_int_equal(press.code, PRESS_COUNT);
            press = one(in, (char[]){*bytes, '\0'}, false);
        }
        assert_int_equal(press.code, sequences[i].code);
    }
    input_free(in);
}

static void a_lone_esc_is_the_esc_key_after_a_while(void **state)
{
    struct input *in = input_new();

    (void)state;
    assert_int_equal(one(in, "\033", false).code, PRESS_COUNT);
    assert_true(input_waiting(in));
    assert_int_equal(one(in, "", true).code, PRESS_ESC);
    assert_false(input_waiting(in));
    input_free(in);
}

static void esc_before_a_letter_loses_neither(void **state)
{
    struct input *in = input_new();

    (void)state;
    assert_int_equal(one(in, "\033x", false).code, PRESS_ESC);
    struct press press = one(in, "", false);
    assert_true(press_is_text(&press, "x"));
    assert_int_equal(one(in, "\033\033[A", false).code, PRESS_ESC);
    assert_int_equal(one(in, "", false).code, PRESS_UP);
    input_free(in);
}

static void typed_characters_arrive_whole(void **state)
{
    struct input *in = input_new();

    (void)state;
    struct press press = one(in, "\xc3", false);
    assert_int_equal(press.code, PRESS_COUNT);
    press = one(in, "\xa9", false);
    assert_true(press_is_text(&press, "\u00e9"));
    press = one(in, "\xe6\xbc\xa2", false);
    assert_true(press_is_text(&press, "\u6f22"));
    input_free(in);
}

static void bytes_that_are_no_text_are_swallowed(void **state)
{
    struct input *in = input_new();

    (void)state;
    struct press press = one(in, "\xff\xc3(\xc2\x85\xe2\x80\xaeZ", false);
    assert_true(press_is_text(&press, "("));
    press = one(in, "", false);
    assert_true(press_is_text(&press, "Z"));
    input_free(in);
}

static void unknown_sequences_mean_nothing(void **state)
{
    struct input *in = input_new();

    (void)state;
    struct press press = one(in, "\033[<0;10;5M\033[I\033[?1;2c\033[99~a", false);
    assert_true(press_is_text(&press, "a"));
    input_free(in);
}

/* Where a press of the mouse was. */
static void assert_mouse(struct press press, enum press_code code, int y, int x)
{
    assert_int_equal(press.code, code);
    assert_int_equal(press.y, y);
    assert_int_equal(press.x, x);
}

static void a_click_is_pressed_and_let_go_in_one_place(void **state)
{
    struct input *in = input_new();

    (void)state;
    assert_int_equal(one(in, "\033[<0;10;5M", false).code, PRESS_COUNT);
    assert_mouse(one(in, "\033[<0;10;5m", false), PRESS_CLICK, 4, 9);
    assert_mouse(one(in, "\033[<0;10;5M\033[<0;11;5m", false), PRESS_CLICK, 4, 9);
    assert_int_equal(
        one(in, "\033[<0;10;5M\033[<32;14;5M\033[<0;20;5m", false).code, PRESS_DRAG);
    assert_int_equal(one(in, "\033[<2;10;5M", false).code, PRESS_OTHER_BUTTON);
    assert_int_equal(one(in, "\033[<2;10;5m", false).code, PRESS_COUNT);
    assert_int_equal(one(in, "\033[<64;10;5M", false).code, PRESS_WHEEL_UP);
    assert_int_equal(one(in, "\033[<65;10;5M", false).code, PRESS_WHEEL_DOWN);
    assert_int_equal(one(in, "\033[<66;10;5M", false).code, PRESS_COUNT);
    input_free(in);
}

static void a_report_in_pieces_never_becomes_text(void **state)
{
    struct input *in = input_new();
    const char *bytes = "\033[<0;100;50M\033[<0;100;50m";

    (void)state;
    struct press press = {.code = PRESS_COUNT};
    for (size_t i = 0; bytes[i] != '\0'; i++) {
        assert_int_equal(press.code, PRESS_COUNT);
        press = one(in, (char[]){bytes[i], '\0'}, i % 12 > 2);
    }
    assert_mouse(press, PRESS_CLICK, 49, 99);
    press = one(in, "\033[<0;1x", false);
    assert_true(press_is_text(&press, "x"));
    input_free(in);
}

static void the_old_form_is_known_while_the_mouse_reports(void **state)
{
    struct input *in = input_new();

    (void)state;
    assert_int_equal(one(in, "\033[M", false).code, PRESS_COUNT); /* an F-key elsewhere */
    assert_false(input_waiting(in));
    input_mouse(in, true);
    assert_int_equal(one(in, "\033[M *%", false).code, PRESS_COUNT);
    assert_mouse(one(in, "\033[M#*%", false), PRESS_CLICK, 4, 9);
    input_free(in);
}

static void a_long_paste_of_commands_is_one_text(void **state)
{
    struct input *in = input_new();
    struct press press = {0};
    const char *piece = "satu\033[19~dua\033\021\ntiga\t\030";

    (void)state;
    assert_true(input_feed(in, "\033[200~", 6));
    for (size_t bytes = 0; bytes < 20480; bytes += strlen(piece)) {
        assert_true(input_feed(in, piece, strlen(piece)));
        assert_false(input_next(in, true, &press));
    }
    press = one(in, "\033[201~", false);
    assert_int_equal(press.code, PRESS_PASTE);
    assert_true(strlen(press.paste) > 15000);
    assert_null(strpbrk(press.paste, "\033\021\030"));
    press_clear(&press);
    assert_false(input_next(in, true, &press));
    input_free(in);
}

static void a_paste_is_text_and_never_commands(void **state)
{
    struct input *in = input_new();

    (void)state;
    assert_int_equal(one(in, "\033[200~a\tb\r\n\030\033[A", false).code, PRESS_COUNT);
    assert_false(input_waiting(in));
    struct press press = one(in, "c\033[201~d", false);
    assert_int_equal(press.code, PRESS_PASTE);
    assert_string_equal(press.paste, "a\tb\n[Ac");
    press_clear(&press);
    press = one(in, "", false);
    assert_true(press_is_text(&press, "d"));
    input_free(in);
}

static void a_terminal_teaches_its_own_keys(void **state)
{
    struct input *in = input_new();

    (void)state;
    input_learn(in, "\033[P", PRESS_DELETE);
    input_learn(in, "x", PRESS_UP); /* too plain: left out */
    assert_int_equal(one(in, "\033[P", false).code, PRESS_DELETE);
    struct press press = one(in, "x", false);
    assert_true(press_is_text(&press, "x"));
    input_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_terminals_send),
        cmocka_unit_test(waits_for_the_rest_of_a_sequence),
        cmocka_unit_test(a_lone_esc_is_the_esc_key_after_a_while),
        cmocka_unit_test(esc_before_a_letter_loses_neither),
        cmocka_unit_test(typed_characters_arrive_whole),
        cmocka_unit_test(bytes_that_are_no_text_are_swallowed),
        cmocka_unit_test(unknown_sequences_mean_nothing),
        cmocka_unit_test(a_click_is_pressed_and_let_go_in_one_place),
        cmocka_unit_test(a_report_in_pieces_never_becomes_text),
        cmocka_unit_test(the_old_form_is_known_while_the_mouse_reports),
        cmocka_unit_test(a_long_paste_of_commands_is_one_text),
        cmocka_unit_test(a_paste_is_text_and_never_commands),
        cmocka_unit_test(a_terminal_teaches_its_own_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
