/* Memory that is given back all at once: what one loaded method is made of. A failed allocation
 * is remembered, so that a loader may ask once at its end. */
#ifndef SUSUN_METHOD_ARENA_H
#define SUSUN_METHOD_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* NULL without memory. */
struct arena *arena_begin(void);
/* Frees everything that was taken from it. NULL is fine. */
void arena_end(struct arena *a);
/* True once any allocation failed. */
bool arena_failed(const struct arena *a);

/* `count` zeroed items of `size` bytes, aligned for anything; NULL without memory. */
void *arena_take(struct arena *a, size_t count, size_t size);
/* A copy; "" without memory, so it is never NULL. */
const char *arena_text(struct arena *a, const char *text);
const char *arena_text_n(struct arena *a, const char *bytes, size_t size);

#endif
