/* The guides of a method (guide/LANGUAGE/STEP.md), and the forms every method carries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/method/engine.h"
#include "core/method/type.h"
#include "tests/core/method_small.h"

#define GUIDE "guide/id/1.1.md"
#define LONG36 "abcdefghijklmnopqrstuvwxyz0123456789"
#define LONG34 "abcdefghijklmnopqrstuvwxyz01234567"

/* One change of the guide, and the one mistake it must make. */
static const struct {
    const char *from, *to, *where, *says;
} slips[] = {
    {"## Siapa\nSemua orang\n", "", GUIDE ":0:0", "has 3 of its 4 parts"},
    {"## Contoh\nMeja satu,\nlima orang\n", "", GUIDE ":0:0", "an example"},
    {"lima orang\n", "lima orang\n## Lagi\n", GUIDE ":13:0", "\"Lagi\" begins one more"},
    {"## Siapa", "# Kenalan\n## Siapa", GUIDE ":1:0", "belongs to no part"},
    {"## Siapa", "## Siapakah mereka", GUIDE ":1:0", "at most 8 letters"},
    {"## Siapa", "## ", GUIDE ":1:0", "belongs to no part"},
    {"Semua orang", "", GUIDE ":1:0", "part \"Siapa\" is empty"},
    {"Semua orang", "Semua\norang", GUIDE ":3:0", "\"Siapa\" has more lines than fit"},
    {"lima orang", "lima\norang", GUIDE ":13:0", "more lines than fit on the card (2)"},
    {"3 Bertukar kartu", "3 Bertukar\n4 b\n5 c\n6 d", GUIDE ":12:0", "on the card (5)"},
    {"3 Bertukar", "4 Bertukar", GUIDE ":9:0", "begin with its number: \"3. \""},
    {"3 Bertukar", "Bertukar", GUIDE ":9:0", "begin with its number"},
    {"Kartu nama", LONG36, GUIDE ":5:0", "takes 36 places on the card; 35 fit"},
    {"1. Duduk melingkar", "1. " LONG34, GUIDE ":7:0", "takes 36 places"},
    {"Kartu nama", "Kartu \xff", GUIDE ":0:0", "cannot be read"},
};

/* The first mistake that was told, and how many were. */
struct told {
    size_t count;
    char where[200], text[400];
};

static void take(void *context, const char *file, size_t line, size_t column, const char *text)
{
    struct told *told = context;

    if (told->count++ == 0) {
        snprintf(told->where, sizeof told->where, "%s:%zu:%zu", file, line, column);
        snprintf(told->text, sizeof told->text, "%s", text);
    }
}

/* Loads the small method with a change; tells the mistakes. */
static struct method *load(
    const char *path, const char *from, const char *to, struct told *told)
{
    struct source s;
    struct method *m = NULL;

    *told = (struct told){0};
    message_set_lang(LANG_EN);
    assert_int_equal(small_source(&s, path, from, to), STATUS_OK);
    method_load(&m, &s, take, told, NULL);
    source_free(&s);
    return m;
}

static void a_slip_is_named_by_its_line(void **state)
{
    struct told told;

    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        struct method *m = load(GUIDE, slips[i].from, slips[i].to, &told);
        if (m != NULL || told.count == 0 || strcmp(told.where, slips[i].where) != 0 ||
            strstr(told.text, slips[i].says) == NULL)
            fail_msg("%zu: %zu %s %s", i, told.count, told.where, told.text);
    }
}

static void a_guide_of_an_unknown_step_is_a_slip(void **state)
{
    struct told told;

    (void)state;
    assert_null(load("guide/id/8.8.md", NULL, "## Siapa\n", &told));
    assert_string_equal(told.where, "guide/id/8.8.md:0:0");
}

/* Purpose, guide and facts have one card together. */
static void a_card_that_is_too_long_is_a_slip(void **state)
{
    struct told told;
    char purpose[700] = "";

    (void)state;
    for (int i = 0; i < 11; i++)
        strcat(purpose, LONG34 " ");
    struct method *m = load("steps.csv", "Saling kenal.", purpose, &told);
    assert_null(m);
    assert_string_equal(told.where, GUIDE ":0:0");
    assert_non_null(strstr(told.text, "takes 22 lines with its purpose and facts; 19 fit"));
}

static void lines_are_kept_as_they_are_shown(void **state)
{
    struct told told;
    struct method *m = load(NULL, NULL, NULL, &told);
    const struct step *step = &m->stages[0].steps[0];
    const struct guide *guide = step_guide(step);

    (void)state;
    assert_int_equal(told.count, 0);
    assert_string_equal(guide->headings[GUIDE_NEEDS], "Bahan");
    assert_string_equal(guide->lines[GUIDE_WHO][0], "Semua orang");
    assert_null(guide->lines[GUIDE_WHO][1]);
    assert_string_equal(guide->lines[GUIDE_HOW][0], "1 Duduk melingkar");
    assert_string_equal(guide->lines[GUIDE_HOW][1], "2 Sebut nama");
    assert_string_equal(guide->lines[GUIDE_HOW][2], "3 Bertukar kartu");
    assert_string_equal(guide->lines[GUIDE_EXAMPLE][1], "lima orang");
    assert_null(step_guide(&m->stages[0].steps[1]));
    method_free(m);
}

/* The English guide where there is one, else the Indonesian. */
static void a_guide_follows_the_language(void **state)
{
    static const char english[] =
        "## Who\nAll\n## Needs\nCards\n## Steps\n1. Sit\n## Example\nA\n";
    struct told told;
    struct method *m = load("guide/en/1.1.md", NULL, english, &told);
    const struct step *step = &m->stages[0].steps[0];

    (void)state;
    assert_string_equal(step_guide(step)->lines[GUIDE_WHO][0], "All");
    message_set_lang(LANG_ID);
    assert_string_equal(step_guide(step)->lines[GUIDE_WHO][0], "Semua orang");
    method_free(m);
}

static void every_method_carries_the_engines_forms(void **state)
{
    static const char *const names[] = {"tonggak", "pengecualian", "langkah"};
    static const enum form_kind kinds[] = {FORM_LIST, FORM_LIST, FORM_FIXED};
    struct told told;
    struct method *m = load(NULL, NULL, NULL, &told);

    (void)state;
    assert_int_equal(m->form_count, 5 + ENGINE_FORMS);
    for (int i = 0; i < ENGINE_FORMS; i++) {
        const struct form *f = engine_form(m, (enum engine_form)i);
        assert_string_equal(f->name, names[i]);
        assert_int_equal(f->kind, kinds[i]);
        assert_int_equal(f->number, 5 + i);
        assert_int_equal(f->since, 2);
        assert_ptr_equal(method_form(m, names[i]), f);
        assert_false(f->dimensional);
        for (size_t k = 0; k < f->count; k++) {
            assert_ptr_equal(f->fields[k].form, f);
            assert_int_equal(f->fields[k].number, k);
            assert_true(strlen(f->fields[k].label.in[LANG_ID]) > 0);
        }
    }
    assert_int_equal(m->forms[0].since, 0);
    const struct field *status = engine_field(m, ENGINE_STEP, STEP_STATUS);
    assert_int_equal(status->type->id, TYPE_SELECT_ONE);
    assert_int_equal(status->merge, MERGE_LATER);
    assert_string_equal(status->list->choices[STEP_SAID_DONE].name, "selesai");
    assert_string_equal(status->list->choices[STEP_SAID_DONE].label.in[LANG_ID], "selesai");
    assert_string_equal(
        status->list->choices[STEP_SAID_NOT_NEEDED].label.in[LANG_EN], "not needed");
    assert_string_equal(engine_form(m, ENGINE_STEP)->rows->choices[0].name, "1.1");
    method_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_named_by_its_line),
        cmocka_unit_test(a_guide_of_an_unknown_step_is_a_slip),
        cmocka_unit_test(a_card_that_is_too_long_is_a_slip),
        cmocka_unit_test(lines_are_kept_as_they_are_shown),
        cmocka_unit_test(a_guide_follows_the_language),
        cmocka_unit_test(every_method_carries_the_engines_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
