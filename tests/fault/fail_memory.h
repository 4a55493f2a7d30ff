/* Memory that ends: from a chosen allocation on, or only at it, the program gets none. Linked
 * into a test it stands for malloc, calloc, realloc and free of all libraries. */
#ifndef TESTS_FAULT_FAIL_MEMORY_H
#define TESTS_FAULT_FAIL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this build can (not where a sanitizer has taken malloc). */
bool memory_can_fail(void);
/* From now on the `at`-th allocation (from 1) fails; with `lasting` every later one too. 0 =
 * none fails. Counts anew. */
void memory_fail(long at, bool lasting);
/* While paused nothing fails or counts. */
void memory_pause(bool paused);
/* Allocations since memory_fail. */
long memory_calls(void);
/* Blocks that are in use now. */
long memory_held(void);
/* How many different places in the program were told no so far (direct callers of malloc). */
size_t memory_places(void);

#endif
