/* Errors of the world: one status for the caller's decision, one translated sentence for the
 * person. Our own mistakes are assertions, not errors. This module knows nothing of SQLite,
 * files or screens. */
#ifndef SUSUN_BASE_ERROR_H
#define SUSUN_BASE_ERROR_H

/* What kind of thing went wrong; the edge maps it to an exit code (DESIGN.md 5). */
enum status {
    STATUS_OK = 0,
    STATUS_FINDINGS, /* done, but something was rejected or marked: exit 1 */
    STATUS_USAGE,    /* the command was asked wrongly: exit 2 */
    STATUS_DATA,     /* the content cannot be understood or is not what it should be: exit 3 */
    STATUS_FILE,     /* the file system said no: exit 3 */
    STATUS_BUSY,     /* somebody else has the workbook: exit 3 */
    STATUS_MEMORY,   /* no memory: exit 3 */
    STATUS_MISSING,  /* the thing asked for is not there: exit 3 */
    STATUS_INTERRUPTED, /* a signal asked us to stop, nothing is half done: exit 130/143 */
};

/* One sentence, owned by the struct. Start with `struct error e = {0}`. */
struct error {
    enum status status;
    char *text; /* NULL, or heap; a fixed sentence when memory is gone */
};

/* Sets the sentence (printf style, already translated by the caller with _()); replaces an
 * older one. `e` may be NULL. Returns `status`, so callers write `return error_set(...)`. */
enum status error_set(struct error *e, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "where: " before the sentence. Keeps the status, returns it. */
enum status error_where(struct error *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* STATUS_MEMORY with its sentence; never allocates. */
enum status error_memory(struct error *e);

/* The sentence, never NULL ("" when none); valid until the error changes. */
const char *error_text(const struct error *e);

/* Frees the sentence, ready for the next use. */
void error_clear(struct error *e);

#endif
