/* A package that comes as a zip, as a folder for who reads folders. */
#ifndef SUSUN_EXCHANGE_UNPACK_H
#define SUSUN_EXCHANGE_UNPACK_H

#include <stdbool.h>

#include "core/base/error.h"

/* Whether a file begins as a zip does. */
bool unpack_is_zip(const char *path);
/* Its tables, data/FORM.csv, temuan.csv and catatan.csv, into a private folder among the
 * temporary ones: within the limits of gather/parcel.h, nothing outside the folder
 * (STATUS_DATA), nothing else of the zip. *folder is the caller's: unpack_end. */
enum status unpack_begin(const char *zip, char **folder, struct error *e);
/* Removes and frees it. NULL is fine. */
void unpack_end(char *folder);

#endif
