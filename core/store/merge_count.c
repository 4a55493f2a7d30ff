/* What a file brought, counted for the report. */
#include <stdlib.h>
#include <string.h>

#include "core/store/merge_parts.h"

/* Runs a statement about one form: %w is its name, everywhere. */
static enum status per_form(struct workbook *wb, const char *format, const struct form *form,
    int64_t numbers[3], struct error *e)
{
    bool row = false;
    char *sql = sqlite3_mprintf(format, form->name, form->name, form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    enum status s = stmt  ? db_bind(wb->db, stmt, e, "t", form->name)
                    : sql ? db_status(e)
                          : error_memory(e);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    for (int i = 0; s == STATUS_OK && row && i < 3; i++)
        numbers[i] = sqlite3_column_int64(stmt, i);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* Whether any record of the form was touched. */
static enum status is_touched(
    struct workbook *wb, const struct form *form, bool *yes, struct error *e)
{
    int64_t found = 0;
    enum status s = db_integer(wb->db, &found, e,
        "SELECT EXISTS(SELECT 1 FROM temp.merge_row WHERE form = ?)", "t", form->name);

    *yes = found;
    return s;
}

/* conflict_open_fn: a difference that is open before anything is derived. */
static enum status note_open(void *context, int64_t record, const char *field, struct error *e)
{
    struct merge *m = context;

    return db_run(m->wb->db, e, "INSERT INTO temp.merge_cell VALUES(?,?)", "it", record, field);
}

enum status merge_count_before(struct merge *m, struct error *e)
{
    const struct method *method = m->wb->method;
    int64_t unused[3];
    bool touched;
    enum status s = merge_find_several(m->wb, e);

    if (s == STATUS_OK)
        s = conflict_touched(m->wb, m->united, note_open, m, e);
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++) {
        s = is_touched(m->wb, &method->forms[i], &touched, e);
        if (s == STATUS_OK && touched)
            s = per_form(m->wb,
                method->forms[i].kind == FORM_LIST
                    ? "UPDATE temp.merge_row AS t SET was = 1 WHERE t.form = ?1 AND NOT t.fresh"
                      " AND EXISTS(SELECT 1 FROM record r JOIN main.\"%w\" f ON f.id = r.uid"
                      " WHERE r.id = t.record)"
                    : "UPDATE temp.merge_row AS t SET was = 1 WHERE t.form = ?1 AND EXISTS("
                      "SELECT 1 FROM record r JOIN main.\"%w\" f ON f.id = r.uid"
                      " WHERE r.id = t.record)",
                &method->forms[i], unused, e);
    }
    return s;
}

/* Rows that came and went, and codes that a touched row shares with another. */
static enum status count_rows(struct merge *m, struct error *e)
{
    const struct method *method = m->wb->method;
    bool touched;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++) {
        int64_t n[3] = {0};
        s = is_touched(m->wb, &method->forms[i], &touched, e);
        if (s == STATUS_OK && touched)
            s = per_form(m->wb,
                "SELECT count(*) FILTER (WHERE f.id IS NOT NULL AND NOT t.was),"
                " count(*) FILTER (WHERE f.id IS NULL AND t.was),"
                " count(DISTINCT f.kode) FILTER (WHERE EXISTS(SELECT 1 FROM main.\"%w\" g"
                " WHERE g.kode = f.kode AND g.id <> f.id))"
                " FROM temp.merge_row t CROSS JOIN record r ON r.id = t.record"
                " LEFT JOIN main.\"%w\" f ON f.id = r.uid WHERE t.form = ?1",
                &method->forms[i], n, e);
        m->report->rows_new += (size_t)n[0];
        m->report->rows_gone += (size_t)n[1];
        m->report->doubled += (size_t)n[2];
    }
    return s;
}

/* conflict_open_fn: one that is open now is new, or is one of those decided no more. */
static enum status count_open(void *context, int64_t record, const char *field, struct error *e)
{
    struct merge *m = context;
    int64_t was;
    enum status s = db_integer(m->wb->db, &was, e,
        "SELECT EXISTS(SELECT 1 FROM temp.merge_cell WHERE record = ? AND field = ?)", "it",
        record, field);

    m->report->different += s == STATUS_OK && !was;
    m->report->decided -= s == STATUS_OK && was;
    return s;
}

/* Differences that are open now and were not before, and the other way round. */
static enum status count_differences(struct merge *m, struct error *e)
{
    int64_t before;
    enum status s =
        db_integer(m->wb->db, &before, e, "SELECT count(*) FROM temp.merge_cell", "");

    m->report->decided += s == STATUS_OK ? (size_t)before : 0;
    return s == STATUS_OK ? conflict_touched(m->wb, m->united, count_open, m, e) : s;
}

/* Cells with something new, without what no person typed, and those of fields that are not
 * known here. A cell with several new heads, which is rare, counts for each. */
static void count_cells(struct merge *m)
{
    static const char *const engine[] = {"", "urutan", "kode", "kode_lama"};
    const struct merge_came *c = &m->came;

    for (size_t i = 0; i < c->head_count; i++) {
        const char *field = c->names.list[c->heads[i].field];
        const struct form *form = c->records[c->heads[i].of].form;
        size_t k = 0;
        while (k < sizeof engine / sizeof *engine && strcmp(field, engine[k]) != 0)
            k++;
        if (k < sizeof engine / sizeof *engine)
            continue;
        m->report->cells++;
        if (!form || !form_field(form, field))
            m->report->unknown++;
    }
}

/* Who wrote what is new. */
static enum status count_people(struct merge *m, struct error *e)
{
    struct merge_report *r = m->report;
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(m->wb->db,
        "SELECT coalesce(s.author, ''), min(c.since), max(c.until), sum(c.changes) FROM"
        " (SELECT n.session, min(a.at) AS since, max(a.at) AS until, count(*) AS changes"
        " FROM temp.merge_new n CROSS JOIN action a ON a.session = n.session"
        " AND a.seq > n.actions GROUP BY n.session) c"
        " JOIN session s ON s.id = c.session GROUP BY 1 ORDER BY 2, 1",
        e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(m->wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (r->people_count == room) {
            struct merge_person *more =
                realloc(r->people, (room = room * 2 + 4) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            r->people = more;
        }
        struct merge_person *p = &r->people[r->people_count];
        *p = (struct merge_person){.author = strdup((const char *)sqlite3_column_text(stmt, 0)),
            .from = sqlite3_column_int64(stmt, 1),
            .to = sqlite3_column_int64(stmt, 2),
            .changes = (size_t)sqlite3_column_int64(stmt, 3)};
        if (!p->author) {
            s = error_memory(e);
            break;
        }
        r->people_count++;
        r->changes += p->changes;
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status merge_count_after(struct merge *m, struct error *e)
{
    enum status s = count_people(m, e);

    count_cells(m);
    if (s == STATUS_OK)
        s = count_rows(m, e);
    if (s == STATUS_OK)
        s = count_differences(m, e);
    return s;
}
