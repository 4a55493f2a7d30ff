#include "core/exchange/personal.h"

/* Whether the rows of a form are named by a person's data. */
static bool lists_persons(const struct form *form)
{
    const struct field *title = form->kind == FORM_LIST ? form_title_field(form) : NULL;

    return title && title->personal;
}

/* Whether a reference may lead to a form that lists persons. */
static bool leads_to_persons(const struct field *field)
{
    for (const struct form **t = field->targets; t && *t; t++)
        if (lists_persons(*t))
            return true;
    return false;
}

bool personal_form(const struct form *form)
{
    if (lists_persons(form))
        return true;
    for (size_t i = 0; form->kind == FORM_KEYED && i < form->count; i++)
        if (form->fields[i].level == LEVEL_KEY && leads_to_persons(&form->fields[i]))
            return true;
    return false;
}

bool personal_field(const struct field *field)
{
    return field->personal || leads_to_persons(field);
}
