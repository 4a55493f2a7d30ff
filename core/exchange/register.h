/* The register of packages (the form of role package): which number a package has. A package is
 * known by the fingerprint of its tables without the register's own and the marks, so that the
 * register's row can be part of the package, and the same tables have the same number however
 * often they are written.
 *
 * With its row a package gets a mark in time (store/mark.h), in one action: from then on the
 * plan is a later one. A package thus holds its own mark, and handed over once more without a
 * change it has the same bytes. */
#ifndef SUSUN_EXCHANGE_REGISTER_H
#define SUSUN_EXCHANGE_REGISTER_H

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

/* The register, if the method has one that can hold a number and a fingerprint; else NULL. */
const struct form *register_form(const struct method *m);
/* The number in a row of it; "" when no such row is there. Caller frees. */
enum status register_number(
    struct workbook *wb, const char *uid, char **number, struct error *e);

#endif
