#include "core/exchange/unread_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/spool.h"
#include "core/exchange/columns.h"
#include "core/exchange/excel.h"
#include "core/exchange/package.h"
#include "core/exchange/personal.h"
#include "core/method/type.h"
#include "core/store/record.h"

#define UNREAD_COLUMNS 6 /* what a text fills of them */

const struct part_column unread_file_columns[] = {{HEADING_REGION, "string"},
    {UNREAD_FILE_FORM, "string"}, {HEADING_ID, "string"}, {HEADING_CODE, "string"},
    {UNREAD_FILE_FIELD, "string"}, {UNREAD_FILE_TEXT, "string"}, {"pemeriksaan", "string"},
    {"tingkat_temuan", "string"}, {"kalimat", "string"}, {"diabaikan_karena", "string"},
    {NULL, NULL}};

struct unread_file {
    struct workbook *wb;
    const struct dialect *dialect;
    struct csv_writer *out; /* one row */
    struct spool *rows;
    char region[16];
    size_t count;
};

/* Puts by what is in the writer. */
static enum status put_by(struct unread_file *f, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(f->out, &size);
    enum status s = bytes ? spool_add(f->rows, bytes, size, e) : error_memory(e);

    csv_writer_reset(f->out);
    return s;
}

enum status unread_file_new(struct unread_file **out, struct workbook *wb,
    const struct dialect *dialect, struct error *e)
{
    struct unread_file *f = calloc(1, sizeof *f);
    struct plan_years plan;

    *out = f;
    if (!f || !(f->out = csv_writer_new(dialect->delimiter)) || !(f->rows = spool_new()))
        return error_memory(e);
    f->wb = wb;
    f->dialect = dialect;
    enum status s = workbook_plan(wb, &plan, e);
    if (s != STATUS_OK)
        return s;
    memcpy(f->region, plan.region, sizeof f->region);
    for (size_t i = 0; unread_file_columns[i].name; i++)
        csv_cell(f->out, unread_file_columns[i].name);
    csv_end_row(f->out);
    return put_by(f, e);
}

void unread_file_free(struct unread_file *f)
{
    if (!f)
        return;
    csv_writer_free(f->out);
    spool_free(f->rows);
    free(f);
}

/* One text. */
static enum status add(struct unread_file *f, const struct field *field, const char *uid,
    const char *text, struct error *e)
{
    char *code = NULL;
    char *guarded = f->dialect->labels ? excel_guard(text) : strdup(text);
    enum status s = guarded ? record_code(f->wb, field->form, uid, &code, e) : error_memory(e);

    if (s == STATUS_OK) {
        csv_cell(f->out, f->region);
        csv_cell(f->out, field->form->name);
        csv_cell(f->out, uid);
        csv_cell(f->out, code);
        csv_cell(f->out, field->name);
        csv_cell(f->out, guarded);
        for (size_t i = UNREAD_COLUMNS; unread_file_columns[i].name; i++)
            csv_cell(f->out, "");
        csv_end_row(f->out);
        f->count++;
        s = put_by(f, e);
    }
    free(code);
    free(guarded);
    return s;
}

enum status unread_file_add_row(struct unread_file *f, const struct form *form, const char *uid,
    const struct unread *unread, struct persons *persons, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++) {
        const struct field *field = &form->fields[i];
        const char *text = unread_text(unread, uid, field->name);
        bool stays = text && persons && personal_field(field);
        if (text && persons && !stays && field->type->id == TYPE_ANY_REF)
            s = persons_named(persons, text, &stays, e);
        if (s == STATUS_OK && text && !stays)
            s = add(f, field, uid, text, e);
    }
    return s;
}

size_t unread_file_count(const struct unread_file *f)
{
    return f->count;
}

enum status unread_file_pour(struct unread_file *f, struct package_file *file, struct error *e)
{
    char block[4096];
    size_t got = 1;
    enum status s = STATUS_OK;

    while (s == STATUS_OK && got) {
        s = spool_read(f->rows, block, sizeof block, &got, e);
        if (s == STATUS_OK && got)
            s = package_write(file, block, got, e);
    }
    return s;
}
