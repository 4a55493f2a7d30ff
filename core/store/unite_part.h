/* Shared by the files of unite.h. */
#ifndef SUSUN_STORE_UNITE_PART_H
#define SUSUN_STORE_UNITE_PART_H

#include <stdbool.h>

#include "core/store/internal.h"
#include "core/store/record.h"
#include "core/store/unite.h"

/* unite_refs.c: what points to the row `from` of a form points to `to` from now on, in every
 * living row but `from` itself; *count grows by the cells. A row that would point to itself
 * points nowhere. */
enum status unite_repoint(struct workbook *wb, const struct form *form, const char *from,
    const char *to, size_t *count, struct error *e);
/* unite_refs.c: `from` in a stored cell of the field becomes `to` (NULL: is taken out);
 * *changed says whether it was there. */
enum status unite_substitute(const struct field *field, struct value *value,
    const struct form *form, const char *from, const char *to, bool *changed, struct error *e);
/* unite_refs.c: whether a field may lead to rows of a form; the ids of the living rows in which
 * it leads to one, also to a keyed row that is found by it; db_texts_free. */
bool unite_points_at(const struct field *field, const struct form *form);
enum status unite_pointing(struct workbook *wb, const struct field *field, const char *uid,
    char ***ids, size_t *count, struct error *e);
/* unite_follow.c: what leads to a row that became another since leads to that one; in a stored
 * cell of a field, and in a row that came back, inside of an open action. */
enum status unite_follow(struct workbook *wb, const struct field *field, struct value *value,
    bool *changed, struct error *e);
enum status unite_follow_row(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e);
/* unite_follow.c: the row that one which is not there was united with, and the edit that let it
 * go; *other NULL when it is there, or went otherwise. Caller frees. */
enum status unite_became(struct workbook *wb, const struct form *form, const char *uid,
    char **other, struct edit_key *by, struct error *e);
/* unite_keyed.c: whether values of a key field are ids of rows of the form; the id of a keyed
 * row with `to` for `from` in its keys, the caller's. */
bool unite_is_key(const struct field *field, const struct form *form);
enum status unite_other_key(const struct form *keyed, const char *uid, const struct form *form,
    const char *from, const char *to, char **other, struct error *e);
/* unite_late.c: what was typed without knowing of a union follows it, and what followed one
 * that was taken back returns; in every living row, inside of the open transaction. *cells
 * grows by the cells that follow. For a journal in which a union is. */
enum status unite_late(struct workbook *wb, size_t *cells, struct error *e);
/* unite_late.c: whether a union of rows is in the journal, be it taken back. */
enum status unite_is_known(struct workbook *wb, bool *known, struct error *e);
/* unite_sign.c: edits that are nobody's. Which they are is worked out from the edit they answer
 * and the one that is the reason, so every copy that has both writes the same ones, and where
 * copies meet there is one. Between begin and end journal_edit writes them. */
struct unite_sign {
    struct edit_key answered, reason;
    enum action_kind kind; /* ACTION_FOLLOW, ACTION_RETURN */
    int64_t next; /* number of the next session; 0: to be found. Kept from one to the next */
    struct position before; /* where the open action stood, if there is one */
    enum action_kind before_kind;
    bool before_open, before_written;
};
/* *fresh false: that edit was written already; then nothing is begun. */
enum status unite_sign_begin(
    struct workbook *wb, struct unite_sign *sign, bool *fresh, struct error *e);
void unite_sign_end(struct workbook *wb, const struct unite_sign *sign);
/* unite_keyed.c: cells found by the row `from` are found by `to`. */
enum status unite_keyed(struct workbook *wb, const struct form *form, const char *from,
    const char *to, struct unite_result *result, struct error *e);
/* unite.c: puts a cell where none is; lists that unite come together. *done says whether it is
 * there now. */
enum status unite_fill(struct workbook *wb, const struct field *field, const char *uid,
    const struct cell *cell, bool *done, struct error *e);

#endif
