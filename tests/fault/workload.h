/* What a workshop does to a workbook of tests/property/sample_method, one durable step after
 * the other, through core/store's public functions only. The same seed does the same. */
#ifndef TESTS_FAULT_WORKLOAD_H
#define TESTS_FAULT_WORKLOAD_H

#include <stddef.h>

#include "core/store/workbook.h"
#include "tests/property/chance.h"

/* Called, if not NULL, inside every action just before it is committed. */
typedef void workload_hook(void *context, struct workbook *wb);

struct workload {
    struct chance chance;
    size_t step; /* how many steps were begun */
    workload_hook *before_commit;
    void *context;
};

/* Kinds of steps come in turn; a round has each once. */
#define WORKLOAD_ROUND 12

/* One step: at most one durable change. Answers the status of the store's function that failed.
 */
enum status workload_step(struct workload *w, struct workbook *wb, struct error *e);

/* Who types in these tests. */
extern const struct person workload_person;
/* Makes a workbook of the sample method for a region that exists, as `susun new` does. */
enum status workload_new(const char *path, struct error *e);

#endif
