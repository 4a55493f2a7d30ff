#include "core/store/action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/store/internal.h"
#include "core/store/unite_part.h"

enum status action_begin(struct workbook *wb, enum action_kind kind, struct error *e)
{
    enum status s = workbook_ready(wb, e);

    if (s == STATUS_OK)
        s = db_exec(wb->db, "SAVEPOINT act", e);
    if (s != STATUS_OK)
        return s;
    wb->in_action = true;
    wb->action_written = false;
    wb->kind = kind;
    wb->of_session = wb->of_seq = 0;
    return STATUS_OK;
}

/* Records and the view today may have been touched even where no edit was written. */
void action_rollback(struct workbook *wb)
{
    if (!wb->in_action)
        return;
    wb->in_action = false;
    if (sqlite3_get_autocommit(db_handle(wb->db)) ||
        db_exec(wb->db, "ROLLBACK TO act; RELEASE act", NULL) != STATUS_OK)
        workbook_give_up(wb); /* SQLite gave the whole transaction up, or has to */
    else if (wb->action_written)
        workbook_forget(wb);
    wb->now = wb->committed;
    wb->today[0] = '\0';
    touched_clear(wb);
}

enum status action_commit(struct workbook *wb, struct error *e)
{
    if (!wb->in_action)
        return error_set(e, STATUS_USAGE, _("There is no change to be written."));
    bool lost = sqlite3_get_autocommit(db_handle(wb->db));
    if (!wb->action_written && !lost) {
        action_rollback(wb);
        return STATUS_OK;
    }
    enum status s = lost ? journal_lost(e) : complete_action(wb, e);
    if (s == STATUS_OK)
        s = db_exec(wb->db, "RELEASE act", e);
    if (s != STATUS_OK) {
        action_rollback(wb);
        return s;
    }
    wb->in_action = false;
    touched_clear(wb);
    s = workbook_flush(wb, e);
    if (s != STATUS_OK)
        return s;
    wb->saved_at = clock_now();
    wb->version++;
    return STATUS_OK;
}

enum status action_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e)
{
    struct winner w;
    enum status s = journal_winner(wb, record, field, &w, e);
    bool same = !w.different && (w.found || (value->kind == VALUE_NULL && !typed)) &&
                value_equal(&w.value, value) && !w.typed == !typed &&
                (!typed || strcmp(w.typed, typed) == 0);

    winner_clear(&w);
    if (s != STATUS_OK || same)
        return s;
    return journal_edit(wb, form, record, uid, field, value, typed, NULL, e);
}

/* A text that no file holds; the doors for text refuse it before. */
static bool is_too_long(const struct value *value, const char *typed)
{
    return (value->kind == VALUE_TEXT && strlen(value->text) > LIMIT_TEXT) ||
           (typed && strlen(typed) > LIMIT_TEXT);
}

/* The local number of a record that may be changed now. */
static enum status living_record(struct workbook *wb, const struct form *form, const char *uid,
    int64_t *record, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    bool there = false;
    enum status s = STATUS_OK;

    if (form->kind == FORM_KEYED) {
        s = keyed_values(form, uid, keys, e);
        for (size_t i = 0; i < LIMIT_KEYS; i++)
            value_clear(&keys[i]);
    } else {
        s = table_has_row(wb, form, uid, &there, e);
        if (s == STATUS_OK && !there)
            return error_set(e, STATUS_MISSING, _("This row of %s is not there any more."),
                words_get(&form->title));
    }
    return s == STATUS_OK ? journal_record(wb, form, uid, true, record, e) : s;
}

enum status action_set(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const struct value *value, const char *typed, struct error *e)
{
    const struct value none = {0};
    const struct field *f = form_field(form, field);
    struct touched *t;
    int64_t record;

    if (value->kind == VALUE_TEXT && value->text[0] == '\0')
        value = &none;
    if (typed && (typed[0] == '\0' || value->kind != VALUE_NULL))
        typed = NULL;
    if (f ? f->level == LEVEL_COMPUTED || f->level == LEVEL_KEY
          : strcmp(field, "kode_lama") != 0)
        return error_set(e, STATUS_USAGE, _("%s cannot be typed in; Susun works it out."),
            f ? words_get(&f->label) : field);
    if (is_too_long(value, typed))
        return error_set(e, STATUS_DATA, _("%s: a text may have %d bytes at most."),
            f ? words_get(&f->label) : field, LIMIT_TEXT);
    enum status s = living_record(wb, form, uid, &record, e);
    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s != STATUS_OK)
        return s;
    if (f)
        t->given[f->number / 64] |= (uint64_t)1 << (f->number % 64);
    int64_t before = wb->now.seq;
    s = action_cell(wb, form, record, uid, field, value, typed, e);
    return s == STATUS_OK && wb->kind == ACTION_EDIT && wb->now.seq != before
               ? draft_settled(wb, form, record, field, e)
               : s;
}

/* A record id that is free: as given, or a new one. */
static enum status free_uid(struct workbook *wb, const struct form *form, const char *given,
    char uid[64], struct error *e)
{
    int64_t record = 1;
    enum status s = STATUS_OK;

    if (given) {
        struct winner w = {0};
        snprintf(uid, 64, "%s", given);
        if (strlen(given) >= 64 || given[0] == '\0')
            return error_set(e, STATUS_DATA, _("An id has 1 to 63 characters."));
        s = journal_record(wb, form, uid, false, &record, e);
        if (s == STATUS_OK && record)
            s = journal_winner(wb, record, "", &w, e);
        if (s == STATUS_OK && w.found && w.value.kind != VALUE_NULL)
            s = error_set(e, STATUS_DATA, _("A row with the id %s is there already."), uid);
        winner_clear(&w);
        return s;
    }
    while (s == STATUS_OK && record) { /* a seeded run may repeat an id of an earlier one */
        random_uuid7(uid);
        s = journal_record(wb, form, uid, false, &record, e);
    }
    return s;
}

enum status action_create(struct workbook *wb, const struct form *form, const char *uid_given,
    const char *after, char uid[64], struct error *e)
{
    const struct value alive = value_integer(1);
    struct touched *t;
    double at;
    int64_t record;
    enum status s = form->kind == FORM_LIST
                        ? free_uid(wb, form, uid_given, uid, e)
                        : error_set(e, STATUS_USAGE, _("Rows of %s cannot be added."),
                              words_get(&form->title));

    if (s == STATUS_OK)
        s = after ? order_beside(wb, form, after, false, &at, e) : order_end(wb, form, &at, e);
    if (s == STATUS_OK)
        s = journal_record(wb, form, uid, true, &record, e);
    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s == STATUS_OK)
        s = journal_edit(wb, form, record, uid, "", &alive, NULL, NULL, e);
    return s == STATUS_OK ? order_set(wb, form, uid, at, e) : s;
}

enum status action_delete(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e)
{
    const struct value dead = value_integer(0);
    int64_t record;

    if (form->kind != FORM_LIST)
        return error_set(e, STATUS_USAGE,
            _("Rows of %s cannot be deleted; their cells can be emptied."),
            words_get(&form->title));
    enum status s = living_record(wb, form, uid, &record, e);
    return s == STATUS_OK ? journal_edit(wb, form, record, uid, "", &dead, NULL, NULL, e) : s;
}

enum status action_restore(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e)
{
    const struct value alive = value_integer(1);
    int64_t record;

    if (form->kind != FORM_LIST)
        return error_set(
            e, STATUS_USAGE, _("Rows of %s never lie in the trash."), words_get(&form->title));
    enum status s = journal_record(wb, form, uid, false, &record, e);
    if (s == STATUS_OK && !record)
        return error_set(e, STATUS_MISSING, _("There is no such row in the trash."));
    if (s == STATUS_OK)
        s = action_cell(wb, form, record, uid, "", &alive, NULL, e);
    return s == STATUS_OK ? unite_follow_row(wb, form, uid, e) : s;
}

/* One row to its place. */
static enum status move_one(struct workbook *wb, const struct form *form, const char *uid,
    const char *before, struct error *e)
{
    double at;
    enum status s =
        before ? order_beside(wb, form, before, true, &at, e) : order_end(wb, form, &at, e);

    return s == STATUS_OK ? order_set(wb, form, uid, at, e) : s;
}

enum status action_move(struct workbook *wb, const struct form *form, const char *uid,
    const char *before, struct error *e)
{
    char **under = NULL, *outside = NULL;
    size_t count = 0;
    int64_t record;

    if (form->kind != FORM_LIST)
        return error_set(
            e, STATUS_USAGE, _("Rows of %s keep their order."), words_get(&form->title));
    enum status s = living_record(wb, form, uid, &record, e);
    if (s != STATUS_OK)
        return s;
    if (before && strcmp(before, uid) == 0)
        return STATUS_OK;
    s = order_under(wb, form, uid, &under, &count, e);
    if (s == STATUS_OK)
        s = order_outside(wb, form, before, under, count, &outside, e);
    if (s == STATUS_OK)
        s = move_one(wb, form, uid, outside, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = move_one(wb, form, under[i], outside, e);
    db_texts_free(under, count);
    free(outside);
    return s;
}

/* Whether two codes differ in their number only. */
static bool same_stem(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);

    while (n && strchr("0123456789", a[n - 1]))
        n--;
    while (m && strchr("0123456789", b[m - 1]))
        m--;
    return n == m && strncmp(a, b, n) == 0;
}

/* The next free code for a row; the one it had stands in kode_lama from then on. A row whose
 * code says already where it stands keeps it: *code "". */
static enum status renew_code(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, char **code, struct error *e)
{
    struct winner w = {0};
    enum status s = code_next(wb, form, uid, code, e);

    if (s == STATUS_OK)
        s = journal_winner(wb, record, "kode", &w, e);
    if (s == STATUS_OK && w.value.kind == VALUE_TEXT && (*code)[0]) {
        if (same_stem(w.value.text, *code))
            (*code)[0] = '\0';
        else
            s = action_cell(wb, form, record, uid, "kode_lama", &w.value, NULL, e);
    }
    winner_clear(&w);
    return s;
}

enum status action_code(struct workbook *wb, const struct form *form, const char *uid,
    const char *code, struct error *e)
{
    struct touched *t;
    struct value v = {.kind = VALUE_TEXT, .text = (char *)code};
    char *next = NULL;
    int64_t record;

    if (form->kind != FORM_LIST)
        return error_set(e, STATUS_USAGE, _("Rows of %s have no codes of their own."),
            words_get(&form->title));
    if (is_too_long(&v, NULL))
        return error_set(e, STATUS_DATA, _("A code of %zu bytes is too long."), strlen(code));
    enum status s = living_record(wb, form, uid, &record, e);
    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s != STATUS_OK)
        return s;
    t->code_given = true;
    if (code[0] == '\0') {
        s = renew_code(wb, form, record, uid, &next, e);
        v.text = next ? next : "";
    }
    if (s == STATUS_OK && v.text[0]) {
        s = action_cell(wb, form, record, uid, "kode", &v, NULL, e);
        code_seen(wb, v.text);
    }
    free(next);
    return s;
}
