/* Reading the pages of a damaged workbook: which table a row is of says the tree it hangs in,
 * or, when the way to it is broken, its shape. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/salvage_part.h"

/* A table or index of the storage format, its columns as the file keeps them: i integer, t
 * text, b blob, n nothing, x anything; I and T: or nothing. */
struct shape {
    const char *tree;
    const char *columns;
    const char *put; /* what takes the row in, its number first where it has one */
    bool keyed;      /* has row numbers */
};

static const struct shape shapes[] = {
    {"meta", "tT", "INSERT OR IGNORE INTO temp.s_meta VALUES(?,?)", false},
    {"session", "ntTTTTi", "INSERT OR IGNORE INTO temp.s_session VALUES(?,?,?,?,?,?,?)", true},
    {"sqlite_autoindex_session_1", "ti", "INSERT INTO temp.s_session_index VALUES(?,?)", false},
    {"action", "iiiitII", "INSERT OR IGNORE INTO temp.s_action VALUES(?,?,?,?,?,?,?)", false},
    {"action.clock", "iii", "INSERT INTO temp.s_clock VALUES(?,?,?)", false},
    {"record", "ntt", "INSERT OR IGNORE INTO temp.s_record VALUES(?,?,?)", true},
    {"sqlite_autoindex_record_1", "tti", "INSERT INTO temp.s_record_index VALUES(?,?,?)",
        false},
    {"edit", "iiiitxT", "INSERT OR IGNORE INTO temp.s_edit VALUES(?,?,?,?,?,?,?)", false},
    {"replaces", "iiii", "INSERT OR IGNORE INTO temp.s_replaces VALUES(?,?,?,?)", false},
    {"saw", "iiii", "INSERT OR IGNORE INTO temp.s_saw VALUES(?,?,?,?)", false},
    {"head", "itii", "INSERT OR IGNORE INTO temp.s_head VALUES(?,?,?,?)", false},
    {"unread", "itt", "INSERT OR IGNORE INTO temp.s_unread VALUES(?,?,?)", false},
    {"draft", "itit", "INSERT OR IGNORE INTO temp.s_draft VALUES(?,?,?,?)", false},
};
#define SHAPES (sizeof shapes / sizeof *shapes)

/* The tables that take the rows in. */
static const char tables_sql[] =
    "CREATE TEMP TABLE s_broken(name TEXT PRIMARY KEY, pages INTEGER);"
    "CREATE TEMP TABLE s_meta(key TEXT PRIMARY KEY, value TEXT);"
    "CREATE TEMP TABLE s_session(id INTEGER PRIMARY KEY, uid TEXT UNIQUE, author TEXT,"
    " host TEXT, laptop TEXT, program TEXT, started INTEGER);"
    "CREATE TEMP TABLE s_session_index(uid TEXT, id INTEGER);"
    "CREATE TEMP TABLE s_action(session INTEGER, seq INTEGER, clock INTEGER, at INTEGER,"
    " kind TEXT, of_session INTEGER, of_seq INTEGER, PRIMARY KEY(session, seq)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_clock(clock INTEGER, session INTEGER, seq INTEGER);"
    "CREATE TEMP TABLE s_record(id INTEGER PRIMARY KEY, form TEXT, uid TEXT, UNIQUE(form, "
    "uid));"
    "CREATE TEMP TABLE s_record_index(form TEXT, uid TEXT, id INTEGER);"
    "CREATE TEMP TABLE s_edit(session INTEGER, seq INTEGER, action INTEGER, record INTEGER,"
    " field TEXT, value, typed TEXT, PRIMARY KEY(session, seq)) WITHOUT ROWID;"
    "CREATE INDEX temp.s_edit_cell ON s_edit(record, field);"
    "CREATE TEMP TABLE s_replaces(session INTEGER, seq INTEGER, old_session INTEGER,"
    " old_seq INTEGER, PRIMARY KEY(session, seq, old_session, old_seq)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_saw(session INTEGER, seq INTEGER, old_session INTEGER,"
    " old_seq INTEGER, PRIMARY KEY(session, seq, old_session, old_seq)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_pair(session INTEGER, seq INTEGER, old_session INTEGER,"
    " old_seq INTEGER);"
    "CREATE TEMP TABLE s_head(record INTEGER, field TEXT, session INTEGER, seq INTEGER,"
    " PRIMARY KEY(record, field, session, seq)) WITHOUT ROWID;"
    "CREATE INDEX temp.s_head_edit ON s_head(session, seq);"
    "CREATE TEMP TABLE s_unread(record INTEGER, field TEXT, text TEXT,"
    " PRIMARY KEY(record, field)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_draft(record INTEGER, field TEXT, at INTEGER, text TEXT,"
    " PRIMARY KEY(record, field)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_row(form TEXT, uid TEXT, PRIMARY KEY(form, uid)) WITHOUT ROWID;"
    "CREATE TEMP TABLE s_cell(form TEXT, uid TEXT, field TEXT, value,"
    " PRIMARY KEY(form, uid, field)) WITHOUT ROWID;";

/* salvage_done_fn: how much of a tree is broken. */
static enum status take_broken(void *context, const char *tree, size_t broken, struct error *e)
{
    struct workbook *wb = context;

    return broken == 0 ? STATUS_OK
                       : db_run(wb->db, e, "INSERT OR IGNORE INTO temp.s_broken VALUES(?,?)",
                             "ti", tree, (int64_t)broken);
}

/* Binds a column; its bytes live as long as the row. */
static void bind(sqlite3_stmt *stmt, int at, const struct column *c)
{
    if (c->kind == COLUMN_INTEGER)
        sqlite3_bind_int64(stmt, at, c->integer);
    else if (c->kind == COLUMN_REAL)
        sqlite3_bind_double(stmt, at, c->real);
    else if (c->kind == COLUMN_TEXT)
        sqlite3_bind_text64(stmt, at, c->bytes, c->size, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(stmt, at);
}

/* Takes a row in. */
static enum status put(
    struct workbook *wb, const char *sql, const struct page_row *row, struct error *e)
{
    bool more;
    int at = 1;
    sqlite3_stmt *stmt = db_prepare(wb->db, sql, e);

    if (!stmt)
        return db_status(e);
    if (row->keyed)
        sqlite3_bind_int64(stmt, at++, row->number);
    /* a row number stands for the first column, which then is nothing */
    for (size_t i = row->keyed ? 1 : 0; i < row->count; i++)
        bind(stmt, at++, &row->columns[i]);
    return db_step(wb->db, stmt, &more, e);
}

/* A cell as an export writes it; no value when it is not so. */
static enum status read_exactly(
    const struct field *field, const char *const *cells, struct value *value, struct error *e)
{
    struct error why = {0};
    enum status s = type_read_machine(field, cells, value, &why) == OUTCOME_UNREAD &&
                            why.status == STATUS_MEMORY
                        ? error_memory(e)
                        : STATUS_OK;

    error_clear(&why);
    return s;
}

/* What a cell of a form's table says, as the journal would keep it: the columns of a field come
 * together as in an import of our own export. */
static enum status join_columns(const struct field *field, const struct column *columns,
    struct value *value, struct error *e)
{
    char *cells[LIMIT_COLUMNS] = {NULL};
    const struct type *type = field->type;
    bool some = false;
    enum status s = STATUS_OK;

    *value = (struct value){0};
    for (size_t i = 0; s == STATUS_OK && i < type->column_count; i++) {
        const struct column *c = &columns[i];
        struct value v = {0};
        if (c->kind == COLUMN_INTEGER && strcmp(type->columns[i].sql, "REAL") != 0)
            v = value_integer(c->integer);
        else if (c->kind == COLUMN_INTEGER || c->kind == COLUMN_REAL)
            v = value_real(c->kind == COLUMN_REAL ? c->real : (double)c->integer);
        else if (c->kind == COLUMN_TEXT) {
            char *text = strndup(c->bytes, c->size);
            s = text ? s : error_memory(e);
            v = text ? value_text_own(text) : v;
        }
        some = some || v.kind != VALUE_NULL;
        cells[i] = v.kind == VALUE_NULL ? strdup("") : value_machine(&v);
        value_clear(&v);
        if (!cells[i])
            s = error_memory(e);
    }
    for (size_t i = type->column_count; s == STATUS_OK && i < LIMIT_COLUMNS; i++)
        if (!(cells[i] = strdup("")))
            s = error_memory(e);
    if (s == STATUS_OK && some)
        s = read_exactly(field, (const char *const *)cells, value, e);
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        free(cells[i]);
    return s;
}

/* One present value of a form's row. */
static enum status put_cell(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const struct value *value, struct error *e)
{
    if (value->kind == VALUE_NULL)
        return STATUS_OK;
    return db_run(wb->db, e, "INSERT OR IGNORE INTO temp.s_cell VALUES(?,?,?,?)", "tttv",
        form->name, uid, field, value);
}

/* The columns the engine gives every form's table. */
static enum status put_engine_cells(struct workbook *wb, const struct form *form,
    const char *uid, const struct column *c, struct error *e)
{
    static const char *const names[] = {"kode", "kode_lama"};
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < 2; i++)
        if (c[i].kind == COLUMN_TEXT) {
            struct value v = value_text_own(strndup(c[i].bytes, c[i].size));
            s = v.text ? put_cell(wb, form, uid, names[i], &v, e) : error_memory(e);
            value_clear(&v);
        }
    if (s == STATUS_OK && (c[2].kind == COLUMN_REAL || c[2].kind == COLUMN_INTEGER)) {
        struct value v =
            value_real(c[2].kind == COLUMN_REAL ? c[2].real : (double)c[2].integer);
        s = put_cell(wb, form, uid, "urutan", &v, e);
    }
    return s;
}

#define ENGINE_COLUMNS 4 /* id, kode, kode_lama, urutan */

/* Whether the row can be of the form's table. */
static enum status form_fits(
    const struct form *form, const struct page_row *row, bool *fits, struct error *e)
{
    char columns[ENGINE_COLUMNS + LIMIT_FIELDS * LIMIT_COLUMNS + 1] = "tTTx";
    size_t n = ENGINE_COLUMNS;

    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        for (size_t c = 0; f->level != LEVEL_COMPUTED && c < f->type->column_count; c++) {
            const char *sql = f->type->columns[c].sql;
            columns[n++] = *sql == 'I' ? 'I' : *sql == 'T' ? 'T' : 'x';
        }
    }
    columns[n] = '\0';
    return salvage_fits(row, columns, true, fits, e);
}

/* A row of a form's table, cell by cell. */
static enum status take_form(
    struct workbook *wb, const struct form *form, const struct page_row *row, struct error *e)
{
    char *uid = strndup(row->columns[0].bytes, row->columns[0].size);
    enum status s = uid ? db_run(wb->db, e, "INSERT OR IGNORE INTO temp.s_row VALUES(?,?)",
                              "tt", form->name, uid)
                        : error_memory(e);

    if (s == STATUS_OK && sqlite3_changes(db_handle(wb->db)) == 0) { /* seen already */
        free(uid);
        return s;
    }
    if (s == STATUS_OK)
        s = put_engine_cells(wb, form, uid, &row->columns[1], e);
    for (size_t i = 0, at = ENGINE_COLUMNS; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        struct value v;
        if (f->level == LEVEL_COMPUTED)
            continue;
        s = join_columns(f, &row->columns[at], &v, e);
        if (s == STATUS_OK && f->level != LEVEL_KEY)
            s = put_cell(wb, form, uid, f->name, &v, e);
        value_clear(&v);
        at += f->type->column_count;
    }
    free(uid);
    return s;
}

/* A row of a form whose tree is broken, when only one form can have it. */
static enum status take_lost_form(
    struct workbook *wb, const struct page_row *row, struct error *e)
{
    const struct form *only = NULL;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++) {
        const struct form *form = &wb->method->forms[i];
        int64_t broken = 0;
        bool fits = false;
        s = form_fits(form, row, &fits, e);
        if (s == STATUS_OK && fits)
            s = db_integer(wb->db, &broken, e,
                "SELECT count(*) FROM temp.s_broken WHERE name = ?", "t", form->name);
        if (broken && only)
            return s;
        only = broken ? form : only;
    }
    return s == STATUS_OK && only ? take_form(wb, only, row, e) : s;
}

#define MILLISECONDS 100000000000 /* moments are larger, numbers of records are not */

/* Whether a row that hangs in no tree is of this shape and no other. */
static bool is_alone(const struct shape *shape, const struct page_row *row)
{
    const struct column *c = row->columns;

    if (strcmp(shape->columns, "iiiitII") == 0)
        return c[3].integer >= MILLISECONDS;
    if (strcmp(shape->columns, "ti") == 0) /* ids of sessions are UUIDs of version 4 */
        return c[0].size == 36 && c[0].bytes[14] == '4';
    if (strcmp(shape->columns, "tti") == 0)
        return !salvage_is_hash(&c[0]);
    return strcmp(shape->columns, "tT") != 0 ||
           (c[0].size > 2 && c[0].size < 20 && memchr(c[0].bytes, '_', c[0].size));
}

/* A row of no tree: where its shape says. */
static enum status take_orphan(struct workbook *wb, const struct page_row *row, struct error *e)
{
    bool fits = false;
    enum status s = salvage_fits(row, "iiii", false, &fits, e);

    if (s == STATUS_OK && fits)
        return put(wb, "INSERT INTO temp.s_pair VALUES(?,?,?,?)", row, e);
    for (size_t i = 0; s == STATUS_OK && i < SHAPES; i++) {
        s = salvage_fits(row, shapes[i].columns, shapes[i].keyed, &fits, e);
        if (s == STATUS_OK && fits && is_alone(&shapes[i], row))
            return put(wb, shapes[i].put, row, e);
    }
    return s == STATUS_OK ? take_lost_form(wb, row, e) : s;
}

/* salvage_row_fn: into its table. */
static enum status take_row(
    void *context, const char *tree, const struct page_row *row, struct error *e)
{
    struct workbook *wb = context;

    if (!tree)
        return take_orphan(wb, row, e);
    const struct shape *shape = NULL;
    for (size_t i = 0; i < SHAPES && !shape; i++)
        shape = strcmp(shapes[i].tree, tree) == 0 ? &shapes[i] : NULL;
    const struct form *form = shape ? NULL : method_form(wb->method, tree);
    if (!shape && !form)
        return STATUS_OK;
    bool fits = false;
    enum status s = shape ? salvage_fits(row, shape->columns, shape->keyed, &fits, e)
                          : form_fits(form, row, &fits, e);
    if (s != STATUS_OK)
        return s;
    return !fits   ? take_broken(wb, tree, 1, e)
           : shape ? put(wb, shape->put, row, e)
                   : take_form(wb, form, row, e);
}

/* Trees nobody can find the root of are broken too. */
static enum status note_missing(
    struct workbook *wb, const struct salvage_map *map, const char *name, struct error *e)
{
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->trees[i].name, name) == 0)
            return STATUS_OK;
    return take_broken(wb, name, 1, e);
}

enum status salvage_read(
    struct pages *p, const struct salvage_map *map, struct workbook *wb, struct error *e)
{
    enum status s = db_exec(wb->db, tables_sql, e);

    for (size_t i = 0; s == STATUS_OK && i < SHAPES; i++)
        s = note_missing(wb, map, shapes[i].tree, e);
    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++)
        s = note_missing(wb, map, wb->method->forms[i].name, e);
    return s == STATUS_OK ? salvage_tour(p, map, take_row, take_broken, wb, e) : s;
}
