/* Where the files of a method come from: a folder, the copy compiled in, or memory (a
 * workbook's own, read by store/schema). */
#ifndef SUSUN_METHOD_SOURCE_H
#define SUSUN_METHOD_SOURCE_H

#include <stddef.h>

#include "core/base/error.h"

struct source_file {
    const char *path;  /* "forms.csv", "seed/opd.csv": relative, '/' separated */
    const char *bytes; /* NUL terminated */
    size_t size;
};
/* A set of files, sorted by path; owns its memory. */
struct source {
    char *name; /* for sentences: the folder or "smart-city" */
    size_t count;
    struct source_file *files;
    void *owned; /* allocation list, internal */
};

/* Every .csv and .md below the folder. STATUS_FILE when it cannot be read, STATUS_MISSING
 * without method.csv. */
enum status source_folder(struct source *s, const char *folder, struct error *e);
/* A built-in method by name ("smart-city", "minimal"); STATUS_MISSING otherwise. */
enum status source_builtin(struct source *s, const char *name, struct error *e);
/* Built in memory: begin, add copies (any order), then use; a path added twice is STATUS_DATA.
 */
enum status source_begin(struct source *s, const char *name, struct error *e);
enum status source_add(
    struct source *s, const char *path, const void *bytes, size_t size, struct error *e);
void source_free(struct source *s);
const struct source_file *source_find(const struct source *s, const char *path);
/* The hash of method.h: for each file its path and its size in digits, both with their NUL,
 * then its bytes. "" without memory. */
void source_hash(const struct source *s, char out[65]);
/* i-th built-in method's name, NULL past the end; valid until the next call. */
const char *source_builtin_name(size_t i);

#endif
