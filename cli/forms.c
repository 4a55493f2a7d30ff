#include "cli/forms.h"

#include "cli/nearest.h"

enum status forms_find(
    const struct method *m, const char *name, const struct form **form, struct error *e)
{
    struct nearest near;

    *form = method_form(m, name);
    if (*form)
        return STATUS_OK;
    nearest_begin(&near, name);
    for (size_t i = 0; i < m->form_count; i++)
        nearest_offer(&near, m->forms[i].name);
    if (near.best)
        return error_set(
            e, STATUS_USAGE, _("There is no form “%s”. Did you mean “%s”?"), name, near.best);
    return error_set(e, STATUS_USAGE,
        _("There is no form “%s”. `susun method list` shows the forms."), name);
}
