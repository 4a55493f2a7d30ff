/* What checks found beside a field, for the screens in which it is filled in. Shown is what
 * Periksa would show from here: the steps that are said to be done, or what the person came
 * from in Periksa. */
#ifndef SUSUN_TUI_SCREEN_FOUND_H
#define SUSUN_TUI_SCREEN_FOUND_H

#include "core/plan/beside.h"
#include "tui/app.h"

/* Idle work: one check more of what was not asked since something was stored. */
bool found_work(struct app *app);

/* What is found at a field of a row, number `i` from 0; the title of a row stands for the row
 * as a whole. NULL: no more. uid NULL: a row that is not made. */
const struct finding *found_at(struct app *app, const struct form *form, const char *uid,
    const struct field *field, size_t i);
/* What is found about the row as a whole. */
const struct finding *found_of_row(
    struct app *app, const struct form *form, const char *uid, size_t i);
/* What is found anywhere in the row. */
const struct finding *found_in_row(
    struct app *app, const struct form *form, const char *uid, size_t i);

/* The mark of a field: "!" what has to be mended, "?" what should be looked at. */
const char *found_sign(const struct finding *finding);
/* The mark and the sentence. Caller frees. */
char *found_words(const struct finding *finding);

#endif
