/* Which lines a Form has, how high each is, where they stand. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/screen/form_screen.h"
#include "tui/screen/history.h"
#include "tui/widget/field_view.h"

#define LABEL_MOST 22  /* cells of the label column at 80 */
#define LABEL_LINES 3  /* a longer label is cut */
#define STACK_BELOW 46 /* narrower: labels stand above their values */
#define SHOWN_ROWS 2   /* of a value not being worked on */
#define FOCUS_ROWS 4   /* of a value that is focused but not typed */
#define EDITOR_ROWS 6  /* of a long text */

/* Room for one more line. */
static struct form_line *add_line(struct form_screen *f, enum line_kind kind)
{
    struct form_line *line = &f->lines[f->line_count++];
    *line = (struct form_line){.kind = kind};
    return line;
}

/* A field that belongs below "Rincian". */
static bool is_detail(const struct field *field)
{
    return field->level == LEVEL_DETAIL || field->level == LEVEL_COMPUTED;
}

/* The lines of the fields of a section (NULL: all), core or detail. */
static void add_fields(struct form_screen *f, bool detail, const char *section)
{
    for (size_t i = 0; i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        if (field->level != LEVEL_KEY && is_detail(field) == detail && f->relevant[i] &&
            (!section || strcmp(words_get(&field->section), section) == 0)) {
            add_line(f, LINE_FIELD)->field = field;
        }
    }
}

/* Whether a field is the first relevant one of its section on its level. */
static bool begins_section(const struct form_screen *f, const struct field *field)
{
    const char *section = words_get(&field->section);
    for (size_t i = 0; i < field->number; i++) {
        const struct field *before = &f->form->fields[i];
        if (before->level != LEVEL_KEY && f->relevant[i] &&
            is_detail(before) == is_detail(field) &&
            strcmp(words_get(&before->section), section) == 0) {
            return false;
        }
    }
    return field->level != LEVEL_KEY && f->relevant[field->number];
}

/* The lines of a level, section by section; one section alone has no heading. */
static void add_sections(struct form_screen *f, bool detail)
{
    size_t sections = 0;
    for (size_t i = 0; i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        sections += is_detail(field) == detail && begins_section(f, field);
    }
    if (sections < 2) {
        add_fields(f, detail, NULL);
        return;
    }
    for (size_t i = 0; i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        if (is_detail(field) != detail || !begins_section(f, field)) {
            continue;
        }
        const char *section = words_get(&field->section);
        if (section[0]) {
            add_line(f, LINE_HEADING)->heading = section;
        }
        add_fields(f, detail, section);
    }
}

bool form_build_lines(struct form_screen *f)
{
    const struct field *focused = form_focused(f);
    bool on_fold = f->at < f->line_count && f->lines[f->at].kind == LINE_FOLD;
    if (!f->lines) {
        /* Every field, a heading for each, and the fold. */
        f->lines = calloc(2 * f->form->count + 1, sizeof *f->lines);
        if (!f->lines) {
            return false;
        }
    }
    f->line_count = f->detail_count = 0;
    size_t typed = 0;
    for (size_t i = 0; i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        if (field->level == LEVEL_KEY) {
            add_line(f, LINE_FIELD)->field = field;
        } else if (is_detail(field) && f->relevant[i]) {
            f->detail_count++;
            typed += field->level == LEVEL_DETAIL;
        }
    }
    add_sections(f, false);
    if (typed > 0) {
        add_line(f, LINE_FOLD);
    }
    if (typed == 0 || f->unfolded) {
        add_sections(f, true);
    }
    f->at = on_fold ? form_line_of(f, NULL) : focused ? form_line_of(f, focused) : f->at;
    if (f->at >= f->line_count) {
        f->at = form_first_line(f);
    }
    return true;
}

const struct field *form_focused(const struct form_screen *f)
{
    return f->at < f->line_count ? f->lines[f->at].field : NULL;
}

/* The line of a field, or with NULL the fold; line_count when it has none. */
size_t form_line_of(const struct form_screen *f, const struct field *field)
{
    size_t i = 0;
    while (i < f->line_count &&
           (field ? f->lines[i].field != field : f->lines[i].kind != LINE_FOLD)) {
        i++;
    }
    return i;
}

size_t form_next_line(const struct form_screen *f, size_t at, int step)
{
    for (size_t i = at + (size_t)step; i < f->line_count; i += (size_t)step) {
        const struct field *field = f->lines[i].field;
        bool waits = form_wants_keys(f) && !(field && field->level == LEVEL_KEY);
        if (f->lines[i].kind != LINE_HEADING && !waits) {
            return i;
        }
    }
    return at;
}

size_t form_first_line(const struct form_screen *f)
{
    for (size_t i = 0; i < f->line_count; i++) {
        if (f->lines[i].field && form_way(f, f->lines[i].field) != CELL_GIVEN) {
            return i;
        }
    }
    return 0;
}

bool form_at_end(const struct form_screen *f)
{
    const struct field *field = form_focused(f);
    size_t next = form_next_line(f, f->at, 1);
    if (!field || f->unfolded) {
        return field && next == f->at;
    }
    return !is_detail(field) &&
           (next == f->at || !f->lines[next].field || is_detail(f->lines[next].field));
}

void form_focus(struct form_screen *f, size_t at)
{
    struct error e = {0};
    cell_edit_close(&f->edit);
    free(f->why);
    free(f->past);
    f->why = f->past = NULL;
    form_forget_said(f);
    f->at = at;
    const struct field *field = form_focused(f);
    if (!field) {
        return;
    }
    const struct cell *cell = form_cell(f, field);
    enum cell_way way = form_way(f, field);
    f->past = past_line(f->base.app, f->form, f->place.uid, field);
    f->why = cell_why(app_workbook(f->base.app), field, f->place.uid, cell);
    form_read_said(f, field);
    if ((way == CELL_LINE || way == CELL_TEXT) &&
        cell_edit_open(&f->edit, &f->place, field, cell, false, &e)) {
        form_trouble(f, &e);
    }
    app_remember(f->base.app, f->form, f->place.uid, field->name);
}

struct form_columns form_columns_at(const struct form_screen *f, int width)
{
    struct form_columns c = {.label_x = 2};
    int longest = 0;
    for (size_t i = 0; i < f->form->count; i++) {
        int cells = (int)text_width(words_get(&f->form->fields[i].label));
        longest = cells > longest ? cells : longest;
    }
    int most = width < 60 ? width / 3 : LABEL_MOST;
    c.label = longest < most ? longest : most;
    c.value_x = c.label_x + c.label + 2;
    if (width < STACK_BELOW) {
        c.stacked = true;
        c.label = width - 3;
        c.value_x = c.label_x + 2;
    }
    c.value = width - c.value_x - 1;
    if (c.value < 1) {
        c.value = 1;
    }
    return c;
}

/* Rows a text takes, at least 1 and at most `most`. */
static int rows_of(const char *text, int width, int most)
{
    struct text_line *lines = NULL;
    size_t count = text_wrap(text, width > 0 ? (size_t)width : 1, &lines);
    free(lines);
    return count < 1 ? 1 : count > (size_t)most ? most : (int)count;
}

/* Rows of the value: the editor grows with its text, others show their beginning. */
static int value_rows(struct form_screen *f, const struct form_line *line,
    const struct form_columns *c, bool focused)
{
    const char *shown = f->shown[line->field->number];
    if (!focused || f->edit.field != line->field) {
        int width = form_is_marked(form_cell(f, line->field)) ? c->value - 2 : c->value;
        return rows_of(shown, width, focused ? FOCUS_ROWS : SHOWN_ROWS);
    }
    if (f->edit.way == CELL_TEXT) {
        return field_view_rows(&f->edit.text, c->value, EDITOR_ROWS);
    }
    bool words = line->field->type->id == TYPE_MONEY;
    return words ? 2 : 1;
}

void form_lay_out(struct form_screen *f, int width, int height)
{
    struct form_columns c = form_columns_at(f, width);
    int y = 0;
    for (size_t i = 0; i < f->line_count; i++) {
        struct form_line *line = &f->lines[i];
        line->height = 1;
        if (line->field) {
            line->label_rows = rows_of(words_get(&line->field->label), c.label, LABEL_LINES);
            int value = value_rows(f, line, &c, i == f->at);
            line->height = c.stacked                  ? line->label_rows + value
                           : value > line->label_rows ? value
                                                      : line->label_rows;
        } else if (i > 0) {
            y++; /* air above a heading and the fold */
        }
        line->y = y;
        y += line->height;
    }
    f->height = height;
    if (f->line_count == 0) {
        return;
    }
    const struct form_line *focus = &f->lines[f->at];
    int above = f->at == 0 || form_next_line(f, f->at, -1) == f->at ? 0 : focus->y;
    if (focus->y + focus->height > f->top + height) {
        f->top = focus->y + focus->height - height;
    }
    if (above < f->top) {
        f->top = above;
    }
    if (f->top + height > y) {
        f->top = y > height ? y - height : 0;
    }
}
