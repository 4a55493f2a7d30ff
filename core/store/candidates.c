/* Rows a picker offers for a reference: those whose names contain what is typed. */
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

/* What a row is called, borrowed. */
struct called {
    const char *code, *title;
    const char *name, *others; /* by role; NULL when it has none */
};

/* Whether a text, folded, begins with the folded one (2), holds it (1), or does not (0). */
static int fits(const char *text, const char *folded)
{
    char *own = text ? text_fold(text) : NULL;
    const char *found = own ? strstr(own, folded) : NULL;
    int how = !found ? 0 : found == own ? 2 : 1;

    free(own);
    return how;
}

/* 0 = not offered; else the smaller the better: begins the code or the short name, begins the
 * title, stands inside one of these, stands in another spelling. */
static int rank(const struct called *c, const char *folded)
{
    if (folded[0] == '\0')
        return 1;
    int code = fits(c->code, folded), name = fits(c->name, folded),
        title = fits(c->title, folded);
    return code == 2 || name == 2         ? 1
           : title == 2                   ? 2
           : code || name || title        ? 3
           : fits(c->others, folded) != 0 ? 4
                                          : 0;
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

/* Whether a field is a column of plain text. */
static bool is_text(const struct field *f)
{
    return f && (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
           f->level != LEVEL_COMPUTED;
}

/* The rows of a form with code, title where that is a plain text (else NULL), short name and
 * other spellings. */
static char *titled_rows(const struct form *form)
{
    bool rows = form->kind != FORM_FIXED && form->kind != FORM_SINGLE;
    const struct field *fields[] = {form_title_field(form), form_role_field(form, ROLE_NAME),
        form_role_field(form, ROLE_OTHER_NAMES)};
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendall(s, "id, kode");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (is_text(fields[i]) && (rows || i > 0))
            sqlite3_str_appendf(s, ", r.\"%w\"", fields[i]->name);
        else
            sqlite3_str_appendall(s, ", NULL");
    char *columns = sqlite3_str_finish(s);
    char *sql = columns ? rows_select(form, columns) : NULL;
    sqlite3_free(columns);
    return sql;
}

/* The row the statement stands on, if it is offered. */
static enum status take(
    struct collecting *c, const struct form *form, sqlite3_stmt *row, struct error *e)
{
    const char *uid = (const char *)sqlite3_column_text(row, 0);
    const char *texts[4];
    char *title = NULL;
    enum status s = STATUS_OK;

    for (int i = 0; i < 4; i++)
        texts[i] = (const char *)sqlite3_column_text(row, i + 1);
    if (!texts[1]) /* it shows something else than a column, or a text nobody understood */
        s = record_title(c->wb, form, uid, &title, e);
    if (s != STATUS_OK)
        return s;
    struct called called = {.code = form->kind == FORM_FIXED ? uid
                                    : texts[0]               ? texts[0]
                                                             : "",
        .title = texts[1] ? texts[1] : title,
        .name = texts[2],
        .others = texts[3]};
    int how = rank(&called, c->folded);
    if (how) {
        struct candidate one = {.form = form,
            .uid = strdup(uid),
            .code = strdup(called.code),
            .title = strdup(called.title)};
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
    bool row = true;
    char *sql = titled_rows(form);
    sqlite3_stmt *stmt = sql ? db_prepare(c->wb->db, sql, e) : NULL;
    enum status s = !sql ? error_memory(e) : stmt ? STATUS_OK : db_status(e);

    while (s == STATUS_OK && (s = db_step(c->wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = take(c, form, stmt, e);
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
