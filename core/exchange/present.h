/* The living records of one form, as an import asks for them: by code, by content, and whether
 * a row of the file would change one. */
#ifndef SUSUN_EXCHANGE_PRESENT_H
#define SUSUN_EXCHANGE_PRESENT_H

#include <stdbool.h>

#include "core/exchange/match.h"
#include "core/exchange/read.h"

struct present;
/* `layout` is borrowed: only its fields are compared. *p is the caller's (present_free), also
 * after a failure. */
enum status present_open(
    struct present **p, struct workbook *wb, const struct layout *layout, struct error *e);
void present_free(struct present *p);

/* The record with this code or, failing that, former code; NULL when there is none. */
const char *present_by_code(const struct present *p, const char *code);
/* A record all of whose given cells equal the row's; *uid NULL when there is none. Valid until
 * present_free. */
enum status present_by_content(
    struct present *p, const struct intake_row *row, const char **uid, struct error *e);
/* Tells about a record the import added, for later rows. */
enum status present_learn(
    struct present *p, const char *uid, const struct intake_row *row, struct error *e);

/* How a stored record differs from a row of the file. */
struct difference {
    bool there;  /* the record lives */
    bool any;    /* one of `cells` */
    bool *cells; /* [form->count], the caller's: given cells the row would change */
    bool code;   /* the row brings another code than the record has or had */
    bool old_code;
};
enum status present_compare(struct present *p, const char *uid, const struct intake_row *row,
    struct difference *d, struct error *e);

#endif
