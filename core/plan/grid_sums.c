/* Totals of a grid, added up by SQLite: of the page, and of everything in the dimension of the
 * page's record. */
#include <stdlib.h>
#include <string.h>

#include "core/plan/grid_part.h"

/* Whole numbers are added up in two parts, which no number of rows can make too large. */
#define PART 1000000000

enum grid_total grid_total(const struct field *f)
{
    switch (f->type->id) {
    case TYPE_MONEY:
    case TYPE_INTEGER:
    case TYPE_DECIMAL: return GRID_SUM;
    case TYPE_YESNO:
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MULTIPLE:
    case TYPE_REF:
    case TYPE_REF_MULTIPLE: return GRID_FILLED;
    default: return GRID_NO_TOTAL;
    }
}

void sums_clear(struct grid *g)
{
    free(g->sums.columns);
    free(g->sums.rows);
    free(g->sums.of_dimension);
    value_clear(&g->sums.estimate);
    g->sums = (struct grid_sums){0};
    g->summed = false;
}

/* SELECT of the key to group by (NULL: one total), and the total in two parts and as a real, of
 * the column of t; sqlite3_free. */
static char *sum_sql(const struct field *f, const struct field *by, const char *from)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    if (by)
        sqlite3_str_appendf(s, "SELECT t.\"%w\"", by->name);
    else
        sqlite3_str_appendall(s, "SELECT NULL");
    if (grid_total(f) == GRID_FILLED)
        sqlite3_str_appendf(s, ", 0, count(t.\"%w\"), NULL", f->name);
    else if (f->type->id == TYPE_DECIMAL)
        sqlite3_str_appendf(s, ", NULL, NULL, sum(t.\"%w\")", f->name);
    else
        sqlite3_str_appendf(
            s, ", sum(t.\"%w\" / %d), sum(t.\"%w\" %% %d), NULL", f->name, PART, f->name, PART);
    sqlite3_str_appendf(s, " %s", from);
    if (by)
        sqlite3_str_appendf(s, " GROUP BY t.\"%w\"", by->name);
    return sqlite3_str_finish(s);
}

/* The total of the statement's row; VALUE_NULL when nothing was added up, or it does not fit.
 */
static struct value take_total(sqlite3_stmt *row, bool *too_large)
{
    int64_t high = sqlite3_column_int64(row, 1), low = sqlite3_column_int64(row, 2);

    if (sqlite3_column_type(row, 3) != SQLITE_NULL)
        return value_real(sqlite3_column_double(row, 3));
    if (sqlite3_column_type(row, 1) == SQLITE_NULL)
        return (struct value){0};
    high += low / PART;
    low %= PART;
    int64_t most = INT64_MAX / PART - 1;
    if (high > most || high < -most) {
        *too_large = true;
        return (struct value){0};
    }
    return value_integer(high * PART + low);
}

/* Where a total belongs. */
typedef struct value *total_place_fn(
    struct grid *g, const struct field *f, const struct value *key);

/* Runs one query of totals. */
static enum status run(struct grid *g, const struct field *f, const struct field *by,
    const struct grid_source *source, total_place_fn *place, struct error *e)
{
    struct db *db = workbook_db(g->wb);
    char *sql = sum_sql(f, by, source->from);
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt  ? db_bind(db, stmt, e, "tt", source->low, source->high)
                    : sql ? db_status(e)
                          : error_memory(e);
    bool row = true;

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        struct value key = {0};
        s = db_value(stmt, 0, &key, e);
        struct value *to = s == STATUS_OK ? place(g, f, &key) : NULL;
        if (to)
            *to = take_total(stmt, &g->sums.too_large);
        value_clear(&key);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* The column of a field and a key across. */
static size_t column_of(struct grid *g, const struct field *f, const struct value *key)
{
    size_t at = g->across.field ? axis_find(&g->across, key) : 0;

    for (size_t i = 0; at != GRID_NONE && i < g->field_count; i++)
        if (g->fields[i] == f)
            return at * g->field_count + i;
    return GRID_NONE;
}

static struct value *place_in_column(
    struct grid *g, const struct field *f, const struct value *key)
{
    size_t at = column_of(g, f, key);

    return at == GRID_NONE ? NULL : &g->sums.columns[at];
}

static struct value *place_in_row(
    struct grid *g, const struct field *f, const struct value *key)
{
    size_t at = axis_find(&g->rows, key);

    (void)f;
    return at == GRID_NONE ? NULL : &g->sums.rows[at];
}

static struct value *place_in_all(
    struct grid *g, const struct field *f, const struct value *key)
{
    (void)f;
    (void)key;
    return &g->sums.all;
}

static struct value *place_in_dimension(
    struct grid *g, const struct field *f, const struct value *key)
{
    size_t at = column_of(g, f, key);

    return at == GRID_NONE ? NULL : &g->sums.of_dimension[at];
}

static struct value *place_in_dimension_all(
    struct grid *g, const struct field *f, const struct value *key)
{
    (void)f;
    (void)key;
    return &g->sums.dimension_all;
}

/* Whether the rows have totals: what stands beside each other is the same thing. */
static bool rows_add_up(const struct grid *g)
{
    return g->across.field && g->field_count == 1 && grid_total(g->fields[0]) == GRID_SUM;
}

/* The page's own totals. */
static enum status sum_page(struct grid *g, struct error *e)
{
    struct grid_source source = {0};
    enum status s = grid_source(g, &source, e);

    for (size_t i = 0; s == STATUS_OK && i < g->field_count; i++)
        if (grid_total(g->fields[i]) != GRID_NO_TOTAL)
            s = run(g, g->fields[i], g->across.field, &source, place_in_column, e);
    if (s == STATUS_OK && g->sums.rows)
        s = run(g, g->fields[0], g->rows.field, &source, place_in_row, e);
    if (s == STATUS_OK && g->sums.rows)
        s = run(g, g->fields[0], NULL, &source, place_in_all, e);
    grid_source_clear(&source);
    for (size_t i = 0; i < g->rows.count * g->column_count; i++)
        g->sums.unread +=
            g->cells[i].typed && grid_total(g->columns[i % g->column_count].field);
    return s;
}

/* The rows of every page whose record is of this dimension. Where the page is the first key,
 * the cells of a record are found by their ids. */
static char *dimension_from(
    const struct grid *g, const struct form *form, const struct field *dimension)
{
    static const char first[] =
        " AND t.id >= '[\"' || replace(replace(p.id, '\\', '\\\\'), '\"', '\\\"') || '\",'"
        " AND t.id < '[\"' || replace(replace(p.id, '\\', '\\\\'), '\"', '\\\"') || '\"-'";

    return sqlite3_mprintf("FROM main.\"%w\" p CROSS JOIN main.\"%w\" t ON +t.\"%w\" = p.id%s"
                           " WHERE p.\"%w\" = ?1 AND ?2 IS NULL",
        form->name, g->form->name, g->pages.field->name, grid_page_is_first(g) ? first : "",
        dimension->name);
}

/* What a choice is called. */
static const char *label_of(const struct field *f, const char *name)
{
    const struct choice *c = list_choice(f->list, name);

    return c ? words_get(&c->label) : NULL;
}

/* The totals of the dimension the page's record is in. */
static enum status sum_dimension(
    struct grid *g, const struct form *form, const char *uid, struct error *e)
{
    const struct field *dimension = form_role_field(form, ROLE_DIMENSION);
    struct grid_source source = {0};
    struct cell cell = {0};

    if (!rows_add_up(g) || !dimension || !dimension->list || dimension->level == LEVEL_COMPUTED)
        return STATUS_OK;
    enum status s = record_cell(g->wb, form, uid, dimension, &cell, e);
    if (s == STATUS_OK && cell.value.kind == VALUE_TEXT) {
        g->sums.dimension = label_of(dimension, cell.value.text);
        g->sums.of_dimension = calloc(g->column_count + 1, sizeof(struct value));
        source.from = dimension_from(g, form, dimension);
        source.low = cell.value.text;
        s = source.from && g->sums.of_dimension ? STATUS_OK : error_memory(e);
    }
    if (s == STATUS_OK && g->sums.dimension)
        s = run(g, g->fields[0], g->across.field, &source, place_in_dimension, e);
    if (s == STATUS_OK && g->sums.dimension)
        s = run(g, g->fields[0], NULL, &source, place_in_dimension_all, e);
    sqlite3_free(source.from);
    cell_clear(&cell);
    return s;
}

/* What the page's record says its total is. */
static enum status read_estimate(
    struct grid *g, const struct form *form, const char *uid, struct error *e)
{
    const struct field *f = form_role_field(form, ROLE_MONEY);
    struct cell cell = {0};

    if (!f || !rows_add_up(g) || g->fields[0]->type->id != TYPE_MONEY)
        return STATUS_OK;
    enum status s = record_cell(g->wb, form, uid, f, &cell, e);
    if (s == STATUS_OK && cell.value.kind == VALUE_INTEGER) {
        g->sums.estimate_field = f;
        g->sums.estimate = value_integer(cell.value.integer);
    }
    cell_clear(&cell);
    return s;
}

enum status grid_sum(struct grid *g, struct error *e)
{
    const char *uid = NULL;
    const struct form *form = grid_page_form(g, &uid);
    enum status s = STATUS_OK;

    if (g->summed)
        return s;
    sums_clear(g);
    g->summed = true; /* one that fails is not asked for again and again */
    g->sums.columns = calloc(g->column_count + 1, sizeof(struct value));
    if (rows_add_up(g))
        g->sums.rows = calloc(g->rows.count + 1, sizeof(struct value));
    if (!g->sums.columns || (rows_add_up(g) && !g->sums.rows))
        return error_memory(e);
    if (g->rows.count)
        s = sum_page(g, e);
    if (s == STATUS_OK && form)
        s = sum_dimension(g, form, uid, e);
    if (s == STATUS_OK && form)
        s = read_estimate(g, form, uid, e);
    return s;
}
