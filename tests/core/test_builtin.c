/* The compiled-in files: found by name, in order, and equal to the byte to what was embedded.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/builtin.h"

static void names_stand_in_order(void **state)
{
    (void)state;
    assert_non_null(builtin_at(0));
    for (size_t i = 1; builtin_at(i); i++)
        assert_true(strcmp(builtin_at(i - 1)->path, builtin_at(i)->path) < 0);
}

static void every_file_is_found_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; builtin_at(i); i++)
        assert_ptr_equal(builtin_find(builtin_at(i)->path), builtin_at(i));
}

static void other_names_are_not_found(void **state)
{
    (void)state;
    assert_null(builtin_find(""));
    assert_null(builtin_find("po"));
    assert_null(builtin_find("po/id.mo2"));
    assert_null(builtin_find("zzz"));
}

static void the_catalogue_is_there(void **state)
{
    const struct builtin *file = builtin_find("po/id.mo");
    uint32_t magic;

    (void)state;
    assert_non_null(file);
    assert_true(file->size > 28);
    memcpy(&magic, file->bytes, sizeof magic);
    assert_int_equal(magic, 0x950412de);
}

/* Compares one compiled-in file with the file below a folder. */
static void assert_same_bytes(const struct builtin *file, const char *top, const char *below)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s%s", top, below, file->path);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    for (size_t i = 0; i < file->size; i++)
        if (getc(in) != file->bytes[i])
            fail_msg("%s differs at byte %zu", file->path, i);
    assert_int_equal(getc(in), EOF);
    assert_int_equal(file->bytes[file->size], 0);
    fclose(in);
}

static void every_byte_is_as_in_the_source(void **state)
{
    (void)state;
    for (size_t i = 0; builtin_at(i); i++) {
        if (strncmp(builtin_at(i)->path, "po/", 3) == 0)
            assert_same_bytes(builtin_at(i), getenv("builddir"), "");
        else
            assert_same_bytes(builtin_at(i), getenv("srcdir"), "assets/");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_in_order),
        cmocka_unit_test(every_file_is_found_by_its_name),
        cmocka_unit_test(other_names_are_not_found),
        cmocka_unit_test(the_catalogue_is_there),
        cmocka_unit_test(every_byte_is_as_in_the_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
