/* Tahapan bimtek, the workbook's main screen, in four files: stages.c (the screen: keys,
 * opening), stages_lines.c (the stages and steps on the left), stages_card.c (the step card)
 * and stages_mark.c (a person's word on a step). Private to them. */
#ifndef SUSUN_TUI_SCREEN_STAGES_H
#define SUSUN_TUI_SCREEN_STAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/plan/progress.h"
#include "core/plan/weakest.h"
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
    struct step_status *statuses; /* of every step, in the method's order */
    int64_t *versions;            /* workbook_version each was counted at; -1 = never */
    size_t *chosen;               /* of every step: its form that Enter opens */
    struct weakest *weakest;

    /* The card of the chosen step. */
    const struct step *counted; /* whose the next ones are */
    int64_t counted_version;
    struct counted_fact *facts;
    size_t *rows; /* rows of its forms */
    char *note;
    struct list forms; /* the forms; `at` is the one that Enter opens */
    bool in_forms;     /* the cursor is among them */
    int scrolled;      /* lines of the card above its window */
    int more;          /* lines below it, at the last drawing */
    int page;          /* lines in it */

    struct list menu; /* what can be said of the step */
    bool in_menu;
    char *title, *keys;
    int64_t differences; /* fields filled in differently, as of the title */
};

/* stages_words.c. The title of the workbook, read anew. */
void stages_build_title(struct stages *s);
/* What stands around the screen (screen.h). */
const char *stages_title(struct screen *self);
const char *stages_hint(struct screen *self);
const char *stages_keys(struct screen *self);

/* stages_lines.c. Builds the lines: every stage, and the steps of the unfolded one. */
void stages_build(struct stages *s);
/* Shows the steps of one stage only (NULL: of none), and counts them. */
void stages_unfold(struct stages *s, const struct stage *stage);
/* Stands on a step of the unfolded stage, or (NULL) on its first one that is not finished. */
void stages_stand(struct stages *s, const struct step *step);
/* The chosen line; its step, NULL on a stage. */
const struct stage_line *stages_line(const struct stages *s);
const struct step *stages_step(const struct stages *s);
/* Number of a step over all stages. */
size_t stages_number(const struct stages *s, const struct step *step);
const struct step_status *stages_status(const struct stages *s, const struct step *step);
/* How many steps of a stage are finished. */
size_t stages_finished(const struct stages *s, const struct stage *stage);
/* Counts a step, unless it is known; true when it was not. */
bool stages_count(struct stages *s, const struct step *step);
/* Counts what is seen. */
void stages_count_seen(struct stages *s);
void stages_draw_lines(struct stages *s, const struct area *area);

/* "[x]", its word, and whether it is a good thing. */
const char *stages_glyph(enum step_state state);
const char *stages_word(enum step_state state);
enum style stages_style(enum step_state state);

/* stages_card.c. Counts facts and rows of the chosen step, if they are not known. */
void stages_count_step(struct stages *s);
/* Draws the card of the chosen step or stage. */
void stages_draw_card(struct stages *s, const struct area *area);
/* Scrolls the card by a page; false when all of it is seen. */
bool stages_scroll(struct stages *s, bool down);
void stages_forget_step(struct stages *s);
#define STAGES_MARGIN 1 /* cells left of the card */

/* stages_foot.c. Where a form stands among the forms, which follow each other like words. */
struct stages_spot {
    int y, x, width;
};
/* What stands below the card: what a person says of the step, and its forms. */
struct stages_foot {
    struct stages_spot *spots;   /* of every form; the caller frees them */
    int left, forms, said, rows; /* where forms begin; rows of each, and of both */
};
/* Lays it out in `most` rows at most; spots NULL without memory. Texts begin at `column`. */
struct stages_foot stages_lay_foot(
    const struct stages *s, const struct step_status *status, int column, int width, int most);
/* Draws it into an area of its rows. */
void stages_draw_foot(struct stages *s, const struct area *area, const struct stages_foot *f,
    const struct step_status *status);

/* stages_mark.c. Opens the menu of what can be said of the chosen step. */
void stages_open_menu(struct stages *s);
/* A key while it is open. */
void stages_menu_key(struct stages *s, const struct press *press);
void stages_draw_menu(struct stages *s, const struct area *area);
/* Opens the note on the chosen step. */
void stages_open_note(struct stages *s);

#endif
