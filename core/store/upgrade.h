/* A workbook comes to a newer version of its method: its tables are made anew from the journal.
 * What the newer version left out stays as retired forms, fields and choices
 * (core/method/retire.h), so no cell is lost (DESIGN.md 3 "Upgrade"). */
#ifndef SUSUN_STORE_UPGRADE_H
#define SUSUN_STORE_UPGRADE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/source.h"
#include "core/store/workbook.h"

/* What changed. */
struct upgrade_report {
    bool changed;                 /* else it had that version already */
    int from, to;                 /* versions */
    size_t forms_new, fields_new; /* of the method */
    size_t forms_retired, fields_retired, choices_retired; /* all that stand in it now */
    char *kept;                                            /* the file as it was, or NULL */
};

/* The version of the built-in method of the same name when it is newer than the workbook's; 0:
 * there is nothing newer. */
enum status upgrade_offered(const struct workbook *wb, int *version, struct error *e);

/* Brings the file `path` to the method `now`; NULL: the built-in one of the same name. Keeps a
 * backup first; one transaction; before it is kept every cell of every table is compared with
 * what it was. STATUS_DATA with a sentence, nothing changed, when the method is another one,
 * older, of the same version but different, or when it gives a known name another meaning (kind
 * of a form, keys, type of a field). upgrade_report_clear also after a failure. */
enum status upgrade_workbook(const char *path, const struct source *now,
    const struct person *person, struct upgrade_report *report, struct error *e);
void upgrade_report_clear(struct upgrade_report *report);

#endif
