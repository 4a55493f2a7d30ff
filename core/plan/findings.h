/* What checks find in a workbook (DESIGN.md 4, FIELD.md 11): the checks of the method and those
 * the program has for any method, whether their time has come, and which findings somebody put
 * aside with a reason. Checks inform; they change nothing and block nothing. */
#ifndef SUSUN_PLAN_FINDINGS_H
#define SUSUN_PLAN_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

/* One thing a check found. Texts belong to the findings; none is NULL unless it says so. */
struct finding {
    const struct check *check;
    const struct form *form;     /* where to go; NULL: nowhere in particular */
    char *uid;                   /* the row, or the cell of a grid by its keys (store/action.h
                                    keyed_uid), also an empty one; "" for the form as a whole */
    const struct form *row_form; /* what the row is a row of: `form`, or for a keyed form what
                                    its page (else its rows) refers to; NULL without a row,
                                    also where `uid` is only a value that rows share */
    const struct field *field;   /* of `form`; NULL: the row as a whole */
    char *row;                   /* the row's id, that of row_form; else as uid */
    char *code;                  /* of the row; "" when it has none */
    char *sentence;              /* filled, in the language of message_lang() */
    char *reason;                /* why somebody put it aside; NULL: nobody did */
};

/* What one check gave: findings->list[first] and the `count` - 1 behind it. */
struct checked {
    const struct check *check;
    size_t first, count;
    size_t waived; /* of these, put aside */
    char *trouble; /* why its query gave no answer: a sentence; NULL: it did */
};
struct findings {
    size_t check_count;
    struct checked *checks; /* those that were run: what has to be mended first, then as the
                               method has them, then the engine's */
    size_t count, waived;
    struct finding *list;
};

/* Which checks are run, and which findings are kept. */
enum findings_scope {
    FINDINGS_DUE,  /* the whole plan: a step's checks once the step is said to be done or its
                      stage is over (not where it is said not to be needed); those of every step
                      always */
    FINDINGS_STEP, /* one step's own checks, at once, and those of every step in its forms */
    FINDINGS_ALL   /* everything: hand-over, `susun check --all` */
};
/* Runs checks now, `step` for FINDINGS_STEP only. A check of the method that does not work says
 * so in `trouble`; the others run. *f is the caller's (findings_free), NULL after a failure. */
enum status findings_run(struct workbook *wb, enum findings_scope scope,
    const struct step *step, struct findings **f, struct error *e);
void findings_free(struct findings *f);

/* The same for everything (FINDINGS_ALL), for who reads each finding once: they are given as
 * they are found, in the order of findings_run, and only for the call. A check of the method
 * that does not work says nothing. A status of `give` ends the run. */
typedef enum status finding_fn(void *context, const struct finding *finding, struct error *e);
enum status findings_each(
    struct workbook *wb, finding_fn *give, void *context, struct error *e);

/* The dimension of a finding's row, a choice of the field that has this role; NULL: its form
 * has none, or the row has not. */
enum status finding_dimension(struct workbook *wb, const struct finding *finding,
    const struct choice **dimension, struct error *e);

/* Puts a finding aside for a reason (text_clean, not blank: else STATUS_USAGE), as one action:
 * a row of the engine's form of waivers, so that it merges, undoes and is exported. It holds
 * for this check, form, row and field, as long as the finding is found; afterwards it is
 * harmless. A second reason for the same takes the place of the first. */
enum status finding_waive(
    struct workbook *wb, const struct finding *finding, const char *reason, struct error *e);
/* Takes that back, as one action. */
enum status finding_claim(struct workbook *wb, const struct finding *finding, struct error *e);

#endif
