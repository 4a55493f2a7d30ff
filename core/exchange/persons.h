/* What in the rows of a workbook is about persons though their form is not: comments on a
 * person or a personal field, findings about one that were put aside, and names in sentences.
 * It stays out of a package unless asked for (personal.h says which forms and fields are
 * personal). */
#ifndef SUSUN_EXCHANGE_PERSONS_H
#define SUSUN_EXCHANGE_PERSONS_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

struct persons;
/* As the workbook is now; rows in the trash count too. *p is the caller's (persons_free), also
 * after a failure. */
enum status persons_read(struct persons **p, struct workbook *wb, struct error *e);
/* NULL is fine. */
void persons_free(struct persons *p);
/* Whether a row stays out. False with NULL: persons were asked for. */
bool persons_keep(const struct persons *p, const struct form *form, const char *uid);
/* Whether a text that was to name a row and fits none begins like a form about persons, ends
 * like a personal field ("...: Contact"), or holds a text of one. */
enum status persons_named(struct persons *p, const char *text, bool *named, struct error *e);
/* A sentence with "…" in the place of every text of a personal field or form in it. Caller
 * frees. */
enum status persons_hide(
    struct persons *p, const char *sentence, char **hidden, struct error *e);

#endif
