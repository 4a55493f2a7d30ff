/* How a Table looks, and the sentences around it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/scope.h"
#include "tui/screen/table_screen.h"
#include "tui/widget/field_view.h"

#define LEFT 2        /* the pointer stands before */
#define BOX_CELLS 36  /* a cell being edited takes at least so much, if there is room */
#define PANE_ROWS 7   /* of a long text being edited: its label and six lines */
#define NAME_SHARE 45 /* percent of the width the frozen columns may take */

/* Where the columns stand at a width. */
struct place_x {
    int x, width; /* width 0: not in sight */
};

/* Blanks between two columns. */
static int gap(int width)
{
    return width < 70 ? 1 : 2;
}

/* Width of a frozen column: the last one takes what the share leaves. */
static int frozen_width(const struct table_screen *t, size_t column, int x, int width)
{
    int wish = t->columns[column].width;
    if (column + 1 < t->frozen) {
        return wish < width / 3 ? wish : width / 3;
    }
    int room = width * NAME_SHARE / 100 - x;
    int most = t->frozen == t->column_count ? width - x - 1 : room;
    if (most < 8) {
        most = 8;
    }
    return t->form->kind == FORM_KEYED && wish < most ? wish : most;
}

/* Gives the columns from `first` on their places; returns the last one that is whole in sight.
 */
static size_t place_columns(const struct table_screen *t, int width, struct place_x *places)
{
    int x = LEFT;
    size_t whole = t->frozen;
    for (size_t i = 0; i < t->column_count; i++) {
        places[i] = (struct place_x){0, 0};
        if (i >= t->frozen && i < t->first) {
            continue;
        }
        int wish = i < t->frozen ? frozen_width(t, i, x, width) : t->columns[i].width;
        int room = width - 1 - x;
        if (room < 6) {
            continue;
        }
        places[i] = (struct place_x){x, wish < room ? wish : room};
        if (wish <= room) {
            whole = i;
        }
        x += wish + gap(width);
    }
    return whole;
}

/* Scrolls sideways as little as brings the focused column into sight. */
static void fit_columns(struct table_screen *t, int width, struct place_x *places)
{
    if (t->first < t->frozen) {
        t->first = t->frozen;
    }
    if (t->at >= t->frozen && t->at < t->first) {
        t->first = t->at;
    }
    while (place_columns(t, width, places) < t->at && t->first < t->at) {
        t->first++;
    }
}

/* The headings, and arrows where more columns are. */
static void draw_headings(const struct table_screen *t, const struct area *area,
    const struct place_x *places, int head)
{
    if (head == 0) {
        return;
    }
    for (size_t i = 0; i < t->column_count; i++) {
        const struct field *field = t->columns[i].field;
        const char *text = !field ? t->form->kind == FORM_LIST ? _("Code") : ""
                           : words_get(&field->shorter)[0] ? words_get(&field->shorter)
                                                           : words_get(&field->label);
        enum style style = i == t->at ? STYLE_TITLE : STYLE_LABEL;
        if (field && field->type->numeric) {
            draw_text_right(area, 0, places[i].x, places[i].width, style, text);
        } else {
            draw_text_in(area, 0, places[i].x, places[i].width, style, text);
        }
    }
    if (t->first > t->frozen) {
        draw_text(area, 0, 0, STYLE_HINT, draw_ascii() ? "<" : "‹");
    }
    size_t last = t->column_count - 1;
    if (t->column_count > 0 && places[last].width < t->columns[last].width &&
        last >= t->frozen) {
        draw_text(area, 0, area->width - 1, STYLE_HINT, draw_ascii() ? ">" : "›");
    }
    if (head > 1) {
        draw_rule(area, 1, 0, area->width);
    }
}

/* One cell. */
static void draw_cell(const struct area *area, int y, const struct place_x *place,
    const struct column *column, const char *text, bool typed, enum style style, bool focus)
{
    int x = place->x, width = place->width;
    if (width == 0) {
        return;
    }
    if (focus) {
        draw_fill(area, y, x, 1, width, style);
        draw_cursor(area, y, x);
    }
    if (typed && width > 3) {
        draw_text_in(area, y, x, 1, STYLE_MARK, "!");
        x += 2;
        width -= 2;
    }
    if (column->field && column->field->type->numeric && !typed) {
        draw_text_right(area, y, x, width, style, text);
    } else {
        draw_text_in(area, y, x, width, style, text);
    }
}

/* One row. */
static void draw_row(struct table_screen *t, const struct area *area, int y, size_t line,
    const struct place_x *places)
{
    bool here = line == t->list.at;
    const struct shown_row *row = table_shown(t, table_row_at(t, line));
    if (here) {
        draw_sign(area, y, 0, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 0);
    }
    if (!row) {
        return;
    }
    table_draw_hit(t, area, y, 0, area->width, line, t->column_count);
    for (size_t i = 0; i < t->column_count; i++) {
        table_draw_hit(t, area, y, places[i].x, places[i].width, line, i);
        bool focus = here && (t->moving || i == t->at);
        enum style style = focus           ? STYLE_FOCUS
                           : row->typed[i] ? STYLE_MARK
                           : i < t->frozen ? STYLE_LABEL
                                           : STYLE_VALUE;
        draw_cell(
            area, y, &places[i], &t->columns[i], row->texts[i], row->typed[i], style, focus);
    }
    if (here && t->at < t->column_count) {
        draw_cursor(area, y, places[t->at].x);
    }
}

/* The editor over its cell, as wide as it needs to be read. */
static void draw_line_editor(
    struct table_screen *t, const struct area *area, int y, const struct place_x *place)
{
    int width = place->width > BOX_CELLS ? place->width : BOX_CELLS;
    width = width < area->width - LEFT ? width : area->width - LEFT;
    int x = place->x + width > area->width ? area->width - width : place->x;
    field_view_line(area, y, x, width, &t->edit.line);
}

/* What the focused cell holds, whole, in two lines; while it is typed, what it would be. */
static void draw_whole(struct table_screen *t, const struct area *area, int y, int rows)
{
    const struct field *field = table_field(t);
    if (rows <= 0 || !field) {
        return;
    }
    char *value = NULL, *words = NULL, *text = NULL;
    const char *label = words_get(&field->label);
    if (t->edit.field) {
        cell_edit_echo(&t->edit, &value, &words);
        text = text_format(
            "%s: %s  %s", label, value ? value : cell_edit_text(&t->edit), words ? words : "");
    } else {
        const char *whole = table_whole(t);
        text = text_format("%s: %s%s", label, t->why ? "! " : "", whole);
    }
    draw_wrapped(area, y, 1, area->width - 2, rows, STYLE_HINT, text);
    free(value);
    free(words);
    free(text);
}

/* What this list is for, by the first step that fills it, and how to begin. */
static void draw_empty(struct table_screen *t, const struct area *area)
{
    const struct method *method = workbook_method(app_workbook(t->base.app));
    const char *purpose = "";
    for (size_t i = 0; i < method->stage_count && !purpose[0]; i++) {
        const struct stage *stage = &method->stages[i];
        for (size_t j = 0; j < stage->count && !purpose[0]; j++) {
            for (const struct form **f = stage->steps[j].forms; f && *f; f++) {
                purpose = *f == t->form ? words_get(&stage->steps[j].purpose) : purpose;
            }
        }
    }
    char *text = text_format(scope_divides(app_workbook(t->base.app), t->form)
                                 ? _("%s: no rows in your part yet.")
                                 : _("%s: no rows yet."),
        words_get(&t->form->title));
    int y = 1 + draw_wrapped(area, 1, LEFT, area->width - 4, 2, STYLE_TITLE, text);
    y += draw_wrapped(area, y, LEFT, area->width - 4, 3, STYLE_TEXT, purpose) + 1;
    char key[PRESS_NAME_SIZE];
    char *how = text_format(_("Enter or %s adds the first row."),
        action_key_text(ACT_NEW, app_fkeys(t->base.app), key));
    draw_wrapped(area, y, LEFT, area->width - 4, 2, STYLE_HINT, how);
    draw_cursor(area, 1, LEFT);
    free(how);
    free(text);
}

/* Headings, rows, and the focused cell below them. */
static void draw_rows(struct table_screen *t, const struct area *area)
{
    struct place_x *places = calloc(t->column_count + 1, sizeof *places);
    if (!places) {
        return;
    }
    fit_columns(t, area->width, places);
    int head = area->height >= 5 ? 2 : area->height >= 3 ? 1 : 0;
    int below = area->height >= 8 ? 3 : area->height >= 5 ? 1 : 0;
    int room = area->height - head - below;
    draw_headings(t, area, places, head);
    list_fit(&t->list, room > 0 ? room : 1);
    for (int i = 0; i < room && t->list.top + (size_t)i < t->list.count; i++) {
        draw_row(t, area, head + i, t->list.top + (size_t)i, places);
    }
    if (t->list.top > 0) {
        draw_sign(area, head, area->width - 1, STYLE_HINT, GLYPH_UP);
    }
    if (room > 0 && t->list.top + (size_t)room < t->list.count) {
        draw_sign(area, head + room - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    }
    draw_whole(t, area, area->height - (below > 2 ? 2 : below), below > 2 ? 2 : below);
    if (t->edit.field && t->edit.way == CELL_LINE && t->at < t->column_count) {
        int y = head + (int)(t->list.at - t->list.top);
        draw_line_editor(t, area, y, &places[t->at]);
    }
    free(places);
}

/* The long text of a cell, in a pane of its own. */
static void draw_pane(struct table_screen *t, const struct area *area)
{
    draw_fill(area, 0, 0, area->height, area->width, STYLE_TEXT);
    draw_rule(area, 0, 0, area->width);
    char *title = text_format(" %s ", words_get(&t->edit.field->label));
    draw_text(area, 0, 2, STYLE_TITLE, title);
    free(title);
    field_view_text(area, 1, LEFT, area->width - LEFT - 1, area->height - 1, &t->edit.text);
}

void table_draw(struct screen *self, const struct area *area)
{
    struct table_screen *t = (struct table_screen *)self;
    if (t->list.count == 0) {
        draw_empty(t, area);
        return;
    }
    bool text = t->edit.field && t->edit.way == CELL_TEXT;
    int pane = t->picker.field ? picker_height(area->height)
               : text          ? (PANE_ROWS < area->height ? PANE_ROWS : area->height)
                               : 0;
    struct area above = area_part(area, 0, 0, area->height - pane, area->width);
    struct area below = area_part(area, area->height - pane, 0, pane, area->width);
    if (above.height > 0) {
        draw_rows(t, &above);
    }
    if (t->picker.field) {
        picker_draw(&t->picker, &below);
    } else if (text) {
        draw_pane(t, &below);
    }
}

/* Replaces a kept sentence; NULL is "". */
static const char *keep(char **place, char *text)
{
    free(*place);
    *place = text;
    return text ? text : "";
}

const char *table_title(struct screen *self)
{
    struct table_screen *t = (struct table_screen *)self;
    struct workbook *wb = app_workbook(self->app);
    struct error e = {0};
    size_t all = 0;
    if (scope_divides(wb, t->form) && rows_total(wb, t->form, &all, &e) == STATUS_OK) {
        return keep(&t->title, text_format(_("%s  (rows: %zu of %zu, your part)"),
                                   words_get(&t->form->title), t->list.count, all));
    }
    error_clear(&e);
    return keep(&t->title,
        text_format(_("%s  (rows: %zu)"), words_get(&t->form->title), t->list.count));
}

const char *table_hint(struct screen *self)
{
    struct table_screen *t = (struct table_screen *)self;
    const struct field *field = table_field(t);
    if (t->list.count == 0) {
        return "";
    }
    if (t->moving) {
        return _("The row moves with the arrows; Enter leaves it there, Esc puts it back.");
    }
    if (t->edit.asking) {
        return error_text(&t->edit.why);
    }
    if (!field) {
        return "";
    }
    table_whole(t);
    if (t->why && !t->edit.field) {
        return keep(&t->hint, text_format("! %s", t->why));
    }
    return words_get(&field->hint);
}

const char *table_keys(struct screen *self)
{
    struct table_screen *t = (struct table_screen *)self;
    const struct field *field = table_field(t);
    if (t->picker.field) {
        return picker_keys(&t->picker);
    }
    if (t->moving) {
        return _("Up/Down move the row   Enter leaves it there   Esc puts it back");
    }
    if (t->edit.asking) {
        return keep(&t->key_line, cell_edit_options(&t->edit));
    }
    if (t->edit.field) {
        return t->edit.way == CELL_TEXT ? _("Enter new line   Tab ends it, right   Esc ends it")
                                        : _("Enter ends it, down   Tab right   Esc ends it");
    }
    if (t->list.count == 0 || !field) {
        return "";
    }
    return cell_way(field) == CELL_PICK
               ? _("Enter opens the row   Space choices   Delete empties")
               : _("Enter opens the row   Type to replace   Delete empties");
}
