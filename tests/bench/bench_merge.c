/* What bringing eight laptops together costs, beside a plain INSERT ... SELECT of the same
 * journal rows into empty tables of the same make; what a file costs that is known already,
 * beside its check alone; and what it costs when references follow a row that was united
 * meanwhile, beside the same merge without the union. Everything is done several times in turns
 * with fresh copies, and the medians are told with their ranges. CSV lines on stdout. */
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
#include "core/store/unite.h"

#define LAPTOPS 8
#define EDITS 20000   /* on each */
#define FOLLOWERS 100 /* rows of each that lead to the row that is united */
#define RUNS 5

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

/* One laptop's work: rows are made, their cells filled and changed again. The first rows lead
 * to `office`. */
static void work(const char *path, long laptop, const char *office)
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
        if (n % 2 == 0 && n / 2 < FOLLOWERS) {
            struct value v = {.kind = VALUE_TEXT, .text = (char *)office};
            need(action_set(wb, form, uid, "opd", &v, NULL, &e), &e);
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

static double merge(const char *path, char *const *others, size_t count, size_t *followed)
{
    static const struct merge_options options = {0};
    struct merge_report reports[LAPTOPS];
    struct error e = {0};
    struct workbook *wb;

    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    double start = now_ms();
    need(merge_files(wb, (const char *const *)others, count, &options, reports, NULL, &e), &e);
    double took = now_ms() - start;
    *followed = 0;
    for (size_t i = 0; i < count; i++)
        *followed += reports[i].followed;
    merge_reports_clear(reports, count);
    workbook_close(wb);
    return took;
}

/* The workbook that all laptops begin with: two offices that are one, as one of them sees. */
static void begin(const char *path, char offices[2][64])
{
    struct error e = {0};
    struct source files;
    struct workbook *wb;

    need(source_builtin(&files, "smart-city", &e), &e);
    need(workbook_new(path, &files, "73.22", 2026, 10, NULL, &e), &e);
    source_free(&files);
    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    need(action_begin(wb, ACTION_EDIT, &e), &e);
    for (int i = 0; i < 2; i++)
        need(action_create(
                 wb, method_form(workbook_method(wb), "opd"), NULL, NULL, offices[i], &e),
            &e);
    need(action_commit(wb, &e), &e);
    workbook_close(wb);
}

static void unite(const char *path, char offices[2][64])
{
    struct error e = {0};
    struct unite_result result;
    struct workbook *wb;

    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    need(unite_rows(
             wb, method_form(workbook_method(wb), "opd"), offices[0], offices[1], &result, &e),
        &e);
    unite_result_clear(&result);
    workbook_close(wb);
}

/* A copy that this laptop has not seen, as one from a stick. */
static void fresh(const char *from, const char *to)
{
    struct error e = {0};

    unlink(to);
    need(file_copy(from, to, &e), &e);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* What was measured. */
enum { ALL, PLAIN, CHECKS, KNOWN, ALONE, FOLLOW, MEASURES };

/* The files of the bench. */
static char *first, *united, *here, *laptops[LAPTOPS], *sticks[LAPTOPS];
static double times[MEASURES][RUNS];

/* One line: a measure beside another, medians with their ranges. */
static void tell(const char *name, int a, int b, const char *what)
{
    const double *x = times[a], *y = times[b];

    printf("%s,%.1f,ms,%s %.1f ms (%.1f to %.1f beside %.1f to %.1f; %d runs),%.2f\n", name,
        x[RUNS / 2], what, y[RUNS / 2], x[0], x[RUNS - 1], y[0], y[RUNS - 1], RUNS,
        x[RUNS / 2] / y[RUNS / 2]);
}

/* All sticks come to a fresh copy of a workbook; how many cells followed. */
static size_t bring(const char *workbook, double *took)
{
    size_t followed;

    fresh(workbook, here);
    for (size_t i = 0; i < LAPTOPS; i++)
        fresh(laptops[i], sticks[i]);
    *took = merge(here, sticks, LAPTOPS, &followed);
    return followed;
}

/* Each measure once; how many cells followed. */
static size_t measure(const char *folder, int run)
{
    size_t none;

    bring(first, &times[ALL][run]);
    times[PLAIN][run] = plain(folder, here);
    fresh(laptops[3], sticks[3]);
    times[KNOWN][run] = merge(here, &sticks[3], 1, &none);
    fresh(laptops[3], sticks[3]);
    times[ALONE][run] = check(sticks[3]);
    for (size_t i = 0; i < LAPTOPS; i++) {
        fresh(laptops[i], sticks[i]);
        times[CHECKS][run] += check(sticks[i]);
    }
    return bring(united, &times[FOLLOW][run]);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : ".";
    char offices[2][64];
    size_t followed = 0;

    first = text_format("%s/merge.susun", folder);
    united = text_format("%s/merge-united.susun", folder);
    here = text_format("%s/merge-here.susun", folder);
    begin(first, offices);
    for (long i = 0; i < LAPTOPS; i++) {
        laptops[i] = text_format("%s/merge-%ld.susun", folder, i);
        sticks[i] = text_format("%s/merge-stick-%ld.susun", folder, i);
        fresh(first, laptops[i]);
        work(laptops[i], i, offices[1]);
    }
    fresh(first, united);
    unite(united, offices);
    for (int run = 0; run < RUNS; run++)
        followed = measure(folder, run);
    for (int i = 0; i < MEASURES; i++)
        qsort(times[i], RUNS, sizeof *times[i], ascending);
    char *same = text_format("without a union (%zu cells followed)", followed);
    tell("merge_8x20000", ALL, PLAIN, "INSERT SELECT");
    tell("merge_checks", CHECKS, ALL, "whole merge");
    tell("merge_known", KNOWN, ALONE, "its check");
    tell("merge_follow", FOLLOW, ALL, same);
    free(same);
    for (size_t i = 0; i < LAPTOPS; i++) {
        free(laptops[i]);
        free(sticks[i]);
    }
    free(first);
    free(united);
    free(here);
    return 0;
}
