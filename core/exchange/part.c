#include "core/exchange/part.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/exchange/excel.h"
#include "core/exchange/personal.h"
#include "core/exchange/trail.h"
#include "core/method/engine.h"

#define BOM "\xEF\xBB\xBF"
#define PASS 32768 /* bytes a table holds back at most, about */

/* The whole workbook, not one form of it. */
static bool whole(const struct export_options *o)
{
    return !o->only;
}

/* For programs: the schemas speak of the columns of this dialect alone. */
static bool for_programs(const struct export_options *o)
{
    return whole(o) && !o->dialect->labels;
}

/* --riwayat. */
static bool with_history(const struct export_options *o)
{
    return o->history;
}

static const struct part parts[] = {
    {PACKAGE_DATA "/", NULL, part_forms, NULL, NULL},
    {PACKAGE_DATA "/", whole, part_register, NULL, NULL},
    {PACKAGE_DATA "/", for_programs, part_links, NULL, NULL},
    {PACKAGE_UNREAD, NULL, part_findings, NULL, unread_file_columns},
    {"/", whole, part_comments, NULL, NULL},
    {PACKAGE_SHEETS, for_programs, part_changes, NULL, NULL},
    {PACKAGE_HISTORY, with_history, part_trail, trail_columns, NULL},
    {"kamus.csv", whole, part_dictionary, NULL, dictionary_columns},
    {"choices.csv", whole, part_choices, NULL, choices_columns},
    {"wilayah.csv", whole, part_region, NULL, region_columns},
    {PART_SUMMARY, for_programs, part_summary, NULL, NULL},
    {"datapackage.json", for_programs, part_descriptor, NULL, NULL},
    {"muat.sql", for_programs, part_sql, NULL, NULL},
    {"muat_duckdb.sql", for_programs, part_duckdb, NULL, NULL},
    {PACKAGE_SHEETS, for_programs, part_sheets, NULL, NULL},
    {"BACA-SAYA.txt", whole, part_readme, NULL, NULL},
};

const struct part *part_at(const struct export_options *o, size_t i)
{
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if ((!parts[k].wanted || parts[k].wanted(o)) && i-- == 0)
            return &parts[k];
    return NULL;
}

/* One part. */
static enum status write_part(struct making *m, const struct part *part, struct error *e)
{
    struct package_file *f;

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
    const struct part *part;

    for (size_t i = 0; s == STATUS_OK && (part = part_at(m->options, i)); i++)
        s = write_part(m, part, e);
    return s;
}

bool part_has_form(const struct export_options *o, const struct form *form)
{
    return o->only ? form == o->only : o->personal || !personal_form(form);
}

bool part_registers(
    const struct workbook *wb, const struct export_options *o, const struct form *form)
{
    return whole(o) && (form->role == FORM_ROLE_PACKAGE ||
                           form == engine_form(workbook_method(wb), ENGINE_MARK));
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

enum status table_open(struct table **out, struct making *m, const struct dialect *d,
    struct package_file *f, const char *path, struct error *e)
{
    struct table *t = calloc(1, sizeof *t);

    *out = NULL;
    if (!t || !(t->out = csv_writer_new(d->delimiter))) {
        free(t);
        return error_memory(e);
    }
    t->dialect = d;
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

void table_head(struct table *t, const struct part_column *columns)
{
    for (size_t i = 0; columns[i].name; i++)
        csv_cell(t->out, columns[i].name);
    csv_end_row(t->out);
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

enum status table_bytes(struct table *t, const void *bytes, size_t size, struct error *e)
{
    enum status s = pour(t, 0, e);

    return s == STATUS_OK ? package_write(t->file, bytes, size, e) : s;
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
