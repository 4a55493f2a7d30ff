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
    size_t n = strlen(folded);
    int r = 0;

    if (n == 0)
        return 1;
    char *c = text_fold(code), *t = text_fold(title);
    if (c && t)
        r = strncmp(c, folded, n) == 0               ? 1
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

/* The rows of a form with code and, where the title is a plain text, the title. */
static char *titled_rows(const struct form *form, bool *plain)
{
    const struct field *f = form_title_field(form);

    *plain = f && form->kind != FORM_FIXED && form->kind != FORM_SINGLE &&
             (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
             f->level != LEVEL_COMPUTED;
    char *columns =
        *plain ? sqlite3_mprintf("id, kode, \"%w\"", f->name) : sqlite3_mprintf("id, kode");
    char *sql = columns ? rows_select(form, columns) : NULL;

    sqlite3_free(columns);
    return sql;
}

/* The row the statement stands on, if it is offered. */
static enum status take(struct collecting *c, const struct form *form, bool plain,
    sqlite3_stmt *row, struct error *e)
{
    const char *uid = (const char *)sqlite3_column_text(row, 0);
    const char *code = (const char *)sqlite3_column_text(row, 1);
    const char *text = plain ? (const char *)sqlite3_column_text(row, 2) : NULL;
    char *title = NULL;
    enum status s = STATUS_OK;

    if (form->kind == FORM_FIXED)
        code = uid;
    if (!text) /* it shows something else than a column, or a text nobody understood */
        s = record_title(c->wb, form, uid, &title, e);
    if (s != STATUS_OK)
        return s;
    text = text ? text : title;
    int how = rank(code ? code : "", text, c->folded);
    if (how) {
        struct candidate one = {.form = form,
            .uid = strdup(uid),
            .code = strdup(code ? code : ""),
            .title = strdup(text)};
        if (one.uid && one.code && one.title) {
            insert(c, one, how);
        } else {
            candidate_clear(&one);
            s = error_memory(e);
        }
    }
    free(title);
    return s;
}

/* Every living row of one target form. */
static enum status collect(struct collecting *c, const struct form *form, struct error *e)
{
    bool row = true, plain;
    char *sql = titled_rows(form, &plain);
    sqlite3_stmt *stmt = sql ? db_prepare(c->wb->db, sql, e) : NULL;
    enum status s = !sql ? error_memory(e) : stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(c->wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = take(c, form, plain, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
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
