/* A table from a pair of texts to a text that only grows: ids by code, titles by form and id,
 * records by content. Knows nothing of workbooks. */
#ifndef SUSUN_EXCHANGE_LOOKUP_H
#define SUSUN_EXCHANGE_LOOKUP_H

#include <stdbool.h>

struct lookup;
/* NULL without memory. */
struct lookup *lookup_new(void);
void lookup_free(struct lookup *l);
/* Keeps copies; a pair that is there keeps its first value. False without memory. */
bool lookup_add(struct lookup *l, const char *group, const char *key, const char *value);
/* The value of a pair, valid until lookup_free; NULL when absent. */
const char *lookup_find(const struct lookup *l, const char *group, const char *key);

#endif
