/* Several edits of one cell side by side: what each says, by whom, and the newest edit all of
 * them come from. For what people are asked (conflict.h) and for cells of several values, which
 * settle themselves. */
#ifndef SUSUN_STORE_VERSIONS_H
#define SUSUN_STORE_VERSIONS_H

#include "core/store/internal.h"

struct version {
    struct edit_key key;
    struct value value;
    char *typed;                  /* the text nobody understood, or NULL */
    char *field;                  /* the cell it is of */
    char *author, *host, *laptop; /* "" unknown */
    int64_t at;                   /* ms UTC, the laptop's own clock */
};
struct versions {
    size_t count;
    struct version *list; /* latest first */
    bool has_base;
    struct version base; /* the newest edit that all come from */
};
/* The heads of a cell; with `base` the edit they come from, too. versions_clear. */
enum status versions_heads(struct workbook *wb, int64_t record, const char *field, bool base,
    struct versions *v, struct error *e);
/* The edits an edit replaced; with `base` the edit they come from, too. */
enum status versions_replaced(
    struct workbook *wb, struct edit_key edit, bool base, struct versions *v, struct error *e);
/* The heads of a list's row that no standing deletion of it knew. Without base. */
enum status versions_unseen(
    struct workbook *wb, int64_t record, struct versions *v, struct error *e);
void versions_clear(struct versions *v);
void version_clear(struct version *v);
/* Whether two say the same. */
bool version_same(const struct version *a, const struct version *b);

/* What versions of a field of several values come to together: everything any of them holds but
 * what one of them took away from where they come from; choices in the list's order. *whole
 * false, and no value, when one is no list: then a person is asked. */
enum status versions_union(const struct field *field, const struct versions *v,
    struct value *value, bool *whole, struct error *e);

#endif
