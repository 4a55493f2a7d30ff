/* What a Grid says: cells and totals in short, columns and rows, the sentences around them. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "core/store/rows.h"
#include "tui/screen/grid_screen.h"

char *grid_short(struct grid_screen *s, const struct field *field, const struct grid_cell *at)
{
    const struct cell cell = {.value = at->value, .typed = at->typed};
    char *text = NULL;
    struct error e = {0};
    if (!at->typed && field->type->id == TYPE_MONEY && at->value.kind == VALUE_INTEGER) {
        return number_show_money_short(at->value.integer);
    }
    if (cell_show(app_workbook(s->base.app), field, &cell, &text, &e)) {
        error_clear(&e);
    }
    for (char *c = text; c && (c = strpbrk(c, "\n\t"));) {
        *c = ' ';
    }
    return text;
}

char *grid_short_total(const struct field *field, const struct value *total)
{
    switch (total->kind) {
    case VALUE_INTEGER:
        return field->type->id == TYPE_MONEY ? number_show_money_short(total->integer)
                                             : number_show_integer(total->integer);
    case VALUE_REAL: return number_show_decimal(total->real);
    default: return strdup("");
    }
}

/* A field's short name. */
static const char *short_name(const struct field *field)
{
    const char *name = words_get(&field->shorter);
    return name[0] ? name : words_get(&field->label);
}

char *grid_heading(struct grid_screen *s, size_t column)
{
    struct grid *g = s->grid;
    const struct grid_column *c = &g->columns[column];
    const char *text = c->key == GRID_NONE || g->field_count > 1
                           ? short_name(c->field)
                           : grid_code(g, g->across.field, &g->across.keys[c->key]);
    bool number = c->key != GRID_NONE && g->across.field->type->id == TYPE_INTEGER;
    return text_format("%s%s%s%s", grid_column_outside(s, column) ? "! " : "",
        number ? short_name(g->across.field) : "", number ? " " : "", text);
}

const char *grid_whole_heading(struct grid_screen *s, size_t column)
{
    struct grid *g = s->grid;
    const struct grid_column *c = &g->columns[column];
    return c->key == GRID_NONE ? words_get(&c->field->label)
                               : grid_label(g, g->across.field, &g->across.keys[c->key]);
}

const char *grid_row_label(struct grid_screen *s, size_t row)
{
    return grid_label(s->grid, s->grid->rows.field, &s->grid->rows.keys[row]);
}

bool grid_column_outside(const struct grid_screen *s, size_t column)
{
    size_t key = s->grid->columns[column].key;
    return key != GRID_NONE && !s->grid->across.keys[key].asked;
}

bool grid_row_outside(const struct grid_screen *s, size_t row)
{
    return !grid_rows_are_chosen(s->grid) && !s->grid->rows.keys[row].asked;
}

/* What a number says under its axis: "Hari 1" rather than "1". Caller frees. */
static char *named_heading(struct grid_screen *s, size_t column)
{
    const struct field *across = s->grid->across.field;
    const char *whole = grid_whole_heading(s, column);
    return across && across->type->id == TYPE_INTEGER
               ? text_format("%s %s", short_name(across), whole)
               : strdup(whole);
}

/* The value of the focused cell whole, with its words; or what is being typed would be. Caller
 * frees. */
static char *whole_value(struct grid_screen *s)
{
    const struct field *field = grid_field(s);
    const struct grid_cell *at = grid_cell(s->grid, s->list.at, s->at);
    const struct cell cell = {.value = at->value, .typed = at->typed};
    char *value = NULL, *words = NULL;
    struct error e = {0};
    if (s->edit.field) {
        cell_edit_echo(&s->edit, &value, &words);
        value = value ? value : strdup(cell_edit_text(&s->edit));
    } else if (at->value.kind == VALUE_NULL && !at->typed) {
        return text_format("%s%s", at->different ? "! " : "", _("not filled in"));
    } else {
        cell_show(app_workbook(s->base.app), field, &cell, &value, &e);
        if (!at->typed && field->type->id == TYPE_MONEY) {
            words = number_in_words(message_lang(), at->value.integer);
        }
    }
    error_clear(&e);
    char *text = text_format("%s%s%s%s", grid_is_marked(at) && !s->edit.field ? "! " : "",
        value ? value : "", words ? "  " : "", words ? words : "");
    free(value);
    free(words);
    return text;
}

/* How many cells of the focused column are empty. */
static size_t empty_cells(const struct grid_screen *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->grid->rows.count; i++) {
        count += grid_is_empty(grid_cell(s->grid, i, s->at));
    }
    return count;
}

char *grid_whole(struct grid_screen *s)
{
    if (s->adding && s->edit.field) {
        return text_format(_("New row. %s:"), words_get(&s->edit.field->label));
    }
    if (!grid_has_cells(s)) {
        return strdup("");
    }
    char *heading = named_heading(s, s->at);
    char *text = NULL;
    if (s->above) {
        text = text_format(
            _("%s: what is typed here goes into its %zu empty cells; filled ones stay."),
            heading ? heading : "", empty_cells(s));
    } else {
        char *value = whole_value(s);
        text = text_format("%s, %s: %s", heading ? heading : "", grid_row_label(s, s->list.at),
            value ? value : "");
        free(value);
    }
    free(heading);
    return text;
}

/* What the page's record says, beside the total. */
static char *estimate_note(struct grid_screen *s)
{
    const struct grid_sums *sums = &s->grid->sums;
    if (!sums->estimate_field || sums->all.kind != VALUE_INTEGER) {
        return NULL;
    }
    int64_t more = sums->all.integer - sums->estimate.integer;
    const char *label = words_get(&sums->estimate_field->label);
    char *amount = number_show_money_short(more < 0 ? -more : more);
    char *text = more == 0 ? text_format(_("%s and the total are the same."), label)
                           : text_format(_("%s and the total differ by %s."), label,
                                 amount ? amount : "");
    free(amount);
    return text;
}

/* What the focused row or column is not asked for. */
static char *outside_note(struct grid_screen *s)
{
    if (!grid_has_cells(s) || s->above) {
        return NULL;
    }
    if (grid_column_outside(s, s->at)) {
        return text_format(_("! %s is outside of what is to be filled in here."),
            grid_whole_heading(s, s->at));
    }
    if (grid_row_outside(s, s->list.at)) {
        return text_format(
            _("! %s is not to be filled in here any more."), grid_row_label(s, s->list.at));
    }
    return NULL;
}

/* What is in no total. */
static char *left_out_note(struct grid_screen *s)
{
    const struct grid_sums *sums = &s->grid->sums;
    if (sums->too_large) {
        return strdup(_("A total is too large to be shown."));
    }
    return sums->unread > 0
               ? text_format(
                     _("! %zu cells are not understood and are in no total."), sums->unread)
               : NULL;
}

/* How to get to the form whose rows are missing; when it has some, none of them belongs here
 * and the field's hint says which do. Caller frees. */
static char *way_to(const struct grid_screen *s, const struct field *missing)
{
    const struct form *form = missing->targets[0];
    char menu[PRESS_NAME_SIZE];
    struct error e = {0};
    size_t rows = 0;
    if (rows_total(app_workbook(s->base.app), form, &rows, &e) || rows > 0) {
        error_clear(&e);
        return strdup(words_get(&missing->hint));
    }
    action_key_text(ACT_MENU, app_fkeys(s->base.app), menu);
    return text_format(_("It is added in %s: press %s, type its name, then Enter."),
        words_get(&form->title), menu);
}

/* What is true of every page of such numbers. */
static char *meaning_note(struct grid_screen *s)
{
    const struct field *field = grid_field(s);
    const struct field *across = s->grid->across.field;
    bool years = across && across->type->id == TYPE_YEAR;
    if (!field) {
        return NULL;
    }
    if (grid_can_fill(s) && !s->above && empty_cells(s) > 1) {
        return strdup(
            _("Fill column (the topmost line): one letter fills all cells still empty."));
    }
    if (years) {
        return strdup(
            app_fkeys(s->base.app)
                ? _("Empty = not filled in yet.  F5: the same as the year before")
                : _("Empty = not filled in yet.  Ctrl-D: the same as the year before"));
    }
    return NULL;
}

/* What a check found about the page. */
static char *found_note(struct grid_screen *s)
{
    const struct finding *found = grid_found_on_page(s);
    return found ? found_words(found) : NULL;
}

char *grid_note(struct grid_screen *s, size_t i)
{
    static char *(*const notes[])(struct grid_screen *) = {
        found_note, outside_note, left_out_note, estimate_note, meaning_note};
    size_t count = sizeof notes / sizeof *notes;
    for (size_t at = 0; at < count; at++) {
        char *text = notes[at](s);
        if (text && i == 0) {
            return text;
        }
        i -= text != NULL;
        free(text);
    }
    return NULL;
}

void grid_emptiness(struct grid_screen *s, char **what, char **how)
{
    struct grid *g = s->grid;
    const struct field *missing =
        g->pages.field && !g->pages.count ? g->pages.field : g->rows.field;
    const char *name = words_get(&missing->label);
    if (missing == g->rows.field && grid_rows_are_chosen(g)) {
        *what = text_format(_("No %s is in use here yet."), name);
        *how = text_format(app_fkeys(s->base.app) ? _("Enter or F4 chooses one.")
                                                  : _("Enter or Ctrl-N chooses one."));
    } else {
        *what = text_format(_("There is no %s to be filled in here yet."), name);
        *how = missing->targets ? way_to(s, missing) : strdup(words_get(&missing->hint));
    }
}

const char *grid_title(struct screen *self)
{
    struct grid_screen *s = (struct grid_screen *)self;
    struct grid *g = s->grid;
    const char *title = words_get(&g->form->title);
    if (g->page >= g->pages.count) {
        return title;
    }
    const char *page = grid_label(g, g->pages.field, &g->pages.keys[g->page]);
    return screen_keep(&s->title,
        text_format(_("%s  < %zu of %zu >  %s"), title, g->page + 1, g->pages.count, page));
}

/* What is odd about the focused cell; NULL: nothing. Caller frees. */
static char *odd_here(struct grid_screen *s, const struct field *field)
{
    const struct grid_cell *at = grid_cell(s->grid, s->list.at, s->at);
    const struct cell cell = {.typed = at->typed, .different = at->different};
    struct workbook *wb = app_workbook(s->base.app);
    char *uid = grid_is_marked(at) ? grid_uid(s->grid, s->list.at, s->at) : NULL;
    char *why = uid ? cell_why(wb, field, uid, &cell) : NULL;
    if (uid && !why) {
        why = cell_different(wb, field, uid, &cell);
    }
    free(uid);
    return why;
}

const char *grid_hint(struct screen *self)
{
    struct grid_screen *s = (struct grid_screen *)self;
    const struct field *field = s->adding ? s->grid->rows.field : grid_field(s);
    if (s->edit.asking) {
        return error_text(&s->edit.why);
    }
    if (!field || !grid_has_cells(s)) {
        return field && s->adding ? words_get(&field->hint) : "";
    }
    char *why = s->edit.field || s->above ? NULL : odd_here(s, field);
    if (why) {
        screen_keep(&s->hint, text_format("! %s", why));
        free(why);
        return s->hint ? s->hint : "";
    }
    const struct finding *found = grid_found_here(s);
    return found ? screen_keep(&s->hint, found_words(found)) : words_get(&field->hint);
}

/* The keys while nothing is being edited. */
static const char *resting_keys(struct grid_screen *s)
{
    const struct field *field = grid_field(s);
    const char *fills =
        !grid_has_cells(s) && grid_rows_are_chosen(s->grid) ? _("Enter chooses a row")
        : !grid_has_cells(s) || !field                      ? ""
        : grid_takes_letters(field) ? _("First letter fills in   Space choices")
        : grid_takes_digits(field)  ? _("A digit fills in and moves on   Delete empties")
        : s->list.count > 1         ? _("Type to replace   Enter down   Delete empties")
                                    : _("Type to replace   Enter right   Delete empties");
    if (!s->grid->pages.field || s->grid->pages.count < 2) {
        return fills;
    }
    const char *page = words_get(&s->grid->pages.field->label);
    return screen_keep(&s->key_line, fills[0] ? text_format(_("%s   PgDn next %s"), fills, page)
                                              : text_format(_("PgDn next %s"), page));
}

const char *grid_keys(struct screen *self)
{
    struct grid_screen *s = (struct grid_screen *)self;
    if (s->picker.field) {
        return picker_keys(&s->picker);
    }
    if (s->edit.asking) {
        return screen_keep(&s->key_line, cell_edit_options(&s->edit));
    }
    if (s->adding) {
        return _("Enter adds the row   Esc leaves it");
    }
    if (s->edit.field) {
        return s->edit.way == CELL_TEXT ? _("Enter new line   Tab ends it, right   Esc ends it")
                                        : _("Enter ends it, down   Tab right   Esc ends it");
    }
    return resting_keys(s);
}
