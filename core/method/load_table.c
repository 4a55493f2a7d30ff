#include "core/method/load_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/limits.h"
#include "core/base/text.h"

/* Tells the caller, and keeps the first mistake as the sentence of the whole. */
static void tell(
    struct loader *l, const char *file, size_t line, size_t column, const char *text)
{
    if (l->tell != NULL)
        l->tell(l->context, file, line, column, text);
    if (l->mistakes++ == 0)
        error_set(l->e, STATUS_DATA, "%s:%zu:%zu: %s", file, line, column, text);
    l->no_memory = l->no_memory || (l->e != NULL && l->e->status == STATUS_MEMORY);
}

void load_mistake(
    struct loader *l, const char *file, size_t line, size_t column, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0) {
        l->no_memory = true;
        return;
    }
    tell(l, file, line, column, text);
    free(text);
}

void cell_mistake(const struct table *t, size_t row, int column, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;

    if (t->rows[row].broken)
        return;
    va_start(arguments, format);
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0) {
        t->loader->no_memory = true;
        return;
    }
    tell(t->loader, t->file, t->rows[row].line, t->at[column], text);
    free(text);
}

const char *cell(const struct table *t, size_t row, int column)
{
    return t->rows[row].cells[column];
}

/* The cell as text in the method's memory; broken bytes are a mistake and an empty text. */
static const char *clean(struct table *t, const struct csv_row *r, size_t i, bool *broken)
{
    enum text_flaw flaw = TEXT_FINE;

    if (r->cells[i].size == 0)
        return "";
    char *text = text_clean(r->cells[i].bytes, r->cells[i].size, &flaw, NULL);
    const char *kept = "";

    if (text != NULL)
        kept = arena_text(t->loader->arena, text);
    if (flaw == TEXT_NO_MEMORY)
        t->loader->no_memory = true;
    if (text == NULL) {
        *broken = true;
        load_mistake(t->loader, t->file, r->line, i + 1, _("This cell cannot be read: %s."),
            text_flaw_name(flaw));
    }
    free(text);
    return kept;
}

/* The sentence for a row that libcsv or its limits refused. */
static const char *flaw_sentence(enum csv_flaw flaw)
{
    switch (flaw) {
    case CSV_STRAY_QUOTE:
        return _(
            "A quotation mark stands inside this cell. Double it, or put the cell in quotes.");
    case CSV_UNCLOSED_QUOTE:
        return _("The quotation mark that opens this cell is never closed.");
    case CSV_CELL_TOO_LONG: return _("This cell is too long.");
    case CSV_ROW_TOO_LONG: return _("This row is too long.");
    case CSV_TOO_MANY_CELLS: return _("This row has too many cells.");
    case CSV_FINE: break;
    }
    return "";
}

/* Finds which column each cell of the header is. */
static void take_header(struct table *t, const struct csv_row *r)
{
    struct loader *l = t->loader;

    t->headed = true;
    t->header_count = r->count;
    t->meaning = arena_take(l->scratch, r->count, sizeof *t->meaning);
    for (size_t i = 0; i < r->count && t->meaning != NULL; i++) {
        bool broken = false;
        const char *name = clean(t, r, i, &broken);
        size_t c = 0;
        while (c < t->column_count && strcmp(t->columns[c].name, name) != 0)
            c++;
        t->meaning[i] = c;
        if (broken)
            continue;
        if (c == t->column_count) {
            load_mistake(
                l, t->file, r->line, i + 1, _("No column of this file is named \"%s\"."), name);
        } else if (t->at[c] != 0) {
            load_mistake(
                l, t->file, r->line, i + 1, _("The column \"%s\" is there twice."), name);
            t->meaning[i] = t->column_count;
        } else {
            t->at[c] = i + 1;
        }
    }
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].needed && t->at[c] == 0)
            load_mistake(
                l, t->file, r->line, 0, _("The column \"%s\" is missing."), t->columns[c].name);
}

static bool only(const char *text, const char *letters)
{
    return text[strspn(text, letters)] == '\0';
}

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Checks the shape of one cell by the kind of its column. */
static void check_cell(const struct table *t, size_t row, int c)
{
    const char *text = cell(t, row, c);
    const struct column *column = &t->columns[c];

    if (text[0] == '\0') {
        if (column->needed && t->at[c] != 0)
            cell_mistake(t, row, c, _("The cell %s is empty."), column->name);
        return;
    }
    switch (column->kind) {
    case CELL_FREE: break;
    case CELL_LINE:
        if (strpbrk(text, "\n\t") != NULL)
            cell_mistake(t, row, c, _("The cell %s must stand on one line."), column->name);
        break;
    case CELL_NAME:
        if (!text_is_name(text))
            cell_mistake(t, row, c,
                _("\"%s\" cannot be a name: small letters, digits and _ , a letter first."),
                text);
        break;
    case CELL_CODE:
        if (!only(text, LOWER UPPER DIGITS "_."))
            cell_mistake(t, row, c,
                _("\"%s\" cannot name a choice: letters, digits, _ and . only."), text);
        break;
    case CELL_STEP:
        if (!only(text, DIGITS ".") && !text_is_name(text))
            cell_mistake(
                t, row, c, _("\"%s\" cannot name a step: digits and dots, or a name."), text);
        break;
    case CELL_SQL:
        if (strchr(text, ';') != NULL)
            cell_mistake(t, row, c,
                _("The cell %s holds a semicolon; it must be one query or expression."),
                column->name);
        break;
    }
}

/* Room for one more row; the old array stays behind in scratch memory. */
static struct row *add_row(struct table *t)
{
    if (t->count == t->room) {
        size_t room = t->room == 0 ? 64 : t->room * 2;
        struct row *rows = arena_take(t->loader->scratch, room, sizeof *rows);
        if (rows == NULL)
            return NULL;
        if (t->count > 0)
            memcpy(rows, t->rows, t->count * sizeof *rows);
        t->rows = rows;
        t->room = room;
    }
    return &t->rows[t->count++];
}

/* One row after the header. */
static enum status take_cells(struct table *t, const struct csv_row *r, struct error *e)
{
    struct loader *l = t->loader;
    struct row *row = add_row(t);
    const char **cells = arena_take(l->scratch, t->column_count, sizeof *cells);

    if (row == NULL || cells == NULL)
        return error_memory(e);
    *row = (struct row){.line = r->line, .cells = cells};
    for (size_t c = 0; c < t->column_count; c++)
        cells[c] = "";
    if (r->count != t->header_count) {
        row->broken = true;
        load_mistake(l, t->file, r->line,
            (r->count < t->header_count ? r->count : t->header_count) + 1,
            _("This row has %zu cells, the header has %zu."), r->count, t->header_count);
    }
    for (size_t i = 0; i < r->count && i < t->header_count; i++) {
        bool broken = false;
        size_t c = t->meaning[i];
        const char *text = clean(t, r, i, &broken);
        row->broken = row->broken || broken;
        if (c < t->column_count)
            cells[c] = text;
    }
    for (size_t c = 0; c < t->column_count; c++)
        check_cell(t, t->count - 1, (int)c);
    return STATUS_OK;
}

/* csv_row_fn: header first, then rows. */
static enum status take_row(void *context, const struct csv_row *r, struct error *e)
{
    struct table *t = context;

    if (r->flaw != CSV_FINE) {
        load_mistake(t->loader, t->file, r->line, r->column, "%s", flaw_sentence(r->flaw));
        if (!t->headed)
            return STATUS_FINDINGS; /* without a header nothing can be said of the rest */
        return STATUS_OK;
    }
    if (!t->headed) {
        take_header(t, r);
        return t->meaning == NULL ? error_memory(e) : STATUS_OK;
    }
    if (t->count == TABLE_ROWS) {
        load_mistake(
            t->loader, t->file, r->line, 0, _("This file has more than %d rows."), TABLE_ROWS);
        return STATUS_FINDINGS;
    }
    return take_cells(t, r, e);
}

enum status table_read(struct table *t, struct loader *l, const char *file,
    const struct column *columns, size_t column_count, bool needed)
{
    const struct source_file *f = source_find(l->source, file);
    struct error e = {0};

    *t = (struct table){
        .loader = l, .file = file, .columns = columns, .column_count = column_count};
    t->at = arena_take(l->scratch, column_count, sizeof *t->at);
    if (t->at == NULL)
        return error_memory(l->e);
    if (f == NULL) {
        if (needed)
            load_mistake(l, file, 0, 0, _("The method needs a file %s."), file);
        return STATUS_OK;
    }
    if (f->size > LIMIT_METHOD_FILE) {
        load_mistake(l, file, 0, 0, _("This file is larger than %ld MiB."),
            LIMIT_METHOD_FILE / 1024 / 1024);
        return STATUS_OK;
    }
    enum status status = csv_read(f->bytes, f->size, ',', take_row, t, &e);
    if (status != STATUS_OK && status != STATUS_FINDINGS) {
        status = error_set(l->e, status, "%s", error_text(&e));
    } else {
        if (status == STATUS_OK && !t->headed)
            load_mistake(l, file, 0, 0, _("This file is empty; it needs at least its header."));
        status = STATUS_OK;
    }
    error_clear(&e);
    return status;
}
