/* A merge meets a power cut, a full disk, a failing disk and a kill at every operation it does,
 * those of its backup too: afterwards the workbook is what it was before or what it is after,
 * whole, and it opens. In one world two copies lived apart; in the other one of them united two
 * rows meanwhile, and what the other wrote follows. */
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
#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/merge.h"
#include "core/store/unite.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_disk.h"
#include "tests/fault/workload.h"

#define STEPS 18 /* on each side */
#define APART 5
#define VARIANTS 3 /* of chance for each cut, besides the corners */
#define PATH "merge/work/plan.susun"
#define AFTER "merge/after/plan.susun"

/* The workbook before the merge, what it holds before and after, the other copy, and whether
 * cells follow a row that was united. */
struct world {
    const char *other;
    bool follows;
    char *base;
    size_t base_size;
    struct content before, after;
};
static struct world worlds[] = {
    {.other = "merge/other/plan.susun"}, {.other = "merge/other/late.susun", .follows = true}};
static const struct world *world;
static size_t followed; /* in the last merge */

static void fail_with(const char *what, const struct error *e)
{
    fail_msg("%s: %s", what, error_text(e));
}

/* Some steps of a workshop. */
static void live(const char *path, uint64_t seed)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(seed)};
    struct workbook *wb;

    if (workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_with("open", &e);
    for (int i = 0; i < STEPS; i++)
        if (workload_step(&w, wb, &e) != STATUS_OK)
            fail_with("step", &e);
    workbook_close(wb);
}

static void write_base(void)
{
    unlink(PATH "-journal");
    FILE *f = fopen(PATH, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(world->base, 1, world->base_size, f), world->base_size);
    assert_int_equal(fclose(f), 0);
}

static enum status merge(struct workbook *wb, struct error *e)
{
    static const struct merge_options options = {0};
    struct merge_report report;
    enum status s = merge_files(wb, &world->other, 1, &options, &report, NULL, e);

    followed = report.followed;
    merge_reports_clear(&report, 1);
    return s;
}

static struct workbook *open_base(void)
{
    struct error e = {0};
    struct workbook *wb;

    write_base();
    if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_with("open", &e);
    return wb;
}

/* How far apart the operations are that are cut, killed or failed: CUT_APART=1 takes each. */
static size_t apart(void)
{
    const char *said = getenv("CUT_APART");
    long n = said ? strtol(said, NULL, 10) : APART;

    return n > 0 ? (size_t)n : APART;
}

/* Whether a file opens and holds one of the two states. */
static bool is_whole(const char *path)
{
    struct error e = {0};
    struct content now;
    bool fine =
        content_opened(path, &now, &e) && (strcmp(now.state, world->before.state) == 0 ||
                                              strcmp(now.state, world->after.state) == 0);

    if (!fine)
        print_message("# %s: %s\n", path, e.text ? e.text : "neither before nor after");
    error_clear(&e);
    return fine;
}

static void test_power_cut_at_every_operation(void **state)
{
    struct error e = {0};
    struct cut_log log = {0};
    size_t images = 0, broken = 0;

    (void)state;
    write_base();
    cut_record(&log);
    struct workbook *wb;
    if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK ||
        merge(wb, &e) != STATUS_OK)
        fail_with("merge", &e);
    workbook_close(wb);
    cut_record(NULL);
    for (size_t ops = 0; ops <= log.count; ops += apart())
        for (unsigned variant = 0; variant < CUT_CORNERS + VARIANTS; variant++) {
            struct cut_image image;
            cut_image_make(&image, &log, ops, variant, 3);
            assert_true(cut_image_write(&image, "merge/work", "merge/after"));
            cut_image_free(&image);
            images++;
            broken += !is_whole(AFTER);
        }
    print_message("# operations %zu, images %zu, broken %zu\n", log.count, images, broken);
    cut_log_free(&log);
    assert_int_equal(broken, 0);
}

static void test_kill_at_every_operation(void **state)
{
    size_t kills = 0, hot = 0;
    int status = 0;

    (void)state;
    for (int64_t at = 1;; at += (int64_t)apart(), kills++) {
        write_base();
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            struct workbook *wb = NULL;
            cut_kill(CALL_CHANGES, at);
            if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, NULL) == STATUS_OK)
                merge(wb, NULL);
            workbook_close(wb);
            _exit(0);
        }
        waitpid(pid, &status, 0);
        hot += file_exists(PATH "-journal");
        assert_true(is_whole(PATH));
        if (WIFEXITED(status))
            break;
    }
    print_message("# killed %zu times, %zu left a journal\n", kills, hot);
    assert_true(kills > 10 && hot > 0);
}

/* Fails the calls of a kind one by one. What was refused changed nothing, and the merge goes
 * well when it is asked for again. */
static void strike(unsigned calls, int code)
{
    size_t refused = 0;
    bool came = true;

    for (int64_t at = 1; came; at += (int64_t)apart()) {
        struct error e = {0};
        struct workbook *wb = open_base();
        cut_fail(calls, at, code, false);
        enum status s = merge(wb, &e);
        came = cut_calls() >= at;
        cut_fail(0, 0, 0, false);
        struct content now;
        assert_true(content_plain(PATH, &now));
        assert_string_equal(
            now.state, s == STATUS_OK ? world->after.state : world->before.state);
        if (s != STATUS_OK) {
            refused++;
            assert_true(e.text && e.text[0]);
            error_clear(&e);
            if (merge(wb, &e) != STATUS_OK)
                fail_with("the merge once more", &e);
        }
        workbook_close(wb);
        assert_true(content_opened(PATH, &now, &e));
        assert_string_equal(now.state, world->after.state);
    }
    print_message("# refused %zu times\n", refused);
    assert_true(refused > 0);
}

static void test_full_disk_at_every_write(void **state)
{
    (void)state;
    strike(CALL_WRITE, SQLITE_FULL);
}

static void test_failing_disk_at_every_change(void **state)
{
    (void)state;
    strike(CALL_WRITE | CALL_TRUNCATE, SQLITE_IOERR_WRITE);
}

/* One change of a row: `uid` "" makes it. */
static void change(struct workbook *wb, char uid[64], const char *field, const char *text)
{
    struct error e = {0};
    const struct form *form = method_form(workbook_method(wb), "barang");
    const struct value v = {.kind = VALUE_TEXT, .text = (char *)text};
    enum status s = action_begin(wb, ACTION_EDIT, &e);

    if (s == STATUS_OK && !uid[0])
        s = action_create(wb, form, NULL, NULL, uid, &e);
    if (s == STATUS_OK)
        s = action_set(wb, form, uid, field, &v, NULL, &e);
    if (s == STATUS_OK)
        s = action_commit(wb, &e);
    if (s != STATUS_OK)
        fail_with("change", &e);
}

static struct workbook *open_there(const char *path)
{
    struct error e = {0};
    struct workbook *wb;

    if (workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_with("open", &e);
    return wb;
}

/* Two rows that one side makes one and to the lost one of which the other side leads; what both
 * begin with and then do. */
static void part(const char *other, bool follows, char rows[2][64])
{
    struct error e = {0};
    struct unite_result result;
    char row[64];

    if (file_copy(PATH, other, &e) != STATUS_OK)
        fail_with("copy", &e);
    if (!follows) {
        live(PATH, 5);
        live(other, 7);
        return;
    }
    struct workbook *wb = open_there(PATH);
    if (unite_rows(wb, method_form(workbook_method(wb), "barang"), rows[0], rows[1], &result,
            &e) != STATUS_OK)
        fail_with("unite", &e);
    unite_result_clear(&result);
    workbook_close(wb);
    wb = open_there(other);
    for (int i = 0; i < 3; i++) {
        row[0] = '\0';
        change(wb, row, "judul", "Ikut");
        change(wb, row, "induk", rows[1]);
    }
    workbook_close(wb);
}

/* Two copies that lived apart. */
static void make(struct world *w)
{
    struct error e = {0};
    char rows[2][64] = {"", ""};

    world = w;
    unlink(PATH);
    if (workload_new(PATH, &e) != STATUS_OK)
        fail_with("new", &e);
    live(PATH, 3);
    if (w->follows) {
        struct workbook *wb = open_there(PATH);
        change(wb, rows[0], "judul", "Yang tinggal");
        change(wb, rows[1], "judul", "Yang pergi");
        workbook_close(wb);
    }
    part(w->other, w->follows, rows);
    if (file_read(PATH, LIMIT_FILE, &w->base, &w->base_size, &e) != STATUS_OK ||
        !content_opened(PATH, &w->before, &e))
        fail_with("before", &e);
    struct workbook *wb = open_base();
    if (merge(wb, &e) != STATUS_OK)
        fail_with("merge", &e);
    assert_int_equal(followed > 0, w->follows);
    workbook_close(wb);
    if (!content_opened(PATH, &w->after, &e))
        fail_with("after", &e);
    assert_string_not_equal(w->before.state, w->after.state);
}

static int begin(void **state)
{
    (void)state;
    cut_register();
    workbook_use_vfs("cut");
    mkdir("merge", 0700);
    mkdir("merge/work", 0700);
    mkdir("merge/other", 0700);
    mkdir("merge/after", 0700);
    for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++)
        make(&worlds[i]);
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++)
        free(worlds[i].base);
    return 0;
}

static int apart_world(void **state)
{
    (void)state;
    world = &worlds[0];
    return 0;
}

static int late_world(void **state)
{
    (void)state;
    world = &worlds[1];
    return 0;
}

/* Each test in each world. */
#define IN_WORLDS(test)                                                                        \
    {#test, test, apart_world, NULL, NULL},                                                    \
    {                                                                                          \
#test "_where_references_follow", test, late_world, NULL, NULL                         \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLDS(test_power_cut_at_every_operation),
        IN_WORLDS(test_kill_at_every_operation),
        IN_WORLDS(test_full_disk_at_every_write),
        IN_WORLDS(test_failing_disk_at_every_change),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
