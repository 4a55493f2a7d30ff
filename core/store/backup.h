/* Copies of a workbook kept in the folder cadangan/ beside it:
 * NAME_2026-06-13_sebelum-gabung.susun. */
#ifndef SUSUN_STORE_BACKUP_H
#define SUSUN_STORE_BACKUP_H

#include "core/base/error.h"
#include "core/store/workbook.h"

#define BACKUP_FOLDER "cadangan"
#define BACKUP_KEPT 10 /* the newest ones of a workbook */

/* Words of a backup's name. */
#define BACKUP_DAILY "harian"
#define BACKUP_MARK "tonggak"
#define BACKUP_MERGE "sebelum-gabung"
#define BACKUP_REBUILD "sebelum-bangun-ulang"
#define BACKUP_UPGRADE "sebelum-metode-baru"

/* Keeps the last committed state of a workbook open for writing, without an action open: whole
 * and synced, or not at all. `what` is words for the name, [a-z0-9-]. *path (may be NULL) is
 * where it lies, the caller's. Then removes the oldest but BACKUP_KEPT of this workbook; a file
 * that backup_make did not make, or that got another name since, is never removed. */
enum status backup_make(struct workbook *wb, const char *what, char **path, struct error *e);

/* The same, if today (where the region is) none was made yet. *made may be NULL. */
enum status backup_daily(struct workbook *wb, bool *made, struct error *e);

#endif
