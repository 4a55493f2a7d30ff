/* data/FORM.csv: one table for each form. The texts no field understood are gathered on the
 * way.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/cells.h"
#include "core/exchange/columns.h"
#include "core/exchange/excel.h"
#include "core/exchange/part.h"
#include "core/exchange/persons.h"

/* One form on its way out. */
struct passage {
    struct workbook *wb;
    const struct form *form;
    const struct export_options *options;
    struct refer *refer;
    struct persons *persons; /* or NULL */
    struct columns columns;
    struct cells *cells;
    struct table *table;             /* the file, or NULL: all stays in the writer */
    struct unread_file *unread_file; /* or NULL */
};

static void passage_close(struct passage *p)
{
    cells_free(p->cells);
    columns_free(&p->columns);
}

/* Everything a form's rows need; passage_close afterwards, also after a failure. */
static enum status passage_open(struct passage *p, struct error *e)
{
    const struct export_options *o = p->options;
    enum status s = columns_make(&p->columns, p->form, o->dialect, o->personal, e);

    if (s == STATUS_OK)
        s = cells_open(
            &p->cells, p->wb, p->form, o->dialect, o->personal, &p->columns, p->refer, e);
    return s;
}

static enum status write_header(
    const struct passage *p, struct csv_writer *out, struct error *e)
{
    for (size_t i = 0; i < p->columns.count; i++) {
        const char *heading = p->columns.items[i].heading;
        char *guarded = p->options->dialect->labels ? excel_guard(heading) : strdup(heading);
        if (!guarded)
            return error_memory(e);
        csv_cell(out, guarded);
        free(guarded);
    }
    csv_end_row(out);
    return STATUS_OK;
}

/* The heading row, then every living row. */
static enum status write_form(
    struct passage *p, struct csv_writer *out, size_t *rows, struct error *e)
{
    const struct export_options *o = p->options;
    enum status s = write_header(p, out, e);
    const char *uid;

    *rows = 0;
    while (s == STATUS_OK && (s = cells_next(p->cells, &uid, e)) == STATUS_OK && uid) {
        if (persons_keep(p->persons, p->form, uid))
            continue;
        s = part_stopped(o, e);
        if (s == STATUS_OK)
            s = cells_write(p->cells, out, e);
        if (s == STATUS_OK && p->unread_file && unread_any(cells_unread(p->cells)))
            s = unread_file_add_row(
                p->unread_file, p->form, uid, cells_unread(p->cells), p->persons, e);
        if (s == STATUS_OK && p->table)
            s = table_pass(p->table, e);
        ++*rows;
    }
    return s;
}

enum status part_write_form(struct making *m, const struct form *form, struct error *e)
{
    struct passage p = {.wb = m->wb,
        .form = form,
        .options = m->options,
        .refer = m->refer,
        .persons = m->persons,
        .unread_file = m->unread_file};
    char *path = text_format("%s/%s.csv", PACKAGE_DATA, form->name);
    size_t rows = 0;
    enum status s =
        path ? table_open(&p.table, m, m->options->dialect, NULL, path, e) : error_memory(e);

    free(path);
    if (s != STATUS_OK)
        return s;
    s = passage_open(&p, e);
    if (s == STATUS_OK)
        s = write_form(&p, table_out(p.table), &rows, e);
    passage_close(&p);
    m->result->rows += rows;
    if (s == STATUS_OK)
        return table_close(p.table, e);
    table_drop(p.table);
    return s;
}

enum status part_forms(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    enum status s = STATUS_OK;

    (void)f;
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++)
        if (part_has_form(m->options, &method->forms[i]) &&
            !part_registers(m->wb, m->options, &method->forms[i]))
            s = part_write_form(m, &method->forms[i], e);
    return s;
}

enum status export_form(struct workbook *wb, const struct form *form,
    const struct export_options *options, struct csv_writer *out, size_t *rows, struct error *e)
{
    struct passage p = {.wb = wb, .form = form, .options = options, .refer = refer_new(wb)};
    enum status s = p.refer ? STATUS_OK : error_memory(e);

    *rows = 0;
    if (s == STATUS_OK && !options->personal)
        s = persons_read(&p.persons, wb, e);
    if (s == STATUS_OK)
        s = passage_open(&p, e);
    if (s == STATUS_OK)
        s = write_form(&p, out, rows, e);
    passage_close(&p);
    persons_free(p.persons);
    refer_free(p.refer);
    return s;
}
