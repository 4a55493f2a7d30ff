#include "core/store/db.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define CACHE_BUCKETS 256

struct cached {
    struct cached *next;
    sqlite3_stmt *stmt;
    unsigned hash;
    char sql[];
};

struct db {
    sqlite3 *handle;
    char *path;
    struct cached *buckets[CACHE_BUCKETS];
};

/* FNV-1a: enough for a few hundred statement texts. */
static unsigned hash_sql(const char *sql)
{
    unsigned h = 2166136261u;

    for (const unsigned char *p = (const unsigned char *)sql; *p; p++)
        h = (h ^ *p) * 16777619u;
    return h;
}

/* Whether nothing follows a statement but blanks, semicolons and comments. */
static bool is_blank(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n\f;");
        if (strncmp(sql, "--", 2) == 0)
            sql += strcspn(sql, "\n");
        else if (strncmp(sql, "/*", 2) == 0 && strstr(sql + 2, "*/"))
            sql = strstr(sql + 2, "*/") + 2;
        else
            return *sql == '\0';
    }
}

/* What only the extended code of a failure tells apart. */
static enum status special_case(int code, const char *path, struct error *e)
{
    switch (code) {
    case SQLITE_IOERR_NOMEM: return error_memory(e);
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_DATA:
        return error_set(e, STATUS_FILE,
            _("The disk gives back something else than was written into %s. Copy the file to "
              "another disk."),
            path);
    case SQLITE_READONLY_ROLLBACK:
        return error_set(e, STATUS_FILE,
            _("%s was not closed in peace and has to be put right, but it may only be read "
              "here. Copy it together with %s-journal to a folder of your own."),
            path, path);
    case SQLITE_READONLY_DIRECTORY:
        return error_set(e, STATUS_FILE,
            _("The folder of %s may only be read, so nothing can be stored."), path);
    case SQLITE_READONLY_DBMOVED:
        return error_set(e, STATUS_FILE, _("%s was moved or deleted while it was open."), path);
    default: return STATUS_OK;
    }
}

/* What a person can do about an SQLite result code; the codes are those of
 * sqlite.org/rescode.html. */
enum status db_error_code(int code, const char *path, struct error *e)
{
    enum status special = special_case(code, path, e);

    if (special != STATUS_OK)
        return special;
    switch (code & 0xff) {
    case SQLITE_NOMEM: return error_memory(e);
    case SQLITE_FULL:
        return error_set(e, STATUS_FILE,
            _("There is no room left on the disk for %s. Free some space; what was stored "
              "before is safe."),
            path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(e, STATUS_BUSY, _("%s is being written by another program."), path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(e, STATUS_FILE,
            _("%s may only be read here, not written. Check the permissions of the file."),
            path);
    case SQLITE_CANTOPEN:
        return error_set(e, STATUS_FILE,
            _("%s or its journal cannot be opened. Check the permissions of the folder."),
            path);
    case SQLITE_NOTADB:
        return error_set(e, STATUS_DATA, _("%s is not a Susun workbook."), path);
    case SQLITE_CORRUPT:
        return error_set(
            e, STATUS_DATA, _("%s is damaged. Work on with the newest copy of it."), path);
    case SQLITE_IOERR:
        return error_set(
            e, STATUS_FILE, _("The disk did not read or write %s properly."), path);
    case SQLITE_TOOBIG:
        return error_set(e, STATUS_DATA, _("%s holds a text that is too large."), path);
    case SQLITE_INTERRUPT:
        return error_set(e, STATUS_INTERRUPTED, _("Stopped; nothing is half done."));
    default: break;
    }
    return error_set(
        e, STATUS_DATA, _("SQLite does not go on with %s: %s."), path, sqlite3_errstr(code));
}

enum status db_error(struct db *db, struct error *e)
{
    int code = sqlite3_extended_errcode(db->handle);

    if ((code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_CONSTRAINT)
        return error_set(e, STATUS_DATA, _("SQLite does not go on with %s: %s."), db->path,
            sqlite3_errmsg(db->handle));
    return db_error_code(code, db->path, e);
}

/* The settings that make a stranger's file harmless and ours durable (DESIGN.md 3). */
static enum status configure(struct db *db, struct error *e)
{
    sqlite3 *h = db->handle;

    sqlite3_extended_result_codes(h, 1);
    sqlite3_busy_timeout(h, 0);
    sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 2);
    sqlite3_limit(h, SQLITE_LIMIT_LENGTH, (int)LIMIT_METHOD_FILE + (int)LIMIT_TEXT);
    sqlite3_limit(h, SQLITE_LIMIT_VDBE_OP, LIMIT_SQL_PROGRAM);
    sqlite3_limit(h, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LIMIT_SQL_PATTERN);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_VIEW, 1, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (db_rows_register(h) != SQLITE_OK)
        return db_error(db, e);
    /* cache_spill: a spill takes the exclusive lock long before COMMIT and shuts readers out.
     */
    return db_exec(db,
        "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA synchronous=EXTRA;"
        "PRAGMA cache_spill=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF;"
        "PRAGMA recursive_triggers=OFF",
        e);
}

/* Opens what SQLite calls `name` and people call `path`. */
static enum status open_named(struct db **out, const char *name, const char *path, int flags,
    const char *vfs, struct error *e)
{
    struct db *db = calloc(1, sizeof *db);

    *out = NULL;
    if (!db || !(db->path = strdup(path))) {
        free(db);
        return error_memory(e);
    }
    flags |= SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(name, &db->handle, flags, vfs);
    enum status s = STATUS_OK;
    if (code != SQLITE_OK)
        s = db_error_code(code, path, e);
    else
        s = configure(db, e);
    if (s != STATUS_OK) {
        db_close(db);
        return s;
    }
    *out = db;
    return STATUS_OK;
}

enum status db_open(
    struct db **out, const char *path, int flags, const char *vfs, struct error *e)
{
    /* "file:…" and ":memory:" mean something else to SQLite, but nothing that begins with "./"
     * does. */
    char *name = path[0] == '/' ? strdup(path) : text_format("./%s", path);

    *out = NULL;
    if (!name)
        return error_memory(e);
    enum status s = open_named(out, name, path, flags, vfs, e);
    free(name);
    return s;
}

enum status db_open_memory(struct db **out, struct error *e)
{
    return open_named(out,
        ":memory:", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY,
        NULL, e);
}

enum status db_open_aside(struct db **out, struct error *e)
{
    const char *folder = getenv("TMPDIR");

    /* An empty name: SQLite makes a file in the folder for temporary ones, without a name. */
    enum status s = open_named(out, "", folder && folder[0] ? folder : "/var/tmp",
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL, e);
    if (s != STATUS_OK)
        return s;
    s = db_exec(
        *out, "PRAGMA cache_spill=ON; PRAGMA cache_size=-4000; PRAGMA temp_store=FILE", e);
    if (s != STATUS_OK) {
        db_close(*out);
        *out = NULL;
    }
    return s;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < CACHE_BUCKETS; i++) {
        struct cached *next;
        for (struct cached *c = db->buckets[i]; c; c = next) {
            next = c->next;
            sqlite3_finalize(c->stmt);
            free(c);
        }
    }
    sqlite3_close(db->handle);
    free(db->path);
    free(db);
}

sqlite3 *db_handle(struct db *db)
{
    return db->handle;
}

enum status db_exec(struct db *db, const char *sql, struct error *e)
{
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_error(db, e);
    return STATUS_OK;
}

/* Compiles exactly one statement, kept with its text. */
static struct cached *compile(struct db *db, const char *sql, unsigned hash, struct error *e)
{
    size_t size = strlen(sql) + 1;
    const char *rest = NULL;
    struct cached *c = calloc(1, sizeof *c + size);

    if (!c) {
        error_memory(e);
        return NULL;
    }
    memcpy(c->sql, sql, size);
    c->hash = hash;
    int code =
        sqlite3_prepare_v3(db->handle, c->sql, -1, SQLITE_PREPARE_PERSISTENT, &c->stmt, &rest);
    if (code == SQLITE_OK && c->stmt && is_blank(rest))
        return c;
    if (code != SQLITE_OK)
        db_error(db, e);
    else if (!c->stmt)
        error_set(e, STATUS_DATA, _("A query is empty."));
    else
        error_set(e, STATUS_DATA, _("A query has more than one statement."));
    sqlite3_finalize(c->stmt);
    free(c);
    return NULL;
}

sqlite3_stmt *db_prepare_asked(
    struct db *db, const char *sql, db_authorize_fn *authorize, void *context, struct error *e)
{
    unsigned h = hash_sql(sql);
    struct cached **bucket = &db->buckets[h % CACHE_BUCKETS];

    for (struct cached *c = *bucket; c; c = c->next) {
        if (c->hash == h && strcmp(c->sql, sql) == 0) {
            sqlite3_reset(c->stmt);
            sqlite3_clear_bindings(c->stmt);
            return c->stmt;
        }
    }
    /* Setting an authorizer makes SQLite prepare every statement anew, so only when needed. */
    if (authorize)
        sqlite3_set_authorizer(db->handle, authorize, context);
    struct cached *c = compile(db, sql, h, e);
    if (authorize)
        sqlite3_set_authorizer(db->handle, NULL, NULL);
    if (!c)
        return NULL;
    c->next = *bucket;
    *bucket = c;
    return c->stmt;
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct error *e)
{
    return db_prepare_asked(db, sql, NULL, NULL, e);
}

int64_t db_steps(struct db *db)
{
    int64_t steps = 0;

    for (size_t i = 0; i < CACHE_BUCKETS; i++)
        for (struct cached *c = db->buckets[i]; c; c = c->next)
            steps += sqlite3_stmt_status(c->stmt, SQLITE_STMTSTATUS_VM_STEP, 0);
    return steps;
}

enum status db_status(const struct error *e)
{
    return e && e->status != STATUS_OK ? e->status : STATUS_DATA;
}

/* Binds one stored value. */
static int bind_value(sqlite3_stmt *stmt, int at, const struct value *v)
{
    switch (v->kind) {
    case VALUE_INTEGER: return sqlite3_bind_int64(stmt, at, v->integer);
    case VALUE_REAL: return sqlite3_bind_double(stmt, at, v->real);
    case VALUE_TEXT: return sqlite3_bind_text(stmt, at, v->text, -1, SQLITE_STATIC);
    case VALUE_NULL: break;
    }
    return sqlite3_bind_null(stmt, at);
}

static enum status bind_list(
    struct db *db, sqlite3_stmt *stmt, struct error *e, const char *format, va_list args)
{
    int code = SQLITE_OK;

    for (int at = 1; *format && code == SQLITE_OK; format++, at++) {
        switch (*format) {
        case 'i': code = sqlite3_bind_int64(stmt, at, va_arg(args, int64_t)); break;
        case 'd': code = sqlite3_bind_double(stmt, at, va_arg(args, double)); break;
        case 't':
            code = sqlite3_bind_text(stmt, at, va_arg(args, const char *), -1, SQLITE_STATIC);
            break;
        case 'v': code = bind_value(stmt, at, va_arg(args, const struct value *)); break;
        default: assert(0 && "unknown letter in a bind format");
        }
    }
    return code == SQLITE_OK ? STATUS_OK : db_error(db, e);
}

enum status db_bind(struct db *db, sqlite3_stmt *stmt, struct error *e, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    enum status s = bind_list(db, stmt, e, format, args);
    va_end(args);
    return s;
}

enum status db_step(struct db *db, sqlite3_stmt *stmt, bool *row, struct error *e)
{
    int code = sqlite3_step(stmt);

    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return STATUS_OK;
    if (code == SQLITE_DONE) {
        sqlite3_reset(stmt);
        return STATUS_OK;
    }
    enum status s = db_error(db, e);
    sqlite3_reset(stmt);
    return s;
}

/* Prepares and binds; *stmt is ready to step. */
static enum status start(struct db *db, sqlite3_stmt **stmt, struct error *e, const char *sql,
    const char *format, va_list args)
{
    *stmt = db_prepare(db, sql, e);
    if (!*stmt)
        return db_status(e);
    return bind_list(db, *stmt, e, format, args);
}

enum status db_run(struct db *db, struct error *e, const char *sql, const char *format, ...)
{
    sqlite3_stmt *stmt;
    va_list args;
    bool row = true;

    va_start(args, format);
    enum status s = start(db, &stmt, e, sql, format, args);
    va_end(args);
    while (s == STATUS_OK && row)
        s = db_step(db, stmt, &row, e);
    return s;
}

enum status db_integer(
    struct db *db, int64_t *out, struct error *e, const char *sql, const char *format, ...)
{
    sqlite3_stmt *stmt;
    va_list args;
    bool row = false;

    *out = 0;
    va_start(args, format);
    enum status s = start(db, &stmt, e, sql, format, args);
    va_end(args);
    if (s == STATUS_OK)
        s = db_step(db, stmt, &row, e);
    if (row) {
        *out = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
    }
    return s;
}

bool db_short(sqlite3_stmt *row)
{
    return sqlite3_errcode(sqlite3_db_handle(row)) == SQLITE_NOMEM;
}

enum status db_text(
    struct db *db, char **out, struct error *e, const char *sql, const char *format, ...)
{
    sqlite3_stmt *stmt;
    va_list args;
    bool row = false;

    *out = NULL;
    va_start(args, format);
    enum status s = start(db, &stmt, e, sql, format, args);
    va_end(args);
    if (s == STATUS_OK)
        s = db_step(db, stmt, &row, e);
    if (row) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        if (text ? !(*out = strdup(text)) : db_short(stmt))
            s = error_memory(e);
        sqlite3_reset(stmt);
    }
    return s;
}

/* Appends a copy. */
static enum status append_text(
    char ***texts, size_t *count, size_t *room, const char *text, struct error *e)
{
    if (*count == *room) {
        size_t larger = *room ? *room * 2 : 16;
        char **more = realloc(*texts, larger * sizeof *more);
        if (!more)
            return error_memory(e);
        *texts = more;
        *room = larger;
    }
    char *copy = strdup(text ? text : "");
    if (!copy)
        return error_memory(e);
    (*texts)[(*count)++] = copy;
    return STATUS_OK;
}

enum status db_texts(struct db *db, char ***texts, size_t *count, struct error *e,
    const char *sql, const char *format, ...)
{
    sqlite3_stmt *stmt;
    va_list args;
    size_t room = 0;
    bool row = true;

    *texts = NULL;
    *count = 0;
    va_start(args, format);
    enum status s = start(db, &stmt, e, sql, format, args);
    va_end(args);
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = append_text(texts, count, &room, (const char *)sqlite3_column_text(stmt, 0), e);
    if (stmt)
        sqlite3_reset(stmt);
    if (s != STATUS_OK) {
        db_texts_free(*texts, *count);
        *texts = NULL;
        *count = 0;
    }
    return s;
}

void db_texts_free(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

enum status db_value(sqlite3_stmt *stmt, int column, struct value *out, struct error *e)
{
    *out = (struct value){0};
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER: *out = value_integer(sqlite3_column_int64(stmt, column)); break;
    case SQLITE_FLOAT: *out = value_real(sqlite3_column_double(stmt, column)); break;
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(stmt, column);
        char *copy = text ? strdup(text) : NULL;
        if (copy && !copy[0]) { /* no empty string is stored but by strangers */
            free(copy);
            break;
        }
        if (!copy)
            return error_memory(e);
        *out = value_text_own(copy);
        break;
    }
    default: break;
    }
    return STATUS_OK;
}

char *db_quote(const char *name)
{
    return sqlite3_mprintf("\"%w\"", name);
}
