#include "tui/screen/cell.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/promote.h"
#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/scope.h"

bool cell_place_go(struct cell_place *place, const char *uid)
{
    char *copy = uid ? strdup(uid) : NULL;
    if (uid && !copy) {
        struct error e = {0};
        error_memory(&e);
        app_trouble(place->app, &e);
        return false;
    }
    free(place->uid);
    place->uid = copy;
    return true;
}

enum cell_way cell_way(const struct field *field)
{
    if (field->level == LEVEL_COMPUTED || field->readonly) {
        return CELL_GIVEN;
    }
    switch (field->type->id) {
    case TYPE_MULTILINE: return CELL_TEXT;
    case TYPE_YESNO:
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MULTIPLE:
    case TYPE_REF:
    case TYPE_REF_MULTIPLE:
    case TYPE_ANY_REF: return CELL_PICK;
    default: return CELL_LINE;
    }
}

/* Inside an action: makes the row if it is not there, then sets the cell. `uid` receives its
 * id. */
static enum status put(struct cell_place *place, const struct field *field,
    const struct value *value, const char *typed, char uid[64], struct error *e)
{
    struct workbook *wb = app_workbook(place->app);
    const char *id = place->uid ? place->uid : uid;
    bool begun = true;
    enum status status = STATUS_OK;
    if (!place->uid) {
        begun = false;
        status = action_create(wb, place->form, NULL, NULL, uid, e);
    } else if (place->form->kind == FORM_SINGLE || place->form->kind == FORM_FIXED) {
        status = action_is_begun(wb, place->form, id, &begun, e);
    }
    if (!status && !begun) {
        status = action_fill(wb, place->form, id, field, e);
    }
    if (!status) {
        status = action_set(wb, place->form, id, field->name, value, typed, e);
    }
    const struct promotion *p = promotion_asked(workbook_method(wb), field, value);
    place->made_form = p ? p->to : NULL;
    if (!status && p) {
        status = promotion_make(wb, p, id, place->made, &place->made_fresh, e);
    }
    return status;
}

/* Ends an action: commits what went well, else forgets it; then the row has its id. */
static enum status finish(
    struct cell_place *place, enum status status, const char *uid, struct error *e)
{
    struct workbook *wb = app_workbook(place->app);
    if (status) {
        action_rollback(wb);
        place->made_form = NULL;
        return status;
    }
    status = action_commit(wb, e);
    if (!status && scope_hides(wb) &&
        !scope_holds(wb, place->form, place->uid ? place->uid : uid)) {
        app_message(place->app, "%s", _("This row is outside your group's part."));
    }
    if (!status && !place->uid && !cell_place_go(place, uid)) {
        return error_memory(e);
    }
    return status;
}

enum status cell_put(struct cell_place *place, const struct field *field,
    const struct value *value, const char *typed, struct error *e)
{
    if (!place->uid && value->kind == VALUE_NULL && !typed) {
        return STATUS_OK;
    }
    enum status status = action_begin(app_workbook(place->app), ACTION_EDIT, e);
    if (status) {
        return status;
    }
    char uid[64] = "";
    return finish(place, put(place, field, value, typed, uid, e), uid, e);
}

/* The items of a stored list and one more. */
static enum status list_with(
    const struct value *before, const char *uid, char **json, struct error *e)
{
    char **items = NULL;
    size_t count = 0;
    enum status status = STATUS_OK;
    if (before && before->kind == VALUE_TEXT) {
        status = json_to_list(before->text, &items, &count, e);
    }
    if (status) {
        return status;
    }
    const char **more = calloc(count + 1, sizeof *more);
    if (more) {
        for (size_t i = 0; i < count; i++) {
            more[i] = items[i];
        }
        more[count] = uid;
        status = json_from_list(more, count + 1, json, e);
    } else {
        status = error_memory(e);
    }
    free(more);
    json_list_free(items, count);
    return status;
}

struct value cell_reference(const struct field *field, const struct value *before,
    const struct form *form, const char *uid, struct error *e)
{
    char *text = NULL;
    switch (field->type->id) {
    case TYPE_REF_MULTIPLE:
        if (list_with(before, uid, &text, e)) {
            return (struct value){0};
        }
        break;
    case TYPE_ANY_REF: {
        const char *parts[] = {form->name, uid, ""};
        if (json_from_places(parts, 3, &text, e)) {
            return (struct value){0};
        }
        break;
    }
    default:
        text = strdup(uid);
        if (!text) {
            error_memory(e);
            return (struct value){0};
        }
    }
    return value_text_own(text);
}

/* The field a typed name goes into: a single word is the short name, if the form has one. */
static const struct field *naming_field(const struct form *target, const char *title)
{
    const struct field *shorter = form_role_field(target, ROLE_NAME);
    return shorter && !strchr(title, ' ') ? shorter : form_title_field(target);
}

/* Inside an action: a text into a field as if it were typed there. */
static enum status type_into(struct workbook *wb, const struct field *field, const char *uid,
    const char *text, struct error *e)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    bool read = cell_read(wb, field, uid, text, &value, &other, &why) == OUTCOME_VALUE;
    const struct value nothing = {0};
    enum status status = cell_read_failed(&why)
                             ? error_set(e, why.status, "%s", error_text(&why))
                             : action_set(wb, field->form, uid, field->name,
                                   read ? &value : &nothing, read ? NULL : text, e);
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return status;
}

/* Inside an action: a row called `title`, and in short as its second line says. */
static enum status make_row(struct workbook *wb, const struct form *target, const char *title,
    char uid[64], struct error *e)
{
    const char *shorter = strchr(title, '\n');
    char *first = strndup(title, strcspn(title, "\n"));
    const struct field *names = !first    ? NULL
                                : shorter ? form_title_field(target)
                                          : naming_field(target, first);
    enum status status =
        first ? action_create(wb, target, NULL, NULL, uid, e) : error_memory(e);
    if (!status) {
        status = action_fill(wb, target, uid, names, e);
    }
    if (!status) {
        status = type_into(wb, names, uid, first, e);
    }
    if (!status && shorter) {
        status = type_into(wb, form_role_field(target, ROLE_NAME), uid, shorter + 1, e);
    }
    free(first);
    return status;
}

/* Inside an action: the new row and the reference to it. */
static enum status put_new(struct cell_place *place, const struct field *field,
    const struct value *before, const struct form *target, const char *title, char uid[64],
    struct error *e)
{
    char made[64] = "";
    struct workbook *wb = app_workbook(place->app);
    enum status status = make_row(wb, target, title, made, e);
    if (!status && place->uid) {
        status = action_stand_like(wb, target, made, place->form, place->uid, e);
    }
    if (status) {
        return status;
    }
    struct value value = cell_reference(field, before, target, made, e);
    status = value.kind == VALUE_NULL ? STATUS_MEMORY : put(place, field, &value, NULL, uid, e);
    value_clear(&value);
    return status;
}

enum status cell_put_new(struct cell_place *place, const struct field *field,
    const struct value *before, const struct form *target, const char *title, struct error *e)
{
    enum status status = action_begin(app_workbook(place->app), ACTION_EDIT, e);
    if (status) {
        return status;
    }
    char uid[64] = "";
    return finish(place, put_new(place, field, before, target, title, uid, e), uid, e);
}

enum status cell_new_row(struct app *app, const struct form *target, const char *title,
    char uid[64], struct error *e)
{
    struct workbook *wb = app_workbook(app);
    enum status status = action_begin(wb, ACTION_EDIT, e);
    if (status) {
        return status;
    }
    status = make_row(wb, target, title, uid, e);
    if (status) {
        action_rollback(wb);
        return status;
    }
    return action_commit(wb, e);
}

enum cell_copied cell_copy(
    struct cell_place *place, const struct field *field, const char *from, struct error *e)
{
    struct workbook *wb = app_workbook(place->app);
    struct cell above = {0}, here = {0};
    enum status status = record_cell(wb, place->form, from, field, &above, e);
    if (!status && place->uid) {
        status = record_cell(wb, place->form, place->uid, field, &here, e);
    }
    bool empty = above.value.kind == VALUE_NULL && !above.typed;
    bool alike = value_equal(&above.value, &here.value) && !above.typed == !here.typed &&
                 (!above.typed || strcmp(above.typed, here.typed) == 0);
    if (!status && !empty && !alike) {
        status = cell_put(place, field, &above.value, above.typed, e);
    }
    cell_clear(&above);
    cell_clear(&here);
    return status ? CELL_NO_COPY : empty ? CELL_EMPTY_ABOVE : alike ? CELL_ALIKE : CELL_COPIED;
}

void cell_tell_range(const struct cell_place *place, const struct field *field)
{
    struct cell cell = {0};
    struct error e = {0};
    char *range = NULL;
    if (record_cell(app_workbook(place->app), place->form, place->uid, field, &cell, &e) ==
        STATUS_OK) {
        range = field_range_hint(field, &cell.value);
    }
    if (range) {
        app_message(place->app, "! %s", range);
    }
    free(range);
    cell_clear(&cell);
    error_clear(&e);
}

void cell_tell_copied(struct app *app, enum cell_copied copied, struct error *e)
{
    switch (copied) {
    case CELL_COPIED:
        app_message(app, "%s", _("Copied from above. Ctrl-Z takes it back."));
        break;
    case CELL_NOTHING_ABOVE: app_message(app, "%s", _("There is no row above.")); break;
    case CELL_EMPTY_ABOVE:
        app_message(app, "%s", _("Nothing stands above; nothing was copied."));
        break;
    case CELL_ALIKE: app_message(app, "%s", _("The same stands above already.")); break;
    case CELL_NO_COPY:
        if (e->text) {
            app_trouble(app, e);
        }
        break;
    }
}

/* Inside an action: empties every cell of a keyed row, which then is not there any more. */
static enum status empty_row(struct cell_place *place, struct error *e)
{
    const struct value nothing = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; !status && i < place->form->count; i++) {
        const struct field *field = &place->form->fields[i];
        if (field->level != LEVEL_KEY && field->level != LEVEL_COMPUTED) {
            status = action_set(app_workbook(place->app), place->form, place->uid, field->name,
                &nothing, NULL, e);
        }
    }
    return status;
}

enum status cell_delete_row(struct cell_place *place, struct error *e)
{
    struct workbook *wb = app_workbook(place->app);
    enum status status = action_begin(wb, ACTION_DELETE, e);
    if (status) {
        return status;
    }
    status = place->form->kind == FORM_KEYED ? empty_row(place, e)
                                             : action_delete(wb, place->form, place->uid, e);
    if (status) {
        action_rollback(wb);
        return status;
    }
    return action_commit(wb, e);
}

char *cell_why(
    struct workbook *wb, const struct field *field, const char *uid, const struct cell *cell)
{
    if (!cell->typed) {
        return NULL;
    }
    struct value value = {0}, other = {0};
    struct error why = {0};
    enum outcome outcome = cell_read(wb, field, uid, cell->typed, &value, &other, &why);
    value_clear(&value);
    value_clear(&other);
    char *text = NULL;
    if (outcome == OUTCOME_ASK || outcome == OUTCOME_UNREAD) {
        text = strdup(error_text(&why));
    } else {
        text = text_format(_("%s is kept as typed: “%s”. Type it again to have it understood."),
            words_get(&field->label), cell->typed);
    }
    error_clear(&why);
    return text;
}

char *cell_different(
    struct workbook *wb, const struct field *field, const char *uid, const struct cell *cell)
{
    if (!cell->different) {
        return NULL;
    }
    const struct conflict_place place = {field->form, (char *)uid, field};
    struct conflict c = {0};
    struct error e = {0};
    char *other = NULL, *said = NULL;
    if (conflict_read(wb, &place, &c, &e) == STATUS_OK && c.count > 1 &&
        conflict_show(wb, &c, &c.sides[1], &other, &e) == STATUS_OK) {
        char *cut = text_cut(other, 40, draw_ascii());
        said = text_format(_("Filled in differently: %s (%s). Menu decides."),
            cut && cut[0] ? cut : _("(empty)"),
            c.sides[1].author[0] ? c.sides[1].author : _("without a name"));
        free(cut);
    }
    error_clear(&e);
    conflict_clear(&c);
    free(other);
    return said;
}
