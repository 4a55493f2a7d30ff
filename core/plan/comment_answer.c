/* Answers to comments: a state, words, or the proposal taken over. */
#include <string.h>

#include "core/base/message.h"
#include "core/plan/comment.h"
#include "core/store/action.h"
#include "core/store/record.h"

/* Inside an action: a text into a field of a comment; "" empties, NULL stays. */
static enum status set_text(struct workbook *wb, const struct comment_fields *f,
    const char *uid, const struct field *field, const char *text, struct error *e)
{
    struct value v = {.kind = text && text[0] ? VALUE_TEXT : VALUE_NULL, .text = (char *)text};

    return field && text ? action_set(wb, f->form, uid, field->name, &v, NULL, e) : STATUS_OK;
}

/* Inside an action: the same answer for all of them. */
static enum status answer_all(struct workbook *wb, const struct comment_fields *f,
    const char *const *uids, size_t count, const struct choice *state, const char *answer,
    const char *author, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        s = set_text(wb, f, uids[i], f->state, state ? state->name : NULL, e);
        if (s == STATUS_OK)
            s = set_text(wb, f, uids[i], f->answer, answer, e);
        if (s == STATUS_OK && author && author[0])
            s = set_text(wb, f, uids[i], f->answerer, author, e);
    }
    return s;
}

/* Ends an action as its status says. */
static enum status finish(struct workbook *wb, enum status s, struct error *e)
{
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status comments_answer(struct workbook *wb, const struct comment_fields *f,
    const char *const *uids, size_t count, const struct choice *state, const char *answer,
    const char *author, struct error *e)
{
    enum status s = action_begin(wb, ACTION_EDIT, e);

    if (s == STATUS_OK)
        s = finish(wb, answer_all(wb, f, uids, count, state, answer, author, e), e);
    return s;
}

/* Why a proposal cannot be taken over; STATUS_OK: it can. */
static enum status check_place(const struct comment *c, struct error *e)
{
    if (!c->proposal[0])
        return error_set(e, STATUS_USAGE, _("This comment proposes no other text."));
    if (c->gone)
        return error_set(
            e, STATUS_MISSING, _("The row this comment is about is not there any more."));
    if (!c->field)
        return error_set(e, STATUS_USAGE,
            _("This comment names no field. Enter goes to the row; write the proposal where it "
              "belongs."));
    if (c->field->readonly || c->field->level == LEVEL_COMPUTED || c->field->level == LEVEL_KEY)
        return error_set(
            e, STATUS_USAGE, _("“%s” is not filled in by hand."), words_get(&c->field->label));
    return STATUS_OK;
}

/* The value into the field and the comments accepted, as one action. */
static enum status take(struct workbook *wb, const struct comment_fields *f,
    const struct comment *c, const struct value *value, const char *const *uids, size_t count,
    const char *author, struct error *e)
{
    enum status s = action_begin(wb, ACTION_EDIT, e);

    if (s != STATUS_OK)
        return s;
    s = action_set(wb, c->form, c->row, c->field->name, value, NULL, e);
    if (s == STATUS_OK)
        s = answer_all(wb, f, uids, count, comment_state(f, 1), NULL, author, e);
    return finish(wb, s, e);
}

enum status comment_take(struct workbook *wb, const struct comment_fields *f,
    const struct comment *c, const char *const *uids, size_t count, const char *author,
    struct error *e)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    enum status s = check_place(c, e);

    if (s != STATUS_OK)
        return s;
    enum outcome outcome = cell_read(wb, c->field, c->row, c->proposal, &value, &other, &why);
    if (outcome == OUTCOME_EMPTY)
        s = error_set(e, STATUS_USAGE, _("This comment proposes no other text."));
    else if (cell_read_failed(&why))
        s = error_set(e, why.status, "%s", error_text(&why));
    else if (outcome != OUTCOME_VALUE)
        s = error_set(e, STATUS_USAGE, _("%s Write into the field itself what is meant."),
            error_text(&why));
    else
        s = take(wb, f, c, &value, uids, count, author, e);
    value_clear(&other);
    error_clear(&why);
    value_clear(&value);
    return s;
}
