/* What a power cut leaves: from a log of cut_vfs, the files a disk could hold when the power
 * went after a number of operations.
 *
 * The model: what was synced is there. Of what was not, each 512-byte sector of a file holds
 * any of its states since the sync (so writes are lost, reordered and torn), the file has any
 * of its sizes, sectors behind the synced end that were never written hold zeros or garbage.
 * Entries of a folder not synced may have happened or not, each name for itself. */
#ifndef TESTS_FAULT_CUT_DISK_H
#define TESTS_FAULT_CUT_DISK_H

#include <stdint.h>

#include "tests/fault/cut_vfs.h"

/* The first variants of a cut are the four corners, further ones are mixtures of chance. */
#define CUT_CORNERS 4

struct cut_file_image {
    const char *name, *folder; /* the log's */
    unsigned char *bytes;
    size_t size;
};
struct cut_image {
    size_t count;
    struct cut_file_image *files;
};

/* The image of variant `variant` of a cut after the first `ops` operations; the caller's
 * (cut_image_free). Same seed, same image. */
void cut_image_make(struct cut_image *image, const struct cut_log *log, size_t ops,
    unsigned variant, uint64_t seed);
void cut_image_free(struct cut_image *image);
/* A number that is equal for equal images. */
uint64_t cut_image_hash(const struct cut_image *image);
/* Makes the folder `to` (which exists) hold exactly what the image has in the folder `from`;
 * false when it cannot be written. */
bool cut_image_write(const struct cut_image *image, const char *from, const char *to);

#endif
