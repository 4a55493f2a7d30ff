/* Whether the time of a check has come: a plan half made is not asked for its other half
 * (FIELD.md 1, change 2). */
#include <stdlib.h>
#include <string.h>

#include "core/plan/findings_part.h"
#include "core/plan/progress.h"

enum status findings_due(
    struct workbook *wb, const struct step *step, bool *due, struct error *e)
{
    enum step_state word;
    bool said = false;

    *due = true;
    if (!step)
        return STATUS_OK;
    enum status s = step_said(wb, step, &said, &word, e);
    if (s == STATUS_OK && said && (word == STEP_DONE || word == STEP_NOT_NEEDED))
        *due = word == STEP_DONE;
    else if (s == STATUS_OK)
        s = stage_closed(wb, step->stage, due, e);
    return s;
}

enum status findings_due_forms(struct workbook *wb, bool **due, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    *due = calloc(m->form_count + 1, sizeof **due);
    if (!*due)
        return error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++)
        s = findings_due(wb, form_first_step(m, &m->forms[i]), &(*due)[i], e);
    return s;
}
