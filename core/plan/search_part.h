/* What a search is made of. Private to search.c (pieces), search_form.c (what is read of a
 * form) and search_hits.c (what is kept). */
#ifndef SUSUN_PLAN_SEARCH_PART_H
#define SUSUN_PLAN_SEARCH_PART_H

#include <stdint.h>

#include "core/base/find.h"
#include "core/plan/search.h"
#include "core/store/db.h"

/* Columns before those of the fields. */
enum { SEARCH_ROWID, SEARCH_UID, SEARCH_KODE, SEARCH_KODE_LAMA, SEARCH_URUTAN, SEARCH_FIELDS };

/* A field that is read, and its column in a row. */
struct search_column {
    const struct field *field;
    bool text;              /* a text; else one of these values is looked for: */
    struct value wanted[2]; /* the second where what was typed may mean two */
};

/* What is read of a form. */
struct search_form {
    const struct form *form;
    char *sql;                /* a piece of its rows behind a _rowid_ (sqlite3_free) */
    const struct field *name; /* the field that names its rows, or NULL */
    size_t count;
    struct search_column *columns;
};
/* Makes out what is to be read of a form; search_form_clear. */
enum status search_form_open(struct workbook *wb, const struct form *form, const char *typed,
    struct search_form *f, struct error *e);
void search_form_clear(struct search_form *f);
/* Whether a field has texts people look for. */
bool search_has_text(const struct workbook *wb, const struct field *field);
/* The field that names the rows of a form by a text of its own, or NULL. */
const struct field *search_name_field(const struct form *form);

struct search {
    struct workbook *wb;
    char *typed;
    struct needle needle;
    const struct form *only;

    struct search_form now; /* the form being read; form NULL = none */
    size_t next;            /* number of the form after it; behind the last: the unread texts */
    int64_t rowid;          /* the last row read of it; of the unread texts: the record */
    char *field;            /* ... and the field */
    bool done;

    struct search_hit **hits; /* [SEARCH_MOST + 1] */
    size_t kept, count, hidden;
    size_t *of_form; /* by number of the form */
    bool *divided;   /* the same: this copy may show only a part of it */
};

/* A place that was found, borrowed. */
struct search_place {
    const struct form *form;
    const struct field *field;
    const char *uid;
    const char *code; /* of the row, where `name` */
    size_t code_size;
    enum search_rank rank;
    bool name, old;
    const char *text; /* where `name`: its name */
    size_t size;
    size_t start, bytes; /* in code (then in_code) or text */
    bool in_code;
    double order;
};
/* Counts a place, and keeps it where it is among the best. */
enum status search_take(struct search *s, const struct search_place *p, struct error *e);
void search_forget_hits(struct search *s);

#endif
