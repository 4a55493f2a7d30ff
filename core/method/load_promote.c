/* promote.csv: which rows may become rows of another form, and what they take along. */
#include <string.h>

#include "core/method/load_part.h"
#include "core/method/type.h"

enum { PROMOTE_FROM, PROMOTE_TO, PROMOTE_MAP, PROMOTE_WHEN };
static const struct column promote_columns[] = {
    {"from", CELL_NAME, true},
    {"to", CELL_NAME, true},
    {"map", CELL_LINE, false},
    {"when", CELL_LINE, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A list form named in a column; anything else is a mistake. */
static const struct form *take_list(struct loader *l, const struct table *t, size_t row, int at)
{
    const char *name = cell(t, row, at);
    const struct form *form = name[0] == '\0' ? NULL : load_find_form(l, name);

    if (name[0] != '\0' && form == NULL)
        cell_mistake(t, row, at, _("There is no form %s."), name);
    else if (form != NULL && form->kind != FORM_LIST)
        cell_mistake(t, row, at, _("Only rows of lists become other rows; %s is none."), name);
    return form != NULL && form->kind == FORM_LIST ? form : NULL;
}

/* The two sides of "a=b", in scratch memory; false when it is written otherwise. */
static bool two_sides(struct loader *l, const char *pair, const char **a, const char **b)
{
    const char *sign = strchr(pair, '=');

    if (sign == NULL || sign == pair || sign[1] == '\0')
        return false;
    *a = arena_text_n(l->scratch, pair, (size_t)(sign - pair));
    *b = sign + 1;
    return true;
}

/* Whether what stands in one field can stand in the other as it is. */
static bool fits(const struct field *a, const struct field *b)
{
    bool texts = (a->type->id == TYPE_TEXT || a->type->id == TYPE_MULTILINE) &&
                 (b->type->id == TYPE_TEXT || b->type->id == TYPE_MULTILINE);
    const struct form *none = NULL;
    const struct form *const *ta = a->targets != NULL ? a->targets : &none;
    const struct form *const *tb = b->targets != NULL ? b->targets : &none;

    while (*ta != NULL && *ta == *tb) {
        ta++;
        tb++;
    }
    return texts || (a->type == b->type && a->list == b->list && *ta == *tb);
}

/* "judul=nama dimensi=dimensi": fields of the one that go into fields of the other. */
static void take_map(struct loader *l, const struct table *t, size_t row, struct promotion *p)
{
    size_t count = 0;
    const char **pairs = cell_parts(t, row, PROMOTE_MAP, " |", &count);

    p->given = arena_take(l->arena, count + 1, sizeof *p->given);
    p->received = arena_take(l->arena, count + 1, sizeof *p->received);
    for (size_t i = 0; p->given != NULL && p->received != NULL && i < count; i++) {
        const char *from, *to;
        const struct field *a = NULL, *b = NULL;
        if (two_sides(l, pairs[i], &from, &to)) {
            a = form_field(p->from, from);
            b = form_field(p->to, to);
        }
        if (a == NULL || b == NULL) {
            cell_mistake(t, row, PROMOTE_MAP,
                _("Write \"%s\" as field=field: one of %s, then one of %s."), pairs[i],
                p->from->name, p->to->name);
        } else if (!fits(a, b) || b->level == LEVEL_COMPUTED) {
            cell_mistake(t, row, PROMOTE_MAP, _("What stands in %s cannot stand in %s."),
                a->name, b->name);
        } else {
            p->given[p->count] = a;
            p->received[p->count++] = b;
        }
    }
}

/* "field=choice": the choice that asks for it. */
static void take_when(struct loader *l, const struct table *t, size_t row, struct promotion *p)
{
    const char *when = cell(t, row, PROMOTE_WHEN);
    const char *name, *choice;

    p->choice = "";
    if (when[0] == '\0')
        return;
    if (two_sides(l, when, &name, &choice)) {
        p->when = form_field(p->from, name);
        p->choice = arena_text(l->arena, choice);
    }
    if (p->when == NULL || p->when->type->id != TYPE_SELECT_ONE ||
        list_choice(p->when->list, p->choice) == NULL)
        cell_mistake(t, row, PROMOTE_WHEN,
            _("Write \"%s\" as field=choice: a choice of %s, and one of its answers."), when,
            p->from->name);
}

/* The first plain reference of a form to another. */
static const struct field *reference(const struct form *form, const struct form *to)
{
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->type->id == TYPE_REF && f->level != LEVEL_COMPUTED && f->targets != NULL &&
            f->targets[0] == to && f->targets[1] == NULL)
            return f;
    }
    return NULL;
}

/* One row: a pair of forms. */
static void take_promotion(
    struct loader *l, const struct table *t, size_t row, struct promotion *p)
{
    *p = (struct promotion){
        .from = take_list(l, t, row, PROMOTE_FROM), .to = take_list(l, t, row, PROMOTE_TO)};
    if (p->from == NULL || p->to == NULL)
        return;
    if (p->from == p->to)
        cell_mistake(t, row, PROMOTE_TO, _("A row cannot become one of its own form."));
    for (const struct promotion *q = l->m->promotions; q < p; q++)
        if (q->from == p->from && q->to == p->to)
            cell_mistake(t, row, PROMOTE_TO, _("%s already becomes %s in a row above."),
                p->from->name, p->to->name);
    p->link = reference(p->to, p->from);
    if (p->link == NULL)
        p->link = reference(p->from, p->to);
    if (p->link == NULL)
        cell_mistake(t, row, PROMOTE_TO,
            _("Neither %s nor %s refers to the other: nobody could tell what became of a row."),
            p->to->name, p->from->name);
    take_map(l, t, row, p);
    take_when(l, t, row, p);
}

enum status load_promotions(struct loader *l)
{
    struct table t;
    enum status status =
        table_read(&t, l, "promote.csv", promote_columns, COUNT(promote_columns), false);
    struct promotion *all = arena_take(l->arena, t.count + 1, sizeof *all);

    if (status != STATUS_OK || all == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    l->m->promotions = all;
    for (size_t i = 0; i < t.count; i++)
        take_promotion(l, &t, i, &all[i]);
    l->m->promotion_count = t.count;
    return STATUS_OK;
}
