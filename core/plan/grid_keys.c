/* Which keys an axis of a grid has, in which order, and what they are called. */
#include <stdlib.h>
#include <string.h>

#include "core/plan/grid_part.h"
#include "core/store/guard.h"
#include "core/store/rows.h"

#define MOST_YEARS 60    /* a longer period is a slip of the keys */
#define MOST_NUMBERS 400 /* whole numbers from min to max */

void axis_clear(struct grid_axis *axis)
{
    for (size_t i = 0; i < axis->count; i++) {
        value_clear(&axis->keys[i].value);
        free(axis->keys[i].label);
        free(axis->keys[i].code);
    }
    free(axis->keys);
    free(axis->sorted);
    *axis = (struct grid_axis){.field = axis->field};
}

/* By value: numbers before texts. */
static int by_value(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == VALUE_TEXT)
        return strcmp(a->text, b->text);
    return (a->integer > b->integer) - (a->integer < b->integer);
}

/* For qsort over the pointers of `sorted`. */
static int compare_sorted(const void *a, const void *b)
{
    const struct grid_key *const *x = a, *const *y = b;

    return by_value(&(*x)->value, &(*y)->value);
}

/* For qsort over the keys: as people see them. */
static int compare_places(const void *a, const void *b)
{
    const struct grid_key *x = a, *y = b;

    return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                : by_value(&x->value, &y->value);
}

enum status axis_sort(struct grid_axis *axis, struct error *e)
{
    free(axis->sorted);
    axis->sorted = calloc(axis->count + 1, sizeof(struct grid_key *));
    if (!axis->sorted)
        return error_memory(e);
    if (axis->count)
        qsort(axis->keys, axis->count, sizeof *axis->keys, compare_places);
    for (size_t i = 0; i < axis->count; i++)
        axis->sorted[i] = &axis->keys[i];
    qsort(axis->sorted, axis->count, sizeof(struct grid_key *), compare_sorted);
    return STATUS_OK;
}

size_t axis_find(const struct grid_axis *axis, const struct value *key)
{
    const struct grid_key wanted = {.value = *key}, *at = &wanted;
    struct grid_key **found = axis->count ? bsearch(&at, axis->sorted, axis->count,
                                                sizeof(struct grid_key *), compare_sorted)
                                          : NULL;

    return found ? (size_t)(*found - axis->keys) : GRID_NONE;
}

/* Takes the value over. */
static enum status push(
    struct grid_axis *axis, struct value value, double place, bool asked, struct error *e)
{
    if ((axis->count & (axis->count - 1)) == 0) { /* grows at powers of two */
        size_t room = axis->count ? axis->count * 2 : 1;
        struct grid_key *more = realloc(axis->keys, room * sizeof *more);
        if (!more) {
            value_clear(&value);
            return error_memory(e);
        }
        axis->keys = more;
    }
    axis->keys[axis->count++] =
        (struct grid_key){.value = value, .place = place, .asked = asked};
    return STATUS_OK;
}

/* A text as a key. */
static enum status push_text(
    struct grid_axis *axis, const char *text, double place, bool asked, struct error *e)
{
    struct value value = value_text_own(strdup(text));

    return value.text ? push(axis, value, place, asked, e) : error_memory(e);
}

/* Where a key stands that was not among the usual ones. */
static double place_of(const struct grid_axis *axis, const struct value *key)
{
    const struct choice_list *list = axis->field->list;

    if (key->kind == VALUE_INTEGER)
        return (double)key->integer;
    for (size_t i = 0; list && key->kind == VALUE_TEXT && i < list->count; i++)
        if (strcmp(list->choices[i].name, key->text) == 0)
            return (double)i;
    return axis->field->type->id == TYPE_REF || list ? 1e9 : 0;
}

enum status axis_add(struct grid_axis *axis, const struct value *key, struct error *e)
{
    struct value copy = {0};
    enum status s = value_copy(&copy, key, e);

    if (s == STATUS_OK)
        s = push(axis, copy, place_of(axis, key), false, e);
    return s == STATUS_OK ? axis_sort(axis, e) : s;
}

void axis_keep(struct grid_axis *axis, const bool *keep, size_t *to)
{
    size_t kept = 0;

    for (size_t i = 0; i < axis->count; i++) {
        to[i] = keep[i] ? kept : GRID_NONE;
        if (keep[i]) {
            axis->keys[kept++] = axis->keys[i];
            continue;
        }
        value_clear(&axis->keys[i].value);
        free(axis->keys[i].label);
        free(axis->keys[i].code);
    }
    axis->count = kept;
}

const struct form *grid_page_form(const struct grid *g, const char **uid)
{
    const struct field *f = g->pages.field;

    if (!f || !f->targets || f->targets[1] || g->page >= g->pages.count)
        return NULL;
    *uid = g->pages.keys[g->page].value.text;
    return f->targets[0];
}

/* The years of a cell: one, or the two of a period. */
static void take_years(const struct field *f, const struct cell *cell, int *from, int *to)
{
    struct value columns[LIMIT_COLUMNS] = {{0}};

    if (cell->value.kind == VALUE_NULL || f->type->split(&cell->value, columns, NULL))
        return;
    size_t last = f->type->column_count - 1;
    if (columns[0].kind == VALUE_INTEGER && (f->role == ROLE_YEAR_FROM || last))
        *from = (int)columns[0].integer;
    if (columns[last].kind == VALUE_INTEGER && (f->role == ROLE_YEAR_TO || last))
        *to = (int)columns[last].integer;
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
}

/* The years in which the page's record is at work, else those of the plan. */
static enum status active_years(
    const struct grid *g, const struct plan_years *plan, int *from, int *to, struct error *e)
{
    const char *uid = NULL;
    const struct form *form = grid_page_form(g, &uid);
    enum status s = STATUS_OK;

    *from = plan->from;
    *to = plan->to;
    for (size_t i = 0; s == STATUS_OK && form && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        struct cell cell;
        if (f->role != ROLE_YEAR_FROM && f->role != ROLE_YEAR_TO)
            continue;
        s = record_cell(g->wb, form, uid, f, &cell, e);
        if (s == STATUS_OK)
            take_years(f, &cell, from, to);
        cell_clear(&cell);
    }
    if (*from > *to || *to - *from > MOST_YEARS) {
        *from = plan->from;
        *to = plan->to;
    }
    return s;
}

/* The years of the plan and of the page's record; only the record's are asked for. */
static enum status read_years(struct grid *g, struct grid_axis *axis, struct error *e)
{
    struct plan_years plan = {0};
    int from, to;
    enum status s = workbook_plan(g->wb, &plan, e);

    if (s == STATUS_OK)
        s = active_years(g, &plan, &from, &to, e);
    if (s != STATUS_OK)
        return s;
    int first = plan.from && plan.from < from ? plan.from : from;
    int last = plan.to > to ? plan.to : to;
    for (int year = first; s == STATUS_OK && year > 0 && year <= last; year++)
        s = push(axis, value_integer(year), year, year >= from && year <= to, e);
    return s;
}

/* Whole numbers between the field's bounds. */
static enum status read_numbers(struct grid_axis *axis, struct error *e)
{
    const struct field *f = axis->field;
    enum status s = STATUS_OK;

    if (!f->has_min || !f->has_max || f->max - f->min > MOST_NUMBERS)
        return s;
    for (int64_t n = (int64_t)f->min; s == STATUS_OK && (double)n <= f->max; n++)
        s = push(axis, value_integer(n), (double)n, true, e);
    return s;
}

/* Every record the key may refer to that this copy shows. */
static enum status read_records(struct grid *g, struct grid_axis *axis, struct error *e)
{
    enum status s = STATUS_OK;

    for (const struct form **f = axis->field->targets; s == STATUS_OK && f && *f; f++) {
        struct rows *rows = NULL;
        s = rows_open_ours(g->wb, *f, &rows, e);
        for (size_t i = 0; s == STATUS_OK && i < rows_count(rows); i++)
            s = push_text(axis, rows_uid(rows, i), (double)axis->count, true, e);
        rows_close(rows);
    }
    return s;
}

/* Whether the page's record names a choice in a field of its own. */
static enum status chosen_on_page(struct grid *g, struct grid_axis *axis, struct error *e)
{
    const char *uid = NULL;
    const struct form *form = grid_page_form(g, &uid);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && form && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        struct cell cell = {0};
        char **names = NULL;
        size_t count = 0;
        if (f->list != axis->field->list || f->level == LEVEL_COMPUTED)
            continue;
        s = record_cell(g->wb, form, uid, f, &cell, e);
        bool text = s == STATUS_OK && cell.value.kind == VALUE_TEXT;
        bool many = text && f->type->id == TYPE_SELECT_MULTIPLE;
        if (many)
            s = json_to_list(cell.value.text, &names, &count, e);
        for (size_t k = 0; text && k < axis->count; k++) {
            const char *name = axis->keys[k].value.text;
            bool named = !many && strcmp(name, cell.value.text) == 0;
            for (size_t n = 0; n < count; n++)
                named = named || strcmp(name, names[n]) == 0;
            axis->keys[k].asked = axis->keys[k].asked || named;
        }
        json_list_free(names, count);
        cell_clear(&cell);
    }
    return s;
}

/* The choices; down only those that are named on the page. */
static enum status read_choices(struct grid *g, struct grid_axis *axis, struct error *e)
{
    const struct choice_list *list = axis->field->list;
    bool down = axis == &g->rows;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < list->count; i++)
        s = push_text(
            axis, list->choices[i].name, (double)i, !down && !list->choices[i].retired, e);
    return s == STATUS_OK && down ? chosen_on_page(g, axis, e) : s;
}

/* What was used so far, for keys nobody can list. */
static enum status read_used(struct grid *g, struct grid_axis *axis, struct error *e)
{
    char *sql = sqlite3_mprintf(
        "SELECT DISTINCT \"%w\" FROM main.\"%w\"", axis->field->name, g->form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(workbook_db(g->wb), sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
    bool row = true;

    while (s == STATUS_OK && (s = db_step(workbook_db(g->wb), stmt, &row, e)) == STATUS_OK &&
           row) {
        struct value v = {0};
        s = db_value(stmt, 0, &v, e);
        if (s == STATUS_OK && v.kind != VALUE_NULL)
            s = push(axis, v, v.kind == VALUE_INTEGER ? (double)v.integer : 0, true, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* Where a query finds the keys of an axis, as the column k; sqlite3_free. */
static char *key_source(const struct grid_axis *axis)
{
    const struct field *f = axis->field;
    sqlite3_str *s = sqlite3_str_new(NULL);

    if (f->targets) {
        for (const struct form **t = f->targets; *t; t++)
            sqlite3_str_appendf(s, "%sSELECT t.id AS k FROM \"%w\" t",
                t == f->targets ? "" : " UNION ALL ", (*t)->name);
    } else {
        sqlite3_str_appendall(s, "SELECT column1 AS k FROM (VALUES ");
        for (size_t i = 0; i < axis->count; i++)
            if (axis->keys[i].value.kind == VALUE_INTEGER)
                sqlite3_str_appendf(
                    s, "%s(%lld)", i ? ", " : "", (long long)axis->keys[i].value.integer);
            else
                sqlite3_str_appendf(s, "%s('%q')", i ? ", " : "", axis->keys[i].value.text);
        sqlite3_str_appendall(s, ")");
    }
    return sqlite3_str_finish(s);
}

/* What `relevant` said yes to. */
struct relevant_keys {
    const struct grid_axis *axis;
    bool *yes;
};

/* guard_row_fn: one key. */
static enum status take_relevant(void *context, sqlite3_stmt *row, struct error *e)
{
    struct relevant_keys *r = context;
    struct value v = {0};
    enum status s = db_value(row, 0, &v, e);
    size_t at = s == STATUS_OK && v.kind != VALUE_NULL ? axis_find(r->axis, &v) : GRID_NONE;

    if (at != GRID_NONE)
        r->yes[at] = true;
    value_clear(&v);
    return s;
}

/* Asks the key's `relevant` about every key at once. The expression reads a row of the form
 * that holds the key, and the page's, alone. One that does not work leaves out nothing. */
static enum status ask_relevant(
    struct grid *g, struct grid_axis *axis, const struct value *page, struct error *e)
{
    const struct field *f = axis->field, *p = page ? g->pages.field : NULL;
    struct relevant_keys r = {axis, calloc(axis->count + 1, sizeof *r.yes)};
    char *source = key_source(axis), *number = NULL;
    sqlite3_str *sql = sqlite3_str_new(NULL);

    sqlite3_str_appendf(
        sql, "SELECT \"%w\".\"%w\" FROM (SELECT k AS \"%w\"", g->form->name, f->name, f->name);
    if (p)
        sqlite3_str_appendf(
            sql, ", CAST(?1 AS %s) AS \"%w\"", p->type->columns[0].sql, p->name);
    sqlite3_str_appendf(sql, " FROM (%s)) AS \"%w\" WHERE coalesce((%s\n), 1)",
        source ? source : "", g->form->name, f->relevant);
    char *text = sqlite3_str_finish(sql);
    if (page && page->kind == VALUE_INTEGER)
        number = value_machine(page);
    enum status s = r.yes && source && text ? STATUS_OK : error_memory(e);
    struct error why = {0};
    if (s == STATUS_OK && guard_query_with(g->wb, text,
                              number ? number
                              : page ? page->text
                                     : NULL,
                              take_relevant, &r, &why) == STATUS_OK)
        for (size_t i = 0; i < axis->count; i++)
            axis->keys[i].asked = axis->keys[i].asked && r.yes[i];
    if (why.status == STATUS_MEMORY)
        s = error_memory(e);
    error_clear(&why);
    free(number);
    free(r.yes);
    sqlite3_free(source);
    sqlite3_free(text);
    return s;
}

enum status axis_read(
    struct grid *g, struct grid_axis *axis, const struct value *page, struct error *e)
{
    enum status s = STATUS_OK;

    axis_clear(axis);
    if (!axis->field)
        return s;
    switch (axis->field->type->id) {
    case TYPE_REF: s = read_records(g, axis, e); break;
    case TYPE_SELECT_ONE: s = read_choices(g, axis, e); break;
    case TYPE_YEAR: s = read_years(g, axis, e); break;
    case TYPE_INTEGER: s = read_numbers(axis, e); break;
    case TYPE_YESNO:
        s = push_text(axis, "ya", 0, true, e);
        if (s == STATUS_OK)
            s = push_text(axis, "tidak", 1, true, e);
        break;
    default: s = axis == &g->pages ? read_used(g, axis, e) : STATUS_OK;
    }
    if (s == STATUS_OK)
        s = axis_sort(axis, e);
    if (s == STATUS_OK && axis->field->relevant[0] && axis->count)
        s = ask_relevant(g, axis, page, e);
    for (size_t i = 0; s == STATUS_OK && axis == &g->rows && i < g->added_count; i++) {
        size_t at = axis_find(axis, &g->added[i]);
        if (at == GRID_NONE && (s = axis_add(axis, &g->added[i], e)) == STATUS_OK)
            at = axis_find(axis, &g->added[i]);
        if (at != GRID_NONE)
            axis->keys[at].asked = true;
    }
    return s;
}

/* The record a key refers to. */
static const struct form *key_form(
    struct grid *g, const struct field *field, const struct grid_key *key)
{
    for (const struct form **f = field->targets; f && *f; f++)
        if (record_exists(g->wb, *f, key->value.text))
            return *f;
    return NULL;
}

const char *grid_label(struct grid *g, const struct field *field, struct grid_key *key)
{
    const struct cell cell = {.value = key->value};
    struct error e = {0};

    if (!key->label && cell_show(g->wb, field, &cell, &key->label, &e) != STATUS_OK)
        key->label = NULL;
    error_clear(&e);
    return key->label ? key->label : "";
}

const char *grid_code(struct grid *g, const struct field *field, struct grid_key *key)
{
    const struct form *form = key->code ? NULL : key_form(g, field, key);
    const struct field *name = form ? form_role_field(form, ROLE_NAME) : NULL;
    struct cell cell = {0};
    struct error e = {0};

    if (name && record_cell(g->wb, form, key->value.text, name, &cell, &e) == STATUS_OK)
        cell_show(g->wb, name, &cell, &key->code, &e);
    else if (form)
        record_code(g->wb, form, key->value.text, &key->code, &e);
    cell_clear(&cell);
    error_clear(&e);
    return key->code && key->code[0] ? key->code : grid_label(g, field, key);
}
