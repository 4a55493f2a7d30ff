#include "core/exchange/label.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/record.h"

/* A choice's label where it leads back to that choice, else its name. Caller frees. */
static char *choice_text(struct workbook *wb, const struct field *field, const char *name)
{
    const struct choice *choice = list_choice(field->list, name), *found = NULL;
    const char *label = choice ? words_get(&choice->label) : name;

    (void)wb;
    if (!choice || strpbrk(label, "|;\n") ||
        list_match(field->list, label, &found) != MATCH_ONE || found != choice)
        label = name;
    return strdup(label);
}

/* A record's code where it leads back to that record, else its id; never its title, which comes
 * later than the reference when a package is read. Caller frees; NULL when it cannot be asked.
 */
static char *record_text(struct workbook *wb, const struct field *field, const char *uid)
{
    const struct form *form = field->targets[0];
    char *code = NULL, *found = NULL, *text = NULL;
    const char *where;
    enum status s = STATUS_OK;
    bool there = false, back = false;

    for (const struct form **t = field->targets; s == STATUS_OK && *t; t++) {
        s = record_there(wb, *t, uid, &there, NULL);
        if (there)
            form = *t;
    }
    if (s == STATUS_OK)
        s = record_code(wb, form, uid, &code, NULL);
    if (s == STATUS_OK && code[0] && code[0] != '[' && !strpbrk(code, "|;\n")) {
        enum match m = record_resolve(wb, field, code, &found, &where);
        back = m == MATCH_ONE && strcmp(found, uid) == 0;
        s = m == MATCH_FAILED ? STATUS_MEMORY : STATUS_OK;
    }
    if (s == STATUS_OK)
        text = strdup(back ? code : uid);
    free(code);
    free(found);
    return text;
}

typedef char *item_text(struct workbook *wb, const struct field *field, const char *item);

/* The items of a JSON array joined by " | "; what is no array stays as it is. Caller frees. */
static char *joined(
    struct workbook *wb, const struct field *field, const char *json, item_text *name)
{
    char **items, *text = strdup("");
    size_t count;

    enum status s = json_to_list(json, &items, &count, NULL);
    if (s != STATUS_OK) {
        free(text);
        return s == STATUS_MEMORY ? NULL : strdup(json);
    }
    for (size_t i = 0; text && i < count; i++) {
        char *one = name(wb, field, items[i]);
        char *longer = one ? text_format("%s%s%s", text, i ? " | " : "", one) : NULL;
        free(one);
        free(text);
        text = longer;
    }
    json_list_free(items, count);
    return text;
}

/* What has several columns, as its own editor would show it. Caller frees. */
static char *edited(const struct field *field, const char *const parts[LIMIT_COLUMNS])
{
    struct value value = {0};
    struct error why = {0};
    bool read = type_read_machine(field, parts, &value, &why) == OUTCOME_VALUE;
    char *text = read                          ? field->type->edit(field, &value)
                 : why.status == STATUS_MEMORY ? NULL
                                               : strdup(parts[0]);

    error_clear(&why);
    value_clear(&value);
    return text;
}

enum status label_text(struct workbook *wb, const struct field *field,
    const char *const parts[LIMIT_COLUMNS], char **text, struct error *e)
{
    const char *one = parts[0];

    switch (field->type->id) {
    case TYPE_SELECT_ONE: *text = choice_text(wb, field, one); break;
    case TYPE_REF: *text = one[0] ? record_text(wb, field, one) : strdup(""); break;
    case TYPE_SELECT_MULTIPLE: *text = joined(wb, field, one, choice_text); break;
    case TYPE_REF_MULTIPLE: *text = joined(wb, field, one, record_text); break;
    case TYPE_PERIOD:
    case TYPE_ANY_REF: *text = edited(field, parts); break;
    default: *text = strdup(one); break;
    }
    return *text ? STATUS_OK : error_memory(e);
}
