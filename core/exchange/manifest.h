/* The tables of a package in the making: name, file, columns with their types, and what may be
 * promised of them. datapackage.json, muat.sql and muat_duckdb.sql say it each in its own
 * language. */
#ifndef SUSUN_EXCHANGE_MANIFEST_H
#define SUSUN_EXCHANGE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/exchange/columns.h"
#include "core/exchange/part.h"
#include "core/method/arena.h"

struct manifest_column {
    const char *name;
    const char *schema, *format; /* Table Schema; format NULL = the usual one */
    const char *title;           /* Indonesian, "" = none */
    const char *const *words;    /* every value is one of these, up to a NULL; or NULL */
    const char *target;          /* every value is an id of this table, or NULL */
};
struct manifest_table {
    char *name, *path;
    const char *title; /* Indonesian, "" = none */
    bool regional;     /* its first column is the region */
    size_t key_count;  /* so many columns from `key` on tell its rows apart; 0 = nothing does */
    size_t key;
    size_t count;
    struct manifest_column *columns;
    struct columns made; /* owns the names of a form's columns */
};
struct manifest {
    size_t count;
    struct manifest_table *tables;
    bool many;            /* holds several districts: the region is part of every key */
    struct arena *memory; /* of what else the tables name; may be NULL */
};
/* manifest_free afterwards, also after a failure. */
enum status manifest_make(struct manifest *manifest, const struct making *m, struct error *e);
void manifest_free(struct manifest *manifest);
/* A new table with room for its columns; takes ownership of name and path. NULL without memory.
 */
struct manifest_table *manifest_add(
    struct manifest *manifest, char *name, char *path, size_t columns, const char *title);

/* Members of datapackage.json beside those of the profile. */
#define DESCRIPTOR_CREATED "created"
#define DESCRIPTOR_NUMBER "nomor_paket"
#define DESCRIPTOR_METHOD "metode"
#define DESCRIPTOR_VERSION "versi_metode"

/* datapackage.json: what a package is as a whole; texts "" when unknown. */
struct descriptor_head {
    const char *name, *title, *created, *number, *region, *method;
    const int *versions; /* of the method, the newest first */
    size_t version_count;
};
enum status descriptor_write(const struct manifest *manifest,
    const struct descriptor_head *head, struct package_file *f, struct error *e);
/* muat.sql (`postgres`) or muat_duckdb.sql, which load the tables into a schema. */
enum status load_sql_write(const struct manifest *manifest, const char *schema, bool postgres,
    struct package_file *f, struct error *e);

#endif
