/* To the stick: a workbook carried to another disk in such a way that the stick may be pulled
 * as soon as this returns. */
#ifndef SUSUN_STORE_CARRY_H
#define SUSUN_STORE_CARRY_H

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Puts the last committed state of an open workbook at `to`: written beside, synced, read back
 * from the disk, compared by SHA-256, renamed, the folder synced. What was at `to` before is
 * covered only then; on failure it stays. STATUS_FILE when the disk gives back something else
 * than was written; STATUS_USAGE while an action is open, or when `to` is the workbook itself.
 */
enum status carry_workbook(struct workbook *wb, const char *to, struct error *e);

/* The same for the copy of a group (0 = the main one): it carries that number, and with it its
 * block of codes. Drafts stay here either way. */
enum status carry_copy(struct workbook *wb, int group, const char *to, struct error *e);

#endif
