/* What the parts of the grid share: grid.c (pages and cells), grid_keys.c (which keys there
 * are) and grid_sums.c. */
#ifndef SUSUN_PLAN_GRID_PART_H
#define SUSUN_PLAN_GRID_PART_H

#include "core/plan/grid.h"
#include "core/store/db.h"

/* grid_keys.c */
void axis_clear(struct grid_axis *axis);
/* The keys an axis may have; `page` is the page's key (NULL while the pages themselves are
 * read). Keys that are not asked for come too, marked. */
enum status axis_read(
    struct grid *g, struct grid_axis *axis, const struct value *page, struct error *e);
/* Adds a key at its place: years and numbers by size, choices in their order, others at the
 * end. It is not asked for. */
enum status axis_add(struct grid_axis *axis, const struct value *key, struct error *e);
/* Puts years, numbers and choices in order, and makes the keys findable. */
enum status axis_sort(struct grid_axis *axis, struct error *e);
/* Number of a key, GRID_NONE. */
size_t axis_find(const struct grid_axis *axis, const struct value *key);
/* Keeps the keys marked in `keep`; to[i] receives the new number of key i, GRID_NONE. */
void axis_keep(struct grid_axis *axis, const bool *keep, size_t *to);

/* The form the page's record is of, and the record's id; NULL when pages are no records. */
const struct form *grid_page_form(const struct grid *g, const char **uid);

/* grid.c */
/* The page's key; NULL when the form has no pages, or none is there. */
const struct value *grid_page_key(const struct grid *g);
/* The id of a record; `across` is NULL where the form has no such axis. Caller frees. */
char *grid_uid_of(const struct grid *g, const struct value *page, const struct value *row,
    const struct value *across);
/* Whether the ids of a page stand together: the page is the first key, or there is none. */
bool grid_page_is_first(const struct grid *g);
/* What the ids of such a page begin with: "[" and the page's key. Caller frees. */
char *grid_prefix(const struct grid *g, const struct value *page);

/* grid_read.c: reads the page g->page: its keys, then its cells. */
enum status grid_read_page(struct grid *g, struct error *e);
void grid_clear_cells(struct grid *g);
/* The rows of the table a page consists of: "FROM ... WHERE ...", with the table as t and two
 * parameters. Read by the ids' bounds where they stand together, else one id after the other: a
 * page never costs more than its own cells. */
struct grid_source {
    char *from;       /* sqlite3_free */
    char *low, *high; /* ?1 and ?2 */
};
enum status grid_source(const struct grid *g, struct grid_source *source, struct error *e);
void grid_source_clear(struct grid_source *source);

/* grid_different.c: marks the cells of the page held that were filled in differently. */
enum status grid_mark_different(
    struct grid *g, const struct grid_source *source, struct error *e);

/* grid_sums.c */
void sums_clear(struct grid *g);

#endif
