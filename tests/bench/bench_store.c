/* What one stored edit costs when the journal has 10,000 and 400,000 edits, as a ratio to a
 * plain one-row transaction of SQLite under the same settings in the same run. CSV lines on
 * stdout. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/store/action.h"
#include "core/store/db.h"
#include "core/store/internal.h"

#define ROWS 100
#define SAMPLES 400

static double now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Ends the run with the sentence: a bench that fails measures nothing. */
static void need(enum status s, const struct error *e)
{
    if (s == STATUS_OK)
        return;
    fprintf(stderr, "bench_store: %s\n", error_text(e));
    exit(3);
}

/* Changes `count` cells in one action, the numbers going round the rows. */
static void grow(
    struct workbook *wb, const struct form *form, char (*uids)[64], long count, long *n)
{
    struct error e = {0};

    need(action_begin(wb, ACTION_PASTE, &e), &e);
    for (long i = 0; i < count; i++, (*n)++) {
        struct value v = value_integer(*n);
        need(action_set(wb, form, uids[*n % ROWS], "perkiraan_biaya", &v, NULL, &e), &e);
    }
    need(action_commit(wb, &e), &e);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Median time of one action of one cell. */
static double edit_cost(struct workbook *wb, const struct form *form, char (*uids)[64], long *n)
{
    static double times[SAMPLES];

    for (size_t i = 0; i < SAMPLES; i++) {
        double start = now_us();
        grow(wb, form, uids, 1, n);
        times[i] = now_us() - start;
    }
    qsort(times, SAMPLES, sizeof times[0], ascending);
    return times[SAMPLES / 2];
}

/* Median time of a durable one-row INSERT in a file beside it. */
static double plain_cost(const char *folder)
{
    static double times[SAMPLES];
    struct error e = {0};
    struct db *db;
    char *path = text_format("%s/plain.db", folder);

    need(db_open(&db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL, &e), &e);
    need(db_exec(db, "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT, c INTEGER)", &e), &e);
    for (size_t i = 0; i < SAMPLES; i++) {
        double start = now_us();
        need(db_exec(db, "BEGIN IMMEDIATE", &e), &e);
        need(db_run(db, &e, "INSERT INTO t(b, c) VALUES(?,?)", "ti", "anggaran", (int64_t)i),
            &e);
        need(db_exec(db, "COMMIT", &e), &e);
        times[i] = now_us() - start;
    }
    qsort(times, SAMPLES, sizeof times[0], ascending);
    db_close(db);
    free(path);
    return times[SAMPLES / 2];
}

int main(int argc, char **argv)
{
    struct error e = {0};
    struct source files;
    struct workbook *wb;
    static char uids[ROWS][64];
    long n = 0;
    const char *folder = argc > 1 ? argv[1] : ".";
    char *path = text_format("%s/bench.susun", folder);

    need(source_builtin(&files, "smart-city", &e), &e);
    need(workbook_new(path, &files, "73.22", 2026, 10, NULL, &e), &e);
    source_free(&files);
    need(workbook_open(&wb, path, WORKBOOK_WRITE, NULL, &e), &e);
    const struct form *form = method_form(workbook_method(wb), "program");
    need(action_begin(wb, ACTION_PASTE, &e), &e);
    for (size_t i = 0; i < ROWS; i++)
        need(action_create(wb, form, NULL, NULL, uids[i], &e), &e);
    need(action_commit(wb, &e), &e);
    double plain = plain_cost(folder);
    grow(wb, form, uids, 10000, &n);
    double small = edit_cost(wb, form, uids, &n);
    while (n < 400000)
        grow(wb, form, uids, 20000, &n);
    double large = edit_cost(wb, form, uids, &n);
    printf(
        "edit_at_10k,%.0f,us,one-row transaction %.0f us,%.2f\n", small, plain, small / plain);
    printf("edit_at_400k,%.0f,us,edit at 10k %.0f us,%.2f\n", large, small, large / small);
    workbook_close(wb);
    free(path);
    return 0;
}
