#include "core/store/trash.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/record.h"

static void trashed_clear(struct trashed *t)
{
    free(t->uid);
    free(t->code);
    free(t->title);
    free(t->author);
}

/* Code and title as they were, from the heads that still stand. */
static enum status describe(
    struct workbook *wb, int64_t record, struct trashed *t, struct error *e)
{
    struct winner w;
    struct cell cell = {0};
    const struct field *title = form_title_field(t->form);
    enum status s = journal_winner(wb, record, "kode", &w, e);

    t->code = strdup(w.value.kind == VALUE_TEXT ? w.value.text : "");
    winner_clear(&w);
    if (s == STATUS_OK && title) {
        s = record_cell(wb, t->form, t->uid, title, &cell, e);
        if (s == STATUS_OK)
            s = cell_show(wb, title, &cell, &t->title, e);
        cell_clear(&cell);
    } else {
        t->title = strdup("");
    }
    return s == STATUS_OK && (!t->code || !t->title) ? error_memory(e) : s;
}

/* One row of the query: a record whose winning existence is a deletion. */
static enum status take(struct workbook *wb, sqlite3_stmt *row, struct trashed *t,
    int64_t *record, bool *dead, struct error *e)
{
    bool there = true;
    enum status s = STATUS_OK;

    *t = (struct trashed){
        .form = method_form(wb->method, (const char *)sqlite3_column_text(row, 1)),
        .uid = strdup((const char *)sqlite3_column_text(row, 2)),
        .author = strdup((const char *)sqlite3_column_text(row, 4)),
        .at = sqlite3_column_int64(row, 3)};
    if (!t->uid || !t->author)
        return error_memory(e);
    *record = sqlite3_column_int64(row, 0);
    if (t->form)
        s = table_has_row(wb, t->form, t->uid, &there, e);
    *dead = s == STATUS_OK && !there;
    if (s == STATUS_OK && *dead)
        s = describe(wb, *record, t, e);
    return s;
}

/* Room for one more. */
static enum status make_room(struct trashed **all, size_t n, size_t *room, struct error *e)
{
    if (n < *room)
        return STATUS_OK;
    size_t larger = *room * 2 + 16;
    struct trashed *more = realloc(*all, larger * sizeof *more);
    if (!more)
        return error_memory(e);
    *all = more;
    *room = larger;
    return STATUS_OK;
}

enum status trash_list(
    struct workbook *wb, struct trashed **list, size_t *count, struct error *e)
{
    size_t n = 0, room = 0;
    bool row = true;
    struct trashed *all = NULL;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT r.id, r.form, r.uid, a.at, ifnull(s.author, ''), max(a.clock) AS last"
        " FROM record r" /* beside the one max() stand the columns of its row */
        " CROSS JOIN head h ON h.record = r.id AND h.field = ''"
        " JOIN edit e ON e.session = h.session AND e.seq = h.seq"
        " JOIN action a ON a.session = e.session AND a.seq = e.action"
        " LEFT JOIN session s ON s.id = e.session"
        " WHERE e.value = 0 GROUP BY r.id ORDER BY last DESC, r.uid",
        e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        struct trashed t;
        int64_t record;
        bool dead = false;
        s = take(wb, stmt, &t, &record, &dead, e);
        if (s == STATUS_OK && dead)
            s = make_room(&all, n, &room, e);
        if (s == STATUS_OK && dead)
            all[n++] = t;
        else
            trashed_clear(&t);
    }
    if (stmt)
        sqlite3_reset(stmt);
    if (s != STATUS_OK) {
        trash_free(all, n);
        all = NULL;
        n = 0;
    }
    *list = all;
    *count = n;
    return s;
}

void trash_free(struct trashed *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        trashed_clear(&list[i]);
    free(list);
}
