#include "core/plan/findings.h"

#include <stdlib.h>
#include <string.h>

#include "core/plan/findings_part.h"

void findings_free(struct findings *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->count; i++) {
        free(f->list[i].uid);
        free(f->list[i].code);
        free(f->list[i].sentence);
        free(f->list[i].reason);
    }
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

/* Runs those of one level, in the method's order. */
static enum status run_level(struct checking *c, enum check_level level,
    enum findings_scope scope, const struct step *step, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->check_count; i++) {
        bool asked = false;
        c->check = &m->checks[i];
        if (c->check->level == level)
            s = is_asked(c->wb, c->check, scope, step, &asked, e);
        if (s == STATUS_OK && asked)
            s = run_check(c, e);
    }
    return s;
}

enum status findings_run(struct workbook *wb, enum findings_scope scope,
    const struct step *step, struct findings **out, struct error *e)
{
    const struct method *m = workbook_method(wb);
    struct findings *f = calloc(1, sizeof *f);
    bool *due = NULL;
    struct checking c = {.wb = wb,
        .step = scope == FINDINGS_STEP ? step : NULL,
        .all = scope != FINDINGS_DUE,
        .f = f};
    enum status s = STATUS_OK;

    *out = NULL;
    if (!f || !(f->checks = calloc(m->check_count + 1, sizeof *f->checks)))
        s = error_memory(e);
    if (s == STATUS_OK && scope == FINDINGS_DUE)
        s = findings_due_forms(wb, &due, e);
    c.due = due;
    for (int level = 0; s == STATUS_OK && level < CHECK_LEVELS; level++)
        s = run_level(&c, (enum check_level)level, scope, step, e);
    if (s == STATUS_OK)
        s = findings_mark_waived(wb, f, e);
    free(due);
    if (s == STATUS_OK)
        *out = f;
    else
        findings_free(f);
    return s;
}
