/* temuan.csv: the texts that fields could not understand, one a row, so that nothing typed is
 * lost between a package and a workbook. */
#ifndef SUSUN_EXCHANGE_FINDINGS_H
#define SUSUN_EXCHANGE_FINDINGS_H

#include <stdbool.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/exchange/unread.h"

/* Its headings, in order; HEADING_REGION, HEADING_ID and HEADING_CODE stand among them. */
#define FINDING_FORM "form"
#define FINDING_FIELD "isian"
#define FINDING_TEXT "tertulis"

struct findings;
/* Begins the table with its heading row. *f is the caller's (findings_free), also after a
 * failure. */
enum status findings_new(
    struct findings **f, struct workbook *wb, const struct dialect *dialect, struct error *e);
void findings_free(struct findings *f);
/* Adds the unread texts of one row, in field order; personal fields only if `personal`. */
enum status findings_add_row(struct findings *f, const struct form *form, const char *uid,
    const struct unread *unread, bool personal, struct error *e);
size_t findings_count(const struct findings *f);
const struct csv_writer *findings_writer(const struct findings *f);

#endif
