#include "core/exchange/ahead.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/db.h"
#include "core/store/rows.h"

#define MOST 500  /* rows at a time */
#define NUMBER 21 /* bytes of the longest number with a comma */

struct ahead {
    struct workbook *wb;
    sqlite3_stmt *stmt;
    bool ended;
    char *ids[MOST];
    int64_t numbers[MOST];
    size_t count;
    char json[MOST * NUMBER + 3];
};

enum status ahead_open(
    struct ahead **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct ahead *a = calloc(1, sizeof *a);

    *out = a;
    if (!a)
        return error_memory(e);
    a->wb = wb;
    char *sql = rows_select(form, "r.id, r.rowid");
    a->stmt = sql ? db_prepare(workbook_db(wb), sql, e) : NULL;
    enum status s = a->stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
    sqlite3_free(sql);
    return s;
}

/* Lets the ids go. */
static void forget(struct ahead *a)
{
    for (size_t i = 0; i < a->count; i++)
        free(a->ids[i]);
    a->count = 0;
}

void ahead_free(struct ahead *a)
{
    if (!a)
        return;
    forget(a);
    if (a->stmt)
        sqlite3_reset(a->stmt);
    free(a);
}

/* The array of the numbers. */
static void write_json(struct ahead *a)
{
    char *at = a->json;

    *at++ = '[';
    for (size_t i = 0; i < a->count; i++)
        at += sprintf(at, "%s%lld", i ? "," : "", (long long)a->numbers[i]);
    at[0] = ']';
    at[1] = '\0';
}

enum status ahead_read(struct ahead *a, struct error *e)
{
    enum status s = STATUS_OK;
    bool row = true;

    forget(a);
    while (s == STATUS_OK && !a->ended && a->count < MOST) {
        s = db_step(workbook_db(a->wb), a->stmt, &row, e);
        a->ended = !row;
        if (s != STATUS_OK || !row)
            continue;
        const char *id = (const char *)sqlite3_column_text(a->stmt, 0);
        if (!id || !(a->ids[a->count] = strdup(id)))
            s = error_memory(e);
        else
            a->numbers[a->count++] = sqlite3_column_int64(a->stmt, 1);
    }
    write_json(a);
    return s;
}

const char *const *ahead_ids(const struct ahead *a)
{
    return (const char *const *)a->ids;
}

const int64_t *ahead_numbers(const struct ahead *a)
{
    return a->numbers;
}

size_t ahead_count(const struct ahead *a)
{
    return a->count;
}

const char *ahead_json(const struct ahead *a)
{
    return a->json;
}
