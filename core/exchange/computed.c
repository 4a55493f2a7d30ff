#include "core/exchange/computed.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/guard.h"

/* One field and its values. */
struct evaluated {
    const struct field *field;
    char *sql;
    bool refused;
    char **values; /* [rows]; NULL = "" */
};
struct computed {
    struct workbook *wb;
    struct evaluated *figures;
    size_t count;
    size_t *of; /* [field number]: place in `figures`, from 1; 0 = none */
    const struct ahead *rows;
    size_t *order; /* the rows' places by number */
    size_t row_count;
};

/* Lets the values go. */
static void forget(struct computed *c)
{
    for (size_t i = 0; i < c->count; i++) {
        for (size_t k = 0; c->figures[i].values && k < c->row_count; k++)
            free(c->figures[i].values[k]);
        free(c->figures[i].values);
        c->figures[i].values = NULL;
    }
    free(c->order);
    c->order = NULL;
    c->row_count = 0;
}

void computed_free(struct computed *c)
{
    if (!c)
        return;
    forget(c);
    for (size_t i = 0; i < c->count; i++)
        sqlite3_free(c->figures[i].sql);
    free(c->figures);
    free(c->of);
    free(c);
}

enum status computed_open(
    struct computed **out, struct workbook *wb, const struct form *form, struct error *e)
{
    struct computed *c = calloc(1, sizeof *c);

    *out = c;
    if (!c || !(c->figures = calloc(form->count + 1, sizeof *c->figures)) ||
        !(c->of = calloc(form->count + 1, sizeof *c->of)))
        return error_memory(e);
    c->wb = wb;
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level != LEVEL_COMPUTED || !f->computed[0])
            continue;
        c->figures[c->count] = (struct evaluated){.field = f,
            .sql = sqlite3_mprintf("SELECT rowid, (%s\n) FROM \"%w\""
                                   " WHERE rowid IN (SELECT value FROM json_each(?1))",
                f->computed, form->name)};
        if (!c->figures[c->count].sql)
            return error_memory(e);
        c->of[i] = ++c->count;
    }
    return STATUS_OK;
}

bool computed_any(const struct computed *c)
{
    return c->count > 0;
}

/* Keeps one value as machine text. */
static enum status keep(struct evaluated *f, size_t at, const struct value *v, struct error *e)
{
    free(f->values[at]);
    f->values[at] = v->kind == VALUE_NULL ? NULL : value_machine(v);
    return f->values[at] || v->kind == VALUE_NULL ? STATUS_OK : error_memory(e);
}

/* Where a row stands; c->row_count: nowhere. */
static size_t place_of(const struct computed *c, int64_t number)
{
    const int64_t *numbers = ahead_numbers(c->rows);
    size_t low = 0, high = c->row_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numbers[c->order[middle]] < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < c->row_count && numbers[c->order[low]] == number;
    return there ? c->order[low] : c->row_count;
}

/* What the guard's callback needs: one field, whose values come as (row number, value). */
struct column_reader {
    struct computed *c;
    struct evaluated *figure;
};

static enum status take_row(void *context, sqlite3_stmt *row, struct error *e)
{
    struct column_reader *r = context;
    size_t at = place_of(r->c, sqlite3_column_int64(row, 0));
    struct value v;
    enum status s = db_value(row, 1, &v, e);

    if (s == STATUS_OK && at < r->c->row_count)
        s = keep(r->figure, at, &v, e);
    value_clear(&v);
    return s;
}

/* Row by row, each within the guard's budget: for a sum over its own table in every row. */
static enum status read_each(struct computed *c, struct evaluated *f, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < c->row_count; i++) {
        struct value v = {0};
        s = guard_expression(
            c->wb, f->field->form, ahead_ids(c->rows)[i], f->field->computed, &v, e);
        if (s == STATUS_OK)
            s = keep(f, i, &v, e);
        value_clear(&v);
    }
    return s;
}

/* One field of the rows. */
static enum status read_figure(struct computed *c, struct evaluated *f, struct error *e)
{
    struct column_reader reader = {c, f};
    enum status s = guard_query_with(c->wb, f->sql, ahead_json(c->rows), take_row, &reader, e);

    if (s == STATUS_DATA) {
        error_clear(e);
        s = read_each(c, f, e);
    }
    if (s == STATUS_DATA) { /* the field stays empty, method check names it */
        error_clear(e);
        f->refused = true;
        s = STATUS_OK;
    }
    return s;
}

/* Puts the rows' places in the order of their numbers: mostly they are. */
static void sort_places(struct computed *c)
{
    const int64_t *numbers = ahead_numbers(c->rows);

    for (size_t i = 0; i < c->row_count; i++) {
        size_t at = i;
        for (; at && numbers[c->order[at - 1]] > numbers[i]; at--)
            c->order[at] = c->order[at - 1];
        c->order[at] = i;
    }
}

enum status computed_read(struct computed *c, const struct ahead *rows, struct error *e)
{
    enum status s = STATUS_OK;

    forget(c);
    c->rows = rows;
    if (!(c->order = calloc(ahead_count(rows) + 1, sizeof *c->order)))
        return error_memory(e);
    c->row_count = ahead_count(rows);
    sort_places(c);
    for (size_t i = 0; s == STATUS_OK && i < c->count; i++) {
        struct evaluated *f = &c->figures[i];
        if (f->refused)
            continue;
        f->values = calloc(c->row_count + 1, sizeof *f->values);
        s = f->values ? read_figure(c, f, e) : error_memory(e);
    }
    return s;
}

const char *computed_text(const struct computed *c, const struct field *field, size_t i)
{
    const struct evaluated *f =
        c->of[field->number] ? &c->figures[c->of[field->number] - 1] : NULL;

    return f && f->values && i < c->row_count && f->values[i] ? f->values[i] : "";
}
