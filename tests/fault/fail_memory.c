#include "tests/fault/fail_memory.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SITES 16384 /* powers of two */
#define WAYS 262144
#define DEPTH 48

static struct {
    long at, seen;
    bool lasting, paused;
} fault = {.paused = true};
static long held;
static size_t watching; /* how deep; 0 = not */

/* What was seen, also by the children of this process. */
static struct {
    struct memory_site sites[SITES];
    size_t site_count, way_count, first_count;
    uint64_t ways[WAYS];
    long firsts[WAYS];
    unsigned long refused_at[MEMORY_WAY];
} * seen;
static struct memory_site sorted[SITES];

void memory_fail(long at, bool lasting)
{
    fault.at = at;
    fault.seen = 0;
    fault.lasting = lasting;
    fault.paused = at == 0 && !watching;
}

bool memory_pause(bool paused)
{
    bool was = fault.paused;

    fault.paused = paused;
    return was;
}

long memory_calls(void)
{
    return fault.seen;
}

long memory_held(void)
{
    return held;
}

bool memory_watch(size_t depth)
{
    if (!seen)
        seen =
            mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (seen == MAP_FAILED)
        seen = NULL;
    watching = seen ? depth : 0;
    if (watching)
        seen->first_count = 0;
    return watching == depth;
}

size_t memory_first_ones(const long **numbers)
{
    *numbers = seen ? seen->firsts : NULL;
    return seen ? seen->first_count : 0;
}

const unsigned long *memory_refused_at(void)
{
    return seen->refused_at;
}

/* qsort order by address. */
static int site_order(const void *a, const void *b)
{
    const struct memory_site *x = a, *y = b;

    return (x->address > y->address) - (x->address < y->address);
}

size_t memory_sites(const struct memory_site **list)
{
    size_t n = 0;

    for (size_t i = 0; seen && i < SITES; i++)
        if (seen->sites[i].address)
            sorted[n++] = seen->sites[i];
    qsort(sorted, n, sizeof *sorted, site_order);
    *list = sorted;
    return n;
}

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)

bool memory_can_fail(void)
{
    return false;
}

#else

#include <dlfcn.h>
#include <execinfo.h>

/* glibc's own, under the names by which it lends them (its manual, "Replacing malloc"). */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

bool memory_can_fail(void)
{
    return true;
}

/* The first call of backtrace loads what it needs. */
__attribute__((constructor)) static void load_unwinder(void)
{
    void *frames[2];

    backtrace(frames, 2);
}

/* Where the program itself lies; the linker knows. */
extern const char __executable_start, etext;

/* The entry of a call site; NULL when the table is full. */
static struct memory_site *site_of(uintptr_t address)
{
    size_t i = (address * 2654435761u) % SITES;

    while (seen->sites[i].address && seen->sites[i].address != address)
        i = (i + 1) % SITES;
    if (!seen->sites[i].address) {
        if (seen->site_count == SITES / 2)
            return NULL;
        seen->site_count++;
        seen->sites[i].address = address;
    }
    return &seen->sites[i];
}

/* Whether a way is a new one; remembers it. */
static bool way_is_new(uint64_t way)
{
    size_t i = way % WAYS;

    while (seen->ways[i] && seen->ways[i] != way)
        i = (i + 1) % WAYS;
    if (seen->ways[i] || seen->way_count == WAYS / 2)
        return false;
    seen->ways[i] = way;
    seen->way_count++;
    return true;
}

/* Looks at how the program came here. */
__attribute__((noinline)) static void look_back(bool refused)
{
    static bool inside;
    void *frames[DEPTH];
    uintptr_t low = (uintptr_t)&__executable_start, high = (uintptr_t)&etext, innermost = 0;
    uint64_t way = 14695981039346656037u;
    size_t deep = 0;

    if (inside || !seen)
        return;
    inside = true;
    int count = backtrace(frames, DEPTH);
    for (int i = 3; i < count && (!watching || deep < watching); i++) {
        uintptr_t at = (uintptr_t)frames[i]; /* behind this one, fails and malloc */
        if (at < low || at >= high)
            continue;
        innermost = innermost ? innermost : at;
        way = (way ^ (at - low)) * 1099511628211u;
        if (refused && deep < MEMORY_WAY)
            seen->refused_at[deep] = at - low;
        deep++;
    }
    struct memory_site *site = innermost ? site_of(innermost - low) : NULL;
    if (site) {
        site->asked += !refused;
        site->refused += refused;
    }
    if (innermost && !refused && way_is_new(way))
        seen->firsts[seen->first_count++] = fault.seen;
    inside = false;
}

/* Counts an allocation and tells whether it is one that fails. */
__attribute__((noinline)) static bool fails(void)
{
    if (fault.paused)
        return false;
    fault.seen++;
    bool refused = fault.seen == fault.at || (fault.lasting && fault.seen > fault.at);
    if (watching || fault.seen == fault.at)
        look_back(refused);
    if (refused)
        errno = ENOMEM;
    return refused;
}

/* A block that was given, or NULL. */
static void *given(void *block)
{
    held += block != NULL;
    return block;
}

/* Whether libarchive asks, or zlib for it: where it gets none for a name it ends the process,
 * and where it gets none for a header it keeps some. */
static bool must_give(const void *caller)
{
    Dl_info where;

    return dladdr(caller, &where) && where.dli_fname &&
           (strstr(where.dli_fname, "/libarchive.so") || strstr(where.dli_fname, "/libz.so"));
}

void *malloc(size_t size)
{
    return fails() && !must_give(__builtin_return_address(0)) ? NULL
                                                              : given(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails() && !must_give(__builtin_return_address(0))
               ? NULL
               : given(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (fails() && !must_give(__builtin_return_address(0)))
        return NULL;
    return block ? __libc_realloc(block, size) : given(__libc_malloc(size));
}

void free(void *block)
{
    int number = errno;

    held -= block != NULL;
    __libc_free(block);
    errno = number;
}

#endif
