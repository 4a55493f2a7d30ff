/* Rows from C for one statement: a table that is nowhere stored (sqlite.org/vtab.html), read
 * once from front to back. A statement that takes many rows keeps its place in the tables it
 * writes, which one statement for each row does not. */
#include <stdlib.h>

#include "core/store/db.h"

#define COLUMNS 8 /* a to h; behind them, hidden, where the rows come from */
#define KIND "db_rows"

/* One reading. */
struct cursor {
    sqlite3_vtab_cursor base;
    struct db_rows *rows;
    bool row;
    sqlite3_int64 number;
};

static int rows_connect(sqlite3 *h, void *unused, int count, const char *const *words,
    sqlite3_vtab **out, char **message)
{
    (void)unused;
    (void)count;
    (void)words;
    (void)message;
    int code = sqlite3_declare_vtab(h, "CREATE TABLE x(a, b, c, d, e, f, g, h, rows HIDDEN)");

    if (code != SQLITE_OK)
        return code;
    sqlite3_vtab_config(h, SQLITE_VTAB_DIRECTONLY);
    *out = calloc(1, sizeof **out);
    return *out ? SQLITE_OK : SQLITE_NOMEM;
}

static int rows_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

/* There is one plan: from the rows that are given, whole. */
static int rows_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++)
        if (info->aConstraint[i].iColumn == COLUMNS && info->aConstraint[i].usable &&
            info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ) {
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
            info->estimatedCost = 1;
            return SQLITE_OK;
        }
    return SQLITE_CONSTRAINT;
}

static int rows_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct cursor *c = calloc(1, sizeof *c);

    *out = (sqlite3_vtab_cursor *)c;
    return c ? SQLITE_OK : SQLITE_NOMEM;
}

static int rows_close(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *cursor)
{
    struct cursor *c = (struct cursor *)cursor;
    struct db_rows *r = c->rows;

    c->row = false;
    c->number++;
    r->status = r->next(r->context, &c->row, r->e);
    return r->status == STATUS_OK ? SQLITE_OK : SQLITE_ABORT;
}

static int rows_filter(
    sqlite3_vtab_cursor *cursor, int plan, const char *name, int count, sqlite3_value **values)
{
    struct cursor *c = (struct cursor *)cursor;
    (void)plan;
    (void)name;

    c->rows = count ? sqlite3_value_pointer(values[0], KIND) : NULL;
    return c->rows ? rows_next(cursor) : SQLITE_OK;
}

static int rows_end(sqlite3_vtab_cursor *cursor)
{
    return !((struct cursor *)cursor)->row;
}

static int rows_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    struct cursor *c = (struct cursor *)cursor;

    if (column < COLUMNS)
        c->rows->column(c->rows->context, column, out);
    return SQLITE_OK;
}

static int rows_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *number)
{
    *number = ((struct cursor *)cursor)->number;
    return SQLITE_OK;
}

/* Without xCreate the table is there by itself and nobody can make another. */
static const sqlite3_module module = {.xConnect = rows_connect,
    .xBestIndex = rows_plan,
    .xDisconnect = rows_disconnect,
    .xOpen = rows_open,
    .xClose = rows_close,
    .xFilter = rows_filter,
    .xNext = rows_next,
    .xEof = rows_end,
    .xColumn = rows_column,
    .xRowid = rows_number};

int db_rows_register(sqlite3 *h)
{
    return sqlite3_create_module(h, "db.rows", &module, NULL);
}

void db_give_text(sqlite3_context *out, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    if (text)
        sqlite3_result_text(out, text, sqlite3_column_bytes(row, column), SQLITE_STATIC);
    else
        sqlite3_result_error_nomem(out);
}

enum status db_run_rows(struct db *db, const char *sql, struct db_rows *rows, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(db, sql, e);

    if (!stmt)
        return db_status(e);
    rows->status = STATUS_OK;
    rows->e = e;
    if (sqlite3_bind_pointer(stmt, 1, rows, KIND, NULL) != SQLITE_OK)
        return db_error(db, e);
    int code = sqlite3_step(stmt);
    enum status s = rows->status;
    if (s == STATUS_OK && code != SQLITE_DONE)
        s = db_error(db, e);
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return s;
}
