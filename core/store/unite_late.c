/* What was typed on another laptop into rows, or under keys, that had been united meanwhile
 * leads to a row that is not there. It follows, by edits that are the same in every copy
 * (unite_sign.c); when the union is taken back, they are too. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/unite_part.h"
#include "core/store/versions.h"

#define ROUNDS 16 /* a row that became another that became another */

/* A row that was let go by a union. */
struct gone {
    const struct form *form;
    char *uid, *to;     /* to NULL: it is there again, because that was taken back */
    struct edit_key by; /* which edit says so */
    bool leads;         /* to a living row at last */
};

struct late {
    struct workbook *wb;
    struct gone *gone;
    size_t count;
    struct unite_sign sign;
    size_t written; /* in this round */
    size_t followed;
};

static void late_clear(struct late *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->gone[i].uid);
        free(l->gone[i].to);
    }
    free(l->gone);
    l->gone = NULL;
    l->count = 0;
}

enum status unite_is_known(struct workbook *wb, bool *known, struct error *e)
{
    int64_t found = 0;
    enum status s =
        db_integer(wb->db, &found, e, "SELECT EXISTS(SELECT 1 FROM action WHERE kind = ?)", "t",
            action_kind_name(ACTION_UNITE));

    *known = found;
    return s;
}

/* Whether a row that is there is so because somebody took back that it went; by which edit. */
static enum status was_taken_back(
    struct workbook *wb, const struct gone *g, struct edit_key *by, bool *yes, struct error *e)
{
    struct winner w = {0};
    int64_t record = 0, found = 0;
    bool there = false;
    enum status s = table_has_row(wb, g->form, g->uid, &there, e);

    if (s == STATUS_OK && there)
        s = journal_record(wb, g->form, g->uid, false, &record, e);
    if (s == STATUS_OK && record)
        s = journal_winner(wb, record, "", &w, e);
    if (s == STATUS_OK && w.found && w.value.kind == VALUE_INTEGER && w.value.integer == 1)
        s = db_integer(wb->db, &found, e,
            "SELECT count(*) FROM edit e JOIN action a ON a.session = e.session"
            " AND a.seq = e.action WHERE e.session = ? AND e.seq = ? AND a.kind IN (?, ?)",
            "iitt", w.key.session, w.key.seq, action_kind_name(ACTION_UNDO),
            action_kind_name(ACTION_REDO));
    *yes = found;
    *by = w.key;
    winner_clear(&w);
    return s;
}

/* Every row that a union let go, in an order that is the same everywhere. */
static enum status read_let_go(struct late *l, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(l->wb->db,
        "SELECT DISTINCT r.form, r.uid FROM action a CROSS JOIN edit d"
        " ON d.session = a.session AND d.action = a.seq AND d.field = '' AND d.value = 0"
        " JOIN record r ON r.id = d.record WHERE a.kind = ? ORDER BY 1, 2",
        e);
    enum status s =
        stmt ? db_bind(l->wb->db, stmt, e, "t", action_kind_name(ACTION_UNITE)) : db_status(e);

    while (s == STATUS_OK && (s = db_step(l->wb->db, stmt, &row, e)) == STATUS_OK && row) {
        const struct form *form =
            method_form(l->wb->method, (const char *)sqlite3_column_text(stmt, 0));
        if (!form || form->kind != FORM_LIST)
            continue;
        if (l->count == room) {
            struct gone *more = realloc(l->gone, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            l->gone = more;
        }
        struct gone *g = &l->gone[l->count++];
        *g = (struct gone){
            .form = form, .uid = strdup((const char *)sqlite3_column_text(stmt, 1))};
        if (!g->uid)
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

static const struct gone *find_gone(
    const struct late *l, const struct form *form, const char *uid)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->gone[i].form == form && l->gone[i].to && strcmp(l->gone[i].uid, uid) == 0)
            return &l->gone[i];
    return NULL;
}

/* Whether the row that another became, or what that became in turn, is there. Rows that became
 * each other lead nowhere. */
static enum status see_end(struct late *l, struct gone *g, struct error *e)
{
    const struct gone *at = g, *next = g;

    for (size_t i = 0; next && i <= l->count; i++) {
        at = next;
        next = find_gone(l, at->form, at->to);
    }
    return next ? STATUS_OK : table_has_row(l->wb, at->form, at->to, &g->leads, e);
}

/* What every row that was let go is now; the others are forgotten. */
static enum status read_gone(struct late *l, struct error *e)
{
    size_t kept = 0;
    enum status s = read_let_go(l, e);

    for (size_t i = 0; s == STATUS_OK && i < l->count; i++) {
        struct gone *g = &l->gone[i];
        bool back = false;
        s = unite_became(l->wb, g->form, g->uid, &g->to, &g->by, e);
        if (s == STATUS_OK && !g->to)
            s = was_taken_back(l->wb, g, &g->by, &back, e);
        if (s == STATUS_OK && (g->to || back)) {
            struct gone one = *g;
            *g = l->gone[kept];
            l->gone[kept++] = one;
        }
    }
    for (size_t i = kept; s == STATUS_OK && i < l->count; i++) {
        free(l->gone[i].uid);
        free(l->gone[i].to);
    }
    l->count = s == STATUS_OK ? kept : l->count;
    for (size_t i = 0; s == STATUS_OK && i < l->count; i++)
        if (l->gone[i].to)
            s = see_end(l, &l->gone[i], e);
    return s;
}

/* A reference to a row that is found by the one that went. */
static enum status step_keyed(struct late *l, const struct field *f, const struct gone *g,
    struct value *value, bool *changed, struct error *e)
{
    char **items = NULL, *other = NULL;
    size_t count = 0;
    enum status s = STATUS_OK;

    if (f->type->id != TYPE_ANY_REF || value->kind != VALUE_TEXT ||
        json_to_list(value->text, &items, &count, NULL) != STATUS_OK)
        return STATUS_OK;
    const struct form *to = count == 3 ? method_form(l->wb->method, items[0]) : NULL;
    if (to && to->kind == FORM_KEYED && strstr(items[1], g->uid)) {
        s = unite_other_key(to, items[1], g->form, g->uid, g->to, &other, NULL);
        s = s == STATUS_MEMORY ? error_memory(e) : STATUS_OK; /* no keys: it stays */
    }
    if (s == STATUS_OK && other && strcmp(other, items[1]) != 0)
        s = unite_substitute(f, value, to, items[1], other, changed, e);
    free(other);
    json_list_free(items, count);
    return s;
}

/* One step of a value from a row that went to the one that row became; *by NULL: it has none
 * to go. What would point at its own row points nowhere. */
static enum status step(struct late *l, const struct field *f, const char *uid,
    struct value *value, const struct gone **by, struct error *e)
{
    enum status s = STATUS_OK;
    bool changed = false;

    *by = NULL;
    for (size_t i = 0; s == STATUS_OK && !changed && i < l->count; i++) {
        const struct gone *g = &l->gone[i];
        bool own = g->leads && f->form == g->form && strcmp(uid, g->to) == 0;
        if (!g->leads)
            continue;
        s = unite_substitute(f, value, g->form, g->uid, own ? NULL : g->to, &changed, e);
        if (s == STATUS_OK && !changed)
            s = step_keyed(l, f, g, value, &changed, e);
        *by = changed ? g : NULL;
    }
    return s;
}

/* Every version of a cell that leads to a row that went. */
static enum status follow_cell(
    struct late *l, const struct field *f, const char *uid, struct error *e)
{
    struct versions v = {0};
    int64_t record = 0;
    enum status s = journal_record(l->wb, f->form, uid, false, &record, e);

    if (s == STATUS_OK && record)
        s = versions_heads(l->wb, record, f->name, false, &v, e);
    for (size_t i = 0; s == STATUS_OK && i < v.count; i++) {
        const struct edit_keys only = {1, &v.list[i].key};
        const struct gone *by;
        bool fresh = false;
        s = step(l, f, uid, &v.list[i].value, &by, e);
        if (s != STATUS_OK || !by)
            continue;
        l->sign.answered = v.list[i].key;
        l->sign.reason = by->by;
        l->sign.kind = ACTION_FOLLOW;
        s = unite_sign_begin(l->wb, &l->sign, &fresh, e);
        if (s == STATUS_OK && fresh)
            s = journal_edit(
                l->wb, f->form, record, uid, f->name, &v.list[i].value, NULL, &only, e);
        if (fresh)
            unite_sign_end(l->wb, &l->sign);
        l->written += fresh;
    }
    versions_clear(&v);
    return s;
}

/* One version of a cell under a key that went: it stands under the other key, beside what
 * stands there, and here no more. */
static enum status move_version(struct late *l, const struct field *f, const char *uid,
    const char *other, const struct version *v, struct edit_key by, struct error *e)
{
    const struct value nothing = {0};
    struct edit_key key = v->key, emptied = {key.session, 0};
    struct edit_keys only = {1, &key}, there = {0, &emptied};
    int64_t from = 0, to = 0;
    bool fresh = false;
    enum status s = journal_record(l->wb, f->form, uid, false, &from, e);

    if (s == STATUS_OK)
        s = journal_record(l->wb, f->form, other, true, &to, e);
    if (s == STATUS_OK) /* what returned before goes there once more */
        s = db_integer(l->wb->db, &emptied.seq, e,
            "SELECT e.seq FROM edit e JOIN action a ON a.session = e.session AND a.seq = "
            "e.action"
            " AND a.kind = ? WHERE e.session = ? AND e.record = ? AND e.field = ?",
            "tiit", action_kind_name(ACTION_RETURN), key.session, to, f->name);
    if (s != STATUS_OK)
        return s;
    there.count = emptied.seq > 0;
    l->sign.answered = v->key;
    l->sign.reason = by;
    l->sign.kind = ACTION_FOLLOW;
    s = unite_sign_begin(l->wb, &l->sign, &fresh, e);
    if (s == STATUS_OK && fresh)
        s = journal_edit(l->wb, f->form, to, other, f->name, &v->value, v->typed, &there, e);
    if (s == STATUS_OK && fresh)
        s = journal_edit(l->wb, f->form, from, uid, f->name, &nothing, NULL, &only, e);
    if (fresh)
        unite_sign_end(l->wb, &l->sign);
    l->written += fresh;
    return s;
}

/* The cells of a keyed row whose key went. */
static enum status move_row(struct late *l, const struct form *keyed, const char *uid,
    const struct gone *g, struct error *e)
{
    char *other = NULL;
    int64_t record = 0;
    enum status s = unite_other_key(keyed, uid, g->form, g->uid, g->to, &other, e);

    if (s == STATUS_OK)
        s = journal_record(l->wb, keyed, uid, false, &record, e);
    for (size_t i = 0; s == STATUS_OK && strcmp(other, uid) != 0 && i < keyed->count; i++) {
        const struct field *f = &keyed->fields[i];
        struct versions v = {0};
        if (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED)
            continue;
        s = versions_heads(l->wb, record, f->name, false, &v, e);
        for (size_t k = 0; s == STATUS_OK && k < v.count; k++)
            if (v.list[k].value.kind != VALUE_NULL || v.list[k].typed)
                s = move_version(l, f, uid, other, &v.list[k], g->by, e);
        versions_clear(&v);
    }
    free(other);
    return s;
}

/* Everything that leads to a row that went by what the tables show. */
static enum status follow_one(struct late *l, const struct gone *g, struct error *e)
{
    const struct method *m = l->wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++) {
            const struct field *f = &m->forms[i].fields[k];
            bool key = f->level == LEVEL_KEY;
            char **ids = NULL;
            size_t count = 0;
            if (f->level == LEVEL_COMPUTED || (key && m->forms[i].kind != FORM_KEYED) ||
                !(key ? unite_is_key(f, g->form) : unite_points_at(f, g->form)))
                continue;
            s = unite_pointing(l->wb, f, g->uid, &ids, &count, e);
            for (size_t n = 0; s == STATUS_OK && n < count; n++)
                s = key ? move_row(l, f->form, ids[n], g, e) : follow_cell(l, f, ids[n], e);
            db_texts_free(ids, count);
        }
    return s;
}

/* A keyed row that the tables do not show, because what was emptied there is later than what
 * was typed. */
static enum status follow_hidden(
    struct late *l, const struct form *keyed, const char *uid, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; i < keyed->count; i++)
        for (size_t k = 0; s == STATUS_OK && k < l->count; k++) {
            const struct gone *g = &l->gone[k];
            if (g->leads && unite_is_key(&keyed->fields[i], g->form) && strstr(uid, g->uid))
                s = move_row(l, keyed, uid, g, e);
        }
    return s;
}

/* And what they do not show: the other versions of cells that have several. */
static enum status follow_versions(struct late *l, struct error *e)
{
    struct conflict_place *list = NULL;
    size_t count = 0;
    enum status s = conflict_several(l->wb, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        bool there = false;
        if (list[i].form->kind == FORM_KEYED)
            s = follow_hidden(l, list[i].form, list[i].uid, e);
        if (s == STATUS_OK)
            s = table_has_row(l->wb, list[i].form, list[i].uid, &there, e);
        if (s == STATUS_OK && there)
            s = follow_cell(l, list[i].field, list[i].uid, e);
    }
    conflict_places_free(list, count);
    return s;
}

/* An edit that followed and still stands, with the one it followed. */
struct followed {
    int64_t record;
    char *form, *uid, *field;
    struct edit_key key, old;
    struct value value;
};

static void followed_free(struct followed *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(list[i].form);
        free(list[i].uid);
        free(list[i].field);
        value_clear(&list[i].value);
    }
    free(list);
}

/* The edit the statement stands on. */
static enum status take_followed(sqlite3_stmt *row, struct followed *f, struct error *e)
{
    *f = (struct followed){.record = sqlite3_column_int64(row, 0),
        .form = strdup((const char *)sqlite3_column_text(row, 1)),
        .uid = strdup((const char *)sqlite3_column_text(row, 2)),
        .field = strdup((const char *)sqlite3_column_text(row, 3)),
        .key = {sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5)},
        .old = {sqlite3_column_int64(row, 6), sqlite3_column_int64(row, 7)}};
    enum status s = db_value(row, 8, &f->value, e);
    return s == STATUS_OK && !(f->form && f->uid && f->field) ? error_memory(e) : s;
}

/* All edits that followed and stand. */
static enum status read_followed(
    struct late *l, struct followed **list, size_t *count, struct error *e)
{
    size_t room = 0;
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(l->wb->db,
        "SELECT h.record, r.form, r.uid, h.field, h.session, h.seq, x.old_session, x.old_seq,"
        " e.value FROM action a CROSS JOIN edit e ON e.session = a.session AND e.action = a.seq"
        " JOIN head h ON h.record = e.record AND h.field = e.field AND h.session = e.session"
        " AND h.seq = e.seq JOIN replaces x ON x.session = e.session AND x.seq = e.seq"
        " JOIN record r ON r.id = e.record WHERE a.kind = ?",
        e);
    enum status s =
        stmt ? db_bind(l->wb->db, stmt, e, "t", action_kind_name(ACTION_FOLLOW)) : db_status(e);

    while (s == STATUS_OK && (s = db_step(l->wb->db, stmt, &row, e)) == STATUS_OK && row) {
        if (*count == room) {
            struct followed *more = realloc(*list, (room = room * 2 + 16) * sizeof *more);
            if (!more) {
                s = error_memory(e);
                break;
            }
            *list = more;
        }
        s = take_followed(stmt, &(*list)[(*count)++], e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* The row that is there again and that the cell led to, or stood under, before it followed. */
static enum status find_back(struct late *l, const struct field *f, const struct followed *one,
    const struct version *old, const struct gone **back, struct error *e)
{
    enum status s = STATUS_OK;

    *back = NULL;
    for (size_t i = 0; s == STATUS_OK && !*back && i < l->count; i++) {
        const struct gone *g = &l->gone[i];
        struct value was = {0}, is = {0};
        bool led = false, leads = false;
        if (g->to)
            continue;
        if (f->form->kind == FORM_KEYED && strstr(one->uid, g->uid)) {
            *back = one->value.kind == VALUE_NULL ? g : NULL;
            continue;
        }
        s = value_copy(&was, &old->value, e);
        if (s == STATUS_OK)
            s = value_copy(&is, &one->value, e);
        if (s == STATUS_OK)
            s = unite_substitute(f, &was, g->form, g->uid, NULL, &led, e);
        if (s == STATUS_OK)
            s = unite_substitute(f, &is, g->form, g->uid, NULL, &leads, e);
        *back = led && !leads ? g : NULL;
        value_clear(&was);
        value_clear(&is);
    }
    return s;
}

/* Where a cell stood that came from another key: the other edit of the action. *record 0: it
 * came from none, or somebody wrote there since. */
static enum status find_pair(struct late *l, const struct followed *one, int64_t *record,
    struct edit_key *pair, bool *sole, struct error *e)
{
    int64_t heads = 0, seq = 0;
    enum status s = db_integer(l->wb->db, &seq, e,
        "SELECT seq FROM edit WHERE session = ? AND seq <> ? AND field = ?", "iit",
        one->key.session, one->key.seq, one->field);

    *record = 0;
    *sole = true;
    *pair = (struct edit_key){one->key.session, seq};
    if (s == STATUS_OK && seq)
        s = db_integer(l->wb->db, record, e,
            "SELECT record FROM edit WHERE session = ? AND seq = ?", "ii", pair->session, seq);
    if (s == STATUS_OK && *record)
        s = db_integer(l->wb->db, &heads, e,
            "SELECT count(*) + 2 * count(*) FILTER (WHERE session = ? AND seq = ?) FROM head"
            " WHERE record = ? AND field = ?",
            "iiit", pair->session, seq, *record, one->field);
    *sole = !*record || heads == 3;
    return s;
}

/* The edits with which one that followed returns. */
static enum status write_back(struct late *l, const struct field *f, const struct followed *one,
    const struct version *old, int64_t record, struct edit_key pair, struct error *e)
{
    const struct value nothing = {0};
    struct edit_key key = one->key;
    const struct edit_keys only = {1, &key}, there = {1, &pair};
    char *uid = NULL;
    enum status s = journal_edit(
        l->wb, f->form, one->record, one->uid, f->name, &old->value, old->typed, &only, e);

    if (s == STATUS_OK && record)
        s = db_text(l->wb->db, &uid, e, "SELECT uid FROM record WHERE id = ?", "i", record);
    if (s == STATUS_OK && uid)
        s = journal_edit(l->wb, f->form, record, uid, f->name, &nothing, NULL, &there, e);
    free(uid);
    return s;
}

/* One that followed a row that is there again returns to it. */
static enum status return_one(struct late *l, const struct followed *one, struct error *e)
{
    const struct form *form = method_form(l->wb->method, one->form);
    const struct field *f = form ? form_field(form, one->field) : NULL;
    const struct gone *back = NULL;
    struct versions v = {0};
    struct edit_key pair = {0};
    int64_t record = 0;
    bool fresh = false, sole = false;
    enum status s = f ? versions_replaced(l->wb, one->key, false, &v, e) : STATUS_OK;

    if (s == STATUS_OK && v.count == 1)
        s = find_back(l, f, one, &v.list[0], &back, e);
    if (s == STATUS_OK && back)
        s = find_pair(l, one, &record, &pair, &sole, e);
    if (s == STATUS_OK && back && sole) {
        l->sign.answered = one->key;
        l->sign.reason = back->by;
        l->sign.kind = ACTION_RETURN;
        s = unite_sign_begin(l->wb, &l->sign, &fresh, e);
    }
    if (s == STATUS_OK && fresh)
        s = write_back(l, f, one, &v.list[0], record, pair, e);
    if (fresh)
        unite_sign_end(l->wb, &l->sign);
    l->written += fresh;
    versions_clear(&v);
    return s;
}

static enum status return_all(struct late *l, struct error *e)
{
    struct followed *list = NULL;
    size_t count = 0;
    enum status s = read_followed(l, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = return_one(l, &list[i], e);
    followed_free(list, count);
    return s;
}

/* Once through all that goes, and all that returns. */
static enum status go_round(struct late *l, struct error *e)
{
    bool some = false, back = false;
    enum status s = read_gone(l, e);

    for (size_t i = 0; s == STATUS_OK && i < l->count; i++) {
        some = some || l->gone[i].leads;
        back = back || !l->gone[i].to;
        if (l->gone[i].leads)
            s = follow_one(l, &l->gone[i], e);
    }
    if (s == STATUS_OK && some)
        s = follow_versions(l, e);
    l->followed += l->written;
    if (s == STATUS_OK && back)
        s = return_all(l, e);
    late_clear(l);
    return s;
}

enum status unite_late(struct workbook *wb, size_t *cells, struct error *e)
{
    struct late l = {.wb = wb, .written = 1};
    enum status s = STATUS_OK;

    for (int i = 0; s == STATUS_OK && l.written && i < ROUNDS; i++) {
        l.written = 0;
        s = go_round(&l, e);
    }
    *cells += l.followed;
    return s;
}
