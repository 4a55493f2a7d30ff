/* The power goes at every moment of a workshop: whatever was acknowledged before is there,
 * whole; the action under way is there whole or not at all; the file is sound. And the harness
 * has teeth: with weaker settings of SQLite, or with an edit written behind its
 * acknowledgement, it sees losses. */
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

#include "core/store/internal.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_disk.h"
#include "tests/fault/workload.h"

#define STEPS 36
#define MIXES 3 /* variants of chance for each cut, besides the corners */
#define APART 4 /* operations between two cuts; CUT_APART=1 in the environment cuts at each */
#define PATH "cut/work/plan.susun"
#define AFTER "cut/after/plan.susun"

/* The workbook as it has to be at least, once `ops` operations were done. */
struct promise {
    size_t ops;
    struct content content;
};

/* A recorded run. */
struct run {
    struct cut_log log;
    struct promise promises[2 * STEPS + 4];
    size_t count;
    struct workbook *wb;
    bool late; /* sabotage: the edits of an action are committed behind its acknowledgement */
};

/* What became of all the cuts of a run. */
struct verdict {
    size_t cuts, images, opened, lost, corrupt;
};

static void fail_with(const char *what, struct error *e)
{
    fail_msg("%s: %s", what, error_text(e));
}

/* The state now is promised as of an earlier moment. */
static void promise(struct run *r, size_t ops)
{
    struct promise *p = &r->promises[r->count++];

    p->ops = ops;
    assert_true(content_of(db_handle(workbook_db(r->wb)), &p->content));
}

/* Sabotage (d): takes the action's edits out of its transaction ... */
static void hold_back(void *context, struct workbook *wb)
{
    struct error e = {0};

    (void)context;
    if (db_exec(workbook_db(wb),
            "CREATE TEMP TABLE IF NOT EXISTS late AS SELECT * FROM main.edit WHERE 0;"
            "INSERT INTO temp.late SELECT * FROM main.edit WHERE session ="
            " (SELECT max(id) FROM main.session) AND action = (SELECT max(seq) FROM main.action"
            " WHERE session = (SELECT max(id) FROM main.session));"
            "DELETE FROM main.edit WHERE (session, seq) IN (SELECT session, seq FROM "
            "temp.late)",
            &e) != STATUS_OK)
        fail_with("holding the edits back", &e);
}

/* ... and writes them in one of their own, after the acknowledgement. */
static void write_late(struct workbook *wb)
{
    struct error e = {0};

    if (db_exec(workbook_db(wb),
            "CREATE TEMP TABLE IF NOT EXISTS late AS SELECT * FROM main.edit WHERE 0;"
            "INSERT INTO main.edit SELECT * FROM temp.late; DELETE FROM temp.late;"
            "COMMIT; BEGIN IMMEDIATE",
            &e) != STATUS_OK)
        fail_with("writing late", &e);
}

/* Runs the workload with a weaker setting (NULL: as the store sets it) and keeps the log. */
static void record(struct run *r, const char *sabotage, bool late)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(7), .before_commit = late ? hold_back : NULL};

    *r = (struct run){.late = late};
    unlink(PATH);
    if (workload_new(PATH, &e) != STATUS_OK)
        fail_with("new", &e);
    cut_record(&r->log);
    for (size_t i = 0; i < STEPS; i++) {
        /* Closed and opened again now and then, as over a workshop's days. */
        if (i % WORKLOAD_ROUND == 0) {
            if (sabotage && r->wb && /* the store opens no file that stores in another way */
                db_exec(workbook_db(r->wb), "COMMIT; PRAGMA journal_mode=DELETE", &e) !=
                    STATUS_OK)
                fail_with("journal mode", &e);
            workbook_close(r->wb);
            if (workbook_open(&r->wb, PATH, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
                fail_with("open", &e);
            if (sabotage && db_exec(workbook_db(r->wb), sabotage, &e) != STATUS_OK)
                fail_with(sabotage, &e);
            promise(r, r->log.count);
        }
        if (workload_step(&w, r->wb, &e) != STATUS_OK)
            fail_with("step", &e);
        size_t acknowledged = r->log.count;
        if (late)
            write_late(r->wb);
        promise(r, acknowledged);
    }
    workbook_close(r->wb);
    cut_record(NULL);
}

/* The last promise made before a cut. */
static size_t promised(const struct run *r, size_t ops)
{
    size_t last = 0;

    while (last + 1 < r->count && r->promises[last + 1].ops <= ops)
        last++;
    return last;
}

enum judgement { KEPT_WORD, LOST_SOMETHING, CORRUPT };

/* What was found against what was promised: the last promise, or the next one already. An
 * earlier one, or a file that reads but has fewer edits, has lost something. */
static enum judgement judge(const struct run *r, size_t last, const struct content *c)
{
    const struct promise *p = &r->promises[last];

    if (strcmp(c->state, p->content.state) == 0 ||
        (last + 1 < r->count && strcmp(c->state, p[1].content.state) == 0))
        return KEPT_WORD;
    if (c->state[0] && c->edits < p->content.edits)
        return LOST_SOMETHING;
    for (size_t i = 0; i < last; i++)
        if (strcmp(c->state, r->promises[i].content.state) == 0)
            return LOST_SOMETHING;
    return CORRUPT;
}

/* Images that were judged already; many cuts leave the same one. */
struct judged {
    size_t count, room;
    struct one {
        uint64_t image;
        size_t last;
        enum judgement judgement;
    } * all;
};

static const struct one *find_judged(const struct judged *j, uint64_t image, size_t last)
{
    for (size_t i = j->count; i-- > 0;)
        if (j->all[i].image == image && j->all[i].last == last)
            return &j->all[i];
    return NULL;
}

static void add_judged(struct judged *j, struct one one)
{
    if (j->count == j->room) {
        j->room = 2 * j->room + 256;
        j->all = realloc(j->all, j->room * sizeof *j->all);
        assert_non_null(j->all);
    }
    j->all[j->count++] = one;
}

/* How far apart the cuts are: a short run in every check, each operation in a long one. */
static size_t apart(void)
{
    const char *said = getenv("CUT_APART");
    long n = said ? strtol(said, NULL, 10) : APART;

    return n > 0 ? (size_t)n : APART;
}

/* Builds one image, opens it and judges. */
static enum judgement look(
    const struct run *r, size_t ops, unsigned variant, bool plain, struct judged *known)
{
    struct error e = {0};
    struct cut_image image;
    struct content c;
    size_t last = promised(r, ops);

    cut_image_make(&image, &r->log, ops, variant, 11);
    uint64_t hash = cut_image_hash(&image);
    const struct one *before = find_judged(known, hash, last);
    if (before) {
        cut_image_free(&image);
        return before->judgement;
    }
    assert_true(cut_image_write(&image, "cut/work", "cut/after"));
    cut_image_free(&image);
    if (plain)
        content_plain(AFTER, &c);
    else
        content_opened(AFTER, &c, &e);
    enum judgement j = judge(r, last, &c);
    if (!plain && j != KEPT_WORD)
        print_message("# cut after %zu of %zu, variant %u: %s\n", ops, r->log.count, variant,
            e.text ? e.text : "not what was promised");
    error_clear(&e);
    add_judged(known, (struct one){hash, last, j});
    return j;
}

/* Cuts the power after every operation, `step` apart, in every variant. `plain`: only SQLite
 * looks, for files the store would refuse. */
static struct verdict examine(const struct run *r, size_t step, bool plain)
{
    struct verdict v = {0};
    struct judged known = {0};

    for (size_t ops = 0; ops <= r->log.count; ops += step) {
        v.cuts++;
        for (unsigned variant = 0; variant < CUT_CORNERS + MIXES; variant++) {
            enum judgement j = look(r, ops, variant, plain, &known);
            v.images++;
            v.lost += j == LOST_SOMETHING;
            v.corrupt += j == CORRUPT;
        }
    }
    v.opened = known.count;
    free(known.all);
    return v;
}

static void tell(const char *setting, const struct verdict *v)
{
    print_message("# %s: cuts %zu, images %zu (%zu different), lost %zu, corrupt %zu\n",
        setting, v->cuts, v->images, v->opened, v->lost, v->corrupt);
}

/* The log with everything kept is the file itself; or nothing else here means anything. */
static void test_log_is_the_file(void **state)
{
    struct run r;
    struct cut_image image;

    (void)state;
    record(&r, NULL, false);
    cut_image_make(&image, &r.log, r.log.count, 1, 0);
    assert_int_equal(image.count, 1);
    FILE *f = fopen(PATH, "rbe");
    assert_non_null(f);
    unsigned char *bytes = malloc(image.files[0].size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, image.files[0].size + 1, f), image.files[0].size);
    fclose(f);
    assert_memory_equal(bytes, image.files[0].bytes, image.files[0].size);
    free(bytes);
    cut_image_free(&image);
    cut_log_free(&r.log);
}

static void test_nothing_acknowledged_is_lost(void **state)
{
    struct run r;

    (void)state;
    record(&r, NULL, false);
    struct verdict v = examine(&r, apart(), false);
    tell("EXTRA", &v);
    cut_log_free(&r.log);
    assert_true(v.cuts >= 300);
    assert_int_equal(v.lost, 0);
    assert_int_equal(v.corrupt, 0);
}

/* A new workbook is renamed into place only when all of it is durable. */
static void test_new_workbook_is_durable(void **state)
{
    struct cut_log log = {0};
    struct cut_image image;
    struct error e = {0};
    struct content made, found;

    (void)state;
    unlink(AFTER);
    cut_record(&log);
    if (workload_new(AFTER, &e) != STATUS_OK)
        fail_with("new", &e);
    cut_record(NULL);
    content_opened(AFTER, &made, &e);
    cut_image_make(&image, &log, log.count, 0, 0); /* nothing unsynced has come through */
    assert_int_equal(image.count, 1);
    image.files[0].name = "plan.susun"; /* as the rename does */
    assert_true(cut_image_write(&image, "cut/after", "cut/after"));
    content_opened(AFTER, &found, &e);
    assert_true(made.state[0]);
    assert_string_equal(made.state, found.state);
    cut_image_free(&image);
    cut_log_free(&log);
}

/* A weaker setting loses something; the harness has to see it. */
static void sees_losses(const char *name, const char *sabotage, bool late)
{
    struct run r;

    record(&r, sabotage, late);
    struct verdict v = examine(&r, 2 * apart(), true);
    tell(name, &v);
    cut_log_free(&r.log);
    assert_true(v.lost > 0);
}

static void test_normal_reports_losses(void **state)
{
    (void)state;
    sees_losses("NORMAL", "COMMIT; PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE", false);
}

static void test_wal_reports_losses(void **state)
{
    (void)state;
    sees_losses("WAL",
        "COMMIT; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE", false);
}

static void test_full_reports_losses(void **state)
{
    (void)state;
    sees_losses("FULL", "COMMIT; PRAGMA synchronous=FULL; BEGIN IMMEDIATE", false);
}

static void test_second_transaction_reports_losses(void **state)
{
    (void)state;
    sees_losses("edit in a second transaction", NULL, true);
}

/* Folders of their own, no state folder (it would be synced for real at every closing), our
 * VFS. */
static int begin(void **state)
{
    (void)state;
    mkdir("cut", 0700);
    mkdir("cut/work", 0700);
    mkdir("cut/after", 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    cut_register();
    workbook_use_vfs("cut");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_log_is_the_file),
        cmocka_unit_test(test_nothing_acknowledged_is_lost),
        cmocka_unit_test(test_new_workbook_is_durable),
        cmocka_unit_test(test_normal_reports_losses),
        cmocka_unit_test(test_wal_reports_losses),
        cmocka_unit_test(test_full_reports_losses),
        cmocka_unit_test(test_second_transaction_reports_losses),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}
