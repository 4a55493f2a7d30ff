#include "tests/property/journal_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"

/* Tables of the storage format; every other table is a form's. */
static const char journal_names[] = "'session','action','record','edit','replaces','saw'";
static const char other_names[] =
    "'meta','head','unread','draft','method_version','method_file'";

/* The names of the tables of a part, in order. */
static char *tables_sql(enum state_part part)
{
    const char *start = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    if (part == STATE_JOURNAL)
        return sqlite3_mprintf("%s AND name IN (%s) ORDER BY name", start, journal_names);
    if (part == STATE_FORMS)
        return sqlite3_mprintf(
            "%s AND name NOT IN (%s,%s) ORDER BY name", start, journal_names, other_names);
    return sqlite3_mprintf("%s ORDER BY name", start);
}

/* Writes a cell so that different values never look alike. */
static void write_cell(FILE *out, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL: fputs("|~", out); break;
    case SQLITE_INTEGER: fprintf(out, "|%s", text); break;
    case SQLITE_FLOAT: fprintf(out, "|%.17g", sqlite3_column_double(row, column)); break;
    default:
        fputs("|'", out);
        for (; *text; text++) {
            if (*text == '\n')
                fputs("\\n", out);
            else
                fputc(*text, out);
        }
    }
}

static bool write_table(sqlite3 *db, const char *name, FILE *out)
{
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\"", name);
    bool fine = sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK;
    sqlite3_str *ordered = sqlite3_str_new(NULL);

    sqlite3_str_appendf(ordered, "%s ORDER BY 1", sql);
    for (int i = 1; fine && i < sqlite3_column_count(row); i++)
        sqlite3_str_appendf(ordered, ",%d", i + 1);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    sql = sqlite3_str_finish(ordered);
    fine = fine && sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK;
    int code = SQLITE_DONE;
    while (fine && (code = sqlite3_step(row)) == SQLITE_ROW) {
        fputs(name, out);
        for (int i = 0; i < sqlite3_column_count(row); i++)
            write_cell(out, row, i);
        fputc('\n', out);
    }
    if (fine)
        sqlite3_finalize(row);
    sqlite3_free(sql);
    return fine && code == SQLITE_DONE;
}

char *state_text(sqlite3 *db, enum state_part part)
{
    char *text = NULL, *sql = tables_sql(part);
    size_t size;
    sqlite3_stmt *table = NULL;
    FILE *out = open_memstream(&text, &size);
    bool fine = out && sqlite3_prepare_v2(db, sql, -1, &table, NULL) == SQLITE_OK;
    int code = SQLITE_ERROR;

    while (fine && (code = sqlite3_step(table)) == SQLITE_ROW)
        fine = write_table(db, (const char *)sqlite3_column_text(table, 0), out);
    sqlite3_finalize(table);
    sqlite3_free(sql);
    if (out)
        fclose(out);
    if (!fine || code != SQLITE_DONE) {
        free(text);
        return NULL;
    }
    return text;
}

bool state_hash(sqlite3 *db, enum state_part part, char out[65])
{
    char *text = state_text(db, part);

    if (!text)
        return false;
    hash_hex(text, strlen(text), out);
    free(text);
    return true;
}

bool state_contains(const char *after, const char *before, const char **missing)
{
    /* Both list the same tables in the same order and each table's rows sorted by content, so
     * one walk through both is enough: a line of `before` stands at or behind where we are. */
    while (*before) {
        size_t size = strcspn(before, "\n") + 1;
        while (*after && strncmp(after, before, size) != 0)
            after += strcspn(after, "\n") + 1;
        if (!*after) {
            *missing = before;
            return false;
        }
        before += size;
        after += size;
    }
    return true;
}
