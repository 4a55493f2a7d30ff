/* What is derived from the journal, brought up to date for what came: heads in the order of
 * their table, rows of the forms that are touched one statement each. */
#include <stdlib.h>
#include <string.h>

#include "core/store/merge_parts.h"

/* What new edits replaced is a head no more. No edit that was here replaced one that was not.
 */
static enum status forget_heads(struct merge *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->came.gone_count; i++)
        s = db_run(m->wb->db, e,
            "DELETE FROM head WHERE (record, field, session, seq) = (SELECT record, field,"
            " session, seq FROM edit WHERE session = ? AND seq = ?)",
            "ii", m->came.gone[i].session, m->came.gone[i].seq);
    return s;
}

/* A field's name and its number, to be put in order. */
struct name {
    const char *text;
    uint32_t number;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* In the order of the table: the fields are numbered by their names (order_names). */
static int by_key(const void *a, const void *b)
{
    const struct merge_head *x = a, *y = b;

    return x->record != y->record     ? by_number(x->record, y->record)
           : x->field != y->field     ? by_number(x->field, y->field)
           : x->session != y->session ? by_number(x->session, y->session)
                                      : by_number(x->seq, y->seq);
}

/* Numbers the names of fields in their order, in the heads too. */
static enum status order_names(struct merge_came *came, struct error *e)
{
    size_t count = came->names.count;
    struct name *names = calloc(count + 1, sizeof *names);
    uint32_t *places = calloc(count + 1, sizeof *places);

    for (size_t i = 0; names && i < count; i++)
        names[i] = (struct name){came->names.list[i], (uint32_t)i};
    if (names && places) {
        qsort(names, count, sizeof *names, by_text);
        for (size_t i = 0; i < count; i++) {
            places[names[i].number] = (uint32_t)i;
            came->names.list[i] = NULL;
        }
    }
    enum status s = names && places ? STATUS_OK : error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        came->names.list[i] = (char *)names[i].text;
    for (size_t i = 0; s == STATUS_OK && i < came->head_count; i++)
        came->heads[i].field = places[came->heads[i].field];
    free(names);
    free(places);
    return s;
}

/* Where the heads stand that go into their table. */
struct heads {
    const struct merge_came *came;
    size_t next;
};

static enum status next_head(void *context, bool *row, struct error *e)
{
    struct heads *h = context;
    (void)e;

    *row = h->next < h->came->head_count;
    h->next += *row;
    return STATUS_OK;
}

static void give_column(void *context, int column, sqlite3_context *out)
{
    const struct heads *h = context;
    const struct merge_head *head = &h->came->heads[h->next - 1];

    switch (column) {
    case 0: sqlite3_result_int64(out, head->record); break;
    case 1:
        sqlite3_result_text(out, h->came->names.list[head->field], -1, SQLITE_STATIC);
        break;
    case 2: sqlite3_result_int64(out, head->session); break;
    default: sqlite3_result_int64(out, head->seq);
    }
}

/* Puts the new heads into their table, in its order. */
static enum status add_heads(struct merge *m, struct error *e)
{
    struct heads heads = {.came = &m->came};
    struct db_rows rows = {.next = next_head, .column = give_column, .context = &heads};
    enum status s = order_names(&m->came, e);

    if (s != STATUS_OK || !m->came.head_count)
        return s;
    qsort(m->came.heads, m->came.head_count, sizeof *m->came.heads, by_key);
    return db_run_rows(m->wb->db,
        "INSERT INTO head(record, field, session, seq) SELECT a, b, c, d FROM \"db.rows\"(?)",
        &rows, e);
}

enum status merge_find_several(struct workbook *wb, struct error *e)
{
    return db_exec(wb->db,
        "DELETE FROM temp.merge_several;"
        "INSERT INTO temp.merge_several SELECT h.record, h.field FROM temp.merge_row t"
        " CROSS JOIN head h ON h.record = t.record WHERE NOT t.fresh"
        " GROUP BY 1, 2 HAVING count(*) > 1",
        e);
}

/* Whether a head says that its row goes. */
static bool ends_row(const struct merge_came *came, const struct merge_head *h)
{
    const struct value *v = &h->edit->value;

    return !came->names.list[h->field][0] && (v->kind != VALUE_INTEGER || v->integer != 1);
}

/* Of a record that was not here, all heads came: those of one cell stand together. */
static enum status find_fresh_several(struct merge *m, struct error *e)
{
    const struct merge_came *c = &m->came;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < c->head_count; i++) {
        const struct merge_head *h = &c->heads[i];
        bool several = i && c->heads[i - 1].of == h->of && c->heads[i - 1].field == h->field;
        if (c->records[h->of].fresh && (several || ends_row(c, h)))
            s = db_run(m->wb->db, e, "INSERT OR IGNORE INTO temp.merge_several VALUES(?,?)",
                "it", h->record, c->names.list[h->field]);
    }
    return s;
}

enum status merge_derive(struct merge *m, struct error *e)
{
    enum status s = forget_heads(m, e);

    if (s == STATUS_OK)
        s = add_heads(m, e);
    if (s == STATUS_OK)
        s = merge_stopped(m, e);
    if (s == STATUS_OK)
        s = merge_find_several(m->wb, e);
    if (s == STATUS_OK)
        s = find_fresh_several(m, e);
    return s == STATUS_OK ? table_sync_rows(m->wb, &m->came, e) : s;
}
