/* Laporan gabung: what copies brought, in words, one report for the command, the screen and
 * paper. */
#ifndef SUSUN_EXCHANGE_MERGED_H
#define SUSUN_EXCHANGE_MERGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/merge.h"

/* The report of a merge into `wb`, lines that end in LF: each file with its group, who typed,
 * from when to when (where the region is), how many changes. *open is how many cells differ and
 * wait for a decision; after a `dry_run` how many there would be. `names`: files without their
 * folders, as people know them. *text is the caller's. */
enum status merged_text(struct workbook *wb, const struct merge_report *reports, size_t count,
    bool dry_run, bool names, int64_t *open, char **text, struct error *e);

/* "Sari: 13 Jun 2026 08.30 – 13 Jun 2026 11.50, changes 41", by the clock of a region (""
 * unknown). Caller frees; NULL without memory. */
char *merged_person(const struct merge_person *person, const char *region);

/* Writes a report beside the workbook, NAME_gabung_2026-06-13.txt, under a name where nothing
 * is; *path is the caller's. */
enum status merged_write(struct workbook *wb, const char *text, char **path, struct error *e);

#endif
