/* Every allocation fails, once and for ever, in whatever one does with a workbook: a sentence
 * comes or the work is done, nothing falls, nothing leaks, the file is whole, and all that was
 * acknowledged is in it. FAULT_APART=1 in the environment fails each allocation; a short run
 * strides. */
#include <errno.h>
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
#include "core/base/message.h"
#include "core/exchange/export.h"
#include "core/exchange/import.h"
#include "core/plan/progress.h"
#include "core/store/backup.h"
#include "core/store/internal.h"
#include "core/store/merge.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "tests/fault/content.h"
#include "tests/fault/cut_vfs.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

#define APART 509 /* allocations between two failures; one of both kinds at each */
#define PATH "memory/plan.susun"
#define NEW "memory/new.susun"
#define OTHER "memory/other/plan.susun"
#define EXPORT "memory/export"
#define SENT "memory/sent"

/* What went wrong is told one by one; a test fails at its end. */
static size_t complaints;
#define complain(...) (complaints++, print_error("# " __VA_ARGS__), print_error("\n"))

static char *base;
static size_t base_size;
static int64_t acknowledged; /* edits in PATH that were told to be stored */

static int64_t in_peace; /* the same when nothing fails */

/* One thing somebody does. `lasting`: memory will not come back. */
typedef enum status work_fn(bool lasting, struct error *e);

static long apart(void)
{
    const char *said = getenv("FAULT_APART");
    long n = said ? strtol(said, NULL, 10) : APART;

    return n > 0 ? n : APART;
}

static void write_base(void)
{
    unlink(PATH "-journal");
    FILE *f = fopen(PATH, "wbe");
    assert_non_null(f);
    assert_int_equal(fwrite(base, 1, base_size, f), base_size);
    assert_int_equal(fclose(f), 0);
}

/* Removes what is in a folder, and the folder. */
static void clear_folder(const char *folder)
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

/* How many edits are stored now; never fails. */
static int64_t edits_now(struct workbook *wb)
{
    int64_t n = 0;

    memory_pause(true);
    assert_int_equal(
        db_integer(workbook_db(wb), &n, NULL, "SELECT count(*) FROM edit", ""), STATUS_OK);
    memory_pause(false);
    return n;
}

static enum status make_new(bool lasting, struct error *e)
{
    (void)lasting;
    return workload_new(NEW, e);
}

/* Rows, cells, facts and the state of every step. */
static enum status look_around(struct workbook *wb, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        struct rows *rows;
        s = rows_open(wb, &m->forms[i], &rows, e);
        for (size_t k = 0; s == STATUS_OK && k < rows_count(rows); k++) {
            struct record r;
            char *shown = NULL;
            s = record_read(wb, &m->forms[i], rows_uid(rows, k), &r, e);
            for (size_t f = 0; s == STATUS_OK && f < m->forms[i].count; f++) {
                s = cell_show(wb, &m->forms[i].fields[f], &r.cells[f], &shown, e);
                free(shown);
                shown = NULL;
            }
            record_clear(&r);
        }
        rows_close(rows);
    }
    for (size_t i = 0; s == STATUS_OK && i < m->stage_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->stages[i].count; k++) {
            struct step_status status;
            s = step_status(wb, &m->stages[i].steps[k], &status, e);
        }
    return s;
}

static enum status look(bool lasting, struct error *e)
{
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_READ, &workload_person, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = look_around(wb, e);
    workbook_close(wb);
    return s;
}

/* A round of changes, undo and redo among them. Where memory comes back, so does the change. */
static enum status type(bool lasting, struct error *e)
{
    struct workload w = {.chance = chance_from(5)};
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);

    for (size_t step = 0; s == STATUS_OK && step < WORKLOAD_ROUND; step++) {
        w.step = step;
        s = workload_step(&w, wb, e);
        if (s == STATUS_MEMORY && !lasting) {
            error_clear(e);
            w.step = step;
            s = workload_step(&w, wb, e);
            if (s != STATUS_OK)
                print_message("# step %zu did not go once more\n", step);
        }
        if (s == STATUS_OK)
            acknowledged = edits_now(wb);
    }
    workbook_close(wb);
    return s;
}

static enum status hand_out(bool lasting, struct error *e)
{
    struct export_options options = {.dialect = dialect_named("machine"), .personal = true};
    struct export_result result;
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_READ, &workload_person, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = export_folder(wb, EXPORT, &options, &result, e);
    workbook_close(wb);
    return s;
}

static enum status take_back(bool lasting, struct error *e)
{
    struct import_options options = {0};
    struct import_result result = {0};
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = import_folder(wb, SENT, &options, &result, e);
    if (s == STATUS_OK)
        acknowledged = edits_now(wb);
    workbook_close(wb);
    return s;
}

static enum status merge(bool lasting, struct error *e)
{
    static const struct merge_options options = {0};
    static const char *const others[] = {OTHER};
    struct merge_report report;
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);

    (void)lasting;
    if (s == STATUS_OK) {
        s = merge_files(wb, others, 1, &options, &report, NULL, e);
        if (s == STATUS_OK)
            acknowledged = edits_now(wb);
        merge_reports_clear(&report, 1);
    }
    workbook_close(wb);
    return s;
}

static enum status keep(bool lasting, struct error *e)
{
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = backup_make(wb, BACKUP_DAILY, NULL, e);
    workbook_close(wb);
    return s;
}

/* Everything as before a work. */
static void begin_anew(void)
{
    write_base();
    unlink(NEW);
    clear_folder(EXPORT);
    clear_folder("memory/" BACKUP_FOLDER);
    acknowledged = 0;
}

/* After a work: what is there is whole and has all that was acknowledged; a new file is whole
 * or not there. */
static void judge(const char *name, long at, bool lasting)
{
    struct content now;
    struct error e = {0};

    if (!content_opened(PATH, &now, &e))
        complain("%s, allocation %ld%s: afterwards %s", name, at, lasting ? " on" : "",
            error_text(&e));
    if (now.edits < acknowledged)
        complain("%s, allocation %ld: %lld edits of %lld", name, at, (long long)now.edits,
            (long long)acknowledged);
    if (file_exists(NEW) && !content_opened(NEW, &now, &e))
        complain("%s, allocation %ld: the new one: %s", name, at, error_text(&e));
    error_clear(&e);
}

/* Whether a sentence says what happened: the system's own calls run out of memory too, and
 * where there is none for a sentence a fixed one comes. */
static bool tells_of_memory(enum status s, const struct error *e)
{
    struct error fixed = {0};

    error_memory(&fixed);
    bool tells = error_text(e)[0] &&
                 (s == STATUS_MEMORY || strcmp(error_text(e), error_text(&fixed)) == 0 ||
                     strcmp(error_text(e), _("A query of the method is too large.")) == 0 ||
                     (s == STATUS_FILE && strstr(error_text(e), file_reason(ENOMEM))));
    error_clear(&fixed);
    return tells;
}

/* One failure; answers whether it came. */
static bool strike(const char *name, work_fn *work, long at, bool lasting, size_t *refused)
{
    struct error e = {0};

    begin_anew();
    long held = memory_held();
    memory_fail(at, lasting);
    enum status s = work(lasting, &e);
    long calls = memory_calls();
    memory_fail(0, false);
    if (s != STATUS_OK && !tells_of_memory(s, &e))
        complain("%s, allocation %ld%s: %d %s", name, at, lasting ? " on" : "", (int)s,
            error_text(&e));
    if (s == STATUS_OK && work != type && acknowledged != in_peace)
        complain("%s, allocation %ld%s: %lld edits, in peace %lld", name, at,
            lasting ? " on" : "", (long long)acknowledged, (long long)in_peace);
    *refused += s != STATUS_OK;
    error_clear(&e);
    if (memory_held() != held)
        complain("%s, allocation %ld%s: %ld blocks are left", name, at, lasting ? " on" : "",
            memory_held() - held);
    judge(name, at, lasting);
    return calls >= at;
}

/* At its allocations, one by one. */
static void everywhere(const char *name, work_fn *work)
{
    size_t struck = 0, refused = 0;
    bool came = true;

    if (!memory_can_fail())
        skip();
    begin_anew(); /* once in peace: what is kept for good is there then */
    struct error e = {0};
    if (work(false, &e) != STATUS_OK)
        fail_msg("%s: %s", name, error_text(&e));
    in_peace = acknowledged;
    for (long at = 1; came; at += apart()) {
        came = strike(name, work, at, false, &refused);
        came = strike(name, work, at, true, &refused) && came;
        struck += 2 * came;
    }
    print_message("# %s: failures %zu, refused %zu, places %zu\n", name, struck, refused,
        memory_places());
    assert_true(refused > 0);
    assert_int_equal(complaints, 0);
}

static void test_new(void **state)
{
    (void)state;
    everywhere("new", make_new);
}

static void test_look(void **state)
{
    (void)state;
    everywhere("look", look);
}

static void test_type(void **state)
{
    (void)state;
    everywhere("type", type);
}

static void test_export(void **state)
{
    (void)state;
    everywhere("export", hand_out);
}

static void test_import(void **state)
{
    (void)state;
    everywhere("import", take_back);
}

static void test_merge(void **state)
{
    (void)state;
    everywhere("merge", merge);
}

static void test_backup(void **state)
{
    (void)state;
    everywhere("backup", keep);
}

/* Some steps of a workshop. */
static void live(const char *path, uint64_t seed)
{
    struct error e = {0};
    struct workload w = {.chance = chance_from(seed)};
    struct workbook *wb;

    if (workbook_open(&wb, path, WORKBOOK_WRITE, &workload_person, &e) != STATUS_OK)
        fail_msg("%s: %s", path, error_text(&e));
    for (int i = 0; i < WORKLOAD_ROUND; i++)
        if (workload_step(&w, wb, &e) != STATUS_OK)
            fail_msg("%s: %s", path, error_text(&e));
    workbook_close(wb);
}

/* A workbook, a copy that lived apart, and what the copy exports. */
static int begin(void **state)
{
    struct error e = {0};

    (void)state;
    mkdir("memory", 0700);
    mkdir("memory/other", 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    cut_register();
    workbook_use_vfs("cut");
    if (workload_new(PATH, &e) != STATUS_OK)
        fail_msg("new: %s", error_text(&e));
    live(PATH, 3);
    if (file_copy(PATH, OTHER, &e) != STATUS_OK)
        fail_msg("copy: %s", error_text(&e));
    live(OTHER, 7);
    if (file_read(PATH, LIMIT_FILE, &base, &base_size, &e) != STATUS_OK)
        fail_msg("base: %s", error_text(&e));
    struct export_options options = {.dialect = dialect_named("machine"), .personal = true};
    struct export_result result;
    struct workbook *wb;
    if (workbook_open(&wb, OTHER, WORKBOOK_READ, &workload_person, &e) != STATUS_OK ||
        export_folder(wb, SENT, &options, &result, &e) != STATUS_OK)
        fail_msg("export: %s", error_text(&e));
    workbook_close(wb);
    return 0;
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
        cmocka_unit_test(test_new),
        cmocka_unit_test(test_look),
        cmocka_unit_test(test_type),
        cmocka_unit_test(test_export),
        cmocka_unit_test(test_import),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_backup),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
