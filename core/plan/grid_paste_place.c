/* Into which cell of its page each text of a pasted line goes, and what it becomes there. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/grid_paste_part.h"

/* An amount times what its heading says a number counts. False: it is too large. */
static bool times(struct value *v, int64_t unit)
{
    return v->kind == VALUE_INTEGER && !__builtin_mul_overflow(v->integer, unit, &v->integer);
}

/* The word for a unit, as people type it. */
static const char *unit_word(int64_t unit)
{
    return unit == 1000 ? "ribu" : unit == 1000000 ? "juta" : "miliar";
}

/* Reads a text that is not understood as it stands with its unit behind it. */
static enum outcome read_with_unit(const struct block *b, const struct grid_paste_column *c,
    char **text, struct value *value, struct value *other, struct error *why)
{
    char *with = text_format("%s %s", *text, unit_word(c->unit));

    value_clear(value);
    value_clear(other);
    error_clear(why);
    free(*text);
    *text = with;
    return with ? cell_read(b->g->wb, c->field, NULL, with, value, other, why) : OUTCOME_EMPTY;
}

/* Reads a text into w->after; false: it is empty, the cell stays as it is. */
static bool read_text(const struct block *b, const struct grid_paste *p,
    const struct grid_paste_column *c, const char *typed, struct grid_write *w, enum status *s,
    struct error *e)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    bool numeric = c->field->type->numeric;

    if (!typed[0] || (numeric && key_is_dash(typed)))
        return false;
    char *text = numeric && p->commas ? key_without_commas(typed) : strdup(typed);
    enum outcome o =
        text ? cell_read(b->g->wb, c->field, NULL, text, &value, &other, &why) : OUTCOME_EMPTY;
    if (text && c->unit > 1 && !key_has_letter(text) &&
        (o != OUTCOME_VALUE || !times(&value, c->unit)))
        o = read_with_unit(b, c, &text, &value, &other, &why);
    if (o == OUTCOME_VALUE) {
        w->after.value = value;
    } else if (o != OUTCOME_EMPTY) {
        value_clear(&value);
        w->why = strdup(error_text(&why));
        w->after.typed = text;
        text = NULL;
    }
    if (!text && !(w->after.typed && w->why))
        *s = error_memory(e);
    *b->starved = *b->starved || why.status == STATUS_MEMORY;
    value_clear(&other);
    error_clear(&why);
    free(text);
    return o != OUTCOME_EMPTY;
}

/* What a key is called. Caller frees. */
static char *name_of(const struct block *b, const struct field *axis, const struct value *key)
{
    const struct cell cell = {.value = *key};
    struct error e = {0};
    char *text = NULL;

    if (cell_show(b->g->wb, axis, &cell, &text, &e) != STATUS_OK)
        text = NULL;
    error_clear(&e);
    return text;
}

/* What a column is called. Caller frees. */
static char *column_name(
    const struct block *b, const struct field *field, const struct value *across)
{
    if (!across || across->kind == VALUE_NULL)
        return strdup(words_get(&field->label));
    char *key = name_of(b, b->g->across.field, across);
    bool number = b->g->across.field->type->id == TYPE_INTEGER;
    const char *axis = words_get(&b->g->across.field->label);
    char *name = !key                    ? NULL
                 : b->g->field_count > 1 ? text_format("%s, %s", key, words_get(&field->label))
                 : number                ? text_format("%s %s", axis, key)
                                         : strdup(key);

    free(key);
    return name;
}

/* Names the cell, and reads what is there now. `row`, `column`: in look, row GRID_NONE for a
 * new one. */
static enum status describe(const struct block *b, const struct line *l,
    const struct value *across, size_t row, size_t column, struct grid_write *w,
    struct error *e)
{
    const struct value *page = grid_page_key(b->look);
    enum status s = STATUS_OK;

    w->uid = grid_uid_of(b->look, page, &l->row, across);
    w->page = page ? name_of(b, b->g->pages.field, page) : strdup("");
    w->row = name_of(b, b->g->rows.field, &l->row);
    w->column = column_name(b, w->field, across);
    if (!w->uid || !w->page || !w->row || !w->column)
        return error_memory(e);
    if (row != GRID_NONE) {
        const struct grid_cell *now = grid_cell(b->look, row, column);
        s = value_copy(&w->before.value, &now->value, e);
        w->before.typed = now->typed ? strdup(now->typed) : NULL;
        if (s == STATUS_OK && now->typed && !w->before.typed)
            s = error_memory(e);
    }
    return s;
}

/* Whether two cells hold the same. */
static bool same_cell(const struct grid_cell *a, const struct grid_cell *b)
{
    return value_equal(&a->value, &b->value) && !a->typed == !b->typed &&
           (!a->typed || strcmp(a->typed, b->typed) == 0);
}

/* Adds a cell to those that are written; takes it over. `from`: the first of its page. */
static enum status keep(struct grid_paste *p, struct grid_write *w, size_t from, size_t line,
    bool new_row, struct error *e)
{
    bool known = false;
    enum status s = STATUS_OK;

    for (size_t i = from; s == STATUS_OK && i < p->count; i++) {
        known = known || strcmp(p->writes[i].row, w->row) == 0;
        if (p->writes[i].field == w->field && strcmp(p->writes[i].uid, w->uid) == 0) {
            s = left_add(p, GRID_LEFT_TWICE, w->row, w->page, line + 1, e);
            write_clear(w);
            return s;
        }
    }
    if ((p->count & (p->count - 1)) == 0) {
        size_t room = p->count ? p->count * 2 : 1;
        struct grid_write *more = realloc(p->writes, room * sizeof *more);
        if (!more) {
            write_clear(w);
            return error_memory(e);
        }
        p->writes = more;
    }
    w->same = same_cell(&w->before, &w->after);
    w->new_row = new_row && !known;
    p->same += w->same;
    p->changed += !w->same;
    p->marked += w->after.typed != NULL;
    p->new_rows += w->new_row;
    p->writes[p->count++] = *w;
    return STATUS_OK;
}

/* The page on look does not have what a text is for; nothing is said about a zero. */
static enum status leave_out(const struct block *b, struct grid_paste *p,
    const struct grid_write *w, char *name, size_t line, struct error *e)
{
    const struct value *key = grid_page_key(b->look);
    bool zero = w->after.value.kind == VALUE_INTEGER && w->after.value.integer == 0;
    char *page = key ? name_of(b, b->g->pages.field, key) : strdup("");
    enum status s = !name || !page ? error_memory(e)
                    : zero         ? STATUS_OK
                                   : left_add(p, GRID_LEFT_OUTSIDE, name, page, line + 1, e);

    free(page);
    free(name);
    return s;
}

/* The number of a field among those that cells hold. */
static size_t field_at(const struct grid *g, const struct field *field)
{
    size_t i = 0;

    while (g->fields[i] != field)
        i++;
    return i;
}

/* One text of a line: into its cell of the page on look. */
static enum status place(const struct block *b, struct grid_paste *p, const struct line *l,
    size_t line, size_t column, const struct value *across, size_t from, struct error *e)
{
    const struct grid_paste_column *c = &p->columns[column];
    struct grid_write w = {.field = c->field};
    enum status s = STATUS_OK;

    if (!read_text(b, p, c, block_text(b, line, column), &w, &s, e) || s != STATUS_OK) {
        write_clear(&w);
        return s;
    }
    size_t row = axis_find(&b->look->rows, &l->row);
    size_t key = across ? axis_find(&b->look->across, across) : 0;
    if (key == GRID_NONE || (row == GRID_NONE && !grid_rows_are_chosen(b->look))) {
        s = leave_out(b, p, &w,
            key == GRID_NONE ? column_name(b, c->field, across)
                             : name_of(b, b->g->rows.field, &l->row),
            line, e);
        write_clear(&w);
        return s;
    }
    s = describe(
        b, l, across, row, key * b->look->field_count + field_at(b->look, c->field), &w, e);
    if (s == STATUS_OK)
        return keep(p, &w, from, line, row == GRID_NONE, e);
    write_clear(&w);
    return s;
}

/* Every text of a line. */
static enum status place_line(const struct block *b, struct grid_paste *p, const struct line *l,
    size_t line, size_t from, struct error *e)
{
    struct value said = {0};
    bool known = columns_have(p, GRID_PASTE_ACROSS) &&
                 line_key(b, p, line, GRID_PASTE_ACROSS, b->g->across.field, &said);
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < p->column_count; i++) {
        const struct grid_paste_column *c = &p->columns[i];
        const struct value *across = !b->g->across.field         ? NULL
                                     : c->key.kind != VALUE_NULL ? &c->key
                                                                 : &said;
        if (c->kind != GRID_PASTE_VALUE)
            continue;
        if (across == &said && !known)
            s = block_text(b, line, i)[0]
                    ? left_add(p, GRID_LEFT_COLUMN, line_text(b, p, line, GRID_PASTE_ACROSS),
                          "", line + 1, e)
                    : STATUS_OK;
        else
            s = place(b, p, l, line, i, across, from, e);
    }
    value_clear(&said);
    return s;
}

enum status lines_place(
    const struct block *b, struct grid_paste *p, struct line *lines, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < b->rows; i++) {
        size_t page = lines[i].page, from = p->count;
        if (!lines[i].goes)
            continue;
        if (b->look->page != page) {
            b->look->page = page;
            s = grid_read_page(b->look, e);
        }
        for (size_t k = i; s == STATUS_OK && k < b->rows; k++) {
            if (!lines[k].goes || lines[k].page != page)
                continue;
            lines[k].goes = false; /* done */
            s = place_line(b, p, &lines[k], k, from, e);
        }
        p->pages += p->count > from;
    }
    return s;
}
