/* What facts ask beside the forms: the table finding, filled while they run, and how many cells
 * differ. */
#include "core/store/conflict.h"
#include "core/store/guard.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"

/* differences(): how many cells wait for a decision. */
static void run_differences(sqlite3_context *c, int count, sqlite3_value **v)
{
    struct error e = {0};
    int64_t cells = 0;
    (void)count;
    (void)v;

    enum status s = conflict_count(sqlite3_user_data(c), &cells, &e);
    if (s == STATUS_OK)
        sqlite3_result_int64(c, cells);
    else if (s == STATUS_MEMORY)
        sqlite3_result_error_nomem(c);
    else
        sqlite3_result_error(c, error_text(&e), -1);
    error_clear(&e);
}

enum status guard_findings(struct workbook *wb, struct error *e)
{
    static const struct guard_function functions[] = {{"differences", 0, run_differences}};
    enum status s = db_exec(wb->db,
        "CREATE TEMP TABLE finding(name TEXT, level TEXT, found INTEGER, waived INTEGER,"
        " dimension TEXT)",
        e);

    return s == STATUS_OK
               ? guard_register(wb, functions, sizeof functions / sizeof functions[0], e)
               : s;
}

enum status guard_show_findings(
    struct workbook *wb, const struct guard_finding *list, size_t count, struct error *e)
{
    enum status s = db_exec(wb->db, "DELETE FROM temp.finding", e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = db_run(wb->db, e, "INSERT INTO temp.finding VALUES(?,?,?,?,nullif(?,''))", "ttiit",
            list[i].name, list[i].level, (int64_t)list[i].found, (int64_t)list[i].waived,
            list[i].dimension ? list[i].dimension : "");
    return s;
}
