/* susun unite: two rows that mean the same become one. */
#include <stdlib.h>

#include "cli/call.h"
#include "cli/forms.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/store/conflict.h"
#include "core/store/record.h"
#include "core/store/unite.h"

/* The row a person names by code, id or title. */
static enum status find(
    struct workbook *wb, const struct form *form, const char *text, char **uid, struct error *e)
{
    switch (record_find(wb, form, text, uid)) {
    case MATCH_ONE: return STATUS_OK;
    case MATCH_SEVERAL:
        return error_set(e, STATUS_USAGE,
            _("“%s” names several rows of %s. Give the code or the id."), text,
            words_get(&form->title));
    case MATCH_FAILED: return error_memory(e);
    default:
        return error_set(
            e, STATUS_USAGE, _("No row of %s is called “%s”."), words_get(&form->title), text);
    }
}

/* What came of it, on stderr; on stdout the cells in which both had a value. */
static enum status tell_result(
    struct workbook *wb, const struct unite_result *r, struct error *e)
{
    enum status s = STATUS_OK;

    say(_("United: cells filled in %zu, references moved %zu, values moved %zu."), r->filled,
        r->references, r->moved);
    if (r->kept_count)
        say(_("Where both had a value, the first row's stays; the other's were: %zu."),
            r->kept_count);
    for (size_t i = 0; s == STATUS_OK && i < r->kept_count; i++) {
        const struct unite_kept *k = &r->kept[i];
        char *row = NULL;
        s = conflict_row(wb, k->form, k->uid, &row, e);
        if (s == STATUS_OK)
            tell("%s: %s: %s: %s", words_get(&k->form->title), row, words_get(&k->field->label),
                k->text);
        free(row);
    }
    return s;
}

static enum status unite(struct call *call, struct workbook *wb, size_t *kept, struct error *e)
{
    const struct form *form;
    struct unite_result r = {0};
    char *keep = NULL, *drop = NULL;
    enum status s = forms_find(workbook_method(wb), call->operands[1], &form, e);

    if (s == STATUS_OK)
        s = find(wb, form, call->operands[2], &keep, e);
    if (s == STATUS_OK)
        s = find(wb, form, call->operands[3], &drop, e);
    if (s == STATUS_OK)
        s = unite_rows(wb, form, keep, drop, &r, e);
    if (s == STATUS_OK)
        s = tell_result(wb, &r, e);
    *kept = r.kept_count;
    unite_result_clear(&r);
    free(keep);
    free(drop);
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    struct workbook *wb;
    size_t kept = 0;
    enum status s = workbook_open(&wb, call->operands[0], WORKBOOK_WRITE, &person, e);

    if (s != STATUS_OK)
        return s;
    s = unite(call, wb, &kept, e);
    workbook_close(wb);
    return s == STATUS_OK && kept ? STATUS_FINDINGS : s;
}

const struct command command_unite = {
    .name = "unite",
    .arguments = N_("FILE FORM KEEP DROP"),
    .about = N_("Makes two rows one: KEEP stays and takes over what DROP has; DROP goes to the "
                "trash."),
    .least = 4,
    .most = 4,
    .run = run,
};
