#include "core/store/unite.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/action.h"
#include "core/store/unite_part.h"
#include "core/store/versions.h"

void unite_result_clear(struct unite_result *r)
{
    for (size_t i = 0; i < r->kept_count; i++) {
        free(r->kept[i].uid);
        free(r->kept[i].text);
    }
    free(r->kept);
    *r = (struct unite_result){0};
}

/* Two rows of a list form that both are there. */
static enum status check(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct error *e)
{
    bool there = false;
    enum status s = STATUS_OK;

    if (form->kind != FORM_LIST)
        return error_set(e, STATUS_USAGE, _("Rows of %s always stand and cannot be united."),
            words_get(&form->title));
    if (strcmp(keep, drop) == 0)
        return error_set(e, STATUS_USAGE, _("This is one row; uniting takes two of %s."),
            words_get(&form->title));
    for (int i = 0; s == STATUS_OK && i < 2; i++) {
        s = table_has_row(wb, form, i ? drop : keep, &there, e);
        if (s == STATUS_OK && !there)
            s = error_set(e, STATUS_MISSING, _("This row of %s is not there any more."),
                words_get(&form->title));
    }
    return s;
}

/* What two lists of a field hold together, where they come from nothing. */
static enum status both_lists(const struct field *f, const struct cell *a, const struct cell *b,
    struct value *value, bool *whole, struct error *e)
{
    struct version two[] = {
        {.value = a->value, .typed = a->typed}, {.value = b->value, .typed = b->typed}};
    const struct versions v = {.count = 2, .list = two};

    return versions_union(f, &v, value, whole, e);
}

enum status unite_fill(struct workbook *wb, const struct field *field, const char *uid,
    const struct cell *cell, bool *done, struct error *e)
{
    struct cell own;
    struct value both = {0};
    bool whole = false;
    enum status s = record_cell(wb, field->form, uid, field, &own, e);
    bool empty = own.value.kind == VALUE_NULL && !own.typed && !own.different;

    *done = false;
    if (s == STATUS_OK && empty) {
        s = action_set(wb, field->form, uid, field->name, &cell->value, cell->typed, e);
        *done = s == STATUS_OK;
    } else if (s == STATUS_OK && field->merge == MERGE_UNION) {
        s = both_lists(field, &own, cell, &both, &whole, e);
        if (s == STATUS_OK && whole)
            s = action_set(wb, field->form, uid, field->name, &both, NULL, e);
        *done = s == STATUS_OK && whole;
    } else if (s == STATUS_OK) {
        *done = value_equal(&own.value, &cell->value) && !own.typed == !cell->typed &&
                (!own.typed || strcmp(own.typed, cell->typed) == 0);
    }
    value_clear(&both);
    cell_clear(&own);
    return s;
}

/* The other spellings of both, so that each name still finds the row. */
static enum status join_names(struct workbook *wb, const struct field *f, const char *keep,
    const struct cell *own, const struct cell *other, struct error *e)
{
    char *all = text_format("%s; %s", own->value.text, other->value.text);
    const struct value v = {.kind = VALUE_TEXT, .text = all};
    enum status s = all ? action_set(wb, f->form, keep, f->name, &v, NULL, e) : error_memory(e);

    free(all);
    return s;
}

/* One field of the survivor from the other row; what pointed to the survivor would point at
 * itself. */
static enum status fill_field(struct workbook *wb, const struct field *f, const char *keep,
    const char *drop, struct unite_result *r, struct error *e)
{
    struct cell cell, before = {0};
    bool self, done = false;
    enum status s = record_cell(wb, f->form, drop, f, &cell, e);

    if (s == STATUS_OK)
        s = record_cell(wb, f->form, keep, f, &before, e);
    if (s == STATUS_OK)
        s = unite_substitute(f, &cell.value, f->form, keep, NULL, &self, e);
    if (s == STATUS_OK)
        s = unite_substitute(f, &cell.value, f->form, drop, NULL, &self, e);
    if (s == STATUS_OK && f->role == ROLE_OTHER_NAMES && cell.value.kind == VALUE_TEXT &&
        before.value.kind == VALUE_TEXT && !value_equal(&cell.value, &before.value))
        s = join_names(wb, f, keep, &before, &cell, e);
    else if (s == STATUS_OK && (cell.value.kind != VALUE_NULL || cell.typed))
        s = unite_fill(wb, f, keep, &cell, &done, e);
    r->filled += done && before.value.kind == VALUE_NULL && !before.typed;
    cell_clear(&cell);
    cell_clear(&before);
    return s;
}

/* The code of the row that goes finds the survivor from now on. */
static enum status keep_code(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct error *e)
{
    struct record to, from;
    enum status s = record_read(wb, form, keep, &to, e);

    if (s != STATUS_OK)
        return s;
    s = record_read(wb, form, drop, &from, e);
    if (s == STATUS_OK) {
        const struct value code = {.kind = VALUE_TEXT, .text = from.code};
        if (from.code[0] && !to.old_code[0] && strcmp(from.code, to.code) != 0)
            s = action_set(wb, form, keep, "kode_lama", &code, NULL, e);
        record_clear(&from);
    }
    record_clear(&to);
    return s;
}

/* The row that goes tells where it went, then lies in the trash. The one that stays is said to
 * stay: united the other way round elsewhere, neither may vanish unasked. */
static enum status let_go(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct error *e)
{
    const struct value alive = value_integer(1);
    const struct field *f = form_role_field(form, ROLE_SUCCESSOR);
    const struct value to = {.kind = VALUE_TEXT, .text = (char *)keep};
    int64_t record;
    enum status s = journal_record(wb, form, keep, false, &record, e);

    if (s == STATUS_OK && f && f->targets[0] == form)
        s = action_set(wb, form, drop, f->name, &to, NULL, e);
    if (s == STATUS_OK)
        s = journal_edit(wb, form, record, keep, "", &alive, NULL, NULL, e);
    return s == STATUS_OK ? action_delete(wb, form, drop, e) : s;
}

static enum status unite(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct unite_result *r, struct error *e)
{
    enum status s = check(wb, form, keep, drop, e);

    if (s == STATUS_OK)
        s = unite_keyed(wb, form, drop, keep, r, e);
    if (s == STATUS_OK)
        s = unite_repoint(wb, form, drop, keep, &r->references, e);
    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY && f->role != ROLE_SUCCESSOR)
            s = fill_field(wb, f, keep, drop, r, e);
    }
    if (s == STATUS_OK)
        s = keep_code(wb, form, keep, drop, e);
    return s == STATUS_OK ? let_go(wb, form, keep, drop, e) : s;
}

enum status unite_rows(struct workbook *wb, const struct form *form, const char *keep,
    const char *drop, struct unite_result *result, struct error *e)
{
    *result = (struct unite_result){0};
    enum status s = action_begin(wb, ACTION_UNITE, e);
    if (s != STATUS_OK)
        return s;
    s = unite(wb, form, keep, drop, result, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}
