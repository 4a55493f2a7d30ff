/* A change in words, and a cell put back to what it was. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/history.h"
#include "core/store/internal.h"

enum status change_show(
    struct workbook *wb, const struct change *change, bool after, char **text, struct error *e)
{
    const struct cell *cell = after ? &change->after : &change->before;

    if (change->field)
        return cell_show(wb, change->field, cell, text, e);
    if (change->field_name[0] || cell->value.kind == VALUE_NULL)
        *text = cell->typed ? strdup(cell->typed) : value_machine(&cell->value);
    else
        *text = strdup(cell->value.integer ? _("there") : _("deleted"));
    return *text ? STATUS_OK : error_memory(e);
}

/* The engine's own cells. */
static const struct {
    const char *name, *label;
} own_cells[] = {
    {"", N_("Row")},
    {"kode", N_("Code")},
    {"kode_lama", N_("Former code")},
    {"urutan", N_("Place in the list")},
};

const char *change_label(const struct change *change)
{
    if (change->field)
        return words_get(&change->field->label);
    for (size_t i = 0; i < sizeof own_cells / sizeof *own_cells; i++)
        if (strcmp(own_cells[i].name, change->field_name) == 0)
            return _(own_cells[i].label);
    return change->field_name;
}

const char *change_kind(const struct change *change)
{
    static const char *const names[ACTION_KINDS] = {
        [ACTION_NEW] = N_("new workbook"),
        [ACTION_EDIT] = N_("typed"),
        [ACTION_DELETE] = N_("deleted"),
        [ACTION_RESTORE] = N_("brought back"),
        [ACTION_MOVE] = N_("moved"),
        [ACTION_PASTE] = N_("pasted"),
        [ACTION_IMPORT] = N_("imported"),
        [ACTION_UNDO] = N_("undone"),
        [ACTION_REDO] = N_("done again"),
        [ACTION_UNITE] = N_("united"),
        [ACTION_FOLLOW] = N_("followed united rows"),
        [ACTION_RETURN] = N_("returned, uniting undone"),
        [ACTION_MARK] = N_("mark set"),
        [ACTION_REASON] = N_("reason given"),
    };

    return _(names[change->kind]);
}

const char *change_word(const struct change *change)
{
    return action_kind_name(change->kind);
}

/* The kind of the action that puts a cell to a value. */
static enum action_kind kind_of(const struct change *change, const struct cell *cell)
{
    if (change->field_name[0])
        return ACTION_EDIT;
    return cell->value.integer ? ACTION_RESTORE : ACTION_DELETE;
}

/* In the open action. */
static enum status put(
    struct workbook *wb, const struct change *c, const struct cell *cell, struct error *e)
{
    if (strcmp(c->field_name, "urutan") == 0)
        return error_set(e, STATUS_USAGE,
            _("The place of a row is not brought back from its history; move the row."));
    if (c->field_name[0] == '\0')
        return cell->value.integer ? action_restore(wb, c->form, c->uid, e)
                                   : action_delete(wb, c->form, c->uid, e);
    if (strcmp(c->field_name, "kode") == 0 && cell->value.kind == VALUE_TEXT)
        return action_code(wb, c->form, c->uid, cell->value.text, e);
    return action_set(wb, c->form, c->uid, c->field_name, &cell->value, cell->typed, e);
}

enum status history_restore(
    struct workbook *wb, const struct change *change, bool after, bool *done, struct error *e)
{
    const struct cell *cell = after ? &change->after : &change->before;
    int64_t version = wb->version;

    *done = false;
    if (!change->form)
        return error_set(
            e, STATUS_USAGE, _("%s is not part of the method any more."), change->form_name);
    enum status s = action_begin(wb, kind_of(change, cell), e);
    if (s != STATUS_OK)
        return s;
    version = wb->version;
    s = put(wb, change, cell, e);
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    else
        action_rollback(wb);
    *done = s == STATUS_OK && wb->version != version;
    return s;
}

/* Key values of a keyed row, joined. */
static enum status name_keyed(
    struct workbook *wb, const struct form *form, const char *uid, char **name, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;
    enum status s = keyed_values(form, uid, keys, e);

    *name = strdup("");
    for (size_t i = 0; s == STATUS_OK && *name && i < form->count; i++) {
        char *one = NULL, *more = NULL;
        if (form->fields[i].level != LEVEL_KEY)
            continue;
        struct cell cell = {.value = keys[at++]};
        s = cell_show(wb, &form->fields[i], &cell, &one, e);
        if (s == STATUS_OK)
            more = text_format("%s%s%s", *name, **name ? ", " : "", one);
        free(one);
        free(*name);
        *name = more;
    }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s == STATUS_OK && !*name ? error_memory(e) : s;
}

/* Code and title of a row as they stand, though it may be in the trash. */
static enum status name_row(struct workbook *wb, const struct form *form, const char *uid,
    char **code, char **title, struct error *e)
{
    const struct field *field = form_title_field(form);
    struct cell cell = {0};
    struct winner w = {0};
    int64_t record;
    enum status s = journal_record(wb, form, uid, false, &record, e);

    if (s == STATUS_OK)
        s = journal_winner(wb, record, "kode", &w, e);
    if (s == STATUS_OK && !(*code = strdup(w.value.kind == VALUE_TEXT ? w.value.text : "")))
        s = error_memory(e);
    if (s == STATUS_OK && field)
        s = record_cell(wb, form, uid, field, &cell, e);
    if (s == STATUS_OK && field)
        s = cell_show(wb, field, &cell, title, e);
    cell_clear(&cell);
    winner_clear(&w);
    return s;
}

enum status history_names(struct workbook *wb, const struct form *form, const char *uid,
    char **code, char **title, struct error *e)
{
    enum status s = STATUS_OK;

    *code = *title = NULL;
    if (form->kind == FORM_LIST)
        s = name_row(wb, form, uid, code, title, e);
    else if (form->kind == FORM_KEYED)
        s = name_keyed(wb, form, uid, title, e);
    else if (form->kind == FORM_FIXED)
        s = record_title(wb, form, uid, title, e);
    if (s == STATUS_OK && !*code)
        *code = strdup("");
    if (s == STATUS_OK && !*title)
        *title = strdup("");
    if (s == STATUS_OK && *code && *title)
        return s;
    free(*code);
    free(*title);
    *code = *title = NULL;
    return s == STATUS_OK ? error_memory(e) : s;
}

enum status history_name(
    struct workbook *wb, const struct form *form, const char *uid, char **name, struct error *e)
{
    char *code, *title;
    enum status s = history_names(wb, form, uid, &code, &title, e);

    *name = NULL;
    if (s == STATUS_OK) {
        const char *rest = strcmp(title, code) != 0 ? title : "";
        *name = text_format("%s%s%s", code, code[0] && rest[0] ? " " : "", rest);
        s = *name ? STATUS_OK : error_memory(e);
    }
    free(code);
    free(title);
    return s;
}

/* The record of a code, living or not; of several the living one. */
static enum status find_code(struct workbook *wb, const char *code, const struct form **form,
    char **uid, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT DISTINCT r.form, r.uid FROM edit d JOIN record r ON r.id = d.record"
        " WHERE d.field = 'kode' AND d.value = ?"
        " ORDER BY (SELECT max(x.value) FROM head h JOIN edit x USING(session, seq)"
        " WHERE h.record = r.id AND h.field = 'kode') = d.value DESC,"
        " (SELECT max(x.value) FROM head h JOIN edit x USING(session, seq)"
        " WHERE h.record = r.id AND h.field = '') DESC, r.uid",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "t", code) : db_status(e);

    while (
        s == STATUS_OK && !*form && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        *form = method_form(wb->method, (const char *)sqlite3_column_text(stmt, 0));
        if (*form && !(*uid = strdup((const char *)sqlite3_column_text(stmt, 1))))
            s = error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status history_find(struct workbook *wb, const char *name, const struct form **form,
    char **uid, struct error *e)
{
    const struct method *m = wb->method;
    enum status s = STATUS_OK;

    *form = NULL;
    *uid = NULL;
    for (size_t i = 0; s == STATUS_OK && !*form && i < m->form_count; i++) {
        int64_t record;
        s = journal_record(wb, &m->forms[i], name, false, &record, e);
        if (s == STATUS_OK && record)
            *form = &m->forms[i];
    }
    if (s == STATUS_OK && *form && !(*uid = strdup(name)))
        s = error_memory(e);
    if (s == STATUS_OK && !*form)
        s = find_code(wb, name, form, uid, e);
    if (s == STATUS_OK && !*form)
        s = error_set(e, STATUS_USAGE,
            _("No row has or had the id or code “%s”. Codes look like GOV-P03."), name);
    return s;
}
