/* A loaded method as the rest of the program sees it: look-ups, roles, choices by what people
 * type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/method/type.h"
#include "core/method/engine.h"
#include "tests/core/method_small.h"

static struct method *m;

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

static void everything_of_the_files_is_there(void **state)
{
    (void)state;
    assert_string_equal(m->name, "uji-kecil");
    assert_int_equal(m->version, 3);
    assert_int_equal(m->stage_count, 2);
    assert_int_equal(m->form_count, 5 + ENGINE_FORMS);
    assert_int_equal(m->list_count, 4);
    assert_int_equal(strlen(m->hash), 64);
    const struct form *f = method_form(m, "orang");
    assert_int_equal(f->kind, FORM_LIST);
    assert_int_equal(f->view, VIEW_TABLE);
    assert_string_equal(f->prefix, "W");
    assert_int_equal(f->merge, MERGE_LATER);
    assert_int_equal(f->count, 9);
    assert_int_equal(f->number, 2);
    assert_ptr_equal(f->stage, &m->stages[0]);
    assert_ptr_equal(f->scope, form_field(f, "kantor"));
    assert_ptr_equal(method_form(m, "rupa")->rows, method_list(m, "warna"));
    assert_int_equal(method_form(m, "pilihan")->key_count, 2);
    assert_null(method_form(m, "tidak_ada"));
    assert_null(method_list(m, "tidak_ada"));
    assert_null(form_field(f, "tidak_ada"));
}

static void a_field_knows_its_type_and_neighbours(void **state)
{
    const struct form *f = method_form(m, "orang");

    (void)state;
    for (size_t i = 0; i < f->count; i++) {
        assert_ptr_equal(f->fields[i].form, f);
        assert_int_equal(f->fields[i].number, i);
    }
    assert_int_equal(form_field(f, "masa")->type->id, TYPE_PERIOD);
    assert_ptr_equal(form_field(f, "kantor")->targets[0], method_form(m, "kantor"));
    assert_null(form_field(f, "kantor")->targets[1]);
    assert_null(form_field(f, "umur")->targets);
    assert_ptr_equal(form_field(f, "nada")->filter, form_field(f, "warna"));
    assert_ptr_equal(form_field(f, "nada")->list, method_list(m, "nada"));
    assert_true(form_field(f, "umur")->has_min && form_field(f, "umur")->max == 120);
    assert_false(form_field(f, "gaji")->has_max);
    assert_int_equal(form_field(f, "teman")->merge, MERGE_UNION);
    assert_int_equal(form_field(f, "umur")->merge, MERGE_LATER);
    assert_string_equal(form_field(f, "lipat")->computed, "umur * 2");
    assert_string_equal(form_field(f, "teman")->relevant, "umur > 3");
    assert_true(form_field(method_form(m, "induk"), "daerah")->readonly);
    assert_int_equal(form_field(method_form(m, "pilihan"), "orang")->axis, AXIS_ROW);
    const struct field *initial = form_field(method_form(m, "kantor"), "inisial");
    assert_string_equal(initial->aliases[1], "Akronim");
    assert_null(initial->aliases[2]);
}

static void words_come_in_the_language_and_short_ones_fit(void **state)
{
    const struct field *f = form_field(method_form(m, "induk"), "mulai");

    (void)state;
    message_set_lang(LANG_EN);
    assert_string_equal(words_get(&f->label), "First year");
    assert_string_equal(words_get(&form_field(f->form, "daerah")->label), "Kode daerah");
    assert_string_equal(words_get(&f->hint), "");
    assert_string_equal(words_get(&f->shorter), "First year");
    message_set_lang(LANG_ID);
    assert_string_equal(words_get(&f->label), "Tahun pertama");
    assert_string_equal(words_get(&f->shorter), "Tahun perta…");
}

static void steps_stand_in_their_stages_with_their_facts(void **state)
{
    const struct stage *first = &m->stages[0];

    (void)state;
    assert_int_equal(first->count, 2);
    assert_string_equal(first->steps[0].name, "1.1");
    assert_string_equal(first->steps[1].name, "1.2");
    assert_int_equal(first->steps[0].minutes, 30);
    assert_int_equal(first->steps[0].fact_count, 2);
    assert_string_equal(first->steps[0].facts[1].sql, "SELECT 4 AS n");
    assert_ptr_equal(first->steps[0].facts[1].step, &first->steps[0]);
    assert_ptr_equal(first->steps[0].stage, first);
    assert_ptr_equal(first->steps[0].forms[1], method_form(m, "kantor"));
    assert_null(first->steps[0].forms[2]);
    assert_int_equal(m->stages[1].steps[0].fact_count, 1);
    const struct choice_list *steps = method_list(m, "@steps");
    assert_int_equal(steps->count, 3);
    assert_string_equal(list_choice(steps, "2.1")->label.in[LANG_ID], "2.1 Memilih");
    assert_string_equal(list_choice(steps, "2.1")->parent, "akhir");
}

static void roles_lead_to_fields_and_forms(void **state)
{
    const struct form *people = method_form(m, "orang");

    (void)state;
    assert_ptr_equal(method_plan_form(m), method_form(m, "induk"));
    assert_ptr_equal(method_form_of_role(m, FORM_ROLE_GROUP), people);
    assert_null(method_form_of_role(m, FORM_ROLE_TASK));
    assert_ptr_equal(form_role_field(people, ROLE_MONEY), form_field(people, "gaji"));
    assert_null(form_role_field(people, ROLE_WEIGHT));
    assert_string_equal(form_title_field(people)->name, "sebutan");
    assert_string_equal(form_title_field(method_form(m, "kantor"))->name, "nama");
    assert_string_equal(form_title_field(method_form(m, "rupa"))->name, "uraian");
    assert_null(form_title_field(method_form(m, "pilihan")));
}

static void a_dimension_is_reached_over_references(void **state)
{
    (void)state;
    assert_true(form_is_dimensional(method_form(m, "orang")));
    assert_true(form_is_dimensional(method_form(m, "pilihan")));
    assert_false(form_is_dimensional(method_form(m, "kantor")));
    assert_false(form_is_dimensional(method_form(m, "induk")));
}

static void a_choice_is_found_by_what_people_type(void **state)
{
    static const struct {
        const char *text;
        enum match match;
        const char *name;
    } rows[] = {
        {"merah", MATCH_ONE, "merah"},
        {"MERAH", MATCH_ONE, "merah"},
        {"Merah tua", MATCH_ONE, "merah"},
        {" merah-TUA. ", MATCH_ONE, "merah"},
        {"deep red", MATCH_ONE, "merah"},
        {"abang", MATCH_ONE, "merah"},
        {"bir", MATCH_ONE, "biru"},
        {"sea", MATCH_ONE, "biru"},
        {"bi", MATCH_NONE, NULL},
        {"jingga", MATCH_REFUSED, NULL},
        {"jing", MATCH_NONE, NULL},
        {"hijau", MATCH_NONE, NULL},
        {"biruu", MATCH_NONE, NULL},
        {"", MATCH_NONE, NULL},
        {" - ", MATCH_NONE, NULL},
    };
    const struct choice_list *list = method_list(m, "warna");
    const struct choice *found = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(list_match(list, rows[i].text, &found), rows[i].match);
        if (rows[i].name == NULL)
            assert_null(found);
        else
            assert_string_equal(found->name, rows[i].name);
    }
    assert_int_equal(list_match(method_list(m, "nada"), "muda", &found), MATCH_SEVERAL);
    assert_int_equal(list_match(method_list(m, "nada"), "muda1", &found), MATCH_ONE);
    assert_int_equal(list_match(method_list(m, "@steps"), "2.", &found), MATCH_NONE);
    assert_int_equal(list_match(method_list(m, "@steps"), "kenal", &found), MATCH_ONE);
}

static void built_in_methods_load_without_a_mistake(void **state)
{
    (void)state;
    for (size_t i = 0; source_builtin_name(i) != NULL; i++) {
        struct source s;
        struct error e = {0};
        struct method *built_in = NULL;
        assert_int_equal(source_builtin(&s, source_builtin_name(i), &e), STATUS_OK);
        method_load(&built_in, &s, NULL, NULL, &e);
        assert_string_equal(error_text(&e), "");
        assert_non_null(built_in);
        assert_non_null(method_plan_form(built_in));
        method_free(built_in);
        source_free(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_of_the_files_is_there),
        cmocka_unit_test(a_field_knows_its_type_and_neighbours),
        cmocka_unit_test(words_come_in_the_language_and_short_ones_fit),
        cmocka_unit_test(steps_stand_in_their_stages_with_their_facts),
        cmocka_unit_test(roles_lead_to_fields_and_forms),
        cmocka_unit_test(a_dimension_is_reached_over_references),
        cmocka_unit_test(a_choice_is_found_by_what_people_type),
        cmocka_unit_test(built_in_methods_load_without_a_mistake),
    };

    return cmocka_run_group_tests(tests, load, end);
}
