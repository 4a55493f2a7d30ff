#include "core/plan/beside.h"

#include <stdlib.h>
#include <string.h>

#include "core/plan/findings_part.h"

struct beside {
    struct workbook *wb;
    enum findings_scope scope;
    const struct step *step;
    int64_t version; /* workbook_version of what is kept, or being found; 0: nothing yet */
    bool running, known;
    struct findings_run run;
    struct findings *f;
    const struct finding **list; /* those not put aside, by place */
    size_t count;
};

struct beside *beside_new(struct workbook *wb)
{
    struct beside *b = calloc(1, sizeof *b);

    if (b)
        b->wb = wb;
    return b;
}

/* Lets a run go that is not at its end. */
static void stop(struct beside *b)
{
    if (b->running)
        findings_stop(&b->run);
    b->running = false;
}

void beside_free(struct beside *b)
{
    if (!b)
        return;
    stop(b);
    findings_free(b->f);
    free(b->list);
    free(b);
}

/* By form, row and field; those of one place stay as they were found. */
static int compare_place(const struct finding *f, const struct form *form, const char *uid,
    const struct field *field)
{
    if (f->form != form)
        return f->form < form ? -1 : 1;
    int order = strcmp(f->uid, uid);
    if (order != 0)
        return order;
    return f->field == field ? 0 : f->field < field ? -1 : 1;
}

static int compare(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    int order = compare_place(x, y->form, y->uid, y->field);

    return order != 0 ? order : x < y ? -1 : x > y;
}

/* Keeps what a run found in place of what was kept. False without memory: the old stays. */
static bool keep(struct beside *b, struct findings *f)
{
    const struct finding **list = calloc(f->count + 1, sizeof *list);

    if (!list)
        return false;
    b->count = 0;
    for (size_t i = 0; i < f->count; i++)
        if (!f->list[i].reason && f->list[i].form)
            list[b->count++] = &f->list[i];
    qsort(list, b->count, sizeof(struct finding *), compare);
    free(b->list);
    findings_free(b->f);
    b->list = list;
    b->f = f;
    return true;
}

/* One check more, or the end of the run. */
static enum status go_on(struct beside *b, struct error *e)
{
    struct findings *f = NULL;
    bool more = true;
    enum status s = findings_go_on(&b->run, &more, e);

    if (s != STATUS_OK || more)
        return s;
    b->running = false;
    s = findings_end(&b->run, &f, e);
    if (s == STATUS_OK && !keep(b, f)) {
        findings_free(f);
        s = error_memory(e);
    }
    return s;
}

bool beside_work(struct beside *b, enum findings_scope scope, const struct step *step)
{
    struct error e = {0};
    int64_t version = workbook_version(b->wb);
    bool same = b->known && b->version == version && b->scope == scope && b->step == step;
    enum status s = STATUS_OK;

    if (same && !b->running)
        return false;
    if (!same) {
        stop(b);
        b->known = true;
        b->version = version;
        b->scope = scope;
        b->step = step;
        s = findings_begin(&b->run, b->wb, scope, step, &e);
        b->running = s == STATUS_OK;
    }
    if (s == STATUS_OK)
        s = go_on(b, &e);
    if (s != STATUS_OK) { /* nothing is tried again before something is stored */
        stop(b);
        error_clear(&e);
    }
    return true;
}

/* Where the findings of a row from a field on begin. */
static size_t begin_of(
    const struct beside *b, const struct form *form, const char *uid, const struct field *field)
{
    size_t low = 0, high = b->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_place(b->list[middle], form, uid, field) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct finding *beside_find(const struct beside *b, const struct form *form,
    const char *uid, const struct field *field, size_t i)
{
    const char *row = uid ? uid : "";
    size_t at = begin_of(b, form, row, field) + i;

    return at < b->count && compare_place(b->list[at], form, row, field) == 0 ? b->list[at]
                                                                              : NULL;
}

const struct finding *beside_row(
    const struct beside *b, const struct form *form, const char *uid, size_t i)
{
    const char *row = uid ? uid : "";
    size_t at = begin_of(b, form, row, NULL) + i;

    return at < b->count && b->list[at]->form == form && strcmp(b->list[at]->uid, row) == 0
               ? b->list[at]
               : NULL;
}
