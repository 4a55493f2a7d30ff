/* Which dimension a finding is about. */
#include "core/plan/findings.h"
#include "core/store/record.h"

enum status finding_dimension(struct workbook *wb, const struct finding *finding,
    const struct choice **dimension, struct error *e)
{
    const struct form *form = finding->row_form;
    const struct field *f = form ? form_role_field(form, ROLE_DIMENSION) : NULL;
    struct cell cell = {0};
    enum status s = STATUS_OK;

    *dimension = NULL;
    if (!f || !f->list)
        return STATUS_OK;
    s = record_cell(wb, form, finding->row, f, &cell, e);
    if (s == STATUS_OK && cell.value.kind == VALUE_TEXT)
        *dimension = list_choice(f->list, cell.value.text);
    cell_clear(&cell);
    return s;
}
