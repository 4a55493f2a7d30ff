/* The steps of an upgrade that upgrade.c calls. Internal to core/store. */
#ifndef SUSUN_STORE_UPGRADE_PART_H
#define SUSUN_STORE_UPGRADE_PART_H

#include "core/store/internal.h"
#include "core/store/upgrade.h"

/* upgrade.c: brings what only older methods had that came with merged copies to the workbook's
 * own method, as an upgrade does. *joined: the file is another then, and is to be opened anew.
 * What cannot be joined stays in the journal as it is. */
enum status upgrade_join_merged(struct workbook *wb, bool *joined, struct error *e);

/* upgrade_compare.c: STATUS_DATA when a name both methods know means something else by now. */
enum status upgrade_same_meaning(
    const struct method *old, const struct method *now, struct error *e);
/* Counts what came and what is retired. */
void upgrade_count(
    const struct method *old, const struct method *now, struct upgrade_report *report);
/* Keeps every form table of the old method, and unread, as temporary tables. */
enum status upgrade_remember(struct workbook *wb, const struct method *old, struct error *e);
/* STATUS_DATA naming the first table in which a cell is not as it was. */
enum status upgrade_verify(struct workbook *wb, const struct method *old, struct error *e);

#endif
