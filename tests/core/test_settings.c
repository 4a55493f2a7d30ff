#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/settings.h"
#include "tests/core/chance.h"

/* A home of its own for each test; TMPDIR is the world's. */
static int new_home(void **state)
{
    static int count;
    static char home[4200], folder[4096];
    assert_non_null(getcwd(folder, sizeof folder));
    snprintf(home, sizeof home, "%s/home-%d-%d", folder, (int)getpid(), count++);
    assert_int_equal(file_make_folder(home, true, NULL), STATUS_OK);
    setenv("HOME", home, 1);
    unsetenv("XDG_STATE_HOME");
    unsetenv("XDG_CONFIG_HOME");
    *state = home;
    return 0;
}

/* Writes a file below the home, with its folder. */
static void put(const char *home, const char *folder, const char *name, const char *text)
{
    char *path = file_join(home, folder);
    assert_int_equal(file_make_folder(path, false, NULL), STATUS_OK);
    char *file = file_join(path, name);
    assert_int_equal(file_write(file, text, strlen(text), NULL), STATUS_OK);
    free(file);
    free(path);
}

static void a_value_is_kept_changed_and_removed(void **state)
{
    (void)state;
    struct error e = {0};
    assert_null(settings_get("recent", "last"));
    assert_int_equal(settings_set("recent", "last", "kota.susun", &e), STATUS_OK);
    char *value = settings_get("recent", "last");
    assert_string_equal(value, "kota.susun");
    free(value);
    assert_int_equal(settings_set("recent", "last", "", &e), STATUS_OK);
    value = settings_get("recent", "last");
    assert_string_equal(value, "");
    free(value);
    assert_int_equal(settings_set("recent", "last", NULL, &e), STATUS_OK);
    assert_null(settings_get("recent", "last"));
    assert_int_equal(settings_set("recent", "last", NULL, &e), STATUS_OK);
}

static void the_folder_is_private_and_where_xdg_says(void **state)
{
    const char *home = *state;
    struct stat st;
    assert_int_equal(settings_set("a", "b", "c", NULL), STATUS_OK);
    char *path = file_join(home, ".local/state/susun/a");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    free(path);
    char *elsewhere = file_join(home, "elsewhere");
    setenv("XDG_STATE_HOME", elsewhere, 1);
    assert_null(settings_get("a", "b"));
    assert_int_equal(settings_set("a", "b", "d", NULL), STATUS_OK);
    path = file_join(elsewhere, "susun/a/b");
    assert_true(file_exists(path));
    free(path);
    free(elsewhere);
    setenv("XDG_STATE_HOME", "not/absolute", 1); /* the specification: to be ignored */
    char *value = settings_get("a", "b");
    assert_string_equal(value, "c");
    free(value);
}

static void a_key_cannot_lead_elsewhere(void **state)
{
    (void)state;
    static const char *const odd[] = {"", ".", "..", ".x", "a/b", "../x", "a b", "ä"};
    struct error e = {0};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_int_equal(settings_set("a", odd[i], "x", &e), STATUS_USAGE);
        assert_int_equal(settings_set(odd[i], "a", "x", &e), STATUS_USAGE);
        assert_null(settings_get("a", odd[i]));
    }
    error_clear(&e);
}

static void bytes_that_are_no_text_are_no_setting(void **state)
{
    put(*state, ".local/state/susun/a", "b", "\xff\xfe");
    assert_null(settings_get("a", "b"));
}

static void this_laptop_keeps_its_name(void **state)
{
    (void)state;
    char *first = settings_laptop(), *second = settings_laptop();
    assert_int_equal(strlen(first), UUID_SIZE - 1);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void without_a_state_folder_the_name_lasts_for_the_process(void **state)
{
    struct error e = {0};
    char *file = file_join(*state, "a-file");
    assert_int_equal(file_write(file, "", 0, NULL), STATUS_OK);
    setenv("XDG_STATE_HOME", file, 1);
    assert_int_equal(settings_set("a", "b", "c", &e), STATUS_FILE);
    assert_true(*error_text(&e));
    error_clear(&e);
    char *first = settings_laptop(), *second = settings_laptop();
    assert_int_equal(strlen(first), UUID_SIZE - 1);
    assert_string_equal(first, second);
    free(first);
    free(second);
    free(file);
}

/* Asserts where workbooks go, below the home. */
static void goes_to(const char *home, const char *below)
{
    char *folder = settings_workbook_folder(), *wanted = file_join(home, below);
    assert_string_equal(folder, wanted);
    free(folder);
    free(wanted);
}

static void workbooks_go_where_documents_are(void **state)
{
    const char *home = *state;
    goes_to(home, "Dokumen/Susun");
    char *documents = file_join(home, "Documents");
    file_make_folder(documents, false, NULL);
    free(documents);
    goes_to(home, "Documents/Susun");
    put(home, ".config", "user-dirs.dirs",
        "# written by a desktop\nXDG_DESKTOP_DIR=\"$HOME/Desktop\"\n\n"
        "  XDG_DOCUMENTS_DIR=\"$HOME/Surat \\\"dinas\\\"\"\n");
    goes_to(home, "Surat \"dinas\"/Susun");
    put(home, ".config", "user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"/srv/surat\"\n");
    char *folder = settings_workbook_folder();
    assert_string_equal(folder, "/srv/surat/Susun");
    free(folder);
    put(home, ".config", "user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"surat\"\nXDG_DOCUMENTS_DIR=\"");
    goes_to(home, "Documents/Susun");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_value_is_kept_changed_and_removed, new_home),
        cmocka_unit_test_setup(the_folder_is_private_and_where_xdg_says, new_home),
        cmocka_unit_test_setup(a_key_cannot_lead_elsewhere, new_home),
        cmocka_unit_test_setup(bytes_that_are_no_text_are_no_setting, new_home),
        cmocka_unit_test_setup(this_laptop_keeps_its_name, new_home),
        cmocka_unit_test_setup(without_a_state_folder_the_name_lasts_for_the_process, new_home),
        cmocka_unit_test_setup(workbooks_go_where_documents_are, new_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
