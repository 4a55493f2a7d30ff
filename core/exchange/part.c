#include "core/exchange/part.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/excel.h"
#include "core/exchange/personal.h"

#define BOM "\xEF\xBB\xBF"
#define PASS 32768 /* bytes a table holds back at most, about */

/* --riwayat. */
static bool with_history(const struct export_options *o)
{
    return o->history;
}

static const struct part parts[] = {
    {PACKAGE_DATA "/", NULL, part_forms},
    {PACKAGE_UNREAD, NULL, part_unread},
    {PACKAGE_HISTORY, with_history, part_trail},
};

/* One part. */
static enum status write_part(struct making *m, const struct part *part, struct error *e)
{
    struct package_file *f;

    if (part->wanted && !part->wanted(m->options))
        return STATUS_OK;
    if (part->path[strlen(part->path) - 1] == '/')
        return part->write(m, NULL, e);
    enum status s = package_open(m->package, part->path, &f, e);
    if (s != STATUS_OK)
        return s;
    s = part->write(m, f, e);
    if (s == STATUS_OK) {
        m->result->files++;
        return package_close(f, e);
    }
    package_discard(f);
    return s;
}

enum status parts_write(struct making *m, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < sizeof parts / sizeof *parts; i++)
        s = write_part(m, &parts[i], e);
    return s;
}

bool part_has_form(const struct export_options *o, const struct form *form)
{
    return o->only ? form == o->only : o->personal || !personal_form(form);
}

enum status part_stopped(const struct export_options *o, struct error *e)
{
    return o->stop && o->stop(o->context)
               ? error_set(
                     e, STATUS_INTERRUPTED, _("The export was stopped. Nothing was written."))
               : STATUS_OK;
}

struct table {
    const struct dialect *dialect;
    struct package_file *file;
    bool own; /* table_open opened the file */
    struct making *making;
    struct csv_writer *out;
};

enum status table_open(struct table **out, struct making *m, struct package_file *f,
    const char *path, struct error *e)
{
    struct table *t = calloc(1, sizeof *t);

    *out = NULL;
    if (!t || !(t->out = csv_writer_new(m->options->dialect->delimiter))) {
        free(t);
        return error_memory(e);
    }
    t->dialect = m->options->dialect;
    t->making = m;
    t->file = f;
    t->own = !f;
    enum status s = f ? STATUS_OK : package_open(m->package, path, &t->file, e);
    if (s == STATUS_OK && t->dialect->bom)
        s = package_write(t->file, BOM, strlen(BOM), e);
    if (s == STATUS_OK)
        *out = t;
    else
        table_drop(t);
    return s;
}

struct csv_writer *table_out(struct table *t)
{
    return t->out;
}

enum status table_text(struct table *t, const char *text, struct error *e)
{
    char *guarded = t->dialect->labels ? excel_guard(text) : NULL;

    if (t->dialect->labels && !guarded)
        return error_memory(e);
    csv_cell(t->out, guarded ? guarded : text);
    free(guarded);
    return STATUS_OK;
}

void table_row(struct table *t, const char *const *cells)
{
    for (size_t i = 0; cells[i]; i++)
        csv_cell(t->out, cells[i]);
    csv_end_row(t->out);
}

/* What is written goes into the file. */
static enum status pour(struct table *t, size_t least, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(t->out, &size);

    if (!bytes)
        return error_memory(e);
    if (size < least)
        return STATUS_OK;
    enum status s = package_write(t->file, bytes, size, e);
    csv_writer_reset(t->out);
    return s;
}

enum status table_pass(struct table *t, struct error *e)
{
    return pour(t, PASS, e);
}

enum status table_close(struct table *t, struct error *e)
{
    enum status s = pour(t, 0, e);

    if (s == STATUS_OK && t->own) {
        struct package_file *file = t->file;
        t->file = NULL;
        t->making->result->files++;
        s = package_close(file, e);
    }
    table_drop(t);
    return s;
}

void table_drop(struct table *t)
{
    if (!t)
        return;
    if (t->own)
        package_discard(t->file);
    csv_writer_free(t->out);
    free(t);
}

enum status part_print(struct package_file *f, struct error *e, const char *format, ...)
{
    va_list list;
    char *text;

    va_start(list, format);
    int size = vasprintf(&text, format, list);
    va_end(list);
    if (size < 0)
        return error_memory(e);
    enum status s = package_write(f, text, (size_t)size, e);
    free(text);
    return s;
}
