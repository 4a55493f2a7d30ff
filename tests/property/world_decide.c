/* Deciding what differs, through core/store/conflict.h, against the model. */
#include <string.h>

#include "core/store/conflict.h"
#include "tests/property/world_wish.h"

/* The sides are the contents of the cell's heads, and the base is the model's. */
static void check_sides(
    struct world *w, struct copy *c, const struct conflict *d, struct m_cell cell)
{
    const struct m_edit *heads[32], *base = model_base(&c->model, cell);
    size_t count = model_heads(&c->model, cell, heads, 32);

    for (size_t i = 0; i < count; i++) {
        bool said = false;
        for (size_t k = 0; k < d->count && !said; k++)
            said = content_of(&d->sides[k].value, d->sides[k].typed) == heads[i]->content;
        world_check(w, said, "%s: no side of %s.%s says %s", c->path, cell.uid, cell.field,
            heads[i]->content);
    }
    world_check(w,
        content_of(&d->sides[0].value, d->sides[0].typed) == model_content(&c->model, cell),
        "%s: the first side of %s.%s is not what is shown", c->path, cell.uid, cell.field);
    world_check(w,
        d->has_base == (base != NULL) &&
            (!base || content_of(&d->base.value, d->base.typed) == base->content),
        "%s: %s.%s comes from %s", c->path, cell.uid, cell.field,
        base ? base->content : "nothing");
}

enum status decide_difference(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    struct conflict_place *places;
    struct conflict d = {0};
    size_t count;
    enum status s = conflict_list(c->wb, &places, &count, e);

    if (s != STATUS_OK || count == 0) {
        conflict_places_free(places, count);
        return s;
    }
    const struct conflict_place *p = &places[chance_below(&w->chance, count)];
    struct m_cell cell = {
        m_name(p->form->name), m_name(p->uid), m_name(p->field ? p->field->name : "")};
    s = conflict_read(c->wb, p, &d, e);
    world_check(w, s == STATUS_OK && d.count > 1, "%s: %s.%s is listed but does not differ",
        c->path, cell.uid, cell.field);
    if (s == STATUS_OK && d.count > 1) {
        const struct conflict_side *side = &d.sides[chance_below(&w->chance, d.count)];
        if (p->field)
            check_sides(w, c, &d, cell);
        s = conflict_write(c->wb, &d, &side->value, side->typed, e);
        const char *said = p->field || side->value.integer == 1
                               ? content_of(&side->value, side->typed)
                               : m_name("i0");
        wish_always(wishes, cell, p->field ? followed(w, c, p->field, p->uid, said) : said);
        if (!p->field && side->value.integer == 1)
            wish_followed(w, c, p->form, p->uid, wishes);
        w->tally.decided++;
    }
    conflict_clear(&d);
    conflict_places_free(places, count);
    return s;
}
