/* The long-text editor against a plain string. */
#include "tests/core/edit_random.h"
#include "tui/edit/text.h"

/* An editor with a text, the cursor at its end. */
static struct edit_text text_of(const char *text, size_t cells, size_t rows)
{
    struct edit_text t = {0};
    assert_int_equal(edit_text_set(&t, text, cells, rows, NULL), STATUS_OK);
    return t;
}

/* Does an operation and gives its result. */
static enum edit_result did(struct edit_text *t, enum edit_op op)
{
    enum edit_result result = EDIT_NOTHING;
    assert_int_equal(edit_text_do(t, op, &result, NULL), STATUS_OK);
    return result;
}

/* Asserts where the cursor is seen. */
static void at(const struct edit_text *t, size_t line, size_t cells)
{
    size_t l = 0, c = 0;
    edit_text_cursor(t, &l, &c);
    assert_int_equal(l, line);
    assert_int_equal(c, cells);
}

static void an_empty_text_is_one_line(void **state)
{
    (void)state;
    struct edit_text t = text_of("", 20, 3);
    assert_int_equal(t.count, 1);
    at(&t, 0, 0);
    assert_int_equal(did(&t, EDIT_UP), EDIT_LEAVE_UP);
    assert_int_equal(did(&t, EDIT_DOWN), EDIT_LEAVE_DOWN);
    edit_text_free(&t);
}

static void enter_makes_a_line(void **state)
{
    (void)state;
    struct edit_text t = text_of("satu", 20, 3);
    edit_text_insert(&t, "\n", NULL);
    at(&t, 1, 0);
    edit_text_insert(&t, "dua", NULL);
    assert_string_equal(edit_text_text(&t), "satu\ndua");
    did(&t, EDIT_HOME);
    assert_int_equal(did(&t, EDIT_BACKSPACE), EDIT_CHANGED);
    assert_string_equal(edit_text_text(&t), "satudua");
    at(&t, 0, 4);
    edit_text_free(&t);
}

static void up_and_down_keep_the_column(void **state)
{
    (void)state;
    struct edit_text t = text_of("kakao kering\nya\nharga acuan", 20, 5);
    at(&t, 2, 11);
    assert_int_equal(did(&t, EDIT_UP), EDIT_MOVED);
    at(&t, 1, 2);
    assert_int_equal(did(&t, EDIT_UP), EDIT_MOVED);
    at(&t, 0, 11);
    assert_int_equal(did(&t, EDIT_UP), EDIT_LEAVE_UP);
    at(&t, 0, 11);
    did(&t, EDIT_DOWN);
    did(&t, EDIT_DOWN);
    at(&t, 2, 11);
    assert_int_equal(did(&t, EDIT_DOWN), EDIT_LEAVE_DOWN);
    edit_text_free(&t);
}

static void lines_are_the_ones_seen(void **state)
{
    (void)state;
    /* Eleven cells, the last for the cursor: "pasar", "kakao", "terbuka". */
    struct edit_text t = text_of("pasar kakao terbuka", 11, 5);
    assert_int_equal(t.count, 3);
    did(&t, EDIT_UP);
    did(&t, EDIT_END);
    assert_int_equal(t.buffer.cursor, 11);
    did(&t, EDIT_HOME);
    assert_int_equal(t.buffer.cursor, 6);
    did(&t, EDIT_TEXT_HOME);
    at(&t, 0, 0);
    did(&t, EDIT_TEXT_END);
    at(&t, 2, 7);
    edit_text_free(&t);
}

static void the_end_of_a_cut_word_is_on_its_own_line(void **state)
{
    (void)state;
    struct edit_text t = text_of("abcdefghij", 6, 5);
    assert_int_equal(t.count, 2);
    did(&t, EDIT_TEXT_HOME);
    did(&t, EDIT_END);
    size_t line = 9, cells = 9;
    edit_text_cursor(&t, &line, &cells);
    assert_int_equal(line, 0);
    edit_text_free(&t);
}

static void it_scrolls_by_page(void **state)
{
    (void)state;
    struct edit_text t = text_of("1\n2\n3\n4\n5\n6\n7\n8\n9", 10, 4);
    assert_int_equal(t.top, 5);
    assert_int_equal(did(&t, EDIT_PAGE_UP), EDIT_MOVED);
    at(&t, 5, 1);
    did(&t, EDIT_PAGE_UP);
    at(&t, 2, 1);
    assert_int_equal(t.top, 2);
    did(&t, EDIT_PAGE_UP);
    at(&t, 0, 1);
    assert_int_equal(did(&t, EDIT_PAGE_UP), EDIT_LEAVE_UP);
    did(&t, EDIT_PAGE_DOWN);
    at(&t, 3, 1);
    edit_text_free(&t);
}

static void another_width_keeps_the_cursor(void **state)
{
    (void)state;
    struct edit_text t = text_of("pasar kakao terbuka di desa", 40, 5);
    size_t cursor = t.buffer.cursor = 8;
    for (size_t cells = 40; cells >= 1; cells--) {
        assert_int_equal(edit_text_resize(&t, cells, 2, NULL), STATUS_OK);
        size_t line = 0, column = 0;
        edit_text_cursor(&t, &line, &column);
        assert_int_equal(t.buffer.cursor, cursor);
        assert_true(line >= t.top && line < t.top + 2);
        assert_true(column < cells);
    }
    edit_text_free(&t);
}

static void kill_takes_what_stands_before(void **state)
{
    (void)state;
    struct edit_text t = text_of("satu\ndua tiga", 40, 5);
    did(&t, EDIT_WORD_LEFT);
    assert_int_equal(did(&t, EDIT_KILL), EDIT_CHANGED);
    assert_string_equal(edit_text_text(&t), "satu\ntiga");
    assert_int_equal(did(&t, EDIT_KILL), EDIT_NOTHING);
    edit_text_free(&t);
}

/* The lines follow each other through the whole text; between two only a blank or a line feed.
 */
static void covers(const struct edit_text *t)
{
    const char *text = edit_text_text(t);
    size_t from = 0;
    for (size_t i = 0; i < t->count; i++) {
        assert_true(t->lines[i].start >= from);
        for (size_t j = from; j < t->lines[i].start; j++) {
            assert_true(text[j] == ' ' || text[j] == '\n' || text[j] == '\t');
        }
        assert_null(memchr(text + t->lines[i].start, '\n', t->lines[i].bytes));
        assert_int_equal(slow_boundary(text, t->lines[i].start), t->lines[i].start);
        from = t->lines[i].start + t->lines[i].bytes;
        assert_int_equal(slow_boundary(text, from), from);
    }
    for (; text[from]; from++) {
        assert_true(text[from] == ' ' || text[from] == '\t');
    }
}

/* One random operation on both. */
static void random_step(uint64_t *seed, struct edit_text *t, struct model *m)
{
    static const enum edit_op moves[] = {EDIT_UP, EDIT_DOWN, EDIT_PAGE_UP, EDIT_PAGE_DOWN,
        EDIT_HOME, EDIT_END, EDIT_TEXT_HOME, EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_LEFT,
        EDIT_RIGHT};
    switch (chance(seed, 8)) {
    case 0:
    case 1:
    case 2:
        did(t, moves[chance(seed, sizeof moves / sizeof *moves)]);
        m->cursor = t->buffer.cursor;
        break;
    case 3:
        did(t, EDIT_BACKSPACE);
        model_splice(m, slow_before(m->text, m->cursor), m->cursor, "");
        break;
    case 4:
        did(t, EDIT_DELETE);
        model_splice(m, m->cursor, text_next(m->text, m->cursor), "");
        break;
    default: {
        const char *piece = chance(seed, 5) ? random_piece(seed) : "\n";
        assert_int_equal(edit_text_insert(t, piece, NULL), STATUS_OK);
        model_splice(m, m->cursor, m->cursor, piece);
    }
    }
}

static void random_operations_match_a_plain_string(void **state)
{
    (void)state;
    for (uint64_t world = 1; world <= 300; world++) {
        uint64_t seed = world;
        struct edit_text t = text_of("", 1 + chance(&seed, 20), 1 + chance(&seed, 5));
        struct model m = {strdup(""), 0};
        for (int i = 0; i < 60; i++) {
            random_step(&seed, &t, &m);
            if (chance(&seed, 6) == 0) {
                edit_text_resize(&t, 1 + chance(&seed, 30), 1 + chance(&seed, 6), NULL);
            }
            assert_string_equal(edit_text_text(&t), m.text);
            assert_int_equal(t.buffer.cursor, m.cursor);
            assert_int_equal(slow_boundary(m.text, m.cursor), m.cursor);
            covers(&t);
            size_t line = 0, cells = 0;
            edit_text_cursor(&t, &line, &cells);
            assert_true(line >= t.top && line < t.top + t.rows && cells < t.cells);
        }
        free(m.text);
        edit_text_free(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_text_is_one_line),
        cmocka_unit_test(enter_makes_a_line),
        cmocka_unit_test(up_and_down_keep_the_column),
        cmocka_unit_test(lines_are_the_ones_seen),
        cmocka_unit_test(the_end_of_a_cut_word_is_on_its_own_line),
        cmocka_unit_test(it_scrolls_by_page),
        cmocka_unit_test(another_width_keeps_the_cursor),
        cmocka_unit_test(kill_takes_what_stands_before),
        cmocka_unit_test(random_operations_match_a_plain_string),
    };
    return cmocka_run_group_tests_name("edit_text", tests, NULL, NULL);
}
