/* Where a difference may be, by the journal alone: cells with several heads, rows that a
 * deletion stands against. */
#include <stdlib.h>
#include <string.h>

#include "core/store/conflict_part.h"
#include "core/store/merge_parts.h"

void conflict_suspects_free(struct conflict_suspect *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(list[i].place.uid);
    free(list);
}

/* Cells with several heads, then rows that a deletion stands against, of the records a merge
 * touches. Cells of the engine's own columns fall out in `take`: they are no fields of a form.
 */
static const char touched_sql[] =
    "SELECT c.record, r.form, r.uid, c.field FROM temp.merge_several c"
    " CROSS JOIN record r ON r.id = c.record WHERE c.field <> ''"
    " UNION ALL SELECT c.record, r.form, r.uid, '' FROM temp.merge_several c"
    " CROSS JOIN temp.merge_row t ON t.record = c.record AND t.fresh"
    " CROSS JOIN record r ON r.id = c.record WHERE c.field = ''"
    " UNION ALL SELECT r.id, r.form, r.uid, '' FROM temp.merge_row t"
    " CROSS JOIN record r ON r.id = t.record WHERE NOT t.fresh AND EXISTS(SELECT 1 FROM head h"
    " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
    " WHERE h.record = t.record AND h.field = '' AND e.value IS NOT 1)";

/* The cell the statement stands on; *fit false for one that never is a question. */
static enum status take(struct workbook *wb, sqlite3_stmt *row, struct conflict_suspect *s,
    bool *fit, struct error *e)
{
    const struct form *form =
        method_form(wb->method, (const char *)sqlite3_column_text(row, 1));
    const char *name = (const char *)sqlite3_column_text(row, 3);
    const struct field *f = form && name[0] ? form_field(form, name) : NULL;

    *fit = form && (name[0] ? f && f->merge != MERGE_LATER && f->level != LEVEL_COMPUTED &&
                                  f->level != LEVEL_KEY
                            : form->kind == FORM_LIST);
    if (!*fit)
        return STATUS_OK;
    *s = (struct conflict_suspect){.record = sqlite3_column_int64(row, 0),
        .place = {form, strdup((const char *)sqlite3_column_text(row, 2)), f}};
    return s->place.uid ? STATUS_OK : error_memory(e);
}

static int number_of(const struct conflict_place *p)
{
    return p->field ? (int)p->field->number : -1;
}

/* By form, row and field. */
static int compare(const void *a, const void *b)
{
    const struct conflict_place *p = &((const struct conflict_suspect *)a)->place;
    const struct conflict_place *q = &((const struct conflict_suspect *)b)->place;

    if (p->form != q->form)
        return p->form->number < q->form->number ? -1 : 1;
    int order = strcmp(p->uid, q->uid);
    return order ? order : number_of(p) - number_of(q);
}

/* Suspects as they are found. */
struct suspects {
    struct conflict_suspect *list;
    size_t count, room;
};

/* Notes the cell the statement stands on, if it can be a question. */
static enum status note(
    struct workbook *wb, struct suspects *found, sqlite3_stmt *row, struct error *e)
{
    bool fit;

    if (found->count == found->room) {
        size_t room = found->room * 2 + 16;
        struct conflict_suspect *more = realloc(found->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        found->list = more;
        found->room = room;
    }
    enum status s = take(wb, row, &found->list[found->count], &fit, e);
    found->count += s == STATUS_OK && fit;
    return s;
}

/* Those of the records a merge touches. */
static enum status read_touched(struct workbook *wb, struct suspects *found, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(wb->db, touched_sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = note(wb, found, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Notes a cell of a record by its names; one of no record is no question. */
static enum status note_cell(struct workbook *wb, struct suspects *found, int64_t record,
    const char *field, struct error *e)
{
    bool row = false;
    sqlite3_stmt *stmt =
        db_prepare(wb->db, "SELECT ?1, form, uid, ?2 FROM record WHERE id = ?1", e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "it", record, field) : db_status(e);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    if (s == STATUS_OK && row)
        s = note(wb, found, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* Where a walk through all heads stands: the cell, whether it was noted. */
struct heads_walk {
    struct merge_names names;
    int64_t record;
    uint32_t field;
    bool begun, noted;
};

/* One head: record, field, session, seq. A cell is noted at its second head, a row at the first
 * that says it goes. */
static enum status take_head(struct workbook *wb, struct heads_walk *w, struct suspects *found,
    sqlite3_stmt *row, struct error *e)
{
    int64_t record = sqlite3_column_int64(row, 0), suspect = 0;
    const char *name = (const char *)sqlite3_column_text(row, 1);
    uint32_t field = 0;
    enum status s = merge_name(&w->names, name, &field, e);
    bool same = w->begun && record == w->record && field == w->field;

    w->begun = true;
    w->noted = same && w->noted;
    w->record = record;
    w->field = field;
    if (s != STATUS_OK || w->noted)
        return s;
    if (name[0])
        suspect = same;
    else
        s = db_integer(wb->db, &suspect, e,
            "SELECT EXISTS(SELECT 1 FROM edit WHERE session = ? AND seq = ?"
            " AND value IS NOT 1)",
            "ii", sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3));
    w->noted = s == STATUS_OK && suspect;
    return w->noted ? note_cell(wb, found, record, name, e) : s;
}

/* Those of all records: one walk through the heads, in their order. */
static enum status read_all(struct workbook *wb, struct suspects *found, struct error *e)
{
    bool row = true;
    struct heads_walk w = {0};
    sqlite3_stmt *stmt = db_prepare(
        wb->db, "SELECT record, field, session, seq FROM head ORDER BY record, field", e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = take_head(wb, &w, found, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    merge_names_clear(&w.names);
    return s;
}

enum status conflict_suspects(struct workbook *wb, bool all, struct conflict_suspect **list,
    size_t *count, struct error *e)
{
    struct suspects found = {0};
    enum status s = all ? read_all(wb, &found, e) : read_touched(wb, &found, e);

    if (found.count)
        qsort(found.list, found.count, sizeof *found.list, compare);
    *list = found.list;
    *count = found.count;
    return s;
}
