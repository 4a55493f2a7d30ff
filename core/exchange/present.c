#include "core/exchange/present.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/lookup.h"
#include "core/store/db.h"

#define CODES "code"
#define OLD_CODES "old code"
#define CONTENTS "content"
#define ENGINE_COLUMNS                                                                         \
    3 /* id, kode, kode_lama stand before the fields' columns in the query                     \
       */

struct present {
    struct workbook *wb;
    const struct layout *layout;
    char *sql; /* of all rows; one row with "WHERE id = ?" behind it */
    char *one_sql;
    char *unread_sql;
    struct lookup *index; /* ids by code, former code, content */
    bool contents;        /* the index knows the contents */
};

/* Whether the field's columns are compared: keys are in the id, computed ones follow. */
static bool is_compared(const struct layout *l, size_t field)
{
    enum level level = l->form->fields[field].level;

    return l->given[field] && level != LEVEL_COMPUTED && level != LEVEL_KEY;
}

/* The queries over the columns of the given fields. */
static enum status prepare(struct present *p, struct error *e)
{
    const struct form *form = p->layout->form;
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendf(s, "SELECT %s, %s, %s", HEADING_ID, HEADING_CODE, HEADING_OLD_CODE);
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        for (size_t c = 0; is_compared(p->layout, i) && c < f->type->column_count; c++)
            sqlite3_str_appendf(s, ", \"%w%s\"", f->name, f->type->columns[c].suffix);
    }
    sqlite3_str_appendf(s, " FROM main.\"%w\"", form->name);
    p->sql = sqlite3_str_finish(s);
    p->one_sql = p->sql ? sqlite3_mprintf("%s WHERE id = ?", p->sql) : NULL;
    p->unread_sql =
        sqlite3_mprintf("SELECT u.text FROM unread u JOIN record r ON r.id = u.record"
                        " WHERE r.form = %Q AND r.uid = ? AND u.field = ?",
            form->name);
    return p->sql && p->one_sql && p->unread_sql ? STATUS_OK : error_memory(e);
}

/* Keeps the codes of the row the statement stands on. */
static enum status index_codes(struct present *p, sqlite3_stmt *row, struct error *e)
{
    const char *id = (const char *)sqlite3_column_text(row, 0);
    const char *code = (const char *)sqlite3_column_text(row, 1);
    const char *old = (const char *)sqlite3_column_text(row, 2);
    bool kept = (!code || lookup_add(p->index, CODES, code, id)) &&
                (!old || lookup_add(p->index, OLD_CODES, old, id));

    return kept ? STATUS_OK : error_memory(e);
}

typedef enum status take_row(struct present *p, sqlite3_stmt *row, struct error *e);

/* Every living row through `take`. */
static enum status each_row(struct present *p, take_row *take, struct error *e)
{
    struct db *db = workbook_db(p->wb);
    sqlite3_stmt *stmt = db_prepare(db, p->sql, e);
    bool row = true;
    enum status s = stmt ? STATUS_OK : e->status;

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take(p, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status present_open(
    struct present **out, struct workbook *wb, const struct layout *layout, struct error *e)
{
    struct present *p = calloc(1, sizeof *p);

    *out = p;
    if (!p || !(p->index = lookup_new()))
        return error_memory(e);
    p->wb = wb;
    p->layout = layout;
    enum status s = prepare(p, e);
    if (s == STATUS_OK && layout->form->kind == FORM_LIST)
        s = each_row(p, index_codes, e);
    return s;
}

void present_free(struct present *p)
{
    if (!p)
        return;
    sqlite3_free(p->sql);
    sqlite3_free(p->one_sql);
    sqlite3_free(p->unread_sql);
    lookup_free(p->index);
    free(p);
}

const char *present_by_code(const struct present *p, const char *code)
{
    const char *uid = lookup_find(p->index, CODES, code);

    return uid ? uid : lookup_find(p->index, OLD_CODES, code);
}

/* Adds one cell to the text a content is hashed from. */
static enum status add_cell(sqlite3_str *s, const struct value *columns, size_t count,
    const char *typed, struct error *e)
{
    for (size_t i = 0; i < count; i++) {
        char *text = columns[i].kind == VALUE_NULL ? strdup("") : value_machine(&columns[i]);
        if (!text)
            return error_memory(e);
        sqlite3_str_appendf(s, "%c%s", 0x1f, text);
        free(text);
    }
    sqlite3_str_appendf(s, "%c%s", 0x1e, typed ? typed : "");
    return STATUS_OK;
}

/* Splits the value of a row's cell into its columns; cleared by the caller. */
static enum status split(const struct field *f, const struct cell *cell,
    struct value columns[LIMIT_COLUMNS], struct error *e)
{
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        columns[i] = (struct value){0};
    return cell->value.kind == VALUE_NULL ? STATUS_OK
                                          : f->type->split(&cell->value, columns, e);
}

static void clear_columns(struct value columns[LIMIT_COLUMNS])
{
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
}

/* Ends a content: its hash. */
static enum status finish(sqlite3_str *s, enum status so_far, char hash[65], struct error *e)
{
    int size = sqlite3_str_length(s);
    char *text = sqlite3_str_finish(s);

    if (so_far == STATUS_OK && !text && size)
        so_far = error_memory(e);
    if (so_far == STATUS_OK)
        hash_hex(text ? text : "", (size_t)size, hash);
    sqlite3_free(text);
    return so_far;
}

/* The content of a row of the file. */
static enum status content_of_row(
    struct present *p, const struct intake_row *row, char hash[65], struct error *e)
{
    const struct form *form = p->layout->form;
    sqlite3_str *text = sqlite3_str_new(NULL);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        struct value columns[LIMIT_COLUMNS];
        if (!is_compared(p->layout, i))
            continue;
        s = split(&form->fields[i], &row->cells[i], columns, e);
        if (s == STATUS_OK)
            s = add_cell(
                text, columns, form->fields[i].type->column_count, row->cells[i].typed, e);
        clear_columns(columns);
    }
    return finish(text, s, hash, e);
}

/* The text of a cell nobody understood; NULL when there is none. Caller frees. */
static enum status unread_now(
    struct present *p, const char *uid, const struct field *f, char **text, struct error *e)
{
    return db_text(workbook_db(p->wb), text, e, p->unread_sql, "tt", uid, f->name);
}

/* One cell of a stored row: its columns in the statement from `at` on, and its unread text. */
static enum status stored_cell(struct present *p, sqlite3_stmt *row, const char *uid,
    const struct field *f, size_t at, struct value columns[LIMIT_COLUMNS], char **typed,
    struct error *e)
{
    bool empty = true;
    enum status s = STATUS_OK;

    *typed = NULL;
    for (size_t c = 0; c < LIMIT_COLUMNS; c++)
        columns[c] = (struct value){0};
    for (size_t c = 0; s == STATUS_OK && c < f->type->column_count; c++) {
        s = db_value(row, (int)(at + c), &columns[c], e);
        empty = empty && columns[c].kind == VALUE_NULL;
    }
    return s == STATUS_OK && empty ? unread_now(p, uid, f, typed, e) : s;
}

/* Keeps the content of the row the statement stands on. */
static enum status index_content(struct present *p, sqlite3_stmt *row, struct error *e)
{
    const struct form *form = p->layout->form;
    const char *uid = (const char *)sqlite3_column_text(row, 0);
    sqlite3_str *text = sqlite3_str_new(NULL);
    size_t at = ENGINE_COLUMNS;
    enum status s = STATUS_OK;
    char hash[65];

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        struct value columns[LIMIT_COLUMNS];
        char *typed;
        if (!is_compared(p->layout, i))
            continue;
        s = stored_cell(p, row, uid, f, at, columns, &typed, e);
        if (s == STATUS_OK)
            s = add_cell(text, columns, f->type->column_count, typed, e);
        clear_columns(columns);
        free(typed);
        at += f->type->column_count;
    }
    s = finish(text, s, hash, e);
    if (s == STATUS_OK && !lookup_add(p->index, CONTENTS, hash, uid))
        s = error_memory(e);
    return s;
}

enum status present_by_content(
    struct present *p, const struct intake_row *row, const char **uid, struct error *e)
{
    char hash[65];
    enum status s = STATUS_OK;

    *uid = NULL;
    if (!p->contents)
        s = each_row(p, index_content, e);
    p->contents = s == STATUS_OK;
    if (s == STATUS_OK)
        s = content_of_row(p, row, hash, e);
    if (s == STATUS_OK)
        *uid = lookup_find(p->index, CONTENTS, hash);
    return s;
}

enum status present_learn(
    struct present *p, const char *uid, const struct intake_row *row, struct error *e)
{
    char hash[65];
    enum status s = STATUS_OK;

    if (row->code[0] && !lookup_add(p->index, CODES, row->code, uid))
        return error_memory(e);
    if (p->contents)
        s = content_of_row(p, row, hash, e);
    if (s == STATUS_OK && p->contents && !lookup_add(p->index, CONTENTS, hash, uid))
        s = error_memory(e);
    return s;
}

/* Whether a stored cell says the same as the row's. */
static enum status same_cell(struct present *p, sqlite3_stmt *stored, const char *uid,
    const struct field *f, size_t at, const struct cell *cell, bool *same, struct error *e)
{
    struct value have[LIMIT_COLUMNS], want[LIMIT_COLUMNS];
    char *typed = NULL;
    enum status s = split(f, cell, want, e);

    if (s == STATUS_OK)
        s = stored_cell(p, stored, uid, f, at, have, &typed, e);
    if (s == STATUS_OK) {
        /* A machine file has no unread texts: its empty cell says nothing about one. */
        bool silent = typed && !cell->typed && cell->value.kind == VALUE_NULL &&
                      p->layout->notation == NOTATION_MACHINE;
        *same =
            silent || (!typed == !cell->typed && (!typed || strcmp(typed, cell->typed) == 0));
        for (size_t c = 0; c < f->type->column_count; c++)
            *same = *same && value_equal(&have[c], &want[c]);
        clear_columns(have);
    }
    clear_columns(want);
    free(typed);
    return s;
}

/* Codes as the row has them against those of the record; an empty code is no wish. */
static void compare_codes(const struct present *p, sqlite3_stmt *stored,
    const struct intake_row *row, struct difference *d)
{
    const char *code = (const char *)sqlite3_column_text(stored, 1);
    const char *old = (const char *)sqlite3_column_text(stored, 2);

    d->code = row->code[0] && !(code && strcmp(code, row->code) == 0) &&
              !(old && strcmp(old, row->code) == 0);
    d->old_code =
        layout_has(p->layout, PLACE_OLD_CODE) && strcmp(old ? old : "", row->old_code) != 0;
}

enum status present_compare(struct present *p, const char *uid, const struct intake_row *row,
    struct difference *d, struct error *e)
{
    const struct form *form = p->layout->form;
    struct db *db = workbook_db(p->wb);
    sqlite3_stmt *stmt = db_prepare(db, p->one_sql, e);
    size_t at = ENGINE_COLUMNS;
    enum status s = stmt ? db_bind(db, stmt, e, "t", uid) : e->status;

    d->there = d->any = d->code = d->old_code = false;
    if (s == STATUS_OK)
        s = db_step(db, stmt, &d->there, e);
    if (d->there && form->kind == FORM_LIST)
        compare_codes(p, stmt, row, d);
    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct cell *cell = &row->cells[i];
        bool same = cell->value.kind == VALUE_NULL && !cell->typed;
        d->cells[i] = false;
        if (!is_compared(p->layout, i))
            continue;
        if (d->there)
            s = same_cell(p, stmt, uid, &form->fields[i], at, cell, &same, e);
        d->cells[i] = !same;
        d->any = d->any || !same;
        at += form->fields[i].type->column_count;
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}
