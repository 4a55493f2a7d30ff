/* The lines of Periksa: the checks, below an unfolded one its findings, dimension by dimension.
 */
#include <stdlib.h>

#include "tui/screen/findings.h"

bool *findings_unfolded(struct findings_screen *s, const struct check *check)
{
    return &s->unfolded[check - workbook_method(app_workbook(s->base.app))->checks];
}

/* Looks up the dimensions of a check's findings, once. */
static enum status ask_dimensions(struct findings_screen *s, size_t at, struct error *e)
{
    const struct checked *checked = &s->f->checks[at];
    enum status status = STATUS_OK;

    for (size_t i = checked->first;
         !s->asked[at] && status == STATUS_OK && i < checked->first + checked->count; i++)
        status =
            finding_dimension(app_workbook(s->base.app), &s->f->list[i], &s->dimensions[i], e);
    s->asked[at] = status == STATUS_OK;
    return status;
}

/* By dimension, in the order of its list; those without one first, else as they were found. */
static int by_dimension(const void *a, const void *b)
{
    const struct finding_line *x = a, *y = b;

    if (x->dimension != y->dimension) {
        if (x->dimension == NULL || y->dimension == NULL)
            return x->dimension == NULL ? -1 : 1;
        return x->dimension < y->dimension ? -1 : 1;
    }
    return x->finding < y->finding ? -1 : x->finding > y->finding;
}

/* The findings of a check that are put aside, or those that are not. Returns how many. */
static size_t add_findings(
    const struct findings_screen *s, size_t at, bool aside, struct finding_line *lines)
{
    const struct checked *checked = &s->f->checks[at];
    size_t count = 0;

    for (size_t i = checked->first; i < checked->first + checked->count; i++)
        if ((s->f->list[i].reason != NULL) == aside)
            lines[count++] = (struct finding_line){at, i, s->dimensions[i]};
    return count;
}

/* The findings of an unfolded check: dimension by dimension under its name, what is put aside
 * at the end. */
static enum status add_unfolded(struct findings_screen *s, size_t at,
    struct finding_line *lines, size_t *count, struct error *e)
{
    const struct checked *checked = &s->f->checks[at];
    struct finding_line *found = calloc(checked->count + 1, sizeof *found);
    enum status status = found != NULL ? ask_dimensions(s, at, e) : error_memory(e);
    const struct choice *last = NULL;

    if (status != STATUS_OK) {
        free(found);
        return status;
    }
    size_t open = add_findings(s, at, false, found);
    qsort(found, open, sizeof *found, by_dimension);
    for (size_t i = 0; i < open; i++) {
        if (found[i].dimension != last)
            lines[(*count)++] =
                (struct finding_line){at, FINDINGS_GROUP, last = found[i].dimension};
        lines[(*count)++] = found[i];
    }
    *count += add_findings(s, at, true, &lines[*count]);
    free(found);
    return STATUS_OK;
}

/* The lines of the checks that still find something, or of those of which all is put aside: one
 * that found a single thing is that thing's line. */
static enum status add_checks(struct findings_screen *s, bool aside, struct finding_line *lines,
    size_t *count, struct error *e)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; status == STATUS_OK && i < s->f->check_count; i++) {
        const struct checked *checked = &s->f->checks[i];
        bool all_aside = checked->trouble == NULL && checked->count == checked->waived;
        if (all_aside != aside || (checked->trouble == NULL && checked->count == 0))
            continue;
        bool alone = findings_alone(checked);
        lines[(*count)++] =
            (struct finding_line){i, alone ? checked->first : FINDINGS_HEAD, NULL};
        if (!alone && *findings_unfolded(s, checked->check))
            status = add_unfolded(s, i, lines, count, e);
    }
    return status;
}

enum status findings_make_lines(struct findings_screen *s, struct error *e)
{
    size_t count = 0;
    struct finding_line *lines = calloc(s->f->check_count + 2 * s->f->count + 1, sizeof *lines);
    enum status status =
        lines != NULL ? add_checks(s, false, lines, &count, e) : error_memory(e);

    if (status == STATUS_OK)
        status = add_checks(s, true, lines, &count, e);
    if (status != STATUS_OK) {
        free(lines);
        return status;
    }
    free(s->lines);
    s->lines = lines;
    list_count(&s->list, count);
    return STATUS_OK;
}

enum status findings_anew(struct findings_screen *s, struct error *e)
{
    const struct choice **before = s->dimensions;
    bool *asked = s->asked;

    s->dimensions = calloc(s->f->count + 1, sizeof *s->dimensions);
    s->asked = calloc(s->f->check_count + 1, sizeof *s->asked);
    enum status status =
        s->dimensions != NULL && s->asked != NULL ? findings_make_lines(s, e) : error_memory(e);
    bool fine = status == STATUS_OK;
    free(fine ? before : s->dimensions);
    free(fine ? asked : s->asked);
    if (!fine) {
        s->dimensions = before;
        s->asked = asked;
    }
    return status;
}

void findings_pass_groups(struct findings_screen *s, size_t before)
{
    /* A name stands between a check and a finding, so that there is a line on both sides. */
    while (s->list.count > 0 && s->lines[s->list.at].finding == FINDINGS_GROUP)
        list_go(&s->list, s->list.at < before ? s->list.at - 1 : s->list.at + 1);
}
