/* SHA-256 (FIPS 180-4) through nettle. */
#ifndef SUSUN_BASE_HASH_H
#define SUSUN_BASE_HASH_H

#include <stddef.h>

#include "core/base/error.h"

/* Lower-case hex, NUL terminated. */
void hash_hex(const void *bytes, size_t size, char out[65]);
/* Of a file, streamed. */
enum status hash_file(const char *path, char out[65], struct error *e);

/* Incremental: hash_new, hash_add..., hash_end (frees). NULL without memory. */
struct hash;
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *bytes, size_t size);
void hash_end(struct hash *h, char out[65]);

#endif
