/* What a new row holds before anybody typed into it. */
#include "core/store/action.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/record.h"
#include "core/store/scope.h"

/* Whether nothing stands in a cell. */
static enum status is_empty(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, bool *empty, struct error *e)
{
    struct cell cell = {0};
    enum status s = record_cell(wb, form, uid, field, &cell, e);

    *empty = s == STATUS_OK && cell.value.kind == VALUE_NULL && !cell.typed;
    cell_clear(&cell);
    return s;
}

/* The part of the plan this copy's group works on. */
static enum status fill_scope(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *given, struct error *e)
{
    struct value value;
    bool empty = false;

    bool follows =
        form->scope && form->scope->computed[0] && given && given->role == ROLE_SUB_DIMENSION;
    if (!form->scope || form->scope == given || follows)
        return STATUS_OK;
    enum status s = scope_default(wb, form, &value, e);
    if (s == STATUS_OK && value.kind != VALUE_NULL)
        s = is_empty(wb, form, uid, form->scope, &empty, e);
    if (s == STATUS_OK && empty)
        s = action_set(wb, form, uid, form->scope->name, &value, NULL, e);
    value_clear(&value);
    return s;
}

enum status action_fill(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *given, struct error *e)
{
    enum status s = fill_scope(wb, form, uid, given, e);

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *field = &form->fields[i];
        struct value value = {0};
        bool empty = false;
        if (field == given || !field->fallback[0])
            continue;
        s = is_empty(wb, form, uid, field, &empty, e);
        if (s == STATUS_OK && empty)
            s = field_default(wb, field, uid, &value, e);
        if (s == STATUS_OK && value.kind != VALUE_NULL)
            s = action_set(wb, form, uid, field->name, &value, NULL, e);
        value_clear(&value);
    }
    return s;
}

enum status action_is_begun(
    struct workbook *wb, const struct form *form, const char *uid, bool *begun, struct error *e)
{
    int64_t record = 0, cells = 0;
    enum status s = journal_record(wb, form, uid, false, &record, e);

    if (s == STATUS_OK && record)
        s = db_integer(wb->db, &cells, e,
            "SELECT count(*) FROM (SELECT 1 FROM head WHERE record = ? AND field NOT IN"
            " ('', 'urutan', 'kode', 'kode_lama') LIMIT 1)",
            "i", record);
    *begun = cells > 0;
    return s;
}

/* Gives a cell that is empty a choice, if its list has that one. */
static enum status give_choice(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, const char *choice, struct error *e)
{
    struct value value = {.kind = VALUE_TEXT, .text = (char *)choice};
    bool empty = false;

    if (!list_choice(field->list, choice))
        return STATUS_OK;
    enum status s = is_empty(wb, form, uid, field, &empty, e);
    return s == STATUS_OK && empty ? action_set(wb, form, uid, field->name, &value, NULL, e)
                                   : s;
}

enum status action_stand_like(struct workbook *wb, const struct form *form, const char *uid,
    const struct form *like, const char *like_uid, struct error *e)
{
    const struct field *sub = form_role_field(form, ROLE_SUB_DIMENSION);
    const struct field *its = form_role_field(like, ROLE_SUB_DIMENSION);
    const struct field *dimension = form_role_field(form, ROLE_DIMENSION);
    struct cell cell = {0};
    char *name = NULL;
    enum status s = STATUS_OK;

    if (sub && its && sub->list == its->list)
        s = record_cell(wb, like, like_uid, its, &cell, e);
    if (s == STATUS_OK && cell.value.kind == VALUE_TEXT)
        s = give_choice(wb, form, uid, sub, cell.value.text, e);
    if (s == STATUS_OK && dimension)
        s = code_dimension(wb, like, like_uid, &name, e);
    if (s == STATUS_OK && name)
        s = give_choice(wb, form, uid, dimension, name, e);
    free(name);
    cell_clear(&cell);
    return s;
}
