/* Whether the heads are what the journal says, for all of the file: three walks through whole
 * tables, in their order, and no look-up in any of them. */
#include <stdlib.h>

#include "core/store/merge_parts.h"

/* An edit and what was said of it. */
struct entry {
    int64_t seq, record;
    uint32_t field;
    bool replaced, headed;
};

/* Where the edits of a session begin. */
struct group {
    int64_t session;
    size_t from;
};

/* All edits of the file, session by session, in order. */
struct heads {
    struct entry *entries;
    size_t count, room;
    struct group *groups;
    size_t group_count, group_room;
    struct merge_names names;
    bool bad; /* they are not */
};

/* Notes one edit: session, seq, record, field. */
static enum status take_edit(struct heads *h, sqlite3_stmt *row, struct error *e)
{
    int64_t session = sqlite3_column_int64(row, 0);
    struct entry next = {
        .seq = sqlite3_column_int64(row, 1), .record = sqlite3_column_int64(row, 2)};

    if (!h->group_count || h->groups[h->group_count - 1].session != session) {
        if (h->group_count == h->group_room) {
            size_t room = h->group_room * 2 + 64;
            struct group *more = realloc(h->groups, room * sizeof *more);
            if (!more)
                return error_memory(e);
            h->groups = more;
            h->group_room = room;
        }
        h->groups[h->group_count++] = (struct group){session, h->count};
    }
    if (h->count == h->room) {
        size_t room = h->room * 2 + 4096;
        struct entry *more = realloc(h->entries, room * sizeof *more);
        if (!more)
            return error_memory(e);
        h->entries = more;
        h->room = room;
    }
    enum status s =
        merge_name(&h->names, (const char *)sqlite3_column_text(row, 3), &next.field, e);
    if (s == STATUS_OK)
        h->entries[h->count++] = next;
    return s;
}

/* An edit of a session, or NULL. Where a session has no gap the first guess is right. */
static struct entry *find(struct heads *h, int64_t session, int64_t seq)
{
    size_t low = 0, high = h->group_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (h->groups[mid].session < session)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == h->group_count || h->groups[low].session != session)
        return NULL;
    size_t from = h->groups[low].from;
    size_t end = low + 1 < h->group_count ? h->groups[low + 1].from : h->count;
    if (seq > 0 && (uint64_t)seq <= end - from && h->entries[from + (size_t)seq - 1].seq == seq)
        return &h->entries[from + (size_t)seq - 1];
    for (high = end; from < high;) {
        size_t mid = from + (high - from) / 2;
        if (h->entries[mid].seq < seq)
            from = mid + 1;
        else
            high = mid;
    }
    return from < end && h->entries[from].seq == seq ? &h->entries[from] : NULL;
}

/* Notes that somebody replaced an edit: old_session, old_seq. */
static enum status take_replaced(struct heads *h, sqlite3_stmt *row, struct error *e)
{
    struct entry *old = find(h, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1));
    (void)e;

    if (old)
        old->replaced = true;
    return STATUS_OK;
}

/* A head must be an edit of its cell that nobody replaced: session, seq, record, field. */
static enum status take_head(struct heads *h, sqlite3_stmt *row, struct error *e)
{
    struct entry *edit = find(h, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1));
    uint32_t field = 0;
    enum status s = merge_name(&h->names, (const char *)sqlite3_column_text(row, 3), &field, e);

    if (s != STATUS_OK)
        return s;
    if (!edit || edit->replaced || edit->headed ||
        edit->record != sqlite3_column_int64(row, 2) || edit->field != field)
        h->bad = true;
    else
        edit->headed = true;
    return STATUS_OK;
}

/* Every row of a query. */
static enum status walk(struct db *db, const char *sql, struct heads *h,
    enum status (*take)(struct heads *, sqlite3_stmt *, struct error *), struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(db, sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && !h->bad && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take(h, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status merge_heads_fit(struct workbook *wb, bool *fit, struct error *e)
{
    struct heads h = {0};
    enum status s = walk(wb->db,
        "SELECT session, seq, record, field FROM edit ORDER BY session, seq", &h, take_edit, e);

    if (s == STATUS_OK)
        s = walk(wb->db, "SELECT old_session, old_seq FROM replaces", &h, take_replaced, e);
    if (s == STATUS_OK)
        s = walk(wb->db, "SELECT session, seq, record, field FROM head", &h, take_head, e);
    for (size_t i = 0; s == STATUS_OK && i < h.count && !h.bad; i++)
        h.bad = h.entries[i].replaced == h.entries[i].headed;
    *fit = !h.bad;
    free(h.entries);
    free(h.groups);
    merge_names_clear(&h.names);
    return s;
}
