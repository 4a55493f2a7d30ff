/* Reading one record: its cells as stored and as typed, its code, title, references. */
#ifndef SUSUN_STORE_RECORD_H
#define SUSUN_STORE_RECORD_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* A cell: its stored value, or the text that could not be understood. */
struct cell {
    struct value value;
    char *typed;    /* NULL, or the unread text (value is NULL then) */
    bool different; /* more than one head with unequal values */
};
void cell_clear(struct cell *cell);

/* A record read whole. cells[form->count] in field order; computed fields are evaluated. */
struct record {
    const struct form *form;
    char *uid, *code, *old_code; /* code "" when it has none */
    struct cell *cells;
};
/* STATUS_MISSING when it does not exist (deleted or never made); keyed rows without cells read
 * as empty cells. */
enum status record_read(struct workbook *wb, const struct form *form, const char *uid,
    struct record *r, struct error *e);
void record_clear(struct record *r);

/* One cell only. */
enum status record_cell(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, struct cell *cell, struct error *e);

/* When the value a cell holds now was written (ms UTC); 0 = never. */
enum status record_written(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, int64_t *at, struct error *e);

/* Whether a row is there; rows of keyed forms may be made by a cell, so they always are. */
enum status record_there(struct workbook *wb, const struct form *form, const char *uid,
    bool *there, struct error *e);
/* The same for who only shows: a row that could not be looked up is shown as none. Who writes
 * by the answer asks record_there. */
bool record_exists(struct workbook *wb, const struct form *form, const char *uid);

/* "GOV-P03", a fixed row's choice name, "" otherwise. Caller frees. */
enum status record_code(struct workbook *wb, const struct form *form, const char *uid,
    char **code, struct error *e);
/* The record's title for people: title field, fixed row's label, or ""; dead references read
 * "(...)". Caller frees. */
enum status record_title(struct workbook *wb, const struct form *form, const char *uid,
    char **title, struct error *e);

/* What a cell shows a person: references by code and title, choices by label, money with dots,
 * unread text as typed, "" empty. Caller frees. */
enum status cell_show(struct workbook *wb, const struct field *field, const struct cell *cell,
    char **text, struct error *e);
/* Text for editing in place: what `read` understands as the same value (references by code,
 * else title, else id). */
enum status cell_edit(struct workbook *wb, const struct field *field, const struct cell *cell,
    char **text, struct error *e);

/* Reads what a person typed into a field of a record (type->read with a resolver over this
 * workbook). `form`/`uid` give the filter field's value; uid may be NULL. Outcome as in type.h.
 */
enum outcome cell_read(struct workbook *wb, const struct field *field, const char *uid,
    const char *text, struct value *value, struct value *other, struct error *why);
/* Whether OUTCOME_UNREAD says that nobody could look (memory, the disk): then the text may well
 * be one that is understood, and is not stored as one that is not. */
bool cell_read_failed(const struct error *why);

/* Finds a living record of the field's target forms: id, code, kode_lama, name, title, other
 * spellings (role other_names), then a unique part of these. See type.h read_context.resolve.
 */
enum match record_resolve(struct workbook *wb, const struct field *field, const char *text,
    char **uid, const char **form);

/* The same among the rows of one form, for who names a form and a row. */
enum match record_find(
    struct workbook *wb, const struct form *form, const char *text, char **uid);

/* Is the field to be asked now (its `relevant`)? A broken expression counts as yes, and so does
 * a keyed row without any cell; a field with a condition is not asked without a record. */
bool field_relevant(struct workbook *wb, const struct field *field, const char *uid);
/* Evaluates the field's default for a record; VALUE_NULL when none. */
enum status field_default(struct workbook *wb, const struct field *field, const char *uid,
    struct value *value, struct error *e);

#endif
