#include "core/store/changes.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/method/engine.h"
#include "core/store/internal.h"

struct gathering {
    struct workbook *wb;
    struct changed_row *rows;
    size_t count, room;
};

static void clear_row(struct changed_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        cell_clear(&row->cells[i].before);
        cell_clear(&row->cells[i].now);
    }
    free(row->cells);
    free(row->uid);
}

void changes_free(struct changed_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        clear_row(&rows[i]);
    free(rows);
}

const char *row_change_name(enum row_change what)
{
    static const char *const names[] = {
        [ROW_NEW] = N_("added"), [ROW_CHANGED] = N_("changed"), [ROW_DELETED] = N_("deleted")};

    return _(names[what]);
}

/* The cells that were written in since; each session is read by the primary key of edit. */
static enum status note_touched(struct workbook *wb, const struct mark *mark, struct error *e)
{
    enum status s = mark_hold(wb, mark, e);

    return s == STATUS_OK
               ? db_exec(wb->db,
                     "CREATE TEMP TABLE IF NOT EXISTS since(record INTEGER, field TEXT,"
                     " PRIMARY KEY(record, field)) WITHOUT ROWID;"
                     "CREATE TEMP TABLE IF NOT EXISTS since_row(form TEXT, record INTEGER,"
                     " uid TEXT, PRIMARY KEY(form, record)) WITHOUT ROWID;"
                     "DELETE FROM temp.since; DELETE FROM temp.since_row;"
                     "INSERT OR IGNORE INTO temp.since SELECT e.record, e.field"
                     " FROM main.session s CROSS JOIN main.edit e ON e.session = s.id AND "
                     "e.seq >"
                     " coalesce((SELECT h.seq FROM temp.held h WHERE h.session = s.id), 0);"
                     "INSERT INTO temp.since_row SELECT r.form, r.id, r.uid"
                     " FROM (SELECT DISTINCT record FROM temp.since) n"
                     " CROSS JOIN main.record r ON r.id = n.record",
                     e)
               : s;
}

/* What a cell was at the mark: of the edits the mark holds, the newest that none of them
 * replaced. Found from the heads through what is not held. */
static enum status cell_then(
    struct workbook *wb, int64_t record, const char *field, struct cell *cell, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "WITH RECURSIVE back(session, seq, held) AS (SELECT k.session, k.seq,"
        " EXISTS(SELECT 1 FROM temp.held h WHERE h.session = k.session AND k.seq <= h.seq)"
        " FROM head k WHERE k.record = ?1 AND k.field = ?2"
        " UNION SELECT p.old_session, p.old_seq, EXISTS(SELECT 1 FROM temp.held h"
        " WHERE h.session = p.old_session AND p.old_seq <= h.seq)"
        " FROM back b CROSS JOIN replaces p ON p.session = b.session AND p.seq = b.seq"
        " WHERE NOT b.held)"
        " SELECT e.value, e.typed FROM back b"
        " CROSS JOIN edit e ON e.session = b.session AND e.seq = b.seq"
        " CROSS JOIN action a ON a.session = e.session AND a.seq = e.action"
        " CROSS JOIN session s ON s.id = e.session WHERE b.held"
        " ORDER BY a.clock DESC, s.uid DESC, e.seq DESC LIMIT 1",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);

    *cell = (struct cell){0};
    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row) {
        const char *typed = (const char *)sqlite3_column_text(stmt, 1);
        s = db_value(stmt, 0, &cell->value, e);
        if (s == STATUS_OK && typed && !(cell->typed = strdup(typed)))
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* What it is now. */
static enum status cell_now(
    struct workbook *wb, int64_t record, const char *field, struct cell *cell, struct error *e)
{
    struct winner w;
    enum status s = journal_winner(wb, record, field, &w, e);

    *cell = (struct cell){.value = w.value, .typed = w.typed, .different = w.different};
    return s;
}

/* Whether two cells say the same. */
static bool same(const struct cell *a, const struct cell *b)
{
    return value_equal(&a->value, &b->value) && !a->typed == !b->typed &&
           (!a->typed || strcmp(a->typed, b->typed) == 0);
}

/* Adds a cell to the row if it is another than it was. */
static enum status add_cell(struct gathering *g, struct changed_row *row, int64_t record,
    const struct field *field, const char *name, struct error *e)
{
    struct changed_cell c = {.field = field};
    enum status s =
        row->what == ROW_NEW ? STATUS_OK : cell_then(g->wb, record, name, &c.before, e);

    if (s == STATUS_OK)
        s = cell_now(g->wb, record, name, &c.now, e);
    if (s == STATUS_OK && !same(&c.before, &c.now)) {
        struct changed_cell *more = realloc(row->cells, (row->count + 1) * sizeof *more);
        if (more) {
            row->cells = more;
            row->cells[row->count++] = c;
            return STATUS_OK;
        }
        s = error_memory(e);
    }
    cell_clear(&c.before);
    cell_clear(&c.now);
    return s;
}

/* Whether the cell was written in since the mark. */
static enum status touched(
    struct workbook *wb, int64_t record, const char *field, bool *yes, struct error *e)
{
    int64_t found;
    enum status s = db_integer(wb->db, &found, e,
        "SELECT EXISTS(SELECT 1 FROM temp.since WHERE record = ? AND field = ?)", "it", record,
        field);

    *yes = found;
    return s;
}

/* What happened to the row itself; *tell false when it was not there then nor is now. */
static enum status judge_row(
    struct gathering *g, struct changed_row *row, int64_t record, bool *tell, struct error *e)
{
    struct cell then = {0};
    bool there = true, was = true, existence = false;
    enum status s = STATUS_OK;

    row->what = ROW_CHANGED;
    *tell = true;
    if (row->form->kind != FORM_LIST)
        return s;
    s = table_has_row(g->wb, row->form, row->uid, &there, e);
    if (s == STATUS_OK)
        s = touched(g->wb, record, "", &existence, e);
    was = there;
    if (s == STATUS_OK && existence) {
        s = cell_then(g->wb, record, "", &then, e);
        was = then.value.kind == VALUE_INTEGER && then.value.integer == 1;
        cell_clear(&then);
    }
    *tell = was || there;
    row->what = !was ? ROW_NEW : !there ? ROW_DELETED : ROW_CHANGED;
    return s;
}

/* The cells of a row that differ. */
static enum status add_cells(
    struct gathering *g, struct changed_row *row, int64_t record, struct error *e)
{
    enum status s = STATUS_OK;
    bool yes;

    if (row->what == ROW_CHANGED) {
        s = touched(g->wb, record, "kode", &yes, e);
        if (s == STATUS_OK && yes)
            s = add_cell(g, row, record, NULL, "kode", e);
    }
    for (size_t i = 0; s == STATUS_OK && i < row->form->count; i++) {
        const struct field *f = &row->form->fields[i];
        s = touched(g->wb, record, f->name, &yes, e);
        if (s == STATUS_OK && yes)
            s = add_cell(g, row, record, f, f->name, e);
    }
    return s;
}

/* One record that was touched. */
static enum status add_row(struct gathering *g, const struct form *form, int64_t record,
    const char *uid, struct error *e)
{
    struct changed_row row = {.form = form, .uid = strdup(uid)};
    bool tell = false;
    enum status s = row.uid ? judge_row(g, &row, record, &tell, e) : error_memory(e);

    if (s == STATUS_OK && tell && row.what != ROW_DELETED)
        s = add_cells(g, &row, record, e);
    if (s == STATUS_OK && g->count == g->room) {
        struct changed_row *more =
            realloc(g->rows, (g->room = g->room * 2 + 32) * sizeof *more);
        s = more ? STATUS_OK : error_memory(e);
        g->rows = more ? more : g->rows;
    }
    if (s != STATUS_OK || !tell || (row.what == ROW_CHANGED && row.count == 0))
        clear_row(&row);
    else
        g->rows[g->count++] = row;
    return s;
}

/* The records of a form, living ones in their order. */
static enum status add_form(struct gathering *g, const struct form *form, struct error *e)
{
    bool row = true;
    char *sql =
        sqlite3_mprintf("SELECT r.record, r.uid FROM temp.since_row r"
                        " LEFT JOIN main.\"%w\" t ON t.id = r.uid"
                        " WHERE r.form = '%q' ORDER BY t.id IS NULL, t.urutan, t.kode, r.uid",
            form->name, form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(g->wb->db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);

    while (s == STATUS_OK && (s = db_step(g->wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = add_row(g, form, sqlite3_column_int64(stmt, 0),
            (const char *)sqlite3_column_text(stmt, 1), e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

enum status changes_since(struct workbook *wb, const struct mark *mark,
    struct changed_row **rows, size_t *count, struct error *e)
{
    struct gathering g = {.wb = wb};
    const struct form *marks = engine_form(wb->method, ENGINE_MARK);
    enum status s = note_touched(wb, mark, e);

    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++)
        if (&wb->method->forms[i] != marks)
            s = add_form(&g, &wb->method->forms[i], e);
    if (s != STATUS_OK) {
        changes_free(g.rows, g.count);
        g = (struct gathering){0};
    }
    *rows = g.rows;
    *count = g.count;
    return s;
}
