#include "core/plan/weakest.h"

#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "core/store/guard.h"

/* Rows of one dimension in one form. */
struct tally {
    size_t complete, all;
};

struct weakest {
    struct workbook *wb;
    const struct choice_list *list; /* the dimensions; NULL = the method has none */
    int64_t *versions;              /* by form: workbook_version of its count, -1 = never */
    struct tally *tallies;          /* by form and choice */
};

/* The field that puts a form's rows into a dimension of the list; NULL for a form that does not
 * count. */
static const struct field *dimension_of(const struct form *f, const struct choice_list *list)
{
    const struct field *field =
        f->kind == FORM_LIST ? form_role_field(f, ROLE_DIMENSION) : NULL;

    return field && (!list || field->list == list) ? field : NULL;
}

struct weakest *weakest_new(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);
    struct weakest *w = calloc(1, sizeof *w);

    if (!w)
        return NULL;
    w->wb = wb;
    for (size_t i = 0; i < m->form_count && !w->list; i++) {
        const struct field *field = dimension_of(&m->forms[i], NULL);
        w->list = field ? field->list : NULL;
    }
    w->versions = calloc(m->form_count + 1, sizeof *w->versions);
    w->tallies = calloc(m->form_count * (w->list ? w->list->count : 0) + 1, sizeof *w->tallies);
    if (!w->versions || !w->tallies) {
        weakest_free(w);
        return NULL;
    }
    for (size_t i = 0; i < m->form_count; i++)
        w->versions[i] = -1;
    return w;
}

void weakest_free(struct weakest *w)
{
    if (!w)
        return;
    free(w->versions);
    free(w->tallies);
    free(w);
}

/* Whether a row without this field is not complete. */
static bool always_asked(const struct field *f)
{
    return f->level == LEVEL_CORE && !f->relevant[0] && !f->computed[0];
}

/* A form's tallies while its query is read. */
struct counting {
    const struct choice_list *list;
    struct tally *tallies;
};

/* guard_row_fn: dimension, rows, complete rows. */
static enum status take_tally(void *context, sqlite3_stmt *row, struct error *e)
{
    struct counting *c = context;
    const char *name = (const char *)sqlite3_column_text(row, 0);
    (void)e;

    for (size_t i = 0; name && i < c->list->count; i++)
        if (strcmp(c->list->choices[i].name, name) == 0)
            c->tallies[i] = (struct tally){.all = (size_t)sqlite3_column_int64(row, 1),
                .complete = (size_t)sqlite3_column_int64(row, 2)};
    return STATUS_OK;
}

/* Counts one form. */
static enum status count_form(
    struct weakest *w, const struct form *f, const struct field *dimension, struct error *e)
{
    struct counting c = {w->list, &w->tallies[f->number * w->list->count]};
    sqlite3_str *s = sqlite3_str_new(NULL);

    memset(c.tallies, 0, w->list->count * sizeof *c.tallies);
    sqlite3_str_appendf(
        s, "SELECT \"%w\", count(*), count(*) FILTER (WHERE 1", dimension->name);
    for (size_t i = 0; i < f->count; i++)
        if (always_asked(&f->fields[i]))
            sqlite3_str_appendf(s, " AND \"%w%s\" IS NOT NULL", f->fields[i].name,
                f->fields[i].type->columns[0].suffix);
    sqlite3_str_appendf(
        s, ") FROM \"%w\" WHERE \"%w\" IS NOT NULL GROUP BY 1", f->name, dimension->name);
    char *sql = sqlite3_str_finish(s);
    enum status status = sql ? guard_query(w->wb, sql, take_tally, &c, e) : error_memory(e);
    sqlite3_free(sql);
    return status;
}

enum status weakest_step(struct weakest *w, bool *counted, struct error *e)
{
    const struct method *m = workbook_method(w->wb);

    *counted = false;
    for (size_t i = 0; w->list && i < m->form_count; i++) {
        const struct field *dimension = dimension_of(&m->forms[i], w->list);
        if (!dimension || w->versions[i] == workbook_version(w->wb))
            continue;
        *counted = true;
        w->versions[i] = workbook_version(w->wb);
        return count_form(w, &m->forms[i], dimension, e);
    }
    return STATUS_OK;
}

/* One dimension over all forms. */
static struct tally total(const struct weakest *w, size_t choice)
{
    struct tally sum = {0};

    for (size_t i = 0; i < workbook_method(w->wb)->form_count; i++) {
        const struct tally *t = &w->tallies[i * w->list->count + choice];
        sum.complete += t->complete;
        sum.all += t->all;
    }
    return sum;
}

/* Whether a is further behind than b; no rows at all count as a share of nothing. */
static bool weaker(const struct tally *a, const struct tally *b)
{
    size_t left = a->complete * (b->all ? b->all : 1);
    size_t right = b->complete * (a->all ? a->all : 1);

    return left != right ? left < right : a->all < b->all;
}

const struct choice *weakest_dimension(const struct weakest *w, size_t *complete, size_t *all)
{
    struct tally least = {0};
    size_t at = 0, rows = 0;

    for (size_t i = 0; w->list && i < w->list->count; i++) {
        struct tally t = total(w, i);
        rows += t.all;
        if (i == 0 || weaker(&t, &least)) {
            least = t;
            at = i;
        }
    }
    *complete = least.complete;
    *all = least.all;
    return rows ? &w->list->choices[at] : NULL;
}
