/* The file's schema, generated from the storage format and the method, and the method kept
 * inside the file. */
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/load.h"
#include "core/method/source.h"
#include "core/store/internal.h"

/* Every table of the storage format that no method decides (DESIGN.md 3 "The file"). */
static const char fixed_sql[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE session(id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, author TEXT, host "
    "TEXT,"
    " laptop TEXT, program TEXT, started INTEGER NOT NULL) STRICT;\n"
    "CREATE TABLE action(session INTEGER NOT NULL, seq INTEGER NOT NULL, clock INTEGER NOT "
    "NULL,"
    " at INTEGER NOT NULL, kind TEXT NOT NULL, of_session INTEGER, of_seq INTEGER,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX \"action.clock\" ON action(clock);\n"
    "CREATE INDEX \"action.answer\" ON action(of_session, of_seq) WHERE of_session IS NOT "
    "NULL;\n"
    "CREATE TABLE record(id INTEGER PRIMARY KEY, form TEXT NOT NULL, uid TEXT NOT NULL,"
    " UNIQUE(form, uid)) STRICT;\n"
    "CREATE TABLE edit(session INTEGER NOT NULL, seq INTEGER NOT NULL, action INTEGER NOT NULL,"
    " record INTEGER NOT NULL, field TEXT NOT NULL, value ANY, typed TEXT,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX \"edit.kode\" ON edit(value) WHERE field = 'kode';\n"
    "CREATE TABLE replaces(session INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " old_session INTEGER NOT NULL, old_seq INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq, old_session, old_seq)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE saw(session INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " old_session INTEGER NOT NULL, old_seq INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq, old_session, old_seq)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE head(record INTEGER NOT NULL, field TEXT NOT NULL, session INTEGER NOT NULL,"
    " seq INTEGER NOT NULL, PRIMARY KEY(record, field, session, seq)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE unread(record INTEGER NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,"
    " PRIMARY KEY(record, field)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE draft(record INTEGER NOT NULL, field TEXT NOT NULL, at INTEGER NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY(record, field)) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE method_version(hash TEXT PRIMARY KEY, name TEXT NOT NULL,"
    " version INTEGER NOT NULL) STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE method_file(hash TEXT NOT NULL, path TEXT NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY(hash, path)) STRICT, WITHOUT ROWID;\n";

/* CREATE TABLE of one form: engine columns, then every stored field's columns in order. */
static void form_sql(sqlite3_str *s, const struct form *f)
{
    sqlite3_str_appendf(s,
        "CREATE TABLE \"%w\"(id TEXT PRIMARY KEY, kode TEXT, kode_lama TEXT, urutan REAL",
        f->name);
    for (size_t i = 0; i < f->count; i++) {
        const struct field *field = &f->fields[i];
        if (field->level == LEVEL_COMPUTED)
            continue;
        for (size_t c = 0; c < field->type->column_count; c++)
            sqlite3_str_appendf(s, ", \"%w%s\" %s", field->name, field->type->columns[c].suffix,
                field->type->columns[c].sql);
    }
    sqlite3_str_appendall(s, ") STRICT;\n");
    /* A dot stands in no name of a method, so these meet no form's. */
    if (f->kind == FORM_LIST)
        sqlite3_str_appendf(s,
            "CREATE INDEX \"%w.urutan\" ON \"%w\"(urutan, id);\n"
            "CREATE INDEX \"%w.kode\" ON \"%w\"(kode);\n",
            f->name, f->name, f->name, f->name);
}

char *schema_sql(const struct method *m, int format)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendall(s, fixed_sql);
    for (size_t i = 0; i < m->form_count; i++)
        if (m->forms[i].since <= format)
            form_sql(s, &m->forms[i]);
    return sqlite3_str_finish(s);
}

enum status schema_keep_files(struct db *db, const struct method *m, const struct source *files,
    const char *folder, struct error *e)
{
    enum status s = STATUS_OK;

    if (!folder[0])
        s = db_run(db, e, "INSERT INTO method_version(hash, name, version) VALUES(?,?,?)",
            "tti", m->hash, m->name, (int64_t)m->version);
    for (size_t i = 0; s == STATUS_OK && i < files->count; i++) {
        const struct source_file *f = &files->files[i];
        sqlite3_stmt *stmt = db_prepare(
            db, "INSERT INTO method_file(hash, path, content) VALUES(?1,?2 || ?3,?4)", e);
        bool row;
        if (!stmt)
            return db_status(e);
        sqlite3_bind_text(stmt, 1, m->hash, -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 2, folder, -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 3, f->path, -1, SQLITE_STATIC);
        sqlite3_bind_blob64(stmt, 4, f->bytes, f->size, SQLITE_STATIC);
        s = db_step(db, stmt, &row, e);
    }
    return s;
}

/* The rows a single or fixed form always has. */
static enum status standing_rows(struct db *db, const struct form *f, struct error *e)
{
    enum status s = STATUS_OK;
    char *sql = sqlite3_mprintf("INSERT INTO \"%w\"(id) VALUES(?)", f->name);

    if (!sql)
        return error_memory(e);
    if (f->kind == FORM_SINGLE)
        s = db_run(db, e, sql, "t", f->name);
    for (size_t c = 0; s == STATUS_OK && f->kind == FORM_FIXED && c < f->rows->count; c++)
        s = db_run(db, e, sql, "t", f->rows->choices[c].name);
    sqlite3_free(sql);
    return s;
}

enum status schema_standing_rows(struct db *db, const struct method *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++)
        s = standing_rows(db, &m->forms[i], e);
    return s;
}

enum status schema_forms(struct db *db, const struct method *m, struct error *e)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    for (size_t i = 0; i < m->form_count; i++)
        form_sql(s, &m->forms[i]);
    char *sql = sqlite3_str_finish(s);
    enum status status = sql ? db_exec(db, sql, e) : error_memory(e);
    sqlite3_free(sql);
    return status;
}

enum status schema_raise(struct db *db, const struct method *m, int format, struct error *e)
{
    char *stamp = sqlite3_mprintf("PRAGMA user_version=%d", WORKBOOK_FORMAT);
    enum status s = stamp ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        if (m->forms[i].since <= format)
            continue;
        sqlite3_str *sql = sqlite3_str_new(NULL);
        form_sql(sql, &m->forms[i]);
        char *made = sqlite3_str_finish(sql);
        s = made ? db_exec(db, made, e) : error_memory(e);
        sqlite3_free(made);
        if (s == STATUS_OK)
            s = standing_rows(db, &m->forms[i], e);
    }
    if (s == STATUS_OK)
        s = db_exec(db, stamp, e);
    sqlite3_free(stamp);
    return s;
}

enum status schema_create(
    struct db *db, const struct method *m, const struct source *files, struct error *e)
{
    char *sql = schema_sql(m, WORKBOOK_FORMAT);
    char *stamp = sqlite3_mprintf("PRAGMA application_id=%d; PRAGMA user_version=%d",
        WORKBOOK_APPLICATION_ID, WORKBOOK_FORMAT);
    enum status s = sql && stamp ? db_exec(db, stamp, e) : error_memory(e);

    if (s == STATUS_OK)
        s = db_exec(db, sql, e);
    if (s == STATUS_OK)
        s = schema_keep_files(db, m, files, "", e);
    if (s == STATUS_OK)
        s = schema_standing_rows(db, m, e);
    sqlite3_free(sql);
    sqlite3_free(stamp);
    return s;
}

/* What SQLite makes by itself says nothing: indexes of primary keys, and statistics. IS,
 * because a stranger's row may hold NULLs. */
static const char objects_sql[] =
    "SELECT coalesce(type, '?') || ' ' || coalesce(name, '?'), coalesce(sql, '')"
    " FROM sqlite_schema"
    " WHERE NOT (type IS 'index' AND sql IS NULL AND substr(name, 1, 17) IS "
    "'sqlite_autoindex_')"
    " AND NOT (type IS 'table' AND sql IS 'CREATE TABLE sqlite_stat1(tbl,idx,stat)')"
    " ORDER BY 1";

/* A sentence with the name of an object, which a stranger may have given. */
static enum status say(
    struct error *e, const char *sentence, const char *path, const char *object)
{
    char *shown = text_printable(object);
    char *text = shown ? text_format(sentence, path, shown) : NULL;

    if (text)
        error_set(e, STATUS_DATA, "%s", text);
    else
        error_memory(e);
    free(shown);
    free(text);
    return text ? STATUS_DATA : STATUS_MEMORY;
}

/* Compares two open object listings row by row. `part`: there may be more in the real one. */
static enum status compare_objects(struct db *real, sqlite3_stmt *have, struct db *plan,
    sqlite3_stmt *want, bool part, const char *path, struct error *e)
{
    bool a = true, b = true, next = true;

    for (;;) {
        enum status s = a ? db_step(real, have, &a, e) : STATUS_OK;
        if (s == STATUS_OK && next && b)
            s = db_step(plan, want, &b, e);
        if (s != STATUS_OK || (!b && (part || !a)))
            return s;
        const char *found = a ? (const char *)sqlite3_column_text(have, 0) : "";
        const char *expected = b ? (const char *)sqlite3_column_text(want, 0) : "";
        int order = !a ? 1 : !b ? -1 : strcmp(found, expected);
        if (order < 0 && !part)
            return say(e,
                _("%s holds something that Susun never makes (%s). It is not opened, for "
                  "safety."),
                path, found);
        if (order > 0)
            return say(e, _("%s lacks a part of a workbook (%s)."), path, expected);
        if (order == 0 && strcmp((const char *)sqlite3_column_text(have, 1),
                              (const char *)sqlite3_column_text(want, 1)) != 0)
            return say(e,
                _("A part of %s is built differently from what its method says (%s). It is not "
                  "opened."),
                path, found);
        next = order == 0;
    }
}

/* Compares the file's schema with the one that `sql` makes. */
static enum status verify(
    struct db *db, const char *sql, bool part, const char *path, struct error *e)
{
    struct db *plan;
    enum status s = sql ? db_open_memory(&plan, e) : error_memory(e);

    if (s != STATUS_OK)
        return s;
    s = db_exec(plan, sql, e);
    sqlite3_stmt *have = s == STATUS_OK ? db_prepare(db, objects_sql, e) : NULL;
    sqlite3_stmt *want = have ? db_prepare(plan, objects_sql, e) : NULL;
    if (s == STATUS_OK)
        s = want ? compare_objects(db, have, plan, want, part, path, e) : db_status(e);
    if (have)
        sqlite3_reset(have);
    db_close(plan);
    return s;
}

enum status schema_verify(
    struct db *db, const struct method *m, int format, const char *path, struct error *e)
{
    char *sql = schema_sql(m, format);
    enum status s = verify(db, sql, false, path, e);

    sqlite3_free(sql);
    return s;
}

/* The files of a method of a hash, as they were; or, for loading, with those in their place
 * that keep what it retired. */
static enum status read_files(
    struct db *db, const char *hash, bool joined, struct source *files, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(db,
        "SELECT f.path, coalesce(j.content, f.content) FROM method_file f LEFT JOIN method_file"
        " j ON ?2 AND j.hash = f.hash AND j.path = '" JOINED_FOLDER "' || f.path"
        " WHERE f.hash = ?1 AND substr(f.path, 1, length('" JOINED_FOLDER
        "')) <> '" JOINED_FOLDER "' ORDER BY f.path",
        e);
    enum status s = stmt ? db_bind(db, stmt, e, "ti", hash, (int64_t)joined) : db_status(e);

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = source_add(files, (const char *)sqlite3_column_text(stmt, 0),
            sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1), e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status schema_method_source(struct db *db, const char *hash, const char *name, bool joined,
    struct source *files, struct error *e)
{
    enum status s = source_begin(files, name, e);

    return s == STATUS_OK ? read_files(db, hash, joined, files, e) : s;
}

/* Whether the method's files are those that its hash tells. */
static enum status check_hash(
    struct db *db, const char *hash, const char *path, struct error *e)
{
    struct source files;
    char found[65] = "";
    enum status s = schema_method_source(db, hash, path, false, &files, e);

    if (s == STATUS_OK)
        source_hash(&files, found);
    source_free(&files);
    if (s == STATUS_OK && !found[0])
        return error_memory(e);
    if (s == STATUS_OK && strcmp(found, hash) != 0)
        s = error_set(e, STATUS_DATA,
            _("The method inside %s is not the one the workbook was made with."), path);
    return s;
}

/* The hash of the method that counts, and whether its files are of a size that is read. */
static enum status find_method(struct db *db, char **hash, const char *path, struct error *e)
{
    int64_t size = 0;
    /* The method's tables must be the plain ones they claim to be before they are read. */
    enum status s = verify(db, fixed_sql, true, path, e);

    *hash = NULL;
    if (s == STATUS_OK)
        s = db_text(db, hash, e,
            "SELECT hash FROM method_version ORDER BY version DESC, hash LIMIT 1", "");
    if (s == STATUS_OK && *hash)
        s = db_integer(db, &size, e,
            "SELECT coalesce(sum(length(content)), 0) FROM method_file WHERE hash = ?", "t",
            *hash);
    if (s == STATUS_OK && size > LIMIT_METHOD)
        s = error_set(e, STATUS_DATA,
            _("%s carries a method of %lld MiB, more than is read here (%d MiB)."), path,
            (long long)size / 1024 / 1024, (int)(LIMIT_METHOD / 1024 / 1024));
    if (s == STATUS_OK && (!*hash || size == 0))
        s = error_set(e, STATUS_DATA, _("%s has lost the method it was made with."), path);
    return s;
}

enum status schema_method(struct db *db, struct method **m, const char *path, struct error *e)
{
    struct source files = {0};
    char *hash;

    *m = NULL;
    enum status s = find_method(db, &hash, path, e);
    if (s == STATUS_OK)
        s = schema_method_source(db, hash, path, true, &files, e);
    if (s == STATUS_OK)
        s = method_load(m, &files, NULL, NULL, e);
    if (s == STATUS_DATA)
        error_where(e, _("the method inside %s"), path);
    if (s == STATUS_OK && strcmp((*m)->hash, hash) != 0) {
        s = check_hash(db, hash, path, e);
        memcpy((*m)->hash, hash, s == STATUS_OK ? strlen(hash) + 1 : 0);
    }
    source_free(&files);
    free(hash);
    return s;
}
