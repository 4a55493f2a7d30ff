/* data/FORM__FIELD.csv: fields with several references, one row for each, for databases. They
 * repeat what the form's own table says; import does not read them. */
#ifndef SUSUN_EXCHANGE_LINKS_H
#define SUSUN_EXCHANGE_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/exchange/export.h"

#define LINK_COLUMNS 3

/* Whether the package has a table for the field. */
bool links_has(const struct export_options *o, const struct field *field);
/* "FORM__FIELD" and "data/FORM__FIELD.csv". The caller frees; NULL without memory. */
char *links_name(const struct field *field);
char *links_path(const struct field *field);
/* The heading of a column, i < LINK_COLUMNS: region, id, id of the row referred to. */
const char *links_heading(size_t i);
/* Whether a file in data/ (without its ending) is such a table of the method. */
bool links_is(const struct method *m, const char *name);

#endif
