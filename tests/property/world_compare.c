/* Everything derived in a copy against its model: heads, rows, cells, unread texts,
 * differences, order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/rebuild.h"
#include "core/store/rows.h"
#include "tests/property/world.h"

static sqlite3_stmt *query(struct copy *c, const char *sql)
{
    sqlite3_stmt *row;

    if (sqlite3_prepare_v2(db_handle(workbook_db(c->wb)), sql, -1, &row, NULL) != SQLITE_OK)
        abort();
    return row;
}

static const char *name_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return m_name(text ? text : "");
}

/* The first edit of a cell stands for the cell where cells are counted. */
static bool stands_for_cell(const struct model *m, size_t i)
{
    struct m_cell a = m->edits[i]->cell;

    for (size_t j = 0; j < i; j++) {
        struct m_cell b = m->edits[j]->cell;
        if (a.uid == b.uid && a.field == b.field && a.form == b.form)
            return false;
    }
    return true;
}

static bool compare_heads(struct world *w, struct copy *c)
{
    size_t count = 0, wanted = 0, differing = 0;
    struct workbook_counts counts;
    sqlite3_stmt *row = query(c, "SELECT s.uid, h.seq, r.form, r.uid, h.field FROM head h JOIN "
                                 "session s ON s.id = h.session"
                                 " JOIN record r ON r.id = h.record");

    while (sqlite3_step(row) == SQLITE_ROW) {
        struct m_key key = {name_of(row, 0), sqlite3_column_int64(row, 1)};
        const struct m_edit *heads[32], *e = model_edit(&c->model, key);
        bool found = false;
        struct m_cell cell = {name_of(row, 2), name_of(row, 3), name_of(row, 4)};
        size_t n = model_heads(&c->model, cell, heads, 32);
        for (size_t i = 0; i < n && i < 32; i++)
            found |= heads[i] == e;
        world_check(w, found, "%s: an edit of %s.%s of %s is a head but should not be", c->path,
            cell.form, cell.field, cell.uid);
        count++;
    }
    sqlite3_finalize(row);
    for (size_t i = 0; i < c->model.edit_count; i++) {
        struct m_cell cell = c->model.edits[i]->cell;
        const struct m_edit *one;
        if (!stands_for_cell(&c->model, i))
            continue;
        size_t heads = model_heads(&c->model, cell, &one, 1);
        wanted += heads;
        w->tally.together += heads > 1 && model_together(&c->model, cell);
        differing += model_asked(
            &c->model, world_kind(method_form(workbook_method(c->wb), cell.form)), cell);
    }
    w->tally.differing += differing;
    return world_check(w, count == wanted, "%s has %zu heads, should have %zu", c->path, count,
               wanted) &&
           world_check(w, workbook_counts(c->wb, &counts, NULL) == STATUS_OK, "counting") &&
           world_check(w, counts.differences == (int64_t)differing,
               "%s counts %lld differences, there are %zu", c->path,
               (long long)counts.differences, differing);
}

/* The stored value a content text stands for; unread texts leave nothing. */
static struct value value_of(const char *content)
{
    switch (content[0]) {
    case 'i': return value_integer(strtoll(content + 1, NULL, 10));
    case 'r': return value_real(strtod(content + 1, NULL));
    case 't': return value_text_own(strdup(content + 1));
    default: return (struct value){0};
    }
}

static bool column_is(sqlite3_stmt *row, int column, const struct value *v)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        return v->kind == VALUE_INTEGER && v->integer == sqlite3_column_int64(row, column);
    case SQLITE_FLOAT: {
        double x = v->kind == VALUE_INTEGER ? (double)v->integer : v->real;
        return (v->kind == VALUE_REAL || v->kind == VALUE_INTEGER) &&
               !(x < sqlite3_column_double(row, column)) &&
               !(x > sqlite3_column_double(row, column));
    }
    case SQLITE_TEXT:
        return v->kind == VALUE_TEXT &&
               strcmp(v->text, (const char *)sqlite3_column_text(row, column)) == 0;
    default: return v->kind == VALUE_NULL;
    }
}

/* Compares the columns of one field from `at` on; answers the column behind them. */
static int compare_field(struct world *w, struct copy *c, const struct field *f,
    const char *uid, const struct value *key, sqlite3_stmt *row, int at)
{
    struct m_cell where = {m_name(f->form->name), uid, m_name(f->name)};
    const char *content = model_content(&c->model, where);
    struct value columns[LIMIT_COLUMNS] = {{0}}, v = value_of(content);
    struct cell cell;

    if (key)
        value_copy(&columns[0], key, NULL);
    else if (v.kind != VALUE_NULL)
        f->type->split(&v, columns, NULL);
    for (size_t i = 0; i < f->type->column_count; i++, at++) {
        world_check(w, column_is(row, at, &columns[i]),
            "%s: %s of %s in %s is %s, should be from %s", c->path,
            sqlite3_column_name(row, at), uid, where.form, sqlite3_column_text(row, at),
            content);
        value_clear(&columns[i]);
    }
    if (!key && record_cell(c->wb, f->form, uid, f, &cell, NULL) == STATUS_OK) {
        world_check(w, value_equal(&cell.value, &v), "%s: record_cell of %s.%s, not %s",
            c->path, uid, f->name, content);
        world_check(w,
            cell.typed ? content[0] == 'u' && strcmp(content + 1, cell.typed) == 0
                       : content[0] != 'u',
            "%s: %s.%s as typed is %s, should be %s", c->path, uid, f->name, cell.typed,
            content);
        world_check(w,
            cell.different == (model_differs(&c->model, where) && f->merge != MERGE_LATER),
            "%s: %s.%s differs wrongly", c->path, uid, f->name);
        cell_clear(&cell);
    }
    value_clear(&v);
    return at;
}

/* One row of a form table, columns in the schema's order. */
static void compare_row(
    struct world *w, struct copy *c, const struct form *f, sqlite3_stmt *row)
{
    static const char *const own[] = {"kode", "kode_lama", "urutan"};
    const char *uid = name_of(row, 0);
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t key = 0;
    int at = 1;

    if (f->kind == FORM_KEYED)
        keyed_values(f, uid, keys, NULL);
    for (size_t i = 0; i < 3; i++, at++) {
        struct m_cell cell = {m_name(f->name), uid, m_name(own[i])};
        struct value v = value_of(model_content(&c->model, cell));
        world_check(w, column_is(row, at, &v), "%s: %s of %s is %s, should be %s", c->path,
            own[i], uid, sqlite3_column_text(row, at), model_content(&c->model, cell));
        value_clear(&v);
    }
    for (size_t i = 0; i < f->count; i++)
        if (f->fields[i].level != LEVEL_COMPUTED)
            at = compare_field(w, c, &f->fields[i], uid,
                f->fields[i].level == LEVEL_KEY ? &keys[key++] : NULL, row, at);
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
}

static size_t rows_wanted(const struct model *m, const struct form *f)
{
    const char *name = m_name(f->name);
    size_t count = 0;

    if (f->kind == FORM_SINGLE || f->kind == FORM_FIXED)
        return f->kind == FORM_SINGLE ? 1 : f->rows->count;
    for (size_t i = 0; i < m->edit_count; i++) {
        bool first = m->edits[i]->cell.form == name;
        for (size_t j = 0; j < i && first; j++)
            first = m->edits[j]->cell.form != name ||
                    m->edits[j]->cell.uid != m->edits[i]->cell.uid;
        count += first && model_lives(m, world_kind(f), name, m->edits[i]->cell.uid);
    }
    return count;
}

static bool compare_table(struct world *w, struct copy *c, const struct form *f)
{
    char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\"", f->name);
    sqlite3_stmt *row = query(c, sql);
    const char *name = m_name(f->name), *existence = m_name("");
    size_t count = 0, wanted = rows_wanted(&c->model, f);

    sqlite3_free(sql);
    for (; sqlite3_step(row) == SQLITE_ROW; count++) {
        const char *uid = name_of(row, 0);
        struct m_cell life = {name, uid, existence};
        world_check(w, model_lives(&c->model, world_kind(f), name, uid),
            "%s: the row %s of %s should not live", c->path, uid, name);
        w->tally.revived +=
            f->kind == FORM_LIST && strcmp(model_content(&c->model, life), "i1") != 0;
        compare_row(w, c, f, row);
    }
    sqlite3_finalize(row);
    return world_check(w, count == wanted, "%s: %s has %zu rows, should have %zu", c->path,
        name, count, wanted);
}

/* The table unread: exactly the living rows' texts. */
static bool compare_unread(struct world *w, struct copy *c)
{
    size_t count = 0, wanted = 0;
    sqlite3_stmt *row = query(c,
        "SELECT r.form, r.uid, u.field, u.text FROM unread u JOIN record r ON r.id = u.record");

    for (; sqlite3_step(row) == SQLITE_ROW; count++) {
        struct m_cell cell = {name_of(row, 0), name_of(row, 1), name_of(row, 2)};
        const char *content = model_content(&c->model, cell);
        world_check(w, content[0] == 'u' && strcmp(content + 1, name_of(row, 3)) == 0,
            "%s: %s.%s is unread as %s, should be %s", c->path, cell.uid, cell.field,
            name_of(row, 3), content);
    }
    sqlite3_finalize(row);
    for (size_t i = 0; i < c->model.edit_count; i++) {
        struct m_cell cell = c->model.edits[i]->cell;
        const struct form *f = method_form(workbook_method(c->wb), cell.form);
        wanted += stands_for_cell(&c->model, i) && model_content(&c->model, cell)[0] == 'u' &&
                  model_lives(&c->model, world_kind(f), cell.form, cell.uid);
    }
    w->tally.unread += wanted;
    return world_check(
        w, count == wanted, "%s has %zu unread texts, should have %zu", c->path, count, wanted);
}

/* Rows come by urutan, then id. */
static bool compare_order(struct world *w, struct copy *c, const struct form *f)
{
    struct rows *rows;
    const char *last = NULL;
    double last_at = 0;

    if (!world_check(w, rows_open(c->wb, f, &rows, NULL) == STATUS_OK, "rows of %s", f->name))
        return false;
    world_check(w, rows_count(rows) == rows_wanted(&c->model, f), "%s: %zu rows of %s listed",
        c->path, rows_count(rows), f->name);
    for (size_t i = 0; f->kind == FORM_LIST && i < rows_count(rows); i++) {
        const char *uid = m_name(rows_uid(rows, i));
        struct m_cell cell = {m_name(f->name), uid, m_name("urutan")};
        double at = strtod(model_content(&c->model, cell) + 1, NULL);
        world_check(w, !last || at > last_at || (!(at < last_at) && strcmp(uid, last) > 0),
            "%s: %s stands behind %s", c->path, uid, last);
        last = uid;
        last_at = at;
    }
    for (size_t i = 0; f->kind == FORM_FIXED && i < rows_count(rows); i++)
        world_check(w, strcmp(rows_uid(rows, i), f->rows->choices[i].name) == 0,
            "%s: row %zu of %s", c->path, i, f->name);
    rows_close(rows);
    return !w->failed;
}

bool copy_compare(struct world *w, struct copy *c)
{
    const struct method *m = workbook_method(c->wb);
    struct error e = {0};
    bool equal = false, fine = compare_heads(w, c) && compare_unread(w, c);

    for (size_t i = 0; fine && i < m->form_count; i++)
        fine = compare_table(w, c, &m->forms[i]) && compare_order(w, c, &m->forms[i]);
    fine = fine && world_check(w, rebuild_verify(c->wb, &equal, &e) == STATUS_OK && equal,
                       "%s is not what a rebuild makes: %s", c->path, error_text(&e));
    error_clear(&e);
    return fine && !w->failed;
}
