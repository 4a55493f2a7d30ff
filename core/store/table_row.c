/* Many rows of the form tables at once: what table_sync_row does for one, with one statement
 * for each row. */
#include <stdlib.h>
#include <string.h>

#include "core/store/merge_parts.h"

/* A form's INSERT and where its fields' columns begin among the parameters. */
struct writer {
    sqlite3_stmt *stmt;
    int *at; /* [form->count]; 0: no columns of its own */
};

/* What is being put together. */
struct build {
    struct workbook *wb;
    struct writer *writers; /* by form number */
    const struct form *form;
    struct writer *writer;
    int64_t record;
    char *uid;
    bool begun; /* a row is being put together */
    bool alive;
    char *field; /* the cell that is read; its value counts if it has one head only */
    struct value value;
    char *typed;
    bool several;
    int64_t *later; /* records that table_sync_row decides */
    size_t later_count, later_room;
};

enum { AT_ID = 1, AT_CODE, AT_OLD_CODE, AT_ORDER, AT_FIELDS };

/* The statement of a form, made at its first row. */
static enum status need_writer(struct build *b, struct error *e)
{
    const struct form *form = b->form;
    struct writer *w = b->writer = &b->writers[form->number];
    int next = AT_FIELDS;

    if (w->stmt)
        return STATUS_OK;
    w->at = calloc(form->count + 1, sizeof *w->at);
    sqlite3_str *sql = sqlite3_str_new(NULL), *marks = sqlite3_str_new(NULL);
    sqlite3_str_appendf(
        sql, "INSERT OR REPLACE INTO main.\"%w\"(id, kode, kode_lama, urutan", form->name);
    for (size_t i = 0; w->at && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level == LEVEL_COMPUTED)
            continue;
        w->at[i] = next;
        for (size_t c = 0; c < f->type->column_count; c++, next++) {
            sqlite3_str_appendf(sql, ", \"%w%s\"", f->name, f->type->columns[c].suffix);
            sqlite3_str_appendall(marks, ",?");
        }
    }
    bool whole = sqlite3_str_errcode(marks) == SQLITE_OK;
    char *list = sqlite3_str_finish(marks); /* NULL also for a form without stored fields */
    sqlite3_str_appendf(sql, ") VALUES(?,?,?,?%s)", list ? list : "");
    char *text = sqlite3_str_finish(sql);
    enum status s = w->at && whole && text ? STATUS_OK : error_memory(e);
    if (s == STATUS_OK && !(w->stmt = db_prepare(b->wb->db, text, e)))
        s = db_status(e);
    sqlite3_free(list);
    sqlite3_free(text);
    return s;
}

/* Binds a value; the text is copied, because the cell it comes from passes by. */
static enum status bind(struct build *b, int at, const struct value *v, struct error *e)
{
    int code = SQLITE_OK;
    sqlite3_stmt *stmt = b->writer->stmt;

    switch (v->kind) {
    case VALUE_NULL: code = sqlite3_bind_null(stmt, at); break;
    case VALUE_INTEGER: code = sqlite3_bind_int64(stmt, at, v->integer); break;
    case VALUE_REAL: code = sqlite3_bind_double(stmt, at, v->real); break;
    case VALUE_TEXT: code = sqlite3_bind_text(stmt, at, v->text, -1, SQLITE_TRANSIENT); break;
    }
    return code == SQLITE_OK ? STATUS_OK : db_error(b->wb->db, e);
}

/* Puts the keys of a keyed row into its columns; its id may be anybody's. */
static enum status bind_keys(struct build *b, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t next = 0;
    enum status s = keyed_values(b->form, b->uid, keys, NULL);

    b->alive = false; /* until a cell has a value */
    for (size_t i = 0; s == STATUS_OK && i < b->form->count; i++)
        if (b->form->fields[i].level == LEVEL_KEY) {
            if (table_fits(&keys[next], b->form->fields[i].type->columns[0].sql))
                s = bind(b, b->writer->at[i], &keys[next], e);
            next++;
        }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s == STATUS_DATA ? STATUS_OK : s == STATUS_MEMORY ? error_memory(e) : s;
}

/* A field's value goes into its columns, a text nobody understood into unread. */
static enum status bind_field(struct build *b, const struct field *f, const struct value *value,
    const char *typed, struct error *e)
{
    struct value columns[LIMIT_COLUMNS];
    char *odd;
    int at = b->writer->at[f - b->form->fields];
    enum status s = table_columns(f, value, columns, &odd, e);

    for (size_t i = 0; s == STATUS_OK && i < f->type->column_count; i++)
        s = bind(b, at + (int)i, &columns[i], e);
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
    if (s == STATUS_OK && (odd || typed))
        s = db_run(b->wb->db, e, "INSERT OR REPLACE INTO unread VALUES(?,?,?)", "itt",
            b->record, f->name, odd ? odd : typed);
    free(odd);
    return s;
}

/* One cell, its winning value known. */
static enum status take_cell(struct build *b, const char *field, const struct value *value,
    const char *typed, struct error *e)
{
    const struct field *f = form_field(b->form, field);
    int at = strcmp(field, "urutan") == 0      ? AT_ORDER
             : strcmp(field, "kode") == 0      ? AT_CODE
             : strcmp(field, "kode_lama") == 0 ? AT_OLD_CODE
                                               : 0;

    if (!field[0]) {
        b->alive =
            b->form->kind == FORM_LIST && value->kind == VALUE_INTEGER && value->integer == 1
                ? true
                : b->alive;
        return STATUS_OK;
    }
    if (f && (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED))
        return STATUS_OK;
    if (f && b->form->kind == FORM_KEYED && (value->kind != VALUE_NULL || typed))
        b->alive = true;
    if (f)
        return bind_field(b, f, value, typed, e);
    return at && table_fits(value, at == AT_ORDER ? "REAL" : "TEXT") ? bind(b, at, value, e)
                                                                     : STATUS_OK;
}

/* A cell of several heads: the journal's winner counts. */
static enum status take_winner(struct build *b, const char *field, struct error *e)
{
    struct winner w = {0};
    enum status s = journal_winner(b->wb, b->record, field, &w, e);

    if (s == STATUS_OK)
        s = take_cell(b, field, &w.value, w.typed, e);
    winner_clear(&w);
    return s;
}

/* The cell that was read goes into its row. */
static enum status end_cell(struct build *b, struct error *e)
{
    enum status s = STATUS_OK;

    if (b->field)
        s = b->several ? take_winner(b, b->field, e)
                       : take_cell(b, b->field, &b->value, b->typed, e);
    free(b->field);
    free(b->typed);
    value_clear(&b->value);
    b->field = b->typed = NULL;
    b->several = false;
    return s;
}

/* One head: the first of a cell, or one more of it. */
static enum status take_head(struct build *b, sqlite3_stmt *from, struct error *e)
{
    const char *field = (const char *)sqlite3_column_text(from, 3);
    const char *typed = (const char *)sqlite3_column_text(from, 5);

    if (!field || !b->form)
        return STATUS_OK;
    if (b->field && strcmp(b->field, field) == 0) {
        b->several = true;
        return STATUS_OK;
    }
    enum status s = end_cell(b, e);
    if (s == STATUS_OK)
        s = db_value(from, 4, &b->value, e);
    if (s == STATUS_OK &&
        (!(b->field = strdup(field)) || (typed && !(b->typed = strdup(typed)))))
        s = error_memory(e);
    return s;
}

/* Begins the row of a record; form NULL: it has none. */
static enum status begin_row(
    struct build *b, int64_t record, const struct form *form, const char *uid, struct error *e)
{
    b->record = record;
    b->form = form;
    free(b->uid);
    b->uid = uid ? strdup(uid) : NULL;
    b->begun = true;
    if (!b->uid)
        return error_memory(e);
    if (!b->form)
        return STATUS_OK;
    enum status s = need_writer(b, e);
    if (s != STATUS_OK)
        return s;
    sqlite3_clear_bindings(b->writer->stmt);
    b->alive = b->form->kind != FORM_LIST;
    s = bind(b, AT_ID, &(struct value){.kind = VALUE_TEXT, .text = b->uid}, e);
    return s == STATUS_OK && b->form->kind == FORM_KEYED ? bind_keys(b, e) : s;
}

/* Writes the row that was put together, or leaves it for later. */
static enum status end_row(struct build *b, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    bool row;

    if (!b->begun || !b->form)
        return STATUS_OK;
    b->begun = false;
    enum status s = end_cell(b, e);
    if (s != STATUS_OK)
        return s;
    if (b->alive && b->form->kind == FORM_KEYED) { /* an id that is no keys: no row */
        s = keyed_values(b->form, b->uid, keys, NULL);
        b->alive = s == STATUS_OK;
        for (size_t i = 0; i < LIMIT_KEYS; i++)
            value_clear(&keys[i]);
        if (s == STATUS_MEMORY)
            return error_memory(e);
    }
    if (b->alive)
        return db_step(b->wb->db, b->writer->stmt, &row, e);
    if (b->later_count == b->later_room) {
        size_t room = b->later_room * 2 + 64;
        int64_t *more = realloc(b->later, room * sizeof *more);
        if (!more)
            return error_memory(e);
        b->later = more;
        b->later_room = room;
    }
    b->later[b->later_count++] = b->record;
    return STATUS_OK;
}

/* Goes through the records that were here, and their heads, in order. */
static enum status write_rows(struct build *b, struct error *e)
{
    bool row = true;
    sqlite3_stmt *from = db_prepare(b->wb->db,
        "SELECT t.record, t.form, r.uid, h.field, e.value, e.typed"
        " FROM temp.merge_row t CROSS JOIN record r ON r.id = t.record"
        " LEFT JOIN head h ON h.record = t.record"
        " LEFT JOIN edit e ON e.session = h.session AND e.seq = h.seq"
        " WHERE NOT t.fresh ORDER BY t.record, h.field",
        e);
    enum status s = from ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(b->wb->db, from, &row, e)) == STATUS_OK && row) {
        int64_t record = sqlite3_column_int64(from, 0);
        if (!b->begun || record != b->record) {
            s = end_row(b, e);
            if (s == STATUS_OK)
                s = begin_row(b, record,
                    method_form(b->wb->method, (const char *)sqlite3_column_text(from, 1)),
                    (const char *)sqlite3_column_text(from, 2), e);
        }
        if (s == STATUS_OK)
            s = take_head(b, from, e);
    }
    if (from)
        sqlite3_reset(from);
    return s == STATUS_OK ? end_row(b, e) : s;
}

/* Goes through those that were not: all of their heads came, in order. */
static enum status write_fresh(struct build *b, const struct merge_came *came, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0, next; s == STATUS_OK && i < came->head_count; i = next) {
        const struct merge_head *h = &came->heads[i];
        const struct merge_record *r = &came->records[h->of];
        const char *field = came->names.list[h->field];
        for (next = i + 1; next < came->head_count && came->heads[next].of == h->of &&
                           came->heads[next].field == h->field;)
            next++;
        if (r->fresh && (!b->begun || r->ours != b->record)) {
            s = end_row(b, e);
            if (s == STATUS_OK)
                s = begin_row(b, r->ours, r->form, r->uid, e);
        }
        if (s == STATUS_OK && r->fresh && r->form)
            s = next > i + 1 ? take_winner(b, field, e)
                             : take_cell(b, field, &h->edit->value, h->edit->typed, e);
    }
    return s == STATUS_OK ? end_row(b, e) : s;
}

/* A record that needs a closer look. */
static enum status sync_one(struct workbook *wb, int64_t record, struct error *e)
{
    char *name = NULL, *uid = NULL;
    enum status s =
        db_text(wb->db, &name, e, "SELECT form FROM record WHERE id = ?", "i", record);

    if (s == STATUS_OK)
        s = db_text(wb->db, &uid, e, "SELECT uid FROM record WHERE id = ?", "i", record);
    const struct form *form = name ? method_form(wb->method, name) : NULL;
    if (s == STATUS_OK && form && uid)
        s = table_sync_row(wb, form, record, uid, e);
    free(name);
    free(uid);
    return s;
}

enum status table_sync_rows(struct workbook *wb, const struct merge_came *came, struct error *e)
{
    struct build b = {.wb = wb, .writers = calloc(wb->method->form_count, sizeof *b.writers)};
    enum status s =
        b.writers
            ? db_exec(wb->db,
                  "DELETE FROM unread WHERE record IN (SELECT record FROM temp.merge_row)", e)
            : error_memory(e);

    if (s == STATUS_OK)
        s = write_rows(&b, e);
    if (s == STATUS_OK)
        s = write_fresh(&b, came, e);
    for (size_t i = 0; s == STATUS_OK && i < b.later_count; i++)
        s = sync_one(wb, b.later[i], e);
    for (size_t i = 0; b.writers && i < wb->method->form_count; i++) {
        if (b.writers[i].stmt)
            sqlite3_clear_bindings(b.writers[i].stmt);
        free(b.writers[i].at);
    }
    free(b.writers);
    free(b.later);
    free(b.uid);
    free(b.field);
    free(b.typed);
    value_clear(&b.value);
    return s;
}
