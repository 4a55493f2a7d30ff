#include "core/plan/doubles.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/db.h"

/* A row with its title. */
struct titled {
    char *title, *uid;
    int64_t session; /* that added it, or brought it back */
    size_t number;   /* in the order of the form */
};

/* By title, then as they stand. */
static int by_title(const void *a, const void *b)
{
    const struct titled *x = a, *y = b;
    int order = strcmp(x->title, y->title);

    return order ? order : (x->number > y->number) - (x->number < y->number);
}

/* Frees rows. */
static void free_rows(struct titled *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(rows[i].title);
        free(rows[i].uid);
    }
    free(rows);
}

/* Adds the row a statement stands on; one without a title is passed over. */
static enum status add_row(
    struct titled **rows, size_t *count, sqlite3_stmt *stmt, struct error *e)
{
    const char *text = (const char *)sqlite3_column_text(stmt, 1);
    struct titled row = {.title = text_fold(text ? text : ""),
        .uid = strdup((const char *)sqlite3_column_text(stmt, 0)),
        .session = sqlite3_column_int64(stmt, 2),
        .number = *count};
    bool none = row.title && !row.title[0];
    struct titled *more =
        row.title && row.uid && !none ? realloc(*rows, (*count + 1) * sizeof *more) : NULL;

    if (more) {
        *rows = more;
        more[(*count)++] = row;
        return STATUS_OK;
    }
    enum status s = none && row.uid ? STATUS_OK : error_memory(e);
    free(row.title);
    free(row.uid);
    return s;
}

/* The rows of a form, by title. */
static enum status read_rows(struct workbook *wb, const struct form *form,
    const struct field *title, struct titled **rows, size_t *count, struct error *e)
{
    bool row = true;
    char *sql = sqlite3_mprintf("SELECT f.id, f.\"%w\", h.session FROM main.\"%w\" f"
                                " CROSS JOIN record r ON r.form = ?1 AND r.uid = f.id"
                                " LEFT JOIN head h ON h.record = r.id AND h.field = ''"
                                " ORDER BY f.urutan, f.id",
        title->name, form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(workbook_db(wb), sql, e) : NULL;
    enum status s = stmt  ? db_bind(workbook_db(wb), stmt, e, "t", form->name)
                    : sql ? db_status(e)
                          : error_memory(e);

    *rows = NULL;
    *count = 0;
    while (s == STATUS_OK && (s = db_step(workbook_db(wb), stmt, &row, e)) == STATUS_OK && row)
        s = add_row(rows, count, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    if (*count)
        qsort(*rows, *count, sizeof **rows, by_title);
    return s;
}

/* Notes doubles of a form, the first of all with its place. */
static enum status note(
    struct doubles *d, const struct form *form, size_t count, const char *uid, struct error *e)
{
    d->count += count;
    if (d->form || !count)
        return STATUS_OK;
    d->form = form;
    d->uid = strdup(uid);
    return d->uid ? STATUS_OK : error_memory(e);
}

enum status doubles_rows(struct workbook *wb, struct doubles *d, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    doubles_clear(d);
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *form = &m->forms[i];
        const struct field *title = form->kind == FORM_LIST ? form_title_field(form) : NULL;
        struct titled *rows = NULL;
        size_t count = 0, end;
        if (!title || title->level == LEVEL_COMPUTED || title->type->column_count != 1)
            continue;
        s = read_rows(wb, form, title, &rows, &count, e);
        for (size_t at = 0; s == STATUS_OK && at < count; at = end) {
            bool several = false;
            for (end = at + 1; end < count && strcmp(rows[end].title, rows[at].title) == 0;
                 end++)
                several = several || rows[end].session != rows[at].session;
            if (several)
                s = note(d, form, end - at - 1, rows[at + 1].uid, e);
        }
        free_rows(rows, count);
    }
    return s;
}

enum status doubles_codes(struct workbook *wb, struct doubles *d, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    doubles_clear(d);
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        char **uids = NULL;
        size_t count = 0;
        if (m->forms[i].kind != FORM_LIST)
            continue;
        char *sql = sqlite3_mprintf("SELECT max(id) FROM main.\"%w\" WHERE kode IS NOT NULL"
                                    " GROUP BY kode HAVING count(*) > 1 ORDER BY kode",
            m->forms[i].name);
        s = sql ? db_texts(workbook_db(wb), &uids, &count, e, sql, "") : error_memory(e);
        if (s == STATUS_OK)
            s = note(d, &m->forms[i], count, count ? uids[0] : "", e);
        db_texts_free(uids, count);
        sqlite3_free(sql);
    }
    return s;
}

void doubles_clear(struct doubles *d)
{
    free(d->uid);
    *d = (struct doubles){0};
}
