/* The order of rows: a number between those of the neighbours, one edit for each move
 * (DESIGN.md 3 "Codes"). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/internal.h"

/* One number of a query with or without an id: NAN for a NULL, *found false without a row. */
static enum status number_of(
    struct workbook *wb, char *sql, const char *uid, double *at, bool *found, struct error *e)
{
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    enum status s = !sql    ? error_memory(e)
                    : !stmt ? db_status(e)
                    : uid   ? db_bind(wb->db, stmt, e, "t", uid)
                            : STATUS_OK;

    *found = false;
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, found, e);
    *at = *found && sqlite3_column_type(stmt, 0) != SQLITE_NULL ? sqlite3_column_double(stmt, 0)
                                                                : NAN;
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* urutan of the row that stands next to `at`: before it or after it. */
static enum status neighbour(struct workbook *wb, const struct form *form, const char *uid,
    double at, bool before, double *other, bool *found, struct error *e)
{
    const char *text = before ? "SELECT urutan FROM main.\"%w\" WHERE (urutan, id) < (?1, ?2)"
                                " ORDER BY urutan DESC, id DESC LIMIT 1"
                              : "SELECT urutan FROM main.\"%w\" WHERE (urutan, id) > (?1, ?2)"
                                " ORDER BY urutan, id LIMIT 1";
    char *sql = sqlite3_mprintf(text, form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    bool row = false;
    enum status s = !sql    ? error_memory(e)
                    : !stmt ? db_status(e)
                            : db_bind(wb->db, stmt, e, "dt", at, uid);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    *found = row;
    *other = row ? sqlite3_column_double(stmt, 0) : 0;
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

enum status order_set(
    struct workbook *wb, const struct form *form, const char *uid, double at, struct error *e)
{
    struct value v = value_real(at);
    int64_t record;
    enum status s = journal_record(wb, form, uid, false, &record, e);

    return s == STATUS_OK ? action_cell(wb, form, record, uid, "urutan", &v, NULL, e) : s;
}

/* Numbers all rows 1, 2, 3 … once the halves between two rows are used up. */
static enum status renumber(struct workbook *wb, const struct form *form, struct error *e)
{
    char **ids = NULL;
    size_t count = 0;
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" ORDER BY urutan, id", form->name);
    enum status s = sql ? db_texts(wb->db, &ids, &count, e, sql, "") : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = order_set(wb, form, ids[i], (double)(i + 1), e);
    db_texts_free(ids, count);
    sqlite3_free(sql);
    return s;
}

enum status order_end(struct workbook *wb, const struct form *form, double *at, struct error *e)
{
    for (int tries = 0; tries < 2; tries++) {
        double last;
        bool found;
        enum status s =
            number_of(wb, sqlite3_mprintf("SELECT max(urutan) FROM main.\"%w\"", form->name),
                NULL, &last, &found, e);
        *at = isnan(last) ? 1 : floor(last) + 1;
        if (s != STATUS_OK || *at > last || isnan(last))
            return s;
        s = renumber(wb, form, e); /* so large that one more makes no difference */
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

enum status order_under(struct workbook *wb, const struct form *form, const char *uid,
    char ***uids, size_t *count, struct error *e)
{
    const struct field *parent = form_role_field(form, ROLE_PARENT);

    *uids = NULL;
    *count = 0;
    if (!parent)
        return STATUS_OK;
    char *sql = sqlite3_mprintf(
        "WITH RECURSIVE under(id) AS (SELECT ?1 UNION SELECT r.id FROM main.\"%w\" r"
        " JOIN under u ON r.\"%w\" = u.id) SELECT r.id FROM main.\"%w\" r"
        " JOIN under u ON u.id = r.id WHERE r.id <> ?1 ORDER BY r.urutan, r.id",
        form->name, parent->name, form->name);
    enum status s = sql ? db_texts(wb->db, uids, count, e, sql, "t", uid) : error_memory(e);
    sqlite3_free(sql);
    return s;
}

/* Whether an id is among others. */
static bool is_among(const char *uid, char **uids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(uids[i], uid) == 0)
            return true;
    return false;
}

enum status order_outside(struct workbook *wb, const struct form *form, const char *before,
    char **under, size_t count, char **outside, struct error *e)
{
    char **behind = NULL;
    size_t rows = 0, at = 0;

    *outside = NULL;
    if (!before)
        return STATUS_OK;
    char *sql = sqlite3_mprintf("SELECT r.id FROM main.\"%w\" r, main.\"%w\" o WHERE o.id = ?"
                                " AND (r.urutan, r.id) >= (o.urutan, o.id)"
                                " ORDER BY r.urutan, r.id LIMIT %d",
        form->name, form->name, (int)count + 1);
    enum status s =
        sql ? db_texts(wb->db, &behind, &rows, e, sql, "t", before) : error_memory(e);
    while (at < rows && is_among(behind[at], under, count))
        at++;
    if (at < rows && !(*outside = strdup(behind[at])))
        s = error_memory(e);
    db_texts_free(behind, rows);
    sqlite3_free(sql);
    return s;
}

/* A row that came back because somebody else wrote into it while its making was undone has no
 * place yet: then all are numbered, too. */
enum status order_beside(struct workbook *wb, const struct form *form, const char *uid,
    bool before, double *at, struct error *e)
{
    for (int tries = 0; tries < 2; tries++) {
        double here, other;
        bool found, beside;
        enum status s = number_of(wb,
            sqlite3_mprintf("SELECT urutan FROM main.\"%w\" WHERE id = ?", form->name), uid,
            &here, &found, e);
        if (s == STATUS_OK && !found)
            return error_set(
                e, STATUS_MISSING, _("The row to stand beside is not there any more."));
        if (s == STATUS_OK)
            s = neighbour(wb, form, uid, here, before, &other, &beside, e);
        if (s != STATUS_OK)
            return s;
        if (!beside)
            other = before ? here - 2 : here + 2;
        *at = here + (other - here) / 2;
        if (isfinite(*at) && *at != here && *at != other)
            return STATUS_OK;
        s = renumber(wb, form, e);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}
