#include "core/plan/heat.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/guard.h"

/* The choices that rows of lists are put into. */
static const struct choice_list *dimensions(const struct method *m)
{
    for (size_t i = 0; i < m->form_count; i++) {
        const struct field *f = m->forms[i].kind == FORM_LIST
                                    ? form_role_field(&m->forms[i], ROLE_DIMENSION)
                                    : NULL;
        if (f && f->list)
            return f->list;
    }
    return NULL;
}

struct heat *heat_new(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);
    struct heat *h = calloc(1, sizeof *h);

    if (!h)
        return NULL;
    *h = (struct heat){.wb = wb, .list = dimensions(m), .column = m->heat, .version = -1};
    h->columns = h->list ? m->heat_count : 0;
    h->rows = h->list ? h->list->count + 1 : 0;
    h->values = calloc(h->columns * h->rows + 1, sizeof *h->values);
    h->broken = calloc(h->columns + 1, sizeof *h->broken);
    if (!h->values || !h->broken) {
        heat_free(h);
        return NULL;
    }
    return h;
}

void heat_free(struct heat *h)
{
    if (!h)
        return;
    free(h->values);
    free(h->broken);
    free(h);
}

char *heat_sql(const struct heat_column *column)
{
    const char *names = column->money ? "dimension, id, amount" : "dimension, id";

    /* The line break ends a comment at the end of the query. */
    return sqlite3_mprintf(
        "WITH counted(%s) AS (%s\n) SELECT %s FROM counted", names, column->sql, names);
}

/* A column while its query is read. */
struct asking {
    const struct heat *h;
    size_t row, column; /* the row: whose ids are asked for */
    sqlite3_str *ids;   /* NULL: what is asked for are the values */
};

/* The line of the map a row of a query belongs to. */
static size_t line_of(const struct heat *h, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    size_t i = 0;

    while (i < h->list->count && (!name || strcmp(h->list->choices[i].name, name) != 0))
        i++;
    return i;
}

/* What is too much stays the most there is. */
static void add(int64_t *sum, int64_t more)
{
    if (__builtin_add_overflow(*sum, more, sum))
        *sum = more < 0 ? INT64_MIN : INT64_MAX;
}

/* guard_row_fn: dimension, id, amount. */
static enum status take_value(void *context, sqlite3_stmt *row, struct error *e)
{
    struct asking *r = context;
    int64_t *value = &r->h->values[r->column * r->h->rows + line_of(r->h, row)];
    (void)e;

    add(value, r->h->column[r->column].money ? sqlite3_column_int64(row, 2) : 1);
    return STATUS_OK;
}

/* guard_row_fn: the id, when it is of the line that is asked for. */
static enum status take_id(void *context, sqlite3_stmt *row, struct error *e)
{
    struct asking *r = context;
    const char *id = (const char *)sqlite3_column_text(row, 1);
    (void)e;

    if (!id || line_of(r->h, row) != r->row)
        return STATUS_OK;
    sqlite3_str_appendchar(r->ids, 1, sqlite3_str_length(r->ids) ? ',' : '[');
    sqlite3_str_appendchar(r->ids, 1, '"');
    for (const char *p = id; *p; p++) {
        if (*p == '"' || *p == '\\')
            sqlite3_str_appendchar(r->ids, 1, '\\');
        sqlite3_str_appendchar(r->ids, 1, *p);
    }
    sqlite3_str_appendchar(r->ids, 1, '"');
    return STATUS_OK;
}

/* Runs the query of a column. */
static enum status ask(struct asking *r, guard_row_fn *take, struct error *e)
{
    char *sql = heat_sql(&r->h->column[r->column]);
    enum status s = sql ? guard_query(r->h->wb, sql, take, r, e) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

enum status heat_count(struct heat *h, struct error *e)
{
    enum status s = STATUS_OK;

    if (h->version == workbook_version(h->wb))
        return STATUS_OK;
    h->version = -1;
    memset(h->values, 0, h->columns * h->rows * sizeof *h->values);
    for (size_t i = 0; s == STATUS_OK && i < h->columns; i++) {
        struct asking r = {.h = h, .column = i};
        struct error why = {0};
        s = ask(&r, take_value, &why);
        h->broken[i] = s == STATUS_DATA;
        if (s == STATUS_DATA)
            s = STATUS_OK;
        else if (s != STATUS_OK)
            error_set(e, s, "%s", error_text(&why));
        error_clear(&why);
    }
    if (s == STATUS_OK)
        h->version = workbook_version(h->wb);
    return s;
}

int64_t heat_value(const struct heat *h, size_t row, size_t column)
{
    return h->values[column * h->rows + row];
}

enum heat_level heat_level(const struct heat *h, size_t row, size_t column)
{
    int64_t value = heat_value(h, row, column), most = 0;

    for (size_t i = 0; i < h->list->count; i++)
        if (heat_value(h, i, column) > most)
            most = heat_value(h, i, column);
    return value <= 0                 ? HEAT_NONE
           : most < HEAT_TELLS        ? HEAT_MIDDLE
           : value <= most / 3        ? HEAT_LOW
           : value >= most - most / 3 ? HEAT_HIGH
                                      : HEAT_MIDDLE;
}

int64_t heat_sum(const struct heat *h, size_t column)
{
    int64_t sum = 0;

    for (size_t i = 0; i < h->rows; i++)
        add(&sum, heat_value(h, i, column));
    return sum;
}

bool heat_shows(const struct heat *h, size_t row)
{
    bool used = row < h->list->count && !h->list->choices[row].retired;

    for (size_t i = 0; !used && i < h->columns; i++)
        used = heat_value(h, row, i) != 0;
    return used;
}

/* guard_row_fn: there is one. */
static enum status take_one(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)row;
    (void)e;
    *(bool *)context = true;
    return STATUS_OK;
}

/* Whether any of the ids is a row of the form. */
static enum status has_any(
    struct workbook *wb, const struct form *form, const char *ids, bool *any, struct error *e)
{
    char *sql = sqlite3_mprintf(
        "SELECT 1 FROM \"%w\" WHERE id IN (SELECT value FROM json_each(?1)) LIMIT 1",
        form->name);
    enum status s = sql ? guard_query_with(wb, sql, ids, take_one, any, e) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

/* The form the ids are rows of. */
static enum status find_form(const struct heat *h, size_t column, const char *ids,
    const struct form **form, struct error *e)
{
    bool any = false;
    enum status s = has_any(h->wb, h->column[column].form, ids, &any, e);

    *form = h->column[column].form;
    for (size_t i = 0; s == STATUS_OK && !any && i < h->columns; i++) {
        s = has_any(h->wb, h->column[i].form, ids, &any, e);
        if (any)
            *form = h->column[i].form;
    }
    return s;
}

enum status heat_ids(struct heat *h, size_t row, size_t column, const struct form **form,
    char **ids, struct error *e)
{
    struct asking r = {.h = h, .row = row, .column = column, .ids = sqlite3_str_new(NULL)};
    enum status s = ask(&r, take_id, e);

    *ids = NULL;
    sqlite3_str_appendall(r.ids, sqlite3_str_length(r.ids) ? "]" : "[]");
    char *text = sqlite3_str_finish(r.ids);
    if (s == STATUS_OK && (!text || !(*ids = strdup(text))))
        s = error_memory(e);
    sqlite3_free(text);
    if (s == STATUS_OK)
        s = find_form(h, column, *ids, form, e);
    if (s != STATUS_OK) {
        free(*ids);
        *ids = NULL;
    }
    return s;
}
