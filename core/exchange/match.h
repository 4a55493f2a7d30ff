/* Which column of a CSV file is which: headings by machine name, label, alias or --map, and how
 * the file's cells are to be read. */
#ifndef SUSUN_EXCHANGE_MATCH_H
#define SUSUN_EXCHANGE_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/method/method.h"

/* How cells are read. */
enum notation {
    NOTATION_TYPED,   /* as a person types */
    NOTATION_MACHINE, /* exactly as our machine dialect writes */
    NOTATION_EXCEL,   /* as typed, with the signs of our dialect for Excel taken back */
};

enum place_kind {
    PLACE_IGNORED,
    PLACE_REGION,
    PLACE_ID,
    PLACE_CODE,
    PLACE_OLD_CODE,
    PLACE_WHOLE, /* a field as one text */
    PLACE_PART,  /* one machine column of a field */
};
struct place {
    enum place_kind kind;
    const struct field *field;
    size_t part;
    char *heading; /* cleaned, for sentences */
};

/* The columns of one file. */
struct layout {
    const struct form *form;
    enum notation notation;
    size_t count;
    struct place *places; /* [count] */
    bool *given;          /* [form->count]: the file has something for this field */
};

/* What is known of a file beside its heading row. */
struct file_kind {
    const struct dialect *dialect; /* NULL = recognise */
    bool bom;
    char delimiter;
};

/* Reads a heading row. `maps` as in import_options. STATUS_DATA with one sentence for a heading
 * that is not known (it lists the known ones), stands twice, or is missing for the rows to be
 * found; also for bytes that are no text. layout_free afterwards, also after a failure. */
enum status layout_make(struct layout *l, const struct form *form, const struct csv_row *header,
    const struct file_kind *kind, const char *const *maps, struct error *e);
void layout_free(struct layout *l);
/* What one heading, as a person writes it, names in a form: PLACE_IGNORED when nobody knows it,
 * or when it is worked out. The heading of *place stays NULL. */
enum status heading_place(
    const struct form *form, const char *heading, struct place *place, struct error *e);
/* Whether a column of this kind is there. */
bool layout_has(const struct layout *l, enum place_kind kind);

#endif
