/* Findings beside the fields they are about: kept as of the last edit, made anew check by check
 * while nobody types (FIELD.md 9, the form). */
#ifndef SUSUN_PLAN_BESIDE_H
#define SUSUN_PLAN_BESIDE_H

#include "core/plan/findings.h"

struct beside;

/* What is kept for one workbook; it must not outlive it. NULL without memory. */
struct beside *beside_new(struct workbook *wb);
void beside_free(struct beside *b);

/* Does a piece of what is to be known of a scope (and step, for FINDINGS_STEP): one check, or
 * nothing where it is known already. True: there was something to do. What was found before is
 * kept until all is found anew. A check that fails is left out here; Periksa tells of it. */
bool beside_work(struct beside *b, enum findings_scope scope, const struct step *step);

/* The finding of a row that leads to this field (NULL: to the row as a whole), number `i` from
 * 0, what has to be mended first; none that somebody put aside. NULL: no more. `uid` "" or NULL
 * is the form as a whole. Valid until the next beside_work. */
const struct finding *beside_find(const struct beside *b, const struct form *form,
    const char *uid, const struct field *field, size_t i);

/* The same of a row whatever field they lead to, those to the row as a whole first. */
const struct finding *beside_row(
    const struct beside *b, const struct form *form, const char *uid, size_t i);

#endif
