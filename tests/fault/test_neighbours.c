/* Others who want the same file: a second writer, readers beside a writer, people who may only
 * read, and those who delete, move, replace or write the file under us. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/store/internal.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_vfs.h"
#include "tests/fault/workload.h"

#define PATH "hall/plan.susun"
#define NOBODY 65534

/* What another process found. */
static struct found {
    enum status status;
    char sentence[400];
    struct content content;
} found;
static const char *ourselves; /* argv[0] */

static struct workbook *open_writer(void)
{
    struct error e = {0};
    struct workbook *wb;

    if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_msg("opening: %s", error_text(&e));
    return wb;
}

static void change(struct workbook *wb, struct workload *w)
{
    struct error e = {0};

    if (workload_step(w, wb, &e) != STATUS_OK)
        fail_msg("a change: %s", error_text(&e));
}

/* The other process: opens the file, a writer also makes a change, and tells on its standard
 * output how that went and what is in the file. */
static int visit(const char *mode, const char *who)
{
    bool writes = strcmp(mode, "write") == 0, nobody = strcmp(who, "nobody") == 0;
    struct error e = {0};
    struct workload w = {.chance = chance_from(21)};
    struct workbook *wb;

    if (nobody && getuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return 1;
    found.status =
        workbook_open(&wb, PATH, writes ? WORKBOOK_WRITE : WORKBOOK_READ, &workload_person, &e);
    if (found.status == STATUS_OK && writes)
        found.status = workload_step(&w, wb, &e);
    if (found.status == STATUS_OK)
        content_of(db_handle(workbook_db(wb)), &found.content);
    snprintf(found.sentence, sizeof found.sentence, "%s", error_text(&e));
    error_clear(&e);
    workbook_close(wb);
    return write(STDOUT_FILENO, &found, sizeof found) == sizeof found ? 0 : 1;
}

/* Has another process visit the file. It is a new program, not a fork of us: SQLite's
 * connections and our locks are not to be inherited. */
static void other(enum workbook_mode mode, bool nobody)
{
    int ends[2], status;

    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(ourselves, ourselves, mode == WORKBOOK_WRITE ? "write" : "read",
            nobody ? "nobody" : "somebody", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &found, sizeof found), sizeof found);
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void test_second_writer_is_refused(void **state)
{
    char us[24];
    struct workbook *wb = open_writer();

    (void)state;
    other(WORKBOOK_WRITE, false);
    assert_int_equal(found.status, STATUS_BUSY);
    snprintf(us, sizeof us, "%ld", (long)getpid());
    assert_non_null(strstr(found.sentence, us)); /* who has it */
    workbook_close(wb);
    other(WORKBOOK_WRITE, false);
    assert_int_equal(found.status, STATUS_OK); /* and not any longer than that */
}

/* POSIX takes all locks of a process away when it closes the file anywhere: opening it once
 * more in the same process must not let others in. */
static void test_our_second_try_keeps_our_lock(void **state)
{
    struct error e = {0};
    struct workbook *wb = open_writer(), *again;
    struct workload w = {.chance = chance_from(2)};

    (void)state;
    assert_int_equal(
        workbook_open(&again, PATH, WORKBOOK_WRITE, &workload_person, &e), STATUS_BUSY);
    assert_true(e.text && e.text[0]);
    error_clear(&e);
    assert_int_equal(
        workbook_open(&again, PATH, WORKBOOK_READ, &workload_person, &e), STATUS_OK);
    workbook_close(again);
    other(WORKBOOK_WRITE, false);
    assert_int_equal(found.status, STATUS_BUSY);
    change(wb, &w);
    workbook_close(wb);
}

static void test_reader_sees_the_last_commit(void **state)
{
    struct workbook *wb = open_writer();
    struct workload w = {.chance = chance_from(2)};
    struct content now, open_action;
    struct error e = {0};
    const struct form *f = method_form(workbook_method(wb), "barang");
    char uid[64];

    (void)state;
    for (int i = 0; i < 4; i++) {
        change(wb, &w);
        assert_true(content_of(db_handle(workbook_db(wb)), &now));
        other(WORKBOOK_READ, false);
        assert_int_equal(found.status, STATUS_OK);
        assert_string_equal(found.content.state, now.state);
    }
    assert_int_equal(action_begin(wb, ACTION_EDIT, &e), STATUS_OK);
    assert_int_equal(action_create(wb, f, NULL, NULL, uid, &e), STATUS_OK);
    assert_true(content_of(db_handle(workbook_db(wb)), &open_action));
    assert_string_not_equal(open_action.state, now.state);
    other(WORKBOOK_READ, false);
    assert_string_equal(found.content.state, now.state); /* not what is under way */
    assert_int_equal(action_commit(wb, &e), STATUS_OK);
    workbook_close(wb);
}

/* A reader has its copy: what is written later neither shows in it nor waits for it. */
static void test_writer_goes_on_beside_a_reader(void **state)
{
    struct error e = {0};
    struct workbook *reader;
    struct content first, later;

    (void)state;
    assert_int_equal(
        workbook_open(&reader, PATH, WORKBOOK_READ, &workload_person, &e), STATUS_OK);
    assert_true(content_of(db_handle(workbook_db(reader)), &first));
    other(WORKBOOK_WRITE, false);
    assert_int_equal(found.status, STATUS_OK);
    assert_string_not_equal(found.content.state, first.state);
    assert_true(content_of(db_handle(workbook_db(reader)), &later));
    assert_string_equal(first.state, later.state);
    assert_int_not_equal(action_begin(reader, ACTION_EDIT, &e), STATUS_OK);
    assert_true(e.text && e.text[0]);
    error_clear(&e);
    workbook_close(reader);
}

static void test_read_only_file(void **state)
{
    (void)state;
    assert_int_equal(chmod(PATH, 0444), 0);
    other(WORKBOOK_WRITE, true);
    assert_int_equal(found.status, STATUS_FILE);
    assert_true(found.sentence[0]);
    other(WORKBOOK_READ, true);
    assert_int_equal(found.status, STATUS_OK);
    assert_int_equal(chmod(PATH, 0644), 0);
}

/* The file may be written, but no journal can be made beside it. */
static void test_read_only_folder(void **state)
{
    struct content before, after;

    (void)state;
    assert_true(content_plain(PATH, &before));
    assert_int_equal(chmod(PATH, 0666), 0);
    assert_int_equal(chmod("hall", 0555), 0);
    other(WORKBOOK_WRITE, true);
    assert_int_equal(found.status, STATUS_FILE);
    assert_true(found.sentence[0]);
    other(WORKBOOK_READ, true);
    assert_int_equal(found.status, STATUS_OK);
    assert_int_equal(chmod("hall", 0755), 0);
    assert_int_equal(chmod(PATH, 0644), 0);
    assert_true(content_plain(PATH, &after));
    assert_string_equal(before.state, after.state);
}

static bool has_changed(struct workbook *wb)
{
    struct error e = {0};
    bool changed;

    assert_int_equal(workbook_changed(wb, &changed, &e), STATUS_OK);
    return changed;
}

static void copy_file(const char *from, const char *to)
{
    char *bytes;
    size_t size;

    assert_int_equal(file_read(from, LIMIT_FILE, &bytes, &size, NULL), STATUS_OK);
    assert_int_equal(file_write(to, bytes, size, NULL), STATUS_OK);
    free(bytes);
}

static void test_our_own_changes_are_no_news(void **state)
{
    struct workbook *wb = open_writer();
    struct workload w = {.chance = chance_from(8)};

    (void)state;
    for (int i = 0; i < WORKLOAD_ROUND; i++) {
        change(wb, &w);
        assert_false(has_changed(wb));
    }
    workbook_close(wb);
}

static void test_deleted_under_us(void **state)
{
    copy_file(PATH, "hall/kept.susun");
    struct workbook *wb = open_writer();

    (void)state;
    assert_int_equal(unlink(PATH), 0);
    assert_true(has_changed(wb));
    workbook_close(wb);
    assert_int_equal(rename("hall/kept.susun", PATH), 0);
}

static void test_moved_under_us(void **state)
{
    struct workbook *wb = open_writer();

    (void)state;
    assert_int_equal(rename(PATH, "hall/away.susun"), 0);
    assert_true(has_changed(wb));
    workbook_close(wb);
    assert_int_equal(rename("hall/away.susun", PATH), 0);
}

static void test_replaced_under_us(void **state)
{
    copy_file(PATH, "hall/other.susun");
    struct workbook *wb = open_writer();

    (void)state;
    assert_int_equal(rename("hall/other.susun", PATH), 0);
    assert_true(has_changed(wb));
    workbook_close(wb);
}

/* In the moment between two of our transactions somebody else may get in: we see it, and our
 * next change comes after theirs. */
static void test_written_by_somebody_else(void **state)
{
    struct workbook *wb = open_writer();
    struct workload w = {.chance = chance_from(4)};
    struct error e = {0};
    struct content now;
    bool whole;

    (void)state;
    change(wb, &w);
    assert_int_equal(db_exec(workbook_db(wb), "COMMIT", &e), STATUS_OK);
    other(WORKBOOK_WRITE, false);
    assert_int_equal(found.status, STATUS_OK);
    assert_true(has_changed(wb));
    change(wb, &w);
    workbook_close(wb);
    whole = content_opened(PATH, &now, &e);
    if (!whole)
        fail_msg("afterwards: %s", error_text(&e));
    assert_true(now.edits > found.content.edits);
}

/* A file of our own in a folder others may enter, as in a hall. */
static int begin(void **state)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(3)};
    struct workbook *wb;

    (void)state;
    mkdir("hall", 0755);
    chmod("..", 0711);
    chmod(".", 0755);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    unsetenv("SUSUN_SEED"); /* every process draws its own chance */
    cut_register();
    if (workload_new(PATH, &e) != STATUS_OK)
        return -1;
    wb = open_writer();
    for (int i = 0; i < WORKLOAD_ROUND; i++)
        change(wb, &w);
    workbook_close(wb);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_second_writer_is_refused),
        cmocka_unit_test(test_our_second_try_keeps_our_lock),
        cmocka_unit_test(test_reader_sees_the_last_commit),
        cmocka_unit_test(test_writer_goes_on_beside_a_reader),
        cmocka_unit_test(test_read_only_file),
        cmocka_unit_test(test_read_only_folder),
        cmocka_unit_test(test_our_own_changes_are_no_news),
        cmocka_unit_test(test_deleted_under_us),
        cmocka_unit_test(test_moved_under_us),
        cmocka_unit_test(test_replaced_under_us),
        cmocka_unit_test(test_written_by_somebody_else),
    };

    ourselves = argv[0];
    if (argc == 3)
        return visit(argv[1], argv[2]);
    return cmocka_run_group_tests(tests, begin, NULL);
}
