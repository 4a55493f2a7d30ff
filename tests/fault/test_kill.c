/* A process is killed in the middle of its work, at moments spread over a whole workshop: what
 * it was told is stored is there, the change under way is there whole or not at all, and the
 * dead one blocks nobody. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

#define PATH "kill/plan.susun"
#define STEPS (2 * WORKLOAD_ROUND)
#define KILLS 48
#define WATCHED (CALL_CHANGES | CALL_OPEN)

/* What the child tells before it dies; the memory is shared. */
struct told {
    size_t stored; /* changes it was told are stored */
    int64_t calls; /* calls of its disk, once it came to its end */
    struct content states[STEPS + 1];
    char why[300]; /* what was wrong afterwards */
};
static struct told *told;
static char *base;
static size_t base_size;

static void write_base(void)
{
    unlink(PATH "-journal");
    FILE *f = fopen(PATH, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(base, 1, base_size, f), base_size);
    assert_int_equal(fclose(f), 0);
}

/* The workshop, in a process of its own; killed at the `at`-th call (0 = never). Every child
 * draws the same chance, so all do the same. */
static void work(int64_t at, bool keep_states)
{
    struct workload w = {.chance = chance_from(9)};
    struct workbook *wb;
    struct error e = {0};

    signal(SIGABRT, SIG_DFL);
    cut_kill(WATCHED, at);
    if (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        _exit(2);
    if (keep_states)
        content_of(db_handle(workbook_db(wb)), &told->states[0]);
    for (size_t i = 0; i < STEPS; i++) {
        if (workload_step(&w, wb, &e) != STATUS_OK)
            _exit(3);
        told->stored = i + 1;
        if (keep_states)
            content_of(db_handle(workbook_db(wb)), &told->states[i + 1]);
    }
    told->calls = cut_calls();
    workbook_close(wb);
    _exit(0);
}

/* Starts the workshop and waits for its end; answers how it ended. */
static int run(int64_t at, bool keep_states)
{
    int status = 0;

    write_base();
    told->stored = 0;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        work(at, keep_states);
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Whether what is there now is what was told, or the change under way too. */
static bool as_told(const struct content *now)
{
    size_t stored = told->stored;

    return strcmp(now->state, told->states[stored].state) == 0 ||
           (stored < STEPS && strcmp(now->state, told->states[stored + 1].state) == 0);
}

/* Somebody opens the file after a death, writing or reading. Writing, everything derived has to
 * be right and the next change has to work. Leaves what is wrong in told->why. */
static void look(bool write)
{
    struct workload w = {.chance = chance_from(1)};
    struct content now = {0};
    struct workbook *wb = NULL;
    struct error e = {0};
    enum status s;

    if (write) {
        s = content_opened(PATH, &now, &e) ? STATUS_OK : STATUS_DATA;
    } else {
        s = workbook_open(&wb, PATH, WORKBOOK_READ, &workload_person, &e);
        if (s == STATUS_OK)
            content_of(db_handle(workbook_db(wb)), &now);
        workbook_close(wb);
    }
    if (s != STATUS_OK)
        snprintf(told->why, sizeof told->why, "opening: %s", error_text(&e));
    else if (!as_told(&now))
        snprintf(told->why, sizeof told->why, "after %zu changes, something else is there",
            told->stored);
    else if (write &&
             (workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK ||
                 workload_step(&w, wb, &e) != STATUS_OK))
        snprintf(told->why, sizeof told->why, "going on: %s", error_text(&e));
}

/* The same in a process of its own: ours draws no chance, so that every child draws the same.
 */
static void check_after_death(int64_t at, bool write)
{
    told->why[0] = '\0';
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        look(write);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    if (told->why[0])
        fail_msg("killed at call %lld: %s", (long long)at, told->why);
}

/* The whole workshop once, undisturbed, to know what has to be there after each change. */
static int64_t rehearse(void)
{
    assert_int_equal(run(0, true), 0);
    assert_int_equal(told->stored, STEPS);
    return told->calls;
}

static void test_killed_at_many_moments(void **state)
{
    int64_t calls = rehearse();
    size_t hot = 0;

    (void)state;
    for (int64_t i = 0; i < KILLS; i++) {
        int64_t at = 1 + i * (calls - 1) / (KILLS - 1);
        int status = run(at, false);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        hot += file_exists(PATH "-journal");
        check_after_death(at, true);
    }
    print_message(
        "# killed %d times over %lld calls, %zu times with a journal left to roll back\n",
        KILLS, (long long)calls, hot);
    assert_true(hot >= KILLS / 4);
}

/* Only looking at the file puts it right too, and shows the last stored state. */
static void test_reader_after_a_death(void **state)
{
    int64_t calls = rehearse();
    size_t hot = 0;

    (void)state;
    for (int64_t i = 0; i < KILLS / 2; i++) {
        int64_t at = 2 + i * (calls - 2) / (KILLS / 2);
        run(at, false);
        hot += file_exists(PATH "-journal");
        check_after_death(at, false);
    }
    assert_true(hot > 0);
}

static int begin(void **state)
{
    struct error e = {0};

    (void)state;
    mkdir("kill", 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    cut_register();
    workbook_use_vfs("cut");
    told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return told != MAP_FAILED && workload_new(PATH, &e) == STATUS_OK &&
                   file_read(PATH, LIMIT_FILE, &base, &base_size, &e) == STATUS_OK
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
        cmocka_unit_test(test_killed_at_many_moments),
        cmocka_unit_test(test_reader_after_a_death),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
