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

char *rows_select(const struct form *form, const char *columns)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendf(s, "SELECT %s FROM main.\"%w\" r ORDER BY ", columns, form->name);
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
    return sqlite3_str_finish(s);
}

/* Appends one id. */
static enum status keep(struct rows *r, const char *id, struct error *e)
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
    r->offsets[r->count++] = r->used;
    memcpy(r->ids + r->used, id, n);
    r->used += n;
    return STATUS_OK;
}

static enum status load(struct rows *r, struct error *e)
{
    bool row = true;
    sqlite3_stmt *stmt = db_prepare(r->wb->db, r->sql, e);
    enum status s = stmt ? STATUS_OK : db_status(e);

    r->count = r->used = 0;
    r->shape = workbook_shape(r->wb);
    while (s == STATUS_OK && (s = db_step(r->wb->db, stmt, &row, e)) == STATUS_OK && row)
        s = keep(r, (const char *)sqlite3_column_text(stmt, 0), e);
    if (stmt)
        sqlite3_reset(stmt);
    return s;
}

enum status rows_open(
    struct workbook *wb, const struct form *form, struct rows **rows, struct error *e)
{
    struct rows *r = calloc(1, sizeof *r);

    *rows = NULL;
    if (!r)
        return error_memory(e);
    r->wb = wb;
    r->form = form;
    r->sql = rows_select(form, "id");
    enum status s = r->sql ? load(r, e) : error_memory(e);
    if (s != STATUS_OK) {
        rows_close(r);
        return s;
    }
    *rows = r;
    return STATUS_OK;
}

void rows_close(struct rows *r)
{
    if (!r)
        return;
    sqlite3_free(r->sql);
    free(r->offsets);
    free(r->ids);
    free(r);
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

enum status rows_refresh(struct rows *r, struct error *e)
{
    return r->shape == workbook_shape(r->wb) ? STATUS_OK : load(r, e);
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
