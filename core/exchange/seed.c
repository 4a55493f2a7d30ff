#include "core/exchange/seed.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/intake.h"
#include "core/store/action.h"
#include "core/store/record.h"
#include "core/store/rows.h"

/* How many lists may wait for each other: an agenda for its meetings. */
#define SEED_DEPTH 3

/* The file of a form; *bytes NULL when the method has none. Name and bytes are the caller's. */
static enum status seed_file(struct workbook *wb, const struct form *form, char **name,
    char **bytes, size_t *size, struct error *e)
{
    *bytes = NULL;
    *name = text_format("seed/%s.csv", form->name);
    if (!*name)
        return error_memory(e);
    return form->kind == FORM_LIST ? workbook_method_file(wb, *name, bytes, size, e)
                                   : STATUS_OK;
}

/* import_note_fn: what the method offers it can read. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    (void)rejected;
    (void)where;
    (void)text;
}

static enum status take(struct workbook *wb, const struct form *form, int depth, size_t few,
    size_t *rows, struct error *e);

/* First the lists that the file's columns refer to. */
static enum status take_referred(struct workbook *wb, const struct form *form, const char *name,
    const char *bytes, size_t size, int depth, struct error *e)
{
    struct csv_table table = {0};
    size_t rows;
    enum status s = csv_table_read(&table, name, bytes, size, e);

    for (size_t i = 0; s == STATUS_OK && depth > 0 && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->targets && f->targets[0] && f->targets[0] != form &&
            csv_table_column(&table, f->name) >= 0)
            s = take(wb, f->targets[0], depth - 1, 1, &rows, e);
    }
    csv_table_free(&table);
    return s;
}

/* The defaults of all rows of a list that was empty. */
static enum status fill_rows(
    struct workbook *wb, const struct form *form, size_t *count, struct error *e)
{
    struct rows *rows = NULL;
    enum status s = rows_open(wb, form, &rows, e);

    *count = s == STATUS_OK ? rows_count(rows) : 0;
    for (size_t i = 0; s == STATUS_OK && i < *count; i++)
        s = action_fill(wb, form, rows_uid(rows, i), NULL, e);
    rows_close(rows);
    return s;
}

/* What a row says in a field, its code when there is none; NULL for nothing. Caller frees. */
static char *says(struct workbook *wb, const struct form *form, const struct field *field,
    const char *uid, enum status *s, struct error *e)
{
    struct cell cell = {0};
    char *code = NULL, *text = NULL;

    if (field) {
        *s = record_cell(wb, form, uid, field, &cell, e);
        text = *s == STATUS_OK && cell.value.kind == VALUE_TEXT ? text_fold(cell.value.text)
                                                                : NULL;
        cell_clear(&cell);
        return text;
    }
    *s = record_code(wb, form, uid, &code, e);
    text = code ? text_fold(code) : NULL;
    free(code);
    return text;
}

/* Whether a row of the list is called so in a field (NULL: by code), in whatever case. */
static enum status is_called(struct workbook *wb, const struct form *form,
    const struct rows *rows, const struct field *field, const char *text, bool *there,
    struct error *e)
{
    enum status s = STATUS_OK;
    char *folded = text_fold(text);

    for (size_t i = 0; s == STATUS_OK && folded && folded[0] && !*there && i < rows_count(rows);
         i++) {
        char *has = says(wb, form, field, rows_uid(rows, i), &s, e);
        *there = has && strcmp(has, folded) == 0;
        free(has);
    }
    free(folded);
    return s;
}

/* Writes the heading and those rows whose code, name and title the list does not have. */
static enum status write_missing(struct workbook *wb, const struct form *form,
    const struct csv_table *table, struct csv_writer *out, struct error *e)
{
    const struct field *name = form_role_field(form, ROLE_NAME),
                       *title = form_title_field(form);
    const struct {
        const struct field *field; /* NULL = the code */
        int column;
    } calls[] = {{NULL, csv_table_column(table, "kode")},
        {name, name ? csv_table_column(table, name->name) : -1},
        {title, title ? csv_table_column(table, title->name) : -1}};
    struct rows *rows = NULL;
    enum status s = rows_open(wb, form, &rows, e);

    for (size_t c = 0; c < table->columns; c++)
        csv_cell(out, table->header[c]);
    csv_end_row(out);
    for (size_t r = 0; s == STATUS_OK && r < table->rows; r++) {
        bool there = false;
        for (size_t n = 0; s == STATUS_OK && !there && n < sizeof calls / sizeof calls[0];
             n++) {
            if (calls[n].column >= 0)
                s = is_called(wb, form, rows, calls[n].field,
                    csv_table_cell(table, r, calls[n].column), &there, e);
        }
        for (size_t c = 0; !there && c < table->columns; c++)
            csv_cell(out, csv_table_cell(table, r, (int)c));
        if (!there)
            csv_end_row(out);
    }
    rows_close(rows);
    return s;
}

/* Leaves of the file what the list does not have yet; *bytes is replaced. */
static enum status leave_missing(struct workbook *wb, const struct form *form, const char *name,
    char **bytes, size_t *size, struct error *e)
{
    struct csv_table table = {0};
    struct csv_writer *out = csv_writer_new(',');
    enum status s = out ? csv_table_read(&table, name, *bytes, *size, e) : error_memory(e);

    if (s == STATUS_OK)
        s = write_missing(wb, form, &table, out, e);
    if (s == STATUS_OK) {
        size_t length = 0;
        const char *written = csv_writer_bytes(out, &length);
        char *kept = written ? malloc(length + 1) : NULL;
        if (kept) {
            memcpy(kept, written, length);
            kept[length] = '\0';
            free(*bytes);
            *bytes = kept;
            *size = length;
        } else {
            s = error_memory(e);
        }
    }
    csv_table_free(&table);
    csv_writer_free(out);
    return s;
}

enum status seed_count(
    struct workbook *wb, const struct form *form, size_t *rows, struct error *e)
{
    char *name, *bytes;
    size_t size = 0, there = 0;
    struct csv_table table = {0};
    enum status s = seed_file(wb, form, &name, &bytes, &size, e);

    *rows = 0;
    if (s == STATUS_OK && bytes)
        s = rows_total(wb, form, &there, e);
    if (s == STATUS_OK && bytes && there > 0 && there < SEED_FEW)
        s = leave_missing(wb, form, name, &bytes, &size, e);
    if (s == STATUS_OK && bytes) {
        s = csv_table_read(&table, name, bytes, size, e);
        *rows = s == STATUS_OK ? table.rows : 0;
        csv_table_free(&table);
    }
    free(name);
    free(bytes);
    return s;
}

/* Inside the action: the rows of one list, if it has fewer than `few` and there are any. */
static enum status take(struct workbook *wb, const struct form *form, int depth, size_t few,
    size_t *rows, struct error *e)
{
    char *name = NULL, *bytes = NULL;
    size_t size = 0, there = 0;
    const struct import_options options = {.note = note};
    struct import_result result = {0};
    enum status s = rows_total(wb, form, &there, e);

    *rows = there;
    if (s != STATUS_OK || there >= few)
        return s;
    s = seed_file(wb, form, &name, &bytes, &size, e);
    if (s == STATUS_OK && bytes && there > 0)
        s = leave_missing(wb, form, name, &bytes, &size, e);
    if (s == STATUS_OK && bytes)
        s = take_referred(wb, form, name, bytes, size, depth, e);
    if (s == STATUS_OK && bytes) {
        struct feed feed = {.name = name, .bytes = bytes, .size = size};
        struct intake_task task = {.wb = wb,
            .form = form,
            .options = &options,
            .result = &result,
            .pass = PASS_ALONE,
            .repeats = true};
        s = intake_run(&task, &feed, e);
        if (s == STATUS_OK)
            s = fill_rows(wb, form, rows, e);
    }
    *rows -= *rows < there ? *rows : there;
    free(name);
    free(bytes);
    return s;
}

enum status seed_take(
    struct workbook *wb, const struct form *form, size_t *rows, struct error *e)
{
    size_t there = 0, offered = 0;
    enum status s = rows_total(wb, form, &there, e);

    *rows = 0;
    if (s == STATUS_OK)
        s = seed_count(wb, form, &offered, e);
    if (s == STATUS_OK && (there >= SEED_FEW || offered == 0))
        return error_set(e, STATUS_USAGE, _("%s has rows already, or there are none to offer."),
            words_get(&form->title));
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_IMPORT, e);
    if (s != STATUS_OK)
        return s;
    s = take(wb, form, SEED_DEPTH, SEED_FEW, rows, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}
