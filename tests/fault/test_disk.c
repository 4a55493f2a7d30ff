/* The disk is full, does not write, does not sync, lets no journal be made or removed: at every
 * such call of every kind of change the store answers with a sentence, what was there is
 * untouched, and the next change works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/store/workbook.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_vfs.h"
#include "tests/fault/workload.h"

#define PATH "disk/plan.susun"

/* A workbook after a round of changes, to start from again and again. */
static char *base;
static size_t base_size;
static struct content before;

/* What goes wrong. */
struct trouble {
    unsigned calls;
    int code;
    bool lasting;       /* until it is taken away */
    bool may_be_stored; /* the change can be durable before the trouble comes */
    int64_t apart;      /* 0 or 1: at every call; else at every so manyth */
};

static void write_base(void)
{
    unlink(PATH "-journal");
    FILE *f = fopen(PATH, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(base, 1, base_size, f), base_size);
    assert_int_equal(fclose(f), 0);
}

static struct workbook *open_base(void)
{
    struct error e = {0};
    struct workbook *wb;

    write_base();
    if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_msg("opening: %s", error_text(&e));
    return wb;
}

/* After a change that failed: a sentence, nothing changed, and the next change works. */
static void after_failure(
    struct workbook *wb, struct workload *w, const struct trouble *t, struct error *e)
{
    struct content now;

    assert_int_equal(e->status, STATUS_FILE);
    assert_true(e->text && e->text[0]);
    error_clear(e);
    assert_true(content_plain(PATH, &now) || t->may_be_stored);
    if (!t->may_be_stored)
        assert_string_equal(now.state, before.state);
    w->step = 0;
    if (workload_step(w, wb, e) != STATUS_OK)
        fail_msg("the next change: %s", error_text(e));
}

/* The trouble comes at the `at`-th call of a kind of step. Answers whether it came. */
static bool strike(size_t step, int64_t at, const struct trouble *t, size_t *failed)
{
    struct error e = {0};
    struct workbook *wb = open_base();
    struct workload w = {.chance = chance_from(5), .step = step};
    struct content now;

    cut_fail(t->calls, at, t->code, t->lasting);
    enum status s = workload_step(&w, wb, &e);
    bool came = cut_calls() >= at;
    cut_fail(0, 0, 0, false);
    if (came && s == STATUS_OK && !t->may_be_stored)
        fail_msg("step %zu said nothing of the trouble at call %lld", step, (long long)at);
    if (s != STATUS_OK) {
        ++*failed;
        after_failure(wb, &w, t, &e);
    }
    workbook_close(wb);
    if (!content_opened(PATH, &now, &e))
        fail_msg("step %zu, call %lld: afterwards %s", step, (long long)at, error_text(&e));
    assert_true(now.edits >= before.edits);
    return came;
}

/* At the calls of every kind of step. */
static void everywhere(const struct trouble *t)
{
    size_t struck = 0, failed = 0;

    for (size_t step = 0; step < WORKLOAD_ROUND; step++)
        for (int64_t at = 1; strike(step, at, t, &failed); at += t->apart ? t->apart : 1)
            struck++;
    print_message("# struck %zu times, %zu changes refused\n", struck, failed);
    assert_true(struck >= WORKLOAD_ROUND);
    assert_true(failed > 0);
}

static void test_full_disk_at_every_write(void **state)
{
    (void)state;
    everywhere(&(struct trouble){.calls = CALL_WRITE, .code = SQLITE_FULL});
}

static void test_a_disk_that_stays_full(void **state)
{
    (void)state;
    everywhere(&(struct trouble){
        .calls = CALL_WRITE, .code = SQLITE_FULL, .lasting = true, .apart = 3});
}

static void test_writing_fails(void **state)
{
    (void)state;
    everywhere(&(struct trouble){.calls = CALL_WRITE, .code = SQLITE_IOERR_WRITE, .apart = 4});
}

static void test_every_sync_fails(void **state)
{
    (void)state;
    everywhere(&(struct trouble){.calls = CALL_SYNC, .code = SQLITE_IOERR_FSYNC});
}

static void test_no_sync_works_any_more(void **state)
{
    (void)state;
    everywhere(
        &(struct trouble){.calls = CALL_SYNC, .code = SQLITE_IOERR_FSYNC, .lasting = true});
}

static void test_journal_cannot_be_made(void **state)
{
    (void)state;
    everywhere(&(struct trouble){.calls = CALL_OPEN, .code = SQLITE_CANTOPEN});
}

static void test_journal_cannot_be_removed(void **state)
{
    (void)state;
    everywhere(&(struct trouble){.calls = CALL_DELETE, .code = SQLITE_IOERR_DELETE});
}

/* The lock of the next transaction may fail after this one was stored. */
static void test_every_lock_fails(void **state)
{
    (void)state;
    everywhere(&(struct trouble){
        .calls = CALL_LOCK, .code = SQLITE_IOERR_LOCK, .may_be_stored = true});
}

/* While opening, nothing may be written, whatever cannot be read. */
static void test_every_read_of_opening_fails(void **state)
{
    struct error e = {0};
    struct workbook *wb;
    int64_t at = 1;
    char *bytes;
    size_t size, refused = 0;

    (void)state;
    for (bool came = true; came; at++) {
        write_base();
        cut_fail(CALL_READ, at, SQLITE_IOERR_READ, true);
        enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e);
        came = cut_calls() >= at;
        cut_fail(0, 0, 0, false);
        assert_true((s == STATUS_OK) == !came);
        assert_true(s == STATUS_OK || (e.text && e.text[0]));
        refused += s != STATUS_OK;
        error_clear(&e);
        workbook_close(wb);
        assert_int_equal(file_read(PATH, LIMIT_FILE, &bytes, &size, NULL), STATUS_OK);
        assert_int_equal(size, base_size);
        assert_memory_equal(bytes, base, size);
        free(bytes);
    }
    print_message("# %zu openings refused\n", refused);
    assert_true(refused > 3);
}

/* A workbook that cannot be made leaves nothing behind. */
static void test_full_disk_while_making(void **state)
{
    struct error e = {0};
    char **names;
    size_t count, refused = 0;

    (void)state;
    mkdir("new", 0700);
    for (int64_t at = 1;; at++) {
        cut_fail(CALL_WRITE, at, SQLITE_FULL, true);
        enum status s = workload_new("new/plan.susun", &e);
        bool came = cut_calls() >= at;
        cut_fail(0, 0, 0, false);
        if (!came) {
            assert_int_equal(s, STATUS_OK);
            break;
        }
        assert_int_equal(s, STATUS_FILE);
        assert_true(e.text && e.text[0]);
        error_clear(&e);
        refused++;
        assert_int_equal(file_list("new", &names, &count, &e), STATUS_OK);
        if (count > 0)
            fail_msg("call %lld leaves %s behind", (long long)at, names[0]);
        file_names_free(names, count);
    }
    print_message("# %zu workbooks not made\n", refused);
    assert_true(refused > 10);
}

static int begin(void **state)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(3)};
    struct workbook *wb;

    (void)state;
    mkdir("disk", 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    cut_register();
    workbook_use_vfs("cut");
    if (workload_new(PATH, &e) != STATUS_OK ||
        workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        return -1;
    /* Two rounds; the second stops short of its undo, so that undo and redo have work. */
    for (int i = 0; i < WORKLOAD_ROUND + 6; i++)
        if (workload_step(&w, wb, &e) != STATUS_OK)
            return -1;
    workbook_close(wb);
    return file_read(PATH, LIMIT_FILE, &base, &base_size, &e) == STATUS_OK &&
                   content_plain(PATH, &before)
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    free(base);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_disk_at_every_write),
        cmocka_unit_test(test_a_disk_that_stays_full),
        cmocka_unit_test(test_writing_fails),
        cmocka_unit_test(test_every_sync_fails),
        cmocka_unit_test(test_no_sync_works_any_more),
        cmocka_unit_test(test_journal_cannot_be_made),
        cmocka_unit_test(test_journal_cannot_be_removed),
        cmocka_unit_test(test_every_lock_fails),
        cmocka_unit_test(test_every_read_of_opening_fails),
        cmocka_unit_test(test_full_disk_while_making),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
