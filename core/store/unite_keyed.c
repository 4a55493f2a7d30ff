/* Cells that are found by a row: they move to the survivor's key. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/unite_part.h"

bool unite_is_key(const struct field *f, const struct form *form)
{
    if (f->level != LEVEL_KEY || f->type->id != TYPE_REF)
        return false;
    for (size_t i = 0; f->targets[i]; i++)
        if (f->targets[i] == form)
            return true;
    return false;
}

enum status unite_other_key(const struct form *keyed, const char *uid, const struct form *form,
    const char *from, const char *to, char **other, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;
    bool changed;
    enum status s = keyed_values(keyed, uid, keys, e);

    *other = NULL;
    for (size_t i = 0; s == STATUS_OK && i < keyed->count; i++) {
        const struct field *f = &keyed->fields[i];
        if (f->level != LEVEL_KEY)
            continue;
        if (unite_is_key(f, form))
            s = unite_substitute(f, &keys[at], form, from, to, &changed, e);
        at++;
    }
    if (s == STATUS_OK && !(*other = keyed_uid(keyed, keys)))
        s = error_memory(e);
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

/* Notes that the survivor had a value there already. */
static enum status note_kept(struct workbook *wb, const struct field *f, const char *uid,
    const struct cell *cell, struct unite_result *r, struct error *e)
{
    struct unite_kept *more = realloc(r->kept, (r->kept_count + 1) * sizeof *more);

    if (!more)
        return error_memory(e);
    r->kept = more;
    struct unite_kept *k = &r->kept[r->kept_count];
    *k = (struct unite_kept){.form = f->form, .uid = strdup(uid), .field = f};
    r->kept_count++;
    enum status s = cell_show(wb, f, cell, &k->text, e);
    return s == STATUS_OK && !k->uid ? error_memory(e) : s;
}

/* One cell to the same field of another row of the form. */
static enum status move_cell(struct workbook *wb, const struct field *f, const char *from,
    const char *to, struct unite_result *r, struct error *e)
{
    const struct value none = {0};
    struct cell cell;
    bool done = false;
    enum status s = record_cell(wb, f->form, from, f, &cell, e);

    if (s == STATUS_OK && (cell.value.kind != VALUE_NULL || cell.typed)) {
        s = unite_fill(wb, f, to, &cell, &done, e);
        if (s == STATUS_OK && !done)
            s = note_kept(wb, f, to, &cell, r, e);
        r->moved += done;
        if (s == STATUS_OK)
            s = action_set(wb, f->form, from, f->name, &none, NULL, e);
    }
    cell_clear(&cell);
    return s;
}

/* Every cell of one keyed row, and what points to it. */
static enum status move_row(struct workbook *wb, const struct form *keyed, const char *uid,
    const struct form *form, const char *from, const char *to, struct unite_result *r,
    struct error *e)
{
    char *other;
    enum status s = unite_other_key(keyed, uid, form, from, to, &other, e);

    for (size_t i = 0; s == STATUS_OK && i < keyed->count; i++) {
        const struct field *f = &keyed->fields[i];
        if (f->level != LEVEL_KEY && f->level != LEVEL_COMPUTED)
            s = move_cell(wb, f, uid, other, r, e);
    }
    if (s == STATUS_OK)
        s = unite_repoint(wb, keyed, uid, other, &r->references, e);
    free(other);
    return s;
}

/* The rows of a keyed form whose key is the row. */
static enum status move_by(struct workbook *wb, const struct field *key,
    const struct form *form, const char *from, const char *to, struct unite_result *r,
    struct error *e)
{
    char **ids = NULL;
    size_t count = 0;
    char *sql = sqlite3_mprintf(
        "SELECT id FROM main.\"%w\" WHERE \"%w\" = ? ORDER BY id", key->form->name, key->name);
    enum status s = sql ? db_texts(wb->db, &ids, &count, e, sql, "t", from) : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = move_row(wb, key->form, ids[i], form, from, to, r, e);
    db_texts_free(ids, count);
    sqlite3_free(sql);
    return s;
}

enum status unite_keyed(struct workbook *wb, const struct form *form, const char *from,
    const char *to, struct unite_result *result, struct error *e)
{
    const struct method *m = wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++)
            if (m->forms[i].kind == FORM_KEYED && unite_is_key(&m->forms[i].fields[k], form))
                s = move_by(wb, &m->forms[i].fields[k], form, from, to, result, e);
    return s;
}
