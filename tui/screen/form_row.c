/* The record of a Form: reading it, storing a cell of it, going to another. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/promote.h"
#include "core/store/action.h"
#include "core/store/scope.h"
#include "tui/screen/form_screen.h"

void form_trouble(struct form_screen *f, struct error *e)
{
    app_trouble(f->base.app, e);
}

void form_record_clear(struct form_screen *f)
{
    for (size_t i = 0; i < f->form->count; i++) {
        free(f->shown[i]);
        f->shown[i] = NULL;
    }
    record_clear(&f->record);
}

/* Number of a key field among the keys. */
static size_t key_number(const struct field *field)
{
    size_t number = 0;
    for (size_t i = 0; i < field->number; i++) {
        number += field->form->fields[i].level == LEVEL_KEY;
    }
    return number;
}

const struct cell *form_cell(const struct form_screen *f, const struct field *field)
{
    static const struct cell nothing = {0};
    return f->record.cells ? &f->record.cells[field->number] : &nothing;
}

enum cell_way form_way(const struct form_screen *f, const struct field *field)
{
    if (field->level == LEVEL_KEY && f->place.uid) {
        return CELL_GIVEN;
    }
    return cell_way(field);
}

/* A row to be made shows the part of the plan it will get in a group's copy. */
static enum status read_part(struct form_screen *f, struct error *e)
{
    const struct field *part = f->form->scope;
    return f->form->kind == FORM_LIST && part
               ? scope_default(app_workbook(f->base.app), f->form,
                     &f->record.cells[part->number].value, e)
               : STATUS_OK;
}

/* The cells of a row that is not made: empty, but for the keys chosen so far. */
static enum status read_new(struct form_screen *f, struct error *e)
{
    f->record.form = f->form;
    f->record.cells = calloc(f->form->count, sizeof *f->record.cells);
    if (!f->record.cells) {
        return error_memory(e);
    }
    enum status status = read_part(f, e);
    for (size_t i = 0; !status && i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        if (field->level == LEVEL_KEY) {
            struct cell *cell = &f->record.cells[i];
            const char *typed = f->key_texts[key_number(field)];
            status = value_copy(&cell->value, &f->keys[key_number(field)], e);
            if (!status && typed && !(cell->typed = strdup(typed))) {
                status = error_memory(e);
            }
        }
    }
    return status;
}

/* What every cell shows, and which are asked for now. */
static enum status read_shown(struct form_screen *f, struct error *e)
{
    struct workbook *wb = app_workbook(f->base.app);
    enum status status = STATUS_OK;
    for (size_t i = 0; !status && i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        status = cell_show(wb, field, form_cell(f, field), &f->shown[i], e);
        f->relevant[i] =
            !field->relevant[0] || (f->place.uid && field_relevant(wb, field, f->place.uid));
    }
    return status;
}

bool form_read(struct form_screen *f)
{
    struct error e = {0};
    form_record_clear(f);
    enum status status = f->place.uid ? record_read(app_workbook(f->base.app), f->form,
                                            f->place.uid, &f->record, &e)
                                      : read_new(f, &e);
    if (status == STATUS_MISSING) {
        error_clear(&e);
        return false;
    }
    if (!status) {
        status = read_shown(f, &e);
    }
    if (!status && f->rows) {
        status = rows_refresh(f->rows, &e);
    }
    for (size_t i = 0; i < f->form->count; i++) {
        if (!f->shown[i] && !(f->shown[i] = strdup(""))) {
            status = error_memory(&e);
        }
    }
    if (!form_build_lines(f)) {
        status = error_memory(&e);
    }
    if (status) {
        form_trouble(f, &e);
    }
    return status == STATUS_OK;
}

/* Forgets the keys of a row being begun. */
static void clear_keys(struct form_screen *f)
{
    for (size_t i = 0; i < f->form->key_count; i++) {
        value_clear(&f->keys[i]);
        free(f->key_texts[i]);
        f->key_texts[i] = NULL;
    }
}

/* Where a row that is not made begins: its part of the plan, which a group's copy fills in by
 * itself, is passed over. */
static size_t first_open_line(const struct form_screen *f)
{
    size_t at = form_first_line(f);
    const struct field *field = at < f->line_count ? f->lines[at].field : NULL;
    bool given =
        field && field == f->form->scope && form_cell(f, field)->value.kind != VALUE_NULL;
    return given ? form_next_line(f, at, 1) : at;
}

bool form_go(struct form_screen *f, const char *uid, const struct field *field)
{
    cell_edit_close(&f->edit);
    clear_keys(f);
    if (f->place.uid && !uid) {
        free(f->last_uid);
        f->last_uid = strdup(f->place.uid);
    }
    if (!cell_place_go(&f->place, uid) || !form_read(f)) {
        return false;
    }
    if (field && form_line_of(f, field) == f->line_count && !f->unfolded) {
        f->unfolded = true;
        form_build_lines(f);
    }
    size_t at = field ? form_line_of(f, field) : f->line_count;
    if (at == f->line_count) {
        f->top = 0;
        at = uid ? form_first_line(f) : first_open_line(f);
    }
    form_focus(f, at);
    return true;
}

bool form_wants_keys(const struct form_screen *f)
{
    return f->form->kind == FORM_KEYED && !f->place.uid;
}

/* A key of a row being begun was given, or typed so that it is not understood; with the last
 * one the row is known. */
static bool take_key(struct form_screen *f, const struct field *field,
    const struct value *value, const char *typed)
{
    struct error e = {0};
    struct value *key = &f->keys[key_number(field)];
    char **text = &f->key_texts[key_number(field)];
    value_clear(key);
    free(*text);
    *text = typed ? strdup(typed) : NULL;
    if ((typed && !*text && error_memory(&e)) || value_copy(key, value, &e)) {
        form_trouble(f, &e);
        return false;
    }
    char *uid = keyed_uid(f->form, f->keys);
    bool whole = uid != NULL;
    bool fine = !whole || cell_place_go(&f->place, uid);
    free(uid);
    return fine && form_read(f);
}

bool form_go_beside(struct form_screen *f)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    struct error e = {0};
    enum status status = keyed_values(f->form, f->place.uid, keys, &e);
    bool fine = !status && form_go(f, NULL, NULL);
    for (size_t i = 0; i + 1 < f->form->key_count; i++) {
        if (fine) {
            f->keys[i] = keys[i];
        } else {
            value_clear(&keys[i]);
        }
    }
    value_clear(&keys[f->form->key_count - 1]);
    if (status) {
        form_trouble(f, &e);
    }
    if (!fine || !form_read(f)) {
        return false;
    }
    form_focus(f, f->form->key_count - 1);
    return true;
}

/* Takes what was typed as a key; one that is not understood stays as typed, marked. */
static bool store_key(struct form_screen *f)
{
    if (!cell_edit_changed(&f->edit)) {
        return true;
    }
    const struct value nothing = {0};
    struct value value = {0}, other = {0};
    struct error why = {0};
    const struct field *field = f->edit.field;
    enum outcome outcome = cell_read(
        app_workbook(f->base.app), field, NULL, cell_edit_text(&f->edit), &value, &other, &why);
    bool read = outcome == OUTCOME_VALUE || outcome == OUTCOME_EMPTY;
    if (!read) {
        app_message(f->base.app, "! %s", error_text(&why));
    }
    bool fine = take_key(f, field, outcome == OUTCOME_VALUE ? &value : &nothing,
        read ? NULL : cell_edit_text(&f->edit));
    cell_edit_close(&f->edit);
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return fine;
}

bool form_store(struct form_screen *f, bool ask)
{
    const struct field *field = f->edit.field;
    if (!f->edit.field) {
        return true;
    }
    if (f->edit.field->level == LEVEL_KEY) {
        return store_key(f);
    }
    switch (cell_edit_store(&f->edit, ask)) {
    case CELL_SAME: return true;
    case CELL_STORED: cell_tell_range(&f->place, field); return form_read(f);
    case CELL_MARKED:
        app_message(f->base.app, "! %s", error_text(&f->edit.why));
        return form_read(f);
    case CELL_ASKS:
    case CELL_FAILED: break;
    }
    return false;
}

bool form_answer(struct form_screen *f, int which)
{
    return cell_edit_answer(&f->edit, which) == CELL_STORED && form_read(f);
}

bool form_set(struct form_screen *f, const struct value *value)
{
    const struct field *field = form_focused(f);
    if (field->level == LEVEL_KEY) {
        return take_key(f, field, value, NULL);
    }
    const struct cell *cell = form_cell(f, field);
    bool asks = promotion_asked(workbook_method(app_workbook(f->base.app)), field, value);
    if (value_equal(&cell->value, value) && !cell->typed && !asks) {
        return true;
    }
    struct error e = {0};
    if (cell_put(&f->place, field, value, NULL, &e)) {
        form_trouble(f, &e);
        return false;
    }
    return form_read(f);
}

bool form_add_target(struct form_screen *f)
{
    struct error e = {0};
    struct value before = {0};
    const struct field *field = form_focused(f);
    char *title = text_trim(picker_new_title(&f->picker));
    enum status status = title ? STATUS_OK : error_memory(&e);
    if (!status && f->picker.many) {
        status = picker_value(&f->picker, &before, &e);
    }
    if (!status && field->level == LEVEL_KEY) {
        char uid[64];
        status = cell_new_row(f->base.app, f->picker.adds, title, uid, &e);
        struct value key = {.kind = VALUE_TEXT, .text = uid};
        if (!status) {
            status = take_key(f, field, &key, NULL) ? STATUS_OK : STATUS_MEMORY;
        }
    } else if (!status) {
        status = cell_put_new(&f->place, field, &before, f->picker.adds, title, &e);
    }
    if (status) {
        form_trouble(f, &e);
    } else {
        title[strcspn(title, "\n")] = '\0';
        app_message(f->base.app, _("New in %s: %s."), words_get(&f->picker.adds->title), title);
    }
    value_clear(&before);
    free(title);
    return status == STATUS_OK && form_read(f);
}

size_t form_position(const struct form_screen *f)
{
    size_t at = f->rows && f->place.uid ? rows_find(f->rows, f->place.uid) : SIZE_MAX;
    return at == SIZE_MAX ? 0 : at + 1;
}

/* The keys of a keyed row, as they show. Caller frees. */
static char *keys_shown(const struct form_screen *f)
{
    char *name = strdup("");
    for (size_t i = 0; name && i < f->form->count; i++) {
        if (f->form->fields[i].level != LEVEL_KEY) {
            continue;
        }
        char *longer = text_format("%s%s%s", name, name[0] ? " · " : "", f->shown[i]);
        free(name);
        name = longer;
    }
    return name;
}

/* The label of the choice above a fixed form's row (the dimension of a sub-dimension); NULL =
 * none. */
static const char *label_above(const struct form_screen *f)
{
    const struct method *method = workbook_method(app_workbook(f->base.app));
    const struct choice *row = f->form->rows ? list_choice(f->form->rows, f->place.uid) : NULL;
    for (size_t i = 0; row && row->parent[0] && i < method->list_count; i++) {
        const struct choice *above = list_choice(&method->lists[i], row->parent);
        if (above) {
            return words_get(&above->label);
        }
    }
    return NULL;
}

char *form_record_name(const struct form_screen *f)
{
    if (f->form->kind == FORM_KEYED) {
        return keys_shown(f);
    }
    char *name = NULL;
    struct error e = {0};
    struct workbook *wb = app_workbook(f->base.app);
    if (f->form->kind == FORM_LIST) {
        record_code(wb, f->form, f->place.uid, &name, &e);
    }
    if (!name || !name[0]) {
        free(name);
        name = NULL;
        record_title(wb, f->form, f->place.uid, &name, &e);
    }
    error_clear(&e);
    const char *above = label_above(f);
    if (name && above) {
        char *both = text_format("%s, %s", name, above);
        free(name);
        name = both;
    }
    return name;
}

bool form_delete(struct form_screen *f)
{
    struct error e = {0};
    char *name = form_record_name(f);
    if (cell_delete_row(&f->place, &e)) {
        form_trouble(f, &e);
        free(name);
        return false;
    }
    char *cut = name ? text_cut(name, 56, draw_ascii()) : NULL;
    app_notice(f->base.app, _("Deleted: %s. Ctrl-Z brings it back."), cut ? cut : "");
    free(cut);
    free(name);
    return true;
}
