/* Finding the record that a person means: by id, code, former code, name, title or another
 * spelling, then by a part of these that only one row has. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/record.h"

/* Exact answers of one form. */
static enum match exact(
    struct workbook *wb, const struct form *form, const char *text, char **uid)
{
    bool there;

    if (form->kind == FORM_FIXED) {
        const struct choice *c = NULL;
        enum match m = list_match(form->rows, text, &c);
        if (m == MATCH_ONE)
            *uid = strdup(c->name);
        return m;
    }
    if (table_has_row(wb, form, text, &there, NULL) != STATUS_OK)
        return MATCH_FAILED;
    if (there) {
        *uid = strdup(text);
        return MATCH_ONE;
    }
    return names_find(wb, form, text, true, uid);
}

/* The i-th form a reference may lead to; a reference to anything may lead to every form. */
static const struct form *target_at(struct workbook *wb, const struct field *field, size_t i)
{
    if (field->targets)
        return field->targets[i];
    return i < wb->method->form_count ? &wb->method->forms[i] : NULL;
}

/* A reference to anything as its editor writes it, ["form","id","field"]: two forms may have a
 * row of one id, and the form that is named counts. */
static enum match written(struct workbook *wb, const struct field *field, const char *text,
    char **uid, const char **form)
{
    char **parts = NULL;
    size_t count = 0;

    if (field->targets || text[0] != '[')
        return MATCH_NONE;
    enum status s = json_to_list(text, &parts, &count, NULL);
    if (s != STATUS_OK)
        return s == STATUS_MEMORY ? MATCH_FAILED : MATCH_NONE;
    const struct form *to = count == 3 ? method_form(wb->method, parts[0]) : NULL;
    enum match m = to ? exact(wb, to, parts[1], uid) : MATCH_NONE;
    if (to)
        *form = to->name;
    json_list_free(parts, count);
    return m;
}

enum match record_resolve(struct workbook *wb, const struct field *field, const char *text,
    char **uid, const char **form)
{
    char *trimmed = text_trim(text);
    const struct form *to;
    enum match m = trimmed ? MATCH_NONE : MATCH_FAILED;

    *uid = NULL;
    if (trimmed && trimmed[0]) {
        m = written(wb, field, trimmed, uid, form);
        for (size_t i = 0; m == MATCH_NONE && (to = target_at(wb, field, i)); i++) {
            *form = to->name;
            m = exact(wb, to, trimmed, uid);
        }
        for (size_t i = 0; m == MATCH_NONE && (to = target_at(wb, field, i)); i++) {
            *form = to->name;
            if (to->kind == FORM_LIST)
                m = names_find(wb, to, trimmed, false, uid);
        }
    }
    free(trimmed);
    return m == MATCH_ONE && !*uid ? MATCH_FAILED : m;
}

enum match record_find(
    struct workbook *wb, const struct form *form, const char *text, char **uid)
{
    char *trimmed = text_trim(text);
    enum match m = trimmed ? MATCH_NONE : MATCH_FAILED;

    *uid = NULL;
    if (trimmed && trimmed[0]) {
        m = exact(wb, form, trimmed, uid);
        if (m == MATCH_NONE && form->kind == FORM_LIST)
            m = names_find(wb, form, trimmed, false, uid);
    }
    free(trimmed);
    return m == MATCH_ONE && !*uid ? MATCH_FAILED : m;
}
