/* The roles of fields (doc/roles): which types may carry them, and how often. */
#include <string.h>

#include "core/method/load_part.h"
#include "core/method/type.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const words[] = {"", "name", "title", "other_names", "parent", "dimension",
    "sub_dimension", "group_scope", "group_number", "owner", "year_from", "year_to", "money",
    "weight", "state", "successor", "region", "plan_start", "plan_years", "plan_short",
    "plan_medium"};

#define ANY 0u
#define BIT(type) (1u << (type))
/* The types a role can be carried by; ANY = all. */
static const unsigned carriers[] = {
    [ROLE_OTHER_NAMES] = BIT(TYPE_TEXT) | BIT(TYPE_MULTILINE),
    [ROLE_PARENT] = BIT(TYPE_REF),
    [ROLE_DIMENSION] = BIT(TYPE_SELECT_ONE),
    [ROLE_SUB_DIMENSION] = BIT(TYPE_SELECT_ONE),
    [ROLE_GROUP_SCOPE] = BIT(TYPE_SELECT_ONE) | BIT(TYPE_SELECT_MULTIPLE),
    [ROLE_GROUP_NUMBER] = BIT(TYPE_INTEGER),
    [ROLE_OWNER] = BIT(TYPE_REF) | BIT(TYPE_REF_MULTIPLE) | BIT(TYPE_TEXT),
    [ROLE_YEAR_FROM] = BIT(TYPE_YEAR) | BIT(TYPE_PERIOD),
    [ROLE_YEAR_TO] = BIT(TYPE_YEAR) | BIT(TYPE_PERIOD),
    [ROLE_MONEY] = BIT(TYPE_MONEY),
    [ROLE_WEIGHT] = BIT(TYPE_PERCENT) | BIT(TYPE_DECIMAL) | BIT(TYPE_INTEGER),
    [ROLE_STATE] = BIT(TYPE_SELECT_ONE),
    [ROLE_SUCCESSOR] = BIT(TYPE_REF),
    [ROLE_REGION] = BIT(TYPE_TEXT),
    [ROLE_PLAN_START] = BIT(TYPE_YEAR),
    [ROLE_PLAN_YEARS] = BIT(TYPE_INTEGER),
    [ROLE_PLAN_SHORT] = BIT(TYPE_YEAR),
    [ROLE_PLAN_MEDIUM] = BIT(TYPE_YEAR),
};

enum field_role load_role(const struct table *t, size_t row, int column)
{
    return (enum field_role)cell_word(t, row, column, words, COUNT(words), ROLE_NONE);
}

/* The plan stands in one place: a single form, once in the method. */
static void check_region(struct loader *l, const struct field *f, int column)
{
    const struct form *first = method_plan_form(l->m);
    size_t row = load_field_row(l, f);

    if (first != NULL && first != f->form)
        cell_mistake(l->fields, row, column,
            _("The method has one field of role region, and the form %s has it."), first->name);
    else if (f->form->kind != FORM_SINGLE)
        cell_mistake(l->fields, row, column, _("The role region belongs to a single form."));
}

void load_check_roles(struct loader *l, int column)
{
    for (size_t i = 0; i < l->m->form_count; i++) {
        const struct form *form = &l->m->forms[i];
        for (size_t k = 0; k < form->count; k++) {
            const struct field *f = &form->fields[k];
            if (f->role == ROLE_NONE)
                continue;
            const struct field *first = form_role_field(form, f->role);
            if (first != f)
                cell_mistake(l->fields, load_field_row(l, f), column,
                    _("The field %s of this form already has the role %s."), first->name,
                    words[f->role]);
            else if (carriers[f->role] != ANY && (carriers[f->role] & BIT(f->type->id)) == 0)
                cell_mistake(l->fields, load_field_row(l, f), column,
                    _("A field of type %s cannot have the role %s."), f->type->name,
                    words[f->role]);
            if ((f->role == ROLE_PARENT || f->role == ROLE_SUCCESSOR) && f->targets &&
                (f->targets[0] != form || f->targets[1]))
                cell_mistake(l->fields, load_field_row(l, f), column,
                    _("The role %s belongs to a reference to rows of the same form."),
                    words[f->role]);
            if (f->role == ROLE_REGION && first == f)
                check_region(l, f, column);
            if (f->role >= ROLE_PLAN_START && form_role_field(form, ROLE_REGION) == NULL)
                cell_mistake(l->fields, load_field_row(l, f), column,
                    _("The role %s belongs to the form with the role region."), words[f->role]);
        }
    }
}
