#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "tests/core/chance.h"

/* An empty folder to work in. */
static int new_folder(void **state)
{
    static int count;
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "files-%d-%d", (int)getpid(), count++);
    assert_int_equal(mkdir(name, 0755), 0);
    assert_int_equal(chdir(name), 0);
    message_set_lang(LANG_EN);
    return 0;
}

/* Back up. */
static int leave_folder(void **state)
{
    (void)state;
    return chdir("..");
}

/* How many names lie here. */
static size_t names_here(void)
{
    char **names;
    size_t count;
    assert_int_equal(file_list(".", &names, &count, NULL), STATUS_OK);
    file_names_free(names, count);
    return count;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct error e = {0};
    static char bytes[200001];
    uint64_t s = chance_begin();
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)chance(&s, 256);
    for (size_t size = 0; size <= sizeof bytes; size = size * 3 + 1) {
        char *read;
        size_t got;
        assert_int_equal(file_write("f", bytes, size, &e), STATUS_OK);
        assert_int_equal(file_read("f", sizeof bytes, &read, &got, &e), STATUS_OK);
        assert_int_equal(got, size);
        assert_memory_equal(read, bytes, size);
        assert_int_equal(read[got], 0);
        free(read);
    }
    assert_int_equal(names_here(), 1);
}

static void a_limit_is_a_limit(void **state)
{
    (void)state;
    struct error e = {0};
    char *read;
    size_t got;
    assert_int_equal(file_write("f", "12345", 5, &e), STATUS_OK);
    assert_int_equal(file_read("f", 5, &read, &got, &e), STATUS_OK);
    free(read);
    assert_int_equal(file_read("f", 4, &read, &got, &e), STATUS_DATA);
    assert_int_equal(file_read("/dev/zero", 100000, &read, &got, &e), STATUS_DATA);
    error_clear(&e);
}

static void modes_and_links_are_kept(void **state)
{
    (void)state;
    struct stat st;
    assert_int_equal(file_write("f", "1", 1, NULL), STATUS_OK);
    assert_int_equal(chmod("f", 0640), 0);
    assert_int_equal(symlink("f", "link"), 0);
    assert_int_equal(file_write("link", "2", 1, NULL), STATUS_OK);
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat("f", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    char *read;
    size_t got;
    assert_int_equal(file_read("f", 9, &read, &got, NULL), STATUS_OK);
    assert_string_equal(read, "2");
    free(read);
}

/* Asserts that a status is STATUS_FILE and its sentence holds a reason. */
static void refused(enum status status, struct error *e, const char *reason)
{
    assert_int_equal(status, STATUS_FILE);
    if (!strstr(error_text(e), reason))
        fail_msg("\"%s\" lacks \"%s\"", error_text(e), reason);
    error_clear(e);
}

static void every_refusal_says_why(void **state)
{
    (void)state;
    struct error e = {0};
    char *read, **names, long_name[400];
    size_t got;
    struct file_mark mark;
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(file_write("f", "1", 1, NULL), STATUS_OK);
    refused(file_read("absent", 9, &read, &got, &e), &e, "it is not there");
    refused(file_read("folder", 9, &read, &got, &e), &e, "it is a folder");
    refused(file_read("f/x", 9, &read, &got, &e), &e, "a part of its path is a file");
    refused(file_write("no/such/f", "", 0, &e), &e, "its folder is not there");
    refused(file_write("folder", "", 0, &e), &e, "it is a folder");
    refused(file_write("/dev/null", "", 0, &e), &e, "a device");
    refused(file_make_folder("f/x", false, &e), &e, "a part of its path is a file");
    refused(file_make_folder("f", false, &e), &e, "a part of its path is a file");
    refused(file_list("f", &names, &got, &e), &e, "it is a file, not a folder");
    refused(file_list("absent", &names, &got, &e), &e, "it is not there");
    refused(file_sync_folder("absent", &e), &e, "it is not there");
    refused(file_mark("absent", &mark, &e), &e, "it is not there");
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    refused(file_write(long_name, "", 0, &e), &e, "its name is too long");
    assert_int_equal(names_here(), 2);
}

static void reasons_differ_in_both_languages(void **state)
{
    (void)state;
    static const int numbers[] = {EACCES, ENOSPC, ENOENT, EISDIR, EROFS, ENOTDIR, EIO, EDQUOT,
        ENAMETOOLONG, EMFILE, EEXIST, EBUSY, 9999};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        message_set_lang((enum lang)lang);
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(file_reason(numbers[i]), file_reason(numbers[k]));
    }
}

static void a_write_that_fails_changes_nothing(void **state)
{
    (void)state;
    struct error e = {0};
    static char bytes[100000];
    assert_int_equal(file_write("f", "old", 3, NULL), STATUS_OK);
    struct rlimit kept, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &kept), 0);
    small = kept;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = file_write("f", bytes, sizeof bytes, &e);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &kept), 0);
    refused(status, &e, "larger than the disk can take");
    char *read;
    size_t got;
    assert_int_equal(file_read("f", 9, &read, &got, NULL), STATUS_OK);
    assert_string_equal(read, "old");
    free(read);
    assert_int_equal(names_here(), 1);
}

/* As nobody: 0 when everything is refused with the sentence about permission. */
static int try_as_nobody(void)
{
    struct error e = {0};
    char *read;
    size_t got;
    if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
        return 1;
    if (file_read("secret", 9, &read, &got, &e) != STATUS_FILE)
        return 2;
    if (!strstr(error_text(&e), "no permission"))
        return 3;
    if (file_write("closed/new", "1", 1, &e) != STATUS_FILE)
        return 4;
    if (!strstr(error_text(&e), "no permission"))
        return 5;
    if (file_write("open/read-only", "1", 1, &e) != STATUS_FILE)
        return 6;
    if (file_make_folder("closed/x", false, &e) != STATUS_FILE)
        return 7;
    error_clear(&e);
    return 0;
}

static void without_permission_nothing_is_done(void **state)
{
    (void)state;
    assert_int_equal(file_write("secret", "1", 1, NULL), STATUS_OK);
    assert_int_equal(chmod("secret", 0), 0);
    assert_int_equal(mkdir("closed", 0555), 0);
    assert_int_equal(mkdir("open", 0777), 0);
    assert_int_equal(file_write("open/read-only", "1", 1, NULL), STATUS_OK);
    assert_int_equal(chmod("open", 0777), 0);
    assert_int_equal(chmod("open/read-only", 0444), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(try_as_nobody());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void folders_are_made_with_those_above(void **state)
{
    (void)state;
    struct stat st;
    assert_int_equal(file_make_folder("a/b//c/", false, NULL), STATUS_OK);
    assert_true(file_is_folder("a/b/c"));
    assert_int_equal(file_make_folder("a/b/c", false, NULL), STATUS_OK);
    assert_int_equal(file_make_folder("s/t", true, NULL), STATUS_OK);
    assert_int_equal(stat("s/t", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(file_make_folder("/", false, NULL), STATUS_OK);
    assert_false(file_is_folder("x"));
    assert_true(file_is_mount("/proc"));
    assert_false(file_is_mount("a/b"));
    assert_false(file_is_mount("x"));
    assert_true(file_exists("a"));
}

static void names_are_sorted_by_bytes(void **state)
{
    (void)state;
    static const char *const made[] = {"b", "a", "B", "\xc3\xa9", ".hidden", "ab", "0"};
    static const char *const sorted[] = {".hidden", "0", "B", "a", "ab", "b", "\xc3\xa9"};
    char **names;
    size_t count;
    assert_int_equal(file_list(".", &names, &count, NULL), STATUS_OK);
    assert_int_equal(count, 0);
    file_names_free(names, count);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(file_write(made[i], "", 0, NULL), STATUS_OK);
    assert_int_equal(file_list(".", &names, &count, NULL), STATUS_OK);
    assert_int_equal(count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(names[i], sorted[i]);
    file_names_free(names, count);
}

static void paths_are_taken_apart_and_put_together(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *name;
    } rows[] = {{"a/b", "a", "b"}, {"b", ".", "b"}, {"/b", "/", "b"}, {"/a/b/c", "/a/b", "c"},
        {"a/", "a", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *folder = file_folder(rows[i].path);
        assert_string_equal(folder, rows[i].folder);
        assert_string_equal(file_name(rows[i].path), rows[i].name);
        free(folder);
    }
    char *path = file_join("a", "b");
    assert_string_equal(path, "a/b");
    free(path);
    path = file_join("/", "b");
    assert_string_equal(path, "/b");
    free(path);
}

static void a_mark_tells_whether_a_file_was_touched(void **state)
{
    (void)state;
    struct file_mark before, same, after;
    assert_int_equal(file_write("f", "1", 1, NULL), STATUS_OK);
    assert_int_equal(file_mark("f", &before, NULL), STATUS_OK);
    assert_int_equal(file_mark("f", &same, NULL), STATUS_OK);
    assert_memory_equal(&before, &same, sizeof before);
    assert_int_equal(file_write("f", "12", 2, NULL), STATUS_OK);
    assert_int_equal(file_mark("f", &after, NULL), STATUS_OK);
    assert_memory_not_equal(&before, &after, sizeof before);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, new_folder, leave_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_written_is_read),
        IN_FOLDER(a_limit_is_a_limit),
        IN_FOLDER(modes_and_links_are_kept),
        IN_FOLDER(every_refusal_says_why),
        IN_FOLDER(reasons_differ_in_both_languages),
        IN_FOLDER(a_write_that_fails_changes_nothing),
        IN_FOLDER(without_permission_nothing_is_done),
        IN_FOLDER(folders_are_made_with_those_above),
        IN_FOLDER(names_are_sorted_by_bytes),
        IN_FOLDER(paths_are_taken_apart_and_put_together),
        IN_FOLDER(a_mark_tells_whether_a_file_was_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
