#include "core/exchange/links.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/part.h"
#include "core/exchange/personal.h"
#include "core/method/type.h"
#include "core/store/db.h"
#include "core/store/rows.h"

#define BETWEEN "__" /* form and field */

bool links_has(const struct export_options *o, const struct field *field)
{
    return field->type->id == TYPE_REF_MULTIPLE && field->level != LEVEL_COMPUTED &&
           part_has_form(o, field->form) && (o->personal || !personal_field(field));
}

char *links_name(const struct field *field)
{
    return text_format("%s%s%s", field->form->name, BETWEEN, field->name);
}

char *links_path(const struct field *field)
{
    return text_format("%s/%s%s%s.csv", PACKAGE_DATA, field->form->name, BETWEEN, field->name);
}

const char *links_heading(size_t i)
{
    static const char *const headings[LINK_COLUMNS] = {
        HEADING_REGION, HEADING_ID, "id_rujukan"};

    return headings[i];
}

bool links_is(const struct method *m, const char *name)
{
    for (size_t i = 0; i < m->form_count; i++) {
        const struct form *form = &m->forms[i];
        size_t size = strlen(form->name);
        if (strncmp(name, form->name, size) != 0 ||
            strncmp(name + size, BETWEEN, strlen(BETWEEN)) != 0)
            continue;
        const struct field *f = form_field(form, name + size + strlen(BETWEEN));
        if (f && f->type->id == TYPE_REF_MULTIPLE)
            return true;
    }
    return false;
}

/* The rows one row refers to. */
static enum status write_row(
    const struct making *m, struct table *t, const char *uid, const char *list, struct error *e)
{
    char **items = NULL;
    size_t count = 0;
    enum status s = json_to_list(list, &items, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        table_row(t, (const char *const[]){m->plan.region, uid, items[i], NULL});
    if (s == STATUS_OK)
        json_list_free(items, count);
    return s == STATUS_OK ? table_pass(t, e) : s;
}

/* Every row of the form, in its order. */
static enum status write_rows(
    const struct making *m, struct table *t, const struct field *f, struct error *e)
{
    struct db *db = workbook_db(m->wb);
    char *columns = sqlite3_mprintf("r.id, r.\"%w\"", f->name);
    char *sql = columns ? rows_select(f->form, columns) : NULL;
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
    bool row = true;

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        const char *uid = (const char *)sqlite3_column_text(stmt, 0);
        const char *list = (const char *)sqlite3_column_text(stmt, 1);
        s = db_short(stmt) ? error_memory(e) : part_stopped(m->options, e);
        if (s == STATUS_OK && persons_keep(m->persons, f->form, uid))
            continue;
        if (s == STATUS_OK && list)
            s = write_row(m, t, uid, list, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(columns);
    sqlite3_free(sql);
    return s;
}

/* One field's table. */
static enum status write_links(struct making *m, const struct field *f, struct error *e)
{
    char *path = links_path(f);
    struct table *t = NULL;
    enum status s =
        path ? table_open(&t, m, m->options->dialect, NULL, path, e) : error_memory(e);

    free(path);
    if (s != STATUS_OK)
        return s;
    table_row(
        t, (const char *const[]){links_heading(0), links_heading(1), links_heading(2), NULL});
    s = write_rows(m, t, f, e);
    if (s == STATUS_OK)
        return table_close(t, e);
    table_drop(t);
    return s;
}

enum status part_links(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    enum status s = STATUS_OK;

    (void)f;
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < method->forms[i].count; k++)
            if (links_has(m->options, &method->forms[i].fields[k]))
                s = write_links(m, &method->forms[i].fields[k], e);
    return s;
}
