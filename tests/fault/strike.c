#include "tests/fault/strike.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/store/backup.h"
#include "core/store/internal.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_files.h"
#include "tests/fault/cut_vfs.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

#define SHORT_DEPTH 3
#define LONG_DEPTH 4
#define SHORT_OPERATIONS 4 /* of one work and kind that fail, in a short run */
#define SHORT_WAYS 16
#define LONG_OPERATIONS 24
#define JUDGED 8    /* a work done once more is looked over at each so manieth moment */
#define SECONDS 120 /* a work that takes longer hangs */

static struct {
    char *bytes;
    size_t size;
    int64_t edits;
} base;

/* What a work came to. */
struct came {
    int64_t stored; /* edits it was told of; -1 = of none */
    uint64_t told;
};
static struct came came;

/* What can fail. */
enum kind { MEMORY, FILES, SQLITE, KINDS };
#define SQLITE_CALLS (CALL_CHANGES | CALL_OPEN | CALL_READ)

static void fail_files(long at, bool lasting)
{
    files_fail(at, lasting ? ENOSPC : EIO, lasting);
}

static void fail_sqlite(long at, bool lasting)
{
    cut_fail(SQLITE_CALLS, at, SQLITE_IOERR, lasting);
}

static long sqlite_calls(void)
{
    return (long)cut_calls();
}

static const struct {
    const char *name;
    void (*arm)(long at, bool lasting);
    long (*calls)(void);
} kinds[KINDS] = {
    {"allocation", memory_fail, memory_calls},
    {"operation", fail_files, files_calls},
    {"call", fail_sqlite, sqlite_calls},
};

/* The present strike. */
static struct {
    const struct work *work;
    enum kind kind;
    long at; /* 0: in peace */
    bool lasting;
} now;

/* What the processes of the strikes tell this one. */
static struct {
    struct came in_peace;
    long calls[KINDS], left; /* in peace; blocks that are kept for good */
    size_t complaints;
} * shared;

/* What went wrong is told one by one, with the way to it; a test fails at its end. */
static void complain(const char *format, ...)
{
    va_list list;

    shared->complaints++;
    printf("# %s, %s %ld%s: ", now.work->name, kinds[now.kind].name, now.at,
        now.lasting ? " on" : "");
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    for (int i = 0; now.kind == MEMORY && i < MEMORY_WAY; i++)
        printf(" %lx", memory_refused_at()[i]);
    printf("\n");
}

void strike_register(void)
{
    sqlite3_vfs *below = sqlite3_vfs_find("unix-none"); /* a lock is its process's own */

    assert_non_null(below);
    sqlite3_vfs_register(below, 1);
    cut_register();
    workbook_use_vfs("cut");
    files_register();
}

void tell(const char *text)
{
    for (const char *c = text ? text : "NULL"; *c; c++)
        came.told = (came.told ^ (unsigned char)*c) * 1099511628211u;
    came.told = came.told * 31 + 1;
}

void tell_number(int64_t number)
{
    came.told = (came.told ^ (uint64_t)number) * 1099511628211u + 1;
}

void tell_stored(struct workbook *wb)
{
    int64_t n = 0;
    bool was = memory_pause(true);

    enum status s = db_integer(workbook_db(wb), &n, NULL, "SELECT count(*) FROM edit", "");
    memory_pause(was);
    if (s == STATUS_OK) /* else the disk fails still, inside of a work */
        came.stored = n;
}

void clear_folder(const char *folder)
{
    char **names;
    size_t count;

    if (file_list(folder, &names, &count, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        char *path = file_join(folder, names[i]);
        if (file_is_folder(path))
            clear_folder(path);
        else
            unlink(path);
        free(path);
    }
    file_names_free(names, count);
    rmdir(folder);
}

void strike_base(void)
{
    struct content content;
    struct error e = {0};

    if (!content_opened(PATH, &content, &e) ||
        file_read(PATH, LIMIT_FILE, &base.bytes, &base.size, &e) != STATUS_OK)
        fail_msg("base: %s", error_text(&e));
    base.edits = content.edits;
    shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    assert_true(memory_watch(0)); /* what the children see is to be seen here */
}

/* Writes the sites down where that is wanted. */
static void write_sites(const char *path)
{
    const struct memory_site *sites;
    size_t count = memory_sites(&sites);
    FILE *f = fopen(path, "ae");

    assert_non_null(f);
    for (size_t i = 0; i < count; i++)
        fprintf(f, "%lx %zu %zu\n", sites[i].address, sites[i].asked, sites[i].refused);
    fclose(f);
}

void strike_end(void)
{
    const struct memory_site *sites;
    size_t count = memory_sites(&sites), refused = 0;
    const char *path = getenv("FAULT_SITES");

    for (size_t i = 0; i < count; i++)
        refused += sites[i].refused > 0;
    print_message("# call sites %zu, made to fail %zu\n", count, refused);
    if (path)
        write_sites(path);
    free(base.bytes);
}

/* Whether the file is, byte by byte, what a work finds. */
static bool is_untouched(void)
{
    char *bytes = NULL;
    size_t size = 0;
    bool same = !file_exists(PATH "-journal") &&
                file_read(PATH, LIMIT_FILE, &bytes, &size, NULL) == STATUS_OK &&
                size == base.size && memcmp(bytes, base.bytes, size) == 0;

    free(bytes);
    return same;
}

/* Everything beside the workbook as a work finds it. */
static void begin_beside(void)
{
    clear_folder("memory/new");
    clear_folder("memory/out");
    if (mkdir("memory/new", 0700) != 0 || mkdir("memory/out", 0700) != 0)
        complain("no folders");
    if (now.work->prepare)
        now.work->prepare();
    came = (struct came){.stored = -1};
}

/* Everything as a work finds it. */
static void begin_anew(void)
{
    if (!is_untouched()) {
        unlink(PATH "-journal");
        FILE *f = fopen(PATH, "wbe");
        assert_non_null(f);
        assert_int_equal(fwrite(base.bytes, 1, base.size, f), base.size);
        assert_int_equal(fclose(f), 0);
    }
    clear_folder("memory/" BACKUP_FOLDER);
    begin_beside();
}

/* What is there afterwards is whole and has all that was acknowledged; a new file is whole or
 * not there. */
static void judge(enum status s)
{
    struct content content = {.edits = base.edits};
    struct error e = {0};

    if (!is_untouched() && !content_opened(PATH, &content, &e))
        complain("afterwards %s", error_text(&e));
    if (content.edits < (came.stored < 0 ? base.edits : came.stored))
        complain("%lld edits of %lld", (long long)content.edits, (long long)came.stored);
    if (s != STATUS_OK && now.work->handle <= WORK_WRITES && now.work->handle != WORK_ALONE &&
        content.edits != base.edits)
        complain("%lld edits are half of it", (long long)(content.edits - base.edits));
    if (file_exists(NEW) && !content_opened(NEW, &content, &e))
        complain("the new one: %s", error_text(&e));
    error_clear(&e);
}

/* Whether a sentence says what happened: the system's own calls run out of memory too, and
 * where there is none for a sentence a fixed one comes. */
static bool tells_of_memory(enum status s, const struct error *e)
{
    struct error fixed = {0};

    error_memory(&fixed);
    bool tells = s == STATUS_MEMORY || strstr(error_text(e), error_text(&fixed)) ||
                 strcmp(error_text(e), _("A query of the method is too large.")) == 0 ||
                 (s == STATUS_FILE && strstr(error_text(e), file_reason(ENOMEM)));
    error_clear(&fixed);
    return tells;
}

/* The same of a disk; a look-up that it refuses is said like one without memory. */
static bool tells_of_disk(enum status s)
{
    return s == STATUS_FILE || s == STATUS_MEMORY;
}

/* What it came to is what it comes to in peace. */
static void compare(const char *when)
{
    if (now.kind != MEMORY &&
        (now.work->handle == WORK_PARTS || now.work->handle == WORK_ALONE))
        return; /* what went wrong with one file is told of it */
    if (came.stored != shared->in_peace.stored)
        complain("%s%lld edits, in peace %lld", when, (long long)came.stored,
            (long long)shared->in_peace.stored);
    if (came.told != shared->in_peace.told)
        complain("%sother results than in peace", when);
}

/* The work, and what it came to. */
static enum status run(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = now.work->run(wb, lasting, e);

    if (now.at == 0)
        for (int k = 0; k < KINDS; k++)
            shared->calls[k] = kinds[k].calls();
    memory_watch(0);
    for (int k = 0; k < KINDS; k++)
        kinds[k].arm(0, false);
    if (s == STATUS_OK && now.work->handle >= WORK_WRITES)
        tell_stored(wb);
    return s;
}

/* The failure is over: the same work with the same handle. */
static void once_more(struct workbook *wb)
{
    struct error e = {0};

    if (now.work->handle == WORK_WRITES) {
        tell_stored(wb);
        if (came.stored != base.edits)
            complain("%lld edits are half of it", (long long)(came.stored - base.edits));
    }
    begin_beside();
    enum status s = run(wb, false, &e);
    if (s != STATUS_OK)
        complain("once more: %d %s", (int)s, error_text(&e));
    else if (now.work->handle != WORK_PARTS)
        compare("once more: ");
    error_clear(&e);
}

/* One strike, in a process of its own; `held` blocks were in use before the workbook was
 * opened. Answers whether the work was refused. */
static bool strike_here(struct workbook *wb, long held)
{
    struct error e = {0};

    if (now.at == 0) {
        for (int k = 0; k < KINDS; k++)
            kinds[k].arm(0, false);
        assert_true(memory_watch(getenv("FAULT_LONG") ? LONG_DEPTH : SHORT_DEPTH));
        memory_pause(false);
    } else
        kinds[now.kind].arm(now.at, now.lasting);
    enum status s = run(wb, now.lasting, &e);
    bool again = s != STATUS_OK && !now.lasting && wb;
    if (now.at == 0 && s != STATUS_OK)
        complain("%d %s", (int)s, error_text(&e));
    if (s != STATUS_OK && (!error_text(&e)[0] || (now.kind == MEMORY ? !tells_of_memory(s, &e)
                                                                     : !tells_of_disk(s))))
        complain("%d %s", (int)s, error_text(&e));
    error_clear(&e);
    if (now.at == 0)
        shared->in_peace = came;
    else if (s == STATUS_OK)
        compare("");
    if (again)
        once_more(wb);
    workbook_close(wb);
    long left = memory_held() - held;
    if (now.at == 0)
        shared->left = left;
    else if (left > shared->left)
        complain("%ld blocks are left", left);
    if (!again || getenv("FAULT_LONG") || now.at % JUDGED == 0)
        judge(again ? STATUS_OK : s);
    return s != STATUS_OK;
}

/* One strike; answers whether the work was refused. */
static bool strike(struct workbook *wb, long held, enum kind kind, long at, bool lasting)
{
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    int status = 0;

    now.kind = kind;
    now.at = at;
    now.lasting = lasting;
    begin_anew();
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
            signal(fatal[i], SIG_DFL); /* not to the next test of cmocka's */
        alarm(SECONDS);
        bool refused = strike_here(wb, held);
        fflush(stdout);
        exit(refused); /* counters of a build for gcov are written then */
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status))
        complain("signal %d", WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

/* The n-th moment of a kind at which the present work is struck; 0 past the end. */
static long moment(enum kind kind, size_t n)
{
    const long *firsts;
    bool whole = getenv("FAULT_LONG") != NULL;
    long most = whole ? LONG_OPERATIONS : SHORT_OPERATIONS;
    long at = 1 + (long)n * (1 + shared->calls[kind] / most);
    size_t ways = memory_first_ones(&firsts), place = n * (whole ? 1 : 1 + ways / SHORT_WAYS);

    if (kind == MEMORY)
        return place < ways ? firsts[place] : 0;
    return at <= shared->calls[kind] ? at : 0;
}

/* One work at all the moments. */
static void everywhere(void **state)
{
    size_t struck[KINDS] = {0}, refused = 0;
    time_t begun = time(NULL);
    struct workbook *wb = NULL;
    struct error e = {0};

    if (!memory_can_fail())
        skip();
    now.work = *state;
    shared->complaints = 0;
    begin_anew();
    long held = memory_held();
    if (now.work->handle != WORK_ALONE &&
        workbook_open(&wb, PATH,
            now.work->handle == WORK_READS ? WORKBOOK_READ : WORKBOOK_WRITE, &workload_person,
            &e) != STATUS_OK)
        fail_msg("%s: %s", now.work->name, error_text(&e));
    strike(wb, held, MEMORY, 0, false);
    long at;
    for (int k = 0; k < KINDS; k++)
        for (size_t n = 0; shared->complaints < 400 && (at = moment((enum kind)k, n)); n++)
            for (int on = 0; on < 2; on++)
                if (getenv("FAULT_LONG") || n % 2 == (size_t)on) {
                    struck[k]++;
                    refused += strike(wb, held, (enum kind)k, at, on);
                }
    print_message("# %s: failures %zu memory %zu files %zu disk %zu refused %zu (%ld s)\n",
        now.work->name, struck[MEMORY] + struck[FILES] + struck[SQLITE], struck[MEMORY],
        struck[FILES], struck[SQLITE], refused, (long)(time(NULL) - begun));
    begin_anew();
    workbook_close(wb);
    assert_int_equal(shared->complaints, 0);
}

int strike_all(struct work *const *tables, int (*begin)(void **), int (*end)(void **))
{
    static struct CMUnitTest tests[256];
    const char *only = getenv("FAULT_WORK");
    size_t n = 0;

    for (; *tables; tables++)
        for (struct work *w = *tables; w->name && n < 256; w++)
            if (!only || strstr(w->name, only))
                tests[n++] = (struct CMUnitTest){w->name, everywhere, NULL, NULL, w};
    return _cmocka_run_group_tests("works", tests, n, begin, end);
}
