/* The tasks of a practice file, and which of them are done: facts of the workbook, so they are
 * still ticked when it opens again. */
#ifndef SUSUN_PLAN_PRACTICE_H
#define SUSUN_PLAN_PRACTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

struct practice;

/* The tasks of an open workbook, counted; *practice NULL when it is none for practice. The
 * caller's (practice_free), to be freed before the workbook closes. */
enum status practice_open(struct practice **practice, struct workbook *wb, struct error *e);
void practice_free(struct practice *p);

/* Counts anew when something was stored since. *ticked, when not NULL, is the first task that
 * is done now and was not before, else practice_total. */
enum status practice_count(struct practice *p, size_t *ticked, struct error *e);

size_t practice_total(const struct practice *p);
size_t practice_finished(const struct practice *p);
bool practice_is_done(const struct practice *p, size_t at);
/* The first task that is not done; practice_total when all are. */
size_t practice_next(const struct practice *p);
/* In the language of the program; valid until the next count. */
const char *practice_text(const struct practice *p, size_t at);
const char *practice_hint(const struct practice *p, size_t at);
const char *practice_praise(const struct practice *p, size_t at);

#endif
