/* How a Form looks, and the sentences around it. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/form_screen.h"
#include "tui/screen/found.h"
#include "tui/term/hit.h"
#include "tui/widget/field_view.h"

#define BOX_LEAST 14    /* cells of a one-line editor beside its echo */
#define LIMIT_SECTION 8 /* findings told below the fields */
#define ECHO_BOX 26     /* cells it has where an echo stands beside it */

bool form_is_marked(const struct cell *cell)
{
    return cell->typed || cell->different;
}

/* The sign of a text that was not understood, or that somebody filled in differently; its
 * sentence stands in the hint line. */
static int draw_mark(const struct area *area, int y, int x)
{
    return draw_text(area, y, x, STYLE_MARK, "!") + 1;
}

/* One line being typed, and beside and below it what it would mean. */
static void draw_line_editor(
    struct form_screen *f, const struct area *area, int y, int x, int width)
{
    char *value = NULL, *words = NULL;
    cell_edit_echo(&f->edit, &value, &words);
    int box = width;
    enum type_id type = f->edit.field->type->id;
    if (type == TYPE_MONEY || type == TYPE_PERIOD || type == TYPE_DATE) {
        int beside = value ? (int)text_width(value) + 1 : 0;
        box = width - beside < ECHO_BOX ? width - beside : ECHO_BOX;
        if (box < BOX_LEAST) {
            box = BOX_LEAST < width ? BOX_LEAST : width;
        }
    }
    bool marked = f->why && !cell_edit_changed(&f->edit);
    if (marked) {
        int mark = draw_mark(area, y, x);
        x += mark;
        box -= mark;
    }
    field_view_line(area, y, x, box, &f->edit.line);
    draw_text(area, y, x + box + 1, STYLE_HINT, value);
    draw_text(area, y + 1, x, STYLE_HINT, words);
    free(value);
    free(words);
}

/* The value of a field that is not being typed. */
static void draw_value(struct form_screen *f, const struct area *area,
    const struct form_line *line, int y, const struct form_columns *c, int rows, bool focused)
{
    const struct cell *cell = form_cell(f, line->field);
    const char *shown = f->shown[line->field->number];
    enum cell_way way = form_way(f, line->field);
    int x = c->value_x, width = c->value;
    if (form_is_marked(cell)) {
        int mark = draw_mark(area, y, x);
        x += mark;
        width -= mark;
    }
    if (focused) {
        enum style style = way == CELL_GIVEN ? STYLE_SELECTED : STYLE_FOCUS;
        draw_fill(area, y, x, rows, way == CELL_GIVEN ? 1 : width, style);
        draw_wrapped(area, y, x, width, rows, style, shown);
        draw_cursor(area, y, x);
        return;
    }
    enum style style = cell->typed ? STYLE_MARK : way == CELL_GIVEN ? STYLE_DIM : STYLE_VALUE;
    draw_wrapped(area, y, x, width, rows, style, shown);
}

/* What is found at a field, the most important; a cell that says itself what is odd about it
 * needs no second mark. */
static const struct finding *found_here(
    struct form_screen *f, const struct field *field, size_t i)
{
    return form_is_marked(form_cell(f, field))
               ? NULL
               : found_at(f->base.app, f->form, f->place.uid, field, i);
}

/* The mark of what is found at a field, before its label: nothing moves when it comes or goes.
 */
static void draw_found(const struct area *area, int y, const struct finding *finding)
{
    if (finding) {
        draw_text_in(area, y, 0, 1, STYLE_MARK, found_sign(finding));
    }
}

/* Label and value of a field. */
static void draw_field(struct form_screen *f, const struct area *area,
    const struct form_line *line, const struct form_columns *c, bool focused)
{
    int y = line->y - f->top;
    draw_found(area, y, found_here(f, line->field, 0));
    if (focused) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
    }
    draw_wrapped(area, y, c->label_x, c->label, line->label_rows,
        focused ? STYLE_TITLE : STYLE_LABEL, words_get(&line->field->label));
    int rows = c->stacked ? line->height - line->label_rows : line->height;
    y += c->stacked ? line->label_rows : 0;
    if (!focused || f->edit.field != line->field) {
        draw_value(f, area, line, y, c, rows, focused);
    } else if (f->edit.way == CELL_LINE) {
        draw_line_editor(f, area, y, c->value_x, c->value);
    } else {
        int room = area->height - y;
        field_view_text(
            area, y, c->value_x, c->value, rows < room ? rows : room, &f->edit.text);
    }
}

/* What is found at a detail that is not seen. */
static const struct finding *found_folded(struct form_screen *f)
{
    const struct finding *found = NULL;
    for (size_t i = 0; !f->unfolded && !found && i < f->form->count; i++) {
        const struct field *field = &f->form->fields[i];
        found = f->relevant[i] && form_line_of(f, field) == f->line_count
                    ? found_here(f, field, 0)
                    : NULL;
    }
    return found;
}

/* The line that folds the details away. */
static void draw_fold(struct form_screen *f, const struct area *area, int y, bool focused)
{
    char *text = text_format(_("Details (fields: %zu)"), f->detail_count);
    enum glyph glyph = f->unfolded ? GLYPH_UNFOLDED : GLYPH_FOLDED;
    draw_found(area, y, found_folded(f));
    draw_sign(area, y, 2, STYLE_TITLE, glyph);
    int used = draw_text(area, y, 4, focused ? STYLE_FOCUS : STYLE_TITLE, text);
    if (focused) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 2);
    } else if (!f->unfolded) {
        draw_text(area, y, 4 + used + 3, STYLE_HINT, _("Space opens them"));
    }
    free(text);
}

/* What else is found at the focused field and about the row, below the lines, from `y` on as
 * far as there is room; what the hint line says is not said twice. Returns the next free line.
 */
static int draw_section(struct form_screen *f, const struct area *area, int y, int end)
{
    struct app *app = f->base.app;
    const struct field *field = form_focused(f);
    const struct finding *list[LIMIT_SECTION], *one = NULL;
    size_t count = 0;
    for (size_t i = 1; field && count < LIMIT_SECTION && (one = found_here(f, field, i)); i++) {
        list[count++] = one;
    }
    bool title = f->form->kind == FORM_LIST && field == form_title_field(f->form);
    for (size_t i = 0;
         !title && count < LIMIT_SECTION && (one = found_of_row(app, f->form, f->place.uid, i));
         i++) {
        list[count++] = one;
    }
    if (count == 0 || y + 1 >= end) {
        return y;
    }
    int used = draw_text(area, y, 2, STYLE_TITLE, _("Findings here"));
    draw_rule(area, y++, 2 + used + 1, area->width - used - 5);
    for (size_t i = 0; i < count && y < end; i++) {
        char *words = found_words(list[i]);
        y += draw_wrapped(
            area, y, 2, area->width - 4, end - y < 2 ? end - y : 2, STYLE_TEXT, words);
        free(words);
    }
    return y;
}

/* Draws the lines in sight. */
static void draw_lines(struct form_screen *f, const struct area *area)
{
    form_lay_out(f, area->width, area->height);
    struct form_columns c = form_columns_at(f, area->width);
    int end = 0;
    for (size_t i = 0; i < f->line_count; i++) {
        struct form_line *line = &f->lines[i];
        int y = line->y - f->top;
        end = line->y + line->height;
        draw_hit(area, y, 0, line->height, area->width, f, i);
        if (y < 0 || y >= area->height) {
            continue;
        }
        if (line->kind == LINE_HEADING) {
            int used = draw_text(area, y, 2, STYLE_TITLE, line->heading);
            draw_rule(area, y, 2 + used + 1, area->width - used - 5);
        } else if (line->kind == LINE_FOLD) {
            draw_fold(f, area, y, i == f->at);
        } else {
            draw_field(f, area, line, &c, i == f->at);
        }
    }
    int last = area->height - (f->past ? 1 : 0);
    form_draw_said(f, area, draw_section(f, area, end - f->top + 1, last), last);
    if (f->past && end - f->top + 1 < area->height) { /* there is room for it below */
        draw_text_in(area, area->height - 1, 2, area->width - 3, STYLE_HINT, f->past);
    }
    if (f->top > 0) {
        draw_sign(area, 0, area->width - 1, STYLE_HINT, GLYPH_UP);
    }
    if (end > f->top + area->height) {
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    }
}

void form_draw(struct screen *self, const struct area *area)
{
    struct form_screen *f = (struct form_screen *)self;
    if (!f->picker.field) {
        draw_lines(f, area);
        return;
    }
    int pane = picker_height(area->height);
    struct area above = area_part(area, 0, 0, area->height - pane, area->width);
    struct area below = area_part(area, area->height - pane, 0, pane, area->width);
    if (above.height > 0) {
        draw_lines(f, &above);
    }
    picker_draw(&f->picker, &below);
}

const char *form_title(struct screen *self)
{
    struct form_screen *f = (struct form_screen *)self;
    const char *title = words_get(&f->form->title);
    if (f->form->kind == FORM_SINGLE) {
        return title;
    }
    if (!f->place.uid) {
        return screen_keep(&f->title, text_format(_("%s: new row"), title));
    }
    char *name = form_record_name(f);
    char *cut = name ? text_cut(name, 34, draw_ascii()) : NULL;
    size_t at = form_position(f), count = rows_count(f->rows);
    char *text = at > 0
                     ? text_format(_("%s %s  (%zu of %zu)"), title, cut ? cut : "", at, count)
                     : text_format("%s %s", title, cut ? cut : "");
    free(name);
    free(cut);
    return screen_keep(&f->title, text);
}

/* What may be written into the focused field, and what is odd about what stands there. */
static char *field_hint(struct form_screen *f, const struct field *field)
{
    const char *hint = words_get(&field->hint);
    bool fresh = !f->edit.field || !cell_edit_changed(&f->edit);
    if (f->why && fresh) {
        return text_format("! %s", f->why);
    }
    char *different = fresh ? cell_different(app_workbook(f->base.app), field, f->place.uid,
                                  form_cell(f, field))
                            : NULL;
    if (different) {
        char *marked = text_format("! %s", different);
        free(different);
        return marked;
    }
    const struct finding *found = fresh ? found_here(f, field, 0) : NULL;
    if (found) {
        char *words = found_words(found);
        char *both = words ? text_format("%s %s", words, hint) : NULL;
        free(words);
        return both;
    }
    if (form_way(f, field) == CELL_GIVEN) {
        const char *given = field->level == LEVEL_KEY
                                ? _("This says which row it is; another one is a new row (F4).")
                                : _("Filled in by Susun.");
        return text_format("%s%s%s", hint, hint[0] ? " " : "", given);
    }
    char *range = fresh ? field_range_hint(field, &form_cell(f, field)->value) : NULL;
    if (range) {
        char *both = text_format("! %s %s", range, hint);
        free(range);
        return both;
    }
    if (f->edit.field && f->edit.way == CELL_TEXT && strchr(cell_edit_text(&f->edit), '\n')) {
        return text_format(
            _("This text has several lines. Tab goes on to the next field. %s"), hint);
    }
    return strdup(hint);
}

const char *form_hint(struct screen *self)
{
    struct form_screen *f = (struct form_screen *)self;
    const struct field *field = form_focused(f);
    if (f->edit.asking) {
        return error_text(&f->edit.why);
    }
    if (!field) {
        return f->line_count == 0 ? "" : _("The fields that can wait until the rest is known.");
    }
    return screen_keep(&f->hint, field_hint(f, field));
}

/* What ends the row here: Enter, or Tab where Enter is typed. */
static char *keys_at_end(const struct form_screen *f)
{
    const char *title = words_get(&f->form->title);
    bool text = form_way(f, form_focused(f)) == CELL_TEXT;
    bool fold = form_next_line(f, f->at, 1) != f->at;
    if (f->form->kind == FORM_FIXED && form_position(f) >= rows_count(f->rows)) {
        return strdup(text ? _("Tab next field   Enter new line   PgUp row before   Esc: back")
                           : _("Enter next field   PgUp row before   Esc: back to the list"));
    }
    if (f->form->kind == FORM_FIXED) {
        return text_format("%s%s",
            text ? _("Tab: next row   Enter new line")
                 : _("Enter: next row   Esc: back   PgUp row before"),
            fold ? _("   Down details") : "");
    }
    return text_format(text   ? _("Tab: new row in %s   Enter new line   Esc: back to the list")
                       : fold ? _("Enter: new row in %s   Esc: back to the list   Tab details")
                              : _("Enter: new row in %s   Esc: back to the list"),
        title);
}

const char *form_keys(struct screen *self)
{
    struct form_screen *f = (struct form_screen *)self;
    const struct field *field = form_focused(f);
    if (f->picker.field) {
        return picker_keys(&f->picker);
    }
    if (f->edit.asking) {
        return screen_keep(&f->key_line, cell_edit_options(&f->edit));
    }
    if (!field) {
        return f->unfolded ? _("Space or Enter closes the details   Tab next field")
                           : _("Space or Enter opens the details");
    }
    bool rows = f->form->kind != FORM_SINGLE;
    if (rows && !form_wants_keys(f) && form_at_end(f)) {
        return screen_keep(&f->key_line, keys_at_end(f));
    }
    if (form_way(f, field) == CELL_TEXT) {
        return rows ? _("Tab next field   Enter new line   PgDn next row")
                    : _("Tab next field   Enter new line");
    }
    if (form_way(f, field) == CELL_PICK) {
        return _("Space choices   Enter next field   Delete empties");
    }
    return rows ? _("Enter next field   PgDn next row   PgUp row before")
                : _("Enter next field   Up/Down move");
}
