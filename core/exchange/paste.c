#include "core/exchange/paste.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/columns.h"
#include "core/exchange/match.h"
#include "core/exchange/reject.h"

bool paste_is_table(const char *text)
{
    const char *end = strchr(text, '\n');

    return strchr(text, '\t') || (end && end[1]);
}

void paste_close(struct paste *p)
{
    for (size_t i = 0; p->cells && i < p->rows * p->columns; i++)
        free(p->cells[i]);
    free(p->cells);
    free(p->targets);
    *p = (struct paste){0};
}

/* Cells as they come, before it is known how many a row has. */
struct heap {
    char **cells; /* a NULL ends a row */
    size_t count, room;
};

static enum status heap_add(struct heap *h, char *cell, struct error *e)
{
    if (h->count == h->room) {
        size_t room = h->room ? h->room * 2 : 256;
        char **more = realloc(h->cells, room * sizeof *more);
        if (!more) {
            free(cell);
            return error_memory(e);
        }
        h->cells = more;
        h->room = room;
    }
    h->cells[h->count++] = cell;
    return STATUS_OK;
}

static void heap_free(struct heap *h)
{
    for (size_t i = 0; i < h->count; i++)
        free(h->cells[i]);
    free(h->cells);
}

/* A cell's text as it may be stored: without what word processors leave, and blanks around. */
static char *tidy(const char *text)
{
    char *plain = text_from_paste(text);
    char *trimmed = plain ? text_trim(plain) : NULL;

    free(plain);
    return trimmed;
}

static enum status add_text(struct heap *h, const char *text, struct error *e)
{
    char *cell = tidy(text);

    return cell ? heap_add(h, cell, e) : error_memory(e);
}

/* Where a quoted cell ends that begins at s: behind the closing quote, which stands before a
 * TAB, a line end or the end of the text. NULL: the quote is only a character. */
static const char *closing(const char *s)
{
    if (*s != '"')
        return NULL;
    for (s++; *s; s++) {
        if (*s != '"')
            continue;
        if (s[1] == '"')
            s++;
        else
            return s[1] == '\t' || s[1] == '\n' || !s[1] ? s + 1 : NULL;
    }
    return NULL;
}

/* The text between s and end; of a quoted cell without the quotes around and with one of each
 * two inside. Caller frees. */
static char *between(const char *s, const char *end, bool quoted)
{
    char *text = strndup(s + quoted, (size_t)(end - s) - (quoted ? 2 : 0));

    if (!text || !quoted)
        return text;
    char *to = text;
    for (const char *from = text; *from; from++) {
        *to++ = *from;
        if (*from == '"' && from[1] == '"')
            from++;
    }
    *to = '\0';
    return text;
}

/* Takes a text of the clipboard apart. */
static enum status split(struct heap *h, const char *s, struct error *e)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && *s) {
        const char *quoted_end = closing(s);
        const char *end = quoted_end ? quoted_end : s + strcspn(s, "\t\n");
        char *text = between(s, end, quoted_end != NULL);
        status = text ? add_text(h, text, e) : error_memory(e);
        free(text);
        if (status == STATUS_OK && *end != '\t')
            status = heap_add(h, NULL, e);
        if (status == STATUS_OK && *end == '\t' && !end[1])
            status = add_text(h, "", e);
        s = *end ? end + 1 : end;
    }
    if (status == STATUS_OK && h->count && h->cells[h->count - 1])
        status = heap_add(h, NULL, e);
    return status;
}

/* csv_row_fn: a row of a file. */
static enum status take_row(void *context, const struct csv_row *row, struct error *e)
{
    struct heap *h = context;
    enum status s = STATUS_OK;

    if (row->flaw != CSV_FINE) {
        char *sentence = reject_flaw(row);
        s = sentence ? error_set(e, STATUS_DATA, "%s", sentence) : error_memory(e);
        free(sentence);
        return s == STATUS_DATA ? error_where(e, _("row %zu"), row->line) : s;
    }
    for (size_t i = 0; s == STATUS_OK && i < row->count; i++) {
        enum text_flaw flaw;
        char *clean = text_clean(row->cells[i].bytes, row->cells[i].size, &flaw, NULL);
        if (clean)
            s = add_text(h, clean, e);
        else if (flaw == TEXT_NO_MEMORY)
            s = error_memory(e);
        else
            s = error_set(e, STATUS_DATA,
                _("Row %zu is no readable text. Save the file as “CSV UTF-8”."), row->line);
        free(clean);
    }
    return s == STATUS_OK ? heap_add(h, NULL, e) : s;
}

/* Makes the table of what was gathered: short rows get empty cells, empty rows go; without a
 * form only those at the end. */
static enum status square(struct paste *p, struct heap *h, struct error *e)
{
    size_t width = 0, rows = 0, most = 0, last = 0;

    for (size_t i = 0; i < h->count; i++) {
        width = h->cells[i] ? width + 1 : 0;
        most = width > most ? width : most;
        rows += !h->cells[i];
    }
    p->columns = most;
    p->cells = calloc(rows * most + 1, sizeof *p->cells);
    p->targets = calloc(most + 1, sizeof *p->targets);
    if (!p->cells || !p->targets)
        return error_memory(e);
    for (size_t i = 0; i < h->count; i++) {
        char **row = p->cells + p->rows * most;
        bool filled = false;
        size_t at = 0;
        for (; h->cells[i]; i++, at++) {
            row[at] = h->cells[i];
            h->cells[i] = NULL;
            filled = filled || row[at][0];
        }
        p->rows++;
        for (; at < most; at++)
            if (!(row[at] = strdup("")))
                return error_memory(e);
        last = filled ? p->rows : last;
        for (at = 0; !filled && p->form && at < most; at++)
            free(row[at]), row[at] = NULL;
        p->rows -= !filled && p->form;
    }
    for (; p->rows > last; p->rows--)
        for (size_t at = 0; at < most; at++)
            free(p->cells[(p->rows - 1) * most + at]),
                p->cells[(p->rows - 1) * most + at] = NULL;
    return p->rows ? STATUS_OK
                   : error_set(e, STATUS_DATA, _("There is nothing in what was pasted."));
}

/* What a heading names; PASTE_SKIP when nobody knows it. */
static enum status named(
    const struct form *form, const char *heading, struct paste_column *target, struct error *e)
{
    struct place place = {0};
    enum status s = heading_place(form, heading, &place, e);
    bool row = place.kind == PLACE_CODE || (place.kind == PLACE_ID && form->kind == FORM_FIXED);

    *target = (struct paste_column){PASTE_SKIP, NULL};
    if (place.kind == PLACE_WHOLE)
        *target = (struct paste_column){PASTE_FIELD, place.field};
    else if (row)
        target->target = PASTE_ROW;
    return s;
}

/* Guesses the targets by headings, else by the order of the fields on the screen. */
static enum status guess(struct paste *p, const struct field *const *fields, struct error *e)
{
    size_t known = 0, filled = 0;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < p->columns; i++) {
        struct paste_column target;
        s = named(p->form, p->cells[i], &target, e);
        filled += p->cells[i][0] != '\0';
        known += target.target != PASTE_SKIP;
        if (target.target != PASTE_SKIP)
            paste_choose(p, i, target);
    }
    p->headed = known > 0 && known * 2 >= filled;
    for (size_t i = 0; !p->headed && i < p->columns; i++) {
        p->targets[i] = (struct paste_column){PASTE_SKIP, NULL};
        if (fields && *fields)
            p->targets[i] = (struct paste_column){PASTE_FIELD, *fields++};
    }
    return s;
}

/* The end of opening: from loose cells to a table with targets. */
static enum status settle(struct paste *p, const struct form *form, struct heap *h,
    const struct field *const *fields, enum status s, struct error *e)
{
    p->form = form;
    if (s == STATUS_OK)
        s = square(p, h, e);
    heap_free(h);
    return s == STATUS_OK && form ? guess(p, fields, e) : s;
}

enum status paste_text(struct paste *p, const struct form *form, const char *text,
    const struct field *const *fields, struct error *e)
{
    struct heap h = {0};

    *p = (struct paste){0};
    return settle(p, form, &h, fields, split(&h, text, e), e);
}

enum status paste_file(struct paste *p, const struct form *form, const char *path,
    const struct field *const *fields, struct error *e)
{
    struct heap h = {0};
    char *bytes = NULL;
    size_t size = 0;

    *p = (struct paste){0};
    /* Reading from a pipe or a device may never end, and somebody waits. */
    struct stat st;
    enum status s = stat(path, &st) == 0 && !S_ISREG(st.st_mode)
                        ? error_set(e, STATUS_FILE, _("%s is not a file with a table."), path)
                        : file_read(path, LIMIT_FILE, &bytes, &size, e);
    if (s == STATUS_OK) {
        s = csv_read(bytes, size, csv_guess_delimiter(bytes, size), take_row, &h, e);
        if (s == STATUS_DATA)
            error_where(e, "%s", file_name(path));
    }
    free(bytes);
    return settle(p, form, &h, fields, s, e);
}

size_t paste_count(const struct paste *p)
{
    return p->rows - (p->headed && p->rows > 0);
}

const char *paste_sample(const struct paste *p, size_t column)
{
    for (size_t r = p->headed; r < p->rows; r++)
        if (p->cells[r * p->columns + column][0])
            return p->cells[r * p->columns + column];
    return "";
}

void paste_letters(size_t column, char out[8])
{
    char reversed[8];
    size_t n = 0, i = 0;

    for (column++; column > 0 && n < sizeof reversed; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    while (n > 0)
        out[i++] = reversed[--n];
    out[i] = '\0';
}

void paste_choose(struct paste *p, size_t column, struct paste_column target)
{
    for (size_t i = 0; target.target != PASTE_SKIP && i < p->columns; i++)
        if (p->targets[i].target == target.target && p->targets[i].field == target.field)
            p->targets[i] = (struct paste_column){PASTE_SKIP, NULL};
    p->targets[column] = target;
}

/* Whether rows of a form can be named in a column of their own. */
static bool rows_have_names(const struct form *form)
{
    return form->kind == FORM_FIXED || (form->kind == FORM_LIST && form->prefix[0]);
}

/* The i-th thing a column may become: nothing, the row, every field in order. */
static struct paste_column stop_at(const struct form *form, size_t i)
{
    if (i == 0)
        return (struct paste_column){PASTE_SKIP, NULL};
    if (i == 1)
        return (struct paste_column){PASTE_ROW, NULL};
    return (struct paste_column){PASTE_FIELD, &form->fields[i - 2]};
}

/* Whether a column may become this, and no other column has. */
static bool is_open(const struct paste *p, size_t column, const struct paste_column *target)
{
    if (target->target == PASTE_ROW && !rows_have_names(p->form))
        return false;
    if (target->field && target->field->level == LEVEL_COMPUTED)
        return false;
    for (size_t i = 0; target->target != PASTE_SKIP && i < p->columns; i++)
        if (i != column && p->targets[i].target == target->target &&
            p->targets[i].field == target->field)
            return false;
    return true;
}

void paste_turn(struct paste *p, size_t column, int step)
{
    const struct paste_column *now = &p->targets[column];
    size_t stops = p->form->count + 2;
    size_t at = now->target == PASTE_SKIP  ? 0
                : now->target == PASTE_ROW ? 1
                                           : 2 + now->field->number;
    struct paste_column next;

    do {
        at = (at + (step < 0 ? stops - 1 : 1)) % stops;
        next = stop_at(p->form, at);
    } while (!is_open(p, column, &next));
    paste_choose(p, column, next);
}

/* The heading an import knows a column by. */
static const char *heading_of(const struct form *form, const struct paste_column *target)
{
    if (target->target == PASTE_ROW)
        return form->kind == FORM_FIXED ? HEADING_ID : HEADING_CODE;
    return target->field->name;
}

/* Whether a column goes out; where ids lead the rows, the name of a fixed row does not. */
static bool goes_out(const struct paste *p, size_t column, bool led)
{
    const struct paste_column *t = &p->targets[column];

    return t->target == PASTE_FIELD ||
           (t->target == PASTE_ROW && !(led && p->form->kind == FORM_FIXED));
}

/* The chosen columns as the CSV an import reads; with `over` led by the ids. */
static struct csv_writer *write_out(const struct paste *p, const char *const *over)
{
    struct csv_writer *w = csv_writer_new(',');

    if (!w)
        return NULL;
    if (over)
        csv_cell(w, HEADING_ID);
    for (size_t c = 0; c < p->columns; c++)
        if (goes_out(p, c, over))
            csv_cell(w, heading_of(p->form, &p->targets[c]));
    csv_end_row(w);
    for (size_t r = p->headed; r < p->rows; r++) {
        if (over)
            csv_cell(w, over[r - p->headed] ? over[r - p->headed] : "");
        for (size_t c = 0; c < p->columns; c++)
            if (goes_out(p, c, over))
                csv_cell(w, p->cells[r * p->columns + c]);
        csv_end_row(w);
    }
    return w;
}

/* Passes the notes on, with the number of the row in the table instead of the line in the CSV:
 * a cell may hold line ends. Notes come in the order of the rows. */
struct teller {
    const struct paste *p;
    bool led;
    size_t row, line; /* a row of the table and the line it begins on */
    import_note_fn *note;
    void *context;
};

/* Lines a row takes in the CSV. */
static size_t lines_of(const struct teller *t, size_t row)
{
    size_t lines = 1;

    for (size_t c = 0; c < t->p->columns; c++)
        if (goes_out(t->p, c, t->led))
            for (const char *s = t->p->cells[row * t->p->columns + c]; *s; s++)
                lines += *s == '\n';
    return lines;
}

static void pass_on(void *context, bool rejected, const char *where, const char *text)
{
    struct teller *t = context;
    const char *colon = strrchr(where, ':');
    size_t line = colon ? strtoul(colon + 1, NULL, 10) : 0;
    char number[24];

    if (!t->note)
        return;
    while (t->row + 1 < t->p->rows && t->line + lines_of(t, t->row) <= line)
        t->line += lines_of(t, t->row++);
    snprintf(number, sizeof number, "%zu", t->row + 1);
    t->note(t->context, rejected, number, text);
}

enum status paste_store(struct paste *p, struct workbook *wb, const char *const *over,
    bool trial, import_note_fn *note, void *context, struct import_result *result,
    struct error *e)
{
    struct teller teller = {p, over, p->headed, 2, note, context};
    struct import_options options = {
        .dry_run = trial, .pasted = true, .note = pass_on, .context = &teller};
    bool any = false;
    size_t size = 0;

    *result = (struct import_result){0};
    for (size_t c = 0; c < p->columns; c++)
        any = any || p->targets[c].target == PASTE_FIELD;
    if (!any)
        return error_set(e, STATUS_DATA,
            _("No column has a field to go to yet. Choose one with Left and Right."));
    struct csv_writer *w = write_out(p, over);
    const char *bytes = w ? csv_writer_bytes(w, &size) : NULL;
    enum status s = bytes ? import_bytes(wb, p->form, "", bytes, size, &options, result, e)
                          : error_memory(e);
    csv_writer_free(w);
    return s;
}
