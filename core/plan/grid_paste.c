#include "core/plan/grid_paste.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/grid_paste_part.h"
#include "core/store/action.h"

void write_clear(struct grid_write *w)
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

const char *line_text(
    const struct block *b, const struct grid_paste *p, size_t line, enum grid_paste_kind kind)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind && block_text(b, line, i)[0])
            return block_text(b, line, i);
    return "";
}

bool line_key(const struct block *b, const struct grid_paste *p, size_t line,
    enum grid_paste_kind kind, const struct field *axis, struct value *key)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind && key_read(b, axis, block_text(b, line, i), key))
            return true;
    return false;
}

/* What lines find above them: a name that counts for the lines under it. */
struct above {
    bool page_known, row_known;
    size_t page;
    const char *page_text; /* what named it */
    struct value row;
};

/* The first column of a kind; GRID_NONE. */
static size_t first_of(const struct grid_paste *p, enum grid_paste_kind kind)
{
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].kind == kind)
            return i;
    return GRID_NONE;
}

/* Whether rows are the outer names and pages stand under them, as in merged cells. */
static bool rows_are_outer(const struct grid_paste *p)
{
    return first_of(p, GRID_PASTE_ROW) < first_of(p, GRID_PASTE_PAGE);
}

/* Whether a line names only its page and the next one, without a page, a row of it: a heading
 * whose numbers are sums. */
static bool heads_group(const struct block *b, const struct grid_paste *p, size_t line)
{
    size_t next = line + 1;

    while (next < b->rows && says_nothing(b, next))
        next++;
    return next < b->rows && !line_text(b, p, next, GRID_PASTE_PAGE)[0] &&
           line_text(b, p, next, GRID_PASTE_ROW)[0];
}

/* The page of a line; `above` follows. False: it is left out. */
static bool find_page(const struct block *b, struct grid_paste *p, size_t line,
    struct above *above, struct error *e, enum status *s)
{
    const char *text = line_text(b, p, line, GRID_PASTE_PAGE);
    struct value key = {0};

    if (!columns_have(p, GRID_PASTE_PAGE))
        return above->page_known;
    if (text[0]) {
        above->page = line_key(b, p, line, GRID_PASTE_PAGE, b->g->pages.field, &key)
                          ? axis_find(&b->look->pages, &key)
                          : GRID_NONE;
        value_clear(&key);
        above->page_known = above->page != GRID_NONE;
        above->page_text = text;
        above->row_known = above->row_known && rows_are_outer(p);
    }
    if (!above->page_known && line_text(b, p, line, GRID_PASTE_VALUE)[0])
        *s = left_add(p, above->page_text ? GRID_LEFT_PAGE : GRID_LEFT_ROW,
            above->page_text ? above->page_text : "", "", line + 1, e);
    return above->page_known;
}

/* A line that names no row: under one, or only with its page. False: it is left out. */
static bool find_unnamed(const struct block *b, struct grid_paste *p, size_t line,
    bool page_said, struct above *above, struct error *e, enum status *s)
{
    bool across = line_text(b, p, line, GRID_PASTE_ACROSS)[0] != '\0';

    if (above->row_known && (across || (page_said && rows_are_outer(p))))
        return true;
    if (!line_text(b, p, line, GRID_PASTE_VALUE)[0])
        return false;
    above->row_known = false;
    if (!page_said || (columns_have(p, GRID_PASTE_ROW) && heads_group(b, p, line))) {
        *s = left_add(p, GRID_LEFT_ROW, "", "", line + 1, e);
        return false;
    }
    p->asks = true;
    return p->row.kind != VALUE_NULL;
}

/* The row of a line. False: it is left out. */
static bool find_row(const struct block *b, struct grid_paste *p, size_t line, bool page_said,
    struct above *above, struct error *e, enum status *s)
{
    const char *text = line_text(b, p, line, GRID_PASTE_ROW);
    struct value key = {0};

    if (!text[0])
        return find_unnamed(b, p, line, page_said, above, e, s);
    above->row_known = line_key(b, p, line, GRID_PASTE_ROW, b->g->rows.field, &key);
    value_clear(&above->row);
    above->row = key;
    bool heads = !page_said && columns_have(p, GRID_PASTE_PAGE) && rows_are_outer(p);
    if (above->row_known && !heads)
        return true;
    if (line_text(b, p, line, GRID_PASTE_VALUE)[0])
        *s = left_add(p, GRID_LEFT_ROW, above->row_known ? "" : text, "", line + 1, e);
    return false;
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
    bool pages = columns_have(p, GRID_PASTE_PAGE), rows = columns_have(p, GRID_PASTE_ROW);
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
        bool said = pages && line_text(b, p, i, GRID_PASTE_PAGE)[0];
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
    bool starved = false;
    struct block b = {.g = g,
        .cells = cells,
        .rows = rows,
        .columns = columns,
        .start = start,
        .starved = &starved};
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
        s = lines_place(&b, p, lines, e);
    if (s == STATUS_OK && starved)
        s = error_memory(e);
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
