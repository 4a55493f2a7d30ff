#include "core/plan/grid.h"

#include <stdlib.h>
#include <string.h>

#include "core/plan/grid_part.h"
#include "core/store/action.h"
#include "core/store/scope.h"

bool grid_is(const struct form *form)
{
    bool down = false;

    for (size_t i = 0; i < form->count; i++)
        down = down || form->fields[i].axis == AXIS_ROW;
    return down && form->kind == FORM_KEYED && form->view == VIEW_GRID;
}

/* Whether cells hold this field. */
static bool is_cell(const struct field *f)
{
    return f->level != LEVEL_KEY && f->level != LEVEL_COMPUTED;
}

const struct value *grid_page_key(const struct grid *g)
{
    return g->page < g->pages.count ? &g->pages.keys[g->page].value : NULL;
}

bool grid_page_is_first(const struct grid *g)
{
    for (size_t i = 0; i < g->form->count; i++)
        if (g->form->fields[i].level == LEVEL_KEY)
            return !g->pages.field || g->pages.field == &g->form->fields[i];
    return false;
}

char *grid_uid_of(const struct grid *g, const struct value *page, const struct value *row,
    const struct value *across)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;

    for (size_t i = 0; i < g->form->count && at < LIMIT_KEYS; i++) {
        const struct field *f = &g->form->fields[i];
        if (f->level != LEVEL_KEY)
            continue;
        const struct value *key = f->axis == AXIS_PAGE  ? page
                                  : f->axis == AXIS_COL ? across
                                                        : row;
        if (key)
            keys[at] = *key;
        at++;
    }
    return keyed_uid(g->form, keys);
}

char *grid_prefix(const struct grid *g, const struct value *page)
{
    const struct value any = value_integer(0);

    if (!grid_page_is_first(g))
        return NULL;
    char *uid = page ? grid_uid_of(g, page, &any, &any) : strdup("[");
    if (uid && page) /* "[page,0,0]" */
        uid[strlen(uid) - 2 * (g->form->key_count - 1) - 1] = '\0';
    return uid;
}

/* Takes the axes and the fields of the cells from the form. */
static enum status find_fields(struct grid *g, struct error *e)
{
    const struct form *form = g->form;

    g->fields = calloc(form->count + 1, sizeof *g->fields);
    if (!g->fields)
        return error_memory(e);
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->axis == AXIS_ROW)
            g->rows.field = f;
        else if (f->axis == AXIS_COL)
            g->across.field = f;
        else if (f->axis == AXIS_PAGE)
            g->pages.field = f;
        if (is_cell(f))
            g->fields[g->field_count++] = f;
    }
    return STATUS_OK;
}

enum status grid_open(
    struct workbook *wb, const struct form *form, struct grid **grid, struct error *e)
{
    struct grid *g = calloc(1, sizeof *g);

    *grid = NULL;
    if (!g)
        return error_memory(e);
    g->wb = wb;
    g->form = form;
    enum status s = find_fields(g, e);
    if (s == STATUS_OK)
        s = axis_read(g, &g->pages, NULL, e);
    if (s == STATUS_OK)
        s = grid_read_page(g, e);
    if (s == STATUS_OK)
        *grid = g;
    else
        grid_close(g);
    return s;
}

/* Forgets the rows that were asked for by hand. */
static void added_clear(struct grid *g)
{
    for (size_t i = 0; i < g->added_count; i++)
        value_clear(&g->added[i]);
    free(g->added);
    g->added = NULL;
    g->added_count = 0;
}

void grid_close(struct grid *g)
{
    if (!g)
        return;
    grid_clear_cells(g);
    sums_clear(g);
    added_clear(g);
    axis_clear(&g->rows);
    axis_clear(&g->across);
    axis_clear(&g->pages);
    free(g->columns);
    free(g->fields);
    free(g);
}

/* Adds a row to those that are shown though empty. */
static enum status add(struct grid *g, const struct value *key, struct error *e)
{
    struct value *more = realloc(g->added, (g->added_count + 1) * sizeof *more);

    if (!more)
        return error_memory(e);
    g->added = more;
    enum status s = value_copy(&g->added[g->added_count], key, e);
    g->added_count += s == STATUS_OK;
    return s;
}

enum status grid_turn(struct grid *g, size_t page, struct error *e)
{
    struct grid_axis before = {0};
    enum status s = STATUS_OK;

    if (g->pages.count && page >= g->pages.count)
        page = g->pages.count - 1;
    if (page == g->page)
        return STATUS_OK;
    if (grid_rows_are_chosen(g)) {
        before = g->rows;
        grid_clear_cells(g); /* while it is known how many there are */
        g->rows = (struct grid_axis){.field = before.field};
    }
    added_clear(g);
    g->page = page;
    s = grid_read_page(g, e);
    for (size_t i = 0; s == STATUS_OK && g->rows.count == 0 && i < before.count; i++)
        s = add(g, &before.keys[i].value, e);
    if (s == STATUS_OK && g->added_count)
        s = grid_read_page(g, e);
    axis_clear(&before);
    return s;
}

/* Turns to the key that was turned to before, if there still is such a page. */
static enum status read_pages(struct grid *g, struct error *e)
{
    struct value now = {0};
    const struct value *key = grid_page_key(g);
    enum status s = key ? value_copy(&now, key, e) : STATUS_OK;

    if (s == STATUS_OK)
        s = axis_read(g, &g->pages, NULL, e);
    size_t at = s == STATUS_OK && key ? axis_find(&g->pages, &now) : GRID_NONE;
    if (at != GRID_NONE)
        g->page = at;
    else if (g->page >= g->pages.count)
        g->page = g->pages.count ? g->pages.count - 1 : 0;
    value_clear(&now);
    return s;
}

enum status grid_refresh(struct grid *g, struct error *e)
{
    if (g->version == workbook_version(g->wb) && g->hides == scope_hides(g->wb))
        return STATUS_OK;
    enum status s = g->pages.field ? read_pages(g, e) : STATUS_OK;
    return s == STATUS_OK ? grid_read_page(g, e) : s;
}

enum status grid_stored(struct grid *g, size_t row, size_t column, struct error *e)
{
    struct grid_cell *cell = &g->cells[row * g->column_count + column];
    char *uid = grid_uid(g, row, column);
    struct cell now = {0};

    if (!uid)
        return error_memory(e);
    enum status s = record_cell(g->wb, g->form, uid, g->columns[column].field, &now, e);
    if (s == STATUS_OK) {
        value_clear(&cell->value);
        free(cell->typed);
        *cell = (struct grid_cell){now.value, now.typed, now.different};
        g->summed = false;
        g->version = workbook_version(g->wb);
    }
    free(uid);
    return s;
}

const struct grid_cell *grid_cell(const struct grid *g, size_t row, size_t column)
{
    return &g->cells[row * g->column_count + column];
}

bool grid_is_empty(const struct grid_cell *cell)
{
    return cell->value.kind == VALUE_NULL && !cell->typed && !cell->different;
}

char *grid_uid(const struct grid *g, size_t row, size_t column)
{
    size_t key = g->columns[column].key;

    return grid_uid_of(g, grid_page_key(g), &g->rows.keys[row].value,
        key == GRID_NONE ? NULL : &g->across.keys[key].value);
}

/* The value of an axis in an id's keys; NULL when the form has no such axis. */
static const struct value *key_of(
    const struct grid *g, const struct value *keys, const struct field *axis)
{
    size_t at = 0;

    for (size_t i = 0; axis && i < axis->number; i++)
        at += g->form->fields[i].level == LEVEL_KEY;
    return axis ? &keys[at] : NULL;
}

/* Reads an id's keys; *fine false when it is none of this form's. */
static enum status read_keys(
    const struct grid *g, const char *uid, struct value *keys, bool *fine, struct error *e)
{
    enum status s = keyed_values(g->form, uid, keys, NULL);

    *fine = s == STATUS_OK;
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

enum status grid_page_of(const struct grid *g, const char *uid, size_t *page, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    bool fine = false;
    enum status s = read_keys(g, uid, keys, &fine, e);

    *page = !fine            ? GRID_NONE
            : g->pages.field ? axis_find(&g->pages, key_of(g, keys, g->pages.field))
                             : 0;
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

enum status grid_find(const struct grid *g, const char *uid, const char *field, size_t *row,
    size_t *column, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t key = 0;
    bool fine = false;
    enum status s = read_keys(g, uid, keys, &fine, e);

    *row = *column = GRID_NONE;
    if (fine) {
        *row = axis_find(&g->rows, key_of(g, keys, g->rows.field));
        if (g->across.field)
            key = axis_find(&g->across, key_of(g, keys, g->across.field));
        for (size_t i = 0; key != GRID_NONE && i < g->field_count; i++)
            if (*column == GRID_NONE && (!field || strcmp(g->fields[i]->name, field) == 0))
                *column = key * g->field_count + i;
    }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

enum status grid_go_to(struct grid *g, const char *uid, const char *field, size_t *row,
    size_t *column, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t page = GRID_NONE;
    bool fine = false;
    enum status s = grid_page_of(g, uid, &page, e);

    *row = *column = GRID_NONE;
    if (s == STATUS_OK && page != GRID_NONE)
        s = grid_turn(g, page, e);
    if (s == STATUS_OK && page != GRID_NONE)
        s = grid_find(g, uid, field, row, column, e);
    if (s != STATUS_OK || page == GRID_NONE || *row != GRID_NONE || !grid_rows_are_chosen(g))
        return s;
    s = read_keys(g, uid, keys, &fine, e);
    if (fine)
        s = grid_add_row(g, key_of(g, keys, g->rows.field), row, e);
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s == STATUS_OK && fine ? grid_find(g, uid, field, row, column, e) : s;
}

size_t grid_page_of_record(const struct grid *g, const struct form *form, const char *uid)
{
    const struct field *f = g->pages.field;
    struct value key = {.kind = VALUE_TEXT, .text = (char *)uid};

    for (size_t i = 0; uid && f && f->targets && f->targets[i]; i++)
        if (f->targets[i] == form)
            return axis_find(&g->pages, &key);
    return GRID_NONE;
}

bool grid_rows_are_chosen(const struct grid *g)
{
    const struct field *f = g->rows.field;

    switch (f->type->id) {
    case TYPE_REF:
    case TYPE_YEAR:
    case TYPE_YESNO: return false;
    case TYPE_INTEGER: return !f->has_min || !f->has_max;
    default: return !g->pages.field || g->pages.count;
    }
}

enum status grid_add_row(struct grid *g, const struct value *key, size_t *row, struct error *e)
{
    enum status s = STATUS_OK;

    *row = axis_find(&g->rows, key);
    if (*row != GRID_NONE)
        return s;
    s = add(g, key, e);
    if (s == STATUS_OK)
        s = grid_read_page(g, e);
    if (s == STATUS_OK)
        *row = axis_find(&g->rows, key);
    return s;
}

/* Sets cells of a row or a column in the open action: those that are empty to `value`, or with
 * NULL those that are not, to nothing. */
static enum status set_cell(struct grid *g, size_t row, size_t column,
    const struct value *value, size_t *count, struct error *e)
{
    const struct grid_cell *cell = grid_cell(g, row, column);
    const struct value nothing = {0};

    if (grid_is_empty(cell) != (value != NULL))
        return STATUS_OK;
    char *uid = grid_uid(g, row, column);
    enum status s = uid ? action_set(g->wb, g->form, uid, g->columns[column].field->name,
                              value ? value : &nothing, NULL, e)
                        : error_memory(e);
    free(uid);
    *count += s == STATUS_OK;
    return s;
}

/* Ends an action over several cells, and reads the page again. What is stored is stored: a page
 * that could not be read is read at the next look. */
static enum status finish(struct grid *g, enum status s, struct error *e)
{
    if (s == STATUS_OK)
        s = action_commit(g->wb, e);
    else
        action_rollback(g->wb);
    if (s == STATUS_OK)
        grid_read_page(g, NULL);
    return s;
}

enum status grid_fill(
    struct grid *g, size_t column, const struct value *value, size_t *filled, struct error *e)
{
    enum status s = action_begin(g->wb, ACTION_EDIT, e);

    *filled = 0;
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < g->rows.count; i++)
        s = set_cell(g, i, column, value, filled, e);
    return finish(g, s, e);
}

enum status grid_empty_row(struct grid *g, size_t row, size_t *emptied, struct error *e)
{
    enum status s = action_begin(g->wb, ACTION_DELETE, e);

    *emptied = 0;
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < g->column_count; i++)
        s = set_cell(g, row, i, NULL, emptied, e);
    return finish(g, s, e);
}
