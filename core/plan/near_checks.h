/* The engine's checks for what is there twice: names, long texts. */
#ifndef SUSUN_PLAN_NEAR_CHECKS_H
#define SUSUN_PLAN_NEAR_CHECKS_H

#include "core/plan/findings_part.h"

#define NEAR_NAMES 0.90 /* how alike two names are that somebody should look at */
#define NEAR_TEXTS 0.80
#define NEAR_LETTERS 60 /* a text of fewer letters is not long */

/* D01: rows of one list that are called nearly the same. Only lists whose rows have codes: what
 * people speak of by code should not be there twice, while an agenda has many breaks, and a
 * list that is called by abbreviations has its own check. */
enum status near_names(struct checking *c, struct error *e);
/* D02: long texts of one field, nearly the same in two rows. Forms with a role (tasks,
 * meetings, comments) repeat themselves. */
enum status near_texts(struct checking *c, struct error *e);

#endif
