/* SHA256SUMS as sha256sum(1) writes and checks it: one line "HASH  PATH" for each file, sorted.
 */
#ifndef SUSUN_EXCHANGE_SUMS_H
#define SUSUN_EXCHANGE_SUMS_H

#include "core/base/error.h"

struct sums;
/* NULL without memory. */
struct sums *sums_new(void);
void sums_free(struct sums *s);
enum status sums_add(struct sums *s, const char *path, const char *hash, struct error *e);
/* The whole file. Caller frees. */
enum status sums_text(struct sums *s, char **text, struct error *e);

/* Whether a folder may be written over: it is empty, or every file in it stands in its list
 * `name` with the hash it has there. STATUS_DATA with a sentence that names the first file that
 * does not. */
enum status sums_check_folder(const char *folder, const char *name, struct error *e);

#endif
