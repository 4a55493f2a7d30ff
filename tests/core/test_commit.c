/* What becomes of a change when the disk, a reader or another writer stands in its way. */
#include "tests/core/store_fixture.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>

#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/store/draft.h"
#include "core/store/guard.h"
#include "core/store/rebuild.h"

#define PENDING_BYTE 0x40000000L /* sqlite.org/lockingv3.html */

static void verify(struct workbook *wb)
{
    bool equal;

    must(rebuild_verify(wb, &equal, e) == STATUS_OK && equal ? STATUS_OK : STATUS_DATA);
}

/* From now on the file may not grow; 0 lifts that. */
static void limit_pages(struct workbook *wb, int64_t pages)
{
    char *sql = sqlite3_mprintf(
        "PRAGMA max_page_count=%lld", pages ? (long long)pages : (long long)1073741823);
    int64_t set;

    must(db_integer(workbook_db(wb), &set, e, sql, ""));
    sqlite3_free(sql);
}

static int64_t number(struct workbook *wb, const char *sql)
{
    int64_t n;

    must(db_integer(workbook_db(wb), &n, e, sql, ""));
    return n;
}

/* Fills rows until the disk says no. */
static enum status fill(struct workbook *wb, struct error *e)
{
    static char text[20001];
    const struct form *f = fixture_form(wb, "program");
    struct value v = {.kind = VALUE_TEXT, .text = text};
    char uid[64];
    enum status s = STATUS_OK;

    memset(text, 'a', sizeof text - 1);
    for (int i = 0; s == STATUS_OK && i < 1000; i++) {
        s = action_create(wb, f, NULL, NULL, uid, e);
        if (s == STATUS_OK)
            s = action_set(wb, f, uid, "keterangan", &v, NULL, e);
    }
    return s;
}

static void a_full_disk_gives_the_change_up_whole(void **state)
{
    (void)state;
    char *path = fixture_new("full");
    struct workbook *wb = fixture_open(path);
    struct error why = {0};
    struct value one = value_integer(1);

    int64_t edits = number(wb, "SELECT count(*) FROM edit");
    limit_pages(wb, number(wb, "PRAGMA page_count") + 20);
    must(action_begin(wb, ACTION_IMPORT, e));
    assert_int_equal(fill(wb, &why), STATUS_FILE);
    limit_pages(wb, 0);
    /* Whoever goes on after a failure writes nothing either. */
    bool gone = sqlite3_get_autocommit(db_handle(workbook_db(wb)));
    if (gone)
        assert_int_not_equal(action_set(wb, fixture_form(wb, "profil"), "profil",
                                 "lama_rencana", &one, NULL, NULL),
            STATUS_OK);
    action_rollback(wb);
    assert_int_equal(number(wb, "SELECT count(*) FROM program"), 0);
    assert_int_equal(number(wb, "SELECT count(*) FROM edit"), edits);
    verify(wb);
    /* The handle goes on: views, session, lock. */
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    assert_code(wb, "program", p, "GOV-P01");
    assert_int_equal(
        number(wb, "SELECT count(*) FROM edit WHERE NOT EXISTS(SELECT 1 FROM action"
                   " a WHERE a.session = edit.session AND a.seq = edit.action)"),
        0);
    verify(wb);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_code(wb, "program", p, "GOV-P01");
    workbook_close(wb);
    error_clear(&why);
    free(p), free(path);
}

/* The whole transaction is lost in the first action of a handle: what the method's SQL reads is
 * there all the same. */
static void a_lost_transaction_keeps_the_views(void **state)
{
    (void)state;
    char *path = fixture_new("lost");
    struct workbook *wb = fixture_open(path);
    struct plan_years plan;

    must(action_begin(wb, ACTION_EDIT, e));
    must(db_exec(workbook_db(wb), "ROLLBACK", e)); /* as SQLite does when memory is gone */
    assert_int_equal(action_set(wb, fixture_form(wb, "profil"), "profil", "lama_rencana",
                         &(struct value){.kind = VALUE_INTEGER, .integer = 5}, NULL, NULL),
        STATUS_FILE);
    assert_int_not_equal(action_commit(wb, NULL), STATUS_OK);
    must(workbook_plan(wb, &plan, e));
    assert_int_equal(plan.to, 2035);
    fixture_set(wb, "profil", "profil", "lama_rencana", "5");
    must(workbook_plan(wb, &plan, e));
    assert_int_equal(plan.to, 2030);
    verify(wb);
    workbook_close(wb);
    free(path);
}

/* The view today is in the transaction, too. */
static void today_outlives_a_rollback(void **state)
{
    (void)state;
    char *path = fixture_new("today");
    struct workbook *wb = fixture_open(path);
    struct value v;

    must(action_begin(wb, ACTION_EDIT, e));
    must(guard_expression(wb, NULL, NULL, "SELECT date FROM today", &v, e));
    assert_string_equal(v.text, "2026-06-13");
    value_clear(&v);
    action_rollback(wb);
    must(guard_expression(wb, NULL, NULL, "SELECT date FROM today", &v, e));
    assert_int_equal(v.kind, VALUE_TEXT);
    value_clear(&v);
    workbook_close(wb);
    free(path);
}

static void nothing_changed_leaves_no_trace(void **state)
{
    (void)state;
    char *path = fixture_new("trace");
    struct workbook *wb = fixture_open(path);
    const struct form *f = fixture_form(wb, "anggaran");
    struct value none = {0};
    char before[65], after[65];

    must(hash_file(path, before, e)); /* closes the file: only a test may do so */
    int64_t version = workbook_version(wb), shape = workbook_shape(wb);
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, f, "[\"x\",\"apbd\",2027]", "jumlah", &none, NULL, e));
    must(action_commit(wb, e));
    assert_int_equal(workbook_version(wb), version);
    assert_int_equal(workbook_shape(wb), shape);
    assert_int_equal(number(wb, "SELECT count(*) FROM record WHERE form = 'anggaran'"), 0);
    assert_int_equal(workbook_saved_at(wb), 0);
    struct undo_result r;
    must(undo_last(wb, &r, e));
    assert_false(r.done);
    undo_result_clear(&r);
    must(hash_file(path, after, e));
    assert_string_equal(before, after);
    free(fixture_row(wb, "misi", "rumusan", "A"));
    assert_int_equal(number(wb, "SELECT count(*) FROM record WHERE form = 'anggaran'"), 0);
    workbook_close(wb);
    free(path);
}

static void only_an_open_action_writes(void **state)
{
    (void)state;
    char *path = fixture_new("closed");
    struct workbook *wb = fixture_open(path);
    struct value v = value_integer(5);

    assert_int_equal(action_commit(wb, NULL), STATUS_USAGE);
    assert_int_not_equal(
        action_set(wb, fixture_form(wb, "profil"), "profil", "lama_rencana", &v, NULL, NULL),
        STATUS_OK);
    must(action_begin(wb, ACTION_EDIT, e));
    assert_int_equal(action_begin(wb, ACTION_EDIT, NULL), STATUS_USAGE);
    assert_int_equal(workbook_set_group(wb, 2, NULL), STATUS_USAGE);
    assert_int_equal(rebuild_all(wb, NULL), STATUS_USAGE);
    action_rollback(wb);
    workbook_close(wb);
    free(path);
}

/* A child process and the two pipes that lead it. */
struct child {
    pid_t pid;
    int to, from;
};

/* Runs `play` in a child; it reads a byte where it waits for us and writes one when it is
 * ready. */
static struct child begin_child(
    void (*play)(const char *path, int in, int out), const char *path)
{
    int down[2], up[2];
    struct child c;

    assert_int_equal(pipe(down), 0);
    assert_int_equal(pipe(up), 0);
    c.pid = fork();
    if (c.pid == 0) {
        close(down[1]);
        close(up[0]);
        play(path, down[0], up[1]);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    c.to = down[1];
    c.from = up[0];
    return c;
}

static void hear(const struct child *c)
{
    char byte;

    assert_int_equal(read(c->from, &byte, 1), 1);
}

static void tell(const struct child *c)
{
    assert_int_equal(write(c->to, "x", 1), 1);
}

static void end_child(struct child *c)
{
    int status;

    close(c->to);
    close(c->from);
    assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
    assert_int_equal(status, 0);
}

/* Takes the writer's lock, then writes a session when told. */
static void play_writer(const char *path, int in, int out)
{
    sqlite3 *db;
    char byte;
    bool fine = sqlite3_open(path, &db) == SQLITE_OK &&
                sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;

    fine = write(out, "x", 1) == 1 && fine && read(in, &byte, 1) == 1;
    fine = fine && sqlite3_exec(db,
                       "INSERT INTO session VALUES(99, 'x', '', '', 'elsewhere', '', 1);"
                       "INSERT INTO action VALUES(99, 1, 70, 1, 'edit', NULL, NULL); COMMIT",
                       NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    fine = write(out, "x", 1) == 1 && fine;
    _exit(fine ? 0 : 1);
}

static void a_lost_lock_is_said_and_what_came_is_taken_in(void **state)
{
    (void)state;
    char *path = fixture_new("lock");
    struct workbook *wb = fixture_open(path);
    struct error why = {0};

    fixture_set(wb, "profil", "profil", "lama_rencana", "5");
    int64_t session = wb->now.session;
    must(db_exec(workbook_db(wb), "COMMIT", e)); /* as if taking it again had been refused */
    struct child c = begin_child(play_writer, path);
    hear(&c);
    message_set_lang(LANG_EN);
    assert_int_equal(action_begin(wb, ACTION_EDIT, &why), STATUS_BUSY);
    assert_non_null(strstr(error_text(&why), "already open in test_commit (process"));
    assert_int_equal(
        draft_keep(wb, fixture_form(wb, "visi"), "visi", "rumusan", "a", &why), STATUS_BUSY);
    assert_int_equal(workbook_set_group(wb, 3, &why), STATUS_BUSY);
    message_set_lang(LANG_ID);
    tell(&c);
    hear(&c);
    end_child(&c);
    int64_t version = workbook_version(wb);
    fixture_set(wb, "profil", "profil", "lama_rencana", "6");
    assert_true(workbook_version(wb) > version + 1);
    assert_int_not_equal(wb->now.session, session);
    assert_int_equal(wb->now.clock, 71);
    verify(wb);
    workbook_close(wb);
    error_clear(&why);
    free(path);
}

/* Reads, and lets go as soon as a writer waits for it. */
static void play_reader(const char *path, int in, int out)
{
    sqlite3 *db;
    int fd = open(path, O_RDONLY);
    bool fine =
        sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_exec(db, "BEGIN; SELECT count(*) FROM edit", NULL, NULL, NULL) == SQLITE_OK;
    struct flock lock = {.l_type = F_UNLCK};
    struct pollfd parent = {.fd = in};

    fine = write(out, "x", 1) == 1 && fine && fd >= 0;
    while (fine && lock.l_type == F_UNLCK && poll(&parent, 1, 0) == 0) {
        lock = (struct flock){
            .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = PENDING_BYTE, .l_len = 1};
        fine = fcntl(fd, F_GETLK, &lock) == 0;
        sched_yield();
    }
    fine = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK && fine;
    sqlite3_close(db);
    _exit(fine ? 0 : 1);
}

static void a_commit_waits_for_readers(void **state)
{
    (void)state;
    char *path = fixture_new("readers");
    struct workbook *wb = fixture_open(path);
    struct child c = begin_child(play_reader, path);

    hear(&c);
    fixture_set(wb, "profil", "profil", "lama_rencana", "5");
    end_child(&c);
    workbook_close(wb);
    free(path);
}

/* Tries to write the file; its exit status says what it heard. */
static void play_second(const char *path, int in, int out)
{
    struct workbook *wb;
    char byte;

    (void)out;
    if (read(in, &byte, 1) != 1)
        _exit(9);
    enum status s = workbook_open(&wb, path, WORKBOOK_WRITE, NULL, NULL);
    _exit(s == STATUS_BUSY ? 0 : 1);
}

/* Opening and closing a file drops a process's locks on it: nothing in here may do so. */
static void a_second_look_from_here_keeps_the_lock(void **state)
{
    (void)state;
    char *path = fixture_new("twice");
    struct child c = begin_child(play_second, path); /* before any lock could be inherited */
    struct workbook *wb = fixture_open(path), *other;

    must(workbook_open(&other, path, WORKBOOK_READ, NULL, e));
    workbook_close(other);
    assert_int_equal(workbook_open(&other, path, WORKBOOK_WRITE, NULL, NULL), STATUS_BUSY);
    tell(&c);
    end_child(&c);
    workbook_close(wb);
    free(path);
}

/* A kill between two commits must not bring back what was stored already. */
static void an_edit_takes_its_draft_along(void **state)
{
    char *path = fixture_new("draftgone");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "misi");
    struct value text = {.kind = VALUE_TEXT, .text = (char *)"Menata layanan desa."};
    struct draft draft;
    char uid[64];

    (void)state;
    must(draft_keep(wb, form, "", "rumusan", "Menata layanan", e));
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, form, NULL, NULL, uid, e));
    must(action_set(wb, form, uid, "rumusan", &text, NULL, e));
    must(action_commit(wb, e));
    must(draft_newest(wb, &draft, e));
    assert_null(draft.form);

    must(draft_keep(wb, form, uid, "rumusan", "Menata layanan desa dan", e));
    must(action_begin(wb, ACTION_IMPORT, e)); /* nobody's edit of what is being typed */
    must(action_set(wb, form, uid, "rumusan", &(struct value){0}, NULL, e));
    must(action_commit(wb, e));
    must(draft_newest(wb, &draft, e));
    assert_string_equal(draft.text, "Menata layanan desa dan");
    draft_clear(&draft);

    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, form, uid, "rumusan", &text, NULL, e));
    action_rollback(wb);
    must(draft_newest(wb, &draft, e));
    assert_string_equal(draft.text, "Menata layanan desa dan");
    draft_clear(&draft);

    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, form, uid, "rumusan", &text, NULL, e));
    must(action_commit(wb, e));
    must(draft_newest(wb, &draft, e));
    assert_null(draft.form);
    workbook_close(wb);
    free(path);
}

static void a_draft_that_fails_waits_for_nobody(void **state)
{
    (void)state;
    static char text[400001];
    char *path = fixture_new("draftfull");
    struct workbook *wb = fixture_open(path);

    memset(text, 'a', sizeof text - 1);
    limit_pages(wb, number(wb, "PRAGMA page_count"));
    assert_int_equal(
        draft_keep(wb, fixture_form(wb, "misi"), "misi", "rumusan", text, NULL), STATUS_FILE);
    limit_pages(wb, 0);
    fixture_set(wb, "profil", "profil", "lama_rencana", "5");
    assert_int_equal(number(wb, "SELECT count(*) FROM record WHERE form = 'misi'"), 0);
    int64_t saved = workbook_saved_at(wb);
    must(draft_keep(wb, fixture_form(wb, "misi"), "misi", "rumusan", "a", e));
    assert_int_equal(workbook_saved_at(wb), saved); /* a draft is not stored yet */
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_gives_the_change_up_whole),
        cmocka_unit_test(a_lost_transaction_keeps_the_views),
        cmocka_unit_test(today_outlives_a_rollback),
        cmocka_unit_test(nothing_changed_leaves_no_trace),
        cmocka_unit_test(only_an_open_action_writes),
        cmocka_unit_test(a_lost_lock_is_said_and_what_came_is_taken_in),
        cmocka_unit_test(a_commit_waits_for_readers),
        cmocka_unit_test(a_second_look_from_here_keeps_the_lock),
        cmocka_unit_test(a_draft_that_fails_waits_for_nobody),
        cmocka_unit_test(an_edit_takes_its_draft_along),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
