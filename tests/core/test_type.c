/* The types of fields: what a person's text means, what comes back for editing and from the
 * machine CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/core/type_world.h"

static struct method *m;
/* Reads `text`; expects the machine form of its columns joined by "/", "(empty)", "(ask)" or
 * "(unread)". */
static void expect(enum type_id id, const char *text, const char *want)
{
    struct field f = field_of(m, id);
    struct read_context context = world();
    struct value value = {0};
    struct value other = {0};
    struct error why = {0};
    char got[256] = "";
    enum outcome outcome = f.type->read(&f, text, &context, &value, &other, &why);

    if (outcome == OUTCOME_EMPTY)
        strcpy(got, "(empty)");
    else if (outcome == OUTCOME_ASK)
        strcpy(got, "(ask)");
    else if (outcome == OUTCOME_UNREAD)
        strcpy(got, "(unread)");
    else {
        struct value columns[LIMIT_COLUMNS] = {{0}};
        assert_int_equal(f.type->split(&value, columns, NULL), STATUS_OK);
        for (size_t i = 0; i < f.type->column_count; i++) {
            char *cell = value_machine(&columns[i]);
            if (i > 0)
                strcat(got, "/");
            strcat(got, cell);
            free(cell);
            value_clear(&columns[i]);
        }
    }
    if (strcmp(got, want) != 0)
        print_error("%s: \"%s\"\n", f.type->name, text);
    assert_string_equal(got, want);
    bool told = outcome == OUTCOME_ASK || outcome == OUTCOME_UNREAD;
    assert_int_equal(error_text(&why)[0] != '\0', told);
    if (told)
        assert_non_null(strstr(error_text(&why), "Isian"));
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
}

static void texts_keep_what_their_field_can_show(void **state)
{
    (void)state;
    expect(TYPE_TEXT, " satu\ndua\ttiga ", "satu dua tiga");
    expect(TYPE_TEXT, " \n ", "(empty)");
    expect(TYPE_TEXT, "'=1", "'=1");
    expect(TYPE_MULTILINE, " satu\n\n dua ", " satu\n\n dua ");
    expect(TYPE_MULTILINE, "\n \t\n", "(empty)");
    expect(TYPE_MEASURE, "298 desa", "298 desa/298");
    expect(TYPE_MEASURE, "2,88", "2,88/2.88");
    expect(TYPE_MEASURE, "WTP", "WTP/");
    expect(TYPE_MEASURE, "69,1-69,5", "69,1-69,5/");
}

static void numbers_mean_one_thing_or_ask(void **state)
{
    (void)state;
    expect(TYPE_INTEGER, "1.200", "1200");
    expect(TYPE_INTEGER, "1,200", "(ask)");
    expect(TYPE_INTEGER, "dua", "(unread)");
    expect(TYPE_INTEGER, " ", "(empty)");
    expect(TYPE_MONEY, "Rp. 1.500.000,-", "1500000");
    expect(TYPE_MONEY, "2 M", "2000000000");
    expect(TYPE_MONEY, "1.5 M", "(ask)");
    expect(TYPE_MONEY, "0", "0");
    expect(TYPE_MONEY, "banyak", "(unread)");
    expect(TYPE_DECIMAL, "2,88", "2.88");
    expect(TYPE_DECIMAL, "1.500", "(ask)");
    expect(TYPE_DECIMAL, "x", "(unread)");
    expect(TYPE_PERCENT, "65,5 persen", "65.5");
    expect(TYPE_PERCENT, "65%", "65");
    expect(TYPE_PERCENT, "separuh", "(unread)");
}

static void years_and_days_are_read(void **state)
{
    (void)state;
    expect(TYPE_YEAR, "26", "2026");
    expect(TYPE_YEAR, "1800", "(unread)");
    expect(TYPE_PERIOD, "2026-2028", "2026/2028");
    expect(TYPE_PERIOD, "3 th", "2026/2028");
    expect(TYPE_PERIOD, "nanti", "(unread)");
    expect(TYPE_DATE, "17/8/26", "2026-08-17");
    expect(TYPE_DATE, "hari ini", "2026-06-13");
    expect(TYPE_DATE, "8/17/26", "(unread)");
    expect(TYPE_TIME, "8:30", "08:30");
    expect(TYPE_TIME, "pagi", "(unread)");
}

static void yes_and_no_have_many_spellings(void **state)
{
    static const char *const yes[] = {"ya", "Y", "yes", "v", "X", "1", " Ya. ", "✓"};
    static const char *const no[] = {"tidak", "T", "no", "0", "TIDAK"};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        expect(TYPE_YESNO, yes[i], "ya");
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        expect(TYPE_YESNO, no[i], "tidak");
    expect(TYPE_YESNO, "mungkin", "(unread)");
    expect(TYPE_YESNO, "-", "(unread)");
    expect(TYPE_YESNO, "", "(empty)");
}

static void choices_are_read_by_any_of_their_words(void **state)
{
    (void)state;
    expect(TYPE_SELECT_ONE, "Marun", "marun");
    expect(TYPE_SELECT_ONE, "muda", "(ask)");
    expect(TYPE_SELECT_ONE, "kuning", "(unread)");
    expect(TYPE_SELECT_ONE, "  ", "(empty)");
    expect(TYPE_SELECT_MULTIPLE, "Merah tua|biru", "[\"merah\",\"biru\"]");
    expect(TYPE_SELECT_MULTIPLE, "biru; abang ;; biru", "[\"biru\",\"merah\"]");
    expect(TYPE_SELECT_MULTIPLE, "biru, merah", "[\"biru\",\"merah\"]");
    expect(TYPE_SELECT_MULTIPLE, "biru\nmerah", "[\"biru\",\"merah\"]");
    expect(TYPE_SELECT_MULTIPLE, "[ \"biru\" , \"Merah tua\" ]", "[\"biru\",\"merah\"]");
    expect(TYPE_SELECT_MULTIPLE, "biru, hijau", "(unread)");
    expect(TYPE_SELECT_MULTIPLE, "biru|jingga", "(unread)");
    expect(TYPE_SELECT_MULTIPLE, "[]", "(empty)");
    expect(TYPE_SELECT_MULTIPLE, " ; | ", "(empty)");
}

static void references_are_what_the_resolver_says(void **state)
{
    (void)state;
    expect(TYPE_REF, " KTR-01 ", "u01");
    expect(TYPE_REF, "dua", "(unread)");
    expect(TYPE_REF, "tidak ada", "(unread)");
    expect(TYPE_REF, "", "(empty)");
    expect(TYPE_REF_MULTIPLE, "u5, KTR-01", "[\"u5\",\"u01\"]");
    expect(TYPE_REF_MULTIPLE, "u5; siapa", "(unread)");
    expect(TYPE_REF_MULTIPLE, "[\"[\\\"u1\\\",2026]\"]", "[\"[\\\"u1\\\",2026]\"]");
    expect(TYPE_ANY_REF, "KTR-01", "kantor/u01/");
    expect(TYPE_ANY_REF, "[\"kantor\",\"u7\",\"nama\"]", "kantor/u7/nama");
    expect(TYPE_ANY_REF, "[\"orang\",\"u7\",\"\"]", "(unread)");
    expect(TYPE_ANY_REF, "dua", "(unread)");
}

static void without_a_resolver_nothing_is_referred_to(void **state)
{
    struct field f = field_of(m, TYPE_REF);
    struct read_context context = {0};
    struct value value = {0};

    (void)state;
    assert_int_equal(
        f.type->read(&f, "KTR-01", &context, &value, &value, NULL), OUTCOME_UNREAD);
}

static void a_parent_decides_between_equal_labels(void **state)
{
    struct field f = field_of(m, TYPE_SELECT_ONE);
    struct read_context context = world();
    struct value value = {0};
    struct value other = {0};
    struct error why = {0};

    (void)state;
    context.parent = "biru";
    assert_int_equal(f.type->read(&f, "Muda", &context, &value, &other, &why), OUTCOME_VALUE);
    assert_string_equal(value.text, "muda2");
    value_clear(&value);
    /* A choice of another parent is taken all the same: a check tells. */
    assert_int_equal(f.type->read(&f, "Marun", &context, &value, &other, &why), OUTCOME_VALUE);
    assert_string_equal(value.text, "marun");
    value_clear(&value);
    context.parent = NULL;
    assert_int_equal(f.type->read(&f, "Muda", &context, &value, &other, &why), OUTCOME_ASK);
    assert_string_equal(value.text, "muda1");
    assert_string_equal(other.text, "muda2");
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
}

/* Reads what cannot be read and compares the sentence. */
static void expect_sentence(enum type_id id, const char *text, const char *want)
{
    struct field f = field_of(m, id);
    struct read_context context = world();
    struct value value = {0};
    struct value other = {0};
    struct error why = {0};

    f.type->read(&f, text, &context, &value, &other, &why);
    assert_string_equal(error_text(&why), want);
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
}

static void sentences_name_the_piece_and_the_choices(void **state)
{
    (void)state;
    message_set_lang(LANG_EN);
    expect_sentence(TYPE_SELECT_MULTIPLE, "biru|Jingga",
        "Entry: \"Jingga\" is not one of these: Deep red, Sea blue.");
    expect_sentence(TYPE_SELECT_MULTIPLE, "merah; hijau daun",
        "Entry: \"hijau daun\" is not in the list. It has: Deep red, Sea blue.");
    expect_sentence(
        TYPE_SELECT_ONE, "muda", "Entry: \"muda\" can mean Muda or Muda. Choose which one.");
    expect_sentence(TYPE_REF_MULTIPLE, "KTR-01|kas",
        "Entry: \"kas\" is not found in Daftar kantor, Daftar orang. Write a code or a name "
        "that "
        "is there.");
    expect_sentence(
        TYPE_REF, "dua", "Entry: \"dua\" fits several rows. Write the code of the row.");
    message_set_lang(LANG_ID);
}

static void no_two_types_say_the_same(void **state)
{
    char *said[32] = {NULL};
    size_t n = 0;

    (void)state;
    for (size_t i = 0; type_at(i) != NULL; i++) {
        struct field f = field_of(m, (enum type_id)i);
        struct read_context context = world();
        struct value value = {0};
        struct value other = {0};
        struct error why = {0};
        if (f.type->id == TYPE_SELECT_MULTIPLE || f.type->id == TYPE_REF_MULTIPLE)
            continue; /* they speak of a piece as their single sisters do */
        if (f.type->read(&f, "?!", &context, &value, &other, &why) == OUTCOME_UNREAD)
            said[n++] = strdup(error_text(&why));
        value_clear(&value);
        error_clear(&why);
    }
    assert_true(n >= 11);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(said[i], said[k]);
    for (size_t i = 0; i < n; i++)
        free(said[i]);
}

static void values_show_as_people_write_them(void **state)
{
    static const struct {
        enum type_id id;
        const char *typed, *shown;
    } rows[] = {
        {TYPE_INTEGER, "12000", "12.000"},
        {TYPE_MONEY, "1,5 M", "Rp1.500.000.000"},
        {TYPE_DECIMAL, "2,88", "2,88"},
        {TYPE_PERCENT, "65,5", "65,5 %"},
        {TYPE_YEAR, "2026", "2026"},
        {TYPE_PERIOD, "26", "2026"},
        {TYPE_TIME, "8.30", "08.30"},
        {TYPE_SELECT_ONE, "marun", "Marun"},
        {TYPE_SELECT_MULTIPLE, "biru;merah", "Biru laut | Merah tua"},
        {TYPE_REF, "KTR-01", "u01"},
        {TYPE_REF_MULTIPLE, "u1|u2", "u1 | u2"},
        {TYPE_ANY_REF, "[\"kantor\",\"u7\",\"nama\"]", "u7 nama"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct field f = field_of(m, rows[i].id);
        struct read_context context = world();
        struct value value = {0};
        assert_int_equal(
            f.type->read(&f, rows[i].typed, &context, &value, &value, NULL), OUTCOME_VALUE);
        char *shown = f.type->show(&f, &value);
        assert_string_equal(shown, rows[i].shown);
        free(shown);
        value_clear(&value);
    }
}

/* What json_to_list makes of a text, joined by "/"; "(none)" when it is no list. */
static void expect_list(const char *json, const char *want)
{
    char **items = NULL;
    size_t count = 0;
    char got[256] = "";

    if (json_to_list(json, &items, &count, NULL) != STATUS_OK)
        strcpy(got, "(none)");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            strcat(got, "/");
        strcat(got, items[i]);
    }
    json_list_free(items, count);
    assert_string_equal(got, want);
}

static void json_lists_follow_rfc_8259(void **state)
{
    static const char *const none[] = {"", "a", "\"a\"", "{}", "[", "[\"a\"", "[\"a\",]", "[,]",
        "[\"a\"]]", "[\"a\" \"b\"]", "[a]", "[01]", "[1.5]", "[-]", "[null]", "[[\"a\"]]",
        "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u0000\"]", "[\"\\ud800\"]", "[\"\\udc00\"]",
        "[\"\\ud800\\u0041\"]", "[\"a\nb\"]", "[\"\\"};
    char *json = NULL;

    (void)state;
    expect_list("[]", "");
    expect_list(" [ \"a\" ,\t\"b\"\n] ", "a/b");
    expect_list("[1,-20,0]", "1/-20/0");
    expect_list("[\"\\\"\\\\\\/\\n\\t\"]", "\"\\/\n\t");
    expect_list("[\"\\u00e9\\u20AC\\ud83d\\ude00\"]", "é€😀");
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        expect_list(none[i], "(none)");
    assert_int_equal(
        json_from_list((const char *const[]){"a", "b\x01", "a", ""}, 4, &json, NULL),
        STATUS_OK);
    assert_string_equal(json, "[\"a\",\"b\\u0001\",\"\"]");
    free(json);
    assert_int_equal(json_from_list(NULL, 0, &json, NULL), STATUS_OK);
    assert_string_equal(json, "[]");
    free(json);
}

static void a_range_informs_only_outside_its_bounds(void **state)
{
    static const struct {
        enum type_id id;
        bool has_min, has_max;
        const char *typed, *hint;
    } rows[] = {
        {TYPE_INTEGER, true, true, "5", NULL},
        {TYPE_INTEGER, true, true, "1", NULL},
        {TYPE_INTEGER, true, true, "2000", NULL},
        {TYPE_INTEGER, true, true, "0", "Entry is meant to be from 1 to 2.000."},
        {TYPE_INTEGER, true, true, "2001", "Entry is meant to be from 1 to 2.000."},
        {TYPE_MONEY, true, false, "0", "Entry is meant to be Rp1 or more."},
        {TYPE_DECIMAL, false, true, "2000,5", "Entry is meant to be 2.000,0 or less."},
        {TYPE_PERCENT, false, true, "2001", "Entry is meant to be 2.000,0 % or less."},
        {TYPE_YEAR, false, true, "2001", "Entry is meant to be 2000 or less."},
        {TYPE_MEASURE, true, false, "0 desa", "Entry is meant to be 1 or more."},
        {TYPE_MEASURE, true, false, "WTP", NULL},
        {TYPE_MEASURE, true, true, "1.000-2.000 rumah", NULL},
        {TYPE_MEASURE, true, false, "12.000 rumah",
            "Entry: this may be 12000 or 12, so no number is taken from it. Write 12000 if "
            "that is "
            "meant."},
        {TYPE_MEASURE, false, false, "1,500 ha",
            "Entry: this may be 1500 or 1,5, so no number is taken from it. Write 1500 if that "
            "is "
            "meant."},
        {TYPE_INTEGER, false, false, "9", NULL},
    };

    (void)state;
    message_set_lang(LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct field f = field_of(m, rows[i].id);
        struct read_context context = world();
        struct value value = {0};
        f.has_min = rows[i].has_min;
        f.has_max = rows[i].has_max;
        f.min = 1;
        f.max = 2000;
        assert_int_equal(
            f.type->read(&f, rows[i].typed, &context, &value, &value, NULL), OUTCOME_VALUE);
        char *hint = field_range_hint(&f, &value);
        if (rows[i].hint == NULL)
            assert_null(hint);
        else
            assert_string_equal(hint, rows[i].hint);
        free(hint);
        value_clear(&value);
    }
    message_set_lang(LANG_ID);
}

static void the_table_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; type_at(i) != NULL; i++) {
        const struct type *t = type_at(i);
        assert_int_equal(t->id, i);
        assert_ptr_equal(type_named(t->name), t);
        assert_true(t->column_count >= 1 && t->column_count <= LIMIT_COLUMNS);
        assert_true(t->read && t->split && t->show && t->edit && t->machine);
    }
    assert_null(type_named("teks"));
}

static int load(void **state)
{
    (void)state;
    m = small_method();
    return m == NULL ? -1 : 0;
}

static int end(void **state)
{
    (void)state;
    method_free(m);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_in_order),
        cmocka_unit_test(texts_keep_what_their_field_can_show),
        cmocka_unit_test(numbers_mean_one_thing_or_ask),
        cmocka_unit_test(years_and_days_are_read),
        cmocka_unit_test(yes_and_no_have_many_spellings),
        cmocka_unit_test(choices_are_read_by_any_of_their_words),
        cmocka_unit_test(references_are_what_the_resolver_says),
        cmocka_unit_test(without_a_resolver_nothing_is_referred_to),
        cmocka_unit_test(a_parent_decides_between_equal_labels),
        cmocka_unit_test(sentences_name_the_piece_and_the_choices),
        cmocka_unit_test(no_two_types_say_the_same),
        cmocka_unit_test(values_show_as_people_write_them),
        cmocka_unit_test(json_lists_follow_rfc_8259),
        cmocka_unit_test(a_range_informs_only_outside_its_bounds),
    };

    return cmocka_run_group_tests(tests, load, end);
}
