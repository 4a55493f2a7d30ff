#include "core/store/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/guard.h"
#include "core/store/internal.h"

void cell_clear(struct cell *cell)
{
    value_clear(&cell->value);
    free(cell->typed);
    *cell = (struct cell){0};
}

void record_clear(struct record *r)
{
    for (size_t i = 0; r->cells && i < r->form->count; i++)
        cell_clear(&r->cells[i]);
    free(r->cells);
    free(r->uid);
    free(r->code);
    free(r->old_code);
    *r = (struct record){0};
}

/* Whether differing heads of this field are a question to a person. */
static bool may_differ(const struct field *f)
{
    return f->merge != MERGE_LATER && f->level != LEVEL_COMPUTED;
}

/* What cannot stand in the field's columns reads as a text nobody understood, as in the table.
 */
static enum status settle(const struct field *f, struct cell *cell, struct error *e)
{
    struct value columns[LIMIT_COLUMNS];
    char *odd;
    enum status s = table_columns(f, &cell->value, columns, &odd, e);

    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
    if (s == STATUS_OK && odd) {
        value_clear(&cell->value);
        free(cell->typed);
        cell->typed = odd;
    }
    return s;
}

enum status record_written(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, int64_t *at, struct error *e)
{
    return db_integer(wb->db, at, e,
        "SELECT coalesce((SELECT a.at FROM record r JOIN head h ON h.record = r.id"
        " JOIN edit d USING(session, seq)"
        " JOIN action a ON a.session = d.session AND a.seq = d.action"
        " JOIN session s ON s.id = d.session"
        " WHERE r.form = ? AND r.uid = ? AND h.field = ?"
        " ORDER BY a.clock DESC, s.uid DESC, d.seq DESC LIMIT 1), 0)",
        "ttt", form->name, uid, field->name);
}

enum status record_there(
    struct workbook *wb, const struct form *form, const char *uid, bool *there, struct error *e)
{
    *there = form->kind == FORM_KEYED;
    return *there ? STATUS_OK : table_has_row(wb, form, uid, there, e);
}

bool record_exists(struct workbook *wb, const struct form *form, const char *uid)
{
    bool there;

    return record_there(wb, form, uid, &there, NULL) == STATUS_OK && there;
}

/* Key fields of a keyed record come from its uid. */
static enum status read_keys(
    const struct form *form, const char *uid, struct cell *cells, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;
    enum status s = keyed_values(form, uid, keys, e);

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++)
        if (form->fields[i].level == LEVEL_KEY) {
            cells[i].value = keys[at];
            keys[at++] = (struct value){0};
        }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

/* The winning head of one of the engine's own cells. */
static enum status take_code(
    struct record *r, const char *name, sqlite3_stmt *row, struct error *e)
{
    char **to = strcmp(name, "kode") == 0        ? &r->code
                : strcmp(name, "kode_lama") == 0 ? &r->old_code
                                                 : NULL;
    bool text = sqlite3_column_type(row, 1) == SQLITE_TEXT;

    if (!to || *to)
        return STATUS_OK;
    *to = strdup(text ? (const char *)sqlite3_column_text(row, 1) : "");
    return *to ? STATUS_OK : error_memory(e);
}

/* Puts one head into the record: the first of a cell wins, others only tell whether they
 * differ. */
static enum status take_head(
    struct record *r, const char *name, sqlite3_stmt *row, bool *seen, struct error *e)
{
    const struct field *f = form_field(r->form, name);
    const char *typed = (const char *)sqlite3_column_text(row, 2);
    struct value v = {0};
    enum status s = STATUS_OK;

    if (!f)
        return take_code(r, name, row, e);
    if (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED)
        return STATUS_OK; /* never in the journal but a stranger's */
    struct cell *cell = &r->cells[f->number];
    s = db_value(row, 1, &v, e);
    if (!seen[f->number]) {
        seen[f->number] = true;
        value_clear(&cell->value);
        cell->value = v;
        if (s == STATUS_OK && typed && !(cell->typed = strdup(typed)))
            s = error_memory(e);
        return s;
    }
    bool same = value_equal(&v, &cell->value) && !typed == !cell->typed &&
                (!typed || strcmp(typed, cell->typed) == 0);
    cell->different |= !same && may_differ(f);
    value_clear(&v);
    return s;
}

/* A cell of several values whose heads differ: what they come to together. */
static enum status unite_cell(struct workbook *wb, int64_t record, const struct field *f,
    struct cell *cell, struct error *e)
{
    struct winner w;
    enum status s = journal_winner(wb, record, f->name, &w, e);

    cell_clear(cell);
    *cell = (struct cell){.value = w.value, .typed = w.typed, .different = w.different};
    w.value = (struct value){0};
    w.typed = NULL;
    winner_clear(&w);
    return s;
}

static enum status read_heads(
    struct workbook *wb, int64_t record, struct record *r, struct error *e)
{
    bool row = true, seen[LIMIT_FIELDS] = {false};
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT h.field, e.value, e.typed FROM head h"
        " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " JOIN session s ON s.id = e.session"
        " WHERE h.record = ? ORDER BY h.field, a.clock DESC, s.uid DESC, e.seq DESC",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "i", record) : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = take_head(r, (const char *)sqlite3_column_text(stmt, 0), stmt, seen, e);
    if (stmt)
        sqlite3_reset(stmt);
    for (size_t i = 0; s == STATUS_OK && i < r->form->count; i++) {
        if (!seen[i])
            continue;
        if (r->cells[i].different && r->form->fields[i].merge == MERGE_UNION)
            s = unite_cell(wb, record, &r->form->fields[i], &r->cells[i], e);
        if (s == STATUS_OK)
            s = settle(&r->form->fields[i], &r->cells[i], e);
    }
    return s;
}

/* Computed fields, evaluated now; one whose expression fails is empty. */
static enum status read_computed(struct workbook *wb, struct record *r, struct error *e)
{
    for (size_t i = 0; i < r->form->count; i++) {
        const struct field *f = &r->form->fields[i];
        if (f->level == LEVEL_COMPUTED && f->computed[0] &&
            guard_field(wb, f, r->uid, f->computed, &r->cells[i].value, NULL) == STATUS_MEMORY)
            return error_memory(e);
    }
    return STATUS_OK;
}

enum status record_read(struct workbook *wb, const struct form *form, const char *uid,
    struct record *r, struct error *e)
{
    int64_t record = 0;
    bool there = form->kind == FORM_KEYED;

    *r = (struct record){
        .form = form, .uid = strdup(uid), .cells = calloc(form->count + 1, sizeof *r->cells)};
    enum status s = r->uid && r->cells ? STATUS_OK : error_memory(e);
    if (s == STATUS_OK && !there)
        s = table_has_row(wb, form, uid, &there, e);
    if (s == STATUS_OK && !there)
        s = error_set(
            e, STATUS_MISSING, _("This row is not in %s any more."), words_get(&form->title));
    if (s == STATUS_OK)
        s = journal_record(wb, form, uid, false, &record, e);
    if (s == STATUS_OK && form->kind == FORM_KEYED)
        s = read_keys(form, uid, r->cells, e);
    if (s == STATUS_OK && record)
        s = read_heads(wb, record, r, e);
    if (s == STATUS_OK)
        s = read_computed(wb, r, e);
    if (s == STATUS_OK && !r->code)
        r->code = strdup(form->kind == FORM_FIXED ? uid : "");
    if (s == STATUS_OK && !r->old_code)
        r->old_code = strdup("");
    if (s == STATUS_OK && (!r->code || !r->old_code))
        s = error_memory(e);
    if (s != STATUS_OK)
        record_clear(r);
    return s;
}

enum status record_cell(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, struct cell *cell, struct error *e)
{
    struct winner w;
    int64_t record;

    *cell = (struct cell){0};
    if (field->level == LEVEL_COMPUTED)
        return guard_field(wb, field, uid, field->computed, &cell->value, e);
    if (field->level == LEVEL_KEY) {
        struct record r;
        enum status read = record_read(wb, form, uid, &r, e);
        if (read != STATUS_OK)
            return read;
        *cell = r.cells[field->number];
        r.cells[field->number] = (struct cell){0};
        record_clear(&r);
        return STATUS_OK;
    }
    enum status s = journal_record(wb, form, uid, false, &record, e);
    if (s != STATUS_OK || !record)
        return s;
    s = journal_winner(wb, record, field->name, &w, e);
    if (s == STATUS_OK) {
        cell->value = w.value;
        cell->typed = w.typed;
        cell->different = w.different && may_differ(field);
        w.value = (struct value){0};
        w.typed = NULL;
        s = settle(field, cell, e);
    }
    winner_clear(&w);
    if (s != STATUS_OK)
        cell_clear(cell);
    return s;
}

enum status record_code(
    struct workbook *wb, const struct form *form, const char *uid, char **code, struct error *e)
{
    enum status s = STATUS_OK;

    *code = NULL;
    if (form->kind == FORM_FIXED) {
        *code = strdup(uid);
    } else {
        char *sql = sqlite3_mprintf("SELECT kode FROM main.\"%w\" WHERE id = ?", form->name);
        s = sql ? db_text(wb->db, code, e, sql, "t", uid) : error_memory(e);
        sqlite3_free(sql);
        if (s == STATUS_OK && !*code)
            *code = strdup("");
    }
    return s == STATUS_OK && !*code ? error_memory(e) : s;
}

/* Titles that are references lead on to other titles; a circle of them ends here. */
#define TITLE_DEPTH 4

/* What the title field of a row shows. */
static enum status title_cell(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *f, char **title, struct error *e)
{
    struct cell cell = {0};
    enum status s = STATUS_OK;

    if (wb->title_depth == TITLE_DEPTH) {
        *title = strdup("…");
        return *title ? STATUS_OK : error_memory(e);
    }
    wb->title_depth++;
    s = record_cell(wb, form, uid, f, &cell, e);
    if (s == STATUS_OK)
        s = cell_show(wb, f, &cell, title, e);
    cell_clear(&cell);
    wb->title_depth--;
    return s;
}

enum status record_title(struct workbook *wb, const struct form *form, const char *uid,
    char **title, struct error *e)
{
    const struct field *f = form_title_field(form);
    bool there = false;
    enum status s = STATUS_OK;

    *title = NULL;
    if (form->kind == FORM_SINGLE) {
        *title = strdup(words_get(&form->title));
    } else if (form->kind == FORM_FIXED) {
        const struct choice *c = list_choice(form->rows, uid);
        *title = strdup(c ? words_get(&c->label) : uid);
    } else {
        s = table_has_row(wb, form, uid, &there, e);
        if (s == STATUS_OK && there && f)
            s = title_cell(wb, form, uid, f, title, e);
        else if (s == STATUS_OK)
            *title = strdup(there ? "" : _("(deleted)"));
    }
    return s == STATUS_OK && !*title ? error_memory(e) : s;
}

bool field_relevant(struct workbook *wb, const struct field *field, const char *uid)
{
    struct value v;
    bool there;

    if (!field->relevant[0] || !uid)
        return !field->relevant[0];
    if (table_has_row(wb, field->form, uid, &there, NULL) != STATUS_OK || !there)
        return true; /* a keyed row that has no cell yet */
    if (guard_expression(wb, field->form, uid, field->relevant, &v, NULL) != STATUS_OK)
        return true;
    bool yes = v.kind == VALUE_INTEGER ? v.integer != 0 : v.kind == VALUE_REAL && v.real != 0;
    value_clear(&v);
    return yes;
}

enum status field_default(struct workbook *wb, const struct field *field, const char *uid,
    struct value *value, struct error *e)
{
    *value = (struct value){0};
    return field->fallback[0] ? guard_field(wb, field, uid, field->fallback, value, e)
                              : STATUS_OK;
}
