#include "core/exchange/export.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/cells.h"
#include "core/exchange/columns.h"
#include "core/exchange/excel.h"
#include "core/exchange/unread_file.h"
#include "core/exchange/package.h"
#include "core/exchange/personal.h"
#include "core/exchange/trail.h"
#include "core/store/rows.h"

#define BOM "\xEF\xBB\xBF"

/* One form on its way out. */
struct passage {
    struct workbook *wb;
    const struct form *form;
    const struct export_options *options;
    struct refer *refer;
    struct columns columns;
    struct cells *cells;
    struct rows *rows;
};

static void passage_close(struct passage *p)
{
    rows_close(p->rows);
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
    if (s == STATUS_OK)
        s = rows_open(p->wb, p->form, &p->rows, e);
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

/* The heading row, then every living row; unread texts go to `unread_file` (may be NULL). */
static enum status write_form(struct passage *p, struct csv_writer *out,
    struct unread_file *unread_file, size_t *rows, struct error *e)
{
    const struct export_options *o = p->options;
    enum status s = write_header(p, out, e);

    *rows = rows_count(p->rows);
    for (size_t i = 0; s == STATUS_OK && i < *rows; i++) {
        if (o->stop && o->stop(o->context))
            return error_set(
                e, STATUS_INTERRUPTED, _("The export was stopped. Nothing was written."));
        s = cells_write(p->cells, rows_uid(p->rows, i), out, e);
        if (s == STATUS_OK && unread_file)
            s = unread_file_add_row(unread_file, p->form, rows_uid(p->rows, i),
                cells_unread(p->cells), o->personal, e);
    }
    return s;
}

/* What a writer holds as a file of the package. */
static enum status add_file(struct package *package, const char *path,
    const struct dialect *dialect, const struct csv_writer *writer, struct error *e)
{
    size_t size, mark = dialect->bom ? strlen(BOM) : 0;
    const char *bytes = csv_writer_bytes(writer, &size);
    char *whole = bytes ? malloc(mark + size + 1) : NULL;

    if (!whole)
        return error_memory(e);
    memcpy(whole, BOM, mark);
    memcpy(whole + mark, bytes, size);
    enum status s = package_add(package, path, whole, mark + size, e);
    free(whole);
    return s;
}

/* One form's file. */
static enum status export_file(struct package *package, struct passage *p,
    struct unread_file *unread_file, struct export_result *result, struct error *e)
{
    struct csv_writer *out = csv_writer_new(p->options->dialect->delimiter);
    char *path = text_format("%s/%s.csv", PACKAGE_DATA, p->form->name);
    size_t rows = 0;
    enum status s = out && path ? passage_open(p, e) : error_memory(e);

    if (s == STATUS_OK)
        s = write_form(p, out, unread_file, &rows, e);
    if (s == STATUS_OK)
        s = add_file(package, path, p->options->dialect, out, e);
    passage_close(p);
    csv_writer_free(out);
    free(path);
    result->files++;
    result->rows += rows;
    return s;
}

/* The whole journal, the oldest first. */
static enum status export_history(struct workbook *wb, struct package *package,
    const struct export_options *o, struct export_result *result, struct error *e)
{
    const struct history_query all = {.oldest_first = true};
    const struct trail_options trail = {
        .dialect = o->dialect, .personal = o->personal, .stop = o->stop, .context = o->context};
    struct csv_writer *out = csv_writer_new(o->dialect->delimiter);
    size_t rows;
    enum status s = out ? trail_write(wb, &all, &trail, out, &rows, e) : error_memory(e);

    if (s == STATUS_OK)
        s = add_file(package, PACKAGE_HISTORY, o->dialect, out, e);
    csv_writer_free(out);
    result->files++;
    return s;
}

/* Every form of the package, then the texts no field understood. */
static enum status export_files(struct workbook *wb, struct package *package,
    const struct export_options *o, struct export_result *result, struct error *e)
{
    const struct method *m = workbook_method(wb);
    struct refer *refer = refer_new(wb);
    struct unread_file *unread_file = NULL;
    enum status s = refer ? unread_file_new(&unread_file, wb, o->dialect, e) : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *form = &m->forms[i];
        struct passage p = {.wb = wb, .form = form, .options = o, .refer = refer};
        if (o->only ? form == o->only : o->personal || !personal_form(form))
            s = export_file(package, &p, unread_file, result, e);
    }
    if (s == STATUS_OK)
        s = add_file(package, PACKAGE_UNREAD, o->dialect, unread_file_writer(unread_file), e);
    if (s == STATUS_OK) {
        result->files++;
        result->unread = unread_file_count(unread_file);
    }
    if (s == STATUS_OK && o->history)
        s = export_history(wb, package, o, result, e);
    unread_file_free(unread_file);
    refer_free(refer);
    return s;
}

enum status export_folder(struct workbook *wb, const char *folder,
    const struct export_options *options, struct export_result *result, struct error *e)
{
    struct package *package;

    *result = (struct export_result){0};
    if (options->only && !options->personal && personal_form(options->only))
        return error_set(e, STATUS_USAGE,
            _("“%s” holds data about persons. Ask for it with --personal."),
            words_get(&options->only->title));
    enum status s = package_begin(&package, folder, e);
    if (s != STATUS_OK)
        return s;
    s = export_files(wb, package, options, result, e);
    if (s == STATUS_OK)
        return package_end(package, e);
    package_drop(package);
    return s;
}

enum status export_form(struct workbook *wb, const struct form *form,
    const struct export_options *options, struct csv_writer *out, size_t *rows, struct error *e)
{
    struct passage p = {.wb = wb, .form = form, .options = options, .refer = refer_new(wb)};
    enum status s = p.refer ? passage_open(&p, e) : error_memory(e);

    *rows = 0;
    if (s == STATUS_OK)
        s = write_form(&p, out, NULL, rows, e);
    passage_close(&p);
    refer_free(p.refer);
    return s;
}
