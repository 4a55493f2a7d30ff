/* Whole folders: every file in one, one of our own for a while, and away with one. */
#ifndef SUSUN_BASE_FILE_TREE_H
#define SUSUN_BASE_FILE_TREE_H

#include <stdbool.h>

#include "core/base/error.h"

/* What is done with what is in a folder. `path` is a name inside it, "data/x.csv"; a status
 * other than OK ends the walk and is returned. */
struct file_visit {
    /* A file; `place` is where it stands. */
    enum status (*file)(void *context, const char *place, const char *path, struct error *e);
    /* What is neither file nor folder, or a folder too deep. */
    enum status (*other)(void *context, const char *path, struct error *e);
    bool (*skip)(const char *path); /* passed over with all in it; NULL: nothing is */
    void *context;
};
/* Everything in a folder and the folders in it, `deepest` of them in one another, sorted by
 * name in each. Links are not followed. */
enum status file_each(
    const char *folder, int deepest, const struct file_visit *visit, struct error *e);

/* A new folder that only this person can read, among the temporary ones (TMPDIR, else /tmp).
 * Caller frees and removes. */
enum status file_temporary_folder(char **folder, struct error *e);

/* Removes a file or a folder with everything in it; what cannot be removed stays. */
void file_remove_tree(const char *path);

#endif
