/* The parts of running checks; internal to core/plan. */
#ifndef SUSUN_PLAN_FINDINGS_PART_H
#define SUSUN_PLAN_FINDINGS_PART_H

#include "core/method/engine.h"
#include "core/plan/findings.h"
#include "core/store/db.h"

/* The check that runs, and what it gave so far. */
struct checking {
    struct workbook *wb;
    const struct check *check;
    const struct step *step; /* only forms of this step; NULL: all */
    bool all;                /* whether or not the time of a form has come */
    const bool *due;         /* [form number], for checks that wait for a form's first step */
    struct findings *f;
    size_t room;      /* of f->list */
    finding_fn *give; /* takes each finding, and f->list stays empty; NULL: they are kept */
    void *context;
    struct waivers *waivers; /* while they are given */
};

/* What a finding says before its row is looked up. All but wb's are borrowed; NULL is "". */
struct found {
    const struct form *form;
    const struct field *field;
    const char *uid, *a, *b, *c;
};

/* A run of checks, one after the other. */
struct findings_run {
    struct checking c;
    bool *due;
    enum findings_scope scope;
    const struct step *step;
    int level;
    size_t next; /* the check of the method that comes next */
};

/* findings.c: begins a run (nothing to stop after a failure); runs one check, *more is false
 * when there was none left; ends it and gives what was found; lets it go as it is. */
enum status findings_begin(struct findings_run *run, struct workbook *wb,
    enum findings_scope scope, const struct step *step, struct error *e);
enum status findings_go_on(struct findings_run *run, bool *more, struct error *e);
enum status findings_end(struct findings_run *run, struct findings **out, struct error *e);
void findings_stop(struct findings_run *run);

#define FINDINGS_MOST 100000 /* that one query may give */

/* findings_take.c: adds one, with its code and its sentence filled. */
enum status findings_add(struct checking *c, const struct found *found, struct error *e);
/* A field's label inside a sentence: "Manfaat" is "manfaat", "OPD" stays. Caller frees. */
char *findings_label(const struct field *field);
/* Runs the check's own query (guard.h). */
enum status findings_query(struct checking *c, struct error *e);
/* The query as it is run: it must give exactly six columns. sqlite3_free; NULL without memory.
 */
char *findings_sql(const struct check *check);

/* engine_checks.c: one of the engine's. */
enum status engine_check_run(struct checking *c, struct error *e);

/* findings_due.c: whether a step's checks count in the whole plan; NULL: every step, yes. */
enum status findings_due(
    struct workbook *wb, const struct step *step, bool *due, struct error *e);
/* Whether those of a form's first step do, for every form; caller frees. */
enum status findings_due_forms(struct workbook *wb, bool **due, struct error *e);

/* Lets the texts of one finding go. */
void findings_clear(struct finding *f);

/* findings_waive.c: what was put aside. *w is the caller's (waivers_free), also after a
 * failure.
 */
struct waivers;
enum status waivers_read(struct waivers **w, struct workbook *wb, struct error *e);
void waivers_free(struct waivers *w);
/* Notes the reason, if it was put aside. */
enum status waivers_mark(const struct waivers *w, struct finding *f, struct error *e);
/* Notes the reasons of those that were put aside. */
enum status findings_mark_waived(struct workbook *wb, struct findings *f, struct error *e);

#endif
