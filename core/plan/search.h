/* Cari: where in a workbook a text stands, as it was typed (core/base/find.h): codes, former
 * codes, names of rows, every text, texts that no field understood, and cells that hold exactly
 * the number or the date that was typed. The living rows only, and of those the ones this copy
 * shows (scope.h). No index: the tables are read, in small pieces, so that whoever looks can
 * give up between two of them; nothing stays open meanwhile. */
#ifndef SUSUN_PLAN_SEARCH_H
#define SUSUN_PLAN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

#define SEARCH_MOST 200 /* the best ones, which are kept; all are counted */

/* What is found comes in this order; within one of them by form, then as the rows stand. */
enum search_rank {
    SEARCH_CODE,   /* it is the code, or the former one */
    SEARCH_BEGINS, /* code or name of a row begin so */
    SEARCH_NAME,   /* they hold it */
    SEARCH_TEXT,   /* another text does */
    SEARCH_VALUE   /* a cell with this number or date */
};

/* One place. */
struct search_hit {
    const struct form *form;
    const struct field *field; /* where to go; NULL: the row itself */
    char *uid;
    enum search_rank rank;
    bool name;           /* `text` is code and name of the row, "P03 Open market" */
    bool old;            /* `text` is its former code */
    char *text;          /* the text around it */
    size_t code;         /* bytes of the code it begins with, where `name` */
    size_t start, bytes; /* what was found in it */
    bool before, after;  /* there is more of the text before, after */
    double order;        /* of the row in its form */
};

struct search;

/* Begins to look; `only` = the form whose places are kept (NULL: of all); the others are
 * counted. Nothing is read yet. *search is the caller's (search_free). */
enum status search_begin(struct workbook *wb, const char *typed, const struct form *only,
    struct search **search, struct error *e);
void search_free(struct search *search);

/* Reads a piece; *more is whether there is more to read. What is found is right for what was
 * read until now. The workbook must not change until all of it is read: begin anew then. */
enum status search_go(struct search *search, bool *more, struct error *e);

/* The places kept, the best first; valid until the next search_go. NULL past the end. */
const struct search_hit *search_hit(const struct search *search, size_t at);
size_t search_kept(const struct search *search);
/* How many there are: where it was to look, in a form, in parts of other groups. */
size_t search_count(const struct search *search);
size_t search_count_of(const struct search *search, const struct form *form);
size_t search_count_hidden(const struct search *search);

#endif
