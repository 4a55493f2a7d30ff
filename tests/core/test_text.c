#include "core/base/initials.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "tests/core/chance.h"

/* Cleans a C string that must be fine. */
static char *clean(const char *s)
{
    enum text_flaw flaw;
    char *out = text_clean(s, strlen(s), &flaw, NULL);
    assert_int_equal(flaw, TEXT_FINE);
    return out;
}

/* A character as UTF-8, "" for what is none. */
static const char *utf8(unsigned c, char out[5])
{
    size_t n = 0;
    if (c < 0x80)
        out[n++] = (char)c;
    else if (c < 0x800)
        out[n++] = (char)(0xc0 | c >> 6);
    else if (c < 0x10000)
        out[n++] = (char)(0xe0 | c >> 12);
    else
        out[n++] = (char)(0xf0 | c >> 18);
    if (c >= 0x10000)
        out[n++] = (char)(0x80 | (c >> 12 & 63));
    if (c >= 0x800)
        out[n++] = (char)(0x80 | (c >> 6 & 63));
    if (c >= 0x80)
        out[n++] = (char)(0x80 | (c & 63));
    out[n] = '\0';
    if (c >= 0xd800 && c < 0xe000)
        out[0] = '\0';
    return out;
}

/* A random text of pieces that make trouble. Static. */
static const char *random_text(uint64_t *s)
{
    static const char *const pieces[] = {"a", "desa", " ", "\n", "\t", "-", "é", "e\u0301",
        "\u0301", "漢", "👩\u200D👩\u200D👧", "👩🏽", "🇮🇩", "\U0001F1EE", "\u200D", "한",
        "\u1112", "\u1161", "❤\uFE0F", "\u200B", "…", "\u00A0", "क्षि", "ᨀᨙ", "x", ","};
    static char text[600];
    text[0] = '\0';
    for (size_t n = chance(s, 24); n > 0; n--)
        strcat(text, chance_of(s, pieces));
    return text;
}

static void text_from_outside_becomes_plain(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"", ""}, {"  a b ", "  a b "}, {"a\r\nb\rc\n", "a\nb\nc\n"}, {"a\r\r\nb", "a\n\nb"},
        {"e\u0301", "é"}, {"e\uFEFF\u0301", "é"}, /* removed first, composed then */
        {"\x01\x1b[31mred\x7f\ttab", "[31mred\ttab"},
        {"a\xc2\x85\xc2\x9B"
         "b",
            "ab"},
        {"\u202Etnirp\u202C\u2066x\u2069\u200E\u200F\u061C", "tnirpx"},
        {"co\u00ADop\uFEFF", "coop"}, {"क\u094D\u200Dष\u200C", "क\u094D\u200Dष\u200C"},
        {"\u2028", "\u2028"}, {"\u0958", "\u0915\u093C"}, /* grows: a composition exclusion */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = clean(rows[i].bytes);
        assert_string_equal(out, rows[i].text);
        free(out);
    }
}

static void bytes_that_are_no_text_are_told_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        enum text_flaw flaw;
        size_t at;
    } rows[] = {
        {"ab\xe9", 3, TEXT_NOT_UTF8, 2},
        {"\xc0\x80", 2, TEXT_NOT_UTF8, 0},
        {"a\xed\xa0\x80", 4, TEXT_NOT_UTF8, 1},
        {"\xf4\x90\x80\x80", 4, TEXT_NOT_UTF8, 0},
        {"a\xe2\x82", 3, TEXT_NOT_UTF8, 1},
        {"ab\0c", 4, TEXT_HAS_NUL, 2},
        {"\0\xff", 2, TEXT_HAS_NUL, 0},
        {"\xff\0", 2, TEXT_NOT_UTF8, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum text_flaw flaw;
        size_t at = 99;
        assert_null(text_clean(rows[i].bytes, rows[i].size, &flaw, &at));
        assert_int_equal(flaw, rows[i].flaw);
        assert_int_equal(at, rows[i].at);
        assert_true(*text_flaw_name(flaw));
        assert_null(text_clean(rows[i].bytes, rows[i].size, NULL, NULL));
    }
}

static void the_limit_counts_before_and_after(void **state)
{
    (void)state;
    enum text_flaw flaw;
    char *bytes = malloc(LIMIT_TEXT + 1);
    memset(bytes, 'a', LIMIT_TEXT + 1);
    char *out = text_clean(bytes, LIMIT_TEXT, &flaw, NULL);
    assert_non_null(out);
    assert_int_equal(strlen(out), LIMIT_TEXT);
    free(out);
    assert_null(text_clean(bytes, LIMIT_TEXT + 1, &flaw, NULL));
    assert_int_equal(flaw, TEXT_TOO_LONG);
    for (size_t i = 0; i + 3 <= LIMIT_TEXT; i += 3)
        memcpy(bytes + i, "\u0958", 3); /* twice as long in NFC */
    assert_null(text_clean(bytes, LIMIT_TEXT / 3 * 3, &flaw, NULL));
    assert_int_equal(flaw, TEXT_TOO_LONG);
    free(bytes);
}

static void cleaning_and_folding_twice_is_once(void **state)
{
    (void)state;
    char c[5];
    for (unsigned u = 1; u < 0x110000; u++) {
        char *once = clean(utf8(u, c)), *twice = clean(once);
        assert_string_equal(once, twice);
        char *folded = text_fold(once), *again = text_fold(folded);
        if (strcmp(folded, again) != 0)
            fail_msg("U+%04X folds to \"%s\" and then to \"%s\"", u, folded, again);
        free(once);
        free(twice);
        free(folded);
        free(again);
    }
    uint64_t s = chance_begin();
    for (int i = 0; i < 20000; i++) {
        char *once = clean(random_text(&s)), *twice = clean(once);
        assert_string_equal(once, twice);
        free(once);
        free(twice);
    }
}

static void pasted_text_loses_the_marks_of_word_processors(void **state)
{
    (void)state;
    static const struct {
        const char *pasted, *text;
    } rows[] = {
        {"“Smart” ‘city’ it’s „x‟", "\"Smart\" 'city' it's \"x\""},
        {"a\u00A0b\u2009c\u202Fd\u3000e", "a b c d e"},
        {"• satu\n•\tdua\n  ▪ tiga", "- satu\n- dua\n  - tiga"},
        {"\uF0B7 satu", "- satu"},
        {"a • b", "a • b"},
        {"\u200Bzero\u200B", "zero"},
        {"\u00A0• x", " - x"},
        {"a\u2028• b", "a\n- b"},
        {"2026–2028", "2026–2028"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = text_from_paste(rows[i].pasted);
        assert_string_equal(out, rows[i].text);
        char *again = text_from_paste(out);
        assert_string_equal(out, again);
        free(out);
        free(again);
    }
}

static void trimming_takes_every_white_space(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } rows[] = {
        {"", ""}, {" \n\t ", ""}, {"\u00A0 a b\u2003\n", "a b"}, {"é", "é"}, {"a", "a"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = text_trim(rows[i].text);
        assert_string_equal(out, rows[i].trimmed);
        free(out);
    }
}

static void folding_is_what_people_mean(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"Smart  Government", "smart government"},
        {"SMART-GOVERNMENT.", "smart government"},
        {" Dinas (PU/PR) ", "dinas pu pr"},
        {"Kab. Luwu\u00A0Utara", "kab luwu utara"},
        {"ＦＵＬＬ①", "full1"},
        {"Straße", "strasse"},
        {"É e\u0301", "é é"},
        {"it’s", "it s"},
        {"a–b", "a b"},
        {"\u03D2", "\u03C5"},
        {"...", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = text_fold(rows[i].text);
        assert_string_equal(out, rows[i].folded);
        free(out);
    }
}

static void width_is_that_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t cells;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"é", 1},
        {"e\u0301", 1},
        {"\u0301", 0},
        {"漢字", 4},
        {"👩\u200D👩\u200D👧", 2},
        {"👩🏽", 2},
        {"👩\u200Dx", 3},
        {"🇮🇩", 2},
        {"🇮🇩🇲🇾x", 5},
        {"한", 2},
        {"\u1112\u1161\u11AB", 2},
        {"क", 1},
        {"ᨀᨙ", 2},
        {"a\u200Bb", 2},
        {"\n", 0},
        {"a\tb", 3},
        {"\x1b[", 1},
        {"…–", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_width(rows[i].text) != rows[i].cells)
            fail_msg("\"%s\" is %zu cells", rows[i].text, text_width(rows[i].text));
    assert_int_equal(text_width_n("漢字", 3), 2);
}

static void steps_forward_and_back_meet(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    for (int i = 0; i < 30000; i++) {
        const char *text = random_text(&s);
        size_t ends[700], count = 0, size = strlen(text), cells = 0;
        for (size_t at = 0; at < size; at = text_next(text, at))
            ends[count++] = at;
        ends[count] = size;
        for (size_t k = count; k > 0; k--)
            assert_int_equal(text_prev(text, ends[k]), ends[k - 1]);
        for (size_t k = 0; k < count; k++)
            cells += text_width_n(text + ends[k], ends[k + 1] - ends[k]);
        assert_int_equal(cells, text_width(text));
        assert_int_equal(text_next(text, size), size);
        assert_int_equal(text_prev(text, 0), 0);
    }
}

static void a_cluster_longer_than_any_window_is_one_step(void **state)
{
    (void)state;
    char *text = malloc(20002);
    text[0] = 'e';
    for (size_t i = 1; i < 20001; i += 2)
        memcpy(text + i, "\u0301", 2);
    text[20001] = '\0';
    assert_int_equal(text_next(text, 0), 20001);
    assert_int_equal(text_prev(text, 20001), 0);
    assert_int_equal(text_width(text), 1);
    free(text);
}

static void words_are_between_blanks(void **state)
{
    (void)state;
    const char *text = "satu  dua\u00A0tiga\n é";
    static const size_t forward[] = {0, 6, 11, 17, 19};
    for (size_t i = 0; i + 1 < sizeof forward / sizeof *forward; i++)
        assert_int_equal(text_next_word(text, forward[i]), forward[i + 1]);
    static const size_t back[] = {19, 17, 11, 6, 0, 0};
    for (size_t i = 0; i + 1 < sizeof back / sizeof *back; i++)
        assert_int_equal(text_prev_word(text, back[i]), back[i + 1]);
    assert_int_equal(text_prev_word(text, 8), 6);
}

static void a_cut_fits_and_shows_that_it_cut(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t cells;
        bool ascii;
        const char *cut;
    } rows[] = {
        {"desa", 4, false, "desa"},
        {"desa", 3, false, "de…"},
        {"desa", 3, true, "de~"},
        {"desa", 1, false, "…"},
        {"desa", 0, false, ""},
        {"漢字", 3, false, "漢…"},
        {"漢字", 2, false, "…"},
        {"a\nb\tc", 9, false, "a b c"},
        {"a\nb", 2, true, "a~"},
        {"🇮🇩x", 2, false, "…"},
        {"", 3, false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *cut = text_cut(rows[i].text, rows[i].cells, rows[i].ascii);
        assert_string_equal(cut, rows[i].cut);
        free(cut);
    }
    uint64_t s = chance_begin();
    for (int i = 0; i < 20000; i++) {
        const char *text = random_text(&s);
        size_t cells = chance(&s, 30), used;
        char *cut = text_cut(text, cells, false);
        assert_true(text_width(cut) <= cells);
        free(cut);
        size_t fit = text_fit(text, cells, &used);
        assert_true(used <= cells);
        assert_int_equal(text_width_n(text, fit), used);
        if (text[fit]) {
            size_t next = text_next(text, fit);
            assert_true(used + text_width_n(text + fit, next - fit) > cells);
        }
    }
}

/* Asserts how a text is wrapped: the lines joined by '|'. */
static void wraps(const char *text, size_t cells, const char *wanted)
{
    struct text_line *lines;
    size_t count = text_wrap(text, cells, &lines);
    char joined[200] = "";
    for (size_t i = 0; i < count; i++) {
        if (i)
            strcat(joined, "|");
        strncat(joined, text + lines[i].start, lines[i].bytes);
    }
    assert_string_equal(joined, wanted);
    free(lines);
}

static void lines_break_at_blanks(void **state)
{
    (void)state;
    wraps("", 5, "");
    wraps("aaaaa bbbbb", 5, "aaaaa|bbbbb");
    wraps("aa bb cc", 5, "aa bb|cc");
    wraps("aaaaaaaa", 5, "aaaaa|aaa");
    wraps("aa bbbbbbb", 5, "aa|bbbbb|bb");
    wraps("a\n\nb\n", 5, "a||b|");
    wraps("aaaaa  b", 5, "aaaaa| b");
    wraps(" aaaaaaa", 5, " aaaa|aaa");
    wraps("漢字漢字", 5, "漢字|漢字");
    wraps("漢", 1, "漢");
    wraps("ab", 0, "a|b");
    wraps("aaa\tbbb", 4, "aaa|bbb");
    wraps("       ", 3, "   |   ");
}

static void every_byte_has_one_line_and_every_line_fits(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    for (int i = 0; i < 30000; i++) {
        const char *text = random_text(&s);
        size_t cells = 1 + chance(&s, 12), at = 0;
        struct text_line *lines;
        size_t count = text_wrap(text, cells, &lines);
        assert_true(count > 0);
        for (size_t k = 0; k < count; k++) {
            if (lines[k].start != at) { /* one LF or one blank at the break */
                assert_int_equal(lines[k].start, at + 1);
                assert_true(text[at] == '\n' || text[at] == ' ' || text[at] == '\t');
            }
            at = lines[k].start + lines[k].bytes;
            size_t width = text_width_n(text + lines[k].start, lines[k].bytes);
            if (width > cells) /* one cluster that is too wide */
                assert_true(text_next(text, lines[k].start) >= at || width <= 2);
        }
        assert_int_equal(at, strlen(text));
        free(lines);
    }
}

static void nothing_printed_controls_the_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text, *printed;
    } rows[] = {
        {"desa é 👩\u200D👧", "desa é 👩\u200D👧"},
        {"\x1b[2J\n\t\x7f", "\uFFFD[2J\uFFFD\uFFFD\uFFFD"},
        {"\xc2\x9B"
         "2J",
            "\uFFFD2J"},
        {"\u202Ea", "\uFFFDa"},
        {"a\xff\xe9z", "a\uFFFD\uFFFDz"},
        {"\u2028", "\uFFFD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = text_printable(rows[i].text);
        assert_string_equal(out, rows[i].printed);
        free(out);
    }
}

static void any_bytes_can_be_measured(void **state)
{
    (void)state;
    uint64_t s = chance_begin();
    for (int i = 0; i < 50000; i++) {
        char *text = malloc(41), *cut, *shown;
        size_t n = chance(&s, 40);
        for (size_t k = 0; k < n; k++)
            text[k] = (char)(1 + chance(&s, 255));
        text[n] = '\0';
        size_t at = 0, steps = 0;
        while (text[at] && ++steps < 100)
            at = text_next(text, at);
        assert_int_equal(at, n);
        cut = text_cut(text, 7, false);
        shown = text_printable(text);
        struct text_line *lines;
        text_wrap(text, 5, &lines);
        assert_int_equal(text_prev(text, 0), 0);
        free(lines);
        free(cut);
        free(shown);
        free(text);
    }
}

static void names_are_lower_case_words(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "quick_win2", "z_"};
    static const char *const others[] = {"", "_a", "2a", "A", "a-b", "é", "a b", "a\n"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(text_is_name(names[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(text_is_name(others[i]));
}

/* The short way for ASCII and the long one for everything fold alike. */
static void ascii_folds_as_all_text_does(void **state)
{
    uint64_t seed = chance_begin();

    (void)state;
    for (int i = 0; i < 2000; i++) {
        char text[16], longer[20], expected[24];
        size_t n = chance(&seed, sizeof text);
        for (size_t k = 0; k < n; k++)
            text[k] = (char)(1 + chance(&seed, 127));
        text[n] = '\0';
        snprintf(longer, sizeof longer, "%s é", text);
        char *one = text_fold(text), *two = text_fold(longer);
        snprintf(expected, sizeof expected, "%s%sé", one, one[0] ? " " : "");
        assert_string_equal(two, expected);
        free(one);
        free(two);
    }
}

static void initials_are_those_of_words_that_mean_something(void **state)
{
    static const char *const cases[][2] = {{"Dinas Lingkungan Hidup", "DLH"},
        {"badan pengelola keuangan dan aset daerah", "BPKAD"}, {"Dinas Kesehatan", ""},
        {"Diskominfo", ""}, {"", ""}, {"Dewan dan di ke Kota", ""},
        {"a b c d e f g h i j k l m n o", "ABCDEFGHIJKL"},
        {"Rumah Sakit (Umum) 2 Daerah", "RSUD"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *letters = initials(cases[i][0]);
        assert_string_equal(letters, cases[i][1]);
        free(letters);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_from_outside_becomes_plain),
        cmocka_unit_test(bytes_that_are_no_text_are_told_with_their_place),
        cmocka_unit_test(the_limit_counts_before_and_after),
        cmocka_unit_test(cleaning_and_folding_twice_is_once),
        cmocka_unit_test(pasted_text_loses_the_marks_of_word_processors),
        cmocka_unit_test(trimming_takes_every_white_space),
        cmocka_unit_test(folding_is_what_people_mean),
        cmocka_unit_test(width_is_that_of_a_terminal),
        cmocka_unit_test(steps_forward_and_back_meet),
        cmocka_unit_test(a_cluster_longer_than_any_window_is_one_step),
        cmocka_unit_test(words_are_between_blanks),
        cmocka_unit_test(a_cut_fits_and_shows_that_it_cut),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(every_byte_has_one_line_and_every_line_fits),
        cmocka_unit_test(nothing_printed_controls_the_terminal),
        cmocka_unit_test(any_bytes_can_be_measured),
        cmocka_unit_test(names_are_lower_case_words),
        cmocka_unit_test(ascii_folds_as_all_text_does),
        cmocka_unit_test(initials_are_those_of_words_that_mean_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
