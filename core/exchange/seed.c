#include "core/exchange/seed.h"

#include <stdlib.h>

#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/intake.h"
#include "core/store/action.h"
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

enum status seed_count(
    struct workbook *wb, const struct form *form, size_t *rows, struct error *e)
{
    char *name, *bytes;
    size_t size = 0;
    struct csv_table table = {0};
    enum status s = seed_file(wb, form, &name, &bytes, &size, e);

    *rows = 0;
    if (s == STATUS_OK && bytes) {
        s = csv_table_read(&table, name, bytes, size, e);
        *rows = s == STATUS_OK ? table.rows : 0;
        csv_table_free(&table);
    }
    free(name);
    free(bytes);
    return s;
}

/* import_note_fn: what the method offers it can read. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    (void)rejected;
    (void)where;
    (void)text;
}

static enum status take(
    struct workbook *wb, const struct form *form, int depth, size_t *rows, struct error *e);

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
            s = take(wb, f->targets[0], depth - 1, &rows, e);
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

/* Inside the action: the rows of one list, if it is empty and there are any. */
static enum status take(
    struct workbook *wb, const struct form *form, int depth, size_t *rows, struct error *e)
{
    char *name = NULL, *bytes = NULL;
    size_t size = 0;
    const struct import_options options = {.note = note};
    struct import_result result = {0};
    enum status s = rows_total(wb, form, rows, e);

    if (s != STATUS_OK || *rows > 0)
        return s;
    s = seed_file(wb, form, &name, &bytes, &size, e);
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
    if (s == STATUS_OK && (there > 0 || offered == 0))
        return error_set(e, STATUS_USAGE, _("%s has rows already, or there are none to offer."),
            words_get(&form->title));
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_IMPORT, e);
    if (s != STATUS_OK)
        return s;
    s = take(wb, form, SEED_DEPTH, rows, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}
