/* A package as one zip file: for e-mail and messengers, which carry no folders. */
#ifndef SUSUN_EXCHANGE_PACKAGE_ZIP_H
#define SUSUN_EXCHANGE_PACKAGE_ZIP_H

#include "core/base/error.h"

/* Zips everything in a folder into a new file at `path`: entries sorted, without times and
 * owners, so the same files give the same bytes (of one libarchive). Nothing is held in memory
 * as a whole. On failure no file is left. */
enum status package_zip_write(const char *folder, const char *path, struct error *e);
/* OK when nothing is at `path`, or an unchanged package as a zip, which may be replaced;
 * STATUS_DATA for anything else, with a sentence. */
enum status package_zip_may_replace(const char *path, struct error *e);

#endif
