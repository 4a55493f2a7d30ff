/* What a gathered package says of itself: the summary, the columns only some versions have,
 * datapackage.json, the scripts and the ten lines for who opens the folder. */
#ifndef SUSUN_EXCHANGE_GATHER_PAPERS_H
#define SUSUN_EXCHANGE_GATHER_PAPERS_H

#include "core/exchange/gather/blend.h"
#include "core/exchange/gather/entries.h"
#include "core/exchange/package.h"

/* Writes them behind the tables; `figures` has the columns of the districts' own summaries. The
 * tables then name the summary too. Counts files and extra columns into the result. */
enum status papers_write(struct package *p, const struct entries *all, struct blend *tables,
    struct blend *figures, struct gather_result *result, struct error *e);

#endif
