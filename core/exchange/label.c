#include "core/exchange/label.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/record.h"

/* A choice's label where it leads back to that choice, else its name. */
static const char *choice_label(const struct choice_list *list, const char *name)
{
    const struct choice *choice = list_choice(list, name), *found = NULL;

    if (!choice)
        return name;
    const char *label = words_get(&choice->label);
    bool plain = !strchr(label, '|') && !strchr(label, ';');
    return plain && list_match(list, label, &found) == MATCH_ONE && found == choice ? label
                                                                                    : name;
}

/* The items of a JSON array as labels joined by " | "; what is no array stays as it is. */
static char *joined_labels(const struct choice_list *list, const char *json)
{
    char **items, *text = NULL;
    size_t count;

    if (json_to_list(json, &items, &count, NULL) != STATUS_OK)
        return strdup(json);
    if (count == 0)
        text = strdup("");
    for (size_t i = 0; i < count; i++) {
        const char *label = choice_label(list, items[i]);
        char *longer = i > 0 ? text_format("%s | %s", text, label) : strdup(label);
        free(text);
        text = longer;
        if (!text)
            break;
    }
    json_list_free(items, count);
    return text;
}

/* Everything else as the field's own editor would show it. */
static enum status edited(struct workbook *wb, const struct field *field,
    const char *const parts[LIMIT_COLUMNS], char **text, struct error *e)
{
    struct cell cell = {0};
    enum status s = STATUS_OK;

    if (type_read_machine(field, parts, &cell.value) == OUTCOME_VALUE)
        s = cell_edit(wb, field, &cell, text, e);
    else if (!(*text = strdup(parts[0])))
        s = error_memory(e);
    cell_clear(&cell);
    return s;
}

enum status label_text(struct workbook *wb, const struct field *field,
    const char *const parts[LIMIT_COLUMNS], char **text, struct error *e)
{
    switch (field->type->id) {
    case TYPE_SELECT_ONE: *text = strdup(choice_label(field->list, parts[0])); break;
    case TYPE_SELECT_MULTIPLE:
        *text = parts[0][0] ? joined_labels(field->list, parts[0]) : strdup("");
        break;
    case TYPE_PERIOD:
    case TYPE_REF:
    case TYPE_REF_MULTIPLE:
    case TYPE_ANY_REF: return edited(wb, field, parts, text, e);
    default: *text = strdup(parts[0]); break;
    }
    return *text ? STATUS_OK : error_memory(e);
}
