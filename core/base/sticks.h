/* USB sticks and other disks that a person has plugged in, as the system shows them: folders
 * below /media, /run/media and /mnt on which a disk of their own is mounted. */
#ifndef SUSUN_BASE_STICKS_H
#define SUSUN_BASE_STICKS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"

/* Their folders, in the order of the places above, each sorted; caller frees (file_names_free).
 * A place that cannot be read has none. SUSUN_STICKS=FOLDER:FOLDER stands for the places; every
 * folder in these is a stick, with SUSUN_STICKS_MOUNTED as in the others (tests). */
enum status sticks_list(char ***folders, size_t *count, struct error *e);

/* The name of the stick a path lies on, "KINGSTON"; NULL when it lies on none. Caller frees.
 * A stick that was unplugged keeps its name. */
char *sticks_name(const char *path);

#endif
