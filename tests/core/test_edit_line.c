/* The one-line editor against a plain string. */
#include "tests/core/edit_random.h"
#include "tui/edit/line.h"

/* An editor with a text and the cursor at its end. */
static struct edit_line line_of(const char *text, bool replace)
{
    struct edit_line l = {0};
    assert_int_equal(edit_line_set(&l, text, replace, NULL), STATUS_OK);
    return l;
}

/* Asserts text and cursor, and frees the editor. */
static void holds(struct edit_line *l, const char *text, size_t cursor)
{
    assert_string_equal(edit_line_text(l), text);
    assert_int_equal(l->buffer.cursor, cursor);
    edit_line_free(l);
}

static void typing_goes_in_at_the_cursor(void **state)
{
    (void)state;
    struct edit_line l = line_of("pasar", false);
    assert_int_equal(edit_line_do(&l, EDIT_HOME), EDIT_MOVED);
    assert_int_equal(edit_line_insert(&l, "di ", NULL), STATUS_OK);
    holds(&l, "di pasar", 3);
}

static void typing_over_a_cell_replaces_it(void **state)
{
    (void)state;
    struct edit_line l = line_of("1500000", true);
    edit_line_insert(&l, "2", NULL);
    edit_line_insert(&l, " M", NULL);
    holds(&l, "2 M", 3);
}

static void a_move_keeps_the_cell(void **state)
{
    (void)state;
    struct edit_line l = line_of("150", true);
    edit_line_do(&l, EDIT_LEFT);
    edit_line_insert(&l, "7", NULL);
    holds(&l, "1570", 3);
}

static void backspace_over_a_cell_empties_it(void **state)
{
    (void)state;
    struct edit_line l = line_of("150", true);
    assert_int_equal(edit_line_do(&l, EDIT_BACKSPACE), EDIT_CHANGED);
    holds(&l, "", 0);
}

static void whole_clusters_are_erased(void **state)
{
    (void)state;
    struct edit_line l = line_of("ax\u0302👩\u200D👩\u200D👧", false);
    edit_line_do(&l, EDIT_BACKSPACE);
    assert_string_equal(edit_line_text(&l), "ax\u0302");
    edit_line_do(&l, EDIT_LEFT);
    edit_line_do(&l, EDIT_DELETE);
    holds(&l, "a", 1);
}

static void words_are_moved_over_and_erased(void **state)
{
    (void)state;
    struct edit_line l = line_of("pasar kakao terbuka", false);
    edit_line_do(&l, EDIT_WORD_LEFT);
    assert_int_equal(l.buffer.cursor, 12);
    edit_line_do(&l, EDIT_WORD_BACKSPACE);
    assert_string_equal(edit_line_text(&l), "pasar terbuka");
    edit_line_do(&l, EDIT_KILL);
    assert_string_equal(edit_line_text(&l), "terbuka");
    edit_line_do(&l, EDIT_WORD_RIGHT);
    holds(&l, "terbuka", 7);
}

static void line_feeds_become_blanks(void **state)
{
    (void)state;
    struct edit_line l = line_of("", false);
    edit_line_insert(&l, "satu\ndua\ttiga", NULL);
    holds(&l, "satu dua tiga", 13);
}

static void the_ends_are_told(void **state)
{
    (void)state;
    struct edit_line l = line_of("a", false);
    assert_int_equal(edit_line_do(&l, EDIT_RIGHT), EDIT_NOTHING);
    assert_int_equal(edit_line_do(&l, EDIT_DELETE), EDIT_NOTHING);
    assert_int_equal(edit_line_do(&l, EDIT_UP), EDIT_LEAVE_UP);
    assert_int_equal(edit_line_do(&l, EDIT_DOWN), EDIT_LEAVE_DOWN);
    edit_line_do(&l, EDIT_HOME);
    assert_int_equal(edit_line_do(&l, EDIT_BACKSPACE), EDIT_NOTHING);
    assert_int_equal(edit_line_do(&l, EDIT_KILL), EDIT_NOTHING);
    edit_line_free(&l);
}

static void a_cell_has_a_limit(void **state)
{
    (void)state;
    char *long_text = malloc(1024 * 1024 + 1);
    assert_non_null(long_text);
    memset(long_text, 'a', 1024 * 1024);
    long_text[1024 * 1024] = '\0';
    struct edit_line l = line_of(long_text, false);
    struct error e = {0};
    assert_int_equal(edit_line_insert(&l, "b", &e), STATUS_DATA);
    assert_int_equal(l.buffer.length, 1024 * 1024);
    assert_true(strlen(error_text(&e)) > 0);
    error_clear(&e);
    free(long_text);
    edit_line_free(&l);
}

static void a_long_line_scrolls_with_marks(void **state)
{
    (void)state;
    struct edit_line l = line_of("0123456789", false);
    struct edit_view v = edit_line_view(&l, 11);
    assert_true(!v.left && !v.right && v.bytes == 10 && v.cursor == 10);
    v = edit_line_view(&l, 10);
    assert_true(v.left && !v.right && v.cursor < 10);
    edit_line_do(&l, EDIT_HOME);
    v = edit_line_view(&l, 6);
    assert_true(!v.left && v.right && v.start == 0 && v.bytes == 5 && v.cursor == 0);
    edit_line_free(&l);
}

/* One random operation on both; what the model says is right. */
static void random_step(uint64_t *seed, struct edit_line *l, struct model *m)
{
    size_t end = strlen(m->text);
    switch (chance(seed, 12)) {
    case 0: edit_line_do(l, EDIT_LEFT), m->cursor = slow_before(m->text, m->cursor); break;
    case 1: edit_line_do(l, EDIT_RIGHT), m->cursor = text_next(m->text, m->cursor); break;
    case 2: edit_line_do(l, EDIT_HOME), m->cursor = 0; break;
    case 3: edit_line_do(l, EDIT_END), m->cursor = end; break;
    case 4:
        edit_line_do(l, EDIT_BACKSPACE);
        model_splice(m, slow_before(m->text, m->cursor), m->cursor, "");
        break;
    case 5:
        edit_line_do(l, EDIT_DELETE);
        model_splice(m, m->cursor, text_next(m->text, m->cursor), "");
        break;
    case 6: edit_line_do(l, EDIT_WORD_LEFT), m->cursor = l->buffer.cursor; break;
    case 7: edit_line_do(l, EDIT_WORD_RIGHT), m->cursor = l->buffer.cursor; break;
    default: {
        const char *piece = random_piece(seed);
        assert_int_equal(edit_line_insert(l, piece, NULL), STATUS_OK);
        model_splice(m, m->cursor, m->cursor, piece);
    }
    }
}

static void random_operations_match_a_plain_string(void **state)
{
    (void)state;
    for (uint64_t world = 1; world <= 300; world++) {
        uint64_t seed = world;
        struct edit_line l = line_of("", false);
        struct model m = {strdup(""), 0};
        for (int i = 0; i < 60; i++) {
            random_step(&seed, &l, &m);
            assert_string_equal(edit_line_text(&l), m.text);
            assert_int_equal(l.buffer.cursor, m.cursor);
            assert_int_equal(slow_boundary(m.text, m.cursor), m.cursor);
            size_t cells = 1 + chance(&seed, 30);
            struct edit_view v = edit_line_view(&l, cells);
            size_t seen = edit_cells(m.text, v.start, v.start + v.bytes);
            assert_true(v.left + seen + v.right <= cells || cells < 4);
            assert_true(v.cursor < cells);
            assert_int_equal(v.left, v.start > 0);
            assert_true(v.right || v.start + v.bytes == l.buffer.length);
            if (cells >= 5) {
                assert_true(v.start <= m.cursor && m.cursor <= v.start + v.bytes);
                assert_int_equal(v.left + edit_cells(m.text, v.start, m.cursor), v.cursor);
            }
        }
        free(m.text);
        edit_line_free(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_goes_in_at_the_cursor),
        cmocka_unit_test(typing_over_a_cell_replaces_it),
        cmocka_unit_test(a_move_keeps_the_cell),
        cmocka_unit_test(backspace_over_a_cell_empties_it),
        cmocka_unit_test(whole_clusters_are_erased),
        cmocka_unit_test(words_are_moved_over_and_erased),
        cmocka_unit_test(line_feeds_become_blanks),
        cmocka_unit_test(the_ends_are_told),
        cmocka_unit_test(a_cell_has_a_limit),
        cmocka_unit_test(a_long_line_scrolls_with_marks),
        cmocka_unit_test(random_operations_match_a_plain_string),
    };
    return cmocka_run_group_tests_name("edit_line", tests, NULL, NULL);
}
