/* The records that new edits are about, by their numbers there. Each gets its number here when
 * the first of its edits comes by. */
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/store/merge_parts.h"

/* Where a number is looked for first. The factor is one that nobody knows: a stranger's numbers
 * cannot be made to fall together. */
static size_t place_of(const struct merge_places *p, int64_t theirs)
{
    return (size_t)((uint64_t)theirs * p->factor >> (64 - p->bits));
}

/* Twice as many places, every record in its own. */
static enum status grow(struct merge_came *came, struct error *e)
{
    struct merge_places *p = &came->places;
    struct merge_places more = {.bits = p->bits ? p->bits + 1 : 8, .factor = p->factor};
    size_t most = ((size_t)1 << more.bits) - 1;

    if (!p->bits) {
        random_bytes(&more.factor, sizeof more.factor);
        more.factor |= 1;
    }
    if (!(more.slots = calloc(most + 1, sizeof *more.slots)))
        return error_memory(e);
    for (size_t i = 0; i < came->record_count; i++) {
        size_t at = place_of(&more, came->records[i].theirs);
        while (more.slots[at])
            at = (at + 1) & most;
        more.slots[at] = (uint32_t)i + 1;
    }
    free(p->slots);
    *p = more;
    return STATUS_OK;
}

/* Keeps one more record; its place is filled. */
static enum status add(
    struct merge_came *came, const struct merge_record *r, size_t at, struct error *e)
{
    if (came->record_count == came->record_room) {
        size_t room = came->record_room * 2 + 256;
        struct merge_record *more = realloc(came->records, room * sizeof *more);
        if (!more)
            return error_memory(e);
        came->records = more;
        came->record_room = room;
    }
    came->records[came->record_count++] = *r;
    came->places.slots[at] = (uint32_t)came->record_count;
    return STATUS_OK;
}

/* A text of the row, whole: *text NULL for one that Susun never writes. */
static enum status read_text(
    struct merge_came *came, sqlite3_stmt *row, int column, const char **text, struct error *e)
{
    const char *from = (const char *)sqlite3_column_text(row, column);
    size_t size = from ? (size_t)sqlite3_column_bytes(row, column) : 0;

    *text = NULL;
    if (!from)
        return error_memory(e);
    if (size > LIMIT_TEXT || strlen(from) != size)
        return STATUS_OK;
    *text = arena_text_n(came->memory, from, size);
    return arena_failed(came->memory) ? error_memory(e) : STATUS_OK;
}

/* Form and uid of a record of the other; *found false when it has none or an odd one. */
static enum status read_there(
    struct merge *m, struct merge_record *r, bool *found, struct error *e)
{
    sqlite3_stmt *stmt =
        db_prepare(m->other->db, "SELECT form, uid FROM record WHERE id = ?", e);
    enum status s = stmt ? db_bind(m->other->db, stmt, e, "i", r->theirs) : db_status(e);

    *found = false;
    if (s == STATUS_OK)
        s = db_step(m->other->db, stmt, found, e);
    if (s == STATUS_OK && *found)
        s = read_text(&m->came, stmt, 0, &r->name, e);
    if (s == STATUS_OK && *found)
        s = read_text(&m->came, stmt, 1, &r->uid, e);
    if (stmt)
        sqlite3_reset(stmt);
    *found = s == STATUS_OK && *found && r->name && r->uid;
    return s;
}

/* The number here: the one it has, or the next. */
static enum status number(struct merge *m, struct merge_record *r, struct error *e)
{
    struct merge_came *came = &m->came;
    enum status s = STATUS_OK;

    if (!came->record_count) /* nothing is written of what is asked for here until the end */
        s = db_integer(m->wb->db, &came->last_record, e, "SELECT " RECORD_LAST, "");
    if (s == STATUS_OK)
        s = db_integer(m->wb->db, &r->ours, e,
            "SELECT id FROM record WHERE form = ? AND uid = ?", "tt", r->name, r->uid);
    if (s != STATUS_OK || r->ours)
        return s;
    if (came->last_record >= RECORD_MOST)
        return db_error_code(SQLITE_CORRUPT, m->wb->path, e);
    r->fresh = true;
    r->ours = ++came->last_record;
    return STATUS_OK;
}

enum status merge_record_of(
    struct merge *m, int64_t theirs, size_t *of, bool *found, struct error *e)
{
    struct merge_came *came = &m->came;
    struct merge_places *p = &came->places;
    struct merge_record r = {.theirs = theirs};
    enum status s = STATUS_OK;

    *found = true;
    if (*of < came->record_count && came->records[*of].theirs == theirs)
        return STATUS_OK;
    if (!p->bits || came->record_count >= (size_t)1 << (p->bits - 1))
        s = grow(came, e);
    if (s != STATUS_OK)
        return s;
    size_t most = ((size_t)1 << p->bits) - 1, at = place_of(p, theirs);
    for (; p->slots[at]; at = (at + 1) & most)
        if (came->records[p->slots[at] - 1].theirs == theirs) {
            *of = p->slots[at] - 1;
            return STATUS_OK;
        }
    s = read_there(m, &r, found, e);
    if (s != STATUS_OK || !*found)
        return s;
    r.form = method_form(m->wb->method, r.name);
    *of = came->record_count;
    s = number(m, &r, e);
    return s == STATUS_OK ? add(came, &r, at, e) : s;
}

/* Where the records stand that go into a table. */
struct walk {
    const struct merge_came *came;
    size_t next;
};

static enum status next_fresh(void *context, bool *row, struct error *e)
{
    struct walk *w = context;
    (void)e;

    while (w->next < w->came->record_count && !w->came->records[w->next].fresh)
        w->next++;
    *row = w->next < w->came->record_count;
    w->next += *row;
    return STATUS_OK;
}

static void give_fresh(void *context, int column, sqlite3_context *out)
{
    const struct walk *w = context;
    const struct merge_record *r = &w->came->records[w->next - 1];

    if (column == 0)
        sqlite3_result_int64(out, r->ours);
    else
        sqlite3_result_text(out, column == 1 ? r->name : r->uid, -1, SQLITE_STATIC);
}

static enum status next_touched(void *context, bool *row, struct error *e)
{
    struct walk *w = context;
    (void)e;

    *row = w->next < w->came->record_count;
    w->next += *row;
    return STATUS_OK;
}

static void give_touched(void *context, int column, sqlite3_context *out)
{
    const struct walk *w = context;
    const struct merge_record *r = &w->came->records[w->next - 1];

    switch (column) {
    case 0: sqlite3_result_int64(out, r->ours); break;
    case 1: sqlite3_result_text(out, r->form ? r->form->name : "", -1, SQLITE_STATIC); break;
    default: sqlite3_result_int(out, r->fresh);
    }
}

enum status merge_put_records(struct merge *m, struct error *e)
{
    struct walk fresh = {.came = &m->came}, all = {.came = &m->came};
    struct db_rows records = {.next = next_fresh, .column = give_fresh, .context = &fresh},
                   touched = {.next = next_touched, .column = give_touched, .context = &all};
    enum status s = db_run_rows(m->wb->db,
        "INSERT INTO record(id, form, uid) SELECT a, b, c FROM \"db.rows\"(?)", &records, e);

    return s == STATUS_OK ? db_run_rows(m->wb->db,
                                "INSERT INTO temp.merge_row(record, form, was, fresh)"
                                " SELECT a, b, 0, c FROM \"db.rows\"(?)",
                                &touched, e)
                          : s;
}
