#include "core/plan/near_checks.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alike.h"
#include "core/method/type.h"
#include "core/store/record.h"

/* The rows of a form with what one field says, in the form's order. */
struct column {
    char **uids, **texts; /* a text is NULL where nothing stands */
    size_t count, room;
};

static void column_clear(struct column *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->uids[i]);
        free(c->texts[i]);
    }
    free(c->uids);
    free(c->texts);
}

/* Room for one more row. */
static bool column_grow(struct column *c)
{
    size_t room = c->room * 2 + 64;
    char **uids = realloc(c->uids, room * sizeof *uids);

    if (uids)
        c->uids = uids;
    char **texts = uids ? realloc(c->texts, room * sizeof *texts) : NULL;
    if (texts)
        c->texts = texts;
    if (texts)
        c->room = room;
    return texts != NULL;
}

/* The row the statement stands on. */
static enum status column_take(struct column *c, sqlite3_stmt *row, struct error *e)
{
    const char *text = (const char *)sqlite3_column_text(row, 1);

    if (c->count == c->room && !column_grow(c))
        return error_memory(e);
    c->uids[c->count] = strdup((const char *)sqlite3_column_text(row, 0));
    c->texts[c->count] = text ? strdup(text) : NULL;
    c->count++;
    return c->uids[c->count - 1] && (c->texts[c->count - 1] || !text) ? STATUS_OK
                                                                      : error_memory(e);
}

static enum status column_read(
    struct workbook *wb, const struct field *f, struct column *c, struct error *e)
{
    struct db *db = workbook_db(wb);
    bool row = true;
    char *sql = sqlite3_mprintf(
        "SELECT id, \"%w\" FROM main.\"%w\" ORDER BY urutan, id", f->name, f->form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = column_take(c, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* A row by its code, else by its title. Caller frees. */
static enum status call_row(
    struct workbook *wb, const struct form *form, const char *uid, char **text, struct error *e)
{
    enum status s = record_code(wb, form, uid, text, e);

    if (s != STATUS_OK || (*text)[0])
        return s;
    free(*text);
    return record_title(wb, form, uid, text, e);
}

/* One group: a finding at the first row that is like one before it. */
static enum status add_group(struct checking *c, const struct field *f,
    const struct column *col, const struct alike *group, const char *third, struct error *e)
{
    char *a = NULL, *b = NULL;
    enum status s = call_row(c->wb, f->form, col->uids[group->row], &a, e);

    if (s == STATUS_OK)
        s = call_row(c->wb, f->form, col->uids[group->other], &b, e);
    if (s == STATUS_OK) {
        struct found found = {
            f->form, f, col->uids[group->row], a, b, third ? third : col->texts[group->row]};
        s = findings_add(c, &found, e);
    }
    free(a);
    free(b);
    return s;
}

/* Every group of one field; {c} is `third`, or what the field says. */
static enum status run_field(struct checking *c, const struct field *f, size_t letters,
    double limit, const char *third, struct error *e)
{
    struct column col = {0};
    struct alike *groups = NULL;
    size_t count = 0;
    enum status s = column_read(c->wb, f, &col, e);

    if (s == STATUS_OK)
        s = alike_groups((const char *const *)col.texts, col.count, letters, limit, NULL, NULL,
            &groups, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = add_group(c, f, &col, &groups[i], third, e);
    free(groups);
    column_clear(&col);
    return s;
}

/* Whether the time of a form has come. */
static bool is_due(const struct checking *c, const struct form *form)
{
    return c->all || c->due[form->number];
}

static bool is_text(const struct field *f)
{
    return (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
           f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY && !f->personal && !f->readonly;
}

enum status near_names(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        const struct form *form = &m->forms[i];
        const struct field *title = form_title_field(form);
        if (form->kind == FORM_LIST && form->role == FORM_ROLE_NONE && form->prefix[0] &&
            title && is_text(title) && title->role != ROLE_NAME && is_due(c, form))
            s = run_field(c, title, 0, NEAR_NAMES, NULL, e);
    }
    return s;
}

enum status near_texts(struct checking *c, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->form_count && !m->forms[i].since; i++) {
        const struct form *form = &m->forms[i];
        if (form->kind == FORM_SINGLE || form->kind == FORM_KEYED ||
            form->role != FORM_ROLE_NONE || !is_due(c, form))
            continue;
        for (size_t k = 0; s == STATUS_OK && k < form->count; k++) {
            const struct field *f = &form->fields[k];
            if (is_text(f) && f != form_title_field(form))
                s = run_field(c, f, NEAR_LETTERS, NEAR_TEXTS, words_get(&f->label), e);
        }
    }
    return s;
}
