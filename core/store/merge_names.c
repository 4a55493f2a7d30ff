/* Names of fields as numbers: the journal repeats the same few names at every edit. */
#include <stdlib.h>
#include <string.h>

#include "core/base/random.h"
#include "core/store/merge_parts.h"

/* FNV-1a from a start nobody knows: a stranger's names cannot be made to fall together. */
static uint32_t hash_name(uint32_t h, const char *name)
{
    for (const unsigned char *p = (const unsigned char *)name; *p; p++)
        h = (h ^ *p) * 16777619u;
    return h ^ h >> 15;
}

/* Twice as many slots, every name in its place. */
static enum status grow(struct merge_names *n, struct error *e)
{
    size_t room = n->room ? n->room * 2 : 64;
    uint32_t *slots = calloc(room * 2, sizeof *slots);
    char **list = realloc(n->list, room * sizeof *list);

    if (list)
        n->list = list;
    if (!slots || !list) {
        free(slots);
        return error_memory(e);
    }
    if (!n->room)
        random_bytes(&n->seed, sizeof n->seed);
    for (size_t i = 0; i < n->count; i++) {
        size_t at = hash_name(n->seed, list[i]) & (room * 2 - 1);
        while (slots[at])
            at = (at + 1) & (room * 2 - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(n->slots);
    n->slots = slots;
    n->room = room;
    return STATUS_OK;
}

enum status merge_name(
    struct merge_names *n, const char *name, uint32_t *number, struct error *e)
{
    enum status s = !name ? error_memory(e) : n->count == n->room ? grow(n, e) : STATUS_OK;

    if (s != STATUS_OK)
        return s;
    size_t at = hash_name(n->seed, name) & (n->room * 2 - 1);
    for (; n->slots[at]; at = (at + 1) & (n->room * 2 - 1))
        if (strcmp(n->list[n->slots[at] - 1], name) == 0) {
            *number = n->slots[at] - 1;
            return STATUS_OK;
        }
    if (!(n->list[n->count] = strdup(name)))
        return error_memory(e);
    *number = (uint32_t)n->count++;
    n->slots[at] = *number + 1;
    return STATUS_OK;
}

void merge_names_clear(struct merge_names *n)
{
    for (size_t i = 0; i < n->count; i++)
        free(n->list[i]);
    free(n->list);
    free(n->slots);
    *n = (struct merge_names){0};
}
