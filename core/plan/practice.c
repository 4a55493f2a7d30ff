#include "core/plan/practice.h"

#include <stdlib.h>

#include "core/base/builtin.h"
#include "core/base/message.h"
#include "core/method/tasks.h"
#include "core/plan/progress.h"

#define TASKS_PATH "sample/" TASKS_FILE

struct practice {
    struct workbook *wb;
    struct tasks *tasks;
    struct counted_fact *facts; /* [practice_total], NULL before the first count */
    int64_t version;            /* workbook_version they were counted at */
};

/* The tasks that are compiled in. */
static enum status load(struct tasks **tasks, struct error *e)
{
    const struct builtin *file = builtin_find(TASKS_PATH);
    struct source source = {0};
    enum status s = file ? source_begin(&source, TASKS_PATH, e)
                         : error_set(e, STATUS_MISSING,
                               _("The sample's part %s is not in the program."), TASKS_FILE);

    if (s == STATUS_OK)
        s = source_add(&source, TASKS_FILE, file->bytes, file->size, e);
    if (s == STATUS_OK)
        s = tasks_load(tasks, &source, NULL, NULL, e);
    source_free(&source);
    return s;
}

enum status practice_open(struct practice **practice, struct workbook *wb, struct error *e)
{
    *practice = NULL;
    if (!workbook_practice(wb))
        return STATUS_OK;
    struct practice *p = calloc(1, sizeof *p);
    if (!p)
        return error_memory(e);
    p->wb = wb;
    enum status s = load(&p->tasks, e);
    if (s == STATUS_OK)
        s = practice_count(p, NULL, e);
    if (s == STATUS_OK)
        *practice = p;
    else
        practice_free(p);
    return s;
}

void practice_free(struct practice *p)
{
    if (!p)
        return;
    if (p->tasks)
        facts_free(p->facts, practice_total(p));
    tasks_free(p->tasks);
    free(p);
}

enum status practice_count(struct practice *p, size_t *ticked, struct error *e)
{
    struct counted_fact *now;
    size_t first = practice_total(p);

    if (ticked)
        *ticked = first;
    if (p->facts && p->version == workbook_version(p->wb))
        return STATUS_OK;
    enum status s = facts_count(p->wb, &p->tasks->step, &now, e);
    if (s != STATUS_OK)
        return s;
    for (size_t i = practice_total(p); p->facts && i-- > 0;)
        if (now[i].state == FACT_DONE && !practice_is_done(p, i))
            first = i;
    facts_free(p->facts, practice_total(p));
    p->facts = now;
    p->version = workbook_version(p->wb);
    if (ticked)
        *ticked = first;
    return STATUS_OK;
}

size_t practice_total(const struct practice *p)
{
    return p->tasks->step.fact_count;
}

size_t practice_finished(const struct practice *p)
{
    size_t done = 0;

    for (size_t i = 0; i < practice_total(p); i++)
        done += practice_is_done(p, i);
    return done;
}

bool practice_is_done(const struct practice *p, size_t at)
{
    return p->facts[at].state == FACT_DONE;
}

size_t practice_next(const struct practice *p)
{
    size_t at = 0;

    while (at < practice_total(p) && practice_is_done(p, at))
        at++;
    return at;
}

const char *practice_text(const struct practice *p, size_t at)
{
    return p->facts[at].text;
}

const char *practice_hint(const struct practice *p, size_t at)
{
    return words_get(&p->tasks->rows[at].hint);
}

const char *practice_praise(const struct practice *p, size_t at)
{
    return words_get(&p->tasks->rows[at].praise);
}
