#include "core/method/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *first;
    bool failed;
};

struct arena *arena_begin(void)
{
    return calloc(1, sizeof(struct arena));
}

void arena_end(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

bool arena_failed(const struct arena *a)
{
    return a->failed;
}

/* A new block with room for `size` bytes; a large one stands alone behind the current block. */
static struct block *grow(struct arena *a, size_t size)
{
    size_t room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
    struct block *b = size > SIZE_MAX / 2 ? NULL : calloc(1, sizeof *b + room);

    if (b == NULL) {
        a->failed = true;
        return NULL;
    }
    b->size = room;
    if (room == size && a->first != NULL) {
        b->next = a->first->next;
        a->first->next = b;
    } else {
        b->next = a->first;
        a->first = b;
    }
    return b;
}

void *arena_take(struct arena *a, size_t count, size_t size)
{
    size_t step = alignof(max_align_t);

    if (size != 0 && count > (SIZE_MAX / 2 - step) / size) {
        a->failed = true;
        return NULL;
    }
    size_t need = count * size == 0 ? step : (count * size + step - 1) / step * step;
    struct block *b = a->first;
    if (b == NULL || b->size - b->used < need)
        b = grow(a, need);
    if (b == NULL)
        return NULL;
    void *p = b->bytes + b->used;
    b->used += need;
    return p;
}

const char *arena_text_n(struct arena *a, const char *bytes, size_t size)
{
    if (size == 0)
        return "";
    char *copy = arena_take(a, size + 1, 1);
    if (copy == NULL)
        return "";
    memcpy(copy, bytes, size);
    return copy;
}

const char *arena_text(struct arena *a, const char *text)
{
    return arena_text_n(a, text, strlen(text));
}
