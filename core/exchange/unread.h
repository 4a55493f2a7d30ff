/* The texts of a form that its fields could not understand, as they stand now. */
#ifndef SUSUN_EXCHANGE_UNREAD_H
#define SUSUN_EXCHANGE_UNREAD_H

#include "core/base/error.h"
#include "core/store/workbook.h"

struct unread;
/* *u is the caller's (unread_free). */
enum status unread_read(
    struct unread **u, struct workbook *wb, const struct form *form, struct error *e);
void unread_free(struct unread *u);
/* The text of a cell, or NULL; valid until unread_free. */
const char *unread_text(const struct unread *u, const char *uid, const char *field);

#endif
