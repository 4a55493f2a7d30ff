/* One CSV file on its way into one form, inside an open action. */
#ifndef SUSUN_EXCHANGE_INTAKE_H
#define SUSUN_EXCHANGE_INTAKE_H

#include "core/exchange/feed.h"
#include "core/exchange/import.h"
#include "core/exchange/lookup.h"

/* What a pass over a file is for. A whole package needs two: its records refer to each other.
 */
enum pass {
    PASS_ALONE, /* the file by itself */
    PASS_MAKE,  /* only makes the records of a package, with their ids and codes; tells nothing
                 */
    PASS_FILL,  /* fills the records PASS_MAKE made */
};

struct intake_task {
    struct workbook *wb;
    const struct form *form;
    const struct import_options *options;
    struct import_result *result;
    enum pass pass;
    bool repeats;        /* rows of equal content are all wanted: a day has two breaks */
    struct lookup *made; /* form and id of the records PASS_MAKE made; NULL for PASS_ALONE */
};

/* Runs one pass. STATUS_DATA with "NAME: sentence" when the heading row cannot be used. The
 * caller commits or rolls back. */
enum status intake_run(
    const struct intake_task *task, const struct feed *feed, struct error *e);

#endif
