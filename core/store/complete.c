/* What an action owes before it commits: automatic fields follow what they are worked out from,
 * and rows get their code as soon as it can be known. */
#include <stdlib.h>
#include <string.h>

#include "core/store/guard.h"
#include "core/store/internal.h"

/* A field that is worked out but may be typed over (the dimension of a sub-dimension). */
static bool is_automatic(const struct field *f)
{
    return f->computed[0] && f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY;
}

static size_t automatic_count(const struct form *form)
{
    size_t n = 0;

    for (size_t i = 0; i < form->count; i++)
        n += is_automatic(&form->fields[i]);
    return n;
}

static void touched_free(struct touched *t)
{
    for (size_t i = 0; t->automatic && i < automatic_count(t->form); i++)
        value_clear(&t->automatic[i]);
    free(t->automatic);
    free(t->uid);
}

void touched_clear(struct workbook *wb)
{
    for (size_t i = 0; i < wb->touched_count; i++)
        touched_free(&wb->touched[i]);
    wb->touched_count = 0;
}

/* What the automatic fields would be now, before the action changes what they come from. */
static enum status remember_automatic(struct workbook *wb, struct touched *t, struct error *e)
{
    size_t n = automatic_count(t->form), at = 0;

    if (!n)
        return STATUS_OK;
    t->automatic = calloc(n, sizeof *t->automatic);
    if (!t->automatic)
        return error_memory(e);
    for (size_t i = 0; i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        if (is_automatic(f) && guard_expression(wb, t->form, t->uid, f->computed,
                                   &t->automatic[at++], NULL) != STATUS_OK)
            continue; /* an expression that fails works nothing out */
    }
    return STATUS_OK;
}

enum status touch(struct workbook *wb, const struct form *form, int64_t record, const char *uid,
    struct touched **out, struct error *e)
{
    for (size_t i = wb->touched_count; i > 0 && i + 8 > wb->touched_count; i--)
        if (wb->touched[i - 1].record == record) {
            *out = &wb->touched[i - 1];
            return STATUS_OK;
        }
    for (size_t i = 0; i < wb->touched_count; i++)
        if (wb->touched[i].record == record) {
            *out = &wb->touched[i];
            return STATUS_OK;
        }
    if (wb->touched_count == wb->touched_room) {
        size_t room = wb->touched_room ? wb->touched_room * 2 : 16;
        struct touched *more = realloc(wb->touched, room * sizeof *more);
        if (!more)
            return error_memory(e);
        wb->touched = more;
        wb->touched_room = room;
    }
    struct touched *t = &wb->touched[wb->touched_count];
    *t = (struct touched){.form = form, .record = record, .uid = strdup(uid)};
    if (!t->uid)
        return error_memory(e);
    wb->touched_count++;
    *out = t;
    return remember_automatic(wb, t, e);
}

/* One automatic field of a touched record: follows unless a person said otherwise. */
static enum status follow(struct workbook *wb, const struct touched *t, const struct field *f,
    const struct value *before, struct error *e)
{
    struct value after;
    struct winner w;
    enum status s = journal_winner(wb, t->record, f->name, &w, e);

    if (s == STATUS_OK && !w.typed &&
        (w.value.kind == VALUE_NULL || value_equal(&w.value, before)) &&
        guard_expression(wb, t->form, t->uid, f->computed, &after, NULL) == STATUS_OK) {
        if (after.kind != VALUE_NULL && !value_equal(&after, &w.value))
            s = journal_edit(wb, t->form, t->record, t->uid, f->name, &after, NULL, NULL, e);
        value_clear(&after);
    }
    winner_clear(&w);
    return s;
}

static enum status complete_automatic(
    struct workbook *wb, const struct touched *t, struct error *e)
{
    size_t at = 0;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && t->automatic && i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        if (!is_automatic(f))
            continue;
        if (!(t->given[i / 64] >> (i % 64) & 1))
            s = follow(wb, t, f, &t->automatic[at], e);
        at++;
    }
    return s;
}

/* Gives a row its code if it has none and one can be known. */
static enum status give_code(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, struct error *e)
{
    struct winner w, own = {0};
    char *code = NULL;
    const struct field *text = code_text_field(form);
    enum status s = journal_winner(wb, record, "kode", &w, e);

    if (s == STATUS_OK && text) {
        s = journal_winner(wb, record, text->name, &own, e);
        if (own.value.kind == VALUE_TEXT && !(w.found && value_equal(&w.value, &own.value)))
            code = strdup(own.value.text);
    } else if (s == STATUS_OK && w.value.kind == VALUE_NULL) {
        s = code_next(wb, form, uid, &code, e);
    }
    if (s == STATUS_OK && code && code[0]) {
        struct value v = {.kind = VALUE_TEXT, .text = code};
        s = journal_edit(wb, form, record, uid, "kode", &v, NULL, NULL, e);
        code_seen(wb, code);
    }
    free(code);
    winner_clear(&own);
    winner_clear(&w);
    return s;
}

/* Codes for the rows of one field that refer to a record and have none yet. */
static enum status code_referring(
    struct workbook *wb, const struct field *ref, const char *uid, struct error *e)
{
    const struct form *f = ref->form;
    char *ids = NULL, *rest = NULL;
    char *sql =
        sqlite3_mprintf("SELECT group_concat(id, char(10)) FROM (SELECT id FROM main.\"%w\""
                        " WHERE kode IS NULL AND \"%w\" = ? ORDER BY urutan, id)",
            f->name, ref->name);
    enum status s = sql ? db_text(wb->db, &ids, e, sql, "t", uid) : error_memory(e);

    for (char *id = ids ? strtok_r(ids, "\n", &rest) : NULL; s == STATUS_OK && id;
         id = strtok_r(NULL, "\n", &rest)) {
        int64_t record;
        s = journal_record(wb, f, id, false, &record, e);
        if (s == STATUS_OK && record)
            s = give_code(wb, f, record, id, e);
    }
    free(ids);
    sqlite3_free(sql);
    return s;
}

/* Rows without a code that refer to this one may have been waiting for its dimension. */
static enum status code_dependents(
    struct workbook *wb, const struct touched *t, struct error *e)
{
    const struct method *m = wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        if (f->kind != FORM_LIST || !f->prefix[0] || f == t->form || !form_is_dimensional(f))
            continue;
        for (size_t k = 0; s == STATUS_OK && k < f->count; k++)
            if (f->fields[k].type->id == TYPE_REF && f->fields[k].targets[0] == t->form)
                s = code_referring(wb, &f->fields[k], t->uid, e);
    }
    return s;
}

/* Whether the caller set the field that says where the record stands. */
static bool dimension_given(const struct touched *t)
{
    for (size_t i = 0; i < t->form->count; i++) {
        enum field_role role = t->form->fields[i].role;
        if ((role == ROLE_DIMENSION || role == ROLE_SUB_DIMENSION) &&
            (t->given[i / 64] >> (i % 64) & 1))
            return true;
    }
    return false;
}

enum status complete_action(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    if (wb->kind == ACTION_UNDO || wb->kind == ACTION_REDO)
        return STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < wb->touched_count; i++) {
        const struct touched *t = &wb->touched[i];
        if (!table_has_row(wb, t->form, t->uid, e))
            continue;
        s = complete_automatic(wb, t, e);
        if (s == STATUS_OK && t->form->kind == FORM_LIST && t->form->prefix[0] &&
            !t->code_given)
            s = give_code(wb, t->form, t->record, t->uid, e);
    }
    for (size_t i = 0; s == STATUS_OK && i < wb->touched_count; i++)
        if (dimension_given(&wb->touched[i]))
            s = code_dependents(wb, &wb->touched[i], e);
    return s;
}
