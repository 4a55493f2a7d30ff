/* A table on its way into a form by way of the clipboard or a file: its cells, and which of its
 * columns becomes which field. Nothing is stored before paste_store, and then as one action; a
 * trial tells beforehand what would come of it. */
#ifndef SUSUN_EXCHANGE_PASTE_H
#define SUSUN_EXCHANGE_PASTE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/exchange/import.h"
#include "core/method/method.h"

/* What a column becomes. */
enum paste_target {
    PASTE_SKIP,  /* nothing */
    PASTE_ROW,   /* says which row is meant: the code of a list, the name of a fixed form */
    PASTE_FIELD, /* `field` */
};
struct paste_column {
    enum paste_target target;
    const struct field *field; /* PASTE_FIELD, else NULL */
};

/* Start with {0}. */
struct paste {
    const struct form *form;
    size_t rows, columns;         /* of the table, with its heading row */
    char **cells;                 /* [rows * columns], cleaned, never NULL */
    bool headed;                  /* the first row is headings */
    struct paste_column *targets; /* [columns] */
};

/* Whether a text is a table rather than one text: it has a TAB, or several lines. */
bool paste_is_table(const char *text);

/* Takes a table apart: a text from the clipboard (cells between TABs, in quotes where they hold
 * a line end, as spreadsheets put it there), or a CSV or TSV file, never a pipe. A cell that is
 * no text is a STATUS_DATA sentence. The targets are guessed: by the headings of the first row
 * when at least half of them are known, else in the order of `fields` (NULL terminated, may be
 * NULL), one after the other. Empty rows go; only where no form is given they stay between the
 * others, and nothing is guessed. paste_close afterwards, also after a failure. */
enum status paste_text(struct paste *p, const struct form *form, const char *text,
    const struct field *const *fields, struct error *e);
enum status paste_file(struct paste *p, const struct form *form, const char *path,
    const struct field *const *fields, struct error *e);
void paste_close(struct paste *p);

/* Rows that carry content, without the headings. */
size_t paste_count(const struct paste *p);
/* The first filled cell of a column below the headings; "" when all are empty. */
const char *paste_sample(const struct paste *p, size_t column);
/* "A", "B", ... "Z", "AA": how spreadsheets name columns. */
void paste_letters(size_t column, char out[8]);
/* Lets a column become something; another one that became the same becomes nothing. */
void paste_choose(struct paste *p, size_t column, struct paste_column target);
/* The next target no other column has, in the order nothing, row, fields as the form has them
 * (step -1: the one before). */
void paste_turn(struct paste *p, size_t column, int step);

/* Stores the table, or only tries it (nothing changes then). `over` (NULL, or one id for each
 * row, NULL for a new one) says which records the rows go into; else a row that names one by
 * its code changes it, and every other is a new one. `note` (may be NULL) is told what is not
 * understood: "3" is the third row of the table. STATUS_DATA with a sentence when no column has
 * a target. */
enum status paste_store(struct paste *p, struct workbook *wb, const char *const *over,
    bool trial, import_note_fn *note, void *context, struct import_result *result,
    struct error *e);

#endif
