#include "core/exchange/cells.h"

#include <stdlib.h>
#include <string.h>

#include "core/exchange/computed.h"
#include "core/exchange/excel.h"
#include "core/exchange/label.h"
#include "core/exchange/personal.h"
#include "core/store/db.h"

#define ENGINE_COLUMNS 2 /* kode, kode_lama stand before the fields' columns in the query */

struct cells {
    struct workbook *wb;
    const struct form *form;
    const struct dialect *dialect;
    bool personal;
    const struct columns *columns;
    struct refer *refer;
    struct computed *computed;
    struct unread *unread;
    char region[16];
    char *sql;
    size_t *first; /* per field: place of its first column in the query; 0 = computed */
    size_t count;  /* columns of the query */
    char *
        *texts; /* [count]: the present row as machine texts, never NULL while a row is read */
};

/* The query of one row: codes, then the columns of every stored field. */
static enum status prepare_query(struct cells *c, struct error *e)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    c->count = ENGINE_COLUMNS;
    sqlite3_str_appendf(s, "SELECT %s, %s", HEADING_CODE, HEADING_OLD_CODE);
    for (size_t i = 0; i < c->form->count; i++) {
        const struct field *f = &c->form->fields[i];
        if (f->level == LEVEL_COMPUTED)
            continue;
        c->first[i] = c->count;
        c->count += f->type->column_count;
        for (size_t p = 0; p < f->type->column_count; p++)
            sqlite3_str_appendf(s, ", \"%w%s\"", f->name, f->type->columns[p].suffix);
    }
    sqlite3_str_appendf(s, " FROM main.\"%w\" WHERE id = ?", c->form->name);
    c->sql = sqlite3_str_finish(s);
    c->texts = calloc(c->count, sizeof *c->texts);
    return c->sql && c->texts ? STATUS_OK : error_memory(e);
}

enum status cells_open(struct cells **out, struct workbook *wb, const struct form *form,
    const struct dialect *dialect, bool personal, const struct columns *columns,
    struct refer *refer, struct error *e)
{
    struct cells *c = calloc(1, sizeof *c);
    struct plan_years plan;

    *out = c;
    if (!c || !(c->first = calloc(form->count + 1, sizeof *c->first)))
        return error_memory(e);
    c->wb = wb;
    c->form = form;
    c->dialect = dialect;
    c->personal = personal;
    c->columns = columns;
    c->refer = refer;
    enum status s = prepare_query(c, e);
    if (s == STATUS_OK)
        s = workbook_plan(wb, &plan, e);
    if (s == STATUS_OK)
        memcpy(c->region, plan.region, sizeof c->region);
    if (s == STATUS_OK)
        s = computed_read(&c->computed, wb, form, e);
    if (s == STATUS_OK)
        s = unread_read(&c->unread, wb, form, e);
    return s;
}

/* Frees the texts of the present row. */
static void forget_row(struct cells *c)
{
    for (size_t i = 0; c->texts && i < c->count; i++) {
        free(c->texts[i]);
        c->texts[i] = NULL;
    }
}

void cells_free(struct cells *c)
{
    if (!c)
        return;
    forget_row(c);
    free(c->texts);
    free(c->first);
    sqlite3_free(c->sql);
    computed_free(c->computed);
    unread_free(c->unread);
    free(c);
}

const struct unread *cells_unread(const struct cells *c)
{
    return c->unread;
}

/* Reads the row into c->texts. */
static enum status read_row(struct cells *c, const char *uid, struct error *e)
{
    struct db *db = workbook_db(c->wb);
    sqlite3_stmt *stmt = db_prepare(db, c->sql, e);
    bool row = false;
    enum status s = stmt ? db_bind(db, stmt, e, "t", uid) : e->status;

    forget_row(c);
    if (s == STATUS_OK)
        s = db_step(db, stmt, &row, e);
    for (size_t i = 0; s == STATUS_OK && i < c->count; i++) {
        struct value v = {0};
        if (row)
            s = db_value(stmt, (int)i, &v, e);
        if (s == STATUS_OK) {
            c->texts[i] = v.kind == VALUE_NULL ? strdup("") : value_machine(&v);
            if (!c->texts[i])
                s = error_memory(e);
        }
        value_clear(&v);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The machine text of one column of a field in the present row. */
static const char *part_text(
    const struct cells *c, const struct field *f, size_t part, const char *uid)
{
    if (f->level != LEVEL_COMPUTED)
        return c->texts[c->first[f->number] + part];
    return part == 0 ? computed_text(c->computed, f, uid) : "";
}

/* A reference to any form whose record stays out of this package. */
static bool is_hidden(const struct cells *c, const struct field *f)
{
    if (c->personal || f->type->id != TYPE_ANY_REF || f->level == LEVEL_COMPUTED)
        return false;
    const struct form *target =
        method_form(workbook_method(c->wb), c->texts[c->first[f->number]]);
    return target && personal_form(target);
}

/* Code or title of the record a reference leads to. */
static enum status write_referred(struct cells *c, const struct column *column, const char *uid,
    struct csv_writer *out, struct error *e)
{
    const struct field *f = column->field;
    const char *code = "", *title = "";
    enum status s = STATUS_OK;

    if (f->type->id == TYPE_ANY_REF) {
        const struct form *target =
            method_form(workbook_method(c->wb), part_text(c, f, 0, uid));
        if (target && !is_hidden(c, f))
            s = refer_record(c->refer, target, part_text(c, f, 1, uid), &code, &title, e);
    } else if (part_text(c, f, 0, uid)[0]) {
        s = refer_field(c->refer, f, part_text(c, f, 0, uid), &code, &title, e);
    }
    if (s == STATUS_OK)
        csv_cell(out, column->kind == COLUMN_REF_CODE ? code : title);
    return s;
}

/* A field as Excel's reader sees it. */
static enum status write_whole(struct cells *c, const struct field *f, const char *uid,
    struct csv_writer *out, struct error *e)
{
    const char *parts[LIMIT_COLUMNS] = {"", "", ""};
    const char *typed = unread_text(c->unread, uid, f->name);
    char *text = NULL, *guarded = NULL;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < f->type->column_count && !is_hidden(c, f); i++)
        parts[i] = part_text(c, f, i, uid);
    if (typed)
        text = strdup(typed);
    else
        s = label_text(c->wb, f, parts, &text, e);
    if (s == STATUS_OK) {
        bool number = f->type->numeric && !typed;
        guarded = !text ? NULL : number ? excel_number(text) : excel_guard(text);
        if (guarded)
            csv_cell(out, guarded);
        else
            s = error_memory(e);
    }
    free(text);
    free(guarded);
    return s;
}

static enum status write_column(struct cells *c, const struct column *column, const char *uid,
    struct csv_writer *out, struct error *e)
{
    switch (column->kind) {
    case COLUMN_REGION: csv_cell(out, c->region); break;
    case COLUMN_ID: csv_cell(out, uid); break;
    case COLUMN_CODE: csv_cell(out, c->form->kind == FORM_FIXED ? uid : c->texts[0]); break;
    case COLUMN_OLD_CODE: csv_cell(out, c->texts[1]); break;
    case COLUMN_PART:
        csv_cell(out,
            is_hidden(c, column->field) ? "" : part_text(c, column->field, column->part, uid));
        break;
    case COLUMN_WHOLE: return write_whole(c, column->field, uid, out, e);
    case COLUMN_REF_CODE:
    case COLUMN_REF_TITLE: return write_referred(c, column, uid, out, e);
    }
    return STATUS_OK;
}

enum status cells_write(
    struct cells *c, const char *uid, struct csv_writer *out, struct error *e)
{
    enum status s = read_row(c, uid, e);

    for (size_t i = 0; s == STATUS_OK && i < c->columns->count; i++)
        s = write_column(c, &c->columns->items[i], uid, out, e);
    if (s == STATUS_OK)
        csv_end_row(out);
    return s;
}
