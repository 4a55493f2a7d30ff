#include "core/exchange/lookup.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 64

struct entry {
    uint64_t hash;
    char *group; /* NULL = free; key and value stand behind it, in the same block */
    char *key, *value;
};
struct lookup {
    struct entry *entries;
    size_t room; /* a power of two */
    size_t count;
};

/* FNV-1a, 64 bit, over both texts and a byte between them. */
static uint64_t hash_pair(const char *group, const char *key)
{
    uint64_t h = 14695981039346656037u;

    for (; *group; group++)
        h = (h ^ (unsigned char)*group) * 1099511628211u;
    h = (h ^ 0x1f) * 1099511628211u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return h;
}

struct lookup *lookup_new(void)
{
    struct lookup *l = calloc(1, sizeof *l);

    if (l && !(l->entries = calloc(FIRST_ROOM, sizeof *l->entries))) {
        free(l);
        return NULL;
    }
    if (l)
        l->room = FIRST_ROOM;
    return l;
}

void lookup_free(struct lookup *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->room; i++)
        free(l->entries[i].group);
    free(l->entries);
    free(l);
}

/* Where the pair stands, or the free place where it belongs. */
static size_t place_of(
    const struct entry *entries, size_t room, uint64_t hash, const char *group, const char *key)
{
    size_t at = (size_t)hash & (room - 1);

    while (
        entries[at].group && (entries[at].hash != hash || strcmp(entries[at].key, key) != 0 ||
                                 strcmp(entries[at].group, group) != 0))
        at = (at + 1) & (room - 1);
    return at;
}

/* Doubles the room when it is two thirds full. */
static bool grow(struct lookup *l)
{
    if (l->count * 3 < l->room * 2)
        return true;
    size_t room = l->room * 2;
    struct entry *entries = calloc(room, sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < l->room; i++) {
        const struct entry *old = &l->entries[i];
        if (old->group)
            entries[place_of(entries, room, old->hash, old->group, old->key)] = *old;
    }
    free(l->entries);
    l->entries = entries;
    l->room = room;
    return true;
}

bool lookup_add(struct lookup *l, const char *group, const char *key, const char *value)
{
    if (!grow(l))
        return false;
    uint64_t hash = hash_pair(group, key);
    size_t at = place_of(l->entries, l->room, hash, group, key);
    if (l->entries[at].group)
        return true;
    size_t group_size = strlen(group) + 1, key_size = strlen(key) + 1;
    size_t value_size = strlen(value) + 1;
    char *block = malloc(group_size + key_size + value_size);
    if (!block)
        return false;
    l->entries[at] = (struct entry){.hash = hash,
        .group = memcpy(block, group, group_size),
        .key = memcpy(block + group_size, key, key_size),
        .value = memcpy(block + group_size + key_size, value, value_size)};
    l->count++;
    return true;
}

const char *lookup_find(const struct lookup *l, const char *group, const char *key)
{
    const struct entry *e =
        &l->entries[place_of(l->entries, l->room, hash_pair(group, key), group, key)];

    return e->group ? e->value : NULL;
}
