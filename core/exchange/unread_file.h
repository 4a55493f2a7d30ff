/* temuan.csv: the texts that fields could not understand, one a row, so that nothing typed is
 * lost between a package and a workbook; behind them stand the findings of the checks. */
#ifndef SUSUN_EXCHANGE_UNREAD_FILE_H
#define SUSUN_EXCHANGE_UNREAD_FILE_H

#include <stdbool.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/columns.h"
#include "core/exchange/dialect.h"
#include "core/exchange/persons.h"
#include "core/exchange/unread.h"

/* Its headings, in order; HEADING_REGION, HEADING_ID and HEADING_CODE stand among them. */
#define UNREAD_FILE_FORM "form"
#define UNREAD_FILE_FIELD "isian"
#define UNREAD_FILE_TEXT "tertulis"

/* All its columns, up to one without a name: those above, then what stands there for a finding
 * of a check (part_findings.c), which has no text. */
extern const struct part_column unread_file_columns[];

struct unread_file;
/* Begins the table with its heading row. *f is the caller's (unread_file_free), also after a
 * failure. */
enum status unread_file_new(struct unread_file **f, struct workbook *wb,
    const struct dialect *dialect, struct error *e);
void unread_file_free(struct unread_file *f);
/* Adds the unread texts of one row, in field order; with `persons` no personal field's, and
 * none that names a person's row. NULL: all. */
enum status unread_file_add_row(struct unread_file *f, const struct form *form, const char *uid,
    const struct unread *unread, struct persons *persons, struct error *e);
size_t unread_file_count(const struct unread_file *f);
/* Writes the table, heading and rows, into an open file; nothing is added afterwards. */
struct package_file;
enum status unread_file_pour(struct unread_file *f, struct package_file *file, struct error *e);

#endif
