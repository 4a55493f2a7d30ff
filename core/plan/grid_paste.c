#include "core/plan/grid_paste.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/grid_paste_part.h"
#include "core/store/action.h"

static void write_clear(struct grid_write *w)
{
    free(w->uid);
    free(w->page);
    free(w->row);
    free(w->column);
    value_clear(&w->before.value);
    free(w->before.typed);
    value_clear(&w->after.value);
    free(w->after.typed);
    free(w->why);
}

void grid_paste_close(struct grid_paste *p)
{
    for (size_t i = 0; p->columns && i < p->column_count; i++)
        value_clear(&p->columns[i].key);
    for (size_t i = 0; i < p->count; i++)
        write_clear(&p->writes[i]);
    for (size_t i = 0; i < p->left_count; i++) {
        free(p->left[i].name);
        free(p->left[i].place);
    }
    value_clear(&p->row);
    free(p->columns);
    free(p->writes);
    free(p->left);
    *p = (struct grid_paste){0};
}

enum status left_add(struct grid_paste *p, enum grid_left_kind kind, const char *name,
    const char *place, size_t line, struct error *e)
{
    for (size_t i = 0; i < p->left_count; i++) {
        struct grid_left *l = &p->left[i];
        if (l->kind == kind && strcmp(l->name, name) == 0 && strcmp(l->place, place) == 0) {
            l->count++;
            return STATUS_OK;
        }
    }
    if ((p->left_count & (p->left_count - 1)) == 0) { /* grows at powers of two */
        size_t room = p->left_count ? p->left_count * 2 : 1;
        struct grid_left *more = realloc(p->left, room * sizeof *more);
        if (!more)
            return error_memory(e);
        p->left = more;
    }
    struct grid_left *l = &p->left[p->left_count];
    *l = (struct grid_left){kind, strdup(name), strdup(place), line, 1};
    if (l->name && l->place) {
        p->left_count++;
        return STATUS_OK;
    }
    free(l->name);
    free(l->place);
    return error_memory(e);
}

/* A line of the block and where it belongs. */
struct line {
    bool goes;        /* else it is left out */
    size_t page;      /* of look->pages; 0 when there are no pages */
    struct value row; /* a key of the rows */
};

/* Whether a line is empty, or counts the columns: (1) (2) (3). */
static bool says_nothing(const struct block *b, size_t line)
{
    bool numbers = true, empty = true;

    for (size_t i = 0; i < b->columns; i++) {
        const char *s = block_text(b, line, i);
        empty = empty && !s[0];
        numbers =
            numbers && (!s[0] || (s[0] == '(' && strspn(s + 1, "0123456789") > 0 &&
                                     strcmp(s + 1 + strspn(s + 1, "0123456789"), ")") == 0));
    }
    return empty || numbers;
}

/* What the columns of a kind say in a line: the first text that is there. */
static const char *text_of(
    const struct block *b, const struct grid_paste *p, size_t line, enum grid_paste_kind kind)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind && block_text(b, line, i)[0])
            return block_text(b, line, i);
    return "";
}

/* The key the columns of a kind name in a line: the first text that is understood. */
static bool key_of(const struct block *b, const struct grid_paste *p, size_t line,
    enum grid_paste_kind kind, const struct field *axis, struct value *key)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind && key_read(b, axis, block_text(b, line, i), key))
            return true;
    return false;
}

static bool has_kind(const struct grid_paste *p, enum grid_paste_kind kind)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind)
            return true;
    return false;
}

/* What lines find above them: a name that counts for the lines under it. */
struct above {
    bool page_known, row_known;
    size_t page;
    struct value row;
};

/* The page of a line; `above` follows. False: it is left out. */
static bool find_page(const struct block *b, struct grid_paste *p, size_t line,
    struct above *above, struct error *e, enum status *s)
{
    const char *text = text_of(b, p, line, GRID_PASTE_PAGE);
    struct value key = {0};

    if (!has_kind(p, GRID_PASTE_PAGE) || !text[0])
        return above->page_known;
    size_t page = key_of(b, p, line, GRID_PASTE_PAGE, b->g->pages.field, &key)
                      ? axis_find(&b->look->pages, &key)
                      : GRID_NONE;
    value_clear(&key);
    above->page_known = page != GRID_NONE;
    above->page = page;
    above->row_known = false;
    if (page == GRID_NONE)
        *s = left_add(p, GRID_LEFT_PAGE, text, "", line + 1, e);
    return above->page_known;
}

/* The row of a line that says one, or that stands under one. False: it is left out. */
static bool find_row(const struct block *b, struct grid_paste *p, size_t line, bool page_said,
    struct above *above, struct error *e, enum status *s)
{
    const char *text = text_of(b, p, line, GRID_PASTE_ROW);
    struct value key = {0};

    if (!text[0] && !page_said) {
        bool more = has_kind(p, GRID_PASTE_ACROSS) &&
                    text_of(b, p, line, GRID_PASTE_ACROSS)[0] && above->row_known;
        if (!more)
            *s = left_add(p, GRID_LEFT_ROW, "", "", line + 1, e);
        return more;
    }
    if (!text[0]) { /* only its page */
        p->asks = true;
        above->row_known = false;
        return p->row.kind != VALUE_NULL;
    }
    above->row_known = key_of(b, p, line, GRID_PASTE_ROW, b->g->rows.field, &key);
    value_clear(&above->row);
    above->row = key;
    if (!above->row_known)
        *s = left_add(p, GRID_LEFT_ROW, text, "", line + 1, e);
    return above->row_known;
}

/* The line goes into the row that stands so many below the focused one. */
static enum status by_place(const struct block *b, struct grid_paste *p, size_t line, size_t at,
    struct line *l, struct error *e)
{
    if (at >= b->g->rows.count)
        return left_add(p, GRID_LEFT_MORE_ROWS, "", "", line + 1, e);
    l->goes = true;
    return value_copy(&l->row, &b->g->rows.keys[at].value, e);
}

/* Where every line belongs. `lines` has one for each of the block, empty. */
static enum status read_lines(
    const struct block *b, struct grid_paste *p, struct line *lines, struct error *e)
{
    bool pages = has_kind(p, GRID_PASTE_PAGE), rows = has_kind(p, GRID_PASTE_ROW);
    size_t first = p->head == GRID_NONE ? 0 : p->head + 1;
    struct above above = {.page_known = !pages, .page = pages ? GRID_NONE : b->g->page};
    enum status s = STATUS_OK;

    for (size_t i = first; s == STATUS_OK && i < b->rows; i++) {
        struct line *l = &lines[i];
        bool blank = says_nothing(b, i);
        if (!pages && !rows) {
            l->page = b->g->page;
            if (!blank)
                s = by_place(b, p, i, b->start->row + i - first, l, e);
            continue;
        }
        bool said = pages && text_of(b, p, i, GRID_PASTE_PAGE)[0];
        if (blank || !find_page(b, p, i, &above, e, &s) || s != STATUS_OK)
            continue;
        l->goes = find_row(b, p, i, said, &above, e, &s);
        l->page = above.page;
        if (l->goes && s == STATUS_OK)
            s = value_copy(&l->row, above.row_known ? &above.row : &p->row, e);
    }
    value_clear(&above.row);
    return s;
}

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

/* Reads a text into w->after; false: it is empty, the cell stays as it is. */
static bool read_text(const struct block *b, const struct grid_paste_column *c,
    const char *text, struct grid_write *w, enum status *s, struct error *e)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    bool counts = c->unit > 1 && !key_has_letter(text);

    if (!text[0] || (c->field->type->numeric && key_is_dash(text)))
        return false;
    enum outcome o = cell_read(b->g->wb, c->field, NULL, text, &value, &other, &why);
    char *with = NULL;
    if (counts && (o != OUTCOME_VALUE || !times(&value, c->unit))) {
        value_clear(&value);
        value_clear(&other);
        error_clear(&why);
        with = text_format("%s %s", text, unit_word(c->unit));
        o = with ? cell_read(b->g->wb, c->field, NULL, with, &value, &other, &why)
                 : OUTCOME_EMPTY;
        *s = with ? *s : error_memory(e);
        text = with ? with : text;
    }
    if (o == OUTCOME_VALUE) {
        w->after.value = value;
    } else if (o != OUTCOME_EMPTY) {
        value_clear(&value);
        w->after.typed = strdup(text);
        w->why = strdup(error_text(&why));
        *s = w->after.typed && w->why ? *s : error_memory(e);
    }
    value_clear(&other);
    error_clear(&why);
    free(with);
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

    if (!read_text(b, c, block_text(b, line, column), &w, &s, e) || s != STATUS_OK) {
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
    bool known = has_kind(p, GRID_PASTE_ACROSS) &&
                 key_of(b, p, line, GRID_PASTE_ACROSS, b->g->across.field, &said);
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
                    ? left_add(p, GRID_LEFT_COLUMN, text_of(b, p, line, GRID_PASTE_ACROSS), "",
                          line + 1, e)
                    : STATUS_OK;
        else
            s = place(b, p, l, line, i, across, from, e);
    }
    value_clear(&said);
    return s;
}

/* Every line of one page after the other, in the order the block names them. */
static enum status place_lines(
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

/* The row of lines that name none: the person's word, else the focused one, else the first
 * choice. */
static enum status settle_row(const struct block *b, struct grid_paste *p, struct error *e)
{
    const struct choice_list *list = b->g->rows.field->list;

    if (b->start->key)
        return value_copy(&p->row, b->start->key, e);
    if (b->start->row < b->g->rows.count)
        return value_copy(&p->row, &b->g->rows.keys[b->start->row].value, e);
    if (list && list->count) {
        p->row = value_text_own(strdup(list->choices[0].name));
        return p->row.text ? STATUS_OK : error_memory(e);
    }
    return STATUS_OK;
}

enum status grid_paste_read(struct grid *g, char *const *cells, size_t rows, size_t columns,
    const struct grid_start *start, struct grid_paste *p, struct error *e)
{
    struct block b = {.g = g, .cells = cells, .rows = rows, .columns = columns, .start = start};
    struct line *lines = calloc(rows + 1, sizeof *lines);

    *p = (struct grid_paste){.head = GRID_NONE};
    enum status s = lines ? grid_open(g->wb, g->form, &b.look, e) : error_memory(e);
    if (s == STATUS_OK)
        s = workbook_plan(g->wb, &b.plan, e);
    if (s == STATUS_OK)
        s = settle_row(&b, p, e);
    if (s == STATUS_OK)
        s = columns_read(&b, p, e);
    if (s == STATUS_OK)
        s = read_lines(&b, p, lines, e);
    if (s == STATUS_OK)
        s = place_lines(&b, p, lines, e);
    for (size_t i = 0; lines && i < rows; i++)
        value_clear(&lines[i].row);
    free(lines);
    grid_close(b.look);
    return s;
}

enum status grid_paste_store(
    const struct grid_paste *p, struct workbook *wb, const struct form *form, struct error *e)
{
    enum status s = action_begin(wb, ACTION_PASTE, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < p->count; i++) {
        const struct grid_write *w = &p->writes[i];
        if (!w->same)
            s = action_set(
                wb, form, w->uid, w->field->name, &w->after.value, w->after.typed, e);
    }
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}
