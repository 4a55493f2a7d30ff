#include "core/store/guard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"

/* What a method's SQL may call: nothing that reads files, makes huge blobs, or asks the laptop.
 */
static const char *const functions[] = {"abs", "app_name", "avg", "char", "coalesce", "count",
    "cume_dist", "date", "dense_rank", "differences", "first_value", "fold", "glob",
    "group_concat", "iif", "ifnull", "instr", "json", "json_array", "json_array_length",
    "json_each", "json_extract", "json_group_array", "json_group_object", "json_object",
    "json_type", "json_valid", "julianday", "label", "lag", "last_value", "lead", "length",
    "like", "lower", "ltrim", "max", "min", "ntile", "nullif", "num", "occurs", "percent_rank",
    "process_word", "quote", "rank", "replace", "round", "row_number", "rtrim", "rupiah", "say",
    "sign", "strftime", "substr", "substring", "sum", "total", "trim", "typeof", "unicode",
    "upper", "vague_word", "->", "->>"};

/* Tables beside the forms. */
static const char *const views[] = {
    "choice", "plan", "today", "near", "finding", "json_each", "json_tree"};

/* One query that runs under the guard; a query inside another's row has an outer one. */
struct watch {
    struct watch *outer;
    struct workbook *wb;
    char refused[128]; /* what it tried, for the sentence */
    long steps;
    int64_t until;       /* clock_ticks */
    sqlite3_int64 heap;  /* bytes SQLite may hold */
    const char *stopped; /* why it was stopped: a sentence */
    bool asked;          /* somebody wants it to end (workbook_stop_when) */
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

#define STEPS_PER_CALL 200
#define STEPS_AT_REST 2000

/* Whether somebody wants queries to end; also called every STEPS_AT_REST steps of what no guard
 * watches. */
static int stop_wanted(void *context)
{
    const struct workbook *wb = context;

    return wb->stop && wb->stop(wb->stop_context);
}

/* Who looks at queries while none of a method runs. */
static void rest(struct workbook *wb)
{
    sqlite3_progress_handler(db_handle(wb->db), wb->stop ? STEPS_AT_REST : 0, stop_wanted, wb);
}

void workbook_stop_when(struct workbook *wb, bool (*stop)(void *context), void *context)
{
    wb->stop = stop;
    wb->stop_context = context;
    if (!wb->watch)
        rest(wb);
}

/* Stops a query that costs too much; called every STEPS_PER_CALL steps of the virtual machine.
 * Stopping keeps the open transaction, which running out of memory would not. */
static int progress(void *context)
{
    struct watch *w = context;

    w->steps += STEPS_PER_CALL;
    if (w->steps > LIMIT_SQL_STEPS || clock_ticks() > w->until)
        w->stopped = N_("A query of the method takes too long and was stopped.");
    else if (sqlite3_memory_used() > w->heap)
        w->stopped = N_("A query of the method needs too much memory and was stopped.");
    else if (stop_wanted(w->wb)) {
        w->asked = true;
        w->stopped = N_("Stopped; nothing is half done.");
    }
    return w->stopped != NULL;
}

/* Letters that a function looks at cost as much as a step of the virtual machine. */
#define LETTERS_PER_STEP 16

bool guard_work(struct workbook *wb, size_t letters)
{
    if (!wb->watch)
        return !stop_wanted(wb);
    wb->watch->steps += (long)(letters / LETTERS_PER_STEP);
    return progress(wb->watch) == 0;
}

void guard_stop(struct workbook *wb, const char *sentence)
{
    if (wb->watch && !wb->watch->stopped)
        wb->watch->stopped = sentence;
}

/* The view today says the date of the region, at any hour. */
static enum status set_today(struct workbook *wb, struct error *e)
{
    char iso[11];

    date_iso(workbook_today(wb), iso);
    if (strcmp(iso, wb->today) == 0)
        return STATUS_OK;
    enum status s = db_run(wb->db, e, "UPDATE temp.today SET date = ?", "t", iso);
    if (s == STATUS_OK)
        memcpy(wb->today, iso, sizeof iso);
    return s;
}

/* The most memory that was in use, or was asked for at once, since the last look. */
static sqlite3_int64 peak(int what, bool forget)
{
    sqlite3_int64 now = 0, most = 0;

    sqlite3_status64(what, &now, &most, forget);
    return most;
}

/* Whether our own limit refused memory; else the machine has no more. */
static bool limit_refused(const struct watch *w)
{
    return peak(SQLITE_STATUS_MEMORY_USED, false) + peak(SQLITE_STATUS_MALLOC_SIZE, false) >=
           w->heap + LIMIT_SQL_HEAP;
}

/* Compiles under the authorizer. The comment keeps our own cached statements apart. */
static enum status compile(
    struct workbook *wb, const char *sql, struct watch *w, sqlite3_stmt **stmt, struct error *e)
{
    char *marked = sqlite3_mprintf("/* method */ %s", sql);
    struct error why = {0};
    enum status s = STATUS_OK;

    *stmt = NULL;
    if (!marked)
        return error_memory(e);
    *stmt = db_prepare_asked(wb->db, marked, authorize, w, &why);
    int code = sqlite3_errcode(db_handle(wb->db));
    if (!*stmt && w->refused[0])
        s = error_set(
            e, STATUS_DATA, _("A query of the method may not use \"%s\"."), w->refused);
    else if (!*stmt && why.status == STATUS_MEMORY && !limit_refused(w))
        s = error_memory(e);
    else if (!*stmt && why.status == STATUS_MEMORY)
        s = error_set(e, STATUS_DATA, _("A query of the method is too large."));
    else if (!*stmt)
        s = error_set(e, STATUS_DATA, _("A query of the method does not work: %s"),
            code == SQLITE_OK ? error_text(&why) : sqlite3_errmsg(db_handle(wb->db)));
    error_clear(&why);
    sqlite3_free(marked);
    return s;
}

/* Every row of a compiled query. A failure of SQLite is the method's, and is said so; one of
 * the caller's own keeps its sentence. */
static enum status each_row(struct workbook *wb, sqlite3_stmt *stmt, const struct watch *w,
    guard_row_fn *row, void *context, struct error *e)
{
    enum status s = STATUS_OK;
    int code = SQLITE_DONE;

    while (s == STATUS_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW)
        s = row(context, stmt, e);
    if (s != STATUS_OK || code == SQLITE_DONE)
        return s;
    if (w->stopped)
        return error_set(e, w->asked ? STATUS_INTERRUPTED : STATUS_DATA, "%s", _(w->stopped));
    if ((code & 0xff) == SQLITE_NOMEM && !limit_refused(w))
        return error_memory(e);
    switch (code & 0xff) {
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_NOMEM:
        return error_set(e, STATUS_DATA, _("A query of the method does not work: %s"),
            sqlite3_errmsg(db_handle(wb->db)));
    default: return db_error(wb->db, e);
    }
}

/* Compiles and runs under every limit; a query within a query leaves the outer one guarded. */
static enum status run(struct workbook *wb, const char *sql, const char *uid,
    guard_row_fn *head, guard_row_fn *row, void *context, struct error *e)
{
    sqlite3 *h = db_handle(wb->db);
    struct watch w = {.outer = wb->watch,
        .wb = wb,
        .until = clock_ticks() + LIMIT_SQL_TICKS,
        .heap = sqlite3_memory_used() + LIMIT_SQL_HEAP};
    enum status s = set_today(wb, e);

    if (s != STATUS_OK)
        return s;
    /* The hard limit only catches what allocates much between two looks. */
    sqlite3_int64 heap = sqlite3_hard_heap_limit64(w.heap + LIMIT_SQL_HEAP);
    int length = sqlite3_limit(h, SQLITE_LIMIT_LENGTH, LIMIT_SQL_LENGTH);
    wb->watch = &w;
    peak(SQLITE_STATUS_MEMORY_USED, true);
    peak(SQLITE_STATUS_MALLOC_SIZE, true);
    sqlite3_stmt *stmt = NULL;
    s = compile(wb, sql, &w, &stmt, e);
    if (s == STATUS_OK && !sqlite3_stmt_readonly(stmt))
        s = error_set(e, STATUS_DATA, _("A query of the method wants to write."));
    if (s == STATUS_OK) {
        sqlite3_progress_handler(h, STEPS_PER_CALL, progress, &w);
        if (uid && sqlite3_bind_parameter_count(stmt))
            sqlite3_bind_text(stmt, 1, uid, -1, SQLITE_STATIC);
        s = head ? head(context, stmt, e) : STATUS_OK;
        if (s == STATUS_OK)
            s = each_row(wb, stmt, &w, row, context, e);
        sqlite3_reset(stmt);
    }
    wb->watch = w.outer;
    if (w.outer)
        sqlite3_progress_handler(h, STEPS_PER_CALL, progress, w.outer);
    else
        rest(wb);
    sqlite3_limit(h, SQLITE_LIMIT_LENGTH, length);
    sqlite3_hard_heap_limit64(heap);
    return s;
}

enum status guard_query(
    struct workbook *wb, const char *sql, guard_row_fn *row, void *context, struct error *e)
{
    return run(wb, sql, NULL, NULL, row, context, e);
}

enum status guard_query_headed(struct workbook *wb, const char *sql, guard_row_fn *head,
    guard_row_fn *row, void *context, struct error *e)
{
    return run(wb, sql, NULL, head, row, context, e);
}

enum status guard_query_with(struct workbook *wb, const char *sql, const char *text,
    guard_row_fn *row, void *context, struct error *e)
{
    return run(wb, sql, text, NULL, row, context, e);
}

static enum status take_value(void *context, sqlite3_stmt *row, struct error *e)
{
    struct value *v = context;

    value_clear(v);
    return db_value(row, 0, v, e);
}

/* The line break ends a comment at the end of the expression. */
enum status guard_expression(struct workbook *wb, const struct form *form, const char *uid,
    const char *expr, struct value *value, struct error *e)
{
    *value = (struct value){0};
    char *sql =
        uid ? sqlite3_mprintf("SELECT (%s\n) FROM \"%w\" WHERE id = ?1", expr, form->name)
            : sqlite3_mprintf("SELECT (%s\n)", expr);
    enum status s = sql ? run(wb, sql, uid, NULL, take_value, value, e) : error_memory(e);

    sqlite3_free(sql);
    if (s != STATUS_OK)
        value_clear(value);
    return s;
}

enum status guard_field(struct workbook *wb, const struct field *field, const char *uid,
    const char *expr, struct value *value, struct error *e)
{
    const char *sql = field->type->columns[0].sql;
    enum status s = guard_expression(wb, field->form, uid, expr, value, e);

    if (s == STATUS_OK && value->kind == VALUE_INTEGER && strcmp(sql, "REAL") == 0)
        *value = value_real((double)value->integer);
    else if (s == STATUS_OK && value->kind == VALUE_REAL && strcmp(sql, "INTEGER") == 0 &&
             value->real == floor(value->real) && fabs(value->real) < 9e15)
        *value = value_integer((int64_t)value->real);
    return s;
}
