#include "core/plan/promote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/db.h"
#include "core/store/record.h"

const struct promotion *promotion_at(
    const struct method *method, const struct form *from, size_t i)
{
    for (size_t n = 0; n < method->promotion_count; n++) {
        const struct promotion *p = &method->promotions[n];
        if (p->from == from && i-- == 0)
            return p;
    }
    return NULL;
}

const struct promotion *promotion_asked(
    const struct method *method, const struct field *field, const struct value *value)
{
    if (value->kind != VALUE_TEXT)
        return NULL;
    for (size_t n = 0; n < method->promotion_count; n++) {
        const struct promotion *p = &method->promotions[n];
        if (p->when == field && strcmp(p->choice, value->text) == 0)
            return p;
    }
    return NULL;
}

enum status promotion_made(struct workbook *wb, const struct promotion *p, const char *uid,
    char **made, struct error *e)
{
    bool target_links = p->link->form == p->to;
    char *sql = target_links
                    ? sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w\" = ?1"
                                      " ORDER BY urutan, id LIMIT 1",
                          p->to->name, p->link->name)
                    : sqlite3_mprintf("SELECT t.id FROM main.\"%w\" s JOIN main.\"%w\" t"
                                      " ON t.id = s.\"%w\" WHERE s.id = ?1",
                          p->from->name, p->to->name, p->link->name);
    *made = NULL;
    enum status s = sql ? db_text(workbook_db(wb), made, e, sql, "t", uid) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

/* Sets one reference. */
static enum status link_rows(struct workbook *wb, const struct promotion *p, const char *uid,
    char *made, struct error *e)
{
    bool target_links = p->link->form == p->to;
    struct value to = {.kind = VALUE_TEXT, .text = target_links ? (char *)uid : made};

    return action_set(
        wb, p->link->form, target_links ? made : uid, p->link->name, &to, NULL, e);
}

/* Copies what is carried over, also what nobody understood; an empty field carries nothing. */
static enum status carry(struct workbook *wb, const struct promotion *p, const char *uid,
    const char *made, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < p->count; i++) {
        struct cell cell = {0};
        s = record_cell(wb, p->from, uid, p->given[i], &cell, e);
        if (s == STATUS_OK && (cell.value.kind != VALUE_NULL || cell.typed))
            s = action_set(wb, p->to, made, p->received[i]->name, &cell.value, cell.typed, e);
        cell_clear(&cell);
    }
    return s;
}

/* The row itself, with what every new row gets. */
static enum status make(struct workbook *wb, const struct promotion *p, const char *uid,
    char made[64], struct error *e)
{
    enum status s = action_create(wb, p->to, NULL, NULL, made, e);

    if (s == STATUS_OK)
        s = action_fill(wb, p->to, made, NULL, e);
    if (s == STATUS_OK)
        s = carry(wb, p, uid, made, e);
    return s == STATUS_OK ? link_rows(wb, p, uid, made, e) : s;
}

enum status promotion_make(struct workbook *wb, const struct promotion *p, const char *uid,
    char made[64], bool *fresh, struct error *e)
{
    char *before = NULL;
    enum status s = promotion_made(wb, p, uid, &before, e);

    *fresh = s == STATUS_OK && !before;
    if (before)
        snprintf(made, 64, "%s", before);
    free(before);
    if (*fresh)
        s = make(wb, p, uid, made, e);
    if (s == STATUS_OK && p->when) {
        struct value asks = {.kind = VALUE_TEXT, .text = (char *)p->choice};
        s = action_set(wb, p->from, uid, p->when->name, &asks, NULL, e);
    }
    return s;
}
