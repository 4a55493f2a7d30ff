/* Sentences of a method whose gaps are filled from the row of a query: facts, checks. */
#ifndef SUSUN_PLAN_SENTENCE_H
#define SUSUN_PLAN_SENTENCE_H

#include <stddef.h>

#include "core/store/db.h"

/* A column as people write it: numbers in Indonesian notation (below 10000 without a dot: they
 * may be years), texts as they are, NULL as `none`. Caller frees; NULL without memory. */
char *sentence_cell(sqlite3_stmt *row, int column, const char *none);

/* What stands in the place of {name}, `size` bytes long. */
typedef const char *sentence_word_fn(const void *context, const char *name, size_t size);
/* The text with its gaps filled; an open brace that is never closed stays. Caller frees; NULL
 * without memory. */
char *sentence_fill(const char *text, sentence_word_fn *word, const void *context);

#endif
