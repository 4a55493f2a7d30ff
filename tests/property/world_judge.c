#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/property/world_wish.h"

/* The nth wish for a cell, or NULL. */
static const struct m_change *wish_for(
    const struct wishes *wishes, struct m_cell cell, size_t nth)
{
    for (size_t i = 0; i < wishes->count; i++)
        if (memcmp(&wishes->list[i].cell, &cell, sizeof cell) == 0 && nth-- == 0)
            return &wishes->list[i];
    return NULL;
}

/* How many of the edits from..to are of a cell. */
static size_t edits_of(const struct model *m, size_t from, size_t to, struct m_cell cell)
{
    size_t count = 0;

    for (size_t i = from; i < to; i++)
        count += memcmp(&m->edits[i]->cell, &cell, sizeof cell) == 0;
    return count;
}

/* How many wishes there are for a cell. */
static size_t wishes_for(const struct wishes *wishes, struct m_cell cell)
{
    size_t count = 0;

    while (wish_for(wishes, cell, count))
        count++;
    return count;
}

static bool names(const struct m_key *keys, size_t count, struct m_key key)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].session == key.session && keys[i].seq == key.seq)
            return true;
    return false;
}

/* Whether the i-th edit replaces what it should: its cell's heads, or what stands for the ones
 * it answers, or the edit of the same action before it. */
static bool replaces_rightly(struct copy *c, const struct model *before, size_t i,
    const struct wishes *wishes, const struct m_change *wish)
{
    const struct m_edit *e = c->model.edits[i], *heads[32];
    size_t n = edits_of(&c->model, before->edit_count, i, e->cell);

    if (wish && wish->only_count && n < wishes_for(wishes, e->cell)) {
        bool all = e->replaced_count == wish->only_count;
        for (size_t k = 0; k < wish->only_count; k++)
            all &= names(e->replaced, e->replaced_count, wish->only[k]);
        return all;
    }
    for (size_t j = i; n && j-- > before->edit_count;)
        if (memcmp(&c->model.edits[j]->cell, &e->cell, sizeof e->cell) == 0)
            return e->replaced_count == 1 && names(e->replaced, 1, c->model.edits[j]->key);
    size_t count = model_heads(before, e->cell, heads, 32);
    bool all = count == e->replaced_count;
    for (size_t j = 0; j < count && j < 32; j++)
        all &= names(e->replaced, e->replaced_count, heads[j]->key);
    return all;
}

/* A deletion saw every head of the record's other cells there was before or came with it; one
 * that is put back only what it saw the first time. */
static bool saw_rightly(struct copy *c, size_t i, const struct m_change *wish)
{
    struct model then = {.edit_count = i,
        .edits = c->model.edits,
        .action_count = c->model.action_count,
        .actions = c->model.actions};
    const struct m_edit *e = c->model.edits[i], *heads[32];
    size_t seen = 0;

    if (e->cell.field != m_name("") || strcmp(e->content, "i1") == 0)
        return e->saw_count == 0;
    for (size_t j = 0; j < i; j++) {
        const struct m_edit *old = then.edits[j];
        if (old->cell.form != e->cell.form || old->cell.uid != e->cell.uid ||
            old->cell.field == e->cell.field)
            continue;
        size_t count = model_heads(&then, old->cell, heads, 32);
        for (size_t k = 0; k < count && k < 32; k++) {
            bool known = heads[k] == old &&
                         (!wish || !wish->again || model_knew(&then, wish->again, old));
            seen += known;
            if (heads[k] == old && known != names(e->saw, e->saw_count, old->key))
                return false;
        }
    }
    return seen == e->saw_count;
}

/* Rows get whole numbers anew when a row was put between two that leave no room (action.h). */
static bool numbers_anew(const struct m_edit *e, const struct wishes *wishes)
{
    double at = e->content[0] == 'r' ? strtod(e->content + 1, NULL) : 0.5;

    if (strcmp(e->cell.field, "urutan") != 0 || at < floor(at) || at > floor(at))
        return false;
    for (size_t i = 0; i < wishes->count; i++)
        if (wishes->list[i].cell.form == e->cell.form &&
            strcmp(wishes->list[i].cell.field, "urutan") == 0)
            return true;
    return false;
}

/* The i-th edit is new: it was wished for (codes come by themselves) and names what it has to.
 */
static void check_edit(struct world *w, struct copy *c, const struct model *before, size_t i,
    const struct wishes *wishes)
{
    const struct m_edit *e = c->model.edits[i];
    size_t nth = edits_of(&c->model, before->edit_count, i, e->cell);
    const struct m_change *wish = wish_for(wishes, e->cell, nth);

    if (!wish)
        wish = wish_for(wishes, e->cell, 0); /* written more than once */
    world_check(w, wish || strcmp(e->cell.field, "kode") == 0 || numbers_anew(e, wishes),
        "%s: an edit of %s.%s that nobody asked for", c->path, e->cell.uid, e->cell.field);
    world_check(w, replaces_rightly(c, before, i, wishes, wish),
        "%s: an edit of %s.%s replaces wrongly", c->path, e->cell.uid, e->cell.field);
    world_check(
        w, saw_rightly(c, i, wish), "%s: the deletion of %s saw wrongly", c->path, e->cell.uid);
}

/* What was written into a cell behind the first `from` edits: what answers the nth of several
 * wishes for it, the newest where there is one; NULL without one. */
static const struct m_edit *written(
    const struct model *m, size_t from, const struct wishes *wishes, size_t which)
{
    struct m_cell cell = wishes->list[which].cell;
    size_t skip = 0, behind = wishes_for(wishes, cell);

    for (size_t i = 0; i <= which; i++)
        behind -= memcmp(&wishes->list[i].cell, &cell, sizeof cell) == 0;
    for (size_t i = m->edit_count; i-- > from;)
        if (memcmp(&m->edits[i]->cell, &cell, sizeof cell) == 0 && skip++ == behind)
            return m->edits[i];
    return NULL;
}

/* The action that was written comes after all others and says who and what. */
static void check_action(struct world *w, struct copy *c, const struct model *before,
    const struct wishes *wishes, const char *kind)
{
    size_t last = c->model.action_count - 1;
    while (!c->model.actions[last]->laptop)
        last--;
    const struct m_action *a = c->model.actions[last];

    world_check(
        w, strcmp(a->kind, kind) == 0, "%s: kind %s, should be %s", c->path, a->kind, kind);
    world_check(
        w, a->laptop == c->laptop, "%s: of laptop %s, not %s", c->path, a->laptop, c->laptop);
    world_check(w, wishes->answers ? names(&a->of, 1, wishes->answers->key) : !a->of.session,
        "%s: %s answers the wrong action", c->path, kind);
    for (size_t i = 0; i < before->action_count; i++)
        world_check(w, before->actions[i]->clock < a->clock,
            "%s: clock %lld does not come after %lld", c->path, (long long)a->clock,
            (long long)before->actions[i]->clock);
}

bool copy_judge(struct world *w, struct copy *c, const struct model *before,
    const struct wishes *wishes, const char *kind)
{
    size_t edits = c->model.edit_count - before->edit_count;
    size_t actions = 0;

    for (size_t i = before->action_count; i < c->model.action_count; i++)
        actions += c->model.actions[i]->laptop != NULL; /* else nobody's (unite_late.c) */
    for (size_t i = before->edit_count; i < c->model.edit_count; i++)
        if (c->model.edits[i]->action->laptop)
            check_edit(w, c, before, i, wishes);
        else
            edits--;
    for (size_t i = 0; i < wishes->count; i++) {
        const struct m_change *wish = &wishes->list[i];
        const struct m_edit *e = written(&c->model, before->edit_count, wishes, i);
        world_check(w, e && e->content == wish->content,
            "%s: %s of %s.%s wrote %s, should write %s", c->path, kind, wish->cell.uid,
            wish->cell.field, e ? e->content : "nothing", wish->content);
    }
    world_check(w, actions == (edits > 0 || wishes->answers), "%s: %s made %zu actions",
        c->path, kind, actions);
    if (actions > 0)
        check_action(w, c, before, wishes, kind);
    w->tally.empty += actions == 0;
    return !w->failed;
}
