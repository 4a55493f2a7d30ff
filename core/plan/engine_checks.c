/* The checks that are true of any method. Each asks over all forms by the types and roles of
 * their fields, one statement for each form, and each statement walks its form once. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/method/type.h"
#include "core/plan/findings_part.h"
#include "core/plan/near_checks.h"
#include "core/store/conflict.h"
#include "core/store/record.h"

/* What a SELECT about one field gives: id, the field's number, a, b, c. */
enum { COLUMN_ID, COLUMN_NUMBER, COLUMN_A, COLUMN_B, COLUMN_C };

/* Appends that SELECT over the rows r of the field's form, `union_all` before it; nothing when
 * the check has nothing to ask of this field. */
typedef void ask_fn(sqlite3_str *sql, const char *union_all, const struct field *f);

/* R10: a choice below another one, which the row does not hold. */
static void ask_filter(sqlite3_str *sql, const char *union_all, const struct field *f)
{
    const struct field *above = f->filter;

    if (!above && f->role == ROLE_SUB_DIMENSION)
        above = form_role_field(f->form, ROLE_DIMENSION);
    if (!above || f->type->id != TYPE_SELECT_ONE || above->type->id != TYPE_SELECT_ONE ||
        above->level == LEVEL_COMPUTED)
        return;
    char *label = findings_label(f);
    sqlite3_str_appendf(sql,
        "%sSELECT r.id, %d, c.label, p.label, %Q FROM main.\"%w\" r"
        " CROSS JOIN temp.choice c ON c.list = %Q AND c.name = r.\"%w\""
        " CROSS JOIN temp.choice p ON p.list = %Q AND p.name = r.\"%w\""
        " WHERE c.parent <> r.\"%w\"",
        union_all, (int)f->number, label, f->form->name, f->list->name, f->name,
        above->list->name, above->name, above->name);
    free(label);
}

/* R11, a field that holds ids: none of its forms has the row. */
static void ask_dead_row(
    sqlite3_str *sql, const char *union_all, const struct field *f, const char *id)
{
    bool several = f->type->id == TYPE_REF_MULTIPLE;

    sqlite3_str_appendf(sql, "%sSELECT%s r.id, %d, %Q, NULL, NULL FROM main.\"%w\" r",
        union_all, several ? " DISTINCT" : "", (int)f->number, words_get(&f->label),
        f->form->name);
    if (several)
        sqlite3_str_appendf(sql,
            ", json_each(CASE WHEN json_valid(r.\"%w\") THEN r.\"%w\" ELSE '[]' END) j",
            f->name, f->name);
    sqlite3_str_appendf(sql, " WHERE r.\"%w\" IS NOT NULL", f->name);
    for (const struct form **t = f->targets; *t; t++)
        sqlite3_str_appendf(sql, " AND NOT EXISTS(SELECT 1 FROM main.\"%w\" t WHERE t.id = %s",
            (*t)->name, several ? "j.value)" : id);
}

/* R11, a field that names form and row. */
static void ask_dead_place(
    sqlite3_str *sql, const char *union_all, const struct field *f, const struct method *m)
{
    const struct type_column *columns = f->type->columns;

    sqlite3_str_appendf(sql,
        "%sSELECT r.id, %d, %Q, NULL, NULL FROM main.\"%w\" r WHERE r.\"%w%w\" IS NOT NULL"
        " AND CASE r.\"%w%w\"",
        union_all, (int)f->number, words_get(&f->label), f->form->name, f->name,
        columns[1].suffix, f->name, columns[0].suffix);
    for (size_t i = 0; i < m->form_count; i++)
        if (m->forms[i].kind == FORM_LIST)
            sqlite3_str_appendf(sql,
                " WHEN %Q THEN NOT EXISTS(SELECT 1 FROM main.\"%w\" t WHERE t.id = r.\"%w%w\")",
                m->forms[i].name, m->forms[i].name, f->name, columns[1].suffix);
    sqlite3_str_appendall(sql, " ELSE 0 END");
}

/* W01: the end before the beginning, in a field of two years. */
static void ask_reversed(sqlite3_str *sql, const char *union_all, const struct field *f)
{
    const struct field *to = f;
    const char *from_suffix = "", *to_suffix = "";

    if (f->type->id == TYPE_PERIOD) {
        from_suffix = f->type->columns[0].suffix;
        to_suffix = f->type->columns[1].suffix;
    } else if (f->role != ROLE_YEAR_FROM || f->type->id != TYPE_YEAR ||
               !(to = form_role_field(f->form, ROLE_YEAR_TO)) || to->type->id != TYPE_YEAR) {
        return;
    }
    sqlite3_str_appendf(sql,
        "%sSELECT r.id, %d, r.\"%w%w\" || '', r.\"%w%w\" || '', NULL FROM main.\"%w\" r"
        " WHERE r.\"%w%w\" < r.\"%w%w\"",
        union_all, (int)to->number, f->name, from_suffix, to->name, to_suffix, f->form->name,
        to->name, to_suffix, f->name, from_suffix);
}

/* W02: what by its role is done within the plan is not. A reversed period is W01's. */
static void ask_outside(sqlite3_str *sql, const char *union_all, const struct field *f)
{
    const struct field *to = f;
    const char *from_suffix = "", *to_suffix = "";

    if (f->role != ROLE_YEAR_FROM && (f->role != ROLE_YEAR_TO || f->type->id != TYPE_PERIOD))
        return;
    if (f->type->id == TYPE_PERIOD) {
        from_suffix = f->type->columns[0].suffix;
        to_suffix = f->type->columns[1].suffix;
    } else {
        to = form_role_field(f->form, ROLE_YEAR_TO);
        if (!to || to->type->id != TYPE_YEAR)
            to = f;
    }
    sqlite3_str_appendf(sql,
        "%sSELECT r.id, %d, CASE WHEN y.a = y.b THEN y.a || '' ELSE y.a || '-' || y.b END,"
        " p.year_from || '-' || p.year_to, NULL FROM main.\"%w\" r CROSS JOIN temp.plan p"
        " CROSS JOIN (SELECT id, coalesce(\"%w%w\", \"%w%w\") AS a,"
        " coalesce(\"%w%w\", \"%w%w\") AS b FROM main.\"%w\") y ON y.id = r.id"
        " WHERE y.a <= y.b AND (y.a < p.year_from OR y.b > p.year_to)",
        union_all, (int)f->number, f->form->name, f->name, from_suffix, to->name, to_suffix,
        to->name, to_suffix, f->name, from_suffix, f->form->name);
}

/* T12: what was chosen is in no list any more. */
static void ask_vanished(sqlite3_str *sql, const char *union_all, const struct field *f)
{
    bool several = f->type->id == TYPE_SELECT_MULTIPLE;
    const char *gone = "NOT EXISTS(SELECT 1 FROM temp.choice c WHERE c.list = %Q AND c.name =";

    if (f->type->id == TYPE_SELECT_ONE) {
        sqlite3_str_appendf(sql,
            "%sSELECT r.id, %d, r.\"%w\", NULL, NULL FROM main.\"%w\" r"
            " WHERE r.\"%w\" IS NOT NULL AND ",
            union_all, (int)f->number, f->name, f->form->name, f->name);
        sqlite3_str_appendf(sql, gone, f->list->name);
        sqlite3_str_appendf(sql, " r.\"%w\")", f->name);
    } else if (several) {
        sqlite3_str_appendf(sql,
            "%sSELECT r.id, %d, group_concat(j.value, ', '), NULL, NULL FROM main.\"%w\" r,"
            " json_each(CASE WHEN json_valid(r.\"%w\") THEN r.\"%w\" ELSE '[]' END) j WHERE ",
            union_all, (int)f->number, f->form->name, f->name, f->name);
        sqlite3_str_appendf(sql, gone, f->list->name);
        sqlite3_str_appendall(sql, " j.value) GROUP BY r.id");
    }
}

/* The row a statement stands on, as a finding. */
static enum status take_row(
    struct checking *c, const struct form *form, sqlite3_stmt *row, struct error *e)
{
    struct found found = {.form = form,
        .field = &form->fields[sqlite3_column_int64(row, COLUMN_NUMBER)],
        .uid = (const char *)sqlite3_column_text(row, COLUMN_ID),
        .a = (const char *)sqlite3_column_text(row, COLUMN_A),
        .b = (const char *)sqlite3_column_text(row, COLUMN_B),
        .c = (const char *)sqlite3_column_text(row, COLUMN_C)};

    return findings_add(c, &found, e);
}

/* Runs the statement about one form, and frees it. */
static enum status run_form(
    struct checking *c, const struct form *form, sqlite3_str *str, struct error *e)
{
    struct db *db = workbook_db(c->wb);
    bool row = true, any = sqlite3_str_length(str) > 0 || sqlite3_str_errcode(str) != SQLITE_OK;
    char *sql = sqlite3_str_finish(str);

    if (!any) {
        sqlite3_free(sql);
        return STATUS_OK;
    }
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take_row(c, form, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* Whether a field is kept in the form's table and is not what identifies its rows: cells of a
 * grid whose row is gone are nowhere to be seen, and are there again when it is restored. */
static bool is_kept(const struct field *f)
{
    return f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY && !f->retired;
}

/* Asks of every field of every form of the method. */
static enum status run_fields(struct checking *c, ask_fn *ask, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        sqlite3_str *sql = sqlite3_str_new(NULL);
        for (size_t k = 0; k < m->forms[i].count; k++)
            if (is_kept(&m->forms[i].fields[k]))
                ask(sql, sqlite3_str_length(sql) ? " UNION ALL " : "", &m->forms[i].fields[k]);
        s = run_form(c, &m->forms[i], sql, e);
    }
    return s;
}

static enum status run_filter(struct checking *c, struct error *e)
{
    return run_fields(c, ask_filter, e);
}

static enum status run_reversed(struct checking *c, struct error *e)
{
    return run_fields(c, ask_reversed, e);
}

static enum status run_outside(struct checking *c, struct error *e)
{
    return run_fields(c, ask_outside, e);
}

static enum status run_vanished(struct checking *c, struct error *e)
{
    return run_fields(c, ask_vanished, e);
}

/* R11 needs the method for fields that may name any form. */
static enum status run_dead(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;
    bool whole = true;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        sqlite3_str *sql = sqlite3_str_new(NULL);
        for (size_t k = 0; k < m->forms[i].count; k++) {
            const struct field *f = &m->forms[i].fields[k];
            const char *before = sqlite3_str_length(sql) ? " UNION ALL " : "";
            if (!is_kept(f))
                continue;
            if (f->type->id == TYPE_ANY_REF) {
                ask_dead_place(sql, before, f, m);
            } else if (f->targets) {
                char *id = sqlite3_mprintf("r.\"%w\")", f->name);
                whole = whole && id;
                ask_dead_row(sql, before, f, id ? id : "NULL)");
                sqlite3_free(id);
            }
        }
        s = run_form(c, &m->forms[i], sql, e);
        if (!whole)
            s = error_memory(e);
    }
    return s;
}

/* R12: codes that two rows of a form have; the finding is at the row that came last. */
static enum status run_codes(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    struct db *db = workbook_db(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        bool row = m->forms[i].kind == FORM_LIST;
        if (!row)
            continue;
        char *sql = sqlite3_mprintf("SELECT max(id), kode, count(*) FROM main.\"%w\""
                                    " WHERE kode IS NOT NULL GROUP BY kode HAVING count(*) > 1",
            m->forms[i].name);
        sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
        s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
        while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
            struct found found = {.form = &m->forms[i],
                .uid = (const char *)sqlite3_column_text(stmt, 0),
                .a = (const char *)sqlite3_column_text(stmt, 1),
                .b = (const char *)sqlite3_column_text(stmt, 2)};
            s = findings_add(c, &found, e);
        }
        if (stmt)
            sqlite3_reset(stmt);
        sqlite3_free(sql);
    }
    return s;
}

/* What a field should have been read as. */
static const char *kind_of(const struct field *f)
{
    static const char *const kinds[] = {[TYPE_INTEGER] = N_("a whole number"),
        [TYPE_DECIMAL] = N_("a number"),
        [TYPE_MONEY] = N_("rupiah"),
        [TYPE_PERCENT] = N_("a percentage"),
        [TYPE_YEAR] = N_("a year"),
        [TYPE_PERIOD] = N_("years from - to"),
        [TYPE_DATE] = N_("a date"),
        [TYPE_TIME] = N_("a time of day"),
        [TYPE_YESNO] = N_("yes or no"),
        [TYPE_SELECT_ONE] = N_("a choice of the list"),
        [TYPE_SELECT_MULTIPLE] = N_("choices of the list"),
        [TYPE_REF] = N_("a row of its list"),
        [TYPE_REF_MULTIPLE] = N_("rows of its list"),
        [TYPE_ANY_REF] = N_("a row")};
    size_t id = (size_t)f->type->id;

    return id < sizeof kinds / sizeof *kinds && kinds[id] ? _(kinds[id]) : f->type->name;
}

/* One text nobody understood; those of rows in the trash, or of what the method does not have
 * any more, wait there. */
static enum status take_unread(struct checking *c, sqlite3_stmt *row, struct error *e)
{
    const struct form *form =
        method_form(workbook_method(c->wb), (const char *)sqlite3_column_text(row, 0));
    const char *uid = (const char *)sqlite3_column_text(row, 1);
    const struct field *f =
        form ? form_field(form, (const char *)sqlite3_column_text(row, 2)) : NULL;

    bool there = false;
    enum status s = f ? record_there(c->wb, form, uid, &there, e) : STATUS_OK;

    if (s != STATUS_OK || !there)
        return s;
    struct found found = {.form = form,
        .field = f,
        .uid = uid,
        .a = words_get(&f->label),
        .b = kind_of(f),
        .c = (const char *)sqlite3_column_text(row, 3)};
    return findings_add(c, &found, e);
}

/* T11. */
static enum status run_unread(struct checking *c, struct error *e)
{
    struct db *db = workbook_db(c->wb);
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(db,
        "SELECT r.form, r.uid, u.field, u.text FROM unread u CROSS JOIN record r"
        " ON r.id = u.record ORDER BY u.record, u.field",
        e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take_unread(c, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* T13: one finding that counts them; the screen of differences has them one by one. */
static enum status run_different(struct checking *c, struct error *e)
{
    int64_t count;
    enum status s = conflict_count(c->wb, &count, e);

    if (s != STATUS_OK || !count)
        return s;
    char *a = text_format("%lld", (long long)count);
    s = a ? findings_add(c, &(struct found){.a = a}, e) : error_memory(e);
    free(a);
    return s;
}

enum status engine_check_run(struct checking *c, struct error *e)
{
    static enum status (*const runs[ENGINE_CHECKS])(struct checking *, struct error *) = {
        [ENGINE_CHECK_FILTER] = run_filter,
        [ENGINE_CHECK_DEAD] = run_dead,
        [ENGINE_CHECK_CODES] = run_codes,
        [ENGINE_CHECK_REVERSED] = run_reversed,
        [ENGINE_CHECK_OUTSIDE] = run_outside,
        [ENGINE_CHECK_UNREAD] = run_unread,
        [ENGINE_CHECK_VANISHED] = run_vanished,
        [ENGINE_CHECK_DIFFERENT] = run_different,
        [ENGINE_CHECK_NAMES] = near_names,
        [ENGINE_CHECK_TEXTS] = near_texts};

    return runs[c->check->engine - 1](c, e);
}
