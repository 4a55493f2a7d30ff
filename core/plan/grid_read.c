/* Reading a page of a grid: the rows of its table, and which keys stay because of them. */
#include <stdlib.h>
#include <string.h>

#include "core/plan/grid_part.h"
#include "core/store/scope.h"

/* The ids of every cell the keys make, as a JSON array. Caller frees. */
static enum status all_ids(const struct grid *g, char **json, struct error *e)
{
    size_t across = g->across.field ? g->across.count : 1, count = 0;
    char **ids = calloc(g->rows.count * across + 1, sizeof *ids);
    enum status s = ids ? STATUS_OK : error_memory(e);

    for (size_t r = 0; s == STATUS_OK && r < g->rows.count; r++)
        for (size_t c = 0; s == STATUS_OK && c < across; c++) {
            ids[count] = grid_uid_of(g, grid_page_key(g), &g->rows.keys[r].value,
                g->across.field ? &g->across.keys[c].value : NULL);
            s = ids[count] ? STATUS_OK : error_memory(e);
            count += ids[count] != NULL;
        }
    if (s == STATUS_OK)
        s = json_from_places((const char *const *)ids, count, json, e);
    for (size_t i = 0; ids && i < count; i++)
        free(ids[i]);
    free(ids);
    return s;
}

void grid_source_clear(struct grid_source *source)
{
    sqlite3_free(source->from);
    free(source->low);
    free(source->high);
    *source = (struct grid_source){0};
}

/* Rows of these ids. */
static enum status source_of_ids(
    const struct grid *g, char *ids, struct grid_source *source, struct error *e)
{
    source->low = ids;
    source->from = sqlite3_mprintf("FROM json_each(?1) ids CROSS JOIN main.\"%w\" t"
                                   " ON t.id = ids.value WHERE ?2 IS NULL",
        g->form->name);
    return source->from ? STATUS_OK : error_memory(e);
}

/* Whether rows of other groups are not to be seen: then the ids of ours say what is. */
static bool hides_rows(const struct grid *g)
{
    const struct form **targets = g->rows.field->targets;

    for (size_t i = 0; g->hides && targets && targets[i]; i++)
        if (scope_divides(g->wb, targets[i]))
            return true;
    return false;
}

enum status grid_source(const struct grid *g, struct grid_source *source, struct error *e)
{
    *source = (struct grid_source){0};
    if (!grid_page_is_first(g) || hides_rows(g)) {
        char *ids = NULL;
        enum status s = all_ids(g, &ids, e);
        return s == STATUS_OK ? source_of_ids(g, ids, source, e) : s;
    }
    source->low = grid_prefix(g, grid_page_key(g));
    source->high = source->low ? strdup(source->low) : NULL;
    source->from =
        sqlite3_mprintf("FROM main.\"%w\" t WHERE t.id >= ?1 AND t.id < ?2", g->form->name);
    if (!source->high || !source->from)
        return error_memory(e);
    source->high[strlen(source->high) - 1]++; /* "," -> "-", "[" -> "\" */
    return STATUS_OK;
}

/* One row of the table as read: its keys, and a cell for each field. */
struct found {
    struct value row, across;
    struct grid_cell *cells; /* [field_count] */
};
struct found_list {
    struct found *items;
    size_t count, room;
};

static void found_free(const struct grid *g, struct found *f)
{
    value_clear(&f->row);
    value_clear(&f->across);
    for (size_t i = 0; f->cells && i < g->field_count; i++) {
        value_clear(&f->cells[i].value);
        free(f->cells[i].typed);
    }
    free(f->cells);
}

static void found_clear(const struct grid *g, struct found_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        found_free(g, &list->items[i]);
    free(list->items);
    *list = (struct found_list){0};
}

/* SELECT of id, keys, and value and unread text of each field; sqlite3_free. A field of several
 * columns has no value of its own in the table: it is read from its record. */
static char *cells_sql(const struct grid *g, const char *from)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendf(s, "SELECT t.id, t.\"%w\"", g->rows.field->name);
    if (g->across.field)
        sqlite3_str_appendf(s, ", t.\"%w\"", g->across.field->name);
    else
        sqlite3_str_appendall(s, ", NULL");
    for (size_t i = 0; i < g->field_count; i++) {
        const struct field *f = g->fields[i];
        if (f->type->columns[0].suffix[0])
            sqlite3_str_appendall(s, ", NULL, NULL");
        else
            sqlite3_str_appendf(s,
                ", t.\"%w\", CASE WHEN t.\"%w\" IS NULL THEN (SELECT u.text FROM record r"
                " JOIN unread u ON u.record = r.id AND u.field = '%q'"
                " WHERE r.form = '%q' AND r.uid = t.id) END",
                f->name, f->name, f->name, g->form->name);
    }
    sqlite3_str_appendf(s, " %s", from);
    return sqlite3_str_finish(s);
}

/* A cell out of the statement's row, or out of its record. */
static enum status take_cell(
    struct grid *g, sqlite3_stmt *stmt, size_t field, struct grid_cell *to, struct error *e)
{
    const struct field *f = g->fields[field];
    int at = 3 + 2 * (int)field;

    if (f->type->columns[0].suffix[0]) {
        struct cell cell;
        const char *uid = (const char *)sqlite3_column_text(stmt, 0);
        enum status s = record_cell(g->wb, g->form, uid, f, &cell, e);
        *to = (struct grid_cell){cell.value, cell.typed, cell.different};
        return s;
    }
    const char *typed = (const char *)sqlite3_column_text(stmt, at + 1);
    to->typed = typed ? strdup(typed) : NULL;
    return typed && !to->typed ? error_memory(e) : db_value(stmt, at, &to->value, e);
}

/* Adds the row the statement stands on. */
static enum status take_found(
    struct grid *g, sqlite3_stmt *stmt, struct found_list *list, struct error *e)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        struct found *more = realloc(list->items, room * sizeof *more);
        if (!more)
            return error_memory(e);
        list->items = more;
        list->room = room;
    }
    struct found *f = &list->items[list->count++];
    *f = (struct found){.cells = calloc(g->field_count + 1, sizeof *f->cells)};
    enum status s = f->cells ? db_value(stmt, 1, &f->row, e) : error_memory(e);
    if (s == STATUS_OK)
        s = db_value(stmt, 2, &f->across, e);
    for (size_t i = 0; s == STATUS_OK && i < g->field_count; i++)
        s = take_cell(g, stmt, i, &f->cells[i], e);
    bool keyless =
        f->row.kind == VALUE_NULL || (g->across.field && f->across.kind == VALUE_NULL);
    if (s == STATUS_OK && keyless) { /* a stranger's */
        found_free(g, f);
        list->count--;
    }
    return s;
}

/* Every row of the table a source gives. */
static enum status read_found(
    struct grid *g, const struct grid_source *source, struct found_list *list, struct error *e)
{
    struct db *db = workbook_db(g->wb);
    char *sql = cells_sql(g, source->from);
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt  ? db_bind(db, stmt, e, "tt", source->low, source->high)
                    : sql ? db_status(e)
                          : error_memory(e);
    bool row = true;

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take_found(g, stmt, list, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* Makes sure that the axis has this key. */
static enum status know_key(struct grid_axis *axis, const struct value *key, struct error *e)
{
    return !axis->field || axis_find(axis, key) != GRID_NONE ? STATUS_OK
                                                             : axis_add(axis, key, e);
}

/* Drops the keys that are neither asked for nor in use. */
static enum status keep_keys(
    struct grid_axis *axis, const struct found_list *list, bool down, struct error *e)
{
    bool *keep = calloc(axis->count + 1, sizeof *keep);
    size_t *to = calloc(axis->count + 1, sizeof *to);
    enum status s = keep && to ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < axis->count; i++)
        keep[i] = axis->keys[i].asked;
    for (size_t i = 0; s == STATUS_OK && axis->field && i < list->count; i++)
        keep[axis_find(axis, down ? &list->items[i].row : &list->items[i].across)] = true;
    if (s == STATUS_OK && axis->field) {
        axis_keep(axis, keep, to);
        s = axis_sort(axis, e);
    }
    free(keep);
    free(to);
    return s;
}

/* The columns: every field of every key across. */
static enum status make_columns(struct grid *g, struct error *e)
{
    size_t keys = g->across.field ? g->across.count : 1;

    free(g->columns);
    g->column_count = keys * g->field_count;
    g->columns = calloc(g->column_count + 1, sizeof *g->columns);
    if (!g->columns)
        return error_memory(e);
    for (size_t i = 0; i < g->column_count; i++)
        g->columns[i] = (struct grid_column){
            g->across.field ? i / g->field_count : GRID_NONE, g->fields[i % g->field_count]};
    return STATUS_OK;
}

void grid_clear_cells(struct grid *g)
{
    for (size_t i = 0; g->cells && i < g->rows.count * g->column_count; i++) {
        value_clear(&g->cells[i].value);
        free(g->cells[i].typed);
    }
    free(g->cells);
    g->cells = NULL;
}

/* Puts what was found into the cells, which take it over. */
static void place_found(struct grid *g, struct found_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct found *f = &list->items[i];
        size_t row = axis_find(&g->rows, &f->row);
        size_t key = g->across.field ? axis_find(&g->across, &f->across) : 0;
        for (size_t k = 0; row != GRID_NONE && key != GRID_NONE && k < g->field_count; k++) {
            struct grid_cell *cell =
                &g->cells[row * g->column_count + key * g->field_count + k];
            value_clear(&cell->value);
            free(cell->typed);
            *cell = f->cells[k];
            f->cells[k] = (struct grid_cell){0};
        }
    }
}

enum status grid_read_page(struct grid *g, struct error *e)
{
    struct grid_source source = {0};
    struct found_list list = {0};
    enum status s = STATUS_OK;

    grid_clear_cells(g);
    sums_clear(g);
    g->version = workbook_version(g->wb);
    g->hides = scope_hides(g->wb);
    if (!g->pages.field || g->page < g->pages.count)
        s = axis_read(g, &g->rows, grid_page_key(g), e);
    else
        axis_clear(&g->rows);
    if (s == STATUS_OK)
        s = axis_read(g, &g->across, grid_page_key(g), e);
    if (s == STATUS_OK && (!g->pages.field || grid_page_key(g))) {
        s = grid_source(g, &source, e);
        if (s == STATUS_OK)
            s = read_found(g, &source, &list, e);
    }
    for (size_t i = 0; s == STATUS_OK && i < list.count; i++) {
        s = know_key(&g->rows, &list.items[i].row, e);
        if (s == STATUS_OK)
            s = know_key(&g->across, &list.items[i].across, e);
    }
    if (s == STATUS_OK)
        s = keep_keys(&g->rows, &list, true, e);
    if (s == STATUS_OK)
        s = keep_keys(&g->across, &list, false, e);
    if (s == STATUS_OK)
        s = make_columns(g, e);
    if (s == STATUS_OK) {
        g->cells = calloc(g->rows.count * g->column_count + 1, sizeof *g->cells);
        s = g->cells ? STATUS_OK : error_memory(e);
    }
    if (s == STATUS_OK) {
        place_found(g, &list);
        if (source.low)
            s = grid_mark_different(g, &source, e);
    }
    if (s != STATUS_OK) {
        grid_clear_cells(g);  /* while it is known how many there are */
        axis_clear(&g->rows); /* without cells there are no rows to look at */
        g->version = -1;      /* the next look reads it again */
    }
    found_clear(g, &list);
    grid_source_clear(&source);
    return s;
}
