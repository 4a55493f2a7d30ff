/* What the files of Periksa share: the screen, its lines, and the drawing. */
#ifndef SUSUN_TUI_SCREEN_FINDINGS_H
#define SUSUN_TUI_SCREEN_FINDINGS_H

#include <stdint.h>

#include "core/plan/findings.h"
#include "tui/app.h"
#include "tui/widget/list.h"

/* A line: a check (finding = FINDINGS_HEAD), one of its findings, or over those of a dimension
 * its name (FINDINGS_GROUP), where nobody can stand; numbers in `f`. */
#define FINDINGS_HEAD SIZE_MAX
#define FINDINGS_GROUP (SIZE_MAX - 1)
struct finding_line {
    size_t check, finding;
    const struct choice *dimension; /* FINDINGS_GROUP */
};

struct findings_screen {
    struct screen base;
    enum findings_scope scope;
    const struct step *step; /* where the person came from; NULL: from no step */
    struct findings *f;
    bool *unfolded;                   /* by the number of the check in the method */
    const struct choice **dimensions; /* by the number in `f`, of checks that were unfolded */
    bool *asked;                      /* by the number in f->checks: whether they were */
    struct finding_line *lines;
    struct list list;
    char *title, *hint, *keys; /* as answered last */
};

struct findings_screen *findings_of(struct screen *self);
/* The line one stands on, the finding if it is one; NULL: none. */
const struct finding_line *findings_line(const struct findings_screen *s);
const struct finding *findings_chosen(const struct findings_screen *s);
/* Whether a check found a single thing, whose line is then the check's. */
bool findings_alone(const struct checked *checked);
/* How many findings are not put aside. */
size_t findings_open(const struct findings_screen *s);
/* What the check key shows next. */
enum findings_scope findings_next(const struct findings_screen *s);

/* What the person came from looked at, the Periksa that lies below: its scope, and in *step its
 * step; without one what is due. */
enum findings_scope findings_looked_at(struct app *app, const struct step **step);

/* Runs the checks of the scope; the cursor stays with what it stood on. After a failure all is
 * as it was. */
enum status findings_count(struct findings_screen *s, struct error *e);
/* findings_lines.c: makes the lines anew. */
enum status findings_make_lines(struct findings_screen *s, struct error *e);
/* The same after a run gave another `f`. After a failure all is as it was. */
enum status findings_anew(struct findings_screen *s, struct error *e);
/* Whether a check is unfolded. */
bool *findings_unfolded(struct findings_screen *s, const struct check *check);
/* Away from the name of a dimension, in the direction one came from line `before`. */
void findings_pass_groups(struct findings_screen *s, size_t before);

/* Puts the chosen finding aside, once a reason was given, or takes that back. */
void findings_turn_aside(struct findings_screen *s);

/* Operations of the screen (tui/screen.h). */
void findings_draw(struct screen *self, const struct area *area);
const char *findings_title(struct screen *self);
const char *findings_hint(struct screen *self);
const char *findings_keys(struct screen *self);

#endif
