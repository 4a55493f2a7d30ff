/* The journal's tables, what is new of them: selected in the other file, looked at, given the
 * numbers of this file and put here, a table in one statement. As they pass by it is
 * looked at what replaces what, which leaves the heads. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/merge_parts.h"

/* How many rows are brought over between two looks at whether to stop. */
#define ROWS_BETWEEN 4096

/* A table that comes over; the first column of the query is the session's number there. */
struct carried {
    const char *select, *insert;
    /* Whether the row can be; gives its first columns, which are numbers, as they are here. */
    enum status (*take)(struct merge_carry *c, enum merge_flaw *flaw, struct error *e);
    int numbered;
};

/* Room for one more of `count`; false without memory. */
static bool room_for(void **list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return true;
    void *more = realloc(*list, (*room * 2 + 256) * size);
    if (!more)
        return false;
    *list = more;
    *room = *room * 2 + 256;
    return true;
}

enum status merge_add_session(
    struct merge_came *came, const struct merge_session *s, struct error *e)
{
    if (!room_for((void **)&came->sessions, came->session_count, &came->session_room,
            sizeof *came->sessions))
        return error_memory(e);
    size_t edits = s->last_edit > s->edits ? (size_t)(s->last_edit - s->edits) : 0;
    size_t actions = s->last_action > s->actions ? (size_t)(s->last_action - s->actions) : 0;
    struct merge_session *added = &came->sessions[came->session_count++];
    *added = *s;
    added->fresh = calloc(edits + 1, sizeof *added->fresh);
    added->clocks = calloc(actions + 1, sizeof *added->clocks);
    return added->fresh && added->clocks ? STATUS_OK : error_memory(e);
}

void merge_came_clear(struct merge_came *came)
{
    for (size_t i = 0; i < came->session_count; i++) {
        free(came->sessions[i].fresh);
        free(came->sessions[i].clocks);
    }
    free(came->sessions);
    free(came->records);
    free(came->places.slots);
    arena_end(came->memory);
    free(came->heads);
    free(came->gone);
    merge_names_clear(&came->names);
    *came = (struct merge_came){0};
}

/* A session by its number there, or NULL: they are in that order. The last is tried first:
 * neighbours are mostly of the same. */
static struct merge_session *find_session(struct merge_carry *c, int64_t theirs)
{
    struct merge_came *came = &c->m->came;
    size_t low = 0, high = came->session_count;

    if (c->last_session < high && came->sessions[c->last_session].theirs == theirs)
        return &came->sessions[c->last_session];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (came->sessions[mid].theirs < theirs)
            low = mid + 1;
        else
            high = mid;
    }
    c->last_session = low;
    return low < came->session_count && came->sessions[low].theirs == theirs
               ? &came->sessions[low]
               : NULL;
}

static enum status take_action(struct merge_carry *c, enum merge_flaw *flaw, struct error *e)
{
    struct merge_session *s = find_session(c, sqlite3_column_int64(c->from, 0));
    (void)e;

    *flaw = s ? merge_action_fits(&c->walk, s, c->from) : MERGE_ODD;
    if (*flaw != MERGE_FITS)
        return STATUS_OK;
    s->clocks[c->walk.seq - s->actions - 1] = c->walk.order;
    c->numbers[0] = s->ours;
    c->numbers[1] = c->walk.seq;
    c->numbers[2] = c->walk.order;
    const char *kind = (const char *)sqlite3_column_text(c->from, 4);
    if (kind && strcmp(kind, action_kind_name(ACTION_UNITE)) == 0)
        c->m->came.united = true;
    return STATUS_OK;
}

/* A text that stays when the row goes by. NULL stays NULL. */
static enum status keep_text(
    struct merge_came *came, const char *text, const char **kept, struct error *e)
{
    *kept = text ? arena_text(came->memory, text) : NULL;
    return arena_failed(came->memory) ? error_memory(e) : STATUS_OK;
}

/* What the edit says, as db_value reads it: its row will be made from that. */
static enum status keep_value(
    struct merge_came *came, sqlite3_stmt *row, struct merge_edit *edit, struct error *e)
{
    const char *text = NULL;
    enum status s = STATUS_OK;

    switch (sqlite3_column_type(row, 5)) {
    case SQLITE_INTEGER: edit->value = value_integer(sqlite3_column_int64(row, 5)); break;
    case SQLITE_FLOAT: edit->value = value_real(sqlite3_column_double(row, 5)); break;
    case SQLITE_TEXT:
        if (!(text = (const char *)sqlite3_column_text(row, 5)))
            return error_memory(e);
        s = keep_text(came, text, &text, e);
        if (s == STATUS_OK && text[0])
            edit->value = (struct value){.kind = VALUE_TEXT, .text = (char *)text};
        break;
    default: break;
    }
    if (s == STATUS_OK && sqlite3_column_type(row, 6) != SQLITE_NULL) {
        if (!(text = (const char *)sqlite3_column_text(row, 6)))
            return error_memory(e);
        s = keep_text(came, text, &edit->typed, e);
    }
    return s;
}

static enum status take_edit(struct merge_carry *c, enum merge_flaw *flaw, struct error *e)
{
    struct merge_came *came = &c->m->came;
    struct merge_session *s = find_session(c, sqlite3_column_int64(c->from, 0));
    bool found;

    *flaw = s ? merge_edit_fits(&c->walk, s, c->from) : MERGE_ODD;
    if (*flaw != MERGE_FITS)
        return STATUS_OK;
    enum status code =
        merge_record_of(c->m, sqlite3_column_int64(c->from, 3), &c->last_record, &found, e);
    if (code != STATUS_OK)
        return code;
    if (!found) {
        *flaw = MERGE_ODD;
        return STATUS_OK;
    }
    const struct merge_record *r = &came->records[c->last_record];
    struct merge_edit *edit = &s->fresh[c->walk.seq - s->edits - 1];
    c->numbers[0] = s->ours;
    c->numbers[1] = c->walk.seq;
    c->numbers[2] = c->walk.order;
    c->numbers[3] = r->ours;
    edit->of = (uint32_t)c->last_record;
    edit->clock = s->clocks[c->walk.order - s->actions - 1];
    code = merge_name(
        &came->names, (const char *)sqlite3_column_text(c->from, 4), &edit->field, e);
    return code == STATUS_OK && r->fresh ? keep_value(came, c->from, edit, e) : code;
}

/* Whether an edit that was known before is of the same cell as the new one that replaces it,
 * and older. */
static enum status fits_known(struct merge_carry *c, const struct merge_edit *edit,
    const struct merge_session *old, int64_t seq, bool same_session, bool *fits,
    struct error *e)
{
    const struct merge_came *came = &c->m->came;
    int64_t found = 0;
    enum status s = db_integer(c->m->other->db, &found, e,
        "SELECT EXISTS(SELECT 1 FROM edit o JOIN action a ON a.session = o.session"
        " AND a.seq = o.action WHERE o.session = ? AND o.seq = ? AND o.record = ?"
        " AND o.field = ? AND (a.clock < ? OR ?))",
        "iiitii", old->theirs, seq, came->records[edit->of].theirs,
        came->names.list[edit->field], edit->clock, (int64_t)same_session);

    *fits = found;
    return s;
}

/* What an edit says of another: all of it is whole numbers. */
static bool whole_numbers(sqlite3_stmt *row)
{
    return sqlite3_column_type(row, 1) == SQLITE_INTEGER &&
           sqlite3_column_type(row, 3) == SQLITE_INTEGER;
}

/* The same with the numbers of this file. */
static void give_pair(struct merge_carry *c, const struct merge_session *s, int64_t by,
    const struct merge_session *old, int64_t seq)
{
    c->numbers[0] = s->ours;
    c->numbers[1] = by;
    c->numbers[2] = old->ours;
    c->numbers[3] = seq;
}

/* A new edit replaces an older one of the same cell: one that is new too, or one that was here
 * and is a head no more. */
static enum status take_replaced(struct merge_carry *c, enum merge_flaw *flaw, struct error *e)
{
    struct merge_came *came = &c->m->came;
    int64_t by = sqlite3_column_int64(c->from, 1), seq = sqlite3_column_int64(c->from, 3);
    const struct merge_session *s = find_session(c, sqlite3_column_int64(c->from, 0));
    struct merge_session *old = find_session(c, sqlite3_column_int64(c->from, 2));
    bool fits = s && old && whole_numbers(c->from) && by <= s->last_edit && seq > 0 &&
                seq <= old->last_edit && (s != old || seq < by);

    *flaw = MERGE_ODD;
    if (!fits)
        return STATUS_OK;
    const struct merge_edit *edit = &s->fresh[by - s->edits - 1];
    give_pair(c, s, by, old, seq);
    if (seq > old->edits) {
        struct merge_edit *was = &old->fresh[seq - old->edits - 1];
        if (was->of == edit->of && was->field == edit->field &&
            (s == old || was->clock < edit->clock))
            *flaw = MERGE_FITS;
        was->replaced = true;
        return STATUS_OK;
    }
    enum status code = fits_known(c, edit, old, seq, s == old, &fits, e);
    if (code != STATUS_OK || !fits)
        return code;
    *flaw = MERGE_FITS;
    if (!room_for((void **)&came->gone, came->gone_count, &came->gone_room, sizeof *came->gone))
        return error_memory(e);
    came->gone[came->gone_count++] = (struct merge_gone){old->ours, seq};
    return STATUS_OK;
}

static enum status take_saw(struct merge_carry *c, enum merge_flaw *flaw, struct error *e)
{
    const struct merge_session *s = find_session(c, sqlite3_column_int64(c->from, 0));
    const struct merge_session *old = find_session(c, sqlite3_column_int64(c->from, 2));
    (void)e;

    *flaw = s && old && whole_numbers(c->from) ? MERGE_FITS : MERGE_ODD;
    if (*flaw == MERGE_FITS)
        give_pair(
            c, s, sqlite3_column_int64(c->from, 1), old, sqlite3_column_int64(c->from, 3));
    return STATUS_OK;
}

/* Session by session, in order: CROSS JOIN keeps it so. What is replaced comes after the
 * edits. */
static const struct carried tables[] = {
    {"SELECT m.theirs, a.seq, a.clock, a.at, a.kind, o.ours, a.of_seq"
     " FROM temp.merge_session m CROSS JOIN action a ON a.session = m.theirs"
     " AND a.seq > m.actions LEFT JOIN temp.merge_session o ON o.theirs = a.of_session"
     " ORDER BY m.theirs, a.seq",
        "INSERT INTO action(session, seq, clock, at, kind, of_session, of_seq)"
        " SELECT a, b, c, d, e, f, g FROM \"db.rows\"(?)",
        take_action, 3},
    {"SELECT m.theirs, e.seq, e.action, e.record, e.field, e.value, e.typed"
     " FROM temp.merge_session m CROSS JOIN edit e ON e.session = m.theirs AND e.seq > m.edits"
     " ORDER BY m.theirs, e.seq",
        "INSERT INTO edit(session, seq, action, record, field, value, typed)"
        " SELECT a, b, c, d, e, f, g FROM \"db.rows\"(?)",
        take_edit, 4},
    {"SELECT m.theirs, r.seq, r.old_session, r.old_seq FROM temp.merge_session m"
     " CROSS JOIN replaces r ON r.session = m.theirs AND r.seq > m.edits",
        "INSERT INTO replaces(session, seq, old_session, old_seq)"
        " SELECT a, b, c, d FROM \"db.rows\"(?)",
        take_replaced, 4},
    {"SELECT m.theirs, r.seq, r.old_session, r.old_seq FROM temp.merge_session m"
     " CROSS JOIN saw r ON r.session = m.theirs AND r.seq > m.edits",
        "INSERT INTO saw(session, seq, old_session, old_seq)"
        " SELECT a, b, c, d FROM \"db.rows\"(?)",
        take_saw, 4},
};

/* The next row of the other (db_rows.next). */
static enum status next_row(void *context, bool *row, struct error *e)
{
    struct merge_carry *c = context;
    enum merge_flaw flaw = MERGE_FITS;
    enum status s = db_step(c->m->other->db, c->from, row, e);

    if (s == STATUS_OK && *row && c->take)
        s = c->take(c, &flaw, e);
    if (s == STATUS_OK && flaw != MERGE_FITS)
        return merge_refuse(c->m, flaw, sqlite3_column_int64(c->from, 0), e);
    if (s == STATUS_OK && *row && ++c->moved % ROWS_BETWEEN == 0)
        s = merge_stopped(c->m, e);
    return s;
}

/* A column of it (db_rows.column), which stays where it is until the next row. */
static void give_column(void *context, int column, sqlite3_context *out)
{
    struct merge_carry *c = context;

    if (column < c->numbered) {
        sqlite3_result_int64(out, c->numbers[column]);
        return;
    }
    switch (sqlite3_column_type(c->from, column)) {
    case SQLITE_NULL: return;
    case SQLITE_INTEGER:
        sqlite3_result_int64(out, sqlite3_column_int64(c->from, column));
        return;
    case SQLITE_TEXT: db_give_text(out, c->from, column); return;
    default: sqlite3_result_value(out, sqlite3_column_value(c->from, column));
    }
}

enum status merge_carry(
    struct merge_carry *c, const char *select, const char *insert, struct error *e)
{
    struct db_rows rows = {.next = next_row, .column = give_column, .context = c};

    c->from = db_prepare(c->m->other->db, select, e);
    if (!c->from)
        return db_status(e);
    enum status s = db_run_rows(c->m->wb->db, insert, &rows, e);
    sqlite3_reset(c->from);
    return s;
}

/* New edits that nobody replaced are heads. */
static enum status find_heads(struct merge_came *came, struct error *e)
{
    for (size_t i = 0; i < came->session_count; i++) {
        const struct merge_session *s = &came->sessions[i];
        for (int64_t seq = s->edits + 1; seq <= s->last_edit; seq++) {
            const struct merge_edit *edit = &s->fresh[seq - s->edits - 1];
            if (edit->replaced)
                continue;
            if (!room_for((void **)&came->heads, came->head_count, &came->head_room,
                    sizeof *came->heads))
                return error_memory(e);
            came->heads[came->head_count++] =
                (struct merge_head){.record = came->records[edit->of].ours,
                    .session = s->ours,
                    .seq = seq,
                    .of = edit->of,
                    .field = edit->field,
                    .edit = edit};
        }
    }
    return STATUS_OK;
}

enum status merge_carry_journal(struct merge *m, struct error *e)
{
    enum status s = (m->came.memory = arena_begin()) ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < sizeof tables / sizeof *tables; i++) {
        struct merge_carry c = {.m = m, .take = tables[i].take, .numbered = tables[i].numbered};
        s = merge_stopped(m, e);
        if (s == STATUS_OK)
            s = merge_carry(&c, tables[i].select, tables[i].insert, e);
    }
    return s == STATUS_OK ? find_heads(&m->came, e) : s;
}
