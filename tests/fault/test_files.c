/* Files that are written, copied, kept as backups, made new and exported, while each operation
 * of core/base/file fails, once and for ever, while the process is killed at each, and while
 * the power goes after each: a file at its path is whole, what was there before or what was to
 * come, or it is not there where nothing was. FAULT_APART=1 in the environment takes each
 * operation, also of the long ones. */
#include <errno.h>
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
#include "core/base/settings.h"
#include "core/exchange/export.h"
#include "core/store/backup.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_disk.h"
#include "tests/fault/cut_files.h"
#include "tests/fault/workload.h"

#define HERE "files/work"
#define AFTER "files/after"
#define PLAN HERE "/plan.susun"
#define BASE "files/base.susun"
#define BACKUPS HERE "/" BACKUP_FOLDER
#define VARIANTS 3 /* of chance for each cut, besides the corners */

/* One thing that is done, and the file or folder it is done to. */
struct work {
    const char *name;
    enum status (*act)(struct error *e);
    const char *target;
    const char *old; /* a file like the target before; NULL: nothing is there */
    bool workbook;   /* it is judged as one */
    bool cut;        /* all of it lies in one folder: the power is cut too */
};

static void remove_all(const char *folder)
{
    char **names;
    size_t count;

    if (file_list(folder, &names, &count, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        char *path = file_join(folder, names[i]);
        if (file_is_folder(path))
            remove_all(path);
        else
            unlink(path);
        free(path);
    }
    file_names_free(names, count);
    rmdir(folder);
}

static enum status write_file(struct error *e)
{
    static char text[200000];

    memset(text, 'b', sizeof text);
    return file_write(HERE "/text", text, sizeof text, e);
}

static enum status copy_file(struct error *e)
{
    return file_copy(BASE, HERE "/copy.susun", e);
}

static enum status make_new(struct error *e)
{
    return workload_new(HERE "/new.susun", e);
}

static enum status keep(struct error *e)
{
    struct workbook *wb;
    char *path = NULL;
    enum status s = workbook_open(&wb, PLAN, WORKBOOK_WRITE, &workload_person, e);

    if (s == STATUS_OK)
        s = backup_make(wb, BACKUP_DAILY, &path, e);
    if (s == STATUS_OK && strcmp(file_name(path), "plan_2026-06-13_harian.susun") != 0)
        s = file_rename(path, BACKUPS "/plan_2026-06-13_harian.susun", e);
    free(path);
    workbook_close(wb);
    return s;
}

static enum status hand_out(struct error *e)
{
    struct export_options options = {.dialect = dialect_named("machine"), .personal = true};
    struct export_result result;
    struct workbook *wb;
    enum status s = workbook_open(&wb, PLAN, WORKBOOK_READ, &workload_person, e);

    if (s == STATUS_OK)
        s = export_folder(wb, HERE "/out", &options, &result, e);
    workbook_close(wb);
    return s;
}

static enum status remember(struct error *e)
{
    return settings_set("proof", "key", "value", e);
}

static const struct work works[] = {
    {"write", write_file, HERE "/text", NULL, false, true},
    {"write over", write_file, HERE "/text", "files/old", false, true},
    {"copy", copy_file, HERE "/copy.susun", NULL, true, true},
    {"new workbook", make_new, HERE "/new.susun", NULL, true, true},
    {"backup", keep, BACKUPS "/plan_2026-06-13_harian.susun", NULL, true, false},
    {"export", hand_out, HERE "/out/data/barang.csv", NULL, false, false},
    {"setting", remember, "files/state/susun/proof/key", NULL, false, false},
};
#define WORKS (sizeof works / sizeof *works)

/* What the target holds when all went well, and before. */
static char *wanted, *before;
static size_t wanted_size, before_size;
static size_t broken;

/* Everything as before a work. */
static void begin_anew(const struct work *w)
{
    files_fail(0, 0, false);
    remove_all(HERE);
    remove_all("files/state");
    assert_int_equal(mkdir(HERE, 0700), 0);
    assert_int_equal(file_copy(BASE, PLAN, NULL), STATUS_OK);
    if (w->old)
        assert_int_equal(file_copy(w->old, w->target, NULL), STATUS_OK);
}

/* Whether a file holds these bytes. */
static bool holds(const char *path, const char *bytes, size_t size)
{
    char *found = NULL;
    size_t n = 0;
    bool equal = bytes && file_read(path, LIMIT_FILE, &found, &n, NULL) == STATUS_OK &&
                 n == size && memcmp(found, bytes, n) == 0;

    free(found);
    return equal;
}

/* Whether what is at a path is whole: as before, as wanted, or nothing where nothing was. */
static bool is_whole(const struct work *w, const char *path)
{
    struct content c;
    struct error e = {0};

    if (!file_exists(path))
        return !w->old;
    if (holds(path, before, before_size) || (!w->workbook && holds(path, wanted, wanted_size)))
        return true;
    bool fine = w->workbook && content_opened(path, &c, &e);
    error_clear(&e);
    return fine;
}

/* Tells of what is not whole; the workbook beside has to be, always. */
static void judge(const struct work *w, const char *how, long at)
{
    struct content c;
    struct error e = {0};

    files_fail(0, 0, false);
    if (!is_whole(w, w->target)) {
        broken++;
        print_error("# %s: %s at %ld: the file is not whole\n", w->name, how, at);
    }
    if (!content_opened(PLAN, &c, &e)) {
        broken++;
        print_error("# %s: %s at %ld: %s\n", w->name, how, at, error_text(&e));
    }
    error_clear(&e);
}

/* Remembers what is at a path. */
static void take(const char *path, char **bytes, size_t *size)
{
    free(*bytes);
    *bytes = NULL;
    *size = 0;
    if (file_exists(path))
        assert_int_equal(file_read(path, LIMIT_FILE, bytes, size, NULL), STATUS_OK);
}

/* Once in peace: how many operations there are. */
static long rehearse(const struct work *w)
{
    struct error e = {0};

    begin_anew(w);
    take(w->target, &before, &before_size);
    files_fail(0, 0, false);
    if (w->act(&e) != STATUS_OK)
        fail_msg("%s: %s", w->name, error_text(&e));
    long calls = files_calls();
    take(w->target, &wanted, &wanted_size);
    assert_non_null(wanted);
    return calls;
}

/* How many operations apart; of works with many, a short run takes some. */
static long apart(long calls)
{
    const char *said = getenv("FAULT_APART");
    long n = said ? strtol(said, NULL, 10) : 1 + calls / 30;

    return n > 0 ? n : 1;
}

/* One operation fails; the sentence says so unless it did not matter, and the work can be done
 * again. */
static void fail_at(const struct work *w, long at, int number, bool lasting)
{
    struct error e = {0};

    begin_anew(w);
    files_fail(at, number, lasting);
    enum status s = w->act(&e);
    files_fail(0, 0, false);
    if (s != STATUS_OK && (s != STATUS_FILE || !error_text(&e)[0])) {
        broken++;
        print_error("# %s: failing at %ld: %d %s\n", w->name, at, (int)s, error_text(&e));
    }
    if (s == STATUS_OK && !file_exists(w->target)) {
        broken++;
        print_error("# %s: failing at %ld: nothing is there\n", w->name, at);
    }
    error_clear(&e);
    judge(w, lasting ? "failing on" : "failing", at);
}

static void test_every_operation_fails(void **state)
{
    static const int numbers[] = {EIO, ENOSPC};
    size_t struck = 0;

    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++) {
        long calls = rehearse(&works[i]);
        for (long at = 1; at <= calls; at += apart(calls))
            for (int k = 0; k < 4; k++, struck++)
                fail_at(&works[i], at, numbers[k / 2], k % 2);
    }
    print_message("# failures %zu, broken %zu\n", struck, broken);
    assert_int_equal(broken, 0);
}

static void test_killed_at_every_operation(void **state)
{
    size_t kills = 0;

    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++) {
        long calls = rehearse(&works[i]);
        for (long at = 1; at <= calls; at += apart(calls), kills++) {
            begin_anew(&works[i]);
            fflush(stdout);
            pid_t pid = fork();
            if (pid == 0) {
                files_kill(at);
                works[i].act(NULL);
                _exit(0);
            }
            assert_int_equal(waitpid(pid, NULL, 0), pid);
            judge(&works[i], "killed", at);
        }
    }
    print_message("# kills %zu, broken %zu\n", kills, broken);
    assert_int_equal(broken, 0);
}

/* Whether an image holds the target whole. `done`: it was acknowledged, so it has to be there.
 */
static bool image_fits(const struct work *w, const char *name, bool done)
{
    char *path = file_join(AFTER, name);
    bool fine = is_whole(w, path) && (!done || file_exists(path)) &&
                (!done || w->workbook || holds(path, wanted, wanted_size));

    free(path);
    return fine;
}

/* The power goes after the operations of one work; what breaks is told and counted. */
static void cut(const struct work *w, size_t *cuts, size_t *images, bool tell)
{
    struct cut_log log = {0};
    struct error e = {0};

    rehearse(w);
    begin_anew(w);
    cut_record(&log);
    if (w->old)
        cut_add_there(w->target);
    if (w->act(&e) != STATUS_OK)
        fail_msg("%s: %s", w->name, error_text(&e));
    cut_record(NULL);
    size_t step = (size_t)apart((long)log.count);
    for (size_t ops = 0; ops <= log.count; ops += ops + 8 < log.count ? step : 1, ++*cuts)
        for (unsigned v = 0; v < CUT_CORNERS + VARIANTS; v++, ++*images) {
            struct cut_image image;
            cut_image_make(&image, &log, ops, v, 17);
            assert_true(cut_image_write(&image, HERE, AFTER));
            cut_image_free(&image);
            if (image_fits(w, file_name(w->target), ops == log.count))
                continue;
            broken++;
            if (tell)
                print_error(
                    "# %s: cut after %zu of %zu, variant %u\n", w->name, ops, log.count, v);
        }
    cut_log_free(&log);
}

static void test_power_cut_at_every_operation(void **state)
{
    size_t cuts = 0, images = 0;

    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++)
        if (works[i].cut)
            cut(&works[i], &cuts, &images, true);
    print_message("# cuts %zu, images %zu, broken %zu\n", cuts, images, broken);
    assert_int_equal(broken, 0);
}

/* The harness has teeth: without its sync a file is not whole after a cut. */
static void test_forgotten_sync_is_seen(void **state)
{
    size_t cuts = 0, images = 0;

    (void)state;
    broken = 0;
    files_forget_syncs(true);
    cut(&works[1], &cuts, &images, false);
    files_forget_syncs(false);
    print_message("# sabotage without fsync: cuts %zu, broken %zu\n", cuts, broken);
    assert_true(broken > 0);
}

static int begin(void **state)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(3)};
    struct workbook *wb;

    (void)state;
    mkdir("files", 0700);
    mkdir(AFTER, 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    cut_register();
    workbook_use_vfs("cut");
    if (workload_new(BASE, &e) != STATUS_OK ||
        workbook_open(&wb, BASE, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_msg("base: %s", error_text(&e));
    for (int i = 0; i < WORKLOAD_ROUND; i++)
        if (workload_step(&w, wb, &e) != STATUS_OK)
            fail_msg("step: %s", error_text(&e));
    workbook_close(wb);
    assert_int_equal(file_write("files/old", "tadi\n", 5, NULL), STATUS_OK);
    char cwd[4096];
    char *folder = file_join(getcwd(cwd, sizeof cwd), "files/state");
    setenv("XDG_STATE_HOME", folder, 1);
    free(folder);
    files_register();
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(wanted);
    free(before);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_operation_fails),
        cmocka_unit_test(test_killed_at_every_operation),
        cmocka_unit_test(test_power_cut_at_every_operation),
        cmocka_unit_test(test_forgotten_sync_is_seen),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
