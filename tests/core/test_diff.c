/* Long texts two people changed, put together (core/base/diff.h). */
#include "core/base/diff.h"
#include "tests/core/chance.h"

#define MARK "-- atau --"

static void merges(
    const char *base, const char *a, const char *b, const char *expected, size_t marks)
{
    size_t places;
    char *text = diff_merge(base, a, b, MARK, &places);

    assert_non_null(text);
    assert_string_equal(text, expected);
    assert_int_equal(places, marks);
    free(text);
}

static void different_paragraphs_meet(void **state)
{
    (void)state;
    merges("satu\ndua\ntiga", "SATU\ndua\ntiga", "satu\ndua\nTIGA", "SATU\ndua\nTIGA", 0);
    merges("satu\ndua", "nol\nsatu\ndua", "satu\ndua\ntiga", "nol\nsatu\ndua\ntiga", 0);
    merges("satu\ndua\ntiga", "SATU\ndua\ntiga", "satu\nDUA\ntiga", "SATU\nDUA\ntiga", 0);
    merges("satu\ndua\ntiga", "satu\ntiga", "satu\ndua\ntiga\nempat", "satu\ntiga\nempat", 0);
}

static void same_paragraph_keeps_both(void **state)
{
    (void)state;
    merges("satu", "a", "b", "a\n" MARK "\nb", 1);
    merges("", "a", "b", "a\n" MARK "\nb", 1);
    merges(NULL, "a", NULL, "a", 0);
    merges("x\nsatu\ny", "x\na\ny", "x\nb\ny", "x\na\n" MARK "\nb\ny", 1);
    merges("x\nsatu\ny", "x\ny", "x\nb\ny", "x\n" MARK "\nb\ny", 1);
    merges("1\n2\n3\n4\n5", "a\n2\nb\n4\nc", "A\n2\nB\n4\nC",
        "a\n" MARK "\nA\n2\nb\n" MARK "\nB\n4\nc\n" MARK "\nC", 3);
}

static void same_change_stands_once(void **state)
{
    (void)state;
    merges("satu\ndua", "satu\nDUA", "satu\nDUA", "satu\nDUA", 0);
    merges("a\nb", "", "", "", 0);
    merges("a\n", "a\n", "a\n", "a\n", 0);
}

/* A text of a few lines out of few, so that they repeat. */
static void some_text(uint64_t *c, char *out)
{
    size_t n = (size_t)chance(c, 9), size = 0;

    for (size_t i = 0; i < n; i++) {
        if (i)
            out[size++] = '\n';
        for (size_t k = (size_t)chance(c, 3); k > 0; k--)
            out[size++] = (char)('a' + (size_t)chance(c, 5));
    }
    out[size] = '\0';
}

/* How often a line stands in a text. */
static size_t times(const char *text, const char *line, size_t size)
{
    size_t n = 0;

    for (const char *p = text;; p++) {
        size_t k = strcspn(p, "\n");
        n += k == size && memcmp(p, line, k) == 0;
        p += k;
        if (!*p)
            return n;
    }
}

/* Every line stands in `all` at least as often as `one` has it more than `base`. */
static bool holds_added(const char *all, const char *one, const char *base)
{
    for (const char *p = one;; p++) {
        size_t k = strcspn(p, "\n"), more = times(one, p, k), had = times(base, p, k);
        if (more > had && times(all, p, k) < more - had)
            return false;
        p += k;
        if (!*p)
            return true;
    }
}

/* Whether two texts have the same lines, in whatever order. */
static bool same_lines(const char *a, const char *b)
{
    return strlen(a) == strlen(b) && holds_added(a, b, "\n\n\n") && holds_added(b, a, "\n\n\n");
}

static void laws_hold_for_random_texts(void **state)
{
    uint64_t c = chance_begin();
    char a[100], b[100], base[100];

    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        some_text(&c, base);
        some_text(&c, a);
        some_text(&c, b);
        merges(a, a, b, b, 0);
        merges(a, b, a, b, 0);
        merges(base, a, a, a, 0);
        char *one = diff_merge(base, a, b, MARK, NULL),
             *two = diff_merge(base, b, a, MARK, NULL);
        assert_true(same_lines(one, two));
        assert_true(holds_added(one, a, base) && holds_added(one, b, base));
        free(one);
        free(two);
    }
}

/* Far too many lines to compare each with each: still no line is lost. */
static void long_texts_come_to_an_end(void **state)
{
    size_t lines = 60000;
    char *a = malloc(lines * 8 + 1), *b = malloc(lines * 8 + 1);

    (void)state;
    assert_true(a && b);
    for (size_t i = 0; i < lines; i++) {
        snprintf(a + i * 7, 8, "%06zu\n", i);
        snprintf(b + i * 7, 8, "%06zu\n", 999999 - i);
    }
    char *text = diff_merge("", a, b, MARK, NULL);
    assert_non_null(text);
    assert_int_equal(strlen(text), strlen(a) + strlen(b) + strlen(MARK) + 1);
    free(text);
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(different_paragraphs_meet),
        cmocka_unit_test(same_paragraph_keeps_both),
        cmocka_unit_test(same_change_stands_once),
        cmocka_unit_test(laws_hold_for_random_texts),
        cmocka_unit_test(long_texts_come_to_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
