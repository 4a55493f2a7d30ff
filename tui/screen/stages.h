/* Tahapan bimtek, the workbook's main screen, in two files: stages.c (what is chosen, keys) and
 * stages_card.c (the step card). Private to them. */
#ifndef SUSUN_TUI_SCREEN_STAGES_H
#define SUSUN_TUI_SCREEN_STAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/plan/progress.h"
#include "tui/app.h"
#include "tui/widget/list.h"

/* One line on the left: a stage (step NULL) or one of its steps. */
struct stage_line {
    const struct stage *stage;
    const struct step *step;
};

struct stages {
    struct screen base;
    const struct method *method;
    const struct stage *unfolded; /* the one whose steps are shown; NULL = none */
    struct stage_line *lines;     /* room for every stage and step */
    struct list list;
    enum step_state *states; /* of every step, in the method's order */
    int64_t *versions;       /* workbook_version each was counted at; -1 = never */

    struct counted_fact *facts; /* of the chosen step */
    size_t *rows;               /* rows of its forms */
    const struct step *counted; /* whose they are */
    int64_t counted_version;
    struct list forms; /* the forms of the card */
    bool in_forms;     /* the cursor is among them */
    char *title;
};

/* The chosen line; its step, NULL on a stage. */
const struct stage_line *stages_line(const struct stages *s);
const struct step *stages_step(const struct stages *s);
/* State of a step, and how many steps of a stage are done. */
enum step_state stages_state(const struct stages *s, const struct step *step);
size_t stages_done(const struct stages *s, const struct stage *stage);

/* "[x]" and the word. */
const char *stages_glyph(enum step_state state);
const char *stages_word(enum step_state state);

/* Counts facts and rows of the chosen step, if they are not known. */
void stages_count_step(struct stages *s);
/* Draws the card of the chosen step or stage. */
void stages_draw_card(struct stages *s, const struct area *area);
void stages_forget_step(struct stages *s);

#endif
