#include "core/plan/glance.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/plan/progress.h"
#include "core/store/workbook.h"

/* The stage under way and how many of its steps are done. */
static enum status count_steps(struct workbook *wb, struct glance *g, struct error *e)
{
    const struct stage *stage = NULL;
    enum status s = stage_present(wb, &stage, e);

    for (size_t i = 0; s == STATUS_OK && stage && i < stage->count; i++) {
        struct step_status status = {0};
        s = step_status(wb, &stage->steps[i], &status, e);
        g->done += step_finished(&status);
    }
    g->of = stage ? stage->count : 0;
    g->stage = strdup(stage ? words_get(&stage->title) : "");
    return s == STATUS_OK && !g->stage ? error_memory(e) : s;
}

/* Reads a file of ours. */
static enum status read_own(const char *path, struct glance *g, struct error *e)
{
    struct workbook *wb;
    struct plan_years plan;
    enum status s = workbook_open(&wb, path, WORKBOOK_READ, NULL, e);

    if (s != STATUS_OK)
        return s;
    s = workbook_plan(wb, &plan, e);
    if (s == STATUS_OK) {
        memcpy(g->region, plan.region, sizeof g->region);
        g->from = plan.from;
        g->to = plan.to;
        g->group = workbook_group(wb);
        g->practice = workbook_practice(wb);
        s = workbook_last(wb, &g->author, &g->at, e);
    }
    if (s == STATUS_OK)
        s = count_steps(wb, g, e);
    workbook_close(wb);
    return s;
}

/* A failure becomes what the glance says. */
static enum status refuse(struct glance *g, enum status s, struct error *why, struct error *e)
{
    glance_clear(g);
    g->kind = s == STATUS_FILE ? GLANCE_GONE : GLANCE_REFUSED;
    g->why = strdup(error_text(why));
    error_clear(why);
    return s == STATUS_MEMORY || !g->why ? error_memory(e) : STATUS_OK;
}

enum status glance_take(const char *path, struct glance *g, struct error *e)
{
    struct file_mark mark;
    struct error why = {0};
    bool own = false;
    enum status s = workbook_peek(path, &own, &why);

    glance_clear(g);
    if (s == STATUS_OK)
        s = file_mark(path, &mark, &why);
    if (s == STATUS_OK && own)
        s = read_own(path, g, &why);
    else if (s == STATUS_OK)
        g->at = mark.mtime_s * 1000;
    if (s != STATUS_OK)
        return refuse(g, s, &why, e);
    g->kind = own ? GLANCE_OWN : GLANCE_STRANGE;
    return STATUS_OK;
}

void glance_clear(struct glance *g)
{
    free(g->author);
    free(g->stage);
    free(g->why);
    *g = (struct glance){0};
}
