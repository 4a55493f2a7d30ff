/* Comments of experts (the form of role comment): what each says, about which row and field,
 * whether that has changed since, and the answers. Fields are found by type and role, as
 * doc/roles tells under "comment". */
#ifndef SUSUN_PLAN_COMMENT_H
#define SUSUN_PLAN_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* The fields of the form; those after `text` may be NULL. */
struct comment_fields {
    const struct form *form;
    const struct field *about, *text, *kind, *proposal, *assessor, *state, *answer, *date;
    const struct field *package, *seen, *answerer;
};
/* False when the method has no such form, or it lacks `about` or `text`. */
bool comment_fields_find(const struct method *m, struct comment_fields *f);
/* The states by their place in the list: the first is new, the second accepted. NULL: there are
 * not so many. */
const struct choice *comment_state(const struct comment_fields *f, size_t at);

/* One comment. Texts are its own, never NULL, "" for none, as a person reads them. */
struct comment {
    char *uid, *code;
    const struct form *form;   /* of the row it is about; NULL: about all, or unmatched */
    char *row;                 /* ... its id */
    const struct field *field; /* ... or NULL: the row as a whole */
    char *about;               /* "GOV-P03 Open market: Costs"; unmatched: as it was typed */
    char *brief;               /* the same for a narrow place: "GOV-P03 Costs" */
    bool unmatched;            /* it names something that fits nowhere */
    bool gone;                 /* its row is not there any more */
    char *kind, *text, *proposal, *assessor, *answer, *package;
    size_t state; /* place in the list of states; 0 also when it has none */
    char *seen;   /* the text it spoke of */
    char *now;    /* the present one; "" when it does not say what it spoke of */
    bool changed; /* these two differ */
    size_t same;  /* the first comment that says the same of the same; itself otherwise */
};
void comment_clear(struct comment *c);
/* Every living comment, in the order of the form; the caller's (comments_free). */
enum status comments_read(struct workbook *wb, const struct comment_fields *f,
    struct comment **list, size_t *count, struct error *e);
void comments_free(struct comment *list, size_t count);

/* What is said of a field (or with NULL of the row as a whole), as lines to be shown beside it:
 * "Recommendation, Assessor 2 (New): ...", "Proposes: ...", "Since then changed: ...". Lines of
 * comments that say the same are there once, with all names. Nothing for a method without
 * comments. The caller's: comment_lines_free. */
enum status comment_lines(struct workbook *wb, const struct form *form, const char *uid,
    const struct field *field, char ***lines, size_t *count, struct error *e);
void comment_lines_free(char **lines, size_t count);
/* "Since then changed: 60 % -> 75 %"; NULL when nothing has. Caller frees. */
char *comment_change_text(const struct comment *c);
/* What a cell of a row shows (with `field` NULL: the row's title). Caller frees. */
enum status comment_present(struct workbook *wb, const struct form *form, const char *row,
    const struct field *field, char **text, struct error *e);

/* Answers comments, as one action: the state (NULL: stays) and the answer (NULL: stays, "":
 * emptied), and who gave it. */
enum status comments_answer(struct workbook *wb, const struct comment_fields *f,
    const char *const *uids, size_t count, const struct choice *state, const char *answer,
    const char *author, struct error *e);
/* Puts the proposal into the field it is for and accepts the comments `uids` (it among them),
 * as one action. STATUS_USAGE with a sentence, and nothing stored, when there is no proposal or
 * no field for it, or the field does not understand it; STATUS_MISSING when the row is gone. */
enum status comment_take(struct workbook *wb, const struct comment_fields *f,
    const struct comment *c, const char *const *uids, size_t count, const char *author,
    struct error *e);

#endif
