/* References of every kind from one row to another. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/unite_part.h"

bool unite_points_at(const struct field *f, const struct form *form)
{
    for (size_t i = 0; f->targets && f->targets[i]; i++)
        if (f->targets[i] == form)
            return true;
    return f->type->id == TYPE_ANY_REF;
}

/* A list of ids without `from`, and with `to` in its place unless it is there already. */
static enum status in_list(
    struct value *value, const char *from, const char *to, bool *changed, struct error *e)
{
    char **items = NULL, *json = NULL;
    size_t count = 0, n = 0;
    enum status s = json_to_list(value->text, &items, &count, e);
    const char **kept = calloc(count + 1, sizeof *kept);

    if (s == STATUS_OK && !kept)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        bool it = strcmp(items[i], from) == 0;
        *changed = *changed || it;
        if (!it || to)
            kept[n++] = it ? to : items[i];
    }
    if (s == STATUS_OK && *changed && n)
        s = json_from_list(kept, n, &json, e); /* without repeats */
    if (s == STATUS_OK && *changed) {
        value_clear(value);
        if (json)
            *value = value_text_own(json);
    }
    free(kept);
    json_list_free(items, count);
    return s;
}

/* Form, id and column: the id in the middle. */
static enum status in_places(struct value *value, const struct form *form, const char *from,
    const char *to, bool *changed, struct error *e)
{
    char **items = NULL, *json = NULL;
    size_t count = 0;
    enum status s = json_to_list(value->text, &items, &count, e);

    *changed = s == STATUS_OK && count == 3 && strcmp(items[0], form->name) == 0 &&
               strcmp(items[1], from) == 0;
    if (*changed && to) {
        const char *places[] = {items[0], to, items[2]};
        s = json_from_places(places, 3, &json, e);
    }
    if (s == STATUS_OK && *changed) {
        value_clear(value);
        if (json)
            *value = value_text_own(json);
    }
    json_list_free(items, count);
    return s;
}

enum status unite_substitute(const struct field *field, struct value *value,
    const struct form *form, const char *from, const char *to, bool *changed, struct error *e)
{
    *changed = false;
    if (value->kind != VALUE_TEXT || !unite_points_at(field, form))
        return STATUS_OK;
    if (field->type->id == TYPE_REF_MULTIPLE)
        return in_list(value, from, to, changed, e);
    if (field->type->id == TYPE_ANY_REF)
        return in_places(value, form, from, to, changed, e);
    if (strcmp(value->text, from) != 0)
        return STATUS_OK;
    *changed = true;
    value_clear(value);
    if (!to)
        return STATUS_OK;
    char *copy = strdup(to);
    if (!copy)
        return error_memory(e);
    *value = value_text_own(copy);
    return STATUS_OK;
}

/* One cell that points to the row. One that people differ about stays open: only the version
 * that pointed there is answered. */
static enum status repoint_cell(struct workbook *wb, const struct field *f, const char *uid,
    const struct form *form, const char *from, const char *to, size_t *count, struct error *e)
{
    struct winner w = {0};
    struct touched *t;
    int64_t record = 0;
    bool changed = false;
    const struct edit_keys only = {1, &w.key};
    const char *there = f->form == form && strcmp(uid, to) == 0 ? NULL : to;
    enum status s = journal_record(wb, f->form, uid, false, &record, e);

    if (s == STATUS_OK && record)
        s = journal_winner(wb, record, f->name, &w, e);
    if (s == STATUS_OK)
        s = unite_substitute(f, &w.value, form, from, there, &changed, e);
    if (s == STATUS_OK && changed && w.different) {
        s = touch(wb, f->form, record, uid, &t, e);
        if (s == STATUS_OK)
            s = journal_edit(wb, f->form, record, uid, f->name, &w.value, NULL, &only, e);
    } else if (s == STATUS_OK && changed) {
        s = action_set(wb, f->form, uid, f->name, &w.value, NULL, e);
    }
    *count += s == STATUS_OK && changed;
    winner_clear(&w);
    return s;
}

enum status unite_pointing(struct workbook *wb, const struct field *f, const char *uid,
    char ***ids, size_t *count, struct error *e)
{
    const char *name = f->form->name;
    bool any = f->type->id == TYPE_ANY_REF, one = f->type->id == TYPE_REF;
    char *sql = one ? sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w\" = ?1"
                                      " ORDER BY id",
                          name, f->name)
                    : sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE instr(\"%w%w\", ?1)"
                                      " ORDER BY id",
                          name, f->name, any ? f->type->columns[1].suffix : "");
    enum status s = sql ? db_texts(wb->db, ids, count, e, sql, "t", uid) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

static enum status repoint_field(struct workbook *wb, const struct field *f,
    const struct form *form, const char *from, const char *to, size_t *count, struct error *e)
{
    char **ids = NULL;
    size_t n = 0;
    enum status s = unite_pointing(wb, f, from, &ids, &n, e);

    for (size_t i = 0; s == STATUS_OK && i < n; i++)
        if (f->form != form || strcmp(ids[i], from) != 0)
            s = repoint_cell(wb, f, ids[i], form, from, to, count, e);
    db_texts_free(ids, n);
    return s;
}

enum status unite_repoint(struct workbook *wb, const struct form *form, const char *from,
    const char *to, size_t *count, struct error *e)
{
    const struct method *m = wb->method;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++) {
            const struct field *f = &m->forms[i].fields[k];
            bool asked = f->level != LEVEL_KEY && f->level != LEVEL_COMPUTED;
            if (asked && f->type->id != TYPE_ANY_REF ? unite_points_at(f, form) : asked)
                s = repoint_field(wb, f, form, from, to, count, e);
        }
    return s;
}
