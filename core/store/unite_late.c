/* What was typed on another laptop into rows, or under keys, that had been united meanwhile
 * leads to a row that is not there. It follows, by edits that are the same in every copy
 * (unite_sign.c); when the union is taken back, they are too. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/unite_late.h"
#include "core/store/versions.h"

#define ROUNDS 16 /* a row that became another that became another */

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

bool unite_is_asked(const struct late *l, const struct gone *g)
{
    return !l->form || (l->form == g->form && strcmp(l->uid, g->uid) == 0);
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
            s = unite_was_taken_back(l->wb, g, &back, e);
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
        if (l->gone[i].to && unite_is_asked(l, &l->gone[i]))
            s = see_end(l, &l->gone[i], e);
    return s;
}

/* A reference to a row that is found by the one that went. */
static enum status step_keyed(struct late *l, const struct field *f, const struct gone *g,
    struct value *value, bool *changed, struct error *e)
{
    char **items = NULL, *other = NULL;
    size_t count = 0;

    if (f->type->id != TYPE_ANY_REF || value->kind != VALUE_TEXT)
        return STATUS_OK;
    enum status s = json_to_list(value->text, &items, &count, NULL);
    if (s != STATUS_OK)
        return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
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
    if (s == STATUS_OK && some && !l->form)
        s = follow_versions(l, e);
    l->followed += l->written;
    if (s == STATUS_OK && back)
        s = unite_return_all(l, e);
    late_clear(l);
    return s;
}

/* Until nothing goes any more. */
static enum status go(struct late *l, struct error *e)
{
    enum status s = STATUS_OK;

    l->written = 1;
    for (int i = 0; s == STATUS_OK && l->written && i < ROUNDS; i++) {
        l->written = 0;
        s = go_round(l, e);
    }
    return s;
}

enum status unite_late(struct workbook *wb, size_t *cells, struct error *e)
{
    struct late l = {.wb = wb};
    enum status s = go(&l, e);

    *cells += l.followed;
    return s;
}

enum status unite_late_row(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e)
{
    struct late l = {.wb = wb, .form = form, .uid = uid};

    return go(&l, e);
}
