/* Deciding a difference: one action that replaces every head, so that wherever it arrives the
 * question is answered. */
#include "core/base/message.h"
#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/internal.h"
#include "core/store/unite_part.h"

/* Whether the row stays. A deletion is said anew even where one stands: it did not know all. */
static enum status decide_row(
    struct workbook *wb, const struct conflict *c, bool stays, struct error *e)
{
    const struct value dead = value_integer(0);
    int64_t record;

    if (stays)
        return action_restore(wb, c->form, c->uid, e);
    enum status s = journal_record(wb, c->form, c->uid, true, &record, e);
    return s == STATUS_OK ? journal_edit(wb, c->form, record, c->uid, "", &dead, NULL, NULL, e)
                          : s;
}

enum status conflict_write(struct workbook *wb, const struct conflict *c,
    const struct value *value, const char *typed, struct error *e)
{
    bool stays = value->kind == VALUE_INTEGER && value->integer == 1;

    if (!c->field)
        return decide_row(wb, c, stays, e);
    struct value there = {0};
    bool changed;
    enum status s = value_copy(&there, value, e);
    if (s == STATUS_OK)
        s = unite_follow(wb, c->field, &there, &changed, e);
    if (s == STATUS_OK)
        s = action_set(wb, c->form, c->uid, c->field->name, &there, typed, e);
    value_clear(&there);
    return s;
}

enum status conflict_set(struct workbook *wb, const struct conflict *c,
    const struct value *value, const char *typed, struct error *e)
{
    enum status s = action_begin(wb, ACTION_EDIT, e);

    if (s != STATUS_OK)
        return s;
    s = conflict_write(wb, c, value, typed, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status conflict_choose(
    struct workbook *wb, const struct conflict *c, size_t k, struct error *e)
{
    if (k >= c->count)
        return error_set(e, STATUS_USAGE, _("There is no such version."));
    return conflict_set(wb, c, &c->sides[k].value, c->sides[k].typed, e);
}
