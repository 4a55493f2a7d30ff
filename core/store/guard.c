#include "core/store/guard.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/internal.h"

/* What a method's SQL may call: nothing that reads files, makes huge blobs, or asks the laptop.
 */
static const char *const functions[] = {"abs", "avg", "char", "coalesce", "count", "cume_dist",
    "date", "dense_rank", "first_value", "glob", "group_concat", "iif", "ifnull", "instr",
    "json", "json_array", "json_array_length", "json_each", "json_extract", "json_group_array",
    "json_group_object", "json_object", "json_type", "json_valid", "julianday", "lag",
    "last_value", "lead", "length", "like", "lower", "ltrim", "max", "min", "ntile", "nullif",
    "percent_rank", "quote", "rank", "replace", "round", "row_number", "rtrim", "sign",
    "strftime", "substr", "substring", "sum", "total", "trim", "typeof", "unicode", "upper",
    "->", "->>"};

/* Tables beside the forms. */
static const char *const views[] = {"choice", "plan", "today", "json_each", "json_tree"};

struct watch {
    const struct workbook *wb;
    char refused[128]; /* what it tried, for the sentence */
    long steps;
    bool spent;
};

static bool listed(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (sqlite3_stricmp(list[i], name) == 0)
            return true;
    return false;
}

static bool may_read(const struct workbook *wb, const char *table)
{
    return table[0] == '\0' || method_form(wb->method, table) ||
           listed(views, sizeof views / sizeof views[0], table);
}

/* sqlite.org/c3ref/set_authorizer.html: asked while the statement is compiled. */
static int authorize(void *context, int what, const char *a, const char *b,
    const char *database, const char *view)
{
    struct watch *w = context;
    const char *tried = a;
    (void)database;
    (void)view;

    switch (what) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ:
        if (may_read(w->wb, a ? a : ""))
            return SQLITE_OK;
        break;
    case SQLITE_FUNCTION:
        tried = b;
        if (b && listed(functions, sizeof functions / sizeof functions[0], b))
            return SQLITE_OK;
        break;
    default: break;
    }
    if (!w->refused[0])
        sqlite3_snprintf(sizeof w->refused, w->refused, "%s", tried ? tried : "?");
    return SQLITE_DENY;
}

#define STEPS_PER_CALL 1000

/* Stops a query that costs too much; called every STEPS_PER_CALL steps of the virtual machine.
 */
static int progress(void *context)
{
    struct watch *w = context;

    w->steps += STEPS_PER_CALL;
    w->spent = w->steps > LIMIT_SQL_STEPS;
    return w->spent;
}

/* Compiles under the authorizer. The comment keeps our own cached statements apart. */
static sqlite3_stmt *compile(
    struct workbook *wb, const char *sql, struct watch *w, struct error *e)
{
    char *marked = sqlite3_mprintf("/* method */ %s", sql);
    sqlite3 *h = db_handle(wb->db);
    sqlite3_stmt *stmt = NULL;

    if (!marked) {
        error_memory(e);
        return NULL;
    }
    sqlite3_set_authorizer(h, authorize, w);
    stmt = db_prepare(wb->db, marked, e);
    sqlite3_set_authorizer(h, NULL, NULL);
    sqlite3_free(marked);
    if (!stmt && w->refused[0])
        error_set(e, STATUS_DATA, _("A query of the method may not use \"%s\"."), w->refused);
    else if (!stmt)
        error_set(
            e, STATUS_DATA, _("A query of the method does not work: %s."), sqlite3_errmsg(h));
    return stmt;
}

/* The view today says the date of the region, at any hour. */
static enum status set_today(struct workbook *wb, struct error *e)
{
    char iso[11];

    date_iso(workbook_today(wb), iso);
    if (strcmp(iso, wb->today) == 0)
        return STATUS_OK;
    memcpy(wb->today, iso, sizeof iso);
    return db_run(wb->db, e, "UPDATE temp.today SET date = ?", "t", iso);
}

/* Whether the text is one statement: the compiler would silently leave a second one out. */
static bool is_single(const char *sql)
{
    const char *semicolon = strchr(sql, ';');

    return !semicolon || semicolon[1 + strspn(semicolon + 1, " \t\r\n;")] == '\0';
}

static enum status run(struct workbook *wb, const char *sql, const char *uid, guard_row_fn *row,
    void *context, struct error *e)
{
    struct watch w = {.wb = wb};
    sqlite3 *h = db_handle(wb->db);
    bool there = true;
    struct error scratch = {0};

    if (!e)
        e = &scratch;
    if (!is_single(sql))
        return error_set(
            e, STATUS_DATA, _("A query of the method has more than one statement."));
    enum status s = set_today(wb, e);
    sqlite3_stmt *stmt = s == STATUS_OK ? compile(wb, sql, &w, e) : NULL;
    if (!stmt) {
        s = db_status(e);
        error_clear(&scratch);
        return s;
    }
    if (uid && sqlite3_bind_parameter_count(stmt))
        sqlite3_bind_text(stmt, 1, uid, -1, SQLITE_STATIC);
    int length = sqlite3_limit(h, SQLITE_LIMIT_LENGTH, LIMIT_SQL_LENGTH);
    sqlite3_progress_handler(h, STEPS_PER_CALL, progress, &w);
    if (!sqlite3_stmt_readonly(stmt))
        s = error_set(e, STATUS_DATA, _("A query of the method wants to write."));
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &there, e)) == STATUS_OK && there)
        s = row(context, stmt, e);
    sqlite3_reset(stmt);
    sqlite3_progress_handler(h, 0, NULL, NULL);
    sqlite3_limit(h, SQLITE_LIMIT_LENGTH, length);
    if (w.spent)
        s = error_set(
            e, STATUS_DATA, _("A query of the method takes too long and was stopped."));
    error_clear(&scratch);
    return s;
}

enum status guard_query(
    struct workbook *wb, const char *sql, guard_row_fn *row, void *context, struct error *e)
{
    return run(wb, sql, NULL, row, context, e);
}

static enum status take_value(void *context, sqlite3_stmt *row, struct error *e)
{
    struct value *v = context;

    value_clear(v);
    return db_value(row, 0, v, e);
}

enum status guard_expression(struct workbook *wb, const struct form *form, const char *uid,
    const char *expr, struct value *value, struct error *e)
{
    *value = (struct value){0};
    char *sql = uid ? sqlite3_mprintf("SELECT (%s) FROM \"%w\" WHERE id = ?1", expr, form->name)
                    : sqlite3_mprintf("SELECT (%s)", expr);
    enum status s = sql ? run(wb, sql, uid, take_value, value, e) : error_memory(e);

    sqlite3_free(sql);
    if (s != STATUS_OK)
        value_clear(value);
    return s;
}
