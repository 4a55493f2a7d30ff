/* Why a row is left out or a cell is marked, in sentences, and the counting of both. A row is
 * left out only when it cannot be a record (DESIGN.md 5 "Import"). */
#ifndef SUSUN_EXCHANGE_REJECT_H
#define SUSUN_EXCHANGE_REJECT_H

#include <stddef.h>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/exchange/import.h"

/* Sentences; callers free; NULL without memory. */
/* A row the CSV reader could not take apart. */
char *reject_flaw(const struct csv_row *row);
/* Another number of cells than the heading row has. */
char *reject_count(size_t have, size_t want);
/* Bytes that are no text. */
char *reject_bytes(enum text_flaw flaw, const char *heading);
/* A text that is none of a list's choices: names them. */
char *reject_choice(const struct field *field, const char *text);
/* A key that is empty. */
char *reject_empty_key(const struct field *field);
/* A row of a fixed form that the form does not have. */
char *reject_fixed_row(const struct form *form, const char *text);
/* A reference in a key that leads nowhere. */
char *reject_dead_key(const struct field *field, const char *text);

/* Tells and counts. `name` is the file's. */
void note_rejected(const struct import_options *o, struct import_result *r, const char *name,
    size_t line, const char *sentence);
void note_marked(const struct import_options *o, struct import_result *r, const char *name,
    size_t line, const char *sentence);

#endif
