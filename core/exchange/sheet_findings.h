/* What the checks find, as the sheets for people want it later: each finding as a row of its
 * sheet, put by as it is found, and how many there are of each check in each dimension. */
#ifndef SUSUN_EXCHANGE_SHEET_FINDINGS_H
#define SUSUN_EXCHANGE_SHEET_FINDINGS_H

#include "core/exchange/part.h"
#include "core/plan/findings.h"

/* NULL without memory. */
struct sheet_findings *sheet_findings_new(void);
void sheet_findings_free(struct sheet_findings *s);
/* Counts a finding; a row of it too when it may leave the house, with this sentence (else
 * NULL).
 */
enum status sheet_findings_add(struct sheet_findings *s, struct workbook *wb,
    const struct finding *f, const char *sentence, struct error *e);
/* Lets the queries of sheets read the counts (guard_show_findings). */
enum status sheet_findings_show(
    const struct sheet_findings *s, struct workbook *wb, struct error *e);

#endif
