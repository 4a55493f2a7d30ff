/* Workbooks that are not open: which were opened last, where sticks are, taking a copy along,
 * and what a glance tells. */
#include "tests/core/store_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/recent.h"
#include "core/base/settings.h"
#include "core/base/sticks.h"
#include "core/exchange/sample.h"
#include "core/plan/glance.h"

/* A file with a text. */
static void put(const char *path, const char *text)
{
    must(file_write(path, text, strlen(text), e));
}

/* Whether the file has exactly this text. */
static bool holds(const char *path, const char *text)
{
    char *bytes = NULL;
    size_t size = 0;

    must(file_read(path, 1 << 20, &bytes, &size, e));
    bool same = size == strlen(text) && memcmp(bytes, text, size) == 0;
    free(bytes);
    return same;
}

/* Names in a folder. */
static size_t count_names(const char *folder)
{
    char **names;
    size_t count;

    must(file_list(folder, &names, &count, e));
    file_names_free(names, count);
    return count;
}

static void the_newest_workbook_comes_first(void **state)
{
    char **paths, *full, name[20];
    size_t count;

    (void)state;
    must(recent_list(&paths, &count, e));
    assert_int_equal(count, 0);
    for (int i = 0; i < RECENT_MOST + 3; i++) {
        snprintf(name, sizeof name, "r%d.susun", i);
        put(name, "");
        recent_note(name);
    }
    recent_note("r5.susun");
    recent_note("r5.susun");
    must(recent_list(&paths, &count, e));
    assert_int_equal(count, RECENT_MOST);
    full = realpath("r5.susun", NULL);
    assert_string_equal(paths[0], full);
    free(full);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(paths[i], paths[k]);
    file_names_free(paths, count);
}

static void what_cannot_be_remembered_is_passed_over(void **state)
{
    char **paths;
    size_t count;

    (void)state;
    put("first.susun", "");
    recent_note("first.susun");
    put("two\nlines.susun", "");
    put("latin\xe9.susun", "");
    recent_note("two\nlines.susun");
    recent_note("latin\xe9.susun");
    recent_note("not-there.susun");
    must(recent_list(&paths, &count, e));
    assert_string_equal(file_name(paths[0]), "first.susun");
    file_names_free(paths, count);
    must(settings_set("recent", "workbooks", "relative\n\n/a/b.susun\n", e));
    must(recent_list(&paths, &count, e));
    assert_int_equal(count, 1);
    assert_string_equal(paths[0], "/a/b.susun");
    file_names_free(paths, count);
    must(settings_set("recent", "workbooks", NULL, e));
}

static void sticks_are_the_folders_of_their_places(void **state)
{
    char **folders, *name;
    size_t count;

    (void)state;
    must(file_make_folder("m/KINGSTON", false, e));
    must(file_make_folder("n/DATA DISK", false, e));
    must(file_make_folder("m/.hidden", false, e));
    put("m/file", "");
    setenv("SUSUN_STICKS", "m:/not/there:n", 1);
    must(sticks_list(&folders, &count, e));
    assert_int_equal(count, 2);
    assert_string_equal(folders[0], "m/KINGSTON");
    assert_string_equal(folders[1], "n/DATA DISK");
    file_names_free(folders, count);
    name = sticks_name("n/DATA DISK/Susun-73.22/a.susun");
    assert_string_equal(name, "DATA DISK");
    free(name);
    assert_null(sticks_name("n/a.susun"));
    assert_null(sticks_name("elsewhere/n/DISK/a.susun"));
    setenv("SUSUN_STICKS", "", 1);
    must(sticks_list(&folders, &count, e));
    assert_int_equal(count, 0);
    file_names_free(folders, count);
}

static void a_folder_of_this_disk_is_no_stick(void **state)
{
    char **folders, *name;
    size_t count;
    bool proc = false;

    (void)state;
    must(file_make_folder("m/KINGSTON", false, e));
    setenv("SUSUN_STICKS_MOUNTED", "1", 1);
    setenv("SUSUN_STICKS", "m:/", 1);
    must(sticks_list(&folders, &count, e));
    for (size_t i = 0; i < count; i++) {
        assert_string_not_equal(folders[i], "m/KINGSTON");
        assert_string_not_equal(folders[i], "/etc");
        proc = proc || strcmp(folders[i], "/proc") == 0;
    }
    assert_true(proc);
    file_names_free(folders, count);
    assert_null(sticks_name("m/KINGSTON/a.susun"));
    name = sticks_name("m/GONE/a.susun");
    assert_string_equal(name, "GONE");
    free(name);
    unsetenv("SUSUN_STICKS_MOUNTED");
}

static void a_copy_covers_nothing_and_leaves_nothing_behind(void **state)
{
    struct error why = {0};

    (void)state;
    must(file_make_folder("box", false, e));
    put("source", "one");
    must(file_copy("source", "box/copy", e));
    assert_true(holds("box/copy", "one"));
    put("source", "two");
    assert_int_equal(file_copy("source", "box/copy", &why), STATUS_FILE);
    assert_true(holds("box/copy", "one"));
    assert_int_equal(file_copy("not-there", "box/other", &why), STATUS_FILE);
    assert_int_equal(file_copy("box", "box/other", &why), STATUS_FILE);
    assert_int_equal(file_copy("source", "no-folder/other", &why), STATUS_FILE);
    assert_int_equal(count_names("box"), 1);
    error_clear(&why);
}

static void a_free_path_gets_a_number_before_its_ending(void **state)
{
    static const char *const wanted[] = {"f/a.b.susun", "f/a.b-2.susun", "f/a.b-3.susun"};

    (void)state;
    must(file_make_folder("f", false, e));
    for (size_t i = 0; i < 3; i++) {
        char *path = file_free_path("f", "a.b.susun");
        assert_string_equal(path, wanted[i]);
        put(path, "");
        free(path);
    }
    put("f/plain", "");
    char *path = file_free_path("f", "plain");
    assert_string_equal(path, "f/plain-2");
    free(path);
}

static void only_what_was_closed_here_is_our_own(void **state)
{
    struct error why = {0};
    bool own = true;
    char *path = fixture_new("own");

    (void)state;
    must(workbook_peek(path, &own, e));
    assert_false(own); /* made, but never opened */
    struct workbook *wb = fixture_open(path);
    must(workbook_peek(path, &own, e));
    assert_true(own); /* open here */
    workbook_close(wb);
    must(workbook_peek(path, &own, e));
    assert_true(own);
    must(file_copy(path, "stranger.susun", e));
    must(workbook_peek("stranger.susun", &own, e));
    assert_false(own);
    put("text.susun", "a text");
    assert_int_equal(workbook_peek("text.susun", &own, &why), STATUS_DATA);
    assert_false(own);
    assert_int_equal(workbook_peek("not-there.susun", &own, &why), STATUS_FILE);
    assert_int_equal(mkfifo("pipe.susun", 0600), 0);
    assert_int_equal(workbook_peek("pipe.susun", &own, &why), STATUS_FILE);
    error_clear(&why);
    free(path);
}

static void a_workbook_is_taken_along_with_its_journal(void **state)
{
    struct error why = {0};
    char *path = fixture_new("along"), *journal = text_format("%s-journal", path);

    (void)state;
    must(file_make_folder("here", false, e));
    must(workbook_copy(path, "here/a.susun", e));
    assert_int_equal(count_names("here"), 1);
    put(journal, "unfinished");
    must(workbook_copy(path, "here/b.susun", e));
    assert_true(holds("here/b.susun-journal", "unfinished"));
    assert_int_equal(workbook_copy(path, "here/a.susun", &why), STATUS_FILE);
    assert_int_equal(count_names("here"), 3); /* no journal beside the other's file */
    put("text.susun", "a text");
    assert_int_equal(workbook_copy("text.susun", "here/c.susun", &why), STATUS_DATA);
    assert_int_equal(count_names("here"), 3);
    unlink(journal);
    error_clear(&why);
    free(journal);
    free(path);
}

static void a_glance_reads_our_own_and_looks_at_others(void **state)
{
    struct glance g = {0};
    char *path = fixture_new("glance");

    (void)state;
    struct workbook *wb = fixture_open(path);
    must(workbook_set_group(wb, 3, e));
    workbook_close(wb);
    must(glance_take(path, &g, e));
    assert_int_equal(g.kind, GLANCE_OWN);
    assert_string_equal(g.region, "73.22");
    assert_int_equal(g.from, 2026);
    assert_int_equal(g.to, 2035);
    assert_int_equal(g.group, 3);
    assert_string_equal(g.author, "Pencatat");
    assert_true(g.at > 0 && g.of > 0 && g.stage[0] != '\0');
    must(file_copy(path, "other.susun", e));
    must(glance_take("other.susun", &g, e));
    assert_int_equal(g.kind, GLANCE_STRANGE);
    assert_string_equal(g.region, "");
    assert_null(g.author);
    put("other.susun", "a text");
    must(glance_take("other.susun", &g, e));
    assert_int_equal(g.kind, GLANCE_REFUSED);
    assert_non_null(strstr(g.why, "other.susun"));
    must(glance_take("not-there.susun", &g, e));
    assert_int_equal(g.kind, GLANCE_GONE);
    glance_clear(&g);
    free(path);
}

/* A file that was ours and is damaged where its header does not tell, is told, not trusted. */
static void a_glance_survives_damage_behind_the_header(void **state)
{
    struct glance g = {0};
    char *path = fixture_new("hurt");
    struct stat before;

    (void)state;
    workbook_close(fixture_open(path));
    assert_int_equal(stat(path, &before), 0);
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    assert_int_equal(fseek(f, 4096, SEEK_SET), 0);
    for (int i = 0; i < 8192; i++)
        fputc(i * 7, f);
    assert_int_equal(fclose(f), 0);
    struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    must(glance_take(path, &g, e));
    assert_int_equal(g.kind, GLANCE_REFUSED);
    glance_clear(&g);
    free(path);
}

static void the_sample_appears_whole_and_covers_nothing(void **state)
{
    struct import_options options = {0};
    struct import_result result;
    struct error why = {0};
    bool own;

    (void)state;
    must(file_make_folder("s", false, e));
    must(sample_make("s/sample.susun", &options, &result, e));
    assert_true(result.added + result.changed > 0);
    assert_int_equal(result.rejected + result.marked, 0);
    must(workbook_peek("s/sample.susun", &own, e));
    assert_int_equal(sample_make("s/sample.susun", &options, &result, &why), STATUS_FILE);
    assert_int_equal(count_names("s"), 1);
    error_clear(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_workbook_comes_first),
        cmocka_unit_test(what_cannot_be_remembered_is_passed_over),
        cmocka_unit_test(sticks_are_the_folders_of_their_places),
        cmocka_unit_test(a_folder_of_this_disk_is_no_stick),
        cmocka_unit_test(a_copy_covers_nothing_and_leaves_nothing_behind),
        cmocka_unit_test(a_free_path_gets_a_number_before_its_ending),
        cmocka_unit_test(only_what_was_closed_here_is_our_own),
        cmocka_unit_test(a_workbook_is_taken_along_with_its_journal),
        cmocka_unit_test(a_glance_reads_our_own_and_looks_at_others),
        cmocka_unit_test(a_glance_survives_damage_behind_the_header),
        cmocka_unit_test(the_sample_appears_whole_and_covers_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
