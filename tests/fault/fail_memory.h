/* Memory that ends: from a chosen allocation on, or only at it, the program gets none. Linked
 * into a test it stands for malloc, calloc, realloc and free of all libraries. One asker is
 * spared: libarchive ends the process where a name of an archive does not get its bytes, and
 * forgets to free blocks where a header does not. */
#ifndef TESTS_FAULT_FAIL_MEMORY_H
#define TESTS_FAULT_FAIL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this build can (not where a sanitizer has taken malloc). */
bool memory_can_fail(void);
/* From now on the `at`-th allocation (from 1) fails; with `lasting` every later one too. 0 =
 * none fails. Counts anew. */
void memory_fail(long at, bool lasting);
/* While paused nothing fails or counts; answers whether it was paused before. */
bool memory_pause(bool paused);
/* Allocations since memory_fail. */
long memory_calls(void);
/* Blocks that are in use now. */
long memory_held(void);

/* Call sites. While watching, each allocation is told apart by the way the program came to it:
 * the innermost `depth` return addresses that lie in the program itself, so that allocations
 * inside a library count as those of the call into it. The first one of each way is noted. What
 * children of this process see is seen. Forgets none of the ways that were seen before; depth 0
 * ends it. False when it cannot. */
bool memory_watch(size_t depth);
/* The numbers (as memory_fail counts) of the allocations noted since watching began last, in
 * order; valid until the next. */
size_t memory_first_ones(const long **numbers);

/* How the program came to the allocation that failed first: addresses, the innermost first, as
 * the linker gave them (for addr2line), 0 behind the last. */
#define MEMORY_WAY 8
const unsigned long *memory_refused_at(void);

/* A place in the program that asks for memory: the innermost address of a way. */
struct memory_site {
    unsigned long address;
    size_t asked, refused;
};
/* All that were watched or were told no, by address; valid until the next allocation. */
size_t memory_sites(const struct memory_site **sites);

#endif
