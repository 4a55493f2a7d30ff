/* What an action owes before it commits: automatic fields follow what they are worked out from,
 * and rows get their code as soon as it can be known. */
#include <stdlib.h>
#include <string.h>

#include "core/store/guard.h"
#include "core/store/internal.h"

/* One automatic field of a touched record: follows unless a person said otherwise. */
static enum status follow(struct workbook *wb, const struct touched *t, const struct field *f,
    const struct value *before, struct error *e)
{
    struct value after = {0};
    struct winner w;
    enum status s = journal_winner(wb, t->record, f->name, &w, e);

    if (s == STATUS_OK && !w.typed &&
        (w.value.kind == VALUE_NULL || value_equal(&w.value, before))) {
        /* an expression that fails works nothing out; one that memory failed is another thing
         */
        if (guard_field(wb, f, t->uid, f->computed, &after, NULL) == STATUS_MEMORY)
            s = error_memory(e);
        if (s == STATUS_OK && after.kind != VALUE_NULL && !value_equal(&after, &w.value))
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
        if (!touched_follows(f))
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
        bool other = s == STATUS_OK && own.value.kind == VALUE_TEXT &&
                     !(w.found && value_equal(&w.value, &own.value));
        if (other && !(code = strdup(own.value.text)))
            s = error_memory(e);
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

static enum status code_dependents(
    struct workbook *wb, const struct form *form, const char *uid, int depth, struct error *e);

/* Codes for the rows of one field that refer to a record and have none yet, and for the rows
 * that wait for these. */
static enum status code_referring(
    struct workbook *wb, const struct field *ref, const char *uid, int depth, struct error *e)
{
    const struct form *f = ref->form;
    char **ids = NULL;
    size_t count = 0;
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE kode IS NULL AND \"%w\" = ?"
                                " ORDER BY urutan, id",
        f->name, ref->name);
    enum status s = sql ? db_texts(wb->db, &ids, &count, e, sql, "t", uid) : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        int64_t record;
        s = journal_record(wb, f, ids[i], false, &record, e);
        if (s == STATUS_OK && record && !touched_code_given(wb, record))
            s = give_code(wb, f, record, ids[i], e);
        if (s == STATUS_OK && depth > 0)
            s = code_dependents(wb, f, ids[i], depth - 1, e);
    }
    db_texts_free(ids, count);
    sqlite3_free(sql);
    return s;
}

/* Rows without a code that refer to this one may have been waiting for its dimension. */
static enum status code_dependents(
    struct workbook *wb, const struct form *form, const char *uid, int depth, struct error *e)
{
    const struct method *m = wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        if (f->kind != FORM_LIST || !f->prefix[0] || f == form || !form_is_dimensional(f))
            continue;
        for (size_t k = 0; s == STATUS_OK && k < f->count; k++)
            if (f->fields[k].type->id == TYPE_REF && f->fields[k].targets[0] == form)
                s = code_referring(wb, &f->fields[k], uid, depth, e);
    }
    return s;
}

/* Whether the caller set a field that may say where the record stands. */
static bool dimension_given(const struct touched *t)
{
    for (size_t i = 0; i < t->form->count; i++) {
        const struct field *f = &t->form->fields[i];
        bool says = f->role == ROLE_DIMENSION || f->role == ROLE_SUB_DIMENSION ||
                    (f->type->id == TYPE_REF && form_is_dimensional(f->targets[0]));
        if (says && (t->given[i / 64] >> (i % 64) & 1))
            return true;
    }
    return false;
}

/* The automatic fields and the code of one touched record. */
static enum status complete_record(
    struct workbook *wb, const struct touched *t, struct error *e)
{
    bool there;
    enum status s = table_has_row(wb, t->form, t->uid, &there, e);

    if (s != STATUS_OK || !there)
        return s;
    s = complete_automatic(wb, t, e);
    if (s == STATUS_OK && t->form->kind == FORM_LIST && t->form->prefix[0] && !t->code_given)
        s = give_code(wb, t->form, t->record, t->uid, e);
    return s;
}

enum status complete_action(struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;

    if (wb->kind == ACTION_UNDO || wb->kind == ACTION_REDO)
        return STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && i < wb->touched_count; i++)
        s = complete_record(wb, &wb->touched[i], e);
    for (size_t i = 0; s == STATUS_OK && i < wb->touched_count; i++)
        if (dimension_given(&wb->touched[i]))
            s = code_dependents(wb, wb->touched[i].form, wb->touched[i].uid, CODE_DEPTH - 1, e);
    return s;
}
