/* Every allocation fails, once and for ever, in what one does with a workbook day by day
 * (strike.h). */
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
#include "core/exchange/export.h"
#include "core/exchange/import.h"
#include "core/plan/progress.h"
#include "core/store/backup.h"
#include "core/store/merge.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "tests/fault/strike.h"
#include "tests/fault/workload.h"

#define OTHER "memory/other/plan.susun"
#define SENT "memory/sent"

static enum status make_new(struct workbook *none, bool lasting, struct error *e)
{
    (void)none;
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

/* Opens it, as a reader and as the writer. */
static enum status open_both(struct workbook *none, bool lasting, struct error *e)
{
    enum status s = STATUS_OK;

    (void)none;
    (void)lasting;
    for (int mode = WORKBOOK_WRITE; s == STATUS_OK && mode <= WORKBOOK_READ; mode++) {
        struct workbook *wb;
        s = workbook_open(&wb, PATH, (enum workbook_mode)mode, &workload_person, e);
        workbook_close(wb);
    }
    return s;
}

static enum status look(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return look_around(wb, e);
}

/* A round of changes, undo and redo among them. Where memory comes back, so does the change. */
static enum status type(struct workbook *none, bool lasting, struct error *e)
{
    struct workload w = {.chance = chance_from(5)};
    struct workbook *wb;
    enum status s = workbook_open(&wb, PATH, WORKBOOK_WRITE, &workload_person, e);

    (void)none;
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
            tell_stored(wb);
    }
    workbook_close(wb);
    return s;
}

static enum status hand_out(struct workbook *wb, bool lasting, struct error *e)
{
    struct export_options options = {
        .dialect = dialect_named("machine"), .personal = true, .history = true};
    struct export_result result = {0};
    enum status s = export_folder(wb, OUT, &options, &result, e);

    (void)lasting;
    tell_number((int64_t)result.rows);
    if (s != STATUS_OK)
        return s;
    options.dialect = dialect_named("excel");
    s = export_folder(wb, OUT, &options, &result, e);
    tell_number((int64_t)result.files);
    return s;
}

static enum status take_back(struct workbook *wb, bool lasting, struct error *e)
{
    struct import_options options = {0};
    struct import_result result = {0};

    (void)lasting;
    return import_folder(wb, SENT, &options, &result, e);
}

static enum status merge(struct workbook *wb, bool lasting, struct error *e)
{
    static const struct merge_options options = {0};
    static const char *const others[] = {OTHER};
    struct merge_report report = {0};
    enum status s = merge_files(wb, others, 1, &options, &report, NULL, e);

    (void)lasting;
    merge_reports_clear(&report, 1);
    return s;
}

static enum status keep(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return backup_make(wb, BACKUP_DAILY, NULL, e);
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
    mkdir("memory/out", 0700);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    strike_register();
    if (workload_new(PATH, &e) != STATUS_OK)
        fail_msg("new: %s", error_text(&e));
    live(PATH, 3);
    if (file_copy(PATH, OTHER, &e) != STATUS_OK)
        fail_msg("copy: %s", error_text(&e));
    live(OTHER, 7);
    strike_base();
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
    strike_end();
    return 0;
}

int main(void)
{
    static struct work works[] = {
        {"new", WORK_ALONE, make_new, NULL},
        {"open", WORK_ALONE, open_both, NULL},
        {"look", WORK_READS, look, NULL},
        {"type", WORK_ALONE, type, NULL},
        {"export", WORK_READS, hand_out, NULL},
        {"import", WORK_WRITES, take_back, NULL},
        {"merge", WORK_WRITES, merge, NULL},
        {"backup", WORK_WRITES, keep, NULL},
        {NULL, WORK_ALONE, NULL, NULL},
    };

    static struct work *const tables[] = {works, NULL};

    return strike_all(tables, begin, end);
}
