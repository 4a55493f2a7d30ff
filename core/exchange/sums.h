/* SHA256SUMS as sha256sum(1) writes and checks it: one line "HASH  PATH" for each file, sorted.
 */
#ifndef SUSUN_EXCHANGE_SUMS_H
#define SUSUN_EXCHANGE_SUMS_H

#include <stddef.h>

#include "core/base/error.h"

struct sums;
/* NULL without memory. */
struct sums *sums_new(void);
void sums_free(struct sums *s);
enum status sums_add(struct sums *s, const char *path, const char *hash, struct error *e);
/* The whole file. Caller frees. */
enum status sums_text(struct sums *s, char **text, struct error *e);

/* Reads such a file, strictly: STATUS_DATA when a line is written otherwise or a path stands
 * twice. `text` is taken apart. */
enum status sums_read(struct sums *s, char *text, struct error *e);
/* How many files are listed; the i-th path in order of bytes. */
size_t sums_count(const struct sums *s);
const char *sums_path(const struct sums *s, size_t i);
/* The place of a path, or SIZE_MAX; the hash at a place. */
size_t sums_find(const struct sums *s, const char *path);
const char *sums_hash(const struct sums *s, size_t i);

/* Whether a folder may be written over: it is empty, or every file in it stands in its list
 * `name` with the hash it has there. STATUS_DATA with a sentence that names the first file that
 * does not. */
enum status sums_check_folder(const char *folder, const char *name, struct error *e);

#endif
