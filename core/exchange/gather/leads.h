/* Whether the references inside one package lead to rows of it, wherever in the package those
 * stand: of ids and of references still open only hashes are kept, each once. Two ids with one
 * hash let a dead reference pass; nothing that is whole is refused. */
#ifndef SUSUN_EXCHANGE_GATHER_LEADS_H
#define SUSUN_EXCHANGE_GATHER_LEADS_H

#include "core/exchange/gather/scan.h"
#include "core/exchange/gather/shape.h"

struct leads;
/* `manifest` is borrowed. NULL without memory. */
struct leads *leads_new(const struct manifest *manifest);
/* NULL is fine. */
void leads_free(struct leads *l);
/* The rows that follow are those of a table. */
void leads_table(struct leads *l, const struct manifest_table *t);
/* One row with as many cells as the table has columns. */
enum status leads_row(struct leads *l, const struct scan_row *row, struct error *e);
/* All rows were there: STATUS_DATA with a sentence about the first reference that leads
 * nowhere. */
enum status leads_end(const struct leads *l, struct error *e);

#endif
