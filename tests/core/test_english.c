/* The built-in methods speak both languages: what has Indonesian words has English ones, and
 * words that are equal in both stand in tests/data/same-in-both.csv with a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/method/engine.h"
#include "core/method/load.h"

#define SAME_MOST 100
#define ID "::id"

static struct csv_table same; /* text, reason */
static bool same_used[SAME_MOST];
static int slips; /* told so far: all of them are worth reading */

/* Tells one thing that is not as it must be. */
static void slip(const char *where, size_t line, const char *what, const char *text)
{
    print_error("%s, line %zu: %s: %s\n", where, line, what, text);
    slips++;
}

/* Whether a text may be the same in both languages. */
static bool may_be_same(const char *text)
{
    for (size_t i = 0; i < same.rows; i++)
        if (strcmp(csv_table_cell(&same, i, 0), text) == 0)
            return same_used[i] = true;
    return false;
}

/* How many of the placeholders of one text another one has too. */
static size_t placeholders(const char *text, const char *other)
{
    size_t count = 0;

    for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
        char name[40];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, "}") + 1, p);
        count += other == NULL || strstr(other, name) != NULL;
    }
    return count;
}

/* What stands in one row in both languages. Examples may be equal: names, codes and figures. */
static void check_pair(
    const char *path, size_t line, const char *column, const char *id, const char *en)
{
    if ((id[0] == '\0') != (en[0] == '\0'))
        slip(path, line, id[0] != '\0' ? "no English" : "no Indonesian", column);
    else if (strcmp(id, en) == 0 && id[0] != '\0' && strncmp(column, "good", 4) != 0 &&
             !may_be_same(id))
        slip(path, line, "equal in both languages", id);
    if (en[0] != '\0' && (placeholders(id, NULL) != placeholders(en, NULL) ||
                             placeholders(id, en) != placeholders(id, NULL)))
        slip(path, line, "other placeholders", en);
}

/* The English column beside an Indonesian one; `section` is the one that says no language. */
static int english_of(const struct csv_table *t, const char *header)
{
    char name[60];
    size_t size = strcspn(header, ":");

    snprintf(name, sizeof name, "%.*s::en", (int)size, header);
    return csv_table_column(t, name);
}

/* Every pair of columns of one file. */
static void check_file(const struct source_file *f)
{
    struct csv_table t;
    struct error e = {0};

    assert_int_equal(csv_table_read(&t, f->path, f->bytes, f->size, &e), STATUS_OK);
    for (size_t c = 0; c < t.columns; c++) {
        const char *header = t.header[c];
        size_t size = strlen(header);
        bool indonesian = size > strlen(ID) && strcmp(header + size - strlen(ID), ID) == 0;
        if (!indonesian && strcmp(header, "section") != 0)
            continue;
        if (english_of(&t, header) < 0 && indonesian)
            slip(f->path, 1, "no English column for", header);
        for (size_t i = 0; i < t.rows; i++)
            if (english_of(&t, header) >= 0 || indonesian)
                check_pair(f->path, t.lines[i], header, csv_table_cell(&t, i, (int)c),
                    csv_table_cell(&t, i, english_of(&t, header)));
    }
    csv_table_free(&t);
}

static void every_text_has_both_languages(void **state)
{
    (void)state;
    slips = 0;
    for (size_t i = 0; source_builtin_name(i) != NULL; i++) {
        struct source s;
        struct error e = {0};
        assert_int_equal(source_builtin(&s, source_builtin_name(i), &e), STATUS_OK);
        for (size_t k = 0; k < s.count; k++)
            if (strchr(s.files[k].path, '/') == NULL)
                check_file(&s.files[k]);
        source_free(&s);
    }
    assert_int_equal(slips, 0);
}

static void every_exception_has_a_reason_and_a_use(void **state)
{
    (void)state;
    slips = 0;
    for (size_t i = 0; i < same.rows; i++) {
        const char *text = csv_table_cell(&same, i, 0);
        if (!same_used[i])
            slip("same-in-both.csv", same.lines[i], "nothing is called so", text);
        if (csv_table_cell(&same, i, 1)[0] == '\0')
            slip("same-in-both.csv", same.lines[i], "no reason", text);
    }
    assert_int_equal(slips, 0);
}

/* Fails when the step has a guide in one language only. */
static void every_guide_has_both_languages(void **state)
{
    struct source s;
    struct method *m = NULL;

    (void)state;
    assert_int_equal(source_builtin(&s, "smart-city", NULL), STATUS_OK);
    assert_int_equal(method_load(&m, &s, NULL, NULL, NULL), STATUS_OK);
    for (size_t i = 0; i < m->stage_count; i++)
        for (size_t k = 0; k < m->stages[i].count; k++)
            for (int lang = 0; lang < LANG_COUNT; lang++)
                assert_non_null(m->stages[i].steps[k].guides[lang]);
    method_free(m);
    source_free(&s);
}

/* Tells hints that say what another field's hint or the field's own label says. */
static void check_hint(const struct method *m, const struct field *f, int lang)
{
    const char *hint = f->hint.in[lang];

    if (hint[0] == '\0') {
        if (f->level != LEVEL_DETAIL)
            slip(f->form->name, f->number, "no hint", f->name);
        return;
    }
    if (strcmp(hint, f->label.in[lang]) == 0)
        slip(f->form->name, f->number, "the hint is the label", f->name);
    for (size_t i = 0; i <= f->form->number; i++)
        for (size_t k = 0; k < m->forms[i].count && &m->forms[i].fields[k] != f; k++)
            if (strcmp(m->forms[i].fields[k].hint.in[lang], hint) == 0)
                slip(f->form->name, f->number, "a hint of another field", hint);
}

static void every_main_field_has_a_hint_of_its_own(void **state)
{
    struct source s;
    struct method *m = NULL;

    (void)state;
    slips = 0;
    assert_int_equal(source_builtin(&s, "smart-city", NULL), STATUS_OK);
    assert_int_equal(method_load(&m, &s, NULL, NULL, NULL), STATUS_OK);
    for (size_t i = 0; i + ENGINE_FORMS < m->form_count; i++)
        for (size_t k = 0; k < m->forms[i].count; k++)
            for (int lang = 0; lang < LANG_COUNT; lang++)
                check_hint(m, &m->forms[i].fields[k], lang);
    method_free(m);
    source_free(&s);
    assert_int_equal(slips, 0);
}

/* Reads the list of words that are equal in both languages. */
static int begin(void **state)
{
    char path[4096];
    char *bytes = NULL;
    size_t size = 0;
    struct error e = {0};

    (void)state;
    snprintf(path, sizeof path, "%s/tests/data/same-in-both.csv", getenv("srcdir"));
    assert_int_equal(file_read(path, SIZE_MAX, &bytes, &size, &e), STATUS_OK);
    assert_int_equal(csv_table_read(&same, path, bytes, size, &e), STATUS_OK);
    assert_true(same.rows > 0 && same.rows < SAME_MOST);
    free(bytes);
    return 0;
}

static int end(void **state)
{
    (void)state;
    csv_table_free(&same);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_both_languages),
        cmocka_unit_test(every_exception_has_a_reason_and_a_use),
        cmocka_unit_test(every_guide_has_both_languages),
        cmocka_unit_test(every_main_field_has_a_hint_of_its_own),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
