/* How a Table looks, and the sentences around it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/scope.h"
#include "tui/screen/table_screen.h"
#include "tui/widget/field_view.h"

#define LEFT TABLE_LEFT
#define BOX_CELLS 36 /* a text being edited takes at least so much, if there is room */
#define BOX_SHORT 20 /* a number, a year or a date */
#define PANE_ROWS 7  /* of a long text being edited: its label and six lines */

/* One heading, with the sign of the column the rows are sorted by. */
static void draw_heading(const struct table_screen *t, const struct area *area,
    const struct place_x *place, size_t i)
{
    const struct field *field = t->columns[i].field;
    const struct rows_view *view = rows_view(t->rows);
    const char *text = !field ? t->form->kind == FORM_LIST ? _("Code") : ""
                       : words_get(&field->shorter)[0] ? words_get(&field->shorter)
                                                       : words_get(&field->label);
    enum style style = i == t->at ? STYLE_TITLE : STYLE_LABEL;
    bool sorted = field && view && view->by == field && view->order != ROWS_OWN;
    int width = sorted && place->width > 4 ? place->width - 2 : place->width;
    if (place->width == 0) {
        return;
    }
    int used = (int)text_width(text) < width ? (int)text_width(text) : width;
    int x = field && field->type->numeric ? place->x + width - used : place->x;
    draw_text_in(area, 0, x, width, style, text);
    if (sorted) {
        draw_sign(
            area, 0, x + used + 1, STYLE_TITLE, view->order == ROWS_UP ? GLYPH_UP : GLYPH_DOWN);
    }
}

/* The headings, and arrows where more columns are. */
static void draw_headings(const struct table_screen *t, const struct area *area,
    const struct place_x *places, size_t first, int head)
{
    if (head == 0) {
        return;
    }
    for (size_t i = 0; i < t->column_count; i++) {
        draw_heading(t, area, &places[i], i);
    }
    if (first > t->frozen) {
        draw_text(area, 0, 0, STYLE_HINT, draw_ascii() ? "<" : "‹");
    }
    size_t last = t->column_count - 1;
    if (t->column_count > 0 && last >= t->frozen &&
        (places[last].width == 0 || places[last].width < t->columns[last].heading)) {
        draw_text(area, 0, area->width - 1, STYLE_HINT, draw_ascii() ? ">" : "›");
    }
    if (head > 1) {
        draw_rule(area, 1, 0, area->width);
    }
}

/* One cell of a row. */
static void draw_cell(const struct area *area, int y, const struct place_x *place,
    const struct column *column, const struct shown_row *row, size_t at, const char *mark,
    enum style style, bool focus)
{
    int x = place->x, width = place->width;
    bool typed = row->typed[at];
    if (width == 0) {
        return;
    }
    if (focus) {
        draw_fill(area, y, x, 1, width, style);
        draw_cursor(area, y, x);
    }
    if (mark && width > 3) {
        draw_text_in(area, y, x, 1, STYLE_MARK, mark);
        x += 2;
        width -= 2;
    }
    if (column->field && column->field->type->numeric && !typed) {
        draw_text_right(area, y, x, width, style, row->texts[at]);
    } else {
        draw_text_in(area, y, x, width, style, row->texts[at]);
    }
}

/* One row. */
static void draw_row(struct table_screen *t, const struct area *area, int y, size_t line,
    const struct place_x *places)
{
    bool here = line == t->list.at;
    const struct shown_row *row = table_shown(t, table_row_at(t, line));
    if (here) {
        draw_sign(area, y, 0, STYLE_FOCUS, GLYPH_POINTER);
        draw_cursor(area, y, 0);
    }
    if (!row) {
        return;
    }
    table_draw_hit(t, area, y, 0, area->width, line, t->column_count);
    for (size_t i = 0; i < t->column_count; i++) {
        table_draw_hit(t, area, y, places[i].x, places[i].width, line, i);
        bool focus = here && (t->moving || i == t->at), odd = row->typed[i] || row->odd[i];
        const struct finding *found = table_found(t, row, i);
        const char *mark = odd ? "!" : found ? found_sign(found) : NULL;
        enum style style = focus ? STYLE_FOCUS : odd ? STYLE_MARK : STYLE_VALUE;
        draw_cell(area, y, &places[i], &t->columns[i], row, i, mark, style, focus);
    }
    if (here && t->at < t->column_count) {
        draw_cursor(area, y, places[t->at].x);
    }
}

/* Cells an editor takes that stands on a cell; 0: there is none. */
static int box_cells(const struct table_screen *t, int width)
{
    if (!t->edit.field || t->edit.way != CELL_LINE) {
        return 0;
    }
    int box = t->edit.field->type->id == TYPE_TEXT ? BOX_CELLS : BOX_SHORT;
    int most = width - LEFT - 1;
    return box < most ? box : most;
}

/* The editor over its cell, as wide as it needs to be read; a column it covers in part is
 * covered whole, so that no half of a word stands beside it. */
static void draw_line_editor(struct table_screen *t, const struct area *area, int y,
    const struct place_x *places, const struct place_x *place)
{
    int box = box_cells(t, area->width);
    int room = area->width - 1 - place->x;
    int width = place->width > box ? place->width : box;
    width = width < room ? width : room;
    int end = place->x + width;
    for (size_t i = 0; i < t->column_count; i++) {
        int right = places[i].x + places[i].width;
        if (places[i].width > 0 && places[i].x < end && right > end) {
            draw_fill(area, y, end, 1, right - end, STYLE_TEXT);
        }
    }
    field_view_line(area, y, place->x, width, &t->edit.line);
}

/* What stands below the table while a cell is typed: its label, and what the text would be as
 * soon as the box (`box` cells) does not say it. Caller frees. */
static char *typed_text(const struct table_screen *t, const char *label, int box)
{
    char *value = NULL, *words = NULL, *text = NULL;
    const char *typed = cell_edit_text(&t->edit);
    cell_edit_echo(&t->edit, &value, &words);
    bool seen = box > 0 && !value && !strchr(typed, '\n') && (int)text_width(typed) < box;
    if (seen) {
        text = strdup(label);
    } else {
        text = text_format("%s: %s  %s", label, value ? value : typed, words ? words : "");
    }
    free(value);
    free(words);
    return text;
}

/* What the focused cell holds, whole, in two lines. */
static void draw_whole(struct table_screen *t, const struct area *area, int y, int rows)
{
    const struct field *field = table_field(t);
    if (rows <= 0 || !field) {
        return;
    }
    const char *label = words_get(&field->label);
    char *text = NULL;
    if (t->edit.field) {
        text = typed_text(t, label, box_cells(t, area->width) - 2); /* less its brackets */
    } else {
        const char *whole = table_whole(t);
        text = text_format("%s: %s%s", label, t->why || t->range ? "! " : "", whole);
    }
    draw_wrapped(area, y, 1, area->width - 2, rows, STYLE_HINT, text);
    free(text);
}

/* What can be done about an empty table. Caller frees. */
static char *how_to_begin(const struct table_screen *t)
{
    char key[PRESS_NAME_SIZE];
    enum act act = table_narrowed(t) ? ACT_FILTER : ACT_NEW;
    action_key_text(act, app_fkeys(t->base.app), key);
    if (table_narrowed(t)) {
        return text_format(_("%s changes the filter; an empty one shows all rows."), key);
    }
    if (t->offered > 0) {
        return text_format(
            _("Enter takes in %zu common rows, to be pruned. %s adds one of your own."),
            t->offered, key);
    }
    if (t->form->kind == FORM_SINGLE || t->form->kind == FORM_FIXED) {
        return strdup("");
    }
    return text_format(_("Enter or %s adds the first row."), key);
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
    char *text = table_narrowed(t)
                     ? table_none_left(t)
                     : text_format(scope_divides(app_workbook(t->base.app), t->form)
                                       ? _("%s: no rows in your part yet.")
                                       : _("%s: no rows yet."),
                           words_get(&t->form->title));
    char *begin = how_to_begin(t);
    int y = 1 + draw_wrapped(area, 1, LEFT, area->width - 4, 2, STYLE_TITLE, text);
    if (!table_narrowed(t)) {
        y += draw_wrapped(area, y, LEFT, area->width - 4, 3, STYLE_TEXT, purpose);
    }
    draw_wrapped(area, y + 1, LEFT, area->width - 4, 3, STYLE_HINT, begin);
    draw_cursor(area, 1, LEFT);
    free(begin);
    free(text);
}

/* Arrows where more rows are; beside the rows if there is a line for them, so that rows that
 * scroll stay as they are. */
static void draw_more(const struct table_screen *t, const struct area *area, int up, int down)
{
    if (t->list.top > 0) {
        draw_sign(area, up, area->width - 1, STYLE_HINT, GLYPH_UP);
    }
    if (t->list.top + t->list.height < t->list.count) {
        draw_sign(area, down, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    }
}

/* Under the few rows of a list that has hardly begun: what the method offers for it. */
static void draw_offer(struct table_screen *t, const struct area *area, int y, int end)
{
    char key[PRESS_NAME_SIZE];
    if (t->offered == 0 || table_narrowed(t) || t->edit.field || t->moving || y + 1 >= end) {
        return;
    }
    action_key_text(ACT_MENU, app_fkeys(t->base.app), key);
    char *text = text_format(_("%zu common rows can be taken in, to be pruned: %s, type: "
                               "common, Enter."),
        t->offered, key);
    draw_wrapped(area, y, LEFT, area->width - 4, end - y, STYLE_HINT, text);
    free(text);
}

/* Headings, rows, and the focused cell below them. */
static void draw_rows(struct table_screen *t, const struct area *area)
{
    struct place_x *places = calloc(t->column_count + 1, sizeof *places);
    if (!places) {
        return;
    }
    int head = area->height >= 5 ? 2 : area->height >= 3 ? 1 : 0;
    int below = area->height >= 8 ? 3 : area->height >= 5 ? 1 : 0;
    int room = area->height - head - below;
    list_fit(&t->list, room > 0 ? room : 1);
    table_measure(t);
    size_t first = table_lay_out(t, area->width, box_cells(t, area->width), places);
    draw_headings(t, area, places, first, head);
    for (int i = 0; i < room && t->list.top + (size_t)i < t->list.count; i++) {
        draw_row(t, area, head + i, t->list.top + (size_t)i, places);
    }
    draw_offer(t, area, head + (int)t->list.count + 1, head + room);
    draw_more(t, area, head > 1 ? head - 1 : head, head + room - (below > 2 ? 0 : 1));
    draw_whole(t, area, area->height - (below > 2 ? 2 : below), below > 2 ? 2 : below);
    if (t->edit.field && t->edit.way == CELL_LINE && t->at < t->column_count) {
        int y = head + (int)(t->list.at - t->list.top);
        draw_line_editor(t, area, y, places, &places[t->at]);
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

/* The rows, and what is opened below them. */
static void draw_table(struct table_screen *t, const struct area *area)
{
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

void table_draw(struct screen *self, const struct area *area)
{
    struct table_screen *t = (struct table_screen *)self;
    int filter = table_filter_rows(t, area->height);
    struct area rest = area_part(area, filter, 0, area->height - filter, area->width);
    if (t->list.count == 0) {
        draw_empty(t, &rest);
    } else {
        draw_table(t, &rest);
    }
    if (filter > 0) {
        table_draw_filter(t, area); /* last: while it is typed the cursor stands there */
    }
}

const char *table_title(struct screen *self)
{
    struct table_screen *t = (struct table_screen *)self;
    const char *title = words_get(&t->form->title);
    struct workbook *wb = app_workbook(self->app);
    struct error e = {0};
    size_t all = 0;
    if (!table_narrowed(t) && scope_divides(wb, t->form) &&
        rows_total(wb, t->form, &all, &e) == STATUS_OK) {
        return screen_keep(&t->title,
            text_format(_("%s  (rows: %zu of %zu, your part)"), title, t->list.count, all));
    }
    error_clear(&e);
    return screen_keep(&t->title,
        table_narrowed(t)
            ? text_format(_("%s  (rows: %zu of %zu)"), title, t->list.count, t->total)
            : text_format(_("%s  (rows: %zu)"), title, t->list.count));
}

const char *table_hint(struct screen *self)
{
    struct table_screen *t = (struct table_screen *)self;
    const struct field *field = table_field(t);
    if (t->filtering) {
        return _("Part of what a row shows, such as a name, a code or an amount.");
    }
    if (t->list.count == 0) {
        return "";
    }
    if (t->moving) {
        return screen_keep(&t->hint, table_move_hint(t));
    }
    if (t->edit.asking) {
        return error_text(&t->edit.why);
    }
    if (!field) {
        return "";
    }
    table_whole(t);
    if (t->why && !t->edit.field) {
        return screen_keep(&t->hint, text_format("! %s", t->why));
    }
    if (t->range && !t->edit.field) {
        return screen_keep(&t->hint, text_format("! %s %s", t->range, words_get(&field->hint)));
    }
    const struct finding *found = t->edit.field ? NULL : table_found_here(t);
    if (found) {
        char *words = found_words(found);
        char *both = words ? text_format("%s %s", words, words_get(&field->hint)) : NULL;
        free(words);
        return screen_keep(&t->hint, both);
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
    if (t->filtering) {
        return _("Enter shows these rows   Tab unfinished ones only   Esc leaves it");
    }
    if (t->moving) {
        return table_move_keys(t);
    }
    if (t->edit.asking) {
        return screen_keep(&t->key_line, cell_edit_options(&t->edit));
    }
    if (t->edit.field) {
        return t->edit.way == CELL_TEXT ? _("Enter new line   Tab ends it, right   Esc ends it")
                                        : _("Enter ends it, down   Tab right   Esc ends it");
    }
    if (t->list.count == 0 || !field) {
        return "";
    }
    return cell_way(field) == CELL_PICK
               ? _("Enter opens the row   Space choices   Delete empties   ^U sort   ^W filter")
               : _("Enter opens the row   Type to replace   Delete empties   ^U sort   ^W "
                   "filter");
}
