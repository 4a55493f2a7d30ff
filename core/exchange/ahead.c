#include "core/exchange/ahead.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/db.h"
#include "core/store/rows.h"

#define MOST 500 /* ids at a time */

struct ahead {
    struct workbook *wb;
    sqlite3_stmt *stmt;
    bool ended;
    char *ids[MOST];
    size_t count;
    char *json;
};

enum status ahead_open(
    struct ahead **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct ahead *a = calloc(1, sizeof *a);

    *out = a;
    if (!a)
        return error_memory(e);
    a->wb = wb;
    char *sql = rows_select(form, "r.id");
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
    free(a->json);
    a->json = NULL;
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

/* Writes a text as JSON wants it. */
static void put_json(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < ' ')
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    fputc('"', out);
}

/* The array of the ids. */
static enum status write_json(struct ahead *a, struct error *e)
{
    size_t size;
    FILE *out = open_memstream(&a->json, &size);

    if (!out)
        return error_memory(e);
    fputc('[', out);
    for (size_t i = 0; i < a->count; i++) {
        if (i)
            fputc(',', out);
        put_json(out, a->ids[i]);
    }
    fputc(']', out);
    bool failed = ferror(out) != 0;
    return fclose(out) == 0 && !failed && a->json ? STATUS_OK : error_memory(e);
}

enum status ahead_read(struct ahead *a, struct error *e)
{
    enum status s = STATUS_OK;
    bool row = true;

    forget(a);
    while (s == STATUS_OK && !a->ended && a->count < MOST) {
        s = db_step(workbook_db(a->wb), a->stmt, &row, e);
        a->ended = !row;
        const char *id =
            s == STATUS_OK && row ? (const char *)sqlite3_column_text(a->stmt, 0) : NULL;
        if (id && (a->ids[a->count] = strdup(id)))
            a->count++;
        else if (s == STATUS_OK && row)
            s = error_memory(e);
    }
    return s == STATUS_OK ? write_json(a, e) : s;
}

const char *const *ahead_ids(const struct ahead *a)
{
    return (const char *const *)a->ids;
}

size_t ahead_count(const struct ahead *a)
{
    return a->count;
}

const char *ahead_json(const struct ahead *a)
{
    return a->json;
}
