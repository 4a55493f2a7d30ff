/* A workbook: one district's file, opened by one writer or by any number of readers. Owns the
 * connection, the method inside the file, the present session and the lock. Everything of
 * core/store takes this handle. */
#ifndef SUSUN_STORE_WORKBOOK_H
#define SUSUN_STORE_WORKBOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/method/source.h"

#define WORKBOOK_APPLICATION_ID 0x5375736E /* "Susn" */
#define WORKBOOK_FORMAT 2                  /* user_version */

struct workbook;

/* Who is typing; borrowed during the call, copied. NULL members are allowed. */
struct person {
    const char *author;  /* name or office */
    const char *program; /* "susun 0.1" */
};

/* Makes a new file at `path` (refused when something is there) from a method and fills the
 * plan's region, first year and number of years (by role) in an action of kind `new`. The file
 * appears whole or not at all. STATUS_USAGE for a region that does not exist or a length
 * outside the field's bounds. Does not leave it open. */
enum status workbook_new(const char *path, const struct source *method, const char *region,
    int start, int years, const struct person *person, struct error *e);

enum workbook_mode {
    WORKBOOK_WRITE, /* takes the writer's lock until workbook_close; STATUS_BUSY with who has it
                     */
    WORKBOOK_READ,  /* a copy of the last committed state, a large one in a file without a name
                       in TMPDIR; the file is let go at once */
};
/* Opens after the checks of DESIGN.md 3 "Opening a stranger's file": a sentence and
 * STATUS_DATA/FILE/BUSY otherwise, file unchanged. *wb is the caller's (workbook_close). */
enum status workbook_open(struct workbook **wb, const char *path, enum workbook_mode mode,
    const struct person *person, struct error *e);
/* Lets go of the lock; remembers the file's mark as closed by this installation. NULL is fine.
 */
void workbook_close(struct workbook *wb);

/* Looks at the first 100 bytes of a file only; nothing of it is run or believed. STATUS_OK: it
 * says it is a workbook this program can open. Otherwise the sentence why not (STATUS_DATA:
 * damaged, of another kind, or made by a newer Susun; STATUS_FILE: it cannot be read). *own:
 * this installation closed it last and nobody touched it since, so that reading it in a list is
 * no more than going on with it; also while it is open here. */
enum status workbook_peek(const char *path, bool *own, struct error *e);

/* Copies a workbook that nobody has open to a path where nothing is (file_copy), with the
 * journal that a pulled stick may have left beside it. Only what workbook_peek accepts. */
enum status workbook_copy(const char *from, const char *to, struct error *e);

/* For tests of power cuts: the SQLite VFS used from now on (NULL = default). */
void workbook_use_vfs(const char *name);

/* For tests: a reader's copy lies beside, and not in memory, when it has more than so many
 * bytes. */
void workbook_copy_aside_from(long long size);

/* The storage format the file had when it was opened: an older one is raised by a writer, in
 * the transaction of opening, and read as if it were raised by a reader. */
int workbook_format(const struct workbook *wb);

/* Asked again and again while queries run from now on: once it says yes, they end with
 * STATUS_INTERRUPTED, and a change that was open is to be rolled back. NULL: nobody asks. */
void workbook_stop_when(struct workbook *wb, bool (*stop)(void *context), void *context);

const struct method *workbook_method(const struct workbook *wb);
const char *workbook_path(const struct workbook *wb);
const char *workbook_uid(const struct workbook *wb);
bool workbook_writable(const struct workbook *wb);

/* A file of the method the workbook carries, by its path in there ("seed/NAME.csv"); *bytes is
 * NULL when it has none, else NUL terminated and the caller's. */
enum status workbook_method_file(
    struct workbook *wb, const char *path, char **bytes, size_t *size, struct error *e);

/* The plan as the planning form says: region code ("" unknown), first year and last year (0
 * unknown). */
struct plan_years {
    char region[16];
    int from, to;
};
enum status workbook_plan(struct workbook *wb, struct plan_years *plan, struct error *e);

/* Labels of choices that the method's SQL gives are in the language of message_lang() from now
 * on; from opening on they are in that of then. */
enum status workbook_relabel(struct workbook *wb, struct error *e);

/* When the last durable commit of this handle happened (ms UTC), 0 = none since opening. */
int64_t workbook_saved_at(const struct workbook *wb);

/* Grows with every commit of this handle and with every reload: caches compare it. */
int64_t workbook_version(const struct workbook *wb);
/* Grows when rows come, go or move: lists of rows compare it. */
int64_t workbook_shape(const struct workbook *wb);

/* Whether the file was moved, replaced or written by somebody since: then the caller reopens (a
 * new session). STATUS_OK and *changed. */
enum status workbook_changed(struct workbook *wb, bool *changed, struct error *e);

/* Somebody else is typing from now on: the next edit begins a new session. Borrowed, copied. */
enum status workbook_set_author(struct workbook *wb, const char *author, struct error *e);

/* Counts for `susun info`; differences as conflict.h counts them. */
struct workbook_counts {
    int64_t sessions, actions, edits, unread, differences;
};
enum status workbook_counts(
    struct workbook *wb, struct workbook_counts *counts, struct error *e);
/* Name of the last author ("" if none) and when (ms UTC, 0). Caller frees the text. */
enum status workbook_last(struct workbook *wb, char **author, int64_t *at, struct error *e);

/* Group number of this copy (0 = main laptop): decides the number block of codes. Local, never
 * merged. */
int workbook_group(const struct workbook *wb);
enum status workbook_set_group(struct workbook *wb, int group, struct error *e);

/* Whether this is a practice file: no plan of anybody, and never merged with one. Its copies
 * are practice files too. */
bool workbook_practice(const struct workbook *wb);
/* Makes it one, for ever. */
enum status workbook_set_practice(struct workbook *wb, struct error *e);

#endif
