#include "tests/property/model.h"

#include <stdlib.h>
#include <string.h>

#include "tests/property/model_merge.h"

/* Every text once, in a hash table with linear probing. */
static char **names;
static size_t name_count, name_room;

static void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* The place of a text in a table: where it is, or where it belongs. */
static char **place(char **table, size_t room, const char *text)
{
    uint64_t h = UINT64_C(1469598103934665603);

    for (const char *p = text; *p; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    size_t at = (size_t)(h % room);
    while (table[at] && strcmp(table[at], text) != 0)
        at = (at + 1) % room;
    return &table[at];
}

const char *m_name(const char *text)
{
    if (2 * name_count >= name_room) {
        size_t room = name_room ? 2 * name_room : 1024;
        char **table = need(calloc(room, sizeof *table));
        for (size_t i = 0; i < name_room; i++)
            if (names[i])
                *place(table, room, names[i]) = names[i];
        free(names);
        names = table;
        name_room = room;
    }
    char **at = place(names, name_room, text);
    if (!*at) {
        *at = need(strdup(text));
        name_count++;
    }
    return *at;
}

void m_forget(void)
{
    m_rules_forget();
    for (size_t i = 0; i < name_room; i++)
        free(names[i]);
    free(names);
    names = NULL;
    name_count = name_room = 0;
}

static bool same_key(struct m_key a, struct m_key b)
{
    return a.session == b.session && a.seq == b.seq;
}

static bool same_cell(struct m_cell a, struct m_cell b)
{
    return a.form == b.form && a.uid == b.uid && a.field == b.field;
}

void model_add_edit(struct model *m, const struct m_edit *e)
{
    m->edits = need(realloc(m->edits, (m->edit_count + 1) * sizeof *m->edits));
    m->edits[m->edit_count++] = e;
}

void model_add_action(struct model *m, const struct m_action *a)
{
    m->actions = need(realloc(m->actions, (m->action_count + 1) * sizeof *m->actions));
    m->actions[m->action_count++] = a;
}

void model_unite(struct model *into, const struct model *from)
{
    for (size_t i = 0; i < from->edit_count; i++)
        if (!model_edit(into, from->edits[i]->key))
            model_add_edit(into, from->edits[i]);
    for (size_t i = 0; i < from->action_count; i++)
        if (!model_action(into, from->actions[i]->key))
            model_add_action(into, from->actions[i]);
}

static bool came_by_merge(const struct model *m, const char *session)
{
    for (size_t i = 0; i < m->merged_count; i++)
        if (m->merged[i] == session)
            return true;
    return false;
}

static void note_merged(struct model *m, const char *session)
{
    m->merged = realloc(m->merged, (m->merged_count + 1) * sizeof *m->merged);
    if (!m->merged)
        abort();
    m->merged[m->merged_count++] = session;
}

void model_merge(struct model *into, const struct model *from)
{
    size_t known = into->action_count;

    for (size_t i = 0; i < from->action_count; i++) {
        const char *session = from->actions[i]->key.session;
        bool here = came_by_merge(into, session);
        for (size_t k = 0; !here && k < known; k++)
            here = into->actions[k]->key.session == session;
        if (!here)
            note_merged(into, session);
    }
    model_unite(into, from);
}

void model_copy(struct model *to, const struct model *from)
{
    model_clear(to);
    model_unite(to, from);
    for (size_t i = 0; i < from->merged_count; i++)
        note_merged(to, from->merged[i]);
}

void model_clear(struct model *m)
{
    free(m->edits);
    free(m->merged);
    free(m->actions);
    *m = (struct model){0};
}

const struct m_edit *model_edit(const struct model *m, struct m_key key)
{
    for (size_t i = m->edit_count; i-- > 0;)
        if (same_key(m->edits[i]->key, key))
            return m->edits[i];
    return NULL;
}

const struct m_action *model_action(const struct model *m, struct m_key key)
{
    for (size_t i = m->action_count; i-- > 0;)
        if (same_key(m->actions[i]->key, key))
            return m->actions[i];
    return NULL;
}

static bool later(int64_t clock_a, struct m_key a, int64_t clock_b, struct m_key b)
{
    int order = strcmp(a.session, b.session);

    if (clock_a != clock_b)
        return clock_a > clock_b;
    return order != 0 ? order > 0 : a.seq > b.seq;
}

bool m_after(const struct m_edit *a, const struct m_edit *b)
{
    return later(a->action->clock, a->key, b->action->clock, b->key);
}

static bool action_after(const struct m_action *a, const struct m_action *b)
{
    return later(a->clock, a->key, b->clock, b->key);
}

static bool among(const struct m_key *keys, size_t count, struct m_key key)
{
    for (size_t i = 0; i < count; i++)
        if (same_key(keys[i], key))
            return true;
    return false;
}

size_t model_heads(
    const struct model *m, struct m_cell cell, const struct m_edit **heads, size_t room)
{
    size_t count = 0;

    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *e = m->edits[i];
        bool replaced = !same_cell(e->cell, cell);
        for (size_t j = 0; j < m->edit_count && !replaced; j++)
            replaced = among(m->edits[j]->replaced, m->edits[j]->replaced_count, e->key);
        if (!replaced && count++ < room)
            heads[count - 1] = e;
    }
    return count;
}

const struct m_edit *model_winner(const struct model *m, struct m_cell cell)
{
    const struct m_edit *heads[32], *best = NULL;
    size_t count = model_heads(m, cell, heads, 32);

    for (size_t i = 0; i < count && i < 32; i++)
        if (!best || m_after(heads[i], best))
            best = heads[i];
    return best;
}

/* Whether a deletion that still stands knew of this edit. */
static bool seen(const struct model *m, const struct m_edit *edit)
{
    const struct m_edit *heads[32];
    struct m_cell existence = {edit->cell.form, edit->cell.uid, m_name("")};
    size_t count = model_heads(m, existence, heads, 32);

    for (size_t i = 0; i < count && i < 32; i++)
        if (among(heads[i]->saw, heads[i]->saw_count, edit->key))
            return true;
    return false;
}

bool model_unseen(const struct model *m, const char *form, const char *uid)
{
    const char *order = m_name("urutan"), *existence = m_name("");

    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *e = m->edits[i], *heads[32];
        bool head = false;
        if (e->cell.form != form || e->cell.uid != uid || e->cell.field == existence ||
            e->cell.field == order) /* row order never differs */
            continue;
        size_t count = model_heads(m, e->cell, heads, 32);
        for (size_t j = 0; j < count && j < 32; j++)
            head |= heads[j] == e;
        if (head && !seen(m, e))
            return true;
    }
    return false;
}

bool model_lives(const struct model *m, enum m_kind kind, const char *form, const char *uid)
{
    struct m_cell existence = {form, uid, m_name("")};

    if (kind == M_STANDING)
        return true;
    if (kind == M_LIST) {
        const struct m_edit *e = model_winner(m, existence);
        return e && (strcmp(e->content, "i1") == 0 || model_unseen(m, form, uid));
    }
    for (size_t i = 0; i < m->edit_count; i++) {
        struct m_cell cell = m->edits[i]->cell;
        if (cell.form == form && cell.uid == uid && cell.field != existence.field &&
            strcmp(model_content(m, cell), MODEL_EMPTY) != 0)
            return true;
    }
    return false;
}

/* Undo and redo ---------------------------------------------------------------------------- */

static bool answered(const struct model *m, const struct m_action *a)
{
    for (size_t i = 0; i < m->action_count; i++)
        if (same_key(m->actions[i]->of, a->key))
            return true;
    return false;
}

static bool is(const struct m_action *a, const char *kind)
{
    return strcmp(a->kind, kind) == 0;
}

const struct m_action *model_answerable(const struct model *m, const char *laptop, bool again)
{
    const struct m_action *best = NULL;

    for (size_t i = 0; i < m->action_count; i++) {
        const struct m_action *a = m->actions[i];
        if (a->laptop == laptop && !came_by_merge(m, a->key.session) &&
            is(a, "undo") == again && !answered(m, a) && (!best || action_after(a, best)))
            best = a;
    }
    for (size_t i = 0; best && i < m->action_count; i++) {
        const struct m_action *a = m->actions[i];
        if (a->laptop != laptop || came_by_merge(m, a->key.session))
            continue;
        if (again && a->clock >= best->clock && !is(a, "undo") && !is(a, "redo"))
            return NULL; /* something new was done since, or in another copy at that moment */
        if (!again && a->clock >= best->clock && is(a, "new"))
            return NULL; /* it stops there */
    }
    return best;
}

/* The first edit of an action on a cell. */
static const struct m_edit *first_of(
    const struct model *m, const struct m_action *a, struct m_cell cell)
{
    const struct m_edit *found = NULL;

    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *e = m->edits[i];
        if (e->action == a && same_cell(e->cell, cell) && (!found || m_after(found, e)))
            found = e;
    }
    return found;
}

/* The nth of the edits an edit replaced, from the latest; NULL behind the last. */
static const struct m_edit *replaced_nth(
    const struct model *m, const struct m_edit *e, size_t nth)
{
    for (size_t i = 0; i < e->replaced_count; i++) {
        const struct m_edit *one = model_edit(m, e->replaced[i]);
        size_t later_ones = 0;
        for (size_t k = 0; one && k < e->replaced_count; k++) {
            const struct m_edit *other = model_edit(m, e->replaced[k]);
            later_ones += other && m_after(other, one);
        }
        if (one && later_ones == nth)
            return one;
    }
    return NULL;
}

/* What an edit of an undo or redo puts back: of what the answered action replaced in the cell,
 * the one that as many are later than as edits were written beside it after it. */
static const struct m_edit *puts_back(const struct model *m, const struct m_edit *e)
{
    const struct m_action *answered = model_action(m, e->action->of);
    const struct m_edit *first = answered ? first_of(m, answered, e->cell) : NULL;
    size_t beside = 0;

    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *o = m->edits[i];
        beside += o->action == e->action && same_cell(o->cell, e->cell) && m_after(o, e) &&
                  !among(o->replaced, o->replaced_count, e->key);
    }
    return first ? replaced_nth(m, first, beside) : NULL;
}

const struct m_edit *model_origin(const struct model *m, const struct m_edit *e)
{
    for (const struct m_edit *back = e; back; back = puts_back(m, back))
        e = back;
    return e;
}

bool model_knew(const struct model *m, const struct m_edit *deletion, const struct m_edit *e)
{
    const struct m_edit *first = e;

    for (; e && !among(deletion->saw, deletion->saw_count, e->key); e = puts_back(m, e))
        first = e;
    /* Where nothing stood there was nothing to be known. */
    return e || (first->action->of.session && strcmp(first->content, MODEL_EMPTY) == 0);
}

/* Whether a head is the edit, or was put in its place by undo and redo: these put back what
 * stood before the action they answer. */
static bool stands_for(const struct model *m, const struct m_edit *head, const struct m_edit *e)
{
    while (head && head != e)
        head = puts_back(m, head);
    return head == e;
}

/* A list row that is gone keeps its cells, unless the action itself decides whether it lives.
 */
static bool gone(const struct model *m, const struct m_edit *e)
{
    struct m_cell existence = {e->cell.form, e->cell.uid, m_name("")};

    return model_winner(m, existence) && !first_of(m, e->action, existence) &&
           !model_lives(m, M_LIST, e->cell.form, e->cell.uid);
}

/* The heads in which what an action left in the cell of its first edit there stands; false when
 * some of it stands no more. */
static bool standing(const struct model *m, const struct m_edit *first, struct m_change *change)
{
    const struct m_edit *heads[32];
    size_t n = model_heads(m, first->cell, heads, 32);

    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *e = m->edits[i], *stands = NULL;
        bool last = e->action == first->action && same_cell(e->cell, first->cell);
        for (size_t k = 0; last && k < m->edit_count; k++)
            last = m->edits[k]->action != first->action ||
                   !among(m->edits[k]->replaced, m->edits[k]->replaced_count, e->key);
        for (size_t j = 0; last && j < n && j < 32; j++)
            if (stands_for(m, heads[j], e))
                stands = heads[j];
        if (last && !stands)
            return false;
        if (last && change->only_count < 8)
            change->only[change->only_count++] = stands->key;
    }
    return true;
}

size_t model_take_back(const struct model *m, const struct m_action *a,
    struct m_change *changes, size_t room, size_t *kept)
{
    size_t count = 0;

    *kept = 0;
    for (size_t i = 0; i < m->edit_count; i++) {
        const struct m_edit *e = m->edits[i];
        struct m_change change = {.cell = e->cell};
        if (e->action != a || first_of(m, a, e->cell) != e)
            continue;
        if (!standing(m, e, &change) || gone(m, e)) {
            ++*kept;
            continue;
        }
        for (size_t n = e->replaced_count ? e->replaced_count : 1; n-- > 0;) {
            change.again = replaced_nth(m, e, n);
            change.content = change.again ? change.again->content : m_name(MODEL_EMPTY);
            if (count++ < room)
                changes[count - 1] = change;
        }
    }
    return count;
}
