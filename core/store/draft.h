/* Long text while it is being typed: kept outside the journal, offered back after a crash. */
#ifndef SUSUN_STORE_DRAFT_H
#define SUSUN_STORE_DRAFT_H

#include "core/base/error.h"
#include "core/store/workbook.h"

/* Keeps (or with NULL forgets) the draft of a cell, durably. Not inside an action. */
enum status draft_keep(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, const char *text, struct error *e);
/* The newest draft: all texts the caller's (draft_clear); form NULL when there is none. */
struct draft {
    char *form, *uid, *field, *text;
    int64_t at; /* ms UTC */
};
enum status draft_newest(struct workbook *wb, struct draft *d, struct error *e);
/* The draft of one cell, or form NULL. */
enum status draft_of(struct workbook *wb, const struct form *form, const char *uid,
    const char *field, struct draft *d, struct error *e);
void draft_clear(struct draft *d);

#endif
