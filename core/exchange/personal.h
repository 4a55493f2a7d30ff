/* What stays out of a package unless asked for: fields and forms about persons, and references
 * to them (DESIGN.md 6, UU 27/2022). */
#ifndef SUSUN_EXCHANGE_PERSONAL_H
#define SUSUN_EXCHANGE_PERSONAL_H

#include <stdbool.h>

#include "core/method/method.h"

/* A form whose title is personal, or that is keyed by such a form's records. */
bool personal_form(const struct form *form);
/* A personal field, or a reference that may lead to a form left out. */
bool personal_field(const struct field *field);

/* Whether a query of the method reads what is about persons, so that its answers may name them.
 * Names in it are taken as they stand: it may say yes too often, not too rarely. */
bool personal_query(const struct method *m, const char *sql);

/* Whether it reads what comments say, of which some are about persons (persons.h). */
bool personal_comments(const struct method *m, const char *sql);

#endif
