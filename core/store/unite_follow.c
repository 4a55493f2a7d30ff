/* A reference that comes back later - with a row out of the trash, with a version that is taken
 * - may lead to a row that has become another one since: it follows. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/unite_part.h"
#include "core/store/versions.h"

#define STEPS 16 /* a row that became another that became another */

/* The other row of the union in which an edit let a row go; NULL when it was no union. The
 * action that united them deleted one and said of the other that it stays. */
static enum status other_of(struct workbook *wb, const struct form *form, struct edit_key by,
    char **other, struct error *e)
{
    return db_text(wb->db, other, e,
        "SELECT r.uid FROM edit d JOIN action a ON a.session = d.session"
        " AND a.seq = d.action AND a.kind = ?3 JOIN edit k ON k.session = d.session"
        " AND k.seq < d.seq AND k.action = d.action AND k.field = '' AND k.value = 1"
        " JOIN record r ON r.id = k.record AND r.form = ?4"
        " WHERE d.session = ?1 AND d.seq = ?2 ORDER BY k.seq DESC LIMIT 1",
        "iitt", by.session, by.seq, action_kind_name(ACTION_UNITE), form->name);
}

/* The latest deletion that one replaced: who decides that a row goes says so anew. */
static enum status deletion_before(
    struct workbook *wb, struct edit_key *key, bool *found, struct error *e)
{
    struct versions old;
    enum status s = versions_replaced(wb, *key, false, &old, e);

    *found = false;
    for (size_t i = 0; s == STATUS_OK && !*found && i < old.count; i++) {
        const struct value *v = &old.list[i].value;
        *found = v->kind == VALUE_INTEGER && v->integer == 0;
        if (*found)
            *key = old.list[i].key;
    }
    versions_clear(&old);
    return s;
}

enum status unite_became(struct workbook *wb, const struct form *form, const char *uid,
    char **other, struct edit_key *by, struct error *e)
{
    struct winner w = {0};
    int64_t record = 0;
    bool there = true, more;
    enum status s = table_has_row(wb, form, uid, &there, e);

    *other = NULL;
    if (s == STATUS_OK && !there)
        s = journal_record(wb, form, uid, false, &record, e);
    if (s != STATUS_OK || there || !record)
        return s;
    s = journal_winner(wb, record, "", &w, e);
    more = s == STATUS_OK && w.found;
    for (int i = 0; more && s == STATUS_OK && !*other && i < STEPS; i++) {
        s = standing_origin(wb, w.key, by, e);
        if (s == STATUS_OK)
            s = other_of(wb, form, *by, other, e);
        if (s == STATUS_OK && !*other)
            s = deletion_before(wb, &w.key, &more, e);
    }
    winner_clear(&w);
    return s;
}

enum status unite_survivor(struct workbook *wb, const struct form *form, const char *uid,
    char **survivor, struct error *e)
{
    char *next = NULL;
    struct edit_key by;
    bool there = false;
    enum status s = unite_became(wb, form, uid, survivor, &by, e);

    for (int i = 0; s == STATUS_OK && *survivor && i < STEPS; i++) {
        s = unite_became(wb, form, *survivor, &next, &by, e);
        if (!next)
            break;
        free(*survivor);
        *survivor = next;
    }
    if (s == STATUS_OK && *survivor)
        s = table_has_row(wb, form, *survivor, &there, e);
    if (!there) {
        free(*survivor);
        *survivor = NULL;
    }
    return s;
}

enum status unite_survivor_of_code(struct workbook *wb, const struct form *form,
    const char *code, char **survivor, struct error *e)
{
    char **uids = NULL;
    size_t count = 0;
    enum status s = db_texts(wb->db, &uids, &count, e,
        "SELECT DISTINCT r.uid FROM edit e JOIN record r ON r.id = e.record AND r.form = ?2"
        " WHERE e.field = 'kode' AND e.value = ?1 ORDER BY r.uid",
        "tt", code, form->name);

    *survivor = NULL;
    for (size_t i = 0; s == STATUS_OK && !*survivor && i < count; i++)
        s = unite_survivor(wb, form, uids[i], survivor, e);
    db_texts_free(uids, count);
    return s;
}

/* Puts the row that another became at last in its place in a cell. */
static enum status follow_one(struct workbook *wb, const struct field *field,
    const struct form *form, const char *uid, struct value *value, bool *changed,
    struct error *e)
{
    char *at = NULL;
    bool it = false;
    enum status s = unite_survivor(wb, form, uid, &at, e);

    if (s == STATUS_OK && at)
        s = unite_substitute(field, value, form, uid, at, &it, e);
    *changed = *changed || it;
    free(at);
    return s;
}

enum status unite_follow(struct workbook *wb, const struct field *field, struct value *value,
    bool *changed, struct error *e)
{
    char **items = NULL;
    size_t count = 0;
    enum status s = STATUS_OK;

    *changed = false;
    if (value->kind != VALUE_TEXT || (!field->targets && field->type->id != TYPE_ANY_REF))
        return STATUS_OK;
    if (field->type->id == TYPE_REF) {
        char *uid = strdup(value->text);
        for (size_t i = 0; uid && s == STATUS_OK && field->targets[i]; i++)
            s = follow_one(wb, field, field->targets[i], uid, value, changed, e);
        s = uid ? s : error_memory(e);
        free(uid);
        return s;
    }
    s = json_to_list(value->text, &items, &count, NULL);
    if (s != STATUS_OK) /* what cannot be read stays as it is */
        return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
    const struct form *any =
        !field->targets && count == 3 ? method_form(wb->method, items[0]) : NULL;
    if (any)
        s = follow_one(wb, field, any, items[1], value, changed, e);
    for (size_t i = 0; field->targets && field->targets[i]; i++)
        for (size_t k = 0; s == STATUS_OK && k < count; k++)
            s = follow_one(wb, field, field->targets[i], items[k], value, changed, e);
    json_list_free(items, count);
    return s;
}

enum status unite_follow_row(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        struct cell cell;
        bool changed = false;
        if (f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED)
            continue;
        s = record_cell(wb, form, uid, f, &cell, e);
        if (s == STATUS_OK && !cell.different)
            s = unite_follow(wb, f, &cell.value, &changed, e);
        if (s == STATUS_OK && changed)
            s = action_set(wb, form, uid, f->name, &cell.value, NULL, e);
        cell_clear(&cell);
    }
    return s;
}
