/* What a Table reads: its columns once, the rows in sight when they come into sight. */
#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/exchange/seed.h"
#include "tui/screen/table_screen.h"

#define CODE_CELLS 10
#define NAMED_CODE_CELLS 14 /* a code people made themselves */
#define NAME_CELLS 24
#define CHOICE_LEAST 8
#define CHOICE_MOST 18
#define HEADING_MOST 14

/* Cells the widest label of a list wants. */
static int list_cells(const struct choice_list *list)
{
    size_t widest = CHOICE_LEAST;
    for (size_t i = 0; list && i < list->count; i++) {
        size_t cells = text_width(words_get(&list->choices[i].label));
        widest = cells > widest ? cells : widest;
    }
    return widest < CHOICE_MOST ? (int)widest : CHOICE_MOST;
}

/* Cells a column of this type wants, whatever its rows hold: nothing moves while scrolling. */
static int type_cells(const struct field *field)
{
    switch (field->type->id) {
    case TYPE_MULTILINE: return 28;
    case TYPE_INTEGER:
    case TYPE_TIME:
    case TYPE_YESNO:
    case TYPE_YEAR: return 6;
    case TYPE_DECIMAL:
    case TYPE_PERCENT: return 8;
    case TYPE_MONEY:
    case TYPE_MEASURE:
    case TYPE_DATE: return 12;
    case TYPE_PERIOD: return 10;
    case TYPE_SELECT_ONE: return list_cells(field->list);
    case TYPE_SELECT_MULTIPLE:
    case TYPE_ANY_REF: return 18;
    case TYPE_REF:
    case TYPE_REF_MULTIPLE: return 20;
    default: return 22;
    }
}

/* Adds a column; the heading is seen whole if it is not long. */
static void add_column(struct table_screen *t, const struct field *field, int width)
{
    const char *heading = field ? words_get(&field->shorter) : "";
    int cells = (int)text_width(heading[0] || !field ? heading : words_get(&field->label));
    cells = cells < HEADING_MOST ? cells : HEADING_MOST;
    t->columns[t->column_count++] =
        (struct column){field, cells, width > cells ? width : cells, 0};
}

/* Whether the focus can stand in a column. */
static bool takes_focus(const struct column *column)
{
    return column->field && column->field->level != LEVEL_KEY;
}

/* The text field that is the code of the form's rows ("{field}"), or NULL. */
static const struct field *code_field(const struct form *form)
{
    size_t length = strlen(form->prefix);
    if (length < 3 || form->prefix[0] != '{' || form->prefix[length - 1] != '}') {
        return NULL;
    }
    for (size_t i = 0; i < form->count; i++) {
        const struct field *field = &form->fields[i];
        if (field->type->id == TYPE_TEXT && strlen(field->name) == length - 2 &&
            strncmp(field->name, form->prefix + 1, length - 2) == 0) {
            return field;
        }
    }
    return NULL;
}

bool table_make_columns(struct table_screen *t)
{
    const struct form *form = t->form;
    t->columns = calloc(form->count + 2, sizeof *t->columns);
    if (!t->columns) {
        return false;
    }
    const struct field *title = form->kind == FORM_LIST ? form_title_field(form) : NULL;
    const struct field *code = form->kind == FORM_LIST ? code_field(form) : NULL;
    if (form->kind == FORM_FIXED) {
        add_column(t, NULL, NAME_CELLS);
    } else if (code) {
        add_column(t, code, NAMED_CODE_CELLS);
    } else if (form->prefix[0]) {
        add_column(t, NULL, CODE_CELLS);
    }
    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].level == LEVEL_KEY) {
            add_column(t, &form->fields[i], type_cells(&form->fields[i]));
        }
    }
    if (title && title != code) {
        add_column(t, title, NAME_CELLS);
    }
    t->frozen = t->column_count;
    for (size_t i = 0; i < form->count; i++) {
        const struct field *field = &form->fields[i];
        if (field->level == LEVEL_CORE && field != title && field != code) {
            add_column(t, field, type_cells(field));
        }
    }
    t->at = table_end_column(t, false);
    return true;
}

size_t table_next_column(const struct table_screen *t, int step)
{
    for (size_t i = t->at + (size_t)step; i < t->column_count; i += (size_t)step) {
        if (takes_focus(&t->columns[i])) {
            return i;
        }
    }
    return t->at;
}

size_t table_end_column(const struct table_screen *t, bool last)
{
    for (size_t i = 0; i < t->column_count; i++) {
        size_t at = last ? t->column_count - 1 - i : i;
        if (takes_focus(&t->columns[at])) {
            return at;
        }
    }
    return t->column_count;
}

size_t table_row_at(const struct table_screen *t, size_t line)
{
    size_t to = t->list.at;
    if (!t->moving || (line < t->from && line < to) || (line > t->from && line > to)) {
        return line;
    }
    return line == to ? t->from : t->from < to ? line + 1 : line - 1;
}

const char *table_uid(const struct table_screen *t)
{
    return rows_uid(t->rows, table_row_at(t, t->list.at));
}

const struct field *table_field(const struct table_screen *t)
{
    return t->at < t->column_count ? t->columns[t->at].field : NULL;
}

/* Forgets what a row showed. */
static void clear_row(struct table_screen *t, struct shown_row *row)
{
    for (size_t i = 0; row->texts && i < t->column_count; i++) {
        free(row->texts[i]);
    }
    free(row->texts);
    free(row->typed);
    free(row->odd);
    free(row->uid);
    *row = (struct shown_row){0};
}

void table_forget(struct table_screen *t)
{
    for (size_t i = 0; i < SHOWN_ROWS; i++) {
        clear_row(t, &t->shown[i]);
    }
    free(t->whole);
    free(t->whole_uid);
    free(t->why);
    free(t->range);
    t->whole = t->whole_uid = t->why = t->range = NULL;
}

/* A cell as a table shows it: short money, dates and years; no line breaks. Caller frees. */
static char *short_text(
    struct workbook *wb, const struct field *field, const struct cell *cell, struct error *e)
{
    char *text = NULL;
    enum type_id type = field->type->id;
    if (!cell->typed && type == TYPE_MONEY && cell->value.kind == VALUE_INTEGER) {
        return number_show_money_short(cell->value.integer);
    }
    if (!cell->typed && (type == TYPE_PERIOD || type == TYPE_DATE)) {
        return field->type->edit(field, &cell->value);
    }
    if (cell_show(wb, field, cell, &text, e)) {
        return NULL;
    }
    for (char *c = text; (c = strpbrk(c, "\n\t"));) {
        *c = ' ';
    }
    return text;
}

/* Code of a row of a list, name of a row of a fixed form. Caller frees. */
static char *row_label(
    struct workbook *wb, const struct form *form, const struct record *r, struct error *e)
{
    if (form->kind == FORM_LIST) {
        return strdup(r->code ? r->code : "");
    }
    char *title = NULL;
    return record_title(wb, form, r->uid, &title, e) ? NULL : title;
}

/* Whether a number stands in a cell that is out of its bounds. */
static bool is_odd(const struct field *field, const struct cell *cell)
{
    char *range = cell->typed ? NULL : field_range_hint(field, &cell->value);
    free(range);
    return range != NULL;
}

/* Fills what a row shows. */
static bool read_row(struct table_screen *t, const char *uid, struct shown_row *row)
{
    struct workbook *wb = app_workbook(t->base.app);
    struct record record = {0};
    struct error e = {0};
    row->uid = strdup(uid);
    row->texts = calloc(t->column_count + 1, sizeof *row->texts);
    row->typed = calloc(t->column_count + 1, sizeof *row->typed);
    row->odd = calloc(t->column_count + 1, sizeof *row->odd);
    row->version = workbook_version(wb);
    bool fine = row->uid && row->texts && row->typed && row->odd &&
                record_read(wb, t->form, uid, &record, &e) == STATUS_OK;
    for (size_t i = 0; fine && i < t->column_count; i++) {
        const struct field *field = t->columns[i].field;
        const struct cell *cell = field ? &record.cells[field->number] : NULL;
        row->texts[i] =
            field ? short_text(wb, field, cell, &e) : row_label(wb, t->form, &record, &e);
        row->typed[i] = cell && cell->typed;
        row->odd[i] = cell && (cell->different || is_odd(field, cell));
        fine = row->texts[i] != NULL;
    }
    record_clear(&record);
    error_clear(&e);
    return fine;
}

const struct shown_row *table_shown(struct table_screen *t, size_t at)
{
    const char *uid = rows_uid(t->rows, at);
    struct shown_row *row = &t->shown[at % SHOWN_ROWS];
    if (!uid) {
        return NULL;
    }
    if (row->uid && strcmp(row->uid, uid) == 0 &&
        row->version == workbook_version(app_workbook(t->base.app))) {
        return row;
    }
    clear_row(t, row);
    if (read_row(t, uid, row)) {
        return row;
    }
    clear_row(t, row);
    return NULL;
}

void table_measure(struct table_screen *t)
{
    int64_t version = workbook_version(app_workbook(t->base.app));
    if (t->measured && t->measured_at == version) {
        return;
    }
    size_t rows = t->measured ? t->list.height : SHOWN_ROWS;
    t->measured = true;
    t->measured_at = version;
    for (size_t line = t->list.top; line < t->list.top + rows && line < t->list.count; line++) {
        const struct shown_row *row = table_shown(t, line);
        for (size_t i = 0; row && i < t->column_count; i++) {
            int cells = (int)text_width(row->texts[i]) + (row->typed[i] || row->odd[i] ? 2 : 0);
            t->columns[i].want = cells > t->columns[i].want ? cells : t->columns[i].want;
        }
    }
}

const char *table_whole(struct table_screen *t)
{
    const char *uid = table_uid(t);
    const struct field *field = table_field(t);
    struct workbook *wb = app_workbook(t->base.app);
    if (!uid || !field) {
        return "";
    }
    if (t->whole_uid && strcmp(t->whole_uid, uid) == 0 && t->whole_column == t->at &&
        t->whole_version == workbook_version(wb)) {
        return t->whole ? t->whole : "";
    }
    struct cell cell = {0};
    struct error e = {0};
    free(t->whole);
    free(t->whole_uid);
    free(t->why);
    free(t->range);
    t->whole = t->why = t->range = NULL;
    t->whole_uid = strdup(uid);
    t->whole_column = t->at;
    t->whole_version = workbook_version(wb);
    if (record_cell(wb, t->form, uid, field, &cell, &e) == STATUS_OK) {
        cell_show(wb, field, &cell, &t->whole, &e);
        t->why = cell_why(wb, field, uid, &cell);
        t->why = t->why ? t->why : cell_different(wb, field, uid, &cell);
        t->range = cell.typed ? NULL : field_range_hint(field, &cell.value);
    }
    cell_clear(&cell);
    error_clear(&e);
    return t->whole ? t->whole : "";
}

/* The keys of a row of a keyed form. Caller frees. */
static char *keys_joined(const struct table_screen *t, const struct shown_row *row)
{
    char *name = strdup(row->texts[0]);
    for (size_t i = 1; name && i < t->frozen; i++) {
        char *longer = text_format("%s · %s", name, row->texts[i]);
        free(name);
        name = longer;
    }
    return name;
}

char *table_row_name(struct table_screen *t)
{
    char *name = NULL;
    struct error e = {0};
    struct workbook *wb = app_workbook(t->base.app);
    const char *uid = table_uid(t);
    const struct shown_row *row = table_shown(t, table_row_at(t, t->list.at));
    if (t->form->kind == FORM_KEYED && row) {
        name = keys_joined(t, row);
    } else if (uid && t->form->kind == FORM_LIST) {
        record_code(wb, t->form, uid, &name, &e);
    }
    if (uid && (!name || !name[0])) {
        free(name);
        name = NULL;
        record_title(wb, t->form, uid, &name, &e);
    }
    error_clear(&e);
    return name;
}

/* How many rows there are beside those in sight, and what a short list is offered. */
static enum status count_rows(struct table_screen *t, struct error *e)
{
    struct workbook *wb = app_workbook(t->base.app);
    t->total = rows_count(t->rows);
    t->offered = 0;
    if (table_narrowed(t)) {
        return rows_total(wb, t->form, &t->total, e);
    }
    if (t->total >= SEED_FEW || t->form->kind != FORM_LIST) {
        return STATUS_OK;
    }
    size_t all = 0; /* a group's copy may hide some */
    enum status status = rows_total(wb, t->form, &all, e);
    return status || all >= SEED_FEW ? status : seed_count(wb, t->form, &t->offered, e);
}

void table_reload(struct table_screen *t)
{
    struct error e = {0};
    if (rows_refresh(t->rows, &e) || count_rows(t, &e)) {
        app_trouble(t->base.app, &e);
    }
    list_count(&t->list, rows_count(t->rows));
    size_t row = t->stand_uid ? rows_find(t->rows, t->stand_uid) : SIZE_MAX;
    if (row != SIZE_MAX) {
        list_go(&t->list, row);
    }
    for (size_t i = 0; t->stand_field && i < t->column_count; i++) {
        const struct field *field = t->columns[i].field;
        if (field && takes_focus(&t->columns[i]) && strcmp(field->name, t->stand_field) == 0) {
            t->at = i;
        }
    }
    free(t->stand_uid);
    free(t->stand_field);
    t->stand_uid = t->stand_field = NULL;
}
