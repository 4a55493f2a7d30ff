/* Comments of experts out and in (FIELD.md 16): catatan.csv, a form for people, and what comes
 * back of both, or of a form's own CSV in which an expert wrote beside the rows. */
#ifndef SUSUN_EXCHANGE_COMMENTS_H
#define SUSUN_EXCHANGE_COMMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/store/workbook.h"

/* Writes every living comment, headings first, also when there is none. `machine`: the table of
 * the form as a package has it. `excel`: what an expert fills in (doc/comments): sheet, code,
 * title and column of what it is about, then kind, comment, proposal. Without `personal` no
 * names, and no comment on what is about persons (persons.h). STATUS_MISSING when the method
 * has no form for comments. */
enum status comments_write(struct workbook *wb, const struct dialect *dialect, bool personal,
    struct csv_writer *out, size_t *rows, struct error *e);

/* What is told of a row of a file. */
enum comment_news {
    COMMENT_SHEET,     /* the file is taken for a form's CSV */
    COMMENT_UNMATCHED, /* kept, but it fits no row (any more) */
    COMMENT_PROPOSAL,  /* a changed cell, kept as a proposal */
    COMMENT_MARKED,    /* kept; something of it was not understood */
    COMMENT_LEFT_OUT,  /* the row cannot be read */
};
/* `where` like "budi.csv:17", a translated sentence; valid during the call. */
typedef void comment_note_fn(
    void *context, enum comment_news news, const char *where, const char *text);

struct comments_options {
    bool dry_run;
    const struct form *form; /* the files are this form's CSV; NULL = recognise */
    const char *assessor;    /* of rows that name none; NULL = the file's name */
    const char *package;     /* of rows that name none; NULL = the newest of the register */
    comment_note_fn *note;
    bool (*stop)(void *context); /* asked between rows; may be NULL */
    void *context;
};
struct comments_result {
    size_t added, same, placed, proposals, unmatched, marked, left_out;
};
/* Brings in comments from several files as one action, one undo. Each finds its row by id, else
 * code (also a former one, and that of a row united since), else title; where it fits nowhere
 * it is kept with what it named. What is there already is counted, `placed` are earlier ones
 * that fit now. A cell of a form's CSV that says what it never said here becomes a proposal.
 * Nothing but comments is changed. STATUS_DATA when the headings of a file cannot be used;
 * nothing is stored then. */
enum status comments_import(struct workbook *wb, const char *const *paths, size_t count,
    const struct comments_options *options, struct comments_result *result, struct error *e);

#endif
