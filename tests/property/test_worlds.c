/* Random worlds: whatever people do on several laptops, in whatever order their journals meet,
 * every copy derives what an independent model of the rules says, and in the end all are equal.
 * WORLDS=N runs N worlds, WORLD=seed only that one. */
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

#include "core/store/doctor.h"
#include "core/store/internal.h"
#include "tests/fault/cut_vfs.h"
#include "tests/property/journal_state.h"
#include "tests/property/world.h"

#define WORLDS 64
#define LANES 2 /* worlds at a time */

/* What a world tells the process that started it. */
struct report {
    struct tally tally;
    bool failed;
    char why[2000];
};
static struct report *reports; /* shared, one a lane */

static struct copy *some_copy(struct world *w)
{
    return &w->copies[chance_below(&w->chance, w->count)];
}

/* A meeting: one learns what the other knows, by either way. */
static bool exchange(struct world *w, struct copy *to, struct copy *from)
{
    return chance_below(&w->chance, 2) ? copy_merge(w, to, from) : copy_take(w, to, from);
}

/* One thing that happens: mostly an action, else a meeting, a copied file, a restart. */
static bool happen(struct world *w)
{
    struct copy *a = some_copy(w), *b = some_copy(w);
    size_t what = chance_below(&w->chance, 100);

    w->step++;
    w->now += 60000 + (int64_t)chance_below(&w->chance, 600000);
    if (what < 8 && a != b)
        return exchange(w, a, b);
    if (what < 9 && a != b)
        return copy_replace(w, a, b);
    if (what < 18)
        copy_close(a);
    if (what >= 96) /* and another, who knows the rows, does not hear of it */
        return (a == b || exchange(w, b, a)) && copy_unite(w, a) &&
               (a == b || copy_refer(w, b));
    if (what >= 90 && w->gone.form)
        return copy_refer(w, a);
    return what < 25 ? copy_waver(w, a) : copy_act(w, a);
}

/* doctor_find_fn: a workbook of a world is sound, whatever happened in it. */
static void found(void *context, const char *sentence)
{
    world_check(context, false, "doctor: %s", sentence);
}

/* Whether susun doctor has nothing to say of a copy. */
static bool is_sound(struct world *w, struct copy *c)
{
    struct doctor_report report;
    struct error e = {0};

    copy_close(c);
    enum status s = doctor_examine(c->path, found, w, &report, &e);
    bool fine = world_check(w, s == STATUS_OK, "%s: %s", c->path, error_text(&e));
    error_clear(&e);
    return fine && !w->failed;
}

/* Everybody learns everything: into the first, and from it. */
static bool meet(struct world *w)
{
    char *text[WORLD_COPIES] = {NULL};
    bool fine = true;

    for (size_t i = 1; fine && i < w->count; i++)
        fine = exchange(w, &w->copies[0], &w->copies[i]);
    for (size_t i = 1; fine && i < w->count; i++)
        fine = exchange(w, &w->copies[i], &w->copies[0]);
    for (size_t i = 0; fine && i < w->count; i++) {
        fine = copy_open(w, &w->copies[i]);
        text[i] =
            fine ? state_text(db_handle(workbook_db(w->copies[i].wb)), STATE_FORMS) : NULL;
        fine = fine &&
               world_check(
                   w, text[i] && strcmp(text[i], text[0]) == 0, "copies 0 and %zu differ", i) &&
               copy_led(w, &w->copies[i]);
    }
    for (size_t i = 0; i < w->count; i++)
        free(text[i]);
    for (size_t i = 0; fine && i < w->count; i++)
        fine = is_sound(w, &w->copies[i]);
    return fine;
}

/* A whole world in a process of its own, so that its ids depend on its seed alone. */
static void live(uint64_t seed, size_t lane)
{
    struct world w;
    char folder[32], text[24];
    struct chance c = chance_from(seed);

    snprintf(folder, sizeof folder, "lane%zu", lane);
    mkdir(folder, 0700);
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    setenv("SUSUN_SEED", text, 1);
    size_t count = 2 + chance_below(&c, WORLD_COPIES - 1), steps = 30 + chance_below(&c, 40);
    world_begin(&w, seed, count, folder);
    for (size_t i = 0; i < count && !w.failed; i++)
        if (copy_open(&w, &w.copies[i]) && copy_learn(&w, &w.copies[i]))
            copy_compare(&w, &w.copies[i]);
    for (size_t i = 0; i < steps && !w.failed; i++)
        happen(&w);
    if (!w.failed && meet(&w)) { /* what differs is decided, here and there */
        for (size_t i = 0; i < count && !w.failed; i++)
            if (copy_settle(&w, &w.copies[i]) && copy_unite(&w, &w.copies[i]) &&
                copy_refer(&w, &w.copies[(i + 1) % count]))
                copy_waver(&w, &w.copies[i]);
        if (!w.failed && meet(&w))
            copy_history(&w, some_copy(&w)); /* the last: it writes what no model knows of */
    }
    reports[lane].tally = w.tally;
    reports[lane].failed = w.failed;
    memcpy(reports[lane].why, w.why, sizeof w.why);
    world_end(&w);
    m_forget();
}

/* Starts a world in a lane. */
static pid_t start(uint64_t seed, size_t lane)
{
    reports[lane] = (struct report){.failed = true};
    snprintf(reports[lane].why, sizeof reports[lane].why, "world %llu died",
        (unsigned long long)seed);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGSEGV, SIG_DFL); /* not cmocka's: a world that dies is dead */
        signal(SIGABRT, SIG_DFL);
        live(seed, lane);
        exit(0);
    }
    return pid;
}

static void add(struct tally *sum, const struct tally *t)
{
    sum->worlds += t->worlds;
    sum->actions += t->actions;
    sum->empty += t->empty;
    sum->exchanges += t->exchanges;
    sum->merges += t->merges;
    sum->copied += t->copied;
    sum->edits += t->edits;
    sum->undone += t->undone;
    sum->redone += t->redone;
    sum->kept += t->kept;
    sum->differing += t->differing;
    sum->revived += t->revived;
    sum->unread += t->unread;
    sum->decided += t->decided;
    sum->together += t->together;
    sum->united += t->united;
    sum->reopened += t->reopened;
    sum->followed += t->followed;
    sum->answers += t->answers;
}

/* Waits for a world; answers whether it was as it must be. */
static bool finish(pid_t pid, size_t lane, struct tally *sum)
{
    int status = 0;

    waitpid(pid, &status, 0);
    add(sum, &reports[lane].tally);
    if (status != 0 && !reports[lane].failed)
        print_message("# a world ended with status %d\n", status);
    if (reports[lane].failed)
        print_message("# %s\n", reports[lane].why);
    return status == 0 && !reports[lane].failed;
}

static void test_random_worlds(void **state)
{
    const char *many = getenv("WORLDS"), *one = getenv("WORLD");
    uint64_t first = one ? strtoull(one, NULL, 10) : 1;
    uint64_t last = one ? first : many ? strtoull(many, NULL, 10) : WORLDS;
    pid_t pids[LANES] = {0};
    size_t broken = 0;
    struct tally t = {0};

    (void)state;
    for (uint64_t seed = first; seed <= last + LANES; seed++) {
        size_t lane = (size_t)(seed % LANES);
        if (pids[lane] > 0)
            broken += !finish(pids[lane], lane, &t);
        pids[lane] = seed <= last && broken < 5 ? start(seed, lane) : 0;
    }
    print_message("# worlds %zu, actions %zu (%zu without effect), edits %zu, unions by SQL "
                  "%zu, merges %zu, files copied %zu\n",
        t.worlds, t.actions, t.empty, t.edits, t.exchanges, t.merges, t.copied);
    print_message("# undone %zu, redone %zu, cells kept %zu, differing cells seen %zu, revived "
                  "rows seen %zu, unread texts seen %zu\n",
        t.undone, t.redone, t.kept, t.differing, t.revived, t.unread);
    print_message("# differences decided %zu, versions opened again %zu, lists put together "
                  "%zu, rows united %zu, references followed %zu, late ones %zu\n",
        t.decided, t.reopened, t.together, t.united, t.followed, t.answers);
    assert_int_equal(broken, 0);
    if (!one) { /* the worlds have to be rich enough to mean something */
        assert_true(t.undone > 0 && t.redone > 0 && t.kept > 0 && t.differing > 0);
        assert_true(
            t.decided > 0 && t.reopened > 0 && t.together > 0 && t.united > 0 && t.answers > 0);
        assert_true(
            t.revived > 0 && t.unread > 0 && t.exchanges > 0 && t.merges > 0 && t.copied > 0);
    }
}

static int begin(void **state)
{
    (void)state;
    cut_register(); /* no real syncs: this is about what is written, not when */
    workbook_use_vfs("cut");
    reports = mmap(NULL, LANES * sizeof *reports, PROT_READ | PROT_WRITE,
        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return reports == MAP_FAILED ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_worlds),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}
