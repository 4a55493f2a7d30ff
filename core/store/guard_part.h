/* What the guard is made of, beside running queries: how much a query may do, the functions and
 * the table it brings. Internal to core/store. */
#ifndef SUSUN_STORE_GUARD_PART_H
#define SUSUN_STORE_GUARD_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/store/db.h"
#include "core/store/workbook.h"

/* Counts work that SQLite does not see (letters looked at); false when the query that runs has
 * done enough and is to be stopped, always true when none does. */
bool guard_work(struct workbook *wb, size_t letters);
/* Why it was stopped, for guard_work's callers: a query of the method is to end with this
 * sentence (a msgid). */
void guard_stop(struct workbook *wb, const char *sentence);

/* guard_functions.c, guard_patterns.c, guard_near.c, guard_findings.c: for every new connection
 * of a workbook, before any method's SQL runs. */
enum status guard_functions(struct workbook *wb, struct error *e);
enum status guard_patterns(struct workbook *wb, struct error *e);
enum status guard_near(struct workbook *wb, struct error *e);
enum status guard_findings(struct workbook *wb, struct error *e);

/* A function of SQL for this workbook, NULL-terminated as `name`; it finds wb in
 * sqlite3_user_data. */
struct guard_function {
    const char *name;
    int arguments;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};
enum status guard_register(
    struct workbook *wb, const struct guard_function *list, size_t count, struct error *e);

#endif
