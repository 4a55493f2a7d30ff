/*
 * The files the program carries in itself: method, regions, sample, message catalogue.
 * It knows names and bytes only, never what they mean. The table is written while building
 * (build-aux/embed.c) from ASSET_FILES and the compiled catalogue.
 */
#ifndef SUSUN_BASE_BUILTIN_H
#define SUSUN_BASE_BUILTIN_H

#include <stddef.h>

struct builtin {
    const char *path; /* below assets/, such as "wilayah.csv" or "method/minimal/forms.csv" */
    const unsigned char *bytes; /* a NUL follows the last byte; the size leaves it out */
    size_t size;
};

/* The file of exactly this path, or NULL. Lives as long as the program. */
const struct builtin *builtin_find(const char *path);

/* The i-th file in the order of strcmp on paths, or NULL past the last: a folder's files stand
 * side by side. */
const struct builtin *builtin_at(size_t i);

#endif
