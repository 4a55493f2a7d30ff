/* What the parts of salvaging share: the rows read from pages lie in temporary tables (s_...)
 * of the new workbook until they are a journal again. */
#ifndef SUSUN_STORE_SALVAGE_PART_H
#define SUSUN_STORE_SALVAGE_PART_H

#include "core/store/internal.h"
#include "core/store/pages.h"
#include "core/store/salvage.h"

/* An object of the damaged file's schema. */
struct salvage_tree {
    char *name;
    uint32_t root;
};
struct salvage_map {
    struct salvage_tree *trees;
    size_t count;
};

/* salvage_find.c: whether a row is of a kind: a letter per column, i integer, t text, b blob, n
 * nothing, x anything but a blob; I and T: or nothing. Texts have to be clean. Only memory
 * fails. */
enum status salvage_fits(
    const struct page_row *row, const char *columns, bool keyed, bool *fits, struct error *e);
/* Whether a column is a SHA-256 in hex. */
bool salvage_is_hash(const struct column *c);
/* Goes through every tree, then through the pages that hang in none: each row with the name of
 * its tree, or NULL. `done` (may be NULL) is told how much of each tree is broken. */
typedef enum status salvage_row_fn(
    void *context, const char *tree, const struct page_row *row, struct error *e);
typedef enum status salvage_done_fn(
    void *context, const char *tree, size_t broken, struct error *e);
enum status salvage_tour(struct pages *p, const struct salvage_map *map, salvage_row_fn *take,
    salvage_done_fn *done, void *context, struct error *e);

/* Where the tables begin, as far as the schema can be read. Free the names and
 * the list by salvage_map_clear. */
enum status salvage_find(struct pages *p, struct salvage_map *map, struct error *e);
void salvage_map_clear(struct salvage_map *map);
/* The method in the file, if it is whole; else a built-in one of its hash. *other: neither, but
 * `spare` if there is one, or else what this program has of the same name. */
enum status salvage_method(struct pages *p, const struct salvage_map *map,
    const struct source *spare, struct source *files, bool *other, struct error *e);
/* The workbook's id as the file says it, or NULL; the caller's. */
enum status salvage_uid(
    struct pages *p, const struct salvage_map *map, char **uid, struct error *e);
/* salvage_read.c: everything into the temporary tables. */
enum status salvage_read(
    struct pages *p, const struct salvage_map *map, struct workbook *wb, struct error *e);

/* salvage_mend.c: the journal from the temporary tables into the workbook's. */
enum status salvage_mend(struct workbook *wb, struct salvage_report *report, struct error *e);

#endif
