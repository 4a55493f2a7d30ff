/* The exchange by stick, and the making of one group's copy or of all that are planned, meet a
 * power cut, a failing disk and a kill at every operation they do on the laptop and on the
 * stick: afterwards the workbook is what it was before or what it is after, what groups brought
 * lies on the stick untouched, what we wrote there is one whole workbook or the other, and the
 * same exchange goes well when it is done again. CUT_APART=1 in the environment takes each
 * operation. */
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
#include "core/exchange/copies.h"
#include "core/exchange/swap.h"
#include "core/store/backup.h"
#include "core/store/carry.h"
#include "core/store/merge.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_disk.h"
#include "tests/fault/cut_files.h"
#include "tests/fault/group_method.h"
#include "tests/fault/workload.h"

#define STEPS 18 /* of each laptop */
#define APART 5
#define VARIANTS 3 /* of chance for each cut, besides the corners */
#define WORLD "swap/world"
#define AFTER "swap/after"
#define LAPTOP "/laptop"
#define BACKUPS LAPTOP "/" BACKUP_FOLDER
#define STICK "/usb/K/Susun-73.22"
#define BOOK LAPTOP "/plan.susun"
#define OURS STICK COPIES_MAIN "/73.22-luwu-utara.susun"
#define GROUP STICK COPIES_GROUPS "/73.22-luwu-utara_K3.susun"
#define SECOND STICK COPIES_GROUPS "/73.22-luwu-utara_K4.susun" /* copies_make writes it */
/* And those that copies_plan plans, besides the one that a group brought. */
#define FIFTH STICK COPIES_GROUPS "/73.22-luwu-utara_K5.susun"
#define SIXTH STICK COPIES_GROUPS "/73.22-luwu-utara_K6.susun"

/* The folders of a world, and what is done in it. */
static const char *const folders[] = {
    "", LAPTOP, BACKUPS, "/usb", "/usb/K", STICK, STICK COPIES_MAIN, STICK COPIES_GROUPS};
#define FOLDERS (sizeof folders / sizeof *folders)
struct work {
    const char *name;
    enum status (*act)(struct workbook *wb, const char *world, struct error *e);
    const char *targets[2]; /* what it writes on the stick */
    bool there;             /* an older one lies there before */
};

/* A file as it was when everything began. */
struct bytes {
    const char *path;
    char *bytes;
    size_t size;
};
static struct bytes book = {.path = BOOK}, ours = {.path = OURS}, group = {.path = GROUP};
/* The workbook before an exchange and after it; the older copy of ours; what each work writes
 * on the stick (a copy holds no drafts, and its group). */
static struct content before, after, older, written[3][2];
static size_t broken;
static bool silent; /* what breaks is counted only */

static void fail_with(const char *what, const struct error *e)
{
    fail_msg("%s: %s", what, error_text(e));
}

/* A path in a world. Overwritten by the second next call. */
static const char *in(const char *world, const char *path)
{
    static char out[2][4096];
    static int turn;

    turn = !turn;
    snprintf(out[turn], sizeof out[turn], "%s%s", world, path);
    return out[turn];
}

static void tell(const char *what, const char *how, long at, const char *why)
{
    broken++;
    if (!silent)
        print_error("# %s at %ld: %s: %s\n", how, at, what, why);
}

/* Tukar lewat USB as the screen does it; a stick that could not be written is a failure here.
 */
static enum status exchange(struct workbook *wb, const char *world, struct error *e)
{
    struct swap swap = {0};
    (void)world;
    enum status s = swap_find(wb, &swap, e);

    if (s == STATUS_OK)
        s = swap_take(wb, &swap, e);
    if (s == STATUS_OK)
        s = swap_give(wb, &swap, e);
    for (size_t i = 0; s == STATUS_OK && i < swap.count; i++)
        if (swap.files[i].state == SWAP_REFUSED)
            s = error_set(e, STATUS_FILE, "%s", swap.files[i].why);
    for (size_t i = 0; s == STATUS_OK && i < swap.stick_count; i++)
        if (!swap.sticks[i].given)
            s = error_set(e, STATUS_FILE, "%s", swap.sticks[i].why);
    swap_clear(&swap);
    return s;
}

/* The copy of a group, as the screen of copies makes it. */
static enum status make_copy(struct workbook *wb, const char *world, struct error *e)
{
    struct group_copy copy = {.number = 4,
        .name = strdup("73.22-luwu-utara_K4.susun"),
        .path = strdup(in(world, SECOND))};
    enum status s = copy.name && copy.path ? copies_make(wb, &copy, e) : error_memory(e);

    free(copy.name);
    free(copy.path);
    free(copy.why);
    return s;
}

/* The copies of all groups, as the screen of copies plans them: but for the file of the group
 * that has brought news, which stays. */
static enum status make_all(struct workbook *wb, const char *world, struct error *e)
{
    struct group_copy *copies = NULL;
    size_t count = 0;
    enum status s = copies_plan(wb, in(world, STICK COPIES_GROUPS), &copies, &count, e);

    if (s == STATUS_OK && (count != 3 || copies[0].state != COPY_HOLDS))
        s = error_set(e, STATUS_DATA, "%zu copies, the first in state %d", count,
            count ? (int)copies[0].state : -1);
    for (size_t i = 1; s == STATUS_OK && i < count; i++)
        s = copies_make(wb, &copies[i], e);
    copies_free(copies, count);
    return s;
}

static const struct work works[] = {{"exchange", exchange, {OURS}, true},
    {"copy of a group", make_copy, {SECOND}, false},
    {"copies of all groups", make_all, {FIFTH, SIXTH}, false}};
#define WORKS (sizeof works / sizeof *works)

/* One work in a world, as a person at the laptop does it. */
static enum status play(const struct work *w, const char *world, struct error *e)
{
    struct workbook *wb = NULL;

    setenv("SUSUN_STICKS", in(world, "/usb"), 1);
    enum status s = workbook_open(&wb, in(world, BOOK), WORKBOOK_WRITE, &workload_person, e);
    if (s == STATUS_OK)
        s = w->act(wb, world, e);
    workbook_close(wb);
    return s;
}

/* Only the folders. */
static void empty(const char *world)
{
    const struct cut_image nothing = {0};

    for (size_t i = 0; i < FOLDERS; i++) {
        mkdir(in(world, folders[i]), 0700);
        assert_true(cut_image_write(&nothing, ".", in(world, folders[i])));
    }
}

static void put(const char *world, const struct bytes *b)
{
    assert_int_equal(file_write(in(world, b->path), b->bytes, b->size, NULL), STATUS_OK);
}

/* A world as it was before. */
static void begin_anew(void)
{
    files_fail(0, 0, false);
    cut_fail(0, 0, 0, false);
    empty(WORLD);
    put(WORLD, &book);
    put(WORLD, &ours);
    put(WORLD, &group);
}

static bool holds(const char *world, const struct bytes *b)
{
    char *found = NULL;
    size_t size = 0;
    bool equal = file_read(in(world, b->path), LIMIT_FILE, &found, &size, NULL) == STATUS_OK &&
                 size == b->size && memcmp(found, b->bytes, size) == 0;

    free(found);
    return equal;
}

/* Whether a file is one of two whole workbooks. */
static void whole(const char *path, const struct content *one, const struct content *other,
    const char *how, long at)
{
    struct error e = {0};
    struct content now;

    if (!content_opened(path, &now, &e))
        tell(path, how, at, error_text(&e));
    else if (strcmp(now.state, one->state) != 0 && strcmp(now.state, other->state) != 0)
        tell(path, how, at, "neither before nor after");
    error_clear(&e);
}

/* A world after something went wrong: nothing is lost, and the work goes well now. */
static void judge(const struct work *w, const char *world, const char *how, long at)
{
    struct error e = {0};
    struct content now;

    files_fail(0, 0, false);
    cut_fail(0, 0, 0, false);
    if (!holds(world, &group))
        tell(GROUP, how, at, "what the group brought is not as it was");
    whole(in(world, BOOK), &before, w->act == exchange ? &after : &before, how, at);
    for (size_t i = 0; i < 2 && w->targets[i]; i++) {
        const struct content *fresh = &written[w - works][i];
        if (w->there || file_exists(in(world, w->targets[i])))
            whole(in(world, w->targets[i]), w->there ? &older : fresh, fresh, how, at);
    }
    if (play(w, world, &e) != STATUS_OK)
        tell(w->name, how, at, error_text(&e));
    error_clear(&e);
    for (size_t i = 0; i < 2 && w->targets[i]; i++)
        if (!content_opened(in(world, w->targets[i]), &now, &e) ||
            now.edits != (w->act == exchange ? after.edits : before.edits))
            tell(w->targets[i], how, at, "not whole when done again");
    error_clear(&e);
}

/* How far apart the operations are that are cut, killed or failed. */
static long apart(void)
{
    const char *said = getenv("CUT_APART");
    long n = said ? strtol(said, NULL, 10) : APART;

    return n > 0 ? n : APART;
}

/* The power goes after `ops` of the operations; an image of what is left then. */
static void cut_at(const struct work *w, const struct cut_log *log, size_t ops, unsigned v)
{
    struct cut_image image;

    cut_image_make(&image, log, ops, v, 29);
    for (size_t i = 0; i < FOLDERS; i++) {
        char to[4096];
        snprintf(to, sizeof to, "%s%s", AFTER, folders[i]);
        assert_true(cut_image_write(&image, in(WORLD, folders[i]), to));
    }
    cut_image_free(&image);
    judge(w, AFTER, "cut", (long)ops);
}

/* Records a work and cuts it everywhere. */
static void cut(const struct work *w, size_t *cuts, size_t *images)
{
    struct cut_log log = {0};
    struct error e = {0};

    begin_anew();
    empty(AFTER);
    cut_record(&log);
    cut_add_there(in(WORLD, BOOK));
    cut_add_there(in(WORLD, OURS));
    cut_add_there(in(WORLD, GROUP));
    if (play(w, WORLD, &e) != STATUS_OK)
        fail_with(w->name, &e);
    cut_record(NULL);
    for (size_t ops = 0; ops <= log.count; ++*cuts) {
        for (unsigned v = 0; v < CUT_CORNERS + VARIANTS; v++, ++*images)
            cut_at(w, &log, ops, v);
        size_t next = ops + (size_t)apart(); /* the last one always */
        ops = ops < log.count && next > log.count ? log.count : next;
    }
    cut_log_free(&log);
}

static void test_power_cut_at_every_operation(void **state)
{
    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++) {
        size_t cuts = 0, images = 0, lost = broken;
        cut(&works[i], &cuts, &images);
        print_message("# cuts %zu, images %zu, broken %zu: %s\n", cuts, images, broken - lost,
            works[i].name);
    }
    assert_int_equal(broken, 0);
}

/* The harness has teeth: without its syncs what is written on the stick is not whole. */
static void test_forgotten_sync_is_seen(void **state)
{
    size_t cuts = 0, images = 0;

    (void)state;
    broken = 0;
    silent = true;
    files_forget_syncs(true);
    cut(&works[0], &cuts, &images);
    files_forget_syncs(false);
    silent = false;
    print_message("# sabotage without fsync: cuts %zu, broken %zu\n", cuts, broken);
    assert_true(broken > 0);
}

/* A failing disk: it is told, or it did not matter. */
static void test_every_operation_fails(void **state)
{
    static const int numbers[] = {EIO, ENOSPC};
    size_t struck = 0, told = 0;

    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++) {
        begin_anew();
        assert_int_equal(play(&works[i], WORLD, NULL), STATUS_OK);
        long calls = files_calls();
        for (long at = 1; at <= calls; at += apart())
            for (int k = 0; k < 4; k++, struck++) {
                struct error e = {0};
                begin_anew();
                files_fail(at, numbers[k / 2], k % 2);
                enum status s = play(&works[i], WORLD, &e);
                told += s != STATUS_OK;
                if (s != STATUS_OK && !error_text(&e)[0])
                    tell(works[i].name, "failing", at, "no sentence");
                error_clear(&e);
                judge(&works[i], WORLD, "failing", at);
            }
    }
    print_message("# failures %zu, told %zu, broken %zu\n", struck, told, broken);
    assert_true(told > 0);
    assert_int_equal(broken, 0);
}

/* Kills at file operations (`files`) or at those of the database; how many there were. */
static size_t kill_everywhere(const struct work *w, bool files)
{
    size_t kills = 0;
    int status = 0;

    for (long at = 1; at == 1 || !WIFEXITED(status); at += apart(), kills++) {
        begin_anew();
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            if (files)
                files_kill(at);
            else
                cut_kill(CALL_CHANGES, at);
            play(w, WORLD, NULL);
            _exit(0);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        judge(w, WORLD, "killed", at);
    }
    return kills;
}

static void test_killed_at_every_operation(void **state)
{
    size_t kills = 0;

    (void)state;
    broken = 0;
    for (size_t i = 0; i < WORKS; i++)
        kills += kill_everywhere(&works[i], true) + kill_everywhere(&works[i], false);
    print_message("# kills %zu, broken %zu\n", kills, broken);
    assert_int_equal(broken, 0);
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

static void take(struct bytes *b)
{
    assert_int_equal(
        file_read(in(WORLD, b->path), LIMIT_FILE, &b->bytes, &b->size, NULL), STATUS_OK);
}

/* The main laptop and a group's have lived apart; an older copy of the main one lies in induk.
 */
static int begin(void **state)
{
    struct error e = {0};
    struct workbook *wb;

    (void)state;
    mkdir("swap", 0700);
    cut_register();
    workbook_use_vfs("cut");
    empty(WORLD);
    if (group_workbook(in(WORLD, BOOK), (const int[]){3, 5, 6, 0}, &e) != STATUS_OK)
        fail_with("new", &e);
    live(in(WORLD, BOOK), 3);
    if (workbook_open(&wb, in(WORLD, BOOK), WORKBOOK_WRITE, &workload_person, &e) !=
            STATUS_OK ||
        carry_copy(wb, 3, in(WORLD, GROUP), &e) != STATUS_OK ||
        carry_workbook(wb, in(WORLD, OURS), &e) != STATUS_OK)
        fail_with("copies", &e);
    workbook_close(wb);
    live(in(WORLD, BOOK), 5);
    live(in(WORLD, GROUP), 7);
    take(&book);
    take(&ours);
    take(&group);
    if (!content_opened(in(WORLD, BOOK), &before, &e) ||
        !content_opened(in(WORLD, OURS), &older, &e))
        fail_with("before", &e);
    begin_anew();
    for (size_t i = WORKS; i-- > 0;) /* the exchange last: it changes the workbook */
        if (play(&works[i], WORLD, &e) != STATUS_OK ||
            !content_opened(in(WORLD, works[i].targets[0]), &written[i][0], &e) ||
            (works[i].targets[1] &&
                !content_opened(in(WORLD, works[i].targets[1]), &written[i][1], &e)))
            fail_with(works[i].name, &e);
    if (!content_opened(in(WORLD, BOOK), &after, &e))
        fail_with("after", &e);
    files_register();
    return strcmp(before.state, after.state) == 0;
}

static int end(void **state)
{
    (void)state;
    free(book.bytes);
    free(ours.bytes);
    free(group.bytes);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_cut_at_every_operation),
        cmocka_unit_test(test_forgotten_sync_is_seen),
        cmocka_unit_test(test_every_operation_fails),
        cmocka_unit_test(test_killed_at_every_operation),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
