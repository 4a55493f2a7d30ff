/* What a method's SQL reads beside the forms: the temporary tables choice and today, the view
 * plan (DESIGN.md 4). */
#include "core/store/internal.h"

/* The view plan reads the plan form's fields by role; a method without one has an empty plan.
 */
static char *plan_view_sql(const struct method *m)
{
    const struct form *f = method_plan_form(m);
    const struct field *start = f ? form_role_field(f, ROLE_PLAN_START) : NULL;
    const struct field *years = f ? form_role_field(f, ROLE_PLAN_YEARS) : NULL;
    const struct field *brief = f ? form_role_field(f, ROLE_PLAN_SHORT) : NULL;
    const struct field *medium = f ? form_role_field(f, ROLE_PLAN_MEDIUM) : NULL;

    if (!start || !years)
        return sqlite3_mprintf(
            "CREATE TEMP VIEW plan(year_from, year_to, short_to, medium_to) AS "
            "SELECT NULL, NULL, NULL, NULL");
    return sqlite3_mprintf("CREATE TEMP VIEW plan(year_from, year_to, short_to, medium_to) AS "
                           "SELECT \"%w\", \"%w\" + \"%w\" - 1, coalesce(%s%w%s, \"%w\"),"
                           " coalesce(%s%w%s, \"%w\" + 4) FROM main.\"%w\"",
        start->name, start->name, years->name, brief ? "\"" : "", brief ? brief->name : "NULL",
        brief ? "\"" : "", start->name, medium ? "\"" : "", medium ? medium->name : "NULL",
        medium ? "\"" : "", start->name, f->name);
}

/* The choices that are offered, with their labels in the language of message_lang(). */
static enum status fill_choices(struct db *db, const struct method *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->list_count; i++) {
        const struct choice_list *l = &m->lists[i];
        for (size_t c = 0; s == STATUS_OK && c < l->count; c++)
            s = l->choices[c].retired
                    ? STATUS_OK
                    : db_run(db, e,
                          "INSERT OR IGNORE INTO temp.choice VALUES(?,?,?,nullif(?,''),?)",
                          "tttti", l->name, l->choices[c].name, words_get(&l->choices[c].label),
                          l->choices[c].parent, (int64_t)c);
    }
    return s;
}

enum status workbook_relabel(struct workbook *wb, struct error *e)
{
    enum status s = db_exec(wb->db, "DELETE FROM temp.choice", e);

    return s == STATUS_OK ? fill_choices(wb->db, wb->method, e) : s;
}

enum status schema_views(struct db *db, const struct method *m, bool choices, struct error *e)
{
    char *plan = plan_view_sql(m);
    enum status s =
        plan ? db_exec(db,
                   /* json_each is declared at its first use, which no guard may watch. */
                   "SELECT 1 FROM json_each('[]'), json_tree('[]');"
                   "CREATE TEMP TABLE choice(list TEXT, name TEXT, label TEXT,"
                   " parent TEXT, place INTEGER, PRIMARY KEY(list, name)) WITHOUT ROWID;"
                   "CREATE TEMP TABLE today(date TEXT)",
                   e)
             : error_memory(e);

    if (s == STATUS_OK)
        s = db_exec(db, plan, e);
    sqlite3_free(plan);
    if (s == STATUS_OK && choices)
        s = fill_choices(db, m, e);
    if (s == STATUS_OK)
        s = db_exec(db, "INSERT INTO temp.today VALUES(NULL)", e);
    return s;
}
