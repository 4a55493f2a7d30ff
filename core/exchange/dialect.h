/* The two ways Susun writes CSV: for machines and for Excel (DESIGN.md 6). */
#ifndef SUSUN_EXCHANGE_DIALECT_H
#define SUSUN_EXCHANGE_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

struct dialect {
    const char *name; /* "machine", "excel" */
    char delimiter;   /* ',' or ';' */
    bool bom;
    bool labels; /* headings and choices by label, multi values joined by " | ", decimal comma,
                    apostrophe guard */
};
/* NULL when unknown. */
const struct dialect *dialect_named(const char *name);
const struct dialect *dialect_at(size_t i);

#endif
