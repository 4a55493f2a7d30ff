/* Random workbooks full of what is hard to carry from one workbook into another. */
#ifndef TESTS_PROPERTY_HORRORS_H
#define TESTS_PROPERTY_HORRORS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/store/workbook.h"

#define HORRORS_ROWS 4 /* most rows of a list form */

/* The methods a workbook may have. */
enum horrors_method {
    HORRORS_SHIPPED,
    HORRORS_SMALL,
    HORRORS_RETIRED, /* the small one after its newer version left a choice out */
};
struct horrors {
    struct workbook *wb;
    uint64_t chance;
    bool readable; /* only what the dialect for Excel keeps: no dead references, no unread texts
                    */
    char uids[64][HORRORS_ROWS][64]; /* by form number */
    size_t counts[64];
};

/* A workbook with nothing in it; the path is the caller's. */
char *horrors_empty(const char *name, enum horrors_method method);
/* A random workbook, open in h->wb for the caller to close; its path is the caller's. */
char *horrors_make(struct horrors *h, enum horrors_method method, uint64_t seed, bool readable);

#endif
