/* Derived state from the journal alone: heads, form tables, unread. The journal is the truth;
 * this is how the rest comes back after a union of journals. */
#ifndef SUSUN_STORE_REBUILD_H
#define SUSUN_STORE_REBUILD_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Recomputes every derived table in one transaction. The handle must be writable and no action
 * open. */
enum status rebuild_all(struct workbook *wb, struct error *e);
/* Whether the derived tables equal what the journal says; *equal and, when not, a sentence
 * naming the first difference. */
enum status rebuild_verify(struct workbook *wb, bool *equal, struct error *e);

#endif
