/* The texts of a form that its fields could not understand, as they stand now. */
#ifndef SUSUN_EXCHANGE_UNREAD_H
#define SUSUN_EXCHANGE_UNREAD_H

#include <stdbool.h>

#include "core/base/error.h"
#include "core/exchange/ahead.h"
#include "core/store/workbook.h"

struct unread;
/* *u is the caller's (unread_free), also after a failure. */
enum status unread_open(
    struct unread **u, struct workbook *wb, const struct form *form, struct error *e);
void unread_free(struct unread *u);
/* Whether the form has such a text at all. */
bool unread_any(const struct unread *u);
/* Reads those of these rows. */
enum status unread_read(struct unread *u, const struct ahead *rows, struct error *e);
/* The text of a cell of a row just read, or NULL; valid until the next are read. */
const char *unread_text(const struct unread *u, const char *uid, const char *field);

#endif
