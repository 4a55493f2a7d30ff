/* What was done to a disk, call by call, so that cut_disk can build what a power cut would have
 * left. SQLite's calls come by cut_vfs, those of core/base/file by cut_files.
 *
 * Any folders (of files that are on one disk or on several: the power goes for all), one
 * process, one log. */
#ifndef TESTS_FAULT_CUT_LOG_H
#define TESTS_FAULT_CUT_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What happened to the disk. Creating and deleting are entries of the folder: they stay for
 * sure only after CUT_FOLDER_SYNC; writing and truncating only after the file's own CUT_SYNC.
 */
enum cut_kind { CUT_CREATE, CUT_DELETE, CUT_WRITE, CUT_TRUNCATE, CUT_SYNC, CUT_FOLDER_SYNC };

struct cut_op {
    enum cut_kind kind;
    size_t node;    /* the file meant; of FOLDER_SYNC one whose folder is meant */
    size_t content; /* of CREATE: the node that the name leads to; another one after a rename */
    int64_t at;     /* offset written at, or size truncated to */
    size_t size;    /* bytes written */
    unsigned char *bytes;
};

/* A file as the disk knows it: one that is deleted and made again is another node. */
struct cut_node {
    char *name;           /* without its folder */
    char *folder;         /* as the system resolves it */
    bool there;           /* it was there, whole and synced, when the log began */
    unsigned char *bytes; /* its content then */
    size_t size;
};

struct cut_log {
    size_t count, room;
    struct cut_op *ops;
    size_t node_count;
    struct cut_node *nodes;
};

/* Begins an empty log; NULL stops logging. The log stays the caller's: cut_log_free. */
void cut_record(struct cut_log *log);
void cut_log_free(struct cut_log *log);

/* A file that is there, whole and synced, before anything is logged. */
void cut_add_there(const char *path);

/* For those who log. The log that is kept now, or NULL. */
struct cut_log *cut_log_now(void);
/* Adds an operation; bytes are copied. */
void cut_note(enum cut_kind kind, size_t node, int64_t at, const void *bytes, size_t size);
/* The node a path leads to; false when the log knows none or it was deleted. */
bool cut_find(const char *path, size_t *node);
size_t cut_add_node(const char *path);
/* A path leads to a node of another name from now on; or to none. */
void cut_note_link(const char *path, size_t content);
void cut_note_delete(const char *path);
/* The folder of a path is synced. */
void cut_note_folder_sync(const char *path);
/* Whether two nodes have one path. */
bool cut_same_path(const struct cut_node *a, const struct cut_node *b);

#endif
