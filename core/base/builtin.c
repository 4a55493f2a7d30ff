#include "core/base/builtin.h"

#include <string.h>

/* Written by build-aux/embed.c, sorted by path. */
extern const struct builtin builtin_table[];
extern const size_t builtin_count;

const struct builtin *builtin_find(const char *path)
{
    size_t low = 0;
    size_t high = builtin_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, builtin_table[middle].path);
        if (order == 0)
            return &builtin_table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct builtin *builtin_at(size_t i)
{
    return i < builtin_count ? &builtin_table[i] : NULL;
}
