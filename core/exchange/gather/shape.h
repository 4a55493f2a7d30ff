/* What a package says of itself in datapackage.json: where it is from and which tables it
 * holds. Read as a stranger's word: names that could not be ours, or that the gathered package
 * itself needs, refuse the package; promises that are not understood count as none. */
#ifndef SUSUN_EXCHANGE_GATHER_SHAPE_H
#define SUSUN_EXCHANGE_GATHER_SHAPE_H

#include "core/exchange/manifest.h"

/* The table of a district's package that the summary collects a row of, and the one that only a
 * gathered package has: which columns not every version of the method has. */
#define SHAPE_SUMMARY "_ringkasan"
#define SHAPE_EXTRA "_kolom"

struct shape {
    const char *region, *title, *created, *number, *method; /* "" when it does not say */
    int version;
    struct manifest manifest;
};
/* shape_free afterwards, also after a failure. STATUS_DATA with a sentence. */
enum status shape_read(struct shape *shape, const char *text, size_t size, struct error *e);
void shape_free(struct shape *shape);

/* The table whose CSV stands at a path, or NULL; a column's place, or SIZE_MAX. */
const struct manifest_table *manifest_at(const struct manifest *manifest, const char *path);
size_t manifest_column_place(const struct manifest_table *t, const char *name);
/* "data/x.csv" of "x", "x.csv" of "_x". Caller frees; NULL without memory. */
char *shape_path(const char *table);

/* Whether a value may stand in a column of a Table Schema type. An empty one always may. */
bool value_fits(const char *schema, const char *text);

#endif
