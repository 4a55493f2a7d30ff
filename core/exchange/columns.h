/* The columns of a form's CSV in each dialect: names, order, where their cells come from. Both
 * export and import go by this one list. */
#ifndef SUSUN_EXCHANGE_COLUMNS_H
#define SUSUN_EXCHANGE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/method/method.h"

/* Headings every file starts with (reserved names, DESIGN.md 4). */
#define HEADING_REGION "kode_wilayah"
#define HEADING_ID "id"
#define HEADING_CODE "kode"
#define HEADING_OLD_CODE "kode_lama"

enum column_kind {
    COLUMN_REGION,
    COLUMN_ID,
    COLUMN_CODE,
    COLUMN_OLD_CODE,
    COLUMN_PART,     /* one SQL column of a field */
    COLUMN_WHOLE,    /* a field as a person reads it */
    COLUMN_REF_CODE, /* code and title of the record a reference leads to: written, never read
                      */
    COLUMN_REF_TITLE,
};
struct column {
    enum column_kind kind;
    const struct field *field; /* NULL for the engine's columns */
    size_t part;               /* of COLUMN_PART */
    char *heading;
};
struct columns {
    size_t count;
    struct column *items;
};

/* A column of a table that is no form's and always has the same columns. */
struct part_column {
    const char *name, *schema; /* heading; Table Schema type */
};

/* The columns of a form; without personal fields unless `personal`. columns_free afterwards,
 * also after a failure. */
enum status columns_make(struct columns *c, const struct form *form,
    const struct dialect *dialect, bool personal, struct error *e);
void columns_free(struct columns *c);

/* The heading people read: a label with its unit in brackets, "Perkiraan biaya (Rp)". Caller
 * frees; NULL without memory. */
char *columns_label(const struct field *field, const char *label);

#endif
