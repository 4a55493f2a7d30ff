/* Shared by unite_late.c, where what was typed late follows, and unite_return.c. */
#ifndef SUSUN_STORE_UNITE_LATE_H
#define SUSUN_STORE_UNITE_LATE_H

#include "core/store/unite_part.h"

/* A row that was let go by a union. */
struct gone {
    const struct form *form;
    char *uid, *to;      /* to NULL: it is there again, because that was taken back */
    struct edit_key by;  /* which edit says so */
    struct edit_key was; /* to NULL: which one let it go, and was taken back */
    bool leads;          /* to a living row at last */
};

struct late {
    struct workbook *wb;
    const struct form *form; /* only this row of it, and what the tables show; NULL: all */
    const char *uid;
    struct gone *gone;
    size_t count;
    struct unite_sign sign;
    size_t written; /* in this round */
    size_t followed;
};

/* unite_late.c: whether it is about this row. */
bool unite_is_asked(const struct late *l, const struct gone *g);
/* unite_return.c: whether a row that is there is so because somebody took back that a union let
 * it go; sets g->by and g->was. */
enum status unite_was_taken_back(
    struct workbook *wb, struct gone *g, bool *yes, struct error *e);
/* unite_return.c: what followed a row that is there again returns to it. */
enum status unite_return_all(struct late *l, struct error *e);

#endif
