/* near(form, field, limit) and near(form, field, limit, letters): a table of a method's SQL
 * (sqlite.org/vtab.html#tabfunc2). A row for each group of rows that say nearly the same: id,
 * other, alike, total (near.h). */
#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"
#include "core/store/near.h"

enum { NEAR_ID, NEAR_OTHER, NEAR_ALIKE, NEAR_TOTAL, NEAR_ARGUMENTS };
#define ARGUMENTS 4
#define ARGUMENTS_LEAST 3

struct table {
    sqlite3_vtab base;
    struct workbook *wb;
};
struct cursor {
    sqlite3_vtab_cursor base;
    struct near *list;
    size_t count, at;
};

static int near_connect(sqlite3 *h, void *wb, int count, const char *const *words,
    sqlite3_vtab **out, char **message)
{
    (void)count;
    (void)words;
    (void)message;
    int code = sqlite3_declare_vtab(h,
        "CREATE TABLE x(id TEXT, other TEXT, alike REAL, total INTEGER, form HIDDEN,"
        " field HIDDEN, least HIDDEN, letters HIDDEN)");
    struct table *t = code == SQLITE_OK ? calloc(1, sizeof *t) : NULL;

    if (t)
        t->wb = wb;
    *out = (sqlite3_vtab *)t;
    return code == SQLITE_OK && !t ? SQLITE_NOMEM : code;
}

static int near_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

/* Needs its first arguments; which ones it has is the plan's number. */
static int near_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    int at[ARGUMENTS] = {-1, -1, -1, -1}, used = 0;
    (void)table;

    for (int i = 0; i < info->nConstraint; i++) {
        int argument = info->aConstraint[i].iColumn - NEAR_ARGUMENTS;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        at[argument] = i;
    }
    for (int i = 0; i < ARGUMENTS; i++) {
        if (at[i] < 0 && i < ARGUMENTS_LEAST)
            return SQLITE_CONSTRAINT;
        if (at[i] < 0)
            continue;
        info->aConstraintUsage[at[i]].argvIndex = ++used;
        info->aConstraintUsage[at[i]].omit = 1;
    }
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int near_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *c = calloc(1, sizeof *c);
    (void)table;

    *out = (sqlite3_vtab_cursor *)c;
    return c ? SQLITE_OK : SQLITE_NOMEM;
}

static int near_close(sqlite3_vtab_cursor *cursor)
{
    struct cursor *c = (struct cursor *)cursor;

    near_free(c->list, c->count);
    free(c);
    return SQLITE_OK;
}

/* What went wrong, as SQLite wants it. */
static int complain(sqlite3_vtab *table, const char *format, const char *word)
{
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf(format, word);
    return SQLITE_ERROR;
}

/* Compares the field's texts; NULL for a form or field gives no rows. */
static int near_filter(
    sqlite3_vtab_cursor *cursor, int plan, const char *name, int count, sqlite3_value **v)
{
    struct cursor *c = (struct cursor *)cursor;
    struct table *t = (struct table *)cursor->pVtab;
    const char *form_name = (const char *)sqlite3_value_text(v[0]);
    const char *field_name = (const char *)sqlite3_value_text(v[1]);
    double limit = sqlite3_value_double(v[2]);
    sqlite3_int64 letters = count > ARGUMENTS_LEAST ? sqlite3_value_int64(v[3]) : 0;
    (void)plan;
    (void)name;

    near_free(c->list, c->count);
    *c = (struct cursor){.base = c->base};
    if (!form_name || !field_name)
        return SQLITE_OK;
    const struct form *form = method_form(t->wb->method, form_name);
    if (!form)
        return complain(&t->base, "near(): no form %s", form_name);
    const struct field *field = form_field(form, field_name);
    if (!field || field->level == LEVEL_COMPUTED ||
        (field->type->id != TYPE_TEXT && field->type->id != TYPE_MULTILINE))
        return complain(&t->base, "near(): no field %s that holds a text", field_name);
    if (!(limit >= NEAR_LEAST && limit <= 1))
        return complain(&t->base, "near(): the limit is from %s to 1", "0.6");
    struct error e = {0};
    enum status s = near_groups(
        t->wb, field, letters > 0 ? (size_t)letters : 0, limit, &c->list, &c->count, &e);
    if (s != STATUS_OK)
        complain(&t->base, "%s", error_text(&e));
    error_clear(&e);
    return s == STATUS_OK ? SQLITE_OK : s == STATUS_MEMORY ? SQLITE_NOMEM : SQLITE_ERROR;
}

static int near_next(sqlite3_vtab_cursor *cursor)
{
    ((struct cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int near_end(sqlite3_vtab_cursor *cursor)
{
    struct cursor *c = (struct cursor *)cursor;

    return c->at >= c->count;
}

static int near_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    struct cursor *c = (struct cursor *)cursor;
    const struct near *n = &c->list[c->at];

    switch (column) {
    case NEAR_ID: sqlite3_result_text(out, n->uid, -1, SQLITE_TRANSIENT); break;
    case NEAR_OTHER: sqlite3_result_text(out, n->other, -1, SQLITE_TRANSIENT); break;
    case NEAR_ALIKE: sqlite3_result_double(out, n->alike); break;
    case NEAR_TOTAL: sqlite3_result_int64(out, (sqlite3_int64)n->count); break;
    default: break;
    }
    return SQLITE_OK;
}

static int near_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *number)
{
    *number = (sqlite3_int64)((struct cursor *)cursor)->at;
    return SQLITE_OK;
}

/* Without xCreate the table is there by itself and nobody can make another. */
static const sqlite3_module module = {.xConnect = near_connect,
    .xBestIndex = near_plan,
    .xDisconnect = near_disconnect,
    .xOpen = near_open,
    .xClose = near_close,
    .xFilter = near_filter,
    .xNext = near_next,
    .xEof = near_end,
    .xColumn = near_column,
    .xRowid = near_number};

enum status guard_near(struct workbook *wb, struct error *e)
{
    if (sqlite3_create_module(db_handle(wb->db), "near", &module, wb) != SQLITE_OK)
        return db_error(wb->db, e);
    /* It is declared at its first use, which no guard may watch. */
    return db_exec(wb->db, "SELECT 1 FROM near(NULL, NULL, NULL)", e);
}
