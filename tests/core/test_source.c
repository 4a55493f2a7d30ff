/* Where the files of a method come from, and their common hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/method/source.h"

static void add(struct source *s, const char *path, const char *bytes)
{
    assert_int_equal(source_add(s, path, bytes, strlen(bytes), NULL), STATUS_OK);
}

/* Writes a file below the working folder. */
static void put(const char *path, const char *bytes)
{
    char *folder = file_folder(path);

    assert_int_equal(file_make_folder(folder, false, NULL), STATUS_OK);
    assert_int_equal(file_write(path, bytes, strlen(bytes), NULL), STATUS_OK);
    free(folder);
}

static void files_stand_in_order_whatever_order_they_come_in(void **state)
{
    struct source s;

    (void)state;
    assert_int_equal(source_begin(&s, "uji", NULL), STATUS_OK);
    add(&s, "steps.csv", "c");
    add(&s, "forms.csv", "a");
    add(&s, "seed/opd.csv", "b");
    assert_int_equal(s.count, 3);
    assert_string_equal(s.files[0].path, "forms.csv");
    assert_string_equal(s.files[1].path, "seed/opd.csv");
    assert_string_equal(s.files[2].path, "steps.csv");
    assert_string_equal(source_find(&s, "seed/opd.csv")->bytes, "b");
    assert_null(source_find(&s, "seed"));
    source_free(&s);
    assert_int_equal(s.count, 0);
}

static void a_path_is_added_once(void **state)
{
    struct source s;
    struct error e = {0};

    (void)state;
    assert_int_equal(source_begin(&s, "uji", NULL), STATUS_OK);
    add(&s, "forms.csv", "a");
    assert_int_equal(source_add(&s, "forms.csv", "b", 1, &e), STATUS_DATA);
    assert_non_null(strstr(error_text(&e), "forms.csv"));
    assert_string_equal(source_find(&s, "forms.csv")->bytes, "a");
    error_clear(&e);
    source_free(&s);
}

static void bytes_are_copied_with_nul_and_all(void **state)
{
    struct source s;
    char bytes[] = "a\0b";

    (void)state;
    assert_int_equal(source_begin(&s, "uji", NULL), STATUS_OK);
    assert_int_equal(source_add(&s, "forms.csv", bytes, 3, NULL), STATUS_OK);
    bytes[0] = 'x';
    assert_int_equal(s.files[0].size, 3);
    assert_memory_equal(s.files[0].bytes, "a\0b", 4);
    source_free(&s);
}

static void the_hash_knows_paths_sizes_and_bytes(void **state)
{
    static const char *const worlds[][4] = {
        {"a.csv", "12", "b.csv", "3"},
        {"a.csv", "1", "b.csv", "23"},
        {"a.csv", "12", "c.csv", "3"},
        {"a.csv", "12", "b.csv", "4"},
    };
    char hashes[5][65];

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct source s;
        size_t w = i % 4;
        assert_int_equal(source_begin(&s, i == 4 ? "lain" : "uji", NULL), STATUS_OK);
        /* The fifth is the first again, added the other way round and under another name. */
        add(&s, worlds[w][i == 4 ? 2 : 0], worlds[w][i == 4 ? 3 : 1]);
        add(&s, worlds[w][i == 4 ? 0 : 2], worlds[w][i == 4 ? 1 : 3]);
        source_hash(&s, hashes[i]);
        source_free(&s);
    }
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(hashes[i], hashes[k]);
    assert_string_equal(hashes[0], hashes[4]);
    assert_int_equal(strlen(hashes[0]), 64);
}

static void a_folder_gives_its_csv_and_md_files_only(void **state)
{
    struct source s;

    (void)state;
    put("metode/method.csv", "name\n");
    put("metode/LICENCE.txt", "x");
    put("metode/.tersembunyi.csv", "x");
    put("metode/guide/id/1.1.md", "# x\n");
    put("metode/seed/opd.csv", "nama\n");
    assert_int_equal(source_folder(&s, "metode", NULL), STATUS_OK);
    assert_string_equal(s.name, "metode");
    assert_int_equal(s.count, 3);
    assert_string_equal(s.files[0].path, "guide/id/1.1.md");
    assert_string_equal(s.files[1].path, "method.csv");
    assert_string_equal(s.files[2].path, "seed/opd.csv");
    source_free(&s);
}

static void a_folder_without_method_csv_is_no_method(void **state)
{
    struct source s;
    struct error e = {0};

    (void)state;
    put("bukan/catatan.md", "x");
    assert_int_equal(source_folder(&s, "bukan", &e), STATUS_MISSING);
    assert_non_null(strstr(error_text(&e), "method.csv"));
    assert_int_equal(source_folder(&s, "tidak-ada", &e), STATUS_FILE);
    assert_non_null(strstr(error_text(&e), "tidak-ada"));
    error_clear(&e);
}

static void built_in_methods_are_found_by_name(void **state)
{
    struct source s;
    struct error e = {0};
    size_t i = 0;

    (void)state;
    for (; source_builtin_name(i) != NULL; i++) {
        char name[64];
        strcpy(name, source_builtin_name(i));
        assert_int_equal(source_builtin(&s, name, &e), STATUS_OK);
        assert_string_equal(s.name, name);
        assert_non_null(source_find(&s, "forms.csv"));
        source_free(&s);
    }
    assert_true(i >= 2);
    assert_int_equal(source_builtin(&s, "smart", &e), STATUS_MISSING);
    assert_int_equal(source_builtin(&s, "", &e), STATUS_MISSING);
    error_clear(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_stand_in_order_whatever_order_they_come_in),
        cmocka_unit_test(a_path_is_added_once),
        cmocka_unit_test(bytes_are_copied_with_nul_and_all),
        cmocka_unit_test(the_hash_knows_paths_sizes_and_bytes),
        cmocka_unit_test(a_folder_gives_its_csv_and_md_files_only),
        cmocka_unit_test(a_folder_without_method_csv_is_no_method),
        cmocka_unit_test(built_in_methods_are_found_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
