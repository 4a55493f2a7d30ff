/* The private handle on SQLite: connection, prepared statements, error sentences. Only store,
 * plan and exchange include this; nothing above them sees sqlite3.h. */
#ifndef SUSUN_STORE_DB_H
#define SUSUN_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/type.h"

/* A connection with a cache of prepared statements keyed by their SQL text. */
struct db;

/* The connection of an open workbook, for plan and exchange. */
struct workbook;
struct db *workbook_db(struct workbook *wb);

/* Opens the file `path`, whatever it is called, with the settings of DESIGN.md 3:
 * trusted_schema OFF, defensive, cell-size check, no mmap, limits, synchronous EXTRA, busy
 * timeout 0. `flags` are SQLite's open flags; `vfs` NULL = default. *db is the caller's
 * (db_close); NULL after a failure. */
enum status db_open(
    struct db **db, const char *path, int flags, const char *vfs, struct error *e);
/* The same settings for an empty database in memory. */
enum status db_open_memory(struct db **db, struct error *e);
/* The same for one in a file that has no name and is gone with its connection, also after a
 * crash; of it and of what its statements sort no more than a few MB are in memory. */
enum status db_open_aside(struct db **db, struct error *e);
void db_close(struct db *db);
sqlite3 *db_handle(struct db *db);

/* Runs a script of statements without parameters. */
enum status db_exec(struct db *db, const char *sql, struct error *e);

/* A cached statement, reset and with cleared bindings; owned by the cache, one use at a time
 * (never nested with the same text). NULL and a sentence when it does not prepare, holds no
 * statement or more than one. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct error *e);
/* The same under an authorizer (sqlite.org/c3ref/set_authorizer.html), which is asked at the
 * first use of the text only. */
typedef int db_authorize_fn(void *context, int what, const char *a, const char *b,
    const char *database, const char *view);
sqlite3_stmt *db_prepare_asked(
    struct db *db, const char *sql, db_authorize_fn *authorize, void *context, struct error *e);

/* VM steps that the cached statements have taken until now, all together: what a key costs can
 * be counted where a clock cannot be trusted. */
int64_t db_steps(struct db *db);

/* The status in `e`, for callers of db_prepare who may have been given no `e`. */
enum status db_status(const struct error *e);

/* Binds by format, one letter per parameter: i int64_t, t const char * (NULL -> NULL), d
 * double, v const struct value *. Text is not copied: it has to live until the statement is
 * reset. */
enum status db_bind(
    struct db *db, sqlite3_stmt *stmt, struct error *e, const char *format, ...);

/* One step: *row is whether a row is there. Resets at the end and on failure. */
enum status db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct error *e);

/* prepare + bind + step to the end; for statements without rows. */
enum status db_run(struct db *db, struct error *e, const char *sql, const char *format, ...);

/* One integer / one text (caller frees, NULL when no row or NULL) of a one-row query. */
enum status db_integer(
    struct db *db, int64_t *out, struct error *e, const char *sql, const char *format, ...);
enum status db_text(
    struct db *db, char **out, struct error *e, const char *sql, const char *format, ...);

/* The first column of every row; a NULL is "". The caller's: db_texts_free. */
enum status db_texts(struct db *db, char ***texts, size_t *count, struct error *e,
    const char *sql, const char *format, ...);
void db_texts_free(char **texts, size_t count);

/* Rows that C gives to a statement, which reads them as FROM "db.rows"(?), columns a to h: a
 * dot stands in no name of a method. `next` goes to the next row, or says there is none;
 * `column` answers with sqlite3_result_*: what it gives has to stay until the next `next`. */
struct db_rows {
    enum status (*next)(void *context, bool *row, struct error *e);
    void (*column)(void *context, int column, sqlite3_context *out);
    void *context;
    enum status status; /* of `next`; db_run_rows sets it, and the error */
    struct error *e;
};
/* A text of a row of another statement that stays where it is until the next `next`. */
void db_give_text(sqlite3_context *out, sqlite3_stmt *row, int column);
/* Runs a statement without rows of its own, its only parameter being the rows. */
enum status db_run_rows(struct db *db, const char *sql, struct db_rows *rows, struct error *e);
/* For every new connection; an SQLite result code. */
int db_rows_register(sqlite3 *h);

/* A column as a stored value; text is copied, an empty one is a NULL. */
enum status db_value(sqlite3_stmt *stmt, int column, struct value *out, struct error *e);

/* Whether a column of a row just read could not be given for want of memory: it came as NULL.
 */
bool db_short(sqlite3_stmt *row);

/* The sentence and status for what SQLite just said (full disk, busy, not a database, I/O ...).
 */
enum status db_error(struct db *db, struct error *e);
enum status db_error_code(int code, const char *path, struct error *e);

/* "name" with quotes doubled; caller frees with sqlite3_free. */
char *db_quote(const char *name);

#endif
