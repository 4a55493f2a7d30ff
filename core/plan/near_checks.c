#include "core/plan/near_checks.h"

#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "core/store/near.h"
#include "core/store/record.h"

/* A row by its code, else by its title. Caller frees. */
static enum status call_row(
    struct workbook *wb, const struct form *form, const char *uid, char **text, struct error *e)
{
    enum status s = record_code(wb, form, uid, text, e);

    if (s != STATUS_OK || (*text)[0])
        return s;
    free(*text);
    return record_title(wb, form, uid, text, e);
}

/* One group: a finding at the first row that is like one before it. */
static enum status add_group(struct checking *c, const struct field *f, const struct near *near,
    const char *third, struct error *e)
{
    char *a = NULL, *b = NULL;
    enum status s = call_row(c->wb, f->form, near->uid, &a, e);

    if (s == STATUS_OK)
        s = call_row(c->wb, f->form, near->other, &b, e);
    if (s == STATUS_OK) {
        struct found found = {f->form, f, near->uid, a, b, third ? third : near->text};
        s = findings_add(c, &found, e);
    }
    free(a);
    free(b);
    return s;
}

/* Every group of one field; {c} is `third`, or what the field says. */
static enum status run_field(struct checking *c, const struct field *f, size_t letters,
    double limit, const char *third, struct error *e)
{
    struct near *list;
    size_t count;
    enum status s = near_groups(c->wb, f, letters, limit, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = add_group(c, f, &list[i], third, e);
    near_free(list, count);
    return s;
}

/* Whether the time of a form has come. */
static bool is_due(const struct checking *c, const struct form *form)
{
    return c->all || c->due[form->number];
}

static bool is_text(const struct field *f)
{
    return (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
           f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY && !f->personal && !f->readonly;
}

enum status near_names(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        const struct form *form = &m->forms[i];
        const struct field *title = form_title_field(form);
        if (form->kind == FORM_LIST && form->role == FORM_ROLE_NONE && form->prefix[0] &&
            title && is_text(title) && title->role != ROLE_NAME && is_due(c, form))
            s = run_field(c, title, 0, NEAR_NAMES, NULL, e);
    }
    return s;
}

enum status near_texts(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        const struct form *form = &m->forms[i];
        if (form->kind == FORM_SINGLE || form->kind == FORM_KEYED ||
            form->role != FORM_ROLE_NONE || !is_due(c, form))
            continue;
        for (size_t k = 0; s == STATUS_OK && k < form->count; k++) {
            const struct field *f = &form->fields[k];
            if (!is_text(f) || f == form_title_field(form))
                continue;
            char *label = findings_label(f);
            s = label ? run_field(c, f, NEAR_LETTERS, NEAR_TEXTS, label, e) : error_memory(e);
            free(label);
        }
    }
    return s;
}
