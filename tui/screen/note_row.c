/* What a note holds and how it becomes a row: attached to roles and types, never to names. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/personal.h"
#include "core/plan/comment.h"
#include "core/store/action.h"
#include "core/store/draft.h"
#include "core/store/rows.h"
#include "tui/screen/note.h"

const struct field *note_about_field(const struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->type->id == TYPE_ANY_REF && cell_way(f) != CELL_GIVEN)
            return f;
    }
    return NULL;
}

/* The field that refers to a meeting, or NULL. */
static const struct field *meeting_field(const struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->type->id == TYPE_REF && f->targets && f->targets[0] &&
            f->targets[0]->role == FORM_ROLE_MEETING)
            return f;
    }
    return NULL;
}

/* The row a cell of a grid is about: the one on its page, else in its row. */
static enum status about_of_keys(struct note *n, const char *uid, struct error *e)
{
    static const enum axis order[] = {AXIS_PAGE, AXIS_ROW};
    const struct form *form = n->about;
    struct value keys[LIMIT_KEYS] = {{0}};
    enum status s = keyed_values(form, uid, keys, e);

    n->about = NULL;
    for (size_t o = 0; !s && !n->about && o < 2; o++) {
        size_t key = 0;
        for (size_t i = 0; i < form->count; i++) {
            const struct field *f = &form->fields[i];
            if (f->level != LEVEL_KEY)
                continue;
            bool refers = f->type->id == TYPE_REF && f->targets && f->targets[0];
            if (!n->about && f->axis == order[o] && refers && keys[key].kind == VALUE_TEXT) {
                n->about = f->targets[0];
                n->about_uid = strdup(keys[key].text);
            }
            key++;
        }
    }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

/* "ECO-P03 Pasar Kakao Terbuka". */
static char *row_name(struct workbook *wb, const struct form *form, const char *uid)
{
    char *code = NULL, *title = NULL, *name = NULL;
    struct error e = {0};

    record_code(wb, form, uid, &code, &e);
    record_title(wb, form, uid, &title, &e);
    error_clear(&e);
    bool coded = code && code[0] && form->kind == FORM_LIST, titled = title && title[0];
    if (coded && titled && strcmp(code, title) != 0)
        name = text_format("%s %s", code, title);
    else
        name = strdup(titled ? title : coded ? code : words_get(&form->title));
    free(code);
    free(title);
    return name;
}

enum status note_find_about(struct note *n, struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    const char *uid = NULL, *field = NULL;
    enum status s = STATUS_OK;

    n->about = app_place(n->base.app, &uid, &field);
    if (!n->about || !uid[0] || !record_exists(wb, n->about, uid)) {
        n->about = NULL;
        return STATUS_OK;
    }
    if (n->about->kind == FORM_KEYED)
        s = about_of_keys(n, uid, e);
    else
        n->about_uid = strdup(uid);
    if (!n->about || s)
        return s;
    n->about_field = strdup(n->about->kind == FORM_KEYED ? "" : field);
    n->about_name = n->about_uid ? row_name(wb, n->about, n->about_uid) : NULL;
    return n->about_name && n->about_field ? STATUS_OK : error_memory(e);
}

/* Fields nobody is asked for: they are known, worked out, or too long for a note. */
static bool is_left_out(const struct form *form, const struct field *f)
{
    return f == form_title_field(form) || f->level != LEVEL_CORE || cell_way(f) == CELL_GIVEN ||
           f->type->id == TYPE_ANY_REF || f->type->id == TYPE_MULTILINE ||
           f->role == ROLE_STATE || f == meeting_field(form);
}

/* How much a field matters in a note: who, then by when, then what is left. */
static int weight(const struct field *f)
{
    return f->role == ROLE_OWNER ? 0 : f->type->id == TYPE_DATE ? 1 : 2;
}

/* Adds a field; typed ones get an editor. */
static enum status add_field(struct note *n, const struct field *field, struct error *e)
{
    struct note_field *f = &n->fields[n->count++];
    const struct cell nothing = {0};

    *f = (struct note_field){.field = field, .shown = strdup("")};
    if (!f->shown)
        return error_memory(e);
    if (cell_way(field) == CELL_PICK)
        return STATUS_OK;
    return cell_edit_open(&f->edit, &n->place, field, &nothing, false, e);
}

enum status note_take(struct note *n, struct note_field *f, struct value value, struct error *e)
{
    struct cell cell = {.value = value};
    char *shown = NULL;
    enum status s = cell_show(app_workbook(n->base.app), f->field, &cell, &shown, e);

    if (s) {
        value_clear(&value);
        return s;
    }
    value_clear(&f->value);
    free(f->shown);
    f->value = value;
    f->shown = shown;
    return STATUS_OK;
}

/* Who answers for the row one came from is likely to answer for the note too. */
static enum status guess_owner(struct note *n, struct note_field *f, struct error *e)
{
    const struct field *owner = n->about ? form_role_field(n->about, ROLE_OWNER) : NULL;
    struct cell cell = {0};

    if (!owner || f->field->role != ROLE_OWNER || owner->type != f->field->type ||
        owner->type->id != TYPE_REF || owner->targets[0] != f->field->targets[0])
        return STATUS_OK;
    enum status s =
        record_cell(app_workbook(n->base.app), n->about, n->about_uid, owner, &cell, e);
    if (!s && cell.value.kind == VALUE_TEXT) {
        s = note_take(n, f, cell.value, e);
        cell.value = (struct value){0};
    }
    cell_clear(&cell);
    return s;
}

enum status note_fields(struct note *n, struct error *e)
{
    const struct form *form = n->form;
    bool asked[256] = {false};
    enum status s = add_field(n, form_title_field(form), e);

    for (size_t room = NOTE_FIELDS - 1; room > 1; room--) {
        const struct field *best = NULL;
        for (size_t i = 0; i < form->count && i < 256; i++) {
            const struct field *f = &form->fields[i];
            if (!asked[i] && !is_left_out(form, f) && (!best || weight(f) < weight(best)))
                best = f;
        }
        if (best)
            asked[best->number] = true;
    }
    for (size_t i = 0; !s && i < form->count && i < 256; i++) {
        if (asked[i])
            s = add_field(n, &form->fields[i], e);
        if (!s && asked[i])
            s = guess_owner(n, &n->fields[n->count - 1], e);
    }
    return s;
}

bool note_touched(const struct note_field *f)
{
    return f->touched || (f->edit.field && cell_edit_changed(&f->edit));
}

bool note_written(const struct note *n)
{
    bool written = false;

    for (size_t i = 0; i < n->count; i++)
        written = written || note_touched(&n->fields[i]);
    return written;
}

/* Inside the action: one field as it is typed or chosen. */
static enum status put_field(
    struct note *n, const struct note_field *f, const char *uid, struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    struct value value = {0}, other = {0};
    enum text_flaw flaw = TEXT_FINE;
    struct error why = {0};

    if (!f->edit.field) {
        return f->value.kind == VALUE_NULL
                   ? STATUS_OK
                   : action_set(wb, n->form, uid, f->field->name, &f->value, NULL, e);
    }
    const char *raw = cell_edit_text(&f->edit);
    char *text = text_clean(raw, strlen(raw), &flaw, NULL);
    if (!text)
        return error_memory(e);
    enum outcome outcome = cell_read(wb, f->field, uid, text, &value, &other, &why);
    bool read = outcome == OUTCOME_VALUE || outcome == OUTCOME_EMPTY;
    const struct value nothing = {0};
    enum status s = cell_read_failed(&why)
                        ? error_set(e, why.status, "%s", error_text(&why))
                        : action_set(wb, n->form, uid, f->field->name, read ? &value : &nothing,
                              read ? NULL : text, e);
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    free(text);
    return s;
}

/* Inside the action: the meeting, where the method does not say itself which one it is. */
static enum status put_meeting(struct note *n, const char *uid, struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    const struct field *field = meeting_field(n->form);
    struct rows *rows = NULL;

    if (!field || field->fallback[0] || field->level == LEVEL_COMPUTED)
        return STATUS_OK;
    enum status s = rows_open(wb, field->targets[0], &rows, e);
    const char *last = !s && rows_count(rows) ? rows_uid(rows, rows_count(rows) - 1) : NULL;
    if (last) {
        struct value value = {.kind = VALUE_TEXT, .text = (char *)last};
        s = action_set(wb, n->form, uid, field->name, &value, NULL, e);
    }
    rows_close(rows);
    return s;
}

/* Inside the action: the text a comment speaks of. */
static enum status put_seen(struct note *n, const char *uid, struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    struct comment_fields f;
    char *text = NULL;

    const struct field *field = form_field(n->about, n->about_field);
    bool personal = personal_form(n->about) || (field && personal_field(field));
    if (!comment_fields_find(workbook_method(wb), &f) || f.form != n->form || !f.seen ||
        personal) /* a comment goes out, what is about a person does not */
        return STATUS_OK;
    enum status s = comment_present(wb, n->about, n->about_uid, field, &text, e);
    if (!s && text[0]) {
        struct value value = {.kind = VALUE_TEXT, .text = text};
        s = action_set(wb, n->form, uid, f.seen->name, &value, NULL, e);
    }
    free(text);
    return s;
}

/* Inside the action: what it is about; a comment is on a field, the others are on the row. */
static enum status put_about(struct note *n, const char *uid, struct error *e)
{
    const struct field *field = note_about_field(n->form);
    bool column = n->form->role == FORM_ROLE_COMMENT;
    char *json = NULL;

    if (!field || !n->about)
        return STATUS_OK;
    const char *parts[] = {n->about->name, n->about_uid, column ? n->about_field : ""};
    enum status s = json_from_places(parts, 3, &json, e);
    if (!s) {
        struct value value = value_text_own(json);
        s = action_set(app_workbook(n->base.app), n->form, uid, field->name, &value, NULL, e);
        value_clear(&value);
    }
    return s || !column ? s : put_seen(n, uid, e);
}

/* Inside the action: the row with everything. */
static enum status put_row(struct note *n, char uid[64], struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    enum status s = action_create(wb, n->form, NULL, NULL, uid, e);

    if (!s)
        s = action_fill(wb, n->form, uid, NULL, e);
    if (!s)
        s = put_meeting(n, uid, e);
    return s ? s : put_about(n, uid, e);
}

/* One action: makes the row (once), then sets what was asked for. */
static enum status put_all(struct note *n, struct error *e)
{
    struct workbook *wb = app_workbook(n->base.app);
    char uid[64] = "";
    enum status s = action_begin(wb, ACTION_EDIT, e);

    if (s)
        return s;
    if (!n->place.uid)
        s = put_row(n, uid, e);
    for (size_t i = 0; !s && i < n->count; i++)
        s = put_field(n, &n->fields[i], n->place.uid ? n->place.uid : uid, e);
    if (s) {
        action_rollback(wb);
        return s;
    }
    s = action_commit(wb, e);
    if (!s && !n->place.uid && !cell_place_go(&n->place, uid))
        s = error_memory(e);
    return s;
}

/* "Dicatat: Keputusan KP-01. Ctrl-Z membatalkan." */
static void tell(struct note *n)
{
    struct error e = {0};
    char *code = NULL;

    record_code(app_workbook(n->base.app), n->form, n->place.uid, &code, &e);
    error_clear(&e);
    app_message(n->base.app, _("Noted: %s %s. Ctrl-Z takes it back."),
        words_get(&n->form->title), code ? code : "");
    free(code);
}

bool note_store(struct note *n)
{
    struct error e = {0};
    struct cell_edit *text = &n->fields[0].edit;

    if (!note_written(n))
        return true;
    if (put_all(n, &e)) {
        app_trouble(n->base.app, &e);
        return false;
    }
    if (text->drafted &&
        draft_keep(app_workbook(n->base.app), n->form, "", text->field->name, NULL, &e))
        app_trouble(n->base.app, &e);
    else
        tell(n);
    return true;
}
