/* The difference an import makes, row by row, told before it is stored (import.h). Contents are
 * compared, not the way they are written: 1,5 and 1.5 are the same. */
#ifndef SUSUN_EXCHANGE_DIFFERENCE_H
#define SUSUN_EXCHANGE_DIFFERENCE_H

#include "core/exchange/import.h"
#include "core/exchange/present.h"
#include "core/exchange/read.h"

/* A row on its way in. */
struct row_coming {
    struct workbook *wb;
    const struct form *form;
    const char *file;
    size_t line;
    enum row_news news;
    const char *uid; /* of the stored row; ROW_CHANGED only */
    const struct intake_row *row;
    const struct difference *difference;
};
/* Tells options->change of it. */
enum status difference_tell(
    const struct import_options *options, const struct row_coming *coming, struct error *e);

#endif
