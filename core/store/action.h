/* Changing a workbook. One action = one durable transaction = one step of undo. Between begin
 * and commit, nothing is on the disk; if anything fails the action is rolled back whole.
 *
 * While an action is open its own changes are visible to record.h and rows.h of the same
 * handle. */
#ifndef SUSUN_STORE_ACTION_H
#define SUSUN_STORE_ACTION_H

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* What kind of change, kept in the journal. */
enum action_kind {
    ACTION_NEW,
    ACTION_EDIT,
    ACTION_DELETE,
    ACTION_RESTORE,
    ACTION_MOVE,
    ACTION_PASTE,
    ACTION_IMPORT,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_UNITE,  /* two rows that mean the same become one (unite.h) */
    ACTION_FOLLOW, /* nobody's: what came late follows rows that were united (unite_late.c) */
    ACTION_RETURN, /* and returns when that is taken back */
    ACTION_MARK,   /* undo does not touch these two (mark.h) */
    ACTION_REASON,
    ACTION_KINDS
};

/* Opens an action (only one at a time). Makes the session at its first edit. */
enum status action_begin(struct workbook *wb, enum action_kind kind, struct error *e);
/* Writes it durably; an action without a changed cell leaves no trace and writes nothing.
 * Afterwards closed. On failure rolled back. */
enum status action_commit(struct workbook *wb, struct error *e);
/* Forgets everything since begin. */
void action_rollback(struct workbook *wb);

/* Sets a cell of a record: `value` VALUE_NULL empties it; `typed` (or NULL) is a text that
 * could not be understood (value then is NULL). Setting what is there already is no edit. field
 * is a field's name, or kode_lama. The record must exist (fixed and single always do; keyed
 * rows come and go with their cells). */
enum status action_set(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const struct value *value, const char *typed, struct error *e);

/* A new row of a list form at the end, or after the row `after` (uid, may be NULL). uid
 * receives a UUIDv7; if `uid_given` is not NULL that id is used (import); STATUS_DATA if such a
 * record exists. The code comes when it can be known. */
enum status action_create(struct workbook *wb, const struct form *form, const char *uid_given,
    const char *after, char uid[64], struct error *e);

/* Fills the empty cells of a row that was just made with what everybody would write there: the
 * part the group of this copy works on (scope.h), then the defaults of the method. `given` (may
 * be NULL) is left to the caller. The rule for every kind of form: a row gets its defaults with
 * its first cell; the plan's form when the workbook is made. */
enum status action_fill(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *given, struct error *e);
/* Whether any field of the row was ever written in. */
enum status action_is_begun(struct workbook *wb, const struct form *form, const char *uid,
    bool *begun, struct error *e);
/* Lets a new row stand where the record `like` stands, which refers to it: the sub-dimension
 * and the dimension, by role, as far as `like` knows them and the cells are empty. So it gets a
 * code. */
enum status action_stand_like(struct workbook *wb, const struct form *form, const char *uid,
    const struct form *like, const char *like_uid, struct error *e);

/* Puts a row of a list form into the trash; restores it from there: what it referred to and has
 * become another row since (unite.h) is that one then. */
enum status action_delete(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e);
enum status action_restore(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e);

/* Moves a row directly before `before` (uid), or to the end when NULL. The rows under it (by
 * the field of role parent, at any depth) come along behind it in their order; when `before` is
 * one of them, the next row that is not counts. One edit for each row that moves. */
enum status action_move(struct workbook *wb, const struct form *form, const char *uid,
    const char *before, struct error *e);

/* Gives a code by hand (import of a row that brings its own): as action_set on kode. An empty
 * one asks for the next free code. */
enum status action_code(struct workbook *wb, const struct form *form, const char *uid,
    const char *code, struct error *e);

/* uid of a keyed record from its key values, in field order: a JSON array. Caller frees; NULL
 * without memory or with an empty key. */
char *keyed_uid(const struct form *form, const struct value *keys);
/* And back: keys[form->key_count], cleared by the caller; after a failure they are empty. */
enum status keyed_values(
    const struct form *form, const char *uid, struct value *keys, struct error *e);

#endif
