/* How far the workshop is: the counted facts of a step and its status in one glyph. */
#ifndef SUSUN_PLAN_PROGRESS_H
#define SUSUN_PLAN_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/method.h"
#include "core/store/workbook.h"

enum fact_state {
    FACT_SHOWN /* only information */,
    FACT_NOT_DONE,
    FACT_DONE,
    FACT_BROKEN /* its SQL was refused */
};
struct counted_fact {
    enum fact_state state;
    char *text; /* "18 dari 24 ...", placeholders filled; rupiah and numbers in Indonesian
                   notation */
};
/* Facts of a step, counted now; [step->fact_count], the caller's (facts_free). */
enum status facts_count(
    struct workbook *wb, const struct step *step, struct counted_fact **facts, struct error *e);
void facts_free(struct counted_fact *facts, size_t count);

/* A step by its facts: all done; some done or some data in its forms; nothing yet. Facts that
 * are only shown do not count. */
enum step_state { STEP_OPEN, STEP_BEGUN, STEP_DONE };
enum status step_state(
    struct workbook *wb, const struct step *step, enum step_state *state, struct error *e);

/* The stage under way: the last one whose `open` says yes, else the first not `closed`, else
 * the last. */
enum status stage_present(struct workbook *wb, const struct stage **stage, struct error *e);

#endif
