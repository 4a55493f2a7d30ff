/* Rows as a person looks at them for a while: sorted by a column, narrowed to a text or to what
 * is left to do. SQLite sorts; a text is looked for in what the cells show. */
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/rows.h"

/* Whether a field has columns of its own that people see in a table. */
static bool is_shown(const struct field *f)
{
    return f->level == LEVEL_CORE || f->level == LEVEL_KEY;
}

/* The title column of a form whose title is a plain text; NULL otherwise. */
static const struct field *plain_title(const struct form *form)
{
    const struct field *f = form_title_field(form);
    bool plain = f && form->kind != FORM_FIXED && form->kind != FORM_SINGLE &&
                 (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
                 f->level != LEVEL_COMPUTED;

    return plain ? f : NULL;
}

/* Code and title of the record whose id the expression `id` gives, as people read them. */
static void referred(sqlite3_str *s, const struct field *f, const char *id)
{
    sqlite3_str_appendall(s, "coalesce(");
    for (size_t i = 0; f->targets[i]; i++) {
        const struct form *to = f->targets[i];
        const struct field *title = plain_title(to);
        if (to->kind == FORM_FIXED)
            sqlite3_str_appendf(s,
                "(SELECT c.label FROM temp.choice c WHERE c.list = '%q' AND c.name = %s), ",
                to->rows->name, id);
        else
            sqlite3_str_appendf(s,
                "(SELECT coalesce(t.kode, '') || ' ' || coalesce(t.\"%w\", '')"
                " FROM main.\"%w\" t WHERE t.id = %s), ",
                title ? title->name : "kode", to->name, id);
    }
    sqlite3_str_appendf(s, "%s)", id);
}

/* What a field's column is sorted by; false without memory. */
static bool sort_key(sqlite3_str *s, const struct field *f)
{
    char *column = sqlite3_mprintf("r.\"%w%s\"", f->name, f->type->columns[0].suffix);
    char *first = sqlite3_mprintf(
        "CASE WHEN json_valid(%s) THEN json_extract(%s, '$[0]') END", column, column);
    bool many = f->type->id == TYPE_SELECT_MULTIPLE || f->type->id == TYPE_REF_MULTIPLE;
    const char *one = many ? first : column;
    bool fine = column && first;

    if (!fine)
        ;
    else if (f->list)
        sqlite3_str_appendf(s,
            "(SELECT c.place FROM temp.choice c WHERE c.list = '%q' AND c.name = %s)",
            f->list->name, one);
    else if (f->targets && f->type->id != TYPE_ANY_REF)
        referred(s, f, one);
    else if (f->type->id == TYPE_MEASURE)
        sqlite3_str_appendf(s, "r.\"%w%s\"", f->name, f->type->columns[1].suffix);
    else
        sqlite3_str_appendall(s, column);
    if (!f->list)
        sqlite3_str_appendall(s, " COLLATE NOCASE");
    sqlite3_free(column);
    sqlite3_free(first);
    return fine;
}

/* ORDER BY: empty cells stand last either way; equal ones keep their own order. False without
 * memory. */
static bool order(sqlite3_str *s, const struct form *form, const struct rows_view *view)
{
    const char *way = view->order == ROWS_DOWN ? "DESC" : "ASC";
    bool fine = true;

    sqlite3_str_appendall(s, " ORDER BY ");
    if (view->order != ROWS_OWN && view->by) {
        sqlite3_str *key = sqlite3_str_new(NULL);
        fine = sort_key(key, view->by);
        char *text = sqlite3_str_finish(key);
        fine = fine && text;
        sqlite3_str_appendf(s, "r.\"%w%s\" IS NULL, %s %s NULLS LAST, ", view->by->name,
            view->by->type->columns[0].suffix, text ? text : "1", way);
        if (view->by->type->id == TYPE_MEASURE)
            sqlite3_str_appendf(s, "r.\"%w\" COLLATE NOCASE %s, ", view->by->name, way);
        sqlite3_free(text);
    }
    rows_own_order(s, form);
    return fine;
}

/* And more of WHERE: rows with a text nobody understood, or with a core field left empty that
 * everybody fills in. */
static void unfinished(sqlite3_str *s, const struct form *form)
{
    sqlite3_str_appendf(s,
        " AND (EXISTS(SELECT 1 FROM main.record c JOIN main.unread u ON u.record = c.id"
        " WHERE c.form = '%q' AND c.uid = r.id)",
        form->name);
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level == LEVEL_CORE && !f->relevant[0] && !f->readonly)
            sqlite3_str_appendf(
                s, " OR r.\"%w%s\" IS NULL", f->name, f->type->columns[0].suffix);
    }
    sqlite3_str_appendall(s, ")");
}

/* SELECT id, code, unread texts, then every column of the shown fields; a reference is looked
 * up. NULL without memory. */
static char *statement(const struct form *form, const struct rows_view *view, const char *where)
{
    sqlite3_str *s = sqlite3_str_new(NULL);
    bool fine = true;

    sqlite3_str_appendall(s, "SELECT r.id");
    if (view->holds && view->holds[0]) {
        sqlite3_str_appendf(s,
            ", r.kode, (SELECT group_concat(u.text, char(10)) FROM main.record c JOIN"
            " main.unread u ON u.record = c.id WHERE c.form = '%q' AND c.uid = r.id)",
            form->name);
        for (size_t i = 0; i < form->count; i++) {
            const struct field *f = &form->fields[i];
            for (size_t c = 0; is_shown(f) && c < f->type->column_count; c++) {
                char *name = sqlite3_mprintf("r.\"%w%s\"", f->name, f->type->columns[c].suffix);
                sqlite3_str_appendall(s, ", ");
                fine = fine && name;
                if (f->type->id == TYPE_REF)
                    referred(s, f, name);
                else
                    sqlite3_str_appendall(s, name ? name : "");
                sqlite3_free(name);
            }
        }
    }
    sqlite3_str_appendf(s, " FROM main.\"%w\" r WHERE %s", form->name, where ? where : "1");
    if (view->among)
        sqlite3_str_appendall(s, " AND r.id IN (SELECT value FROM json_each(?1))");
    if (view->unfinished)
        unfinished(s, form);
    fine = order(s, form, view) && fine;
    char *text = sqlite3_str_finish(s);
    if (fine)
        return text;
    sqlite3_free(text);
    return NULL;
}

/* What is looked for; `starved` when memory ended on the way. */
struct sought {
    char *folded;
    bool starved;
};

/* Whether a text, folded, holds the folded one. */
static bool holds(const char *text, struct sought *sought)
{
    char *own = text ? text_fold(text) : NULL;
    bool yes = own && strstr(own, sought->folded);

    sought->starved = sought->starved || (text && !own);
    free(own);
    return yes;
}

/* Whether the items of a multiple reference hold the text, by code or title. */
static bool items_hold(
    struct workbook *wb, const struct field *f, const char *json, struct sought *sought)
{
    struct cell cell = {.value = {.kind = VALUE_TEXT, .text = (char *)json}};
    char *text = NULL;
    enum status s = cell_show(wb, f, &cell, &text, NULL);
    bool yes = s == STATUS_OK && holds(text, sought);

    sought->starved = sought->starved || s == STATUS_MEMORY;
    free(text);
    return yes;
}

/* Whether what a field shows holds the text; its columns begin at `at`. */
static bool field_holds(struct workbook *wb, const struct field *f, sqlite3_stmt *row, int at,
    struct sought *sought)
{
    const char *cells[LIMIT_COLUMNS] = {"", "", ""};
    struct value value = {0};
    char *texts[3] = {NULL, NULL, NULL};
    bool yes = false;

    for (size_t c = 0; c < f->type->column_count; c++) {
        const char *cell = (const char *)sqlite3_column_text(row, at + (int)c);
        cells[c] = cell ? cell : "";
    }
    if (!cells[0][0])
        return false;
    if (f->type->id == TYPE_REF || f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE)
        return holds(cells[0], sought);
    if (f->type->id == TYPE_REF_MULTIPLE)
        return items_hold(wb, f, cells[0], sought);
    struct error why = {0};
    if (type_read_machine(f, cells, &value, &why) == OUTCOME_VALUE) {
        texts[0] = f->type->show(f, &value);
        texts[1] = f->type->edit(f, &value);
        if (f->type->id == TYPE_MONEY)
            texts[2] = number_show_money_short(value.integer);
        sought->starved = sought->starved || !texts[0] || !texts[1];
    }
    sought->starved = sought->starved || why.status == STATUS_MEMORY;
    error_clear(&why);
    for (size_t i = 0; i < 3; i++) {
        yes = yes || holds(texts[i], sought);
        free(texts[i]);
    }
    value_clear(&value);
    return yes;
}

/* Whether the row shows the text anywhere. */
static bool row_holds(
    struct workbook *wb, const struct form *form, sqlite3_stmt *row, struct sought *sought)
{
    const char *name = (const char *)sqlite3_column_text(row, 1);
    int at = 3;

    if (form->kind == FORM_FIXED) {
        const struct choice *c =
            list_choice(form->rows, (const char *)sqlite3_column_text(row, 0));
        name = c ? words_get(&c->label) : NULL;
    }
    if (holds(name, sought) || holds((const char *)sqlite3_column_text(row, 2), sought))
        return true;
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (!is_shown(f))
            continue;
        if (field_holds(wb, f, row, at, sought))
            return true;
        at += (int)f->type->column_count;
    }
    return false;
}

enum status arrange_rows(struct workbook *wb, const struct form *form,
    const struct rows_view *view, const char *where, row_id_fn *take, void *context,
    struct error *e)
{
    bool row = true;
    struct sought sought = {.folded = text_fold(view->holds ? view->holds : "")};
    char *sql = statement(form, view, where);
    sqlite3_stmt *stmt = sql && sought.folded ? db_prepare(wb->db, sql, e) : NULL;
    enum status s = !sql || !sought.folded ? error_memory(e) : stmt ? STATUS_OK : db_status(e);

    if (s == STATUS_OK && view->among)
        s = db_bind(wb->db, stmt, e, "t", view->among);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        bool fits = !sought.folded[0] || row_holds(wb, form, stmt, &sought);
        if (sought.starved)
            s = error_memory(e);
        else if (fits)
            s = take(context, (const char *)sqlite3_column_text(stmt, 0), e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    free(sought.folded);
    return s;
}
