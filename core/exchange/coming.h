/* What a CSV or a package that comes back would change here, kept so that a person can look at
 * it before it is stored. */
#ifndef SUSUN_EXCHANGE_COMING_H
#define SUSUN_EXCHANGE_COMING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/exchange/import.h"

/* A row that would be new or changed; `is.file` is `file`. */
struct coming_row {
    struct row_difference is;
    char *file;
};
/* A row that would be left out, or a cell that would stay as typed and be marked. */
struct coming_note {
    bool rejected;
    char *where, *text;
};

/* Start with {0}; coming_clear. */
struct coming {
    const struct form *form; /* of a CSV; NULL: a package */
    struct import_result result;
    size_t news[ROW_NEWS]; /* rows by what becomes of them */
    struct coming_row *rows;
    size_t count;
    struct coming_note *notes;
    size_t note_count;
};

/* Tries a CSV, or a whole export, a folder or a zip; nothing is stored. `form` is whose CSV it
 * is; NULL: known by its headings and its name. STATUS_DATA with a sentence when it is
 * nobody's, or may be several forms'. Of comments in a package it is only noted that there are
 * new ones, and where they come in. *c is the caller's, also after a failure. */
enum status coming_look(struct workbook *wb, const char *path, const struct form *form,
    struct coming *c, struct error *e);
/* Stores what was shown, as one action. STATUS_DATA when the file says something else by now:
 * nothing is stored then. */
enum status coming_store(struct workbook *wb, const char *path, const struct coming *shown,
    struct import_result *result, struct error *e);
void coming_clear(struct coming *c);

/* Whether a file is the form's CSV and says by its ids which rows are meant: it was written by
 * Susun. False also for what cannot be read. */
bool coming_has_ids(const struct form *form, const char *path);
/* Whether a folder looks like a whole export, or a file is a zip: what is in that is told by
 * coming_look. */
bool coming_is_package(const char *path);

#endif
