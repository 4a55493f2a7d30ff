/* The tables of several packages as one: every table and column that one of them has, promising
 * what all of them promise. What comes first in order stands first: the newest version of the
 * method is to be added first. */
#ifndef SUSUN_EXCHANGE_GATHER_BLEND_H
#define SUSUN_EXCHANGE_GATHER_BLEND_H

#include "core/exchange/gather/shape.h"

/* Rows of a table without a region (dictionary, choices) say by this column which version of
 * the method they are of. */
#define BLEND_VERSION DESCRIPTOR_VERSION

struct blend;
/* NULL without memory. */
struct blend *blend_new(void);
/* NULL is fine. */
void blend_free(struct blend *b);
/* Adds what one package has: of the table called `name` only, or of all but it. */
enum status blend_add(
    struct blend *b, const struct shape *shape, const char *name, bool only, struct error *e);
struct manifest *blend_manifest(struct blend *b);

/* Versions of the method, in the order they came. */
const int *blend_versions(const struct blend *b, size_t *count);
/* Whether packages of a version have a column. */
bool blend_has(
    const struct blend *b, const struct manifest_table *t, size_t column, int version);

#endif
