/* The workbooks that were opened on this laptop, newest first. */
#ifndef SUSUN_BASE_RECENT_H
#define SUSUN_BASE_RECENT_H

#include <stddef.h>

#include "core/base/error.h"

#define RECENT_MOST 9

/* Their absolute paths, also those that are not there at present (on a stick). Caller frees
 * (file_names_free); NULL and 0 when there are none. */
enum status recent_list(char ***paths, size_t *count, struct error *e);

/* Puts a workbook at the front. A path that cannot be remembered (a line feed in it, or not
 * UTF-8) is passed over; so is a state folder that cannot be written: only comfort is lost. */
void recent_note(const char *path);

#endif
