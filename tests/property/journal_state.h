/* What a workbook holds, as text and as a hash, read by plain SQL: to compare copies and
 * moments. */
#ifndef TESTS_PROPERTY_JOURNAL_STATE_H
#define TESTS_PROPERTY_JOURNAL_STATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* Which tables. */
enum state_part {
    STATE_ALL,     /* every table of the file */
    STATE_FORMS,   /* the form tables alone: what people see */
    STATE_JOURNAL, /* session, action, record, edit, replaces, saw */
};

/* SHA-256 of every row of these tables, in order of content. False when the file cannot be
 * read. */
bool state_hash(sqlite3 *db, enum state_part part, char out[65]);
/* The same as text, one line a row, each "table|cell|cell"; caller frees. NULL when it cannot
 * be read. */
char *state_text(sqlite3 *db, enum state_part part);
/* Whether every line of `before` stands in `after` (both from state_text, so sorted within a
 * table); when not, *missing is the first that does not, in `before`. */
bool state_contains(const char *after, const char *before, const char **missing);

#endif
