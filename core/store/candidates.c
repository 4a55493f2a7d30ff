/* Rows a picker offers for a reference: those whose code or title contains what is typed. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/rows.h"

struct collecting {
    struct workbook *wb;
    const char *folded;
    size_t most, count;
    struct candidate *found; /* [most] */
    int *ranks;              /* [most] */
};

/* 0 = not offered; else the smaller the better: begins the code, begins the title, stands
 * inside. */
static int rank(const char *code, const char *title, const char *folded)
{
    char *c = text_fold(code), *t = text_fold(title);
    size_t n = strlen(folded);
    int r = 0;

    if (c && t)
        r = n == 0 || strncmp(c, folded, n) == 0     ? 1
            : strncmp(t, folded, n) == 0             ? 2
            : strstr(t, folded) || strstr(c, folded) ? 3
                                                     : 0;
    free(c);
    free(t);
    return r;
}

static void candidate_clear(struct candidate *c)
{
    free(c->uid);
    free(c->code);
    free(c->title);
}

/* Keeps a candidate at its place by rank; the worst falls out when there are too many. */
static void insert(struct collecting *c, struct candidate one, int how)
{
    size_t at = c->count;

    while (at > 0 && c->ranks[at - 1] > how)
        at--;
    if (at >= c->most) {
        candidate_clear(&one);
        return;
    }
    if (c->count == c->most)
        candidate_clear(&c->found[--c->count]);
    memmove(&c->found[at + 1], &c->found[at], (c->count - at) * sizeof *c->found);
    memmove(&c->ranks[at + 1], &c->ranks[at], (c->count - at) * sizeof *c->ranks);
    c->found[at] = one;
    c->ranks[at] = how;
    c->count++;
}

/* Every living row of one target form. */
static enum status collect(struct collecting *c, const struct form *form, struct error *e)
{
    struct rows *rows;
    enum status s = rows_open(c->wb, form, &rows, e);

    for (size_t i = 0; s == STATUS_OK && i < rows_count(rows); i++) {
        struct candidate one = {.form = form, .uid = strdup(rows_uid(rows, i))};
        s = one.uid ? record_code(c->wb, form, one.uid, &one.code, e) : error_memory(e);
        if (s == STATUS_OK)
            s = record_title(c->wb, form, one.uid, &one.title, e);
        int how = s == STATUS_OK ? rank(one.code, one.title, c->folded) : 0;
        if (how)
            insert(c, one, how);
        else
            candidate_clear(&one);
    }
    rows_close(rows);
    return s;
}

enum status rows_candidates(struct workbook *wb, const struct field *field, const char *text,
    size_t most, struct candidate **found, size_t *count, struct error *e)
{
    char *folded = text_fold(text);
    struct collecting c = {.wb = wb,
        .folded = folded,
        .most = most,
        .found = calloc(most + 1, sizeof *c.found),
        .ranks = calloc(most + 1, sizeof *c.ranks)};
    enum status s = folded && c.found && c.ranks ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && field->targets && field->targets[i]; i++)
        s = collect(&c, field->targets[i], e);
    free(folded);
    free(c.ranks);
    *found = c.found;
    *count = c.count;
    if (s != STATUS_OK) {
        candidates_free(c.found, c.count);
        *found = NULL;
        *count = 0;
    }
    return s;
}

void candidates_free(struct candidate *found, size_t count)
{
    for (size_t i = 0; i < count; i++)
        candidate_clear(&found[i]);
    free(found);
}
