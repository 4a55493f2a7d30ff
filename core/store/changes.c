#include "core/store/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/method/engine.h"
#include "core/store/internal.h"

/* A comparison under way. */
struct gathering {
    struct workbook *wb;
    changed_fn *take;
    void *context;
    bool *touched; /* the present row, by number of its field */
    bool code, existence;
};
/* A list being filled. */
struct listing {
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

/* When and where an edit was made. */
static enum status made_by(
    struct workbook *wb, struct edit_key key, struct changed_by *by, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT a.at, s.uid FROM edit e JOIN action a ON a.session = e.session"
        " AND a.seq = e.action JOIN session s ON s.id = e.session"
        " WHERE e.session = ? AND e.seq = ?",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "ii", key.session, key.seq) : db_status(e);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row) {
        const char *uid = (const char *)sqlite3_column_text(stmt, 1);
        by->at = sqlite3_column_int64(stmt, 0);
        by->seq = key.seq;
        snprintf(by->session, sizeof by->session, "%s", uid ? uid : "");
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* What it is now, and the key of the edit that says so. */
static enum status cell_now(struct workbook *wb, int64_t record, const char *field,
    struct cell *cell, struct edit_key *key, struct error *e)
{
    struct winner w;
    enum status s = journal_winner(wb, record, field, &w, e);

    *cell = (struct cell){.value = w.value, .typed = w.typed, .different = w.different};
    *key = w.key;
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
    struct edit_key key;
    enum status s =
        row->what == ROW_NEW ? STATUS_OK : cell_then(g->wb, record, name, &c.before, e);

    if (s == STATUS_OK)
        s = cell_now(g->wb, record, name, &c.now, &key, e);
    if (s == STATUS_OK && !same(&c.before, &c.now)) {
        struct changed_cell *more = realloc(row->cells, (row->count + 1) * sizeof *more);
        s = more ? made_by(g->wb, key, &c.last, e) : error_memory(e);
        row->cells = more ? more : row->cells;
        if (s == STATUS_OK) {
            row->cells[row->count++] = c;
            return STATUS_OK;
        }
    }
    cell_clear(&c.before);
    cell_clear(&c.now);
    return s;
}

/* Which cells of the row were written in since the mark. */
static enum status read_touched(
    struct gathering *g, const struct form *form, int64_t record, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt =
        db_prepare(g->wb->db, "SELECT field FROM temp.since WHERE record = ?", e);
    enum status s = stmt ? db_bind(g->wb->db, stmt, e, "i", record) : db_status(e);

    memset(g->touched, 0, form->count * sizeof *g->touched);
    g->code = g->existence = false;
    while (s == STATUS_OK && (s = db_step(g->wb->db, stmt, &row, e)) == STATUS_OK && row) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        const struct field *field = name[0] ? form_field(form, name) : NULL;
        if (field)
            g->touched[field->number] = true;
        g->existence = g->existence || !name[0];
        g->code = g->code || strcmp(name, "kode") == 0;
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* What happened to the row itself; *tell false when it was not there then nor is now. */
static enum status judge_row(
    struct gathering *g, struct changed_row *row, int64_t record, bool *tell, struct error *e)
{
    struct cell then = {0};
    struct winner w = {0};
    bool there = true, was = true;
    enum status s = STATUS_OK;

    row->what = ROW_CHANGED;
    *tell = true;
    if (row->form->kind != FORM_LIST)
        return s;
    s = table_has_row(g->wb, row->form, row->uid, &there, e);
    was = there;
    if (s == STATUS_OK && g->existence) {
        s = cell_then(g->wb, record, "", &then, e);
        was = then.value.kind == VALUE_INTEGER && then.value.integer == 1;
        cell_clear(&then);
    }
    *tell = was || there;
    row->what = !was ? ROW_NEW : !there ? ROW_DELETED : ROW_CHANGED;
    if (s == STATUS_OK && was != there)
        s = journal_winner(g->wb, record, "", &w, e);
    if (s == STATUS_OK && w.found)
        s = made_by(g->wb, w.key, &row->last, e);
    winner_clear(&w);
    return s;
}

/* The cells of a row that differ. */
static enum status add_cells(
    struct gathering *g, struct changed_row *row, int64_t record, struct error *e)
{
    enum status s = STATUS_OK;

    if (row->what == ROW_CHANGED && g->code)
        s = add_cell(g, row, record, NULL, "kode", e);
    for (size_t i = 0; s == STATUS_OK && i < row->form->count; i++)
        if (g->touched[i])
            s = add_cell(g, row, record, &row->form->fields[i], row->form->fields[i].name, e);
    return s;
}

/* One record that was touched. */
static enum status add_row(struct gathering *g, const struct form *form, int64_t record,
    const char *uid, struct error *e)
{
    struct changed_row row = {.form = form, .uid = strdup(uid)};
    bool tell = false;
    enum status s = row.uid ? read_touched(g, form, record, e) : error_memory(e);

    if (s == STATUS_OK)
        s = judge_row(g, &row, record, &tell, e);
    if (s == STATUS_OK && tell && row.what != ROW_DELETED)
        s = add_cells(g, &row, record, e);
    if (s == STATUS_OK && tell && (row.what != ROW_CHANGED || row.count > 0))
        s = g->take(g->context, &row, e);
    clear_row(&row);
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

enum status changes_each(struct workbook *wb, const struct mark *mark, changed_fn *take,
    void *context, struct error *e)
{
    struct gathering g = {.wb = wb, .take = take, .context = context};
    const struct form *marks = engine_form(wb->method, ENGINE_MARK);
    size_t most = 1;
    enum status s = note_touched(wb, mark, e);

    for (size_t i = 0; i < wb->method->form_count; i++)
        most = wb->method->forms[i].count > most ? wb->method->forms[i].count : most;
    if (s == STATUS_OK && !(g.touched = calloc(most, sizeof *g.touched)))
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < wb->method->form_count; i++)
        if (&wb->method->forms[i] != marks)
            s = add_form(&g, &wb->method->forms[i], e);
    free(g.touched);
    return s;
}

/* changed_fn: keeps the row; the list takes it over. */
static enum status keep(void *context, struct changed_row *row, struct error *e)
{
    struct listing *l = context;

    if (l->count == l->room) {
        size_t room = l->room * 2 + 32;
        struct changed_row *more = realloc(l->rows, room * sizeof *more);
        if (!more)
            return error_memory(e);
        l->rows = more;
        l->room = room;
    }
    l->rows[l->count++] = *row;
    *row = (struct changed_row){0};
    return STATUS_OK;
}

enum status changes_since(struct workbook *wb, const struct mark *mark,
    struct changed_row **rows, size_t *count, struct error *e)
{
    struct listing l = {0};
    enum status s = changes_each(wb, mark, keep, &l, e);

    if (s != STATUS_OK) {
        changes_free(l.rows, l.count);
        l = (struct listing){0};
    }
    *rows = l.rows;
    *count = l.count;
    return s;
}
