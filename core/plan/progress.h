/* How far the workshop is: the counted facts of a step, what a person says of it, and the stage
 * under way. */
#ifndef SUSUN_PLAN_PROGRESS_H
#define SUSUN_PLAN_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/method/engine.h"
#include "core/store/workbook.h"

enum fact_state {
    FACT_SHOWN /* only information */,
    FACT_NOT_DONE,
    FACT_DONE,
    FACT_BROKEN /* its SQL was refused */
};
/* A fact is done when its query says so, but never while it counts {a} of {n} and n is 0:
 * nothing counted is not done. It has begun when the first number of its text is not 0 ("{a} of
 * {n} programmes are complete" begins with the first complete one, not with the programmes that
 * an earlier step brought; "{n} programmes of closed offices" does not begin with being none);
 * a text without a number begins when it is done; a column `begun` of the query says otherwise,
 * where some of what is counted was filled in by the program). A fact that is only shown never
 * begins. What the checks find can be counted too: the table finding (store/guard.h). */
struct counted_fact {
    enum fact_state state;
    bool begun;
    char *text; /* "18 dari 24 ...", placeholders filled; rupiah and numbers in Indonesian
                   notation */
};
/* Facts of a step, counted now; [step->fact_count], the caller's (facts_free). */
enum status facts_count(
    struct workbook *wb, const struct step *step, struct counted_fact **facts, struct error *e);
void facts_free(struct counted_fact *facts, size_t count);
/* Whether counting a step's facts runs every check. */
bool facts_ask_findings(const struct step *step);

/* Where a step stands. What is counted only proposes:
 *   done     every fact that can be done is
 *   begun    one of its facts has begun, or somebody typed into a form of its own
 *   open     neither
 * What the checks find is not asked before the stage of its step has begun: until then such a
 * step is not begun, and no check holds anybody up. A form is a step's own when no earlier step
 * works on it, so that what was typed elsewhere begins nothing here; forms that are written
 * from any screen (decisions, parked items, tasks, comments) are nobody's own. What the program
 * fills in by itself is not typed. A person's word (the engine's form of steps) outranks all
 * that, also the word "not begun". */
enum step_state { STEP_OPEN, STEP_BEGUN, STEP_DONE, STEP_NOT_NEEDED };
struct step_status {
    enum step_state state;   /* what counts: what was said, else what was counted */
    enum step_state counted; /* never STEP_NOT_NEEDED */
    bool said;
    int64_t at; /* when it was said, ms UTC; 0 = nothing was */
};
enum status step_status(
    struct workbook *wb, const struct step *step, struct step_status *status, struct error *e);
/* The person's word alone, without counting. */
enum status step_said(struct workbook *wb, const struct step *step, bool *said,
    enum step_state *word, struct error *e);
/* Whether nothing is left to do. */
bool step_finished(const struct step_status *status);
/* Says it, as one action; `word` NULL takes the word back. */
enum status step_say(
    struct workbook *wb, const struct step *step, const enum step_state *word, struct error *e);
/* The note on a step, "" without one. Caller frees. */
enum status step_note(
    struct workbook *wb, const struct step *step, char **note, struct error *e);

/* Whether a stage is over, by its `closed`. */
enum status stage_closed(
    struct workbook *wb, const struct stage *stage, bool *closed, struct error *e);
/* The stage under way: the last one whose `open` says yes, else the first not `closed`, else
 * the last. */
enum status stage_present(struct workbook *wb, const struct stage **stage, struct error *e);

#endif
