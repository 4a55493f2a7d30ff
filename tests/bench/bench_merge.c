/* What bringing eight laptops together costs, beside a plain INSERT ... SELECT of the same
 * journal rows into empty tables of the same make, and what a file costs that is known already,
 * beside its check alone. CSV lines on stdout. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/merge.h"

#define LAPTOPS 8
#define EDITS 20000 /* on each */

/* Processor time: the disk is the same for both, and other programs do not disturb it. */
static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Ends the run with the sentence: a bench that fails measures nothing. */
static void need(enum status s, const struct error *e)
{
    if (s == STATUS_OK)
        return;
    fprintf(stderr, "bench_merge: %s\n", error_text(e));
    exit(3);
}

/* One laptop's work: rows are made, their cells filled and changed again. */
static void work(const char *path, long laptop)
{
    static const char *const fields[] = {"nama", "indikator", "target", "lokasi"};
    struct error e = {0};
    struct workbook *wb;
    char uid[64], text[64];
    struct workbook_counts counts = {0};

    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    const struct form *form = method_form(workbook_method(wb), "program");
    need(workbook_counts(wb, &counts, &e), &e);
    int64_t until = counts.edits + EDITS;
    /* One durable commit for many actions would be another journal; syncs are not measured. */
    need(db_exec(workbook_db(wb), "COMMIT; PRAGMA synchronous=OFF; BEGIN IMMEDIATE", &e), &e);
    for (long n = 0; counts.edits < until; n++) {
        need(action_begin(wb, ACTION_EDIT, &e), &e);
        if (n % 2 == 0)
            need(action_create(wb, form, NULL, NULL, uid, &e), &e);
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
            struct value v = {.kind = VALUE_TEXT, .text = text};
            snprintf(text, sizeof text, "Isian %ld dari laptop %ld tentang %s", n, laptop,
                fields[f]);
            if (form_field(form, fields[f]))
                need(action_set(wb, form, uid, fields[f], &v, NULL, &e), &e);
        }
        need(action_commit(wb, &e), &e);
        if (n % 100 == 99)
            need(workbook_counts(wb, &counts, &e), &e);
    }
    workbook_close(wb);
}

/* The same journal rows by plain SQL: local numbers are kept, nothing is derived. WHERE keeps
 * SQLite from copying whole pages, which only works for one file into an empty table. */
static double plain(const char *folder, const char *merged)
{
    struct error e = {0};
    struct db *db;
    char *path = text_format("%s/plain.db", folder);
    char *attach = sqlite3_mprintf("ATTACH %Q AS other", merged);

    unlink(path);
    need(db_open(&db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL, &e), &e);
    need(db_exec(db, attach, &e), &e);
    sqlite3_stmt *stmt = db_prepare(db,
        "SELECT group_concat(sql, ';') FROM other.sqlite_schema WHERE tbl_name IN"
        " ('session','action','record','edit','replaces','saw') AND sql IS NOT NULL",
        &e);
    bool row;
    need(stmt ? db_step(db, stmt, &row, &e) : e.status, &e);
    char *schema = strdup((const char *)sqlite3_column_text(stmt, 0));
    sqlite3_reset(stmt);
    need(db_exec(db, schema, &e), &e);
    double start = now_ms();
    need(db_exec(db,
             "BEGIN IMMEDIATE; INSERT INTO main.session SELECT * FROM other.session WHERE true;"
             "INSERT INTO main.record SELECT * FROM other.record WHERE true;"
             "INSERT INTO main.action SELECT * FROM other.action WHERE true;"
             "INSERT INTO main.edit SELECT * FROM other.edit WHERE true;"
             "INSERT INTO main.replaces SELECT * FROM other.replaces WHERE true;"
             "INSERT INTO main.saw SELECT * FROM other.saw WHERE true; COMMIT",
             &e),
        &e);
    double took = now_ms() - start;
    db_close(db);
    sqlite3_free(attach);
    free(schema);
    free(path);
    return took;
}

/* Opening a file and letting it go: the check that every merge of it begins with. */
static double check(const char *path)
{
    struct error e = {0};
    struct workbook *wb;
    double start = now_ms();

    need(workbook_open(&wb, path, WORKBOOK_READ, NULL, &e), &e);
    workbook_close(wb);
    return now_ms() - start;
}

static double merge(const char *path, char *const *others, size_t count)
{
    static const struct merge_options options = {0};
    struct merge_report reports[LAPTOPS];
    struct error e = {0};
    struct workbook *wb;

    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    double start = now_ms();
    need(merge_files(wb, (const char *const *)others, count, &options, reports, NULL, &e), &e);
    double took = now_ms() - start;
    merge_reports_clear(reports, count);
    workbook_close(wb);
    return took;
}

int main(int argc, char **argv)
{
    struct error e = {0};
    struct source files;
    const char *folder = argc > 1 ? argv[1] : ".";
    char *main_copy = text_format("%s/merge.susun", folder), *others[LAPTOPS];
    double checks = 0;

    need(source_builtin(&files, "smart-city", &e), &e);
    need(workbook_new(main_copy, &files, "73.22", 2026, 10, NULL, &e), &e);
    source_free(&files);
    for (long i = 0; i < LAPTOPS; i++) {
        others[i] = text_format("%s/merge-%ld.susun", folder, i);
        need(file_copy(main_copy, others[i], &e), &e);
        work(others[i], i);
    }
    for (size_t i = 0; i < LAPTOPS; i++)
        checks += check(others[i]);
    double all = merge(main_copy, others, LAPTOPS), row = plain(folder, main_copy);
    double again = merge(main_copy, &others[3], 1), alone = check(others[3]);
    printf("merge_8x20000,%.0f,ms,INSERT SELECT %.0f ms,%.2f\n", all, row, all / row);
    printf("merge_checks,%.0f,ms,whole merge %.0f ms,%.2f\n", checks, all, checks / all);
    printf("merge_known,%.1f,ms,its check %.1f ms,%.2f\n", again, alone, again / alone);
    for (size_t i = 0; i < LAPTOPS; i++)
        free(others[i]);
    free(main_copy);
    return 0;
}
