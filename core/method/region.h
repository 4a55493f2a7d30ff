/* The 514 kabupaten and kota by code and name (assets/wilayah.csv, compiled in). */
#ifndef SUSUN_METHOD_REGION_H
#define SUSUN_METHOD_REGION_H

#include <stddef.h>

#include "core/base/error.h"

struct region {
    const char *code;     /* "73.22" */
    const char *name;     /* "Luwu Utara" */
    const char *kind;     /* "kabupaten" or "kota" */
    const char *province; /* "Sulawesi Selatan" */
};
/* Loads the table once (kept for the process; not thread safe). */
enum status regions_load(const struct region **regions, size_t *count, struct error *e);
/* By code; NULL when absent (call regions_load first). */
const struct region *region_find(const char *code);
/* "Kabupaten Luwu Utara", "Kota Malang". Caller frees. */
char *region_title(const struct region *r);
/* "Kab. Luwu Utara", "Kota Malang", for columns. Caller frees. */
char *region_short_title(const struct region *r);
/* Regions whose folded name, or "kab NAME"/"kota NAME", contains the folded text, best first
 * (prefix before inside); fills at most `most` pointers, returns how many. It only proposes:
 * without memory there are none. */
size_t region_search(const char *text, const struct region **found, size_t most);

#endif
