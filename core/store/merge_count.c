/* What a file brought, counted for the report. */
#include <stdlib.h>
#include <string.h>

#include "core/store/merge_parts.h"

/* Cells of the touched records whose heads say different things. */
#define DIFFERENT                                                                              \
    "SELECT c.record, c.field FROM temp.merge_several c WHERE c.field NOT IN"                  \
    " ('urutan', 'kode', 'kode_lama') AND"                                                     \
    " (SELECT count(DISTINCT quote(e.value) || quote(e.typed)) FROM head h CROSS JOIN edit e"  \
    " ON e.session = h.session AND e.seq = h.seq"                                              \
    " WHERE h.record = c.record AND h.field = c.field) > 1"

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

enum status merge_count_before(struct merge *m, struct error *e)
{
    const struct method *method = m->wb->method;
    int64_t unused[3];
    bool touched;
    enum status s = merge_find_several(m->wb, e);

    if (s == STATUS_OK)
        s = db_exec(m->wb->db, "INSERT INTO temp.merge_cell " DIFFERENT, e);

    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++) {
        s = is_touched(m->wb, &method->forms[i], &touched, e);
        if (s == STATUS_OK && touched)
            s = per_form(m->wb,
                "UPDATE temp.merge_row AS t SET was = 1 WHERE t.form = ?1 AND EXISTS("
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

/* Whether a person is asked about a cell that says different things. */
static bool is_asked(const struct method *m, const char *form_name, const char *name)
{
    const struct form *form = method_form(m, form_name);
    const struct field *f = form ? form_field(form, name) : NULL;

    return form && (f ? f->merge == MERGE_ASK : name[0] == '\0');
}

/* Cells that differ now and did not before, or the other way round. */
static enum status count_differences(
    struct merge *m, const char *sql, size_t *count, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(m->wb->db, sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(m->wb->db, stmt, &row, e)) == STATUS_OK && row)
        *count += is_asked(m->wb->method, (const char *)sqlite3_column_text(stmt, 0),
            (const char *)sqlite3_column_text(stmt, 1));
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

static const char new_differences[] = "SELECT r.form, d.field FROM (" DIFFERENT ") d"
                                      " JOIN record r ON r.id = d.record WHERE NOT EXISTS("
                                      "SELECT 1 FROM temp.merge_cell o"
                                      " WHERE o.record = d.record AND o.field = d.field)";
static const char old_differences[] =
    "SELECT r.form, o.field FROM temp.merge_cell o JOIN record r ON r.id = o.record"
    " WHERE (o.record, o.field) NOT IN (" DIFFERENT ")";

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
        "SELECT coalesce(s.author, ''), min(a.at), max(a.at), count(*) FROM temp.merge_new n"
        " CROSS JOIN action a ON a.session = n.session AND a.seq > n.actions"
        " JOIN session s ON s.id = n.session GROUP BY 1 ORDER BY 2, 1",
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
        s = count_differences(m, new_differences, &m->report->different, e);
    return s == STATUS_OK ? count_differences(m, old_differences, &m->report->decided, e) : s;
}
