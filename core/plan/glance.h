/* What a list can say of a workbook beside its file name, without a person having opened it. A
 * file that this installation closed last is read; of any other only the first bytes are looked
 * at. */
#ifndef SUSUN_PLAN_GLANCE_H
#define SUSUN_PLAN_GLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"

enum glance_kind {
    GLANCE_NONE,    /* not looked at */
    GLANCE_OWN,     /* read: everything below is filled */
    GLANCE_STRANGE, /* a workbook by its first bytes: only `at`, when the file was written */
    GLANCE_REFUSED, /* no workbook, damaged, or of a newer program: `why` is the sentence */
    GLANCE_GONE,    /* it is not there or cannot be read: `why` */
};
/* Start with {0}; glance_clear. */
struct glance {
    enum glance_kind kind;
    char region[16]; /* code, "" unknown */
    int from, to;    /* plan years, 0 unknown */
    bool practice;   /* it is for practice (workbook_practice) */
    int group;       /* number of the group whose copy it is, 0 = the main one */
    char *author;    /* who changed it last, "" unknown */
    int64_t at;      /* when (ms UTC), 0 unknown */
    char *stage;     /* title of the stage under way, "" none */
    size_t done, of; /* its steps that are finished, and all */
    char *why;
};

/* Looks at a file; what cannot be read is said in the glance, so only memory fails. */
enum status glance_take(const char *path, struct glance *glance, struct error *e);
void glance_clear(struct glance *glance);

#endif
