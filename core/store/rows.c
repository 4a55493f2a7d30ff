#include "core/store/rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"

struct rows {
    struct workbook *wb;
    const struct form *form;
    char *sql;
    bool ours;     /* only what this copy shows (scope.h) */
    char *where;   /* ... as SQL; NULL: all of them */
    bool arranged; /* not in their own order, or not all of them */
    struct rows_view view;
    char *holds, *among; /* the view's, owned */
    int64_t shape;
    size_t count, room;
    size_t *offsets; /* into `ids` */
    char *ids;       /* NUL separated */
    size_t used, size;
};

/* ORDER BY of a keyed form: choices and referred rows in their own order, numbers as numbers.
 */
static void key_order(sqlite3_str *s, const struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level != LEVEL_KEY)
            continue;
        if (f->list)
            sqlite3_str_appendf(s,
                "(SELECT place FROM temp.choice c WHERE c.list = '%q' AND c.name = r.\"%w\"), ",
                f->list->name, f->name);
        else if (f->targets && f->targets[0])
            sqlite3_str_appendf(s,
                "(SELECT t.urutan FROM main.\"%w\" t WHERE t.id = r.\"%w\"), ",
                f->targets[0]->name, f->name);
        sqlite3_str_appendf(s, "r.\"%w\", ", f->name);
    }
}

void rows_own_order(sqlite3_str *s, const struct form *form)
{
    if (form->kind == FORM_FIXED)
        sqlite3_str_appendf(s,
            "coalesce((SELECT place FROM temp.choice c WHERE c.list = '%q' AND c.name = r.id), "
            "9e9), ",
            form->rows->name);
    else if (form->kind == FORM_KEYED)
        key_order(s, form);
    else
        sqlite3_str_appendall(s, "r.urutan, ");
    sqlite3_str_appendall(s, "r.id");
}

/* SELECT columns of the rows that `where` says yes to (NULL: all), in order. */
static char *select_where(const struct form *form, const char *columns, const char *where)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendf(s, "SELECT %s FROM main.\"%w\" r%s%s ORDER BY ", columns, form->name,
        where ? " WHERE " : "", where ? where : "");
    rows_own_order(s, form);
    return sqlite3_str_finish(s);
}

char *rows_select(const struct form *form, const char *columns)
{
    return select_where(form, columns, NULL);
}

/* Puts an id at a place; those behind it move on. */
static enum status insert(struct rows *r, size_t at, const char *id, struct error *e)
{
    size_t n = strlen(id) + 1;

    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        size_t *more = realloc(r->offsets, room * sizeof *more);
        if (!more)
            return error_memory(e);
        r->offsets = more;
        r->room = room;
    }
    if (r->used + n > r->size) {
        size_t size = (r->used + n) * 2 + 4096;
        char *more = realloc(r->ids, size);
        if (!more)
            return error_memory(e);
        r->ids = more;
        r->size = size;
    }
    memmove(r->offsets + at + 1, r->offsets + at, (r->count - at) * sizeof *r->offsets);
    r->offsets[at] = r->used;
    r->count++;
    memcpy(r->ids + r->used, id, n);
    r->used += n;
    return STATUS_OK;
}

/* row_id_fn: appends an id. */
static enum status keep(void *context, const char *id, struct error *e)
{
    struct rows *r = context;

    return insert(r, r->count, id, e);
}

/* Takes a row out, if it is there; its id stays in `ids` until the next load. */
static void take_out(struct rows *r, size_t at)
{
    if (at >= r->count)
        return;
    r->count--;
    memmove(r->offsets + at, r->offsets + at + 1, (r->count - at) * sizeof *r->offsets);
}

/* Writes the query anew: what is ours may be something else by now. */
static enum status ask_ours(struct rows *r, struct error *e)
{
    sqlite3_free(r->where);
    sqlite3_free(r->sql);
    r->where = r->sql = NULL;
    enum status s = r->ours ? scope_where(r->wb, r->form, &r->where, e) : STATUS_OK;
    if (s == STATUS_OK && !(r->sql = select_where(r->form, "id", r->where)))
        s = error_memory(e);
    return s;
}

/* Reads all of them. */
static enum status load(struct rows *r, struct error *e)
{
    bool row = true;
    enum status s = ask_ours(r, e);

    r->count = r->used = 0;
    r->shape = workbook_shape(r->wb);
    if (s != STATUS_OK)
        return s;
    if (r->arranged)
        return arrange_rows(r->wb, r->form, &r->view, r->where, keep, r, e);
    sqlite3_stmt *stmt = db_prepare(r->wb->db, r->sql, e);
    s = stmt ? STATUS_OK : db_status(e);
    while (s == STATUS_OK && (s = db_step(r->wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = keep(r, (const char *)sqlite3_column_text(stmt, 0), e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

/* A list of all the rows, or of ours. */
static enum status open_rows(struct workbook *wb, const struct form *form, bool ours,
    struct rows **rows, struct error *e)
{
    struct rows *r = calloc(1, sizeof *r);

    *rows = NULL;
    if (!r)
        return error_memory(e);
    r->wb = wb;
    r->form = form;
    r->ours = ours;
    enum status s = load(r, e);
    if (s != STATUS_OK) {
        rows_close(r);
        return s;
    }
    *rows = r;
    return STATUS_OK;
}

enum status rows_open(
    struct workbook *wb, const struct form *form, struct rows **rows, struct error *e)
{
    return open_rows(wb, form, false, rows, e);
}

enum status rows_open_ours(
    struct workbook *wb, const struct form *form, struct rows **rows, struct error *e)
{
    return open_rows(wb, form, true, rows, e);
}

enum status rows_arrange(struct rows *r, const struct rows_view *view, struct error *e)
{
    char *holds = view->holds && view->holds[0] ? strdup(view->holds) : NULL;

    char *among = view->among ? strdup(view->among) : NULL;

    if ((view->holds && view->holds[0] && !holds) || (view->among && !among)) {
        free(holds);
        free(among);
        return error_memory(e);
    }
    free(r->holds);
    free(r->among);
    r->holds = holds;
    r->among = among;
    r->view = *view;
    r->view.holds = holds;
    r->view.among = among;
    r->arranged = holds || among || view->unfinished || (view->order != ROWS_OWN && view->by);
    return load(r, e);
}

enum status rows_copy(const struct rows *from, struct rows **rows, struct error *e)
{
    struct rows *r = calloc(1, sizeof *r);

    *rows = NULL;
    if (!r)
        return error_memory(e);
    *r = *from;
    r->sql = sqlite3_mprintf("%s", from->sql);
    r->where = from->where ? sqlite3_mprintf("%s", from->where) : NULL;
    r->holds = from->holds ? strdup(from->holds) : NULL;
    r->view.holds = r->holds;
    r->among = from->among ? strdup(from->among) : NULL;
    r->view.among = r->among;
    r->offsets = malloc((r->room + 1) * sizeof *r->offsets);
    r->ids = malloc(r->size + 1);
    if (!r->sql || !r->offsets || !r->ids || (from->holds && !r->holds) ||
        (from->among && !r->among) || (from->where && !r->where)) {
        rows_close(r);
        return error_memory(e);
    }
    if (r->count > 0) {
        memcpy(r->offsets, from->offsets, r->count * sizeof *r->offsets);
        memcpy(r->ids, from->ids, r->used);
    }
    *rows = r;
    return STATUS_OK;
}

void rows_close(struct rows *r)
{
    if (!r)
        return;
    sqlite3_free(r->sql);
    sqlite3_free(r->where);
    free(r->holds);
    free(r->among);
    free(r->offsets);
    free(r->ids);
    free(r);
}

const struct rows_view *rows_view(const struct rows *r)
{
    return r->arranged ? &r->view : NULL;
}

size_t rows_count(const struct rows *r)
{
    return r->count;
}

const char *rows_uid(const struct rows *r, size_t at)
{
    return at < r->count ? r->ids + r->offsets[at] : NULL;
}

size_t rows_find(const struct rows *r, const char *uid)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->ids + r->offsets[i], uid) == 0)
            return i;
    return SIZE_MAX;
}

/* Where a row of a list stands in its own order: behind the one before it. SIZE_MAX when that
 * one is not in the list; *there false when the row itself is gone. */
static enum status own_place(
    struct rows *r, const char *uid, size_t *at, bool *there, struct error *e)
{
    char *before = NULL;
    enum status s = table_has_row(r->wb, r->form, uid, there, e);
    char *sql = sqlite3_mprintf("SELECT r.id FROM main.\"%w\" r, main.\"%w\" o WHERE o.id = ?"
                                " AND (r.urutan, r.id) < (o.urutan, o.id)"
                                " ORDER BY r.urutan DESC, r.id DESC LIMIT 1",
        r->form->name, r->form->name);

    *at = 0;
    if (s == STATUS_OK && !sql)
        s = error_memory(e);
    if (s == STATUS_OK && *there)
        s = db_text(r->wb->db, &before, e, sql, "t", uid);
    size_t found = before ? rows_find(r, before) : SIZE_MAX;
    if (before)
        *at = found == SIZE_MAX ? SIZE_MAX : found + 1;
    free(before);
    sqlite3_free(sql);
    return s;
}

/* Puts the rows that came or moved where they stand. One may stand behind another of them, so
 * it goes round until nothing more finds its place. */
static enum status place(
    struct rows *r, const char *uids[], size_t count, size_t *left, struct error *e)
{
    bool moved = true;
    enum status s = STATUS_OK;

    while (moved && count > 0) {
        size_t waiting = 0;
        moved = false;
        for (size_t i = 0; s == STATUS_OK && i < count; i++) {
            size_t at;
            bool there;
            s = own_place(r, uids[i], &at, &there, e);
            if (s == STATUS_OK && there && at == SIZE_MAX) {
                uids[waiting++] = uids[i];
                continue;
            }
            moved = true;
            if (s == STATUS_OK && there)
                s = insert(r, at, uids[i], e);
        }
        count = waiting;
    }
    *left = count;
    return s;
}

/* In a view rows stay where they are; new ones stand at its end, be they in it or not, and the
 * deleted are gone. */
static enum status follow(struct rows *r, const char *uids[], size_t count, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        size_t at = rows_find(r, uids[i]);
        bool there;
        s = table_has_row(r->wb, r->form, uids[i], &there, e);
        if (s == STATUS_OK && there && at == SIZE_MAX)
            s = keep(r, uids[i], e);
        else if (s == STATUS_OK && !there)
            take_out(r, at);
    }
    return s;
}

enum status rows_refresh(struct rows *r, struct error *e)
{
    const char *uids[SHAPE_EVENTS];
    size_t count, left;
    int64_t shape = workbook_shape(r->wb);

    if (r->shape == shape)
        return STATUS_OK;
    if (!shape_since(r->wb, r->form, r->shape, uids, &count) ||
        (count > 0 && (r->form->kind != FORM_LIST || (r->where && !r->arranged))))
        return load(r, e); /* one of another group may stand between ours */
    r->shape = shape;
    if (r->arranged)
        return follow(r, uids, count, e);
    for (size_t i = 0; i < count; i++)
        take_out(r, rows_find(r, uids[i]));
    enum status s = place(r, uids, count, &left, e);
    return s == STATUS_OK && left > 0 ? load(r, e) : s;
}

enum status rows_total(
    struct workbook *wb, const struct form *form, size_t *count, struct error *e)
{
    int64_t n = 0;
    char *sql = sqlite3_mprintf("SELECT count(*) FROM main.\"%w\"", form->name);
    enum status s = sql ? db_integer(wb->db, &n, e, sql, "") : error_memory(e);

    sqlite3_free(sql);
    *count = (size_t)n;
    return s;
}
