#include "core/store/near.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alike.h"
#include "core/store/guard_part.h"
#include "core/store/internal.h"

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

void near_free(struct near *list, size_t count)
{
    for (size_t i = 0; list && i < count; i++) {
        free(list[i].uid);
        free(list[i].other);
        free(list[i].text);
    }
    free(list);
}

/* alike_go_fn. */
static bool go(void *context, size_t work)
{
    return guard_work(context, work);
}

/* A group with its texts. */
static enum status take_group(
    struct near *near, struct column *c, const struct alike *group, struct error *e)
{
    *near = (struct near){.uid = strdup(c->uids[group->row]),
        .other = strdup(c->uids[group->other]),
        .text = strdup(c->texts[group->row]),
        .alike = group->alike,
        .count = group->count};
    return near->uid && near->other && near->text ? STATUS_OK : error_memory(e);
}

enum status near_groups(struct workbook *wb, const struct field *field, size_t letters,
    double limit, struct near **list, size_t *count, struct error *e)
{
    struct column c = {0};
    struct alike *groups = NULL;
    size_t found = 0;
    enum status s = column_read(wb, field, &c, e);

    *list = NULL;
    *count = 0;
    if (s == STATUS_OK)
        s = alike_groups(
            (const char *const *)c.texts, c.count, letters, limit, go, wb, &groups, &found, e);
    if (s == STATUS_OK && !(*list = calloc(found + 1, sizeof **list)))
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < found; i++)
        s = take_group(&(*list)[(*count)++], &c, &groups[i], e);
    free(groups);
    column_clear(&c);
    if (s != STATUS_OK) {
        near_free(*list, *count);
        *list = NULL;
        *count = 0;
    }
    return s;
}
