#include "core/store/action.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/random.h"
#include "core/store/internal.h"

/* After somebody else wrote the file between two of our transactions: a new session, everything
 * cached is forgotten (DESIGN.md 3 "One writer"). */
static enum status catch_up(struct workbook *wb, struct error *e)
{
    int64_t seen;
    enum status s = STATUS_OK;

    if (sqlite3_get_autocommit(db_handle(wb->db)))
        s = lock_take(wb, e);
    if (s == STATUS_OK)
        s = db_integer(wb->db, &seen, e, "PRAGMA data_version", "");
    if (s != STATUS_OK || seen == wb->data_version)
        return s;
    wb->data_version = seen;
    wb->version++;
    wb->shape++;
    code_forget(wb);
    return session_position(wb, e);
}

enum status action_begin(struct workbook *wb, enum action_kind kind, struct error *e)
{
    if (wb->in_action)
        return error_set(e, STATUS_USAGE, _("One change is still being written."));
    if (!wb->writable)
        return error_set(e, STATUS_USAGE, _("%s is open for reading only."), wb->path);
    enum status s = catch_up(wb, e);
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

void action_rollback(struct workbook *wb)
{
    if (!wb->in_action)
        return;
    if (sqlite3_get_autocommit(db_handle(wb->db))) { /* SQLite gave the whole transaction up */
        lock_take(wb, NULL);
    } else {
        db_exec(wb->db, "ROLLBACK TO act", NULL);
        db_exec(wb->db, "RELEASE act", NULL);
    }
    wb->in_action = false;
    wb->now = wb->committed;
    wb->version++;
    wb->shape++;
    touched_clear(wb);
    code_forget(wb);
}

/* Makes the open transaction durable and takes the lock again. */
enum status workbook_flush(struct workbook *wb, struct error *e)
{
    enum status s = db_exec(wb->db, "COMMIT", e);

    if (s != STATUS_OK) {
        if (!sqlite3_get_autocommit(db_handle(wb->db)))
            db_exec(wb->db, "ROLLBACK", NULL);
        lock_take(wb, NULL);
        return s;
    }
    wb->saved_at = clock_now();
    lock_take(wb, NULL); /* refused: the next action says so */
    return STATUS_OK;
}

enum status action_commit(struct workbook *wb, struct error *e)
{
    enum status s = complete_action(wb, e);

    if (s != STATUS_OK) {
        action_rollback(wb);
        return s;
    }
    touched_clear(wb);
    s = db_exec(wb->db, "RELEASE act", e);
    if (s == STATUS_OK && wb->action_written)
        s = workbook_flush(wb, e);
    wb->in_action = false;
    if (s != STATUS_OK) {
        if (!sqlite3_get_autocommit(db_handle(wb->db)))
            db_exec(wb->db, "ROLLBACK", NULL);
        lock_take(wb, NULL);
        wb->now = wb->committed;
        wb->shape++;
        code_forget(wb);
    }
    wb->committed = wb->now;
    wb->version++;
    return s;
}

/* Writes a cell if that changes anything. */
static enum status set_cell(struct workbook *wb, const struct form *form, int64_t record,
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

/* The local number of a record that may be changed now. */
static enum status living_record(struct workbook *wb, const struct form *form, const char *uid,
    int64_t *record, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    enum status s = STATUS_OK;

    if (form->kind == FORM_KEYED) {
        s = keyed_values(form, uid, keys, e);
        for (size_t i = 0; i < LIMIT_KEYS; i++)
            value_clear(&keys[i]);
    } else if (!table_has_row(wb, form, uid, e)) {
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
    enum status s = living_record(wb, form, uid, &record, e);
    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s != STATUS_OK)
        return s;
    if (f)
        t->given[f->number / 64] |= (uint64_t)1 << (f->number % 64);
    return set_cell(wb, form, record, uid, field, value, typed, e);
}

/* urutan of a row, or of the last row. */
static enum status place(struct workbook *wb, const struct form *form, const char *uid,
    double *at, bool *found, struct error *e)
{
    char *sql = uid ? sqlite3_mprintf("SELECT urutan FROM main.\"%w\" WHERE id = ?", form->name)
                    : sqlite3_mprintf(
                          "SELECT max(urutan) FROM main.\"%w\" WHERE ?1 IS NULL", form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    bool row = false;
    enum status s = !sql    ? error_memory(e)
                    : !stmt ? db_status(e)
                            : db_bind(wb->db, stmt, e, "t", uid);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    *found = row && sqlite3_column_type(stmt, 0) != SQLITE_NULL;
    *at = *found ? sqlite3_column_double(stmt, 0) : 0;
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* urutan of the row that stands next to `at`: before it or after it. */
static enum status neighbour(struct workbook *wb, const struct form *form, const char *uid,
    double at, bool before, double *other, bool *found, struct error *e)
{
    const char *text = before ? "SELECT urutan FROM main.\"%w\" WHERE (urutan, id) < (?1, ?2)"
                                " ORDER BY urutan DESC, id DESC LIMIT 1"
                              : "SELECT urutan FROM main.\"%w\" WHERE (urutan, id) > (?1, ?2)"
                                " ORDER BY urutan, id LIMIT 1";
    char *sql = sqlite3_mprintf(text, form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    bool row = false;
    enum status s = !sql    ? error_memory(e)
                    : !stmt ? db_status(e)
                            : db_bind(wb->db, stmt, e, "dt", at, uid);

    if (s == STATUS_OK)
        s = db_step(wb->db, stmt, &row, e);
    *found = row;
    *other = row ? sqlite3_column_double(stmt, 0) : 0;
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

static enum status set_place(
    struct workbook *wb, const struct form *form, const char *uid, double at, struct error *e)
{
    struct value v = value_real(at);
    int64_t record;
    enum status s = journal_record(wb, form, uid, false, &record, e);

    return s == STATUS_OK ? set_cell(wb, form, record, uid, "urutan", &v, NULL, e) : s;
}

/* Numbers all rows 1, 2, 3 … once the halves between two rows are used up. */
static enum status renumber(struct workbook *wb, const struct form *form, struct error *e)
{
    char *sql = sqlite3_mprintf("SELECT group_concat(id, char(10)) FROM (SELECT id FROM "
                                "main.\"%w\" ORDER BY urutan, id)",
        form->name);
    char *ids = NULL, *rest = NULL;
    double at = 1;
    enum status s = sql ? db_text(wb->db, &ids, e, sql, "") : error_memory(e);

    for (char *id = ids ? strtok_r(ids, "\n", &rest) : NULL; s == STATUS_OK && id;
         id = strtok_r(NULL, "\n", &rest))
        s = set_place(wb, form, id, at++, e);
    free(ids);
    sqlite3_free(sql);
    return s;
}

/* The place between a row and its neighbour; numbers anew when there is no room. */
static enum status place_beside(struct workbook *wb, const struct form *form, const char *uid,
    bool before, double *at, struct error *e)
{
    for (int tries = 0; tries < 2; tries++) {
        double here, other;
        bool found, beside;
        enum status s = place(wb, form, uid, &here, &found, e);
        if (s == STATUS_OK && !found)
            return error_set(
                e, STATUS_MISSING, _("The row to stand beside is not there any more."));
        if (s == STATUS_OK)
            s = neighbour(wb, form, uid, here, before, &other, &beside, e);
        if (s != STATUS_OK)
            return s;
        if (!beside)
            other = before ? here - 2 : here + 2;
        *at = here + (other - here) / 2;
        if (isfinite(*at) && *at != here && *at != other)
            return STATUS_OK;
        s = renumber(wb, form, e);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
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
    bool found;
    int64_t record;
    enum status s = form->kind == FORM_LIST
                        ? free_uid(wb, form, uid_given, uid, e)
                        : error_set(e, STATUS_USAGE, _("Rows of %s cannot be added."),
                              words_get(&form->title));

    if (s == STATUS_OK && after) {
        s = place_beside(wb, form, after, false, &at, e);
    } else if (s == STATUS_OK) {
        s = place(wb, form, NULL, &at, &found, e);
        at = floor(at) + 1;
    }
    if (s == STATUS_OK)
        s = journal_record(wb, form, uid, true, &record, e);
    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s == STATUS_OK)
        s = journal_edit(wb, form, record, uid, "", &alive, NULL, NULL, e);
    return s == STATUS_OK ? set_place(wb, form, uid, at, e) : s;
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
    enum status s = journal_record(wb, form, uid, false, &record, e);

    if (s == STATUS_OK && !record)
        return error_set(e, STATUS_MISSING, _("There is no such row in the trash."));
    return s == STATUS_OK ? set_cell(wb, form, record, uid, "", &alive, NULL, e) : s;
}

enum status action_move(struct workbook *wb, const struct form *form, const char *uid,
    const char *before, struct error *e)
{
    double at;
    bool found;
    int64_t record;

    if (form->kind != FORM_LIST)
        return error_set(
            e, STATUS_USAGE, _("Rows of %s keep their order."), words_get(&form->title));
    enum status s = living_record(wb, form, uid, &record, e);
    if (s != STATUS_OK)
        return s;
    if (before && strcmp(before, uid) == 0)
        return STATUS_OK;
    if (before) {
        s = place_beside(wb, form, before, true, &at, e);
    } else {
        s = place(wb, form, NULL, &at, &found, e);
        at = floor(at) + 1;
    }
    return s == STATUS_OK ? set_place(wb, form, uid, at, e) : s;
}

enum status action_code(struct workbook *wb, const struct form *form, const char *uid,
    const char *code, struct error *e)
{
    struct winner w = {0};
    struct touched *t;
    struct value v;
    char *next = NULL;
    int64_t record;
    enum status s = living_record(wb, form, uid, &record, e);

    if (s == STATUS_OK)
        s = touch(wb, form, record, uid, &t, e);
    if (s != STATUS_OK)
        return s;
    t->code_given = true;
    if (code[0] == '\0') {
        s = code_next(wb, form, uid, &next, e);
        if (s == STATUS_OK)
            s = journal_winner(wb, record, "kode", &w, e);
        if (s == STATUS_OK && next[0] && w.value.kind == VALUE_TEXT)
            s = set_cell(wb, form, record, uid, "kode_lama", &w.value, NULL, e);
        winner_clear(&w);
        code = next ? next : "";
    }
    v = (struct value){.kind = VALUE_TEXT, .text = (char *)code};
    if (s == STATUS_OK && code[0]) {
        s = set_cell(wb, form, record, uid, "kode", &v, NULL, e);
        code_seen(wb, code);
    }
    free(next);
    return s;
}
