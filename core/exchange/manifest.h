/* The tables of a package in the making: name, file, columns with their types, and what may be
 * promised of them. datapackage.json, muat.sql and muat_duckdb.sql say it each in its own
 * language. */
#ifndef SUSUN_EXCHANGE_MANIFEST_H
#define SUSUN_EXCHANGE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/exchange/columns.h"
#include "core/exchange/part.h"

struct manifest_column {
    const char *name;
    const char *schema, *format;    /* Table Schema; format NULL = the usual one */
    const char *title;              /* Indonesian, "" = none */
    const struct choice_list *list; /* every value is a choice of it, or NULL */
    const char *const *words;       /* every value is one of these, up to a NULL; or NULL */
    const struct form *target;      /* every value is an id of this form's table, or NULL */
};
struct manifest_table {
    char *name, *path;
    const char *title;       /* Indonesian, "" = none */
    const struct form *form; /* of data/FORM.csv; NULL for the others */
    bool regional;           /* its first column is the region */
    size_t key_count; /* so many columns from `key` on tell its rows apart; 0 = nothing does */
    size_t key;
    size_t count;
    struct manifest_column *columns;
    struct columns made; /* owns the names of a form's columns */
};
struct manifest {
    size_t count;
    struct manifest_table *tables;
};
/* manifest_free afterwards, also after a failure. */
enum status manifest_make(struct manifest *manifest, const struct making *m, struct error *e);
void manifest_free(struct manifest *manifest);

#endif
