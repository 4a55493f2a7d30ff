#include "core/plan/findings.h"

#include <stdlib.h>
#include <string.h>

#include "core/plan/findings_part.h"

void findings_clear(struct finding *f)
{
    free(f->uid);
    free(f->row);
    free(f->code);
    free(f->sentence);
    free(f->reason);
}

void findings_free(struct findings *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->count; i++)
        findings_clear(&f->list[i]);
    for (size_t i = 0; i < f->check_count; i++)
        free(f->checks[i].trouble);
    free(f->list);
    free(f->checks);
    free(f);
}

/* Whether a check is run. */
static enum status is_asked(struct workbook *wb, const struct check *check,
    enum findings_scope scope, const struct step *step, bool *asked, struct error *e)
{
    *asked = true;
    if (scope == FINDINGS_DUE)
        return findings_due(wb, check->step, asked, e);
    if (scope == FINDINGS_STEP)
        *asked = check->step == NULL || check->step == step;
    return STATUS_OK;
}

/* Runs one check; the method's own may fail without harm to the others. */
static enum status run_check(struct checking *c, struct error *e)
{
    struct checked *done = &c->f->checks[c->f->check_count];
    struct error why = {0};

    *done = (struct checked){.check = c->check, .first = c->f->count};
    enum status s = c->check->engine ? engine_check_run(c, e) : findings_query(c, &why);
    if (!c->check->engine && s == STATUS_DATA) {
        done->trouble = strdup(error_text(&why));
        s = done->trouble ? STATUS_OK : error_memory(e);
    } else if (!c->check->engine && s != STATUS_OK) {
        error_set(e, s, "%s", error_text(&why));
    }
    error_clear(&why);
    done->count = c->f->count - done->first;
    c->f->check_count++;
    return s;
}

/* To the check that comes next: level by level, each in the method's order. */
static void step_on(struct findings_run *run)
{
    if (++run->next == workbook_method(run->c.wb)->check_count) {
        run->next = 0;
        run->level++;
    }
}

enum status findings_begin(struct findings_run *run, struct workbook *wb,
    enum findings_scope scope, const struct step *step, struct error *e)
{
    const struct method *m = workbook_method(wb);
    struct findings *f = calloc(1, sizeof *f);
    enum status s = STATUS_OK;

    *run = (struct findings_run){.scope = scope, .step = step};
    run->c = (struct checking){.wb = wb,
        .step = scope == FINDINGS_STEP ? step : NULL,
        .all = scope != FINDINGS_DUE,
        .f = f};
    if (!f || !(f->checks = calloc(m->check_count + 1, sizeof *f->checks)))
        s = error_memory(e);
    if (s == STATUS_OK && scope == FINDINGS_DUE)
        s = findings_due_forms(wb, &run->due, e);
    run->c.due = run->due;
    if (s != STATUS_OK)
        findings_stop(run);
    return s;
}

enum status findings_go_on(struct findings_run *run, bool *more, struct error *e)
{
    const struct method *m = workbook_method(run->c.wb);

    for (*more = true; m->check_count && run->level < CHECK_LEVELS; step_on(run)) {
        const struct check *check = run->c.check = &m->checks[run->next];
        bool asked = false;
        if (check->level != (enum check_level)run->level)
            continue;
        enum status s = is_asked(run->c.wb, check, run->scope, run->step, &asked, e);
        if (s == STATUS_OK && !asked)
            continue;
        if (s == STATUS_OK)
            s = run_check(&run->c, e);
        step_on(run);
        return s;
    }
    *more = false;
    return STATUS_OK;
}

enum status findings_end(struct findings_run *run, struct findings **out, struct error *e)
{
    enum status s = findings_mark_waived(run->c.wb, run->c.f, e);

    if (s == STATUS_OK) {
        *out = run->c.f;
        run->c.f = NULL;
    }
    findings_stop(run);
    return s;
}

void findings_stop(struct findings_run *run)
{
    findings_free(run->c.f);
    free(run->due);
    *run = (struct findings_run){0};
}

enum status findings_run(struct workbook *wb, enum findings_scope scope,
    const struct step *step, struct findings **out, struct error *e)
{
    struct findings_run run;
    bool more = true;
    enum status s = findings_begin(&run, wb, scope, step, e);

    *out = NULL;
    if (s != STATUS_OK)
        return s;
    while (s == STATUS_OK && more)
        s = findings_go_on(&run, &more, e);
    if (s == STATUS_OK)
        return findings_end(&run, out, e);
    findings_stop(&run);
    return s;
}

enum status findings_each(struct workbook *wb, finding_fn *give, void *context, struct error *e)
{
    struct findings_run run;
    bool more = true;
    enum status s = findings_begin(&run, wb, FINDINGS_ALL, NULL, e);

    if (s != STATUS_OK)
        return s;
    run.c.give = give;
    run.c.context = context;
    s = waivers_read(&run.c.waivers, wb, e);
    while (s == STATUS_OK && more)
        s = findings_go_on(&run, &more, e);
    waivers_free(run.c.waivers);
    findings_stop(&run);
    return s;
}
