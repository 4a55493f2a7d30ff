#include "core/exchange/computed.h"

#include <stdlib.h>
#include <string.h>

#include "core/exchange/lookup.h"
#include "core/store/guard.h"
#include "core/store/rows.h"

struct computed {
    const struct form *form;
    struct lookup *values; /* by field and uid */
};

void computed_free(struct computed *c)
{
    if (!c)
        return;
    lookup_free(c->values);
    free(c);
}

/* Keeps one value as machine text. */
static enum status keep(struct computed *c, const struct field *field, const char *uid,
    const struct value *v, struct error *e)
{
    char *text = v->kind == VALUE_NULL ? strdup("") : value_machine(v);
    bool kept = text && lookup_add(c->values, field->name, uid, text);

    free(text);
    return kept ? STATUS_OK : error_memory(e);
}

/* What the guard's callback needs: one field, whose values come as (id, value). */
struct column_reader {
    struct computed *c;
    const struct field *field;
};

static enum status take_row(void *context, sqlite3_stmt *row, struct error *e)
{
    struct column_reader *r = context;
    struct value v;
    enum status s = db_value(row, 1, &v, e);

    if (s == STATUS_OK)
        s = keep(r->c, r->field, (const char *)sqlite3_column_text(row, 0), &v, e);
    value_clear(&v);
    return s;
}

/* One query for all rows of a field. */
static enum status read_at_once(
    struct computed *c, struct workbook *wb, const struct field *f, struct error *e)
{
    struct column_reader reader = {c, f};
    char *table = db_quote(c->form->name);
    char *sql = table ? sqlite3_mprintf("SELECT id, (%s) FROM %s", f->computed, table) : NULL;
    enum status s = sql ? guard_query(wb, sql, take_row, &reader, e) : error_memory(e);

    sqlite3_free(table);
    sqlite3_free(sql);
    return s;
}

/* Row by row, each within the guard's budget: for a sum over its own table in every row. */
static enum status read_each(
    struct computed *c, struct workbook *wb, const struct field *f, struct error *e)
{
    struct rows *rows;
    enum status s = rows_open(wb, c->form, &rows, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < rows_count(rows); i++) {
        struct value v = {0};
        s = guard_expression(wb, c->form, rows_uid(rows, i), f->computed, &v, e);
        if (s == STATUS_OK)
            s = keep(c, f, rows_uid(rows, i), &v, e);
        value_clear(&v);
    }
    rows_close(rows);
    return s;
}

enum status computed_read(
    struct computed **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct computed *c = calloc(1, sizeof *c);

    *out = c;
    if (!c || !(c->values = lookup_new()))
        return error_memory(e);
    c->form = form;
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level != LEVEL_COMPUTED || !f->computed[0])
            continue;
        enum status s = read_at_once(c, wb, f, e);
        if (s == STATUS_DATA) {
            error_clear(e);
            s = read_each(c, wb, f, e);
        }
        if (s == STATUS_DATA) /* refused: the field stays empty, method check names it */
            error_clear(e);
        else if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

const char *computed_text(const struct computed *c, const struct field *field, const char *uid)
{
    const char *text = lookup_find(c->values, field->name, uid);

    return text ? text : "";
}
