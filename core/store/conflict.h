/* Isian berbeda: what two people wrote into one cell without having seen each other's edit, and
 * rows one of them deleted while another wrote into them (DESIGN.md 3 "Heads", "Existence").
 * Equal contents, the order of rows, codes, computed fields and fields that settle themselves
 * (merge later, union) never differ. Cells of rows in the trash wait there. */
#ifndef SUSUN_STORE_CONFLICT_H
#define SUSUN_STORE_CONFLICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* Where something differs. */
struct conflict_place {
    const struct form *form;
    char *uid;
    const struct field *field; /* NULL: whether the row stays */
};
/* Every open difference, in the order of forms, rows and fields; the caller's
 * (conflict_places_free). */
enum status conflict_list(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e);
/* Every cell that has several versions, be they the same; for who looks at all of them. */
enum status conflict_several(
    struct workbook *wb, struct conflict_place **list, size_t *count, struct error *e);
void conflict_places_free(struct conflict_place *list, size_t count);
/* How many there are: what workbook_counts gives as differences. */
enum status conflict_count(struct workbook *wb, int64_t *count, struct error *e);

/* One of the versions, or where they come from. */
struct conflict_side {
    struct value value; /* where the row is in question: 1 it stays, else it goes */
    char *typed;        /* the text nobody understood, or NULL */
    char *author, *host;
    bool ours;                 /* written on this laptop */
    int64_t at;                /* ms UTC, by the laptop's own clock */
    const struct field *field; /* row in question: the cell that was written last, or NULL */
};
struct conflict {
    const struct form *form;
    char *uid;
    const struct field *field;   /* NULL: whether the row stays */
    size_t count;                /* 0: there is no difference here (any more) */
    struct conflict_side *sides; /* the latest first: the one that tables show */
    bool has_base;
    struct conflict_side base; /* the newest edit all versions come from */
};
/* What stands against what; STATUS_OK and count 0 when nothing does. conflict_clear. */
enum status conflict_read(struct workbook *wb, const struct conflict_place *place,
    struct conflict *c, struct error *e);
void conflict_clear(struct conflict *c);

/* A side as people read it: the cell as it is shown, or what was done with the row. Caller
 * frees. */
enum status conflict_show(struct workbook *wb, const struct conflict *c,
    const struct conflict_side *side, char **text, struct error *e);
/* What the row is called: code and title; of a keyed row its keys. Caller frees. */
enum status conflict_row(struct workbook *wb, const struct form *form, const char *uid,
    char **text, struct error *e);

/* Decides, as one action: the k-th version counts, or another value or typed text, or (where
 * the row is in question) side k's say. Every head is replaced, so that the decision travels.
 * A version that leads to a row that has become another since leads to that one. */
enum status conflict_choose(
    struct workbook *wb, const struct conflict *c, size_t k, struct error *e);
enum status conflict_set(struct workbook *wb, const struct conflict *c,
    const struct value *value, const char *typed, struct error *e);
/* The same inside of an open action. */
enum status conflict_write(struct workbook *wb, const struct conflict *c,
    const struct value *value, const char *typed, struct error *e);

#endif
