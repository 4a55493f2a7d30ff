/* Bytes that are put by and read again once, from the beginning: a few in memory, many in a
 * file without a name in TMPDIR. */
#ifndef SUSUN_BASE_SPOOL_H
#define SUSUN_BASE_SPOOL_H

#include <stddef.h>

#include "core/base/error.h"

struct spool;
/* NULL without memory. */
struct spool *spool_new(void);
/* NULL is fine. */
void spool_free(struct spool *s);
enum status spool_add(struct spool *s, const void *bytes, size_t size, struct error *e);
/* The next bytes, `size` of them unless fewer are left; *got 0 at the end. Nothing is added any
 * more after the first call. */
enum status spool_read(struct spool *s, void *bytes, size_t size, size_t *got, struct error *e);

#endif
