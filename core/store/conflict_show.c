/* Differences in words. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/conflict.h"
#include "core/store/record.h"
#include "core/store/unite_part.h"

/* A version as it is when it is taken: it leads to what the row it names has become. */
static enum status show_cell(struct workbook *wb, const struct field *field,
    const struct conflict_side *side, char **text, struct error *e)
{
    struct cell cell = {.typed = side->typed};
    bool changed;
    enum status s = value_copy(&cell.value, &side->value, e);

    if (s == STATUS_OK)
        s = unite_follow(wb, field, &cell.value, &changed, e);
    if (s == STATUS_OK)
        s = cell_show(wb, field, &cell, text, e);
    value_clear(&cell.value);
    return s;
}

enum status conflict_show(struct workbook *wb, const struct conflict *c,
    const struct conflict_side *side, char **text, struct error *e)
{
    if (c->field)
        return show_cell(wb, c->field, side, text, e);
    if (side->value.kind != VALUE_INTEGER || side->value.integer != 1)
        *text = strdup(_("row deleted"));
    else if (side->field)
        *text = text_format(_("row stays: %s was filled in"), words_get(&side->field->label));
    else
        *text = strdup(_("row stays"));
    return *text ? STATUS_OK : error_memory(e);
}

/* The keys of a keyed row, as they are shown. */
static enum status show_keys(
    struct workbook *wb, const struct form *form, const char *uid, char **text, struct error *e)
{
    struct record r;
    char *all = strdup("");
    enum status s = record_read(wb, form, uid, &r, e);

    for (size_t i = 0; s == STATUS_OK && all && i < form->count; i++) {
        char *one = NULL, *more;
        if (form->fields[i].level != LEVEL_KEY)
            continue;
        s = cell_show(wb, &form->fields[i], &r.cells[i], &one, e);
        more = one ? text_format("%s%s%s", all, all[0] ? ", " : "", one) : NULL;
        free(one);
        free(all);
        all = more;
    }
    if (s == STATUS_OK)
        record_clear(&r);
    *text = all;
    return s == STATUS_OK && !all ? error_memory(e) : s;
}

enum status conflict_row(
    struct workbook *wb, const struct form *form, const char *uid, char **text, struct error *e)
{
    char *code = NULL, *title = NULL;

    *text = NULL;
    if (form->kind == FORM_KEYED)
        return show_keys(wb, form, uid, text, e);
    enum status s = record_code(wb, form, uid, &code, e);
    if (s == STATUS_OK)
        s = record_title(wb, form, uid, &title, e);
    if (s == STATUS_OK) {
        bool both = code[0] && title[0] && strcmp(code, title) != 0;
        *text = both       ? text_format("%s %s", code, title)
                : title[0] ? strdup(title)
                           : strdup(code[0] ? code : _("(no name)"));
    }
    free(code);
    free(title);
    return s == STATUS_OK && !*text ? error_memory(e) : s;
}
