#include "tests/fault/fail_memory.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#define PLACES 4096 /* a power of two */

static struct {
    long at, seen;
    bool lasting, paused;
} fault = {.paused = true};
static long held;
static uintptr_t places[PLACES];
static size_t place_count;

void memory_fail(long at, bool lasting)
{
    fault.at = at;
    fault.seen = 0;
    fault.lasting = lasting;
    fault.paused = at == 0;
}

void memory_pause(bool paused)
{
    fault.paused = paused;
}

long memory_calls(void)
{
    return fault.seen;
}

long memory_held(void)
{
    return held;
}

size_t memory_places(void)
{
    return place_count;
}

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)

bool memory_can_fail(void)
{
    return false;
}

#else

/* glibc's own, under the names by which it lends them (its manual, "Replacing malloc"). */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

bool memory_can_fail(void)
{
    return true;
}

static void note_place(uintptr_t place)
{
    size_t i = (place * 2654435761u) % PLACES;

    while (places[i] && places[i] != place)
        i = (i + 1) % PLACES;
    if (!places[i] && place_count < PLACES / 2) {
        places[i] = place;
        place_count++;
    }
}

/* Counts an allocation and tells whether it is one that fails. */
static bool fails(uintptr_t place)
{
    if (fault.paused)
        return false;
    fault.seen++;
    if (fault.seen != fault.at && !(fault.lasting && fault.seen > fault.at))
        return false;
    note_place(place);
    errno = ENOMEM;
    return true;
}

/* A block that was given, or NULL. */
static void *given(void *block)
{
    held += block != NULL;
    return block;
}

#define HERE ((uintptr_t)__builtin_return_address(0))

void *malloc(size_t size)
{
    return fails(HERE) ? NULL : given(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails(HERE) ? NULL : given(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (fails(HERE))
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
