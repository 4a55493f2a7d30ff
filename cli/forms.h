/* Forms as people name them on the command line. */
#ifndef SUSUN_CLI_FORMS_H
#define SUSUN_CLI_FORMS_H

#include "core/base/error.h"
#include "core/method/method.h"

/* STATUS_USAGE with the nearest name when there is no such form. */
enum status forms_find(
    const struct method *m, const char *name, const struct form **form, struct error *e);

#endif
