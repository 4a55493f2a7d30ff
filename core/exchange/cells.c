#include "core/exchange/cells.h"

#include <stdlib.h>
#include <string.h>

#include "core/exchange/computed.h"
#include "core/exchange/excel.h"
#include "core/exchange/label.h"
#include "core/exchange/personal.h"
#include "core/store/db.h"
#include "core/store/rows.h"

#define ENGINE_COLUMNS                                                                         \
    3 /* id, kode, kode_lama stand before the fields' columns in the query                     \
       */
enum { AT_ID, AT_CODE, AT_OLD_CODE };

struct cells {
    struct workbook *wb;
    const struct form *form;
    const struct dialect *dialect;
    bool personal;
    const struct columns *columns;
    struct refer *refer;
    struct computed *computed;
    struct unread *unread;
    struct ahead *ahead; /* NULL: there is nothing to ask of many rows */
    size_t at;           /* of the present row in there */
    char region[16];
    sqlite3_stmt *stmt; /* every row, in order */
    size_t *first;      /* per field: place of its first column in the query; 0 = computed */
    size_t count;       /* columns of the query */
    const char **texts; /* [count]: the present row as machine texts */
    char **numbers;     /* [count]: those that are not as SQLite gives them */
};

/* The query of all rows: id, codes, then the columns of every stored field. */
static enum status prepare_query(struct cells *c, struct error *e)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    c->count = ENGINE_COLUMNS;
    sqlite3_str_appendf(s, "r.%s, r.%s, r.%s", HEADING_ID, HEADING_CODE, HEADING_OLD_CODE);
    for (size_t i = 0; i < c->form->count; i++) {
        const struct field *f = &c->form->fields[i];
        if (f->level == LEVEL_COMPUTED)
            continue;
        c->first[i] = c->count;
        c->count += f->type->column_count;
        for (size_t p = 0; p < f->type->column_count; p++)
            sqlite3_str_appendf(s, ", r.\"%w%s\"", f->name, f->type->columns[p].suffix);
    }
    char *columns = sqlite3_str_finish(s),
         *sql = columns ? rows_select(c->form, columns) : NULL;
    c->texts = calloc(c->count, sizeof *c->texts);
    c->numbers = calloc(c->count, sizeof *c->numbers);
    c->stmt = sql ? db_prepare(workbook_db(c->wb), sql, e) : NULL;
    enum status status = sql && !c->stmt                 ? db_status(e)
                         : sql && c->texts && c->numbers ? STATUS_OK
                                                         : error_memory(e);
    sqlite3_free(columns);
    sqlite3_free(sql);
    return status;
}

/* What is asked of many rows at once, if the form has any of it. */
static enum status open_ahead(struct cells *c, struct error *e)
{
    enum status s = computed_open(&c->computed, c->wb, c->form, e);

    if (s == STATUS_OK)
        s = unread_open(&c->unread, c->wb, c->form, e);
    if (s == STATUS_OK && (computed_any(c->computed) || unread_any(c->unread)))
        s = ahead_open(&c->ahead, c->wb, c->form, e);
    return s;
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
    return s == STATUS_OK ? open_ahead(c, e) : s;
}

/* Lets the present row go. */
static void forget_row(struct cells *c)
{
    for (size_t i = 0; c->numbers && i < c->count; i++) {
        free(c->numbers[i]);
        c->numbers[i] = NULL;
    }
}

void cells_free(struct cells *c)
{
    if (!c)
        return;
    forget_row(c);
    if (c->stmt)
        sqlite3_reset(c->stmt);
    free(c->texts);
    free(c->numbers);
    free(c->first);
    computed_free(c->computed);
    unread_free(c->unread);
    ahead_free(c->ahead);
    free(c);
}

const struct unread *cells_unread(const struct cells *c)
{
    return c->unread;
}

/* One column of the present row as machine text. */
static enum status read_column(struct cells *c, size_t i, struct error *e)
{
    struct value v = {.kind = VALUE_REAL};

    switch (sqlite3_column_type(c->stmt, (int)i)) {
    case SQLITE_TEXT:
    case SQLITE_INTEGER:
        c->texts[i] = (const char *)sqlite3_column_text(c->stmt, (int)i);
        break;
    case SQLITE_FLOAT:
        v.real = sqlite3_column_double(c->stmt, (int)i);
        c->texts[i] = c->numbers[i] = value_machine(&v);
        break;
    default: c->texts[i] = ""; break;
    }
    return c->texts[i] ? STATUS_OK : error_memory(e);
}

/* The rows from here on that are asked at once. */
static enum status read_ahead(struct cells *c, struct error *e)
{
    enum status s = ahead_read(c->ahead, e);

    c->at = 0;
    if (s == STATUS_OK && computed_any(c->computed))
        s = computed_read(c->computed, c->ahead, e);
    if (s == STATUS_OK && unread_any(c->unread))
        s = unread_read(c->unread, c->ahead, e);
    return s;
}

enum status cells_next(struct cells *c, const char **uid, struct error *e)
{
    bool row = false;
    enum status s = db_step(workbook_db(c->wb), c->stmt, &row, e);

    *uid = NULL;
    forget_row(c);
    c->at++;
    if (s == STATUS_OK && row && c->ahead && c->at >= ahead_count(c->ahead))
        s = read_ahead(c, e);
    for (size_t i = 0; s == STATUS_OK && row && i < c->count; i++)
        s = read_column(c, i, e);
    if (s == STATUS_OK && row)
        *uid = c->texts[AT_ID];
    return s;
}

/* The machine text of one column of a field in the present row. */
static const char *part_text(const struct cells *c, const struct field *f, size_t part)
{
    if (f->level != LEVEL_COMPUTED)
        return c->texts[c->first[f->number] + part];
    return part == 0 ? computed_text(c->computed, f, c->at) : "";
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
static enum status write_referred(
    struct cells *c, const struct column *column, struct csv_writer *out, struct error *e)
{
    const struct field *f = column->field;
    const char *code = "", *title = "";
    enum status s = STATUS_OK;

    if (f->type->id == TYPE_ANY_REF) {
        const struct form *target = method_form(workbook_method(c->wb), part_text(c, f, 0));
        if (target && !is_hidden(c, f))
            s = refer_record(c->refer, target, part_text(c, f, 1), &code, &title, e);
    } else if (part_text(c, f, 0)[0]) {
        s = refer_field(c->refer, f, part_text(c, f, 0), &code, &title, e);
    }
    if (s == STATUS_OK)
        csv_cell(out, column->kind == COLUMN_REF_CODE ? code : title);
    return s;
}

/* A field as Excel's reader sees it. */
static enum status write_whole(
    struct cells *c, const struct field *f, struct csv_writer *out, struct error *e)
{
    const char *parts[LIMIT_COLUMNS] = {"", "", ""};
    const char *typed = unread_text(c->unread, c->texts[AT_ID], f->name);
    char *text = NULL, *guarded = NULL;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < f->type->column_count && !is_hidden(c, f); i++)
        parts[i] = part_text(c, f, i);
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

static enum status write_column(
    struct cells *c, const struct column *column, struct csv_writer *out, struct error *e)
{
    switch (column->kind) {
    case COLUMN_REGION: csv_cell(out, c->region); break;
    case COLUMN_ID: csv_cell(out, c->texts[AT_ID]); break;
    case COLUMN_CODE:
        csv_cell(out, c->texts[c->form->kind == FORM_FIXED ? AT_ID : AT_CODE]);
        break;
    case COLUMN_OLD_CODE: csv_cell(out, c->texts[AT_OLD_CODE]); break;
    case COLUMN_PART:
        csv_cell(
            out, is_hidden(c, column->field) ? "" : part_text(c, column->field, column->part));
        break;
    case COLUMN_WHOLE: return write_whole(c, column->field, out, e);
    case COLUMN_REF_CODE:
    case COLUMN_REF_TITLE: return write_referred(c, column, out, e);
    }
    return STATUS_OK;
}

enum status cells_write(struct cells *c, struct csv_writer *out, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < c->columns->count; i++)
        s = write_column(c, &c->columns->items[i], out, e);
    if (s == STATUS_OK)
        csv_end_row(out);
    return s;
}
