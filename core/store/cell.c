/* Cells between people and the journal: shown with codes and titles of what they refer to, read
 * with the workbook's records in mind. */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/record.h"

/* The target form in which a uid lives, or the first one. */
static enum status target_of(struct workbook *wb, const struct field *field, const char *uid,
    const struct form **form, struct error *e)
{
    enum status s = STATUS_OK;
    bool there = false;

    *form = field->targets[0];
    for (size_t i = 0; s == STATUS_OK && !there && field->targets[i]; i++) {
        s = record_there(wb, field->targets[i], uid, &there, e);
        if (there)
            *form = field->targets[i];
    }
    return s;
}

/* "GOV-P03 Title", or what there is of it. */
static enum status show_record(
    struct workbook *wb, const struct form *form, const char *uid, char **text, struct error *e)
{
    char *code = NULL, *title = NULL;
    enum status s = record_code(wb, form, uid, &code, e);

    if (s == STATUS_OK)
        s = record_title(wb, form, uid, &title, e);
    if (s == STATUS_OK)
        *text = !code[0]                                ? strdup(title)
                : !title[0] || strcmp(code, title) == 0 ? strdup(code)
                                                        : text_format("%s %s", code, title);
    free(code);
    free(title);
    return s == STATUS_OK && !*text ? error_memory(e) : s;
}

/* The same of what a reference leads to. */
static enum status show_target(struct workbook *wb, const struct field *field, const char *uid,
    char **text, struct error *e)
{
    const struct form *form;
    enum status s = target_of(wb, field, uid, &form, e);

    return s == STATUS_OK ? show_record(wb, form, uid, text, e) : s;
}

/* Text that finds a record again: its code if that is unique, else its title, else its id. */
static enum status edit_record(struct workbook *wb, const struct field *field, const char *uid,
    char **text, struct error *e)
{
    const struct form *form;
    char *tries[3] = {NULL, NULL, strdup(uid)};
    enum status s = target_of(wb, field, uid, &form, e);

    if (s == STATUS_OK)
        s = record_code(wb, form, uid, &tries[0], e);
    if (s == STATUS_OK)
        s = record_title(wb, form, uid, &tries[1], e);
    *text = NULL;
    for (size_t i = 0; s == STATUS_OK && !*text && i < 3; i++) {
        char *found = NULL;
        const char *where;
        if (i < 2 && (!tries[i] || !tries[i][0] || strpbrk(tries[i], "|;\n")))
            continue;
        enum match m = i < 2 ? record_resolve(wb, field, tries[i], &found, &where) : MATCH_NONE;
        if (m == MATCH_FAILED)
            s = error_memory(e);
        else if (i == 2 || (m == MATCH_ONE && strcmp(found, uid) == 0))
            s = (*text = strdup(tries[i] ? tries[i] : uid)) ? STATUS_OK : error_memory(e);
        free(found);
    }
    for (size_t i = 0; i < 3; i++)
        free(tries[i]);
    return s == STATUS_OK && !*text ? error_memory(e) : s;
}

/* Every uid of a multi-reference through `one`, joined. */
static enum status join(struct workbook *wb, const struct field *field, const char *json,
    bool edit, char **text, struct error *e)
{
    char **uids = NULL, *all = strdup("");
    size_t count = 0;
    enum status s = all ? json_to_list(json, &uids, &count, e) : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        const struct form *form = NULL;
        char *one = NULL, *more = NULL;
        s = edit ? edit_record(wb, field, uids[i], &one, e)
                 : target_of(wb, field, uids[i], &form, e);
        if (s == STATUS_OK && !edit)
            s = record_code(wb, form, uids[i], &one, e);
        if (s == STATUS_OK && !edit && !one[0]) {
            free(one);
            s = show_record(wb, form, uids[i], &one, e);
        }
        if (s == STATUS_OK && !(more = text_format("%s%s%s", all, i ? " | " : "", one)))
            s = error_memory(e);
        if (s == STATUS_OK) {
            free(all);
            all = more;
        }
        free(one);
    }
    json_list_free(uids, count);
    if (s != STATUS_OK) {
        free(all);
        all = NULL;
    }
    *text = all;
    return s;
}

/* An any_ref: code and title of the row it points to. */
static enum status show_any(struct workbook *wb, const char *json, char **text, struct error *e)
{
    char **parts = NULL;
    size_t count = 0;
    enum status s = json_to_list(json, &parts, &count, e);
    const struct form *form =
        s == STATUS_OK && count ? method_form(wb->method, parts[0]) : NULL;

    if (s == STATUS_OK && form && count > 1 && parts[1][0]) {
        char *row = NULL;
        s = show_record(wb, form, parts[1], &row, e);
        if (s == STATUS_OK)
            *text = text_format("%s: %s", words_get(&form->title), row);
        free(row);
    } else if (s == STATUS_OK) {
        *text = strdup(form ? words_get(&form->title) : json);
    }
    json_list_free(parts, count);
    return s == STATUS_OK && !*text ? error_memory(e) : s;
}

enum status cell_show(struct workbook *wb, const struct field *field, const struct cell *cell,
    char **text, struct error *e)
{
    enum status s = STATUS_OK;

    *text = NULL;
    if (cell->typed || cell->value.kind == VALUE_NULL)
        *text = strdup(cell->typed ? cell->typed : "");
    else if (field->type->id == TYPE_REF && cell->value.kind == VALUE_TEXT)
        return show_target(wb, field, cell->value.text, text, e);
    else if (field->type->id == TYPE_REF_MULTIPLE && cell->value.kind == VALUE_TEXT)
        return join(wb, field, cell->value.text, false, text, e);
    else if (field->type->id == TYPE_ANY_REF && cell->value.kind == VALUE_TEXT)
        return show_any(wb, cell->value.text, text, e);
    else
        *text = field->type->show(field, &cell->value);
    return *text ? s : error_memory(e);
}

enum status cell_edit(struct workbook *wb, const struct field *field, const struct cell *cell,
    char **text, struct error *e)
{
    *text = NULL;
    if (cell->typed || cell->value.kind == VALUE_NULL)
        *text = strdup(cell->typed ? cell->typed : "");
    else if (field->type->id == TYPE_REF && cell->value.kind == VALUE_TEXT)
        return edit_record(wb, field, cell->value.text, text, e);
    else if (field->type->id == TYPE_REF_MULTIPLE && cell->value.kind == VALUE_TEXT)
        return join(wb, field, cell->value.text, true, text, e);
    else
        *text = field->type->edit(field, &cell->value);
    return *text ? STATUS_OK : error_memory(e);
}

struct resolving {
    struct workbook *wb;
};

static enum match resolve(
    void *context, const struct field *field, const char *text, char **uid, const char **form)
{
    struct resolving *r = context;

    return record_resolve(r->wb, field, text, uid, form);
}

/* The present value of the field that filters the choices; NULL when there is none. Caller
 * frees. */
static char *filter_value(struct workbook *wb, const struct field *field, const char *uid)
{
    struct cell cell = {0};
    char *parent = NULL;

    if (field->filter && uid &&
        record_cell(wb, field->form, uid, field->filter, &cell, NULL) == STATUS_OK &&
        cell.value.kind == VALUE_TEXT)
        parent = strdup(cell.value.text);
    cell_clear(&cell);
    return parent;
}

enum outcome cell_read(struct workbook *wb, const struct field *field, const char *uid,
    const char *text, struct value *value, struct value *other, struct error *why)
{
    struct plan_years plan = {0};
    struct resolving r = {wb};
    char *parent = filter_value(wb, field, uid);

    workbook_plan(wb, &plan, NULL);
    struct read_context context = {
        .today = workbook_today(wb),
        .plan_start = plan.from,
        .resolve = resolve,
        .context = &r,
        .parent = parent,
    };
    *value = *other = (struct value){0};
    enum outcome o = field->type->read(field, text, &context, value, other, why);
    free(parent);
    return o;
}
