/* examples.csv: what it gives a field, and that each of its mistakes is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/method/load.h"
#include "tests/core/method_small.h"

#define HEADER "form,field,good::id,good::en,bad::id,bad::en,who::id,who::en\n"

/* What was told: the first mistake, and how many. */
struct told {
    char first[512];
    size_t count;
};

/* mistake_fn. */
static void note(void *context, const char *file, size_t line, size_t column, const char *text)
{
    struct told *told = context;

    if (told->count++ == 0)
        snprintf(told->first, sizeof told->first, "%s:%zu:%zu: %s", file, line, column, text);
}

/* Loads the small method with this examples.csv. */
static struct method *load(const char *examples, struct told *told)
{
    struct source s;
    struct method *m = NULL;
    struct error e = {0};

    *told = (struct told){0};
    assert_int_equal(small_source(&s, "examples.csv", NULL, examples), STATUS_OK);
    method_load(&m, &s, note, told, &e);
    error_clear(&e);
    source_free(&s);
    return m;
}

static void a_field_has_its_examples(void **state)
{
    struct told told;
    struct method *m = load(HEADER "orang,sebutan,Bu Ani,Ms Ani,Kepala,The head,Sekretaris,\n"
                                   "orang,umur,41,,tua,,,\n",
        &told);

    (void)state;
    assert_int_equal(told.count, 0);
    const struct field *f = form_field(method_form(m, "orang"), "sebutan");
    assert_string_equal(f->good.in[LANG_ID], "Bu Ani");
    assert_string_equal(f->good.in[LANG_EN], "Ms Ani");
    assert_string_equal(f->bad.in[LANG_ID], "Kepala");
    assert_string_equal(f->who.in[LANG_ID], "Sekretaris");
    message_set_lang(LANG_EN);
    assert_string_equal(words_get(&f->who), "Sekretaris"); /* said once is said for both */
    message_set_lang(LANG_ID);
    f = form_field(method_form(m, "orang"), "gaji");
    assert_string_equal(words_get(&f->good), "");
    assert_string_equal(words_get(&f->who), "");
    method_free(m);
}

static void a_method_without_them_is_whole(void **state)
{
    struct method *m = small_method();

    (void)state;
    const struct field *f = form_field(method_form(m, "orang"), "sebutan");
    assert_string_equal(words_get(&f->good), "");
    assert_string_equal(words_get(&f->bad), "");
    method_free(m);
}

static void each_mistake_is_named(void **state)
{
    static const struct {
        const char *examples, *where, *says;
    } slips[] = {
        {HEADER "orang,nama,x,,,,,\n", "examples.csv:2:2", "orang"},
        {HEADER "warung,nama,x,,,,,\n", "examples.csv:2:1", "warung"},
        {HEADER "orang,umur,1,,,,,\norang,umur,2,,,,,\n", "examples.csv:3:2", "umur"},
        {HEADER ",umur,1,,,,,\n", "examples.csv:2:1", "form"},
        {HEADER "orang,,1,,,,,\n", "examples.csv:2:2", "field"},
        {HEADER
            "orang,umur,"
            "1234567890123456789012345678901234567890123456789012345678901234567890123456789"
            ",,,,,\n",
            "examples.csv:2:3", "79"},
        {HEADER "orang,umur,,,,,\"a\nb\",\n", "examples.csv:2:7", "who::id"},
        {"form,field,good\n", "examples.csv:1:3", "good"},
        {"field,good::id\n", "examples.csv:1:0", "form"},
        {"", "examples.csv:0:0", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        struct told told;
        struct method *m = load(slips[i].examples, &told);
        assert_null(m);
        assert_int_equal(told.count, 1);
        assert_int_equal(strncmp(told.first, slips[i].where, strlen(slips[i].where)), 0);
        assert_non_null(strstr(told.first, slips[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_has_its_examples),
        cmocka_unit_test(a_method_without_them_is_whole),
        cmocka_unit_test(each_mistake_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
